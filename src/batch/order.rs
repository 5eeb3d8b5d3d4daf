//! Work on many threads, results in the order of the work.
//!
//! A fixed number of items is under way at a time: read, worked on, or waiting for an earlier one to be
//! finished. So memory is bounded however slow a single item is.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Items under way for each thread: enough that a long one does not make the others wait.
const EACH: usize = 12;
/// How many of these are finished before as many more are asked for: whoever reads them is woken once for all.
const TOGETHER: usize = 4;

/// A result, the number of its item, and the thread that made it.
struct Made<O> {
    number: u64,
    by: usize,
    result: O,
}

/// Does `work` on every item, on `jobs` threads, and gives the results to `finish` in the order of the
/// items. A panic in `work` becomes the result that `rescue` makes of its item's own words, which were
/// taken by `label` beforehand. Stops at the first failure of `finish` and returns it. What `finish` leaves of
/// a result goes back to the thread that made it, which lets go of it: memory that one thread takes and
/// another gives back costs both of them.
pub(super) fn each<I: Send, L: Send, O: Send, R: Send, E>(
    jobs: usize,
    items: &mut (impl Iterator<Item = I> + Send),
    label: impl Fn(&I) -> L + Sync,
    work: impl Fn(I) -> O + Sync,
    rescue: impl Fn(L, String) -> O + Sync,
    mut finish: impl FnMut(O) -> Result<R, E>,
) -> Result<(), E> {
    let jobs = jobs.max(1);
    let (permit, permits) = sync_channel::<()>(jobs * EACH);
    let (give, take) = sync_channel::<(u64, I)>(jobs * EACH);
    let (done, results) = sync_channel::<Made<O>>(jobs);
    let take = Mutex::new(take);
    let run = |item: I| {
        let label = label(&item);
        catch_unwind(AssertUnwindSafe(|| work(item))).unwrap_or_else(|panic| rescue(label, words(&*panic)))
    };
    std::thread::scope(|scope| {
        scope.spawn(move || feed(items, &permit, &give));
        let mut back = Vec::with_capacity(jobs);
        for by in 0..jobs {
            let (leave, left) = sync_channel::<R>(jobs * EACH);
            back.push(leave);
            let done = done.clone();
            let (take, run) = (&take, &run);
            scope.spawn(move || worker(by, take, run, &done, &left));
        }
        drop(done);
        let outcome = in_order(&results, &permits, &back, &mut finish);
        // Without receivers the feeder and the workers find that nobody waits for them, and end.
        drop((results, permits));
        outcome
    })
}

fn feed<I>(items: &mut impl Iterator<Item = I>, permit: &SyncSender<()>, give: &SyncSender<(u64, I)>) {
    for (number, item) in (0..).zip(items) {
        if permit.send(()).is_err() || give.send((number, item)).is_err() {
            return;
        }
    }
}

fn worker<I, O, R>(
    by: usize,
    take: &Mutex<Receiver<(u64, I)>>,
    run: &impl Fn(I) -> O,
    done: &SyncSender<Made<O>>,
    left: &Receiver<R>,
) {
    let next = || take.lock().ok().and_then(|items| items.recv().ok());
    while let Some((number, item)) = next() {
        left.try_iter().for_each(drop);
        if done.send(Made { number, by, result: run(item) }).is_err() {
            break;
        }
    }
    // If nobody waits for results any more, the feeder must still find someone to take its items.
    while next().is_some() {}
}

fn in_order<O, R, E>(
    results: &Receiver<Made<O>>,
    permits: &Receiver<()>,
    back: &[SyncSender<R>],
    finish: &mut impl FnMut(O) -> Result<R, E>,
) -> Result<(), E> {
    let mut waiting: BTreeMap<u64, Made<O>> = BTreeMap::new();
    let mut next = 0;
    for made in results {
        waiting.insert(made.number, made);
        while let Some(made) = waiting.remove(&next) {
            let left = finish(made.result)?;
            // Where it finds no room it is let go of here.
            back[made.by].try_send(left).ok();
            next += 1;
            if next % (back.len() * TOGETHER) as u64 == 0 {
                // Each item has one permit; a feeder that is gone has none left to give.
                permits.try_iter().take(back.len() * TOGETHER).for_each(drop);
            }
        }
    }
    Ok(())
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
        let slow = |n: u64| {
            if n.is_multiple_of(7) {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            assert!(n % 50 != 13, "unlucky");
            (n * n).to_string()
        };
        let outcome: Result<(), ()> = each(
            jobs,
            &mut (0..up_to),
            |n| *n,
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
        let work = |_| Held { maker: thread::current().id(), left: &left };
        let outcome: Result<(), ()> = each(3, &mut (0..2000), |_| (), work, |(), why| panic!("{why}"), Ok);
        assert_eq!(outcome, Ok(()));
        let left = left.into_inner().expect("nobody panics");
        let finisher = thread::current().id();
        assert!(left.iter().all(|(maker, last)| last == maker || *last == finisher));
        let back = left.iter().filter(|(maker, last)| last == maker).count();
        // Of those that were under way at the end some makers were gone.
        assert!(left.len() == 2000 && back >= 2000 - 3 * EACH, "{back} of {} went back", left.len());
    }

    #[test]
    fn the_first_failure_ends_the_work_and_nothing_hangs() {
        let mut seen = 0;
        let outcome = each(
            4,
            &mut (0..100_000),
            |_| (),
            |n| n,
            |(), _| 0,
            |n| {
                seen = n;
                if n == 5 { Err("the disk is full") } else { Ok(()) }
            },
        );
        assert_eq!((outcome, seen), (Err("the disk is full"), 5));
    }
}
