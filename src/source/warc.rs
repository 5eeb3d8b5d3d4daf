//! Archives of the web: every page or text that was fetched is a document.
//!
//! A record is a head of fields and a block of bytes. Only a block that is wanted is ever held, and
//! where a record is damaged the next one is looked for.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use crate::document::Document;

use super::desk::{At, Desk, Fault, Flow, Read as Outcome};
use super::http::{self, Response};
use super::item::{Item, Label};
use super::{open, page, too_large};

/// The longest head of a record, in bytes.
const LONGEST_HEAD: usize = 1 << 16;

/// What stands around a record's block: its fields, their names in small letters.
type Fields = BTreeMap<String, String>;

/// Reads every record.
pub(super) fn read(mut item: Item<'_>, desk: &mut Desk) -> Flow {
    let label = std::mem::take(&mut item.label);
    let mut input = Counted { inner: BufReader::with_capacity(1 << 16, item), bytes: 0 };
    let (mut number, mut passed) = (0, 0_u64);
    loop {
        let head = head(&mut input);
        let begun = input.bytes;
        number += 1;
        let place = format!("{}#{number}", label.source);
        let step = match head {
            Ok(Head::End) => break,
            Ok(Head::Fields(fields)) => {
                let record = Record { label: &label, number, place, fields };
                record.read(&mut input, desk)?
            }
            Ok(Head::Broken) => {
                let message = format!(
                    "{place}: no head of a WARC record before byte {begun}; the next record is looked for"
                );
                desk.hand(&label, At::Nth(number), Err(Fault::failed(message)))?;
                Step::Read
            }
            Err(error) => {
                return desk.hand(
                    &label,
                    At::Nth(number),
                    Err(Fault::broken(&format!("{place}, byte {begun}"), &error)),
                );
            }
        };
        match step {
            Step::Read => {}
            Step::Passed => passed += 1,
            Step::Stop => break,
        }
    }
    if passed > 0 {
        desk.detail(format!(
            "{}: {passed} records passed over: no page or text, or not fetched",
            label.source
        ))?;
    }
    Flow::Continue(())
}

enum Step {
    Read,
    Passed,
    Stop,
}

enum Head {
    Fields(Fields),
    Broken,
    End,
}

/// The head of the next record; what stands before it is passed over.
fn head(input: &mut impl BufRead) -> io::Result<Head> {
    let mut line = Vec::new();
    let mut is_broken = false;
    loop {
        line.clear();
        if input.take(LONGEST_HEAD as u64).read_until(b'\n', &mut line)? == 0 {
            return Ok(if is_broken { Head::Broken } else { Head::End });
        }
        if line.starts_with(b"WARC/") {
            break;
        }
        is_broken = is_broken || !line.trim_ascii().is_empty();
    }
    let mut fields = Fields::new();
    let (mut last, mut length) = (None::<String>, 0);
    loop {
        line.clear();
        length += input.take(LONGEST_HEAD as u64).read_until(b'\n', &mut line)?;
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            return Ok(Head::Fields(fields));
        }
        if length > LONGEST_HEAD {
            return Ok(Head::Broken);
        }
        if text.starts_with([' ', '\t']) {
            if let Some(value) = last.as_ref().and_then(|name| fields.get_mut(name)) {
                value.push(' ');
                value.push_str(text.trim());
            }
        } else if let Some((name, value)) = text.split_once(':') {
            let name = name.trim().to_ascii_lowercase();
            fields.insert(name.clone(), value.trim().to_string());
            last = Some(name);
        }
    }
}

/// A record: the how-manieth, and what its head says.
struct Record<'a> {
    label: &'a Label,
    number: u64,
    place: String,
    fields: Fields,
}

impl Record<'_> {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn is_http(&self) -> bool {
        self.field("content-type").to_ascii_lowercase().starts_with("application/http")
    }

    /// Whether there may be a page or a text in it.
    fn is_wanted(&self) -> bool {
        match self.field("warc-type").to_ascii_lowercase().as_str() {
            "response" => self.is_http(),
            "resource" | "conversion" => http::is_article(self.field("content-type")),
            _ => false,
        }
    }

    /// Its own id.
    fn id(&self) -> Option<String> {
        let id = self.field("warc-record-id").trim_matches(['<', '>']);
        (!id.is_empty()).then(|| id.to_string())
    }

    /// Hands over why there is no document in it; what to do next.
    fn fail(&self, fault: Fault, step: Step, desk: &mut Desk) -> ControlFlow<(), Step> {
        desk.hand(self.label, At::Nth(self.number), Err(Fault { id: self.id(), ..fault }))?;
        ControlFlow::Continue(step)
    }

    /// Reads its block, or passes over it.
    fn read(&self, input: &mut Counted<impl BufRead>, desk: &mut Desk) -> ControlFlow<(), Step> {
        let place = &self.place;
        let Ok(length) = self.field("content-length").parse::<u64>() else {
            let before = input.bytes;
            let message = format!(
                "{place}: the record before byte {before} has no length; the next record is looked for"
            );
            return self.fail(Fault::failed(message), Step::Read, desk);
        };
        let is_large = length > (desk.config.largest as u64).saturating_mul(2);
        let mut block = Vec::new();
        let mut rest = Read::take(&mut *input, length);
        let read = if self.is_wanted() && !is_large {
            rest.read_to_end(&mut block).map(|read| read as u64)
        } else {
            io::copy(&mut rest, &mut io::sink())
        };
        match read {
            Err(error) => {
                let fault = Fault::broken(&format!("{place}, byte {}", input.bytes), &error);
                self.fail(fault, Step::Stop, desk)
            }
            Ok(read) if read < length => {
                let message = format!("{place}: the file ends at byte {}, within the record", input.bytes);
                self.fail(Fault::failed(message), Step::Stop, desk)
            }
            Ok(_) if !self.is_wanted() => ControlFlow::Continue(Step::Passed),
            Ok(_) if is_large => {
                let message = format!("{place}: {}", too_large("record", desk.config.largest));
                self.fail(Fault::skipped(message), Step::Read, desk)
            }
            Ok(_) => self.open(block, desk),
        }
    }

    /// Hands over what its block holds.
    fn open(&self, block: Vec<u8>, desk: &mut Desk) -> ControlFlow<(), Step> {
        let response = if self.is_http() {
            http::response(&block, desk.config.largest)
        } else {
            let kind = self.field("content-type").to_string();
            http::fits(Response { kind, body: block, headers: Vec::new() }, desk.config.largest)
        };
        match response {
            Ok(Some(response)) => {
                let read = self.document(&response, desk)?;
                desk.hand(self.label, At::Nth(self.number), read)?;
                ControlFlow::Continue(Step::Read)
            }
            Ok(None) => ControlFlow::Continue(Step::Passed),
            Err(fault) => {
                let message = format!("{}: {}", self.place, fault.message);
                self.fail(Fault { message, ..fault }, Step::Read, desk)
            }
        }
    }

    fn document(&self, response: &Response, desk: &mut Desk) -> ControlFlow<(), Outcome> {
        let declared = http::charset(&response.kind);
        let read = if http::is_page(&response.kind) {
            page::article(&self.place, &response.body, declared.as_deref())
        } else {
            let label = Label { source: self.place.clone(), ..self.label.clone() };
            open::text(&label, &response.body, declared.as_deref(), false, desk)?
        };
        let mut document: Document = match read {
            Ok(document) => document,
            Err(fault) => return ControlFlow::Continue(Err(Fault { id: self.id(), ..fault })),
        };
        document.id = self.id().unwrap_or_default();
        let field =
            |name: &str| self.fields.get(name).map(|value| value.trim_matches(['<', '>']).to_string());
        document.url = document.url.or_else(|| field("warc-target-uri"));
        if document.published.is_none()
            && let Some(date) = field("warc-date")
        {
            let parting = if document.message.is_empty() { "" } else { "; " };
            document.message.push_str(parting);
            document.message.push_str("published is when it was fetched");
            document.published = Some(date);
        }
        keep(&self.fields, response, &mut document, desk);
        ControlFlow::Continue(Ok(document))
    }
}

/// Carries over the fields that are asked for, of the record or else of the response.
fn keep(fields: &Fields, response: &Response, document: &mut Document, desk: &mut Desk) {
    let value = |name: &String| {
        let name = name.trim().to_ascii_lowercase();
        let sent = || response.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(&name));
        fields.get(&name).cloned().or_else(|| sent().map(|(_, value)| value.clone()))
    };
    let values: Vec<Option<String>> = desk.config.keep.iter().map(value).collect();
    desk.meet(values.iter().enumerate().filter(|(_, value)| value.is_some()).map(|(number, _)| number));
    document.kept = values.into_iter().map(Option::unwrap_or_default).collect();
}

/// A reader that knows how far it is.
struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(into)?;
        self.bytes += length as u64;
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        self.bytes += length as u64;
        self.inner.consume(length);
    }
}
