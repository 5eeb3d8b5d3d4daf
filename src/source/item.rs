//! Something to read: a file, standard input, a member of an archive; its first bytes known.

use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};

use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::document::wide;

use super::sniff;

/// How many of the first bytes are looked at to tell what they are.
const HEAD: usize = 1 << 14;
/// How much is read at once.
const BUFFER: usize = 1 << 16;

/// What an item is called.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    /// Its path within the input folder: what ids of our own making begin with.
    pub(super) name: String,
    /// Its path as the tables show it.
    pub(super) source: String,
    /// What must be said of all its documents.
    pub(super) remark: String,
}

impl Label {
    /// What something inside of it is called.
    pub(super) fn member(&self, path: &str) -> Self {
        let path = path.trim_start_matches("./").replace('\\', "/");
        let inside = |whole: &str| format!("{whole}/{path}");
        Self { name: inside(&self.name), source: inside(&self.source), remark: String::new() }
    }

    /// What its name ends in, that of packing not counted.
    pub(super) fn ending(&self) -> &str {
        sniff::ending(&self.name)
    }
}

/// Something to read, from its first byte on.
pub(super) struct Item<'a> {
    pub(super) label: Label,
    /// Its first bytes.
    pub(super) head: Vec<u8>,
    /// Where it lies on the disk, if it lies there as it is.
    pub(super) path: Option<PathBuf>,
    /// How many layers of packing lie around it.
    pub(super) depth: usize,
    given: usize,
    /// What ended the first bytes before their time.
    broken: Option<io::Error>,
    rest: Box<dyn Read + 'a>,
}

impl<'a> Item<'a> {
    pub(super) fn new(label: Label, mut rest: Box<dyn Read + 'a>, depth: usize) -> Self {
        let mut head = Vec::new();
        let broken = rest.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
        Self { label, head, path: None, depth, given: 0, broken, rest }
    }

    /// The same, and where it lies on the disk.
    pub(super) fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_path_buf());
        self
    }

    /// The fault that kept even its first byte from being read.
    pub(super) fn unreadable(&mut self) -> Option<io::Error> {
        if self.head.is_empty() { self.broken.take() } else { None }
    }

    /// All of it, if it is no longer than it may be.
    pub(super) fn whole(&mut self, largest: usize) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        self.take(largest as u64 + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() <= largest).then_some(bytes))
    }

    /// It as a file, to go back and forth in: the file it is, or else a copy of it that goes with the
    /// handle.
    pub(super) fn file(&mut self) -> io::Result<std::fs::File> {
        if let Some(path) = &self.path {
            return std::fs::File::open(path);
        }
        let mut copy = io::BufWriter::new(tempfile::tempfile()?);
        io::copy(self, &mut copy)?;
        copy.flush()?;
        copy.into_inner().map_err(io::IntoInnerError::into_error)
    }

    /// It as lines of bytes that hold ASCII characters as such: UTF-16 is made UTF-8.
    pub(super) fn lines(mut self) -> (Label, Box<dyn BufRead + 'a>, Option<String>) {
        let mut label = std::mem::take(&mut self.label);
        let Some((encoding, by)) = wide(&self.head) else {
            return (label, Box::new(BufReader::with_capacity(BUFFER, self)), None);
        };
        label.remark = format!("read as {}", encoding.name());
        let told = format!("{}: read as {}, {}", label.source, encoding.name(), by.words());
        let utf8 = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(self);
        (label, Box::new(BufReader::with_capacity(BUFFER, utf8)), Some(told))
    }
}

impl Read for Item<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let head = self.head.get(self.given..).unwrap_or_default();
        if !head.is_empty() {
            let length = head.len().min(into.len());
            if let (Some(to), Some(from)) = (into.get_mut(..length), head.get(..length)) {
                to.copy_from_slice(from);
            }
            self.given += length;
            return Ok(length);
        }
        match self.broken.take() {
            Some(error) => Err(error),
            None => self.rest.read(into),
        }
    }
}
