//! The evidence around spans, gathered once for all that begin or end at one token.
//!
//! Places of spans enter, features leave. What stands for what is for [`super::context`] to say.

use super::context;
use super::document::company_of;
use super::feature::Feature::{self, *};
use super::list::{List, Lists};
use super::piece::Page;
use super::room;
use super::weights::{Sum, Weights};

/// Features around a span that count together with what the span is.
const JOINT: [Feature; 19] = [
    BeforeTitle,
    BeforeRoleCapital,
    BeforeRole,
    BeforeIn,
    BeforePlacePreposition,
    BeforeThe,
    BeforeRoleOf,
    BeforeSpeech,
    BeforeCapitalComma,
    BeforeBracket,
    BeforeContest,
    NearCapital,
    AfterSpeech,
    AfterOther,
    AfterPossessive,
    AfterCommaCapital,
    AfterBracketAcronym,
    AfterCapital,
    AfterContest,
];

/// Which of the features that count together with others stand around a span, and what company they keep it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around(u32);

impl Around {
    /// Where the bits of the company begin.
    const COMPANY: u32 = 24;

    /// For each feature its bit, if it has one, and its company.
    const BITS: [u32; Feature::ALL.len()] = {
        let mut bits = [0; Feature::ALL.len()];
        let mut at = 0;
        while at < Feature::ALL.len() {
            bits[at] = (company_of(Feature::ALL[at]) as u32) << Self::COMPANY;
            at += 1;
        }
        at = 0;
        while at < JOINT.len() {
            bits[JOINT[at] as usize] |= 1 << at;
            at += 1;
        }
        bits
    };

    #[inline]
    fn of(features: &[Feature]) -> Self {
        Self(features.iter().fold(0, |all, feature| all | Self::BITS[*feature as usize]))
    }

    /// Whether a feature stands around; it must be one of those that have a bit.
    #[inline]
    pub(super) fn holds(self, feature: Feature) -> bool {
        debug_assert!(JOINT.contains(&feature), "{feature:?} has no bit");
        self.0 & Self::BITS[feature as usize] & ((1 << Self::COMPANY) - 1) != 0
    }

    /// The company that they tell of, for the same form elsewhere.
    pub(super) fn company(self) -> u8 {
        (self.0 >> Self::COMPANY) as u8
    }
}

// The sides of a span.
const BEFORE: usize = 0;
const AFTER: usize = 1;

/// What stands on one side: a range of features, and which of them count together with others.
#[derive(Clone, Copy, Debug)]
struct Side {
    from: u32,
    to: u32,
    joint: Around,
    /// Where what they add up to stands, if they stand before a span: with them a sum begins.
    sum: u32,
}

/// What stands around the spans of a page: gathered once for all that begin at a token, and for all that
/// end at one.
#[derive(Debug, Default)]
pub(super) struct Sides {
    pub(super) features: Lists,
    gathered: Vec<Side>,
    sums: Vec<Sum>,
    /// For each token which of these stands before it, and which after it, counted from 1; 0 not gathered yet.
    places: Vec<[u32; 2]>,
}

impl Sides {
    /// Nothing gathered yet, in the room of what was gathered of another page.
    pub(super) fn open(mut self, page: &Page<'_>) -> Self {
        self.features.empty();
        self.features.reserve(page.len() / 2);
        room::empty(&mut self.gathered);
        // Few spans begin or end with a word in small letters.
        self.gathered.reserve(2 * page.capitals.len());
        room::empty(&mut self.sums);
        room::empty(&mut self.places);
        self.places.resize(page.len(), [0; 2]);
        self
    }

    /// Gathers the evidence before a span and that after it; which of it counts together with others.
    pub(super) fn around(&mut self, page: &Page<'_>, weights: &Weights, first: usize, last: usize) -> Around {
        let before = self.side(weights, first, BEFORE, |out| context::before(page, first, out));
        Around(before.0 | self.side(weights, last, AFTER, |out| context::after(page, last, out)).0)
    }

    #[inline]
    fn side(
        &mut self,
        weights: &Weights,
        at: usize,
        side: usize,
        gather: impl FnOnce(&mut List<'_>),
    ) -> Around {
        match (self.places[at][side] as usize).checked_sub(1) {
            Some(gathered) => self.gathered[gathered].joint,
            None => self.gather(weights, at, side, gather),
        }
    }

    #[inline(never)]
    fn gather(
        &mut self,
        weights: &Weights,
        at: usize,
        side: usize,
        gather: impl FnOnce(&mut List<'_>),
    ) -> Around {
        let from = self.features.len();
        self.features.fill(gather);
        let features = self.features.range(from, self.features.len());
        let joint = Around::of(features);
        let sum = self.sums.len() as u32;
        if side == BEFORE {
            self.sums.push(weights.sum(features));
        }
        self.gathered.push(Side { from: from as u32, to: self.features.len() as u32, joint, sum });
        self.places[at][side] = self.gathered.len() as u32;
        joint
    }

    /// What was gathered before a span that begins at a token, as a range of features, and what it adds up to.
    #[inline]
    pub(super) fn before(&self, first: usize) -> ((usize, usize), &Sum) {
        let side = &self.gathered[self.places[first][BEFORE] as usize - 1];
        ((side.from as usize, side.to as usize), &self.sums[side.sum as usize])
    }

    /// What was gathered after a span that ends at a token, as a range of features.
    #[inline]
    pub(super) fn after(&self, last: usize) -> (usize, usize) {
        let side = &self.gathered[self.places[last][AFTER] as usize - 1];
        (side.from as usize, side.to as usize)
    }
}
