//! The evidence around spans, gathered once for all that begin or end at one token.
//!
//! Places of spans enter, features leave. What stands for what is for [`super::context`] to say.

use super::context;
use super::feature::Feature::{self, *};
use super::piece::Page;

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

/// Which of the features that count together with others stand around a span.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around(u32);

impl Around {
    /// For each feature its bit, if it has one.
    const BITS: [u32; Feature::ALL.len()] = {
        let mut bits = [0; Feature::ALL.len()];
        let mut at = 0;
        while at < JOINT.len() {
            bits[JOINT[at] as usize] = 1 << at;
            at += 1;
        }
        bits
    };

    fn of(features: &[Feature]) -> Self {
        Self(features.iter().fold(0, |all, feature| all | Self::BITS[*feature as usize]))
    }

    /// Whether a feature stands around; it must be one of those that have a bit.
    #[inline]
    pub(super) fn holds(self, feature: Feature) -> bool {
        debug_assert!(JOINT.contains(&feature), "{feature:?} has no bit");
        self.0 & Self::BITS[feature as usize] != 0
    }
}

/// What stands on one side: a range of features, and which of them count together with others.
#[derive(Clone, Copy, Debug)]
struct Side {
    from: u32,
    to: u32,
    joint: Around,
}

/// What stands around the spans of a page: gathered once for all that begin at a token, and for all that
/// end at one.
pub(super) struct Sides {
    features: Vec<Feature>,
    gathered: Vec<Side>,
    /// For each token which of these stands before it, and which after it, counted from 1; 0 not gathered yet.
    places: Vec<[u32; 2]>,
}

impl Sides {
    /// Nothing gathered yet.
    pub(super) fn new(page: &Page<'_>) -> Self {
        Self {
            features: Vec::with_capacity(page.len()),
            gathered: Vec::with_capacity(page.len() / 4),
            places: vec![[0; 2]; page.len()],
        }
    }

    /// The evidence before a span and that after it, and which of it counts together with others.
    pub(super) fn around(&mut self, page: &Page<'_>, first: usize, last: usize) -> ([&[Feature]; 2], Around) {
        let before = self.side(first, 0, |out| context::before(page, first, out));
        let after = self.side(last, 1, |out| context::after(page, last, out));
        let features = [before, after].map(|side| &self.features[side.from as usize..side.to as usize]);
        (features, Around(before.joint.0 | after.joint.0))
    }

    fn side(&mut self, at: usize, side: usize, gather: impl FnOnce(&mut Vec<Feature>)) -> Side {
        let place = &mut self.places[at][side];
        if *place == 0 {
            let from = self.features.len() as u32;
            gather(&mut self.features);
            let joint = Around::of(&self.features[from as usize..]);
            self.gathered.push(Side { from, to: self.features.len() as u32, joint });
            *place = self.gathered.len() as u32;
        }
        self.gathered[*place as usize - 1]
    }
}
