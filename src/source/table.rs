//! A table read back: gone through once for its index, its rows fetched when they are asked for.

use std::fs::File;
use std::io::{Read, Seek as _, SeekFrom};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};

use crate::compare::{Catalogue, Dialect, Index, Mark, Row, Sheet, hash, says};
use crate::error::{Error, Place, Result, did_you_mean};
use crate::record::guard::unguard;

/// How much of a file is read at once.
const CHUNK: usize = 1 << 20;

/// A table in its file.
pub(super) struct TableFile {
    name: String,
    file: File,
    sheet: Sheet,
    dialect: Dialect,
    /// For each column of the table: its number in the file, and whether its cells are guarded.
    columns: Vec<(usize, bool)>,
    /// Where each row begins in the file, and where the last one ends.
    begins: Vec<u64>,
    pub(super) index: Index,
    pub(super) hash: String,
}

/// Which table a file holds, by the key in its header.
pub(super) fn sheet_of(path: &Path) -> Result<Sheet> {
    let name = path.display().to_string();
    let file = open(path, &name)?;
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(file);
    let mut header = ByteRecord::new();
    reader.read_byte_record(&mut header).map_err(|e| fault(&name, &e))?;
    let has = |sheet: &Sheet| header.iter().any(|cell| cell == sheet.key().as_bytes());
    // The other tables name the document of a row too.
    let known = [Sheet::Quotes, Sheet::Mentions, Sheet::Entities, Sheet::Documents];
    known.into_iter().find(has).ok_or_else(|| {
        let message = "no table of a run: no column quote_id, mention_id, entity_id or doc_id stands in its \
                       first line";
        Error::at(Place::line(&name, 1), message)
    })
}

/// A reader of a file in a dialect; its first line is a record as any other.
fn builder(dialect: &Dialect) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).delimiter(u8::try_from(dialect.delimiter).unwrap_or(b','));
    builder
}

fn open(path: &Path, name: &str) -> Result<File> {
    File::open(path).map_err(|e| {
        let message = match e.kind() {
            std::io::ErrorKind::NotFound => "no such file or folder".to_string(),
            _ => format!("cannot read it: {e}"),
        };
        Error::at(Place::file(name), message)
    })
}

impl TableFile {
    /// Goes through a file, adding its documents to the catalogue. `dialect` says how its cells are written.
    pub(super) fn read(
        path: &Path,
        sheet: Sheet,
        dialect: Dialect,
        catalogue: &mut Catalogue,
    ) -> Result<Self> {
        let name = path.display().to_string();
        let mut counted = Counted {
            file: open(path, &name)?,
            hasher: blake3::Hasher::new(),
            last: None,
            ends_with_cr: false,
        };
        let mut reader = builder(&dialect).buffer_capacity(CHUNK).from_reader(&mut counted);
        let mut header = ByteRecord::new();
        if !reader.read_byte_record(&mut header).map_err(|e| fault(&name, &e))? {
            return Err(Error::at(Place::line(&name, 1), "the file is empty; it has not even a header"));
        }
        let columns = columns(sheet, &header, &name, dialect.guarded)?;
        let mut marks = Marks::new(sheet, &columns);
        let mut begins = Vec::new();
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record).map_err(|e| fault(&name, &e))? {
            let place = record.position().cloned().unwrap_or_else(csv::Position::new);
            begins.push(place.byte());
            // The reader counts a line when it meets its LF, which after a CR it has yet to do.
            let line = place.line() + u64::from(reader.get_ref().ends_with_cr);
            marks.add(&record, line as u32, catalogue);
        }
        begins.push(reader.position().byte());
        drop(reader);
        if counted.last != Some(b'\n') {
            let line = marks.all.last().map_or(1, |mark| u64::from(mark.line));
            let message = "the file ends in the middle of a line: it is truncated; make the run again";
            return Err(Error::at(Place::line(&name, line), message));
        }
        let file = open(path, &name)?;
        let lines: Vec<u32> = marks.all.iter().map(|mark| mark.line).collect();
        let index = Index::new(marks.all).map_err(|rows| twice(&name, sheet, &lines, rows))?;
        let hash = counted.hasher.finalize().to_hex().to_string();
        Ok(Self { name, file, sheet, columns, begins, index, hash, dialect })
    }

    /// Rows by their numbers, in that order; those that stand one after the other are read at once.
    pub(super) fn rows(&self, numbers: &[u32]) -> Result<Vec<Row>> {
        let mut rows = Vec::with_capacity(numbers.len());
        for run in numbers.chunk_by(|a, b| a + 1 == *b) {
            let (Some(&first), Some(&last)) = (run.first(), run.last()) else { continue };
            let begin = |row: u32| self.begins.get(row as usize).copied().unwrap_or_default();
            let (from, to) = (begin(first), begin(last + 1));
            let mut bytes = vec![0; to.saturating_sub(from) as usize];
            let mut file = &self.file;
            let read = file.seek(SeekFrom::Start(from)).and_then(|_| file.read_exact(&mut bytes));
            read.map_err(|e| Error::at(Place::file(&self.name), format!("cannot read it: {e}")))?;
            let mut reader = builder(&self.dialect).flexible(true).from_reader(&*bytes);
            let mut record = ByteRecord::new();
            for &number in run {
                let more = reader.read_byte_record(&mut record).map_err(|e| fault(&self.name, &e))?;
                if !more {
                    let message = "the file was changed while it was read; try again";
                    return Err(Error::at(Place::file(&self.name), message));
                }
                rows.push(self.row(&record, number)?);
            }
        }
        Ok(rows)
    }

    fn row(&self, record: &ByteRecord, number: u32) -> Result<Row> {
        let mut row = Row::at(self.index.mark(number).map_or(0, |mark| mark.line));
        for (at, &(column, is_guarded)) in self.columns.iter().enumerate() {
            let cell = std::str::from_utf8(record.get(column).unwrap_or_default()).map_err(|_| {
                let name = self.sheet.columns().get(at).copied().unwrap_or("");
                let message = format!("column {name}: this is not UTF-8; save the table as UTF-8");
                Error::at(Place::line(&self.name, u64::from(row.line)), message)
            })?;
            row.push(if is_guarded { unguard(cell) } else { cell });
        }
        Ok(row)
    }
}

/// Where the columns of a table stand in a file.
fn columns(sheet: Sheet, header: &ByteRecord, name: &str, is_guarded: bool) -> Result<Vec<(usize, bool)>> {
    let there: Vec<String> = header.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    let place = |(column, is_text): (&'static str, bool)| {
        let found = there.iter().position(|other| other == column).ok_or_else(|| {
            let near = did_you_mean(column, there.iter().map(String::as_str));
            let message = format!(
                "no column '{column}'{near}; this is no {}.csv of this version, or a column was taken away",
                sheet.name()
            );
            Error::at(Place::line(name, 1), message)
        });
        found.map(|found| (found, is_text && is_guarded))
    };
    sheet.formats().into_iter().map(place).collect()
}

fn twice(name: &str, sheet: Sheet, lines: &[u32], (first, second): (u32, u32)) -> Error {
    let line = |row: u32| u64::from(lines.get(row as usize).copied().unwrap_or_default());
    let (first, second) = (line(first), line(second));
    let message = format!(
        "this {} stands on line {first} already; each row needs its own, so neither can be compared",
        sheet.key()
    );
    Error::at(Place::line(name, second), message)
}

fn fault(name: &str, error: &csv::Error) -> Error {
    let line = error.position().map(csv::Position::line);
    let place = line.map_or_else(|| Place::file(name), |line| Place::line(name, line));
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!(
            "this row has {len} cells where the header has {expected_len}: the file is truncated or damaged; \
             make the run again"
        ),
        csv::ErrorKind::Io(e) => format!("cannot read it: {e}"),
        _ => format!("this is no table: {error}"),
    };
    Error::at(place, message)
}

/// The marks of rows as they come.
struct Marks<'c> {
    all: Vec<Mark>,
    columns: &'c [(usize, bool)],
    says: Vec<usize>,
    document: Option<usize>,
    start: Option<usize>,
    last: (Vec<u8>, u32),
    scratch: Vec<u8>,
}

impl<'c> Marks<'c> {
    fn new(sheet: Sheet, columns: &'c [(usize, bool)]) -> Self {
        let names = sheet.columns();
        let place = |name: &str| names.iter().position(|column| *column == name);
        let (document, start) = sheet.place();
        Self {
            all: Vec::new(),
            columns,
            says: sheet.says().iter().filter_map(|name| place(name)).collect(),
            document: document.and_then(place),
            start: start.and_then(place),
            last: (Vec::new(), u32::MAX),
            scratch: Vec::new(),
        }
    }

    /// A cell of a row as it was before it was guarded.
    fn cell<'r>(&self, record: &'r ByteRecord, column: usize) -> &'r [u8] {
        let Some(&(at, is_guarded)) = self.columns.get(column) else { return &[] };
        let cell = record.get(at).unwrap_or_default();
        match std::str::from_utf8(cell) {
            Ok(text) if is_guarded && cell.first() == Some(&b'\'') => unguard(text).as_bytes(),
            _ => cell,
        }
    }

    fn add(&mut self, record: &ByteRecord, line: u32, catalogue: &mut Catalogue) {
        let document = self.document.map_or(0, |column| {
            let id = self.cell(record, column);
            if self.last.1 == u32::MAX || self.last.0 != id {
                self.last = (id.to_vec(), catalogue.number(&String::from_utf8_lossy(id)));
            }
            self.last.1
        });
        let start = self.start.and_then(|column| std::str::from_utf8(self.cell(record, column)).ok());
        self.scratch.clear();
        self.scratch.extend_from_slice(record.as_slice());
        for cell in record {
            self.scratch.extend_from_slice(&(cell.len() as u32).to_le_bytes());
        }
        self.all.push(Mark {
            key: hash([self.cell(record, 0)]),
            says: says(self.says.iter().map(|column| self.cell(record, *column))),
            whole: hash([self.scratch.as_slice()]),
            document,
            start: start.and_then(|start| start.parse().ok()).unwrap_or(0),
            line,
        });
    }
}

/// A file that is hashed while it is read.
struct Counted {
    file: File,
    hasher: blake3::Hasher,
    last: Option<u8>,
    /// Whether its lines end with CR and LF, as its first does.
    ends_with_cr: bool,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        let part = buffer.get(..read).unwrap_or_default();
        if self.last.is_none() {
            let first = part.split(|byte| *byte == b'\n').next().unwrap_or_default();
            self.ends_with_cr = first.len() < part.len() && first.ends_with(b"\r");
        }
        self.hasher.update(part);
        self.last = part.last().copied().or(self.last);
        Ok(read)
    }
}
