//! The formats a document may come in, with their names and the endings of their files.

use serde::{Serialize, Serializer};

/// A format of articles. What packs them (gzip, zip, tar, ...) is none: it is known by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// plain text, one article
    Text,
    /// Markdown, one article
    Markdown,
    /// a web page, one article
    Html,
    /// one JSON object a line
    JsonLines,
    /// an array of JSON objects
    Json,
    /// a table, its cells parted by commas, semicolons, tabs or bars
    Csv,
    /// a table, its cells parted by tabs
    Tsv,
    /// an archive of the web
    Warc,
    /// a workbook
    Workbook,
    /// a message
    Mail,
    /// an RSS or Atom feed
    Feed,
}

impl Format {
    /// Every format with its name and the endings of its files, the name first among them.
    pub const ALL: &'static [(Format, &'static [&'static str])] = &[
        (Format::Text, &["txt", "text"]),
        (Format::Markdown, &["md", "markdown"]),
        (Format::Html, &["html", "htm", "xhtml"]),
        (Format::JsonLines, &["jsonl", "ndjson"]),
        (Format::Json, &["json"]),
        (Format::Csv, &["csv"]),
        (Format::Tsv, &["tsv", "tab"]),
        (Format::Warc, &["warc"]),
        (Format::Workbook, &["xlsx", "xlsm"]),
        (Format::Mail, &["eml"]),
        (Format::Feed, &["feed", "rss", "atom", "xml"]),
    ];

    /// Its name: the usual ending of its files.
    pub fn name(self) -> &'static str {
        Self::ALL.get(self as usize).and_then(|(_, endings)| endings.first().copied()).unwrap_or_default()
    }

    /// The format whose files end so, whatever the case.
    pub fn of_ending(ending: &str) -> Option<Self> {
        let has = |endings: &[&str]| endings.iter().any(|known| known.eq_ignore_ascii_case(ending));
        Self::ALL.iter().find(|(_, endings)| has(endings)).map(|(format, _)| *format)
    }
}

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_own_name() {
        for (at, (format, _)) in Format::ALL.iter().enumerate() {
            assert_eq!((*format as usize, Format::of_ending(format.name())), (at, Some(*format)));
        }
        assert_eq!(Format::of_ending("HTM"), Some(Format::Html));
        assert_eq!(Format::of_ending("docx"), None);
    }
}
