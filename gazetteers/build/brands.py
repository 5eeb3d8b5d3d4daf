"""organisations/brands.csv: agencies, police, armed forces, operators, banks, brands.

name-suggestion-index names what mappers see on signs: every kiosk chain of the
world.  Kept are kinds of organisations that stand in newspapers (police, banks,
railways) and brands of several countries, under the English label that Wikidata
gives them, if the name cannot be mistaken for a word, a person or a place.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import admin1
import cities
import companies
import countries
import spelling
from fetch import fetch
from row import Entity, unique, write

SOURCE = "name-suggestion-index"
MOST = 8_000

# Kinds in which even an organisation of one country, or one town, is in the news.
PUBLIC = {
    "operators/amenity/police": ("police", 560), "operators/landuse/military": ("military", 620),
    "operators/office/government": ("agency", 560), "brands/office/government": ("agency", 560),
    "operators/amenity/prison": ("agency", 540), "operators/amenity/courthouse": ("court", 550),
    "operators/amenity/hospital": ("hospital", 520), "operators/amenity/clinic": ("hospital", 480),
    "operators/amenity/university": ("university", 520),
    "operators/amenity/college": ("university", 500),
    "operators/amenity/fire_station": ("agency", 500),
    "operators/amenity/post_office": ("company", 540), "brands/amenity/post_office": ("company", 520),
    "operators/emergency/disaster_response": ("agency", 540),
    "operators/emergency/ambulance_station": ("agency", 500),
    "operators/emergency/lifeguard": ("ngo", 480), "operators/emergency/water_rescue": ("ngo", 500),
    "operators/boundary/national_park": ("agency", 520),
    "operators/boundary/protected_area": ("agency", 480),
    "operators/man_made/monitoring_station": ("agency", 480),
    "operators/man_made/survey_point": ("agency", 450),
    "operators/man_made/works": ("company", 520), "operators/office/energy_supplier": ("company", 520),
    "operators/office/water_utility": ("company", 500),
    "operators/route/railway": ("company", 560), "operators/power/plant": ("company", 520),
    "operators/power/generator": ("company", 480), "operators/power/line": ("company", 480),
    "operators/pipeline/substation": ("company", 520), "operators/man_made/pipeline": ("company", 520),
    "operators/telecom/data_center": ("company", 480), "operators/telecom/exchange": ("company", 480),
    "operators/highway/toll_gantry": ("company", 450),
    "transit/route/train": ("company", 520), "transit/route/subway": ("company", 520),
    "transit/route/light_rail": ("company", 480), "transit/route/ferry": ("company", 480),
    "brands/amenity/bank": ("bank", 500), "brands/office/insurance": ("company", 500),
    "brands/office/union": ("union", 560), "brands/office/political_party": ("party", 620),
    "brands/shop/charity": ("ngo", 500), "brands/office/association": ("ngo", 500),
    "brands/club/scout": ("ngo", 460), "brands/amenity/university": ("university", 500),
    "brands/amenity/social_facility": ("ngo", 480), "brands/healthcare/blood_donation": ("ngo", 480),
    "brands/emergency/ambulance_station": ("ngo", 480),
    "brands/emergency/disaster_response": ("ngo", 500),
    "brands/shop/car": ("company", 560), "brands/office/telecommunication": ("company", 520),
    "brands/shop/mobile_phone": ("company", 500), "brands/shop/supermarket": ("company", 480),
    "brands/shop/department_store": ("company", 500), "brands/amenity/fuel": ("company", 480),
    "brands/tourism/theme_park": ("company", 480), "brands/office/company": ("company", 500),
    "brands/office/logistics": ("company", 500), "brands/office/consulting": ("company", 500),
    "brands/office/it": ("company", 500), "brands/shop/lottery": ("company", 450),
    "brands/amenity/money_transfer": ("company", 480),
    "brands/shop/bookmaker": ("company", 450), "brands/amenity/hospital": ("hospital", 480),
    "brands/office/financial": ("company", 450), "brands/landuse/industrial": ("company", 480),
    "brands/tourism/hotel": ("company", 450), "brands/amenity/car_rental": ("company", 450),
    "brands/amenity/charging_station": ("company", 430), "brands/shop/electronics": ("company", 460),
}
# Kinds that name things, places or schools and not organisations of the news.
LEFT_OUT = re.compile(
    r"flags/|operators/amenity/(school|kindergarten|library|townhall|recycling|toilets|telephone|"
    r"parking|waste|drinking|post_box|ticket|vending|community)|operators/(leisure|advertising|"
    r"highway/street|natural|historic|tourism|emergency/(siren|phone))|transit/(route/bus|highway|"
    r"railway|public|amenity)|brands/(amenity/(atm|school|kindergarten|public_bookcase|prep_school|"
    r"bicycle_rental|vending)|advertising|highway|shop/(outpost|catalogue|erotic))|"
    r"operators/power/(pole|tower|catenary|minor|substation|transformer)|operators/man_made/"
    r"(street|surveillance|mast|tower|charge)|operators/amenity/charging")
# From this many countries on a brand of any kind is wanted.
FEW_COUNTRIES, MANY_COUNTRIES = 3, 10

# A name of these words alone is no name: "Central Bank", "State Police", "The Salon".
GENERIC = frozenset((
    "a agency air and army authority bank board central centre center city civil club coast college "
    "commission community company council country county credit department development district energy "
    "environmental federal fire first force forest group guard health highway hospital insurance "
    "international land local market metro military ministry municipal national navy new of office "
    "party patrol people's police port post postal power protection public rail railway railways "
    "red regional rescue road royal rural safety savings security service services social state "
    "station the trade trust transit transport union united university water").split())

_PLACE_DESCRIPTION = re.compile(
    r"^(the )?(\w+ )?(municipality|city|town|village|commune|county|province|state|country|district|"
    r"island|region|department|prefecture|capital|human settlement|borough|parish|canton|"
    r"sovereign state|republic|voivodeship|family name|given name|species|genus|river|mountain)\b",
    re.IGNORECASE)
_THING_DESCRIPTION = re.compile(
    r"\b(railway line|train service|rail line|metro line|tram line|line of the|rolling stock|"
    r"type of|system of signs|discontinued|former|defunct|historic|payment card|video game|film|"
    r"album|song|ticket system|fare|smart card|credit card|dish|fictional|product|software|"
    r"high school|primary school)\b", re.IGNORECASE)
_NAME_TAGS = ("name", "brand", "operator", "network")


@dataclass
class Organisation:
    """What the index says of one Wikidata item, over all kinds of signs it stands on."""

    qid: str
    label: str
    description: str
    kinds: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)

    @property
    def is_worldwide(self) -> bool:
        return "001" in self.countries

    @property
    def spread(self) -> int:
        return MANY_COUNTRIES if self.is_worldwide else len(self.countries)


def build() -> int:
    return write("organisations/brands.csv", entities())


def names() -> frozenset[str]:
    return frozenset(entity.name for entity in entities())


def american_states() -> frozenset[str]:
    return frozenset(region.name for region in admin1.entities() if region.country == "US")


@cache
def entities() -> list[Entity]:
    """The most useful organisations, one row a name."""
    ranked = sorted(filter(_is_wanted, _organisations()), key=lambda org: (-_weight(org), org.qid))
    rows: dict[str, Entity] = {}
    for organisation in ranked:
        entity = _entity(organisation)
        if entity and entity.name not in rows and len(rows) < MOST:
            rows[entity.name] = entity
    return list(_without_shared_aliases(list(rows.values())))


def _without_shared_aliases(rows: list[Entity]) -> Iterator[Entity]:
    """Drop forms that several organisations share ("Ministry of Health", "Caisse d'Epargne")."""
    owners: dict[str, int] = defaultdict(int)
    for row in rows:
        for form in unique([row.name, *row.aliases]):
            owners[form] += 1
    for row in rows:
        kept = tuple(form for form in row.aliases if owners[form] == 1)
        yield replace(row, aliases=kept)


def _organisations() -> list[Organisation]:
    wikidata = _json("wikidata/wikidata.min.json")["wikidata"]
    found: dict[str, Organisation] = {}
    for kind, data in sorted(_json("json/nsi.min.json")["nsi"].items()):
        if LEFT_OUT.match(kind):
            continue
        for item in data["items"]:
            qid = _qid(item["tags"], kind)
            entry = wikidata.get(qid, {})
            if not entry.get("label") or entry.get("dissolutions"):
                continue
            organisation = found.setdefault(qid, Organisation(
                qid, entry["label"], entry.get("description", "")))
            organisation.kinds.add(kind)
            organisation.names += _names(item)
            organisation.countries |= _countries(item)
    return list(found.values())


@cache
def _json(path: str) -> dict:
    file = fetch("npm", SOURCE, "8.0.20260918") / "dist" / path
    return json.loads(file.read_text(encoding="utf-8"))


def _qid(tags: dict[str, str], kind: str) -> str:
    key = {"brands": "brand", "operators": "operator", "transit": "network"}[kind.split("/")[0]]
    return tags.get(f"{key}:wikidata", "")


def _names(item: dict) -> list[str]:
    keys = [f"{tag}{suffix}" for tag in _NAME_TAGS for suffix in ("", ":en", ":short")]
    keys += ["short_name", "official_name", "short_name:en", "official_name:en"]
    tags = [item["tags"][key] for key in keys if key in item["tags"]]
    return [re.sub(r" \(.*\)", "", name) for name in (item["displayName"], *tags)]


def _countries(item: dict) -> set[str]:
    places = [str(place) for place in item["locationSet"].get("include", [])]
    codes = {re.split(r"[-.]", place)[0] for place in places if not place.startswith("[")}
    return {{"fx": "fr", "conus": "us"}.get(code, code) for code in codes}


def _is_wanted(organisation: Organisation) -> bool:
    description = organisation.description
    if _PLACE_DESCRIPTION.match(description) or _THING_DESCRIPTION.search(description):
        return False
    return bool(organisation.kinds & PUBLIC.keys()) or organisation.spread >= FEW_COUNTRIES


def _weight(organisation: Organisation) -> int:
    base = max((PUBLIC[kind][1] for kind in organisation.kinds if kind in PUBLIC), default=400)
    if re.search(r"multinational|national |federal|state-owned|largest", organisation.description):
        base += 40
    spread = 60 if organisation.spread >= MANY_COUNTRIES else 10 * min(organisation.spread - 1, 4)
    return min(base + max(spread, 0), 700)


def _subtype(organisation: Organisation) -> str:
    """The subtype of its best kind, corrected by what the name itself says."""
    name = organisation.label
    for pattern, subtype in ((r"^Government\b", "government"), (r"\bPolice\b", "police"), (r"\b(Ministry|Department) of\b", "ministry"),
                             (r"\b(Army|Air Force|Navy|Armed Forces)$", "military"),
                             (r"\bUniversity\b", "university"), (r"\bHospitals?\b", "hospital"),
                             (r"\b(Bank|Banque|Banco)\b", "bank")):
        if re.search(pattern, name) and not (subtype == "ministry" and "County" in name):
            return subtype
    kinds = [PUBLIC[kind] for kind in sorted(organisation.kinds) if kind in PUBLIC]
    return max(kinds, key=lambda kind: kind[1])[0] if kinds else "company"


def _entity(organisation: Organisation) -> Entity | None:
    forms = [_tidy(form) for form in (organisation.label, *organisation.names)]
    good = unique(form for form in forms if _is_good(form, organisation))
    if not good or _known_companies().intersection(good[:1]):
        return None
    name = good[0]
    acronyms = [form for form in good if form.isupper() and len(form) < 4]
    aliases = [form for form in good if form not in acronyms or len(form) == 3]
    aliases += [spelling.plain(form) for form in (name, *aliases)]
    home = organisation.countries - {"001"}
    code = next(iter(home)).upper() if len(home) == 1 and not organisation.is_worldwide else ""
    return Entity(
        kind="organisation",
        subtype=_subtype(organisation),
        name=name,
        aliases=tuple(form for form in unique(aliases, without=name)
                      if form not in _known_companies())[:5],
        country=code if code in countries.geonames_countries() else "",
        weight=_weight(organisation),
        external_ids=(f"wd:{organisation.qid}",),
        source=SOURCE,
    )


def _tidy(form: str) -> str:
    form = re.sub(r"\s*\([^)]*\)", "", form.replace("’", "'").replace("–", "-"))
    form = re.sub(r",? (Inc|Ltd|LLC|plc|GmbH|Limited|Corporation|S\.?A\.?|AG)\.?$", "", form)
    return " ".join(form.removeprefix("The ").split())


def _is_good(form: str, organisation: Organisation) -> bool:
    words = form.split()
    if (len(form) < 3 or len(words) > 9 or not spelling.is_latin(form)
            or not any(char.isupper() for char in form) or re.search(r"[\"*;|]|^\d+$", form)):
        return False
    if form[0].islower() and not re.match(r"[a-z]+[A-Z]", form):
        return False
    if form in spelling.demonyms() or form in places():
        return False
    if len(words) == 1:
        return not (spelling.is_common_word(form) or spelling.is_persons_name(form)
                    or _is_only_marks(form))
    if all(word in GENERIC for word in form.lower().split()):
        return False
    if re.fullmatch(r"(Ministry|Department|Office|Board|Bureau) of [\w ]+", form):
        return _names_a_place(form)
    if organisation.spread < MANY_COUNTRIES and _is_full_name(words):
        return False
    return not (spelling.all_common_words(form) and organisation.spread < FEW_COUNTRIES
                and not re.search(r"Police|Bank|Railway|Hospital|Service|Authority|Agency|Army|Union|"
                                  r"Board|Trust|Commission|Council|Society|Association|Group|Health|"
                                  r"University|Insurance|Energy|Power|Water|Transport", form))


def _is_only_marks(form: str) -> bool:
    """ "7-11" and "1&1": nothing that a text would hold as a name."""
    return not re.search(r"[^\W\d_]{2}", form)


def _is_full_name(words: list[str]) -> bool:
    """ "Paul Smith": a person first."""
    return (len(words) in (2, 3) and words[0] in spelling.given_names()
            and words[-1] in spelling.surnames())


@cache
def places() -> frozenset[str]:
    regions = [form for entity in admin1.entities() for form in (entity.name, *entity.aliases)]
    towns = [form for entity in cities.entities() for form in (entity.name, *entity.aliases)]
    return frozenset([*countries.all_forms(), *regions, *towns])


def _names_a_place(form: str) -> bool:
    words = set(re.findall(r"\w+", form))
    return bool(words & _single_word_places())


@cache
def _single_word_places() -> frozenset[str]:
    large = [entity.name for entity in cities.entities() if entity.weight >= 550]
    regions = [entity.name for entity in admin1.entities()]
    names = [*countries.all_forms(), *regions, *large, *spelling.demonyms()]
    return frozenset(word for name in names for word in name.split() if word[0].isupper()
                     and not spelling.is_common_word(word))


@cache
def _known_companies() -> frozenset[str]:
    return frozenset(form for entity in companies.companies()
                     for form in (entity.name, *entity.aliases))
