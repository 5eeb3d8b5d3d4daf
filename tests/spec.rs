//! The cases of `tests/spec/*.md`: articles and the rows they give. `tests/spec/README.md` tells the form.
//!
//! `UPDATE=1` writes the rows of pinned answers anew, and no others.

#[path = "common/tables.rs"]
mod tables;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use sayso::config::Config;
use sayso::reading::Reader;

/// A fenced block of a file.
struct Block {
    /// What stands behind the fence, in words.
    info: Vec<String>,
    body: String,
    /// The lines of the body, from 0.
    lines: Range<usize>,
}

impl Block {
    fn is(&self, kind: &str) -> bool {
        self.info.first().is_some_and(|first| first == kind)
    }

    fn says(&self, word: &str) -> bool {
        self.info.iter().skip(1).any(|other| other == word)
    }
}

/// A case: its heading, its documents, the tables it expects, and whether a line pins a wrong answer.
#[derive(Default)]
struct Case {
    heading: String,
    texts: Vec<Block>,
    tables: Vec<Block>,
    pinned: usize,
}

fn cases(markdown: &str) -> Vec<Case> {
    let mut cases = vec![Case::default()];
    let mut lines = markdown.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let case = cases.last_mut().expect("there is one");
        if let Some(heading) = line.strip_prefix("## ") {
            cases.push(Case { heading: heading.to_string(), ..Case::default() });
        } else if line.starts_with("pinned wrong: ") {
            case.pinned += 1;
        } else if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let lines = number + 1..number + 1 + body.len();
            let block = Block {
                info: info.split_whitespace().map(str::to_string).collect(),
                body: body.iter().fold(String::new(), |all, line| all + line + "\n"),
                lines,
            };
            let blocks = if block.is("text") { &mut case.texts } else { &mut case.tables };
            blocks.push(block);
        }
    }
    cases.retain(|case| !case.heading.is_empty());
    cases
}

/// The text of a document: `\uXXXX` read where the block says `escaped`, CRLF where it says `crlf`.
fn document(block: &Block) -> String {
    let mut text = block.body.clone();
    if block.says("crlf") {
        text = text.replace('\n', "\r\n");
    }
    if block.says("escaped") {
        let mut parts = text.split("\\u");
        let first = parts.next().unwrap_or("").to_string();
        text = parts.fold(first, |all, part| {
            let (code, rest) = part.split_at(4);
            let code = u32::from_str_radix(code, 16).expect("four hexadecimal digits");
            all + char::from_u32(code).expect("a character").to_string().as_str() + rest
        });
    }
    text
}

type Tables = BTreeMap<String, String>;

fn read(reader: &Reader, case: &Case) -> Tables {
    let folder = tempfile::tempdir().expect("there is room for a case");
    for block in &case.texts {
        let name = block.info.iter().find(|word| word.contains('.')).map_or("article.txt", String::as_str);
        std::fs::write(folder.path().join(name), document(block)).expect("a document can be written");
    }
    tables::extract(reader, folder.path().to_str().expect("a plain path"))
}

fn rows(csv: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_string).collect::<Vec<_>>();
    let header = cells(reader.headers().expect("a header"));
    (header, reader.records().map(|record| cells(&record.expect("as many cells as columns"))).collect())
}

/// The rows of a table, cut to some of its columns.
fn cut(table: &str, columns: &[String]) -> Vec<Vec<String>> {
    let (header, rows) = rows(table);
    let at = |column: &String| header.iter().position(|other| other == column);
    let places: Vec<usize> = columns
        .iter()
        .map(|column| at(column).unwrap_or_else(|| panic!("there is no column '{column}'")))
        .collect();
    rows.iter().map(|row| places.iter().map(|&place| row[place].clone()).collect()).collect()
}

fn write_rows(rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory takes every row");
    }
    String::from_utf8(writer.into_inner().expect("memory takes every row")).expect("CSV is text")
}

/// What is wrong with a case, and what its pinned blocks would be if they were written anew.
fn run(reader: &Reader, case: &Case) -> (Vec<String>, Vec<(Range<usize>, String)>) {
    let made = read(reader, case);
    let (mut faults, mut pins) = (Vec::new(), Vec::new());
    let wrong: Vec<&Block> = case.tables.iter().filter(|block| block.says("wrong")).collect();
    if case.texts.is_empty() || case.tables.is_empty() || wrong.len() != case.pinned {
        faults.push("a case needs a text, a table, and a 'pinned wrong:' for each wrong one".to_string());
    }
    for block in &case.tables {
        let name = block.info.get(1).map_or("", String::as_str);
        let (columns, expected) = rows(&block.body);
        let found = cut(&made[&format!("{name}.csv")], &columns);
        let holds = if block.says("some") {
            expected.iter().all(|row| found.contains(row))
        } else {
            expected == found
        };
        let pinned = !block.says("wrong") && wrong.iter().any(|pin| pin.info.get(1) == block.info.get(1));
        let (expected, found_rows) = (write_rows(&expected), write_rows(&found));
        if pinned && holds {
            faults.push(format!("{name} is right now: take its pin away\n{found_rows}"));
        } else if !pinned && !holds {
            faults.push(format!("{name} should be\n{expected}but is\n{found_rows}"));
        }
        if block.says("wrong") {
            let header = write_rows(std::slice::from_ref(&columns));
            pins.push((block.lines.clone(), header + &found_rows));
        }
    }
    (faults, pins)
}

fn specs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let files =
        std::fs::read_dir(folder).expect("the specs are there").map(|entry| entry.expect("a file").path());
    let mut files: Vec<PathBuf> = files.filter(|path| !path.ends_with("README.md")).collect();
    files.sort();
    files
}

fn update(file: &Path, markdown: &str, mut pins: Vec<(Range<usize>, String)>) {
    let mut lines: Vec<&str> = markdown.lines().collect();
    pins.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, body) in &pins {
        lines.splice(range.clone(), body.lines());
    }
    std::fs::write(file, lines.join("\n") + "\n").expect("a spec can be written");
}

#[test]
fn every_case_gives_the_rows_it_names() {
    let reader = Config::default().reader().expect("the shipped lists open");
    let mut report = String::new();
    for file in specs() {
        let markdown = std::fs::read_to_string(&file).expect("a spec is text");
        let mut pins = Vec::new();
        for case in cases(&markdown) {
            let (faults, answers) = run(&reader, &case);
            pins.extend(answers);
            for fault in faults {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                writeln!(report, "{name}, {}: {fault}", case.heading).expect("memory takes every line");
            }
        }
        if std::env::var_os("UPDATE").is_some() {
            update(&file, &markdown, pins);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
