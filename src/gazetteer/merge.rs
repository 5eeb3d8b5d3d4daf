//! Several lists to one: rows of the same entity become one row, and every row gets an id of its own.
//!
//! The program's build merges what is shipped with this; so does the program when it is told to read
//! the lists from a folder instead.

use std::collections::{BTreeMap, BTreeSet};

use super::row::{Row, fold};

/// What `source` says of rows written by hand.
pub(crate) const HAND: &str = "hand";

/// One row an entity: rows of one kind, name and country that several lists hold become one, the
/// hand-written first; a city apart from a state of the same name, and from a city in another region. A person or organisation of a
/// package that one hand-written entry knows as an alias is that entry. Ids that still collide get the
/// country, then a number. The rows are sorted by id.
pub(crate) fn merge(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_cached_key(|row| (row.source != HAND, std::cmp::Reverse(row.weight)));
    let mut merged: Vec<Row> = Vec::new();
    let mut seen: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let mut known: Option<Aliases> = None;
    for row in rows {
        let sort = if row.kind == "place" { row.subtype.clone() } else { row.kind.clone() };
        let country = if row.kind == "person" { String::new() } else { row.country.clone() };
        let key = (sort, fold(&row.name), country);
        let elsewhere = |at: &usize| merged.get(*at).is_some_and(|kept| lies_elsewhere(kept, &row));
        let by_name = seen.get(&key).copied().filter(|at| !elsewhere(at));
        let at = by_name.or_else(|| {
            let known = (row.source != HAND).then(|| known.get_or_insert_with(|| aliases(&merged)))?;
            let at = known.get(&(row.kind.clone(), fold(&row.name))).copied().flatten()?;
            merged.get(at).filter(|kept| fits(kept, &row)).map(|_| at)
        });
        if let Some(kept) = at.and_then(|at| merged.get_mut(at)) {
            kept.absorb(&row);
        } else {
            seen.entry(key).or_insert(merged.len());
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

/// By kind and alias the one hand-written row that has it; `None` where several have.
type Aliases = BTreeMap<(String, String), Option<usize>>;

/// The aliases of hand-written people and organisations, where no such entry bears one as its name.
fn aliases(rows: &[Row]) -> Aliases {
    let mut all = Aliases::new();
    let by_hand = || rows.iter().enumerate().filter(|(_, row)| row.source == HAND && row.kind != "place");
    for (at, row) in by_hand() {
        for alias in row.forms().skip(1) {
            let one = all.entry((row.kind.clone(), fold(alias))).or_insert(Some(at));
            *one = one.filter(|known| *known == at);
        }
    }
    for (_, row) in by_hand() {
        all.remove(&(row.kind.clone(), fold(&row.name)));
    }
    all
}

/// Whether a row of a package may be that of a hand-written entry: organisations of one name are many,
/// so their country must be known and the same.
fn fits(kept: &Row, row: &Row) -> bool {
    let unknown = row.kind == "person" && (kept.country.is_empty() || row.country.is_empty());
    unknown || !row.country.is_empty() && kept.country == row.country
}

/// Whether two rows of one name and country are known to lie in different regions.
fn lies_elsewhere(kept: &Row, row: &Row) -> bool {
    kept.region().zip(row.region()).is_some_and(|(one, other)| one != other)
}

/// The row's id, or else with its country, or with its region, or else with the first number that is free.
pub(crate) fn free_id(row: &Row, is_taken: impl Fn(&str) -> bool) -> String {
    let country = format!("{}-{}", row.id, row.country.to_lowercase());
    let region = row.region().map(|region| format!("{}-{}", row.id, region.to_lowercase()));
    let numbered = (2..).map(|n| format!("{}-{n}", row.id));
    let plain = [row.id.clone(), country].into_iter().chain(region);
    plain.chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}
