//! What a word says of a span that holds nothing else, wherever it stands: remembered by its form, for the words
//! that stand alone come again and again.
//!
//! A span enters, the features of its word leave. What stands around it, and what its document says elsewhere, is
//! not known here.

use std::hint::black_box;

use super::Span;
use crate::lexicon::{ByForm, Numbering};
use crate::mention::feature::Feature;
use crate::mention::list::List;
use crate::mention::memory::sort;
use crate::mention::piece::{CAPS_LINE, Page};

/// How many features of a word are remembered: few words have more.
const FEW: usize = 12;
/// The bit of a key that a word stands in a line of capitals; the others are its [`sort`].
const SHOUTED: u8 = 1 << 7;

/// The features of a word, and what they depend on beside its form.
#[derive(Clone, Copy, Debug)]
struct Told {
    features: [Feature; FEW],
    facts: u32,
    /// 0 if nothing was told.
    key: u8,
    count: u8,
}

impl Default for Told {
    fn default() -> Self {
        Self { features: [Feature::Bias; FEW], facts: 0, key: 0, count: 0 }
    }
}

/// What the words of a thread said.
#[derive(Debug, Default)]
pub(in crate::mention) struct Alone(ByForm<Told>);

impl Alone {
    /// Makes room for the forms of a document.
    pub(in crate::mention) fn open(&mut self, numbering: Numbering) {
        self.0.open(numbering);
    }

    /// Brings near what is remembered of the capitalised words of a page: all of it at once, so that the processor need
    /// not wait for each by itself.
    pub(in crate::mention) fn bring(&self, page: &Page<'_>) {
        let forms = page.capitals.iter().map(|at| page.tokens[*at as usize].form);
        black_box(forms.fold(0, |all, form| all | self.0.get(form).key));
    }
}

impl Span<'_, '_> {
    fn key(&self) -> u8 {
        sort(self.head) | if self.opening.is(CAPS_LINE) { SHOUTED } else { 0 }
    }

    /// Adds what is remembered of the word; whether anything is.
    #[inline]
    pub(super) fn recall(&self, alone: &Alone, out: &mut List) -> bool {
        let told = alone.0.get(self.head.form);
        let known = told.key == self.key() && told.facts == self.facts && self.peer().is_none();
        if known {
            out.add_some(&told.features, told.count);
        }
        known
    }

    /// Remembers what was said of the word, unless it is too much or what stands beside it had a say.
    pub(super) fn remember(&self, alone: &mut Alone, said: &[Feature]) {
        let mut told =
            Told { facts: self.facts, key: self.key(), count: said.len() as u8, ..Told::default() };
        let Some(places) = told.features.get_mut(..said.len()).filter(|_| self.peer().is_none()) else {
            return;
        };
        places.copy_from_slice(said);
        alone.0.set(self.head.form, told);
    }
}
