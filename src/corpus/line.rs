//! Words on one line: single spaces between them, whatever stood there.
//!
//! Most words stand so already, which is told many bytes at a time; then nothing is copied. Where they do not,
//! what stands between two breaks is copied as it is.

use std::borrow::Cow;
use std::ops::Range;

/// Bytes that are looked at together.
const TOGETHER: usize = 16;

/// Words with single spaces between them, whatever stood there.
pub fn on_one_line(words: &str) -> String {
    one_line(words).into_owned()
}

/// The same, borrowed where the words stand so already but for what is around them, as most do.
pub fn one_line(words: &str) -> Cow<'_, str> {
    let words = trimmed(words);
    first_break(words).map_or(Cow::Borrowed(words), |at| Cow::Owned(joined(words, at)))
}

/// Words without a space around them on one line, the first break of theirs given.
fn joined(words: &str, first: usize) -> String {
    let mut line = String::with_capacity(words.len());
    let (mut rest, mut at) = (words, Some(first));
    while let Some((before, after)) = at.and_then(|at| rest.split_at_checked(at)) {
        line.push_str(before.trim_end());
        line.push(' ');
        rest = after.trim_start();
        at = first_break(rest);
    }
    line.push_str(rest);
    line
}

/// Where the words of a text do not stand on one line: looked for once, for whoever asks of many parts of it.
#[derive(Debug)]
pub struct Breaks<'t> {
    text: &'t str,
    /// Every space that is not a single one of ASCII, by where it begins, in order.
    all: Vec<u32>,
}

impl<'t> Breaks<'t> {
    /// Those of a text.
    pub fn of(text: &'t str) -> Self {
        let mut breaks = Self { text, all: Vec::new() };
        let bytes = text.as_bytes();
        let (Some(after), Some(before)) = (bytes.get(1..), bytes.get(..bytes.len().saturating_sub(1))) else {
            return breaks;
        };
        let (befores, last_before) = before.as_chunks::<TOGETHER>();
        let (afters, last_after) = after.as_chunks::<TOGETHER>();
        let mut at = 1;
        for (before, after) in befores.iter().zip(afters) {
            // Most stand among letters of ASCII with single spaces between them.
            if any_unusual(before, after) && any_odd(before, after) {
                breaks.look(at, before, after);
            }
            at += TOGETHER;
        }
        breaks.look(at, last_before, last_after);
        breaks
    }

    /// Looks for breaks among some bytes of the text, the first of them at a place.
    fn look(&mut self, place: usize, before: &[u8], after: &[u8]) {
        for (at, (last, byte)) in (place..).zip(before.iter().zip(after)) {
            // A wide space may be odd where it begins and where it ends.
            if !byte.is_ascii_graphic()
                && may_be_odd(*last, *byte)
                && let Some(begin) = space_at(self.text, at)
                && self.all.last().is_none_or(|last| *last as usize != begin)
            {
                self.all.push(begin as u32);
            }
        }
    }

    /// The words of a part of the text on one line.
    pub fn one_line(&self, part: Range<usize>) -> Cow<'t, str> {
        let given = self.text.get(part.clone()).unwrap_or("");
        let words = trimmed(given);
        let around = if words.len() == given.len() { 0 } else { given.len() - given.trim_start().len() };
        let from = part.start + around;
        let next = self.all.partition_point(|at| *at as usize <= from);
        match self.all.get(next) {
            Some(at) if (*at as usize) < from + words.len() => {
                Cow::Owned(self.joined(next, from, words.len()))
            }
            _ => Cow::Borrowed(words),
        }
    }

    /// So many bytes of words on one line, from a place on; `next` is the number of the first break among them.
    fn joined(&self, next: usize, from: usize, length: usize) -> String {
        let mut line = String::with_capacity(length);
        let (mut at, end) = (from, from + length);
        for begin in self.all.iter().skip(next).map(|begin| *begin as usize).take_while(|begin| *begin < end)
        {
            // Of several spaces the first was enough.
            if let Some(words) = self.text.get(at..begin).filter(|words| !words.is_empty()) {
                line.push_str(words.trim_end());
                line.push(' ');
                let rest = self.text.get(begin..end).unwrap_or_default();
                at = end - rest.trim_start().len();
            }
        }
        line.push_str(self.text.get(at..end).unwrap_or_default());
        line
    }
}

/// Words without the spaces around them: most have none, and begin and end in ASCII.
fn trimmed(words: &str) -> &str {
    let is_graphic = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = words.as_bytes();
    if is_graphic(bytes.first()) && is_graphic(bytes.last()) { words } else { words.trim() }
}

/// The first place of words that begin with no space where one stands that is not a single one of ASCII.
fn first_break(words: &str) -> Option<usize> {
    break_behind(words, 0)
}

/// The first such place behind another.
fn break_behind(words: &str, mut from: usize) -> Option<usize> {
    let bytes = words.as_bytes();
    loop {
        let at = from + first_odd(bytes.get(from..)?)?;
        if let Some(begin) = space_at(words, at) {
            return Some(begin);
        }
        from = at;
    }
}

/// Where the space begins to which an odd byte of a text belongs, if it is one.
fn space_at(text: &str, odd: usize) -> Option<usize> {
    // What is odd is where a character begins or, of the longer ones, its last byte.
    let begin = if text.is_char_boundary(odd) { odd } else { odd.saturating_sub(2) };
    text.get(begin..).is_some_and(|rest| rest.starts_with(char::is_whitespace)).then_some(begin)
}

/// The first of some bytes, their very first left out, that [`may_be_odd`].
fn first_odd(bytes: &[u8]) -> Option<usize> {
    let (after, before) = (bytes.get(1..)?, bytes.get(..bytes.len() - 1)?);
    let (befores, afters) = (before.as_chunks::<TOGETHER>().0, after.as_chunks::<TOGETHER>().0);
    let mut plain = 0;
    while let (Some(before), Some(after)) = (befores.get(plain), afters.get(plain))
        && !any_odd(before, after)
    {
        plain += 1;
    }
    // The last bytes are looked at together with some of those before them, not one by one.
    let ends = before.last_chunk::<TOGETHER>().zip(after.last_chunk());
    if plain == befores.len() && ends.is_some_and(|(before, after)| !any_odd(before, after)) {
        return None;
    }
    let from = plain * TOGETHER;
    let mut rest = before.get(from..)?.iter().zip(after.get(from..)?);
    let odd = rest.position(|(last, byte)| !byte.is_ascii_graphic() && may_be_odd(*last, *byte));
    odd.map(|at| from + at + 1)
}

/// Whether any of some bytes are odd behind those before them.
#[inline]
fn any_odd(before: &[u8; TOGETHER], after: &[u8; TOGETHER]) -> bool {
    let (mut any, mut at) = (false, 0);
    while at < TOGETHER {
        any |= may_be_odd(before[at], after[at]);
        at += 1;
    }
    any
}

/// Whether any of some bytes are of no ASCII or none to be seen, or spaces behind spaces.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch many bytes are compared in one step")]
#[inline]
fn any_unusual(before: &[u8; TOGETHER], after: &[u8; TOGETHER]) -> bool {
    let (mut any, mut at) = (false, 0);
    while at < TOGETHER {
        any |= (after[at].cast_signed() < b' '.cast_signed()) | ((after[at] == b' ') & (before[at] == b' '));
        at += 1;
    }
    any
}

/// Whether two bytes may be the end of two spaces or of one that is none of ASCII.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch many bytes are compared in one step")]
#[inline]
fn may_be_odd(last: u8, byte: u8) -> bool {
    let spaces = (byte < b' ') | ((byte == b' ') & (last == b' '));
    let begins_wide = (byte == 0xC2) | (byte == 0xE1) | (byte == 0xE3);
    // The last bytes of the spaces that begin with E2, as printers' marks do, too.
    let ends_thin = (byte <= 0x8A) | (byte == 0xA8) | (byte == 0xA9) | (byte == 0xAF);
    let thin = ((last == 0x80) & (byte >= 0x80) & ends_thin) | ((last == 0x81) & (byte == 0x9F));
    spaces | begins_wide | thin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_space_is_plain_but_single_ones_of_ascii() {
        for c in (' '..=char::MAX).filter(|c| c.is_whitespace() && *c != ' ') {
            assert!(
                first_odd(format!("one{c}two").as_bytes()).is_some()
                    && first_break(&format!("é{c}")) == Some(2),
                "{c:?}"
            );
        }
        assert_eq!(first_odd("“one” two’s – ça…".as_bytes()), None);
    }

    #[test]
    fn words_are_left_as_they_stand_where_they_stand_on_one_line() {
        for (words, line) in [
            ("", ""),
            ("one two", "one two"),
            ("“one” – two’s", "“one” – two’s"),
            (" one", "one"),
            ("one ", "one"),
            ("one  two", "one two"),
            ("one\u{a0}two\u{2003}three\u{3000}four\u{1680}five", "one two three four five"),
            ("one\x0ctwo\u{85}three", "one two three"),
            ("one\x1ctwo", "one\x1ctwo"),
            ("one.\n\n“Two,”  three – élan… ça\r\n", "one. “Two,” three – élan… ça"),
            ("£1 ḁḁ a ḁ\u{3000}、、 \u{a0} x\u{1F000}\u{a0}y", "£1 ḁḁ a ḁ 、、 x\u{1F000} y"),
            ("one\u{2028}two\u{202f}three\u{205f}four", "one two three four"),
        ] {
            assert_eq!(one_line(words), line, "{words:?}");
            assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), line, "{words:?}");
            let text = format!("a\u{2003}{words}\u{2003}é \n");
            let breaks = Breaks::of(&text);
            for spaces in [0, 3] {
                assert_eq!(breaks.one_line(4 - spaces..4 + words.len() + spaces), line, "{words:?}");
            }
            assert_eq!(breaks.one_line(0..text.len()), one_line(&text), "{words:?}");
            let stands = words.trim() == line;
            assert_eq!(matches!(one_line(words), Cow::Borrowed(_)), stands, "{words:?}");
        }
    }
}
