//! Cells that a spreadsheet would take for a formula, made harmless without loss.
//!
//! A text cell that begins with `=`, `+`, `-`, `@`, a tab, a line end or a null, or with any number of
//! `'` before one of these, gets one `'` more in front. Because the test looks past the marks that are
//! already there, taking one away again gives back every text exactly.

use std::borrow::Cow;

/// The first characters that make a spreadsheet compute.
const ACTIVE: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Whether a spreadsheet may compute a cell, or would once the marks before it are taken away.
pub(crate) fn is_active(cell: &str) -> bool {
    // Most cells begin with a letter or a digit.
    let begins_plain = cell.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric);
    !begins_plain && cell.trim_start_matches('\'').starts_with(|c| c == '\0' || ACTIVE.contains(&c))
}

/// The cell as a file holds it.
pub fn guard(cell: &str) -> Cow<'_, str> {
    if is_active(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell that [`guard`] was given.
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_active(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_text_is_left_alone() {
        for cell in ["=1+1", "+44 20", "-5% growth", "@SUM(1,1)", "\t=1", "'=1+1", "''-", "\0"] {
            assert_eq!(guard(cell), format!("'{cell}"));
        }
        for cell in ["", "'", "'tis", "Ana Ruiz", "1=1", " =1", "’=", "é"] {
            assert_eq!(guard(cell), cell);
        }
    }

    #[test]
    fn every_hostile_string_comes_back_as_it_was() {
        let alphabet = ["'", "=", "+", "-", "@", "\t", "\r", "\n", "\0", "a", "é"];
        let mut strings = vec![String::new()];
        let mut from = 0;
        for _ in 0..5 {
            let to = strings.len();
            for at in from..to {
                for letter in alphabet {
                    strings.push(format!("{}{letter}", strings[at]));
                }
            }
            from = to;
        }
        assert!(strings.len() > 100_000);
        for cell in &strings {
            assert_eq!(unguard(&guard(cell)), cell);
            assert!(!guard(cell).starts_with(ACTIVE), "{cell:?}");
        }
    }
}
