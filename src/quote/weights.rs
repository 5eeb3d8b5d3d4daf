//! What each feature of a proposed statement weighs, and what they add up to.
//!
//! Facts enter, a score leaves. The weights stand in `rules/quotes/weights.csv`; what a feature is made of
//! is [`super::evidence`]'s affair.

use super::evidence::{DIMS, FEATURES, Facts, Names};
use crate::error::{Error, Place, Result};

/// The weights of the features, for statements alone and for beliefs too: a table of hashed keys, because
/// every proposal asks it for every feature.
#[derive(Debug, Default)]
pub(super) struct Weights {
    /// Each row stands at the hash of its key or in the next free place behind it; at least half are free.
    places: Vec<(u64, [f32; 2])>,
}

/// The key of a free place. No feature has it: a key's highest bits count dimensions, and there are fewer.
const FREE: u64 = u64::MAX;

impl Weights {
    /// Reads `feature,statement,all`. Lines that begin with `#` say how it was made.
    pub(super) fn read(file: &str, csv: &str, names: &Names<'_>) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
        let (mut record, mut keys, mut rows) = (csv::StringRecord::new(), names.keys(), Vec::new());
        while reader.read_record(&mut record).map_err(|e| Error::at(Place::file(file), e.to_string()))? {
            let place = || Place::line(file, record.position().map_or(0, csv::Position::line));
            let key = keys.key(record.get(0).unwrap_or("")).map_err(|message| Error::at(place(), message))?;
            let weight = |column: usize| {
                let cell = record.get(column).unwrap_or("");
                cell.parse().map_err(|_| Error::at(place(), format!("'{cell}' is no weight")))
            };
            rows.push((key, [weight(1)?, weight(2)?]));
        }
        Ok(Self::of(&rows))
    }

    fn of(rows: &[(u64, [f32; 2])]) -> Self {
        let mut weights = Self { places: vec![(FREE, [0.0; 2]); (2 * rows.len() + 1).next_power_of_two()] };
        for row in rows {
            let at = weights.place(row.0);
            weights.places[at] = *row;
        }
        weights
    }

    /// Where a key stands, or the free place where it would.
    fn place(&self, key: u64) -> usize {
        let last = self.places.len() - 1;
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let mut at = hash as usize & last;
        while self.places[at].0 != key && self.places[at].0 != FREE {
            at = (at + 1) & last;
        }
        at
    }

    /// The sum for a candidate. `last` is what was summed before: a rule proposes a statement with several
    /// ends, and most features are those of the end before.
    pub(super) fn sum(&self, facts: &Facts, beliefs: bool, last: &mut Summed) -> f32 {
        let changed = last.changed(facts);
        for ((weight, dims), mask) in last.weights.iter_mut().zip(FEATURES).zip(MASKS) {
            if mask & changed != 0 {
                *weight = self.places[self.place(facts.key(dims))].1[usize::from(beliefs)];
            }
        }
        last.facts = Some(facts.clone());
        last.weights.iter().sum()
    }
}

/// The logistic curve.
pub(super) fn confidence(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The dimensions of each feature, one bit each. The highest bit stands for none: what it tells changes
/// only with the document.
const MASKS: [u64; FEATURES.len()] = {
    let mut masks = [1 << 63; FEATURES.len()];
    let mut at = 0;
    while at < masks.len() {
        let mut of = 0;
        while of < FEATURES[at].len() {
            masks[at] |= 1 << FEATURES[at][of] as u64;
            of += 1;
        }
        at += 1;
    }
    masks
};
const _: () = assert!(DIMS.len() < 63, "a mask has a bit for every dimension, and one more");

/// The candidate that was summed last: its facts, and what each feature weighed.
#[derive(Debug)]
pub(super) struct Summed {
    facts: Option<Facts>,
    weights: [f32; FEATURES.len()],
}

impl Default for Summed {
    fn default() -> Self {
        Self { facts: None, weights: [0.0; FEATURES.len()] }
    }
}

impl Summed {
    /// The dimensions in which other facts differ, one bit each; all where nothing was summed yet.
    fn changed(&self, facts: &Facts) -> u64 {
        let Some(last) = &self.facts else { return u64::MAX };
        let pairs = last.0.iter().zip(&facts.0).enumerate();
        pairs.fold(0, |all, (dim, (one, other))| all | u64::from(one != other) << dim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_sum_does_not_depend_on_what_was_summed_before() {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let book = super::super::Rulebook::embedded(lexicon).expect("the rules are well written");
        let mut last = Summed::default();
        for round in 0..200_u16 {
            let mut facts = Facts::default();
            for (dim, _) in DIMS {
                facts.set(*dim, round / (1 + *dim as u16 % 7) % 5);
            }
            let kept = book.weights.sum(&facts, false, &mut last);
            let anew = book.weights.sum(&facts, false, &mut Summed::default());
            assert_eq!(kept.to_bits(), anew.to_bits(), "round {round}");
        }
    }
}
