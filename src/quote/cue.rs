//! Cues in a sentence: the words that report, with the verbs and adverbs that belong to them.

use std::ops::Range;

use super::line::Line;
use super::symbol;
use crate::lexicon::{Class, Cue, Lexicon, Mark, Marks, Part, Signs, Tag};
use crate::segment::{Token, Tokens};
use crate::text::Text;

/// The form a cue stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// past tense
    Past,
    /// third person singular
    Third,
    /// base form after a subject or modal
    Base,
    /// after a form of being, in -ing
    Progressive,
    /// in -ing alone
    Ing,
    /// after the infinitive marker
    Infinitive,
    /// passive
    Passive,
    /// a noun
    Noun,
    /// a phrase
    Phrase,
}

/// A cue as it stands in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Sighting<'l> {
    pub(super) cue: &'l Cue,
    pub(super) row: u16,
    pub(super) shape: Shape,
    pub(super) negated: bool,
    /// Its symbols in the sentence, and as which one rules see them.
    pub(super) symbols: Range<usize>,
    pub(super) symbol: u8,
}

/// A cue in a sentence: which row of the cues, where, in what form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'l> {
    pub(super) cue: &'l Cue,
    /// [`NO_CUE`] where rules are tried that need none.
    pub(super) row: u16,
    pub(super) shape: Shape,
    pub(super) negated: bool,
    /// The sentence with the cue as one symbol.
    pub(super) line: Line<'l>,
    /// Which symbol that is.
    pub(super) at: usize,
    /// The number of the sentence.
    pub(super) sentence: usize,
}

/// The row of no cue.
pub(super) const NO_CUE: u16 = u16::MAX;

impl<'l> Found<'l> {
    /// The cue that was seen in a sentence, with the line as rules see it and the place of the cue there.
    pub(super) fn of(sighting: &Sighting<'l>, (line, at): (Line<'l>, usize), sentence: usize) -> Self {
        let Sighting { cue, row, shape, negated, .. } = *sighting;
        Self { cue, row, shape, negated, line, at, sentence }
    }

    /// Whether there is one.
    pub(super) fn is_cue(&self) -> bool {
        self.row != NO_CUE
    }
}

/// Which sorts of cues a word outside quotation marks may begin, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sorts(u8);

const VERB: u8 = 1;
const NOUN: u8 = 2;
const PHRASE: u8 = 4;
/// A verb that may go on with the words behind it.
const LONG: u8 = 8;

impl Sorts {
    /// How many bits there are.
    pub(super) const BITS: u32 = 4;

    pub(super) fn of_bits(bits: u32) -> Self {
        Self(bits as u8 & (VERB | NOUN | PHRASE | LONG))
    }

    pub(super) fn bits(self) -> u32 {
        u32::from(self.0)
    }

    /// Those that a word tells.
    #[inline]
    pub(super) fn of(token: &Token) -> Self {
        let Token { word, .. } = token;
        let phrase = word.is(Class::PhraseHead);
        let sorts = u8::from(word.verb != 0) | u8::from(word.noun != 0) << 1 | u8::from(phrase) << 2;
        Self(sorts * u8::from(token.is_word()))
    }

    /// Those of them that a word's symbol bears out.
    #[inline]
    pub(super) fn borne_out(self, symbol: u8) -> Self {
        let bit = symbol::bit(symbol);
        let (verb, noun) = (bit & symbol::VERBS != 0, bit & symbol::COMMON_NOUNS != 0);
        Self(self.0 & (PHRASE | u8::from(verb) | u8::from(noun) << 1))
    }

    /// Those of them that the words behind bear out too: `words` are the marks of the word itself and of those;
    /// `verb` tells which verb it is.
    #[inline]
    pub(super) fn before(
        self,
        marks: &Marks,
        verb: impl Fn() -> u16,
        mut words: impl Iterator<Item = Mark> + Clone,
    ) -> Self {
        let (mut sorts, head) = (self.0, words.next().unwrap_or(Mark::NOTHING));
        if sorts & PHRASE != 0 {
            let next = words.clone().next().unwrap_or(Mark::NOTHING);
            sorts &= if marks.may_begin_phrase(head, next) { !0 } else { !PHRASE };
        }
        if sorts & VERB != 0 && marks.may_go_on(verb(), words) {
            sorts |= LONG;
        }
        Self(sorts)
    }
}

/// The cues that begin with a symbol of a sentence, one of each sort at most.
pub(super) fn find<'l>(
    text: &Text<'_>,
    tokens: &Tokens,
    lexicon: &'l Lexicon,
    line: Line<'_>,
    (at, sorts): (usize, Sorts),
) -> impl Iterator<Item = Sighting<'l>> {
    [VERB, NOUN, PHRASE].into_iter().filter(move |sort| sorts.0 & sort != 0).filter_map(
        move |sort| match sort {
            VERB => verb(text, tokens, lexicon, line, at, sorts.0 & LONG != 0),
            NOUN => noun(lexicon, tokens[line.token(at)].word.noun.checked_sub(1)?, at),
            _ => phrase(text, tokens, lexicon, line, at),
        },
    )
}

/// The longest cue that a verb is the head of: with its particle or its noun if it `goes_on`, else alone.
fn verb<'l>(
    text: &Text<'_>,
    tokens: &Tokens,
    lexicon: &'l Lexicon,
    line: Line<'_>,
    at: usize,
    goes_on: bool,
) -> Option<Sighting<'l>> {
    let word = tokens[line.token(at)].word;
    let ahead = || {
        let (mut next, mut all) = (Signs::default(), Signs::default());
        for (number, at) in (at + 1..line.len()).take(Marks::AHEAD).enumerate() {
            let word = text.slice(tokens[line.token(at)].span);
            all.add(word);
            if number == 0 {
                next = all;
            }
        }
        [next, all]
    };
    let (row, cue, end) = lexicon.verbs(word, goes_on, ahead).find_map(|(row, cue, has_rest)| {
        // Of a cue of one word nothing is looked at here: it may be far from the processor.
        let end = if has_rest { rest(text, tokens, line, at, cue)? } else { at + 1 };
        Some((row, cue, end))
    })?;
    let shape = shape(tokens, line, at);
    let symbol = match shape {
        Shape::Ing => symbol::CUE_ING,
        Shape::Passive => symbol::CUE_PASSIVE,
        Shape::Infinitive => symbol::CUE_INFINITIVE,
        _ => symbol::CUE,
    };
    let negated = is_negated(tokens, line, at);
    Some(Sighting { cue, row, shape, negated, symbols: at..end, symbol })
}

/// Where the words of a cue after its head end; `None` where they do not stand there.
fn rest(text: &Text<'_>, tokens: &Tokens, line: Line<'_>, at: usize, cue: &Cue) -> Option<usize> {
    let mut end = at + 1;
    let light = cue.part == Part::Light;
    for (number, wanted) in cue.rest().iter().enumerate() {
        if cue.is_filler(number) {
            continue;
        }
        let from = end;
        loop {
            let symbol = *line.symbols.get(end)?;
            let word = text.slice(tokens[line.token(end)].span);
            let same = word.eq_ignore_ascii_case(wanted)
                || word.len() == wanted.len() + 1
                    && word.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted))
                    && word.ends_with(['s', 'S']);
            end += 1;
            if same && !symbol::is_quote(symbol) {
                break;
            }
            let fills = matches!(
                symbol,
                symbol::DETERMINER | symbol::POSSESSIVE | symbol::ADJECTIVE | symbol::ADVERB | symbol::NUMBER
            );
            if !light || !fills || end - from > 3 {
                return None;
            }
        }
    }
    Some(end)
}

/// The form of a verb, from the auxiliaries before it.
fn shape(tokens: &Tokens, line: Line<'_>, at: usize) -> Shape {
    let word = tokens[line.token(at)].word;
    let group = group_start(line, at)..at;
    let auxiliaries = line.symbols[group.clone()].iter().fold(0, |all, &s| all | symbol::bit(s));
    let being = auxiliaries & (symbol::bit(symbol::BE) | symbol::bit(symbol::BEEN)) != 0;
    if word.share(Tag::Ing) > 0 {
        return if being { Shape::Progressive } else { Shape::Ing };
    }
    let base = word.share(Tag::Base) > 0 && word.share(Tag::Past) == 0;
    if base && auxiliaries & symbol::bit(symbol::TO) != 0 {
        return Shape::Infinitive;
    }
    if being && word.share(Tag::Participle) > 0 {
        return Shape::Passive;
    }
    if word.share(Tag::Third) > 0 {
        return Shape::Third;
    }
    let bare_participle = line.symbols[at] == symbol::PARTICIPLE && group.is_empty();
    if bare_participle {
        return Shape::Passive;
    }
    if base { Shape::Base } else { Shape::Past }
}

/// Where the auxiliaries and adverbs before a verb begin.
pub(super) fn group_start(line: Line<'_>, at: usize) -> usize {
    use symbol::{ADVERB, BE, BEEN, DO, HAVE, MODAL, NOT, TO};
    let belongs = |s: &&u8| matches!(**s, BE | BEEN | DO | HAVE | MODAL | NOT | ADVERB | TO);
    at - line.symbols[..at].iter().rev().take_while(belongs).count()
}

fn is_negated(tokens: &Tokens, line: Line<'_>, at: usize) -> bool {
    (group_start(line, at)..at).any(|k| tokens[line.token(k)].word.is_any(&[Class::Negation, Class::Not]))
}

fn noun(lexicon: &Lexicon, row: u16, at: usize) -> Option<Sighting<'_>> {
    let cue = lexicon.cues().get(row as usize)?;
    let (symbols, symbol) = (at..at + 1, symbol::CUE_NOUN);
    Some(Sighting { cue, row, shape: Shape::Noun, negated: false, symbols, symbol })
}

/// The longest phrase that begins with a word.
fn phrase<'l>(
    text: &Text<'_>,
    tokens: &Tokens,
    lexicon: &'l Lexicon,
    line: Line<'_>,
    at: usize,
) -> Option<Sighting<'l>> {
    let head = text.slice(tokens[line.token(at)].span);
    let word = |at: usize| if at < line.len() { text.slice(tokens[line.token(at)].span) } else { "" };
    let next = [word(at + 1), word(at + 2)];
    let (row, cue, end) = lexicon.phrases(head, next).find_map(|(row, cue, rest)| {
        let mut words = rest.iter();
        Some((row, cue, words.try_fold(at + 1, |end, wanted| same(text, tokens, line, end, wanted))?))
    })?;
    let (symbols, symbol) = (at..end, symbol::CUE_PHRASE);
    Some(Sighting { cue, row, shape: Shape::Phrase, negated: false, symbols, symbol })
}

/// One past a symbol if it is this word.
fn same(text: &Text<'_>, tokens: &Tokens, line: Line<'_>, at: usize, wanted: &str) -> Option<usize> {
    let symbol = *line.symbols.get(at)?;
    let word = text.slice(tokens[line.token(at)].span);
    (!symbol::is_quote(symbol) && word.eq_ignore_ascii_case(wanted)).then_some(at + 1)
}
