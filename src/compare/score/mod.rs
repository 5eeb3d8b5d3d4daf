//! How near a run comes to annotated articles: precision, recall and their harmonic mean, by kind.
//!
//! A line of gold and the rows of the same document enter, counts leave, and what was missed or found
//! wrongly. Pairing is that of the whole module. The shapes of the gold are told in `docs/diff.md`.

mod fault;
mod gold;
mod marks;
mod names;
mod quotes;
mod text;

use std::collections::BTreeMap;
use std::ops::AddAssign;

pub use fault::{FAULTS, Fault};
pub use gold::{Attribution, Gold, Name, Span};
pub use names::names;
pub use quotes::{Subset, quotes};

/// A share of what was found and a share of what was to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rate {
    /// How much of what was found is right.
    pub found_right: f64,
    /// How much was found.
    pub found: f64,
    /// How much of the gold was found.
    pub gold_found: f64,
    /// How much gold there is.
    pub gold: f64,
}

impl Rate {
    /// The share of what was found that is right.
    pub fn precision(&self) -> f64 {
        if self.found > 0.0 { self.found_right / self.found } else { 0.0 }
    }

    /// The share of the gold that was found.
    pub fn recall(&self) -> f64 {
        if self.gold > 0.0 { self.gold_found / self.gold } else { 0.0 }
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

impl AddAssign for Rate {
    fn add_assign(&mut self, other: Self) {
        self.found_right += other.found_right;
        self.found += other.found;
        self.gold_found += other.gold_found;
        self.gold += other.gold;
    }
}

/// Rates by measure and kind, `all` kinds together among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    rates: BTreeMap<(&'static str, &'static str), Rate>,
}

/// All kinds together.
pub const ALL: &str = "all";

impl Scores {
    /// The rate of a measure for a kind.
    pub fn rate(&self, measure: &str, kind: &str) -> Option<&Rate> {
        self.rates.iter().find(|((m, k), _)| *m == measure && *k == kind).map(|(_, rate)| rate)
    }

    /// Adds what one document gave to a measure, for one kind.
    fn add(&mut self, measure: &'static str, kind: &'static str, rate: Rate) {
        *self.rates.entry((measure, kind)).or_default() += rate;
    }

    /// Adds the scores of another document.
    pub fn join(&mut self, other: &Self) {
        for ((measure, kind), rate) in &other.rates {
            self.add(measure, kind, *rate);
        }
    }
}

#[cfg(test)]
mod tests;
