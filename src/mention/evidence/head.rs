//! What the head of a span, and the words that lead up to it, say it names.

use super::Span;
use crate::lexicon::{Class, Tag};
use crate::mention::feature::Feature::{self, *};
use crate::mention::list::List;
use crate::mention::piece::{
    ARTICLE, BODY_OF, CAPITAL, Flags, HEAD, LOWER, ORGANISATION_HEAD, PLACE_HEAD, PLACE_OF, SMALL_FOR,
    SMALL_OF, STRONG, mask,
};

/// Words that a head goes on with.
const OF: Flags = SMALL_OF | SMALL_FOR;
/// Classes of a word that stands alone and what each is evidence of.
const LONE: &[(u128, Feature)] = &[
    (mask(&[Class::PlaceFirst]), OnePlaceFirst),
    (mask(&[Class::CollectiveNoun]), OneCollective),
    (mask(&[Class::OrganisationFirst]), OneOrganisationFirst),
    (mask(&[Class::OrganisationNoun]), OneOrganisationNoun),
    (mask(&[Class::OrganisationFollow]), OneOrganisationFollow),
];

/// Classes of a last word that tell anything by themselves.
const TELLING: u128 = HEAD | mask(&[Class::GroupPlural]);

/// All of them.
const ANY_LONE: u128 = mask(&[
    Class::PlaceFirst,
    Class::CollectiveNoun,
    Class::OrganisationFirst,
    Class::OrganisationNoun,
    Class::OrganisationFollow,
]);

impl Span<'_, '_> {
    pub(super) fn heads(&self, out: &mut List) {
        let tail = self.tail.word.classes;
        if tail & TELLING != 0 {
            self.head(tail, out);
        }
        if self.is_one() {
            return self.lone(out);
        }
        self.tail(tail, out);
        out.add(tail & ORGANISATION_HEAD != 0 && tail & PLACE_HEAD != 0, OrganisationOrPlaceHead);
        let opening = self.head.word.classes;
        out.add(opening & mask(&[Class::PlaceFirst]) != 0, PlaceFirst);
        out.add(
            opening & mask(&[Class::Compass]) != 0 && self.page.is(self.first + 1, CAPITAL),
            CompassFirst,
        );
        out.add(opening & mask(&[Class::OrganisationFirst]) != 0, OrganisationFirst);
        let flags = self.opening.flags | self.words.inner;
        if flags & (BODY_OF | PLACE_OF) != 0 && self.words.some & OF != 0 {
            self.complements(out);
        }
        out.add(flags & STRONG != 0, OrganisationInside);
    }

    /// What the last word names by itself.
    fn head(&self, tail: u128, out: &mut List) {
        let has = |classes: u128| tail & classes != 0;
        out.add(has(mask(&[Class::LegalSuffix])) && !self.is_one(), LegalLast);
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
        out.add(has(mask(&[Class::NonnameHead])), self.pick(NonnameLastOne, NonnameLastMany));
        out.add(has(mask(&[Class::GroupPlural])), GroupPluralLast);
    }

    /// Heads inside that go on with `of` or `for`.
    fn complements(&self, out: &mut List) {
        let pieces = self.page.pieces.get(self.first..=self.last).unwrap_or_default();
        let pairs = pieces.windows(2).filter(|pair| pair[1].is(OF));
        let heads = pairs.fold(0, |all, pair| all | pair[0].flags);
        out.add(heads & BODY_OF != 0, OrganisationHeadOf);
        out.add(heads & PLACE_OF != 0, PlaceHeadOf);
    }

    /// What else the last word of several is: written small, a body, a noun.
    fn tail(&self, classes: u128, out: &mut List) {
        if self.closing.is(LOWER) {
            out.push(LowerLast);
            out.add(classes & ORGANISATION_HEAD != 0, LowerLastOrganisation);
            out.add(classes & PLACE_HEAD != 0, LowerLastPlace);
        }
        out.add(classes & mask(&[Class::CollectiveNoun]) != 0, CollectiveLast);
        out.add(self.tail.word.share(Tag::Noun) > 9, NounLast);
        out.add(self.inside(ARTICLE), TheInside);
    }

    /// What a single word is that is often part of a longer name.
    fn lone(&self, out: &mut List) {
        let classes = self.head.word.classes;
        if classes & ANY_LONE != 0 {
            for (_, feature) in LONE.iter().filter(|(class, _)| classes & class != 0) {
                out.push(*feature);
            }
        }
    }
}
