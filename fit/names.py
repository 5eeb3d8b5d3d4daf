#!/usr/bin/env python3
"""Fit the weights of the evidence for names.

    cargo build --release
    python3 fit/names.py TRAIN.jsonl... [--passes 3] [--sayso target/release/sayso] [-o rules/names/weights.csv]

Each line of the input: {"id": str, "text": str, "entities": [{"start": int, "end": int, "type": "PER"|"LOC"|"ORG"}]},
offsets in Unicode code points, end exclusive. `sayso evidence names` says which spans of each text compete and what
speaks for each; the likelihood of the right reading as a whole (fit/contest.py) with an L2 penalty weighs that evidence:
first what the text says, then, once for every further pass, also what the pass before decided; and the pairs of features
that tell most beyond their parts. Only figures for the program's own named features are written, no word of a text.
"""
import argparse
import collections
import datetime
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

import contest

CLASSES = ["NONE", "PER", "LOC", "ORG"]
# What missing a name and inventing one cost while fitting: the right reading must win by as much.
COSTS = (1.0, 0.5)
# How many pairs of features are chosen at a time.
BATCH = 80
# Weights that the corpora do not tell: a name in the user's own list is one; a side in a line of results is a club;
# two surnames and a hyphen are two people, a surname with an s and an article a family; behind an office stands its
# body, then who holds it.
BY_HAND = {
    "score-line": (-1.0, -2.0, 6.0),
    "score-line-country": (0.0, 3.0, 0.0),
    "hyphen-surnames": (9.0, -1.0, -1.0),
    "family-of-person": (7.0, -1.0, -1.0),
    "office-body": (-2.0, 2.0, 2.0),
    "office-body-person": (-6.0, -6.0, -6.0),
    "office-body-before": (3.0, 0.0, 0.0),
    "user-person": (8.0, 0.0, 0.0),
    "user-place": (0.0, 8.0, 0.0),
    "user-organisation": (0.0, 0.0, 8.0),
}


def documents(paths):
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    document = json.loads(line)
                    # Ids of two files may be the same.
                    document["id"] = f"{path}:{document['id']}"
                    yield document


def labels_of(document):
    """The names of a document by place, and their twins where annotators waver and the program does not.

    "The" before a newspaper, the stop of "Inc." or "U.S.", small words at the ends ("northern Ruvania", "Hope party") and
    a town with its country as one name: a twin is right where the name itself is no candidate.
    """
    labels, twins = {}, {}
    for e in document["entities"]:
        if e["type"] not in CLASSES:
            continue
        start, end = e["start"], e["end"]
        words = document["text"][start:end]
        labels[document["id"], start, end] = e["type"]
        if words[:4].lower() == "the ":
            twins[document["id"], start + 4, end] = e["type"]
        if document["text"][end:end + 1] == ".":
            twins[document["id"], start, end + 1] = e["type"]
        core = re.search(r"(?<![^ ])[^a-z ](?:.*[ ][^a-z ][^ ]*|[^ ]*)", words, re.DOTALL)
        if core and core.group() != words:
            twins[document["id"], start + core.start(), start + core.end()] = e["type"]
        if e["type"] == "LOC" and words.count(", ") == 1:
            comma = start + words.index(", ")
            twins[document["id"], start, comma] = "LOC"
            twins[document["id"], comma + 2, end] = "LOC"
    return labels, twins


def label(places, labels, twins):
    """The number of the class of every candidate, no two names overlapping: names first, then the longest twins."""
    row = {place: number for number, place in enumerate(places)}
    found, taken = np.zeros(len(places), int), collections.defaultdict(list)
    wanted = sorted(labels), sorted(twins, key=lambda place: (place[0], place[1] - place[2], place[1]))
    for names, order in zip((labels, twins), wanted):
        for document, start, end in order:
            free = all(end <= low or start >= high for low, high in taken[document])
            if free and (document, start, end) in row:
                found[row[document, start, end]] = CLASSES.index(names[document, start, end])
                taken[document].append((start, end))
    return found


def evidence(sayso, texts, weights, passes):
    """The candidates of every text: (id, start, end, features of pass `passes`)."""
    command = [sayso, "evidence", "names", str(texts), "--weights", str(weights), "--passes", str(passes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        for line in process.stdout:
            document = json.loads(line)
            for candidate in document["candidates"]:
                added = candidate["later"][-1] if passes > 1 else []
                yield document["id"], candidate["start"], candidate["end"], candidate["first"] + added
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit status {process.returncode}")


class Evidence:
    """The candidates of one pass: their places, their features, and what is weighed by hand."""

    def __init__(self, rows):
        numbers = {}
        rows = sorted(rows, key=lambda row: (numbers.setdefault(row[0], len(numbers)), row[1], row[2]))
        self.places = [tuple(row[:3]) for row in rows]
        self.documents = [numbers[row[0]] for row in rows]
        self.features = [row[3] for row in rows]
        self.contest = contest.Contest([(numbers[document], start, end) for document, start, end in self.places])
        self.given = np.array([np.sum([BY_HAND[f] for f in own if f in BY_HAND] or [(0, 0, 0)], 0)
                               for own in self.features])

    def matrix(self, number, grow=False):
        """One column a feature, in the order of `number`, which grows where asked."""
        columns, pointers = [], [0]
        for own in self.features:
            for feature in sorted(set(own) - set(BY_HAND)):
                if grow or feature in number:
                    columns.append(number.setdefault(feature, len(number)))
            pointers.append(len(columns))
        return csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(self.features), len(number)))


def with_pairs(single, pairs):
    """The columns of single features, then those of pairs."""
    by_column = single.tocsc()
    return hstack([single, *(by_column[:, a].multiply(by_column[:, b]) for a, b in pairs)]).tocsr()


class Weights:
    """The weights of one pass: its features, its pairs of them, what each weighs for each kind."""

    def __init__(self, number, pairs, values):
        self.number, self.pairs, self.values = number, pairs, values

    def written(self):
        """{name: (person, place, organisation)}."""
        names = list(self.number)
        names += ["+".join(sorted((names[a], names[b]))) for a, b in self.pairs]
        return {name: tuple(self.values[column]) for column, name in enumerate(names)}


def fit(evidence, labels, strength, most, costs=COSTS):
    """The weights of a pass: single features, then, a batch at a time, the pairs that tell most beyond them."""
    number, pairs = {}, []
    matrix = single = evidence.matrix(number, grow=True)
    values = contest.fit(evidence.contest, matrix, labels, evidence.given, strength, costs)
    while len(pairs) < most:
        likely = evidence.contest.marginals(matrix @ values + evidence.given)[1]
        likely = np.hstack([1 - likely.sum(1, keepdims=True), likely]).clip(1e-9, 1)
        pairs += choose_pairs(single, labels, likely, pairs, min(BATCH, most - len(pairs)))
        matrix = with_pairs(single, pairs)
        values = contest.fit(evidence.contest, matrix, labels, evidence.given, strength, costs, values)
    return Weights(number, pairs, values)


def without(evidence, labels, weights, fold, folds, strength, costs=COSTS):
    """The same weights fitted to all texts but every `folds`-th: what they would be had those not been seen."""
    kept = [row for row, document in enumerate(evidence.documents) if document % folds != fold]
    part = Evidence([(*evidence.places[row], evidence.features[row]) for row in kept])
    matrix = with_pairs(part.matrix(dict(weights.number)), weights.pairs)
    values = contest.fit(part.contest, matrix, labels[kept], part.given, strength, costs, weights.values)
    return Weights(weights.number, weights.pairs, values)


def choose_pairs(single, labels, likely, taken, count):
    """The pairs of features that the weights so far leave most unexplained: the score test of each product."""
    wanted = -likely
    wanted[np.arange(len(labels)), labels] += 1
    doubt = likely * (1 - likely)
    best = np.zeros((single.shape[1], single.shape[1]))
    for label in range(len(CLASSES)):
        slope = (single.T @ single.multiply(wanted[:, [label]]).tocsr()).toarray()
        bend = (single.T @ single.multiply(doubt[:, [label]]).tocsr()).toarray()
        best = np.maximum(best, slope * slope / (bend + 5))
    chosen, used = [], collections.Counter()
    for place in np.argsort(-np.triu(best, 1), axis=None, kind="stable"):
        pair = tuple(int(x) for x in divmod(int(place), single.shape[1]))
        # A feature may stand in three new pairs at a time, or one strong feature would take all.
        if pair not in taken and max(used[pair[0]], used[pair[1]]) < 3:
            used.update(pair)
            chosen.append(pair)
        if len(chosen) == count:
            break
    return chosen


def write(path, fitted, header):
    with open(path, "w", encoding="utf-8") as out:
        for line in header:
            out.write(f"# {line}\n")
        out.write("pass,feature,person,place,organisation\n")
        for number, weights in enumerate(fitted, 1):
            for feature, values in sorted({**weights.written(), **BY_HAND}.items()):
                cells = ",".join(f"{value:.1f}".replace("-0.0", "0.0") for value in values)
                if any(abs(value) >= 0.05 for value in values):
                    out.write(f"{number},{feature},{cells}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", nargs="+")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--pairs", type=int, default=80, help="how many pairs of features get a weight of their own")
    parser.add_argument("--strength", type=float, default=0.3, help="C of the regression: smaller pulls harder to 0")
    parser.add_argument("--folds", type=int, default=2, help="later passes learn from what was decided unseen, in N parts")
    parser.add_argument("--sayso", default="target/release/sayso")
    parser.add_argument("-o", "--output", default="rules/names/weights.csv")
    args = parser.parse_args()
    everything = list(documents(args.train))
    labels, twins = {}, {}
    for d in everything:
        for all_names, own in zip((labels, twins), labels_of(d)):
            all_names.update(own)
    header = [
        "What each piece of evidence for a name weighs against its being no name; written by fit/names.py, not by hand.",
        f"Likelihood of whole readings, L2 with C = {args.strength}, one decimal, on {len(everything)} news articles, "
        f"{len(labels)} names,",
        f"of {', '.join(sorted(Path(p).stem for p in args.train))}; {datetime.date.today()}.",
        f"a+b: what two features weigh together beyond what each weighs alone, the {args.pairs} pairs that tell most.",
        "What is not here weighs nothing. Those of user-*, score-line*, office-body*, hyphen-surnames, family-of-person",
        "are set by hand.",
    ]
    with tempfile.TemporaryDirectory() as folder:
        texts, trial = Path(folder) / "texts.jsonl", Path(folder) / "weights.csv"
        with open(texts, "w", encoding="utf-8") as out:
            for d in everything:
                out.write(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False) + "\n")
        write(args.output, passes(args, texts, trial, labels, twins), header)


def passes(args, texts, trial, labels, twins):
    """The weights of every pass. What a later pass learns from was decided by weights that had not seen the text."""
    fitted, unseen = [], [[] for _ in range(args.folds)]
    for number in range(1, args.passes + 1):
        rows = {}
        for fold, weights in enumerate(unseen if number > 1 else [[Weights({"bias": 0}, [], [(0.1, 0.1, 0.1)])]]):
            write(trial, weights, [])
            order = {}
            for row in evidence(args.sayso, texts, trial, number):
                if number == 1 or order.setdefault(row[0], len(order)) % args.folds == fold:
                    rows.setdefault(row[0], []).append(row)
        order = {document: None for document in (order if number > 1 else rows)}
        found = Evidence([row for document in order for row in rows.get(document, [])])
        numbers = label(found.places, labels, twins)
        print(f"pass {number}: {len(numbers)} candidates, {int((numbers > 0).sum())} of {len(labels)} names can be found",
              flush=True)
        fitted.append(fit(found, numbers, args.strength, args.pairs))
        if number < args.passes:
            for fold in range(args.folds):
                unseen[fold].append(without(found, numbers, fitted[-1], fold, args.folds, args.strength))
    return fitted


if __name__ == "__main__":
    main()
