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
const EACH: usize = 8;

/// Does `work` on every item, on `jobs` threads, and gives the results to `finish` in the order of the
/// items. A panic in `work` becomes the result that `rescue` makes of its item's own words, which were
/// taken by `label` beforehand. Stops at the first failure of `finish` and returns it.
pub(super) fn each<I: Send, L: Send, O: Send, E>(
    jobs: usize,
    items: &mut (impl Iterator<Item = I> + Send),
    label: impl Fn(&I) -> L + Sync,
    work: impl Fn(I) -> O + Sync,
    rescue: impl Fn(L, String) -> O + Sync,
    mut finish: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = jobs.max(1);
    let (permit, permits) = sync_channel::<()>(jobs * EACH);
    let (give, take) = sync_channel::<(u64, I)>(jobs);
    let (done, results) = sync_channel::<(u64, O)>(jobs);
    let take = Mutex::new(take);
    let run = |item: I| {
        let label = label(&item);
        catch_unwind(AssertUnwindSafe(|| work(item))).unwrap_or_else(|panic| rescue(label, words(&*panic)))
    };
    std::thread::scope(|scope| {
        scope.spawn(move || feed(items, &permit, &give));
        for _ in 0..jobs {
            let done = done.clone();
            let (take, run) = (&take, &run);
            scope.spawn(move || worker(take, run, &done));
        }
        drop(done);
        let outcome = in_order(&results, &permits, &mut finish);
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

fn worker<I, O>(take: &Mutex<Receiver<(u64, I)>>, run: &impl Fn(I) -> O, done: &SyncSender<(u64, O)>) {
    let next = || take.lock().ok().and_then(|items| items.recv().ok());
    while let Some((number, item)) = next() {
        if done.send((number, run(item))).is_err() {
            break;
        }
    }
    // If nobody waits for results any more, the feeder must still find someone to take its items.
    while next().is_some() {}
}

fn in_order<O, E>(
    results: &Receiver<(u64, O)>,
    permits: &Receiver<()>,
    finish: &mut impl FnMut(O) -> Result<(), E>,
) -> Result<(), E> {
    let mut waiting: BTreeMap<u64, O> = BTreeMap::new();
    let mut next = 0;
    for (number, result) in results {
        waiting.insert(number, result);
        while let Some(result) = waiting.remove(&next) {
            finish(result)?;
            next += 1;
            // Each item has one permit; a feeder that is gone has none left to give.
            permits.try_recv().ok();
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
