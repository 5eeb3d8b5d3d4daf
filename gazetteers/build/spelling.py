"""What a form looks like: its script, its plain spelling, and what else it may be.

The sources hold every language and much noise.  These questions decide whether
a form may enter a gazetteer of names as English newspapers print them.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from functools import cache

from fetch import fetch
from wordnet import Noun, nouns_below

_PLAIN = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ə": "a", "Ə": "A",
    "ħ": "h", "Ħ": "H", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "–": "-", "‑": "-",
})


def plain(text: str) -> str:
    """The text as a keyboard without accents writes it: Zürich, Zurich."""
    parts = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(char for char in parts if not unicodedata.combining(char))


def is_latin(text: str) -> bool:
    """Whether all letters are Latin and nothing but letters, digits and name marks stands there."""
    return (bool(re.search(r"[^\W\d_]", text))
            and all(_is_latin_char(char) for char in text))


@cache
def _is_latin_char(char: str) -> bool:
    if char.isalpha():
        return unicodedata.name(char, "").startswith(("LATIN", "MODIFIER LETTER"))
    return char.isdigit() or char in " '’‘.,-–&/+!()" or bool(unicodedata.combining(char))


@cache
def common_words(level: int = 50) -> frozenset[str]:
    """English words written in lower case, by SCOWL's measure of how common they are."""
    folder = fetch("debian", "scowl", "2020.12.07-2") / "usr/share/dict/scowl"
    words = set()
    for file in sorted(folder.glob("*-words.*")):
        spelling, _, size = file.name.partition("-words.")
        if spelling in ("english", "american", "british") and int(size) <= level:
            words.update(file.read_text(encoding="iso-8859-1").split())
    return frozenset(word for word in words if word.islower())


def is_common_word(form: str, level: int = 50) -> bool:
    """Whether a form of one word is also an everyday English word ("Nice", "Reading")."""
    return form.lower() in common_words(level)


def all_common_words(form: str, level: int = 50) -> bool:
    words = re.findall(r"[^\W\d_]+", form.lower())
    return bool(words) and all(word in common_words(level) for word in words)


@cache
def demonyms() -> frozenset[str]:
    """Names of peoples and what is theirs, singular and plural: never names of places."""
    folder = fetch("npm", "i18n-nationality", "1.4.0")
    listed = json.loads((folder / "langs/en.json").read_text(encoding="utf-8"))["nationalities"]
    words = {word for word in listed.values() if re.search(r"(an|ese|ish|i|er|ch|ic|k)s?$", word)}
    words |= {"Emirati", "Kosovar", "Palestinian", "Swiss"}
    words |= {word for noun in nouns_below("inhabitant") for word in _capitalised_words(noun)}
    return frozenset(words | {word + "s" for word in words})


def _capitalised_words(noun: Noun) -> list[str]:
    return [word for word in noun.words if word[0].isupper()]


@cache
def given_names() -> frozenset[str]:
    """Given names that Wikidata and the United States census know."""
    census = fetch("pypi", "names", "0.3.0") / "names"
    names = {name for file in ("dist.male.first", "dist.female.first")
             for name in _census_names(census / file)}
    return frozenset(names | _wikidata_names("MALE", "FEMALE", "UNISEX"))


@cache
def surnames() -> frozenset[str]:
    """Surnames of the United States census, the more frequent half, and of Wikidata."""
    census = fetch("pypi", "names", "0.3.0") / "names/dist.all.last"
    return frozenset(_census_names(census)[:40_000]) | _wikidata_names("FAMILY")


def _census_names(file) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.split()[0].title() for line in lines if line.strip()]


def _wikidata_names(*lists: str) -> frozenset[str]:
    source = (fetch("npm", "wikidata-person-names", "1.3.0") / "index.mjs").read_text("utf-8")
    names: set[str] = set()
    for which in lists:
        body = re.search(rf"export const {which} = \[(.*?)\]", source, re.DOTALL)
        names.update(next(csv.reader([body[1].replace("\n", "")], skipinitialspace=True)))
    return frozenset(names)


def is_persons_name(form: str) -> bool:
    return form in given_names() or form in surnames()
