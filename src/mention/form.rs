//! The forms of a page by number: words and spans that read alike, whatever their case, have one.
//!
//! Hashes of forms enter, small numbers leave, so that whatever is told of forms stands in a list. What a
//! page says of a form is not known here.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::evidence::Alone;
use super::memory::Memory;
use super::numbers::{NONE, Numbers};
use super::piece::Page;
use super::room;

/// A hasher for keys that are hashes already.
#[derive(Default)]
pub(super) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// A map from hashes. It is asked, never listed, so its order is nobody's concern.
pub(super) type Hashed<T> = HashMap<u64, T, BuildHasherDefault<Ready>>;
/// A set of hashes.
pub(super) type HashedSet = HashSet<u64, BuildHasherDefault<Ready>>;

/// The numbers of words by their tokens, and of spans by their forms.
pub(super) type Lists = (Vec<u32>, Numbers);

/// The numbers of forms.
pub(super) struct Forms<'m> {
    /// What numbers the forms of single words.
    memory: &'m mut Memory,
    /// The numbers of forms of several words.
    spans: Numbers,
    /// The number of every token alone that was asked for.
    words: Vec<u32>,
    count: u32,
}

impl<'m> Forms<'m> {
    /// Numbers the words that a page capitalises somewhere; `memory` is what the page was made with, `lists` room
    /// for them.
    pub(super) fn new(page: &Page<'_>, memory: &'m mut Memory, lists: Lists) -> Self {
        let (mut words, mut spans) = lists;
        room::empty(&mut words);
        words.resize(page.len(), NONE);
        spans.clear();
        let mut forms = Self { memory, spans, words, count: 0 };
        for &at in &page.capitals {
            forms.call_word(page, at as usize);
        }
        forms
    }

    /// Gives back what the memory lent.
    pub(super) fn keep(&mut self, alone: Alone) {
        self.memory.alone = alone;
    }

    /// The lists of numbers, for their room.
    pub(super) fn into_lists(self) -> Lists {
        (self.words, self.spans)
    }

    /// Whether the page writes a token's word small somewhere.
    pub(super) fn is_small(&self, page: &Page<'_>, at: usize) -> bool {
        page.pieces.get(at).is_some_and(|piece| self.memory.is_small(piece.number))
    }

    /// The number of a word by the hash of it in lower case, [`NONE`] if it has none.
    pub(super) fn of_key(&self, key: u64) -> u32 {
        self.memory.own(self.memory.number(key))
    }

    /// The number of the form of a span of several tokens, [`NONE`] if it has none.
    fn of_span(&self, page: &Page<'_>, first: usize, last: usize) -> u32 {
        self.spans.get(page.form(first, last))
    }

    /// The number of the form of a span, [`NONE`] if it has none.
    pub(super) fn find(&self, page: &Page<'_>, first: usize, last: usize) -> u32 {
        match page.pieces.get(first) {
            Some(piece) if first == last => self.memory.own(piece.number),
            _ => self.of_span(page, first, last),
        }
    }

    /// The number of a token alone, [`NONE`] if it has none or was not asked for.
    pub(super) fn word(&self, at: usize) -> u32 {
        self.words.get(at).copied().unwrap_or(NONE)
    }

    /// The number of a token alone, which it has from now on.
    #[inline]
    fn number_word(&mut self, page: &Page<'_>, at: usize) -> u32 {
        match self.words[at] {
            NONE => self.call_word(page, at),
            known => known,
        }
    }

    fn call_word(&mut self, page: &Page<'_>, at: usize) -> u32 {
        let number = self.memory.call(page.pieces[at].number, self.count);
        self.count += u32::from(number == self.count);
        self.words[at] = number;
        number
    }

    /// The number of the form of a span of several tokens, which it has from now on.
    fn number_span(&mut self, page: &Page<'_>, first: usize, last: usize) -> u32 {
        let number = self.spans.get_or_insert(page.form(first, last), self.count);
        self.count += u32::from(number == self.count);
        number
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }
}

/// The numbers of a span's form and of those of its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    pub(super) whole: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    /// All but its last token, of three or more.
    pub(super) front: u32,
    /// All but its first token, of three or more.
    pub(super) back: u32,
}

impl Parts {
    /// Numbers a span, its first token and its last; its other parts come with [`Parts::find`].
    pub(super) fn number(page: &Page<'_>, forms: &mut Forms<'_>, first: usize, last: usize) -> Self {
        let (one, other) = (forms.number_word(page, first), forms.number_word(page, last));
        let whole = if first == last { one } else { forms.number_span(page, first, last) };
        Self { whole, first: one, last: other, front: NONE, back: NONE }
    }

    /// Finds the numbers of the larger parts, once all spans are numbered.
    pub(super) fn find(&mut self, page: &Page<'_>, forms: &Forms<'_>, first: usize, last: usize) {
        if last > first + 1 {
            self.front = forms.of_span(page, first, last - 1);
            self.back = forms.of_span(page, first + 1, last);
        }
    }
}
