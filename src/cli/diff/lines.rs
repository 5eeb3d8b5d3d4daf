//! Words with styles, broken into lines of a width.

use std::fmt::Write as _;

use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

/// A line that is being laid: what is to be written, and how wide it is on a terminal.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) width: usize,
}

impl Line {
    fn push(&mut self, style: Style, words: &str, is_coloured: bool) {
        self.width += words.width();
        if is_coloured && style != Style::new() {
            let _ = write!(self.text, "{style}{words}{style:#}");
        } else {
            self.text.push_str(words);
        }
    }
}

/// Breaks pieces of text between words into lines no wider than `width`, and inside a word only where it
/// is wider than a line. Control characters, which could command a terminal, are shown as `\u{FFFD}`.
pub(super) fn wrap(pieces: &[(Style, String)], width: usize, is_coloured: bool) -> Vec<Line> {
    let width = width.max(8);
    let mut lines = vec![Line::default()];
    for (style, text) in pieces {
        for word in words(&harmless(text)) {
            for part in fitting(word, width) {
                let line_width = lines.last().map_or(0, |line| line.width);
                if line_width > 0 && line_width + part.trim_end().width() > width {
                    lines.push(Line::default());
                }
                if let Some(line) = lines.last_mut() {
                    let part = if line.width == 0 { part.trim_start() } else { part };
                    let part = if line.width + part.width() > width { part.trim_end() } else { part };
                    line.push(*style, part, is_coloured);
                }
            }
        }
    }
    lines
}

/// One line, cut where it is too wide.
pub(super) fn cut(text: &str, width: usize) -> String {
    let text = harmless(text);
    if text.width() <= width {
        return text;
    }
    let mut cut = String::new();
    for c in text.chars() {
        if cut.width() + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) + 1 > width {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

/// A text without characters that could command a terminal or turn its lines round.
pub(super) fn harmless(text: &str) -> String {
    let is_bidi = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let replaced = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        c if c.is_control() || is_bidi(c) => '\u{FFFD}',
        c => c,
    };
    text.chars().map(replaced).collect()
}

/// Words with the space behind them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
}

/// A word in parts that fit into a line.
fn fitting(word: &str, width: usize) -> Vec<&str> {
    if word.width() <= width {
        return vec![word];
    }
    let mut parts = Vec::new();
    let (mut from, mut wide) = (0, 0);
    for (at, c) in word.char_indices() {
        let own = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if wide + own > width {
            parts.push(word.get(from..at).unwrap_or(""));
            (from, wide) = (at, 0);
        }
        wide += own;
    }
    parts.push(word.get(from..).unwrap_or(""));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, width: usize, expected: &[&str]) {
        let lines = wrap(&[(Style::new(), text.to_string())], width, false);
        let shown: Vec<&str> = lines.iter().map(|line| line.text.trim_end()).collect();
        assert_eq!(shown, expected);
        assert!(lines.iter().all(|line| line.width <= width), "{lines:?}");
    }

    #[test]
    fn lines_are_broken_between_words_and_counted_as_a_terminal_counts() {
        check("the old wall of the harbour", 10, &["the old", "wall of", "the", "harbour"]);
        check("港の古い壁は まだ立っている", 10, &["港の古い壁", "は", "まだ立って", "いる"]);
        check(
            "e\u{301}e\u{301}e\u{301} e\u{301}e\u{301}e\u{301} e\u{301}e\u{301}e\u{301}",
            8,
            &["e\u{301}e\u{301}e\u{301} e\u{301}e\u{301}e\u{301}", "e\u{301}e\u{301}e\u{301}"],
        );
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken_inside() {
        check("abcdefghijklmnop", 8, &["abcdefgh", "ijklmnop"]);
    }

    #[test]
    fn nothing_in_a_text_commands_the_terminal() {
        assert_eq!(harmless("a\u{1b}[31mb\nc\u{202e}d"), "a\u{FFFD}[31mb c\u{FFFD}d");
        assert_eq!(cut("the harbour", 6), "the h…");
    }
}
