//! What joins a span to a name beside it: a comma, a bracket, a possessive, a small word.
//!
//! The token between the two enters, features by the kind of the name leave.

use super::feature::Feature::{self, *};
use super::piece::{LOWER, POSSESSIVE, Page, mask};
use crate::lexicon::Class;

/// What joins a span to a name before it, as features by the kind of that name.
pub(super) fn before(page: &Page<'_>, link: usize) -> Option<[Feature; 3]> {
    let classes = page.classes(link);
    match page.mark(link) {
        Some(',') => Some([CommaPersonBefore, CommaPlaceBefore, CommaOrganisationBefore]),
        Some('(') => Some([BracketPersonBefore, BracketPlaceBefore, BracketOrganisationBefore]),
        _ if page.is(link, POSSESSIVE) => {
            Some([PossessivePersonBefore, PossessivePlaceBefore, PossessiveOrganisationBefore])
        }
        _ if !page.is(link, LOWER) => None,
        _ if classes & mask(&[Class::And, Class::Or]) != 0 => {
            Some([AndPersonBefore, AndPlaceBefore, AndOrganisationBefore])
        }
        _ if classes & mask(&[Class::Of]) != 0 => Some([OfPersonBefore, OfPlaceBefore, OfOrganisationBefore]),
        _ => None,
    }
}

/// What joins a span to a name after it, as features by the kind of that name.
pub(super) fn after(page: &Page<'_>, link: usize) -> Option<[Feature; 3]> {
    let classes = page.classes(link);
    match page.mark(link) {
        Some(',') => Some([CommaPersonAfter, CommaPlaceAfter, CommaOrganisationAfter]),
        Some('(') => Some([BracketOrganisationAfter, BracketPlaceAfter, BracketOrganisationAfter]),
        _ if page.is(link, POSSESSIVE) => {
            Some([PossessivePersonAfter, PossessivePlaceAfter, PossessiveOrganisationAfter])
        }
        _ if !page.is(link, LOWER) => None,
        _ if classes & mask(&[Class::And, Class::Or]) != 0 => {
            Some([AndPersonAfter, AndPlaceAfter, AndOrganisationAfter])
        }
        _ if classes & mask(&[Class::Of]) != 0 => {
            Some([OfOrganisationAfter, OfPlaceAfter, OfOrganisationAfter])
        }
        _ => None,
    }
}
