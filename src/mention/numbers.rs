//! Numbers by numbers: a small table of its own for each document, where what is known of all words would lie far apart
//! in memory.
//!
//! A number of a word, or a hash, enters; a document's own number leaves.

/// The number of what has none.
pub(super) const NONE: u32 = u32::MAX;

/// How many places there are at first: an article capitalises a hundred words or two.
const FEW: usize = 1 << 9;

/// Each number at the place that the hash of its key gives, or the next free one behind it.
#[derive(Debug)]
pub(super) struct Numbers {
    /// A key and its number; [`NONE`] where the place is free.
    places: Vec<(u64, u32)>,
    count: usize,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { places: vec![(0, NONE); FEW], count: 0 }
    }
}

impl Numbers {
    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.places.truncate(FEW);
        self.places.shrink_to(FEW);
        self.places.fill((0, NONE));
        self.count = 0;
    }

    /// Where a key stands, or would.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let most = self.places.len() - 1;
        let mut at = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize & most;
        while self.places[at].0 != key && self.places[at].1 != NONE {
            at = (at + 1) & most;
        }
        at
    }

    /// The number of a key; [`NONE`] if it has none yet.
    #[inline]
    pub(super) fn get(&self, key: u64) -> u32 {
        let (known, number) = self.places[self.place(key)];
        if known == key { number } else { NONE }
    }

    /// The number of a key: `next`, if it has none yet.
    #[inline]
    pub(super) fn get_or_insert(&mut self, key: u64, next: u32) -> u32 {
        let at = self.place(key);
        let (known, number) = self.places[at];
        if known == key && number != NONE {
            return number;
        }
        self.places[at] = (key, next);
        self.count += 1;
        if 4 * self.count > 3 * self.places.len() {
            self.grow();
        }
        next
    }

    #[cold]
    fn grow(&mut self) {
        let more = vec![(0, NONE); 2 * self.places.len()];
        for (key, number) in std::mem::replace(&mut self.places, more) {
            if number != NONE {
                let at = self.place(key);
                self.places[at] = (key, number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_keys_than_there_were_places_keep_their_numbers() {
        let mut numbers = Numbers::default();
        assert_eq!((numbers.get(0), numbers.get(7)), (NONE, NONE));
        for key in 0..4 * FEW as u32 {
            assert_eq!(numbers.get_or_insert(u64::from(key) * 64, key), key);
        }
        assert!((0..4 * FEW as u32).all(|key| numbers.get_or_insert(u64::from(key) * 64, 0) == key));
        assert_eq!(numbers.get(7), NONE);
        numbers.clear();
        assert_eq!((numbers.get(0), numbers.get_or_insert(64, 3)), (NONE, 3));
    }
}
