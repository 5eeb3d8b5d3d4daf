//! Name lists to one layer of the gazetteer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Result;

#[path = "../src/gazetteer/ambiguity.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build asks no codes by name")]
mod ambiguity;
#[path = "../src/gazetteer/given.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build reads rows that add")]
mod given;
#[path = "../src/gazetteer/layer.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only compiles layers")]
mod layer;
#[path = "../src/gazetteer/merge.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build merges once")]
mod merge;
#[path = "../src/gazetteer/row.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only reads rows")]
mod row;

use merge::merge;
use row::Row;
pub(crate) use row::fold;

/// What the word lists learn from the name lists.
pub(crate) struct Known {
    /// One-word names of countries, capitals and large cities, in lower case.
    pub(crate) places: BTreeSet<String>,
    /// Names of places by one word, folded.
    pub(crate) towns: BTreeSet<String>,
    /// Surnames of people in the hand-written lists, in lower case.
    pub(crate) surnames: BTreeSet<String>,
}

/// Writes `names.fst` and its companions.
pub(crate) fn compile(folder: &Path, out: &Path) -> Result<Known> {
    let mut rows = Vec::new();
    for kind in ["people", "places", "organisations"] {
        let folder = folder.join(kind);
        if !folder.is_dir() {
            continue;
        }
        for file in crate::csv_files(&folder)? {
            rows.extend(read(&file)?);
        }
    }
    let rows = merge(rows);
    let words = words(&folder.join("words"))?;
    let ambiguity = |form: &str| ambiguity::of(form, |lower| words.get(lower).copied().unwrap_or_default());
    let ground = layer::Ground { layer: 0, ambiguity: &ambiguity, below: &|_| (0, Vec::new()) };
    let compiled = layer::compile(&rows, &[], &ground)?;
    std::fs::write(out.join("names.fst"), compiled.forms)?;
    std::fs::write(out.join("names.postings"), compiled.postings)?;
    let lines: String = layer::lines(&compiled.rows, &compiled.starts).collect();
    crate::write_hash(&out.join("names.hash"), &[lines.as_bytes()])?;
    std::fs::write(out.join("names.rows"), compiled.rows)?;
    std::fs::write(out.join("names.starts"), compiled.starts)?;
    std::fs::write(out.join("names.openings"), compiled.openings)?;
    Ok(known(&rows))
}

/// The rows of a shipped list. Those only add; a shipped entry is changed where it stands.
fn read(file: &Path) -> Result<Vec<Row>> {
    let text = std::fs::read_to_string(file)?;
    let source = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    let (given, problems) = given::read(&text, source);
    if let Some(first) = problems.first() {
        return Err(format!("{}:{}: {}", file.display(), first.line, first.message()).into());
    }
    let changes = |given: &&given::Given| given.action != given::Action::Add || !given.entry.is_empty();
    if let Some(given) = given.iter().find(changes) {
        return Err(format!(
            "{}:{}: a shipped row only adds; leave action and entry out",
            file.display(),
            given.line
        )
        .into());
    }
    Ok(given.into_iter().map(|given| given.row).collect())
}

/// What the word lists know of words that may be names: common ones, given names, surnames.
fn words(folder: &Path) -> Result<BTreeMap<String, ambiguity::Known>> {
    let mut words: BTreeMap<String, ambiguity::Known> = BTreeMap::new();
    for file in ["common", "given_names", "surnames"] {
        let mut reader = csv::Reader::from_path(folder.join(file).with_extension("csv"))?;
        for record in reader.records() {
            let record = record?;
            let known = words.entry(record.get(0).unwrap_or("").to_string()).or_default();
            match file {
                "common" => known.common = true,
                "surnames" => known.surname = true,
                _ => known.given = true,
            }
        }
    }
    Ok(words)
}

/// The surname of a person by several words, and its other spellings among the aliases.
fn surnames(row: &Row) -> impl Iterator<Item = String> {
    let last = |form: &str| form.rsplit_once(' ').map(|(_, last)| last.to_lowercase());
    let own = last(&row.name).unwrap_or_default();
    // As many letters alike as make a surname: "Zelensky" of Zelenskyy.
    let start: String = own.chars().take(own.chars().count().div_ceil(2).max(4)).collect();
    let alike = move |other: &String| other.starts_with(&start);
    row.forms()
        .filter(|form| !form.contains(" of "))
        .filter_map(last)
        .filter(alike)
        .collect::<Vec<_>>()
        .into_iter()
}

fn known(rows: &[Row]) -> Known {
    let mut known = Known { places: BTreeSet::new(), towns: BTreeSet::new(), surnames: BTreeSet::new() };
    for row in rows {
        let large = matches!(row.subtype.as_str(), "country" | "capital")
            || row.subtype == "city" && row.weight >= 600;
        if row.kind == "place" && large {
            known.places.extend(row.forms().filter(|form| !form.contains(' ')).map(str::to_lowercase));
        }
        if row.kind == "place" && !row.name.contains(' ') {
            known.towns.insert(fold(&row.name));
        }
        if row.kind == "person" && row.source == "hand" && row.name.contains(' ') {
            known.surnames.extend(surnames(row));
        }
    }
    known
}
