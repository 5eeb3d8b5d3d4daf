//! Whether the words of a span are such as people are called by.

use super::Span;
use crate::gazetteer::Fact;
use crate::lexicon::Class;
use crate::mention::feature::Feature::*;
use crate::mention::list::List;
use crate::mention::piece::{
    CAPITAL, COMMON, CONNECTIVE, COUNTRY, FUNCTION, HEAD, INITIAL, NAMELESS, ORGANISATION_HEAD, PARTICLE,
    Page, TITLE, USUAL,
};
use crate::segment::Gap;

impl Span<'_, '_> {
    pub(super) fn person_one(&self, out: &mut List) {
        let word = self.head.word;
        let plain = self.opening.is(COMMON);
        out.push(Given0.after(word.given.min(3) as usize));
        out.push(Surname0.after(word.surname.min(3) as usize));
        if word.is(Class::KnownSurname) {
            out.push(KnownSurname);
            out.add(!plain && self.facts == 0 && word.given < 2, KnownSurnameOnly);
        }
        self.hyphen_peer(out);
        let unknown = word.given == 0 && word.surname == 0 && self.facts == 0;
        out.add(unknown && !plain, UnknownWord);
    }

    /// How the last word ends, and the first of several.
    pub(super) fn endings(&self, out: &mut List) {
        if let Some([person, place, common]) = self.closing.ending() {
            out.push(self.pick(EndsPersonOne0, EndsPersonMany0).after(person.into()));
            out.push(self.pick(EndsPlaceOne0, EndsPlaceMany0).after(place.into()));
            out.push(self.pick(EndsCommonOne0, EndsCommonMany0).after(common.into()));
        }
        if let Some([person, _, common]) = self.opening.ending().filter(|_| !self.is_one()) {
            out.push(OpensPerson0.after(person.into()));
            out.push(OpensCommon0.after(common.into()));
        }
    }

    /// What stands beyond a hyphen: two people, two places.
    fn hyphen_peer(&self, out: &mut List) {
        let (page, at) = (self.page, self.first);
        let Some(peer) = self.peer() else { return };
        // Behind a given name it is one surname of two parts.
        let alone = page.before(at.min(peer)).is_none_or(|k| !page.is(k, CAPITAL) || page.is(k, FUNCTION));
        if alone && page.word(peer).is(Class::KnownSurname) && page.word(at).is(Class::KnownSurname) {
            out.push(HyphenSurnames);
        }
        if page.facts(peer) & Fact::PLACE != 0 && self.facts & Fact::PLACE != 0 {
            out.push(HyphenPlaces);
        }
    }

    /// The token beyond a hyphen, after the word or before it.
    #[inline]
    pub(super) fn peer(&self) -> Option<usize> {
        let (page, at) = (self.page, self.first);
        let glued = |k: usize| {
            let mark = matches!(page.mark(k), Some('-' | '\u{2013}'));
            mark && page.tokens[k].gap == Gap::None
                && page.tokens.get(k + 1).is_some_and(|t| t.gap == Gap::None)
        };
        if glued(at + 1) {
            Some(at + 2)
        } else if at > 1 && glued(at - 1) {
            Some(at - 2)
        } else {
            None
        }
    }

    pub(super) fn person_many(&self, out: &mut List) {
        let (head, tail) = (self.head.word, self.tail.word);
        if !self.inside(CONNECTIVE) && self.last - self.first < 4 {
            let (plain_first, plain_last) = (self.opening.is(COMMON), self.closing.is(COMMON));
            // A title is among the given names too; before a name it is a title.
            let titled = self.opening.is(TITLE) && (plain_first || self.head.is_stopped());
            out.push(if titled { HonorificFirst } else { FirstGiven0.after(head.given.min(3) as usize) });
            out.push(LastSurname0.after(tail.surname.min(3) as usize));
            let all_named = self.words.capital & NAMELESS == 0 && tail.classes & ORGANISATION_HEAD == 0;
            out.add(head.given > 0 && tail.surname > 0 && all_named && !titled, GivenSurname);
            out.add(!titled && head.given > 1 && !plain_last, GivenAny);
            out.add(head.given > 0 && tail.surname == 0 && tail.given == 0 && !plain_last, GivenUnknown);
            out.add(head.given == 0 && tail.surname > 0 && !plain_first && !plain_last, UnknownSurname);
            out.add(self.words.inner_capital & USUAL != 0, MiddleGiven);
            out.add(tail.is(Class::KnownSurname), KnownSurname);
        }
        self.small_parts(out);
    }

    /// Initials, particles and suffixes, and places that are no part of a person.
    fn small_parts(&self, out: &mut List) {
        let (opening, closing, tail) = (self.opening, self.closing, self.tail.word);
        out.add(self.words.inner_capital & INITIAL != 0, MiddleInitial);
        if self.head.is_stopped() && is_initials(self.page, self.first) {
            out.push(FirstInitial);
            out.add(!closing.is(COMMON) && tail.classes & HEAD == 0, InitialName);
        }
        out.add(tail.is(Class::PersonSuffix), PersonSuffix);
        out.add((opening.flags | self.words.inner) & PARTICLE != 0, ParticleInside);
        let large = Fact::Admin1.bit() | Fact::City1M.bit() | Fact::City300k.bit();
        let place = self.opening_facts() & large != 0 && self.head.word.given < 2;
        out.add(opening.is(COUNTRY) || place, FirstIsPlace);
        out.add(closing.is(COUNTRY), LastIsPlace);
        out.add(tail.given > 2 && tail.surname == 0, LastGivenOnly);
    }
}

/// `J.`, `J.R.`
fn is_initials(page: &Page<'_>, at: usize) -> bool {
    let word = page.slice(at);
    word.len() > 1 && word.as_bytes().chunks(2).all(|pair| matches!(pair, [b'A'..=b'Z', b'.']))
}
