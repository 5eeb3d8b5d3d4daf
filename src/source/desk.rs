//! Where whatever is read is handed over: ids are settled here, and what there is to say is said.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::ops::ControlFlow;
use std::rc::Rc;

use crate::config::Config;
use crate::corpus::fingerprint;
use crate::document::{Document, Intake, Status, Trouble};

use super::ahead::Giver;
use super::item::Label;
use super::unpack::{Limits, halt};
use super::{Event, Input, Note};

/// Whether anybody still wants more.
pub(super) type Flow = ControlFlow<()>;

/// A document without its source, or why there is none.
pub(super) type Read = Result<Document, Fault>;

/// Why there is no document.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) status: Status,
    /// Its own id, if it has one.
    pub(super) id: Option<String>,
    /// What is wrong, with the place if it is known more exactly than to whoever is told.
    pub(super) message: String,
}

impl Fault {
    pub(super) fn failed(message: impl Into<String>) -> Self {
        Self { status: Status::Failed, id: None, message: message.into() }
    }

    pub(super) fn skipped(message: impl Into<String>) -> Self {
        Self { status: Status::Skipped, id: None, message: message.into() }
    }

    /// What could not be read to its end: a limit was met, or it is damaged.
    pub(super) fn broken(place: &str, error: &std::io::Error) -> Self {
        match halt(error) {
            Some(halt) if halt.is_limit => Self::skipped(format!("{place}: {halt}")),
            Some(halt) => Self::failed(format!("{place}: cannot read on: {halt}")),
            None => Self::failed(format!("{place}: cannot read it: {error}")),
        }
    }
}

/// Which of the documents of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// All of it.
    Whole,
    /// The one in this line or row, from 1.
    Line(u64),
    /// The one of this number, from 1.
    Nth(u64),
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Line(line) => write!(f, ":{line}"),
            Self::Nth(number) => write!(f, "#{number}"),
        }
    }
}

/// Where an id was seen first.
#[derive(Clone, Copy)]
struct Seen {
    item: u32,
    at: At,
}

/// Where documents are handed over.
pub(super) struct Desk {
    pub(super) config: Config,
    pub(super) limits: Limits,
    /// How many bytes of the inputs were read.
    pub(super) bytes: Rc<Cell<u64>>,
    /// How many documents and troubles were handed over.
    pub(super) handed: u64,
    to: Giver<Event>,
    /// The document handed over last: it goes out when it is known whether its input ends with it.
    last: Option<(Intake, u64)>,
    /// By the hash of the id: a run may have millions.
    seen: HashMap<[u8; 16], Seen>,
    /// The items in which ids were seen.
    items: Vec<String>,
    /// Which of the fields to keep were met.
    met: Vec<bool>,
}

impl Desk {
    pub(super) fn new(config: Config, to: Giver<Event>) -> Self {
        let (unpacked, ratio) = (config.unpacked, config.ratio);
        let met = vec![false; config.keep.len()];
        let limits = Limits { unpacked, ratio, so_far: Rc::default() };
        let (bytes, seen, items) = (Rc::default(), HashMap::new(), Vec::new());
        Self { config, limits, bytes, handed: 0, to, last: None, seen, items, met }
    }

    /// Takes a document of an item, or why there is none.
    pub(super) fn hand(&mut self, label: &Label, at: At, read: Read) -> Flow {
        self.handed += 1;
        let intake = self.settle(label, at, read);
        self.flush()?;
        self.last = Some((intake, self.bytes.get()));
        Flow::Continue(())
    }

    /// Takes why an item has no document, or no more.
    pub(super) fn fail(&mut self, label: &Label, fault: Fault) -> Flow {
        self.hand(label, At::Whole, Err(fault))
    }

    /// Takes what an input came to, all of its documents having been taken.
    pub(super) fn close(&mut self, input: Input) -> Flow {
        self.send(Event::Input(input))?;
        self.flush()
    }

    /// Says something that everybody should know.
    pub(super) fn note(&mut self, words: String) -> Flow {
        self.flush()?;
        self.send(Event::Note(Note { words, is_detail: false }))
    }

    /// Says something for those who want to know more.
    pub(super) fn detail(&mut self, words: String) -> Flow {
        self.flush()?;
        self.send(Event::Note(Note { words, is_detail: true }))
    }

    /// Marks the fields to keep that an item has, by their numbers.
    pub(super) fn meet(&mut self, kept: impl Iterator<Item = usize>) {
        for number in kept {
            if let Some(met) = self.met.get_mut(number) {
                *met = true;
            }
        }
    }

    /// Says which of the fields to keep no input had.
    pub(super) fn end(&mut self) -> Flow {
        self.flush()?;
        let missing: Vec<String> = self
            .config
            .keep
            .iter()
            .zip(&self.met)
            .filter(|(_, met)| !**met)
            .map(|(f, _)| f.clone())
            .collect();
        for field in missing {
            self.note(format!("--keep: no input has a field '{field}'; its column is empty"))?;
        }
        Flow::Continue(())
    }

    fn flush(&mut self) -> Flow {
        match self.last.take() {
            Some((intake, bytes)) => self.send(Event::Intake(Box::new(intake), bytes)),
            None => Flow::Continue(()),
        }
    }

    fn send(&self, event: Event) -> Flow {
        let size = event.size();
        if self.to.give(event, size) { Flow::Continue(()) } else { Flow::Break(()) }
    }

    /// Gives a document its id and source; an id seen before is turned away.
    fn settle(&mut self, label: &Label, at: At, read: Read) -> Intake {
        let source = label.source.clone();
        let (status, own, message) = match read {
            Ok(mut document) => {
                document.source.clone_from(&source);
                document.message = [label.remark.as_str(), &document.message]
                    .into_iter()
                    .filter(|m| !m.is_empty())
                    .collect::<Vec<_>>()
                    .join("; ");
                if document.id.is_empty() {
                    document.id = self.unique(label, at);
                    return Ok(document);
                }
                let print = fingerprint(&[&document.id]);
                match self.seen.get(&print) {
                    None => {
                        self.remember(print, label, at);
                        return Ok(document);
                    }
                    Some(&seen) => (Status::Skipped, None, self.twice(&document.id, seen, &source, at)),
                }
            }
            Err(fault) => (fault.status, fault.id, fault.message),
        };
        let id = match own.filter(|own| self.is_new(own)) {
            Some(own) => {
                self.remember(fingerprint(&[&own]), label, at);
                own
            }
            None => self.unique(label, at),
        };
        Err(Trouble { id, source, status, message })
    }

    /// An id of our own making that nothing has yet: the path within the folder, else the whole path.
    fn unique(&mut self, label: &Label, at: At) -> String {
        let (name, source) = (format!("{}{at}", label.name), format!("{}{at}", label.source));
        let numbered = (2..).map(|n| format!("{source}#{n}"));
        let mut names = [name, source.clone()].into_iter().chain(numbered);
        let free = names.find(|name| self.is_new(name)).unwrap_or_default();
        self.remember(fingerprint(&[&free]), label, at);
        free
    }

    fn is_new(&self, name: &str) -> bool {
        !self.seen.contains_key(&fingerprint(&[name]))
    }

    fn remember(&mut self, print: [u8; 16], label: &Label, at: At) {
        if self.items.last() != Some(&label.source) {
            self.items.push(label.source.clone());
        }
        let item = self.items.len().saturating_sub(1) as u32;
        self.seen.insert(print, Seen { item, at });
    }

    fn twice(&self, name: &str, seen: Seen, source: &str, at: At) -> String {
        let first = self.items.get(seen.item as usize).map_or("", String::as_str);
        format!(
            "{source}{at}: the id '{name}' was seen before at {first}{}; give each document its own id",
            seen.at
        )
    }
}
