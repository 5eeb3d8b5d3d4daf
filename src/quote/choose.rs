//! Which of the proposed statements stand.
//!
//! Each cue keeps its best proposal; a cue inside another's statement falls silent; quotations that
//! nothing reports go on with the statement before them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::candidate::{Bid, Candidate, Pieces, Proposals};
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
    /// How many of these are in the order of their heads, with no two of one: proposals around cues come in it.
    ordered: usize,
    /// Where the others stand, by their head: a sentence may have cues without end.
    places: FxHashMap<u32, usize>,
}

impl BestOfEachCue {
    /// Where the proposal of a cue stands, told by its head.
    fn place(&self, head: u32) -> Option<usize> {
        let ordered = self.all.get(..self.ordered).unwrap_or(&[]);
        let place = match ordered.last() {
            Some(last) if head == last.bid.head => Some(self.ordered - 1),
            Some(last) if head < last.bid.head => {
                ordered.binary_search_by_key(&head, |candidate| candidate.bid.head).ok()
            }
            _ => None,
        };
        place.or_else(|| self.places.get(&head).copied())
    }

    fn add(&mut self, candidate: Candidate) {
        let (place, head) = (self.all.len(), candidate.bid.head);
        if place == self.ordered && self.all.last().is_none_or(|last| last.bid.head < head) {
            self.ordered += 1;
        } else {
            self.places.insert(head, place);
        }
        self.all.push(candidate);
    }
}

impl Proposals for BestOfEachCue {
    fn offer(&mut self, bid: Bid, make: impl FnOnce() -> Candidate) {
        if !counts(bid) {
            return;
        }
        match self.place(bid.head).and_then(|place| self.all.get_mut(place)) {
            None => self.add(make()),
            Some(other) if rank(bid) < rank(other.bid) => *other = make(),
            Some(_) => {}
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

/// Chooses. The fates are those of `candidates`, in order; then come the numbers of those that stand, in the order of
/// their cues. These keep of their pieces what is theirs.
pub(super) fn choose(
    scene: &Scene<'_>,
    book: &Rulebook,
    candidates: &mut [Candidate],
) -> (Vec<Fate>, Vec<usize>) {
    let mut fates = vec![Fate::Weak; candidates.len()];
    let mut order = best_of_each_cue(candidates, &mut fates);
    for at in within_source(candidates, &order) {
        fates[at] = Fate::Inside;
    }
    order.retain(|&at| fates[at] != Fate::Inside);
    order.sort_unstable_by_key(|&at| (book.tier(candidates[at].rule), candidates[at].bid.head, at));
    let mut owner = vec![FREE; scene.tokens.len()];
    let mut rank = 0;
    for number in 0..order.len() {
        let at = order[number];
        let candidate = &mut candidates[at];
        let is_free = owner[candidate.bid.head as usize] == FREE;
        let Some(pieces) = left_of(&candidate.pieces, &owner).filter(|_| is_free) else {
            fates[at] = Fate::Inside;
            continue;
        };
        fates[at] = Fate::Kept;
        candidate.pieces = pieces;
        for piece in &candidate.pieces {
            owner[piece.start as usize..piece.end as usize].fill(at as u32);
        }
        for token in candidate.cue.clone() {
            if owner[token as usize] == FREE {
                owner[token as usize] = at as u32;
            }
        }
        order[rank] = at;
        rank += 1;
    }
    order.truncate(rank);
    // Of two with one head the one that was kept first stands first.
    order.sort_by_key(|&at| candidates[at].bid.head);
    join_floating(scene, candidates, &order, &mut owner);
    (fates, order)
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

/// What is left of some pieces when others have what they own, if that is at least half.
fn left_of(pieces: &Pieces<u32>, owner: &[u32]) -> Option<Pieces<u32>> {
    let length = |pieces: &Pieces<u32>| pieces.iter().map(ExactSizeIterator::len).sum::<usize>();
    let mut left = pieces.clone();
    for piece in &mut left {
        let free = |token: &u32| owner[*token as usize] == FREE;
        let start = piece.clone().find(free).unwrap_or(piece.end);
        let end = (start..piece.end).find(|token| !free(token)).unwrap_or(piece.end);
        *piece = start..end;
    }
    left.retain(|piece| piece.start < piece.end);
    let after = length(&left);
    (after > 0 && after * 2 >= length(pieces)).then_some(left)
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
