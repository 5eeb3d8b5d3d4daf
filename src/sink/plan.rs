//! What is to be written, and where: formats by their names in, one [`Sink`] for each out.

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::record::{EntityRow, Tables, heads};

use super::csv::Csv;
use super::jsonl::{Flat, Nested};
use super::xlsx::Xlsx;
use super::{Counts, Dialect, Page, Piece, Run, Sink, spool};

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// a file a table
    Csv,
    /// one workbook, a sheet a table
    Xlsx,
    /// one document a line, with everything that was found in it
    Jsonl,
    /// a file a table, in columns
    Parquet,
}

impl FileFormat {
    /// Every format with its name.
    pub const ALL: &'static [(Self, &'static str)] =
        &[(Self::Csv, "csv"), (Self::Xlsx, "xlsx"), (Self::Jsonl, "jsonl"), (Self::Parquet, "parquet")];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A folder, made if it is not there.
    Folder(PathBuf),
    /// Standard output: one table by its name, or with JSON lines whole documents.
    Stdout(Option<&'static str>),
}

/// What is to be written, and where. It has no say in what the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// In which formats, each once.
    pub formats: Vec<FileFormat>,
    /// How CSV is written.
    pub csv: Dialect,
    /// Where it goes.
    pub target: Target,
}

impl Plan {
    /// Plain CSV into a folder.
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        let (csv, target) = (Dialect::default(), Target::Folder(folder.into()));
        Self { formats: vec![FileFormat::Csv], csv, target }
    }

    /// Whether a format is asked for.
    pub fn has(&self, format: FileFormat) -> bool {
        self.formats.contains(&format)
    }

    /// The sinks that this takes. Fails where a format cannot be had, or cannot go where it should.
    pub fn sinks(&self, tables: Tables) -> Result<Sinks> {
        match self.target {
            Target::Folder(_) => self.files(tables),
            Target::Stdout(table) => self.pipe(table, tables),
        }
    }

    fn files(&self, tables: Tables) -> Result<Sinks> {
        let mut all: Vec<Box<dyn Sink>> = Vec::new();
        if self.has(FileFormat::Csv) {
            all.push(Box::new(Csv {
                dialect: self.csv,
                ending: "csv",
                has_header: true,
                only: None,
                tables,
            }));
        }
        if self.has(FileFormat::Jsonl) {
            all.push(Box::new(Nested { has_entities: true, tables }));
        }
        if self.has(FileFormat::Xlsx) || self.has(FileFormat::Parquet) {
            all.push(Box::new(spool::sink(tables)));
        }
        if self.has(FileFormat::Parquet) {
            all.push(parquet(tables)?);
        }
        if self.has(FileFormat::Xlsx) {
            all.push(Box::new(Xlsx { tables }));
        }
        Ok(Sinks { all, tables })
    }

    fn pipe(&self, table: Option<&'static str>, tables: Tables) -> Result<Sinks> {
        let dialect = self.csv;
        let sink: Box<dyn Sink> = match (self.formats.as_slice(), table) {
            ([FileFormat::Csv], Some(table)) => {
                Box::new(Csv { dialect, ending: "csv", has_header: true, only: Some(table), tables })
            }
            ([FileFormat::Jsonl], Some(table)) => Box::new(Flat { table, tables }),
            ([FileFormat::Jsonl], None) => Box::new(Nested { has_entities: false, tables }),
            ([FileFormat::Csv], None) => {
                let names: Vec<&str> = heads().iter().map(|head| head.name).collect();
                let message =
                    format!("standard output takes one table; name it with --table ({})", names.join(", "));
                return Err(Error::new(message));
            }
            _ => {
                let message = "standard output takes one format, csv or jsonl; name a folder with --output";
                return Err(Error::new(message));
            }
        };
        Ok(Sinks { all: vec![sink], tables })
    }
}

#[cfg(feature = "parquet")]
#[expect(clippy::unnecessary_wraps, reason = "a program without the format fails here")]
fn parquet(tables: Tables) -> Result<Box<dyn Sink>> {
    Ok(Box::new(super::parquet::Parquet { tables }))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: Tables) -> Result<Box<dyn Sink>> {
    Err(Error::new("this program was built without parquet; build it with --features parquet"))
}

/// The sinks of a run.
pub struct Sinks {
    all: Vec<Box<dyn Sink>>,
    pub(super) tables: Tables,
}

impl std::fmt::Debug for Sinks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} sinks", self.all.len())
    }
}

impl Sinks {
    fn each(&self, pieces: impl Fn(&dyn Sink) -> Result<Vec<Piece>>) -> Result<Vec<Piece>> {
        let mut all = Vec::new();
        for sink in &self.all {
            all.append(&mut pieces(&**sink)?);
        }
        Ok(all)
    }

    /// What stands in the files before any row.
    pub fn begin(&self) -> Result<Vec<Piece>> {
        self.each(|sink| sink.begin())
    }

    /// The rows of one document in all formats.
    pub fn page(&self, page: Page<'_>) -> Result<Vec<Piece>> {
        self.each(|sink| sink.page(page))
    }

    /// Some entities in all formats.
    pub fn entities(&self, rows: &[EntityRow]) -> Result<Vec<Piece>> {
        self.each(|sink| sink.entities(rows))
    }

    pub(super) fn finish(&self, run: &mut Run, counts: &Counts) -> Result<()> {
        self.all.iter().try_for_each(|sink| sink.finish(run, counts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_tells_its_own_name() {
        for (format, name) in FileFormat::ALL {
            assert_eq!(format.name(), *name);
        }
    }

    #[test]
    fn a_pipe_takes_one_table_or_whole_documents() {
        let fault = |formats: &[FileFormat], table| {
            let target = Target::Stdout(table);
            let plan = Plan { formats: formats.to_vec(), target, csv: Dialect::default() };
            plan.sinks(Tables::default()).map_err(|error| error.to_string()).err()
        };
        assert_eq!(fault(&[FileFormat::Csv], Some("quotes")), None);
        assert_eq!(fault(&[FileFormat::Jsonl], None), None);
        let unnamed = fault(&[FileFormat::Csv], None).unwrap();
        assert!(unnamed.contains("--table (documents, entities, mentions, quotes)"), "{unnamed}");
        let book = fault(&[FileFormat::Xlsx], Some("quotes")).unwrap();
        assert!(book.starts_with("standard output takes one format"), "{book}");
    }
}
