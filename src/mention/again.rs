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

/// How often a form was what, one count a [`Kind`].
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    whole: [u16; 3],
    sure: [u16; 3],
    last: [u16; 3],
    first: [u16; 3],
    rejected: u16,
    rejected_sure: u16,
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
            decisions.reject(*candidate, *parts, *score);
        }
        decisions
    }

    fn accept(&mut self, page: &Page<'_>, parts: Parts, name: Chosen) {
        let Chosen { first, last, kind, sure } = name;
        let tally = &mut self.tallies[parts.whole as usize];
        tally.whole[kind] += 1;
        tally.sure[kind] += u16::from(sure);
        if last > first {
            self.tallies[parts.last as usize].last[kind] += 1;
            self.tallies[parts.first as usize].first[kind] += 1;
            if let Some(acronym) = initials(page, first, last, false) {
                self.acronyms.entry(acronym).or_default()[kind] += 1;
            }
        }
        self.over[first..=last].fill(self.chosen.len() as u32);
        self.chosen.push(name);
    }

    fn reject(&mut self, candidate: Candidate, parts: Parts, score: Score) {
        if !self.is_free(candidate) {
            return;
        }
        let tally = &mut self.tallies[parts.whole as usize];
        tally.rejected = tally.rejected.saturating_add(1);
        if decide::best(score).1 < -SURE {
            tally.rejected_sure = tally.rejected_sure.saturating_add(1);
        }
    }

    /// Whether no chosen name shares a token with a candidate.
    fn is_free(&self, candidate: Candidate) -> bool {
        self.over[candidate.first as usize..=candidate.last as usize].iter().all(|&n| n == u32::MAX)
    }

    fn chosen_over(&self, at: usize) -> Option<Chosen> {
        self.chosen.get(*self.over.get(at)? as usize).copied()
    }

    /// The tally of a span's form without the span itself.
    fn elsewhere(&self, form: u32, first: usize, last: usize) -> Tally {
        let mut tally = self.tallies.get(form as usize).copied().unwrap_or_default();
        if let Some(own) = self.chosen_over(first) {
            if (own.first, own.last) == (first, last) {
                tally.whole[own.kind] -= 1;
                tally.sure[own.kind] -= u16::from(own.sure);
            } else if first == last && own.last == last {
                tally.last[own.kind] -= 1;
            } else if first == last && own.first == first {
                tally.first[own.kind] -= 1;
            }
        }
        tally
    }

    /// How often a span's form is a whole name, the span itself left out.
    fn whole_elsewhere(&self, form: u32, first: usize, last: usize) -> [u16; 3] {
        let Some(tally) = self.tallies.get(form as usize) else { return [0; 3] };
        let mut whole = tally.whole;
        if whole != [0; 3]
            && let Some(own) = self.chosen_over(first).filter(|own| (own.first, own.last) == (first, last))
        {
            whole[own.kind] -= 1;
        }
        whole
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
        let mut tally = self.elsewhere(parts.whole, first, last);
        if self.is_free(candidate) {
            tally.rejected = tally.rejected.saturating_sub(1);
            tally.rejected_sure =
                tally.rejected_sure.saturating_sub(u16::from(decide::best(score).1 < -SURE));
        }
        each(tally.whole, SamePerson, out);
        each(tally.sure, SamePersonSure, out);
        if tally.rejected > 0 {
            out.push(SameRejected);
        }
        if tally.rejected_sure > 0 {
            out.push(SameRejectedSure);
        }
        if first == last {
            each(tally.last, LastOfPerson, out);
            each(tally.first, FirstOfPerson, out);
            if page.is(first, ACRONYM) {
                let names = self.acronyms.get(&letters(page.slice(first))).copied().unwrap_or_default();
                if names[Kind::Organisation as usize] > 0 {
                    out.push(AcronymOfOrganisation);
                } else if names.iter().any(|n| *n > 0) {
                    out.push(AcronymOfPerson);
                }
            }
        } else {
            self.contained(page, parts, first, last, out);
        }
        self.neighbours(page, first, last, out);
    }

    /// What the parts of a longer span were elsewhere.
    fn contained(&self, page: &Page<'_>, parts: Parts, first: usize, last: usize, out: &mut Vec<Feature>) {
        each(self.whole_elsewhere(parts.last, last, last), LoneLastPerson, out);
        each(self.whole_elsewhere(parts.first, first, first), LoneFirstPerson, out);
        let mut inside = [0; 3];
        for at in (first + 1..last).filter(|&at| page.is(at, CAPITAL)) {
            add(&mut inside, self.whole_elsewhere(self.forms.word(at), at, at));
        }
        if last > first + 1 {
            add(&mut inside, self.whole_elsewhere(parts.front, first, last - 1));
            add(&mut inside, self.whole_elsewhere(parts.back, first + 1, last));
        }
        each(inside, ContainsPerson, out);
    }

    fn neighbours(&self, page: &Page<'_>, first: usize, last: usize, out: &mut Vec<Feature>) {
        if let Some(link) = page.before(first) {
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
        if let Some(link) = page.after(last) {
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
}

fn add(all: &mut [u16; 3], more: [u16; 3]) {
    for (sum, count) in all.iter_mut().zip(more) {
        *sum += count;
    }
}

fn each(counts: [u16; 3], person: Feature, out: &mut Vec<Feature>) {
    if counts == [0; 3] {
        return;
    }
    out.extend((0..3).filter(|&kind| counts[kind] > 0).map(|kind| person.after(kind)));
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
