//! Whether the words of a span are such as people are called by.

use super::Span;
use crate::gazetteer::Fact;
use crate::lexicon::Class;
use crate::mention::feature::Feature::{self, *};
use crate::mention::piece::{
    CAPITAL, COMMON, COUNTRY, FUNCTION, HEAD, LOWER, ORGANISATION_HEAD, Page, TITLE, mask,
};
use crate::segment::Gap;

impl Span<'_, '_> {
    pub(super) fn person_one(&self, out: &mut Vec<Feature>) {
        let word = self.word(self.first);
        out.push(Given0.after(word.given.min(3) as usize));
        out.push(Surname0.after(word.surname.min(3) as usize));
        if word.is(Class::KnownSurname) {
            out.push(KnownSurname);
            if !self.page.is(self.first, COMMON) && self.facts == 0 && word.given < 2 {
                out.push(KnownSurnameOnly);
            }
        }
        self.hyphen_peer(out);
        let unknown = word.given == 0 && word.surname == 0 && self.facts == 0;
        if unknown && !self.page.is(self.first, COMMON) {
            out.push(UnknownWord);
        }
    }

    /// How the last word ends, and the first of several.
    pub(super) fn endings(&self, out: &mut Vec<Feature>) {
        let ending = |at: usize| self.page.pieces.get(at).and_then(|piece| piece.ending);
        if let Some([person, place, common]) = ending(self.last) {
            out.push(self.pick(EndsPersonOne0, EndsPersonMany0).after(person.into()));
            out.push(self.pick(EndsPlaceOne0, EndsPlaceMany0).after(place.into()));
            out.push(self.pick(EndsCommonOne0, EndsCommonMany0).after(common.into()));
        }
        if let Some([person, _, common]) = ending(self.first).filter(|_| !self.is_one()) {
            out.push(OpensPerson0.after(person.into()));
            out.push(OpensCommon0.after(common.into()));
        }
    }

    /// What stands beyond a hyphen: two people, two places.
    fn hyphen_peer(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let at = self.first;
        let glued = |k: usize| {
            let mark = matches!(page.mark(k), Some('-' | '\u{2013}'));
            mark && page.tokens[k].gap == Gap::None
                && page.tokens.get(k + 1).is_some_and(|t| t.gap == Gap::None)
        };
        let peer = if glued(at + 1) {
            at + 2
        } else if at > 1 && glued(at - 1) {
            at - 2
        } else {
            return;
        };
        // Behind a given name it is one surname of two parts.
        let alone = page.before(at.min(peer)).is_none_or(|k| !page.is(k, CAPITAL) || page.is(k, FUNCTION));
        if alone && page.word(peer).is(Class::KnownSurname) && page.word(at).is(Class::KnownSurname) {
            out.push(HyphenSurnames);
        }
        if page.pieces.get(peer).is_some_and(|p| p.facts & Fact::PLACE != 0) && self.facts & Fact::PLACE != 0
        {
            out.push(HyphenPlaces);
        }
    }

    pub(super) fn person_many(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let (head, tail) = (self.word(self.first), self.word(self.last));
        let plain = |at: usize| page.is(at, COMMON);
        let joined = self.inner().any(|k| {
            page.classes(k) & mask(&[Class::Connective]) != 0
                && page.classes(k) & mask(&[Class::Particle]) == 0
        });
        if !joined && self.last - self.first < 4 {
            // A title is among the given names too; before a name it is a title.
            let titled =
                page.is(self.first, TITLE) && (plain(self.first) || page.tokens[self.first].is_stopped());
            out.push(if titled { HonorificFirst } else { FirstGiven0.after(head.given.min(3) as usize) });
            out.push(LastSurname0.after(tail.surname.min(3) as usize));
            let named = |k: usize| !plain(k) || self.word(k).given > 0 || self.word(k).surname > 0;
            let all_named = self.capitals().all(named) && page.classes(self.last) & ORGANISATION_HEAD == 0;
            if head.given > 0 && tail.surname > 0 && all_named && !titled {
                out.push(GivenSurname);
            }
            if !titled && head.given > 1 && !plain(self.last) {
                out.push(GivenAny);
            }
            if head.given > 0 && tail.surname == 0 && tail.given == 0 && !plain(self.last) {
                out.push(GivenUnknown);
            }
            if head.given == 0 && tail.surname > 0 && !plain(self.first) && !plain(self.last) {
                out.push(UnknownSurname);
            }
            if self.inner().any(|k| page.is(k, CAPITAL) && self.word(k).given > 1) {
                out.push(MiddleGiven);
            }
            if tail.is(Class::KnownSurname) {
                out.push(KnownSurname);
            }
        }
        self.small_parts(out);
    }

    /// Initials, particles and suffixes, and places that are no part of a person.
    fn small_parts(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let tail = self.word(self.last);
        let plain = |at: usize| page.is(at, COMMON);
        let initial = |k: usize| page.tokens[k].span.len() == 1 || page.tokens[k].is_stopped();
        if self.inner().any(|k| page.is(k, CAPITAL) && initial(k) && page.tokens[k].span.len() < 5) {
            out.push(MiddleInitial);
        }
        if is_initials(page, self.first) {
            out.push(FirstInitial);
            if !plain(self.last) && page.classes(self.last) & HEAD == 0 {
                out.push(InitialName);
            }
        }
        if tail.is(Class::PersonSuffix) {
            out.push(PersonSuffix);
        }
        let particle =
            |k: usize| page.is(k, LOWER) && self.word(k).is(Class::Particle) && !page.is(k, FUNCTION);
        if (self.first..self.last).any(particle) {
            out.push(ParticleInside);
        }
        let large = Fact::Admin1.bit() | Fact::City1M.bit() | Fact::City300k.bit();
        let place = page.pieces[self.first].facts & large != 0 && self.word(self.first).given < 2;
        if page.is(self.first, COUNTRY) || place {
            out.push(FirstIsPlace);
        }
        if page.is(self.last, COUNTRY) {
            out.push(LastIsPlace);
        }
        if tail.given > 2 && tail.surname == 0 {
            out.push(LastGivenOnly);
        }
    }
}

/// `J.`, `J.R.`
fn is_initials(page: &Page<'_>, at: usize) -> bool {
    let word = page.slice(at);
    word.len() > 1 && word.as_bytes().chunks(2).all(|pair| matches!(pair, [b'A'..=b'Z', b'.']))
}
