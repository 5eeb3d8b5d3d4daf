//! Where the words of texts lead in the lists, as far as a thread has gone before.
//!
//! A form is asked for by its number; whoever walks the lists says where it leads when it is met for the first
//! time. What stands in a list is not known here.

use std::cell::RefCell;

use super::walk::{Place, Start};
use crate::lexicon::{ByForm, NO_FORM, Numbering};

/// The first of those that lead somewhere; 0 is of a form not met yet, or of one that no name begins with.
const FIRST: u32 = 1;

/// Where forms lead in one list.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// Written as they are in the text.
    pub(super) exact: Starts,
    /// Whatever their case.
    pub(super) folded: Starts,
}

impl Ways {
    fn open(&mut self, numbering: Numbering) {
        self.exact.open(numbering);
        self.folded.open(numbering);
    }
}

/// Where forms lead.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// One of the starts, behind [`FIRST`].
    by_form: ByForm<u32>,
    known: Vec<Start>,
    /// Of the forms that no name begins with, as most are, a bit each: so few bytes stay at hand.
    nowhere: Vec<u64>,
    seconds: Seconds,
}

/// How many second words are remembered, each at the place of its hash.
const SECONDS: usize = 1 << 15;

/// Where second words led last: walks through the automaton miss the cache, and the same two words come again and
/// again. Most lead nowhere.
#[derive(Debug, Default)]
struct Seconds {
    /// Which two words, and in the low bits the number of the place where they lead, from 1.
    known: Vec<u64>,
    places: Vec<Place>,
}

/// How many bits a form and a bit more have in a key: with both forms and the number of a place they are no more than
/// there are.
const FORM: u32 = 24;
/// How many bits the number of a place has.
const NUMBER: u32 = SECONDS.trailing_zeros() + 1;

const _: () = assert!(2 * FORM + NUMBER <= u64::BITS);

impl Seconds {
    fn clear(&mut self) {
        self.known.clear();
        self.places.clear();
    }

    #[inline]
    fn place(&mut self, key: u64, ask: impl FnOnce() -> Place) -> Place {
        if self.places.len() >= SECONDS {
            self.clear();
        }
        if self.known.is_empty() {
            self.known.resize(SECONDS, 0);
        }
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let known = &mut self.known[hash as usize % SECONDS];
        if *known >> NUMBER == key {
            let number = (*known & ((1 << NUMBER) - 1)) as usize;
            return number.checked_sub(1).and_then(|at| self.places.get(at).copied()).unwrap_or_default();
        }
        let place = ask();
        if place.is_reached() {
            self.places.push(place);
        }
        *known = key << NUMBER | if place.is_reached() { self.places.len() as u64 } else { 0 };
        place
    }
}

impl Starts {
    fn open(&mut self, numbering: Numbering) {
        if !self.by_form.open(numbering) {
            self.known.clear();
            self.nowhere.clear();
            self.seconds.clear();
        }
    }

    /// Adds where some forms lead, as far as that is known; `numbers` is room. Of all of them it is told first which
    /// start it is, and then all starts are copied: loops so short that while the processor waits for one, it goes on to
    /// many others.
    pub(super) fn recall(
        &self,
        forms: impl Iterator<Item = u32>,
        numbers: &mut Vec<u32>,
        starts: &mut Vec<Start>,
    ) {
        numbers.clear();
        numbers.extend(forms.map(|form| self.by_form.get(form).wrapping_sub(FIRST)));
        let start = |known: &u32| self.known.get(*known as usize).copied().unwrap_or_default();
        starts.extend(numbers.iter().map(start));
    }

    /// Where a second form leads that stands behind a first; as `ask` says where they were not met lately.
    #[inline]
    pub(super) fn second(
        &mut self,
        (first, second, joined): (u32, u32, bool),
        ask: impl FnOnce() -> Place,
    ) -> Place {
        if first == NO_FORM || second == NO_FORM || (first | second) >> (FORM - 1) != 0 {
            return ask();
        }
        self.seconds.place(u64::from(first) << FORM | u64::from(second) << 1 | u64::from(joined), ask)
    }

    /// Whether it is known that no name begins with a form.
    #[inline]
    pub(super) fn is_nowhere(&self, form: u32) -> bool {
        self.nowhere.get(form as usize / 64).is_some_and(|bits| bits >> (form % 64) & 1 != 0)
    }

    /// Where a form leads; as `ask` says where it was not met before.
    #[inline]
    pub(super) fn start(&mut self, form: u32, ask: impl FnOnce() -> Start) -> Start {
        if self.is_nowhere(form) {
            return Start::default();
        }
        let known = self.by_form.get(form).checked_sub(FIRST);
        known
            .and_then(|known| self.known.get(known as usize).copied())
            .unwrap_or_else(|| self.learn(form, ask()))
    }

    fn learn(&mut self, form: u32, start: Start) -> Start {
        if start.is_reached() {
            if self.by_form.set(form, FIRST + self.known.len() as u32) {
                self.known.push(start);
            }
        } else if form != NO_FORM {
            let at = form as usize / 64;
            if at >= self.nowhere.len() {
                self.nowhere.resize(at + 1, 0);
            }
            self.nowhere[at] |= 1 << (form % 64);
        }
        start
    }
}

/// Lists of a document, whose room the next one takes.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// The words with which a known form may begin.
    pub(super) words: Vec<u32>,
    /// Where each of them leads in each of the lists, as far as that is known.
    pub(super) starts: Vec<Start>,
    pub(super) numbers: Vec<u32>,
}

impl Room {
    /// How many elements' room a list keeps: more than an article has words.
    const MOST: usize = 1 << 13;

    fn open(&mut self) {
        self.words.clear();
        self.words.shrink_to(Self::MOST);
        self.starts.clear();
        self.starts.shrink_to(Self::MOST);
        self.numbers.clear();
        self.numbers.shrink_to(Self::MOST);
    }
}

/// Lends what this thread knows of some lists, by the name of the gazetteer that has them, to whoever reads a
/// document, and room.
pub(super) fn with<T>(
    (gazetteer, lists): (u64, usize),
    numbering: Numbering,
    read: impl FnOnce(&mut [Ways], &mut Room) -> T,
) -> T {
    thread_local! {
        static KNOWN: RefCell<(u64, Vec<Ways>, Room)> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|(name, ways, room)| {
        if *name != gazetteer {
            *name = gazetteer;
            ways.clear();
        }
        ways.resize_with(lists, Ways::default);
        for ways in &mut *ways {
            ways.open(numbering);
        }
        room.open();
        read(ways, room)
    })
}
