"""organisations/wordnet.csv: named organisations of WordNet.

WordNet holds parties, agencies, armed groups and international bodies as of
about 2005, most of them not as instances but as kinds with a capital letter
("Federal Bureau of Investigation").
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import countries
import features
import spelling
import wordnet
from row import Entity, unique, write
from wordnet import Noun

# Subtype and weight by what it is a kind of; the first line that fits counts.
KINDS = (
    ("armed-group", 600, ("terrorist organization", "guerrilla force", "paramilitary",
                          "secret society", "gang", "drug cartel", "mafia")),
    ("party", 600, ("party", "political movement")),
    ("central-bank", 600, ("central bank", "Federal Reserve Bank")),
    ("international-body", 650, ("world organization", "alliance", "confederation", "league",
                                 "international organization", "United Nations agency",
                                 "United Nations", "intergovernmental organization", "bloc",
                                 "world council")),
    ("parliament", 600, ("legislature", "parliament", "diet", "house", "legislative assembly")),
    ("court", 600, ("court", "tribunal")),
    ("ministry", 600, ("ministry", "executive department", "government department",
                       "federal department")),
    ("military", 550, ("military unit", "armed service", "navy", "army", "air force", "military",
                       "reserve", "military force")),
    ("police", 550, ("law enforcement agency", "police", "police force")),
    ("agency", 550, ("agency", "administrative unit", "independent agency", "intelligence agency",
                     "intelligence", "bureau", "commission", "office", "government agency")),
    ("stock-exchange", 550, ("stock exchange",)),
    ("university", 550, ("university", "college", "educational institution", "military academy",
                         "academy")),
    ("union", 550, ("union", "trade union", "labor movement", "federation")),
    ("religious-body", 550, ("church", "denomination", "religion", "Protestant denomination",
                             "Christian church", "sect", "religious order", "order")),
    ("ngo", 550, ("nongovernmental organization", "charity", "association", "club", "society",
                  "foundation", "youth movement", "organization", "institution", "team")),
    ("company", 500, ("company", "enterprise", "carrier", "firm", "corporation")),
)
# WordNet's lexicographer files of artifacts (few are organisations) and of groups.
FILES = ("06", "14")
OF_ARTIFACTS = ("agency", "central-bank", "stock-exchange", "university")
# Groups of people, peoples and sets of things are no organisations.
NOT_ORGANISATIONS = ("ethnic group", "people", "nation", "social class", "taxonomic group", "dynasty",
                     "family", "race", "kingdom", "theological doctrine", "Jewry", "conference",
                     "building", "caste", "historic period", "nobility", "culture", "empire",
                     "civilization", "expedition", "community", "concentration camp", "prison",
                     "rock group", "duet", "trio", "film industry", "entertainment industry")
NOISE = frozenset((
    "Bourse|Capital|Crown|Continent|Labor|Labour|Labor Party of old|Commons|Lords|High Court|Church|"
    "House|Senate house|Left|Right|Old Church|Establishment|Federal Government|Order|Curia|Diet|"
    "Society|Yard|Star Chamber|Sublime Porte|Court of Saint James's|Four Hundred|Lower House|"
    "Upper House|Home Office|Europe|Common Market|Christendom|Islam|Muslimism|Christian|Axis|"
    "Entente|Allies|Comintern|Moonies|Quakers|Friends|Shakers|Black September|ASALA|Ministry|"
    "Interahamwe|Former Armed Forces|Islamic Community|Freedom Party|Islamic Group|Supreme Truth|"
    "Islamic Unity|Red Sun|Divine Unity|Party of God|Army of the Pure|Jewish religion|Reich|"
    "Peoples|Gestapo headquarters|Catholic Reaction Force|Movement for Revenge|Orange Group|"
    "Holy War Warriors|Green|Service|Ivy|Military Intelligence|Special Branch|Special Forces|"
    "U. S. Army|Religious Society|Greens|Republican|Democratic|Klan|Hanse|Hansa|Organization of|"
    "Supreme Court|Security Service|Air Force|Post Office|Foreign Service|Population Commission|"
    "Statistical Commission|Russian agency|United States intelligence agency|UN agency|EXEC|"
    "United Nations agency|English department|Indian club|A-team|Hollywood|Bollywood|Maquis|Oxbridge|"
    "Pennsylvania|Bureau of Customs|Social Development Commission|Intelligence Community|"
    "Federal Judiciary|Home Loan Bank|High Commission|Freemasonry|General Baptist|Haredi|"
    "Real Estate Investment Trust|REIT|Sabaoth|Air Corps|Western Church|Eastern Church|Friends|"
    "Roman Catholic|Department of Defense Laboratory System|Particular Baptist|Greek Church|ACE|"
    "Customs Service|Statistical|War Department|EXEC|WHO|CORE|ARDA|LABLINK|Party of God|"
    "NGO|MSB|ICU|NICU|Ltd.|Ld.|FTO|AIAI|MAK|FAR|FIG|HUM|HUA|LET|ELA|ABB|ANO|PSF|RHD|PPK|Qibla|"
    "Jerusalem Warriors|Followers of the Prophet|Band of Partisans|Soldiers of God|Al Nathir|"
    "Supporters of Islam|Army of Muhammad|Movement of Holy Warriors|Bearer of the Sword|"
    "Plato's Academy|Pentagon Gang|Kurdistan Labor Pary|People's Liberation Army|Second Reich|"
    "People's Republican Army|Holy Roman Empire|US Government|Sparrow Unit|Benelux|High Church|"
    "Islamic Jihad for the Liberation of Palestine|Free World|Third World|Black Hand|Black Shirt|Brown Shirts|Tanzim|Trusteeship Council").split("|"))
_CHURCH = re.compile(r"\b(Church|Society|Order|Communion|Assemblies|Witnesses|Convention)\b")
# Kinds that belong to one state; its name stands in WordNet's gloss.
OF_A_STATE = ("agency", "central-bank", "court", "military", "ministry", "parliament", "police")
# What newspapers call them today; WordNet's name becomes an alias.
NEWSPAPER_NAMES = {
    "Aksa Martyrs Brigades": "Al-Aqsa Martyrs' Brigades", "Qaeda": "al-Qaeda",
    "Association for the Advancement of Retired Persons": "AARP",
    "Basque Homeland and Freedom": "ETA", "Center for Disease Control and Prevention":
    "Centers for Disease Control and Prevention", "Hizballah": "Hezbollah",
    "Government Accounting Office": "Government Accountability Office",
    "International Bank for Reconstruction and Development": "World Bank",
    "International Labor Organization": "International Labour Organization",
    "Israeli Defense Force": "Israel Defense Forces", "Jaish-i-Mohammed": "Jaish-e-Mohammed",
    "Kurdistan Workers Party": "Kurdistan Workers' Party", "Liberal Democrat Party":
    "Liberal Democrats", "Mujahidin-e Khalq Organization": "Mujahedin-e Khalq",
    "North Atlantic Treaty Organization": "NATO", "Palestine Islamic Jihad":
    "Palestinian Islamic Jihad", "Palestine National Authority": "Palestinian Authority",
    "Pesh Merga": "Peshmerga", "Islamic Group of Uzbekistan": "Islamic Movement of Uzbekistan",
    "United Nations Educational Scientific and Cultural Organization": "UNESCO",
    "United Nations Children's Fund": "UNICEF", "Harkat-ul-Mujahidin": "Harkat-ul-Mujahideen",
    "Organization of Petroleum-Exporting Countries": "OPEC", "British Labour Party": "Labour Party",
    "Federal Security Bureau": "Federal Security Service",
}
COUNTRY_BY_GLOSS = (
    ("US", r"United States|federal government|\bU\.?S\b"), ("GB", r"\bBrit|England|English"),
    ("DE", r"\bGerman"), ("FR", r"\bFrance|\bFrench"), ("JP", r"Japan"), ("RU", r"\bRussia"),
)


def build() -> int:
    return write("organisations/wordnet.csv", entities())


def names() -> frozenset[str]:
    return frozenset(entity.name for entity in entities())


@cache
def entities() -> list[Entity]:
    """All organisations; a form that two of them share stays with neither as an alias."""
    rows: dict[str, Entity] = {}
    for entity in filter(None, map(_entity, _nouns())):
        rows.setdefault(entity.name, entity)
    owners = Counter(form for row in rows.values() for form in (row.name, *row.aliases))
    aliases = {form for row in rows.values() for form in row.aliases}
    return [replace(row, aliases=tuple(form for form in row.aliases if owners[form] == 1))
            for row in rows.values() if row.name not in aliases]


@cache
def _kind_ids() -> tuple[tuple[str, int, frozenset[str]], ...]:
    return tuple((subtype, weight, wordnet.ids_below(*words)) for subtype, weight, words in KINDS)


def _nouns() -> list[Noun]:
    unwanted = wordnet.ids_below(*NOT_ORGANISATIONS)
    return [noun for _, noun in sorted(wordnet.nouns().items())
            if noun.file in FILES and any(word[0].isupper() for word in noun.words)
            and noun.id not in unwanted and not unwanted.intersection(noun.instance_of)]


def _entity(noun: Noun) -> Entity | None:
    above = {noun.id, *noun.instance_of}
    kind = next(((subtype, weight) for subtype, weight, ids in _kind_ids() if ids & above), None)
    if noun.file == "06" and kind and kind[0] not in OF_ARTIFACTS:
        return None
    forms = unique(form for word in noun.words for form in _forms(word) if _is_good(form))
    if not kind or not forms:
        return None
    name = next((form for form in forms if " " in form or not form.isupper()), forms[0])
    forms = unique([NEWSPAPER_NAMES.get(name, ""), *forms])
    name = NEWSPAPER_NAMES.get(name, name)
    if kind[0] == "religious-body" and not _CHURCH.search(name):
        return None
    code = next((code for code, pattern in COUNTRY_BY_GLOSS if re.search(pattern, noun.gloss)), "")
    return Entity(
        kind="organisation",
        subtype=kind[0],
        name=name,
        aliases=tuple(unique(forms, without=name)),
        country=code if kind[0] in OF_A_STATE else "",
        weight=kind[1],
        source=wordnet.SOURCE,
    )


def _forms(word: str) -> list[str]:
    word = re.sub(r" cartel$", " Cartel", word)
    word = word.removeprefix("the ").removeprefix("The ")
    return [word, word.replace("U. S.", "U.S.")] if "U. S." in word else [word]


def _is_good(form: str) -> bool:
    return ((form[0].isupper() or form.startswith("al-"))
            and (len(form) >= 3 or form in ("EU", "UN"))
            and (form.split()[-1][0].isupper() or form.startswith("al-"))
            and spelling.is_latin(form)
            and "U. S." not in form
            and form not in NOISE
            and form not in spelling.demonyms()
            and form not in countries.all_forms()
            and (form not in features.names() or form in ("Pentagon", "Kremlin", "White House"))
            and not (" " not in form and not form.isupper()
                     and (spelling.is_common_word(form) or spelling.is_persons_name(form)))
            and not re.search(r"[\d(]", form))
