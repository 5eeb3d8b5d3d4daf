//! The folder of a run: written beside, then moved into place.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::error::{Error, Place, Result};

use super::{FILES, RESUME};

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
    name: &'static str,
    file: BufWriter<File>,
    hasher: blake3::Hasher,
    rows: u64,
    bytes: u64,
}

/// A run that is being written.
pub struct Run {
    folder: PathBuf,
    beside: TempDir,
    open: Vec<Open>,
    outputs: Vec<Output>,
}

impl Run {
    /// Opens a folder for a run, making it where it is not there. Nothing in it is touched before
    /// [`Run::commit`].
    pub fn begin(folder: &Path) -> Result<Self> {
        if folder.exists() && !folder.is_dir() {
            return Err(fault(folder, "this is a file; name a folder with --output"));
        }
        let fail = |e: std::io::Error| {
            fault(folder, &format!("cannot write here: {e}; name another folder with --output"))
        };
        std::fs::create_dir_all(folder).map_err(fail)?;
        let beside = tempfile::Builder::new().prefix(".sayso-").tempdir_in(folder).map_err(fail)?;
        Ok(Self { folder: folder.to_path_buf(), beside, open: Vec::new(), outputs: Vec::new() })
    }

    /// Where the files stand before they are moved into place.
    pub fn scratch(&self) -> &Path {
        self.beside.path()
    }

    /// Takes over a table of an interrupted run in the same folder, so that lines can be added to it.
    /// The old file stays as it is. Fails if it is not what was written then.
    pub fn take_over(&mut self, table: &Output) -> Result<()> {
        let path = self.folder.join(&table.path);
        let place = || Place::file(path.display().to_string());
        let Some(name) = FILES.iter().find(|name| **name == table.path) else {
            return Err(Error::at(place(), "not a table of this program; run again without --resume"));
        };
        let mut old = File::open(&path)
            .map_err(|e| Error::at(place(), format!("cannot read it: {e}; run again without --resume")))?;
        let mut part = vec![0; 1 << 20];
        loop {
            let length = old.read(&mut part).map_err(|e| self.failed(name, &e))?;
            if length == 0 {
                break;
            }
            self.add(name, part.get(..length).unwrap_or(&part), 0)?;
        }
        let at = self.position(name)?;
        let open = &mut self.open[at];
        if open.bytes != table.bytes || open.hasher.finalize().to_hex().as_str() != table.hash {
            return Err(Error::at(
                place(),
                "changed since the run was interrupted; run again without --resume",
            ));
        }
        open.rows = table.rows.unwrap_or(0);
        Ok(())
    }

    /// Adds lines to a table, its header first.
    pub fn add(&mut self, name: &'static str, lines: &[u8], rows: u64) -> Result<()> {
        let at = self.position(name)?;
        let open = &mut self.open[at];
        open.rows += rows;
        open.bytes += lines.len() as u64;
        open.hasher.update(lines);
        let written = open.file.write_all(lines);
        written.map_err(|e| self.failed(name, &e))
    }

    /// The number of a table among those that are open, opened now if it is not.
    fn position(&mut self, name: &'static str) -> Result<usize> {
        if let Some(at) = self.open.iter().position(|open| open.name == name) {
            return Ok(at);
        }
        let file = File::create(self.beside.path().join(name)).map_err(|e| self.failed(name, &e))?;
        let file = BufWriter::with_capacity(1 << 18, file);
        self.open.push(Open { name, file, hasher: blake3::Hasher::new(), rows: 0, bytes: 0 });
        Ok(self.open.len() - 1)
    }

    /// Closes the tables; what they came to, in the order of [`FILES`].
    pub fn close(&mut self) -> Result<&[Output]> {
        for mut open in std::mem::take(&mut self.open) {
            open.file.flush().map_err(|e| self.failed(open.name, &e))?;
            let hash = open.hasher.finalize().to_hex().to_string();
            let path = open.name.to_string();
            self.outputs.push(Output { path, rows: Some(open.rows), bytes: open.bytes, hash });
        }
        self.outputs.sort_by_key(|output| FILES.iter().position(|name| *name == output.path));
        Ok(&self.outputs)
    }

    /// Writes a file that is no table.
    pub fn write(&mut self, name: &'static str, content: &[u8]) -> Result<()> {
        std::fs::write(self.beside.path().join(name), content).map_err(|e| self.failed(name, &e))?;
        let hash = blake3::hash(content).to_hex().to_string();
        self.outputs.push(Output { path: name.to_string(), rows: None, bytes: content.len() as u64, hash });
        Ok(())
    }

    /// What was written so far.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// Moves every file into place. The old manifest goes first and the new one comes last; if a move
    /// fails, the old files are put back.
    pub fn commit(mut self) -> Result<()> {
        self.close()?;
        let old = self.beside.path().join("old");
        std::fs::create_dir(&old).map_err(|e| self.failed("old", &e))?;
        let mut moves: Vec<(PathBuf, PathBuf)> = Vec::new();
        // What only an interrupted run has goes before all others: its manifest is still the last.
        let names = || std::iter::once(&RESUME).chain(FILES);
        for name in names().rev().filter(|name| self.folder.join(name).exists()) {
            moves.push((self.folder.join(name), old.join(name)));
        }
        let is_written = |name: &&&str| self.outputs.iter().any(|output| output.path == **name);
        for name in names().filter(is_written) {
            moves.push((self.beside.path().join(name), self.folder.join(name)));
        }
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

    fn failed(&self, name: &str, error: &std::io::Error) -> Error {
        fault(&self.folder, &format!("cannot write {name}: {error}; what was there is as it was"))
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
