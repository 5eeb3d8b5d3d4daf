//! What an earlier pass over the same document decided, as evidence for the next.

use super::Kind;
use super::candidate::Candidate;
use super::decide::{self, Score};
use super::document::{initials, letters};
use super::feature::Feature::{self, *};
use super::form::{Forms, Hashed, Parts};
use super::piece::{ACRONYM, CAPITAL, LOWER, POSSESSIVE, Page, mask};
use crate::lexicon::Class;

/// A decision whose sum is at least this is sure.
const SURE: f32 = 2.0;

/// How often a form was what: a count for each feature from [`SamePerson`] to [`FirstOfOrganisation`].
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    counts: [u32; COUNTS],
    /// Which counts are not 0, a bit each.
    any: u32,
}

/// How many features a tally decides on.
const COUNTS: usize = FirstOfOrganisation as usize - SamePerson as usize + 1;
// Places of counts; of three in a row, one a [`Kind`], that of the first.
const WHOLE: usize = 0;
const SURE_WHOLE: usize = SamePersonSure as usize - SamePerson as usize;
const REJECTED: usize = SameRejected as usize - SamePerson as usize;
const REJECTED_SURE: usize = SameRejectedSure as usize - SamePerson as usize;
const LAST: usize = LastOfPerson as usize - SamePerson as usize;
const FIRST: usize = FirstOfPerson as usize - SamePerson as usize;
/// The bits of whole names, a bit a kind.
const WHOLES: u32 = 0b111;
/// The bits that say of a word alone what longer names it is part of.
const PARTS: u32 = 0b11_1111 << LAST;

impl Tally {
    fn add(&mut self, at: usize) {
        self.counts[at] += 1;
        self.any |= 1 << at;
    }

    /// The bits that are left when one is taken from some counts.
    fn without(&self, own: &[(usize, bool)]) -> u32 {
        let last = own.iter().filter(|(at, counts)| *counts && self.counts[*at] == 1);
        last.fold(self.any, |any, (at, _)| any & !(1 << at))
    }
}

/// A name that an earlier pass chose.
#[derive(Clone, Copy, Debug)]
struct Chosen {
    first: usize,
    last: usize,
    kind: usize,
    sure: bool,
}

/// The decisions of one pass.
pub(super) struct Decisions<'c> {
    forms: &'c Forms,
    /// One for each number of a form.
    tallies: Vec<Tally>,
    acronyms: Hashed<[u16; 3]>,
    chosen: Vec<Chosen>,
    /// For each token the number of the chosen name over it.
    over: Vec<u32>,
}

impl<'c> Decisions<'c> {
    /// Tallies what was chosen and what was not.
    pub(super) fn new(
        page: &Page<'_>,
        forms: &'c Forms,
        candidates: &[(Candidate, Parts)],
        scores: &[Score],
        numbers: &[u32],
    ) -> Self {
        let mut decisions = Self {
            forms,
            tallies: vec![Tally::default(); forms.len()],
            acronyms: Hashed::default(),
            chosen: Vec::with_capacity(numbers.len()),
            over: vec![u32::MAX; page.len()],
        };
        for &number in numbers {
            let (candidate, parts) = candidates[number as usize];
            let (kind, sum) = decide::best(scores[number as usize]);
            let (first, last) = (candidate.first as usize, candidate.last as usize);
            decisions.accept(page, parts, Chosen { first, last, kind: kind as usize, sure: sum >= SURE });
        }
        for ((candidate, parts), score) in candidates.iter().zip(scores) {
            if decisions.is_free(*candidate) {
                decisions.reject(*parts, *score);
            }
        }
        decisions
    }

    fn accept(&mut self, page: &Page<'_>, parts: Parts, name: Chosen) {
        let Chosen { first, last, kind, sure } = name;
        let tally = &mut self.tallies[parts.whole as usize];
        tally.add(WHOLE + kind);
        if sure {
            tally.add(SURE_WHOLE + kind);
        }
        if last > first {
            self.tallies[parts.last as usize].add(LAST + kind);
            self.tallies[parts.first as usize].add(FIRST + kind);
            if let Some(acronym) = initials(page, first, last, false) {
                self.acronyms.entry(acronym).or_default()[kind] += 1;
            }
        }
        self.over[first..=last].fill(self.chosen.len() as u32);
        self.chosen.push(name);
    }

    fn reject(&mut self, parts: Parts, score: Score) {
        let tally = &mut self.tallies[parts.whole as usize];
        tally.add(REJECTED);
        if decide::best(score).1 < -SURE {
            tally.add(REJECTED_SURE);
        }
    }

    /// Whether no chosen name shares a token with a candidate.
    fn is_free(&self, candidate: Candidate) -> bool {
        self.over[candidate.first as usize..=candidate.last as usize].iter().all(|&n| n == u32::MAX)
    }

    fn chosen_over(&self, at: usize) -> Option<Chosen> {
        self.chosen.get(*self.over.get(at)? as usize).copied()
    }

    /// What a candidate's form was elsewhere, the candidate itself left out: a bit a feature from
    /// [`SamePerson`] on.
    fn elsewhere(&self, form: u32, candidate: Candidate, score: Score) -> u32 {
        let Some(tally) = self.tallies.get(form as usize).filter(|tally| tally.any != 0) else { return 0 };
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        match self.chosen_over(first) {
            Some(own) if (own.first, own.last) == (first, last) => {
                tally.without(&[(WHOLE + own.kind, true), (SURE_WHOLE + own.kind, own.sure)])
            }
            Some(own) if first == last && own.last == last => tally.without(&[(LAST + own.kind, true)]),
            Some(own) if first == last && own.first == first => tally.without(&[(FIRST + own.kind, true)]),
            _ if self.is_free(candidate) => {
                tally.without(&[(REJECTED, true), (REJECTED_SURE, decide::best(score).1 < -SURE)])
            }
            _ => tally.any,
        }
    }

    /// As what kinds a span's form is a whole name, the span itself left out: a bit a kind.
    fn whole_elsewhere(&self, form: u32, first: usize, last: usize) -> u32 {
        let Some(tally) = self.tallies.get(form as usize).filter(|tally| tally.any & WHOLES != 0) else {
            return 0;
        };
        let own = self.chosen_over(first).filter(|own| (own.first, own.last) == (first, last));
        WHOLES & own.map_or(tally.any, |own| tally.without(&[(WHOLE + own.kind, true)]))
    }

    /// Gathers what the earlier pass says of a candidate.
    pub(super) fn gather(
        &self,
        page: &Page<'_>,
        (candidate, parts): (Candidate, Parts),
        score: Score,
        out: &mut Vec<Feature>,
    ) {
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let known = self.elsewhere(parts.whole, candidate, score);
        if first == last {
            each(known, SamePerson, out);
            if page.is(first, ACRONYM) && !self.acronyms.is_empty() {
                let names = self.acronyms.get(&letters(page.slice(first))).copied().unwrap_or_default();
                if names[Kind::Organisation as usize] > 0 {
                    out.push(AcronymOfOrganisation);
                } else if names.iter().any(|n| *n > 0) {
                    out.push(AcronymOfPerson);
                }
            }
        } else {
            each(known & !PARTS, SamePerson, out);
            self.contained(page, parts, first, last, out);
        }
        self.neighbours(page, first, last, out);
    }

    /// What the parts of a longer span were elsewhere.
    fn contained(&self, page: &Page<'_>, parts: Parts, first: usize, last: usize, out: &mut Vec<Feature>) {
        each(self.whole_elsewhere(parts.last, last, last), LoneLastPerson, out);
        each(self.whole_elsewhere(parts.first, first, first), LoneFirstPerson, out);
        if last == first + 1 {
            return;
        }
        let mut inside = 0;
        for at in (first + 1..last).filter(|&at| page.is(at, CAPITAL)) {
            inside |= self.whole_elsewhere(self.forms.word(at), at, at);
        }
        inside |= self.whole_elsewhere(parts.front, first, last - 1);
        inside |= self.whole_elsewhere(parts.back, first + 1, last);
        each(inside, ContainsPerson, out);
    }

    /// Whether a chosen name stands over any of the three tokens from one on: no neighbour is further away.
    fn is_beside(&self, from: usize) -> bool {
        let end = self.over.len().min(from + 3);
        self.over.get(from..end).unwrap_or_default().iter().any(|&n| n != u32::MAX)
    }

    fn neighbours(&self, page: &Page<'_>, first: usize, last: usize, out: &mut Vec<Feature>) {
        if self.is_beside(first.saturating_sub(3))
            && let Some(link) = page.before(first)
        {
            self.before(page, link, out);
        }
        if self.is_beside(last + 1)
            && let Some(link) = page.after(last)
        {
            self.after(page, link, out);
        }
    }

    fn before(&self, page: &Page<'_>, link: usize, out: &mut Vec<Feature>) {
        if let Some(name) = self.chosen_over(link).filter(|n| n.last == link) {
            out.push(BesidePerson.after(name.kind));
        }
        let far = page.before(link);
        let the = page.classes(link) & mask(&[Class::The]) != 0;
        let (link, far) =
            if the { (far.unwrap_or(link), far.and_then(|f| page.before(f))) } else { (link, far) };
        if let Some(name) = far.and_then(|f| self.chosen_over(f).filter(|n| n.last == f)) {
            out.extend(link_before(page, link).map(|family| family[name.kind]));
        }
    }

    fn after(&self, page: &Page<'_>, link: usize, out: &mut Vec<Feature>) {
        if let Some(name) = self.chosen_over(link).filter(|n| n.first == link) {
            out.push(BesidePerson.after(name.kind));
        }
        let far = page.after(link);
        let the = far.filter(|f| page.classes(*f) & mask(&[Class::The]) != 0);
        let far = the.and_then(|f| page.after(f)).or(far);
        if let Some(name) = far.and_then(|f| self.chosen_over(f).filter(|n| n.first == f)) {
            out.extend(link_after(page, link).map(|family| family[name.kind]));
        }
    }
}

/// The features of some bits, counted from one of them.
fn each(mut bits: u32, from: Feature, out: &mut Vec<Feature>) {
    while bits != 0 {
        out.push(from.after(bits.trailing_zeros() as usize));
        bits &= bits - 1;
    }
}

/// What joins a span to a name before it, as features by the kind of that name.
fn link_before(page: &Page<'_>, link: usize) -> Option<[Feature; 3]> {
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
fn link_after(page: &Page<'_>, link: usize) -> Option<[Feature; 3]> {
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
