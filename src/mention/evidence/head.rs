//! What the head of a span, and the words that lead up to it, say it names.

use super::Span;
use crate::lexicon::Class;
use crate::mention::feature::Feature::{self, *};
use crate::mention::piece::{CAPITAL, LOWER, ORGANISATION_HEAD, PLACE_HEAD, mask};

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
            return;
        }
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
}
