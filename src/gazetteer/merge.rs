//! Several lists to one: rows of the same entity become one row, and every row gets an id of its own.
//!
//! The program's build merges what is shipped with this; so does the program when it is told to read
//! the lists from a folder instead.

use std::collections::{BTreeMap, BTreeSet};

use super::row::{Row, fold};

/// What `source` says of rows written by hand.
pub(crate) const HAND: &str = "hand";

/// One row an entity: rows of one kind, name and country that several lists hold become one, the
/// hand-written first; a city apart from a state of the same name. Ids that still collide get the
/// country, then a number. The rows are sorted by id.
pub(crate) fn merge(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_cached_key(|row| (row.source != HAND, std::cmp::Reverse(row.weight)));
    let mut merged: Vec<Row> = Vec::new();
    let mut seen: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for row in rows {
        let sort = if row.kind == "place" { row.subtype.clone() } else { row.kind.clone() };
        let country = if row.kind == "person" { String::new() } else { row.country.clone() };
        let key = (sort, fold(&row.name), country);
        if let Some(kept) = seen.get(&key).and_then(|&at| merged.get_mut(at)) {
            kept.absorb(&row);
        } else {
            seen.insert(key, merged.len());
            merged.push(row);
        }
    }
    let mut ids = BTreeSet::new();
    for row in &mut merged {
        if row.id.is_empty() {
            row.id = row.made_id();
        }
        row.id = free_id(row, |id| ids.contains(id));
        ids.insert(row.id.clone());
    }
    merged.sort_by(|a, b| a.id.cmp(&b.id));
    merged
}

/// The row's id, or else with its country, or else with the first number that is free.
pub(crate) fn free_id(row: &Row, is_taken: impl Fn(&str) -> bool) -> String {
    let country = format!("{}-{}", row.id, row.country.to_lowercase());
    let numbered = (2..).map(|n| format!("{}-{n}", row.id));
    [row.id.clone(), country].into_iter().chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}
