//! Web pages: the article in them, and what they say about it.
//!
//! Bytes or text of a page enter, an [`Article`] leaves, or nothing where the page holds none. The main
//! text is found by `dom_smoothie`, a port of the reader view of a browser; what that gets wrong with
//! news is mended by rules in `rules/html/page.toml`. No file is touched and no address looked up.

mod about;
mod clean;
mod flat;
mod json_ld;
mod rules;
mod text;

use dom_query::Document as Page;
use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;

use crate::document::{self, Decoded, Document};

pub use rules::Rules;

/// How far a page is looked at for its encoding, in bytes.
const HEAD: usize = 4096;

/// The article of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Its text: paragraphs, headings, items of lists, each parted from the next by an empty line.
    pub body: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who wrote it; several names are parted by commas.
    pub byline: Option<String>,
    /// When it was published, ISO 8601, as the page says it.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its canonical address.
    pub url: Option<String>,
    /// Its language, as a tag such as `en-GB`.
    pub language: Option<String>,
    /// Whether the page says that its text is not free to read, so that it may be cut short.
    pub is_paid: bool,
}

impl Article {
    /// Lays the article over a document: its text becomes the document's, and what the page says fills
    /// what is not known yet.
    pub fn fill(self, document: &mut Document) {
        document.body = self.body;
        let parts = [
            (&mut document.title, self.title),
            (&mut document.byline, self.byline),
            (&mut document.published, self.published),
            (&mut document.outlet, self.outlet),
            (&mut document.url, self.url),
        ];
        for (known, said) in parts {
            if known.is_none() {
                *known = said;
            }
        }
        let is_english = |tag: &String| tag.to_ascii_lowercase().starts_with("en");
        let foreign = self.language.filter(|tag| !is_english(tag));
        let notes = [
            foreign.map(|tag| format!("the page says that its language is '{tag}'; English is read")),
            self.is_paid
                .then(|| "the page says that its text is not free to read; it may be cut short".into()),
        ];
        for note in notes.into_iter().flatten() {
            if !document.message.is_empty() {
                document.message.push_str("; ");
            }
            document.message.push_str(&note);
        }
    }
}

/// Whether a text is a web page, whatever its file is called: whether it opens as one.
pub fn is_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    while let Some(inside) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("<?xml")) {
        let end = if rest.starts_with("<!--") { "-->" } else { "?>" };
        rest = inside.split_once(end).map_or("", |(_, after)| after).trim_start();
    }
    let opens = |start: &str| {
        let head = rest.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        let after = rest.as_bytes().get(start.len());
        head && after.is_none_or(|b| !b.is_ascii_alphanumeric())
    };
    ["<!doctype html", "<html", "<head", "<body"].into_iter().any(opens)
}

/// Reads the bytes of a page as text: by its mark, then by the encoding it is `declared` in outside (a
/// header, say), then by the one it declares itself, then by what it looks like. Bytes that are UTF-8
/// throughout are UTF-8 whatever is declared. `None` if they are no text at all.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Option<Decoded> {
    let label = declared.map(str::to_string).or_else(|| own_label(bytes));
    document::decode_as(bytes, label.and_then(|label| Encoding::for_label(label.trim().as_bytes())))
}

/// The encoding that a page names in its head.
fn own_label(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let is_declaration = |tag: &&str| tag.starts_with("meta") || tag.starts_with("?xml");
    let name = |tag: &str| {
        let (_, value) = tag.split_once("charset").or_else(|| tag.split_once("encoding"))?;
        let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(['"', '\'', ';', '>', '?', ' ', '/']).unwrap_or(value.len());
        value.get(..end).filter(|name| !name.is_empty()).map(str::to_string)
    };
    head.split('<').filter(is_declaration).find_map(name)
}

/// The article of a page; `None` where there is none.
pub fn article(rules: &Rules, page: &str) -> Option<Article> {
    let page = Page::from(flat::flattened(page).as_ref());
    let mut article = about::read(&page, &rules.about);
    let title = article.title.clone().unwrap_or_default();
    clean::boxes(&page, rules);
    clean::headings(&page, &title);
    clean::line_ends(&page);
    let config = Config { disable_json_ld: true, ..Config::default() };
    let found = Readability::with_document(page, None, Some(config)).ok()?.parse().ok()?;
    let content = Page::fragment(found.content);
    let (blocks, above) = clean::lines(text::blocks(content.root()), rules, &title);
    if blocks.is_empty() {
        return None;
    }
    about::from_above(&mut article, &above, &rules.about);
    article.body = blocks.into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n\n");
    article.body.push('\n');
    Some(article)
}

#[cfg(test)]
mod tests;
