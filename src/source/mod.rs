//! Documents from files, folders, globs and standard input, one after the other.
//!
//! Paths enter, documents leave in the order of the paths, each folder's files sorted by their bytes.
//! Packing is taken off layer by layer (`unpack`, `archive`), each format has a reader of its own, and
//! all of them hand over at one place (`desk`). They run on a thread of their own, so that each may go
//! through its input as suits it; only so much is ever read ahead. What cannot be
//! read is a [`Trouble`](crate::document::Trouble) in its place; only a path that leads nowhere is an
//! error. What the text says is not looked at, its first lines excepted. The tables of runs are read back
//! here too (`stored`), and articles with their key (`gold`).

mod ahead;
mod archive;
mod array;
mod article;
mod cells;
mod csv;
mod desk;
mod feed;
mod field;
mod gold;
pub mod html;
mod http;
mod item;
mod json;
mod lines;
mod list;
mod mail;
mod open;
mod page;
mod quick;
mod sheet;
mod sniff;
mod stored;
mod table;
mod unpack;
mod warc;

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use serde::Serialize;

use crate::config::Config;
use crate::document::Intake;
use crate::error::Result;

use ahead::Taker;
use desk::{Desk, Fault, Flow};
use item::{Item, Label};
use list::Found;

pub use gold::gold;
pub use stored::{Stored, both, table_of};

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

/// Something to say about the inputs that is no trouble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What there is to say, and of which input.
    pub words: String,
    /// Whether only those want to know it who ask for more.
    pub is_detail: bool,
}

/// What the thread that reads has to tell.
enum Event {
    /// A document, and how many bytes of the inputs were read by then.
    Intake(Box<Intake>, u64),
    /// An input was read to its end.
    Input(Input),
    Note(Note),
}

/// What anything that is told takes besides its text.
const AROUND: usize = 1 << 9;

impl Event {
    /// How much memory it takes, more or less.
    fn size(&self) -> usize {
        let document = match self {
            Self::Intake(intake, _) => intake.as_ref().as_ref().ok(),
            _ => None,
        };
        let texts = document.map_or(0, |d| d.body.len() + d.kept.iter().map(String::len).sum::<usize>());
        texts + AROUND
    }
}

/// The documents of some inputs.
pub struct Documents {
    waiting: Option<(Vec<Found>, Config)>,
    events: Option<Taker<Event>>,
    inputs: Vec<Input>,
    files: usize,
    size: Option<u64>,
    bytes: u64,
    tell: Box<dyn FnMut(Note) + Send>,
}

impl Documents {
    /// The documents of some inputs: files, folders, globs, or `-` for standard input. Fails where
    /// there is no such file or nothing in it to read.
    pub fn of(inputs: &[String], config: &Config) -> Result<Self> {
        let found = list::expand(inputs)?;
        let size = |found: &Found| match found {
            Found::File { path, .. } => std::fs::metadata(path).ok().map(|data| data.len()),
            Found::Unreadable { .. } => Some(0),
            Found::Stdin => None,
        };
        Ok(Self {
            files: found.len(),
            size: found.iter().map(size).sum(),
            waiting: Some((found, config.clone())),
            events: None,
            inputs: Vec::new(),
            bytes: 0,
            tell: Box::new(|_| ()),
        })
    }

    /// Says to `tell` what there is to say on the way: which columns were taken for what, in which
    /// encoding a file was.
    #[must_use]
    pub fn telling(mut self, tell: impl FnMut(Note) + Send + 'static) -> Self {
        self.tell = Box::new(tell);
        self
    }

    /// How many files there are to read, those already read not counted.
    pub fn waiting(&self) -> usize {
        self.files.saturating_sub(self.inputs.len())
    }

    /// How long the files are that were found, in bytes as they lie on the disk; `None` where that
    /// cannot be known, as of standard input.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// How many bytes of them were read for the documents so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The files read so far, in order.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The next document, if it is read already.
    pub fn next_at_hand(&mut self) -> Option<Intake> {
        self.take(Taker::take_at_hand)
    }

    fn take(&mut self, next: impl Fn(&Taker<Event>) -> Option<Event>) -> Option<Intake> {
        while let Some(event) = next(self.events.as_ref()?) {
            match event {
                Event::Intake(intake, bytes) => {
                    self.bytes = bytes;
                    return Some(*intake);
                }
                Event::Input(input) => self.inputs.push(input),
                Event::Note(note) => (self.tell)(note),
            }
        }
        None
    }

    fn start(&mut self) {
        if let Some((found, config)) = self.waiting.take() {
            let (to, events) = ahead::shelf();
            self.events = Some(events);
            // Without a name: a fault on it becomes a row, and main tells only of threads with a name.
            std::thread::spawn(move || read_all(found, &mut Desk::new(config, to)));
        }
    }
}

impl Iterator for Documents {
    type Item = Intake;

    fn next(&mut self) -> Option<Intake> {
        self.start();
        self.take(Taker::take)
    }
}

impl std::fmt::Debug for Documents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Documents with {} files to read", self.waiting())
    }
}

/// Reads everything, unless nobody wants more.
fn read_all(found: Vec<Found>, desk: &mut Desk) -> Flow {
    for found in found {
        match found {
            Found::Unreadable { name, source, message } => {
                desk.fail(&Label { name, source, ..Label::default() }, Fault::failed(message))?;
            }
            Found::File { path, name, source } => {
                let label = Label { name, source, ..Label::default() };
                match File::open(&path) {
                    Ok(file) => input(label, file, Some(&path), desk)?,
                    Err(error) => desk.fail(&label, Fault::broken(&label.source, &error))?,
                }
            }
            Found::Stdin => {
                let label = Label { name: "stdin".into(), source: "-".into(), ..Label::default() };
                input(label, io::stdin(), None, desk)?;
            }
        }
    }
    desk.end()
}

/// Reads an input and what lies in it, and tells its length and hash.
fn input(label: Label, file: impl Read, path: Option<&Path>, desk: &mut Desk) -> Flow {
    let sum = Sum { hasher: Rc::default(), bytes: Rc::clone(&desk.bytes) };
    let (hasher, before) = (Rc::clone(&sum.hasher), desk.bytes.get());
    desk.limits.so_far.set(0);
    let mut summed = Summed { file, sum };
    let source = label.source.clone();
    let item = Item::new(label, Box::new(&mut summed), 0);
    let item = match path {
        Some(path) => item.at(path),
        None => item,
    };
    open::read(item, desk)?;
    // What nobody needed to read belongs to the input all the same; but a pipe may have no end.
    if path.is_some_and(Path::is_file)
        && let Err(error) = io::copy(&mut summed, &mut io::sink())
    {
        desk.detail(format!("{source}: cannot read it to its end: {error}"))?;
    }
    let hash = hasher.borrow().finalize().to_hex().to_string();
    desk.close(Input { path: source, bytes: desk.bytes.get() - before, hash })
}

/// The hash and the length of what was read.
struct Sum {
    hasher: Rc<RefCell<blake3::Hasher>>,
    bytes: Rc<Cell<u64>>,
}

struct Summed<R> {
    file: R,
    sum: Sum,
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(into)?;
        self.sum.hasher.borrow_mut().update(into.get(..length).unwrap_or_default());
        self.sum.bytes.set(self.sum.bytes.get() + length as u64);
        Ok(length)
    }
}

fn too_large(what: &str, largest: usize) -> String {
    format!("the {what} is longer than {}; cut it into articles, or raise --largest", size(largest as u64))
}

/// A number of bytes in words.
fn size(bytes: u64) -> String {
    match bytes {
        0..0x10_0000 => format!("{bytes} bytes"),
        0x10_0000..0x4000_0000 => format!("{} MiB", bytes >> 20),
        _ => format!("{} GiB", bytes >> 30),
    }
}

#[cfg(test)]
mod tests;
