#!/usr/bin/env python3
"""Two tables of quotes, the second with one row in a hundred changed: what docs/diff.md was measured on.

    python3 benches/two_runs.py ROWS FOLDER

Writes FOLDER/old/quotes.csv and FOLDER/new/quotes.csv and prints how many rows were changed in which way. The words
are drawn at random with a fixed seed, twenty statements a document, under the header of tests/golden/quotes.csv.
"""
import argparse
import base64
import csv
import hashlib
import json
import random
from collections import Counter
from pathlib import Path

HEADER = Path(__file__).resolve().parent.parent / "tests/golden/quotes.csv"
WORDS = """harbour council ship wall light captain report minister strike wages water bridge nurses would not keep people
city year money plan vote never before after again with from about against under northern storm court letter school price
union officer the and""".split()
SPEAKERS = ["Ana Ruiz", "Zoe Brandt", "Ivo Kern", "Grace Akello", "Peter Okello", "Ruth Nabirye"]
PER_DOCUMENT = 20
CHANGES = ["removed", "speaker_changed", "content_grown", "stance_changed", "added"]


def key(prefix, text):
    return prefix + base64.b32encode(hashlib.blake2b(text.encode(), digest_size=10).digest()).decode().lower()


def words(rng, number):
    return " ".join(rng.choice(WORDS) for _ in range(number))


def placed(row, start, quote):
    """The row with its statement at a place; the ids follow from the words."""
    end, document = start + len(quote), row["doc_id"]
    row.update(quote=quote, spans=f"{start}-{end}", start_char=start, end_char=end, cue_start=end + 2, cue_end=end + 6,
               speaker_start=end + 7, speaker_end=end + 13, text_key=key("k_", quote), quote_id=key("q_", f"{document} {start} {quote}"))
    return row


def statement(rng, number):
    speaker = rng.choice(SPEAKERS)
    row = {
        "doc_id": f"news/article-{number // PER_DOCUMENT:06d}.txt", "published": "2025-12-02", "outlet": "The Harbour Post",
        "speaker": speaker, "speaker_id": key("e_", speaker), "speaker_kind": "person", "speaker_text": speaker.split()[1],
        "kind": rng.choice(["direct", "mixed", "indirect"]), "cue": "said", "cue_lemma": "say", "stance": "say", "negated": "false",
        "rule": "tag", "speaker_method": "name", "confidence": f"0.{rng.randint(30, 98)}", "paragraph": number % PER_DOCUMENT + 1,
        "sentence": 2 * (number % PER_DOCUMENT) + 1, "before": words(rng, 18), "after": words(rng, 18),
        "url": f"https://harbour-post.example/{number // PER_DOCUMENT}",
    }
    return placed(row, 200 + number % PER_DOCUMENT * 400, words(rng, rng.randint(8, 40)))


def changed(rng, row, how):
    """The rows that stand in the new table for one of the old."""
    new = dict(row)
    if how == "removed":
        return []
    if how == "speaker_changed":
        speaker = rng.choice([name for name in SPEAKERS if name != row["speaker"]])
        new.update(speaker=speaker, speaker_id=key("e_", speaker))
    elif how == "content_grown":
        start, end = row["quote"].split(" ", 1)
        new = placed(new, row["start_char"], f"{start} certainly {end}")
    elif how == "stance_changed":
        new["stance"] = "deny"
    else:
        return [row, placed(new, row["start_char"] + 300, words(rng, 9))]
    return [new]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    rng, header = random.Random(7), HEADER.read_text(encoding="utf-8").splitlines()[0].split(",")
    done = Counter()
    tables = []
    for name in ("old", "new"):
        (args.folder / name).mkdir(parents=True, exist_ok=True)
        tables.append(open(args.folder / name / "quotes.csv", "w", encoding="utf-8", newline=""))
    old, new = (csv.DictWriter(table, header, restval="", lineterminator="\n") for table in tables)
    old.writeheader()
    new.writeheader()
    for number in range(args.rows):
        row = statement(rng, number)
        old.writerow(row)
        how = rng.choice(CHANGES) if rng.random() < 0.01 else None
        new.writerows(changed(rng, row, how) if how else [row])
        done[how or "same"] += 1
    for table in tables:
        table.close()
    print(json.dumps(done, sort_keys=True))


if __name__ == "__main__":
    main()
