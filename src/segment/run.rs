//! Runs of plain letters and digits: nearly every word of a text, told from its bytes.
//!
//! A run and what follows it are looked at once, without decoding a character. Where what follows may join the
//! run to more, as a hyphen or an apostrophe does, nothing is said here: whoever decodes characters decides.

use super::{ALL_CAPS, CAPITAL};
use crate::lexicon::Form;

const SMALL: u8 = 1;
const LARGE: u8 = 2;
const DIGIT: u8 = 4;

/// What each byte is.
const SORTS: [u8; 256] = {
    let mut sorts = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        sorts[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => LARGE,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    sorts
};

/// Whether a byte is a plain letter or digit.
#[inline]
pub(super) fn is_plain(byte: u8) -> bool {
    SORTS[usize::from(byte)] != 0
}

/// Eight bytes of a text, the first of them lowest, and what each is: told for all together, without a branch.
struct Eight {
    bytes: u64,
    /// The highest bit of each byte that is a small letter, a large one, a digit.
    small: u64,
    large: u64,
    digit: u64,
}

impl Eight {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * Self::EACH;

    #[inline]
    fn of(bytes: [u8; 8]) -> Self {
        let bytes = u64::from_le_bytes(bytes);
        let low = bytes & !Self::HIGHEST;
        // The highest bit of a byte of the sum is set just if the byte is the one given or above it.
        let from = |byte: u8| low + u64::from(0x80 - byte) * Self::EACH;
        let between = |first: u8, last: u8| from(first) & !from(last + 1) & !bytes & Self::HIGHEST;
        let (small, large, digit) = (between(b'a', b'z'), between(b'A', b'Z'), between(b'0', b'9'));
        Self { bytes, small, large, digit }
    }

    /// How many plain letters and digits it begins with.
    #[inline]
    fn plain(&self) -> usize {
        let other = !(self.small | self.large | self.digit) & Self::HIGHEST;
        other.trailing_zeros() as usize / 8
    }

    /// The first bytes, fewer than eight, and the sorts of them together.
    #[inline]
    fn first(&self, length: usize) -> (u64, u8) {
        let mask = (1 << (8 * length)) - 1;
        let sort = |bits: u64, sort: u8| if bits & mask == 0 { 0 } else { sort };
        (self.bytes & mask, sort(self.small, SMALL) | sort(self.large, LARGE) | sort(self.digit, DIGIT))
    }
}

/// A run of plain letters and digits at the start of some bytes.
pub(super) struct Run<'b> {
    bytes: &'b [u8],
    /// What follows it.
    after: &'b [u8],
    /// The sorts of all its bytes together.
    sorts: u8,
    /// Its bytes, the first of them lowest, if they are fewer than eight.
    few: u64,
}

impl<'b> Run<'b> {
    /// The longest run at the start.
    #[inline]
    pub(super) fn at_start_of(rest: &'b [u8]) -> Self {
        if let Some(eight) = rest.first_chunk() {
            let eight = Eight::of(*eight);
            let length = eight.plain();
            if length < 8 {
                let ((few, sorts), (bytes, after)) = (eight.first(length), rest.split_at(length));
                return Self { bytes, after, sorts, few };
            }
        }
        Self::by_byte(rest)
    }

    fn by_byte(rest: &'b [u8]) -> Self {
        let (mut length, mut sorts, mut few) = (0, 0, 0);
        for &byte in rest {
            let sort = SORTS[usize::from(byte)];
            if sort == 0 {
                break;
            }
            sorts |= sort;
            few |= u64::from(byte) << (8 * (length & 7));
            length += 1;
        }
        let (bytes, after) = rest.split_at(length);
        Self { bytes, after, sorts, few }
    }

    /// Its form, unless it is too long to have one.
    #[inline]
    pub(super) fn form(&self) -> Option<Form> {
        if self.bytes.len() < 8 {
            Some(Form::of_few(self.few, self.bytes.len()))
        } else {
            Form::of(self.bytes)
        }
    }

    /// Its bytes.
    #[inline]
    pub(super) fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// How many bytes it has.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The byte behind it; 0 at the end of the text.
    #[inline]
    fn next(&self) -> u8 {
        self.after.first().copied().unwrap_or(0)
    }

    /// Whether it is all that stands together: what follows cannot join it to more.
    #[inline]
    pub(super) fn is_whole(&self) -> bool {
        match self.next() {
            // Of what is not plain, curly quotation marks, dashes and dots stand behind words most often.
            0x80.. => {
                !self.bytes.is_empty()
                    && matches!(self.after, [0xE2, 0x80, 0x93 | 0x94 | 0x9C | 0x9D | 0xA6, ..])
            }
            b'_' | b'&' | b'\'' | b'-' => false,
            b'.' | b',' | b':' => !self.bytes.last().is_some_and(u8::is_ascii_digit),
            _ => !self.bytes.is_empty(),
        }
    }

    /// Whether it may be the beginning of an address.
    #[inline]
    pub(super) fn may_be_link(&self) -> bool {
        match self.next() {
            b':' => self.after.starts_with(b"://"),
            b'.' => self.bytes == b"www",
            _ => false,
        }
    }

    /// Whether one stop stands right behind it, not several.
    #[inline]
    pub(super) fn has_stop(&self) -> bool {
        self.next() == b'.' && self.after.get(1) != Some(&b'.')
    }

    /// Whether it is a number: it begins with a digit, and is no short name such as a road's.
    #[inline]
    pub(super) fn is_number(&self) -> bool {
        self.bytes.first().is_some_and(u8::is_ascii_digit)
            && (self.bytes.len() > 5 || self.sorts & LARGE == 0)
    }

    /// The shape of the word it is.
    #[inline]
    pub(super) fn shape(&self) -> u8 {
        if self.sorts == SMALL {
            return 0;
        }
        let capital = self.bytes.first().is_some_and(|byte| !byte.is_ascii_lowercase());
        let letters = || self.bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count();
        let all_caps = self.sorts & SMALL == 0 && letters() > 1;
        (if capital { CAPITAL } else { 0 }) | (if all_caps { ALL_CAPS } else { 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bytes_together_are_what_each_is_by_itself() {
        // Every byte, at every place of a run of every length.
        for byte in 0..=u8::MAX {
            for at in 0..12 {
                for length in at..12 {
                    let mut text = vec![b'x'; length + 1];
                    text[at] = byte;
                    text.extend(*b" and on it goes");
                    let (run, each) = (Run::at_start_of(&text), Run::by_byte(&text));
                    assert_eq!((run.bytes, run.after, run.sorts), (each.bytes, each.after, each.sorts));
                    assert_eq!(run.form(), Form::of(run.bytes));
                    assert_eq!(each.form(), Form::of(run.bytes));
                }
            }
        }
    }
}
