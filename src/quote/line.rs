//! A sentence as a string of symbols, with the way back to its tokens.

use std::ops::Range;

use super::symbol::{self, Around};
use crate::lexicon::Class;
use crate::segment::{Sentence, Token, Tokens};

/// How many symbols before a cue and behind it a rule sees: more than the sentences of news have.
pub(super) const REACH: usize = 200;

/// A sentence, one symbol a token or quotation. `starts` has one more element than `symbols`.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) symbols: Vec<u8>,
    starts: Vec<u32>,
    pub(super) paragraph: u32,
    pub(super) headline: bool,
}

impl Line {
    /// Reads a sentence. `named` tells which tokens belong to names.
    pub(super) fn of(tokens: &Tokens, sentence: &Sentence, named: &[bool]) -> Self {
        let headline = is_headline(tokens, sentence);
        let longest = sentence.tokens.len();
        let mut line = Self {
            symbols: Vec::with_capacity(longest),
            starts: Vec::with_capacity(longest + 1),
            paragraph: sentence.paragraph,
            headline,
        };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let token = &tokens[at];
            line.starts.push(at as u32);
            if token.is_quoted() {
                let quotation = &tokens.quotations[token.quotation as usize];
                line.symbols.push(symbol::of_quotation(tokens, quotation.inner.clone()));
                at = quotation.outer.end.max(at + 1);
            } else {
                let before = line.symbols.last().copied().unwrap_or(symbol::STOP);
                let earlier = line.symbols.iter().rev().find(|s| **s != symbol::ADVERB);
                let governor = earlier.copied().unwrap_or(symbol::STOP);
                let after = tokens.get(at + 1).filter(|t| at + 1 < sentence.tokens.end && !t.is_quoted());
                let named = named.get(at).copied().unwrap_or(false);
                line.symbols
                    .push(symbol::of_token(token, &Around { before, governor, after, named, headline }));
                at += 1;
            }
        }
        line.starts.push(sentence.tokens.end as u32);
        super::again::look(tokens, &mut line);
        line
    }

    /// How many symbols there are.
    pub(super) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// The tokens of some symbols.
    pub(super) fn tokens(&self, symbols: Range<usize>) -> Range<u32> {
        let at = |symbol: usize| self.starts.get(symbol).or(self.starts.last()).copied().unwrap_or(0);
        at(symbols.start)..at(symbols.end)
    }

    /// The first token of a symbol.
    pub(super) fn token(&self, symbol: usize) -> usize {
        self.tokens(symbol..symbol).start as usize
    }

    /// The same line with some symbols read as one, and which symbol that is. What stands further from it
    /// than [`REACH`] is left out, so that a sentence without end is not copied whole for each of its cues.
    pub(super) fn joined(&self, symbols: Range<usize>, symbol: u8) -> (Self, usize) {
        let from = symbols.start.saturating_sub(REACH);
        let to = (symbols.end + REACH).min(self.len());
        let around = |before: &[u8], after: &[u8]| [before, &[symbol], after].concat();
        let line = Self {
            symbols: around(&self.symbols[from..symbols.start], &self.symbols[symbols.end..to]),
            starts: [&self.starts[from..=symbols.start], &self.starts[symbols.end..=to]].concat(),
            ..*self
        };
        (line, symbols.start - from)
    }

    /// Where the sentence's own words end: before its last stop.
    pub(super) fn end(&self) -> usize {
        let trailing = self.symbols.iter().rev().take_while(|&&s| s == symbol::STOP).count();
        self.len() - trailing
    }
}

/// Whether nearly every word is written with a capital, as in headlines.
fn is_headline(tokens: &Tokens, sentence: &Sentence) -> bool {
    let long = |t: &&Token| t.is_word() && t.span.len() > 3 && !t.is_quoted();
    let words = sentence.tokens.clone().filter_map(|at| tokens.get(at)).filter(long);
    let (mut all, mut capital) = (0, 0);
    for token in words {
        all += 1;
        let lower = !token.is_capital() && !token.word.is(Class::Preposition);
        capital += usize::from(!lower);
    }
    all >= 4 && capital * 10 >= all * 8 && sentence.tokens.len() < 40
}
