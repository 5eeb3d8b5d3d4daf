//! Words on one line: single spaces between them, whatever stood there.
//!
//! Most words stand so already, which is told many bytes at a time; then nothing is copied.

use std::borrow::Cow;

/// Bytes that are looked at together.
const TOGETHER: usize = 16;

/// Words with single spaces between them, whatever stood there.
pub fn on_one_line(words: &str) -> String {
    one_line(words).into_owned()
}

/// The same, borrowed where the words stand so already but for what is around them, as most do.
pub fn one_line(words: &str) -> Cow<'_, str> {
    let words = words.trim();
    if is_on_one_line(words) {
        return Cow::Borrowed(words);
    }
    let mut line = String::with_capacity(words.len());
    let mut add = |part: &str| {
        if !line.is_empty() && !part.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    };
    // Between two breaks of a line most words stand as they should.
    let mut rest = words;
    while !rest.is_empty() {
        let end = rest.bytes().position(|byte| matches!(byte, b'\t'..=b'\r'));
        let (part, after) = end.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
        let part = part.trim();
        if is_on_one_line(part) {
            add(part);
        } else {
            part.split_whitespace().for_each(&mut add);
        }
        rest = after;
    }
    Cow::Owned(line)
}

/// Whether words with nothing around them have single spaces between them.
fn is_on_one_line(words: &str) -> bool {
    if is_plain(words.as_bytes()) {
        return true;
    }
    let mut after_space = false;
    words.chars().all(|c| {
        let is_space = c.is_whitespace();
        let is_single = c == ' ' && !after_space;
        after_space = is_space;
        !is_space || is_single
    })
}

/// Whether bytes are surely without a space but single ones of ASCII.
fn is_plain(bytes: &[u8]) -> bool {
    let (Some((first, after)), Some((_, before))) = (bytes.split_first(), bytes.split_last()) else {
        return true;
    };
    if may_be_odd(b'x', *first) {
        return false;
    }
    let (befores, afters) = (before.as_chunks::<TOGETHER>().0, after.as_chunks::<TOGETHER>().0);
    match (before.last_chunk(), after.last_chunk()) {
        // The last bytes are looked at together with some of those before them, not one by one.
        (Some(before), Some(after)) => {
            !any_odd(before, after)
                && !befores.iter().zip(afters).any(|(before, after)| any_odd(before, after))
        }
        _ => {
            before.iter().zip(after).all(|(last, byte)| byte.is_ascii_graphic() || !may_be_odd(*last, *byte))
        }
    }
}

#[inline]
fn any_odd(before: &[u8; TOGETHER], after: &[u8; TOGETHER]) -> bool {
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
                !is_plain(format!("one{c}two").as_bytes()) && !is_plain(c.to_string().as_bytes()),
                "{c:?}"
            );
        }
        assert!(is_plain("“one” two’s – ça…".as_bytes()));
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
            ("one\u{2028}two\u{202f}three\u{205f}four", "one two three four"),
        ] {
            assert_eq!(one_line(words), line, "{words:?}");
            assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), line, "{words:?}");
            let stands = words.trim() == line;
            assert_eq!(matches!(one_line(words), Cow::Borrowed(_)), stands, "{words:?}");
        }
    }
}
