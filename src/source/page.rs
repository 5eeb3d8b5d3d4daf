//! Web pages, as they come in files, messages, feeds and archives of the web.

use crate::document::Document;

/// The article of a page: its text and what the page says about it, or what is wrong with it.
/// `declared` is the encoding that came with it, if any did.
pub(super) fn article(_bytes: &[u8], _declared: Option<&str>) -> Result<Document, String> {
    Err("HTML is not read yet; save the article as plain text".to_string())
}
