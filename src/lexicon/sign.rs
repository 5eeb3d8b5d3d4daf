//! A word in one bit.
//!
//! Words that begin alike share a bit of 64. A set of words is then a number, and whether it may hold a word
//! is one comparison: enough to pass over nearly every cue of several words without a look at the text.

/// The bits of some words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u64);

impl Signs {
    /// Adds a word in any case.
    pub fn add(&mut self, word: &str) {
        self.0 |= bit(word);
    }

    /// Whether a word, in any case and with or without a last letter more, may be among those added; never
    /// no where it is.
    pub fn may_hold(self, sign: Sign) -> bool {
        sign.0 == 0 || self.0 & sign.0 != 0
    }
}

/// The bit of one word; none for a word too short to be told by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sign(u64);

impl Sign {
    /// How many there are, with that of words too short to be told.
    pub(super) const COUNT: usize = 65;

    /// The bit of a word.
    pub fn of(word: &str) -> Self {
        Self(bit(word))
    }

    /// The number of a word's bit, below [`Self::COUNT`].
    #[inline]
    pub(super) fn number(word: &str) -> usize {
        let [first, second, ..] = word.as_bytes() else { return Self::COUNT - 1 };
        let both = first.to_ascii_lowercase().wrapping_mul(7).wrapping_add(second.to_ascii_lowercase());
        usize::from(both & 63)
    }
}

fn bit(word: &str) -> u64 {
    // Of a word too short to be told by it no bit is left.
    1_u64.checked_shl(Sign::number(word) as u32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case_and_in_the_plural() {
        let mut signs = Signs::default();
        for word in ["the", "Statements", "of"] {
            signs.add(word);
        }
        assert!(signs.may_hold(Sign::of("statement")));
        assert!(signs.may_hold(Sign::of("a")), "too short to be told apart");
        assert!(!signs.may_hold(Sign::of("claim")));
    }
}
