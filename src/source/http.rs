//! What a server answered: its status, its fields, its body as it was before it was packed to be sent.

use std::io::Read as _;

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use httparse::{EMPTY_HEADER, Status};

use super::desk::Fault;
use super::too_large;

/// How many fields a response may have.
const MOST_HEADERS: usize = 256;

/// A page or a text that was sent.
pub(super) struct Response {
    /// What it is: `text/html; charset=utf-8`.
    pub(super) kind: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// Whether a kind is that of a page or a text.
pub(super) fn is_article(kind: &str) -> bool {
    is_page(kind) || essence(kind) == "text/plain"
}

/// Whether a kind is that of a page.
pub(super) fn is_page(kind: &str) -> bool {
    matches!(essence(kind).as_str(), "text/html" | "application/xhtml+xml")
}

/// The encoding that a kind declares.
pub(super) fn charset(kind: &str) -> Option<String> {
    let at = kind.to_ascii_lowercase().find("charset=")?;
    let value = kind.get(at + "charset=".len()..)?.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(['"', '\'', ';', ' ', ',']).unwrap_or(value.len());
    value.get(..end).filter(|name| !name.is_empty()).map(str::to_string)
}

fn essence(kind: &str) -> String {
    kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

/// A response that brought a page or a text no longer than `largest`; `None` if it brought something else, or nothing.
pub(super) fn response(block: &[u8], largest: usize) -> Result<Option<Response>, Fault> {
    let mut headers = [EMPTY_HEADER; MOST_HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    let start = match answer.parse(block) {
        Ok(Status::Complete(start)) => start,
        Ok(Status::Partial) => return Err(Fault::failed("the response breaks off in its head")),
        Err(error) => return Err(Fault::failed(format!("not a response of HTTP: {error}"))),
    };
    let written = |value: &[u8]| String::from_utf8_lossy(value).trim().to_string();
    let headers: Vec<(String, String)> =
        answer.headers.iter().map(|header| (header.name.to_string(), written(header.value))).collect();
    let field = |name: &str| {
        headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value.as_str())
    };
    let kind = field("content-type").to_string();
    let is_there = answer.code.is_some_and(|code| (200..300).contains(&code));
    if !is_there || !is_article(&kind) {
        return Ok(None);
    }
    let mut body = block.get(start..).unwrap_or_default().to_vec();
    if field("transfer-encoding").to_ascii_lowercase().contains("chunked") {
        body = joined(body);
    }
    for encoding in field("content-encoding").rsplit(',') {
        body = unpacked(body, encoding.trim(), largest)?;
    }
    fits(Response { kind, headers, body }, largest)
}

/// A response whose body is no longer than it may be.
pub(super) fn fits(response: Response, largest: usize) -> Result<Option<Response>, Fault> {
    if response.body.len() > largest {
        return Err(Fault::skipped(too_large("body", largest)));
    }
    Ok(Some(response))
}

/// The body of chunks. Many an archive holds bodies whose chunks are joined already, whatever the head
/// says, so what does not begin as a chunk is left as it is.
fn joined(body: Vec<u8>) -> Vec<u8> {
    let (mut whole, mut rest) = (Vec::with_capacity(body.len()), body.as_slice());
    while let Ok(Status::Complete((start, length))) = httparse::parse_chunk_size(rest) {
        let end =
            usize::try_from(length).ok().and_then(|length| start.checked_add(length)).unwrap_or(usize::MAX);
        if length == 0 {
            return whole;
        }
        whole.extend_from_slice(rest.get(start..end.min(rest.len())).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    if whole.is_empty() { body } else { whole }
}

fn unpacked(body: Vec<u8>, encoding: &str, largest: usize) -> Result<Vec<u8>, Fault> {
    let reader: Box<dyn std::io::Read + '_> = match encoding.to_ascii_lowercase().as_str() {
        "" | "identity" => return Ok(body),
        // As with chunks: often what the head says was undone when the page was kept.
        "gzip" | "x-gzip" if !body.starts_with(&[0x1F, 0x8B]) => return Ok(body),
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(body.as_slice())),
        "deflate" => Box::new(ZlibDecoder::new(body.as_slice())),
        "zstd" => match zstd::Decoder::new(body.as_slice()) {
            Ok(reader) => Box::new(reader),
            Err(error) => return Err(Fault::failed(format!("the body is no zstd: {error}"))),
        },
        other if std::str::from_utf8(&body).is_ok() && !other.is_empty() => return Ok(body),
        other => return Err(Fault::failed(format!("the body is packed as '{other}', which is not read"))),
    };
    let mut whole = Vec::new();
    match reader.take(largest as u64 + 1).read_to_end(&mut whole) {
        Ok(_) if whole.len() > largest => Err(Fault::skipped(too_large("body", largest))),
        Ok(_) => Ok(whole),
        Err(error) => Err(Fault::failed(format!("the body is damaged after byte {}: {error}", whole.len()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_what_is_none_is_left() {
        for (body, expected) in [
            ("4\r\nWiki\r\n6;x=1\r\npedia \r\n0\r\n\r\n", "Wikipedia "),
            ("<html>no chunk</html>", "<html>no chunk</html>"),
            ("4\r\nWi", "Wi"),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8(joined(body.as_bytes().to_vec())).unwrap(), expected, "{body:?}");
        }
    }

    #[test]
    fn kinds_are_known_with_their_encoding() {
        assert!(is_page("Text/HTML; charset=utf-8") && is_article("text/plain") && !is_article("image/png"));
        assert_eq!(charset("text/html; Charset=\"ISO-8859-1\"; x").as_deref(), Some("ISO-8859-1"));
        assert_eq!(charset("text/html"), None);
    }
}
