//! From bytes to characters and back: one pass over a document, then a look-up for each offset.

/// Bytes that are looked at together.
const TOGETHER: usize = 32;
const EACH: usize = size_of::<u64>();

/// The highest bit of each of eight bytes.
const HIGHEST: u64 = 0x8080_8080_8080_8080;

/// Where the characters of a text are longer than a byte.
pub struct Characters {
    /// For every such character: the byte after it, and how many bytes too many there are up to it.
    long: Vec<(u32, u32)>,
    /// How many of them begin before each [`TOGETHER`] bytes.
    known: Vec<u32>,
}

impl Characters {
    /// Goes through a text once. What is ASCII in it is passed over many bytes at a time.
    pub fn of(text: &str) -> Self {
        let mut all = Self { long: Vec::new(), known: Vec::with_capacity(text.len() / TOGETHER + 1) };
        let (wholes, rest) = text.as_bytes().as_chunks::<TOGETHER>();
        let mut at = 0;
        for whole in wholes {
            all.known.push(all.long.len() as u32);
            for eight in whole.as_chunks().0 {
                all.note(at, u64::from_le_bytes(*eight));
                at += EACH as u32;
            }
        }
        all.known.push(all.long.len() as u32);
        for bytes in rest.chunks(EACH) {
            all.note(at, bytes.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)));
            at += EACH as u32;
        }
        all
    }

    /// Notes the longer characters that begin among eight bytes, the lowest of them at a place.
    #[inline]
    fn note(&mut self, place: u32, bytes: u64) {
        let mut firsts = bytes & bytes << 1 & HIGHEST;
        while firsts != 0 {
            let byte = firsts.trailing_zeros() / 8;
            firsts &= firsts - 1;
            let more = match (bytes >> (8 * byte)) as u8 {
                ..0xE0 => 1,
                0xE0..0xF0 => 2,
                0xF0.. => 3,
            };
            self.long.push((place + byte + more + 1, self.surplus(self.long.len()) + more));
        }
    }

    /// How many Unicode scalar values stand before a byte offset on a character's boundary.
    #[inline]
    pub fn before(&self, byte: u32) -> u64 {
        let mut longer = self.known.get(byte as usize / TOGETHER).map_or(self.long.len(), |at| *at as usize);
        while self.long.get(longer).is_some_and(|(end, _)| *end <= byte) {
            longer += 1;
        }
        u64::from(byte.saturating_sub(self.surplus(longer)))
    }

    /// The byte offset before which so many Unicode scalar values stand, if the text has as many.
    pub fn byte(&self, characters: u64) -> u64 {
        let longer = self.long.partition_point(|(end, surplus)| u64::from(end - surplus) <= characters);
        characters + u64::from(self.surplus(longer))
    }

    /// How many bytes too many there are up to the end of the first so many longer characters.
    #[inline]
    fn surplus(&self, longer: usize) -> u32 {
        longer.checked_sub(1).and_then(|at| self.long.get(at)).map_or(0, |(_, surplus)| *surplus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_of_a_text_is_counted_as_python_counts() {
        let long = format!("{}“é” and {}\u{1F600}{}", "x".repeat(30), "y".repeat(21), "z".repeat(70));
        for text in ["", "plain", "“é”", "a\u{1F600}b\r\nc\u{301}", "\u{1F600}\u{1F600}x“", &long] {
            let characters = Characters::of(text);
            for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                assert_eq!(
                    characters.before(at as u32),
                    text[..at].chars().count() as u64,
                    "{text:?} at {at}"
                );
                assert_eq!(characters.byte(characters.before(at as u32)), at as u64, "{text:?} at {at}");
            }
        }
    }
}
