//! Quotations and reported claims.
//!
//! Every sentence becomes a string of symbols; the rules of `rules/quotes/` propose statements around
//! every cue in it; evidence scores each proposal and the best that do not contradict one another
//! stand. What comes out is who-said-what in words: which name stands behind the words is
//! [`crate::speaker`]'s affair.

mod again;
mod beside;
mod book;
mod candidate;
mod choose;
mod closed;
mod condition;
mod cue;
mod cut;
mod evidence;
mod example;
mod fact;
mod feature;
mod frame;
mod label;
mod line;
mod matter;
mod plan;
mod recall;
mod row;
mod symbol;
mod weights;
mod written;

use std::ops::Range;

use smallvec::SmallVec;

use crate::lexicon::{Cue, Lexicon, Stance};
use crate::mention::{Kind, Mention};
use crate::pattern::RuleId;
use crate::segment::{Token, Tokens};
use crate::text::{Span, Text};

use book::Memory;
pub use book::{Rulebook, files};
use candidate::{Candidate, Proposals};
use choose::BestOfEachCue;
pub use choose::Fate;
pub use example::{check, outweighed};
use line::{Line, Lines};

/// How much of a statement stands inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// all of it
    Direct,
    /// some of it
    Mixed,
    /// none of it
    Indirect,
}

impl Form {
    /// Every form with its name in the tables.
    pub const ALL: &'static [(Form, &'static str)] =
        &[(Form::Direct, "direct"), (Form::Mixed, "mixed"), (Form::Indirect, "indirect")];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A statement that the text reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// How much of it is quoted.
    pub form: Form,
    /// Its pieces, in order, without outer quotation marks.
    pub pieces: SmallVec<[Span; 2]>,
    /// The words that report it; `None` for a quotation that nothing introduces.
    pub cue: Option<Span>,
    /// The plain form of the cue.
    pub lemma: &'static str,
    /// What the speaker does by it.
    pub stance: Stance,
    /// Whether the cue is negated.
    pub negated: bool,
    /// The first and last token of the words that name the speaker.
    pub source: Option<(u32, u32)>,
    /// The id of the rule that found it.
    pub rule: RuleId,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
}

/// The longest title, in tokens.
const TITLE: usize = 30;

/// A document as the rules of quotations see it.
struct Scene<'s> {
    text: &'s Text<'s>,
    tokens: &'s Tokens,
    lexicon: &'s Lexicon,
    mentions: &'s [Mention],
    lines: Lines,
    /// Whether the first paragraph is a title.
    has_title: bool,
    no_cue: &'s Cue,
}

impl<'s> Scene<'s> {
    fn new(
        text: &'s Text<'s>,
        tokens: &'s Tokens,
        lexicon: &'s Lexicon,
        mentions: &'s [Mention],
    ) -> Option<Self> {
        let mut named = vec![false; tokens.len()];
        for mention in mentions {
            if let Some(range) = named.get_mut(mention.first as usize..=mention.last as usize) {
                range.fill(true);
            }
        }
        let lines = Lines::of(text, tokens, lexicon, &named);
        let no_cue = lexicon.cues().first()?;
        let short = tokens.paragraphs.first().is_some_and(|tokens| tokens.len() < TITLE);
        let has_title = short && lines.get(1).is_some_and(|line| line.paragraph > 0);
        Some(Self { text, tokens, lexicon, mentions, lines, has_title, no_cue })
    }

    /// What the names in some tokens name: a person before anything else, else the first.
    fn kinds(&self, tokens: Range<u32>) -> Option<Kind> {
        let from = self.mentions.partition_point(|m| m.first < tokens.start);
        let inside = self.mentions[from..].iter().take_while(|m| m.last < tokens.end);
        let mut kinds = inside.map(|m| m.kind).peekable();
        let first = kinds.peek().copied();
        kinds.find(|kind| *kind == Kind::Person).or(first)
    }

    /// Whether a paragraph is the title: the first of several, short, and one sentence.
    fn is_title(&self, paragraph: u32) -> bool {
        paragraph == 0 && self.has_title
    }

    /// Where a paragraph's tokens end.
    fn paragraph_end(&self, paragraph: u32) -> Option<u32> {
        self.tokens.paragraphs.get(paragraph as usize).map(|tokens| tokens.end as u32)
    }

    /// The quotation that a sentence opens with.
    fn opening_quotation(&self, sentence: usize) -> Option<Range<u32>> {
        let first = self.tokens.get(self.tokens.sentences.get(sentence)?.tokens.start)?;
        let quotation = self.tokens.quotations.get(first.quotation as usize)?;
        Some(quotation.outer.start as u32..quotation.outer.end as u32)
    }

    /// Whether any of some pieces stands inside quotation marks.
    fn is_quoted(&self, pieces: &[Range<u32>]) -> bool {
        pieces.iter().cloned().flatten().any(|at| self.tokens.get(at as usize).is_some_and(Token::is_quoted))
    }

    /// A piece that is one whole quotation, without its marks.
    fn inside_marks(&self, piece: Range<u32>) -> Range<u32> {
        let quotation = self.tokens.get(piece.start as usize).map_or(u32::MAX, |t| t.quotation);
        match self.tokens.quotations.get(quotation as usize) {
            Some(q) if q.outer.start as u32 == piece.start && q.outer.end as u32 >= piece.end => {
                q.inner.start as u32..(q.inner.end as u32).min(piece.end)
            }
            _ => piece,
        }
    }

    fn form(&self, pieces: &[Range<u32>]) -> Form {
        let (mut quoted, mut bare) = (false, false);
        for piece in pieces {
            let words = self.lines.words(piece.clone());
            quoted |= words.quoted > 0;
            bare |= words.all > words.quoted;
        }
        match (quoted, bare) {
            (true, false) => Form::Direct,
            (true, true) => Form::Mixed,
            (false, _) => Form::Indirect,
        }
    }

    fn span(&self, tokens: Range<u32>) -> Span {
        self.tokens.span(tokens.start as usize..tokens.end as usize)
    }

    fn propose<P: Proposals + Default>(&self, book: &Rulebook, memory: &mut Memory<'_>) -> P {
        let mut proposals = P::default();
        candidate::propose(self, book, memory, &mut proposals);
        proposals
    }

    fn quote(&self, book: &Rulebook, candidate: &Candidate) -> Option<Quote> {
        let cue = self.lexicon.cues().get(candidate.row as usize);
        Some(Quote {
            form: self.form(&candidate.pieces),
            pieces: candidate.pieces.iter().map(|piece| self.span(piece.clone())).collect(),
            cue: Some(self.span(candidate.cue.clone())),
            lemma: cue.map_or("", |cue| cue.lemma),
            stance: cue.map_or(Stance::Say, |cue| cue.stance),
            negated: candidate.negated,
            source: candidate.source.clone().map(|source| (source.start, source.end - 1)),
            rule: book.rule(candidate.rule)?.id,
            confidence: weights::confidence(candidate.bid.score),
        })
    }
}

/// Finds the statements of a document; beliefs, wishes and intentions too if the rulebook is for them.
pub fn find(
    book: &Rulebook,
    text: &Text<'_>,
    tokens: &Tokens,
    lexicon: &Lexicon,
    mentions: &[Mention],
) -> Vec<Quote> {
    let mut memory = book.memory();
    let scene = Scene::new(text, tokens, lexicon, mentions);
    let Some(scene) = scene else { return Vec::new() };
    let BestOfEachCue { all: mut candidates, .. } = scene.propose(book, &mut memory);
    let (_, kept) = choose::choose(&scene, book, &mut candidates);
    kept.into_iter().filter_map(|number| scene.quote(book, candidates.get(number)?)).collect()
}

/// Every sentence as the rules see it: its words and quotations, each with the name of its symbol, a cue as
/// any other word.
pub fn symbols(
    text: &Text<'_>,
    tokens: &Tokens,
    lexicon: &Lexicon,
    mentions: &[Mention],
) -> Vec<Vec<(Span, &'static str)>> {
    let scene = Scene::new(text, tokens, lexicon, mentions);
    let Some(scene) = scene else { return Vec::new() };
    let named = |line: Line<'_>| {
        let symbols = line.symbols.iter().enumerate();
        let named = |(at, &symbol)| Some((scene.span(line.tokens(at..at + 1)), symbol::name(symbol)?));
        symbols.filter_map(named).collect()
    };
    scene.lines.iter().map(named).collect()
}

/// A proposal laid open: what it would be, what speaks for it, and what became of it.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The statement as it would be.
    pub quote: Quote,
    /// The features that speak for it or against it, by name.
    pub features: Vec<String>,
    /// What became of it.
    pub fate: Fate,
}

/// Every proposal of a document with its evidence.
pub fn evidence(
    book: &Rulebook,
    text: &Text<'_>,
    tokens: &Tokens,
    lexicon: &Lexicon,
    mentions: &[Mention],
) -> Vec<Proposal> {
    let mut memory = book.memory();
    let scene = Scene::new(text, tokens, lexicon, mentions);
    let Some(scene) = scene else { return Vec::new() };
    let mut candidates: Vec<Candidate> = scene.propose(book, &mut memory);
    candidates.sort_by_key(|candidate| candidate.sentence);
    let (fates, _) = choose::choose(&scene, book, &mut candidates);
    let names = book.names(lexicon);
    let open = |(candidate, fate): (&Candidate, Fate)| {
        let features = names.features(&candidate.facts);
        Some(Proposal { quote: scene.quote(book, candidate)?, features, fate })
    };
    candidates.iter().zip(fates).filter_map(open).collect()
}
