//! A file of weights as it is written: `rule=that cue=say,-0.5,1.25`.
//!
//! Its text enters, its rows leave, each with the numbers of its facts among all facts of the file. The program's
//! own file is read when the program is built. What a fact means is not known here.

use std::collections::HashMap;

use crate::error::{Error, Place, Result};

/// The most facts of a feature.
pub(crate) const MOST: usize = 3;

/// A file of weights.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written<'w> {
    /// Every fact once, as it is written: `rule=that`.
    pub(crate) facts: Vec<&'w str>,
    pub(crate) rows: Vec<Line>,
}

/// A line of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// The numbers of its facts, [`NO_FACT`] behind them.
    pub(crate) facts: [u16; MOST],
    /// In hundredths: for statements alone, and for beliefs too.
    pub(crate) weights: [i16; 2],
}

const NO_FACT: u16 = u16::MAX;

impl Line {
    /// How many bytes it takes.
    const SIZE: usize = 4 + 2 * MOST + 4;

    /// The numbers of its facts.
    pub(crate) fn facts(&self) -> impl Iterator<Item = usize> {
        self.facts.iter().filter(|fact| **fact != NO_FACT).map(|fact| usize::from(*fact))
    }
}

impl<'w> Written<'w> {
    /// Reads a file: `feature,statement,all`, a header and then rows without quotation marks. Lines that begin
    /// with `#` say how it was made.
    pub(crate) fn read(file: &str, csv: &'w str) -> Result<Self> {
        let lines = (1..).zip(csv.lines()).filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        let (mut written, mut known) = (Self::default(), HashMap::new());
        for (number, line) in lines.skip(1) {
            let row = written.line(number, line, &mut known);
            let row = row.map_err(|message| Error::at(Place::line(file, u64::from(number)), message))?;
            written.rows.push(row);
        }
        Ok(written)
    }

    fn line(
        &mut self,
        number: u32,
        line: &'w str,
        known: &mut HashMap<&'w str, u16>,
    ) -> std::result::Result<Line, String> {
        let mut cells = line.splitn(3, ',');
        let [feature, statement, all] = std::array::from_fn(|_| cells.next().unwrap_or(""));
        let (mut facts, mut count) = ([NO_FACT; MOST], 0);
        for fact in feature.split_ascii_whitespace() {
            let place = facts.get_mut(count);
            *place.ok_or_else(|| format!("'{feature}' has more than {MOST} facts"))? = match known.get(fact) {
                Some(known) => *known,
                None => self.add(fact, known)?,
            };
            count += 1;
        }
        let weight = |cell| hundredths(cell).ok_or_else(|| format!("'{cell}' is no weight"));
        Ok(Line { number, facts, weights: [weight(statement)?, weight(all)?] })
    }

    fn add(&mut self, fact: &'w str, known: &mut HashMap<&'w str, u16>) -> std::result::Result<u16, String> {
        let number = u16::try_from(self.facts.len()).ok().filter(|number| *number != NO_FACT);
        let number = number.ok_or_else(|| format!("there are more than {NO_FACT} facts"))?;
        known.insert(fact, number);
        self.facts.push(fact);
        Ok(number)
    }

    /// Opens what the program's build packed: the length of the facts, the facts a line each, and the rows.
    /// `None` where it is damaged.
    pub(crate) fn open(bytes: &'w [u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk()?;
        let (facts, rows) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let facts: Vec<&str> = std::str::from_utf8(facts).ok()?.split('\n').collect();
        let (rows, rest) = rows.as_chunks::<{ Line::SIZE }>();
        let row = |row: &[u8; Line::SIZE]| {
            let (number, rest) = row.split_first_chunk()?;
            let (pairs, _) = rest.as_chunks();
            let pair = |at: usize| pairs.get(at).map_or(NO_FACT, |pair| u16::from_le_bytes(*pair));
            let line = Line {
                number: u32::from_le_bytes(*number),
                facts: std::array::from_fn(pair),
                weights: std::array::from_fn(|at| pair(MOST + at).cast_signed()),
            };
            line.facts().all(|fact| fact < facts.len()).then_some(line)
        };
        let rows = rows.iter().map(row).collect::<Option<_>>()?;
        rest.is_empty().then_some(Self { facts, rows })
    }
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

    #[test]
    fn a_file_holds_every_fact_once() {
        let csv = "# by hand\nfeature,statement,all\n,-1.3,0\n\nrule=that cue=say,2,-0.25\nrule=that,1,1\n";
        let written = Written::read("w.csv", csv).unwrap();
        assert_eq!(written.facts, ["rule=that", "cue=say"]);
        let lines: Vec<_> = written.rows.iter().map(|row| (row.number, row.facts().collect())).collect();
        assert_eq!(lines, [(3, vec![]), (5, vec![0, 1]), (6, vec![0])]);
        assert_eq!(written.rows[1].weights, [200, -25]);
    }

    #[test]
    fn the_build_packed_what_is_written() {
        let csv = include_str!("../../rules/quotes/weights.csv");
        let packed = include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin"));
        let written = Written::read("weights.csv", csv).unwrap();
        assert!(written.rows.len() > 1000);
        assert_eq!(Written::open(packed), Some(written));
        assert_eq!(Written::open(&packed[..packed.len() - 1]), None, "cut short");
        assert_eq!(Written::open(&[]), None);
    }

    #[test]
    fn a_line_that_is_not_well_written_is_told_with_its_number() {
        let fault = |line: &str| {
            let csv = format!("feature,statement,all\n{line}\n");
            Written::read("w.csv", &csv).unwrap_err().to_string()
        };
        assert_eq!(fault("rule=that,1"), "w.csv:2: '' is no weight");
        assert_eq!(fault("a=1 b=2 c=3 d=4,1,1"), "w.csv:2: 'a=1 b=2 c=3 d=4' has more than 3 facts");
    }
}
