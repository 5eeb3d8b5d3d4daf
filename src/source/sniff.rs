//! What bytes are, by their beginning; endings are asked only where the bytes leave it open.

use crate::document::{Format, wide};

/// Endings of what is only packing.
const PACKED: &[&str] = &["gz", "gzip", "zst", "zstd"];
/// Endings of archives.
const ARCHIVES: &[&str] = &["zip", "tar", "tgz", "tzst"];

/// How something is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Zip,
    Tar,
}

/// Beginnings of what is not read, and what to do about it.
const REFUSED: &[(&[u8], &str)] = &[
    (b"BZh", "packed with bzip2, which is not read; unpack it first (bunzip2)"),
    (b"\xFD7zXZ\0", "packed with xz, which is not read; unpack it first (unxz)"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive, which is not read; unpack it first"),
    (b"Rar!\x1A\x07", "a RAR archive, which is not read; unpack it first"),
    (b"%PDF-", "a PDF, which is not read; save the article as plain text"),
    (b"{\\rtf", "a document in RTF, which is not read; save the article as plain text"),
    (b"\xFF\xFE\0\0", "text in UTF-32, which is not read; save it as UTF-8"),
    (b"\0\0\xFE\xFF", "text in UTF-32, which is not read; save it as UTF-8"),
    (b"\xD0\xCF\x11\xE0", "an old office file, which is not read; save it as .xlsx or as plain text"),
];

/// What a name ends in, the endings of packing not counted: `feed.jsonl.gz` ends in `jsonl`.
pub(super) fn ending(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    let mut stem = file;
    while let Some((before, ending)) = stem.rsplit_once('.') {
        if !PACKED.iter().any(|packed| packed.eq_ignore_ascii_case(ending)) {
            return ending;
        }
        stem = before;
    }
    ""
}

/// Whether a file in a folder or an archive is taken for documents, by its name.
pub(super) fn is_taken(name: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX";
    let ending = ending(name);
    !name.split('/').any(is_hidden)
        && (Format::of_ending(ending).is_some_and(|_| !ending.eq_ignore_ascii_case("feed"))
            || ARCHIVES.iter().any(|archive| archive.eq_ignore_ascii_case(ending)))
}

/// How it is packed, if it is.
pub(super) fn packing(head: &[u8]) -> Option<Packing> {
    match head {
        [0x1F, 0x8B, 8, ..] => Some(Packing::Gzip),
        [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Packing::Zstd),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Packing::Zip),
        _ if head.get(257..262) == Some(b"ustar") => Some(Packing::Tar),
        _ => None,
    }
}

/// Why it is not read, if by its first bytes it is something that never is.
pub(super) fn refused(head: &[u8]) -> Option<&'static str> {
    REFUSED.iter().find(|(start, _)| head.starts_with(start)).map(|(_, why)| *why)
}

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// This, whatever it is called.
    Surely(Format),
    /// This, unless its ending says otherwise.
    Perhaps(Format),
    /// Anything.
    Open,
}

/// The first bytes as text, whatever stands before its first character left out.
fn beginning(head: &[u8]) -> String {
    let wide = wide(head).map(|(encoding, _)| encoding.decode(head).0);
    let text = wide.map_or_else(|| String::from_utf8_lossy(head), |text| text.into_owned().into());
    text.trim_start_matches('\u{FEFF}').trim_start().to_string()
}

/// Whether something whose content leaves it open can be of this format, its ending being right: not
/// if it lacks what every file of the format begins with.
pub(super) fn may_be(format: Format, head: &[u8]) -> bool {
    match format {
        // What these begin with is never left open.
        Format::Workbook | Format::Warc => false,
        Format::Json => beginning(head).starts_with(['{', '[']),
        Format::Feed => beginning(head).starts_with('<'),
        Format::Mail => {
            let text = beginning(head);
            text.lines().next().is_some_and(|line| is_field(line) || line.starts_with("From "))
        }
        _ => true,
    }
}

/// What the first bytes of something unpacked are.
pub(super) fn content(head: &[u8]) -> Content {
    let text = beginning(head);
    let text = text.as_str();
    match text.chars().next() {
        Some('<') => markup(text),
        Some('{' | '[') => json(text),
        Some('W') if text.starts_with("WARC/") => Content::Surely(Format::Warc),
        Some(_) if is_mail(text) => Content::Surely(Format::Mail),
        Some(_) => table(text),
        None => Content::Open,
    }
}

fn markup(text: &str) -> Content {
    let start: String = text.chars().take(4096).collect::<String>().to_ascii_lowercase();
    let has = |tag: &str| {
        start.match_indices(tag).any(|(at, _)| {
            start
                .get(at + tag.len()..)
                .is_none_or(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        })
    };
    if start.starts_with("<!doctype html") || has("<html") {
        Content::Surely(Format::Html)
    } else if has("<rss") || has("<feed") || has("<rdf:rdf") {
        Content::Surely(Format::Feed)
    } else if ["<head", "<body", "<article", "<div", "<p", "<h1"]
        .into_iter()
        .any(|tag| start.starts_with(tag))
    {
        Content::Perhaps(Format::Html)
    } else {
        Content::Open
    }
}

/// Objects one a line, or in an array, or one that stands on several lines.
fn json(text: &str) -> Content {
    if let Some(inside) = text.strip_prefix('[') {
        let is_array = inside.trim_start().starts_with('{');
        return if is_array { Content::Surely(Format::Json) } else { Content::Open };
    }
    let (first, is_whole) = text.split_once('\n').map_or((text, false), |(line, _)| (line, true));
    let opens = first.get(1..).is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
    if is_whole && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok() {
        Content::Surely(Format::JsonLines)
    } else if opens || first.trim() == "{" {
        Content::Perhaps(if first.trim() == "{" { Format::Json } else { Format::JsonLines })
    } else {
        Content::Open
    }
}

/// The head of a message: fields of mail, among them the sender and what only mail has.
fn is_mail(text: &str) -> bool {
    let head: Vec<String> = text
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .take(200)
        .filter_map(|line| line.split_once(':').map(|(name, _)| name.to_ascii_lowercase()))
        .collect();
    let has = |field: &str| head.iter().any(|name| name == field);
    text.lines().next().is_some_and(is_field)
        && has("from")
        && ["message-id", "mime-version", "received"].into_iter().any(has)
}

/// A line of the head of a message: a name, a colon, anything.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

/// A table, where the first line names a text and something else as tables of articles do.
fn table(text: &str) -> Content {
    let first = text.lines().next().unwrap_or("");
    let names = |delimiter: char| first.split(delimiter).map(|cell| cell.trim().trim_matches('"'));
    for (delimiter, format) in
        [(',', Format::Csv), (';', Format::Csv), ('|', Format::Csv), ('\t', Format::Tsv)]
    {
        let cells: Vec<&str> = names(delimiter).collect();
        if cells.len() > 1 && super::field::looks_like_a_header(&cells) {
            return Content::Perhaps(format);
        }
    }
    Content::Open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, expected: Content) {
        assert_eq!(content(head.as_bytes()), expected, "{head:?}");
    }

    #[test]
    fn the_first_bytes_say_what_it_is() {
        check("{\"text\": \"One.\"}\n{", Content::Surely(Format::JsonLines));
        check("{\n  \"text\": \"One.\"\n}", Content::Perhaps(Format::Json));
        check("\u{FEFF} [\n {\"text\": 1}]", Content::Surely(Format::Json));
        check("<!DOCTYPE html>\n<html>", Content::Surely(Format::Html));
        check("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Content::Surely(Format::Feed));
        check("WARC/1.0\r\nWARC-Type: response", Content::Surely(Format::Warc));
        check("From: ana@tarn.example\nMIME-Version: 1.0\n\nHello", Content::Surely(Format::Mail));
        check("id;title;text\n1;A;B", Content::Perhaps(Format::Csv));
        check("title\tbody\nA\tB", Content::Perhaps(Format::Tsv));
    }

    #[test]
    fn an_article_is_only_an_article() {
        for text in [
            "[Photo: the harbour] The ferry was late.",
            "{sic} stood in the report.",
            "From: the harbour\nDate: 2025-12-02\n\nThe ferry was late.",
            "Date: 2025-12-02\nTitle: Ferries\n\nThe ferry was late.",
            "The title, the text and the date were wrong.\n",
            "",
        ] {
            check(text, Content::Open);
        }
    }

    #[test]
    fn utf16_is_looked_into() {
        let bytes: Vec<u8> = "{\"text\": \"One.\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(content(&bytes), Content::Surely(Format::JsonLines));
    }

    #[test]
    fn packing_is_no_ending() {
        for (name, expected) in [
            ("a/feed.jsonl.gz", "jsonl"),
            ("feed.JSONL.ZST", "JSONL"),
            ("a.b/plain", ""),
            ("x.gz", ""),
            ("a.tar.gz", "tar"),
        ] {
            assert_eq!(ending(name), expected, "{name}");
        }
        assert!(is_taken("a/b.TXT.gz") && is_taken("x.zip") && is_taken("feed.xml"));
        assert!(
            !is_taken("a.png") && !is_taken(".git/a.txt") && !is_taken("__MACOSX/a.txt") && !is_taken("x.gz")
        );
    }
}
