//! What is asked of a comparison, and what it came to.
//!
//! Choices enter, counts leave. Which rows differ is found elsewhere.

use std::collections::BTreeMap;

use super::cause::{Cause, Causes};
use super::change::Change;
use super::row::Sheet;

/// Which changes decide over success, and how many may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// The changes, in one table or in any.
    pub fail_on: Vec<(Option<Sheet>, Change)>,
    /// The share of a table's old rows that they may reach, from 0 to 1.
    pub allow: f64,
}

/// What is to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The tables.
    pub sheets: Vec<Sheet>,
    /// Columns to leave out of account.
    pub ignored: Vec<String>,
    /// One document alone.
    pub document: Option<String>,
    /// By how much confidence may change without being told.
    pub step: f32,
    /// Whether quiet changes are told too.
    pub all: bool,
    /// What decides over success, if not any difference.
    pub gate: Option<Gate>,
}

/// What a comparison came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// How many rows each table has in the old run and in the new one.
    pub rows: BTreeMap<Sheet, (u64, u64)>,
    /// How many events there were.
    pub events: BTreeMap<(Sheet, Change), u64>,
    /// How many events each set of causes stands behind.
    pub causes: BTreeMap<Causes, u64>,
    /// How many rows have a change that the gate is to look for.
    pub gated: BTreeMap<Sheet, u64>,
    /// How many rows differ in confidence by no more than may be, and in nothing else.
    pub within_step: u64,
}

impl Tally {
    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        self.events.is_empty()
    }

    /// How many events nobody can account for.
    pub fn faults(&self) -> u64 {
        self.causes.iter().filter(|(causes, _)| causes.has(Cause::None)).map(|(_, count)| count).sum()
    }

    /// The share of a table's old rows that the gate is to look for.
    pub fn share(&self, sheet: Sheet) -> f64 {
        let gated = self.gated.get(&sheet).copied().unwrap_or(0);
        let rows = self.rows.get(&sheet).map_or(0, |(old, _)| *old);
        if gated == 0 { 0.0 } else { gated as f64 / rows.max(1) as f64 }
    }

    /// Whether a gate lets this pass.
    pub fn passes(&self, gate: &Gate) -> bool {
        self.gated.keys().all(|sheet| self.share(*sheet) <= gate.allow)
    }
}
