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

/// Those features that stand second in a pair, a bit each, in the order of their names.
type Seconds = u128;

/// What a feature weighs. A document asks for it a hundred thousand times: all that is needed stands in
/// one place.
#[derive(Clone, Copy, Debug, Default)]
struct Single {
    rows: Rows,
    /// Its own bit, if it stands second in any pair.
    own: Seconds,
    /// Those that weigh something more together with it.
    seconds: Seconds,
    /// Where these pairs begin and end.
    pairs: (u32, u32),
}

/// The weights in force.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    passes: usize,
    /// For each feature what it weighs.
    singles: Vec<Single>,
    /// Pairs by their first feature, then by the name of their second: its bit, and what both weigh.
    pairs: Vec<(Seconds, Rows)>,
}

/// What the text says of a candidate: what its features add up to in every pass, and what is needed of them to
/// find pairs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    rows: Rows,
    /// Those of its features that stand second in a pair.
    present: Seconds,
    /// Those that would weigh something more together with it.
    wanted: Seconds,
}

impl Sum {
    /// What a candidate adds up to in a pass for which nothing was added.
    #[inline]
    pub(super) fn score(&self, pass: usize) -> Score {
        of_row(self.rows.get(pass).copied().unwrap_or_default())
    }
}

fn of_row([person, place, organisation, _]: Row) -> Score {
    [person, place, organisation]
}

/// The features of one candidate: what the text says, then what an earlier pass adds, and those of both that
/// stand second in a pair.
pub(super) struct Gathered<'f> {
    parts: [&'f [Feature]; 2],
    present: Seconds,
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
        Self::of(&written).ok_or_else(|| {
            Error::at(
                Place::file(file),
                "more than 128 features stand second in a pair; leave some pairs out",
            )
        })
    }

    fn of(written: &Written) -> Option<Self> {
        let mut weights = Self { passes: written.passes, ..Self::default() };
        let seconds: BTreeMap<&str, Feature> =
            written.pairs.iter().map(|((_, name), (second, _))| (name.as_str(), *second)).collect();
        let bit = |at: usize| 1_u128.checked_shl(at as u32);
        weights
            .singles
            .extend(written.singles.iter().map(|rows| Single { rows: *rows, ..Single::default() }));
        for (at, feature) in seconds.values().enumerate() {
            weights.singles[*feature as usize].own = bit(at)?;
        }
        let mut pairs = written.pairs.iter().peekable();
        for feature in Feature::ALL {
            let (from, mut seconds) = (weights.pairs.len() as u32, 0);
            while let Some((_, (second, rows))) = pairs.next_if(|((first, _), _)| first == feature) {
                let own = weights.singles[*second as usize].own;
                seconds |= own;
                weights.pairs.push((own, *rows));
            }
            let single = &mut weights.singles[*feature as usize];
            (single.seconds, single.pairs) = (seconds, (from, weights.pairs.len() as u32));
        }
        Some(weights)
    }

    /// How many passes there are weights for.
    pub(crate) fn passes(&self) -> usize {
        self.passes
    }

    /// What the features of a text add up to, for all passes at once.
    pub(super) fn sum(&self, features: &[Feature]) -> Sum {
        let (mut present, mut wanted) = (0, 0);
        for feature in features {
            let single = &self.singles[*feature as usize];
            present |= single.own;
            wanted |= single.seconds;
        }
        let mut rows = Rows::default();
        for feature in features {
            let single = &self.singles[*feature as usize];
            add_all(&mut rows, &single.rows);
            if single.seconds & present != 0 {
                self.pairs(single, present, |more| add_all(&mut rows, more));
            }
        }
        Sum { rows, present, wanted }
    }

    /// Tells what pairs weigh of which one feature is the first, and the second is there.
    #[inline]
    fn pairs(&self, single: &Single, present: Seconds, mut tell: impl FnMut(&Rows)) {
        let (from, to) = single.pairs;
        for (second, rows) in self.pairs.get(from as usize..to as usize).unwrap_or_default() {
            if second & present != 0 {
                tell(rows);
            }
        }
    }

    /// The features of a candidate: what the text says, added up already, and what an earlier pass adds.
    pub(super) fn gathered<'f>(&self, text: &'f [Feature], sum: &Sum, added: &'f [Feature]) -> Gathered<'f> {
        let seconds = added.iter().fold(0, |all, feature| all | self.singles[*feature as usize].own);
        Gathered { parts: [text, added], present: sum.present | seconds }
    }

    /// What the features of a candidate add up to in a pass, counted from 0: a sum of what the text says,
    /// and what an earlier pass adds. Each is added where it stands, so that a sum is the same to the last
    /// bit whichever way it is made.
    pub(super) fn score(&self, pass: usize, sum: &Sum, gathered: &Gathered<'_>) -> Score {
        let [_, added] = gathered.parts;
        // Seldom does what the text says weigh more because of what was added.
        let (mut row, rest) = if sum.wanted & gathered.present & !sum.present != 0 {
            (Row::default(), gathered.parts)
        } else {
            (sum.rows.get(pass).copied().unwrap_or_default(), [added, &[]])
        };
        self.tell(pass, rest, gathered.present, |_, more| add(&mut row, more));
        of_row(row)
    }

    /// Every weight that some features have in a pass, counted from 0: of each alone, and of pairs, told
    /// by their first.
    pub(super) fn each(&self, pass: usize, gathered: &Gathered<'_>, tell: impl FnMut(Feature, &Row)) {
        self.tell(pass, gathered.parts, gathered.present, tell);
    }

    #[inline]
    fn tell(
        &self,
        pass: usize,
        parts: [&[Feature]; 2],
        present: Seconds,
        mut tell: impl FnMut(Feature, &Row),
    ) {
        if pass >= self.passes {
            return;
        }
        for part in parts {
            for &feature in part {
                let single = &self.singles[feature as usize];
                tell(feature, &single.rows[pass]);
                if single.seconds & present != 0 {
                    self.pairs(single, present, |rows| tell(feature, &rows[pass]));
                }
            }
        }
    }
}

#[inline]
fn add_all(sums: &mut Rows, more: &Rows) {
    for pass in 0..PASSES {
        add(&mut sums[pass], &more[pass]);
    }
}

#[inline]
fn add(sums: &mut Row, more: &Row) {
    *sums = [sums[0] + more[0], sums[1] + more[1], sums[2] + more[2], sums[3] + more[3]];
}

fn named(names: &BTreeMap<String, Feature>, name: &str) -> std::result::Result<Feature, String> {
    let near = || did_you_mean(name, names.keys().map(String::as_str));
    names.get(name).copied().ok_or_else(|| format!("no feature '{name}'{}", near()))
}
