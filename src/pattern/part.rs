//! A pattern in two parts, where one symbol parts every string it is tried in.
//!
//! Most rules of a stage begin alike and are tried around the same symbol: what stands before it is then
//! looked at once for all of them. A string and the place of that symbol come in, what the groups of
//! both parts match comes out: the same as of the pattern in one piece, because no match can read the symbol
//! anywhere else. What the symbol means is not known here.

use std::sync::{Arc, OnceLock};

use super::Labels;
use super::automaton::{self, Automaton};
use super::expression::{Expression, Kind, Part, Symbols};
use super::forward::{self, Forward};
use super::reading::{self, Finder};
use super::together::Tries;
use super::track::Track;
use crate::error::did_you_mean;

/// What the automata of a stage have learnt, and a place where they write.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    pub(super) forward: Vec<forward::Memory>,
    pub(super) backward: Vec<automaton::Memory>,
    pub(super) track: Track,
    pub(super) tries: Tries,
}

/// How many memories the automata of a stage need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) forward: usize,
    pub(super) backward: usize,
}

impl Learnt {
    /// Makes room for so many automata.
    pub(super) fn reserve(&mut self, wanted: Wanted) {
        self.forward.resize_with(wanted.forward, Default::default);
        self.backward.resize_with(wanted.backward, Default::default);
    }
}

/// A pattern that becomes an automaton when it is first tried: many meet no sentence that they may match in a
/// short article.
#[derive(Debug)]
pub(super) struct Compiled<F = Forward> {
    /// The number of its memory.
    pub(super) memory: usize,
    pub(super) expression: Part,
    automaton: OnceLock<F>,
    /// The number of the label of each group.
    labels: Vec<u8>,
}

impl Compiled {
    /// `known` are the labels of its stage. Fails where it has another; says what is wrong.
    pub(super) fn new(expression: Part, memory: usize, known: &[&str]) -> Result<Self, String> {
        let number = |label: &String| {
            let number = known.iter().position(|known| known == label);
            let number = number.and_then(|number| u8::try_from(number).ok());
            number.ok_or_else(|| format!("no label '{label}'{}", did_you_mean(label, known.iter().copied())))
        };
        let labels = expression.labels().iter().map(number).collect::<Result<_, _>>()?;
        Ok(Self { memory, labels, expression, automaton: OnceLock::new() })
    }

    /// A part of it, in which the first of its groups has this number.
    fn part<F>(&self, expression: Part, memory: usize, first: usize) -> Compiled<F> {
        let groups = expression.groups as usize;
        let labels = self.labels.iter().skip(first).take(groups).copied().collect();
        Compiled { memory, labels, expression, automaton: OnceLock::new() }
    }
}

impl<F: Finder> Compiled<F> {
    #[inline]
    pub(super) fn automaton(&self) -> &F {
        self.automaton.get_or_init(|| F::new(&self.expression))
    }

    /// What its labels match, from a track. Empty matches are left out.
    pub(super) fn labels(&self, track: &Track) -> Labels {
        let mut labels = Labels::default();
        for (group, label) in self.labels.iter().enumerate() {
            if let Some(range) = track.group(group).filter(|range| range.start < range.end) {
                labels.push(*label, range);
            }
        }
        labels
    }

    /// What its labels match in a string of symbols, at the first place where the pattern fits. Empty matches
    /// are left out.
    pub(super) fn find(&self, symbols: &[u8], learnt: &mut Learnt) -> Option<Labels> {
        let mut found = None;
        reading::find(&[(self, symbols)], learnt, |_, labels| found = labels);
        found
    }
}

/// A pattern in two parts: the first reads up to a symbol and that symbol last, the second what follows.
#[derive(Debug)]
pub(super) struct Parted {
    /// The symbols that may end the first part.
    pub(super) at: Symbols,
    /// Shared with all patterns that begin alike.
    pub(super) head: Arc<Compiled<Automaton>>,
    pub(super) tail: Compiled,
    /// What the second part may begin with; everything where it may be empty.
    pub(super) follows: Symbols,
}

/// The largest first part: its nodes are numbered by sixteen bits.
const LARGEST_HEAD: u32 = 1 << 15;

/// Parts the patterns of a stage.
#[derive(Debug)]
pub(super) struct Parter {
    pivots: Symbols,
    heads: Vec<Arc<Compiled<Automaton>>>,
    /// How many memories second parts and whole patterns have.
    forward: usize,
}

impl Parter {
    /// For patterns that have one memory each, to be parted at some symbols.
    pub(super) fn new(pivots: Symbols, patterns: usize) -> Self {
        Self { pivots, heads: Vec::new(), forward: patterns }
    }

    /// How many memories the patterns and their parts have together.
    pub(super) fn memories(&self) -> Wanted {
        Wanted { forward: self.forward, backward: self.heads.len() }
    }

    /// The pattern in two parts, where one of its parts always ends with one of the symbols.
    pub(super) fn part(&mut self, pattern: &Compiled) -> Option<Parted> {
        let Kind::Sequence(parts) = &pattern.expression.kind else { return None };
        let ends_there = |part: &Part| ends(part).is_some_and(|symbols| symbols & !self.pivots == 0);
        let last = parts.iter().position(ends_there)?;
        let (head, tail) = parts.split_at(last + 1);
        // An end of the string is no end of the parts.
        if head.iter().any(|part| part.holds_last) || tail.iter().any(|part| part.holds_first) {
            return None;
        }
        let at = head.last().and_then(ends)?;
        let with_last: Vec<Part> = head.iter().cloned().chain([Expression::last()]).collect();
        let head = Expression::sequence(with_last);
        if head.size > LARGEST_HEAD {
            return None;
        }
        let with_first: Vec<Part> = [Expression::first()].into_iter().chain(tail.iter().cloned()).collect();
        let tail = Expression::sequence(with_first);
        let follows = if tail.may_be_empty { Symbols::MAX } else { tail.first };
        let tail = pattern.part(tail, self.forward, head.groups as usize);
        self.forward += 1;
        Some(Parted { at, head: self.head(pattern, head), tail, follows })
    }

    fn head(&mut self, pattern: &Compiled, expression: Part) -> Arc<Compiled<Automaton>> {
        if let Some(same) = self.heads.iter().find(|head| head.expression == expression) {
            return Arc::clone(same);
        }
        let head = Arc::new(pattern.part(expression, self.heads.len(), 0));
        self.heads.push(Arc::clone(&head));
        head
    }
}

/// The symbols with which a part ends, if it always ends with one of a few.
fn ends(part: &Part) -> Option<Symbols> {
    match &part.kind {
        _ if part.may_be_empty => None,
        Kind::Read(symbols) => Some(*symbols),
        Kind::Sequence(parts) => ends(parts.last()?),
        Kind::Either(parts) => parts.iter().try_fold(0, |all, part| Some(all | ends(part)?)),
        Kind::Repeat(part, _) | Kind::Keep(_, part) => ends(part),
        Kind::First | Kind::Last => None,
    }
}
