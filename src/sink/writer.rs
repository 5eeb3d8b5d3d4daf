//! Pieces of files to where they belong: a folder that is whole or untouched, or standard output.

use std::io::Write as _;
use std::path::Path;

use crate::error::{Error, Result};

use super::folder::Output;
use super::{Counts, Piece, Plan, RESUME, Run, Sinks, Target, manifest};

/// Where the pieces of a run go.
#[derive(Debug)]
enum Out {
    Folder(Run),
    Stdout,
}

/// A run that is being written in all its formats.
#[derive(Debug)]
pub struct Writer<'s> {
    sinks: &'s Sinks,
    out: Out,
}

impl<'s> Writer<'s> {
    /// Opens what the plan names and writes what stands before any row.
    pub fn begin(plan: &Plan, sinks: &'s Sinks) -> Result<Self> {
        let out = match &plan.target {
            Target::Folder(folder) => Out::Folder(Run::begin(folder)?),
            Target::Stdout(_) => Out::Stdout,
        };
        let mut writer = Self { sinks, out };
        writer.add(&sinks.begin()?)?;
        Ok(writer)
    }

    /// Opens what the plan names to go on with an interrupted run: its files as far as they had come.
    pub fn go_on(plan: &Plan, sinks: &'s Sinks, begun: &[Output]) -> Result<Self> {
        let Target::Folder(folder) = &plan.target else {
            return Err(Error::new("standard output cannot be resumed; run again without --resume"));
        };
        let mut run = Run::begin(folder)?;
        begun.iter().try_for_each(|file| run.take_over(file))?;
        Ok(Self { sinks, out: Out::Folder(run) })
    }

    /// Where the files stand until they are moved into place, if there are any.
    pub fn scratch(&self) -> Option<&Path> {
        match &self.out {
            Out::Folder(run) => Some(run.scratch()),
            Out::Stdout => None,
        }
    }

    /// What the files hold that were begun; call it before the entities are added. `None` where there is
    /// no folder to go on in.
    pub fn interrupt(&mut self) -> Option<Vec<Output>> {
        match &mut self.out {
            Out::Folder(run) => Some(run.interrupt()),
            Out::Stdout => None,
        }
    }

    /// Keeps what it takes to go on.
    pub fn keep(&mut self, state: &[u8]) -> Result<()> {
        match &mut self.out {
            Out::Folder(run) => run.write(RESUME, state),
            Out::Stdout => Ok(()),
        }
    }

    /// What was cleared up before the run.
    pub fn notes(&self) -> &[String] {
        match &self.out {
            Out::Folder(run) => run.notes(),
            Out::Stdout => &[],
        }
    }

    /// Adds pieces. Standard output takes them at once, so that whoever reads it need not wait for the
    /// end.
    pub fn add(&mut self, pieces: &[Piece]) -> Result<()> {
        for piece in pieces {
            match &mut self.out {
                Out::Folder(run) => run.add(&piece.file, &piece.bytes, piece.rows)?,
                Out::Stdout => {
                    let mut out = std::io::stdout().lock();
                    let written = out.write_all(&piece.bytes).and_then(|()| out.flush());
                    written.map_err(|e| Error::caused("cannot write to standard output", e))?;
                }
            }
        }
        Ok(())
    }

    /// Makes the files that need to know all rows, and the description of the tables.
    pub fn close(&mut self, plan: &Plan, counts: &Counts) -> Result<()> {
        if let Out::Folder(run) = &mut self.out {
            self.sinks.finish(run, counts)?;
            run.close()?;
            let description = manifest::datapackage(run.outputs(), plan.csv, &self.sinks.tables.heads())?;
            run.write("datapackage.json", &description)?;
        }
        Ok(())
    }

    /// The files of the run, once it is closed.
    pub fn outputs(&self) -> &[Output] {
        match &self.out {
            Out::Folder(run) => run.outputs(),
            Out::Stdout => &[],
        }
    }

    /// Writes the manifest and moves everything into place.
    pub fn commit(self, manifest: &[u8]) -> Result<()> {
        match self.out {
            Out::Folder(mut run) => {
                run.write("run.json", manifest)?;
                run.commit()
            }
            Out::Stdout => Ok(()),
        }
    }
}
