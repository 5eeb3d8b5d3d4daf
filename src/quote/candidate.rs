//! Every statement that some rule proposes: its cue, its source, its pieces. Choosing comes later.

use std::ops::Range;

use smallvec::SmallVec;

use super::condition::{Conditions, Demand};
use super::cue::{self, Found, Shape};
use super::cut::{self, Ending, Ends};
use super::evidence::Facts;
use super::fact::{self, Around, Content};
use super::line::Line;
use super::{Memory, Rulebook, Scene, evidence, label, symbol};
use crate::lexicon::{Act, Class};
use crate::pattern::{Labels, Memories, Site};

/// The pieces of a statement, in order: of nearly all there are one or two.
pub(super) type Pieces<T> = SmallVec<[Range<T>; 4]>;

/// A statement as a rule proposes it. Ranges are of tokens.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) rule: usize,
    /// The row of its cue.
    pub(super) row: u16,
    pub(super) negated: bool,
    pub(super) cue: Range<u32>,
    pub(super) source: Option<Range<u32>>,
    pub(super) pieces: Pieces<u32>,
    pub(super) sentence: usize,
    pub(super) facts: Facts,
    pub(super) bid: Bid,
}

/// What a proposal is chosen by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bid {
    /// The token of its cue that carries it.
    pub(super) head: u32,
    /// The evidence's sum, in hundredths.
    pub(super) score: i32,
    /// Whether its rule is kept whatever the score.
    pub(super) always: bool,
}

/// Where proposals go.
pub(super) trait Proposals {
    /// Takes a proposal, or does not have it made.
    fn offer(&mut self, bid: Bid, make: impl FnOnce() -> Candidate);
}

/// All of them.
impl Proposals for Vec<Candidate> {
    fn offer(&mut self, _: Bid, make: impl FnOnce() -> Candidate) {
        self.push(make());
    }
}

/// Proposes the statements of a sentence.
pub(super) fn propose(
    scene: &Scene<'_>,
    book: &Rulebook,
    memory: &mut Memory<'_>,
    sentence: usize,
    out: &mut impl Proposals,
) {
    let Some(line) = scene.lines.get(sentence).filter(|line| line.len() >= 2) else { return };
    let heads = scene.lines.heads(sentence);
    for sighting in cue::find(scene.text, scene.tokens, scene.lexicon, line, heads) {
        let found = Found::of(sighting, line, &mut memory.joined);
        let belief = found.cue.act == Act::Belief && !scene.beliefs;
        let mut best: Option<(Frame<'_>, Best)> = None;
        let mut ends = Ends::default();
        let mut site = Site::new(found.line.symbols, Some(found.at));
        for (number, rule) in book.frames.possible(&site) {
            let conditions = book.conditions(number);
            if conditions.allow(found.cue)
                && (!belief || conditions.demand(Demand::Always))
                && let Some(labels) = rule.labels(&mut site, &mut memory.frames)
            {
                let frame = Frame { scene, book, sentence, found, number, conditions };
                let new = frame.propose(&labels, &mut memory.cuts, &mut ends, out);
                let better = |new: &Best| best.as_ref().is_none_or(|(_, old)| new.score > old.score);
                if let Some(new) = new.filter(better) {
                    best = Some((frame, new));
                }
            }
        }
        if let Some((frame, best)) = best {
            frame.reach(&best, out);
        }
    }
    let (cue, row) = (scene.no_cue, u16::MAX);
    let found = Found { cue, row, shape: Shape::Phrase, negated: false, line, at: 0 };
    let mut site = Site::new(line.symbols, None);
    for (bare, rule) in book.bare.possible(&site) {
        if let Some(labels) = rule.labels(&mut site, &mut memory.bare) {
            let number = book.frames.iter().len() + bare;
            let conditions = book.conditions(number);
            let frame = Frame { scene, book, sentence, found, number, conditions };
            frame.propose(&labels, &mut memory.cuts, &mut Ends::default(), out);
        }
    }
}

/// A rule that matched around a cue.
struct Frame<'f> {
    scene: &'f Scene<'f>,
    book: &'f Rulebook,
    sentence: usize,
    found: Found<'f>,
    number: usize,
    conditions: Conditions,
}

/// What a rule found around a cue, whatever the content.
struct Ground {
    /// In symbols.
    cue: Range<usize>,
    source: Option<Range<usize>>,
    /// The words of the source, in tokens.
    named: Option<Range<u32>>,
    head: u32,
    /// The facts of all that is no content, and their part of the score.
    facts: Facts,
    score: i32,
}

/// What a rule found as content, in symbols.
struct Matter {
    /// At first as they end by the rules of endings.
    pieces: Pieces<usize>,
    /// What stands before the report.
    before: Option<Range<usize>>,
    /// What the rules of endings end, and the one that did.
    open: Option<Range<usize>>,
    cut: Option<usize>,
    /// Whether the quotation that opens the next sentence is part of it.
    next: bool,
}

/// An extent that a content may have: where its first piece begins and its last one ends.
#[derive(Clone, Copy)]
struct Extent {
    start: usize,
    end: usize,
    ending: Ending,
    cut: Option<usize>,
}

/// The best that a rule proposes around a cue.
struct Best {
    score: i32,
    ground: Ground,
    matter: Matter,
    extent: Extent,
}

impl Matter {
    /// The content as it ends by the rules of endings, then as it would begin or end elsewhere.
    fn extents<'l>(&self, line: Line<'l>, conditions: Conditions) -> impl Iterator<Item = Extent> + use<'l> {
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
    fn extend(&mut self, extent: Extent) {
        if let Some(first) = self.pieces.first_mut() {
            first.start = extent.start;
        }
        if let Some(last) = self.pieces.last_mut() {
            last.end = extent.end;
        }
    }
}

impl Frame<'_> {
    /// Proposes what the rule found, in every extent that its content may have. The best is returned.
    fn propose(
        &self,
        labels: &Labels,
        memories: &mut Memories<'_>,
        ends: &mut Ends,
        out: &mut impl Proposals,
    ) -> Option<Best> {
        let mut matter = self.matter(labels, memories, ends)?;
        let ground = self.ground(labels)?;
        let mut best: Option<(i32, Extent)> = None;
        for extent in matter.extents(self.found.line, self.conditions) {
            matter.extend(extent);
            let Some(score) = self.offer(&ground, &matter, extent, out) else { continue };
            if best.as_ref().is_none_or(|(old, _)| score > *old) {
                best = Some((score, extent));
            }
        }
        let (score, extent) = best?;
        matter.extend(extent);
        Some(Best { score, ground, matter, extent })
    }

    /// The content; `None` where the rule does not have it.
    fn matter(&self, labels: &Labels, memories: &mut Memories<'_>, ends: &mut Ends) -> Option<Matter> {
        let line = self.found.line;
        let mut matter = Matter { pieces: Pieces::new(), before: None, open: None, cut: None, next: false };
        for (label, range) in labels.iter() {
            match label {
                label::BEFORE => {
                    matter.before = Some(range.clone());
                    matter.pieces.push(start_of(line, range.clone())..range.end);
                }
                label::CONTENT => matter.pieces.push(range),
                label::REST if self.conditions.demand(Demand::Topic) && self.is_no_topic(range.start) => {
                    return None;
                }
                label::REST => {
                    let (end, by) =
                        self.book.cuts.end(range.start, &self.found, self.conditions, memories, ends);
                    (matter.open, matter.cut) = (Some(range.start..end), by);
                    matter.pieces.push(range.start..end);
                }
                label::NEXT => matter.next = true,
                _ => {}
            }
        }
        Some(matter)
    }

    /// Proposes a statement once more with words before its source as part of it.
    fn reach(&self, best: &Best, out: &mut impl Proposals) {
        let line = self.found.line;
        let Some(source) = best.ground.source.clone().filter(|source| source.end <= best.ground.cue.start)
        else {
            return;
        };
        let before = best.matter.pieces.iter().filter(|piece| piece.start < source.start);
        let floor = before.map(|piece| piece.end).max().unwrap_or(0);
        for (number, start) in cut::earlier_sources(line, floor, source.start).enumerate() {
            let ground = self.stand(best.ground.cue.clone(), Some(start..source.end), number as u16 + 1);
            self.offer(&ground, &best.matter, best.extent, out);
        }
    }

    /// What all proposals of the rule here have in common; `None` where it may propose nothing.
    fn ground(&self, labels: &Labels) -> Option<Ground> {
        let ground = self.stand(labels.get(label::CUE)?, labels.get(label::SOURCE), 0);
        let source = || fact::source_sort(self.scene, ground.named.clone());
        if self.conditions.demand(Demand::Capitals) && source() != evidence::CAPITALS {
            return None;
        }
        Some(ground)
    }

    /// A cue and a source with what can be known without a content; `reach` as in [`Around`].
    fn stand(&self, cue: Range<usize>, source: Option<Range<usize>>, reach: u16) -> Ground {
        let Self { scene, found, conditions, .. } = self;
        let line = found.line;
        let named = source.clone().map(|range| trim(scene, line.tokens(range), false));
        let named = named.filter(|source| !source.is_empty());
        let head = if found.row == u16::MAX { line.token(cue.start) } else { line.token(found.at) };
        let fits = conditions.fit(found.cue);
        let around = Around { found, cue: cue.clone(), source: source.clone(), reach, fits };
        let facts = around.facts(scene, self.number, named.clone(), self.book);
        let score = self.book.weights.around(&facts, scene.beliefs);
        Ground { cue, source, named, head: head as u32, facts, score }
    }

    /// Proposes a content in the extent that its pieces have; its score, or `None` where no words are left of it.
    fn offer(
        &self,
        ground: &Ground,
        matter: &Matter,
        extent: Extent,
        out: &mut impl Proposals,
    ) -> Option<i32> {
        let line = self.found.line;
        let pieces = self.in_tokens(&matter.pieces, matter.next);
        if pieces.is_empty() {
            return None;
        }
        let Extent { ending, cut, .. } = extent;
        let content = Content { line, pieces: &matter.pieces, cue: &ground.cue, ending, cut };
        let mut facts = ground.facts;
        content.tell(self.scene, &pieces, &mut facts);
        let score = ground.score + self.book.weights.content(&facts, self.scene.beliefs);
        let bid = Bid { head: ground.head, score, always: self.conditions.demand(Demand::Always) };
        out.offer(bid, || Candidate {
            rule: self.number,
            row: self.found.row,
            negated: self.found.negated,
            cue: line.tokens(ground.cue.clone()),
            source: ground.named.clone(),
            pieces,
            sentence: self.sentence,
            facts,
            bid,
        });
        Some(score)
    }

    /// Whether what begins at a symbol is whom or where one speaks to, in or from, not what of.
    fn is_no_topic(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let token = self.scene.tokens.get(self.found.line.token(before));
        token.is_some_and(|token| token.word.is_any(&[Class::To, Class::InAt, Class::From]))
    }

    /// The pieces in tokens, trimmed; the next sentence's quotation too if it belongs to them.
    fn in_tokens(&self, pieces: &[Range<usize>], next: bool) -> Pieces<u32> {
        let line = self.found.line;
        let whole = self.conditions.demand(Demand::ToParagraphEnd);
        let mut ranges: Pieces<u32> = pieces.iter().map(|piece| line.tokens(piece.clone())).collect();
        if let Some(last) = ranges.last_mut().filter(|_| whole) {
            last.end = self.scene.paragraph_end(line.paragraph).unwrap_or(last.end);
        }
        ranges.extend(next.then(|| self.scene.opening_quotation(self.sentence + 1)).flatten());
        for range in &mut ranges {
            *range = trim(self.scene, range.clone(), whole);
        }
        ranges.retain(|piece| piece.start < piece.end);
        ranges
    }
}

/// Content that stands before its report starts at the sentence's start, or after a semicolon.
fn start_of(line: Line<'_>, range: Range<usize>) -> usize {
    let last = line.symbols[range.clone()].iter().rposition(|&s| s == symbol::SEMICOLON);
    last.map_or(range.start, |at| range.start + at + 1)
}

/// A piece without the marks around it; a piece that is one quotation without its quotation marks. Whole
/// sentences keep their last stop.
fn trim(scene: &Scene<'_>, range: Range<u32>, sentences: bool) -> Range<u32> {
    let tokens = scene.tokens;
    let loose = |at: u32| {
        tokens.get(at as usize).is_some_and(|t| {
            !t.is_quoted()
                && t.mark().is_some_and(|c| !matches!(c, '$' | '#' | '@' | '%' | '(' | '[' | ')' | ']'))
        })
    };
    let mut range = range;
    while !range.is_empty() && loose(range.start) {
        range.start += 1;
    }
    let stop = |at: u32| tokens.get(at as usize).is_some_and(|t| matches!(t.mark(), Some('.' | '!' | '?')));
    while !range.is_empty() && loose(range.end - 1) && !(sentences && stop(range.end - 1)) {
        range.end -= 1;
    }
    scene.inside_marks(range)
}
