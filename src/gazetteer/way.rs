//! Where the words of texts lead in the lists, as far as a thread has gone before.
//!
//! A form is asked for by its number; whoever walks the lists says where it leads when it is met for the first
//! time. What stands in a list is not known here.

use std::cell::RefCell;

use super::walk::Start;
use crate::lexicon::{ByForm, Numbering};

/// Of a form that no name begins with, as most are.
const NOWHERE: u32 = 1;
/// The first of those that lead somewhere; 0 is of a form not met yet.
const FIRST: u32 = 2;

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
    /// One of the starts, behind [`FIRST`], or [`NOWHERE`].
    by_form: ByForm<u32>,
    starts: Vec<Start>,
}

impl Starts {
    fn open(&mut self, numbering: Numbering) {
        if !self.by_form.open(numbering) {
            self.starts.clear();
        }
    }

    /// Whether it is known that no name begins with a form.
    #[inline]
    pub(super) fn is_nowhere(&self, form: u32) -> bool {
        self.by_form.get(form) == NOWHERE
    }

    /// Where a form leads; as `ask` says where it was not met before.
    #[inline]
    pub(super) fn start(&mut self, form: u32, ask: impl FnOnce() -> Start) -> Start {
        match self.by_form.get(form) {
            0 => self.learn(form, ask()),
            NOWHERE => Start::default(),
            known => self.starts.get((known - FIRST) as usize).copied().unwrap_or_default(),
        }
    }

    fn learn(&mut self, form: u32, start: Start) -> Start {
        let number = if start.is_reached() { FIRST + self.starts.len() as u32 } else { NOWHERE };
        if self.by_form.set(form, number) && start.is_reached() {
            self.starts.push(start);
        }
        start
    }
}

/// Lends what this thread knows of some lists, by the name of the gazetteer that has them, to whoever reads a
/// document.
pub(super) fn with<T>(
    (gazetteer, lists): (u64, usize),
    numbering: Numbering,
    read: impl FnOnce(&mut [Ways]) -> T,
) -> T {
    thread_local! {
        static KNOWN: RefCell<(u64, Vec<Ways>)> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|(name, ways)| {
        if *name != gazetteer {
            *name = gazetteer;
            ways.clear();
        }
        ways.resize_with(lists, Ways::default);
        for ways in &mut *ways {
            ways.open(numbering);
        }
        read(ways)
    })
}
