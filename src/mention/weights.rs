//! What each piece of evidence weighs, for each kind of name and each pass over a document.

use std::collections::BTreeMap;

use super::decide::Score;
use super::feature::Feature;
use crate::error::{Error, Place, Result, did_you_mean};

/// The weights of one pass.
#[derive(Debug, Default)]
struct Pass {
    /// For each feature what it weighs.
    singles: Vec<Single>,
    /// For each feature, one behind the other: those that weigh something more together with it.
    pairs: Vec<(Feature, Row)>,
}

/// What a feature adds for a person, a place, an organisation, and a fourth cell of nothing: four are added
/// as fast as one.
type Row = [f32; 4];

/// What a feature weighs. A document asks for it a hundred thousand times: all that is needed stands in
/// one place.
#[derive(Clone, Copy, Debug, Default)]
struct Single {
    /// What it adds for a person, a place, an organisation.
    score: Row,
    /// Where its pairs begin and end.
    pairs: (u32, u32),
}

impl Pass {
    fn of(scores: &[Score], pairs: &[Vec<(Feature, Score)>]) -> Self {
        let mut pass = Self::default();
        for (score, own) in scores.iter().zip(pairs) {
            let from = pass.pairs.len() as u32;
            pass.pairs.extend(own.iter().map(|(other, score)| (*other, row(*score))));
            pass.singles.push(Single { score: row(*score), pairs: (from, pass.pairs.len() as u32) });
        }
        pass
    }

    fn pairs(&self, single: &Single) -> &[(Feature, Row)] {
        let (from, to) = single.pairs;
        // Few features have any: the common case is told without a look at the list.
        if from == to { &[] } else { self.pairs.get(from as usize..to as usize).unwrap_or(&[]) }
    }
}

fn row([person, place, organisation]: Score) -> Row {
    [person, place, organisation, 0.0]
}

/// The weights in force.
#[derive(Debug)]
pub(crate) struct Weights {
    passes: Vec<Pass>,
}

/// The features of one candidate as a set.
#[derive(Clone, Copy)]
pub(super) struct Present([u64; Feature::ALL.len().div_ceil(64)]);

impl Present {
    pub(super) fn of(features: &[Feature]) -> Self {
        Self([0; Feature::ALL.len().div_ceil(64)]).and(features)
    }

    /// The set with some features more.
    pub(super) fn and(mut self, features: &[Feature]) -> Self {
        for feature in features {
            self.0[*feature as usize / 64] |= 1 << (*feature as usize % 64);
        }
        self
    }

    fn holds(&self, feature: Feature) -> bool {
        self.0[feature as usize / 64] & 1 << (feature as usize % 64) != 0
    }
}

/// The features of one candidate: what the text says, then what an earlier pass adds, and both as a set.
pub(super) struct Gathered<'f> {
    pub(super) parts: [&'f [Feature]; 2],
    pub(super) present: Present,
}

/// The weights of a pass as the file has them: of each feature alone, and of pairs by their first.
type Written = (Vec<Score>, Vec<Vec<(Feature, Score)>>);

impl Weights {
    /// Reads a file of weights: lines that begin with `#` are remarks, then
    /// `pass,feature,person,place,organisation`. `a+b` is what two features weigh together, beyond what
    /// each weighs alone. What is not there weighs nothing; a feature that the program does not know
    /// is an error.
    pub(crate) fn read(file: &str, csv: &str) -> Result<Self> {
        let names = Feature::names();
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
        let (mut record, mut passes) = (csv::StringRecord::new(), Vec::<Written>::new());
        while reader.read_record(&mut record).map_err(|e| Error::at(Place::file(file), e.to_string()))? {
            let line = record.position().map_or(0, csv::Position::line);
            let fault = |message: String| Error::at(Place::line(file, line), message);
            let cell = |i: usize| record.get(i).unwrap_or("").trim();
            let number = |i: usize| {
                let message = || fault(format!("'{}' is no weight; write a number", cell(i)));
                cell(i).parse::<f32>().map_err(|_| message())
            };
            let message = || fault(format!("'{}' is no pass; passes are numbered from 1", cell(0)));
            let pass: usize = cell(0).parse().ok().filter(|p| (1..=9).contains(p)).ok_or_else(message)?;
            while passes.len() < pass {
                passes.push((vec![[0.0; 3]; Feature::ALL.len()], vec![Vec::new(); Feature::ALL.len()]));
            }
            let score = [number(2)?, number(3)?, number(4)?];
            let known = |name: &str| named(names, name).map_err(fault);
            match cell(1).split_once('+') {
                None => passes[pass - 1].0[known(cell(1))? as usize] = score,
                Some((one, other)) => {
                    passes[pass - 1].1[known(one)? as usize].push((known(other)?, score));
                }
            }
        }
        if passes.is_empty() {
            return Err(Error::at(Place::file(file), "it holds no weights; run fit/names.py"));
        }
        Ok(Self { passes: passes.iter().map(|(scores, pairs)| Pass::of(scores, pairs)).collect() })
    }

    /// How many passes there are weights for.
    pub(crate) fn passes(&self) -> usize {
        self.passes.len()
    }

    /// Every weight that some features have in a pass, counted from 0: of each alone, and of pairs, told
    /// by their first.
    pub(super) fn each(&self, pass: usize, gathered: &Gathered<'_>, mut tell: impl FnMut(Feature, &Row)) {
        let Some(weights) = self.passes.get(pass) else { return };
        for part in gathered.parts {
            for &feature in part {
                let single = &weights.singles[feature as usize];
                tell(feature, &single.score);
                for (other, score) in weights.pairs(single) {
                    if gathered.present.holds(*other) {
                        tell(feature, score);
                    }
                }
            }
        }
    }

    /// What some features add up to in a pass.
    pub(super) fn sum(&self, pass: usize, gathered: &Gathered<'_>) -> Score {
        let mut sums = Row::default();
        self.each(pass, gathered, |_, score| {
            for (sum, more) in sums.iter_mut().zip(score) {
                *sum += more;
            }
        });
        let [person, place, organisation, _] = sums;
        [person, place, organisation]
    }
}

fn named(names: &BTreeMap<String, Feature>, name: &str) -> std::result::Result<Feature, String> {
    let near = || did_you_mean(name, names.keys().map(String::as_str));
    names.get(name).copied().ok_or_else(|| format!("no feature '{name}'{}", near()))
}
