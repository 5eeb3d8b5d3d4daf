//! Cells of CSV, written straight behind one another into the bytes of a file.
//!
//! What a reader of CSV could not tell from the end of a cell is looked for once, many bytes at a time, and
//! most cells are copied as they are. A writer for general use has a state to keep from call to call; for
//! cells that are whole it costs several times what the copying does. A test holds every short text against
//! the csv crate's own.

use std::cmp::Ordering;
use std::io::Write as _;

/// Bytes that are looked at together.
const TOGETHER: usize = 16;
const HALF: usize = TOGETHER / 2;

/// Writes a text, with a mark in front if it is `guarded`, and inside quotation marks if it holds one, a line
/// end or the delimiter.
pub(super) fn text(line: &mut Vec<u8>, text: &str, guarded: bool, delimiter: u8) {
    let is_quoted = is_quoted(text.as_bytes(), delimiter);
    if is_quoted {
        line.push(b'"');
    }
    if guarded {
        line.push(b'\'');
    }
    if !is_quoted {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    let mut rest = text.as_bytes();
    while let Some(mark) = memchr::memchr(b'"', rest) {
        let (before, after) = rest.split_at(mark + 1);
        line.extend_from_slice(before);
        line.push(b'"');
        rest = after;
    }
    line.extend_from_slice(rest);
    line.push(b'"');
}

/// Whether a text must stand inside quotation marks.
fn is_quoted(text: &[u8], delimiter: u8) -> bool {
    let parts = |byte: &u8| parts(*byte, delimiter);
    let (all, half) = (any::<TOGETHER>, any::<HALF>);
    let (chunks, rest) = text.as_chunks::<TOGETHER>();
    // The last bytes are compared together with some of those before them, not one by one.
    let last = match (text.last_chunk::<TOGETHER>(), text.first_chunk(), text.last_chunk()) {
        (Some(last), ..) => all(last, delimiter),
        (None, Some(first), Some(last)) => half(first, delimiter) | half(last, delimiter),
        _ => rest.iter().any(parts),
    };
    last || chunks.iter().any(|chunk| all(chunk, delimiter))
}

/// Whether a byte cannot stand in a cell as it is.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch many bytes are compared in one step")]
#[inline]
fn parts(byte: u8, delimiter: u8) -> bool {
    (byte == delimiter) | (byte == b'"') | (byte == b'\n') | (byte == b'\r')
}

#[inline]
fn any<const N: usize>(bytes: &[u8; N], delimiter: u8) -> bool {
    bytes.iter().fold(false, |any, byte| any | parts(*byte, delimiter))
}

/// Writes a share of one with two decimals.
#[expect(clippy::cast_sign_loss, reason = "what is below nothing is written by the library")]
pub(super) fn decimal(line: &mut Vec<u8>, number: f32) {
    // A hundred times a number of 24 bits is exact in 53, so what is left over says exactly which way to go.
    let hundred = f64::from(number) * 100.0;
    let up = match hundred.fract().partial_cmp(&0.5) {
        Some(Ordering::Less) => Some(0),
        Some(Ordering::Greater) => Some(1),
        _ => None,
    };
    if let Some(up) = up.filter(|_| hundred.is_sign_positive() && hundred <= 100.0) {
        let whole = hundred as u8 + up;
        line.extend_from_slice(&[b'0' + whole / 100, b'.', b'0' + whole / 10 % 10, b'0' + whole % 10]);
    } else {
        let written = write!(line, "{number:.2}");
        debug_assert!(written.is_ok(), "a vector takes whatever is written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_the_crate(text: &str, delimiter: u8) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["x", text, "x"]).unwrap();
        writer.into_inner().unwrap()
    }

    fn check(text: &str) {
        for delimiter in [b',', b';', b'\t'] {
            let mut line = vec![b'x', delimiter];
            super::text(&mut line, text, false, delimiter);
            line.extend_from_slice(&[delimiter, b'x', b'\n']);
            assert_eq!(line, by_the_crate(text, delimiter), "{text:?}");
        }
    }

    #[test]
    fn every_short_text_is_written_as_the_crate_writes_it() {
        let alphabet = ["a", "é", "\"", ",", ";", "\n", "\r", "\t", " ", "'"];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            texts = texts.iter().flat_map(|text| alphabet.map(|letter| format!("{text}{letter}"))).collect();
            for text in &texts {
                check(text);
                check(&format!("fourteen bytes{text}and many more of them behind"));
            }
        }
    }

    #[test]
    fn every_share_is_rounded_as_the_library_rounds_it() {
        let shares = (0..=20_000u16).map(|share| f32::from(share) / 20_000.0);
        for share in shares.chain([f32::NAN, -0.5, -0.0, 1.5, 0.125, 0.375, 0.995, 0.004_999, f32::INFINITY])
        {
            let mut line = Vec::new();
            decimal(&mut line, share);
            assert_eq!(String::from_utf8_lossy(&line), format!("{share:.2}"));
        }
    }
}
