//! What each feature of a proposed statement weighs, and what they add up to.
//!
//! Facts enter, a score in hundredths leaves. The weights stand in `rules/quotes/weights.csv`; what a
//! feature is made of is [`super::feature`]'s affair, where its cells stand [`super::plan`]'s.

use super::evidence::{Dim, Facts, KNOWN_CUE, NO_DIM, Names, PLACES};
use super::feature::{FEATURES, LookUp, sum};
use super::plan::{self, Block, COMMON, CUE, Look, PLAN, RARE, RULE};
use super::row::{self, Row};
use super::written::Written;
use crate::error::{Error, Result};

/// The weights of the features.
#[derive(Debug, Default)]
pub(super) struct Weights {
    cells: Cells,
    rare: Rare,
    /// For each cue its number among those of which a weight knows, from 1.
    known_cues: Vec<u16>,
}

/// The cells of the features that have few.
#[derive(Debug, Default)]
struct Cells {
    common: Vec<i16>,
    rules: Vec<[i16; RULE]>,
    cues: Vec<[i16; CUE]>,
}

impl Cells {
    fn new(rules: u32, cues: u32) -> Self {
        Self {
            common: vec![0; COMMON],
            rules: vec![[0; RULE]; rules as usize],
            cues: vec![[0; CUE]; cues as usize],
        }
    }

    /// Adds to a cell; `owner` is the number of the rule or the cue.
    fn add(&mut self, block: Block, owner: usize, at: usize, weight: i16) {
        let cell = match block {
            Block::Common => self.common.get_mut(at),
            Block::Rule => self.rules.get_mut(owner).and_then(|cells| cells.get_mut(at)),
            Block::Cue => self.cues.get_mut(owner).and_then(|cells| cells.get_mut(at)),
            Block::Rare => None,
        };
        if let Some(cell) = cell {
            *cell = cell.saturating_add(weight);
        }
    }
}

/// The cells of features of which few weigh anything.
#[derive(Debug, Default)]
struct Rare {
    /// Each cell stands at its hash or in the next free place behind it; at least half are free.
    places: Vec<(u32, i16)>,
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
    fn of(cells: &[(u32, i16)]) -> Self {
        let places = vec![(FREE, 0); (2 * cells.len() + 1).next_power_of_two()];
        let mut rare = Self { places, some: Sieve::default() };
        for (cell, weight) in cells {
            let at = rare.place(*cell);
            rare.places[at] = (*cell, rare.places[at].1.saturating_add(*weight));
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
    fn weight(&self, cell: u32) -> i32 {
        if !self.some.may_hold(hash(cell)) {
            return 0;
        }
        i32::from(self.places[self.place(cell)].1)
    }
}

impl Weights {
    /// Those of a file, for statements alone or for beliefs too.
    pub(super) fn new(file: &str, written: &Written<'_>, names: &Names<'_>, beliefs: bool) -> Result<Self> {
        let sizes = names.sizes();
        let has_room = |dim: u8| sizes[usize::from(dim)] <= 1 << plan::width(dim);
        let mut others = (0..NO_DIM).filter(|dim| ![Dim::Rule as u8, Dim::Cue as u8].contains(dim));
        let weights = Self::of(&row::rows(file, written, names, beliefs)?, sizes);
        let Cells { rules, cues, .. } = &weights.cells;
        if others.all(has_room) && rules.len().max(cues.len()) <= 1 << RARE {
            return Ok(weights);
        }
        Err(Error::new(format!("{file}: more values of a fact than src/quote/plan.rs has room for")))
    }

    fn of(rows: &[Row], mut sizes: [u32; PLACES]) -> Self {
        let mut weights = Self::default();
        sizes[usize::from(KNOWN_CUE)] = weights.know_cues(rows, sizes[Dim::Cue as usize]);
        weights.cells = Cells::new(sizes[Dim::Rule as usize], sizes[usize::from(KNOWN_CUE)]);
        let mut rare = Vec::new();
        for row in rows {
            let mut facts = row.facts();
            if FEATURES[row.feature].contains(&Dim::Cue) {
                facts.set_known_cue(weights.known_cue(facts.value(Dim::Cue as u8) as u16));
            }
            let look = &PLAN[PLAN[row.feature].host];
            if look.block == Block::Rare {
                rare.push((rare_cell(look, &facts), row.weight));
            } else {
                weights.add(row, look, &facts, &sizes);
            }
        }
        weights.rare = Rare::of(&rare);
        weights
    }

    /// Adds what a feature weighs to every cell that its facts belong to, of itself or of its host.
    fn add(&mut self, row: &Row, look: &Look, facts: &Facts, sizes: &[u32; PLACES]) {
        let known = FEATURES[row.feature];
        let values = |dim: u8| match facts.value(dim) {
            value if known.iter().any(|known| *known as u8 == dim) => value..value + 1,
            _ => 0..sizes[usize::from(dim)],
        };
        let owners = match look.block {
            Block::Rule => values(Dim::Rule as u8),
            Block::Cue if known.contains(&Dim::Cue) => {
                let cue = facts.value(KNOWN_CUE);
                cue..cue + 1
            }
            Block::Cue => 0..sizes[usize::from(KNOWN_CUE)],
            Block::Common | Block::Rare => 0..1,
        };
        let steps = |at: usize| values(look.dims[at]).map(move |value| (value as usize) << look.shifts[at]);
        for owner in owners {
            for a in steps(0) {
                for b in steps(1) {
                    for c in steps(2) {
                        self.cells.add(look.block, owner as usize, look.first + a + b + c, row.weight);
                    }
                }
            }
        }
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

    fn look_up<const OF_CONTENT: bool>(&self, facts: &Facts) -> i32 {
        let cells = &self.cells;
        let owner = |dim| facts.value(dim) as usize;
        let blocks = (
            cells.common.first_chunk(),
            cells.rules.get(owner(Dim::Rule as u8)),
            cells.cues.get(owner(KNOWN_CUE)),
        );
        let (Some(common), Some(rule), Some(cue)) = blocks else { return 0 };
        sum(&Lookup::<OF_CONTENT> { common, rule, cue, rare: &self.rare, facts })
    }

    /// What is looked up once for a rule and a cue. Only with [`Self::content`] is it a score.
    pub(super) fn around(&self, facts: &Facts) -> i32 {
        self.look_up::<false>(facts)
    }

    /// What is looked up for each content.
    pub(super) fn content(&self, facts: &Facts) -> i32 {
        self.look_up::<true>(facts)
    }
}

/// The cells of one rule and one cue, and the facts that tell which count: those of the content, or the others.
struct Lookup<'w, const OF_CONTENT: bool> {
    common: &'w [i16; COMMON],
    rule: &'w [i16; RULE],
    cue: &'w [i16; CUE],
    rare: &'w Rare,
    facts: &'w Facts,
}

impl<const OF_CONTENT: bool> LookUp for Lookup<'_, OF_CONTENT> {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "all but a few additions is told when the program is built")]
    fn weight<const FEATURE: u32>(&self) -> i32 {
        let number = const { plan::find(FEATURE) };
        let look = const { &PLAN[plan::find(FEATURE)] };
        if look.host != number || look.of_content != OF_CONTENT {
            return 0;
        }
        let value =
            |at: usize| (self.facts.value(look.dims[at]) as usize & look.masks[at]) << look.shifts[at];
        match look.block {
            Block::Common => i32::from(self.common[look.first + value(0) + value(1) + value(2)]),
            Block::Rule => i32::from(self.rule[look.first + value(0) + value(1) + value(2)]),
            Block::Cue => i32::from(self.cue[look.first + value(0) + value(1) + value(2)]),
            Block::Rare => self.rare.weight(rare_cell(look, self.facts)),
        }
    }
}

/// The cell of a feature that has very many.
#[inline]
fn rare_cell(look: &Look, facts: &Facts) -> u32 {
    let value = |at: usize| facts.value(look.dims[at]) << look.shifts[at];
    (look.first as u32) << (3 * RARE) | value(0) | value(1) | value(2)
}

/// The logistic curve of a score in hundredths.
pub(super) fn confidence(score: i32) -> f32 {
    1.0 / (1.0 + (-score as f32 / 100.0).exp())
}

fn hash(key: u32) -> usize {
    (u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::super::evidence::DIMS;
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
        let mut sizes = std::array::from_fn(|dim| 1 << plan::width((dim as u8).min(NO_DIM)));
        (sizes[Dim::Rule as usize], sizes[Dim::Cue as usize]) = (60, 900);
        for weigh in [|weight: i16| weight, |weight: i16| 3 * (weight % 11)] {
            let row = |(at, weight)| {
                let (feature, facts): (usize, _) = (at % FEATURES.len(), facts(at as u32 / 3, &sizes));
                Row::new(feature, &facts, weigh(weight))
            };
            let rows: Vec<Row> = (0..5 * FEATURES.len()).zip(-200..).map(row).collect();
            let weights = Weights::of(&rows, sizes);
            for salt in 0..200 {
                let mut facts = facts(salt, &sizes);
                facts.set_known_cue(weights.known_cue(facts.value(Dim::Cue as u8) as u16));
                let holds = |row: &&Row| {
                    FEATURES[row.feature].iter().all(|d| row.facts().value(*d as u8) == facts.value(*d as u8))
                };
                let wanted: i32 = rows.iter().filter(holds).map(|row| i32::from(row.weight)).sum();
                assert_eq!(weights.around(&facts) + weights.content(&facts), wanted);
            }
        }
    }
}
