//! A rule that matched around a cue, and what it proposes there.
//!
//! What its labels matched enters; proposals leave, in every extent that their content may have, each with its
//! facts and its score. Which of them stand is not known here.

use std::ops::Range;

use super::candidate::{Bid, Candidate, Pieces, Proposals};
use super::condition::{Conditions, Demand};
use super::cue::Found;
use super::cut::{self, Ends, Want};
use super::evidence::{self, Dim, Facts};
use super::fact::{Around, Content};
use super::matter::{Extent, Matter, start_of};
use super::{Rulebook, Scene, label};
use crate::lexicon::Class;
use crate::pattern::Labels;

/// A rule that matched around a cue.
pub(super) struct Frame<'f> {
    pub(super) scene: &'f Scene<'f>,
    pub(super) book: &'f Rulebook,
    pub(super) found: &'f Found<'f>,
    /// The number of the cue among those that are worked on together.
    pub(super) site: usize,
    /// That of the rule.
    pub(super) number: usize,
    pub(super) conditions: Conditions,
}

/// A cue and a source with what can be known without a rule and a content.
#[derive(Clone)]
pub(super) struct Stand {
    cue: Range<usize>,
    source: Option<Range<usize>>,
    named: Option<Range<u32>>,
    facts: Facts,
}

/// What a rule found around a cue, whatever the content.
struct Ground {
    /// In symbols.
    cue: Range<usize>,
    /// The words of the source, in tokens.
    named: Option<Range<u32>>,
    head: u32,
    /// The facts of all that is no content, and their part of the score.
    facts: Facts,
    score: i32,
}

/// The best that a rule proposes around a cue: its score and the extent of its content.
pub(super) type Best = (i32, Extent);

impl Frame<'_> {
    /// Proposes what the rule found, in every extent that its content may have. The best is returned. In `stand` is
    /// what the last rule of the same cue found.
    pub(super) fn propose(
        &self,
        labels: &Labels,
        ends: &Ends,
        stand: &mut Option<Stand>,
        out: &mut impl Proposals,
    ) -> Option<Best> {
        let mut matter = self.matter(labels, ends)?;
        let ground = self.ground(labels, stand)?;
        let mut best: Option<Best> = None;
        matter.extents(self.found.line, self.conditions).for_each(|extent| {
            matter.extend(extent);
            let Some(score) = self.offer(&ground, &matter, extent, out) else { return };
            if best.as_ref().is_none_or(|(old, _)| score > *old) {
                best = Some((score, extent));
            }
        });
        best
    }

    /// Of which contents it must be told where they end.
    pub(super) fn wants(&self, labels: &Labels) -> impl Iterator<Item = Want> {
        let rests = labels.iter().filter(|(label, _)| *label == label::REST);
        rests.filter(|(_, range)| self.has(range)).map(|(_, range)| self.want(&range))
    }

    /// That of one that begins with some symbols.
    fn want(&self, content: &Range<usize>) -> Want {
        Want { site: self.site, start: content.start, phrase: self.conditions.demand(Demand::NounPhrase) }
    }

    /// Whether the rule has a content that begins with some symbols.
    fn has(&self, content: &Range<usize>) -> bool {
        !(self.conditions.demand(Demand::Topic) && self.is_no_topic(content.start))
    }

    /// The content; `None` where the rule does not have it.
    fn matter(&self, labels: &Labels, ends: &Ends) -> Option<Matter> {
        let line = self.found.line;
        let mut matter = Matter { pieces: Pieces::new(), before: None, open: None, cut: None, next: false };
        for (label, range) in labels.iter() {
            match label {
                label::BEFORE => {
                    matter.before = Some(range.clone());
                    matter.pieces.push(start_of(line, range.clone())..range.end);
                }
                label::CONTENT => matter.pieces.push(range),
                label::REST if !self.has(&range) => return None,
                label::REST => {
                    let (end, by) = ends.of(&self.want(&range))?;
                    (matter.open, matter.cut) = (Some(range.start..end), by);
                    matter.pieces.push(range.start..end);
                }
                label::NEXT => matter.next = true,
                _ => {}
            }
        }
        Some(matter)
    }

    /// Proposes the best of what the rule proposed once more, with words before its source as part of that.
    pub(super) fn reach(&self, labels: &Labels, ends: &Ends, extent: Extent, out: &mut impl Proposals) {
        let line = self.found.line;
        let (Some(cue), Some(source)) = (labels.get(label::CUE), labels.get(label::SOURCE)) else { return };
        if source.start == 0 || source.end > cue.start {
            return;
        }
        let Some(mut matter) = self.matter(labels, ends) else { return };
        matter.extend(extent);
        let before = matter.pieces.iter().filter(|piece| piece.start < source.start);
        let floor = before.map(|piece| piece.end).max().unwrap_or(0);
        for (number, start) in cut::earlier_sources(line, floor, source.start).enumerate() {
            let stand = self.stand(cue.clone(), Some(start..source.end), number as u16 + 1);
            let ground = self.weigh(&stand);
            self.offer(&ground, &matter, extent, out);
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
        let Self { found, conditions, .. } = self;
        let Stand { cue, named, mut facts, .. } = stand.clone();
        facts.set(Dim::Rule, self.number as u16);
        facts.set(Dim::Fits, u16::from(conditions.fit(found.cue)));
        let line = found.line;
        let head = if found.is_cue() { line.token(found.at) } else { line.token(cue.start) };
        let score = self.book.weights.around(&facts);
        Ground { cue, named, head: head as u32, facts, score }
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
        let score = ground.score + self.book.weights.content(&facts);
        let bid = Bid { head: ground.head, score, always: self.conditions.demand(Demand::Always) };
        out.offer(bid, || Candidate {
            rule: self.number,
            row: self.found.row,
            negated: self.found.negated,
            cue: line.tokens(ground.cue.clone()),
            source: ground.named.clone(),
            pieces,
            sentence: self.found.sentence,
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
        let mut trimmed = Pieces::new();
        let mut add = |range: Range<u32>| {
            let range = trim(self.scene, range, whole);
            if range.start < range.end {
                trimmed.push(range);
            }
        };
        for (number, piece) in (1..).zip(pieces) {
            let mut range = line.tokens(piece.clone());
            if whole && number == pieces.len() {
                range.end = self.scene.paragraph_end(line.paragraph).unwrap_or(range.end);
            }
            add(range);
        }
        if next && let Some(quotation) = self.scene.opening_quotation(self.found.sentence + 1) {
            add(quotation);
        }
        trimmed
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
