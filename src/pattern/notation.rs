//! A pattern's own notation to the notation of the regex crate.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Alphabet;
use crate::error::did_you_mean;

/// What the names in a pattern can mean.
pub(super) struct Scope<'a> {
    pub(super) alphabet: &'a Alphabet,
    pub(super) macros: &'a BTreeMap<String, String>,
}

/// Macros within macros, at most.
const DEPTH: usize = 12;

impl Scope<'_> {
    /// Translates a pattern; the error says what is not well written.
    pub(super) fn translate(&self, pattern: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut labels = Vec::new();
        self.expand(pattern, &mut out, &mut labels, 0)?;
        Ok(out)
    }

    fn expand(
        &self,
        pattern: &str,
        out: &mut String,
        labels: &mut Vec<String>,
        depth: usize,
    ) -> Result<(), String> {
        if depth > DEPTH {
            return Err("macros call each other without end".to_string());
        }
        let mut open = Vec::new();
        let mut rest = pattern.trim_start();
        while let Some(c) = rest.chars().next() {
            let mut taken = c.len_utf8();
            match c {
                '(' => {
                    out.push_str("(?:");
                    open.push(')');
                }
                '<' => {
                    let (label, length) = label(rest)?;
                    let before = labels.iter().filter(|l| **l == label).count();
                    labels.push(label.clone());
                    let _ = if before == 0 {
                        write!(out, "(?P<{label}>")
                    } else {
                        write!(out, "(?P<{label}__{before}>")
                    };
                    open.push('>');
                    taken = length;
                }
                ')' | '>' => {
                    if open.pop() != Some(c) {
                        return Err(format!("'{c}' closes nothing"));
                    }
                    out.push(')');
                }
                '[' => {
                    let end = rest.find(']').ok_or("'[' is not closed")?;
                    let inside = &rest[1..end];
                    out.push_str(if inside.starts_with('^') { "[^" } else { "[" });
                    for name in inside.trim_start_matches('^').split_whitespace() {
                        escape(self.symbol(name)?, out);
                    }
                    out.push(']');
                    taken = end + 1;
                }
                '|' | '?' | '*' | '+' | '^' | '$' => out.push(c),
                '@' => {
                    let name = name(&rest[1..]);
                    let body = self.macros.get(name).ok_or_else(|| {
                        format!(
                            "no macro '{name}'{}",
                            did_you_mean(name, self.macros.keys().map(String::as_str))
                        )
                    })?;
                    out.push_str("(?:");
                    self.expand(body, out, labels, depth + 1)?;
                    out.push(')');
                    taken = 1 + name.len();
                }
                _ => {
                    let name = name(rest);
                    if name.is_empty() {
                        return Err(format!("'{c}' has no meaning here"));
                    }
                    if name == "any" {
                        out.push('.');
                    } else {
                        escape(self.symbol(name)?, out);
                    }
                    taken = name.len();
                }
            }
            rest = rest[taken..].trim_start();
        }
        if open.is_empty() { Ok(()) } else { Err("a bracket is not closed".to_string()) }
    }

    fn symbol(&self, name: &str) -> Result<u8, String> {
        let known = self.alphabet.iter().find(|(known, _)| *known == name);
        known.map(|(_, symbol)| *symbol).ok_or_else(|| {
            format!("no class '{name}'{}", did_you_mean(name, self.alphabet.iter().map(|(k, _)| *k)))
        })
    }
}

fn escape(symbol: u8, out: &mut String) {
    // A letter stands for itself: the shorter the pattern, the sooner it is parsed.
    if symbol.is_ascii_alphanumeric() {
        out.push(char::from(symbol));
    } else {
        let _ = write!(out, "\\x{symbol:02x}");
    }
}

fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// `<source:` to `source` and its length.
fn label(text: &str) -> Result<(String, usize), String> {
    let end = text.find(':').ok_or("a label needs its colon: <name: pattern>")?;
    let label = text[1..end].trim();
    if label.is_empty() || !label.bytes().all(|b| b.is_ascii_lowercase()) {
        return Err(format!("'{label}' is no label: use lower-case letters"));
    }
    Ok((label.to_string(), end + 1))
}
