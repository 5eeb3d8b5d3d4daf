//! The evidence around spans, gathered once for all that begin or end at one token.
//!
//! Places of spans enter, features leave. What stands for what is for [`super::context`] to say.

use super::context;
use super::feature::Feature;
use super::piece::Page;

/// What stands around the spans of a page: gathered once for all that begin at a token, and for all that
/// end at one.
pub(super) struct Sides {
    features: Vec<Feature>,
    /// For each token which features stand before it, and which after it.
    ranges: Vec<[Option<(u32, u32)>; 2]>,
}

impl Sides {
    /// Nothing gathered yet.
    pub(super) fn new(page: &Page<'_>) -> Self {
        Self { features: Vec::with_capacity(page.len()), ranges: vec![[None; 2]; page.len()] }
    }

    /// The evidence before a span and that after it.
    pub(super) fn around(&mut self, page: &Page<'_>, first: usize, last: usize) -> [&[Feature]; 2] {
        let before = self.side(first, 0, |out| context::before(page, first, out));
        let after = self.side(last, 1, |out| context::after(page, last, out));
        [before, after].map(|(from, to)| &self.features[from as usize..to as usize])
    }

    fn side(&mut self, at: usize, side: usize, gather: impl FnOnce(&mut Vec<Feature>)) -> (u32, u32) {
        *self.ranges[at][side].get_or_insert_with(|| {
            let from = self.features.len() as u32;
            gather(&mut self.features);
            (from, self.features.len() as u32)
        })
    }
}
