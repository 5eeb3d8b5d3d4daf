//! What makes two statements the same words: accents, case and punctuation taken away.
//!
//! Nearly every statement is ASCII but for the marks of a printer. Those are gone through once, byte by byte;
//! whatever else a statement holds goes the long way, and both ways lead to the same key.

use std::borrow::Cow;

use crate::corpus::on_one_line;
use crate::gazetteer::fold;

/// A statement without accents, case and punctuation, so that two outlets' spellings of the same words
/// are equal. A sign that changes what a number says stays. It stands in the room of the one before, if it can.
pub(super) fn normalise<'k>(statement: &str, room: &'k mut Vec<u8>) -> Cow<'k, str> {
    let plain = at_once(statement, room).map_or_else(|| by_letters(statement).into(), Cow::Borrowed);
    if plain.is_empty() { on_one_line(statement).into() } else { plain }
}

/// What becomes of a byte in a key. Any other value is what stands in the key for it.
const NOTHING: u8 = 0;
/// It stays inside a number and parts words elsewhere.
const INSIDE_NUMBER: u8 = 1;
/// It begins a character of more bytes.
const LONG: u8 = 2;
/// It parts words.
const PARTS: u8 = b' ';

const KEYS: [u8; 256] = {
    let mut keys = [PARTS; 256];
    let mut byte = 0;
    while byte < 256 {
        keys[byte] = match byte as u8 {
            letter @ (b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'%' | b'$') => letter.to_ascii_lowercase(),
            // An apostrophe parts nothing, nor do the bytes of a mark behind its first.
            b'\'' | 0x80..0xC0 => NOTHING,
            b'.' | b',' => INSIDE_NUMBER,
            0xC0.. => LONG,
            _ => PARTS,
        };
        byte += 1;
    }
    keys
};

/// The key of a statement of ASCII and printer's marks; `None` if it holds anything else.
#[expect(clippy::needless_bitwise_bool, reason = "no branch foresees where words end")]
fn at_once<'k>(statement: &str, key: &'k mut Vec<u8>) -> Option<&'k str> {
    let bytes = statement.as_bytes();
    // Eight bytes are written at a time, however many of them are kept.
    key.resize(key.len().max(bytes.len() + EIGHT), 0);
    // As if a space stood before it: none is wanted there.
    let (mut at, mut end, mut last) = (0, 0, PARTS);
    while at < bytes.len() {
        // So many plain bytes, none or all, and one of any sort: where words end no branch foresees.
        let (eight, plain) = plain(eight(bytes, at), last == PARTS);
        *key.get_mut(end..)?.first_chunk_mut()? = eight.to_le_bytes();
        last = if plain == EIGHT {
            eight >> (8 * (EIGHT - 1))
        } else {
            (eight << 8 | u64::from(last)) >> (8 * plain)
        } as u8;
        (at, end) = (at + plain, end + plain);
        let Some(byte) = bytes.get(at) else { break };
        let mut letter = KEYS[usize::from(*byte)];
        if matches!(letter, INSIDE_NUMBER | LONG) {
            letter = odd_letter(letter, bytes, at)?;
        }
        // A space before the first letter, behind another or behind the last is none.
        let is_kept = (letter != NOTHING) & !((letter == PARTS) & (last == PARTS));
        *key.get_mut(end)? = letter;
        end += usize::from(is_kept);
        last = if is_kept { letter } else { last };
        at += 1;
    }
    std::str::from_utf8(key.get(..end - usize::from(end > 0 && last == PARTS))?).ok()
}

/// Bytes that are looked at together, as one number, the first of them lowest.
const EIGHT: usize = size_of::<u64>();
/// One in each of them, and their highest bits.
const EACH: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = 0x80 * EACH;

/// The bytes at a place; behind the end stand noughts.
fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.first_chunk().map_or_else(
        || rest.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)),
        |eight| u64::from_le_bytes(*eight),
    )
}

/// Eight bytes in small letters, and how many of the first are letters, digits and single spaces.
fn plain(bytes: u64, behind_space: bool) -> (u64, usize) {
    let low = bytes & !HIGHEST;
    let within = |low: u64, first: u8, last: u8| {
        let (from, to) = (u64::from(0x80 - first), u64::from(0x7F - last));
        (low + from * EACH) & !(low + to * EACH)
    };
    let letters = within(low | (0x20 * EACH), b'a', b'z') & !bytes & HIGHEST;
    let others = within(low, b'0', b'9');
    let spaces = within(low, b' ', b' ') & !bytes & HIGHEST;
    let behind_spaces = spaces << 8 | if behind_space { 0x80 } else { 0 };
    let kept = letters | others & !bytes | spaces & !behind_spaces;
    let plain = (!kept & HIGHEST).trailing_zeros() / 8;
    (bytes | letters >> 2, plain as usize)
}

/// What stands in a key for a byte that those around it decide on; `None` if nothing is known of it here.
fn odd_letter(sort: u8, bytes: &[u8], at: usize) -> Option<u8> {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if sort == INSIDE_NUMBER {
        let is_inside = is_digit(at.wrapping_sub(1)) && is_digit(at + 1);
        return Some(if is_inside { bytes[at] } else { PARTS });
    }
    match bytes.get(at..at + 3)? {
        [0xE2, 0x80, 0x98 | 0x99] => Some(NOTHING),
        [0xE2, 0x80, 0x90..=0xA7] => Some(PARTS),
        _ => None,
    }
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
        let key = |s: &str| normalise(s, &mut Vec::new()).into_owned();
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
        let room = &mut Vec::new();
        for _ in 0..4 {
            let longer = statements.iter().flat_map(|s| alphabet.map(|c| format!("{s}{c}")));
            statements = longer.collect();
            for statement in &statements {
                if let Some(key) = at_once(statement, room) {
                    assert_eq!(key, by_letters(statement), "{statement:?}");
                }
            }
        }
        assert_eq!(at_once("“We’ll pay 3.5 per cent” – now", room), Some("well pay 3.5 per cent now"));
        assert_eq!(at_once("élan", room), None);
    }
}
