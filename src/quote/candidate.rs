//! Every statement that some rule proposes: its cue, its source, its pieces. Choosing comes later.

use std::ops::Range;

use super::condition::{Conditions, Demand};
use super::cue::{self, Found, Shape};
use super::cut::{self, Ending};
use super::evidence::Facts;
use super::fact::{self, Around, Content};
use super::line::Line;
use super::{Memory, Rulebook, Scene, evidence, symbol};
use crate::lexicon::{Act, Class};
use crate::pattern::{Labels, Site};

/// A statement as a rule proposes it. Ranges are of tokens.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) rule: usize,
    /// The row of its cue.
    pub(super) row: u16,
    pub(super) negated: bool,
    /// The token of the cue that carries it.
    pub(super) head: u32,
    pub(super) cue: Range<u32>,
    pub(super) source: Option<Range<u32>>,
    pub(super) pieces: Vec<Range<u32>>,
    pub(super) sentence: usize,
    pub(super) facts: Facts,
    /// The evidence's sum, in hundredths.
    pub(super) score: i32,
    /// Whether its rule is kept whatever the score.
    pub(super) always: bool,
}

/// Proposes the statements of a sentence.
pub(super) fn propose(
    scene: &Scene<'_>,
    book: &Rulebook,
    memory: &mut Memory<'_>,
    sentence: usize,
    out: &mut Vec<Candidate>,
) {
    let line = &scene.lines[sentence];
    if line.len() < 2 {
        return;
    }
    for found in cue::find(scene.text, scene.tokens, scene.lexicon, line) {
        let belief = found.cue.act == Act::Belief && !scene.beliefs;
        let mut best: Option<(Frame<'_>, Best)> = None;
        let mut site = Site::new(&found.line.symbols, Some(found.at));
        for (number, rule) in book.frames.possible(&site) {
            let conditions = book.conditions(number);
            if conditions.allow(found.cue)
                && (!belief || conditions.demand(Demand::Always))
                && let Some(labels) = rule.labels(&mut site, &mut memory.frames)
            {
                let frame = Frame { scene, book, sentence, found: &found, number, conditions };
                let new = frame.propose(&labels, memory, out);
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
    let found = &Found {
        cue: scene.no_cue,
        row: u16::MAX,
        shape: Shape::Phrase,
        negated: false,
        line: line.clone(),
        at: 0,
    };
    let mut site = Site::new(&line.symbols, None);
    for (bare, rule) in book.bare.possible(&site) {
        if let Some(labels) = rule.labels(&mut site, &mut memory.bare) {
            let number = book.frames.iter().len() + bare;
            let conditions = book.conditions(number);
            let frame = Frame { scene, book, sentence, found, number, conditions };
            frame.propose(&labels, memory, out);
        }
    }
}

/// A rule that matched around a cue.
struct Frame<'f> {
    scene: &'f Scene<'f>,
    book: &'f Rulebook,
    sentence: usize,
    found: &'f Found<'f>,
    number: usize,
    conditions: Conditions,
}

/// What a rule found around a cue, whatever the content: the cue's symbols, and a candidate that has no
/// pieces yet and only the facts of what stands around them, with their part of the score.
struct Ground {
    cue: Range<usize>,
    source: Option<Range<usize>>,
    candidate: Candidate,
}

/// A content as a rule may have it.
struct Extent {
    /// In symbols.
    pieces: Vec<Range<usize>>,
    ending: Ending,
    cut: Option<usize>,
}

/// The best that a rule proposes around a cue.
struct Best {
    score: i32,
    ground: Ground,
    extent: Extent,
    next: bool,
}

impl Frame<'_> {
    /// Proposes what the rule found, in every extent that its content may have. The best is returned.
    fn propose(
        &self,
        labels: &Labels<'_>,
        memory: &mut Memory<'_>,
        out: &mut Vec<Candidate>,
    ) -> Option<Best> {
        let extents = self.extents(labels, memory)?;
        let ground = self.ground(labels)?;
        let next = labels.iter().any(|(label, _)| *label == "next");
        let mut best: Option<(i32, Extent)> = None;
        for extent in extents {
            let Some(candidate) = self.candidate(&ground, &extent, next) else { continue };
            if best.as_ref().is_none_or(|(score, _)| candidate.score > *score) {
                best = Some((candidate.score, extent));
            }
            out.push(candidate);
        }
        let (score, extent) = best?;
        Some(Best { score, ground, extent, next })
    }

    /// The content as it ends by the rules of endings, then as it would begin or end elsewhere.
    fn extents(&self, labels: &Labels<'_>, memory: &mut Memory<'_>) -> Option<Vec<Extent>> {
        let line = &self.found.line;
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let (mut before, mut open, mut cut) = (None, None, None);
        for (label, range) in labels {
            match *label {
                "before" => {
                    before = Some(range.clone());
                    pieces.push(start_of(line, range.clone())..range.end);
                }
                "content" => pieces.push(range.clone()),
                "rest" if self.conditions.demand(Demand::Topic) && self.is_no_topic(range.start) => {
                    return None;
                }
                "rest" => {
                    let (end, by) =
                        self.book.cuts.end(line, range.start, self.found, self.conditions, &mut memory.cuts);
                    (open, cut) = (Some(range.start..end), by);
                    pieces.push(range.start..end);
                }
                _ => {}
            }
        }
        let starts = before.into_iter().flat_map(|before| cut::later_starts(line, before)).map(|start| {
            let mut pieces = pieces.clone();
            if let Some(first) = pieces.first_mut() {
                first.start = start;
            }
            Extent { pieces, ending: Ending::Inside, cut }
        });
        let ends = open.into_iter().flat_map(|open| cut::elsewhere(line, open, self.conditions));
        let ends = ends.map(|(end, ending)| {
            let mut pieces = pieces.clone();
            if let Some(last) = pieces.last_mut() {
                last.end = end;
            }
            Extent { pieces, ending, cut: cut.filter(|_| ending == Ending::Later) }
        });
        let own = Extent { pieces: pieces.clone(), ending: Ending::Rule, cut };
        Some(std::iter::once(own).chain(starts).chain(ends).collect())
    }

    /// Proposes a statement once more with words before its source as part of it.
    fn reach(&self, best: &Best, out: &mut Vec<Candidate>) {
        let line = &self.found.line;
        let Some(source) = best.ground.source.clone().filter(|source| source.end <= best.ground.cue.start)
        else {
            return;
        };
        let before = best.extent.pieces.iter().filter(|piece| piece.start < source.start);
        let floor = before.map(|piece| piece.end).max().unwrap_or(0);
        for (number, start) in cut::earlier_sources(line, floor, source.start).enumerate() {
            let ground = self.stand(best.ground.cue.clone(), Some(start..source.end), number as u16 + 1);
            out.extend(self.candidate(&ground, &best.extent, best.next));
        }
    }

    /// What all proposals of the rule here have in common; `None` where it may propose nothing.
    fn ground(&self, labels: &Labels<'_>) -> Option<Ground> {
        let get =
            |wanted: &str| labels.iter().find(|(label, _)| *label == wanted).map(|(_, range)| range.clone());
        let ground = self.stand(get("cue")?, get("source"), 0);
        let source = || fact::source_sort(self.scene, ground.candidate.source.clone());
        if self.conditions.demand(Demand::Capitals) && source() != evidence::CAPITALS {
            return None;
        }
        Some(ground)
    }

    /// A cue and a source with what can be known without a content; `reach` as in [`Around`].
    fn stand(&self, cue: Range<usize>, source: Option<Range<usize>>, reach: u16) -> Ground {
        let Self { scene, found, conditions, .. } = self;
        let line = &found.line;
        let tokens = source.clone().map(|range| trim(scene, line.tokens(range), false));
        let cue_tokens = line.tokens(cue.clone());
        let head = if found.row == u16::MAX { cue_tokens.start } else { line.token(found.at) as u32 };
        let candidate = Candidate {
            rule: self.number,
            row: found.row,
            negated: found.negated,
            head,
            cue: cue_tokens,
            source: tokens.filter(|source| !source.is_empty()),
            pieces: Vec::new(),
            sentence: self.sentence,
            facts: Facts::default(),
            score: 0,
            always: conditions.demand(Demand::Always),
        };
        let fits = conditions.fit(found.cue);
        let around = Around { found, cue: cue.clone(), source: source.clone(), reach, fits };
        let facts = around.facts(scene, &candidate);
        let score = self.book.weights.around(&facts, scene.beliefs);
        Ground { cue, source, candidate: Candidate { facts, score, ..candidate } }
    }

    /// The proposal of a content; `None` where no words are left of it.
    fn candidate(&self, ground: &Ground, extent: &Extent, next: bool) -> Option<Candidate> {
        let pieces = self.in_tokens(&extent.pieces, next);
        if pieces.is_empty() {
            return None;
        }
        let mut candidate = Candidate { pieces, ..ground.candidate.clone() };
        let Extent { pieces, ending, cut } = extent;
        let content =
            Content { line: &self.found.line, pieces, cue: &ground.cue, ending: *ending, cut: *cut };
        content.tell(self.scene, &candidate.pieces, &mut candidate.facts);
        candidate.score += self.book.weights.content(&candidate.facts, self.scene.beliefs);
        Some(candidate)
    }

    /// Whether what begins at a symbol is whom or where one speaks to, in or from, not what of.
    fn is_no_topic(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let token = self.scene.tokens.get(self.found.line.token(before));
        token.is_some_and(|token| token.word.is_any(&[Class::To, Class::InAt, Class::From]))
    }

    /// The pieces in tokens, trimmed; the next sentence's quotation too if it belongs to them.
    fn in_tokens(&self, pieces: &[Range<usize>], next: bool) -> Vec<Range<u32>> {
        let line = &self.found.line;
        let whole = self.conditions.demand(Demand::ToParagraphEnd);
        let mut ranges: Vec<Range<u32>> = pieces.iter().map(|piece| line.tokens(piece.clone())).collect();
        if let Some(last) = ranges.last_mut().filter(|_| whole) {
            last.end = self.scene.paragraph_end(line.paragraph).unwrap_or(last.end);
        }
        let next = next.then(|| self.scene.opening_quotation(self.sentence + 1)).flatten();
        let trimmed = ranges.into_iter().chain(next).map(|range| trim(self.scene, range, whole));
        trimmed.filter(|piece| !piece.is_empty()).collect()
    }
}

/// Content that stands before its report starts at the sentence's start, or after a semicolon.
fn start_of(line: &Line, range: Range<usize>) -> usize {
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
