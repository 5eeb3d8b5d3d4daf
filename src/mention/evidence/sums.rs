//! What the words of a span have in common: their bits added up in one sweep.

use super::super::piece::{CAPITAL, Flags, PLAIN, Piece};

/// What the words of a span have in common.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    /// The flags that all of them have.
    pub(super) every: Flags,
    /// The flags that any of them has.
    pub(super) some: Flags,
    /// The flags that any capitalised one has.
    pub(super) capital: Flags,
    /// The flags that any but the first and the last has.
    pub(super) inner: Flags,
    /// The flags that any capitalised one between the first and the last has.
    pub(super) inner_capital: Flags,
    /// How many are capitalised, and how many of these nobody is called by.
    pub(super) capitals: u8,
    pub(super) plain: u8,
}

impl Sums {
    /// The sums of some tokens.
    pub(super) fn of(pieces: &[Piece]) -> Self {
        let mut sums = Self { every: Flags::MAX, ..Self::default() };
        for piece in pieces {
            let flags = piece.flags;
            let capital = if flags & CAPITAL == 0 { 0 } else { flags };
            sums.every &= flags;
            sums.some |= flags;
            sums.capital |= capital;
            sums.capitals += u8::from(capital != 0);
            sums.plain += u8::from(capital & PLAIN != 0);
        }
        if let [_, inner @ .., _] = pieces {
            for piece in inner {
                let flags = piece.flags;
                sums.inner |= flags;
                sums.inner_capital |= if flags & CAPITAL == 0 { 0 } else { flags };
            }
        }
        sums
    }
}
