//! What a document calls its words: a small table of its own, for the numbers of a thread's words lie far apart in
//! memory.
//!
//! A word's number in the thread enters, its number in the document leaves.

use super::form::NONE;

/// How many places there are at first: an article capitalises a hundred words or two.
const FEW: usize = 1 << 9;

/// Numbers by numbers: each at the place that its hash gives, or the next free one behind it.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// A word's number, or [`NONE`], and what it is called.
    places: Vec<(u32, u32)>,
    count: usize,
}

impl Own {
    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.places.resize(FEW, (NONE, NONE));
        self.places.shrink_to(FEW);
        self.count = 0;
    }

    /// Where a number stands, or would.
    #[inline]
    fn place(&self, number: u32) -> usize {
        let most = self.places.len() - 1;
        let mut at = (number.wrapping_mul(0x9E37_79B9) >> 8) as usize & most;
        while self.places[at].0 != number && self.places[at].0 != NONE {
            at = (at + 1) & most;
        }
        at
    }

    /// What a word is called; [`NONE`] if nothing yet.
    #[inline]
    pub(super) fn get(&self, number: u32) -> u32 {
        if self.places.is_empty() { NONE } else { self.places[self.place(number)].1 }
    }

    /// What a word is called: `next`, if nothing yet.
    #[inline]
    pub(super) fn get_or_insert(&mut self, number: u32, next: u32) -> u32 {
        if 2 * self.count >= self.places.len() {
            self.grow();
        }
        let at = self.place(number);
        if self.places[at].0 == NONE {
            self.places[at] = (number, next);
            self.count += 1;
        }
        self.places[at].1
    }

    #[cold]
    fn grow(&mut self) {
        let more = vec![(NONE, NONE); FEW.max(2 * self.places.len())];
        for known in std::mem::replace(&mut self.places, more) {
            if known.0 != NONE {
                let at = self.place(known.0);
                self.places[at] = known;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_words_than_there_were_places_keep_their_names() {
        let mut own = Own::default();
        assert_eq!(own.get(7), NONE);
        for number in 0..4 * FEW as u32 {
            assert_eq!(own.get_or_insert(number * 64, number), number);
        }
        assert!((0..4 * FEW as u32).all(|number| own.get_or_insert(number * 64, 0) == number));
        assert_eq!(own.get(7), NONE);
    }
}
