//! Facts about a span and its surroundings that count together.

use super::Span;
use crate::gazetteer::{Fact, Lookup};
use crate::lexicon::{Class, caseless};
use crate::mention::feature::Feature::{self, *};
use crate::mention::list::List;
use crate::mention::piece::{
    ACRONYM, CAPITAL, CAPS_LINE, COMMON, DEMONYM, LOWER, OFFICE, OPENS, ORGANISATION_HEAD, PLACE_HEAD, PLAIN,
    POSSESSIVE, Page, SCORE_LINE, TITLE_LINE, mask,
};
use crate::mention::side::Around;
use crate::segment::Gap;

impl Span<'_, '_> {
    pub(super) fn together(&self, around: Around, out: &mut List) {
        let has = |feature: Feature| around.holds(feature);
        let place = self.facts & Fact::PLACE != 0;
        let organisation = self.facts & Fact::ORGANISATION != 0;
        let (comma_before, comma_after) = (has(BeforeCapitalComma), has(AfterCommaCapital));
        out.add(comma_before && self.page.mark(self.last + 1) == Some(','), BetweenCommas);
        let speaks = has(AfterSpeech) || has(BeforeSpeech);
        let role = has(BeforeRole) || has(BeforeRoleCapital) || has(BeforeTitle);
        if self.facts == 0 {
            out.add(comma_after && self.place_follows(), UnlistedCommaPlace);
            out.add(role, RoleBeforeUnknown);
        } else {
            if place {
                out.add(comma_before, PlaceCapitalComma);
                out.add(comma_after, PlaceCommaCapital);
                out.add(speaks, PlaceSpeaks);
                out.add(has(AfterPossessive), PlacePossessive);
            }
            out.add(self.facts & Fact::PERSON != 0 && speaks, PersonSpeaks);
            out.add(place && (has(BeforeContest) || has(AfterContest)), PlaceContest);
        }
        if self.opening.is(SCORE_LINE) {
            let country = self.facts & Fact::Country.bit() != 0;
            out.add(country, ScoreLineCountry);
            out.add(!country && !has(NearCapital) && !has(AfterCapital), ScoreLine);
        }
        out.add(place && organisation && has(BeforeThe), PlaceOrganisationThe);
        if self.is_one() {
            self.together_one(around, out);
        } else {
            let head = self.tail.word.classes & ORGANISATION_HEAD != 0;
            if head {
                self.headed(around, out);
            }
            if self.tail.word.classes & PLACE_HEAD != 0 {
                out.add(self.opening_facts() & Fact::PLACE != 0, ListedPlaceHead);
                out.add(has(BeforeThe), HeadedThe);
            }
            out.add(has(BeforeIn) && self.facts == 0, UnlistedManyIn);
            out.add(self.facts == 0 && has(AfterSpeech), UnknownManySpeaks);
            out.add(self.head.word.given > 0 && role, RoleBeforePerson);
        }
        self.office(around, out);
        self.defined(around, out);
    }

    /// What leads up to the head of an organisation.
    fn headed(&self, around: Around, out: &mut List) {
        let opening = self.opening;
        out.add(around.holds(BeforeThe), TheOrganisationHeadMany);
        out.add(self.inside(POSSESSIVE), PossessiveHead);
        out.add(self.opening_facts() & Fact::PLACE != 0, PlaceOpensHead);
        out.add(self.head.word.given > 1 && !opening.is(COMMON), PersonOpensHead);
        out.add(opening.is(DEMONYM), DemonymHead);
        out.add(opening.is(PLAIN), CommonHead);
        out.add(opening.is(ACRONYM), AcronymHead);
    }

    /// `Mayor of Bristol Tom Ashworth`: the body of an office, then who holds it.
    fn office(&self, around: Around, out: &mut List) {
        let (page, first, last) = (self.page, self.first, self.last);
        let person = |at: usize| {
            let next = page.is(at + 1, CAPITAL) && page.tokens[at + 1].gap != Gap::Line;
            next && page.word(at).given > 1 && page.tokens[at].gap != Gap::Line
        };
        let body = |facts: u32| facts & (Fact::PLACE | Fact::ORGANISATION) != 0;
        if around.holds(BeforeRoleOf) {
            if body(self.facts) && page.is(last + 1, CAPITAL) && person(last + 1) {
                out.push(OfficeBody);
            }
            let inside = page.lookups.at(first as u32).iter().filter(|l| (l.last as usize) < last);
            let cut = |l: &Lookup| body(l.facts) && person(l.last as usize + 1);
            if self.facts & Fact::PERSON == 0 && inside.into_iter().any(cut) {
                out.push(OfficeBodyPerson);
            }
        }
        if !self.is_one()
            && self.head.word.given > 1
            && person(first)
            && (first.saturating_sub(3)..first).any(|k| self.is_office_body(k))
        {
            out.push(OfficeBodyBefore);
        }
    }

    /// Whether a place or body of an office begins at a token and ends right before the span.
    fn is_office_body(&self, at: usize) -> bool {
        let page = self.page;
        let Some(lookup) = page.lookups.get(at as u32, self.first as u32 - 1) else { return false };
        let of =
            page.before(at).filter(|&of| page.is(of, LOWER) && page.classes(of) & mask(&[Class::Of]) != 0);
        let office = of.and_then(|of| page.before(of)).is_some_and(|k| page.is(k, OFFICE));
        office && lookup.facts & (Fact::PLACE | Fact::ORGANISATION) != 0
    }

    /// Whether a word is the plural of a surname that the document names somebody by: `the Harts`.
    fn is_family(&self) -> bool {
        let singular = self.page.slice(self.first).strip_suffix('s');
        singular.is_some_and(|name| self.document.seen(self.document.forms.of_key(caseless(name))).surname)
    }

    fn place_follows(&self) -> bool {
        self.page.lookups.at(self.last as u32 + 2).iter().any(|l| l.facts & Fact::PLACE != 0)
    }

    fn together_one(&self, around: Around, out: &mut List) {
        let has = |feature: Feature| around.holds(feature);
        let opening = self.opening;
        let acronym = opening.is(ACRONYM);
        let head = self.head.word.classes & ORGANISATION_HEAD != 0;
        let listed = self.facts != 0;
        let place = self.facts & Fact::PLACE != 0;
        let common = opening.is(COMMON);
        let word = self.head.word;
        if !opening.is(OPENS | CAPS_LINE | TITLE_LINE) {
            let the = has(BeforeThe);
            let noun = has(AfterOther);
            out.push(MidOne);
            out.add(the && head, TheOrganisationHead);
            out.add(the && acronym, TheAcronym);
            out.add(the && !acronym && !head && !noun, TheAlone);
            out.add(the && noun, TheNoun);
            out.add(the && !listed && !common, UnlistedOneThe);
            out.add(the && !listed && self.is_family(), FamilyOfPerson);
            out.add(common && !listed, MidCommon);
            out.add(common && self.document.words.get(self.parts.first).lower, MidCommonSeenLower);
        }
        if acronym {
            out.add(place, AcronymPlace);
            out.add(!listed, AcronymUnlisted);
            out.add(self.facts & Fact::ORGANISATION != 0, AcronymOrganisation);
        }
        if (word.given > 0 || word.surname > 0) && !common {
            out.add(!listed && has(AfterSpeech), NameSpeaks);
            out.add(has(AfterPossessive), NamePossessive);
            out.add(place && (has(BeforeIn) || has(BeforePlacePreposition)), NamePlacePreposition);
        }
        out.add(!listed && !common && has(BeforeIn), UnlistedOneIn);
        out.add(!listed && !common && has(AfterSpeech), UnknownSpeaks);
    }

    /// Acronyms in brackets and what they stand for.
    fn defined(&self, around: Around, out: &mut List) {
        let page = self.page;
        if around.holds(AfterBracketAcronym)
            && acronym_fits(page, self.first, self.last, page.slice(self.last + 2))
        {
            out.push(BracketAcronymMatch);
        }
        if !(self.is_one() && self.opening.is(ACRONYM) && around.holds(BeforeBracket)) {
            return;
        }
        let end = self.first - 1;
        let start = end.saturating_sub(9);
        let known = (start..end.saturating_sub(1))
            .filter(|&k| page.is(k, CAPITAL | LOWER))
            .find(|&k| acronym_fits(page, k, end - 1, page.slice(self.first)));
        let Some(known) = known else { return out.push(AcronymUndefined) };
        out.push(AcronymDefined);
        let heads = ORGANISATION_HEAD | mask(&[Class::OrganisationOf]);
        let head = (known..end).any(|k| page.is(k, CAPITAL) && page.classes(k) & heads != 0);
        out.push(if head {
            DefinedOrganisation
        } else if page.is(end - 1, LOWER) {
            DefinedNone
        } else {
            DefinedOther
        });
    }
}

/// Whether the letters of an acronym begin words of a span, in order, the first at its first word.
pub(super) fn acronym_fits(page: &Page<'_>, first: usize, last: usize, acronym: &str) -> bool {
    let initial = |at: usize| page.slice(at).chars().next().map(|c| c.to_ascii_uppercase());
    let mut letters = acronym.chars().filter(|c| c.is_alphabetic());
    let Some(opening) = letters.next() else { return false };
    if initial(first) != Some(opening) {
        return false;
    }
    let mut at = first + 1;
    let mut missed = 0;
    for letter in letters {
        match (at..=last).find(|&k| page.is(k, CAPITAL | LOWER) && initial(k) == Some(letter)) {
            Some(found) => at = found + 1,
            None => missed += 1,
        }
    }
    missed == 0 || missed == 1 && acronym.len() > 3
}
