"""The entity row that every gazetteer file is made of, and how it is written.

Readers of these files (the program, its users, `git diff`) want one header,
rows in one order and no noise, so `write` sorts, drops columns that are empty
in every row, and refuses what the schema forbids.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import spelling

GAZETTEERS = Path(__file__).resolve().parents[1]

COLUMNS = ("kind", "subtype", "name", "aliases", "country", "sex", "role",
           "weight", "ambiguous", "external_ids", "source")
# Other names that are common words are left out but for these: so well known that the words
# around them may decide. Their rows flag them.
KEPT_WORDS = frozenset({"Ford", "Pacific"})
KINDS = ("person", "place", "organisation")


@dataclass(frozen=True)
class Entity:
    """One named person, place or organisation."""

    kind: str
    name: str
    source: str
    subtype: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    sex: str = ""
    role: str = ""
    weight: int = 0
    external_ids: tuple[str, ...] = ()

    def cells(self) -> dict[str, str]:
        aliases = [form for form in unique(self.aliases, without=self.name)
                   if form in KEPT_WORDS or not is_word(form)]
        return {
            "kind": self.kind,
            "subtype": self.subtype,
            "name": self.name,
            "aliases": "|".join(aliases),
            "country": self.country,
            "sex": self.sex,
            "role": self.role,
            "weight": str(self.weight) if self.weight else "",
            "ambiguous": "|".join(f"{form}:w" for form in aliases if form in KEPT_WORDS),
            "external_ids": ";".join(unique(self.external_ids)),
            "source": self.source,
        }


def is_word(form: str) -> bool:
    """Whether a form is a common word, or would be one at the start of a sentence."""
    return form in (form.lower(), form.capitalize()) and spelling.is_common_word(form)


def unique(forms: Iterable[str], without: str = "") -> list[str]:
    """The forms in their own order, each once, none empty and none equal to `without`."""
    return [form for form in dict.fromkeys(forms) if form and form != without]


def write(path: str, entities: Iterable[Entity]) -> int:
    """Write one gazetteer file (`path` is relative to `gazetteers/`); return its rows."""
    rows = [entity.cells() for entity in entities]
    rows.sort(key=lambda row: (row["name"], row["country"], row["subtype"], row["external_ids"]))
    for row in rows:
        _check(path, row)
    _check_unique(path, rows)
    target = GAZETTEERS / path
    target.parent.mkdir(parents=True, exist_ok=True)
    columns = [column for column in COLUMNS if any(row[column] for row in rows)]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def _check(path: str, row: dict[str, str]) -> None:
    good = (row["kind"] in KINDS
            and row["name"] and row["name"] == " ".join(row["name"].split())
            and "|" not in row["name"]
            and re.fullmatch(r"([A-Z]{2})?", row["country"])
            and row["sex"] in ("", "m", "f")
            and 0 <= int(row["weight"] or 0) <= 999
            and row["source"])
    if not good:
        raise ValueError(f"{path}: not an entity row: {row}")


def _check_unique(path: str, rows: list[dict[str, str]]) -> None:
    """A name stands once in a file; places may share it across countries and regions."""
    seen = set()
    for row in rows:
        region = next((part for part in row["external_ids"].split(";") if part.startswith("in:")), "")
        key = (row["name"], row["country"] if row["kind"] == "place" else "", region)
        if key in seen:
            raise ValueError(f"{path}: {row['name']} stands there twice")
        seen.add(key)
