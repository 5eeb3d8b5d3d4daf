//! Cues in a sentence: the words that report, with the verbs and adverbs that belong to them.

use std::ops::Range;

use super::line::{Joined, Line};
use super::symbol;
use crate::lexicon::{AHEAD, Class, Cue, Lexicon, Part, Signs, Tag};
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
    pub(super) row: u16,
    pub(super) shape: Shape,
    pub(super) negated: bool,
    /// The sentence with the cue as one symbol.
    pub(super) line: Line<'l>,
    /// Which symbol that is.
    pub(super) at: usize,
}

impl<'l> Found<'l> {
    /// The cue that was seen in a line, with the line as rules see it.
    pub(super) fn of(sighting: Sighting<'l>, line: Line<'_>, joined: &'l mut Joined) -> Self {
        let Sighting { cue, row, shape, negated, symbols, symbol } = sighting;
        let (line, at) = joined.join(line, symbols, symbol);
        Self { cue, row, shape, negated, line, at }
    }
}

/// Whether a cue may begin with a word that stands outside quotation marks.
pub(super) fn may_begin(token: &Token) -> bool {
    let word = &token.word;
    token.is_word() && (word.verb > 0 || word.noun > 0 || word.is(Class::PhraseHead))
}

/// Every cue of a sentence, in order; none inside quotation marks. `heads` are the symbols that one may begin
/// with.
pub(super) fn find<'l>(
    text: &Text<'_>,
    tokens: &Tokens,
    lexicon: &'l Lexicon,
    line: Line<'_>,
    heads: impl Iterator<Item = usize>,
) -> impl Iterator<Item = Sighting<'l>> {
    heads.flat_map(move |at| {
        let word = tokens[line.token(at)].word;
        let verb = (word.verb > 0 && is_verb(line, at)).then(|| verb(text, tokens, lexicon, line, at));
        let nominal = matches!(line.symbols[at], symbol::NOUN | symbol::NOUNS);
        let noun = (word.noun > 0 && nominal).then(|| noun(lexicon, word.noun - 1, at));
        let phrase = word.is(Class::PhraseHead).then(|| phrase(text, tokens, lexicon, line, at));
        [verb, noun, phrase].into_iter().flatten().flatten()
    })
}

fn is_verb(line: Line<'_>, at: usize) -> bool {
    use symbol::{BASE, ING, PARTICIPLE, REPORT, REPORTING, VERB};
    matches!(line.symbols[at], BASE | ING | PARTICIPLE | REPORT | REPORTING | VERB)
}

/// The longest cue that a verb is the head of: with its particle or its noun, else alone.
fn verb<'l>(
    text: &Text<'_>,
    tokens: &Tokens,
    lexicon: &'l Lexicon,
    line: Line<'_>,
    at: usize,
) -> Option<Sighting<'l>> {
    let word = tokens[line.token(at)].word;
    let ahead = || {
        let (mut next, mut all) = (Signs::default(), Signs::default());
        for (number, at) in (at + 1..line.len()).take(AHEAD).enumerate() {
            let word = text.slice(tokens[line.token(at)].span);
            all.add(word);
            if number == 0 {
                next = all;
            }
        }
        [next, all]
    };
    let (row, cue, end) = lexicon
        .verbs(word, ahead)
        .find_map(|(row, cue)| Some((row, cue, rest(text, tokens, lexicon, line, at, cue)?)))?;
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
fn rest(
    text: &Text<'_>,
    tokens: &Tokens,
    lexicon: &Lexicon,
    line: Line<'_>,
    at: usize,
    cue: &Cue,
) -> Option<usize> {
    let mut end = at + 1;
    let light = cue.part == Part::Light;
    let words = if light { cue.rest().len() } else { 0 };
    for (number, wanted) in cue.rest().iter().enumerate() {
        if light && number + 1 < words && is_filler(lexicon, wanted) {
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

/// Words of a light cue that stand for any determiner.
fn is_filler(lexicon: &Lexicon, word: &str) -> bool {
    let classes = [Class::The, Class::Indefinite, Class::PossessivePronoun, Class::Quantifier];
    word.contains('\'') || lexicon.word(word).is_any(&classes)
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
