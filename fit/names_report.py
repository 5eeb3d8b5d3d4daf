#!/usr/bin/env python3
"""Write docs/names.md: how well names are found, what each group of evidence is worth, what goes wrong.

    cargo build --release
    python3 fit/names_report.py --train TRAIN.jsonl... --test TEST.jsonl... [-o docs/names.md]

Input as for fit/names.py. The first table is that of tests/gold/scores.csv, measured on the tables the program writes.
The others decide offline, from the evidence the program tells: weights are fitted anew without pairs, so that they stand a
little below the first. An ablation leaves the features of one rule of rules/names/rules.toml out of the last pass, fits the
rest again and says what is lost. No text of a corpus is written.
"""
import argparse
import collections
import csv
import json
import tempfile
import tomllib
from pathlib import Path
from types import SimpleNamespace

import numpy as np

import contest
import names

KINDS = ("PER", "LOC", "ORG")
ROUNDS = 30


class Corpus:
    """A file of annotated articles: its texts alone, for the program, and its names."""

    def __init__(self, path, folder):
        self.name = Path(path).stem
        self.documents = list(names.documents([path]))
        self.texts = Path(folder) / f"{self.name}.jsonl"
        with open(self.texts, "w", encoding="utf-8") as out:
            for d in self.documents:
                out.write(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False) + "\n")
        self.labels, self.twins = {}, {}
        for d in self.documents:
            for known, own in zip((self.labels, self.twins), names.labels_of(d)):
                known.update(own)

    def evidence(self, sayso, weights, number):
        return names.Evidence(names.evidence(sayso, self.texts, weights, number))


def decided(found, weights):
    """The names that weights make of evidence: {(document, start, end): kind}."""
    number = {f: n for n, f in enumerate(dict.fromkeys(f for name in weights for f in name.split("+")))}
    singles = found.matrix(number)
    scores = singles @ np.array([weights.get(f, (0.0, 0.0, 0.0)) for f in number]) + found.given
    for pair in (f for f in weights if "+" in f):
        both = singles[:, [number[f] for f in pair.split("+")]].toarray().all(1)
        scores += np.outer(both, weights[pair])
    return {found.places[row]: KINDS[scores[row].argmax()] for row in found.contest.best(scores)}


def score(found, wanted, kind=None):
    """Precision, recall and F1 in percent, of all names or of a kind."""
    mine = {item for item in found.items() if kind in (None, item[1])}
    gold = {item for item in wanted.items() if kind in (None, item[1])}
    right = len(mine & gold)
    return tuple(100 * x for x in (right / max(1, len(mine)), right / max(1, len(gold)),
                                   2 * right / max(1, len(mine) + len(gold))))


def read_weights(path):
    """The weights of every pass of a file: [{feature: (person, place, organisation)}]."""
    passes = collections.defaultdict(dict)
    with open(path, encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            if row["feature"] not in names.BY_HAND:
                passes[int(row["pass"])][row["feature"]] = tuple(float(row[k]) for k in ("person", "place", "organisation"))
    return [passes[number] for number in sorted(passes)]


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|--:" * (len(head) - 1) + "|"
    for row in rows:
        yield "| " + " | ".join(x if isinstance(x, str) else f"{x:.1f}" for x in row) + " |"
    yield ""


def by_kind(scores):
    """The first table: from the scores that are committed."""
    cells = {}
    with open(scores, encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["corpus"].startswith("names/"):
                cells[row["corpus"][6:], row["measure"]] = "/".join(row[k] for k in ("precision", "recall", "f1"))
    corpora = sorted({corpus for corpus, _ in cells})
    measures = ["strict", "strict PER", "strict LOC", "strict ORG", "alias pairs"]
    rows = [[corpus, *(cells.get((corpus, m), "") for m in measures)] for corpus in corpora]
    return table(["corpus", "all", "people", "places", "organisations", "alias pairs"], rows)


def transfer(args, corpora, tests, folder):
    """Fitted on one corpus, tested on others."""
    rows = []
    for some in [[c] for c in corpora]:
        labels, twins = {}, {}
        texts = Path(folder) / "some.jsonl"
        texts.write_text("".join(c.texts.read_text(encoding="utf-8") for c in some), encoding="utf-8")
        for c in some:
            labels.update(c.labels)
            twins.update(c.twins)
        options = SimpleNamespace(sayso=args.sayso, passes=3, folds=2, pairs=0, strength=args.strength)
        weights = Path(folder) / "some.csv"
        fitted = names.passes(options, texts, weights, labels, twins)
        names.write(weights, fitted, [])
        row = [" and ".join(c.name for c in some)]
        for test in tests:
            found = decided(test.evidence(args.sayso, weights, 3), fitted[-1].written())
            row.append(score(found, test.labels)[2])
        print("  ", *row, flush=True)
        rows.append(row)
    return rows


def ablation(args, train, tests):
    """What the features of each rule are worth: F1 lost when they are left out of the last pass and the rest refitted."""
    rules = tomllib.loads(Path(args.rules).read_text(encoding="utf-8"))["rule"]
    number = {}
    matrix = train.matrix(number, grow=True).tocsc()
    wanted = args.numbers
    order = list(number)

    def figures(without, start):
        kept = [column for column, f in enumerate(order) if f not in without]
        begin = None if start is None else start[kept]
        values = contest.fit(train.contest, matrix[:, kept].tocsr(), wanted, train.given, args.strength, names.COSTS,
                             begin, ROUNDS if start is not None else 150)
        weights = {order[column]: tuple(value) for column, value in zip(kept, values)}
        return values, [score(decided(found, weights), test.labels)[2] for test, found in tests]

    whole, base = figures(frozenset(), None)
    rows = []
    for rule in rules:
        lost = figures(frozenset(rule["evidence"]), whole)[1]
        rows.append([rule["id"], str(len(rule["evidence"])), *(b - x for b, x in zip(base, lost))])
        print("  without", *rows[-1][:1], *(f"{x:+.1f}" for x in rows[-1][2:]), flush=True)
    return base, sorted(rows, key=lambda row: -sum(row[2:]))


def group_of(place, kind, found, wanted, candidates, texts):
    """What sort of error a wrong or missed name is."""
    document, start, end = place
    words = "one word" if " " not in texts[document][start:end] else "several words"
    if place in found and place in wanted:
        return f"{kind} taken for {found[place]}"
    mine = place in found
    other = wanted if mine else found
    over = [p for p in other if p[0] == document and p[1] < end and start < p[2]]
    if mine:
        return None if over else f"{kind} that is no name, {words}"
    if over:
        low, high = over[0][1:]
        how = "cut short" if low >= start and high <= end else "made too long" if low <= start and high >= end else "cut askew"
        return f"{kind} {how}" if place in candidates else f"{kind} that is no candidate, read otherwise"
    return f"{kind} missed, {words}" if place in candidates else f"{kind} that is no candidate, missed"


def errors(test, found, candidates):
    texts = {d["id"]: d["text"] for d in test.documents}
    by_document = collections.defaultdict(lambda: ({}, {}))
    for number, all_names in enumerate((found, test.labels)):
        for place, kind in all_names.items():
            by_document[place[0]][number][place] = kind
    groups = collections.Counter()
    for mine, wanted in by_document.values():
        wrong = [(p, k) for p, k in wanted.items() if mine.get(p) != k]
        wrong += [(p, k) for p, k in mine.items() if p not in wanted]
        groups.update(group_of(p, k, mine, wanted, candidates, texts) for p, k in wrong)
    groups.pop(None, None)
    return groups


def kinds_section(args, *_):
    return ["Strict: place and kind must both be right. A difference below 0.5 says nothing.", "", *by_kind(args.scores)]


def errors_section(args, _, tests, __):
    lines = ["Counted over names missed and names found that are none.", ""]
    weights = read_weights(args.weights)
    for test in tests:
        found = test.evidence(args.sayso, args.weights, len(weights))
        groups = errors(test, decided(found, weights[-1]), set(found.places))
        lines += [f"{test.name}, {sum(groups.values())} in all:", ""]
        lines += table(["group", "count"], [[g, str(n)] for g, n in groups.most_common(10)])
    return lines


def ablation_section(args, corpora, tests, _):
    passes = len(read_weights(args.weights))
    labels, twins = {}, {}
    for c in corpora:
        labels.update(c.labels)
        twins.update(c.twins)
    rows = [row for c in corpora for row in names.evidence(args.sayso, c.texts, args.weights, passes)]
    train = names.Evidence(rows)
    args.numbers = names.label(train.places, labels, twins)
    found = [(test, test.evidence(args.sayso, args.weights, passes)) for test in tests]
    base, rows = ablation(args, train, found)
    whole = ", ".join(f"{test.name} {b:.1f}" for test, b in zip(tests, base))
    return ["F1 lost without the features of a rule in the last pass; the passes before it are as they are, so that the",
            f"document's own evidence hides part of each loss. With all of them: {whole}.", "",
            *table(["rule", "features", *(test.name for test in tests)], rows)]


def transfer_section(args, corpora, tests, folder):
    rows = transfer(args, corpora, tests, folder)
    return ["F1 with weights fitted on one corpus, without pairs.", "",
            *table(["fitted on", *(test.name for test in tests)], rows)]


SECTIONS = {
    "kinds": ("By kind", kinds_section),
    "errors": ("The largest groups of errors", errors_section),
    "ablation": ("What each group of evidence is worth", ablation_section),
    "transfer": ("From one corpus to another", transfer_section),
}


def write(path, head, written):
    """The page anew: sections that were not asked for stay as they are."""
    page = Path(path).read_text(encoding="utf-8") if Path(path).exists() else ""
    old = dict(part.split("\n", 1) for part in page.split("\n## ")[1:])
    parts = [head]
    for title, _ in SECTIONS.values():
        if title in written or title in old:
            parts.append(f"{title}\n" + ("\n" + "\n".join(written[title]) if title in written else old[title]))
    Path(path).write_text("\n## ".join(part.rstrip("\n") + "\n" for part in parts), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", nargs="+", required=True)
    parser.add_argument("--test", nargs="+", required=True)
    parser.add_argument("--sections", nargs="+", choices=SECTIONS, default=list(SECTIONS), help="write these anew")
    parser.add_argument("--strength", type=float, default=0.3)
    parser.add_argument("--sayso", default="target/release/sayso")
    parser.add_argument("--weights", default="rules/names/weights.csv")
    parser.add_argument("--rules", default="rules/names/rules.toml")
    parser.add_argument("--scores", default="tests/gold/scores.csv")
    parser.add_argument("-o", "--output", default="docs/names.md")
    args = parser.parse_args()
    files = [" ".join(Path(path).name for path in paths) for paths in (args.train, args.test)]
    head = f"# Names, measured\n\nWritten by `python3 fit/names_report.py --train {files[0]} --test {files[1]}`; figures in percent.\n"
    with tempfile.TemporaryDirectory() as folder:
        corpora = [Corpus(path, folder) for path in args.train]
        tests = [Corpus(path, folder) for path in args.test]
        for section in args.sections:
            title, make = SECTIONS[section]
            write(args.output, head, {title: make(args, corpora, tests, folder)})


if __name__ == "__main__":
    main()
