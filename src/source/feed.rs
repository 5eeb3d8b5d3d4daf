//! RSS and Atom: every entry is a document, the feed its outlet.

use std::collections::BTreeMap;

use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser::{Builder, ParseErrorKind, ParseFeedError};
use mail_parser::decoders::html::html_to_text;

use crate::document::Document;

use super::desk::{At, Desk, Fault, Flow, Read};
use super::item::Label;
use super::{article, page};

/// How the crate's times are written.
const TIME: &str = "%Y-%m-%dT%H:%M:%SZ";

/// Reads the entries of a feed.
pub(super) fn read(label: &Label, bytes: &[u8], desk: &mut Desk) -> Flow {
    // An entry without an id gets one of ours, not one that the crate makes up.
    let parser = Builder::new().id_generator(|_, _, _| String::new()).sanitize_content(false).build();
    let feed = match parser.parse(bytes) {
        Ok(feed) => feed,
        Err(error) => return desk.fail(label, fault(&label.source, &error)),
    };
    if feed.entries.is_empty() {
        return desk.fail(label, Fault::skipped(format!("{}: the feed has no entries", label.source)));
    }
    for (number, entry) in (1..).zip(&feed.entries) {
        let place = format!("{}#{number}", label.source);
        let read = document(&feed, entry, &place, desk);
        desk.hand(label, At::Nth(number), read)?;
    }
    Flow::Continue(())
}

fn fault(source: &str, error: &ParseFeedError) -> Fault {
    match error {
        ParseFeedError::ParseError(ParseErrorKind::NoFeedRoot) => {
            Fault::skipped(format!("{source}: XML, but neither RSS nor Atom; save the article as plain text"))
        }
        other => Fault::failed(format!("{source}: no feed that can be read: {other}")),
    }
}

fn document(feed: &Feed, entry: &Entry, place: &str, desk: &mut Desk) -> Read {
    let own = Some(entry.id.trim().to_string()).filter(|id| !id.is_empty());
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let text = content.or(summary).map(str::trim).filter(|text| !text.is_empty());
    let Some(text) = text else {
        return Err(Fault { id: own, ..Fault::skipped(format!("{place}: the entry has no text")) });
    };
    let mut document = if is_markup(text) {
        let page = format!("<!doctype html><html><body><article>{text}</article></body></html>");
        // A summary may be too short to be known as an article; it is all text then.
        page::article(place, page.as_bytes(), Some("utf-8")).unwrap_or_else(|_| Document {
            body: html_to_text(text).trim().to_string(),
            ..Document::default()
        })
    } else {
        Document { body: text.to_string(), ..Document::default() }
    };
    document.id = own.unwrap_or_default();
    document.title = plain(entry.title.as_ref());
    document.outlet = plain(feed.title.as_ref());
    document.url = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .map(|link| link.href.clone());
    let authors = if entry.authors.is_empty() { &feed.authors } else { &entry.authors };
    let names: Vec<&str> = authors
        .iter()
        .filter_map(|author| author.name.as_deref())
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    document.byline = Some(names.join(", ")).filter(|names| !names.is_empty());
    if let Some(date) = entry.published.or(entry.updated) {
        article::date(&mut document, &date.format(TIME).to_string());
    }
    keep(feed, entry, &mut document, desk);
    Ok(document)
}

/// Whether a text is marked up: it has a tag or an entity.
fn is_markup(text: &str) -> bool {
    let tag = |(at, _): (usize, &str)| {
        text.get(at + 1..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'))
    };
    let entity = |(at, _): (usize, &str)| {
        let rest = text.get(at + 1..).unwrap_or("");
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(0);
        end > 1 && rest.get(end..).is_some_and(|rest| rest.starts_with(';'))
    };
    text.match_indices('<').any(tag) || text.match_indices('&').any(entity)
}

fn plain(text: Option<&Text>) -> Option<String> {
    let text = text?.content.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// Carries over what is asked for and an entry may have beside its text.
fn keep(feed: &Feed, entry: &Entry, document: &mut Document, desk: &mut Desk) {
    let (published, updated) = (
        entry.published.map(|when| when.format(TIME).to_string()),
        entry.updated.map(|when| when.format(TIME).to_string()),
    );
    let categories: Vec<&str> =
        entry.categories.iter().map(|c| c.label.as_deref().unwrap_or(&c.term)).collect();
    let known: BTreeMap<&str, Option<String>> = [
        ("category", Some(categories.join("|")).filter(|c| !c.is_empty())),
        ("id", Some(entry.id.clone()).filter(|id| !id.is_empty())),
        ("language", entry.language.clone().or_else(|| feed.language.clone())),
        ("published", published),
        ("rights", plain(entry.rights.as_ref().or(feed.rights.as_ref()))),
        ("source", entry.source.clone()),
        ("summary", plain(entry.summary.as_ref())),
        ("updated", updated),
    ]
    .into();
    let value = |name: &String| known.get(name.trim().to_ascii_lowercase().as_str()).cloned().flatten();
    let values: Vec<Option<String>> = desk.config.keep.iter().map(value).collect();
    desk.meet(values.iter().enumerate().filter(|(_, value)| value.is_some()).map(|(number, _)| number));
    document.kept = values.into_iter().map(Option::unwrap_or_default).collect();
}
