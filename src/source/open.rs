//! An item to the reader of its format, its packing taken off.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use encoding_rs::Encoding;

use crate::document::{By, Document, Format, decode_as};

use super::desk::{At, Desk, Fault, Flow, Read};
use super::item::{Item, Label};
use super::sniff::{self, Content, Packing};
use super::{archive, array, article, csv, feed, lines, mail, page, too_large, unpack, warc};

/// Reads whatever is in an item. What makes a reader of a format fall over is a trouble of that item.
pub(super) fn read(item: Item<'_>, desk: &mut Desk) -> Flow {
    let label = item.label.clone();
    let read = catch_unwind(AssertUnwindSafe(|| take(item, desk)));
    read.unwrap_or_else(|_| {
        let message =
            format!("{}: it is damaged so that the program cannot read it; please report it", label.source);
        desk.fail(&label, Fault::failed(message))
    })
}

fn take(mut item: Item<'_>, desk: &mut Desk) -> Flow {
    if let Some(error) = item.unreadable() {
        return desk.fail(&item.label, Fault::broken(&item.label.source, &error));
    }
    let source = item.label.source.clone();
    if let Some(packing) = sniff::packing(&item.head) {
        if item.depth >= desk.config.depth {
            let deepest = desk.config.depth;
            let message = format!(
                "{source}: it lies under more than {deepest} layers of packing; unpack it, or raise --deepest"
            );
            return desk.fail(&item.label, Fault::skipped(message));
        }
        return match packing {
            Packing::Zip => archive::zip(item, desk),
            Packing::Tar => archive::tar(item, desk),
            _ => {
                let inner = unpack::layer(item, packing, &desk.limits);
                take(inner, desk)
            }
        };
    }
    if let Some(why) = sniff::refused(&item.head) {
        return desk.fail(&item.label, Fault::failed(format!("{source}: {why}")));
    }
    let format = format(&item, desk)?;
    let (label, before) = (item.label.clone(), desk.handed);
    dispatch(item, format, desk)?;
    if desk.handed > before {
        return Flow::Continue(());
    }
    desk.fail(&label, Fault::skipped(format!("{source}: there is no document in it")))
}

/// The format of an item: the one asked for, else what its bytes say, else what its ending says.
fn format(item: &Item<'_>, desk: &mut Desk) -> ControlFlow<(), Format> {
    if let Some(format) = desk.config.input_format {
        return ControlFlow::Continue(format);
    }
    let ending = item.label.ending();
    let named = Format::of_ending(ending);
    let likely = named.filter(|format| sniff::may_be(*format, &item.head));
    let format = match sniff::content(&item.head) {
        Content::Surely(format) => format,
        Content::Perhaps(format) => likely.unwrap_or(format),
        Content::Open => likely.unwrap_or(Format::Text),
    };
    if named.is_some_and(|named| named != format) && !item.head.is_empty() {
        let (source, name) = (&item.label.source, format.name());
        desk.detail(format!("{source}: the ending says {ending}, the content says {name}; read as {name}"))?;
    }
    ControlFlow::Continue(format)
}

fn dispatch(item: Item<'_>, format: Format, desk: &mut Desk) -> Flow {
    match format {
        Format::JsonLines => lines::read(item, desk),
        Format::Json => array::read(item, desk),
        Format::Csv => csv::read(item, None, desk),
        Format::Tsv => csv::read(item, Some(b'\t'), desk),
        Format::Warc => warc::read(item, desk),
        Format::Text | Format::Markdown | Format::Html | Format::Mail | Format::Feed => {
            whole(item, format, desk)
        }
        Format::Workbook => {
            let message = format!("{}: no workbook; .xlsx is read, older ones are not", item.label.source);
            desk.fail(&item.label, Fault::failed(message))
        }
    }
}

/// Reads what is small enough to be held.
fn whole(mut item: Item<'_>, format: Format, desk: &mut Desk) -> Flow {
    let label = std::mem::take(&mut item.label);
    let source = &label.source;
    let bytes = match item.whole(desk.config.largest) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let message = format!("{source}: {}", too_large("document", desk.config.largest));
            return desk.fail(&label, Fault::skipped(message));
        }
        Err(error) => return desk.fail(&label, Fault::broken(source, &error)),
    };
    match format {
        Format::Feed => feed::read(&label, &bytes, desk),
        Format::Mail => mail::read(&label, &bytes, desk),
        Format::Html => {
            let read = page::article(source, &bytes, None);
            desk.hand(&label, At::Whole, read)
        }
        _ => {
            let read = text(&label, &bytes, None, format == Format::Markdown, desk)?;
            desk.hand(&label, At::Whole, read)
        }
    }
}

/// Bytes of text as an article, with what its first lines say.
pub(super) fn text(
    label: &Label,
    bytes: &[u8],
    declared: Option<&str>,
    is_markdown: bool,
    desk: &mut Desk,
) -> ControlFlow<(), Read> {
    let source = &label.source;
    let declared = declared.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    let Some(decoded) = decode_as(bytes, declared) else {
        let fault =
            Fault::failed(format!("{source}: a binary file, no text; save the article as plain text"));
        return ControlFlow::Continue(Err(fault));
    };
    if decoded.encoding != "UTF-8" || decoded.by == By::Mark {
        desk.detail(format!("{source}: read as {}, {}", decoded.encoding, decoded.by.words()))?;
    }
    if decoded.text.trim().is_empty() {
        let fault = Fault::skipped(format!("{source}: the file holds no text"));
        return ControlFlow::Continue(Err(fault));
    }
    let message = decoded.message();
    let document = Document { body: decoded.text, message, ..Document::default() };
    ControlFlow::Continue(Ok(article::with_head(document, is_markdown)))
}
