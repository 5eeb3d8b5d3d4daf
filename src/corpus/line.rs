//! Words on one line: single spaces between them, whatever stood there.
//!
//! Most words stand so already, which is told many bytes at a time; then nothing is copied.

use std::borrow::Cow;

/// Words with single spaces between them, whatever stood there.
pub fn on_one_line(words: &str) -> String {
    one_line(words).into_owned()
}

/// The same, borrowed where the words stand so already, as most do.
pub fn one_line(words: &str) -> Cow<'_, str> {
    if is_on_one_line(words) {
        return Cow::Borrowed(words);
    }
    let mut line = String::with_capacity(words.len());
    let mut add = |word: &str| {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    };
    if has_wide_space(words) {
        words.split_whitespace().for_each(add);
        return Cow::Owned(line);
    }
    let mut from = 0;
    for (at, byte) in words.bytes().enumerate().chain([(words.len(), b' ')]) {
        if matches!(byte, b' ' | b'\t'..=b'\r') {
            if from < at {
                add(&words[from..at]);
            }
            from = at + 1;
        }
    }
    Cow::Owned(line)
}

/// Whether there is a space that is longer than a byte: only what may begin one is looked at as a character.
fn has_wide_space(words: &str) -> bool {
    let mut may_begin = words.bytes().enumerate().filter(|(_, byte)| matches!(byte, 0xC2 | 0xE1..=0xE3));
    may_begin.any(|(at, _)| words[at..].starts_with(char::is_whitespace))
}

/// Whether words have single spaces between them, and nothing around them.
fn is_on_one_line(words: &str) -> bool {
    if is_plain(words.as_bytes()) {
        return !words.starts_with(' ') && !words.ends_with(' ');
    }
    let mut after_space = true;
    for byte in words.bytes() {
        let is_space = byte == b' ';
        if matches!(byte, b'\t'..=b'\r') || is_space && after_space {
            return false;
        }
        after_space = is_space;
    }
    (!after_space || words.is_empty()) && !has_wide_space(words)
}

/// Whether bytes are surely without a space but single ones of ASCII.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch many bytes are compared in one step")]
fn is_plain(bytes: &[u8]) -> bool {
    let odd = |last: u8, byte: u8| (byte < b' ') | ((byte == b' ') & (last == b' ')) | (byte >= 0xC0);
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    bytes.first().is_none_or(|first| !odd(b'x', *first))
        && !pairs.fold(false, |any, (last, byte)| any | odd(*last, *byte))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(one_line(words), line, "{words:?}");
            let stands = words == line;
            assert_eq!(matches!(one_line(words), Cow::Borrowed(_)), stands, "{words:?}");
        }
    }
}
