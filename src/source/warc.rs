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
            Ok(Head::Fields(fields)) => record(&label, number, &fields, &mut input, desk)?,
            Ok(Head::Broken) => {
                let message = format!("{place}: no head of a WARC record before byte {begun}; the next record is looked for");
                desk.hand(&label, At::Nth(number), Err(Fault::failed(message)))?;
                Step::Read
            }
            Err(error) => {
                return desk.hand(&label, At::Nth(number), Err(Fault::broken(&format!("{place}, byte {begun}"), &error)));
            }
        };
        match step {
            Step::Read => {}
            Step::Passed => passed += 1,
            Step::Stop => break,
        }
    }
    if passed > 0 {
        desk.detail(format!("{}: {passed} records passed over: no page or text, or not fetched", label.source))?;
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

/// Reads a record's block, or passes over it.
fn record(
    label: &Label,
    number: u64,
    fields: &Fields,
    input: &mut Counted<impl BufRead>,
    desk: &mut Desk,
) -> ControlFlow<(), Step> {
    let place = format!("{}#{number}", label.source);
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let Ok(length) = field("content-length").parse::<u64>() else {
        let message = format!("{place}: the record before byte {} has no length; the next record is looked for", input.bytes);
        desk.hand(label, At::Nth(number), Err(Fault::failed(message)))?;
        return ControlFlow::Continue(Step::Read);
    };
    let kind = field("warc-type").to_ascii_lowercase();
    let is_http = field("content-type").to_ascii_lowercase().starts_with("application/http");
    let is_wanted = match kind.as_str() {
        "response" => is_http,
        "resource" | "conversion" => http::is_article(field("content-type")),
        _ => false,
    };
    if !is_wanted {
        return pass(label, number, input, length, Step::Passed, desk);
    }
    let largest = desk.config.largest as u64;
    if length > largest.saturating_mul(2) {
        let message = format!("{place}: {}", too_large("record", desk.config.largest));
        desk.hand(label, At::Nth(number), Err(Fault { id: own_id(fields), ..Fault::skipped(message) }))?;
        return pass(label, number, input, length, Step::Read, desk);
    }
    let mut block = Vec::new();
    let read = Read::take(&mut *input, length).read_to_end(&mut block);
    if let Err(error) = read {
        desk.hand(label, At::Nth(number), Err(Fault::broken(&format!("{place}, byte {}", input.bytes), &error)))?;
        return ControlFlow::Continue(Step::Stop);
    }
    if (block.len() as u64) < length {
        let message = format!("{place}: the file ends at byte {}, within the record", input.bytes);
        desk.hand(label, At::Nth(number), Err(Fault::failed(message)))?;
        return ControlFlow::Continue(Step::Stop);
    }
    let response = if is_http {
        http::response(&block, desk)
    } else {
        Ok(Some(Response { kind: field("content-type").to_string(), body: block, headers: Vec::new() }))
    };
    let response = match response {
        Ok(Some(response)) => response,
        Ok(None) => return ControlFlow::Continue(Step::Passed),
        Err(fault) => {
            let fault = Fault { message: format!("{place}: {}", fault.message), id: own_id(fields), ..fault };
            desk.hand(label, At::Nth(number), Err(fault))?;
            return ControlFlow::Continue(Step::Read);
        }
    };
    let read = document(label, &place, fields, &response, desk)?;
    desk.hand(label, At::Nth(number), read)?;
    ControlFlow::Continue(Step::Read)
}

fn own_id(fields: &Fields) -> Option<String> {
    let id = fields.get("warc-record-id")?.trim_start_matches('<').trim_end_matches('>');
    (!id.is_empty()).then(|| id.to_string())
}

/// Passes over a block without holding it.
fn pass(
    label: &Label,
    number: u64,
    input: &mut Counted<impl BufRead>,
    length: u64,
    step: Step,
    desk: &mut Desk,
) -> ControlFlow<(), Step> {
    match io::copy(&mut Read::take(&mut *input, length), &mut io::sink()) {
        Ok(_) => ControlFlow::Continue(step),
        Err(error) => {
            let place = format!("{}#{number}, byte {}", label.source, input.bytes);
            desk.hand(label, At::Nth(number), Err(Fault::broken(&place, &error)))?;
            ControlFlow::Continue(Step::Stop)
        }
    }
}

fn document(
    label: &Label,
    place: &str,
    fields: &Fields,
    response: &Response,
    desk: &mut Desk,
) -> ControlFlow<(), Outcome> {
    let id = own_id(fields);
    let declared = http::charset(&response.kind);
    let read = if http::is_page(&response.kind) {
        let article = page::article(&response.body, declared.as_deref());
        article.map_err(|what| Fault::failed(format!("{place}: {what}")))
    } else {
        let label = Label { source: place.to_string(), ..label.clone() };
        open::text(&label, &response.body, declared.as_deref(), false, desk)?
    };
    let mut document: Document = match read {
        Ok(document) => document,
        Err(fault) => return ControlFlow::Continue(Err(Fault { id, ..fault })),
    };
    document.id = id.unwrap_or_default();
    let field = |name: &str| fields.get(name).map(|value| value.trim_matches(['<', '>']).to_string());
    document.url = document.url.or_else(|| field("warc-target-uri"));
    if document.published.is_none() && let Some(date) = field("warc-date") {
        let parting = if document.message.is_empty() { "" } else { "; " };
        document.message.push_str(parting);
        document.message.push_str("published is when the page was fetched");
        document.published = Some(date);
    }
    keep(fields, response, &mut document, desk);
    ControlFlow::Continue(Ok(document))
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
