//! Names held against their gold.

use std::collections::BTreeSet;

use crate::compare::pairing::{self, Candidate};
use crate::mention::Kind;

use super::fault::{FALSE_ALARM, Fault, MISSED};
use super::{ALL, Gold, Name, Rate, Scores};

/// The kind of a name of the gold; `None` for what the tables do not hold.
fn kind(name: &str) -> Option<&'static str> {
    let kind = match name {
        "PER" => Some(Kind::Person),
        "LOC" => Some(Kind::Place),
        "ORG" => Some(Kind::Organisation),
        _ => Kind::ALL.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind),
    };
    kind.map(Kind::name)
}

type Placed = (usize, usize, &'static str);

fn placed(names: &[Name]) -> BTreeSet<Placed> {
    names.iter().filter_map(|name| Some((name.start, name.end, kind(&name.kind)?))).collect()
}

/// Scores the names of one document: `strict` (place and kind equal), `untyped` (place equal), `relaxed`
/// (kind equal, and a character in common, each name in one pair).
pub fn names(gold: &Gold, found: &[Name]) -> (Scores, Vec<Fault>) {
    let (wanted, found) = (placed(gold.entities.as_deref().unwrap_or(&[])), placed(found));
    let mut scores = Scores::default();
    for &(_, name) in Kind::ALL {
        let of = |names: &BTreeSet<Placed>| -> Vec<Placed> {
            names.iter().filter(|(_, _, kind)| *kind == name).copied().collect()
        };
        let (a, b) = (of(&wanted), of(&found));
        let strict = a.iter().filter(|name| found.contains(*name)).count();
        add(&mut scores, "strict", name, strict, b.len(), a.len());
        add(&mut scores, "relaxed", name, overlapping(&a, &b), b.len(), a.len());
    }
    let places = |names: &BTreeSet<Placed>| -> BTreeSet<(usize, usize)> {
        names.iter().map(|(start, end, _)| (*start, *end)).collect()
    };
    let untyped = places(&wanted).intersection(&places(&found)).count();
    scores.add("untyped", ALL, rate(untyped, found.len(), wanted.len()));
    let missed = wanted.difference(&found).map(|name| fault(gold, MISSED, name, &found));
    let alarms = found.difference(&wanted).map(|name| fault(gold, FALSE_ALARM, name, &wanted));
    let mut faults: Vec<Fault> = missed.chain(alarms).collect();
    faults.sort_by_key(|fault| (fault.start_char, fault.end_char));
    (scores, faults)
}

fn rate(right: usize, found: usize, gold: usize) -> Rate {
    let [right, found, gold] = [right, found, gold].map(|count| count as f64);
    Rate { found_right: right, found, gold_found: right, gold }
}

fn add(
    scores: &mut Scores,
    measure: &'static str,
    kind: &'static str,
    right: usize,
    found: usize,
    gold: usize,
) {
    scores.add(measure, kind, rate(right, found, gold));
    scores.add(measure, ALL, rate(right, found, gold));
}

fn overlapping(gold: &[Placed], found: &[Placed]) -> usize {
    let shared = |a: &Placed, b: &Placed| a.1.min(b.1).saturating_sub(a.0.max(b.0));
    let mut candidates = Vec::new();
    for (old, a) in gold.iter().enumerate() {
        for (new, b) in found.iter().enumerate().filter(|(_, b)| shared(a, b) > 0) {
            candidates.push(Candidate { old, new, weight: shared(a, b) as f64 });
        }
    }
    pairing::best(&candidates).len()
}

/// A fault, with what stands at the same place on the other side.
fn fault(gold: &Gold, error: &'static str, name: &Placed, others: &BTreeSet<Placed>) -> Fault {
    let words =
        |&(start, end, _): &Placed| -> String { gold.text.chars().skip(start).take(end - start).collect() };
    let near = others.iter().filter(|other| other.0 < name.1 && other.1 > name.0);
    let near: Vec<String> = near.map(|other| format!("{} ({})", words(other), other.2)).collect();
    let (wanted, found) =
        if error == MISSED { (String::new(), near.join("; ")) } else { (near.join("; "), String::new()) };
    Fault {
        error,
        kind: name.2,
        doc_id: gold.id.clone(),
        start_char: name.0 as u64,
        end_char: name.1 as u64,
        text: words(name),
        gold: wanted,
        found,
    }
}
