//! What a run that was killed leaves behind, told from what a living one is using, and made good.
//!
//! A run writes into a folder `.sayso-...` that holds a file it keeps locked; the system lets go of the
//! lock when the run ends, however it ends. So a folder whose lock can be had is stale. If it announces
//! moves, all its files were whole, and the moves are finished; else it is taken away.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::{Error, Place, Result};

use super::FILES;

/// How the names of such folders begin.
pub(super) const PREFIX: &str = ".sayso-";
/// The file in it that a living run keeps locked.
const LOCK: &str = "lock";
/// The file in it that names the files to be moved into place, once all are whole.
pub(super) const MOVES: &str = "moves";
/// The folder in it that takes the files of the run before.
pub(super) const OLD: &str = "old";

/// A run's hold on its folder, for as long as the file lives.
pub(super) fn lock(beside: &Path) -> std::io::Result<File> {
    let file = File::create(beside.join(LOCK))?;
    match file.try_lock() {
        // Where there are no locks, nothing of this folder will ever be taken for stale.
        Err(TryLockError::Error(e)) if e.kind() == std::io::ErrorKind::Unsupported => Ok(file),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(file),
    }
}

/// Says which files are whole and about to be moved.
pub(super) fn announce(beside: &Path, new: &[&str]) -> std::io::Result<()> {
    // Renamed into place, so that the list is there whole or not at all.
    let draft = beside.join("moves-to-be");
    std::fs::write(&draft, new.join("\n"))?;
    std::fs::rename(draft, beside.join(MOVES))
}

/// The moves that are left to do, in order: old files out, the manifest first; new files in, the
/// manifest last.
pub(super) fn moves(folder: &Path, beside: &Path, new: &[&str]) -> Vec<(PathBuf, PathBuf)> {
    let is_waiting = |name: &str| beside.join(name).exists();
    // A file that is in its place and no longer beside it was moved already.
    let is_old = |name: &str| folder.join(name).exists() && (is_waiting(name) || !new.contains(&name));
    let out = FILES.iter().rev().filter(|name| is_old(name));
    let out = out.map(|name| (folder.join(name), beside.join(OLD).join(name)));
    let into = FILES.iter().filter(|name| new.contains(name) && is_waiting(name));
    let into = into.map(|name| (beside.join(name), folder.join(name)));
    out.chain(into).collect()
}

/// Clears up after runs that were killed in this folder; what was done, in words. Fails where a living
/// run is writing, or where what was begun cannot be finished.
pub(super) fn clear(folder: &Path) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    for beside in folders(folder) {
        let Ok(lock) = File::open(beside.join(LOCK)) else {
            // Killed before it had a lock, or after it was emptied. Should it be about to lock it, it is refused,
            // as any second run is. A folder that holds something else is nobody's.
            std::fs::remove_dir(&beside).ok();
            continue;
        };
        match lock.try_lock() {
            Ok(()) => notes.push(finish(folder, &beside)?),
            Err(TryLockError::WouldBlock) => {
                let message =
                    "another run is writing here; wait for it, or name another folder with --output";
                return Err(at(folder, message));
            }
            Err(TryLockError::Error(_)) => {}
        }
    }
    Ok(notes)
}

/// The folders of runs, by name.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_run = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        name.starts_with(PREFIX) && path.is_dir()
    };
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_run).collect();
    all.sort();
    all
}

fn finish(folder: &Path, beside: &Path) -> Result<String> {
    let name = beside.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let announced = std::fs::read_to_string(beside.join(MOVES)).unwrap_or_default();
    let new: Vec<&str> = announced.lines().collect();
    let moves = if new.is_empty() { Vec::new() } else { moves(folder, beside, &new) };
    for (from, to) in &moves {
        std::fs::rename(from, to).map_err(|e| {
            at(
                folder,
                &format!(
                    "a run was killed while its files were moved, and {} cannot be moved now: {e}",
                    from.display()
                ),
            )
        })?;
    }
    // A folder that cannot be taken away does no harm.
    empty(beside);
    std::fs::remove_dir_all(beside).ok();
    Ok(match moves.len() {
        0 => format!("{}: took away {name}, which a run that was killed had left", folder.display()),
        _ => format!(
            "{}: put the files of a run in place that was killed in the middle of it",
            folder.display()
        ),
    })
}

/// Takes away what a run's folder holds but its lock: whenever this is cut short, the next run knows whose the
/// folder is.
pub(super) fn empty(beside: &Path) {
    std::fs::remove_file(beside.join(MOVES)).ok();
    for entry in std::fs::read_dir(beside).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            std::fs::remove_dir_all(path).ok();
        } else if entry.file_name() != LOCK {
            std::fs::remove_file(path).ok();
        }
    }
}

fn at(folder: &Path, message: &str) -> Error {
    Error::at(Place::file(folder.display().to_string()), message)
}
