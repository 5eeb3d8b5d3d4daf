//! Every statement that some rule proposes: its cue, its source, its pieces. Choosing comes later.

use std::ops::Range;

use super::cue::{self, Found, Shape};
use super::evidence::{Dim, Facts};
use super::line::Line;
use super::{Rulebook, Scene, evidence, symbol};
use crate::lexicon::{Act, Takes};
use crate::pattern::Rule;

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
    /// The evidence's sum.
    pub(super) score: f32,
    /// Whether its rule is kept whatever the score.
    pub(super) always: bool,
}

/// Proposes the statements of a sentence.
pub(super) fn propose(scene: &Scene<'_>, book: &Rulebook, sentence: usize, out: &mut Vec<Candidate>) {
    let line = &scene.lines[sentence];
    if line.len() < 2 {
        return;
    }
    let found = cue::find(scene.text, scene.tokens, scene.lexicon, line);
    for found in found.into_iter().filter(|found| scene.beliefs || found.cue.act != Act::Belief) {
        for (number, rule) in book.frames.possible(&found.line.symbols) {
            if allows(rule, &found) {
                out.extend(fit(scene, book, sentence, &found, number, rule));
            }
        }
    }
    let plain = Found {
        cue: scene.no_cue,
        row: u16::MAX,
        shape: Shape::Phrase,
        negated: false,
        line: line.clone(),
        at: 0,
    };
    for (number, rule) in book.bare.possible(&line.symbols) {
        out.extend(fit(scene, book, sentence, &plain, book.frames.iter().len() + number, rule));
    }
}

/// Conditions that must hold; the others are evidence.
fn allows(rule: &Rule, found: &Found<'_>) -> bool {
    rule.when.iter().all(|condition| match condition.as_str() {
        "addressee" => found.cue.takes(Takes::Addressee),
        _ => true,
    })
}

/// Whether the cue is known to take what the rule gives it.
fn fits(rule: &Rule, found: &Found<'_>) -> bool {
    rule.when.iter().any(|condition| {
        Takes::ALL
            .iter()
            .any(|(takes, name)| condition.strip_prefix("takes-") == Some(name) && found.cue.takes(*takes))
    })
}

fn fit(
    scene: &Scene<'_>,
    book: &Rulebook,
    sentence: usize,
    found: &Found<'_>,
    number: usize,
    rule: &Rule,
) -> Option<Candidate> {
    let line = &found.line;
    let labels = rule.labels(&line.symbols)?;
    let get =
        |wanted: &str| labels.iter().find(|(label, _)| *label == wanted).map(|(_, range)| range.clone());
    let cue = get("cue")?;
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (label, range) in &labels {
        match *label {
            "before" => pieces.push(start_of(line, range.clone())..range.end),
            "content" => pieces.push(range.clone()),
            "rest" => pieces.push(range.start..book.cuts.end(line, range.start, found, rule)),
            _ => {}
        }
    }
    let to_paragraph_end = rule.demands("to-paragraph-end");
    let mut ranges: Vec<Range<u32>> = pieces.iter().map(|piece| line.tokens(piece.clone())).collect();
    if let Some(last) = ranges.last_mut().filter(|_| to_paragraph_end) {
        last.end = scene.paragraph_end(line.paragraph).unwrap_or(last.end);
    }
    ranges.extend(get("next").and_then(|_| scene.opening_quotation(sentence + 1)));
    let trimmed = ranges.into_iter().map(|range| trim(scene, range, to_paragraph_end));
    let pieces_in_tokens: Vec<Range<u32>> = trimmed.filter(|piece| !piece.is_empty()).collect();
    if pieces_in_tokens.is_empty() {
        return None;
    }
    let source = get("source").map(|range| trim(scene, line.tokens(range), false));
    let cue_tokens = line.tokens(cue.clone());
    let head = if found.row == u16::MAX { cue_tokens.start } else { line.tokens(found.at..found.at).start };
    let mut candidate = Candidate {
        rule: number,
        row: found.row,
        negated: found.negated,
        head,
        cue: cue_tokens,
        source: source.filter(|source| !source.is_empty()),
        pieces: pieces_in_tokens,
        sentence,
        facts: Facts::default(),
        score: 0.0,
        always: rule.demands("always"),
    };
    let capitals = || evidence::source_sort(scene, candidate.source.clone()) == evidence::CAPITALS;
    if rule.demands("capitals") && !capitals() {
        return None;
    }
    candidate.facts = facts(scene, found, &candidate, &pieces, &cue, fits(rule, found));
    candidate.score = book.weights.sum(&candidate.facts, scene.beliefs);
    Some(candidate)
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

fn facts(
    scene: &Scene<'_>,
    found: &Found<'_>,
    candidate: &Candidate,
    pieces: &[Range<usize>],
    cue: &Range<usize>,
    fits: bool,
) -> Facts {
    let line = &found.line;
    let symbols = |at: usize| line.symbols.get(at).copied().unwrap_or(symbol::STOP);
    let first = pieces.first().cloned().unwrap_or_default();
    let last = pieces.last().cloned().unwrap_or_default();
    let words: usize = candidate.pieces.iter().map(|piece| scene.words(piece.clone())).sum();
    let inside =
        || pieces.iter().flat_map(|piece| line.symbols[piece.start..piece.end.max(piece.start)].iter());
    let quoted = inside().filter(|s| symbol::is_quote(**s)).count();
    let whole = inside().all(|s| symbol::is_quote(*s) || *s == symbol::COMMA);
    let mut facts = Facts::default();
    facts.set(Dim::Rule, candidate.rule as u16);
    facts.set(Dim::Cue, candidate.row);
    facts.set(Dim::Shape, found.shape as u16);
    facts.set(Dim::Source, evidence::source_sort(scene, candidate.source.clone()) as u16);
    facts.set(Dim::First, u16::from(symbols(first.start)));
    facts.set(Dim::Before, u16::from(if cue.start == 0 { symbol::STOP } else { symbols(cue.start - 1) }));
    facts.set(Dim::After, u16::from(symbols(cue.end)));
    facts.set(Dim::End, u16::from(symbols(last.end)));
    facts.set(Dim::Length, (usize::BITS - words.leading_zeros()).min(7) as u16);
    facts.set(Dim::Quoted, if quoted == 0 { 0 } else { 1 + u16::from(whole) });
    facts.set(Dim::Position, if cue.start <= 3 { 1 } else { 2 + u16::from(cue.start > 10) });
    facts.set(Dim::Led, u16::from(super::cut::is_led(line, cue.start)));
    facts.set(Dim::Headline, u16::from(line.headline) + u16::from(line.paragraph == 0));
    facts.set(Dim::Finite, u16::from(inside().any(|s| symbol::is_finite(*s))));
    facts.set(Dim::Pieces, pieces.len() as u16);
    facts.set(Dim::Fits, u16::from(fits));
    facts.set(Dim::Act, found.cue.act as u16);
    facts.set(Dim::Stance, found.cue.stance as u16);
    facts.set(Dim::Negated, u16::from(found.negated));
    facts
}
