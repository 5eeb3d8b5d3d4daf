//! What makes two statements the same words: accents, case and punctuation taken away.
//!
//! Nearly every statement is ASCII but for the marks of a printer. Those are gone through once, byte by byte;
//! whatever else a statement holds goes the long way, and both ways lead to the same key.

use crate::corpus::on_one_line;
use crate::gazetteer::fold;

/// A statement without accents, case and punctuation, so that two outlets' spellings of the same words
/// are equal. A sign that changes what a number says stays.
pub(super) fn normalise(statement: &str) -> String {
    let plain = at_once(statement).unwrap_or_else(|| by_letters(statement));
    if plain.is_empty() { on_one_line(statement) } else { plain }
}

/// The key of a statement of ASCII and printer's marks; `None` if it holds anything else.
fn at_once(statement: &str) -> Option<String> {
    let mut key = Vec::with_capacity(statement.len());
    let (mut last_digit, mut parted) = (false, false);
    let bytes = statement.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let stays = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'%' | b'$' => true,
            b'.' | b',' => last_digit && bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
            _ => false,
        };
        parted |= match byte {
            // An apostrophe parts nothing, nor do the bytes of a mark behind its first.
            b'\'' | 0x80..0xC0 => false,
            0xE2 => match bytes.get(at + 1..at + 3)? {
                [0x80, 0x98 | 0x99] => false,
                [0x80, 0x90..=0xA7] => true,
                _ => return None,
            },
            0xC0.. => return None,
            _ => !stays,
        };
        last_digit = byte.is_ascii_digit();
        if stays {
            if parted && !key.is_empty() {
                key.push(b' ');
            }
            parted = false;
            key.push(byte.to_ascii_lowercase());
        }
    }
    String::from_utf8(key).ok()
}

/// The key of any statement.
fn by_letters(statement: &str) -> String {
    let folded = fold(statement);
    let mut words = String::with_capacity(folded.len());
    let mut last_digit = false;
    let mut rest = folded.chars().peekable();
    while let Some(c) = rest.next() {
        let inside_number =
            last_digit && matches!(c, '.' | ',') && rest.peek().is_some_and(char::is_ascii_digit);
        last_digit = c.is_ascii_digit();
        if c.is_alphanumeric() || inside_number || matches!(c, '%' | '$' | '€' | '£' | '¥') {
            words.push(c);
        } else if !matches!(c, '\'' | '‘' | '’' | '\u{AD}' | '\u{200B}') {
            words.push(' ');
        }
    }
    on_one_line(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_tell_two_statements_apart_but_numbers_do() {
        let key = |s: &str| normalise(s);
        assert_eq!(key("We won’t go – “never”, he says."), key("we won't go - 'Never' he says"));
        assert_eq!(key("Sánchez left"), key("Sanchez\n left."));
        assert_ne!(key("a rise of 3.5%"), key("a rise of 35%"));
        assert_ne!(key("a rise of 5%"), key("a rise of 5"));
        assert_eq!(key("..."), "...");
    }

    #[test]
    fn both_ways_lead_to_one_key() {
        let alphabet =
            ["a", "B", "7", ".", ",", " ", "'", "’", "‘", "“", "—", "…", "%", "$", "-", "\n", "é", "€"];
        let mut statements = vec![String::new()];
        for _ in 0..4 {
            let longer = statements.iter().flat_map(|s| alphabet.map(|c| format!("{s}{c}")));
            statements = longer.collect();
            for statement in &statements {
                if let Some(key) = at_once(statement) {
                    assert_eq!(key, by_letters(statement), "{statement:?}");
                }
            }
        }
        assert_eq!(at_once("“We’ll pay 3.5 per cent” – now"), Some("well pay 3.5 per cent now".to_string()));
        assert_eq!(at_once("élan"), None);
    }
}
