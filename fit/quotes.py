#!/usr/bin/env python3
"""Fit the weights of statements: rules/quotes/weights.csv.

    python3 fit/quotes.py GOLD.jsonl [--bin target/release/sayso] [--rounds 3] [--hold-out 84]

GOLD has one document a line: {"id", "text", "attributions": [{"source", "cue", "content": [[start, end], ..],
"source_head": [start, end] | null, "statement": bool}]}, offsets in characters. The program proposes every
statement that some rule can see (`sayso evidence quotes`) and names the evidence; a proposal is right when its
words agree with an annotated content (Jaccard 0.8 or more) and its source holds the annotated source's head. Two
models with an L1 penalty, which leaves most features out, find the weights: a logistic regression that judges each
proposal alone, and a choice of one proposal, or none, for each cue. The weights are their mean, rounded to one
decimal: each alone does less well on the articles held out. The columns: `statement` for reported speech alone, `all` for beliefs, wishes and intentions too.

Features are made of rules, cues of our own list, classes of words and counts: no word of GOLD is kept. Each round
runs the program again, since a proposal inside a statement that stands is judged no more. The last documents by
id are held out, so that over-fitting shows. The rules' own examples count too, several times each: short plain sentences
are rare in newspapers, and the program must get them right.
"""
import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

WORD = re.compile(r"\w+(?:['’]\w+)*")
RULES = Path(__file__).resolve().parent.parent / "rules/quotes"
WEIGHTS = RULES / "weights.csv"
CONSTANT = -2.0
HEADER = """# What speaks for a proposed statement, and how much: one to three facts, and their weight for statements alone
# and for beliefs too. Made by fit/quotes.py on PolNeAR's training part without its last {held} documents (by id):
# and on the rules' own examples: two models, L1 penalty, their mean, one decimal. Facts are rules, cues of our own list, classes of words and counts.
"""


def own_examples():
    """The sentences that the rules find, as annotated documents: the program must not lose its own."""
    documents = []
    for path in sorted(RULES.glob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []):
            for example in rule["finds"]:
                documents.append(parse(f"{path.stem}/{rule['id']}/{len(documents)}", example))
    return documents


def parse(name, example):
    """[speaker], {cue} and <statement> of a marked sentence."""
    text, opened = "", 0
    spans = {"source": [], "cue": [], "content": []}
    for c in example:
        if c in "[{<":
            opened = len(text)
        elif c in "]}>":
            spans[{"]": "source", "}": "cue", ">": "content"}[c]].append([opened, len(text)])
        else:
            text += c
    return {"id": name, "text": text, "attributions": [spans]}


class Gold:
    """A document's words and its annotated attributions as sets of words."""

    def __init__(self, document):
        self.text = document["text"]
        self.words = [(m.start(), m.end()) for m in WORD.finditer(self.text)]
        self.owner = {}
        for i, (start, end) in enumerate(self.words):
            for at in range(start, end):
                self.owner[at] = i
        self.items = [self.item(a) for a in document["attributions"]]

    def item(self, a):
        head = a.get("source_head")
        return {"content": self.content(a["content"]), "cue": self.chars(a["cue"]), "source": bool(a["source"]),
                "head": self.set_of([head]) if head else self.set_of(a["source"] or []),
                "speaker": self.set_of(a["source"] or []), "statement": a.get("statement", True)}

    def set_of(self, spans):
        return {self.owner[at] for start, end in spans for at in range(start, end) if at in self.owner}

    def chars(self, spans):
        return {at for start, end in spans or [] for at in range(start, end)}

    def content(self, spans):
        words = self.set_of(spans)
        if len(words) > 1:
            first = min(words)
            start, end = self.words[first]
            if self.text[start:end].lower() == "that":
                words.discard(first)
        return frozenset(words)

    def names(self, item, source):
        """Whether a source holds the head of the annotated one and is not half of it other words."""
        if not item["source"]:
            return not source
        return item["head"] <= source and 2 * len(source & item["speaker"]) >= len(source)

    def label(self, proposal, beliefs):
        """1 right, 0 wrong, None neither (it is about a belief that is not asked for)."""
        content, cue = self.content(proposal["content"]), self.chars(proposal["cue"])
        source = self.set_of(proposal["source"] or [])
        about_statement = about_belief = False
        for item in self.items:
            same_cue = bool(item["cue"] & cue)
            overlap = len(item["content"] & content)
            if not same_cue and not overlap:
                continue
            jaccard = overlap / len(item["content"] | content)
            wanted = beliefs or item["statement"]
            if wanted and jaccard >= 0.8 and self.names(item, source):
                return 1
            if wanted and same_cue:
                about_statement = True
            if not wanted and (jaccard >= 0.5 or same_cue):
                about_belief = True
        return None if about_belief and not about_statement else 0


def propose(binary, documents, weights, beliefs):
    """The program's proposals for each document, in order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as bare:
        for d in documents:
            bare.write(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False) + "\n")
        bare.flush()
        command = [binary, "evidence", "quotes", bare.name, "--weights", str(weights)] + (["--beliefs"] if beliefs else [])
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def examples(read, golds, beliefs):
    """Feature lists, labels and cues of the proposals that are not inside a statement that stands."""
    rows, labels, cues = [], [], []
    for number, (document, gold) in enumerate(zip(read, golds)):
        for proposal in document["proposals"]:
            label = gold.label(proposal, beliefs)
            if proposal["fate"] != "inside" and label is not None:
                rows.append(proposal["features"])
                labels.append(label)
                cues.append((number, proposal["cue"][-1][1]))
    return rows, labels, cues


def choice(matrix, labels, cues, constant, strength=2.0, rounds=150):
    """Weights under which the right one of the proposals of a cue is chosen, or none of them where none is right.

    The score of none is 0. The likelihood less the penalty is climbed by proximal gradient steps with momentum.
    """
    order = sorted(range(len(cues)), key=cues.__getitem__)
    matrix, right = matrix[order], labels[order] > 0
    first = np.array([i for i, at in enumerate(order) if i == 0 or cues[at] != cues[order[i - 1]]])
    group = np.cumsum(np.isin(np.arange(len(order)), first)) - 1
    any_right = np.logical_or.reduceat(right, first)
    back = matrix.T.tocsr()

    def loss(weights):
        score = matrix @ weights + constant
        top = np.maximum(np.maximum.reduceat(score, first), 0)
        odds = np.exp(score - top[group])
        total = np.add.reduceat(odds, first) + np.exp(-top)
        good = np.where(right, odds, 0)
        sums = np.maximum(np.where(any_right, np.add.reduceat(good, first), np.exp(-top)), 1e-300)
        wanted = np.where(any_right[group], good / sums[group], 0)
        return -(np.log(sums) - np.log(total)).sum(), back @ (odds / total[group] - wanted)

    weights = ahead = np.zeros(matrix.shape[1])
    momentum, steep = 1.0, 1000.0
    for _ in range(rounds):
        value, slope = loss(ahead)
        while True:
            step = ahead - slope / steep
            step = np.sign(step) * np.maximum(np.abs(step) - strength / steep, 0)
            move = step - ahead
            if loss(step)[0] <= value + slope @ move + steep / 2 * (move @ move) + 1e-6:
                break
            steep *= 1.7
        if slope @ (step - weights) > 0:
            momentum = 1.0
        later = (1 + np.sqrt(1 + 4 * momentum * momentum)) / 2
        ahead = step + (momentum - 1) / later * (step - weights)
        weights, momentum, steep = step, later, steep * 0.97
    return weights


def fit(rows, labels, cues, penalty, least):
    """Weights by feature: those seen at least `least` times and not put to nothing by the penalty."""
    seen = Counter(feature for row in rows for feature in row)
    names = sorted(feature for feature, n in seen.items() if n >= least and feature)
    number = {feature: i for i, feature in enumerate(names)}
    indices = [[number[f] for f in row if f in number] for row in rows]
    pointers = np.concatenate([[0], np.cumsum([len(row) for row in indices])])
    flat = np.concatenate([np.array(row, dtype=np.int64) for row in indices])
    matrix = csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), len(names)))
    model = LogisticRegression(penalty="l1", C=penalty, solver="liblinear", max_iter=300, random_state=0)
    model.fit(matrix, np.array(labels))
    mean = (model.coef_[0] + choice(matrix, np.array(labels), cues, CONSTANT)) / 2
    weights = {feature: round(float(w), 1) for feature, w in zip(names, mean) if abs(w) >= 0.05}
    weights[""] = round(float(model.intercept_[0] + CONSTANT) / 2, 1)
    return weights


def write(path, statement, everything, held):
    features = sorted(set(statement) | set(everything))
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(HEADER.format(held=held))
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["feature", "statement", "all"])
        out.writerows([feature, f"{statement.get(feature, 0):.1f}", f"{everything.get(feature, 0):.1f}"] for feature in features)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("--bin", default="target/release/sayso", help="the program")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--hold-out", type=int, default=84)
    parser.add_argument("--penalty", type=float, default=0.5)
    parser.add_argument("--least", type=int, default=3)
    parser.add_argument("--own", type=int, default=4, help="how often each example of a rule counts")
    args = parser.parse_args()
    with open(args.gold, encoding="utf-8") as f:
        documents = sorted((json.loads(line) for line in f), key=lambda d: d["id"])
    documents = documents[: len(documents) - args.hold_out] + own_examples() * args.own
    golds = [Gold(d) for d in documents]
    for number in range(args.rounds):
        both = []
        for beliefs in (False, True):
            rows, labels, cues = examples(propose(args.bin, documents, WEIGHTS, beliefs), golds, beliefs)
            both.append(fit(rows, labels, cues, args.penalty, args.least))
            print(f"round {number + 1}: {len(rows)} proposals, {sum(labels)} right, {len(both[-1])} weights", file=sys.stderr)
        write(WEIGHTS, *both, args.hold_out)


if __name__ == "__main__":
    main()
