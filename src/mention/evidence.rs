//! The evidence of a span itself: what lists know of it, what words it is made of, how its document
//! uses it, and facts that count together.

use super::candidate::Candidate;
use super::document::{Document, company};
use super::feature::Feature::{self, *};
use super::piece::{
    ACRONYM, CAPITAL, CAPS_LINE, COMMON, COUNTRY, DATE, DEMONYM, FUNCTION, LOWER, MODIFIER, OFFICE, OPENS,
    ORGANISATION_HEAD, PLACE_HEAD, PLAIN, POSSESSIVE, Page, SCORE_LINE, TITLE, TITLE_LINE, mask,
};
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
    facts: u32,
    maximal: bool,
}

impl<'p, 'a> Span<'p, 'a> {
    /// A candidate, with what the gazetteer knows of it.
    pub(super) fn new(page: &'p Page<'a>, document: &'p Document, candidate: Candidate) -> Self {
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let facts = if first == last {
            page.pieces[first].facts
        } else {
            page.lookups.facts(candidate.first, candidate.last)
        };
        Self { page, document, first, last, facts, maximal: candidate.maximal }
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
    pub(super) fn gather(&self, around: &[Feature], out: &mut Vec<Feature>) {
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
        self.heads(out);
        self.shape(out);
        self.position(out);
        self.seen(out);
        self.together(around, out);
    }

    fn lists(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let facts = self.facts;
        if page.classes(self.last) & mask(&[Class::StateAbbreviation]) != 0 && self.is_one() {
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

    fn person_one(&self, out: &mut Vec<Feature>) {
        let word = self.word(self.first);
        out.push(Given0.after(word.given.min(3) as usize));
        out.push(Surname0.after(word.surname.min(3) as usize));
        if word.is(Class::KnownSurname) {
            out.push(KnownSurname);
        }
        let unknown = word.given == 0 && word.surname == 0 && self.facts == 0;
        if unknown && !self.page.is(self.first, COMMON) {
            out.push(UnknownWord);
        }
    }

    fn person_many(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let (head, tail) = (self.word(self.first), self.word(self.last));
        let plain = |at: usize| page.is(at, COMMON);
        let joined = self.inner().any(|k| {
            page.classes(k) & mask(&[Class::Connective]) != 0
                && page.classes(k) & mask(&[Class::Particle]) == 0
        });
        if !joined && self.last - self.first < 4 {
            out.push(FirstGiven0.after(head.given.min(3) as usize));
            out.push(LastSurname0.after(tail.surname.min(3) as usize));
            let named = |k: usize| !plain(k) || self.word(k).given > 0 || self.word(k).surname > 0;
            let all_named = self.capitals().all(named) && page.classes(self.last) & ORGANISATION_HEAD == 0;
            if head.given > 0 && tail.surname > 0 && all_named {
                out.push(GivenSurname);
            }
            if head.given > 1 && !plain(self.last) {
                out.push(GivenAny);
            }
            if head.given > 0 && tail.surname == 0 && tail.given == 0 && !plain(self.last) {
                out.push(GivenUnknown);
            }
            if head.given == 0 && tail.surname > 0 && !plain(self.first) && !plain(self.last) {
                out.push(UnknownSurname);
            }
            if self.inner().any(|k| page.is(k, CAPITAL) && self.word(k).given > 1) {
                out.push(MiddleGiven);
            }
            if tail.is(Class::KnownSurname) {
                out.push(KnownSurname);
            }
        }
        let initial = |k: usize| page.tokens[k].span.len() == 1 || page.tokens[k].is_stopped();
        if self.inner().any(|k| page.is(k, CAPITAL) && initial(k) && page.tokens[k].span.len() < 5) {
            out.push(MiddleInitial);
        }
        if is_initials(page, self.first) {
            out.push(FirstInitial);
            if !plain(self.last) && page.classes(self.last) & super::piece::HEAD == 0 {
                out.push(InitialName);
            }
        }
        if tail.is(Class::PersonSuffix) {
            out.push(PersonSuffix);
        }
        let particle =
            |k: usize| page.is(k, LOWER) && self.word(k).is(Class::Particle) && !page.is(k, FUNCTION);
        if (self.first..self.last).any(particle) {
            out.push(ParticleInside);
        }
        if page.is(self.first, COUNTRY) || page.pieces[self.first].facts & Fact::Admin1.bit() != 0 {
            out.push(FirstIsPlace);
        }
        if page.is(self.last, COUNTRY) {
            out.push(LastIsPlace);
        }
        if tail.given > 2 && tail.surname == 0 {
            out.push(LastGivenOnly);
        }
    }

    fn heads(&self, out: &mut Vec<Feature>) {
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

    fn shape(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let tail = &page.tokens[self.last];
        let slice = page.slice(self.last);
        if page.is(self.last, ACRONYM) {
            out.push(match slice.len() {
                _ if !self.is_one() => AcronymLast,
                0..=2 => Acronym2,
                3 => Acronym3,
                4 | 5 => Acronym4,
                _ => Acronym6,
            });
        } else if self.is_one() && tail.is_stopped() && slice.len() > 3 && tail.is_all_caps() {
            out.push(Dotted);
        } else if !page.is(self.last, CAPS_LINE) && is_camel(slice) {
            out.push(Camel);
        }
        if !self.is_one() && page.is(self.first, ACRONYM) {
            out.push(AcronymFirst);
        }
        if slice.contains('-') || page.slice(self.first).contains('-') {
            out.push(HyphenInside);
            let start = slice.split('-').next().unwrap_or("");
            if start.len() < 4 && start.len() < slice.len() && page.word(self.last).given == 0 {
                out.push(PrefixedName);
            }
        }
        let digit = |at: usize| page.slice(at).bytes().any(|b| b.is_ascii_digit());
        if digit(self.first) || digit(self.last) {
            out.push(Digit);
        }
        if self.is_one() && slice.len() == 1 {
            out.push(SingleLetter);
        }
        if self.is_one() && self.facts == 0 {
            let classes = super::piece::HEAD;
            if tail.word.classes & classes == 0 && tail.word.share(crate::lexicon::Tag::Adjective) > 9 {
                out.push(EndsDemonym);
            }
        }
        self.inside(out);
    }

    fn inside(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let any =
            |class: Class| self.inner().any(|k| page.is(k, LOWER) && page.classes(k) & mask(&[class]) != 0);
        if self.inner().is_empty() {
            return;
        }
        let inside = [
            (Class::And, AndInside),
            (Class::Of, OfInside),
            (Class::Toward, ForInside),
            (Class::InAt, InInside),
            (Class::To, InInside),
        ];
        out.extend(inside.iter().filter(|(class, _)| any(*class)).map(|(_, feature)| *feature));
        if self.inner().any(|k| page.mark(k) == Some('&')) {
            out.push(Ampersand);
        }
        if self.inner().any(|k| page.mark(k) == Some('-')) {
            out.push(HyphenJoined);
        }
        if self.inner().any(|k| page.mark(k) == Some('/')) {
            out.push(SlashJoined);
        }
        if self.inner().any(|k| page.is(k, POSSESSIVE)) {
            out.push(PossessiveInside);
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
                out.push(QuotesWhole)
            }
            _ => {}
        }
    }

    fn seen(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let seen = self.document.seen(page.form(self.first, self.last));
        if self.is_one() {
            let word = self.document.words.get(page.pieces[self.first].key);
            let facts = [
                (word.lower > 0, LowerSeen),
                (page.is(self.first, OPENS) && word.mid == 0, NeverMid),
                (seen.last, LastOfLonger),
                (seen.surname, SurnameOfFull),
                (seen.first, FirstOfLonger),
                (page.is(self.first, ACRONYM) && self.document.is_acronym(page, self.first), AcronymOfLonger),
            ];
            out.extend(facts.iter().filter(|(holds, _)| *holds).map(|(_, feature)| *feature));
        } else if self.document.seen(page.form(self.last, self.last)).titled {
            out.push(LastTitled);
        }
        out.push(Repeated0.after(seen.count.min(3) as usize));
        out.extend((0..5).filter(|bit| seen.company & (1 << bit) != 0).map(|bit| ElseTitle.after(bit)));
    }

    fn together(&self, around: &[Feature], out: &mut Vec<Feature>) {
        let has = |feature: Feature| around.contains(&feature);
        let place = self.facts & Fact::PLACE != 0;
        let organisation = self.facts & Fact::ORGANISATION != 0;
        let (comma_before, comma_after) = (has(BeforeCapitalComma), has(AfterCommaCapital));
        if comma_before && self.page.mark(self.last + 1) == Some(',') {
            out.push(BetweenCommas);
        }
        let mut add = |holds: bool, feature: Feature| {
            if holds {
                out.push(feature);
            }
        };
        let speaks = has(AfterSpeech) || has(BeforeSpeech);
        let role = has(BeforeRole) || has(BeforeRoleCapital) || has(BeforeTitle);
        add(place && comma_before, PlaceCapitalComma);
        add(place && comma_after, PlaceCommaCapital);
        add(place && speaks, PlaceSpeaks);
        add(place && has(AfterPossessive), PlacePossessive);
        add(self.facts == 0 && comma_after && self.place_follows(), UnlistedCommaPlace);
        add(self.facts & Fact::PERSON != 0 && speaks, PersonSpeaks);
        add(self.facts == 0 && role, RoleBeforeUnknown);
        add(place && (has(BeforeContest) || has(AfterContest)), PlaceContest);
        if self.page.is(self.first, SCORE_LINE) {
            let country = self.facts & Fact::Country.bit() != 0;
            add(country, ScoreLineCountry);
            add(!country && !has(NearCapital) && !has(AfterCapital), ScoreLine);
        }
        add(place && organisation && has(BeforeThe), PlaceOrganisationThe);
        if self.is_one() {
            self.together_one(around, out);
        } else {
            let head = self.page.classes(self.last) & ORGANISATION_HEAD != 0;
            add(has(BeforeThe) && head, TheOrganisationHeadMany);
            let opening = self.page.pieces[self.first];
            let possessive = self.inner().any(|k| self.page.is(k, POSSESSIVE));
            add(head && possessive, PossessiveHead);
            add(head && opening.facts & Fact::PLACE != 0, PlaceOpensHead);
            add(head && self.word(self.first).given > 1 && !opening.is(COMMON), PersonOpensHead);
            add(head && opening.is(DEMONYM), DemonymHead);
            add(head && opening.is(PLAIN), CommonHead);
            add(head && opening.is(ACRONYM), AcronymHead);
            let place_head = self.page.classes(self.last) & PLACE_HEAD != 0;
            add(place_head && opening.facts & Fact::PLACE != 0, ListedPlaceHead);
            add(place_head && has(BeforeThe), HeadedThe);
            add(has(BeforeIn) && self.facts == 0, UnlistedManyIn);
            add(self.facts == 0 && has(AfterSpeech), UnknownManySpeaks);
            add(self.word(self.first).given > 0 && role, RoleBeforePerson);
        }
        self.defined(around, out);
    }

    fn place_follows(&self) -> bool {
        self.page.lookups.at(self.last as u32 + 2).iter().any(|l| l.facts & Fact::PLACE != 0)
    }

    fn together_one(&self, around: &[Feature], out: &mut Vec<Feature>) {
        let page = self.page;
        let at = self.first;
        let has = |feature: Feature| around.contains(&feature);
        let mut add = |holds: bool, feature: Feature| {
            if holds {
                out.push(feature);
            }
        };
        let acronym = page.is(at, ACRONYM);
        let head = page.classes(at) & ORGANISATION_HEAD != 0;
        let listed = self.facts != 0;
        let place = self.facts & Fact::PLACE != 0;
        let common = page.is(at, COMMON);
        let word = self.word(at);
        if !page.is(at, OPENS | CAPS_LINE | TITLE_LINE) {
            let the = has(BeforeThe);
            let noun = has(AfterOther);
            add(true, MidOne);
            add(the && head, TheOrganisationHead);
            add(the && acronym, TheAcronym);
            add(the && !acronym && !head && !noun, TheAlone);
            add(the && noun, TheNoun);
            add(the && !listed && !common, UnlistedOneThe);
            add(common && !listed, MidCommon);
            add(common && self.document.words.get(page.pieces[at].key).lower > 0, MidCommonSeenLower);
        }
        add(acronym && place, AcronymPlace);
        add(acronym && !listed, AcronymUnlisted);
        add(acronym && self.facts & Fact::ORGANISATION != 0, AcronymOrganisation);
        let name = (word.given > 0 || word.surname > 0) && !common;
        add(name && !listed && has(AfterSpeech), NameSpeaks);
        add(name && has(AfterPossessive), NamePossessive);
        add(name && place && (has(BeforeIn) || has(BeforePlacePreposition)), NamePlacePreposition);
        add(!listed && !common && has(BeforeIn), UnlistedOneIn);
        add(!listed && !common && has(AfterSpeech), UnknownSpeaks);
    }

    /// Acronyms in brackets and what they stand for.
    fn defined(&self, around: &[Feature], out: &mut Vec<Feature>) {
        let page = self.page;
        if around.contains(&AfterBracketAcronym)
            && acronym_fits(page, self.first, self.last, page.slice(self.last + 2))
        {
            out.push(BracketAcronymMatch);
        }
        if !(self.is_one() && page.is(self.first, ACRONYM) && around.contains(&BeforeBracket)) {
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

/// `J.`, `J.R.`
fn is_initials(page: &Page<'_>, at: usize) -> bool {
    let word = page.slice(at);
    word.len() > 1 && word.as_bytes().chunks(2).all(|pair| matches!(pair, [b'A'..=b'Z', b'.']))
}

/// `eBay`, `YouTube`, but not `McLeod`.
fn is_camel(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.windows(2).skip(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())
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

/// Bits that the company of a form is told with.
const _: () = assert!(company::ORGANISATION_NOUN == 1 << 4);
