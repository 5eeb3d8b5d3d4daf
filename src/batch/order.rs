//! Work on many threads, results in the order of the work.
//!
//! A thread takes an item, works on it and hands in the result; whoever hands in the one that is due finishes
//! it, and those that waited for it. So no thread sleeps until another has something for it, and most of what a
//! result is made of is given back where it was taken. A fixed number of items is under way at a time: worked
//! on, or waiting for an earlier one to be finished. So memory is bounded however slow a single item is.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Items under way for each thread: enough that a long one does not make the others wait.
const EACH: usize = 2;

/// Does `work` on every item, on `jobs` threads, and gives the results to `finish` in the order of the
/// items, one at a time. A panic in `work` becomes the result that `rescue` makes of what is left of the item. Stops
/// at the first failure of `finish` and returns it. What `finish` leaves of a result is let go of by the thread that
/// made it: memory that one thread takes and another gives back costs both of them.
pub(super) fn each<I: Send, O: Send, R: Send, E: Send>(
    jobs: usize,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(&mut I) -> O + Sync,
    rescue: impl Fn(I, String) -> O + Sync,
    finish: impl FnMut(O) -> Result<R, E> + Send,
) -> Result<(), E> {
    let jobs = jobs.max(1);
    let (items, line) = (Mutex::new((0..).zip(items)), Line::of(jobs, finish));
    let next = || items.lock().ok()?.next();
    std::thread::scope(|scope| {
        for by in 0..jobs {
            let (line, next, work, rescue) = (&line, &next, &work, &rescue);
            scope.spawn(move || {
                while let Some((number, item)) = next()
                    && line.has_room(number)
                {
                    line.let_go(by);
                    line.hand_in(by, number, attempt(item, work, rescue));
                }
            });
        }
    });
    match line.state.into_inner().unwrap_or_else(PoisonError::into_inner).end {
        None => Ok(()),
        Some(End::Failed(error)) => Err(error),
        // A fault of whoever finishes is told where it is heard: here, not on a worker.
        Some(End::Panicked(why)) => resume_unwind(why),
    }
}

/// Does `work` on an item. A panic there becomes what `rescue` makes of what is left of the item.
pub(super) fn attempt<I, O>(
    mut item: I,
    work: impl FnOnce(&mut I) -> O,
    rescue: impl FnOnce(I, String) -> O,
) -> O {
    let done = catch_unwind(AssertUnwindSafe(|| work(&mut item)));
    done.unwrap_or_else(|panic| rescue(item, words(&*panic)))
}

/// What the threads share.
struct Line<O, R, E, F> {
    state: Mutex<State<O, R, E>>,
    finish: Mutex<F>,
    /// Told when an item is finished while a thread waits for room.
    moved: Condvar,
    /// How many items may be under way.
    most: u64,
}

struct State<O, R, E> {
    /// Results whose turn has not come, by number, with the thread that made each.
    waiting: BTreeMap<u64, (usize, O)>,
    /// The number of the result that is due.
    due: u64,
    /// Whether a thread is finishing results.
    is_finishing: bool,
    /// Whether a thread waits for room.
    is_full: bool,
    /// What is left of results that another thread has finished, by the thread that made them.
    left: Vec<Vec<R>>,
    end: Option<End<E>>,
}

/// Why the work ended before the items did.
enum End<E> {
    Failed(E),
    Panicked(Box<dyn Any + Send>),
}

impl<O, R, E, F: FnMut(O) -> Result<R, E>> Line<O, R, E, F> {
    fn of(jobs: usize, finish: F) -> Self {
        let left = (0..jobs).map(|_| Vec::new()).collect();
        let (waiting, is_finishing, is_full) = (BTreeMap::new(), false, false);
        let state = Mutex::new(State { waiting, due: 0, is_finishing, is_full, left, end: None });
        Self { state, finish: Mutex::new(finish), moved: Condvar::new(), most: (jobs * EACH) as u64 }
    }

    /// No thread panics while it holds the state.
    fn hold(&self) -> MutexGuard<'_, State<O, R, E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until an item may be under way; whether the work goes on.
    fn has_room(&self, number: u64) -> bool {
        let mut state = self.hold();
        while state.end.is_none() && number >= state.due + self.most {
            state.is_full = true;
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.end.is_none()
    }

    /// Lets go of what others have left of a thread's results.
    fn let_go(&self, by: usize) {
        let left = self.hold().left.get_mut(by).map(std::mem::take);
        drop(left);
    }

    /// Takes a thread's result. If it is due, this thread finishes it, and all that follow on it.
    fn hand_in(&self, by: usize, number: u64, result: O) {
        let mut state = self.hold();
        state.waiting.insert(number, (by, result));
        if std::mem::replace(&mut state.is_finishing, true) {
            return;
        }
        while let Some((maker, result)) = state.next() {
            drop(state);
            // What is its own it lets go of at once.
            let left = self.finish(result).map(|left| (maker != by).then_some(left));
            state = self.hold();
            state.due += 1;
            match left {
                Ok(left) => state.left[maker].extend(left),
                Err(end) => state.end = Some(end),
            }
            if std::mem::take(&mut state.is_full) {
                self.moved.notify_all();
            }
        }
        state.is_finishing = false;
    }

    fn finish(&self, result: O) -> Result<R, End<E>> {
        let mut finish = self.finish.lock().unwrap_or_else(PoisonError::into_inner);
        match catch_unwind(AssertUnwindSafe(|| finish(result))) {
            Ok(left) => left.map_err(End::Failed),
            Err(panic) => Err(End::Panicked(panic)),
        }
    }
}

impl<O, R, E> State<O, R, E> {
    /// The result that is due, with its maker, if it is there and the work goes on.
    fn next(&mut self) -> Option<(usize, O)> {
        if self.end.is_some() { None } else { self.waiting.remove(&self.due) }
    }
}

/// What a panic says.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given")
        .to_string()
}

#[cfg(test)]
mod tests {
    use std::thread::{self, ThreadId};

    use super::*;

    fn squares(jobs: usize, up_to: u64) -> Vec<String> {
        let mut all = Vec::new();
        let slow = |n: &mut u64| {
            let n = *n;
            if n.is_multiple_of(7) {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            assert!(n % 50 != 13, "unlucky");
            (n * n).to_string()
        };
        let outcome: Result<(), ()> = each(
            jobs,
            0..up_to,
            slow,
            |n, why| format!("{n} failed: {why}"),
            |square| {
                all.push(square);
                Ok(())
            },
        );
        assert_eq!(outcome, Ok(()));
        all
    }

    #[test]
    fn results_come_in_order_and_a_panic_is_a_result() {
        let one = squares(1, 200);
        assert_eq!(one.len(), 200);
        assert_eq!((one[12].as_str(), one[13].as_str()), ("144", "13 failed: unlucky"));
        assert_eq!(one, squares(8, 200));
    }

    /// A result that tells who lets go of it.
    struct Held<'l> {
        maker: ThreadId,
        left: &'l Mutex<Vec<(ThreadId, ThreadId)>>,
    }

    impl Drop for Held<'_> {
        fn drop(&mut self) {
            self.left.lock().expect("nobody panics").push((self.maker, thread::current().id()));
        }
    }

    #[test]
    fn what_is_left_of_a_result_goes_back_to_its_maker() {
        let left = Mutex::new(Vec::new());
        let work = |_: &mut u64| Held { maker: thread::current().id(), left: &left };
        let outcome: Result<(), ()> = each(3, 0..2000, work, |_, why| panic!("{why}"), Ok);
        assert_eq!(outcome, Ok(()));
        let left = left.into_inner().expect("nobody panics");
        let ender = thread::current().id();
        assert!(left.iter().all(|(maker, last)| last == maker || *last == ender));
        let back = left.iter().filter(|(maker, last)| last == maker).count();
        // Of those that were under way at the end some makers were gone.
        assert!(left.len() == 2000 && back >= 2000 - 3 * 3 * EACH, "{back} of {} went back", left.len());
    }

    #[test]
    fn the_first_failure_ends_the_work_and_nothing_hangs() {
        let mut seen = 0;
        let outcome = each(
            4,
            0..100_000,
            |n| *n,
            |n, _| n,
            |n| {
                seen = n;
                if n == 5 { Err("the disk is full") } else { Ok(()) }
            },
        );
        assert_eq!((outcome, seen), (Err("the disk is full"), 5));
    }

    #[test]
    #[should_panic(expected = "the disk is gone")]
    fn a_fault_of_whoever_finishes_is_heard_where_the_work_was_asked_for() {
        let outcome: Result<(), ()> = each(
            2,
            0..100_000,
            |n| *n,
            |n, _| n,
            |n| {
                assert!(n != 5, "the disk is gone");
                Ok(())
            },
        );
        assert_eq!(outcome, Ok(()));
    }
}
