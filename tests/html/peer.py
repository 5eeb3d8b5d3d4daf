#!/usr/bin/env python3
"""Sets the figures of scores.csv beside those of trafilatura on the same pages.

    pip install trafilatura==2.3.1 lxml_html_clean==0.4.6
    UPDATE=1 cargo test --test html
    python3 tests/html/peer.py

Kept are the characters of the words that article and output have in the same order; extra are the characters of the
output's other words. Both are shares of the article's characters. The measure is that of tests/html.rs, word for word.
"""

import csv
import importlib.metadata
import pathlib

import trafilatura

HERE = pathlib.Path(__file__).parent


def kept(expected: str, found: str) -> tuple[int, int, int]:
    """Characters in common, of the first text, of the second."""
    words = found.split()
    row = [0] * (len(words) + 1)
    for word in expected.split():
        corner = 0
        for at, other in enumerate(words):
            best = corner + len(word) if word == other else max(row[at], row[at + 1])
            corner, row[at + 1] = row[at + 1], best
    return row[-1], sum(map(len, expected.split())), sum(map(len, words))


def main() -> None:
    print(f"| page | characters | sayso kept | sayso extra | trafilatura {importlib.metadata.version('trafilatura')} kept | extra |")
    print("|---|--:|--:|--:|--:|--:|")
    total = [0] * 5
    for row in csv.DictReader(open(HERE / "scores.csv", encoding="utf-8")):
        page = (HERE / f"{row['page']}.html").read_bytes()
        text = (HERE / f"{row['page']}.txt").read_text(encoding="utf-8")
        common, length, given = kept(text, trafilatura.extract(page, include_comments=False) or "")
        assert length == int(row["characters"]), "write scores.csv anew"
        figures = [length, int(row["kept"]), int(row["extra"]), common, given - common]
        total = [sum(pair) for pair in zip(total, figures)]
        show(row["page"], figures)
    show("**all**", total)


def show(name: str, figures: list[int]) -> None:
    length, *parts = figures
    print(f"| {name} | {length:,} | " + " | ".join(f"{part / length:.1%}" for part in parts) + " |")


main()
