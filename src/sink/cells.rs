//! Cells of CSV, written straight behind one another into the bytes of a file.
//!
//! What a reader of CSV could not tell from the end of a cell is looked for once, many bytes at a time, and
//! most cells are copied as they are. A writer for general use has a state to keep from call to call; for
//! cells that are whole it costs several times what the copying does. A test holds every short text against
//! the csv crate's own.

use std::io::Write as _;

/// Bytes that are looked at together.
const TOGETHER: usize = 16;
const HALF: usize = TOGETHER / 2;
const QUARTER: usize = HALF / 2;
/// The most bytes of a text that is copied while it is looked at.
const SHORT: usize = 3 * TOGETHER;

/// Writes a text, with a mark in front if it is `guarded`, and inside quotation marks if it holds one, a line
/// end or the delimiter.
#[inline]
pub(super) fn text(line: &mut Vec<u8>, text: &str, guarded: bool, delimiter: u8) {
    let (begin, text) = (line.len(), text.as_bytes());
    if guarded {
        line.push(b'\'');
    }
    let is_quoted = if text.len() <= SHORT {
        copy(line, text, delimiter)
    } else if is_quoted(text, delimiter) {
        true
    } else {
        line.extend_from_slice(text);
        false
    };
    if is_quoted {
        line.truncate(begin);
        quoted(line, text, guarded);
    }
}

fn quoted(line: &mut Vec<u8>, text: &[u8], guarded: bool) {
    line.push(b'"');
    if guarded {
        line.push(b'\'');
    }
    let mut rest = text;
    while let Some(mark) = memchr::memchr(b'"', rest) {
        let (before, after) = rest.split_at(mark + 1);
        line.extend_from_slice(before);
        line.push(b'"');
        rest = after;
    }
    line.extend_from_slice(rest);
    line.push(b'"');
}

/// Whether a text of many bytes must stand inside quotation marks.
fn is_quoted(text: &[u8], delimiter: u8) -> bool {
    // The last bytes are compared together with some of those before them, not one by one.
    let last = text.last_chunk::<TOGETHER>().is_none_or(|last| any(last, delimiter));
    last || text.as_chunks::<TOGETHER>().0.iter().any(|chunk| any(chunk, delimiter))
}

/// Copies a text as it is; whether it must stand inside quotation marks.
#[inline]
fn copy(line: &mut Vec<u8>, text: &[u8], delimiter: u8) -> bool {
    if let Some(last) = text.last_chunk::<TOGETHER>() {
        let mut is_quoted = any(last, delimiter);
        for chunk in text.as_chunks::<TOGETHER>().0 {
            is_quoted |= any(chunk, delimiter);
            line.extend_from_slice(chunk);
        }
        over(line, last, text.len() % TOGETHER);
        return is_quoted;
    }
    match both::<HALF>(line, text, delimiter).or_else(|| both::<QUARTER>(line, text, delimiter)) {
        Some(is_quoted) => is_quoted,
        None => text.iter().fold(false, |any, &byte| {
            line.push(byte);
            any | parts(byte, delimiter)
        }),
    }
}

/// Copies a text of so many bytes, or up to twice as many.
#[inline]
fn both<const N: usize>(line: &mut Vec<u8>, text: &[u8], delimiter: u8) -> Option<bool> {
    let (first, last) = (text.first_chunk::<N>()?, text.last_chunk::<N>()?);
    line.extend_from_slice(first);
    over(line, last, text.len() - N);
    Some(any(first, delimiter) | any(last, delimiter))
}

/// Copies the last bytes of a text of which all but some are copied: with some of those before them, so that
/// they are always as many.
#[inline]
fn over<const N: usize>(line: &mut Vec<u8>, last: &[u8; N], left: usize) {
    line.truncate(line.len() + left - N);
    line.extend_from_slice(last);
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

/// Writes a whole number.
#[inline]
pub(super) fn integer(line: &mut Vec<u8>, number: u64) {
    match u32::try_from(number) {
        Ok(number @ ..100_000_000) => {
            let digits = digits(number);
            // A nought before the first other digit is not written; the last digit is.
            let noughts = (digits.trailing_zeros() / 8).min(7);
            part(line, (digits | u64::from_le_bytes([b'0'; 8])) >> (8 * noughts), noughts as usize);
        }
        _ => line.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
    }
}

/// Writes `true` or `false`.
#[inline]
pub(super) fn boolean(line: &mut Vec<u8>, yes: bool) {
    let words = [*b"false\0\0\0", *b"true\0\0\0\0"];
    part(line, u64::from_le_bytes(words[usize::from(yes)]), 3 + usize::from(yes));
}

/// Writes eight bytes, the lowest first, but for the last of them.
#[inline]
fn part(line: &mut Vec<u8>, bytes: u64, without: usize) {
    line.extend_from_slice(&bytes.to_le_bytes());
    line.truncate(line.len() - without);
}

/// The eight digits of a number below a hundred million, a byte each, the first the lowest: no step waits for the
/// one before, as it would digit by digit.
#[inline]
fn digits(number: u32) -> u64 {
    let fours = u64::from(number / 10_000) | u64::from(number % 10_000) << 32;
    let hundreds = fours * 10_486 >> 20 & 0x7F_0000_007F;
    let twos = hundreds | (fours - hundreds * 100) << 16;
    let tens = twos * 103 >> 10 & 0x000F_000F_000F_000F;
    tens | (twos - tens * 10) << 8
}

/// Writes a share of one with two decimals.
#[inline]
#[expect(clippy::cast_sign_loss, reason = "what is below nothing is written by the library")]
pub(super) fn decimal(line: &mut Vec<u8>, number: f32) {
    // A hundred times a number of 24 bits is exact in 53, so what is left over says exactly which way to go.
    let hundred = f64::from(number) * 100.0;
    let whole = hundred as u8;
    let left = hundred - f64::from(whole);
    if number.is_sign_positive() && hundred <= 100.0 && left != 0.5 {
        let whole = whole + u8::from(left > 0.5);
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
    fn every_number_is_written_as_the_library_writes_it() {
        let round = (0..20).map(|power| 10u64.pow(power)).flat_map(|n| [n - 1, n, n + 1]);
        for number in (0..20_000).chain((0..400).map(|n| n * 249_999)).chain(round).chain([u64::MAX]) {
            let mut line = Vec::new();
            integer(&mut line, number);
            assert_eq!(String::from_utf8_lossy(&line), number.to_string());
        }
        let mut line = Vec::new();
        boolean(&mut line, true);
        boolean(&mut line, false);
        assert_eq!(line, b"truefalse");
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
