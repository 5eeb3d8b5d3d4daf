//! Sets of nodes by number.
//!
//! A set of bits comes in, its number comes out, and the other way round. What a set means is not known here.

/// A place for the number of a set that is free.
const FREE: u32 = u32::MAX;

/// Sets of nodes, each with a number.
#[derive(Debug, Default)]
pub(super) struct Sets {
    /// The number of each at the place its hash gives or the next free one behind it; half are free.
    places: Vec<u32>,
    /// All of them, one behind the other.
    words: Vec<u64>,
    width: usize,
    count: u32,
}

impl Sets {
    /// No sets yet, of so many words each.
    pub(super) fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Whether there is none.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many words all of them take.
    #[inline]
    pub(super) fn words(&self) -> usize {
        self.words.len()
    }

    /// The set of a number.
    #[inline]
    pub(super) fn get(&self, number: usize) -> &[u64] {
        let from = number * self.width;
        self.words.get(from..from + self.width).unwrap_or(&[])
    }

    /// The number of a set, which may be new.
    pub(super) fn number(&mut self, set: &[u64]) -> u32 {
        if 2 * self.count as usize >= self.places.len() {
            self.grow();
        }
        let place = self.place(set);
        if self.places[place] == FREE {
            self.places[place] = self.count;
            self.words.extend_from_slice(set);
            self.count += 1;
        }
        self.places[place]
    }

    /// The place of a set's number, or the free one where it would stand.
    fn place(&self, set: &[u64]) -> usize {
        let mix = |hash: u64, word: &u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut at = (set.iter().fold(0, mix) >> 32) as usize & (self.places.len() - 1);
        while self.places[at] != FREE && self.get(self.places[at] as usize) != set {
            at = (at + 1) & (self.places.len() - 1);
        }
        at
    }

    fn grow(&mut self) {
        self.places = vec![FREE; (4 * self.count as usize).max(16).next_power_of_two()];
        for number in 0..self.count {
            let place = self.place(self.get(number as usize));
            self.places[place] = number;
        }
    }
}
