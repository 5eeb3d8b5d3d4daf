//! The room of bytes that were written and are done with, for those of the next document.
//!
//! It is as much as the rows of a document take, so that it need not grow while they are written.

use std::cell::RefCell;

thread_local! {
    static ROOMS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// How many rooms are kept at most, and of how many bytes each: more than an article's rows take, far less than a
/// book's.
const MOST: usize = 8;
const MOST_BYTES: usize = 1 << 17;

/// No bytes, with the room of others if any was kept.
pub(super) fn take() -> Vec<u8> {
    ROOMS.with_borrow_mut(Vec::pop).unwrap_or_default()
}

/// Keeps the room of some bytes, unless it is much.
pub(super) fn keep(mut bytes: Vec<u8>) {
    bytes.clear();
    if (1..=MOST_BYTES).contains(&bytes.capacity()) {
        // At the end of a thread there is no next document.
        let _ = ROOMS.try_with(|rooms| {
            let mut rooms = rooms.borrow_mut();
            if rooms.len() < MOST {
                rooms.push(bytes);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_of_bytes_that_are_done_with_is_taken_again_unless_it_is_much() {
        for (before, room) in [(100, 100), (MOST_BYTES + 1, 0)] {
            keep(Vec::with_capacity(before));
            let bytes = take();
            assert_eq!((bytes.len(), bytes.capacity()), (0, room));
        }
    }
}
