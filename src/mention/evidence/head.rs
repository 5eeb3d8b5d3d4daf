//! What the head of a span, and the words that lead up to it, say it names.

use super::Span;
use crate::lexicon::{Class, Tag};
use crate::mention::feature::Feature::{self, *};
use crate::mention::piece::{CAPITAL, LOWER, ORGANISATION_HEAD, PLACE_HEAD, mask};

/// Classes of a word that stands alone and what each is evidence of.
const LONE: &[(u128, Feature)] = &[
    (mask(&[Class::PlaceFirst]), OnePlaceFirst),
    (mask(&[Class::CollectiveNoun]), OneCollective),
    (mask(&[Class::OrganisationFirst]), OneOrganisationFirst),
    (mask(&[Class::OrganisationNoun]), OneOrganisationNoun),
    (mask(&[Class::OrganisationFollow]), OneOrganisationFollow),
];

impl Span<'_, '_> {
    pub(super) fn heads(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let tail = page.classes(self.last);
        let has = |classes: u128| tail & classes != 0;
        let many = !self.is_one();
        if has(mask(&[Class::LegalSuffix])) && many {
            out.push(LegalLast);
        }
        if has(mask(&[Class::OrganisationStrong])) {
            out.push(self.pick(OrganisationStrongOne, OrganisationStrongMany));
        } else if has(mask(&[Class::OrganisationHead])) {
            out.push(self.pick(OrganisationHeadOne, OrganisationHeadMany));
        }
        if has(mask(&[Class::PlaceStrong])) {
            out.push(self.pick(PlaceStrongOne, PlaceStrongMany));
        } else if has(mask(&[Class::PlaceHead])) {
            out.push(self.pick(PlaceHeadOne, PlaceHeadMany));
        }
        if has(mask(&[Class::NonnameHead])) {
            out.push(self.pick(NonnameLastOne, NonnameLastMany));
        }
        if has(mask(&[Class::GroupPlural])) {
            out.push(GroupPluralLast);
        }
        if !many {
            return self.lone(out);
        }
        self.tail(out);
        if has(ORGANISATION_HEAD) && has(PLACE_HEAD) {
            out.push(OrganisationOrPlaceHead);
        }
        let opening = page.classes(self.first);
        if opening & mask(&[Class::PlaceFirst]) != 0 {
            out.push(PlaceFirst);
        }
        if opening & mask(&[Class::Compass]) != 0 && page.is(self.first + 1, CAPITAL) {
            out.push(CompassFirst);
        }
        if opening & mask(&[Class::OrganisationFirst]) != 0 {
            out.push(OrganisationFirst);
        }
        let of =
            |k: usize| page.is(k + 1, LOWER) && page.classes(k + 1) & mask(&[Class::Of, Class::Toward]) != 0;
        let mut heads =
            (self.first..self.last).filter(|&k| page.is(k, CAPITAL) && of(k)).map(|k| page.classes(k));
        if heads.clone().any(|c| c & mask(&[Class::OrganisationOf]) != 0) {
            out.push(OrganisationHeadOf);
        }
        if heads.any(|c| c & (mask(&[Class::PlaceOf]) | PLACE_HEAD) != 0) {
            out.push(PlaceHeadOf);
        }
        let strong =
            |k: &usize| page.is(*k, CAPITAL) && page.classes(*k) & mask(&[Class::OrganisationStrong]) != 0;
        if (self.first..self.last).any(|k| strong(&k)) {
            out.push(OrganisationInside);
        }
    }

    /// What else the last word of several is: written small, a body, a noun.
    fn tail(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let classes = page.classes(self.last);
        if page.is(self.last, LOWER) {
            out.push(LowerLast);
            let heads = [(ORGANISATION_HEAD, LowerLastOrganisation), (PLACE_HEAD, LowerLastPlace)];
            out.extend(heads.iter().filter(|(head, _)| classes & head != 0).map(|(_, feature)| *feature));
        }
        if classes & mask(&[Class::CollectiveNoun]) != 0 {
            out.push(CollectiveLast);
        }
        if self.word(self.last).share(Tag::Noun) > 9 {
            out.push(NounLast);
        }
        if self.inner().any(|k| page.classes(k) & mask(&[Class::The]) != 0) {
            out.push(TheInside);
        }
    }

    /// What a single word is that is often part of a longer name.
    fn lone(&self, out: &mut Vec<Feature>) {
        let classes = self.page.classes(self.first);
        out.extend(LONE.iter().filter(|(class, _)| classes & class != 0).map(|(_, feature)| *feature));
    }
}
