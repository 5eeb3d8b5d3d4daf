//! What is told of the candidates of a document, in lists: what speaks for each, and what that adds up to.
//!
//! Candidates enter, and who says what speaks for them; the best kind of each and the chosen leave. What a piece of
//! evidence means is not known here.

use super::Kind;
use super::candidate::Candidate;
use super::decide::{self, Choice};
use super::form::Parts;
use super::list::{List, Lists};
use super::piece::Page;
use super::room;
use super::side::Sides;
use super::weights::{self, Rows as Total, Sum, Weights};

/// The candidates of a document.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// In order of first token, then last, with the numbers of their forms.
    pub(super) candidates: Vec<(Candidate, Parts)>,
    /// What stands around them.
    pub(super) sides: Sides,
    /// What the text says of each of them, one after the other: what stands before it and after, and what it is.
    text: Lists,
    /// Where that of each ends.
    ends: Vec<u32>,
    /// What the text says of each, added up.
    sums: Vec<Sum>,
    /// What an earlier pass adds, and where in it that of each candidate stands.
    added: Lists,
    ranges: Vec<(u32, u32)>,
    /// What each candidate adds up to with that.
    totals: Vec<Total>,
    /// The best kind of each candidate and its sum in the last pass.
    pub(super) best: Vec<(Kind, f32)>,
    pub(super) choice: Choice,
}

impl Table {
    /// With no candidate of a page in it.
    pub(super) fn open(mut self, page: &Page<'_>) -> Self {
        self.sides = self.sides.open(page);
        self.text.empty();
        room::empty(&mut self.ends);
        room::empty(&mut self.sums);
        self.added.empty();
        room::empty(&mut self.ranges);
        room::empty(&mut self.totals);
        self
    }

    /// Makes room for what is to be told of the candidates.
    pub(super) fn reserve(&mut self) {
        let count = self.candidates.len();
        self.text.reserve(24 * count);
        self.ends.reserve(count);
        self.sums.reserve(count);
        self.totals.reserve(count);
    }

    /// Adds what the text says of the next candidate, whose evidence before and after it was gathered.
    #[inline]
    pub(super) fn push(&mut self, weights: &Weights, candidate: Candidate, tell: impl FnOnce(&mut List<'_>)) {
        let from = self.text.len();
        let Self { text, sides, .. } = self;
        let (before, sum) = sides.before(candidate.first as usize);
        text.fill(|list| {
            list.add_range(&sides.features, before);
            list.add_range(&sides.features, sides.after(candidate.last as usize));
            tell(list);
        });
        let sum = weights.sum_text((before.1 - before.0, sum), text.range(from, text.len()));
        self.ends.push(text.len() as u32);
        self.totals.push(sum.rows);
        self.sums.push(sum);
    }

    /// Makes ready for passes; `tokens` is how many tokens there are.
    pub(super) fn close(&mut self, tokens: usize) {
        self.ranges.resize(self.candidates.len(), (0, 0));
        self.choice.open(&self.candidates, tokens);
    }

    /// Says anew what an earlier pass adds to a candidate.
    #[inline]
    pub(super) fn add(&mut self, weights: &Weights, number: usize, tell: impl FnOnce(&mut List<'_>)) {
        let from = self.added.len();
        self.added.fill(tell);
        self.ranges[number] = (from as u32, self.added.len() as u32);
        self.totals[number] = if self.added.len() == from {
            self.sums[number].rows
        } else {
            weights.total(&self.sums[number], self.parts(number))
        };
    }

    /// Chooses those that are names by the weights of a pass.
    pub(super) fn choose(&mut self, pass: usize) {
        self.best.clear();
        self.best.extend(self.totals.iter().map(|rows| decide::best(rows.score(pass))));
        self.choice.choose(&self.best);
    }

    /// What the text says of a candidate, added up.
    pub(super) fn sum(&self, number: usize) -> &Sum {
        &self.sums[number]
    }

    /// What speaks for a candidate: what the text says, what the pass before adds.
    pub(super) fn parts(&self, number: usize) -> weights::Parts<'_> {
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let text = self.text.range(from, self.ends[number] as usize);
        let (from, to) = self.ranges[number];
        [text, self.added.range(from as usize, to as usize)]
    }
}
