//! From bytes to characters: one pass over a document, then a look-up for each offset.

/// Where the characters of a text are longer than a byte.
pub struct Characters {
    /// For every such character: the byte after it, and how many bytes too many there are up to it.
    long: Vec<(u32, u32)>,
}

impl Characters {
    /// Goes through a text once. A text of ASCII alone costs nothing more.
    pub fn of(text: &str) -> Self {
        let mut surplus = 0;
        let mut long = Vec::new();
        if !text.is_ascii() {
            for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
                surplus += c.len_utf8() as u32 - 1;
                long.push(((at + c.len_utf8()) as u32, surplus));
            }
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_of_a_text_is_counted_as_python_counts() {
        for text in ["", "plain", "“é”", "a\u{1F600}b\r\nc\u{301}", "\u{1F600}\u{1F600}x“"] {
            let characters = Characters::of(text);
            for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                assert_eq!(
                    characters.before(at as u32),
                    text[..at].chars().count() as u64,
                    "{text:?} at {at}"
                );
            }
        }
    }
}
