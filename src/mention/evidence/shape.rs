//! What the letters of a span say: capitals, hyphens, digits, small words inside.

use super::Span;
use crate::lexicon::Tag;
use crate::mention::feature::Feature::{self, *};
use crate::mention::list::List;
use crate::mention::piece::{
    ACRONYM, AMPERSAND, CAMEL, CAPS_LINE, DIGIT, Flags, HEAD, HYPHEN, HYPHENED, POSSESSIVE, SLASH, SMALL_AND,
    SMALL_FOR, SMALL_IN, SMALL_OF, SMALL_TO,
};

/// Small words and marks inside a span, and what each is evidence of.
const INSIDE: &[(Flags, Feature)] = &[
    (SMALL_AND, AndInside),
    (SMALL_OF, OfInside),
    (SMALL_FOR, ForInside),
    (SMALL_IN, InInside),
    (SMALL_TO, InInside),
    (AMPERSAND, Ampersand),
    (HYPHEN, HyphenJoined),
    (SLASH, SlashJoined),
    (POSSESSIVE, PossessiveInside),
];

/// All of them.
const ANY_INSIDE: Flags =
    SMALL_AND | SMALL_OF | SMALL_FOR | SMALL_IN | SMALL_TO | AMPERSAND | HYPHEN | SLASH | POSSESSIVE;

impl Span<'_, '_> {
    pub(super) fn shape(&self, out: &mut List) {
        let (opening, closing, tail) = (self.opening, self.closing, self.tail);
        if closing.is(ACRONYM) {
            out.push(match tail.span.len() {
                _ if !self.is_one() => AcronymLast,
                0..=2 => Acronym2,
                3 => Acronym3,
                4 | 5 => Acronym4,
                _ => Acronym6,
            });
        } else if self.is_one() && tail.is_stopped() && tail.span.len() > 3 && tail.is_all_caps() {
            out.push(Dotted);
        } else if !closing.is(CAPS_LINE) && closing.is(CAMEL) {
            out.push(Camel);
        }
        out.add(!self.is_one() && opening.is(ACRONYM), AcronymFirst);
        if (opening.flags | closing.flags) & (HYPHENED | DIGIT) != 0 {
            self.mixed(out);
        }
        out.add(self.is_one() && tail.span.len() == 1, SingleLetter);
        let adjective = || tail.word.classes & HEAD == 0 && tail.word.share(Tag::Adjective) > 9;
        out.add(self.is_one() && self.facts == 0 && adjective(), EndsDemonym);
    }

    /// Hyphens and digits in the first word and the last.
    fn mixed(&self, out: &mut List) {
        let both = self.opening.flags | self.closing.flags;
        if both & HYPHENED != 0 {
            out.push(HyphenInside);
            let slice = self.page.slice(self.last);
            let start = slice.split('-').next().unwrap_or("");
            out.add(start.len() < 4 && start.len() < slice.len() && self.tail.word.given == 0, PrefixedName);
        }
        out.add(both & DIGIT != 0, Digit);
    }

    /// Small words and marks inside.
    pub(super) fn joined(&self, out: &mut List) {
        if self.inside(ANY_INSIDE) {
            for (_, feature) in INSIDE.iter().filter(|(flags, _)| self.inside(*flags)) {
                out.push(*feature);
            }
        }
    }
}
