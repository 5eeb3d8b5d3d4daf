//! What was read ahead of whoever takes it, so that neither waits for the other at each document.
//!
//! Whoever reads goes on until enough waits, and is woken again when half of that is gone; whoever takes waits only
//! where nothing does. So two threads seldom wake one another, and no document is kept back.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// How many bytes of documents are enough: as many articles as are read together, once more.
const ENOUGH: usize = 1 << 19;

/// A shelf, for whoever fills it and for whoever empties it.
pub(super) fn shelf<T>() -> (Giver<T>, Taker<T>) {
    let state =
        State { all: VecDeque::new(), bytes: 0, is_over: false, giver_waits: false, taker_waits: false };
    let shelf = Arc::new(Shelf { state: Mutex::new(state), came: Condvar::new(), went: Condvar::new() });
    (Giver(Arc::clone(&shelf)), Taker(shelf))
}

struct Shelf<T> {
    state: Mutex<State<T>>,
    came: Condvar,
    went: Condvar,
}

struct State<T> {
    all: VecDeque<(T, usize)>,
    /// How many bytes all of them have.
    bytes: usize,
    /// Whether either of the two is gone.
    is_over: bool,
    giver_waits: bool,
    taker_waits: bool,
}

impl<T> Shelf<T> {
    /// Nobody panics while they hold it.
    fn hold(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self) {
        self.hold().is_over = true;
        self.came.notify_all();
        self.went.notify_all();
    }
}

/// Whoever fills the shelf.
pub(super) struct Giver<T>(Arc<Shelf<T>>);

impl<T> Giver<T> {
    /// Puts something of so many bytes on the shelf when there is room; whether anybody still wants it.
    pub(super) fn give(&self, thing: T, bytes: usize) -> bool {
        let mut state = self.0.hold();
        state.giver_waits = state.bytes >= ENOUGH;
        while state.giver_waits && !state.is_over {
            state = self.0.went.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.is_over {
            return false;
        }
        state.bytes += bytes;
        state.all.push_back((thing, bytes));
        if std::mem::take(&mut state.taker_waits) {
            drop(state);
            self.0.came.notify_one();
        }
        true
    }
}

impl<T> Drop for Giver<T> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Whoever empties the shelf.
pub(super) struct Taker<T>(Arc<Shelf<T>>);

impl<T> Taker<T> {
    /// Takes what was put there first; `None` if nothing is there and nothing will come.
    pub(super) fn take(&self) -> Option<T> {
        let mut state = self.0.hold();
        while state.all.is_empty() && !state.is_over {
            state.taker_waits = true;
            state = self.0.came.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        self.first(state)
    }

    /// Takes what was put there first, if anything is there.
    pub(super) fn take_at_hand(&self) -> Option<T> {
        self.first(self.0.hold())
    }

    fn first(&self, mut state: MutexGuard<'_, State<T>>) -> Option<T> {
        let (thing, bytes) = state.all.pop_front()?;
        state.bytes -= bytes;
        if state.giver_waits && state.bytes <= ENOUGH / 2 {
            state.giver_waits = false;
            drop(state);
            self.0.went.notify_one();
        }
        Some(thing)
    }
}

impl<T> Drop for Taker<T> {
    fn drop(&mut self) {
        self.0.end();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn all_that_is_given_is_taken_in_order() {
        let (giver, taker) = shelf();
        thread::spawn(move || (0..10_000usize).all(|n| giver.give(n, 7 * n)));
        let numbers: Vec<usize> = std::iter::from_fn(|| taker.take()).collect();
        assert!(numbers.into_iter().eq(0..10_000));
    }

    #[test]
    fn no_more_is_read_ahead_than_is_enough() {
        let (giver, taker) = shelf();
        let reader = thread::spawn(move || (0..1000).take_while(|n| giver.give(*n, ENOUGH / 4)).count());
        while taker.0.hold().all.len() < 4 {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_millis(20));
        assert_eq!(taker.0.hold().all.len(), 4);
        drop(taker);
        assert_eq!(reader.join().unwrap(), 4);
    }

    #[test]
    fn what_is_there_is_taken_while_the_next_is_waited_for() {
        let (giver, taker) = shelf();
        assert!(giver.give("one", 1) && giver.give("two", 1));
        assert_eq!((taker.take(), taker.take()), (Some("one"), Some("two")));
        let waiting = thread::spawn(move || taker.take());
        thread::sleep(Duration::from_millis(5));
        assert!(giver.give("three", 1));
        assert_eq!(waiting.join().unwrap(), Some("three"));
        assert!(!giver.give("four", 1));
    }
}
