//! Every statement that some rule proposes: its cue, its source, its pieces. Choosing comes later.

use std::ops::Range;

use smallvec::SmallVec;

use super::condition::{Conditions, Demand};
use super::cue::{self, Found, Shape, Sighting};
use super::cut::{self, Ends};
use super::evidence::{Dim, Facts};
use super::fact::{Around, Content};
use super::matter::{Extent, Matter, start_of};
use super::{Memory, Rulebook, Scene, evidence, label};
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
    for head in scene.lines.heads(sentence) {
        for sighting in cue::find(scene.text, scene.tokens, scene.lexicon, line, head) {
            propose_around(scene, book, memory, sentence, sighting, out);
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
            frame.propose(&labels, &mut memory.cuts, &mut Told::default(), out);
        }
    }
}

/// Proposes what the rules find around a cue.
fn propose_around(
    scene: &Scene<'_>,
    book: &Rulebook,
    memory: &mut Memory<'_>,
    sentence: usize,
    sighting: Sighting<'_>,
    out: &mut impl Proposals,
) {
    let Some(line) = scene.lines.get(sentence) else { return };
    let found = Found::of(sighting, line, &mut memory.joined);
    let belief = found.cue.act == Act::Belief && !scene.beliefs;
    let mut best: Option<(Frame<'_>, Best)> = None;
    let mut told = Told::default();
    let mut site = Site::new(found.line.symbols, Some(found.at));
    for (number, rule) in book.frames.possible(&site) {
        let conditions = book.conditions(number);
        if conditions.allow(found.cue)
            && (!belief || conditions.demand(Demand::Always))
            && let Some(labels) = rule.labels(&mut site, &mut memory.frames)
        {
            let frame = Frame { scene, book, sentence, found, number, conditions };
            let new = frame.propose(&labels, &mut memory.cuts, &mut told, out);
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

/// A rule that matched around a cue.
struct Frame<'f> {
    scene: &'f Scene<'f>,
    book: &'f Rulebook,
    sentence: usize,
    found: Found<'f>,
    number: usize,
    conditions: Conditions,
}

/// What was told for one rule of a cue, and is the same for others.
#[derive(Default)]
struct Told {
    ends: Ends,
    /// A cue and a source as the last rule found them.
    stand: Option<Stand>,
}

/// A cue and a source with what can be known without a rule and a content.
#[derive(Clone)]
struct Stand {
    cue: Range<usize>,
    source: Option<Range<usize>>,
    named: Option<Range<u32>>,
    facts: Facts,
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

/// The best that a rule proposes around a cue.
struct Best {
    score: i32,
    ground: Ground,
    matter: Matter,
    extent: Extent,
}

impl Frame<'_> {
    /// Proposes what the rule found, in every extent that its content may have. The best is returned.
    fn propose(
        &self,
        labels: &Labels,
        memories: &mut Memories<'_>,
        told: &mut Told,
        out: &mut impl Proposals,
    ) -> Option<Best> {
        let mut matter = self.matter(labels, memories, &mut told.ends)?;
        let ground = self.ground(labels, &mut told.stand)?;
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
            let stand = self.stand(best.ground.cue.clone(), Some(start..source.end), number as u16 + 1);
            let ground = self.weigh(&stand);
            self.offer(&ground, &best.matter, best.extent, out);
        }
    }

    /// What all proposals of the rule here have in common; `None` where it may propose nothing.
    fn ground(&self, labels: &Labels, known: &mut Option<Stand>) -> Option<Ground> {
        let (cue, source) = (labels.get(label::CUE)?, labels.get(label::SOURCE));
        let known = match known {
            Some(known) if known.cue == cue && known.source == source => known,
            _ => known.insert(self.stand(cue, source, 0)),
        };
        let sort = || known.facts.value(Dim::Source as u8) as usize;
        if self.conditions.demand(Demand::Capitals) && sort() != evidence::CAPITALS {
            return None;
        }
        Some(self.weigh(known))
    }

    /// A cue and a source with what can be known of them; `reach` as in [`Around`].
    fn stand(&self, cue: Range<usize>, source: Option<Range<usize>>, reach: u16) -> Stand {
        let Self { scene, found, book, .. } = self;
        let named = source.clone().map(|range| trim(scene, found.line.tokens(range), false));
        let named = named.filter(|source| !source.is_empty());
        let around = Around { found, cue: cue.clone(), source: source.clone(), reach };
        let facts = around.facts(scene, named.clone(), book);
        Stand { cue, source, named, facts }
    }

    /// The same with the facts of the rule.
    fn weigh(&self, stand: &Stand) -> Ground {
        let Self { scene, found, conditions, .. } = self;
        let Stand { cue, source, named, mut facts } = stand.clone();
        facts.set(Dim::Rule, self.number as u16);
        facts.set(Dim::Fits, u16::from(conditions.fit(found.cue)));
        let line = found.line;
        let head = if found.row == u16::MAX { line.token(cue.start) } else { line.token(found.at) };
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
