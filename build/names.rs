//! Name lists to one layer of the gazetteer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Result;

#[path = "../src/gazetteer/layer.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only compiles layers")]
mod layer;
#[path = "../src/gazetteer/row.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only reads rows")]
mod row;

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
            let text = std::fs::read_to_string(&file)?;
            let source = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
            let read = row::read(&text, source);
            rows.extend(read.map_err(|f| format!("{}:{}: {}", file.display(), f.line, f.message))?);
        }
    }
    let rows = merge(rows);
    let compiled = layer::compile(&rows, false)?;
    std::fs::write(out.join("names.fst"), compiled.forms)?;
    std::fs::write(out.join("names.postings"), compiled.postings)?;
    std::fs::write(out.join("names.rows"), compiled.rows)?;
    std::fs::write(out.join("names.starts"), compiled.starts)?;
    Ok(known(&rows))
}

/// One row an entity: rows of one kind, name and country that several lists hold become one, the
/// hand-written first; a city apart from a state of the same name. Ids that still collide get the
/// country, then a number.
fn merge(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_cached_key(|r| (r.source != "hand", std::cmp::Reverse(r.weight)));
    let mut merged: Vec<Row> = Vec::new();
    let mut seen: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for row in rows {
        let sort = if row.kind == "place" { row.subtype.clone() } else { row.kind.clone() };
        let key = (
            sort,
            row::fold(&row.name),
            if row.kind == "person" { String::new() } else { row.country.clone() },
        );
        if let Some(&at) = seen.get(&key) {
            absorb(&mut merged[at], &row);
        } else {
            seen.insert(key, merged.len());
            merged.push(row);
        }
    }
    let mut ids = BTreeSet::new();
    for row in &mut merged {
        let country = format!("{}-{}", row.id, row.country.to_lowercase());
        let numbered = (2..).map(|n| format!("{}-{n}", row.id));
        let free = [row.id.clone(), country].into_iter().chain(numbered).find(|id| !ids.contains(id));
        row.id = free.unwrap_or_default();
        ids.insert(row.id.clone());
    }
    merged.sort_by(|a, b| a.id.cmp(&b.id));
    merged
}

fn absorb(kept: &mut Row, other: &Row) {
    let mut aliases: Vec<&str> = kept.aliases.split('|').filter(|a| !a.is_empty()).collect();
    for alias in other.forms() {
        if alias != kept.name && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    kept.aliases = aliases.join("|");
    for (mine, theirs) in [
        (&mut kept.country, &other.country),
        (&mut kept.sex, &other.sex),
        (&mut kept.role, &other.role),
        (&mut kept.external_ids, &other.external_ids),
    ] {
        if mine.is_empty() {
            mine.clone_from(theirs);
        }
    }
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
            known.surnames.extend(row.name.rsplit(' ').next().map(str::to_lowercase));
        }
    }
    known
}
