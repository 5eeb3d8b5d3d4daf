//! Cells of CSV, written straight behind one another into the bytes of a file.
//!
//! What a reader of CSV could not tell from the end of a cell is looked for once, many bytes at a time, and
//! most cells are copied as they are. A writer for general use has a state to keep from call to call; for
//! cells that are whole it costs several times what the copying does. A test holds every short text against
//! the csv crate's own.

use std::io::Write as _;

/// Bytes that are looked at or written together.
const TOGETHER: usize = 16;
const HALF: usize = TOGETHER / 2;
const QUARTER: usize = HALF / 2;
/// The most bytes of a text that is copied while it is looked at.
pub(super) const SHORT: usize = 4 * TOGETHER;
/// Whole numbers below this are written without a loop.
const SMALL: u64 = 100_000_000;

/// Bytes of a file with room behind them. What is written is written in pieces of one length, over what stands
/// there, and as much of it kept as counts: a piece takes a step or two where bytes by their number take a loop.
#[derive(Debug, Default)]
pub(super) struct Bytes {
    all: Vec<u8>,
    end: usize,
}

impl Bytes {
    /// For how many there is room.
    pub(super) fn room(&self) -> usize {
        self.all.len()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.end
    }

    /// Takes the last ones away, so that so many are left.
    pub(super) fn truncate(&mut self, length: usize) {
        self.end = self.end.min(length);
    }

    /// The bytes alone.
    pub(super) fn all(&self) -> &[u8] {
        self.all.get(..self.end).unwrap_or_default()
    }

    /// Makes room for so many bytes, and for one piece more.
    #[inline]
    fn make_room(&mut self, more: usize) {
        if self.all.len() - self.end < more + TOGETHER {
            self.grow(more);
        }
    }

    #[cold]
    fn grow(&mut self, more: usize) {
        self.all.resize(2 * self.all.len() + more + TOGETHER, 0);
    }

    /// Writes a piece, of which so many bytes count. There must be room for it.
    #[inline]
    fn put<const N: usize>(&mut self, piece: [u8; N], count: usize) {
        if let Some(room) = self.all.get_mut(self.end..).and_then(<[u8]>::first_chunk_mut) {
            *room = piece;
            self.end += count;
        }
    }

    /// Writes bytes, few or many.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.make_room(bytes.len());
        if let Some(room) = self.all.get_mut(self.end..self.end + bytes.len()) {
            room.copy_from_slice(bytes);
            self.end += bytes.len();
        }
    }

    /// Writes a byte.
    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        self.make_room(1);
        self.put([byte], 1);
    }

    /// Writes a text, with a mark in front if it is `guarded`, and inside quotation marks if it holds one, a line
    /// end or the delimiter.
    pub(super) fn text(&mut self, text: &str, guarded: bool, delimiter: u8) {
        let (begin, text) = (self.end, text.as_bytes());
        if guarded {
            self.push(b'\'');
        }
        if text.len() <= SHORT {
            if self.copy(text, delimiter) {
                return;
            }
        } else if !is_quoted(text, delimiter) {
            return self.add(text);
        }
        self.truncate(begin);
        self.quoted(text, guarded);
    }

    fn quoted(&mut self, text: &[u8], guarded: bool) {
        self.push(b'"');
        if guarded {
            self.push(b'\'');
        }
        let mut rest = text;
        while let Some(mark) = memchr::memchr(b'"', rest) {
            let (before, after) = rest.split_at(mark + 1);
            self.add(before);
            self.push(b'"');
            rest = after;
        }
        self.add(rest);
        self.push(b'"');
    }

    /// Copies a text of at most [`SHORT`] bytes, whatever it holds.
    #[inline]
    pub(super) fn short(&mut self, text: &[u8]) {
        self.make_room(SHORT);
        if let (Some(first), Some(last)) = (text.first_chunk::<TOGETHER>(), text.last_chunk::<TOGETHER>()) {
            let end = self.end + text.len();
            self.put(*first, TOGETHER);
            for chunk in text.as_chunks::<TOGETHER>().0.iter().skip(1) {
                self.put(*chunk, TOGETHER);
            }
            self.end = end - TOGETHER;
            self.put(*last, TOGETHER);
        } else if !(self.ends::<HALF>(text) || self.ends::<QUARTER>(text)) {
            for &byte in text {
                self.put([byte], 1);
            }
        }
    }

    /// Copies a text of so many bytes, or up to twice as many; whether it was one.
    #[inline]
    fn ends<const N: usize>(&mut self, text: &[u8]) -> bool {
        let (Some(first), Some(last)) = (text.first_chunk::<N>(), text.last_chunk::<N>()) else {
            return false;
        };
        self.put(*first, text.len() - N);
        self.put(*last, N);
        true
    }

    /// Whether cells that were written from a place on, each with a delimiter behind it, can stand as they are.
    #[inline]
    pub(super) fn is_plain(&mut self, from: usize, cells: usize, delimiter: u8) -> bool {
        self.make_room(SHORT);
        self.put([0; SHORT], 0);
        let length = (self.end - from).next_multiple_of(SHORT);
        let bytes = self.all.get(from..from + length).unwrap_or_default();
        let (mut delimiters, mut others) = (0, false);
        for chunk in bytes.as_chunks::<SHORT>().0 {
            let (more, any) = look(chunk, delimiter);
            delimiters += usize::from(more);
            others |= any;
        }
        delimiters == cells && !others
    }

    /// Copies a text; whether it may stand as it is.
    #[inline]
    fn copy(&mut self, text: &[u8], delimiter: u8) -> bool {
        self.make_room(text.len());
        if let Some(last) = text.last_chunk::<TOGETHER>() {
            let (from, mut is_quoted) = (self.end, any(last, delimiter));
            for chunk in text.as_chunks::<TOGETHER>().0 {
                is_quoted |= any(chunk, delimiter);
                self.put(*chunk, TOGETHER);
            }
            // The last bytes are copied together with some of those before them, not one by one.
            self.end = from + text.len() - TOGETHER;
            self.put(*last, TOGETHER);
            return !is_quoted;
        }
        match self.both::<HALF>(text, delimiter).or_else(|| self.both::<QUARTER>(text, delimiter)) {
            Some(is_quoted) => !is_quoted,
            None => text.iter().fold(true, |plain, &byte| {
                self.put([byte], 1);
                plain & !parts(byte, delimiter)
            }),
        }
    }

    /// Copies a text of so many bytes, or up to twice as many; whether it must be quoted.
    #[inline]
    fn both<const N: usize>(&mut self, text: &[u8], delimiter: u8) -> Option<bool> {
        let (first, last) = (text.first_chunk::<N>()?, text.last_chunk::<N>()?);
        self.put(*first, text.len() - N);
        self.put(*last, N);
        Some(any(first, delimiter) | any(last, delimiter))
    }

    /// Writes a whole number.
    #[inline]
    pub(super) fn integer(&mut self, number: u64) {
        if number < SMALL {
            let (digits, count) = digits(number);
            self.make_room(HALF);
            self.put(digits, count);
        } else {
            self.add(itoa::Buffer::new().format(number).as_bytes());
        }
    }

    /// Writes `true` or `false`.
    #[inline]
    pub(super) fn boolean(&mut self, yes: bool) {
        self.make_room(8);
        self.put(if yes { *b"true " } else { *b"false" }, 5 - usize::from(yes));
    }

    /// Writes a share of one with two decimals.
    #[inline]
    #[expect(clippy::cast_sign_loss, reason = "what is below nothing is written by the library")]
    pub(super) fn decimal(&mut self, number: f32) {
        // A hundred times a number of 24 bits is exact in 53, so what is left over says exactly which way to go.
        let hundred = f64::from(number) * 100.0;
        let whole = hundred as u8;
        let left = hundred - f64::from(whole);
        let is_plain = number.is_sign_positive() && hundred <= 100.0 && (left - 0.5).abs() > 0.0;
        if is_plain {
            let whole = whole + u8::from(left > 0.5);
            self.make_room(4);
            self.put([b'0' + whole / 100, b'.', b'0' + whole / 10 % 10, b'0' + whole % 10], 4);
        } else {
            self.by_the_library(number);
        }
    }

    fn by_the_library(&mut self, number: f32) {
        let mut written = Vec::new();
        let done = write!(written, "{number:.2}");
        debug_assert!(done.is_ok(), "a vector takes whatever is written");
        self.add(&written);
    }
}

/// The digits of a number below [`SMALL`], and how many they are: all told at once, in halves of halves.
#[inline]
fn digits(number: u64) -> ([u8; HALF], usize) {
    let fours = number / 10_000 | number % 10_000 << 32;
    // Times 10,486 and by 2 to the 20th is by a hundred, times 103 and by 1,024 by ten, for what is so small.
    let hundreds = fours * 10_486 >> 20 & 0x7F_0000_007F;
    let twos = hundreds | fours - 100 * hundreds << 16;
    let tens = twos * 103 >> 10 & 0x000F_000F_000F_000F;
    let ones = tens | twos - 10 * tens << 8;
    // The first digit is the lowest byte; the last stands even where it is nought.
    let noughts = (ones.trailing_zeros() / 8).min(HALF as u32 - 1);
    let letters = (ones | 0x3030_3030_3030_3030) >> (8 * noughts);
    (letters.to_le_bytes(), HALF - noughts as usize)
}

/// How many delimiters stand among some bytes, and whether any other byte that cannot stand in a cell as it is.
#[inline]
fn look(bytes: &[u8; SHORT], delimiter: u8) -> (u8, bool) {
    let (mut delimiters, mut others, mut at) = (0, 0, 0);
    while at < SHORT {
        delimiters += u8::from(bytes[at] == delimiter);
        others |= u8::from(parts(bytes[at], b'"'));
        at += 1;
    }
    (delimiters, others != 0)
}

/// Whether a text of many bytes must stand inside quotation marks.
fn is_quoted(text: &[u8], delimiter: u8) -> bool {
    // The last bytes are compared together with some of those before them, not one by one.
    let last = text.last_chunk::<TOGETHER>().is_none_or(|last| any(last, delimiter));
    last || text.as_chunks::<TOGETHER>().0.iter().any(|chunk| any(chunk, delimiter))
}

/// Whether a byte cannot stand in a cell as it is.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch many bytes are compared in one step")]
#[inline]
fn parts(byte: u8, delimiter: u8) -> bool {
    (byte == delimiter) | (byte == b'"') | (byte == b'\n') | (byte == b'\r')
}

/// Whether any of some bytes cannot.
#[inline]
fn any<const N: usize>(bytes: &[u8; N], delimiter: u8) -> bool {
    let (mut any, mut at) = (false, 0);
    while at < N {
        any |= parts(bytes[at], delimiter);
        at += 1;
    }
    any
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
            let mut line = Bytes::default();
            line.add(&[b'x', delimiter]);
            line.text(text, false, delimiter);
            line.add(&[delimiter, b'x', b'\n']);
            assert_eq!(line.all(), by_the_crate(text, delimiter), "{text:?}");
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
                check(&format!("fourteen bytes{text}"));
                check(&format!(
                    "fourteen bytes{text}and many more of them behind, so many that they are looked at first"
                ));
            }
        }
    }

    fn written<T>(write: impl FnOnce(&mut Bytes) -> T) -> String {
        let mut line = Bytes::default();
        write(&mut line);
        String::from_utf8(line.all().to_vec()).unwrap()
    }

    #[test]
    fn every_number_is_written_as_the_library_writes_it() {
        let round = (0..20).map(|power| 10u64.pow(power)).flat_map(|n| [n - 1, n, n + 1]);
        for number in (0..20_000).chain((0..400).map(|n| n * 249_999)).chain(round).chain([u64::MAX]) {
            assert_eq!(written(|line| line.integer(number)), number.to_string());
        }
        assert_eq!(written(|line| [true, false].map(|yes| line.boolean(yes))), "truefalse");
    }

    #[test]
    fn every_share_is_rounded_as_the_library_rounds_it() {
        let shares = (0..=20_000u16).map(|share| f32::from(share) / 20_000.0);
        for share in shares.chain([f32::NAN, -0.5, -0.0, 1.5, 0.125, 0.375, 0.995, 0.004_999, f32::INFINITY])
        {
            assert_eq!(written(|line| line.decimal(share)), format!("{share:.2}"));
        }
    }
}
