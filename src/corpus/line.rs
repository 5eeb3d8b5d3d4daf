//! Words on one line: single spaces between them, whatever stood there.
//!
//! Most words stand so already, which is told many bytes at a time; then nothing is copied. Where they do not,
//! what stands between two breaks is copied as it is.

use std::borrow::Cow;

/// Bytes that are looked at together.
const TOGETHER: usize = 16;
const HALF: usize = TOGETHER / 2;

/// Words with single spaces between them, whatever stood there.
pub fn on_one_line(words: &str) -> String {
    one_line(words).into_owned()
}

/// The same, borrowed where the words stand so already but for what is around them, as most do.
pub fn one_line(words: &str) -> Cow<'_, str> {
    let words = trimmed(words);
    let Some(mut at) = first_break(words) else { return Cow::Borrowed(words) };
    let mut line = String::with_capacity(words.len());
    let mut rest = words;
    loop {
        let (before, after) = rest.split_at(at);
        line.push_str(before.trim_end());
        line.push(' ');
        rest = after.trim_start();
        let Some(next) = first_break(rest) else { break };
        at = next;
    }
    line.push_str(rest);
    Cow::Owned(line)
}

/// Words without the spaces around them: most have none, and begin and end in ASCII.
fn trimmed(words: &str) -> &str {
    let is_graphic = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = words.as_bytes();
    if is_graphic(bytes.first()) && is_graphic(bytes.last()) { words } else { words.trim() }
}

/// The first place of words that begin with no space where one stands that is not a single one of ASCII.
fn first_break(words: &str) -> Option<usize> {
    let bytes = words.as_bytes();
    let mut from = 0;
    loop {
        let at = from + first_odd(bytes.get(from..)?)?;
        // What is odd is where a character begins or, of the longer ones, its last byte.
        let begin = if words.is_char_boundary(at) { at } else { at.saturating_sub(2) };
        if words.get(begin..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
            return Some(begin);
        }
        from = at;
    }
}

/// The first of some bytes, their very first left out, that [`may_be_odd`].
fn first_odd(bytes: &[u8]) -> Option<usize> {
    let (after, before) = (bytes.get(1..)?, bytes.get(..bytes.len() - 1)?);
    let (befores, afters) = (before.as_chunks::<TOGETHER>().0, after.as_chunks::<TOGETHER>().0);
    let plain = befores.iter().zip(afters).take_while(|(before, after)| !any_odd(before, after)).count();
    // The last bytes are looked at together with some of those before them, not one by one.
    if plain == befores.len() && is_end_plain(before, after) {
        return None;
    }
    let from = plain * TOGETHER;
    let odd =
        before.get(from..)?.iter().zip(after.get(from..)?).position(|(last, byte)| may_be_odd(*last, *byte));
    odd.map(|at| from + at + 1)
}

/// Whether the last of some bytes are surely not odd: few of them, or as many as are looked at together.
fn is_end_plain(before: &[u8], after: &[u8]) -> bool {
    if let (Some(before), Some(after)) = (before.last_chunk::<TOGETHER>(), after.last_chunk()) {
        return !any_odd(before, after);
    }
    let first = before.first_chunk::<HALF>().zip(after.first_chunk());
    let last = before.last_chunk::<HALF>().zip(after.last_chunk());
    first.zip(last).is_some_and(|(first, last)| !any_odd(first.0, first.1) && !any_odd(last.0, last.1))
}

#[inline]
fn any_odd<const N: usize>(before: &[u8; N], after: &[u8; N]) -> bool {
    before.iter().zip(after).fold(false, |any, (last, byte)| any | may_be_odd(*last, *byte))
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
            let stands = words.trim() == line;
            assert_eq!(matches!(one_line(words), Cow::Borrowed(_)), stands, "{words:?}");
        }
    }
}
