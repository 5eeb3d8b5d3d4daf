//! A row of a file of weights, its facts known by number.
//!
//! What is written enters with the names of rules, cues and symbols; the feature that a row weighs and its values
//! leave. What is done with a weight is not known here.

use super::evidence::{Dim, Facts, Names};
use super::feature::{CODES, FEATURES, code};
use super::written::{Line, MOST, Written};
use crate::error::{Error, Place, Result};

/// What a feature weighs for some of its values.
#[derive(Debug)]
pub(super) struct Row {
    /// Its number among the features.
    pub(super) feature: usize,
    /// The values of the feature's dimensions.
    values: [u16; MOST],
    /// In hundredths: for statements alone, and for beliefs too.
    pub(super) weights: [i16; 2],
}

impl Row {
    /// What a feature weighs that is made of some of these facts.
    #[cfg(test)]
    pub(super) fn new(feature: usize, facts: &Facts, weights: [i16; 2]) -> Self {
        let value = |dim: &Dim| facts.value(*dim as u8) as u16;
        let values = std::array::from_fn(|at| FEATURES[feature].get(at).map_or(0, value));
        Self { feature, values, weights }
    }

    /// The facts that its feature is made of.
    pub(super) fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        for (dim, value) in FEATURES[self.feature].iter().zip(self.values) {
            facts.set(*dim, value);
        }
        facts
    }
}

/// The rows of a file. Fails at the first that holds a fact or a feature which is none.
pub(super) fn rows(file: &str, written: &Written<'_>, names: &Names<'_>) -> Result<Vec<Row>> {
    let facts: Vec<_> = written.facts.iter().map(|fact| names.fact(fact)).collect();
    let fact = |number: usize| facts.get(number).cloned().unwrap_or_else(|| Err(String::new()));
    let row = |line: &Line| {
        let (mut dims, mut values, mut count) = ([Dim::Rule; MOST], [0; MOST], 0);
        for number in line.facts() {
            (dims[count], values[count]) = fact(number)?;
            count += 1;
        }
        let code = code(&dims[..count]);
        let feature = CODES.iter().position(|known| *known == code);
        let feature = feature.ok_or_else(|| {
            let facts: Vec<&str> = line.facts().filter_map(|fact| written.facts.get(fact).copied()).collect();
            format!("'{}' is no feature: see `sayso evidence`", facts.join(" "))
        })?;
        Ok(Row { feature, values, weights: line.weights })
    };
    let rows = written.rows.iter().map(|line| {
        row(line).map_err(|message: String| Error::at(Place::line(file, u64::from(line.number)), message))
    });
    rows.collect()
}
