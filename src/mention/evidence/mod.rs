//! The evidence of a span itself: what lists know of it, what words it is made of, how its document
//! uses it, and facts that count together.

mod head;
mod person;
mod shape;
mod together;

use super::candidate::Candidate;
use super::document::{Document, company};
use super::feature::Feature::{self, *};
use super::form::Parts;
use super::piece::{
    ACRONYM, CAPITAL, CAPS_LINE, COMMON, DATE, DATELINE, DEMONYM, FUNCTION, MODIFIER, OFFICE, OPENS, PLAIN,
    Page, TITLE, TITLE_LINE, mask,
};
use super::weights::Present;
use crate::gazetteer::Fact;
use crate::lexicon::{Class, Word};
use crate::segment::Gap;

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
    document: &'p Document,
    first: usize,
    last: usize,
    /// The numbers of its forms.
    parts: Parts,
    facts: u32,
    maximal: bool,
}

impl<'p, 'a> Span<'p, 'a> {
    /// A candidate, with what the gazetteer knows of it.
    pub(super) fn new(
        page: &'p Page<'a>,
        document: &'p Document,
        candidate: Candidate,
        parts: Parts,
    ) -> Self {
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let facts = if first == last {
            page.pieces[first].facts
        } else {
            page.lookups.facts(candidate.first, candidate.last)
        };
        Self { page, document, first, last, parts, facts, maximal: candidate.maximal }
    }

    fn is_one(&self) -> bool {
        self.first == self.last
    }

    fn pick(&self, one: Feature, many: Feature) -> Feature {
        if self.is_one() { one } else { many }
    }

    fn word(&self, at: usize) -> Word {
        self.page.word(at)
    }

    fn capitals(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (self.first..=self.last).filter(|&k| self.page.is(k, CAPITAL))
    }

    fn inner(&self) -> std::ops::Range<usize> {
        self.first + 1..self.last.max(self.first + 1)
    }

    /// Gathers everything the span itself says; `around` is the evidence before and after it.
    pub(super) fn gather(&self, around: &Present, out: &mut Vec<Feature>) {
        let words = self.last - self.first + 1;
        out.push(Bias);
        out.push(match words {
            1 => Words1,
            2 => Words2,
            3 => Words3,
            4 | 5 => Words4,
            _ => Words6,
        });
        if self.maximal {
            out.push(Maximal);
        }
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
        self.position(out);
        self.seen(out);
        self.together(around, out);
    }

    fn lists(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let facts = self.facts;
        let stopped = page.tokens[self.last].is_stopped();
        if page.classes(self.last) & mask(&[Class::StateAbbreviation]) != 0 && self.is_one() && stopped {
            out.push(StateAbbreviation);
        }
        if facts == 0 {
            out.push(self.pick(UnlistedOne, UnlistedMany));
            return self.parts(out);
        }
        let has = |fact: Fact| facts & fact.bit() != 0;
        if let Some((_, one, many)) = PLACES.iter().find(|(fact, ..)| has(*fact)) {
            out.push(self.pick(*one, *many));
        }
        out.extend(
            ORGANISATIONS.iter().filter(|(fact, ..)| has(*fact)).map(|(_, one, many)| self.pick(*one, *many)),
        );
        let kinds = [
            (Fact::PERSON, ListedByHandPerson, UserPerson),
            (Fact::PLACE, ListedByHandPlace, UserPlace),
            (Fact::ORGANISATION, ListedByHandOrganisation, UserOrganisation),
        ];
        for (kind, hand, user) in kinds {
            if facts & kind != 0 && has(Fact::Hand) {
                out.push(if has(Fact::User) { user } else { hand });
            }
        }
        if has(Fact::PersonFull) {
            out.push(ListedPerson);
        }
        if has(Fact::PersonOne) {
            out.push(ListedPersonOne);
        }
        if facts & Fact::PLACE != 0 && facts & Fact::ORGANISATION != 0 {
            out.push(ListedPlaceAndOrganisation);
        }
        if self.is_one() {
            let word = self.word(self.first);
            if facts & Fact::PLACE != 0 && word.given > 1 {
                out.push(ListedPlaceAndGiven);
            }
            if facts & Fact::PLACE != 0 && word.surname > 1 {
                out.push(ListedPlaceAndSurname);
            }
            if page.is(self.first, COMMON) {
                out.push(ListedAndCommon);
            }
        }
    }

    /// A longer listed name that begins or ends inside the span.
    fn parts(&self, out: &mut Vec<Feature>) {
        if self.is_one() {
            return;
        }
        let (first, last) = (self.first as u32, self.last as u32);
        let mut inside = 0;
        for at in first..=last {
            for lookup in self.page.lookups.at(at).iter().filter(|l| l.last <= last && l.last > l.first) {
                inside |= lookup.facts;
            }
        }
        let kinds = [
            (Fact::PERSON, PartListedPerson),
            (Fact::PLACE, PartListedPlace),
            (Fact::ORGANISATION, PartListedOrganisation),
        ];
        out.extend(kinds.iter().filter(|(kind, _)| inside & kind != 0).map(|(_, feature)| *feature));
    }

    fn words(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let (first, last) = (self.first, self.last);
        let words = first..=last;
        if words.clone().all(|k| page.is(k, DEMONYM)) {
            out.push(Demonym);
        } else if page.is(first, DEMONYM) {
            out.push(DemonymFirst);
        } else if page.is(last, DEMONYM) {
            out.push(DemonymLast);
        }
        if words.clone().any(|k| page.is(k, DATE)) {
            out.push(CalendarWord);
        }
        let closed = |at: usize| page.is(at, FUNCTION) || page.classes(at) & SMALL != 0;
        if closed(first) {
            out.push(self.pick(FunctionOne, FunctionFirst));
        }
        if self.is_one() {
            out.extend(common_band(self.word(first)));
            if page.is(first, OFFICE | TITLE) {
                out.push(RoleOnly);
            }
            return;
        }
        let capitals = self.capitals().count();
        let plain = self.capitals().filter(|&k| page.is(k, PLAIN)).count();
        out.push(match plain {
            0 => NoneCommon,
            n if n == capitals => AllCommon,
            _ => SomeCommon,
        });
        if page.is(first, OFFICE | TITLE) {
            out.push(TitleFirst);
        } else if page.is(first, MODIFIER) {
            out.push(ModifierFirst);
        }
        if page.is(last, OFFICE) {
            out.push(RoleLast);
        }
        if self.inner().any(|k| page.is(k, CAPITAL) && page.is(k, OFFICE)) {
            out.push(RoleInside);
        }
    }

    fn position(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let (first, last) = (self.first, self.last);
        if page.is(first, OPENS) {
            out.push(self.pick(OpensOne, OpensMany));
        }
        let line_start = page.tokens[first].gap == Gap::Line || first == 0;
        if line_start {
            out.push(LineStart);
            if page.tokens[first].is_all_caps() && page.tokens[first].span.len() > 2 {
                out.push(Dateline);
            }
            if page.after(last).is_none() {
                out.push(LineWhole);
            }
        }
        if page.is(first, DATELINE) {
            out.push(if self.facts & Fact::PLACE != 0 { DatelinePlace } else { InDateline });
        }
        if page.is(first, CAPS_LINE) {
            out.push(CapsLine);
        }
        if page.is(first, TITLE_LINE) {
            out.push(TitleLine);
        }
        if page.tokens[first].is_quoted() {
            out.push(Quoted);
        }
        if first < 14 {
            out.push(DocumentHead);
        }
        let before = first.checked_sub(1).and_then(|k| page.mark(k));
        let after = page.mark(last + 1);
        match (before, after) {
            (Some('('), Some(')')) => out.push(BracketsWhole),
            (Some('"' | '\u{201C}' | '\u{2018}'), Some('"' | '\u{201D}' | '\u{2019}')) => {
                out.push(QuotesWhole);
            }
            _ => {}
        }
    }

    fn seen(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let seen = self.document.seen(self.parts.whole);
        if self.is_one() {
            let word = self.document.words.get(self.parts.first);
            let facts = [
                (word.lower > 0, LowerSeen),
                (page.is(self.first, OPENS) && word.mid == 0, NeverMid),
                (seen.last, LastOfLonger),
                (seen.surname, SurnameOfFull),
                (seen.first, FirstOfLonger),
                (page.is(self.first, ACRONYM) && self.document.is_acronym(page, self.first), AcronymOfLonger),
            ];
            out.extend(facts.iter().filter(|(holds, _)| *holds).map(|(_, feature)| *feature));
        } else if self.document.seen(self.parts.last).titled {
            out.push(LastTitled);
        }
        out.push(Repeated0.after(seen.count.min(3) as usize));
        out.extend((0..5).filter(|bit| seen.company & (1 << bit) != 0).map(|bit| ElseTitle.after(bit)));
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
