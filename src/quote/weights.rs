//! What each feature of a proposed statement weighs, and what they add up to.
//!
//! Facts enter, a score in hundredths leaves. The weights stand in `rules/quotes/weights.csv`; what a
//! feature is made of is [`super::evidence`]'s affair.

use super::evidence::{DIMS, Dim, FEATURES, Facts, Names};
use crate::error::{Error, Place, Result};

/// The weights of the features, for statements alone and for beliefs too: a table of hashed keys, because
/// every proposal asks it for every feature.
#[derive(Debug, Default)]
pub(super) struct Weights {
    /// Each row stands at the hash of its key or in the next free place behind it; at least half are free.
    places: Vec<(u64, [i16; 2])>,
    some: Sieve,
}

/// One bit for each of the lower halves of hashes: set if some row has it. Most features weigh nothing, and
/// this is small enough to be asked first.
#[derive(Debug)]
struct Sieve(Box<[u64; 1 << 10]>);

impl Default for Sieve {
    fn default() -> Self {
        Self(Box::new([0; 1 << 10]))
    }
}

impl Sieve {
    fn add(&mut self, hash: usize) {
        self.0[hash >> 6 & 0x3FF] |= 1 << (hash & 63);
    }

    fn may_hold(&self, hash: usize) -> bool {
        self.0[hash >> 6 & 0x3FF] & 1 << (hash & 63) != 0
    }
}

/// The key of a free place. No feature has it: a key's highest bit is never set.
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
                hundredths(cell).ok_or_else(|| Error::at(place(), format!("'{cell}' is no weight")))
            };
            rows.push((key, [weight(1)?, weight(2)?]));
        }
        Ok(Self::of(&rows))
    }

    fn of(rows: &[(u64, [i16; 2])]) -> Self {
        let places = vec![(FREE, [0; 2]); (2 * rows.len() + 1).next_power_of_two()];
        let mut weights = Self { places, some: Sieve::default() };
        for row in rows {
            let at = weights.place(row.0);
            weights.places[at] = *row;
            weights.some.add(hash(row.0));
        }
        weights
    }

    /// Where a key stands, or the free place where it would.
    fn place(&self, key: u64) -> usize {
        let last = self.places.len() - 1;
        let mut at = hash(key) & last;
        while self.places[at].0 != key && self.places[at].0 != FREE {
            at = (at + 1) & last;
        }
        at
    }

    fn weight(&self, key: u64, beliefs: bool) -> i32 {
        if !self.some.may_hold(hash(key)) {
            return 0;
        }
        i32::from(self.places[self.place(key)].1[usize::from(beliefs)])
    }

    /// What the features add up to that know nothing of the content: the same for all proposals that a rule
    /// makes of one cue.
    pub(super) fn around(&self, facts: &Facts, beliefs: bool) -> i32 {
        AROUND.iter().map(|dims| self.weight(facts.key(*dims), beliefs)).sum()
    }

    /// What the features add up to that know of the content.
    pub(super) fn content(&self, facts: &Facts, beliefs: bool) -> i32 {
        CONTENT.iter().map(|dims| self.weight(facts.key(*dims), beliefs)).sum()
    }
}

/// The logistic curve of a score in hundredths.
pub(super) fn confidence(score: i32) -> f32 {
    1.0 / (1.0 + (-score as f32 / 100.0).exp())
}

fn hash(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

/// A weight of at most two decimals, in hundredths: whole numbers add up to the same in any order.
fn hundredths(cell: &str) -> Option<i16> {
    let hundredths = cell.parse::<f32>().ok()? * 100.0;
    let whole = hundredths.round();
    ((hundredths - whole).abs() < 0.01 && whole.abs() < f32::from(i16::MAX)).then_some(whole as i16)
}

/// The dimensions that a proposal's content decides.
const OF_CONTENT: &[Dim] = &[
    Dim::First,
    Dim::Second,
    Dim::Last,
    Dim::End,
    Dim::Beyond,
    Dim::Ending,
    Dim::Joint,
    Dim::Cut,
    Dim::Length,
    Dim::Quoted,
    Dim::Finite,
    Dim::Commas,
    Dim::Pieces,
    Dim::Distance,
];

/// The features without one of them.
const AROUND: [[u8; 3]; FEATURES.len() - OF_CONTENT_FEATURES] = part(false);
/// The features with one.
const CONTENT: [[u8; 3]; OF_CONTENT_FEATURES] = part(true);

const OF_CONTENT_FEATURES: usize = {
    let (mut count, mut at) = (0, 0);
    while at < FEATURES.len() {
        count += knows_content(FEATURES[at]) as usize;
        at += 1;
    }
    count
};

/// The features with or without a dimension of the content, in their order, each as three dimensions of which
/// the first may stand for none.
const fn part<const N: usize>(content: bool) -> [[u8; 3]; N] {
    let (mut parted, mut count, mut at) = ([[DIMS.len() as u8; 3]; N], 0, 0);
    while at < FEATURES.len() {
        let dims = FEATURES[at];
        if knows_content(dims) == content {
            let mut of = 0;
            while of < dims.len() {
                parted[count][3 - dims.len() + of] = dims[of] as u8;
                of += 1;
            }
            count += 1;
        }
        at += 1;
    }
    parted
}

const fn knows_content(dims: &[Dim]) -> bool {
    let mut at = 0;
    while at < dims.len() {
        let mut of = 0;
        while of < OF_CONTENT.len() {
            if dims[at] as u8 == OF_CONTENT[of] as u8 {
                return true;
            }
            of += 1;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_has_two_decimals_at_most() {
        assert_eq!(hundredths("-1.6"), Some(-160));
        assert_eq!(hundredths("0.25"), Some(25));
        for cell in ["0.125", "much", "", "NaN", "1e9"] {
            assert_eq!(hundredths(cell), None, "{cell}");
        }
    }

    #[test]
    fn every_feature_is_summed_once() {
        let all = AROUND.iter().chain(&CONTENT);
        let mut summed: Vec<Vec<u8>> = all
            .map(|dims| dims.iter().copied().filter(|dim| usize::from(*dim) < DIMS.len()).collect())
            .collect();
        let mut listed: Vec<Vec<u8>> =
            FEATURES.iter().map(|dims| dims.iter().map(|dim| *dim as u8).collect()).collect();
        summed.sort();
        listed.sort();
        assert_eq!(summed, listed);
    }
}
