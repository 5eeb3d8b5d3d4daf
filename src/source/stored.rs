//! A run read back from its folder, or one table of it from its file.

use std::path::Path;

use crate::compare::{Catalogue, Dialect, Index, Manifest, Row, Sheet, Shelf};
use crate::error::{Error, Place, Result};
use crate::record::SCHEMA;

use super::table::{TableFile, sheet_of};

/// A run as it lies on the disk.
pub struct Stored {
    catalogue: Catalogue,
    tables: Vec<(Sheet, TableFile)>,
    manifest: Option<Manifest>,
    edited: Vec<String>,
}

impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stored run with {} tables", self.tables.len())
    }
}

/// The table that a path names; `None` for a folder, which holds all of them.
pub fn table_of(path: &Path) -> Result<Option<Sheet>> {
    if path.is_dir() { Ok(None) } else { sheet_of(path).map(Some) }
}

impl Stored {
    /// Opens tables of a run. Of a folder every table that is wanted must be there, and `documents.csv` is
    /// taken too if it is. Fails, with the place, where a table is not whole, lacks a column, has a key
    /// twice, or is of another version.
    pub fn open(path: &Path, wanted: &[Sheet]) -> Result<Self> {
        let mut stored =
            Self { catalogue: Catalogue::default(), tables: Vec::new(), manifest: None, edited: Vec::new() };
        if !path.is_dir() {
            let sheet = sheet_of(path)?;
            let table = TableFile::read(path, sheet, Dialect::default(), &mut stored.catalogue)?;
            stored.tables.push((sheet, table));
            return Ok(stored);
        }
        stored.manifest = manifest(&path.join("run.json"))?;
        for sheet in Sheet::ALL {
            let file = path.join(format!("{}.csv", sheet.name()));
            let is_there = file.exists();
            if wanted.contains(&sheet) && !is_there {
                let message =
                    format!("no {}.csv here; name a folder that sayso extract has written", sheet.name());
                return Err(Error::at(Place::file(path.display().to_string()), message));
            }
            if wanted.contains(&sheet) || (sheet == Sheet::Documents && is_there) {
                stored.add(&file, sheet)?;
            }
        }
        Ok(stored)
    }

    fn add(&mut self, file: &Path, sheet: Sheet) -> Result<()> {
        let dialect = self.manifest.as_ref().and_then(|manifest| manifest.csv.clone()).unwrap_or_default();
        let table = TableFile::read(file, sheet, dialect, &mut self.catalogue)?;
        let name = format!("{}.csv", sheet.name());
        let told = self.manifest.as_ref().and_then(|m| m.outputs.iter().find(|output| output.path == name));
        if let Some(told) = told.filter(|told| told.hash != table.hash) {
            let rows = table.index.len() as u64;
            if let Some(expected) = told.rows.filter(|expected| *expected > rows) {
                let message = format!(
                    "the file ends after {rows} rows where run.json tells of {expected}: it is truncated; make \
                     the run again, or compare the two files instead of the folders"
                );
                let line = table.index.all().last().and_then(|row| table.index.mark(*row));
                let place =
                    Place::line(file.display().to_string(), line.map_or(1, |mark| u64::from(mark.line)));
                return Err(Error::at(place, message));
            }
            self.edited.push(file.display().to_string());
        }
        self.tables.push((sheet, table));
        Ok(())
    }

    /// What the run says of itself, if it does.
    pub fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_ref()
    }

    /// The tables that are no longer as they were written.
    pub fn edited(&self) -> &[String] {
        &self.edited
    }

    fn table(&self, sheet: Sheet) -> Option<&TableFile> {
        self.tables.iter().find(|(other, _)| *other == sheet).map(|(_, table)| table)
    }
}

impl Shelf for Stored {
    fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    fn index(&self, sheet: Sheet) -> Option<&Index> {
        self.table(sheet).map(|table| &table.index)
    }

    fn rows(&self, sheet: Sheet, numbers: &[u32]) -> Result<Vec<Row>> {
        self.table(sheet).map_or_else(|| Ok(Vec::new()), |table| table.rows(numbers))
    }
}

/// Opens two runs at once, each on a thread of its own.
pub fn both(old: (&Path, &[Sheet]), new: (&Path, &[Sheet])) -> Result<(Stored, Stored)> {
    std::thread::scope(|scope| {
        let other = scope.spawn(|| Stored::open(new.0, new.1));
        let old = Stored::open(old.0, old.1);
        let new = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((old?, new?))
    })
}

fn manifest(path: &Path) -> Result<Option<Manifest>> {
    let name = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::at(Place::file(name), format!("cannot read it: {error}"))),
    };
    let manifest: Manifest = serde_json::from_str(&text).map_err(|e| {
        let place = Place::column(&name, e.line() as u64, e.column() as u64);
        Error::at(place, format!("no manifest of a run: {e}"))
    })?;
    if manifest.schema != SCHEMA {
        let message = format!(
            "the tables are of schema '{}', this program reads schema '{SCHEMA}'; extract both runs with one \
             version",
            manifest.schema
        );
        return Err(Error::at(Place::file(name), message));
    }
    Ok(Some(manifest))
}
