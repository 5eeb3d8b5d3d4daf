//! What is tidied: a table of character sequences and what each is read as.

use std::borrow::Cow;

use unicode_normalization::char::{compose, is_combining_mark};

use super::wrap::{Wrap, goes_on};
use super::{Edit, SourceSpan, Span, Text};

/// Several characters that read as one; of those that begin alike the longest is meant.
const SEVERAL: &[(&str, Read)] = &[
    (TRIPLE, Read::ByNeighbours),
    ("''", Read::As("\"")), // typewriter marks
    ("``", Read::As("\u{201C}")),
    ("\u{2018}\u{2018}", Read::As("\u{201C}")),
    ("\u{2019}\u{2019}", Read::As("\u{201D}")),
    ("\r\n", Read::LineEnd),
];

/// How a sequence is read.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Read {
    /// Always as this.
    As(&'static str),
    /// As the end of a line, if it ends one.
    LineEnd,
    /// As what stands beside it tells.
    ByNeighbours,
}

/// How a character is read that is not read as it stands.
fn single(c: char) -> Option<Read> {
    Some(match c {
        // Low and reversed double marks, guillemets.
        '\u{201E}' | '\u{201F}' | '\u{AB}' => Read::As("\u{201C}"),
        '\u{BB}' => Read::As("\u{201D}"),
        '\u{2039}' | '\u{201A}' | '\u{201B}' => Read::As("\u{2018}"),
        '\u{203A}' => Read::As("\u{2019}"),
        '\u{FF02}' | '\u{2033}' => Read::As("\""),
        '\u{2032}' | '\u{2BC}' | '\u{B4}' => Read::As("'"),
        // Invisible characters.
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' => {
            Read::As("")
        }
        // Spaces of every width.
        '\t' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Read::As(" "),
        '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}' => Read::LineEnd,
        // The apostrophe, and accents that follow the letter they stand on.
        '\u{2019}' | '\u{300}'..='\u{36F}' => Read::ByNeighbours,
        _ => return None,
    })
}

/// The sequence that a text begins with: how many bytes it has and how it is read.
fn sequence(text: &str) -> Option<(usize, Read)> {
    let first = text.chars().next()?;
    if matches!(first, '\'' | '`' | '\u{2018}' | '\u{2019}' | '\r')
        && let Some((from, read)) = SEVERAL.iter().find(|(from, _)| text.starts_with(from))
    {
        return Some((from.len(), *read));
    }
    Some((first.len_utf8(), single(first)?))
}

/// The control character that ends a page.
const PAGE_END: char = '\x0c';
/// How many characters between the lines of two pages are looked at.
const GAP: usize = 16;

/// A mark whose reading depends on its neighbours.
const TRIPLE: &str = "'''";
const CURLY: &str = "\u{2019}";

/// Bytes that are looked at together.
const TOGETHER: usize = 16;

/// Whether a sequence may begin with a byte: a control character, a typewriter mark, or whatever begins a
/// character longer than a byte.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch many bytes are compared in one step")]
fn may_begin(byte: u8) -> bool {
    (byte < b' ') | (byte == b'\'') | (byte == b'`') | (byte >= 0xC0)
}

/// The next place from `at` on where a sequence may begin. Most bytes of a text are letters and spaces: they
/// are passed over many at a time.
fn next_place(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let (chunks, _) = rest.as_chunks::<TOGETHER>();
    let plain = |chunk: &&[u8; TOGETHER]| !chunk.iter().fold(false, |any, byte| any | may_begin(*byte));
    let passed = chunks.iter().take_while(plain).count() * TOGETHER;
    let found = rest.get(passed..)?.iter().position(|byte| may_begin(*byte))?;
    Some(at + passed + found)
}

/// Tidies a text.
pub(super) fn tidy(given: &str) -> Text<'_> {
    let mut edits = Editor { given, wrap: Wrap::of(given), read: String::new(), edits: Vec::new(), done: 0 };
    let mut at = 0;
    while let Some(place) = next_place(given.as_bytes(), at) {
        at = place + 1;
        if let Some((length, read)) = given.get(place..).and_then(sequence) {
            at = place + length;
            if place >= edits.done {
                edits.consider(place, at, read);
            }
        }
    }
    edits.finish()
}

/// Whether a byte ends a line or a page.
fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | 0x0b | 0x0c)
}

struct Editor<'d> {
    given: &'d str,
    wrap: Wrap,
    read: String,
    edits: Vec<Edit>,
    /// How far the text as given has been read.
    done: usize,
}

impl<'d> Editor<'d> {
    fn consider(&mut self, start: usize, end: usize, read: Read) {
        match read {
            Read::As(to) => self.replace(start, end, to),
            Read::LineEnd => self.line_end(start, end),
            Read::ByNeighbours => self.by_neighbours(start, end),
        }
    }

    fn by_neighbours(&mut self, start: usize, end: usize) {
        let before = self.given[..start].chars().next_back();
        let after = self.given[end..].chars().next();
        let alphanumeric = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match &self.given[start..end] {
            CURLY if alphanumeric(before) && alphanumeric(after) => self.replace(start, end, "'"),
            CURLY => {}
            TRIPLE if alphanumeric(after) => self.replace(start, end - 1, "\""),
            TRIPLE => self.replace(start + 1, end, "\""),
            accent => {
                let composed = before.zip(accent.chars().next()).and_then(|(base, mark)| compose(base, mark));
                match (before, composed) {
                    (Some(base), Some(letter)) if start - base.len_utf8() >= self.done => {
                        self.replace(start - base.len_utf8(), end, letter.encode_utf8(&mut [0; 4]));
                    }
                    _ => debug_assert!(accent.chars().all(is_combining_mark)),
                }
            }
        }
    }

    /// A line end stays one, or becomes a space where the line was only wrapped; a word parted by a
    /// hyphen there becomes whole. So does a page break with what surrounds it, inside a sentence.
    fn line_end(&mut self, start: usize, end: usize) {
        let ends = |c: char| !c.is_lowercase() && !c.is_whitespace();
        if !self.wrap.is_wrapped() && self.given[end..].starts_with(ends) {
            return self.hard_end(start, end);
        }
        let gap: usize =
            self.given[start..].chars().take(GAP).take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
        let (gap, below) = self.given[start..].split_at(gap);
        let goes_on_below = gap.contains(PAGE_END);
        if !self.wrap.is_wrapped() && !goes_on_below && !self.given[end..].starts_with(char::is_lowercase) {
            return self.hard_end(start, end);
        }
        let before = &self.given[..start];
        let line = before.bytes().rposition(is_line_end).map_or(before, |at| &before[at + 1..]);
        if goes_on_below && goes_on(line, below) {
            self.replace(start, start + gap.len(), " ");
            return;
        }
        let after = &self.given[end..];
        let next = after.bytes().position(is_line_end).map_or(after, |at| &after[..at]);
        if !self.wrap.is_soft(line, next) {
            return self.hard_end(start, end);
        }
        let parted = line.ends_with('-')
            && line[..line.len() - 1].ends_with(char::is_alphabetic)
            && next.starts_with(char::is_lowercase);
        if parted {
            self.replace(start - 1, end, "");
        } else {
            self.replace(start, end, " ");
        }
    }

    fn hard_end(&mut self, start: usize, end: usize) {
        if &self.given[start..end] != "\n" {
            self.replace(start, end, "\n");
        }
    }

    fn replace(&mut self, start: usize, end: usize, to: &str) {
        self.read.push_str(&self.given[self.done..start]);
        let at = self.read.len() as u32;
        self.read.push_str(to);
        self.edits.push(Edit {
            given: SourceSpan { start: start as u32, end: end as u32 },
            read: Span::new(at, self.read.len() as u32),
        });
        self.done = end;
    }

    fn finish(mut self) -> Text<'d> {
        let read = if self.edits.is_empty() {
            Cow::Borrowed(self.given)
        } else {
            self.read.push_str(&self.given[self.done..]);
            Cow::Owned(self.read)
        };
        Text { given: self.given, read, edits: self.edits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_begins_where_one_may_begin() {
        let single = ('\0'..=char::MAX).filter(|c| single(*c).is_some()).map(String::from);
        let sequences: Vec<String> =
            SEVERAL.iter().map(|(from, _)| (*from).to_string()).chain(single).collect();
        assert!(sequences.len() > 150);
        for sequence in sequences {
            let text = format!("{}{sequence}", "x".repeat(40));
            assert_eq!(next_place(text.as_bytes(), 3), Some(40), "{sequence:?}");
        }
        assert_eq!(next_place("no sequence in so many words, however long".as_bytes(), 0), None);
    }
}
