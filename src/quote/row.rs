//! A row of a file of weights, its facts known by number.
//!
//! What is written enters with the names of rules, cues and symbols; the feature that a row weighs and its values
//! leave. What is done with a weight is not known here.

use rustc_hash::FxHashMap;

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
    /// In hundredths.
    pub(super) weight: i16,
}

impl Row {
    /// What a feature weighs that is made of some of these facts.
    #[cfg(test)]
    pub(super) fn new(feature: usize, facts: &Facts, weight: i16) -> Self {
        let value = |dim: &Dim| facts.value(*dim as u8) as u16;
        let values = std::array::from_fn(|at| FEATURES[feature].get(at).map_or(0, value));
        Self { feature, values, weight }
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

/// The rows of a file, with what they weigh for statements alone, or for beliefs too. Fails at the first that holds a
/// fact or a feature which is none.
pub(super) fn rows(file: &str, written: &Written<'_>, names: &Names<'_>, beliefs: bool) -> Result<Vec<Row>> {
    let features: FxHashMap<u32, usize> = CODES.iter().copied().zip(0..).collect();
    let facts: Vec<_> = written.facts.iter().map(|fact| names.fact(fact)).collect();
    let fact = |number: usize| facts.get(number).cloned().unwrap_or_else(|| Err(String::new()));
    let row = |line: &Line| {
        let (mut dims, mut values, mut count) = ([Dim::Rule; MOST], [0; MOST], 0);
        for number in line.facts() {
            (dims[count], values[count]) = fact(number)?;
            count += 1;
        }
        let feature = features.get(&code(&dims[..count])).copied();
        let feature = feature.ok_or_else(|| {
            let facts: Vec<&str> = line.facts().filter_map(|fact| written.facts.get(fact).copied()).collect();
            format!("'{}' is no feature: see `sayso evidence`", facts.join(" "))
        })?;
        Ok(Row { feature, values, weight: line.weights[usize::from(beliefs)] })
    };
    let mut rows = Vec::with_capacity(written.rows.len());
    for line in &written.rows {
        let fault = |message: String| Error::at(Place::line(file, u64::from(line.number)), message);
        rows.push(row(line).map_err(fault)?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_row_weighs_what_its_column_says() {
        let names = Names::new(Vec::new(), std::iter::empty(), Lexicon::embedded().unwrap());
        let written = Written::read("w.csv", "feature,statement,all\ncue=say,2,-0.25\n").unwrap();
        let weight = |beliefs| rows("w.csv", &written, &names, beliefs).unwrap()[0].weight;
        assert_eq!([false, true].map(weight), [200, -25]);
    }

    #[test]
    fn a_fact_that_is_none_is_told_with_its_line() {
        let names = Names::new(Vec::new(), std::iter::empty(), Lexicon::embedded().unwrap());
        let written = Written::read("w.csv", "feature,statement,all\ncue=say,1,1\ncue=sail_by_night,1,1\n");
        let fault = rows("w.csv", &written.unwrap(), &names, false).unwrap_err().to_string();
        assert_eq!(fault, "w.csv:3: no cue 'sail_by_night'");
    }
}
