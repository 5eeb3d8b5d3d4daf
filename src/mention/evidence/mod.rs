//! The evidence of a span itself: what lists know of it, what words it is made of, how its document
//! uses it, and facts that count together.

mod alone;
mod head;
mod person;
mod shape;
mod sums;
mod together;

use super::candidate::Candidate;
use super::document::{Document, company};
use super::feature::Feature::{self, *};
use super::form::Parts;
use super::list::List;
use super::piece::{
    ACRONYM, CAPS_LINE, COMMON, DATE, DATELINE, DEMONYM, FUNCTION, Flags, MODIFIER, OFFICE, OPENS, Page,
    Piece, TITLE, TITLE_LINE, mask,
};
use super::side::Around;
use crate::gazetteer::Fact;
use crate::lexicon::{Class, Word};
use crate::segment::{Gap, Token};
use sums::Sums;

pub(super) use alone::Alone;

const fn facts(list: &[Fact]) -> u32 {
    let mut bits = 0;
    let mut at = 0;
    while at < list.len() {
        bits |= list[at].bit();
        at += 1;
    }
    bits
}

/// Places that a reader knows without a map.
pub(super) const LARGE_PLACE: u32 = facts(&[Fact::Country, Fact::Region, Fact::Capital]);
/// Facts that a form is well enough known to be cut out whole.
pub(super) const BIG: u32 = facts(&[
    Fact::Country,
    Fact::Region,
    Fact::Capital,
    Fact::Admin1,
    Fact::City1M,
    Fact::City300k,
    Fact::PlaceOther,
    Fact::PersonFull,
    Fact::OrganisationHand,
    Fact::OrganisationGeneral,
    Fact::Company,
    Fact::User,
]);

/// Facts on a place, the most telling first: the feature for one word and for several.
const PLACES: &[(Fact, Feature, Feature)] = &[
    (Fact::Country, ListedCountry, ListedCountry),
    (Fact::Region, ListedRegion, ListedRegion),
    (Fact::Capital, ListedCapital, ListedCapital),
    (Fact::Admin1, ListedProvinceOne, ListedProvinceMany),
    (Fact::City1M, ListedCity1m, ListedCity1m),
    (Fact::City300k, ListedCity300kOne, ListedCity300kMany),
    (Fact::City100k, ListedCity100kOne, ListedCity100kMany),
    (Fact::City15k, ListedTownOne, ListedTownMany),
    (Fact::PlaceOther, ListedPlaceOtherOne, ListedPlaceOtherMany),
];

const ORGANISATIONS: &[(Fact, Feature, Feature)] = &[
    (Fact::OrganisationHand, ListedOrganisationHandOne, ListedOrganisationHandMany),
    (Fact::OrganisationGeneral, ListedOrganisationGeneralOne, ListedOrganisationGeneralMany),
    (Fact::Company, ListedCompanyOne, ListedCompanyMany),
    (Fact::Brand, ListedBrandOne, ListedBrandMany),
    (Fact::University, ListedUniversityOne, ListedUniversityMany),
    (Fact::NewsOutlet, ListedOutletOne, ListedOutletMany),
    (Fact::Club, ListedClubOne, ListedClubMany),
];

/// One span under examination.
pub(super) struct Span<'p, 'a> {
    page: &'p Page<'a>,
    document: &'p Document<'p>,
    first: usize,
    last: usize,
    /// The numbers of its forms.
    parts: Parts,
    facts: u32,
    maximal: bool,
    /// Its first token and its last.
    head: &'p Token,
    tail: &'p Token,
    opening: Piece,
    closing: Piece,
    words: Sums,
}

impl<'p, 'a> Span<'p, 'a> {
    /// A candidate, with what the gazetteer knows of it.
    pub(super) fn new(
        page: &'p Page<'a>,
        document: &'p Document<'p>,
        candidate: Candidate,
        parts: Parts,
    ) -> Self {
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let facts = if first == last {
            page.facts(first)
        } else {
            page.lookups.facts(candidate.first, candidate.last)
        };
        let opening = page.bound(first);
        Self {
            page,
            document,
            first,
            last,
            parts,
            facts,
            maximal: candidate.maximal,
            head: &page.tokens[first],
            tail: &page.tokens[last],
            opening,
            closing: if first == last { opening } else { page.bound(last) },
            words: if first == last { Sums::default() } else { Sums::of(&page.pieces[first..=last]) },
        }
    }

    fn is_one(&self) -> bool {
        self.first == self.last
    }

    fn pick(&self, one: Feature, many: Feature) -> Feature {
        if self.is_one() { one } else { many }
    }

    /// What the gazetteer knows of its first word alone.
    fn opening_facts(&self) -> u32 {
        self.page.facts(self.first)
    }

    /// Whether any word between the first and the last has one of some flags.
    fn inside(&self, flags: Flags) -> bool {
        self.words.inner & flags != 0
    }

    /// Gathers everything the span itself says; `around` is the evidence before and after it, `alone` what
    /// words that are spans were found to say.
    pub(super) fn gather(&self, around: Around, alone: &mut Alone, out: &mut List) {
        let words = self.last - self.first + 1;
        out.push(Bias);
        out.push(match words {
            1 => Words1,
            2 => Words2,
            3 => Words3,
            4 | 5 => Words4,
            _ => Words6,
        });
        out.add(self.maximal, Maximal);
        if !(self.is_one() && self.recall(alone, out)) {
            let from = out.len();
            self.made_of(out);
            if self.is_one() {
                self.remember(alone, out.since(from));
            }
        }
        self.position(out);
        self.seen(out);
        self.together(around, out);
    }

    /// What its words say, wherever they stand.
    #[inline]
    fn made_of(&self, out: &mut List) {
        self.lists(out);
        self.words(out);
        if self.is_one() {
            self.person_one(out);
        } else {
            self.person_many(out);
        }
        self.endings(out);
        self.heads(out);
        self.shape(out);
        if !self.is_one() {
            self.joined(out);
        }
    }

    fn lists(&self, out: &mut List) {
        let facts = self.facts;
        let state = self.is_one() && self.tail.is_stopped();
        out.add(state && self.tail.word.is(Class::StateAbbreviation), StateAbbreviation);
        if facts == 0 {
            out.push(self.pick(UnlistedOne, UnlistedMany));
            return self.parts(out);
        }
        let has = |fact: Fact| facts & fact.bit() != 0;
        let place = facts & Fact::PLACE != 0;
        if place && let Some((_, one, many)) = PLACES.iter().find(|(fact, ..)| has(*fact)) {
            out.push(self.pick(*one, *many));
        }
        if facts & Fact::ORGANISATION != 0 {
            for (_, one, many) in ORGANISATIONS.iter().filter(|(fact, ..)| has(*fact)) {
                out.push(self.pick(*one, *many));
            }
        }
        if has(Fact::Hand) {
            self.by_hand(out);
        }
        out.add(has(Fact::PersonFull), ListedPerson);
        out.add(has(Fact::PersonOne), ListedPersonOne);
        out.add(place && facts & Fact::ORGANISATION != 0, ListedPlaceAndOrganisation);
        if self.is_one() {
            out.add(place && self.head.word.given > 1, ListedPlaceAndGiven);
            out.add(place && self.head.word.surname > 1, ListedPlaceAndSurname);
            out.add(self.opening.is(COMMON), ListedAndCommon);
        }
    }

    /// What lists written by hand say, or the user's own.
    fn by_hand(&self, out: &mut List) {
        let kinds = [
            (Fact::PERSON, ListedByHandPerson, UserPerson),
            (Fact::PLACE, ListedByHandPlace, UserPlace),
            (Fact::ORGANISATION, ListedByHandOrganisation, UserOrganisation),
        ];
        let user = self.facts & Fact::User.bit() != 0;
        for (_, hand, own) in kinds.iter().filter(|(kind, ..)| self.facts & kind != 0) {
            out.push(if user { *own } else { *hand });
        }
    }

    /// A longer listed name that begins or ends inside the span.
    fn parts(&self, out: &mut List) {
        if self.is_one() {
            return;
        }
        let (first, last) = (self.first as u32, self.last as u32);
        let lookups = self.page.lookups.among(first, last).iter();
        let inside = lookups.filter(|l| l.last <= last && l.last > l.first).fold(0, |all, l| all | l.facts);
        if inside == 0 {
            return;
        }
        let kinds = [
            (Fact::PERSON, PartListedPerson),
            (Fact::PLACE, PartListedPlace),
            (Fact::ORGANISATION, PartListedOrganisation),
        ];
        for (_, feature) in kinds.iter().filter(|(kind, _)| inside & kind != 0) {
            out.push(*feature);
        }
    }

    fn words(&self, out: &mut List) {
        let (opening, closing) = (self.opening, self.closing);
        if self.is_one() {
            return self.word(out);
        }
        if self.words.some & (DEMONYM | DATE) != 0 {
            if self.words.every & DEMONYM != 0 {
                out.push(Demonym);
            } else if opening.is(DEMONYM) {
                out.push(DemonymFirst);
            } else if closing.is(DEMONYM) {
                out.push(DemonymLast);
            }
            out.add(self.words.some & DATE != 0, CalendarWord);
        }
        out.add(self.is_closed(), FunctionFirst);
        out.push(match self.words.plain {
            0 => NoneCommon,
            n if n == self.words.capitals => AllCommon,
            _ => SomeCommon,
        });
        if opening.is(OFFICE | TITLE) {
            out.push(TitleFirst);
        } else if opening.is(MODIFIER) {
            out.push(ModifierFirst);
        }
        out.add(closing.is(OFFICE), RoleLast);
        out.add(self.words.inner_capital & OFFICE != 0, RoleInside);
    }

    /// What a word is that stands alone.
    fn word(&self, out: &mut List) {
        let opening = self.opening;
        out.add(opening.is(DEMONYM), Demonym);
        out.add(opening.is(DATE), CalendarWord);
        out.add(self.is_closed(), FunctionOne);
        out.extend(common_band(self.head.word));
        out.add(opening.is(OFFICE | TITLE), RoleOnly);
    }

    /// Whether it begins with a small word, whatever its first letter.
    fn is_closed(&self) -> bool {
        self.opening.is(FUNCTION) || self.head.word.classes & SMALL != 0
    }

    fn position(&self, out: &mut List) {
        let page = self.page;
        let (first, last) = (self.first, self.last);
        let opening = self.opening;
        out.add(opening.is(OPENS), self.pick(OpensOne, OpensMany));
        let line_start = self.head.gap == Gap::Line || first == 0;
        if line_start {
            out.push(LineStart);
            out.add(self.head.is_all_caps() && self.head.span.len() > 2, Dateline);
            out.add(page.after(last).is_none(), LineWhole);
        }
        if opening.is(DATELINE | CAPS_LINE | TITLE_LINE) {
            out.add(
                opening.is(DATELINE),
                if self.facts & Fact::PLACE != 0 { DatelinePlace } else { InDateline },
            );
            out.add(opening.is(CAPS_LINE), CapsLine);
            out.add(opening.is(TITLE_LINE), TitleLine);
        }
        out.add(self.head.is_quoted(), Quoted);
        out.add(first < 14, DocumentHead);
        let before = first.checked_sub(1).and_then(|k| page.mark(k));
        if let Some(before) = before.filter(|c| matches!(c, '(' | '"' | '\u{201C}' | '\u{2018}')) {
            match (before, page.mark(last + 1)) {
                ('(', Some(')')) => out.push(BracketsWhole),
                ('"' | '\u{201C}' | '\u{2018}', Some('"' | '\u{201D}' | '\u{2019}')) => {
                    out.push(QuotesWhole);
                }
                _ => {}
            }
        }
    }

    fn seen(&self, out: &mut List) {
        let page = self.page;
        let seen = self.document.seen(self.parts.whole);
        if self.is_one() {
            let word = self.document.words.get(self.parts.first);
            let opening = self.opening;
            out.add(word.lower, LowerSeen);
            out.add(opening.is(OPENS) && !word.mid, NeverMid);
            out.add(seen.last, LastOfLonger);
            out.add(seen.surname, SurnameOfFull);
            out.add(seen.first, FirstOfLonger);
            let acronym = opening.is(ACRONYM) && self.document.is_acronym(page, self.first);
            out.add(acronym, AcronymOfLonger);
        } else if self.document.seen(self.parts.last).titled {
            out.push(LastTitled);
        }
        out.push(Repeated0.after(seen.count.min(3) as usize));
        for bit in 0..5 {
            out.add(seen.company & 1 << bit != 0, ElseTitle.after(bit));
        }
    }
}

/// Small words that may open a name all the same.
const SMALL: u128 = mask(&[Class::Number, Class::Quantifier, Class::Adverb, Class::IndefinitePronoun]);

fn common_band(word: Word) -> Option<Feature> {
    match word.common {
        0 => None,
        1..=10 => Some(Common10),
        11..=20 => Some(Common20),
        21..=35 => Some(Common35),
        _ => Some(Common50),
    }
}

/// Bits that the company of a form is told with.
const _: () = assert!(company::ORGANISATION_NOUN == 1 << 4);
