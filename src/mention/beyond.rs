//! The evidence of the second word before a span and the second after it.
//!
//! A word enters by its place, features leave. Which word stands between is for `context` to say.

use super::feature::Feature::{self, *};
use super::piece::{CAPITAL, Flags, OFFICE, ORGANISATION_HEAD, PLACE_HEAD, Page, SPEECH, mask};
use crate::lexicon::{Class, Tag};
use crate::segment::Token;

/// Classes and flags of a word, and what any of them is evidence of.
type Known = (u128, Flags, Feature);

const PLACES: u128 = PLACE_HEAD | mask(&[Class::PlaceFollow]);
const BODIES: u128 = ORGANISATION_HEAD | mask(&[Class::OrganisationFollow]);
const THE: u128 = mask(&[Class::The]);
const BEFORE: &[Known] = &[
    (PLACES, 0, BeyondPlaceBefore),
    (BODIES, 0, BeyondOrganisationBefore),
    (0, SPEECH, BeyondSpeechBefore),
    (0, OFFICE, BeyondRoleBefore),
    (0, CAPITAL, BeyondCapitalBefore),
    (THE, 0, BeyondTheBefore),
];
const AFTER: &[Known] = &[
    (PLACES, 0, BeyondPlaceAfter),
    (BODIES, 0, BeyondOrganisationAfter),
    (0, OFFICE, BeyondRoleAfter),
    (0, CAPITAL, BeyondCapitalAfter),
    (THE, 0, BeyondTheAfter),
    (mask(&[Class::SubjectPronoun]), 0, BeyondPronounAfter),
];

/// What the second word before a span says.
pub(super) fn before(page: &Page<'_>, at: usize, out: &mut Vec<Feature>) {
    tell(page, at, BEFORE, out);
}

/// What the second word after a span says.
pub(super) fn after(page: &Page<'_>, at: usize, out: &mut Vec<Feature>) {
    tell(page, at, AFTER, out);
    if page.tokens.get(at).is_some_and(Token::is_number) {
        out.push(BeyondNumberAfter);
    } else if page.word(at).share(Tag::Past) > 5 {
        out.push(BeyondPastAfter);
    }
}

fn tell(page: &Page<'_>, at: usize, known: &[Known], out: &mut Vec<Feature>) {
    let (classes, piece) = (page.classes(at), page.pieces.get(at).copied().unwrap_or_default());
    let holds = |(class, flags, _): &&Known| classes & class != 0 || piece.is(*flags);
    out.extend(known.iter().filter(holds).map(|(.., feature)| *feature));
}
