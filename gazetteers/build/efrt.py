"""Unpack the word lists that the npm package ``compromise`` ships compressed.

The format is efrt's: a trie written as text.  Nodes are parted by ``;``, a node
holds pieces of words, each followed by ``,`` (a word ends here) or by a
reference, in base 36 capitals, to the node that goes on.  The first nodes may be
symbols (``0:1A``): short names for nodes that many others refer to.
"""

from __future__ import annotations

import re
from pathlib import Path

_SYMBOL = re.compile(r"([0-9A-Z]+):([0-9A-Z]+)$")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ENTRY = re.compile(r'^  "?([^":]+)"?: "true¦(.*)",?$', re.MULTILINE)


def read_lexicon(source: Path) -> dict[str, list[str]]:
    """Return tag -> words of compromise's ``lexicon/_data.js``."""
    text = Path(source).read_text(encoding="utf-8")
    return {tag: unpack(packed) for tag, packed in _ENTRY.findall(text)}


def unpack(packed: str) -> list[str]:
    """Return the words of one packed list."""
    nodes = packed.split(";")
    symbols: list[int] = []
    while match := _SYMBOL.match(nodes[len(symbols)]):
        symbols.append(_decode(match[2]))
    nodes = nodes[len(symbols):]
    words: list[str] = []
    _crawl(nodes, symbols, 0, "", words)
    return words


def _crawl(nodes: list[str], symbols: list[int], index: int, prefix: str,
           words: list[str]) -> None:
    node = nodes[index]
    if node.startswith("!"):
        words.append(prefix)
        node = node[1:]
    for piece, reference in re.findall(r"([^A-Z0-9,]+)([A-Z0-9]*)", node):
        if reference:
            target = _target(symbols, reference, index)
            _crawl(nodes, symbols, target, prefix + piece, words)
        else:
            words.append(prefix + piece)


def _target(symbols: list[int], reference: str, index: int) -> int:
    number = _decode(reference)
    if number < len(symbols):
        return symbols[number]
    return index + number + 1 - len(symbols)


def _decode(code: str) -> int:
    """Decode a number: base 36, but longer codes start where shorter ones ended."""
    number = 0
    places = 36
    power = 1
    for _ in range(len(code) - 1):
        number += places
        places *= 36
    for digit in reversed(code):
        number += _DIGITS.index(digit) * power
        power *= 36
    return number
