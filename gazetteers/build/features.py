"""places/features.csv: seas, rivers, mountains, islands, regions and landmarks of WordNet.

WordNet lists a thing by its shortest name first, which is often a word, a
person's name or another place ("Angel", "Adams", "Alabama").  Such a name is
left out and the longer one kept: Angel Falls, Mount Adams, Alabama River.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import admin1
import cities
import countries
import spelling
import wordnet
from row import Entity, unique, write
from wordnet import Noun

# Subtype and weight by what a thing is an instance of; the first line that fits counts.
KINDS = (
    ("region", 900, ("continent",)),
    ("water", 850, ("ocean",)),
    ("water", 700, ("sea",)),
    ("river", 600, ("stream",)),
    ("water", 600, ("body of water", "lake", "canal", "ship canal", "waterway", "strait")),
    ("mountain", 600, ("mountain", "range", "mountain peak", "volcano", "hill", "massif", "pass")),
    ("island", 600, ("island", "archipelago", "isle", "Aegean island", "atoll",
                     "barrier island")),
    ("landmark", 500, ("national park", "city district", "borough", "street", "residential district",
                       "public square", "avenue", "park", "airport", "vicinity", "wall",
                       "structure", "monument", "dam", "bridge", "building", "palace", "fortress",
                       "memorial", "tower", "temple", "retreat", "garrison",
                       "military installation", "amusement park", "statue", "way", "center")),
    ("region", 600, ("geographical area", "geographic area", "region", "peninsula", "desert",
                     "district", "county", "French region", "Italian region", "tableland",
                     "plain", "valley", "isthmus", "cape", "forest", "seashore", "belt", "area",
                     "Frigid Zone", "boundary line", "trade route", "swamp", "gorge", "reef",
                     "coral reef", "section", "pole", "prairie", "rift valley", "promontory",
                     "land", "European country", "empire", "resort area", "lowland",
                     "urban area", "principality", "kingdom", "path", "colony",
                     "frontier", "mainland", "rampart")),
)
# WordNet's files of artifacts, places and natural objects.
FILES = ("06", "15", "17")
# Never these, whatever else they are.
NOT_PLACES = ("constellation", "celestial body", "sign of the zodiac", "extraterrestrial object",
              "ship", "vessel", "weapon", "soil horizon", "layer", "battlefield", "city", "town",
              "national capital", "American state", "Canadian province", "Australian state",
              "airship", "lunar crater", "fictional animal", "imaginary place", "Colony",
              "university", "institution", "furniture", "container", "instrumentality")

NOISE = {
    "Union", "Continent", "Chosen", "Adams", "Para", "Basin", "Doris", "Regency", "Bohemia",
    "The Hague", "Wilderness", "Rubicon", "Never-Never", "Lateran", "Camelot", "Goshen", "ground zero",
    "mandate", "Union of Soviet Socialist Republics", "Holy See", "State of the Vatican City",
    "Third Reich", "Union of Burma", "Red China", "Arena", "Bourse", "D-layer", "E layer", "F layer",
    "Kennedy", "Capital", "Mission Impossible", "Old World", "New World", "Ark", "West Germany",
    "Federal Republic of Germany", "Soviet Russia", "Khabarovsk", "Perejil", "Capitol",
    "Athos", "Seven Hills of Rome", "Old Faithful", "Newgate", "Labyrinth", "Appleton layer",
    "F region", "D region", "E region", "Heaviside layer", "Kennelly-Heaviside layer", "Luda", "Luta",
    "Van Allen belt", "Mohorovicic discontinuity", "Moho", "Pangaea", "Pangea", "Laurasia",
    "Gondwanaland", "North Temperate Zone", "South Temperate Zone", "Torrid Zone", "Augean stables",
    "Black Hole of Calcutta", "Channel Island", "Nacimiento", "United States waters", "U.S. waters",
    "National Library of Medicine", "United States National Library of Medicine", "Sealyham",
    "U.S. National Library of Medicine", "United States Mint", "U.S. Mint", "US Mint", "H.I.",
    "Cape Verde Islands", "Comoro Islands", "Iles Comores", "Fiji Islands", "Fijis", "East Sea",
    "Maldive Islands", "Philippine Islands", "Samoan Islands", "Seychelles islands", "Chalaman",
    "Nauru Island", "Pleasant Island", "Palau Islands", "Japanese Islands", "New Zealand Islands",
    "Singapore Island", "Aland islands", "Aaland islands", "Ahvenanmaa", "Faeroe Islands", "Faroes",
    "Faeroes", "United States Virgin Islands", "American Virgin Islands", "Ellice Islands", "Naze",
    "Bahrain Island", "Bahrein Island", "Catalina Island", "Black Africa", "Victoria Falls Guaira",
    "Dae-Han-Min-Gook", "Han-Gook", "McKinley", "Hell's Half Acre", "Lascar", "Laudo", "Bonete",
    "Cachi", "Sion", "Gallia", "Cymru", "Lothringen", "Inner Mongolia", "Nei Monggol", "Orissa",
}

# Short names that are also surnames, but mean the river or the sea.
WELL_KNOWN = {
    "Adriatic", "Aegean", "Africa", "Amazon", "Andes", "Antarctic", "Appalachians", "Arctic", "Asia",
    "Atlantic", "Balkans", "Baltic", "Bastille", "Berkshire", "Brandenburg", "Broadway", "Caspian",
    "Castile", "Champagne", "Colosseum", "Everest", "Everglades", "Galloway", "Golan", "Harlem",
    "Highlands", "Hollywood", "Humber", "Labrador", "Lorraine", "Manhattan", "Mediterranean",
    "Nubia", "Oder", "Olympia", "Pacific", "Pentagon", "Provence", "Rhine", "Rhodes", "Rhone",
    "Riviera", "Savoy", "Seine", "Severn", "Thames", "Trinidad", "Tyne", "Whitehall",
}
# WordNet's first word where newspapers use another of its words, or another spelling.
NEWSPAPER_NAMES = {
    "Alaskan pipeline": "Alaska Pipeline", "Asia Minor": "Anatolia", "Bourgogne": "Burgundy",
    "Caucasia": "Caucasus", "Celebes": "Sulawesi", "Chang Jiang": "Yangtze", "Chinese Wall":
    "Great Wall of China", "Crocodile River": "Limpopo River", "Demavend": "Mount Damavand",
    "Donets Basin": "Donbas", "Gascogne": "Gascony", "Hebridean Islands": "Hebrides",
    "Himalaya Mountains": "Himalayas", "Huang He": "Yellow River", "Isle Royal National Park":
    "Isle Royale National Park", "Kattegatt": "Kattegat", "Lake Aral": "Aral Sea",
    "Lake Nyasa": "Lake Malawi", "Mount Godwin Austen": "K2", "Mount McKinley": "Denali",
    "Outaouais": "Ottawa River", "Peloponnesian Peninsula": "Peloponnese", "Picardie": "Picardy",
    "Plata River": "Rio de la Plata", "Rhone-Alpes": "Rhône-Alpes", "Rodhos": "Rhodes",
    "Rustbelt": "Rust Belt", "Sahara Desert": "Sahara", "Somali peninsula": "Horn of Africa",
    "Spice Islands": "Moluccas", "Sunbelt": "Sun Belt", "Zhu Jiang": "Pearl River",
    "Sydney Harbor Bridge": "Sydney Harbour Bridge", "Holy Sepulcher": "Holy Sepulchre",
    "Kalahari Desert": "Kalahari", "Ruhr Valley": "Ruhr", "Mt. Athos": "Mount Athos",
    "Siegfried line": "Siegfried Line", "Dipylon gate": "Dipylon Gate", "Irtish": "Irtysh",
}
RIVER_COMES_LAST = {"AU", "BR", "CA", "CN", "CO", "RU", "US"}
# Where WordNet takes a side.
COUNTRY = {"Gaza Strip": "PS", "West Bank": "PS", "Golan Heights": "", "Central America": "",
           "North America": "", "Mesoamerica": "", "Guiana": "", "Crimea": "UA"}

_KIND_WORD = re.compile(
    r"^(Mount|Mt\.?|Lake|Cape|Gulf|Bay|Strait|Straits|Isle|Isles|Loch|Sea|River|Firth) "
    r"| (Sea|Ocean|Lake|Bay|Gulf|Strait|Straits|Channel|River|Falls|Canal|Mountains|Mountain|Peak|"
    r"Range|Hills|Island|Islands|Desert|Peninsula|Plateau|Valley|Park|Bridge|Dam|Fault|Pass|Canyon)$")


def build() -> int:
    return write("places/features.csv", entities())


def names() -> frozenset[str]:
    return frozenset(entity.name for entity in entities())


@cache
def entities() -> list[Entity]:
    rows: dict[tuple[str, str], Entity] = {}
    for noun in sorted(_nouns(), key=lambda noun: noun.id):
        entity = _entity(noun)
        if entity:
            rows.setdefault((entity.name, entity.country), entity)
    taken = {name for name, _ in rows}
    return [replace(row, aliases=tuple(form for form in row.aliases if form not in taken))
            for row in rows.values()]


@cache
def _kind_ids() -> tuple[tuple[str, int, frozenset[str]], ...]:
    return tuple((subtype, weight, wordnet.ids_below(*words)) for subtype, weight, words in KINDS)


def _nouns() -> list[Noun]:
    wanted = frozenset().union(*(ids for _, _, ids in _kind_ids()))
    unwanted = wordnet.ids_below(*NOT_PLACES)
    return [noun for noun in wordnet.instances_of(wanted)
            if noun.file in FILES and not unwanted.intersection(noun.instance_of)]


def _entity(noun: Noun) -> Entity | None:
    subtype, weight = next((subtype, weight) for subtype, weight, ids in _kind_ids()
                           if ids.intersection(noun.instance_of))
    forms = _forms(noun, subtype)
    if not forms:
        return None
    name = NEWSPAPER_NAMES.get(forms[0]) or _best_name(forms, subtype)
    name = NEWSPAPER_NAMES.get(name, name)
    return Entity(
        kind="place",
        subtype=subtype,
        name=name,
        aliases=tuple(form for form in unique(forms, without=name) if form != name),
        country=COUNTRY.get(name, _country(noun)),
        weight=weight,
        source=wordnet.SOURCE,
    )


def _forms(noun: Noun, subtype: str) -> list[str]:
    """The names that may stand; only full ones ("Alabama River") if a region has the short one."""
    words = [_tidy(word) for word in noun.words]
    if subtype == "river":
        words += _river_names(words, _country(noun))
    words += [re.sub(r"^Mount ", "Mt. ", word) for word in words if word.startswith("Mount ")]
    if _known_places().intersection(words):
        words = [word for word in words if _KIND_WORD.search(word)]
    return unique(word for word in words if _is_good(word))


def _tidy(word: str) -> str:
    return re.sub(r"^(the|The) ", "", word).replace("Mt. ", "Mount ")


def _river_names(words: list[str], country: str) -> list[str]:
    """Danube: Danube River, River Danube; the latter not where nobody says so."""
    bare = [word for word in words if "River" not in word and " " not in word]
    bare = bare or [word.removesuffix(" River") for word in words if word.endswith(" River")]
    forms = ["{} River", "River {}"] if country not in RIVER_COMES_LAST else ["{} River"]
    return [form.format(word) for word in bare[:1] for form in forms]


def _is_good(form: str) -> bool:
    return (form[0].isupper()
            and len(form) >= 4
            and spelling.is_latin(form)
            and not re.search(r"[\d(]|^capital of", form)
            and form not in NOISE
            and (form not in spelling.demonyms() or form in WELL_KNOWN)
            and form not in _known_places()
            and not (" " not in form and form not in WELL_KNOWN and (spelling.is_common_word(form)
                                          or spelling.is_persons_name(form))))


@cache
def _known_places() -> frozenset[str]:
    """Forms of countries, capitals and first-level regions, and names of large cities."""
    regions = [form for entity in admin1.entities() for form in (entity.name, *entity.aliases)]
    large = [city.name for city in cities.entities()
             if city.subtype == "capital" or city.weight >= 500]
    return frozenset([*countries.all_forms(), *regions, *large])


def _best_name(forms: list[str], subtype: str) -> str:
    """Seas and mountains go by their full names, rivers and ranges by the short ones."""
    if subtype == "river":
        return forms[0]
    return next((form for form in forms if _KIND_WORD.search(form)), forms[0])


def _country(noun: Noun) -> str:
    """The one country that a thing lies in, by WordNet's parts and wholes."""
    found: set[str] = set()
    open_nouns, seen = [noun], set()
    while open_nouns:
        current = open_nouns.pop()
        for key in current.part_of:
            whole = wordnet.nouns()[key]
            codes = {countries.all_forms().get(word, "") for word in whole.words
                     if not _state_kinds().intersection(whole.instance_of)} - {""}
            found |= codes
            if not codes and key not in seen:
                seen.add(key)
                open_nouns.append(whole)
    return found.pop() if len(found) == 1 else ""


@cache
def _state_kinds() -> frozenset[str]:
    """Parts of countries that bear a country's name, such as Georgia and (New) Jersey."""
    return wordnet.ids_below("American state", "Canadian province", "Australian state", "Colony")
