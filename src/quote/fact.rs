//! The facts of a proposal: its rule, its cue, its source, its content, and what stands around them.
//!
//! Symbols, counts and lists enter, one value for every dimension of the evidence leaves; what a fact
//! is worth is not known here.

use std::ops::Range;

use super::cue::{self, Found};
use super::cut::{self, Ending};
use super::evidence::{self, Dim, Facts};
use super::line::Line;
use super::{Rulebook, Scene, symbol};
use crate::lexicon::Class;
use crate::mention::Kind;

/// What stands around the content of a proposal, in symbols of its sentence: the same for all proposals of one
/// cue that find the same source.
pub(super) struct Around<'p, 'l> {
    pub(super) found: &'p Found<'l>,
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    /// Which of the other beginnings of the source this is; 0 for that of the rule.
    pub(super) reach: u16,
}

/// The content of a proposal, in symbols of its sentence.
pub(super) struct Content<'p> {
    pub(super) line: Line<'p>,
    pub(super) pieces: &'p [Range<usize>],
    pub(super) cue: &'p Range<usize>,
    /// How its end was found.
    pub(super) ending: Ending,
    /// The rule of endings that ends it, or that it goes on against.
    pub(super) cut: Option<usize>,
}

const COMMA: u64 = symbol::bit(symbol::COMMA);
const JOINS: u64 = symbol::bit(symbol::AND) | symbol::bit(symbol::BUT);
const RELATES: u64 = symbol::bit(symbol::RELATIVE) | symbol::bit(symbol::WH);
const REPORTS: u64 = symbol::bit(symbol::REPORT) | symbol::bit(symbol::REPORTING);

/// The symbol at a place; a stop at the end.
#[inline]
fn symbol(line: Line<'_>, at: usize) -> u8 {
    line.symbols.get(at).copied().unwrap_or(symbol::STOP)
}

/// The symbol before a place; a stop at the start.
#[inline]
fn before(line: Line<'_>, at: usize) -> u8 {
    at.checked_sub(1).map_or(symbol::STOP, |at| symbol(line, at))
}

impl Around<'_, '_> {
    /// The facts of all that is no content, but for those of the rule. `named` are the words of the source in
    /// tokens.
    pub(super) fn facts(&self, scene: &Scene<'_>, named: Option<Range<u32>>, book: &Rulebook) -> Facts {
        let mut facts = Facts::default();
        let cue = self.found.row.min(scene.lexicon.cues().len() as u16);
        facts.set(Dim::Cue, cue);
        facts.set_known_cue(book.weights.known_cue(cue));
        self.of_cue(&mut facts);
        self.of_source(scene, named, &mut facts);
        self.of_sentence(scene, &mut facts);
        facts
    }

    fn line(&self) -> Line<'_> {
        self.found.line
    }

    fn of_cue(&self, facts: &mut Facts) {
        let Self { found, cue, .. } = self;
        let line = self.line();
        facts.set(Dim::Shape, found.shape as u16);
        facts.set(Dim::Before, u16::from(before(line, cue.start)));
        facts.set(Dim::After, u16::from(symbol(line, cue.end)));
        facts.set(Dim::Position, if cue.start <= 3 { 1 } else { 2 + u16::from(cue.start > 10) });
        facts.set(Dim::Auxiliary, u16::from(self.auxiliary()));
        facts.set(Dim::Act, found.cue.act as u16);
        facts.set(Dim::Stance, found.cue.stance as u16);
        facts.set(Dim::Negated, u16::from(found.negated));
    }

    /// The first auxiliary of the cue; a stop where it has none.
    fn auxiliary(&self) -> u8 {
        let group = cue::group_start(self.line(), self.found.at)..self.found.at;
        let verbs = self.line().symbols[group].iter().copied();
        verbs.into_iter().find(|s| *s != symbol::ADVERB).unwrap_or(symbol::STOP)
    }

    fn of_source(&self, scene: &Scene<'_>, named: Option<Range<u32>>, facts: &mut Facts) {
        facts.set(Dim::Source, source_sort(scene, named) as u16);
        let Some(source) = &self.source else { return };
        facts.set(Dim::Link, u16::from(before(self.line(), source.start)));
        facts.set(Dim::Width, bucket(source.len()));
        facts.set(Dim::Reach, self.reach);
        facts.set(Dim::Opens, u16::from(symbol(self.line(), source.start)));
        let symbols = self.line().symbols.get(source.clone()).unwrap_or(&[]);
        let inside = symbols.iter().fold(0, |all, &s| all | symbol::bit(s));
        let bits = [COMMA, symbol::FINITE, JOINS, RELATES];
        let held = (0..).zip(bits).fold(0, |held, (at, bits)| held | u16::from(inside & bits != 0) << at);
        facts.set(Dim::Holds, held);
        let between = source.end.min(self.cue.start)..self.cue.start;
        facts.set(Dim::Gap, (between.len() as u16).min(3));
    }

    fn of_sentence(&self, scene: &Scene<'_>, facts: &mut Facts) {
        let line = self.line();
        facts.set(Dim::Led, u16::from(cut::is_led(line, self.cue.start)));
        facts.set(Dim::Headline, u16::from(line.headline) + u16::from(scene.is_title(line.paragraph)));
        let start = self.source.as_ref().map_or(self.cue.start, |source| source.start.min(self.cue.start));
        let earlier = line.symbols.get(..start).unwrap_or(&[]);
        let earlier = earlier.iter().fold(0, |all, &s| all | symbol::bit(s));
        let (reported, quoted) = (earlier & REPORTS != 0, earlier & symbol::QUOTES != 0);
        facts.set(Dim::Earlier, u16::from(reported) + 2 * u16::from(quoted));
    }
}

impl Content<'_> {
    /// Adds its facts; `tokens` are its pieces in tokens.
    pub(super) fn tell(&self, scene: &Scene<'_>, tokens: &[Range<u32>], facts: &mut Facts) {
        let Self { line, pieces, .. } = *self;
        let first = pieces.first().cloned().unwrap_or_default();
        let last = pieces.last().cloned().unwrap_or_default();
        let words: u32 = tokens.iter().map(|piece| scene.lines.words(piece.clone()).all).sum();
        let (mut inside, mut commas) = (0, 0);
        for piece in pieces {
            for &symbol in line.symbols.get(piece.clone()).unwrap_or(&[]) {
                inside |= symbol::bit(symbol);
                commas += u16::from(symbol == symbol::COMMA);
            }
        }
        let quoted = inside & symbol::QUOTES != 0;
        let whole = inside & !(symbol::QUOTES | COMMA) == 0;
        facts.set(Dim::First, u16::from(symbol(line, first.start)));
        facts.set(Dim::Second, u16::from(symbol(line, first.start + 1)));
        facts.set(Dim::Last, u16::from(before(line, last.end)));
        facts.set(Dim::End, u16::from(symbol(line, last.end)));
        facts.set(Dim::Beyond, u16::from(symbol(line, last.end + 1)));
        facts.set(Dim::Ending, self.ending as u16);
        facts.set(Dim::Joint, joint(scene, line, last.end));
        facts.set(Dim::Cut, self.cut.map_or(0, |number| number as u16 + 1));
        facts.set(Dim::Length, bucket(words as usize));
        facts.set(Dim::Quoted, if quoted { 1 + u16::from(whole) } else { 0 });
        facts.set(Dim::Finite, u16::from(inside & symbol::FINITE != 0));
        facts.set(Dim::Commas, commas.min(3));
        facts.set(Dim::Pieces, (pieces.len() as u16).min(7));
        let distance = first.start.saturating_sub(self.cue.end);
        facts.set(Dim::Distance, if first.start < self.cue.start { 9 } else { (distance as u16).min(4) });
    }
}

/// What sort of words name the source, as a place among the sorts of [`evidence`].
pub(super) fn source_sort(scene: &Scene<'_>, source: Option<Range<u32>>) -> usize {
    let Some(source) = source else { return 0 };
    let words = || source.clone().filter_map(|at| scene.tokens.get(at as usize)).filter(|t| t.is_word());
    if words().next().is_some() && words().all(crate::segment::Token::is_all_caps) {
        return evidence::CAPITALS;
    }
    let kinds = scene.kinds(source.clone());
    if let Some(kind) = kinds {
        return match kind {
            Kind::Person => 1,
            Kind::Organisation => 2,
            Kind::Place => 3,
        };
    }
    let token = |at: u32| scene.tokens.get(at as usize);
    let Some(first) = token(source.start) else { return 0 };
    if source.len() == 1 {
        let word = first.word;
        let table = [
            (Class::FirstPerson, 8),
            (Class::SecondPerson, 8),
            (Class::Masculine, 5),
            (Class::Feminine, 5),
            (Class::PluralPerson, 6),
            (Class::Neuter, 7),
            (Class::Relative, 9),
        ];
        if let Some((_, sort)) = table.iter().find(|(class, _)| word.is(*class)) {
            return *sort;
        }
    }
    if source.clone().filter_map(token).any(|t| t.is_capital() && !t.opens_sentence()) {
        return 4;
    }
    let table = [
        (Class::PeoplePlural, 11),
        (Class::RolePlural, 11),
        (Class::Role, 10),
        (Class::PersonNoun, 10),
        (Class::ReportNoun, 13),
        (Class::CollectiveNoun, 12),
    ];
    let head = source.rev().filter_map(token).find_map(|t| table.iter().find(|(class, _)| t.word.is(*class)));
    head.map_or(14, |(_, sort)| *sort)
}

/// The sorts of prepositions and conjunctions that may stand behind a content.
const JOINTS: [Class; 12] = [
    Class::Of,
    Class::Toward,
    Class::InAt,
    Class::From,
    Class::Between,
    Class::PlacePreposition,
    Class::If,
    Class::Where,
    Class::Contrast,
    Class::Relative,
    Class::And,
    Class::Or,
];

/// What sort of preposition or conjunction stands behind a content; 0 for none.
fn joint(scene: &Scene<'_>, line: Line<'_>, at: usize) -> u16 {
    let token = scene.tokens.get(line.token(at)).filter(|_| at < line.len());
    let Some(word) = token.map(|t| t.word).filter(|word| word.is_any(&JOINTS)) else { return 0 };
    JOINTS.iter().position(|class| word.is(*class)).map_or(0, |sort| sort as u16 + 1)
}

/// A number on a logarithmic scale, 0 to 7.
fn bucket(number: usize) -> u16 {
    (usize::BITS - number.leading_zeros()).min(7) as u16
}
