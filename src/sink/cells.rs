//! Cells of CSV: many short ones that are looked through together, and any cell as it must stand.
//!
//! What a reader of CSV could not tell from the end of a cell is looked for many bytes at a time, and most cells are
//! copied as they are. A writer for general use has a state to keep from call to call; for cells that are whole it costs
//! several times what the copying does. A test holds every short text against the csv crate's own.

/// Bytes that are looked at or written together.
const TOGETHER: usize = 16;
const HALF: usize = TOGETHER / 2;
const QUARTER: usize = HALF / 2;
/// The most bytes of a short text.
pub(super) const SHORT: usize = 4 * TOGETHER;
/// The bytes that short cells have together, at the most: more than those of nearly all rows.
const ROOM: usize = 1 << 10;
/// Whole numbers below this are written without a loop.
const SMALL: u64 = 100_000_000;

/// Short cells behind one another, whatever they hold. They are written in pieces of one length, over what stands there,
/// and as much of it kept as counts: a piece takes a step or two where bytes by their number take a loop.
pub(super) struct Short {
    all: [u8; ROOM],
    end: usize,
}

impl Short {
    /// None yet.
    pub(super) fn new() -> Self {
        Self { all: [0; ROOM], end: 0 }
    }

    /// Whether there may be no room for another cell.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.end + 3 * SHORT > ROOM
    }

    /// Takes all of them away.
    pub(super) fn clear(&mut self) {
        self.end = 0;
    }

    /// The cells, if none holds what cannot stand as it is. So many were written, each with a delimiter behind it.
    #[inline]
    pub(super) fn plain(&mut self, cells: usize, delimiter: u8) -> Option<&[u8]> {
        self.put([0; SHORT], 0);
        let looked = self.all.get(..self.end.next_multiple_of(SHORT))?;
        let (mut delimiters, mut others) = (0, false);
        for chunk in looked.as_chunks::<SHORT>().0 {
            let (more, any) = look(chunk, delimiter);
            delimiters += usize::from(more);
            others |= any;
        }
        self.all.get(..self.end).filter(|_| delimiters == cells && !others)
    }

    /// Writes a piece, of which so many bytes count.
    #[inline]
    fn put<const N: usize>(&mut self, piece: [u8; N], count: usize) {
        if let Some(room) = self.all.get_mut(self.end..).and_then(<[u8]>::first_chunk_mut) {
            *room = piece;
            self.end += count;
        }
    }

    /// Writes a byte.
    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        self.put([byte], 1);
    }

    /// Writes a text of at most [`SHORT`] bytes.
    #[inline]
    pub(super) fn text(&mut self, text: &[u8]) {
        if let (Some(first), Some(last)) = (text.first_chunk::<TOGETHER>(), text.last_chunk::<TOGETHER>()) {
            let end = self.end + text.len();
            self.put(*first, TOGETHER);
            for chunk in text.as_chunks::<TOGETHER>().0.iter().skip(1) {
                self.put(*chunk, TOGETHER);
            }
            // The last bytes are copied together with some of those before them, not one by one.
            self.end = end - TOGETHER;
            self.put(*last, TOGETHER);
        } else if !(self.ends::<HALF>(text) || self.ends::<QUARTER>(text)) {
            for &byte in text {
                self.put([byte], 1);
            }
        }
    }

    /// Writes a text of so many bytes, or up to twice as many; whether it was one.
    #[inline]
    fn ends<const N: usize>(&mut self, text: &[u8]) -> bool {
        let (Some(first), Some(last)) = (text.first_chunk::<N>(), text.last_chunk::<N>()) else {
            return false;
        };
        self.put(*first, text.len() - N);
        self.put(*last, N);
        true
    }

    /// Writes a whole number.
    #[inline]
    pub(super) fn integer(&mut self, number: u64) {
        if number < SMALL {
            let (digits, count) = digits(number);
            self.put(digits, count);
        } else {
            self.text(itoa::Buffer::new().format(number).as_bytes());
        }
    }

    /// Writes a share of one with two decimals.
    #[inline]
    pub(super) fn decimal(&mut self, number: f32) {
        match share(number) {
            Some(share) => self.put(share, share.len()),
            None => self.text(format!("{number:.2}").as_bytes()),
        }
    }

    /// Writes `true` or `false`.
    #[inline]
    pub(super) fn boolean(&mut self, yes: bool) {
        self.put(if yes { *b"true " } else { *b"false" }, 5 - usize::from(yes));
    }
}

/// Writes a text, with a mark in front if it is `guarded`, and inside quotation marks if it holds one, a line end or the
/// delimiter.
pub(super) fn text(bytes: &mut Vec<u8>, text: &str, guarded: bool, delimiter: u8) {
    let text = text.as_bytes();
    let is_quoted = is_quoted(text, delimiter);
    if is_quoted {
        bytes.push(b'"');
    }
    if guarded {
        bytes.push(b'\'');
    }
    let mut rest = text;
    while let Some(mark) = memchr::memchr(b'"', rest).filter(|_| is_quoted) {
        let (before, after) = rest.split_at(mark + 1);
        bytes.extend_from_slice(before);
        bytes.push(b'"');
        rest = after;
    }
    bytes.extend_from_slice(rest);
    if is_quoted {
        bytes.push(b'"');
    }
}

/// A share of one with two decimals; `None` of what is none, or lies between two of them.
#[inline]
#[expect(clippy::cast_sign_loss, reason = "what is below nothing is left to the library")]
fn share(number: f32) -> Option<[u8; 4]> {
    // A hundred times a number of 24 bits is exact in 53, so what is left over says exactly which way to go.
    let hundred = f64::from(number) * 100.0;
    let whole = hundred as u8;
    let left = hundred - f64::from(whole);
    let is_plain = number.is_sign_positive() && hundred <= 100.0 && (left - 0.5).abs() > 0.0;
    let whole = whole + u8::from(is_plain && left > 0.5);
    is_plain.then_some([b'0' + whole / 100, b'.', b'0' + whole / 10 % 10, b'0' + whole % 10])
}

/// The digits of a number below [`SMALL`], and how many they are: all told at once, in halves of halves.
#[inline]
fn digits(number: u64) -> ([u8; HALF], usize) {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    // Times 10,486 and by 2 to the 20th is by a hundred, times 103 and by 1,024 by ten, for what is so small.
    let hundreds = ((fours * 10_486) >> 20) & 0x7F_0000_007F;
    let twos = hundreds | ((fours - 100 * hundreds) << 16);
    let tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
    let ones = tens | ((twos - 10 * tens) << 8);
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

/// Whether a text must stand inside quotation marks.
fn is_quoted(text: &[u8], delimiter: u8) -> bool {
    let (chunks, rest) = text.as_chunks::<TOGETHER>();
    chunks.iter().any(|chunk| any(chunk, delimiter)) || rest.iter().any(|byte| parts(*byte, delimiter))
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
                check(&format!("fourteen bytes{text}"));
                check(&format!(
                    "fourteen bytes{text}and many more of them behind, so many that they are looked at first"
                ));
            }
        }
    }

    fn written<T>(write: impl FnOnce(&mut Short) -> T) -> String {
        let mut line = Short::new();
        write(&mut line);
        String::from_utf8(line.plain(0, b'?').unwrap().to_vec()).unwrap()
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
