//! Every statement that some rule proposes: its cue, its source, its pieces. Choosing comes later.
//!
//! Cues of several sentences are worked on together, one step after the other for all of them: what a step needs
//! is then still in the processor's cache when the next cue needs it.

use std::ops::Range;

use smallvec::SmallVec;

use super::cue::{self, Found, Shape, Sighting};
use super::cut::{Ends, Want};
use super::evidence::Facts;
use super::frame::{Best, Frame};
use super::line::REACH;
use super::{Memory, Rulebook, Scene};
use crate::pattern::{Match, Memories, RuleSet, Rules, Site};

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

/// How many cues are worked on together.
const TOGETHER: usize = 48;

/// Proposes the statements of a document: of a sentence first those around its cues.
pub(super) fn propose(scene: &Scene<'_>, book: &Rulebook, memory: &mut Memory<'_>, out: &mut impl Proposals) {
    let mut cues = Vec::with_capacity(2 * TOGETHER);
    for sentence in 0..scene.lines.len() {
        let Some(line) = scene.lines.get(sentence).filter(|line| line.len() >= 2) else { continue };
        for head in scene.lines.heads(sentence) {
            let found = cue::find(scene.text, scene.tokens, scene.lexicon, line, head);
            cues.extend(found.map(|sighting| (sentence, sighting)));
            if cues.len() >= TOGETHER {
                around_cues(scene, book, memory, &cues, out);
                cues.clear();
            }
        }
    }
    around_cues(scene, book, memory, &cues, out);
    without_cue(scene, book, memory, out);
}

/// Proposes what the rules find around some cues.
fn around_cues(
    scene: &Scene<'_>,
    book: &Rulebook,
    memory: &mut Memory<'_>,
    cues: &[(usize, Sighting<'_>)],
    out: &mut impl Proposals,
) {
    let Memory { frames, cuts, joined, .. } = memory;
    let lines = || cues.iter().filter_map(|(sentence, cue)| Some((scene.lines.get(*sentence)?, cue)));
    joined.begin(cues.len(), lines().map(|(line, _)| line.len().min(2 * REACH + 1)).sum());
    for (line, cue) in lines() {
        joined.join(line, cue.symbols.clone(), cue.symbol);
    }
    let founds: Vec<Found<'_>> = cues
        .iter()
        .zip(joined.iter())
        .map(|((sentence, cue), line)| Found::of(cue, line, *sentence))
        .collect();
    let round = Round { scene, book, founds: &founds, first: 0 };
    round.propose(&book.frames, frames, cuts, out);
}

/// Proposes what the rules find that need no cue.
fn without_cue(scene: &Scene<'_>, book: &Rulebook, memory: &mut Memory<'_>, out: &mut impl Proposals) {
    let (cue, row, first) = (scene.no_cue, cue::NO_CUE, book.frames.iter().len());
    let found =
        |(sentence, line)| Found { cue, row, shape: Shape::Phrase, negated: false, line, at: 0, sentence };
    let lines = scene.lines.iter().enumerate().filter(|(_, line)| line.len() >= 2);
    let founds: Vec<Found<'_>> = lines.map(found).collect();
    for founds in founds.chunks(TOGETHER) {
        let round = Round { scene, book, founds, first };
        round.propose(&book.bare, &mut memory.bare, &mut memory.cuts, out);
    }
}

/// Cues that are worked on together.
struct Round<'r> {
    scene: &'r Scene<'r>,
    book: &'r Rulebook,
    founds: &'r [Found<'r>],
    /// The number of the first of the rules that are tried.
    first: usize,
}

impl Round<'_> {
    fn propose(
        &self,
        rules: &Rules,
        memories: &mut Memories<'_>,
        cuts: &mut Memories<'_>,
        out: &mut impl Proposals,
    ) {
        let pivot = |found: &Found<'_>| found.is_cue().then_some(found.at);
        let sites: Vec<_> =
            self.founds.iter().map(|found| Site::new(found.line.symbols, pivot(found))).collect();
        let mut matches = Vec::with_capacity(sites.len());
        rules.find(&sites, |site, rules| self.may(site, rules), memories, &mut matches);
        let ends = self.book.cuts.ends(self.wanted(&matches), self.founds, cuts);
        for matches in matches.chunk_by(|one, other| one.site == other.site) {
            self.propose_around(matches, &ends, out);
        }
    }

    /// Those of some rules that may be tried at a cue.
    fn may(&self, found: usize, rules: RuleSet) -> RuleSet {
        match self.founds.get(found).filter(|found| found.is_cue()) {
            Some(found) => rules & self.book.allowed(found.cue),
            None => rules,
        }
    }

    fn frame(&self, found: &Match) -> Option<Frame<'_>> {
        let Self { scene, book, founds, first } = self;
        let number = first + found.rule;
        let conditions = book.conditions(number);
        Some(Frame { scene, book, found: founds.get(found.site)?, site: found.site, number, conditions })
    }

    /// Of which contents it must be told where they end, each once.
    fn wanted(&self, matches: &[Match]) -> Vec<Want> {
        let mut wanted: Vec<Want> = Vec::with_capacity(matches.len());
        for found in matches {
            let Some(frame) = self.frame(found) else { continue };
            for want in frame.wants(&found.labels) {
                let here = wanted.iter().rev().take_while(|known| known.site == want.site);
                if here.into_iter().all(|known| *known != want) {
                    wanted.push(want);
                }
            }
        }
        wanted
    }

    /// Proposes what rules matched around one cue.
    fn propose_around(&self, matches: &[Match], ends: &Ends, out: &mut impl Proposals) {
        let mut stand = None;
        let mut best: Option<(&Match, Best)> = None;
        for found in matches {
            let Some(frame) = self.frame(found) else { continue };
            let new = frame.propose(&found.labels, ends, &mut stand, out);
            let better = |new: &Best| best.as_ref().is_none_or(|(_, old)| new.0 > old.0);
            if let Some(new) = new.filter(better) {
                best = Some((found, new));
            }
        }
        let Some((found, (_, extent))) = best else { return };
        if let Some(frame) = self.frame(found).filter(|frame| frame.found.is_cue()) {
            frame.reach(&found.labels, ends, extent, out);
        }
    }
}
