//! A message: its subject is the headline, its sender the author, its text the text.

use mail_parser::{MessageParser, MimeHeaders as _, PartType};

use crate::document::Document;

use super::desk::{At, Desk, Fault, Flow, Read};
use super::item::Label;
use super::{article, page};

/// Reads a message.
pub(super) fn read(label: &Label, bytes: &[u8], desk: &mut Desk) -> Flow {
    let read = message(label, bytes, desk);
    desk.hand(label, At::Whole, read)
}

fn message(label: &Label, bytes: &[u8], desk: &mut Desk) -> Read {
    let source = &label.source;
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(Fault::failed(format!(
            "{source}: no message that can be read; save its text as plain text"
        )));
    };
    let part = message.text_bodies().next().or_else(|| message.html_bodies().next());
    let mut document = match part.map(|part| &part.body) {
        Some(PartType::Text(text)) if !text.trim().is_empty() => {
            Document { body: text.replace("\r\n", "\n"), ..Document::default() }
        }
        Some(PartType::Html(html)) => page::article(source, html.as_bytes(), Some("utf-8"))?,
        _ => return Err(Fault::skipped(format!("{source}: the message holds no text"))),
    };
    if let Some(part) = part.filter(|part| part.is_encoding_problem) {
        let kind = part.content_type().map_or("", mail_parser::ContentType::ctype);
        document.message = format!("the {kind} of the message is not encoded as it says");
    }
    document.title = message.subject().map(|subject| subject.trim().to_string()).filter(|s| !s.is_empty());
    let sender = message.from().and_then(mail_parser::Address::first);
    document.byline = sender.and_then(|from| from.name().or(from.address())).map(str::to_string);
    if let Some(date) = message.date() {
        article::date(&mut document, &date.to_rfc3339());
    }
    keep(&message, &mut document, desk);
    Ok(document)
}

/// Carries over the fields of its head that are asked for, whatever their case, on one line.
fn keep(message: &mail_parser::Message<'_>, document: &mut Document, desk: &mut Desk) {
    let value = |name: &String| {
        let field = message.headers_raw().find(|(header, _)| header.eq_ignore_ascii_case(name.trim()));
        field.map(|(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let values: Vec<Option<String>> = desk.config.keep.iter().map(value).collect();
    desk.meet(values.iter().enumerate().filter(|(_, value)| value.is_some()).map(|(number, _)| number));
    document.kept = values.into_iter().map(Option::unwrap_or_default).collect();
}
