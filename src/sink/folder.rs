//! A folder of files that appear together.
//!
//! They are written into a folder of their own beside their places, and moved into place when all of
//! them are whole. Whatever stops the run before that, the old files are as they were; what stops it
//! between two moves is made good by the next run, which finishes them.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::error::{Error, Place, Result};
use crate::record;

use super::{FILES, leftover, spool};

/// The page that explains the tables to whoever finds the folder.
const PAGE: &str = "README.md";

/// A file of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Its name in the folder.
    pub path: String,
    /// How many rows it has, its header not counted; `None` for what is no table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// How long it is.
    pub bytes: u64,
    /// BLAKE3 of its bytes.
    pub hash: String,
}

struct Open {
    name: String,
    file: File,
    /// Bytes that are not hashed and written yet: of many at once a hash costs half as much.
    waiting: Vec<u8>,
    hasher: blake3::Hasher,
    rows: u64,
    bytes: u64,
}

/// How many bytes wait at the most: few enough that they leave the processor's cache to whoever reads documents.
const MOST: usize = 1 << 16;

impl Open {
    /// What it holds so far.
    fn output(&self) -> Output {
        let hash = self.hasher.clone().update(&self.waiting).finalize().to_hex().to_string();
        Output { path: self.name.clone(), rows: Some(self.rows), bytes: self.bytes, hash }
    }

    /// Takes bytes, and writes them out so many at a time that each write begins and ends on a round number of
    /// them: the system then holds them in pieces as large as it can, and so does the hash.
    fn add(&mut self, mut bytes: &[u8]) -> std::io::Result<()> {
        self.bytes += bytes.len() as u64;
        while let Some((first, rest)) = bytes.split_at_checked(MOST - self.waiting.len()) {
            self.waiting.extend_from_slice(first);
            self.flush()?;
            bytes = rest;
        }
        self.waiting.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes out what waits.
    fn flush(&mut self) -> std::io::Result<()> {
        let mut waiting = std::mem::take(&mut self.waiting);
        self.write(&waiting)?;
        waiting.clear();
        self.waiting = waiting;
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.hasher.update(bytes);
        self.file.write_all(bytes)
    }
}

/// A run that is being written.
pub struct Run {
    folder: PathBuf,
    /// Held as long as the run lives; declared before the folder it stands in, to be let go first.
    _lock: File,
    beside: TempDir,
    open: Vec<Open>,
    outputs: Vec<Output>,
    notes: Vec<String>,
    is_interrupted: bool,
}

impl Run {
    /// Opens a folder for a run, making it where it is not there, and clears up after runs that were
    /// killed in it. Nothing else in it is touched before [`Run::commit`]. Fails where another run is
    /// writing.
    pub fn begin(folder: &Path) -> Result<Self> {
        if folder.exists() && !folder.is_dir() {
            return Err(fault(folder, "this is a file; name a folder with --output"));
        }
        let fail = |e: std::io::Error| {
            fault(folder, &format!("cannot write here: {e}; name another folder with --output"))
        };
        std::fs::create_dir_all(folder).map_err(fail)?;
        let notes = leftover::clear(folder)?;
        let beside = tempfile::Builder::new().prefix(leftover::PREFIX).tempdir_in(folder).map_err(fail)?;
        let lock = leftover::lock(beside.path()).map_err(fail)?;
        let folder = folder.to_path_buf();
        let (open, outputs, is_interrupted) = (Vec::new(), Vec::new(), false);
        Ok(Self { folder, _lock: lock, beside, open, outputs, notes, is_interrupted })
    }

    /// What was cleared up before the run.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Where the files stand until they are moved into place.
    pub fn scratch(&self) -> &Path {
        self.beside.path()
    }

    /// What the files hold that were begun, as the run will find it that goes on from here. From now on
    /// what was set aside for the run's own use is kept with the rest.
    pub fn interrupt(&mut self) -> Vec<Output> {
        self.is_interrupted = true;
        self.open.iter().map(Open::output).collect()
    }

    /// Takes over what a file of the interrupted run in the same folder held when the run was stopped, so
    /// that more can be added. The old file stays as it is. Fails if it is not what was written then.
    pub fn take_over(&mut self, begun: &Output) -> Result<()> {
        let at = self.position(&begun.path)?;
        if begun.bytes == 0 {
            // Rows that are set aside need not have been kept while there was none.
            return Ok(());
        }
        let path = self.folder.join(&begun.path);
        let place = Place::file(path.display().to_string());
        let old = File::open(&path).map_err(|e| {
            Error::at(place.clone(), format!("cannot read it: {e}; run again without --resume"))
        })?;
        let mut old = old.take(begun.bytes);
        let mut part = vec![0; 1 << 18];
        loop {
            let read = old.read(&mut part).map_err(|e| self.failed(&begun.path, &e))?;
            if read == 0 {
                break;
            }
            self.add(&begun.path, &part[..read], 0)?;
        }
        let open = &mut self.open[at];
        open.rows = begun.rows.unwrap_or(0);
        if open.output() == *begun {
            return Ok(());
        }
        Err(Error::at(place, "changed since the run was interrupted; run again without --resume"))
    }

    /// Where a file of the run stands until it is moved into place.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.beside.path().join(name)
    }

    /// Adds bytes to a file, which is made with the first of them.
    pub fn add(&mut self, name: &str, bytes: &[u8], rows: u64) -> Result<()> {
        let at = self.position(name)?;
        let open = &mut self.open[at];
        open.rows += rows;
        let written = open.add(bytes);
        written.map_err(|e| self.failed(name, &e))
    }

    /// The number of a file among those that are open, opened now if it is not.
    fn position(&mut self, name: &str) -> Result<usize> {
        if let Some(at) = self.open.iter().position(|open| open.name == name) {
            return Ok(at);
        }
        let file = File::create(self.path(name)).map_err(|e| self.failed(name, &e))?;
        let (name, waiting, hasher) = (name.to_string(), Vec::with_capacity(MOST), blake3::Hasher::new());
        self.open.push(Open { name, file, waiting, hasher, rows: 0, bytes: 0 });
        Ok(self.open.len() - 1)
    }

    /// Writes a file out so far as it goes, for whoever reads it before the run is over; how many rows
    /// it has.
    pub(super) fn settle(&mut self, name: &str) -> Result<u64> {
        let at = self.position(name)?;
        let open = &mut self.open[at];
        let (rows, written) = (open.rows, open.flush());
        written.map_err(|e| self.failed(name, &e))?;
        Ok(rows)
    }

    /// Takes in a file that somebody else has written at [`Run::path`].
    pub(super) fn adopt(&mut self, name: &str, rows: Option<u64>) -> Result<()> {
        let fail = |e| self.failed(name, &e);
        let mut file = File::open(self.path(name)).map_err(fail)?;
        let mut hasher = blake3::Hasher::new();
        let mut part = vec![0; 1 << 18];
        let mut bytes = 0;
        loop {
            let read = file.read(&mut part).map_err(fail)?;
            if read == 0 {
                break;
            }
            bytes += read as u64;
            hasher.update(&part[..read]);
        }
        file.sync_all().map_err(fail)?;
        let hash = hasher.finalize().to_hex().to_string();
        self.outputs.push(Output { path: name.to_string(), rows, bytes, hash });
        Ok(())
    }

    /// Closes the files; what they came to, in the order of [`FILES`]. What is not of these was set
    /// aside for the run's own use, and so were spooled rows unless the run was interrupted.
    pub fn close(&mut self) -> Result<&[Output]> {
        for mut open in std::mem::take(&mut self.open) {
            let is_own = open.name.ends_with(spool::ENDING) && !self.is_interrupted;
            if is_own || !FILES.contains(&open.name.as_str()) {
                continue;
            }
            let output = open.output();
            open.flush().and_then(|()| open.file.sync_all()).map_err(|e| self.failed(&open.name, &e))?;
            self.outputs.push(output);
        }
        self.outputs.sort_by_key(|output| FILES.iter().position(|name| *name == output.path));
        Ok(&self.outputs)
    }

    /// Writes a file that is no table.
    pub fn write(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let written = File::create(self.path(name)).and_then(|mut file| {
            file.write_all(content)?;
            file.sync_all()
        });
        written.map_err(|e| self.failed(name, &e))?;
        let hash = blake3::hash(content).to_hex().to_string();
        self.outputs.push(Output { path: name.to_string(), rows: None, bytes: content.len() as u64, hash });
        Ok(())
    }

    /// What was written so far.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// Moves every file into place and takes away those of an older run, whatever their formats. The
    /// old manifest goes first and the new one comes last; if a move fails, the old files are put back.
    pub fn commit(mut self) -> Result<()> {
        self.close()?;
        let new: Vec<&str> = self.outputs.iter().map(|output| output.path.as_str()).collect();
        if new.last() != FILES.last() {
            return Err(fault(&self.folder, "the run has no manifest; what was there is as it was"));
        }
        let old = self.path(leftover::OLD);
        std::fs::create_dir(&old).map_err(|e| self.failed(leftover::OLD, &e))?;
        leftover::announce(self.beside.path(), &new).map_err(|e| self.failed(leftover::MOVES, &e))?;
        // After all that can fail for want of space: a page without its tables explains nothing.
        self.explain()?;
        let moves = leftover::moves(&self.folder, self.beside.path(), &new);
        for (done, (from, to)) in moves.iter().enumerate() {
            if let Err(error) = std::fs::rename(from, to) {
                for (from, to) in moves[..done].iter().rev() {
                    std::fs::rename(to, from)
                        .map_err(|e| self.failed("the old files cannot be put back", &e))?;
                }
                return Err(self.failed(&to.display().to_string(), &error));
            }
        }
        Ok(())
    }

    /// Puts the page that explains the tables into the folder, unless somebody else's stands there.
    fn explain(&self) -> Result<()> {
        let page = record::readme();
        let place = self.folder.join(PAGE);
        let is_ours = |there: &str| there.lines().next() == page.lines().next();
        match std::fs::read_to_string(&place) {
            Ok(there) if there == page || !is_ours(&there) => return Ok(()),
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Ok(()),
            _ => {}
        }
        let made = self.path(PAGE);
        std::fs::write(&made, page)
            .and_then(|()| std::fs::rename(&made, &place))
            .map_err(|e| self.failed(PAGE, &e))
    }

    fn failed(&self, name: &str, error: &std::io::Error) -> Error {
        failed(&self.folder, name, error)
    }
}

/// A file of a run into this folder cannot be written.
pub(super) fn failed(folder: &Path, name: &str, error: &dyn std::fmt::Display) -> Error {
    fault(folder, &format!("cannot write {name}: {error}; what was there is as it was"))
}

impl Drop for Run {
    fn drop(&mut self) {
        leftover::empty(self.beside.path());
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Run into {}", self.folder.display())
    }
}

fn fault(folder: &Path, message: &str) -> Error {
    Error::at(Place::file(folder.display().to_string()), message)
}
