#!/usr/bin/env python3
"""Every flavour and format through the programs that people open them with, and back, cell by cell.

    tests/roundtrip/check.py --bin target/debug/sayso

Articles are written whose titles, outlets, names and quotations are as hostile as a cell can be; sayso
reads them; what it tells as JSON lines is the truth, and every other way must tell the same. A program
that is not installed is named and passed over; --require NAME,... makes its absence a failure.
Exit status: 0 all that ran holds; 1 something does not; 2 the check itself could not run.
"""

import argparse
import csv
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TABLES = ["documents", "entities", "mentions", "quotes"]
csv.field_size_limit(1 << 24)

# Cells that programs take for something else. NUL stands alone below: few programs can hold one.
HOSTILE = [
    "=1+1", '=HYPERLINK("http://evil.example","click")', "+1+1", "-1+1", "@SUM(1,1)", "-5% growth", "+44 20 7946 0000",
    "=cmd|' /C calc'!A0", "=DDE(\"cmd\";\"/C calc\";\"x\")", "@rundll32|'x'!A1", "'=1+1", "''=1+1", "'", "'tis the season",
    "\t=1+1", "\r=1+1", "\n=1+1", "a\tb", "a\r\nb", "a\rb", "a\nb\n\nc", '"quoted"', '""', '"', 'a "b" c', "a,b;c|d\te",
    "0012", "1e10", "12345e67", "1/2", "2025-12-02", "10:30", "TRUE", "false", "1,234.5", "NaN", "NULL", "None", "#N/A", "#REF!",
    "\u202eevil\u202c", "\u2066isolated\u2069", "\u200fmark\u200e", "\ufeffmark", "zero\u200bwidth", "soft\u00adhyphen",
    "no\u00a0break", "line\u2028separator", "e\u0301 é", "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467", "\uffff\ufffe",
    "\x01\x02\x07\x1b[31mred", "\x7f", "\x85next", "_x0041_", "_x000D_ literal", "<b>&amp;</b>", "]]>", "=" * 300,
    "long " * 8000, "\U0001f600" * 20000, "{=1}", "!A1", "|pipe", "\\n", "%0A", "=\u202e1+1", "＝1+1", "\xa0=1+1", " =1+1",
]
WITH_NUL = ["\x00=1+1", "a\x00b", "=1\x00"]
GUARD = re.compile(r"^'('*[=+\-@\t\r\n\0])")


def unguard(cell):
    return GUARD.sub(r"\1", cell)


def articles(cells):
    """An article a cell: it is title, outlet, author, quotation and, where it may be, the name of a list."""
    for number, cell in enumerate(cells):
        text = f"“{cell}” said Ana Ruiz on Monday.\n\n“We will {cell} rebuild,” said Plus{number} Aid. The bridge fell, Ruiz said.\n"
        yield {"id": f"{cell[:200]}#{number}", "title": cell, "outlet": cell, "byline": cell, "text": text,
               "url": "javascript:alert(1)" if number % 3 == 0 else f"https://news.example/{number}?q={cell[:40]}",
               "published": ["2025-12-02", "2025-12-02T10:05:00+02:00", "2025-12", "2025", "1850-01-02"][number % 5]}


class Check:
    def __init__(self, program, required):
        self.program = Path(program).resolve()
        self.required = required
        self.faults = []
        self.missing = []
        self.held = 0

    def run(self, *arguments, **more):
        done = subprocess.run([self.program, *map(str, arguments)], capture_output=True, **more)
        if done.returncode not in (0, 1):
            sys.exit(f"sayso failed: {done.stderr.decode()}")
        return done

    def has(self, name, module=None):
        found = importlib.util.find_spec(module) if module else shutil.which(name)
        if not found and name not in self.missing:
            self.missing.append(name)
        return bool(found)

    def same(self, way, table, truth, found, equal=None):
        """Holds rows of cells against the truth, cell by cell."""
        header, rows = truth[0], truth[1:]
        before = len(self.faults)
        if found[:1] != [header]:
            self.faults.append(f"{way}: {table}: header is {found[:1]}")
        elif len(found) - 1 != len(rows):
            self.faults.append(f"{way}: {table}: {len(found) - 1} rows, not {len(rows)}")
        else:
            for line, (wanted, got) in enumerate(zip(rows, found[1:])):
                for name, a, b in zip(header, wanted, got):
                    if a != b and not (equal and equal(name, a, b)):
                        self.faults.append(f"{way}: {table}.{name}, row {line}: {a[:90]!r} came back as {b[:90]!r}")
        self.held += len(self.faults) == before


def told(value, name):
    """A value of JSON as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.2f}" if name == "confidence" else str(value)


def truth_of(check, inputs, lists):
    tables = {}
    for table in TABLES:
        out = check.run("extract", inputs, "-q", "-o", "-", "--table", table, "--format", "jsonl", *lists).stdout
        rows = [json.loads(line) for line in out.decode().split("\n") if line]
        header = list(rows[0])
        tables[table] = [header] + [[told(row[name], name) for name in header] for row in rows]
    return tables


def by_hand(path, flavour, delimiter):
    """Our own way back."""
    data = path.read_bytes().decode("utf-8-sig" if flavour == "excel" else "utf-8")
    end = "\r\n" if flavour == "excel" else "\n"
    assert data.endswith(end), f"{path} does not end as {flavour} does"
    return list(csv.reader(_lines(data), delimiter=delimiter))


def _lines(data):
    # csv.reader wants lines; only LF may part them, or a lone CR inside a cell would.
    return iter(re.split(r"(?<=\n)", data)[: -1 if data.endswith("\n") else None])


def plain(rows, guarded):
    return rows[:1] + [[unguard(cell) for cell in row] if guarded else row for row in rows[1:]]


FLAVOURS = [("plain", ","), ("excel", ","), ("data", ","), ("excel", ";"), ("plain", "\t")]


def through_csv(check, world, inputs, lists, truth, has_nul):
    for flavour, delimiter in FLAVOURS:
        folder = world / f"csv-{flavour}-{ord(delimiter)}"
        check.run("extract", inputs, "-q", "-o", folder, "--csv", flavour, "--delimiter", delimiter, *lists)
        way = f"{flavour} {delimiter!r}"
        for table in TABLES:
            rows = by_hand(folder / f"{table}.csv", flavour, delimiter)
            check.same(f"{way}: read by hand", table, truth[table], plain(rows, flavour != "data"))
            hot = [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r\n\0]", cell)]
            if hot and flavour != "data":
                check.faults.append(f"{way}: {table}: not guarded: {hot[:3]!r}")
            if not has_nul:
                through_readers(check, folder / f"{table}.csv", way, (flavour, delimiter), table, truth[table])
        if check.has("frictionless", "frictionless"):
            command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
            done = subprocess.run(command, cwd=folder, capture_output=True)
            if done.returncode:
                check.faults.append(f"{way}: frictionless: {done.stdout.decode()[-1500:]}")
            check.held += done.returncode == 0
        if not has_nul and delimiter != "\t" and check.has("soffice"):
            through_office_csv(check, folder, way, flavour, delimiter, truth)


def through_readers(check, path, way, dialect, table, wanted):
    """Everything that reads CSV and has no ideas of its own about cells."""
    flavour, delimiter = dialect
    guarded = flavour != "data"
    if check.has("pandas", "pandas"):
        import pandas
        encoding = "utf-8-sig" if flavour == "excel" else "utf-8"
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False, sep=delimiter, encoding=encoding)
        check.same(f"{way}: pandas", table, wanted, plain([list(frame.columns)] + frame.values.tolist(), guarded))
    if check.has("duckdb", "duckdb"):
        import duckdb
        columns = {name: "VARCHAR" for name in wanted[0]}
        read = duckdb.sql(f"SELECT * FROM read_csv('{path}', header=true, delim='{delimiter}', quote='\"', escape='\"', "
                          f"auto_detect=false, max_line_size=33554432, columns={columns})")
        rows = [list(read.columns)] + [[cell or "" for cell in row] for row in read.fetchall()]
        check.same(f"{way}: DuckDB", table, wanted, plain(rows, guarded))
    for tool in LOOKERS:
        if check.has(tool):
            check.same(f"{way}: {tool}", table, wanted, plain(told_again(tool, ["-d", delimiter, str(path)]), guarded))


# Programs that look at CSV on a terminal, and how each shows a table.
LOOKERS = {"xan": "view", "qsv": "table"}


def told_again(tool, arguments, piped=None):
    """The rows of a table as such a program reads it, written by it anew."""
    done = subprocess.run([tool, "input", *arguments], input=piped, capture_output=True)
    return list(csv.reader(_lines(done.stdout.decode("utf-8-sig")))) if done.returncode == 0 else []


def through_pipe(check, inputs, lists, truth):
    """One table down a pipe, as it is looked at: `sayso extract ... -o - --table quotes | xan view`."""
    for tool, show in LOOKERS.items():
        if not check.has(tool):
            continue
        for table in TABLES:
            piped = check.run("extract", inputs, "-q", "-o", "-", "--table", table, *lists).stdout
            check.same(f"pipe: {tool} input", table, truth[table], plain(told_again(tool, [], piped), True))
            shown = subprocess.run([tool, show], input=piped, capture_output=True)
            if shown.returncode or truth[table][0][0].encode() not in shown.stdout:
                check.faults.append(f"pipe: {tool} {show}: {table}: {shown.stderr.decode()[:200] or 'no header is shown'}")


def soffice(check, sources, target, out, infilter=None):
    command = ["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless"]
    if infilter:
        command.append(f"--infilter={infilter}")
    command += ["--convert-to", target, "--outdir", str(out), *map(str, sources)]
    done = subprocess.run(command, capture_output=True, timeout=600)
    if done.returncode:
        check.faults.append(f"LibreOffice cannot convert: {done.stderr.decode()[:200]}")


# UTF-8, and cells as they are shown.
OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true"


def through_office_csv(check, folder, way, flavour, delimiter, truth):
    """Imported with every column as text, as a careful user does; and as a double click does."""
    sources = [folder / f"{table}.csv" for table in TABLES]
    columns = "/".join(f"{number}/2" for number in range(1, max(len(truth[table][0]) for table in TABLES) + 1))
    soffice(check, sources, OUT, folder / "office", f"CSV:{ord(delimiter)},34,76,1,{columns}")
    soffice(check, sources, OUT, folder / "click", f"CSV:{ord(delimiter)},34,76,1")
    for table in TABLES:
        rows = by_hand(folder / "office" / f"{table}.csv", "plain", ",")
        check.same(f"{way}: LibreOffice, as text", table, truth[table], plain(rows, flavour != "data"), lambda n, a, b: as_lines(a) == b)
        if flavour != "data":
            rows = by_hand(folder / "click" / f"{table}.csv", "plain", ",")
            check.same(f"{way}: LibreOffice, double click", table, truth[table], plain(rows, True), looks_like_a_number)


def as_lines(cell):
    """LibreOffice has one sort of line end inside a cell."""
    return re.sub(r"\r\n?", "\n", cell)


def looks_like_a_number(name, a, b):
    """What a spreadsheet takes for a number, a date or a truth value unless it is told not to."""
    a = as_lines(a)
    return a == b or b.lower() == a.lower() or bool(re.fullmatch(r"[\d\s.,:/eE+%-]+", a) and re.search(r"\d", b))


def through_book(check, world, inputs, lists, truth, cut):
    folder = world / "book"
    check.run("extract", inputs, "-q", "-o", folder, "--format", "xlsx", *lists)
    book = folder / "sayso.xlsx"
    sheets = zipfile.ZipFile(book)
    for name in sheets.namelist():
        if "worksheets/sheet" in name and b"<f>" in sheets.read(name):
            check.faults.append(f"workbook: a formula in {name}")
    equal = lambda name, a, b: as_lines(a) == b or b.lower() == a or is_cut(a, b)
    if check.has("openpyxl", "openpyxl"):
        import openpyxl
        try:
            opened = openpyxl.load_workbook(book)
        except Exception as broken:
            check.faults.append(f"workbook: openpyxl cannot open it: {broken}")
            return
        for table in TABLES:
            rows = [[cell for cell in row] for row in opened[table].iter_rows()]
            computed = [c.coordinate for row in rows for c in row if c.data_type == "f"]
            if computed:
                check.faults.append(f"workbook: computed cells in {table}: {computed[:5]}")
            types(check, table, rows)
    if shutil.which("soffice"):
        out = folder / "office"
        soffice(check, [book], OUT + ",false,false,-1", out)
        for table in TABLES:
            rows = by_hand(out / f"sayso-{table}.csv", "plain", ",")
            width = len(truth[table][0])
            if cut and len(rows[0]) > width:
                rows = [row[:width] for row in rows]
            check.same("workbook: LibreOffice", table, truth[table], rows, equal)
    again = world / "book-again"
    check.run("extract", inputs, "-q", "-o", again, "--format", "xlsx", "-j", "1", *lists)
    if book.read_bytes() != (again / "sayso.xlsx").read_bytes():
        check.faults.append("workbook: the same articles gave other bytes")


def is_cut(a, b):
    return b.endswith(" … [cut]") and as_lines(a).startswith(b[: -len(" … [cut]")]) and len(b.encode("utf-16-le")) // 2 > 32_700


def types(check, table, rows):
    header = [cell.value for cell in rows[0]]
    wanted = {"confidence": "n", "start_char": "n", "chars": "n", "in_quote": "b", "negated": "b", "mentions": "n", "title": "s", "quote": "s"}
    for row in rows[1:]:
        for name, cell in zip(header, row):
            if cell.value is not None and name in wanted and cell.data_type != wanted[name]:
                check.faults.append(f"workbook: {table}.{name} at {cell.coordinate} is {cell.data_type}")
            if name == "published" and re.fullmatch(r"2025-\d\d-\d\d.*", str(cell.value)) and not cell.is_date:
                check.faults.append(f"workbook: {table}.{name} at {cell.coordinate} is no date")


def through_parquet(check, world, inputs, lists, truth):
    folder = world / "parquet"
    done = subprocess.run([check.program, "extract", inputs, "-q", "-o", folder, "--format", "parquet", *lists], capture_output=True)
    if b"built without parquet" in done.stderr:
        check.missing.append("parquet (this sayso was built without)")
        return
    for table in TABLES:
        cells = lambda names, row: [told(value, name) for name, value in zip(names, row)]
        if check.has("duckdb", "duckdb"):
            import duckdb
            read = duckdb.sql(f"SELECT * FROM '{folder / table}.parquet'")
            check.same("parquet: DuckDB", table, truth[table], [read.columns] + [cells(read.columns, row) for row in read.fetchall()])
        if check.has("pyarrow", "pyarrow"):
            import pyarrow.parquet
            read = pyarrow.parquet.read_table(folder / f"{table}.parquet")
            rows = [[row[name] for name in read.column_names] for row in read.to_pylist()]
            check.same("parquet: pyarrow", table, truth[table], [read.column_names] + [cells(read.column_names, row) for row in rows])


def through_lines(check, world, inputs, lists, truth, given):
    """Whole documents: what went in is there, and every piece is where it says."""
    folder = world / "lines"
    check.run("extract", inputs, "-q", "-o", folder, "--format", "jsonl", *lists)
    lines = [json.loads(line) for line in (folder / "documents.jsonl").read_text("utf-8").split("\n") if line]
    by_title = {}
    for line in lines:
        by_title.setdefault(line["text"], line)
        for mention in line["mentions"]:
            if line["text"][mention["start_char"]:mention["end_char"]] != mention["text"]:
                check.faults.append(f"lines: {line['doc_id'][:40]!r}: {mention['text']!r} stands elsewhere")
        for quote in line["quotes"]:
            for piece in quote["pieces"]:
                if line["text"][piece["start_char"]:piece["end_char"]] != piece["text"]:
                    check.faults.append(f"lines: {line['doc_id'][:40]!r}: a piece stands elsewhere")
    blank = " \t\n\x0b\x0c\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
    for article in given:
        line = by_title.get(article["text"])
        for field in ["title", "outlet", "byline"]:
            if line is None or (line[field] or "") != article[field].strip(blank):
                check.faults.append(f"lines: {field} {article[field][:60]!r} went in, {line and line[field]!r:.60} came out")
    number = sum(len(line["quotes"]) for line in lines)
    if number != len(truth["quotes"]) - 1 or len(lines) != len(truth["documents"]) - 1:
        check.faults.append("lines: not as many documents or statements as in the tables")
    check.held += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help="the program")
    parser.add_argument("--require", default="", help="programs that must be there, parted by commas")
    parser.add_argument("--keep", help="a folder to work in that is kept")
    arguments = parser.parse_args()
    check = Check(arguments.bin, [name for name in arguments.require.split(",") if name])
    world = Path(arguments.keep or tempfile.mkdtemp(prefix="roundtrip-"))
    world.mkdir(parents=True, exist_ok=True)
    listed = world / "mine.csv"
    names = [f"person,{name},Ana Ruiz" for name in ["=Ana Ruiz"]] + [f"organisation,@Plus{n} Aid,Plus{n} Aid" for n in range(40)]
    listed.write_text("kind,name,aliases\n" + "\n".join(names) + "\n")
    lists = ["--gazetteer", listed]
    for kind, cells in [("hostile", HOSTILE), ("nul", WITH_NUL)]:
        here = world / kind
        here.mkdir(exist_ok=True)
        given = list(articles(cells))
        inputs = here / "feed.jsonl"
        inputs.write_text("\n".join(json.dumps(a) for a in given) + '\n{"id": "broken", "title": "\\ud800", "text": "Lone."}\n')
        truth = truth_of(check, inputs, lists)
        told = truth["documents"][-1][truth["documents"][0].index("message")]
        assert "1 lone surrogate replaced" in told, f"a lone surrogate is not told of: {told!r}"
        through_lines(check, here, inputs, lists, truth, given)
        through_csv(check, here, inputs, lists, truth, kind == "nul")
        if kind == "hostile":
            through_pipe(check, inputs, lists, truth)
            through_book(check, here, inputs, lists, truth, True)
        through_parquet(check, here, inputs, lists, truth)
    for name in check.missing:
        print(f"not installed, passed over: {name}")
    for fault in check.faults[:60]:
        print(f"fault: {fault}")
    lacking = [name for name in check.required if name in check.missing]
    print(f"{check.held} ways hold, {len(check.faults)} faults" + (f"; required and missing: {', '.join(lacking)}" if lacking else ""))
    if not arguments.keep:
        shutil.rmtree(world)
    sys.exit(1 if check.faults or lacking else 0)


if __name__ == "__main__":
    main()
