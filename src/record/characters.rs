//! From bytes to characters and back: one pass over a document, then a look-up for each offset.

/// Bytes that are looked at together.
const TOGETHER: usize = 32;

/// Where the characters of a text are longer than a byte.
pub struct Characters {
    /// For every such character: the byte after it, and how many bytes too many there are up to it.
    long: Vec<(u32, u32)>,
}

impl Characters {
    /// Goes through a text once. What is ASCII in it is passed over many bytes at a time.
    pub fn of(text: &str) -> Self {
        let (mut surplus, mut at, mut long) = (0, 0, Vec::new());
        for bytes in text.as_bytes().chunks(TOGETHER) {
            if !bytes.is_ascii() {
                for (byte, at) in bytes.iter().zip(at..) {
                    let more = match byte {
                        0xC0..0xE0 => 1,
                        0xE0..0xF0 => 2,
                        0xF0.. => 3,
                        _ => continue,
                    };
                    surplus += more;
                    long.push((at + more + 1, surplus));
                }
            }
            at += bytes.len() as u32;
        }
        Self { long }
    }

    /// How many Unicode scalar values stand before a byte offset on a character's boundary.
    pub fn before(&self, byte: u32) -> u64 {
        let longer = self.long.partition_point(|(end, _)| *end <= byte);
        let surplus =
            longer.checked_sub(1).and_then(|at| self.long.get(at)).map_or(0, |(_, surplus)| *surplus);
        u64::from(byte.saturating_sub(surplus))
    }

    /// The byte offset before which so many Unicode scalar values stand, if the text has as many.
    pub fn byte(&self, characters: u64) -> u64 {
        let longer = self.long.partition_point(|(end, surplus)| u64::from(end - surplus) <= characters);
        let surplus =
            longer.checked_sub(1).and_then(|at| self.long.get(at)).map_or(0, |(_, surplus)| *surplus);
        characters + u64::from(surplus)
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
