"""organisations/companies.csv and people/executives.csv: companies of stock indices.

pytickersymbols lists the companies of twenty indices with their infobox facts;
edgartools the most traded shares of the United States.  A newspaper writes
"Apple", a register "Apple Inc.": the short name is the name, the long an alias.
Where the short name would be a mere word or a person's name and the company is
small, the long one stays ("Progress, Inc."), for it would find other things.
"""

from __future__ import annotations

import ast
import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import admin1
import countries
import spelling
from fetch import fetch
from row import Entity, unique, write

TICKERS, EDGAR = "pytickersymbols", "edgartools"

# How well an index's companies are known; others are of the smallest kind.
INDEX_WEIGHTS = {
    700: ("DOW JONES", "S&P 100", "DAX", "CAC_40", "FTSE 100", "EURO STOXX 50"),
    600: ("NASDAQ 100", "S&P 500", "NIKKEI 225", "AEX", "BEL 20", "IBEX 35", "Switzerland 20",
          "OMX Stockholm 30"),
}
SMALLEST_WEIGHT = 500
# Where the companies of an index are at home, when their headquarters are not told.
INDEX_COUNTRIES = {
    "AEX": "NL", "BEL 20": "BE", "CAC Mid 60": "FR", "CAC_40": "FR", "DAX": "DE", "DOW JONES": "US",
    "FTSE 100": "GB", "IBEX 35": "ES", "MDAX": "DE", "NIKKEI 225": "JP",
    "OMX Helsinki 25": "FI", "OMX Stockholm 30": "SE", "S&P 100": "US", "S&P 500": "US",
    "S&P 600": "US", "SDAX": "DE", "Switzerland 20": "CH", "TecDAX": "DE",
}
# Spellings that the source's capitals or share classes spoil.
SPELLINGS = {"Amazon.com": "Amazon", "EBay": "eBay", "EPlus": "ePlus", "EasyJet": "easyJet",
             "IndustrivärdenC": "Industrivärden", "KalmarB": "Kalmar"}
WELL_KNOWN = 700  # from here on a one-word name may stand although it is a word

# What newspapers say for short.
SHORT_NAMES = {
    "3M": ["3M Company"], "Amazon": ["Amazon.com"],
    "American International Group": ["AIG"], "Anheuser-Busch InBev": ["AB InBev", "InBev"],
    "BT Group": ["BT", "British Telecom"], "BMW": ["Bayerische Motoren Werke"],
    "BNP Paribas": ["BNP"], "BP": ["British Petroleum"], "Bank of America": ["BofA"],
    "Boeing": ["Boeing Co."], "Bristol Myers Squibb": ["Bristol-Myers Squibb"],
    "Citigroup": ["Citi", "Citibank"],
    "ExxonMobil": ["Exxon Mobil", "Exxon"], "Ford Motor Company": ["Ford", "Ford Motor"],
    "General Electric": ["GE"], "GE Aerospace": ["General Electric"], "General Motors": ["GM"],
    "Goldman Sachs": ["Goldman"], "GSK": ["GlaxoSmithKline"], "HSBC": ["HSBC Holdings"],
    "Hewlett Packard Enterprise": ["HPE"], 
    "Honda": ["Honda Motor"], "IBM": ["International Business Machines"],
    "International Airlines Group": ["IAG"], "International Consolidated Airlines Group":
    ["IAG", "International Airlines Group"], "JPMorgan Chase": ["JPMorgan", "JP Morgan",
    "J.P. Morgan", "JPMorgan Chase & Co"], "Johnson & Johnson": ["J&J"],
    "London Stock Exchange Group": ["LSEG"], "Marks & Spencer": ["M&S"],
    "Mercedes-Benz Group": ["Mercedes-Benz", "Mercedes", "Daimler"], "Meta Platforms":
    ["Meta", "Facebook"], "McDonald's": ["McDonalds"], "Nissan": ["Nissan Motor"],
    "PricewaterhouseCoopers": ["PwC"], "Procter & Gamble": ["P&G"],
    "Shell": ["Royal Dutch Shell"], "SoftBank Group": ["SoftBank"], "Sony": ["Sony Group"],
    "TSMC": ["Taiwan Semiconductor Manufacturing"], "Toyota": ["Toyota Motor"],
    "UnitedHealth Group": ["UnitedHealth"],
    "Volkswagen Group": ["Volkswagen", "VW"], "Volkswagen": ["VW", "Volkswagen Group"],
    "Walmart": ["Wal-Mart"], "The Walt Disney Company": ["Disney", "Walt Disney"],
    "Walt Disney Company": ["Disney", "Walt Disney"], "Disney": ["Walt Disney Company"],
}

_LEGAL = (r"Inc|Incorporated|Corp|Corporation|Co|Company|plc|PLC|Plc|p\.l\.c|AG|SE|N\.?V|S\.?A|"
          r"S\.?A\.?S|AB|A/S|ASA|Oyj|Oy|Ltd|Limited|LLC|L\.?P|KGaA|GmbH|S\.?p\.?A|SCA|B\.?V|KK|"
          r"Bancorp Inc|publ|SA/NV|NV/SA|& Co|and Company|& Company|AG & Co|SE & Co|Trust Inc")
_LEGAL_END = re.compile(rf"(?:,? (?:{_LEGAL})\.?)+$")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def build() -> int:
    return write("organisations/companies.csv", companies())


def build_executives() -> int:
    return write("people/executives.csv", _executives())


@cache
def companies() -> list[Entity]:
    by_name: dict[str, Entity] = {}
    for company, weight, home in _listed():
        entity = _company(company, weight, home)
        known = by_name.get(entity.name)
        by_name[entity.name] = _merged(known, entity) if known else entity
    for entity in map(_american, _popular_stocks()):
        known = by_name.get(entity.name)
        by_name[entity.name] = _merged(known, entity) if known else entity
    return [by_name[name] for name in sorted(by_name)]


def _merged(one: Entity, other: Entity) -> Entity:
    return Entity(
        kind=one.kind, subtype=one.subtype, name=one.name,
        aliases=tuple(unique([*one.aliases, *other.aliases])),
        country=one.country or other.country,
        weight=max(one.weight, other.weight),
        external_ids=one.external_ids or other.external_ids,
        source="+".join(unique([*one.source.split("+"), *other.source.split("+")])),
    )


@cache
def _indices() -> dict:
    """The literal that pytickersymbols' generated module holds, read without running it."""
    file = fetch("pypi", TICKERS, "1.17.10") / "pytickersymbols/indices_data.py"
    module = ast.parse(file.read_text(encoding="utf-8"))
    return next(ast.literal_eval(node.value) for node in module.body
                if isinstance(node, ast.Assign) and node.targets[0].id == "INDICES")


@cache
def _listed() -> list[tuple[dict, int, str]]:
    """Each company once, with the weight of its best known index and the country of one."""
    found: dict[str, tuple[dict, int, str]] = {}
    for index, data in sorted(_indices().items()):
        weight = next((weight for weight, names in INDEX_WEIGHTS.items() if index in names),
                      SMALLEST_WEIGHT)
        for company in data["companies"]:
            known, best, home = found.get(company["name"], (company, 0, ""))
            richer = company if company.get("metadata") and not known.get("metadata") else known
            home = home or INDEX_COUNTRIES.get(index, "")
            found[company["name"]] = richer, max(best, weight), home
    return [found[name] for name in sorted(found)]


def _popular_stocks() -> Iterator[dict[str, str]]:
    file = fetch("pypi", EDGAR, "5.62.1") / "edgar/reference/data/popular_us_stocks.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _american(stock: dict[str, str]) -> Entity:
    name, aliases = _names(stock["Company"], WELL_KNOWN)
    return Entity(kind="organisation", subtype="company", name=name, aliases=tuple(aliases),
                  country="US", weight=600, external_ids=(f"cik:{stock['Cik']}",),
                  source=EDGAR)


def _company(company: dict, weight: int, home: str) -> Entity:
    name, aliases = _names(company["name"], weight)
    country = _country(company) or home
    isins = [isin for isin in sorted(company.get("isins", [])) if isin.startswith(country)]
    return Entity(
        kind="organisation",
        subtype="bank" if _is_bank(company) else "company",
        name=name,
        aliases=tuple(aliases),
        country=country,
        weight=weight,
        external_ids=tuple(f"isin:{isin}" for isin in isins[:1]),
        source=TICKERS,
    )


def _is_bank(company: dict) -> bool:
    return bool(re.search(r"\b(Bank|Banco|Banque)\b|banc(orp|shares)", company["name"], re.I)) or any(
        industry in ("Banks", "Banking", "Bank") for industry in company.get("industries", []))


def _names(listed: str, weight: int) -> tuple[str, list[str]]:
    """The newspaper's name and the other forms."""
    full = _BRACKETS.sub("", listed).replace("’", "'").replace("–", "-").strip()
    full = SPELLINGS.get(full, full.removeprefix("The "))
    short = _LEGAL_END.sub("", full).strip(" ,")
    holding = short
    if not _is_risky(re.sub(r" Holdings?$", "", short)):
        short = re.sub(r" Holdings?$", "", short)
    name = full if _is_risky(short) and weight < WELL_KNOWN else short
    if name == full:
        short = holding = full
    forms = [*SHORT_NAMES.get(name, []), *SHORT_NAMES.get(full, []), short, holding, full]
    brief = re.sub(r" (Group|Holdings?|Technologies|Industries|Incorporated)$", "", short)
    if not _is_risky(brief) and len(brief) >= 4:
        forms.append(brief)
    forms += [form.replace("&", "and") for form in (name, short) if " & " in form]
    forms += [spelling.plain(form) for form in (name, brief) if not _is_risky(spelling.plain(form))]
    return name, unique(forms, without=name)


def _is_risky(form: str) -> bool:
    """Whether a form alone would find words, people or places instead of the company."""
    return " " not in form and (
        spelling.is_common_word(form) or spelling.is_persons_name(form) or len(form) <= 2
        or form in countries.all_forms())


@cache
def _american_states() -> frozenset[str]:
    return frozenset(form for region in admin1.entities() if region.country == "US"
                     for form in (region.name, *region.aliases)) | {
        "New York", "Washington", "U.S.", "California", "N.Y."}


def _country(company: dict) -> str:
    """By headquarters; the country column mixes countries, towns and errors."""
    place = company.get("metadata", {}).get("headquarters", "")
    last = re.sub(r"\s*[\[(].*", "", place).split(",")[-1].strip(" .")
    if last in _american_states():
        return "US"
    if last in ("England", "Scotland", "Wales", "Northern Ireland"):
        return "GB"
    return countries.all_forms().get(last, "")


# --- executives -------------------------------------------------------------

_PERSON_AND_ROLE = re.compile(r"([^()]+?)[\s,]*\(([^()]*)\)")
_TITLES = re.compile(
    r"^(?:(?:and|Mr|Mrs|Ms|Dr|Prof|Sir|Lord|Dame|Baroness|Ing|Jhr|Herr|Frau|Ir)\b\.? ?)+")
_HONOURS = re.compile(r",? \b(?:CBE|KBE|OBE|DBE|MBE|CVO|FRS|PhD|MD|Ph\.D)\b.*$")
_NOT_A_NAME = re.compile(
    r"\d|[@;:/]|\b(?:chair|chief|officer|president|director|board|group|vice|head|founder|member|"
    r"supervisory|executive|interim|former|committee|company|CEO|CFO|COO|since|of|the|for|non)\b",
    re.IGNORECASE)
_PARTICLES = "van|von|der|den|de|del|della|di|da|dos|du|la|le|bin|al|el|ter|ten|zu|y|af"
_NAME = re.compile(
    rf"[A-ZÀ-Ž][\w'’.\-À-ž]*(?: (?:[A-ZÀ-Ž][\w'’.\-À-ž]*|{_PARTICLES}|Jr\.|III|II|IV))+")

ROLES = (
    (r"executive chair(man|woman|person)?\b", r"executive chair\1"),
    (r"(?:vice|deputy)[ -]chair(man|woman|person)?\b", r"vice chair\1"),
    (r"\bchair(man|woman|person)?\b", r"chair\1"),
    (r"vice[ -]president", "vice president"),
    (r"\bpresident\b", "president"),
    (r"chief executive|\bceo\b|group ceo", "CEO"),
    (r"\bcfo\b|chief financial", "CFO"),
    (r"\bcoo\b|chief operating", "COO"),
    (r"managing director", "managing director"),
    (r"\bco-?founder", "co-founder"),
    (r"(?<!co-)(?<!co)\bfounder", "founder"),
)


def _executives() -> list[Entity]:
    roles: dict[str, list[str]] = defaultdict(list)
    weights: dict[str, int] = defaultdict(int)
    women: set[str] = set()
    for company, weight, _home in _listed():
        name, _ = _names(company["name"], weight)
        for person, role in _key_people(company):
            office = _office(role)
            if office:
                roles[person].append(f"{office} of {name}")
                weights[person] = max(weights[person], weight - 100)
                if "chairwoman" in role.lower():
                    women.add(person)
    return [Entity(kind="person", subtype="executive", name=person,
                   aliases=tuple(_person_aliases(person)), sex="f" if person in women else "",
                   role="|".join(_latest_first(roles[person])), weight=weights[person],
                   source=TICKERS)
            for person in sorted(roles)]


def _latest_first(roles: list[str]) -> list[str]:
    return sorted(unique(roles), key=lambda role: role.startswith("former"))


def _key_people(company: dict) -> Iterator[tuple[str, str]]:
    """Pairs of "Tim Cook" and "CEO" out of "Arthur Levinson ( chairman ) Tim Cook ( CEO )"."""
    text = company.get("metadata", {}).get("key_people", "")
    text = re.sub(r"\[[^\]]*\]|\u200b", " ", text.replace("’", "'").replace("\xa0", " "))
    for raw, role in _PERSON_AND_ROLE.findall(" ".join(text.split())):
        name = _TITLES.sub("", raw.strip(" ,.;&-–"))
        name = _HONOURS.sub("", name).replace(" ,", ",").strip(" ,;")
        name = re.sub(r", (Jr\.?|Sr\.?|III|II|IV)$", r" \1", name)
        if (_NAME.fullmatch(name) and not _NOT_A_NAME.search(name)
                and 2 <= len(name.split()) <= 5 and spelling.is_latin(name)):
            yield name, role.strip()


def _office(role: str) -> str:
    """ "chairman , CEO": "chairman and CEO"; empty for offices that make no news."""
    if re.search(r"\b(of|at) (?!the\b)[A-Z]", role):  # of another company
        return ""
    text = " ".join(role.lower().split())
    if re.search(r"honorary|emeritus|supervisory board member|secretary|acting dean", text):
        return ""
    found = []
    for pattern, office in ROLES:
        match = re.search(pattern, text)
        if match:
            found.append(match.expand(office))
            text = re.sub(pattern, " ", text)
    office = " and ".join(found[:2])
    former = office and re.match(r"former|ex-", text)
    interim = office and "interim" in text
    return f"{'former ' if former else ''}{'interim ' if interim else ''}{office}"


def _person_aliases(name: str) -> list[str]:
    """ "John A. Smith": John Smith."""
    words = name.split()
    short = [word for i, word in enumerate(words)
             if i in (0, len(words) - 1) or not re.fullmatch(r"[A-Z]\.?", word)]
    without_suffix = [word for word in short if word not in ("Jr.", "Jr", "Sr.", "II", "III", "IV")]
    forms = [" ".join(short), " ".join(without_suffix), spelling.plain(name)]
    return [form for form in unique(forms, without=name) if len(form.split()) >= 2]
