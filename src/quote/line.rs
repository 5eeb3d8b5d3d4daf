//! The sentences of a document as strings of symbols, with the way back to their tokens.
//!
//! All of them lie in one piece, and a line is a view of it: nothing is allocated for a sentence, and for a
//! cue only what a rule sees of its sentence is copied, into a place that is used again.

use std::ops::Range;

use super::symbol::{self, Around};
use crate::lexicon::Class;
use crate::segment::{Sentence, Token, Tokens};

/// How many symbols before a cue and behind it a rule sees: more than the sentences of news have.
pub(super) const REACH: usize = 200;

/// A sentence, one symbol a token or quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) symbols: &'a [u8],
    /// The first token of each symbol, and where the last one ends.
    starts: &'a [u32],
    pub(super) paragraph: u32,
    pub(super) headline: bool,
}

impl Line<'_> {
    /// How many symbols there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// The tokens of some symbols.
    #[inline]
    pub(super) fn tokens(&self, symbols: Range<usize>) -> Range<u32> {
        let at = |symbol: usize| self.starts.get(symbol).or(self.starts.last()).copied().unwrap_or(0);
        at(symbols.start)..at(symbols.end)
    }

    /// The first token of a symbol.
    #[inline]
    pub(super) fn token(&self, symbol: usize) -> usize {
        self.starts.get(symbol).or(self.starts.last()).map_or(0, |token| *token as usize)
    }

    /// Where the sentence's own words end: before its last stop.
    pub(super) fn end(&self) -> usize {
        let trailing = self.symbols.iter().rev().take_while(|&&s| s == symbol::STOP).count();
        self.len() - trailing
    }
}

/// Every sentence of a document.
#[derive(Debug, Default)]
pub(super) struct Lines {
    symbols: Vec<u8>,
    /// One more a line than it has symbols.
    starts: Vec<u32>,
    /// Symbols of words that a cue may begin with, counted from the first of the document.
    heads: Vec<u32>,
    bounds: Vec<Bounds>,
}

/// Where a line ends among the symbols and heads of all.
#[derive(Debug)]
struct Bounds {
    symbols: usize,
    heads: usize,
    paragraph: u32,
    headline: bool,
}

impl Lines {
    /// Reads a document. `named` tells which tokens belong to names.
    pub(super) fn of(tokens: &Tokens, named: &[bool]) -> Self {
        let mut lines = Self {
            symbols: Vec::with_capacity(tokens.len()),
            starts: Vec::with_capacity(tokens.len() + tokens.sentences.len()),
            heads: Vec::with_capacity(tokens.len() / 4),
            bounds: Vec::with_capacity(tokens.sentences.len()),
        };
        for sentence in &tokens.sentences {
            lines.add(tokens, sentence, named);
        }
        lines
    }

    fn add(&mut self, tokens: &Tokens, sentence: &Sentence, named: &[bool]) {
        let headline = is_headline(tokens, sentence);
        let (first, start) = (self.symbols.len(), self.starts.len());
        let (mut before, mut governor) = (symbol::STOP, symbol::STOP);
        let mut at = sentence.tokens.start;
        while let Some(token) = tokens.get(at).filter(|_| at < sentence.tokens.end) {
            self.starts.push(at as u32);
            if token.is_quoted() {
                let quotation = &tokens.quotations[token.quotation as usize];
                before = symbol::of_quotation(tokens, quotation.inner.clone());
                at = quotation.outer.end.max(at + 1);
            } else {
                let after = tokens.get(at + 1).filter(|t| at + 1 < sentence.tokens.end && !t.is_quoted());
                let named = named.get(at).copied().unwrap_or(false);
                if super::cue::may_begin(token) {
                    self.heads.push(self.symbols.len() as u32);
                }
                before = symbol::of_token(token, &Around { before, governor, after, named, headline });
                at += 1;
            }
            if before != symbol::ADVERB {
                governor = before;
            }
            self.symbols.push(before);
        }
        self.starts.push(sentence.tokens.end as u32);
        super::again::look(tokens, &mut self.symbols[first..], &self.starts[start..]);
        let (symbols, heads) = (self.symbols.len(), self.heads.len());
        self.bounds.push(Bounds { symbols, heads, paragraph: sentence.paragraph, headline });
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.bounds.len()
    }

    /// The line of a sentence.
    pub(super) fn get(&self, sentence: usize) -> Option<Line<'_>> {
        let bounds = self.bounds.get(sentence)?;
        let from = sentence.checked_sub(1).and_then(|last| self.bounds.get(last)).map_or(0, |b| b.symbols);
        Some(Line {
            symbols: self.symbols.get(from..bounds.symbols)?,
            starts: self.starts.get(from + sentence..=bounds.symbols + sentence)?,
            paragraph: bounds.paragraph,
            headline: bounds.headline,
        })
    }

    /// Every line in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Line<'_>> {
        (0..self.len()).filter_map(|sentence| self.get(sentence))
    }

    /// The symbols of a sentence that a cue may begin with.
    pub(super) fn heads(&self, sentence: usize) -> impl Iterator<Item = usize> {
        let last = sentence.checked_sub(1).and_then(|last| self.bounds.get(last));
        let (first, from) = last.map_or((0, 0), |b| (b.symbols, b.heads));
        let to = self.bounds.get(sentence).map_or(from, |bounds| bounds.heads);
        self.heads.get(from..to).unwrap_or(&[]).iter().map(move |head| *head as usize - first)
    }
}

/// A place for a line in which some symbols are read as one.
#[derive(Debug, Default)]
pub(super) struct Joined {
    symbols: Vec<u8>,
    starts: Vec<u32>,
}

impl Joined {
    /// The line with some of its symbols read as one, and which symbol that is. What stands further from it
    /// than [`REACH`] is left out, so that a sentence without end is not copied whole for each of its cues.
    pub(super) fn join(&mut self, line: Line<'_>, symbols: Range<usize>, symbol: u8) -> (Line<'_>, usize) {
        let from = symbols.start.saturating_sub(REACH);
        let to = (symbols.end + REACH).min(line.len());
        self.symbols.clear();
        self.symbols.extend_from_slice(&line.symbols[from..symbols.start]);
        self.symbols.push(symbol);
        self.symbols.extend_from_slice(&line.symbols[symbols.end..to]);
        self.starts.clear();
        self.starts.extend_from_slice(&line.starts[from..=symbols.start]);
        self.starts.extend_from_slice(&line.starts[symbols.end..=to]);
        let joined = Line { symbols: &self.symbols, starts: &self.starts, ..line };
        (joined, symbols.start - from)
    }
}

/// Whether nearly every word is written with a capital, as in headlines.
fn is_headline(tokens: &Tokens, sentence: &Sentence) -> bool {
    if sentence.tokens.len() >= 40 {
        return false;
    }
    let long = |t: &&Token| t.is_word() && t.span.len() > 3 && !t.is_quoted();
    let words = sentence.tokens.clone().filter_map(|at| tokens.get(at)).filter(long);
    let (mut all, mut capital) = (0, 0);
    for token in words {
        all += 1;
        let lower = !token.is_capital() && !token.word.is(Class::Preposition);
        capital += usize::from(!lower);
    }
    all >= 4 && capital * 10 >= all * 8
}
