#!/usr/bin/env python3
"""Fit the weights of the evidence for names.

    cargo build --release
    python3 fit/names.py TRAIN.jsonl... [--passes 3] [--sayso target/release/sayso] [-o rules/names/weights.csv]

Each line of the input: {"id": str, "text": str, "entities": [{"start": int, "end": int, "type": "PER"|"LOC"|"ORG"}]},
offsets in Unicode code points, end exclusive. `sayso evidence names` says which spans of each text compete and what
speaks for each; a multinomial logistic regression with an L2 penalty weighs that evidence: first what the text says,
then, once for every further pass, also what the pass before decided; and the pairs of features that tell most beyond their parts. Only figures for the program's own named
features are written, no word of a text.
"""
import argparse
import collections
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

CLASSES = ["NONE", "PER", "LOC", "ORG"]
# Weights that the corpora do not tell: a name in the user's own list is one; a side in a line of results is a club.
BY_HAND = {
    "score-line": (-1.0, 0.0, 4.0),
    "score-line-country": (0.0, 3.0, 0.0),
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


def fit(rows, gold, strength, most):
    """Weights against "no name" for each feature and for the pairs that tell most: {name: (person, place, organisation)}."""
    number, columns, pointers, labels = {}, [], [0], []
    for document, start, end, features in rows:
        columns.extend(number.setdefault(feature, len(number)) for feature in set(features) - set(BY_HAND))
        pointers.append(len(columns))
        labels.append(CLASSES.index(gold.get((document, start, end), "NONE")))
    single = csr_matrix((np.ones(len(columns), np.float64), columns, pointers), shape=(len(labels), len(number)))
    labels = np.array(labels)
    found = int((labels > 0).sum())
    print(f"  {len(labels)} candidates, {len(number)} features, {found} of {len(gold)} names can be found", flush=True)
    names, pairs, matrix = list(number), [], single
    model = LogisticRegression(C=strength, max_iter=400, tol=1e-4, fit_intercept=False).fit(matrix, labels)
    while len(pairs) < most:
        pairs += choose_pairs(single, labels, model.predict_proba(matrix), pairs, min(40, most - len(pairs)))
        by_column = single.tocsc()
        products = [by_column[:, a].multiply(by_column[:, b]) for a, b in pairs]
        matrix = hstack([single, *products]).tocsr()
        model = LogisticRegression(C=strength, max_iter=400, tol=1e-4, fit_intercept=False).fit(matrix, labels)
    against = model.coef_[1:] - model.coef_[0]
    written = names + ["+".join(sorted((names[a], names[b]))) for a, b in pairs]
    return {name: tuple(against[:, column]) for column, name in enumerate(written)}


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
            for feature, values in sorted({**weights, **BY_HAND}.items()):
                cells = ",".join(f"{value:.1f}".replace("-0.0", "0.0") for value in values)
                if any(abs(value) >= 0.05 for value in values):
                    out.write(f"{number},{feature},{cells}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", nargs="+")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--pairs", type=int, default=160, help="how many pairs of features get a weight of their own")
    parser.add_argument("--strength", type=float, default=0.3, help="C of the regression: smaller pulls harder to 0")
    parser.add_argument("--sayso", default="target/release/sayso")
    parser.add_argument("-o", "--output", default="rules/names/weights.csv")
    args = parser.parse_args()
    everything = list(documents(args.train))
    gold = {(d["id"], e["start"], e["end"]): e["type"] for d in everything for e in d["entities"] if e["type"] in CLASSES}
    header = [
        "What each piece of evidence for a name weighs against its being no name; written by fit/names.py, not by hand.",
        f"Multinomial logistic regression, L2 with C = {args.strength}, one decimal, on {len(everything)} news articles, "
        f"{len(gold)} names,",
        f"of {', '.join(sorted(Path(p).stem for p in args.train))}; {datetime.date.today()}.",
        f"a+b: what two features weigh together beyond what each weighs alone, the {args.pairs} pairs that tell most.",
        "What is not here weighs nothing. The weights of user-* and score-line* are set by hand.",
    ]
    fitted = []
    with tempfile.TemporaryDirectory() as folder:
        texts, weights = Path(folder) / "texts.jsonl", Path(folder) / "weights.csv"
        with open(texts, "w", encoding="utf-8") as out:
            for d in everything:
                out.write(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False) + "\n")
        write(weights, [{"bias": (0.1, 0.1, 0.1)}], header)
        for number in range(1, args.passes + 1):
            print(f"pass {number}", flush=True)
            fitted.append(fit(evidence(args.sayso, texts, weights, number), gold, args.strength, args.pairs))
            write(weights, fitted, header)
        Path(args.output).write_text(weights.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
