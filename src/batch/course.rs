//! How a run goes: on how many threads, from where, who watches, who may stop it.
//!
//! Nothing here has a say in the bytes of the tables. A stop is asked for by whoever hears the user, on
//! any thread, and heeded between two documents.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many documents are done, those of before an interruption included.
    pub documents: u64,
    /// How many bytes of the inputs had been read when the last of them was.
    pub bytes: u64,
}

/// How a run goes. A number of threads alone makes a plain one.
pub struct Course<'c> {
    /// On how many threads documents are read.
    pub jobs: usize,
    /// Whether the interrupted run in the folder goes on, or a new one begins.
    pub resume: bool,
    /// What stops it.
    pub stop: Arc<Stop>,
    /// Told after every document, on whatever thread has finished it.
    pub watch: Box<dyn FnMut(Progress) + Send + 'c>,
}

impl From<usize> for Course<'_> {
    fn from(jobs: usize) -> Self {
        Self { jobs, resume: false, stop: Arc::default(), watch: Box::new(|_| ()) }
    }
}

impl std::fmt::Debug for Course<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Course on {} threads", self.jobs)
    }
}

/// The way to end a run before its end.
#[derive(Debug, Default)]
pub struct Stop {
    asked: AtomicBool,
    /// Where the run is being written; locked while its files are moved into place.
    scratch: Mutex<Option<PathBuf>>,
}

impl Stop {
    /// Asks for an end after the document that is done next; whether it was asked before.
    pub fn ask(&self) -> bool {
        self.asked.swap(true, Ordering::SeqCst)
    }

    /// Whether it was asked.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    /// Clears away what is half written, then does `end`, which is to end the program: no file is moved
    /// into place meanwhile, and a move that is under way is waited for.
    pub fn at_once(&self, end: impl FnOnce()) {
        let scratch = self.hold();
        if let Some(scratch) = scratch.as_deref() {
            // What cannot be cleared away is hidden and harmless.
            std::fs::remove_dir_all(scratch).ok();
        }
        end();
    }

    /// Waits for an end at once that is under way: it has cleared away what the run was writing, and that the
    /// run then fails is no news.
    pub fn wait(&self) {
        drop(self.hold());
    }

    /// Remembers where the run is being written.
    pub(super) fn writes_in(&self, scratch: Option<&Path>) {
        *self.hold() = scratch.map(Path::to_path_buf);
    }

    /// Does what nobody may cut short.
    pub(super) fn undisturbed<T>(&self, moves: impl FnOnce() -> T) -> T {
        let _held = self.hold();
        moves()
    }

    fn hold(&self) -> MutexGuard<'_, Option<PathBuf>> {
        self.scratch.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_time_it_is_asked_is_told_from_the_first() {
        let stop = Stop::default();
        assert!(!stop.is_asked());
        assert!(!stop.ask());
        assert!(stop.ask() && stop.is_asked());
    }

    #[test]
    fn an_end_at_once_takes_away_what_is_half_written_and_nothing_else() {
        let world = tempfile::tempdir().unwrap();
        let (old, scratch) = (world.path().join("old.csv"), world.path().join("scratch"));
        std::fs::write(&old, "whole").unwrap();
        std::fs::create_dir(&scratch).unwrap();
        std::fs::write(scratch.join("new.csv"), "ha").unwrap();
        let stop = Stop::default();
        stop.writes_in(Some(&scratch));
        let mut ended = false;
        stop.at_once(|| ended = true);
        assert!(ended && old.exists() && !scratch.exists());
    }
}
