//! A short form as three numbers: compared and hashed without a loop over its letters.
//!
//! Nearly every word of a text has at most two dozen bytes. As numbers two of them are compared in four
//! steps and hashed with one multiplication; a call to compare strings costs more than that. The program's
//! build hashes with this file too, so that tables it has written are found by the program.

/// The bytes of a short form, the first of them lowest: all of up to seven; of up to 24 the first eight, those in
/// the middle, the last eight, which may overlap. With the length they say exactly which form it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    pub(super) parts: [u64; 3],
    pub(super) length: u8,
}

impl Form {
    /// The longest form, in bytes.
    const LONGEST: usize = 24;

    /// The form of some bytes, unless there are too many of them.
    #[inline]
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let parts = match bytes.len() {
            0..4 => [few(bytes), 0, 0],
            4..8 => {
                [u64::from(first_half(bytes)) | u64::from(last_half(bytes)) << (8 * bytes.len() - 32), 0, 0]
            }
            8..=16 => [first(bytes), last(bytes), 0],
            17..=Self::LONGEST => [first(bytes), first(bytes.get(8..)?), last(bytes)],
            _ => return None,
        };
        Some(Self { parts, length: bytes.len() as u8 })
    }

    /// The form of up to seven bytes, the first of them lowest, with nothing above the last.
    #[inline]
    pub(crate) fn of_few(bytes: u64, length: usize) -> Self {
        Self { parts: [bytes, 0, 0], length: length as u8 }
    }

    /// A hash of all its bytes.
    #[inline]
    pub(crate) fn hash(&self) -> u64 {
        let [one, two, three] = self.parts;
        let all = one ^ two.rotate_left(29) ^ three.rotate_left(47) ^ u64::from(self.length);
        let mixed = all.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ mixed >> 32
    }

    /// A dearer hash, for whoever does not compare the forms themselves.
    #[inline]
    fn key(&self) -> u64 {
        let [one, two, three] = self.parts;
        let mix = |all: u64, part: u64| {
            let mixed = (all ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed ^ mixed >> 29
        };
        mix(mix(mix(u64::from(self.length), one), two), three)
    }

    /// Whether all its bytes are ASCII.
    #[inline]
    fn is_plain(&self) -> bool {
        let [one, two, three] = self.parts;
        (one | two | three) & HIGHEST == 0
    }

    /// The form in lower case, of plain letters.
    #[inline]
    fn small(self) -> Self {
        Self { parts: self.parts.map(small), ..self }
    }
}

/// The highest bit of each byte.
const HIGHEST: u64 = 0x80 * EACH;
/// One in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// Eight plain bytes, the capital letters among them in lower case.
#[inline]
fn small(bytes: u64) -> u64 {
    // The highest bit of a byte is set by one sum for `A` and all above, by the other for all above `Z`.
    let (from_a, above_z) = (bytes + (0x80 - 0x41) * EACH, bytes + (0x80 - 0x5B) * EACH);
    bytes | (from_a & !above_z & HIGHEST) >> 2
}

/// A hash of a word whatever its case and its apostrophe: as good as equal for equal words alone.
#[inline]
pub(crate) fn caseless(word: &str) -> u64 {
    match Form::of(word.as_bytes()) {
        Some(form) if form.is_plain() => form.small().key(),
        _ => caseless_slowly(word),
    }
}

fn caseless_slowly(word: &str) -> u64 {
    let small = word.chars().flat_map(char::to_lowercase);
    let small: String = small.map(|c| if c == '\u{2019}' { '\'' } else { c }).collect();
    let parts = small.as_bytes().chunks(Form::LONGEST).filter_map(Form::of);
    parts.fold(0, |all, part| all.rotate_left(7) ^ part.key())
}

/// A hash of bytes of any length; of a short form that of [`Form::hash`].
#[inline]
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    if let Some(form) = Form::of(bytes) {
        return form.hash();
    }
    let parts = bytes.chunks(Form::LONGEST).filter_map(Form::of);
    parts.fold(0, |all, part| all.rotate_left(7) ^ part.hash())
}

/// Up to three bytes.
fn few(bytes: &[u8]) -> u64 {
    match *bytes {
        [one] => u64::from(one),
        [one, two] => u64::from(one) | u64::from(two) << 8,
        [one, two, three] => u64::from(one) | u64::from(two) << 8 | u64::from(three) << 16,
        _ => 0,
    }
}

fn first_half(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

fn last_half(bytes: &[u8]) -> u32 {
    bytes.last_chunk().map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

fn first(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

fn last(bytes: &[u8]) -> u64 {
    bytes.last_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_differs_from_every_other_that_differs_in_one_byte_or_in_length() {
        for length in 0..=Form::LONGEST {
            let bytes = vec![b'a'; length];
            let form = Form::of(&bytes).unwrap();
            assert_ne!(Form::of(&bytes[..length.saturating_sub(1)]), Some(form).filter(|_| length > 0));
            for at in 0..length {
                let mut other = bytes.clone();
                other[at] = b'b';
                assert_ne!(Form::of(&other), Some(form), "{length} bytes, at {at}");
            }
        }
        assert_eq!(Form::of(&[b'a'; Form::LONGEST + 1]), None);
    }

    #[test]
    fn a_word_has_one_key_in_any_case() {
        let words = [
            "a",
            "Ruiz",
            "O'Neill",
            "AT&T",
            "[@`{Z]",
            "counterrevolutionaries",
            "antidisestablishmentarianism",
        ];
        for word in words {
            for other in [word.to_uppercase(), word.to_lowercase(), word.replace('\'', "\u{2019}")] {
                assert_eq!(caseless(word), caseless(&other), "{word} {other}");
            }
            assert_eq!(caseless(word), caseless_slowly(word), "{word}");
            assert_ne!(caseless(word), caseless(&format!("{word}s")), "{word}");
        }
        assert_ne!(caseless("[z"), caseless("{z"));
        assert_ne!(caseless("@"), caseless("`"));
    }

    #[test]
    fn a_short_form_has_one_hash_however_it_is_asked_for() {
        for word in ["a", "said", "bridges", "engineers", "counterrevolutionaries"] {
            assert_eq!(
                Some(hash(word.as_bytes())),
                Form::of(word.as_bytes()).map(|form| form.hash()),
                "{word}"
            );
        }
    }
}
