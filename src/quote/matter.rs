//! The content of a proposal, and in which extents it is tried.
//!
//! What a rule labelled enters, in symbols of its sentence; where the content may begin and end leaves. What speaks
//! for an extent is not known here.

use std::ops::Range;

use super::candidate::Pieces;
use super::condition::Conditions;
use super::cut::{self, Ending};
use super::line::Line;
use super::symbol;

/// What a rule found as content, in symbols.
pub(super) struct Matter {
    /// At first as they end by the rules of endings.
    pub(super) pieces: Pieces<usize>,
    /// What stands before the report.
    pub(super) before: Option<Range<usize>>,
    /// What the rules of endings end, and the one that did.
    pub(super) open: Option<Range<usize>>,
    pub(super) cut: Option<usize>,
    /// Whether the quotation that opens the next sentence is part of it.
    pub(super) next: bool,
}

/// An extent that a content may have: where its first piece begins and its last one ends.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) ending: Ending,
    pub(super) cut: Option<usize>,
}

impl Matter {
    /// The content as it ends by the rules of endings, then as it would begin or end elsewhere.
    pub(super) fn extents<'l>(
        &self,
        line: Line<'l>,
        conditions: Conditions,
    ) -> impl Iterator<Item = Extent> + use<'l> {
        let start = self.pieces.first().map_or(0, |piece| piece.start);
        let (end, cut) = (self.pieces.last().map_or(0, |piece| piece.end), self.cut);
        let own = Extent { start, end, ending: Ending::Rule, cut };
        let starts = self.before.clone().into_iter().flat_map(move |before| cut::later_starts(line, before));
        let starts = starts.map(move |start| Extent { start, ending: Ending::Inside, ..own });
        let ends = self.open.clone().into_iter().flat_map(move |open| cut::elsewhere(line, open, conditions));
        let ends = ends.map(move |(end, ending)| {
            let cut = cut.filter(|_| ending == Ending::Later);
            Extent { end, ending, cut, ..own }
        });
        std::iter::once(own).chain(starts).chain(ends)
    }

    /// Gives the pieces an extent.
    pub(super) fn extend(&mut self, extent: Extent) {
        if let Some(first) = self.pieces.first_mut() {
            first.start = extent.start;
        }
        if let Some(last) = self.pieces.last_mut() {
            last.end = extent.end;
        }
    }
}

/// Content that stands before its report starts at the sentence's start, or after a semicolon.
pub(super) fn start_of(line: Line<'_>, range: Range<usize>) -> usize {
    let last = line.symbols[range.clone()].iter().rposition(|&s| s == symbol::SEMICOLON);
    last.map_or(range.start, |at| range.start + at + 1)
}
