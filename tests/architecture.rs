//! What ARCHITECTURE.md promises of the sources: the order of the modules, who touches the world, and
//! that no English word of the domain stands in the code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Modules and folders that may touch files, the environment and the streams; all others are pure.
const WORLDLY: &[&str] = &["main", "cli", "config", "source", "sink", "batch"];

/// What a pure module does not name.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "File::",
    "stdin()",
    "stdout()",
    "stderr()",
    "print!(",
    "println!(",
    "eprint!(",
    "eprintln!(",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("the repository is whole")
}

/// A source file outside tests: its path from `src/`, its code without comments and literals, and the
/// literals.
struct Source {
    path: String,
    whole: String,
    code: String,
    literals: Vec<String>,
}

impl Source {
    fn read(file: &Path) -> Self {
        let path = file.strip_prefix(root().join("src")).expect("it stands in src").display().to_string();
        let whole = std::fs::read_to_string(file).expect("a source is text");
        let tested = whole.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
        let other =
            Regex::new(r#"//[^\n]*|'(?:\\.|[^'\\])'|"((?s:\\.|[^"\\])*)""#).expect("it is well formed");
        let literal = |found: regex::Captures<'_>| found.get(1).map(|words| words.as_str().to_string());
        let literals = other.captures_iter(tested).filter_map(literal).collect();
        let code = other.replace_all(tested, "").into_owned();
        Self { path, whole, code, literals }
    }

    /// The module it belongs to.
    fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or("")
    }
}

fn sources() -> Vec<Source> {
    fn add(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the sources are there") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                add(&path, files);
            } else if !path.ends_with("tests.rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    add(&root().join("src"), &mut files);
    files.sort();
    files.iter().map(|file| Source::read(file)).collect()
}

/// The modules in the order of `src/lib.rs`.
fn modules() -> Vec<String> {
    let lib = read("src/lib.rs");
    let module = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_string());
    lib.lines().filter_map(module).collect()
}

fn holds(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let modules = modules();
    let place = |name: &str| modules.iter().position(|module| module == name);
    let used = Regex::new(r"\bcrate::(\w+|\{)").expect("it is well formed");
    let mut faults = Vec::new();
    for source in sources() {
        let Some(own) = place(source.module()) else { continue };
        for found in used.captures_iter(&source.code) {
            if place(&found[1]).is_none_or(|other| other > own) {
                faults.push(format!("src/{}: {} is not above {}", source.path, &found[0], source.module()));
            }
        }
    }
    holds(&faults);
}

#[test]
fn every_module_is_in_the_order_of_the_library_or_of_the_command_line() {
    let known: BTreeSet<String> =
        modules().into_iter().chain(["lib", "main", "cli"].map(str::to_string)).collect();
    let found: BTreeSet<String> = sources().iter().map(|source| source.module().to_string()).collect();
    assert_eq!(found, known);
}

#[test]
fn only_the_edges_touch_the_world() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !WORLDLY.contains(&source.module())) {
        let named = WORLD.iter().filter(|name| source.code.contains(**name));
        faults.extend(named.map(|name| format!("src/{}: {name} in a pure module", source.path)));
    }
    holds(&faults);
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let bare = sources().into_iter().filter(|source| !source.whole.starts_with("//! "));
    holds(&bare.map(|source| format!("src/{} has no //! head", source.path)).collect::<Vec<_>>());
}

/// Words of the lists that name something of the program's own as well.
const OWN: &[(&str, &str)] = &[
    ("tables, columns, fields", "document mention mentions message name quote quotes reference rule rules"),
    ("columns, once more", "asked speaker text type word"),
    ("forms, methods, kinds of lists", "brand continued direct per quoted reported"),
    ("classes", "answers contest contrast coordinator reports"),
    ("symbols, features, labels of patterns", "cut headline object report reporting"),
    ("what a row of a list does, how bad a problem is", "add warning"),
    ("what a cue is and takes", "phrase show tag"),
    ("what happens to a row, and why", "added list"),
    ("measures", "recall"),
    ("elements of web pages", "col head style cite label u"),
    ("places in a statement", "second"),
    ("how a run ended", "interrupted"),
];

/// Words that report, as stances: they may stand where the stances are defined.
const STANCES: (&str, &[&str]) =
    ("lexicon/cue.rs", &["say", "claim", "deny", "doubt", "promise", "ask", "order", "praise", "criticise"]);

/// The plain forms of the cues, all forms of those that stand beside a quotation, and the words for
/// offices. Cues that are nouns are left out: too many
/// of them ("rule", "text", "source") are what the program itself is made of.
fn domain() -> BTreeSet<String> {
    let rows = |path: &str| -> Vec<csv::StringRecord> {
        let list = read(path);
        csv::Reader::from_reader(list.as_bytes()).records().map(|row| row.expect("a row")).collect()
    };
    let cues = rows("gazetteers/words/cues.csv").into_iter().filter(|row| &row[1] != "noun");
    let forms = |row: csv::StringRecord| -> Vec<String> {
        let reports = &row[4] == "speech" && row[5].split('|').any(|takes| takes == "tag");
        let forms = row[2].split('|').filter(|form| reports && !form.is_empty());
        std::iter::once(&row[0]).chain(forms).map(str::to_string).collect()
    };
    let cues = cues.flat_map(forms);
    let titles = rows("gazetteers/words/titles.csv").into_iter();
    let roles = titles.filter(|row| ["role", "honorific"].contains(&&row[0])).map(|row| row[1].to_string());
    cues.chain(roles).collect()
}

#[test]
fn no_english_word_of_the_domain_stands_in_the_code() {
    let domain = domain();
    let own: BTreeSet<&str> = OWN.iter().flat_map(|(_, words)| words.split(' ')).collect();
    let mut faults = Vec::new();
    for source in sources() {
        for word in source.literals.iter().filter(|word| domain.contains(*word)) {
            let is_stance = source.path == STANCES.0 && STANCES.1.contains(&word.as_str());
            if !is_stance && !own.contains(word.as_str()) {
                faults.push(format!("src/{}: \"{word}\" is in the lists; ask for its class", source.path));
            }
        }
    }
    holds(&faults);
}

#[test]
fn the_documentation_names_every_module_in_order() {
    let page = read("ARCHITECTURE.md");
    let row = |line: &str| Some(line.strip_prefix("| `")?.split('`').next()?.to_string());
    let documented: Vec<String> = page.lines().filter_map(row).collect();
    assert_eq!(documented, modules());
}
