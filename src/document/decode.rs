//! Bytes to text: UTF-8, UTF-16 and the single-byte encodings of older files, told apart.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far a file is looked at to tell a text from something else, in bytes.
const SAMPLE: usize = 8192;

/// How files begin that are no text although their first bytes may look like one.
const SIGNATURES: &[&[u8]] = &[b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"{\\rtf"];

/// How an encoding was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// from the byte-order mark
    Mark,
    /// from what came with the text: a header, a declaration
    Declared,
    /// from the bytes
    Bytes,
}

impl By {
    /// In words, to follow the name of the encoding.
    pub fn words(self) -> &'static str {
        match self {
            Self::Mark => "by its byte-order mark",
            Self::Declared => "as declared",
            Self::Bytes => "by its bytes",
        }
    }
}

/// Bytes read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// How it was known.
    pub by: By,
    /// How many bytes (in UTF-16: units) were invalid and replaced by U+FFFD.
    pub replaced: usize,
}

impl Decoded {
    /// What was out of the ordinary, for a document's message; empty if nothing was.
    pub fn message(&self) -> String {
        let mut parts = Vec::new();
        if self.encoding != UTF_8.name() {
            parts.push(format!("read as {}", self.encoding));
        }
        match self.replaced {
            0 => {}
            1 => parts.push("1 invalid byte replaced".to_string()),
            n => parts.push(format!("{n} invalid bytes replaced")),
        }
        parts.join("; ")
    }
}

/// Reads bytes as text in the encoding they are most likely in; `None` if they are no text at all.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    decode_as(bytes, None)
}

/// Reads bytes as [`decode`] does, but believes what is `declared` of them before it guesses: after a
/// byte-order mark, and unless they are UTF-8 throughout or not even text.
pub fn decode_as(bytes: &[u8], declared: Option<&'static Encoding>) -> Option<Decoded> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or(&[]);
        return Some(if encoding == UTF_8 { utf8(rest, By::Mark) } else { other(rest, encoding, By::Mark) });
    }
    if let Some(encoding) = utf16(bytes) {
        return Some(other(bytes, encoding, By::Bytes));
    }
    if is_binary(bytes) {
        return None;
    }
    let decoded = utf8(bytes, By::Bytes);
    let multibyte = decoded.text.chars().filter(|&c| !c.is_ascii() && c != '\u{FFFD}').count();
    if decoded.replaced == 0 && (multibyte > 0 || declared.is_none_or(Encoding::is_ascii_compatible)) {
        return Some(decoded);
    }
    let single = declared.filter(|&encoding| encoding != UTF_8 && encoding.is_ascii_compatible());
    if let Some(encoding) = single {
        return Some(other(bytes, encoding, By::Declared));
    }
    if multibyte >= decoded.replaced {
        return Some(decoded);
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    Some(other(bytes, detector.guess(None, false), By::Bytes))
}

/// The encoding of text whose first bytes these are, where its characters are wider than a byte and it
/// cannot be read line by line as it is: UTF-16 with or without its mark.
pub fn wide(head: &[u8]) -> Option<(&'static Encoding, By)> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) => (encoding != UTF_8).then_some((encoding, By::Mark)),
        None => utf16(head).map(|encoding| (encoding, By::Bytes)),
    }
}

fn utf8(bytes: &[u8], by: By) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            replaced += chunk.invalid().len();
            text.push('\u{FFFD}');
        }
    }
    Decoded { text, encoding: UTF_8.name(), by, replaced }
}

fn other(bytes: &[u8], encoding: &'static Encoding, by: By) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let replaced = if broken { text.matches('\u{FFFD}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), by, replaced }
}

/// UTF-16 without a mark: in English text nearly every second byte is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    let zeros = |at: usize| sample.chunks_exact(2).filter(|pair| pair.get(at) == Some(&0)).count();
    let (first, second) = (zeros(0), zeros(1));
    if pairs < 4 {
        None
    } else if second * 10 > pairs * 7 && first * 20 < pairs {
        Some(UTF_16LE)
    } else if first * 10 > pairs * 7 && second * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b);
    SIGNATURES.iter().any(|signature| bytes.starts_with(signature))
        || sample.contains(&0)
        || sample.iter().filter(control).count() * 100 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, message: &str) {
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.message().as_str()), (text, message));
    }

    #[test]
    fn plain_utf8_is_taken_as_it_is() {
        check("“Café,” she said.".as_bytes(), "“Café,” she said.", "");
        check(b"", "", "");
    }

    #[test]
    fn a_byte_order_mark_is_no_character_of_the_text() {
        check(b"\xEF\xBB\xBFOne", "One", "");
        check(b"\xFF\xFEO\0n\0e\0", "One", "read as UTF-16LE");
        check(b"\xFE\xFF\0O\0n\0e", "One", "read as UTF-16BE");
    }

    #[test]
    fn utf16_is_known_without_its_mark() {
        let bytes: Vec<u8> = "A plain line.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&bytes, "A plain line.", "read as UTF-16LE");
    }

    #[test]
    fn curly_marks_of_windows_1252_are_detected() {
        check(
            b"The mayor of Mechelen said \x93no\x94 and left. It\x92s over.",
            "The mayor of Mechelen said “no” and left. It’s over.",
            "read as windows-1252",
        );
    }

    #[test]
    fn stray_bytes_in_utf8_are_replaced_and_counted() {
        check(
            b"caf\xC3\xA9 \xE2\x80\x9Cyes\xE2\x80\x9D \xFF.",
            "café “yes” \u{FFFD}.",
            "1 invalid byte replaced",
        );
    }

    #[test]
    fn what_is_declared_goes_before_what_the_bytes_look_like() {
        let read = |bytes: &[u8], declared: &str| {
            decode_as(bytes, Encoding::for_label(declared.as_bytes())).map(|d| (d.text, d.by))
        };
        assert_eq!(read(b"caf\xe9", "iso-8859-2"), Some(("café".into(), By::Declared)));
        assert_eq!(read(b"\xa1\x92", "koi8-r"), Some(("║▓".into(), By::Declared)));
        assert_eq!(read(b"\xEF\xBB\xBFOne", "koi8-r"), Some(("One".into(), By::Mark)));
        assert_eq!(read("é“".as_bytes(), "no-such"), Some(("é“".into(), By::Bytes)));
        assert_eq!(wide(b"\xFF\xFEO\0").map(|(e, by)| (e.name(), by)), Some(("UTF-16LE", By::Mark)));
        assert_eq!(wide(b"plain text"), None);
    }

    #[test]
    fn a_picture_or_an_archive_is_no_text() {
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"PK\x03\x04rest", b"%PDF-1.7\nrest"] {
            assert_eq!(decode(bytes), None);
        }
    }
}
