//! Patterns looked for in several strings at a time.
//!
//! A step through a string waits for what is remembered of the step before, mostly for memory that is not at hand;
//! steps through other strings need not wait for it. So some strings are read in turn, a symbol each. Automata and
//! strings come in, what the groups match comes out. What a step is, is the automaton's affair.

use smallvec::SmallVec;

use super::Labels;
use super::expression::Expression;
use super::part::{Compiled, Learnt};

/// How many strings are read at a time.
pub(super) const TOGETHER: usize = 16;

/// How a pattern is looked for.
pub(super) trait Finder: std::fmt::Debug {
    /// A string that is being read.
    type Reading<'r>: Reading
    where
        Self: 'r;

    fn new(pattern: &Expression) -> Self;

    /// Begins to read a string.
    fn read<'r>(&'r self, string: Input<'r>, learnt: &mut Learnt) -> Option<Self::Reading<'r>>;
}

/// A string that is being read.
pub(super) trait Reading: Sized {
    /// Reads some strings in turn, a symbol each, as far as that takes nothing but steps that are known.
    fn run(readings: &mut [Option<Self>], learnt: &mut Learnt);

    /// Reads a symbol, or the end; whether there may be more to read.
    fn step(&mut self, learnt: &mut Learnt) -> bool;

    /// Whether the pattern is in the string that was read; on the track what its groups match.
    fn matches(&self, learnt: &mut Learnt) -> bool;
}

/// A string, the number of the memory by which it is read, and where its places begin on the path.
#[derive(Clone, Copy, Debug)]
pub(super) struct Input<'r> {
    pub(super) symbols: &'r [u8],
    pub(super) memory: usize,
    pub(super) path: usize,
}

/// A pattern and a string in which it is looked for.
pub(super) type Search<'r, F> = (&'r Compiled<F>, &'r [u8]);

/// What the labels of patterns match in some strings, at the first place where each fits. Empty matches are left
/// out. `note` is told the number of each search in turn.
pub(super) fn find<F: Finder>(
    searches: &[Search<'_, F>],
    learnt: &mut Learnt,
    mut note: impl FnMut(usize, Option<Labels>),
) {
    for (group, searches) in searches.chunks(TOGETHER).enumerate() {
        learnt.track.open(searches.iter().map(|(_, symbols)| symbols.len() + 1).sum());
        let mut path = 0;
        let mut readings: SmallVec<[Option<F::Reading<'_>>; TOGETHER]> = SmallVec::new();
        for (pattern, symbols) in searches {
            let string = Input { symbols, memory: pattern.memory, path };
            readings.push(pattern.automaton().read(string, learnt));
            path += symbols.len() + 1;
        }
        read_to_end(&mut readings, learnt);
        for (number, ((pattern, _), reading)) in searches.iter().zip(&readings).enumerate() {
            let matches = reading.as_ref().is_some_and(|reading| reading.matches(learnt));
            note(group * TOGETHER + number, matches.then(|| pattern.labels(&learnt.track)));
        }
    }
}

/// Reads some strings until none has more to read.
#[inline]
fn read_to_end<R: Reading>(readings: &mut [Option<R>], learnt: &mut Learnt) {
    let mut more = true;
    while more {
        R::run(readings, learnt);
        more = false;
        for reading in readings.iter_mut().flatten() {
            more |= reading.step(learnt);
        }
    }
}

/// Takes steps along some lanes in turn, until each has come to its end; `step` tells whether there is more.
#[inline]
pub(super) fn in_turn<L>(lanes: &mut [L], mut step: impl FnMut(&mut L) -> bool) {
    let mut left: [u8; TOGETHER] = std::array::from_fn(|number| number as u8);
    let mut count = lanes.len().min(TOGETHER);
    while count > 0 {
        let mut kept = 0;
        for at in 0..count {
            let number = left[at];
            left[kept] = number;
            if let Some(lane) = lanes.get_mut(usize::from(number)) {
                kept += usize::from(step(lane));
            }
        }
        count = kept;
    }
}
