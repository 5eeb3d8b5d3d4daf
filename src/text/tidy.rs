//! What is tidied: a table of character sequences and what each is read as.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use unicode_normalization::char::{compose, is_combining_mark};

use super::wrap::{Wrap, goes_on};
use super::{Edit, SourceSpan, Span, Text};

/// Sequences that always read the same.
const PLAIN: &[(&str, &str)] = &[
    ("\u{201E}", "\u{201C}"), // low and reversed double marks
    ("\u{201F}", "\u{201C}"),
    ("\u{00AB}", "\u{201C}"), // guillemets
    ("\u{00BB}", "\u{201D}"),
    ("\u{2039}", "\u{2018}"),
    ("\u{203A}", "\u{2019}"),
    ("\u{201A}", "\u{2018}"),
    ("\u{201B}", "\u{2018}"),
    ("\u{FF02}", "\""),
    ("\u{2033}", "\""),
    ("\u{2032}", "'"),
    ("\u{02BC}", "'"),
    ("\u{00B4}", "'"),
    ("''", "\""), // typewriter marks
    ("``", "\u{201C}"),
    ("\u{2018}\u{2018}", "\u{201C}"),
    ("\u{2019}\u{2019}", "\u{201D}"),
    ("\u{00AD}", ""), // invisible characters
    ("\u{200B}", ""),
    ("\u{200C}", ""),
    ("\u{200D}", ""),
    ("\u{2060}", ""),
    ("\u{FEFF}", ""),
    ("\u{200E}", ""),
    ("\u{200F}", ""),
    ("\u{202A}", ""),
    ("\u{202B}", ""),
    ("\u{202C}", ""),
    ("\u{202D}", ""),
    ("\u{202E}", ""),
    ("\u{00A0}", " "), // spaces of every width
    ("\u{2002}", " "),
    ("\u{2003}", " "),
    ("\u{2004}", " "),
    ("\u{2005}", " "),
    ("\u{2006}", " "),
    ("\u{2007}", " "),
    ("\u{2008}", " "),
    ("\u{2009}", " "),
    ("\u{200A}", " "),
    ("\u{202F}", " "),
    ("\u{205F}", " "),
    ("\u{3000}", " "),
    ("\t", " "),
    ("\u{0085}", "\n"), // line ends of every kind
    ("\u{2028}", "\n"),
    ("\u{2029}", "\n"),
    ("\r\n", "\n"),
    ("\r", "\n"),
    ("\x0b", "\n"),
    ("\x0c", "\n"),
    ("\n", "\n"),
];

/// The control character that ends a page.
const PAGE_END: char = '\x0c';
/// How many characters between the lines of two pages are looked at.
const GAP: usize = 16;

/// A mark whose reading depends on its neighbours.
const TRIPLE: &str = "'''";
const CURLY: &str = "\u{2019}";
/// The block of accents that follow the letter they stand on, U+0300 to U+036F.
const ACCENTS: std::ops::RangeInclusive<u32> = 0x300..=0x36F;

/// Bytes that are looked at together.
const TOGETHER: usize = 16;

static SEQUENCES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let accents = ACCENTS.filter_map(char::from_u32).map(|c| c.to_string());
    let patterns = PLAIN.iter().map(|(from, _)| (*from).to_string());
    let special = [TRIPLE, CURLY].map(str::to_string);
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Anchored)
        .build(patterns.chain(special).chain(accents))
        .ok()
});

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
    if let Some(sequences) = SEQUENCES.as_ref() {
        let mut at = 0;
        while let Some(place) = next_place(given.as_bytes(), at) {
            let here = Input::new(given).range(place..).anchored(Anchored::Yes);
            at = place + 1;
            if let Some(found) = sequences.find(here) {
                at = found.end();
                if found.start() >= edits.done {
                    edits.consider(found.start(), found.end(), found.pattern().as_usize());
                }
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
    fn consider(&mut self, start: usize, end: usize, pattern: usize) {
        match PLAIN.get(pattern) {
            Some((_, "\n")) => self.line_end(start, end),
            Some((_, to)) => self.replace(start, end, to),
            None => self.by_neighbours(start, end),
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
        let patterns = PLAIN.iter().map(|(from, _)| *from).chain([TRIPLE, CURLY, "\u{300}", "\u{36F}"]);
        for pattern in patterns {
            let text = format!("{}{pattern}", "x".repeat(40));
            assert_eq!(next_place(text.as_bytes(), 3), Some(40), "{pattern:?}");
        }
        assert_eq!(next_place("no sequence in so many words, however long".as_bytes(), 0), None);
    }
}
