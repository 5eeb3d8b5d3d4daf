#!/usr/bin/env python3
"""Hold the scores to their floors and to the figures that are committed.

    python3 tests/gold/check.py FIGURES.json            compare with floors.csv and scores.csv
    UPDATE=1 python3 tests/gold/check.py FIGURES.json   write scores.csv anew

FIGURES.json is what the scorer of the annotated corpora writes with --json. scores.csv is committed, so that better
or worse shows as a difference in a review. Exit status 0 as it should be, 1 below a floor or other than committed.
"""
import csv
import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADER = ["corpus", "measure", "precision", "recall", "f1"]
QUOTES = {"attribution": "attribution j80", "content": "content j80", "cue": "cue overlap"}


def percent(share):
    return f"{100 * share:.1f}"


def rows(figures):
    """One row a corpus and measure, in the order of their names."""
    for corpus, score in sorted(figures.items()):
        if corpus.startswith("names/"):
            yield corpus, "strict", score["strict"][:3]
            for kind, by in sorted(score["by_type"].items()):
                yield corpus, f"strict {kind}", by["strict"][:3]
            if "link" in score:
                yield corpus, "alias pairs", score["link"]["pairwise_alias"][:3]
        else:
            for part in ("all", "direct", "mixed", "indirect"):
                for measure, name in QUOTES.items():
                    found = score.get(part, {}).get(name)
                    if found:
                        label = measure if part == "all" else f"{measure} {part}"
                        yield corpus, label, (found["p"], found["r"], found["f1"])


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, scores):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows([corpus, measure, *figures] for (corpus, measure), figures in scores.items())


def below_floors(scores):
    for row in read(HERE / "floors.csv"):
        found = scores.get((row["corpus"], row["measure"]))
        if found is None:
            yield f"{row['corpus']} {row['measure']}: not measured, the floor is {row['floor']}"
        elif float(found[2]) < float(row["floor"]):
            yield f"{row['corpus']} {row['measure']}: F1 {found[2]} is below the floor of {row['floor']}"


def changed(scores, path):
    kept = {(r["corpus"], r["measure"]): (r["precision"], r["recall"], r["f1"]) for r in read(path)} if path.exists() else {}
    for key in sorted(scores.keys() | kept.keys()):
        old, new = kept.get(key), scores.get(key)
        if old != new:
            yield f"{' '.join(key)}: committed {old and old[2]}, measured {new and new[2]}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    figures = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    scores = {(corpus, measure): tuple(map(percent, prf)) for corpus, measure, prf in rows(figures)}
    path = HERE / "scores.csv"
    if os.environ.get("UPDATE"):
        write(path, scores)
    faults = [*below_floors(scores), *changed(scores, path)]
    for fault in faults:
        print(fault)
    if faults:
        sys.exit("the scores are not as committed; UPDATE=1 writes them anew, and a lower one needs a reason")
    print(f"{len(scores)} scores as committed, every floor held")


if __name__ == "__main__":
    main()
