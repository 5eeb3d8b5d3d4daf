#!/usr/bin/env python3
"""Tell what each rule of statements finds and gets wrong, what is missed, and how far confidence can be trusted: docs/rules.md.

    python3 fit/quotes_report.py TRAIN.jsonl DEV.jsonl [--bin target/release/sayso] > docs/rules.md

Documents have the shape that fit/quotes.py reads; of TRAIN only the last documents by id are looked at, those that
the weights were fitted without. A row is right when its words agree with an annotated statement (Jaccard 0.8 or more)
and its source holds the annotated source's head; rows about beliefs count neither way. Figures alone come out, no
words of the documents.
"""
import argparse
import csv
import json
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from quotes import RULES, WEIGHTS, Gold, propose

FILES = ["tags", "phrases", "asides", "clauses", "marks"]
BANDS = [(0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)]


MISSED = {
    "none": "nothing is proposed at its cue",
    "content": "what is proposed at its cue has other words",
    "source": "what is proposed at its cue has another speaker",
    "weak": "rightly proposed, but too little speaks for it",
    "beaten": "rightly proposed, but another proposal of its cue has more for it",
    "inside": "rightly proposed, but its cue or its words belong to another statement",
}
TRIED = Path(__file__).with_name("quotes_tried.csv")


def judged(documents, read):
    """Rule, confidence and label of every statement that stands."""
    for document, proposals in zip(documents, read):
        gold = Gold(document)
        for proposal in proposals:
            label = gold.label(proposal, False)
            if proposal["fate"] == "kept" and label is not None:
                yield proposal["rule"], proposal["confidence"], label


def sought(documents, read):
    """Type, and what became of it, of every annotated statement."""
    for document, proposals in zip(documents, read):
        gold = Gold(document)
        for item, annotated in zip(gold.items, document["attributions"]):
            if item["statement"] and item["content"]:
                yield annotated["type"], fate(gold, item, proposals)


def fate(gold, item, proposals):
    """"kept" for a statement that was found, else why it was not."""
    items, gold.items = gold.items, [item]
    fates = {p["fate"] for p in proposals if gold.label(p, False) == 1}
    gold.items = items
    for name in ("kept", "beaten", "weak", "inside"):
        if name in fates:
            return name
    near = [gold.content(p["content"]) for p in proposals if item["cue"] & gold.chars(p["cue"])]
    if not near:
        return "none"
    same = max(len(words & item["content"]) / len(words | item["content"]) for words in near)
    return "source" if same >= 0.8 else "content"


def share(right, all_):
    return f"{100 * right / all_:.0f}%" if all_ else ""


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def figures(parts, found):
    """The share of the rows that are right, and of the annotated statements that are found."""
    print("## Figures\n")
    rows = [["rows that are right", *(share(sum(label for *_, label in part), len(part)) for part in parts)]]
    for wanted in ("direct", "mixed", "indirect"):
        fates = [[fate for kind, fate in part if kind == wanted] for part in found]
        rows.append([f"{wanted} statements found", *(share(part.count("kept"), len(part)) for part in fates)])
    rows.append(["all statements found", *(share(sum(f == "kept" for _, f in part), len(part)) for part in found)])
    rows.append(["F1 of the two", *(harmonic(part, sought) for part, sought in zip(parts, found))])
    table(["", "held out", "development"], rows)


def harmonic(part, sought):
    """F1 of the rows that are right and the statements that are found."""
    right = sum(label for *_, label in part) / len(part)
    kept = sum(fate == "kept" for _, fate in sought) / len(sought)
    return f"{200 * right * kept / (right + kept):.1f}"


def missed(found):
    """The ten largest groups of statements that are missed."""
    print("## What is missed\n")
    print("The ten largest groups of annotated statements that are not found, in both parts together.\n")
    groups = Counter(one for part in found for one in part if one[1] != "kept")
    rows = [[kind, MISSED[fate], number] for (kind, fate), number in groups.most_common(10)]
    table(["statements", "why", "count"], rows)


def tried():
    """What was built, measured and left out again: fit/quotes_tried.csv."""
    print("## What was tried\n")
    print("Points of F1 of statements against the program as it was that day; within half a point is noise.\n")
    with open(TRIED, encoding="utf-8") as f:
        rows = list(csv.reader(f))
    table(rows[0], rows[1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train")
    parser.add_argument("dev")
    parser.add_argument("--bin", default="target/release/sayso", help="the program")
    parser.add_argument("--hold-out", type=int, default=84)
    args = parser.parse_args()
    parts, found = [], []
    for path in (args.train, args.dev):
        with open(path, encoding="utf-8") as f:
            documents = sorted((json.loads(line) for line in f), key=lambda d: d["id"])
        documents = documents[-args.hold_out:] if path == args.train else documents
        read = [line["proposals"] for line in propose(args.bin, documents, WEIGHTS, False)]
        parts.append(list(judged(documents, read)))
        found.append(list(sought(documents, read)))
    print("# The rules of statements: what each finds and gets wrong\n")
    print("Generated by `python3 fit/quotes_report.py`; `sayso rules list` prints the rules themselves. Counted on articles that no")
    print(f"weight was fitted on: the last {args.hold_out} of PolNeAR's training part, and its development part. Right: the words agree")
    print("(Jaccard 0.8 or more), and the source holds the annotated head and not twice as many words.\n")
    figures(parts, found)
    counts = [defaultdict(lambda: [0, 0]) for _ in parts]
    for part, count in zip(parts, counts):
        for rule, _, label in part:
            count[rule][label] += 1
    for name in FILES:
        print(f"## {name}.toml\n")
        rules = tomllib.loads((RULES / f"{name}.toml").read_text(encoding="utf-8"))["rule"]
        rows = []
        for rule in rules:
            cells = [x for count in counts for x in (count[rule["id"]][1], count[rule["id"]][0])]
            rows.append([f"`{rule['id']}`", rule["purpose"], *cells])
        table(["rule", "what it is for", "held out: right", "wrong", "development: right", "wrong"], rows)
    print("## Confidence\n")
    print("Of the rows in each band of `confidence`, how many are right.\n")
    rows = []
    for low, high in BANDS + [(0.9, 1.01)]:
        row = [f"{low:.2f} and more" if high > 1 else f"{low:.2f} to {high:.2f}"]
        for part in parts:
            labels = [label for _, confidence, label in part if low <= confidence < high]
            row += [len(labels), share(sum(labels), len(labels))]
        rows.append(row)
    table(["confidence", "held out: rows", "right", "development: rows", "right"], rows)
    missed(found)
    tried()


if __name__ == "__main__":
    main()
