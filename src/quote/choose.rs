//! Which of the proposed statements stand.
//!
//! Each cue keeps its best proposal; a cue inside another's statement falls silent; quotations that
//! nothing reports go on with the statement before them.

use std::collections::hash_map::Entry;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::candidate::{Bid, Candidate, Proposals};
use super::{Form, Rulebook, Scene};

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// it stands
    Kept,
    /// too little speaks for it
    Weak,
    /// another proposal of the same cue has more for it
    Beaten,
    /// its cue, or most of its words, belong to a statement that stands
    Inside,
}

impl Fate {
    /// Its name in the listing of evidence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Weak => "weak",
            Self::Beaten => "beaten",
            Self::Inside => "inside",
        }
    }
}

/// The score below which a proposal does not stand: a probability of about 0.25, where a proposal
/// begins to gain more by being right than it costs by being wrong. In hundredths.
const THRESHOLD: i32 = -110;

/// Nobody's token.
const FREE: u32 = u32::MAX;

/// Of all proposals those that may stand: the best of each cue.
#[derive(Debug, Default)]
pub(super) struct BestOfEachCue {
    pub(super) all: Vec<Candidate>,
    /// Where that of a cue stands, by its head: a sentence may have cues without end.
    places: FxHashMap<u32, usize>,
}

impl Proposals for BestOfEachCue {
    fn offer(&mut self, bid: Bid, make: impl FnOnce() -> Candidate) {
        if !counts(bid) {
            return;
        }
        match self.places.entry(bid.head) {
            Entry::Vacant(place) => {
                place.insert(self.all.len());
                self.all.push(make());
            }
            Entry::Occupied(place) => {
                let other = &mut self.all[*place.get()];
                if rank(bid) < rank(other.bid) {
                    *other = make();
                }
            }
        }
    }
}

/// Whether a proposal may stand at all.
fn counts(bid: Bid) -> bool {
    bid.always || bid.score >= THRESHOLD
}

/// What the best proposal of a cue has least of; of two that have as much, it is the first.
fn rank(bid: Bid) -> (u32, bool, i32) {
    (bid.head, !bid.always, -bid.score)
}

/// Chooses. The fates are those of `candidates`, in order; the statements are in the order of their cues,
/// each with the number of the candidate it was.
pub(super) fn choose(
    scene: &Scene<'_>,
    book: &Rulebook,
    candidates: &[Candidate],
) -> (Vec<Fate>, Vec<(usize, Candidate)>) {
    let mut fates = vec![Fate::Weak; candidates.len()];
    let mut order = best_of_each_cue(candidates, &mut fates);
    for at in within_source(candidates, &order) {
        fates[at] = Fate::Inside;
    }
    order.retain(|&at| fates[at] != Fate::Inside);
    order.sort_unstable_by_key(|&at| (book.tier(candidates[at].rule), candidates[at].bid.head, at));
    let mut owner = vec![FREE; scene.tokens.len()];
    let mut kept: Vec<Candidate> = Vec::new();
    let mut numbers = Vec::new();
    for at in order {
        let mut candidate = candidates[at].clone();
        let taken = owner[candidate.bid.head as usize] != FREE || !leave_owned(&mut candidate, &owner);
        if taken {
            fates[at] = Fate::Inside;
            continue;
        }
        fates[at] = Fate::Kept;
        let number = kept.len() as u32;
        for piece in &candidate.pieces {
            owner[piece.start as usize..piece.end as usize].fill(number);
        }
        for token in candidate.cue.clone() {
            if owner[token as usize] == FREE {
                owner[token as usize] = number;
            }
        }
        kept.push(candidate);
        numbers.push(at);
    }
    let mut order: Vec<usize> = (0..kept.len()).collect();
    order.sort_unstable_by_key(|&at| (kept[at].bid.head, at));
    join_floating(scene, &mut kept, &order, &mut owner);
    let mut kept: Vec<(usize, Candidate)> = numbers.into_iter().zip(kept).collect();
    kept.sort_by_key(|(_, candidate)| candidate.bid.head);
    (fates, kept)
}

fn best_of_each_cue(candidates: &[Candidate], fates: &mut [Fate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).filter(|&at| counts(candidates[at].bid)).collect();
    order.sort_unstable_by_key(|&at| (rank(candidates[at].bid), at));
    let mut last = None;
    order.retain(|&at| {
        let first = last != Some(candidates[at].bid.head);
        last = Some(candidates[at].bid.head);
        if !first {
            fates[at] = Fate::Beaten;
        }
        first
    });
    order
}

/// Proposals whose cue stands in the words that name the speaker of a better one, whose report they would
/// swallow: the first cue of "a delegate who asked not to be named said ...". `order` is that of their cues.
fn within_source(candidates: &[Candidate], order: &[usize]) -> Vec<usize> {
    let swallowed = |at: &usize| {
        let one = &candidates[*at];
        let from = order.partition_point(|&other| candidates[other].bid.head <= one.bid.head);
        let end = one.pieces.iter().map(|piece| piece.end).max().unwrap_or_default();
        let inside = order[from..].iter().map(|&other| &candidates[other]);
        inside.take_while(|other| other.bid.head < end && other.sentence == one.sentence).any(|other| {
            other.source.as_ref().is_some_and(|source| source.contains(&one.bid.head))
                && one.pieces.iter().any(|piece| piece.contains(&other.bid.head))
                && other.bid.score > one.bid.score
        })
    };
    order.iter().copied().filter(swallowed).collect()
}

/// Leaves to others what they own; whether at least half is left.
fn leave_owned(candidate: &mut Candidate, owner: &[u32]) -> bool {
    let before: usize = candidate.pieces.iter().map(ExactSizeIterator::len).sum();
    for piece in &mut candidate.pieces {
        let free = |token: &u32| owner[*token as usize] == FREE;
        let start = piece.clone().find(free).unwrap_or(piece.end);
        let end = (start..piece.end).find(|token| !free(token)).unwrap_or(piece.end);
        *piece = start..end;
    }
    candidate.pieces.retain(|piece| piece.start < piece.end);
    let after: usize = candidate.pieces.iter().map(ExactSizeIterator::len).sum();
    after > 0 && after * 2 >= before
}

/// The statement that a following quotation would continue.
struct Running {
    kept: usize,
    sentence: usize,
    paragraph: u32,
}

/// A sentence that is nothing but quotation, right after a statement that was quoted, belongs to it.
fn join_floating(scene: &Scene<'_>, kept: &mut [Candidate], order: &[usize], owner: &mut [u32]) {
    let mut running: Option<Running> = None;
    let mut next = 0;
    for (number, sentence) in scene.tokens.sentences.iter().enumerate() {
        let from = next;
        while next < order.len() && kept[order[next]].sentence == number {
            next += 1;
        }
        let here = &order[from..next];
        let tokens = sentence.tokens.clone();
        let paragraph = sentence.paragraph;
        if let Some(&last) = here.last() {
            let find = |wanted: &dyn Fn(Form) -> bool| {
                here.iter().rev().copied().find(|&at| wanted(scene.form(&kept[at].pieces)))
            };
            let quoted = find(&|form| form == Form::Direct).or_else(|| find(&|form| form != Form::Indirect));
            running = Some(Running { kept: quoted.unwrap_or(last), sentence: number, paragraph });
            continue;
        }
        let covered = tokens.clone().rev().find(|&token| owner[token] != FREE);
        if let Some(token) = covered {
            running = Some(Running { kept: owner[token] as usize, sentence: number, paragraph });
            continue;
        }
        let Some(run) = &mut running else { continue };
        if run.sentence + 1 == number && goes_on(scene, kept, run, tokens.clone(), paragraph) {
            let piece = scene.inside_marks(outside_punctuation(scene, tokens.clone()));
            kept[run.kept].pieces.push(piece);
            owner[tokens].fill(run.kept as u32);
            (run.sentence, run.paragraph) = (number, paragraph);
        }
    }
}

fn goes_on(
    scene: &Scene<'_>,
    kept: &[Candidate],
    run: &Running,
    tokens: Range<usize>,
    paragraph: u32,
) -> bool {
    let words = scene.lines.words(tokens.start as u32..tokens.end as u32);
    let (inside, outside) = (words.quoted, words.all - words.quoted);
    if inside == 0 {
        return false;
    }
    let first = &scene.tokens[tokens.start];
    if paragraph == run.paragraph {
        return outside == 0 || first.is_quoted() && outside * 10 <= inside * 3;
    }
    let before = tokens.start.checked_sub(1).map(|k| &scene.tokens[k]);
    let open =
        before.filter(|t| t.is_quoted()).and_then(|t| scene.tokens.quotations.get(t.quotation as usize));
    let carried = open.is_some_and(|quotation| quotation.continues);
    let statement = &kept[run.kept];
    let same_paragraph =
        scene.tokens.sentences.get(statement.sentence).is_some_and(|s| s.paragraph == run.paragraph);
    outside == 0 && (carried || same_paragraph && scene.is_quoted(&statement.pieces))
}

fn outside_punctuation(scene: &Scene<'_>, tokens: Range<usize>) -> Range<u32> {
    let loose = |k: usize| !scene.tokens[k].is_quoted() && scene.tokens[k].mark().is_some();
    let start = tokens.clone().find(|&k| !loose(k)).unwrap_or(tokens.end);
    let end = (start..tokens.end).rev().find(|&k| !loose(k)).map_or(start, |k| k + 1);
    start as u32..end as u32
}
