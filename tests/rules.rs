//! Every rule finds the sentences it says it finds and leaves those it says it leaves, and every rule
//! that stands under `rules/` is in force. `UPDATE=1` writes `tests/rules.snap` anew.

#[path = "common/snapshot.rs"]
mod snapshot;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use sayso::config::Config;
use sayso::document::Document;
use sayso::lexicon::Lexicon;
use sayso::mention::{Kind, Mention, Names};
use sayso::quote::{self, Rulebook};
use sayso::reading::{Reader, Reading};
use sayso::text::Span;

const LABELS: &[(Kind, &str)] =
    &[(Kind::Person, "[PER "), (Kind::Place, "[LOC "), (Kind::Organisation, "[ORG ")];

fn document(body: String) -> Document {
    Document { body, ..Document::default() }
}

fn without_labels(marked: &str) -> String {
    LABELS.iter().fold(marked.replace(']', ""), |words, (_, label)| words.replace(label, ""))
}

/// The text with its names marked as the examples mark them.
fn with_labels(reading: &Reading<'_>) -> String {
    let (mut marked, mut at) = (String::new(), 0);
    for mention in &reading.mentions {
        let label = LABELS.iter().find(|(kind, _)| *kind == mention.kind).map_or("", |(_, label)| label);
        marked += reading.text.slice(Span::new(at, mention.span.start));
        marked += label;
        marked += reading.text.slice(mention.span);
        marked.push(']');
        at = mention.span.end;
    }
    marked + reading.text.slice(Span::new(at, reading.text.as_str().len() as u32))
}

/// The words of each marked piece of a statement; of a piece that is a quotation, those inside the marks.
fn pieces(marked: &str) -> Vec<String> {
    let inside = |words: &str| {
        let quoted = words.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
        quoted.filter(|quoted| !quoted.contains('“')).unwrap_or(words).to_string()
    };
    marked.split('<').skip(1).filter_map(|part| Some(inside(part.split_once('>')?.0))).collect()
}

fn reader() -> Reader {
    Config::default().reader().expect("the shipped lists open")
}

fn rulebook() -> Rulebook {
    Rulebook::embedded(false).expect("the rules are well written")
}

fn holds(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_rule_of_names_finds_and_leaves_its_sentences() {
    let (reader, names) = (reader(), Names::embedded().expect("the rules are well written"));
    let mut faults = Vec::new();
    for rule in names.rules.iter() {
        let by_rule = |mentions: &[Mention]| mentions.iter().any(|mention| mention.rule == rule.id);
        for example in &rule.finds {
            let document = document(without_labels(example));
            let reading = reader.read(&document);
            let found = with_labels(&reading);
            if found != *example || !by_rule(&reading.mentions) {
                faults.push(format!("{}: {} finds {example}\n  not {found}", rule.place, rule.id));
            }
        }
        for example in &rule.leaves {
            if by_rule(&reader.read(&document(without_labels(example))).mentions) {
                faults.push(format!("{}: {} does not leave {example}", rule.place, rule.id));
            }
        }
    }
    holds(&faults);
}

#[test]
fn every_rule_of_statements_finds_and_leaves_its_sentences_alone() {
    let lexicon = Lexicon::embedded().expect("the word lists open");
    let faults = quote::check(&rulebook(), lexicon);
    let told = faults.iter().map(|f| format!("{}: {} {}\n  {}", f.place, f.rule, f.example, f.message));
    holds(&told.collect::<Vec<_>>());
}

/// Among all rules another may win: the sentences for which that is so are committed.
#[test]
fn the_rules_of_statements_lose_no_sentences_to_each_other_but_those_committed() {
    let (reader, rules) = (reader(), rulebook());
    let mut lost = String::new();
    for rule in rules.rules() {
        for example in &rule.finds {
            let document = document(example.replace(['[', ']', '{', '}', '<', '>'], ""));
            let reading = reader.read(&document);
            let words = |piece: &Span| reading.text.slice(*piece).to_string();
            let found: Vec<Vec<String>> =
                reading.quotes.iter().map(|quote| quote.pieces.iter().map(words).collect()).collect();
            if !found.contains(&pieces(example)) {
                writeln!(lost, "{}: {example}\n  found {found:?}", rule.id).expect("memory takes every line");
            }
        }
    }
    snapshot::check(&[("tests/rules.snap".to_string(), lost)]);
}

#[test]
fn every_rule_that_is_written_is_in_force() {
    let names = Names::embedded().expect("the rules are well written");
    let statements = rulebook();
    let loaded: BTreeSet<&str> =
        names.rules.iter().map(|rule| rule.id).chain(statements.rules().map(|rule| rule.id)).collect();
    let mut idle = Vec::new();
    for folder in ["rules/names", "rules/quotes"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).expect("the rules are there") {
            let path = entry.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a file of rules is text");
            let ids = text.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
            let ids: Vec<&str> = ids.filter(|id| !loaded.contains(id)).collect();
            idle.extend(ids.iter().map(|id| format!("{}: {id}", path.display())));
        }
    }
    holds(&idle);
}
