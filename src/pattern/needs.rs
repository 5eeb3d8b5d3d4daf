//! What a pattern cannot match without.
//!
//! The tree of a pattern comes in, sets of symbols come out, of each of which a string must hold
//! one. Most rules are ruled out by that for most sentences, before any automaton runs. It is no more than
//! a sieve: what it lets through need not match.

use super::expression::{Expression, Kind, Part, Symbols, bit};

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

    /// Whether a string with these symbols may match.
    pub(super) fn are_met(&self, present: &Present) -> bool {
        let met = |needs: &[Symbols], symbols: Symbols| needs.iter().all(|set| set & symbols != 0);
        let around = self.around.iter().find(|around| around.pivot == present.pivot);
        met(&self.anywhere, present.all)
            && around
                .is_none_or(|around| met(&around.before, present.before) && met(&around.after, present.after))
    }
}

/// The symbols of a string: all of them, and those on either side of the one that stands alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Present {
    all: Symbols,
    pivot: Symbols,
    before: Symbols,
    after: Symbols,
}

impl Present {
    pub(super) fn of(symbols: &[u8], pivot: Option<usize>) -> Self {
        let set = |symbols: &[u8]| symbols.iter().fold(0, |all, &symbol| all | bit(symbol));
        let split = pivot.and_then(|at| Some((symbols.get(..at)?, symbols.get(at)?, symbols.get(at + 1..)?)));
        let Some((before, &pivot, after)) = split else {
            return Self { all: set(symbols), pivot: 0, before: 0, after: 0 };
        };
        let (before, pivot, after) = (set(before), bit(pivot), set(after));
        Self { all: before | pivot | after, pivot, before, after }
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
