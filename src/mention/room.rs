//! The room that the lists of a document took, for those of the next.
//!
//! Memory that was just done with is still in the processor's cache, fresh memory is not, and these lists are long.
//! What stands in them is nobody's concern here: whoever takes a list empties it.

use super::again::Decisions;
use super::form;
use super::piece::Piece;
use super::table::Table;

/// How many elements' room a list keeps: more than an article has candidates, far less than a book has words.
const MOST: usize = 1 << 13;

/// Lists of a document that is done with.
#[derive(Debug, Default)]
pub(super) struct Room {
    pub(super) pieces: Vec<Piece>,
    pub(super) facts: Vec<u32>,
    pub(super) capitals: Vec<u32>,
    pub(super) forms: form::Lists,
    pub(super) pairs: Vec<u64>,
    pub(super) table: Table,
    pub(super) decisions: Decisions,
}

/// Takes a list, empty; of its room no more than is usual.
pub(super) fn take<T>(list: &mut Vec<T>) -> Vec<T> {
    empty(list);
    std::mem::take(list)
}

/// Empties a list, and lets go of its room if that is much.
pub(super) fn empty<T>(list: &mut Vec<T>) {
    list.clear();
    list.shrink_to(MOST);
}
