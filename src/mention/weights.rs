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
type Rows = [Row; PASSES];

/// What a feature weighs. A document asks for it a hundred thousand times: all that is needed stands in
/// one place.
#[derive(Clone, Copy, Debug, Default)]
struct Single {
    rows: Rows,
    /// Where the pairs begin and end that it is the first of.
    pairs: (u32, u32),
    /// Where those begin and end that are the first of a pair with it.
    firsts: (u32, u32),
}

/// The weights in force.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    passes: usize,
    /// For each feature what it weighs.
    singles: Vec<Single>,
    /// For each feature, one behind the other: those that weigh something more together with it.
    pairs: Vec<(Feature, Rows)>,
    /// The same pairs by their other feature: the first of each.
    firsts: Vec<Feature>,
}

/// Features as a set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Present([u64; Feature::ALL.len().div_ceil(64)]);

impl Present {
    /// Some features.
    pub(super) fn of(features: &[Feature]) -> Self {
        Self::default().and(features)
    }

    /// The set with some features more.
    pub(super) fn and(mut self, features: &[Feature]) -> Self {
        for feature in features {
            self.0[*feature as usize / 64] |= 1 << (*feature as usize % 64);
        }
        self
    }

    #[inline]
    pub(super) fn holds(&self, feature: Feature) -> bool {
        self.0[feature as usize / 64] & 1 << (feature as usize % 64) != 0
    }
}

/// What the text says of a candidate: its features as a set, and what they add up to in every pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    present: Present,
    rows: Rows,
}

/// The features of one candidate: what the text says, then what an earlier pass adds, and both as a set.
pub(super) struct Gathered<'f> {
    parts: [&'f [Feature]; 2],
    present: Present,
}

impl<'f> Gathered<'f> {
    /// What the text says, added up already, and what an earlier pass adds.
    pub(super) fn new(text: &'f [Feature], sum: &Sum, added: &'f [Feature]) -> Self {
        Self { parts: [text, added], present: sum.present.and(added) }
    }
}

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
            rows[pass - 1] = row;
        }
        if written.passes == 0 {
            return Err(Error::at(Place::file(file), "it holds no weights; run fit/names.py"));
        }
        Ok(Self::of(&written))
    }

    fn of(written: &Written) -> Self {
        let mut weights = Self { passes: written.passes, ..Self::default() };
        let mut pairs = written.pairs.iter().peekable();
        let mut firsts: Vec<_> =
            written.pairs.iter().map(|((first, _), (other, _))| (*other, *first)).collect();
        firsts.sort_unstable();
        let mut firsts = firsts.into_iter().peekable();
        for (&feature, &rows) in Feature::ALL.iter().zip(&written.singles) {
            let from = (weights.pairs.len() as u32, weights.firsts.len() as u32);
            while let Some((_, pair)) = pairs.next_if(|((first, _), _)| *first == feature) {
                weights.pairs.push(*pair);
            }
            while let Some((_, first)) = firsts.next_if(|(other, _)| *other == feature) {
                weights.firsts.push(first);
            }
            let to = (weights.pairs.len() as u32, weights.firsts.len() as u32);
            weights.singles.push(Single { rows, pairs: (from.0, to.0), firsts: (from.1, to.1) });
        }
        weights
    }

    /// How many passes there are weights for.
    pub(crate) fn passes(&self) -> usize {
        self.passes
    }

    /// What the features of a text add up to, for all passes at once.
    pub(super) fn sum(&self, features: &[Feature]) -> Sum {
        let present = Present::of(features);
        let mut rows = Rows::default();
        for &feature in features {
            let single = &self.singles[feature as usize];
            add_all(&mut rows, &single.rows);
            for (other, more) in part(&self.pairs, single.pairs) {
                if present.holds(*other) {
                    add_all(&mut rows, more);
                }
            }
        }
        Sum { present, rows }
    }

    /// What the features of a candidate add up to in a pass, counted from 0: a sum of what the text says,
    /// and what an earlier pass adds. Each is added where it stands, so that a sum is the same to the last
    /// bit whichever way it is made.
    pub(super) fn score(&self, pass: usize, sum: &Sum, gathered: &Gathered<'_>) -> Score {
        let [text, added] = gathered.parts;
        let pairs_up = |feature: &Feature| {
            let firsts = part(&self.firsts, self.singles[*feature as usize].firsts);
            firsts.iter().any(|first| sum.present.holds(*first))
        };
        // Seldom does what the text says weigh more because of what was added.
        let (mut row, rest) = if added.iter().any(pairs_up) {
            (Row::default(), [text, added])
        } else {
            (sum.rows.get(pass).copied().unwrap_or_default(), [added, &[]])
        };
        self.tell(pass, rest, &gathered.present, |_, more| add(&mut row, more));
        let [person, place, organisation, _] = row;
        [person, place, organisation]
    }

    /// Every weight that some features have in a pass, counted from 0: of each alone, and of pairs, told
    /// by their first.
    pub(super) fn each(&self, pass: usize, gathered: &Gathered<'_>, tell: impl FnMut(Feature, &Row)) {
        self.tell(pass, gathered.parts, &gathered.present, tell);
    }

    fn tell(
        &self,
        pass: usize,
        parts: [&[Feature]; 2],
        present: &Present,
        mut tell: impl FnMut(Feature, &Row),
    ) {
        if pass >= self.passes {
            return;
        }
        for &feature in parts.into_iter().flatten() {
            let single = &self.singles[feature as usize];
            tell(feature, &single.rows[pass]);
            for (other, rows) in part(&self.pairs, single.pairs) {
                if present.holds(*other) {
                    tell(feature, &rows[pass]);
                }
            }
        }
    }
}

/// A part of a list. Few features have any: the common case is told without a look at the list.
fn part<T>(all: &[T], (from, to): (u32, u32)) -> &[T] {
    if from == to { &[] } else { all.get(from as usize..to as usize).unwrap_or(&[]) }
}

fn add_all(sums: &mut Rows, more: &Rows) {
    for pass in 0..PASSES {
        add(&mut sums[pass], &more[pass]);
    }
}

fn add(sums: &mut Row, more: &Row) {
    for kind in 0..more.len() {
        sums[kind] += more[kind];
    }
}

fn named(names: &BTreeMap<String, Feature>, name: &str) -> std::result::Result<Feature, String> {
    let near = || did_you_mean(name, names.keys().map(String::as_str));
    names.get(name).copied().ok_or_else(|| format!("no feature '{name}'{}", near()))
}
