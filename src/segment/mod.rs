//! A text parted into paragraphs, sentences, quotations and tokens; nothing is lost.
//!
//! Tokens and the gaps between them add up to the text. Quotation marks are paired here, because a
//! sentence does not end inside a quotation: a quotation of several sentences is one piece of the
//! sentence that reports it.

mod marks;
mod run;
mod sentence;
mod token;

use std::cell::RefCell;
use std::ops::{Index, Range};

use crate::lexicon::{Lexicon, Numbering, Word};
use crate::text::{Span, Text};

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    None,
    /// Spaces.
    Space,
    /// At least one line end.
    Line,
}

/// What sort of characters a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes, hyphens, digits and the stops of an abbreviation among them.
    Word,
    /// Digits.
    Number,
    /// What is written onto a word: a possessive, a contraction.
    Clitic,
    /// A mark; the first character tells which.
    Mark(char),
    /// An address on the web.
    Link,
}

/// A word, number or mark, in one line of the processor's cache.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands in the tidied text.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// What stands before it.
    pub gap: Gap,
    shape: u8,
    /// The number of the quotation it stands in, marks included; [`NONE`] outside.
    pub quotation: u32,
    /// The number of its form, as [`Tokens::numbering`] gives it.
    pub form: u32,
    /// What the lexicon knows of it.
    pub word: Word,
}

const _: () = assert!(size_of::<Token>() == 64);

/// No quotation.
pub const NONE: u32 = u32::MAX;

const CAPITAL: u8 = 1;
const ALL_CAPS: u8 = 2;
const OPENS: u8 = 4;
const STOPPED: u8 = 8;

impl Token {
    /// Whether it is a word.
    #[inline]
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether it is a number in digits.
    #[inline]
    pub fn is_number(&self) -> bool {
        self.kind == TokenKind::Number
    }

    /// Whether it is a clitic.
    #[inline]
    pub fn is_clitic(&self) -> bool {
        self.kind == TokenKind::Clitic
    }

    /// Whether it is this mark.
    #[inline]
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// The mark it is, if it is one.
    #[inline]
    pub fn mark(&self) -> Option<char> {
        if let TokenKind::Mark(mark) = self.kind { Some(mark) } else { None }
    }

    /// Whether it is a word that begins with a capital letter.
    #[inline]
    pub fn is_capital(&self) -> bool {
        self.shape & CAPITAL != 0
    }

    /// Whether it is a word of two letters or more, all of them capitals.
    #[inline]
    pub fn is_all_caps(&self) -> bool {
        self.shape & ALL_CAPS != 0
    }

    /// Whether it is the first word of a sentence, of a sentence inside a quotation, or of a line.
    #[inline]
    pub fn opens_sentence(&self) -> bool {
        self.shape & OPENS != 0
    }

    /// Whether it is an abbreviation or initial written with its full stop.
    #[inline]
    pub fn is_stopped(&self) -> bool {
        self.shape & STOPPED != 0
    }

    /// Whether it stands inside quotation marks.
    #[inline]
    pub fn is_quoted(&self) -> bool {
        self.quotation != NONE
    }
}

/// A quotation: what stands between an outermost pair of marks, within one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The tokens inside the marks.
    pub inner: Range<usize>,
    /// The tokens with the marks.
    pub outer: Range<usize>,
    /// Whether it goes on in the next paragraph, which opens with a mark again.
    pub continues: bool,
}

/// A run of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The number of its paragraph, from 0.
    pub paragraph: u32,
}

/// A text's tokens and everything they are grouped into.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    all: Vec<Token>,
    /// Where every [`STEP`]th token ends, in bytes: a few lines of the processor's cache lead to any token.
    landmarks: Vec<u32>,
    /// Sentences in order; together they hold every token.
    pub sentences: Vec<Sentence>,
    /// The token range of each paragraph.
    pub paragraphs: Vec<Range<usize>>,
    /// Quotations in order.
    pub quotations: Vec<Quotation>,
    /// What the numbers of forms mean.
    pub numbering: Numbering,
}

/// How many tokens stand between two landmarks.
const STEP: usize = 8;

thread_local! {
    /// The rooms of the tokens that this thread has done with, those that are still in the processor's cache last.
    static ROOMS: RefCell<Vec<Vec<Token>>> = RefCell::default();
}

/// How many rooms are kept at most, and how many tokens' room in each, half a megabyte: few articles have more.
const MOST_ROOMS: usize = 32;
const MOST_ROOM: usize = 1 << 13;

/// Room for tokens.
fn room() -> Vec<Token> {
    ROOMS.with_borrow_mut(Vec::pop).unwrap_or_default()
}

impl Drop for Tokens {
    /// Leaves the room of its tokens to another document.
    fn drop(&mut self) {
        let mut all = std::mem::take(&mut self.all);
        if (1..=MOST_ROOM).contains(&all.capacity()) {
            all.clear();
            let keep = |rooms: &RefCell<Vec<Vec<Token>>>| {
                let mut rooms = rooms.borrow_mut();
                if rooms.len() < MOST_ROOMS {
                    rooms.push(all);
                }
            };
            // At the end of a thread there is no next document.
            let _ = ROOMS.try_with(keep);
        }
    }
}

impl Index<usize> for Tokens {
    type Output = Token;

    #[inline]
    fn index(&self, at: usize) -> &Token {
        &self.all[at]
    }
}

impl Tokens {
    /// How many tokens there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A token, if there is one of this number.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&Token> {
        self.all.get(at)
    }

    /// The tokens in order.
    #[inline]
    pub fn iter(&self) -> std::slice::Iter<'_, Token> {
        self.all.iter()
    }

    /// The span from the first to the last of some tokens; empty where there are none.
    #[inline]
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match self.all.get(tokens) {
            Some([first, .., last]) => first.span.to(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// The number of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }

    /// The number of the first token that ends after a byte.
    pub fn at_byte(&self, byte: u32) -> usize {
        let from = STEP * self.landmarks.partition_point(|end| *end <= byte);
        let near = self.all.get(from..self.all.len().min(from + STEP)).unwrap_or(&[]);
        from + near.partition_point(|t| t.span.end <= byte)
    }
}

impl<'t> IntoIterator for &'t Tokens {
    type Item = &'t Token;
    type IntoIter = std::slice::Iter<'t, Token>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Parts a text.
pub fn tokens(text: &Text<'_>, lexicon: &Lexicon) -> Tokens {
    let token::Scanned { mut all, openers, joints, numbering } = token::scan(text.as_str(), lexicon);
    let ends = openers.iter().skip(1).copied().chain([all.len()]);
    let paragraphs: Vec<Range<usize>> = openers.iter().zip(ends).map(|(opener, end)| *opener..end).collect();
    let quotations = marks::pair(&all, &paragraphs, &joints);
    for (number, quotation) in quotations.iter().enumerate() {
        for token in &mut all[quotation.outer.clone()] {
            token.quotation = number as u32;
        }
    }
    let sentences = sentence::part(&mut all, &paragraphs, &quotations, &joints);
    let landmarks = all.iter().skip(STEP - 1).step_by(STEP).map(|token| token.span.end).collect();
    Tokens { all, landmarks, sentences, paragraphs, quotations, numbering }
}

/// Those of some tokens in order that stand before another, taken away from them.
fn take_before<'j>(tokens: &mut &'j [usize], end: usize) -> &'j [usize] {
    let before = tokens.iter().take_while(|token| **token < end).count();
    let (taken, rest) = tokens.split_at(before);
    *tokens = rest;
    taken
}

#[cfg(test)]
mod tests;
