//! What a pattern cannot match without.
//!
//! The tree of a pattern comes in, sets of symbols come out, of each of which a string must hold
//! one. Most rules are ruled out by that for most sentences, before any automaton runs. It is no more than
//! a sieve: what it lets through need not match.

use super::expression::{Expression, Kind, Part, Symbols};

/// A set with more symbols than this is in nearly every string and not worth a question.
const TELLING: u32 = 24;

/// The needs of a pattern.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// Of each of these sets a string must hold a symbol.
    anywhere: Vec<Symbols>,
    /// The same before and after a symbol that a part of the pattern reads.
    around: Vec<Around>,
}

#[derive(Debug)]
struct Around {
    pivot: Symbols,
    before: Vec<Symbols>,
    after: Vec<Symbols>,
}

impl Needs {
    pub(super) fn of(pattern: &Expression) -> Self {
        let Kind::Sequence(parts) = &pattern.kind else {
            return Self { anywhere: once(pattern.needs.clone()), around: Vec::new() };
        };
        let each: Vec<&[Symbols]> = parts.iter().map(|part| part.needs.as_slice()).collect();
        let mut around: Vec<Around> = Vec::new();
        for (at, here) in each.iter().enumerate() {
            for pivot in here.iter().filter(|set| set.is_power_of_two()) {
                if around.iter().all(|known| known.pivot != *pivot) {
                    let (before, after) = (each[..at].concat(), each[at + 1..].concat());
                    around.push(Around { pivot: *pivot, before: once(before), after: once(after) });
                }
            }
        }
        Self { anywhere: once(each.concat()), around }
    }

    /// What a string with this pivot needs, the most telling first; 0 stands for a string without one.
    pub(super) fn around(&self, pivot: Symbols) -> Vec<Need> {
        let need = |side: usize| move |symbols: &Symbols| Need { side, symbols: *symbols };
        let around = self.around.iter().filter(|around| around.pivot == pivot);
        let sides = around.flat_map(|around| {
            around.after.iter().map(need(AFTER)).chain(around.before.iter().map(need(BEFORE)))
        });
        let mut needs: Vec<Need> = sides.collect();
        let told =
            |set: &&Symbols| **set & pivot == 0 && needs.iter().all(|known| known.symbols & !**set != 0);
        let others: Vec<Need> = self.anywhere.iter().filter(told).map(need(ANYWHERE)).collect();
        needs.extend(others);
        needs
    }
}

const ANYWHERE: usize = 0;
pub(super) const BEFORE: usize = 1;
pub(super) const AFTER: usize = 2;

/// Symbols of which one must stand on a side of the pivot, or anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Need {
    side: usize,
    symbols: Symbols,
}

impl Need {
    /// The symbols that meet it on a side of the pivot.
    pub(super) fn on(self, side: usize) -> Symbols {
        if self.side == ANYWHERE || self.side == side { self.symbols } else { 0 }
    }
}

/// Sets of symbols of each of which every match of a pattern holds one, given those of its parts.
pub(super) fn of(kind: &Kind) -> Vec<Symbols> {
    match kind {
        Kind::Read(symbols) if symbols.count_ones() <= TELLING => vec![*symbols],
        Kind::Keep(_, part) => part.needs.clone(),
        Kind::Repeat(part, times) if !times.or_none => part.needs.clone(),
        Kind::Sequence(parts) => {
            let mut all: Vec<Symbols> = Vec::new();
            for set in parts.iter().flat_map(|part| &part.needs) {
                if !all.contains(set) {
                    all.push(*set);
                }
            }
            all
        }
        Kind::Either(parts) => common(parts),
        _ => Vec::new(),
    }
}

/// What holds of every branch: the needs that all share, and one of the most telling of each.
fn common(branches: &[Part]) -> Vec<Symbols> {
    let Some((first, others)) = branches.split_first() else { return Vec::new() };
    let all_need = |set: &Symbols| others.iter().all(|other| other.needs.contains(set));
    let mut shared: Vec<Symbols> = first.needs.iter().copied().filter(all_need).collect();
    let telling = |branch: &Part| branch.needs.iter().copied().min_by_key(|set| set.count_ones());
    if let Some(sets) = branches.iter().map(telling).collect::<Option<Vec<_>>>() {
        shared.push(sets.into_iter().fold(0, |all, set| all | set));
    }
    shared
}

/// Each set once, without those that a smaller one implies.
fn once(needs: Vec<Symbols>) -> Vec<Symbols> {
    let mut kept: Vec<Symbols> = Vec::new();
    let mut needs = needs;
    needs.sort_unstable_by_key(|set| (set.count_ones(), *set));
    for set in needs {
        if set.count_ones() <= TELLING && kept.iter().all(|smaller| smaller & set != *smaller) {
            kept.push(set);
        }
    }
    kept
}
