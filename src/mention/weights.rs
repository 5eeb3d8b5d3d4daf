//! What each piece of evidence weighs, for each kind of name and each pass over a document.

use std::collections::BTreeMap;

use super::decide::Score;
use super::feature::Feature;
use crate::error::{Error, Place, Result, did_you_mean};

/// The most passes there may be weights for.
pub(super) const PASSES: usize = 3;

/// What a feature adds for a person, a place, an organisation, and a fourth cell of nothing: four are added
/// as fast as one.
type Row = [f32; 4];

/// The same for every pass: whoever adds up one pass adds up all of them.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(16))]
pub(super) struct Rows([Row; PASSES]);

impl Rows {
    /// What a candidate adds up to in a pass, counted from 0.
    #[inline]
    pub(super) fn score(&self, pass: usize) -> Score {
        let [person, place, organisation, _] = self.0.get(pass).copied().unwrap_or_default();
        [person, place, organisation]
    }

    /// With others added. Three sums of their own, in a loop over nothing but them, are kept in three registers.
    #[inline]
    fn plus(self, more: &Self) -> Self {
        let Self([one, two, three]) = self;
        Self([plus(one, more.0[0]), plus(two, more.0[1]), plus(three, more.0[2])])
    }
}

#[inline]
fn plus(sums: Row, more: Row) -> Row {
    [sums[0] + more[0], sums[1] + more[1], sums[2] + more[2], sums[3] + more[3]]
}

/// How many words hold a bit for every pair.
const WORDS: usize = 4;

/// Some pairs of features, a bit each.
type Pairs = [u64; WORDS];

#[inline]
fn united(all: Pairs, more: &Pairs) -> Pairs {
    [all[0] | more[0], all[1] | more[1], all[2] | more[2], all[3] | more[3]]
}

/// The pairs of which a feature is the first or the second: a line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Paired {
    first: Pairs,
    second: Pairs,
}

/// What a feature weighs: a line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Weight {
    alone: Rows,
    /// The pairs of which it is the first, which stand in one word, and in which.
    first: u64,
    word: u8,
    /// Where its pairs stand among those of all features; at 0 stand none.
    paired: u8,
}

impl Weight {
    /// The pairs of which it is the first, and the second is there: their word, and bits in it.
    #[inline]
    fn both(&self, seconds: &Pairs) -> (usize, u64) {
        let word = usize::from(self.word) % WORDS;
        (word, self.first & seconds[word])
    }
}

/// How many features there are.
const FEATURES: usize = Feature::ALL.len();
/// One more than the features that may stand in pairs.
const IN_PAIRS: usize = 1 << u8::BITS;

/// The weights in force. Whether a feature has a place is not asked: there are as many places as there may be numbers.
#[derive(Debug)]
pub(crate) struct Weights {
    passes: usize,
    /// For each feature what it weighs.
    singles: [Weight; FEATURES],
    /// Of each feature that stands in any its pairs, behind none.
    paired: [Paired; IN_PAIRS],
    /// What each pair weighs beyond what its features weigh alone. The pairs of one first feature stand in the
    /// order of the names of the second.
    pairs: Vec<Rows>,
}

/// Some features of a candidate: the pairs that they are the first and the second of, and what they add up to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) rows: Rows,
    firsts: Pairs,
    seconds: Pairs,
}

impl Sum {
    /// Whether a feature of these would weigh more together with one that is the second of some pairs and is
    /// not among these.
    #[inline]
    fn wants(&self, seconds: &Pairs) -> bool {
        let wanted = |at: usize| self.firsts[at] & seconds[at] & !self.seconds[at];
        wanted(0) | wanted(1) | wanted(2) | wanted(3) != 0
    }
}

/// The features of one candidate: what the text says of it, and what an earlier pass adds.
pub(super) type Parts<'f> = [&'f [Feature]; 2];

/// The weights as a file has them: of each feature alone, and of pairs by the names of both.
#[derive(Default)]
struct Written {
    passes: usize,
    singles: Vec<Rows>,
    pairs: BTreeMap<(Feature, String), (Feature, Rows)>,
}

impl Weights {
    /// Reads a file of weights: lines that begin with `#` are remarks, then
    /// `pass,feature,person,place,organisation`. `a+b` is what two features weigh together, beyond what
    /// each weighs alone. What is not there weighs nothing; a feature that the program does not know
    /// is an error.
    pub(crate) fn read(file: &str, csv: &str) -> Result<Self> {
        let names = Feature::names();
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut written =
            Written { singles: vec![Rows::default(); Feature::ALL.len()], ..Written::default() };
        while reader.read_record(&mut record).map_err(|e| Error::at(Place::file(file), e.to_string()))? {
            let line = record.position().map_or(0, csv::Position::line);
            let fault = |message: String| Error::at(Place::line(file, line), message);
            let cell = |i: usize| record.get(i).unwrap_or("").trim();
            let number = |i: usize| {
                let message = || fault(format!("'{}' is no weight; write a number", cell(i)));
                cell(i).parse::<f32>().map_err(|_| message())
            };
            let message =
                || fault(format!("'{}' is no pass; passes are numbered from 1 to {PASSES}", cell(0)));
            let pass: usize =
                cell(0).parse().ok().filter(|p| (1..=PASSES).contains(p)).ok_or_else(message)?;
            written.passes = written.passes.max(pass);
            let row = [number(2)?, number(3)?, number(4)?, 0.0];
            let known = |name: &str| named(names, name).map_err(fault);
            let rows = match cell(1).split_once('+') {
                None => &mut written.singles[known(cell(1))? as usize],
                Some((one, other)) => {
                    let pair = (known(other)?, Rows::default());
                    &mut written.pairs.entry((known(one)?, other.to_string())).or_insert(pair).1
                }
            };
            rows.0[pass - 1] = row;
        }
        if written.passes == 0 {
            return Err(Error::at(Place::file(file), "it holds no weights; run fit/names.py"));
        }
        Self::of(&written).ok_or_else(|| {
            Error::at(
                Place::file(file),
                format!("there are more pairs of features than {} bits hold; leave some out", 64 * WORDS),
            )
        })
    }

    fn of(written: &Written) -> Option<Self> {
        let alone = |rows: &Rows| Weight { alone: *rows, ..Weight::default() };
        let mut weights = Self {
            passes: written.passes,
            singles: written.singles.iter().map(alone).collect::<Vec<_>>().try_into().ok()?,
            paired: vec![Paired::default(); IN_PAIRS].try_into().ok()?,
            pairs: vec![Rows::default(); 64 * WORDS],
        };
        let pairs: Vec<_> = written.pairs.iter().map(|((first, _), pair)| (*first, pair)).collect();
        let (mut next, mut paired) = (0, 0);
        for same in pairs.chunk_by(|(one, _), (other, _)| one == other) {
            if next % 64 + same.len() > 64 {
                next = next.next_multiple_of(64);
            }
            for (first, (second, rows)) in same {
                *weights.pairs.get_mut(next)? = *rows;
                let (word, bit) = (next / 64, 1 << (next % 64));
                for feature in [first, second] {
                    let at = &mut weights.singles[*feature as usize].paired;
                    if *at == 0 {
                        paired += 1;
                        *at = u8::try_from(paired).ok()?;
                    }
                }
                weights.paired_of(*first).first[word] |= bit;
                weights.paired_of(*second).second[word] |= bit;
                let weight = &mut weights.singles[*first as usize];
                (weight.first, weight.word) = (weight.first | bit, word as u8);
                next += 1;
            }
        }
        Some(weights)
    }

    /// The pairs of one feature.
    fn paired_of(&mut self, feature: Feature) -> &mut Paired {
        &mut self.paired[usize::from(self.singles[feature as usize].paired)]
    }

    /// How many passes there are weights for.
    pub(crate) fn passes(&self) -> usize {
        self.passes
    }

    /// Some features that a sum begins with, by themselves.
    pub(super) fn sum(&self, features: &[Feature]) -> Sum {
        let (firsts, seconds) = self.pairs_of(Pairs::default(), Pairs::default(), features);
        let mut rows = Rows::default();
        self.add_up(&mut rows, features, &seconds);
        Sum { rows, firsts, seconds }
    }

    /// The pairs that some features are the first and the second of, beside others.
    #[inline]
    fn pairs_of(&self, mut firsts: Pairs, mut seconds: Pairs, features: &[Feature]) -> (Pairs, Pairs) {
        for feature in features {
            let paired = &self.paired[usize::from(self.singles[*feature as usize].paired)];
            (firsts, seconds) = (united(firsts, &paired.first), united(seconds, &paired.second));
        }
        (firsts, seconds)
    }

    /// What the text says of a candidate, of which so many features stand before it and are added up already.
    /// Each is added where it stands, so that a sum is the same to the last bit whichever way it is made.
    pub(super) fn sum_text(&self, (count, before): (usize, &Sum), text: &[Feature]) -> Sum {
        let rest = text.get(count..).unwrap_or_default();
        let (firsts, seconds) = self.pairs_of(before.firsts, before.seconds, rest);
        let anew = before.wants(&seconds);
        let (mut rows, features) = if anew { (Rows::default(), text) } else { (before.rows, rest) };
        self.add_up(&mut rows, features, &seconds);
        Sum { rows, firsts, seconds }
    }

    /// What a candidate adds up to, `sum` being that of what the text says.
    pub(super) fn total(&self, sum: &Sum, [text, added]: Parts<'_>) -> Rows {
        let (_, seconds) = self.pairs_of(Pairs::default(), sum.seconds, added);
        // Seldom does what the text says weigh more because of what was added.
        let mut rows = sum.rows;
        if sum.wants(&seconds) {
            rows = Rows::default();
            self.add_up(&mut rows, text, &seconds);
        }
        self.add_up(&mut rows, added, &seconds);
        rows
    }

    /// Adds some features to what others add up to; `seconds` are the pairs of which the second is there.
    #[inline(never)]
    fn add_up(&self, rows: &mut Rows, features: &[Feature], seconds: &Pairs) {
        let mut sums = *rows;
        for feature in features {
            let weight = &self.singles[*feature as usize];
            sums = sums.plus(&weight.alone);
            let mut both = weight.both(seconds);
            while let Some(more) = self.next(&mut both) {
                sums = sums.plus(more);
            }
        }
        *rows = sums;
    }

    /// What the first of some pairs weighs, which is taken away.
    #[inline]
    fn next(&self, (word, bits): &mut (usize, u64)) -> Option<&Rows> {
        if *bits == 0 {
            return None;
        }
        let bit = bits.trailing_zeros() as usize;
        *bits &= *bits - 1;
        self.pairs.get(64 * *word + bit)
    }

    /// Every weight that a candidate has in a pass, counted from 0: of each feature alone, and of pairs, told by
    /// their first. `sum` is that of what the text says.
    pub(super) fn each(&self, pass: usize, sum: &Sum, parts: Parts<'_>, mut tell: impl FnMut(Feature, &Row)) {
        if pass >= self.passes {
            return;
        }
        let [.., added] = parts;
        let (_, seconds) = self.pairs_of(Pairs::default(), sum.seconds, added);
        for part in parts {
            for &feature in part {
                let weight = &self.singles[feature as usize];
                tell(feature, &weight.alone.0[pass]);
                let mut both = weight.both(&seconds);
                while let Some(more) = self.next(&mut both) {
                    tell(feature, &more.0[pass]);
                }
            }
        }
    }
}

fn named(names: &BTreeMap<String, Feature>, name: &str) -> std::result::Result<Feature, String> {
    let near = || did_you_mean(name, names.keys().map(String::as_str));
    names.get(name).copied().ok_or_else(|| format!("no feature '{name}'{}", near()))
}
