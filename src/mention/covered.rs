//! Over which tokens of a page names stand.
//!
//! Ranges of tokens enter, yes or no leaves. Which names they are is not known here.

use std::ops::Range;

/// Some of a page's tokens, a bit each.
#[derive(Debug)]
pub(super) struct Covered(Vec<u64>);

impl Covered {
    /// None of some tokens.
    pub(super) fn new(tokens: usize) -> Self {
        Self(vec![0; tokens / 64 + 2])
    }

    /// Adds some tokens.
    pub(super) fn insert(&mut self, tokens: Range<usize>) {
        for at in tokens {
            if let Some(word) = self.0.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        }
    }

    /// Whether any of a range of tokens is among them. Where few of them are asked for, as always but for the
    /// longest rows of capitals, that is one comparison.
    #[inline]
    pub(super) fn any(&self, tokens: Range<usize>) -> bool {
        let word = |at: usize| u128::from(self.0.get(at).copied().unwrap_or(0));
        let holds = |from: usize| {
            let near = word(from / 64) | word(from / 64 + 1) << 64;
            near >> (from % 64) & ((1 << (tokens.end - from).min(64)) - 1) != 0
        };
        tokens.clone().step_by(64).any(holds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_covered_is_found_from_wherever_it_is_looked_for() {
        const TOKENS: usize = 300;
        for name in [0..1, 63..64, 60..70, 128..192, 100..250, 299..300] {
            let mut covered = Covered::new(TOKENS);
            covered.insert(name.clone());
            for from in 0..TOKENS {
                for count in [1, 2, 3, 9, 63, 64, 65, 200] {
                    let meets = from < name.end && name.start < from + count;
                    assert_eq!(covered.any(from..from + count), meets, "{name:?} from {from}, {count}");
                }
            }
        }
    }
}
