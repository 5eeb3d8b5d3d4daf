//! Pages in the layouts of well-known content systems: what is kept of each article, what is lost, what
//! comes in that is no part of it, and what the page says of itself.
//!
//! `tests/html/NAME.html` is a page, `NAME.txt` its article, `NAME.json` what it says; all are made up.
//! The figures stand in `tests/html/scores.csv`; `UPDATE=1` writes them anew, `tests/html/peer.py` sets them
//! beside those of another program.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use sayso::source::html::{self, Article, Rules};

/// The least that may be kept of a page, and the most that may come in beside it, in percent of the
/// characters of its article.
const KEPT: f64 = 98.0;
const EXTRA: f64 = 2.0;

/// Pages written after the rules, which no rule was made for, and the most that may come in there.
const HELD_OUT: (&[&str], f64) = (&["foreign-names", "hashed"], 12.0);

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/html")
}

fn names() -> Vec<String> {
    let files = std::fs::read_dir(folder()).expect("the pages are there");
    let name = |file: std::io::Result<std::fs::DirEntry>| {
        Some(file.expect("a file").file_name().to_str()?.strip_suffix(".html")?.to_string())
    };
    let mut names: Vec<String> = files.filter_map(name).collect();
    names.sort();
    names
}

fn expected(name: &str) -> String {
    std::fs::read_to_string(folder().join(format!("{name}.txt"))).expect("every page has its text")
}

fn read(name: &str) -> Article {
    let bytes = std::fs::read(folder().join(format!("{name}.html"))).expect("the page is there");
    let page = html::decode(&bytes, None).expect("a page is text").text;
    html::article(Rules::embedded().expect("the rules are well written"), &page).unwrap_or_default()
}

/// The characters of the words that both texts have in the same order, of the first, and of the second.
fn kept(expected: &str, found: &str) -> (usize, usize, usize) {
    let length = |word: &&str| word.chars().count();
    let found: Vec<&str> = found.split_whitespace().collect();
    let mut row = vec![0; found.len() + 1];
    for word in expected.split_whitespace() {
        let mut corner = 0;
        for (at, other) in found.iter().enumerate() {
            let best = if word == *other { corner + length(&word) } else { usize::max(row[at], row[at + 1]) };
            corner = row[at + 1];
            row[at + 1] = best;
        }
    }
    let all = |words: &[&str]| words.iter().map(length).sum();
    (row[found.len()], all(&expected.split_whitespace().collect::<Vec<_>>()), all(&found))
}

#[test]
fn an_article_is_kept_and_nothing_else() {
    let mut table = String::from("page,characters,kept,extra,same\n");
    let mut faults = String::new();
    for name in names() {
        let (expected, found) = (expected(&name), read(&name).body);
        let (kept, all, given) = kept(&expected, &found);
        let extra = given - kept;
        writeln!(table, "{name},{all},{kept},{extra},{}", expected == found).expect("a string takes it");
        let share = |part: usize| part as f64 * 100.0 / all as f64;
        let most = if HELD_OUT.0.contains(&name.as_str()) { HELD_OUT.1 } else { EXTRA };
        if share(kept) < KEPT || share(extra) > most {
            writeln!(faults, "{name}: {:.1}% kept, {:.1}% extra", share(kept), share(extra))
                .expect("so does it");
        }
        if std::env::var_os("SHOW").is_some() && expected != found {
            println!("=== {name}\n{}", difference(&expected, &found));
        }
    }
    let path = folder().join("scores.csv");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &table).expect("the figures can be written");
    }
    assert!(faults.is_empty(), "\n{faults}");
    let agreed = std::fs::read_to_string(&path).expect("the figures are there");
    assert_eq!(table, agreed, "\nUPDATE=1 writes {} anew; SHOW=1 shows the differences", path.display());
}

/// The paragraphs that stand in one text alone.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) =
        (expected.split("\n\n").collect(), found.split("\n\n").collect());
    let lost = expected.iter().filter(|text| !found.contains(text)).map(|text| format!("- {text}\n"));
    let extra = found.iter().filter(|text| !expected.contains(text)).map(|text| format!("+ {text}\n"));
    lost.chain(extra).collect()
}

#[test]
fn what_a_page_says_of_itself_is_read() {
    let mut faults = String::new();
    for name in names() {
        let said = std::fs::read(folder().join(format!("{name}.json"))).expect("every page says something");
        let said: BTreeMap<String, String> = serde_json::from_slice(&said).expect("it is JSON");
        let found = read(&name);
        let found = [
            ("title", found.title),
            ("byline", found.byline),
            ("published", found.published),
            ("outlet", found.outlet),
            ("language", found.language),
            ("url", found.url),
        ];
        for (field, found) in found {
            let found = found.unwrap_or_default();
            if said[field] != found {
                writeln!(faults, "{name} {field}: '{}' is read as '{found}'", said[field])
                    .expect("a string takes it");
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn a_page_is_read_the_same_twice() {
    for name in names() {
        assert_eq!(read(&name), read(&name), "{name}");
    }
}
