//! Web pages, as they come in files, messages, feeds and archives of the web.

use crate::document::Document;

use super::desk::{Fault, Read};
use super::html::{self, Rules};

/// The article of a page: its text and what the page says about it. `place` is where the page stands, for
/// messages; `declared` is the encoding that came with it, if any did.
pub(super) fn article(place: &str, bytes: &[u8], declared: Option<&str>) -> Read {
    let rules = Rules::embedded().map_err(|error| Fault::failed(error.to_string()))?;
    let Some(decoded) = html::decode(bytes, declared) else {
        let what = "a binary file, no text; save the article as plain text";
        return Err(Fault::failed(format!("{place}: {what}")));
    };
    if decoded.text.trim().is_empty() {
        return Err(Fault::skipped(format!("{place}: the file holds no text")));
    }
    let Some(article) = html::article(rules, &decoded.text) else {
        let what = "no article was found in this page; save its text as plain text";
        return Err(Fault::skipped(format!("{place}: {what}")));
    };
    let mut document = Document { message: decoded.message(), ..Document::default() };
    article.fill(&mut document);
    Ok(document)
}
