//! Who made each statement of `samples/`, held against the key in `tests/gold/speakers.csv`. How many
//! are right is committed in `tests/gold/speakers-score.csv`: `UPDATE=1` writes it anew.

#[path = "common/snapshot.rs"]
mod snapshot;
#[path = "common/tables.rs"]
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sayso::config::Config;
use sayso::gazetteer::fold;

type Row = BTreeMap<String, String>;

fn rows(csv: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(|row| row.expect("as many cells as columns")).collect()
}

/// What became of a line of the key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Right,
    /// Another speaker, or one where the key has none.
    Wrong,
    /// No speaker where the key has one.
    Empty,
    /// The words stand in no statement.
    Missing,
}

const FATES: &[(Fate, &str)] =
    &[(Fate::Right, "right"), (Fate::Wrong, "wrong"), (Fate::Empty, "empty"), (Fate::Missing, "missing")];

/// The ids of everybody a name means in a document: whoever it mentions so, whoever is known so.
fn bearers<'t>(name: &str, doc_id: &str, mentions: &'t [Row], entities: &'t [Row]) -> BTreeSet<&'t str> {
    let folded = fold(name);
    let mentioned = mentions.iter().filter(|m| m["doc_id"] == doc_id && fold(&m["text"]) == folded);
    let forms = |e: &Row| format!("{}|{}", e["name"], e["aliases"]);
    let known = entities.iter().filter(|e| forms(e).split('|').any(|form| fold(form) == folded));
    mentioned.chain(known).map(|row| row["entity_id"].as_str()).collect()
}

/// What became of a line, and the speakers that were found for it.
fn judge(line: &Row, quotes: &[Row], bearers: &BTreeSet<&str>) -> (Fate, String) {
    let holds = |quote: &&Row| quote["doc_id"] == line["doc_id"] && quote["quote"].contains(&line["snippet"]);
    let found: Vec<&Row> = quotes.iter().filter(holds).collect();
    let speakers: Vec<&str> = found.iter().map(|quote| quote["speaker"].as_str()).collect();
    let is_right = |quote: &&Row| match line["speaker"].as_str() {
        "" => quote["speaker"].is_empty(),
        _ => bearers.contains(quote["speaker_id"].as_str()),
    };
    let fate = if found.is_empty() {
        Fate::Missing
    } else if found.iter().any(is_right) {
        Fate::Right
    } else if speakers.iter().all(|speaker| speaker.is_empty()) {
        Fate::Empty
    } else {
        Fate::Wrong
    };
    (fate, speakers.join(" | "))
}

fn score(fates: &[(String, Fate)]) -> Result<String, std::fmt::Error> {
    let mut documents: Vec<&str> = fates.iter().map(|(doc_id, _)| doc_id.as_str()).collect();
    documents.dedup();
    let mut table = "doc_id,right,wrong,empty,missing\n".to_string();
    for name in documents.into_iter().chain(["all"]) {
        write!(table, "{name}")?;
        for (fate, _) in FATES {
            let such = |(doc_id, other): &&(String, Fate)| (name == "all" || doc_id == name) && other == fate;
            write!(table, ",{}", fates.iter().filter(such).count())?;
        }
        writeln!(table)?;
    }
    Ok(table)
}

#[test]
fn as_many_speakers_are_right_as_committed() {
    let reader = Config::default().reader().expect("the shipped lists open");
    let made = tables::extract(&reader, "samples");
    let (quotes, mentions) = (rows(&made["quotes.csv"]), rows(&made["mentions.csv"]));
    let entities = rows(&made["entities.csv"]);
    let mut fates = Vec::new();
    for line in rows(include_str!("gold/speakers.csv")) {
        let bearers = bearers(&line["speaker"], &line["doc_id"], &mentions, &entities);
        let (fate, found) = judge(&line, &quotes, &bearers);
        if let Some((_, name)) = FATES.iter().find(|(other, _)| *other == fate && fate != Fate::Right) {
            let (doc_id, snippet, speaker) = (&line["doc_id"], &line["snippet"], &line["speaker"]);
            println!("{name}: {doc_id}: {snippet:?} is by {speaker:?}, found {found:?}");
        }
        fates.push((line["doc_id"].clone(), fate));
    }
    let table = score(&fates).expect("memory takes every line");
    snapshot::check(&[("tests/gold/speakers-score.csv".to_string(), table)]);
}
