//! Documents from files, folders, globs and standard input, one after the other.
//!
//! Paths enter, documents leave in the order of the paths, each folder's files sorted by their bytes.
//! Only one document is held at a time. What cannot be read is a [`Trouble`] in its place; only a path
//! that leads nowhere is an error. What the text says is not looked at, its first lines excepted.

mod article;
mod gold;
pub mod html;
mod json;
mod lines;
mod list;
mod stored;
mod table;

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde::Serialize;

use crate::config::{Config, Fields};
use crate::corpus::id;
use crate::document::{Document, Intake, Status, Trouble, decode};
use crate::error::Result;

use lines::{Line, Lines};
use list::Found;

pub use gold::gold;
pub use stored::{Stored, both, table_of};

/// How far a file is looked at to tell a web page from plain text, in bytes.
const OPENING: usize = 4096;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Input {
    /// Its path as the tables show it.
    pub path: String,
    /// How long it is.
    pub bytes: u64,
    /// BLAKE3 of its bytes.
    pub hash: String,
}

/// The documents of some inputs.
pub struct Documents {
    waiting: std::vec::IntoIter<Found>,
    current: Option<Open>,
    seen: HashMap<String, Seen>,
    files: Vec<String>,
    inputs: Vec<Input>,
    /// How many bytes the files had that are read to their end.
    closed: u64,
    fields: Fields,
    largest: usize,
    pages: &'static html::Rules,
}

/// A file of JSON lines that is being read.
struct Open {
    lines: Lines,
    source: String,
    name: String,
}

/// What a file that is one document is said to be by its ending.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Markdown,
    Page,
}

impl Kind {
    fn of(path: &Path) -> Self {
        if has_extension(path, &["md", "markdown"]) {
            Self::Markdown
        } else if has_extension(path, &["html", "htm", "xhtml"]) {
            Self::Page
        } else {
            Self::Plain
        }
    }
}

/// Where an id was seen first: the number of the file, and the line in it, 0 for the whole file.
#[derive(Clone, Copy)]
struct Seen {
    file: u32,
    line: u32,
}

impl Documents {
    /// The documents of some inputs: files, folders, globs, or `-` for standard input. Fails where
    /// there is no such file or nothing in it to read.
    pub fn of(inputs: &[String], config: &Config) -> Result<Self> {
        Ok(Self {
            waiting: list::expand(inputs)?.into_iter(),
            current: None,
            seen: HashMap::new(),
            files: Vec::new(),
            inputs: Vec::new(),
            closed: 0,
            fields: config.fields.clone(),
            largest: config.largest,
            pages: html::Rules::embedded()?,
        })
    }

    /// How many files there are to read, those already read not counted.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// How long the files are that wait to be read, in bytes as they lie on the disk; `None` where that
    /// cannot be known, as of standard input.
    pub fn size(&self) -> Option<u64> {
        let size = |found: &Found| match found {
            Found::File { path, .. } => std::fs::metadata(path).ok().map(|data| data.len()),
            Found::Unreadable { .. } => Some(0),
            Found::Stdin => None,
        };
        self.waiting.as_slice().iter().map(size).sum()
    }

    /// How many bytes were read so far.
    pub fn bytes(&self) -> u64 {
        self.closed + self.current.as_ref().map_or(0, |open| open.lines.bytes())
    }

    /// The files read so far, in order.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn open(&mut self, found: Found) -> Option<Intake> {
        match found {
            Found::Unreadable { name, source, message } => {
                Some(Err(Trouble { id: name, source, status: Status::Failed, message }))
            }
            Found::File { path, name, source } => {
                self.files.push(source.clone());
                match File::open(&path) {
                    Ok(file) if is_json_lines(&path) => {
                        self.current = Some(Open { lines: Lines::of(BufReader::new(file)), source, name });
                        None
                    }
                    Ok(file) => Some(self.article(file, name, source, Kind::of(&path))),
                    Err(error) => Some(failed(name, source.clone(), cannot_read(&source, &error))),
                }
            }
            Found::Stdin => self.standard_input(),
        }
    }

    fn standard_input(&mut self) -> Option<Intake> {
        let (source, name) = ("-".to_string(), "stdin".to_string());
        self.files.push(source.clone());
        let mut input = BufReader::new(std::io::stdin());
        let first = match input.fill_buf() {
            Ok(bytes) => bytes.trim_ascii_start().first().copied(),
            Err(error) => return Some(failed(name, source.clone(), cannot_read(&source, &error))),
        };
        if first == Some(b'{') {
            self.current = Some(Open { lines: Lines::of(input), source, name });
            return None;
        }
        Some(self.article(input, name, source, Kind::Plain))
    }

    /// Reads a file that is one document.
    fn article(&mut self, file: impl Read, name: String, source: String, kind: Kind) -> Intake {
        let mut bytes = Vec::new();
        if let Err(error) = file.take(self.largest as u64 + 1).read_to_end(&mut bytes) {
            return failed(name, source.clone(), cannot_read(&source, &error));
        }
        let hash = blake3::hash(&bytes).to_hex().to_string();
        self.closed += bytes.len() as u64;
        self.inputs.push(Input { path: source.clone(), bytes: bytes.len() as u64, hash });
        let name = self.unique(name, &source);
        if bytes.len() > self.largest {
            let message = format!("{source}: {}", too_large("document", self.largest));
            return Err(Trouble { id: name, source, status: Status::Skipped, message });
        }
        let decoded = if kind == Kind::Page || html::is_page(&String::from_utf8_lossy(opening(&bytes))) {
            html::decode(&bytes, None)
        } else {
            decode(&bytes)
        };
        let Some(decoded) = decoded else {
            let message = format!("{source}: a binary file, no text; save the article as plain text");
            return failed(name, source, message);
        };
        if decoded.text.trim().is_empty() {
            let message = format!("{source}: the file holds no text");
            return Err(Trouble { id: name, source, status: Status::Skipped, message });
        }
        let message = decoded.message();
        let mut document = Document { id: name, source, message, ..Document::default() };
        if kind != Kind::Page && !html::is_page(&decoded.text) {
            document.body = decoded.text;
            return Ok(article::with_head(document, kind == Kind::Markdown));
        }
        let Some(article) = html::article(self.pages, &decoded.text) else {
            let Document { id, source, .. } = document;
            let message = format!("{source}: no article was found in this page; save its text as plain text");
            return Err(Trouble { id, source, status: Status::Skipped, message });
        };
        article.fill(&mut document);
        Ok(document)
    }

    /// An id of our own making that nothing has yet: the path within the folder, else the whole path.
    fn unique(&mut self, name: String, source: &str) -> String {
        let numbered = (2..).map(|n| format!("{source}#{n}"));
        let mut names = [name, source.to_string()].into_iter().chain(numbered);
        let free = names.find(|name| !self.seen.contains_key(&id("i", &[name]))).unwrap_or_default();
        self.remember(&free, 0);
        free
    }

    fn remember(&mut self, name: &str, line: u64) {
        let seen = Seen { file: self.files.len().saturating_sub(1) as u32, line: line as u32 };
        self.seen.insert(id("i", &[name]), seen);
    }

    /// The next document of the open file; `None` at its end.
    fn next_line(&mut self) -> Option<Intake> {
        let mut open = self.current.take()?;
        loop {
            let line = open.lines.next(self.largest);
            let number = open.lines.number;
            let place = format!("{}:{number}", open.source);
            let intake = match line {
                Line::End => {
                    let (bytes, hash) = open.lines.total();
                    self.closed += bytes;
                    self.inputs.push(Input { path: open.source, bytes, hash });
                    return None;
                }
                Line::Blank => continue,
                Line::TooLong => {
                    let message = format!("{place}: {}", too_large("line", self.largest));
                    Err((Status::Skipped, None, message))
                }
                Line::Broken(error) => Err((Status::Failed, None, cannot_read(&place, &error))),
                Line::Bytes(bytes) => json::document(&bytes, &place, &self.fields),
            };
            let intake = self.settle(intake, &open, number);
            self.current = Some(open);
            return Some(intake);
        }
    }

    /// Gives a document from a line its id and source; an id seen before is turned away.
    fn settle(&mut self, read: json::Read, open: &Open, number: u64) -> Intake {
        let place = format!("{}:{number}", open.name);
        let source = open.source.clone();
        let (status, own, message) = match read {
            Ok(mut document) => {
                document.source.clone_from(&source);
                if document.id.is_empty() {
                    document.id = self.unique(place, &format!("{source}:{number}"));
                    return Ok(document);
                }
                match self.seen.get(&id("i", &[&document.id])) {
                    None => {
                        self.remember(&document.id, number);
                        return Ok(document);
                    }
                    Some(&seen) => (Status::Skipped, None, self.twice(&document.id, seen, &source, number)),
                }
            }
            Err(trouble) => trouble,
        };
        let name = own.filter(|name: &String| !self.seen.contains_key(&id("i", &[name])));
        let id = match name {
            Some(name) => {
                self.remember(&name, number);
                name
            }
            None => self.unique(place, &format!("{source}:{number}")),
        };
        Err(Trouble { id, source, status, message })
    }

    fn twice(&self, name: &str, seen: Seen, source: &str, number: u64) -> String {
        let file = self.files.get(seen.file as usize).map_or("", String::as_str);
        let first = if seen.line == 0 { file.to_string() } else { format!("{file}:{}", seen.line) };
        format!(
            "{source}:{number}: the id '{name}' was seen before at {first}; give each document its own id"
        )
    }
}

impl Iterator for Documents {
    type Item = Intake;

    fn next(&mut self) -> Option<Intake> {
        loop {
            if let Some(intake) = self.next_line() {
                return Some(intake);
            }
            let found = self.waiting.next()?;
            if let Some(intake) = self.open(found) {
                return Some(intake);
            }
        }
    }
}

impl std::fmt::Debug for Documents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Documents with {} files to read", self.waiting())
    }
}

fn failed(id: String, source: String, message: String) -> Intake {
    Err(Trouble { id, source, status: Status::Failed, message })
}

fn cannot_read(place: &str, error: &std::io::Error) -> String {
    format!("{place}: cannot read it: {error}")
}

fn too_large(what: &str, largest: usize) -> String {
    let size = if largest < 1 << 20 { format!("{largest} bytes") } else { format!("{} MiB", largest >> 20) };
    format!("the {what} is longer than {size}; cut it into articles")
}

/// The bytes at which a page is known.
fn opening(bytes: &[u8]) -> &[u8] {
    bytes.get(..OPENING).unwrap_or(bytes)
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    extensions.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn is_json_lines(path: &Path) -> bool {
    has_extension(path, &["jsonl", "ndjson"])
}

#[cfg(test)]
mod tests;
