//! A pattern's own notation to a tree.
//!
//! Each macro is read once and shared by all that call it. What is not well written is told here, all of
//! it: what comes out can be compiled.

use std::collections::BTreeMap;

use super::Alphabet;
use super::expression::{Expression, Part, Symbols, Times, bit};
use crate::error::did_you_mean;

/// What the names in a pattern can mean.
pub(super) struct Scope<'a> {
    alphabet: &'a Alphabet,
    macros: BTreeMap<String, String>,
    /// The macros that were read so far.
    known: BTreeMap<String, Part>,
}

/// Macros within macros, at most.
const DEPTH: usize = 12;
/// Parts within parts, at most: a tree is walked by functions that call themselves.
const DEEPEST: u32 = 200;
/// A pattern of more nodes is written wrongly.
const LARGEST: u32 = 1 << 16;

impl<'a> Scope<'a> {
    pub(super) fn new(alphabet: &'a Alphabet) -> Self {
        Self { alphabet, macros: BTreeMap::new(), known: BTreeMap::new() }
    }

    /// Gives a name its meaning, whatever it meant before.
    pub(super) fn define(&mut self, name: &str, body: &str) {
        if self.macros.insert(name.to_string(), body.to_string()).is_some() {
            self.known.clear();
        }
    }

    /// Reads a macro; the error says what is not well written.
    pub(super) fn check(&mut self, name: &str) -> Result<(), String> {
        self.call(name, 0).map(|_| ())
    }

    /// Reads a pattern; the error says what is not well written.
    pub(super) fn translate(&mut self, pattern: &str) -> Result<Part, String> {
        self.expand(pattern, 0)
    }

    fn expand(&mut self, pattern: &str, depth: usize) -> Result<Part, String> {
        if depth > DEPTH {
            return Err("macros call each other without end".to_string());
        }
        // The brackets that are open, the innermost last; the first is the pattern itself.
        let (mut around, mut here) = (Vec::new(), Bracket::default());
        let mut rest = pattern.trim_start();
        while let Some(c) = rest.chars().next() {
            let taken = match c {
                '(' | '<' => {
                    let (bracket, length) = Bracket::open(rest)?;
                    around.push(std::mem::replace(&mut here, bracket));
                    length
                }
                ')' | '>' => {
                    let outer = around.pop().filter(|_| here.closes == Some(c));
                    let outer = outer.ok_or_else(|| format!("'{c}' closes nothing"))?;
                    let inside = std::mem::replace(&mut here, outer).close()?;
                    here.parts.push(inside);
                    1
                }
                '|' => here.branch(),
                '?' | '*' | '+' => here.repeat(c, rest)?,
                _ => {
                    let (part, length) = self.part(c, rest, depth)?;
                    here.parts.push(part);
                    length
                }
            };
            rest = rest[taken..].trim_start();
        }
        if around.is_empty() { here.close() } else { Err("a bracket is not closed".to_string()) }
    }

    /// A part that is no bracket, and the length of what it was read from.
    fn part(&mut self, c: char, rest: &str, depth: usize) -> Result<(Part, usize), String> {
        Ok(match c {
            '^' => (Expression::first(), 1),
            '$' => (Expression::last(), 1),
            '[' => self.class(rest)?,
            '@' => {
                let name = name(&rest[1..]);
                (self.call(name, depth)?, 1 + name.len())
            }
            _ => {
                let name = name(rest);
                let symbols = match name {
                    "" => return Err(format!("'{c}' has no meaning here")),
                    "any" => Symbols::MAX,
                    _ => bit(self.symbol(name)?),
                };
                (Expression::read(symbols), name.len())
            }
        })
    }

    fn class(&self, rest: &str) -> Result<(Part, usize), String> {
        let end = rest.find(']').ok_or("'[' is not closed")?;
        let inside = &rest[1..end];
        let mut symbols = 0;
        for name in inside.trim_start_matches('^').split_whitespace() {
            symbols |= bit(self.symbol(name)?);
        }
        if symbols == 0 {
            return Err("'[' holds no class".to_string());
        }
        Ok((Expression::read(if inside.starts_with('^') { !symbols } else { symbols }), end + 1))
    }

    fn call(&mut self, name: &str, depth: usize) -> Result<Part, String> {
        if let Some(known) = self.known.get(name) {
            return Ok(known.clone());
        }
        let body = self.macros.get(name).cloned().ok_or_else(|| {
            format!("no macro '{name}'{}", did_you_mean(name, self.macros.keys().map(String::as_str)))
        })?;
        let part = self.expand(&body, depth + 1)?;
        self.known.insert(name.to_string(), part.clone());
        Ok(part)
    }

    fn symbol(&self, name: &str) -> Result<u8, String> {
        let known = self.alphabet.iter().find(|(known, _)| *known == name);
        known.map(|(_, symbol)| *symbol).ok_or_else(|| {
            format!("no class '{name}'{}", did_you_mean(name, self.alphabet.iter().map(|(k, _)| *k)))
        })
    }
}

/// A bracket while it is read, or the pattern as a whole.
#[derive(Default)]
struct Bracket {
    closes: Option<char>,
    label: Option<String>,
    /// The branches before the last `|`.
    branches: Vec<Part>,
    /// The parts since.
    parts: Vec<Part>,
}

impl Bracket {
    /// `(` or `<label:`, and its length.
    fn open(rest: &str) -> Result<(Self, usize), String> {
        if rest.starts_with('(') {
            return Ok((Self { closes: Some(')'), ..Self::default() }, 1));
        }
        let (label, length) = label(rest)?;
        Ok((Self { closes: Some('>'), label: Some(label), ..Self::default() }, length))
    }

    fn branch(&mut self) -> usize {
        self.branches.push(Expression::sequence(std::mem::take(&mut self.parts)));
        1
    }

    /// Repeats the last part; with a `?` behind it as little as possible.
    fn repeat(&mut self, c: char, rest: &str) -> Result<usize, String> {
        let part = self.parts.pop().ok_or_else(|| format!("'{c}' repeats nothing"))?;
        let behind = rest[1..].trim_start();
        let lazy = behind.starts_with('?');
        let times = Times { or_none: c != '+', or_more: c != '?', lazy };
        self.parts.push(bounded(Expression::repeat(part, times))?);
        Ok(if lazy { rest.len() - behind.len() + 1 } else { 1 })
    }

    fn close(mut self) -> Result<Part, String> {
        self.branch();
        let inside = Expression::either(self.branches);
        bounded(match self.label {
            Some(label) => Expression::keep(label, inside),
            None => inside,
        })
    }
}

fn bounded(part: Part) -> Result<Part, String> {
    if part.size > LARGEST {
        return Err("it is too large once its macros are put in".to_string());
    }
    if part.depth > DEEPEST {
        return Err("brackets stand too deep within one another".to_string());
    }
    Ok(part)
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
