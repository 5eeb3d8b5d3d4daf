//! A file of weights as it is written: `rule=that cue=say,-0.5,1.25`.
//!
//! Its text enters, its rows leave, each with the number of its feature; what is done with a weight is not known
//! here.

use super::evidence::{Dim, Facts, Names, cut};
use super::feature::{CODES, FEATURES, MOST, code};
use crate::error::{Error, Place, Result};

/// A row of the file.
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

/// The rows of a file: `feature,statement,all`, a header and then rows without quotation marks. Lines that begin
/// with `#` say how it was made.
pub(super) fn rows(file: &str, csv: &str, names: &Names<'_>) -> Result<Vec<Row>> {
    let lines = (1..).zip(csv.lines()).filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let mut features = FeatureReader { names, first: String::new(), fact: (Dim::Rule, 0) };
    let mut row = |line: &str| {
        let (feature, weights) = cut(line, b',').unwrap_or((line, ""));
        let (statement, all) = cut(weights, b',').unwrap_or((weights, ""));
        let (feature, values) = features.read(feature)?;
        let weight = |cell| hundredths(cell).ok_or_else(|| format!("'{cell}' is no weight"));
        Ok(Row { feature, values, weights: [weight(statement)?, weight(all)?] })
    };
    let rows = lines.skip(1).map(|(number, line)| {
        row(line).map_err(|message: String| Error::at(Place::line(file, number), message))
    });
    rows.collect()
}

/// A weight of at most two decimals, in hundredths: whole numbers add up to the same in any order. No weight is
/// so large that those of one cell could add up to more than it holds.
fn hundredths(cell: &str) -> Option<i16> {
    let (sign, digits) = cell.strip_prefix('-').map_or((1, cell), |digits| (-1, digits));
    let (mut size, mut decimals) = (0_i16, None);
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                size = size.checked_mul(10)?.checked_add(i16::from(byte - b'0'))?;
                decimals = decimals.map(|count| count + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    let missing = 2_u32.checked_sub(decimals.unwrap_or(0))?;
    let size = size.checked_mul(10_i16.pow(missing))?;
    (size < LARGEST && digits.starts_with(|c: char| c.is_ascii_digit())).then_some(sign * size)
}

/// A cell adds up eight weights at most: those of one feature of three facts and of all made of some of them.
const LARGEST: i16 = i16::MAX / 8;

/// Reads features by name. A file of weights is sorted: the first fact of a feature is nearly always that
/// of the feature before, and is looked up once.
#[derive(Debug)]
struct FeatureReader<'n> {
    names: &'n Names<'n>,
    first: String,
    fact: (Dim, u16),
}

impl FeatureReader<'_> {
    /// The number of a feature among [`FEATURES`], and the values of its dimensions.
    fn read(&mut self, written: &str) -> std::result::Result<(usize, [u16; MOST]), String> {
        let (mut dims, mut values, mut count) = ([Dim::Rule; MOST], [0; MOST], 0);
        for part in written.split_ascii_whitespace() {
            let fact = if count == 0 { self.first(part)? } else { self.names.fact(part)? };
            let place = dims.get_mut(count).zip(values.get_mut(count));
            let (dim, value) = place.ok_or_else(|| format!("'{written}' has more than {MOST} facts"))?;
            (*dim, *value) = fact;
            count += 1;
        }
        let code = code(&dims[..count]);
        let feature = CODES.iter().position(|known| *known == code);
        let feature = feature.ok_or_else(|| format!("'{written}' is no feature: see `sayso evidence`"))?;
        Ok((feature, values))
    }

    fn first(&mut self, part: &str) -> std::result::Result<(Dim, u16), String> {
        if self.first != part {
            self.fact = self.names.fact(part)?;
            part.clone_into(&mut self.first);
        }
        Ok(self.fact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_has_two_decimals_at_most() {
        assert_eq!(hundredths("-1.6"), Some(-160));
        assert_eq!(hundredths("0.25"), Some(25));
        for cell in ["0.125", "much", "", "NaN", "1e9", "-", ".5", "1.-", "+1", "1.2.", "50", "999"] {
            assert_eq!(hundredths(cell), None, "{cell}");
        }
    }
}
