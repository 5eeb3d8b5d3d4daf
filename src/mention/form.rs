//! The forms of a page by number: words and spans that read alike, whatever their case, have one.
//!
//! Hashes of forms enter, small numbers leave, so that whatever is told of forms stands in a list. What a
//! page says of a form is not known here.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::piece::{CAPITAL, LOWER, Page, mix};

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

/// The number of a form that has none.
pub(super) const NONE: u32 = u32::MAX;

/// The numbers of forms.
#[derive(Debug, Default)]
pub(super) struct Forms {
    numbers: Hashed<u32>,
    /// The number of every token alone.
    words: Vec<u32>,
}

impl Forms {
    /// Numbers the words that a page capitalises somewhere.
    pub(super) fn new(page: &Page<'_>) -> Self {
        let numbers = Hashed::with_capacity_and_hasher(page.len() / 4, BuildHasherDefault::default());
        let mut forms = Self { numbers, words: vec![NONE; page.len()] };
        // Few words written small have a capital elsewhere: a bit tells of most others that they have none.
        let mut met = [0_u64; 64];
        let bit = |form: u64| (form as usize >> 32 & 63, 1 << (form >> 58));
        for (at, piece) in page.pieces.iter().enumerate().filter(|(_, piece)| piece.is(CAPITAL)) {
            let form = mix(0, piece.key);
            let (word, bit) = bit(form);
            met[word] |= bit;
            forms.words[at] = forms.number(form);
        }
        for (at, piece) in page.pieces.iter().enumerate().filter(|(_, piece)| piece.is(LOWER)) {
            let form = mix(0, piece.key);
            let (word, bit) = bit(form);
            if met[word] & bit != 0 {
                forms.words[at] = forms.get(form);
            }
        }
        forms
    }

    /// The number of a form, which it has from now on.
    pub(super) fn number(&mut self, form: u64) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(form).or_insert(next)
    }

    /// The number of a form, [`NONE`] if it has none.
    pub(super) fn get(&self, form: u64) -> u32 {
        self.numbers.get(&form).copied().unwrap_or(NONE)
    }

    /// The number of a token alone, [`NONE`] if it has none.
    pub(super) fn word(&self, at: usize) -> u32 {
        self.words.get(at).copied().unwrap_or(NONE)
    }

    /// The number of a token alone, which it has from now on.
    fn number_word(&mut self, page: &Page<'_>, at: usize) -> u32 {
        if self.word(at) == NONE {
            self.words[at] = self.number(page.form(at, at));
        }
        self.words[at]
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
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
    pub(super) fn number(page: &Page<'_>, forms: &mut Forms, first: usize, last: usize) -> Self {
        let (one, other) = (forms.number_word(page, first), forms.number_word(page, last));
        let whole = if first == last { one } else { forms.number(page.form(first, last)) };
        Self { whole, first: one, last: other, front: NONE, back: NONE }
    }

    /// Finds the numbers of the larger parts, once all spans are numbered.
    pub(super) fn find(&mut self, page: &Page<'_>, forms: &Forms, first: usize, last: usize) {
        if last > first + 1 {
            self.front = forms.get(page.form(first, last - 1));
            self.back = forms.get(page.form(first + 1, last));
        }
    }
}
