//! What a word says of a span that it stands beside, whatever the span: the first or the second word before
//! it or after it.
//!
//! A word enters, bits leave, told once for each form; and bits become features. Where the word stands, and
//! whether what it says counts there, is for [`super::context`] to decide.

use super::feature::Feature::{self, *};
use super::list::List;
use super::piece::{CAPITAL, Flags, OFFICE, ORGANISATION_HEAD, PLACE_HEAD, ROLE, SPEECH, mask};
use crate::lexicon::{Class, Tag};
use crate::segment::Token;

/// Classes and flags of a word, and what any of them is evidence of.
type Sign = (u128, Flags, Feature);

const PLACES: u128 = PLACE_HEAD | mask(&[Class::PlaceFollow]);
const BODIES: u128 = ORGANISATION_HEAD | mask(&[Class::OrganisationFollow]);
const THE: u128 = mask(&[Class::The]);
const AND: u128 = mask(&[Class::And, Class::Or]);

/// The second word before a span; all that fit count.
const BEYOND_BEFORE: [Sign; 6] = [
    (PLACES, 0, BeyondPlaceBefore),
    (BODIES, 0, BeyondOrganisationBefore),
    (0, SPEECH, BeyondSpeechBefore),
    (0, OFFICE, BeyondRoleBefore),
    (0, CAPITAL, BeyondCapitalBefore),
    (THE, 0, BeyondTheBefore),
];

/// The second word after a span; all that fit count, and of the last two, which know no class, one.
const BEYOND_AFTER: [Sign; 8] = [
    (PLACES, 0, BeyondPlaceAfter),
    (BODIES, 0, BeyondOrganisationAfter),
    (0, OFFICE, BeyondRoleAfter),
    (0, CAPITAL, BeyondCapitalAfter),
    (THE, 0, BeyondTheAfter),
    (mask(&[Class::SubjectPronoun]), 0, BeyondPronounAfter),
    (0, 0, BeyondNumberAfter),
    (0, 0, BeyondPastAfter),
];

/// A small word after a span; all that fit count.
const AFTER: [Sign; 12] = [
    (ROLE, 0, AfterRole),
    (mask(&[Class::OrganisationFollow]), 0, AfterOrganisationNoun),
    (mask(&[Class::PlaceFollow]), 0, AfterPlaceNoun),
    (AND, 0, AfterAnd),
    (mask(&[Class::Relative]), 0, AfterWho),
    (mask(&[Class::Where]), 0, AfterWhere),
    (mask(&[Class::InAt]), 0, AfterIn),
    (mask(&[Class::Of]), 0, AfterOf),
    (mask(&[Class::NonnameHead]), 0, AfterNonname),
    (mask(&[Class::Contest]), 0, AfterContest),
    (mask(&[Class::CollectiveNoun]), 0, AfterCollective),
    (mask(&[Class::OrganisationStrong, Class::PlaceStrong]), 0, AfterLowerHead),
];

/// A small word before a span; the first that fits counts. Behind the first of them, which are words of grammar,
/// stand those that may also report, and those of which no class tells anything.
const BEFORE: [Sign; GRAMMAR + 11] = [
    (mask(&[Class::InAt]), 0, BeforeIn),
    (mask(&[Class::To]), 0, BeforeTo),
    (mask(&[Class::From]), 0, BeforeFrom),
    (mask(&[Class::Of]), 0, BeforeOf),
    (mask(&[Class::By]), 0, BeforeBy),
    (mask(&[Class::Toward]), 0, BeforeToward),
    (mask(&[Class::Between]), 0, BeforeBetween),
    (mask(&[Class::PlacePreposition]), 0, BeforePlacePreposition),
    (AND, 0, BeforeAnd),
    (THE, 0, BeforeThe),
    (mask(&[Class::Indefinite]), 0, BeforeIndefinite),
    (mask(&[Class::PossessivePronoun, Class::Demonstrative]), 0, BeforePossessivePronoun),
    (mask(&[Class::Contest]), 0, BeforeContest),
    (mask(&[Class::Compass]), 0, BeforeCompass),
    (mask(&[Class::PlaceNoun]), 0, BeforePlaceNoun),
    (mask(&[Class::OrganisationNoun]), 0, BeforeOrganisationNoun),
    (mask(&[Class::As]), 0, BeforeAs),
    (mask(&[Class::PlaceVerb]), 0, BeforePlaceVerb),
    (mask(&[Class::PersonNoun, Class::PeoplePlural]), 0, BeforePersonNoun),
    (mask(&[Class::Wh, Class::That, Class::Subordinator, Class::But, Class::Relative]), 0, BeforeClause),
    (0, 0, BeforePast),
    (0, 0, BeforeIng),
    (0, 0, BeforeAdjective),
    (0, 0, BeforeOther),
];
/// How many of these are words of grammar.
const GRAMMAR: usize = 13;

/// All classes of these.
const TELLING: u128 = union(&BEYOND_BEFORE) | union(&BEYOND_AFTER) | union(&AFTER) | union(&BEFORE);

const fn union(signs: &[Sign]) -> u128 {
    let (mut all, mut at) = (0, 0);
    while at < signs.len() {
        all |= signs[at].0;
        at += 1;
    }
    all
}

// Where the bits of each list begin.
const BEYOND_AFTER_FROM: u32 = BEYOND_BEFORE.len() as u32;
const AFTER_FROM: u32 = BEYOND_AFTER_FROM + BEYOND_AFTER.len() as u32;
/// Behind them stands the number of the one that counts before a span.
const BEFORE_FROM: u32 = AFTER_FROM + AFTER.len() as u32;
const _: () = assert!(BEFORE.len() <= 1 << (u32::BITS - BEFORE_FROM));

/// What a word says, in bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Neighbour(u32);

impl Neighbour {
    /// What a token says of which some flags are known.
    pub(super) fn of(token: &Token, flags: Flags) -> Self {
        let (word, classes) = (token.word, token.word.classes);
        let fits = |(class, flag, _): &Sign| classes & class != 0 || flags & flag != 0;
        let bits =
            |signs: &[Sign]| signs.iter().rev().fold(0, |bits, sign| bits << 1 | u32::from(fits(sign)));
        // Most words, and most of those met for the first time, are in no class that tells anything.
        let tells = classes & TELLING != 0;
        let last = BEYOND_AFTER.len() - 2;
        let beyond = if token.is_number() {
            1 << last
        } else if word.share(Tag::Past) > 5 {
            2 << last
        } else {
            0
        };
        let by_class = if tells { BEFORE.iter().position(fits) } else { None };
        let before = by_class.unwrap_or_else(|| {
            let of = [
                word.share(Tag::Past) + word.share(Tag::Participle) > 5,
                word.share(Tag::Ing) > 5,
                word.share(Tag::Adjective) > 5,
                true,
            ];
            BEFORE.len() - of.len() + of.iter().position(|holds| *holds).unwrap_or(0)
        });
        let after = (bits(&BEYOND_AFTER) | beyond) << BEYOND_AFTER_FROM;
        let after = after | if tells { bits(&AFTER) << AFTER_FROM } else { 0 };
        Self(bits(&BEYOND_BEFORE) | after | (before as u32) << BEFORE_FROM)
    }

    /// What it says as the second word before a span.
    #[inline]
    pub(super) fn beyond_before(self, out: &mut List) {
        self.each(0, &BEYOND_BEFORE, out);
    }

    /// What it says as the second word after a span.
    #[inline]
    pub(super) fn beyond_after(self, out: &mut List) {
        self.each(BEYOND_AFTER_FROM, &BEYOND_AFTER, out);
    }

    /// What it says as a small word after a span.
    #[inline]
    pub(super) fn after(self, out: &mut List) {
        self.each(AFTER_FROM, &AFTER, out);
    }

    /// What it says as a small word before a span, and whether it is a word of grammar.
    #[inline]
    pub(super) fn before(self) -> (Feature, bool) {
        let number = (self.0 >> BEFORE_FROM) as usize;
        (BEFORE.get(number).map_or(BeforeOther, |(.., feature)| *feature), number < GRAMMAR)
    }

    #[inline]
    fn each(self, from: u32, signs: &[Sign], out: &mut List) {
        let mut bits = self.0 >> from & ((1 << signs.len()) - 1);
        while bits != 0 {
            out.extend(signs.get(bits.trailing_zeros() as usize).map(|(.., feature)| *feature));
            bits &= bits - 1;
        }
    }
}
