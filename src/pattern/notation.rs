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
        let mut translation = Translation { scope: self, out: String::new(), labels: Vec::new() };
        translation.expand(pattern, 0)?;
        Ok(translation.out)
    }

    fn symbol(&self, name: &str) -> Result<u8, String> {
        let known = self.alphabet.iter().find(|(known, _)| *known == name);
        known.map(|(_, symbol)| *symbol).ok_or_else(|| {
            format!("no class '{name}'{}", did_you_mean(name, self.alphabet.iter().map(|(k, _)| *k)))
        })
    }

    fn body(&self, name: &str) -> Result<&str, String> {
        let body = self.macros.get(name).map(String::as_str);
        body.ok_or_else(|| {
            format!("no macro '{name}'{}", did_you_mean(name, self.macros.keys().map(String::as_str)))
        })
    }
}

/// A pattern while it is translated.
struct Translation<'s> {
    scope: &'s Scope<'s>,
    out: String,
    /// The labels so far: one that comes again gets a number, as groups must have names of their own.
    labels: Vec<String>,
}

impl Translation<'_> {
    fn expand(&mut self, pattern: &str, depth: usize) -> Result<(), String> {
        if depth > DEPTH {
            return Err("macros call each other without end".to_string());
        }
        let mut open = Vec::new();
        let mut rest = pattern.trim_start();
        while let Some(c) = rest.chars().next() {
            let taken = match c {
                '(' => {
                    self.out.push_str("(?:");
                    open.push(')');
                    1
                }
                '<' => {
                    open.push('>');
                    self.label(rest)?
                }
                ')' | '>' if open.pop() == Some(c) => {
                    self.out.push(')');
                    1
                }
                ')' | '>' => return Err(format!("'{c}' closes nothing")),
                '[' => self.class(rest)?,
                '|' | '?' | '*' | '+' | '^' | '$' => {
                    self.out.push(c);
                    1
                }
                '@' => self.call(rest, depth)?,
                _ => self.symbol(c, rest)?,
            };
            rest = rest[taken..].trim_start();
        }
        if open.is_empty() { Ok(()) } else { Err("a bracket is not closed".to_string()) }
    }

    /// Opens a group with a label. These all give the length of what they read.
    fn label(&mut self, rest: &str) -> Result<usize, String> {
        let (label, length) = label(rest)?;
        let before = self.labels.iter().filter(|known| **known == label).count();
        let number = if before == 0 { String::new() } else { format!("__{before}") };
        let _ = write!(self.out, "(?P<{label}{number}>");
        self.labels.push(label);
        Ok(length)
    }

    fn class(&mut self, rest: &str) -> Result<usize, String> {
        let end = rest.find(']').ok_or("'[' is not closed")?;
        let inside = &rest[1..end];
        self.out.push_str(if inside.starts_with('^') { "[^" } else { "[" });
        for name in inside.trim_start_matches('^').split_whitespace() {
            escape(self.scope.symbol(name)?, &mut self.out);
        }
        self.out.push(']');
        Ok(end + 1)
    }

    fn call(&mut self, rest: &str, depth: usize) -> Result<usize, String> {
        let name = name(&rest[1..]);
        self.out.push_str("(?:");
        self.expand(self.scope.body(name)?, depth + 1)?;
        self.out.push(')');
        Ok(1 + name.len())
    }

    fn symbol(&mut self, c: char, rest: &str) -> Result<usize, String> {
        match name(rest) {
            "" => return Err(format!("'{c}' has no meaning here")),
            "any" => self.out.push('.'),
            name => escape(self.scope.symbol(name)?, &mut self.out),
        }
        Ok(name(rest).len())
    }
}

fn escape(symbol: u8, out: &mut String) {
    let _ = write!(out, "\\x{symbol:02x}");
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
