//! The sentences of a document as strings of symbols, with the way back to their tokens.
//!
//! All of them lie in one piece, and a line is a view of it: nothing is allocated for a sentence, and for a
//! cue only what a rule sees of its sentence is copied, into a place that is used again.

use std::ops::Range;

use super::beside::{Around, Case};
use super::cue::Sorts;
use super::recall::{Recall, Told};
use super::symbol;
use crate::lexicon::{Class, Lexicon};
use crate::segment::{Sentence, Token, TokenKind, Tokens};
use crate::text::Text;

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
    /// Symbols of words that a cue may begin with, counted from the first of the document, each with the sorts of
    /// cues in its last bits.
    heads: Vec<u32>,
    bounds: Vec<Bounds>,
    /// How many words stand before each token, and how many of them inside quotation marks; in the end how many
    /// there are.
    words: Vec<Words>,
}

/// How many words there are, and how many of them stand inside quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) all: u32,
    pub(super) quoted: u32,
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
    pub(super) fn of(text: &Text<'_>, tokens: &Tokens, lexicon: &Lexicon, named: &[bool]) -> Self {
        let mut lines = Self {
            symbols: Vec::with_capacity(tokens.len()),
            starts: Vec::with_capacity(tokens.len() + tokens.sentences.len()),
            heads: Vec::with_capacity(tokens.len() / 4),
            bounds: Vec::with_capacity(tokens.sentences.len()),
            words: Vec::with_capacity(tokens.len() + 1),
        };
        lines.words.push(Words::default());
        Recall::with(tokens.numbering, |recall| {
            let mut told = Vec::new();
            for sentence in &tokens.sentences {
                let all = tokens.iter().as_slice();
                recall.open(text, lexicon, all.get(sentence.tokens.clone()).unwrap_or(&[]), &mut told);
                lines.add(tokens, sentence, named, recall, &told);
                lines.keep_heads(tokens, lexicon, &told);
            }
        });
        lines
    }

    /// Reads a sentence; `told` is what was told of its tokens.
    fn add(
        &mut self,
        tokens: &Tokens,
        sentence: &Sentence,
        named: &[bool],
        recall: &mut Recall,
        told: &[Told],
    ) {
        let from = sentence.tokens.start;
        let here = tokens.iter().as_slice().get(sentence.tokens.clone()).unwrap_or(&[]);
        let named = named.get(sentence.tokens.clone()).unwrap_or(&[]);
        let headline = self.count(here);
        let (first, start) = (self.symbols.len(), self.starts.len());
        let (mut before, mut governor) = (symbol::STOP, symbol::STOP);
        let mut at = 0;
        while let Some(token) = here.get(at) {
            self.starts.push((from + at) as u32);
            if token.is_quoted() {
                let quotation = &tokens.quotations[token.quotation as usize];
                before = symbol::of_quotation(tokens, quotation.inner.clone());
                at = quotation.outer.end.saturating_sub(from).max(at + 1);
            } else {
                let sorts = Sorts::of(token);
                if sorts.bits() != 0 {
                    self.heads.push((self.symbols.len() as u32) << Sorts::BITS | sorts.bits());
                }
                let around = Around::new(before, governor, here.get(at + 1).filter(|t| !t.is_quoted()));
                before = match (token.kind, named.get(at), told.get(at)) {
                    (TokenKind::Word, Some(true), _) => symbol::NAME,
                    (TokenKind::Word, _, Some(told)) => {
                        recall.symbol(token, *told, Case::of(token, headline), &around)
                    }
                    _ => symbol::of_other(token, &around),
                };
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

    /// Counts the words of a sentence; whether nearly all are written with a capital, as in headlines.
    fn count(&mut self, sentence: &[Token]) -> bool {
        let mut words = self.words.last().copied().unwrap_or_default();
        self.words.extend(sentence.iter().map(|token| {
            let (is_word, is_quoted) = (token.mark().is_none(), token.is_quoted());
            words.all += u32::from(is_word);
            words.quoted += u32::from(is_word & is_quoted);
            words
        }));
        sentence.len() < HEADLINE && is_headline(sentence)
    }

    /// How many words stand in some tokens.
    #[inline]
    pub(super) fn words(&self, tokens: Range<u32>) -> Words {
        let before = |at: u32| self.words.get(at as usize).copied().unwrap_or_default();
        let (from, to) = (before(tokens.start), before(tokens.end));
        Words { all: to.all.saturating_sub(from.all), quoted: to.quoted.saturating_sub(from.quoted) }
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

    /// Keeps of the last sentence's heads those that their symbols and the words behind them bear out; `told` is what
    /// was told of its tokens.
    fn keep_heads(&mut self, tokens: &Tokens, lexicon: &Lexicon, told: &[Told]) {
        let Some((last, before)) = self.bounds.split_last_mut() else { return };
        let (symbols, from) = before.last().map_or((0, 0), |before| (before.symbols, before.heads));
        let starts = self.starts.get(symbols + before.len()..).unwrap_or(&[]);
        let first = starts.first().copied().unwrap_or(0);
        let mut kept = from;
        for at in from..self.heads.len() {
            let (symbol, sorts) = head(self.heads[at]);
            let token = starts.get(symbol - symbols).copied().unwrap_or(0);
            // No cue goes on behind a quotation: up to there each token is a symbol.
            let here = told.get((token - first) as usize..).unwrap_or(&[]).iter().map(|told| told.mark);
            let verb = || tokens.get(token as usize).map_or(0, |token| token.word.verb);
            let sorts = sorts.borne_out(self.symbols[symbol]).before(lexicon.marks(), verb, here).bits();
            self.heads[kept] = (symbol as u32) << Sorts::BITS | sorts;
            kept += usize::from(sorts != 0);
        }
        self.heads.truncate(kept);
        last.heads = kept;
    }

    /// The symbols of a sentence that a cue may begin with, and what sorts of cues.
    pub(super) fn heads(&self, sentence: usize) -> impl Iterator<Item = (usize, Sorts)> {
        let last = sentence.checked_sub(1).and_then(|last| self.bounds.get(last));
        let (first, from) = last.map_or((0, 0), |b| (b.symbols, b.heads));
        let to = self.bounds.get(sentence).map_or(from, |bounds| bounds.heads);
        let heads = self.heads.get(from..to).unwrap_or(&[]).iter();
        heads.map(move |packed| {
            let (symbol, sorts) = head(*packed);
            (symbol - first, sorts)
        })
    }
}

/// How many tokens no headline has.
const HEADLINE: usize = 40;

/// Whether nearly all words of a sentence are written with a capital.
fn is_headline(sentence: &[Token]) -> bool {
    let (mut long, mut lower) = (0, 0);
    for token in sentence.iter().filter(|token| token.is_word() && !token.is_quoted()) {
        let is_long = token.span.len() > 3;
        long += usize::from(is_long);
        lower += usize::from(is_long & !token.is_capital() & !token.word.is(Class::Preposition));
        if lower * 5 > sentence.len() {
            return false;
        }
    }
    long >= 4 && lower * 5 <= long
}

/// A head and its sorts of cues.
fn head(packed: u32) -> (usize, Sorts) {
    ((packed >> Sorts::BITS) as usize, Sorts::of_bits(packed))
}

/// Lines in each of which some symbols are read as one.
#[derive(Debug, Default)]
pub(super) struct Joined {
    symbols: Vec<u8>,
    /// One more a line than it has symbols.
    starts: Vec<u32>,
    bounds: Vec<Join>,
}

/// Where a line ends among the symbols of all, and which of its symbols stands for several.
#[derive(Debug)]
struct Join {
    symbols: usize,
    at: usize,
    paragraph: u32,
    headline: bool,
}

impl Joined {
    /// Forgets all lines, and makes room for others with so many symbols in all.
    pub(super) fn begin(&mut self, lines: usize, symbols: usize) {
        self.symbols.clear();
        self.symbols.reserve(symbols);
        self.starts.clear();
        self.starts.reserve(symbols + lines);
        self.bounds.clear();
        self.bounds.reserve(lines);
    }

    /// Adds a line with some of its symbols read as one. What stands further from it than [`REACH`] is left out,
    /// so that a sentence without end is not copied whole for each of its cues.
    pub(super) fn join(&mut self, line: Line<'_>, symbols: Range<usize>, symbol: u8) {
        let from = symbols.start.saturating_sub(REACH);
        let to = (symbols.end + REACH).min(line.len());
        self.symbols.extend_from_slice(&line.symbols[from..symbols.start]);
        self.symbols.push(symbol);
        self.symbols.extend_from_slice(&line.symbols[symbols.end..to]);
        self.starts.extend_from_slice(&line.starts[from..=symbols.start]);
        self.starts.extend_from_slice(&line.starts[symbols.end..=to]);
        let Line { paragraph, headline, .. } = line;
        self.bounds.push(Join { symbols: self.symbols.len(), at: symbols.start - from, paragraph, headline });
    }

    /// Every line in order, and which symbol is several.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Line<'_>, usize)> {
        let firsts = std::iter::once(0).chain(self.bounds.iter().map(|bounds| bounds.symbols));
        firsts.zip(&self.bounds).enumerate().filter_map(|(number, (from, bounds))| {
            let line = Line {
                symbols: self.symbols.get(from..bounds.symbols)?,
                starts: self.starts.get(from + number..=bounds.symbols + number)?,
                paragraph: bounds.paragraph,
                headline: bounds.headline,
            };
            Some((line, bounds.at))
        })
    }
}
