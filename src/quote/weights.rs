//! What each feature of a proposed statement weighs, and what they add up to.
//!
//! Facts enter, a score in hundredths leaves. The weights stand in `rules/quotes/weights.csv`; what a
//! feature is made of is [`super::evidence`]'s affair. A feature has a cell for each of its values, and its facts
//! tell which; what a feature made of some of the same facts weighs is added to the cell beforehand, so that
//! one look-up tells of both.

use super::evidence::{Dim, FEATURES, Facts, KNOWN_CUE, NO_DIM, Names, PLACES};
use super::row::{self, Row};
use super::written::{MOST, Written};
use crate::error::Result;

/// The weights of the features, for statements alone and for beliefs too.
#[derive(Debug, Default)]
pub(super) struct Weights {
    /// The features that know nothing of the content.
    around: Looks,
    /// Those that do.
    content: Looks,
    /// The cells of the features that have few.
    cells: Vec<[i16; 2]>,
    rare: Rare,
    /// For each cue its number among those of which a weight knows, from 1.
    known_cues: Vec<u16>,
}

/// Features that are looked up: those of few cells, and those of so many that most have no weight.
#[derive(Debug, Default)]
struct Looks {
    pairs: Vec<Look<2>>,
    triples: Vec<Look<3>>,
    rare: Vec<Look<3>>,
}

impl Looks {
    fn add(&mut self, look: Look<MOST>) {
        let Look { dims: [a, b, c], strides: [by_a, by_b, _], first, count } = look;
        match c {
            _ if look.is_rare() => self.rare.push(look),
            NO_DIM => self.pairs.push(Look { dims: [a, b], strides: [by_a, by_b], first, count }),
            _ => self.triples.push(look),
        }
    }
}

/// Where the cells of a feature stand.
#[derive(Clone, Copy, Debug)]
struct Look<const N: usize> {
    /// Its dimensions; those of a feature of fewer are filled up with none.
    dims: [u8; N],
    /// How far apart cells are that differ by one in each.
    strides: [u32; N],
    first: u32,
    count: u32,
}

impl Look<2> {
    #[inline]
    fn cell(&self, facts: &Facts) -> u32 {
        let ([a, b], [by_a, by_b]) = (self.dims, self.strides);
        self.first + facts.value(a) * by_a + facts.value(b) * by_b
    }
}

impl Look<MOST> {
    #[inline]
    fn cell(&self, facts: &Facts) -> u32 {
        let ([a, b, c], [by_a, by_b, by_c]) = (self.dims, self.strides);
        self.first + facts.value(a) * by_a + facts.value(b) * by_b + facts.value(c) * by_c
    }

    fn is_rare(&self) -> bool {
        self.count > FEW
    }

    /// Whether all of its dimensions are among those of another.
    fn is_part_of(&self, other: &Self) -> bool {
        self.dims.iter().all(|dim| *dim == NO_DIM || other.dims.contains(dim))
    }

    /// Does something for every cell that these facts of another feature belong to, one of a part of its
    /// dimensions.
    fn each_cell(&self, part: &Self, facts: &Facts, sizes: &[u32; PLACES], mut what: impl FnMut(u32)) {
        let steps = |at: usize| {
            let (dim, stride) = (self.dims[at], self.strides[at]);
            let values = match facts.value(dim) {
                value if part.dims.contains(&dim) => value..value + 1,
                _ => 0..sizes[usize::from(dim)],
            };
            values.map(move |value| value * stride)
        };
        for a in steps(0) {
            for b in steps(1) {
                for c in steps(2) {
                    what(self.first + a + b + c);
                }
            }
        }
    }
}

/// A feature of more cells has its weights in a table of hashed cells.
const FEW: u32 = 1 << 14;

/// The cells of features of which few weigh anything.
#[derive(Debug, Default)]
struct Rare {
    /// Each cell stands at its hash or in the next free place behind it; at least half are free.
    places: Vec<(u32, [i16; 2])>,
    some: Sieve,
}

/// One bit for each of the lower halves of hashes: set if some cell has it. Most cells weigh nothing, and
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

    #[inline]
    fn may_hold(&self, hash: usize) -> bool {
        self.0[hash >> 6 & 0x3FF] & 1 << (hash & 63) != 0
    }
}

/// The cell of a free place.
const FREE: u32 = u32::MAX;

impl Rare {
    fn of(cells: &[(u32, [i16; 2])]) -> Self {
        let places = vec![(FREE, [0; 2]); (2 * cells.len() + 1).next_power_of_two()];
        let mut rare = Self { places, some: Sieve::default() };
        for (cell, weights) in cells {
            let at = rare.place(*cell);
            rare.places[at] = (*cell, sum(rare.places[at].1, *weights));
            rare.some.add(hash(*cell));
        }
        rare
    }

    /// Where a cell stands, or the free place where it would.
    fn place(&self, cell: u32) -> usize {
        let last = self.places.len() - 1;
        let mut at = hash(cell) & last;
        while self.places[at].0 != cell && self.places[at].0 != FREE {
            at = (at + 1) & last;
        }
        at
    }

    #[inline]
    fn weight(&self, cell: u32, column: usize) -> i32 {
        if !self.some.may_hold(hash(cell)) {
            return 0;
        }
        i32::from(self.places[self.place(cell)].1[column])
    }
}

fn sum([a, b]: [i16; 2], [c, d]: [i16; 2]) -> [i16; 2] {
    [a.saturating_add(c), b.saturating_add(d)]
}

impl Weights {
    /// Those of a file.
    pub(super) fn new(file: &str, written: &Written<'_>, names: &Names<'_>) -> Result<Self> {
        Ok(Self::of(&row::rows(file, written, names)?, names.sizes()))
    }

    fn of(rows: &[Row], mut sizes: [u32; PLACES]) -> Self {
        let mut weights = Self::default();
        sizes[usize::from(KNOWN_CUE)] = weights.know_cues(rows, sizes[Dim::Cue as usize]);
        let (looks, hosts) = looks(sizes);
        for (feature, look) in looks.iter().enumerate().filter(|(feature, _)| hosts[*feature] == *feature) {
            if knows_content(FEATURES[feature]) { &mut weights.content } else { &mut weights.around }
                .add(*look);
        }
        let dense = looks.iter().filter(|look| !look.is_rare()).map(|look| look.first + look.count).max();
        weights.cells = vec![[0; 2]; dense.unwrap_or(0) as usize];
        let mut rare = Vec::new();
        for row in rows {
            let mut facts = row.facts();
            if FEATURES[row.feature].contains(&Dim::Cue) {
                facts.set_known_cue(weights.known_cue(facts.value(Dim::Cue as u8) as u16));
            }
            looks[hosts[row.feature]].each_cell(&looks[row.feature], &facts, &sizes, |cell| {
                match weights.cells.get_mut(cell as usize) {
                    Some(weights) => *weights = sum(*weights, row.weights),
                    None => rare.push((cell, row.weights)),
                }
            });
        }
        weights.rare = Rare::of(&rare);
        weights
    }

    /// Numbers the cues that stand in some rows; how many numbers there are, with that of all other cues.
    fn know_cues(&mut self, rows: &[Row], cues: u32) -> u32 {
        self.known_cues = vec![0; cues as usize];
        let mut next = 1;
        for row in rows.iter().filter(|row| FEATURES[row.feature].contains(&Dim::Cue)) {
            let cue = row.facts().value(Dim::Cue as u8) as usize;
            if let Some(number) = self.known_cues.get_mut(cue).filter(|number| **number == 0) {
                *number = next;
                next += 1;
            }
        }
        u32::from(next)
    }

    /// The number of a cue among those of which a weight knows; of all others 0.
    pub(super) fn known_cue(&self, cue: u16) -> u16 {
        self.known_cues.get(usize::from(cue)).copied().unwrap_or_default()
    }

    fn sum(&self, looks: &Looks, facts: &Facts, beliefs: bool) -> i32 {
        let column = usize::from(beliefs);
        let weight = |cell: u32| self.cells.get(cell as usize).map_or(0, |cell| i32::from(cell[column]));
        let pairs: i32 = looks.pairs.iter().map(|look| weight(look.cell(facts))).sum();
        let triples: i32 = looks.triples.iter().map(|look| weight(look.cell(facts))).sum();
        let rare: i32 = looks.rare.iter().map(|look| self.rare.weight(look.cell(facts), column)).sum();
        pairs + triples + rare
    }

    /// What is looked up once for a rule and a cue. Only with [`Self::content`] is it a score.
    pub(super) fn around(&self, facts: &Facts, beliefs: bool) -> i32 {
        self.sum(&self.around, facts, beliefs)
    }

    /// What is looked up for each content.
    pub(super) fn content(&self, facts: &Facts, beliefs: bool) -> i32 {
        self.sum(&self.content, facts, beliefs)
    }
}

/// Every feature with its cells, and for each the one that is looked up in its place: itself, or one of few
/// cells that all of its dimensions are part of. The cells of features of many come last.
fn looks(sizes: [u32; PLACES]) -> (Vec<Look<MOST>>, Vec<usize>) {
    let mut looks: Vec<Look<MOST>> = FEATURES.iter().map(|dims| look(dims, &sizes)).collect();
    let host = |feature: usize| {
        let look: &Look<MOST> = looks.get(feature)?;
        let others = looks.iter().enumerate().filter(|(at, other)| *at != feature && look.is_part_of(other));
        others.filter(|(_, other)| !other.is_rare()).min_by_key(|(_, other)| other.count).map(|(at, _)| at)
    };
    let last_host = |feature: usize| std::iter::successors(Some(feature), |at| host(*at)).last();
    let hosts: Vec<usize> = (0..looks.len()).map(|feature| last_host(feature).unwrap_or(feature)).collect();
    let mut order: Vec<usize> = (0..looks.len()).filter(|at| hosts[*at] == *at).collect();
    order.sort_by_key(|at| (looks[*at].is_rare(), *at));
    let mut next = 0;
    for at in order {
        looks[at].first = next;
        next += looks[at].count;
    }
    (looks, hosts)
}

fn look(dims: &[Dim], sizes: &[u32; PLACES]) -> Look<MOST> {
    let mut look = Look { dims: [NO_DIM; MOST], strides: [0; MOST], first: 0, count: 1 };
    for (at, dim) in dims.iter().enumerate().take(MOST) {
        let dim = if *dim == Dim::Cue { KNOWN_CUE } else { *dim as u8 };
        (look.dims[at], look.strides[at]) = (dim, look.count);
        look.count *= sizes[usize::from(dim)];
    }
    look
}

/// The logistic curve of a score in hundredths.
pub(super) fn confidence(score: i32) -> f32 {
    1.0 / (1.0 + (-score as f32 / 100.0).exp())
}

fn hash(key: u32) -> usize {
    (u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
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
    use super::super::evidence::DIMS;
    use super::super::symbol;
    use super::*;

    /// Some of every dimension's values, differing from `salt` to `salt`.
    fn facts(salt: u32, sizes: &[u32; PLACES]) -> Facts {
        let mut facts = Facts::default();
        for (at, (dim, _)) in (0..).zip(DIMS) {
            facts.set(*dim, ((salt * 7 + at * 3) % sizes[*dim as usize].min(5)) as u16);
        }
        facts
    }

    #[test]
    fn what_is_looked_up_adds_up_to_the_weight_of_every_feature() {
        let mut sizes = [symbol::COUNT as u32; PLACES];
        (sizes[Dim::Cue as usize], sizes[usize::from(NO_DIM)]) = (900, 1);
        let row = |(at, weight)| {
            let (feature, facts): (usize, _) = (at % FEATURES.len(), facts(at as u32 / 3, &sizes));
            Row::new(feature, &facts, [weight, 3 * (weight % 11)])
        };
        let rows: Vec<Row> = (0..5 * FEATURES.len()).zip(-200..).map(row).collect();
        let weights = Weights::of(&rows, sizes);
        for salt in 0..200 {
            let mut facts = facts(salt, &sizes);
            facts.set_known_cue(weights.known_cue(facts.value(Dim::Cue as u8) as u16));
            let holds = |row: &&Row| {
                FEATURES[row.feature].iter().all(|d| row.facts().value(*d as u8) == facts.value(*d as u8))
            };
            for beliefs in [false, true] {
                let wanted: i32 =
                    rows.iter().filter(holds).map(|row| i32::from(row.weights[usize::from(beliefs)])).sum();
                assert_eq!(weights.around(&facts, beliefs) + weights.content(&facts, beliefs), wanted);
            }
        }
    }
}
