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
    /// What each of them is, one after the other.
    own: Lists,
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
        self.own.empty();
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
        self.own.reserve(16 * count);
        self.ends.reserve(count);
        self.sums.reserve(count);
        self.totals.reserve(count);
    }

    /// Adds what the text says of the next candidate, whose evidence before and after it was gathered.
    #[inline]
    pub(super) fn push(&mut self, weights: &Weights, candidate: Candidate, tell: impl FnOnce(&mut List<'_>)) {
        let from = self.own.len();
        self.own.fill(tell);
        let own = self.own.range(from, self.own.len());
        let before = self.sides.before(candidate.first as usize);
        let sum = weights.sum_text(before, self.sides.after(candidate.last as usize), own);
        self.ends.push(self.own.len() as u32);
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

    /// What speaks for a candidate: what stands before it and after, what it is, what the pass before adds.
    pub(super) fn parts(&self, number: usize) -> weights::Parts<'_> {
        let (candidate, _) = self.candidates[number];
        let (before, _) = self.sides.before(candidate.first as usize);
        let (after, _) = self.sides.after(candidate.last as usize);
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let own = self.own.range(from, self.ends[number] as usize);
        let (from, to) = self.ranges[number];
        [before, after, own, self.added.range(from as usize, to as usize)]
    }
}
