//! The room that the lists of a document took, for those of the next.
//!
//! Memory that was just done with is still in the processor's cache, fresh memory is not, and these lists are long.
//! What stands in them is nobody's concern here: they are empty.

use super::piece::Piece;
use super::side::Side;
use super::weights::{Rows as Total, Sum};

/// How many elements' room a list keeps: more than an article has candidates, far less than a book has words.
const MOST: usize = 1 << 13;

/// Empty lists.
#[derive(Debug, Default)]
pub(super) struct Room {
    pub(super) pieces: Vec<Piece>,
    pub(super) sides: Vec<Side>,
    pub(super) sums: Vec<Sum>,
    pub(super) totals: Vec<Total>,
}

impl Room {
    /// Keeps the room of these lists, unless it is much.
    pub(super) fn of(pieces: Vec<Piece>, sides: Vec<Side>, sums: Vec<Sum>, totals: Vec<Total>) -> Self {
        Self { pieces: emptied(pieces), sides: emptied(sides), sums: emptied(sums), totals: emptied(totals) }
    }
}

fn emptied<T>(mut list: Vec<T>) -> Vec<T> {
    list.clear();
    list.shrink_to(MOST);
    list
}
