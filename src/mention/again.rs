//! What an earlier pass over the same document decided, as evidence for the next.

use super::Kind;
use super::candidate::Candidate;
use super::document::{initials, letters};
use super::feature::Feature::{self, *};
use super::form::{Forms, Hashed, Parts};
use super::link;
use super::list::List;
use super::piece::{ACRONYM, CAPITAL, Page, mask};
use super::room;
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
    fn change(&mut self, at: usize, more: bool) {
        let count = &mut self.counts[at];
        *count = if more { *count + 1 } else { *count - 1 };
        self.any = self.any & !(1 << at) | u32::from(*count > 0) << at;
    }

    /// The bits that are left when one is taken from some counts.
    fn without(&self, own: &[(usize, bool)]) -> u32 {
        let last = own.iter().filter(|(at, counts)| *counts && self.counts[*at] == 1);
        last.fold(self.any, |any, (at, _)| any & !(1 << at))
    }
}

/// What was decided on a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// A name was chosen over some of its tokens.
    Covered,
    /// It is no name, maybe for sure.
    Rejected {
        sure: bool,
    },
    Chosen {
        kind: Kind,
        sure: bool,
    },
}

/// A name that an earlier pass chose.
#[derive(Clone, Copy, Debug)]
struct Chosen {
    first: usize,
    last: usize,
    kind: usize,
    sure: bool,
}

/// How many tokens lie between a span and the farthest name that tells of it, with that name's nearest token.
const REACH: usize = 3;

/// The decisions of the last pass.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    fates: Vec<Fate>,
    /// One for each number of a form.
    tallies: Vec<Tally>,
    acronyms: Hashed<[u32; 3]>,
    chosen: Vec<Chosen>,
    /// For each token the number of the first chosen name that does not end before it.
    ahead: Vec<u32>,
    changes: Changes,
}

/// Of what the last pass decided otherwise than the one before.
#[derive(Debug, Default)]
struct Changes {
    /// Forms, by number.
    forms: Vec<bool>,
    /// Tokens that are near a name of either pass that the other does not have.
    near: Vec<bool>,
    acronyms: bool,
}

impl Changes {
    /// With nothing changed.
    fn open(&mut self, forms: usize, tokens: usize) {
        room::empty(&mut self.forms);
        self.forms.resize(forms, false);
        room::empty(&mut self.near);
        self.near.resize(tokens, false);
        self.acronyms = false;
    }

    fn form(&self, number: u32) -> bool {
        self.forms.get(number as usize).copied().unwrap_or(false)
    }
}

impl Decisions {
    /// With nothing decided yet.
    pub(super) fn open(mut self) -> Self {
        room::empty(&mut self.fates);
        room::empty(&mut self.tallies);
        self.acronyms.clear();
        self
    }

    /// Notes what a pass decided: the kind and the sum that is best for each candidate, and the numbers of those
    /// that were chosen.
    pub(super) fn note(
        &mut self,
        page: &Page<'_>,
        forms: &Forms<'_>,
        candidates: &[(Candidate, Parts)],
        best: &[(Kind, f32)],
        numbers: &[u32],
    ) {
        self.fates.resize(candidates.len(), Fate::Covered);
        self.tallies.resize(forms.len(), Tally::default());
        self.changes.open(forms.len(), page.len());
        self.cover(page, candidates, best, numbers);
        let mut chosen = numbers.iter().peekable();
        for (number, ((candidate, parts), (kind, sum))) in (0..).zip(candidates.iter().zip(best)) {
            let fate = if chosen.next_if(|chosen| **chosen == number).is_some() {
                Fate::Chosen { kind: *kind, sure: *sum >= SURE }
            } else if self.is_free(*candidate) {
                Fate::Rejected { sure: *sum < -SURE }
            } else {
                Fate::Covered
            };
            let before = std::mem::replace(&mut self.fates[number as usize], fate);
            if before != fate {
                self.tally(page, (*candidate, *parts), before, false);
                self.tally(page, (*candidate, *parts), fate, true);
            }
        }
    }

    /// Where the chosen names stand.
    fn cover(
        &mut self,
        page: &Page<'_>,
        candidates: &[(Candidate, Parts)],
        best: &[(Kind, f32)],
        numbers: &[u32],
    ) {
        self.chosen.clear();
        room::empty(&mut self.ahead);
        self.ahead.resize(page.len(), u32::MAX);
        let mut from = 0;
        for (at, &number) in (0..).zip(numbers) {
            let ((candidate, _), (kind, sum)) = (candidates[number as usize], best[number as usize]);
            let (first, last) = (candidate.first as usize, candidate.last as usize);
            self.ahead[from..=last].fill(at);
            self.chosen.push(Chosen { first, last, kind: kind as usize, sure: sum >= SURE });
            from = last + 1;
        }
    }

    /// Adds the fate of a candidate to the tallies, or takes it away, and notes what that changes.
    fn tally(&mut self, page: &Page<'_>, (candidate, parts): (Candidate, Parts), fate: Fate, more: bool) {
        let tally = &mut self.tallies[parts.whole as usize];
        self.changes.forms[parts.whole as usize] = true;
        let (kind, sure) = match fate {
            Fate::Covered => return,
            Fate::Rejected { sure } => {
                tally.change(REJECTED, more);
                if sure {
                    tally.change(REJECTED_SURE, more);
                }
                return;
            }
            Fate::Chosen { kind, sure } => (kind as usize, sure),
        };
        tally.change(WHOLE + kind, more);
        if sure {
            tally.change(SURE_WHOLE + kind, more);
        }
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let near = first.saturating_sub(REACH)..self.changes.near.len().min(last + 1 + REACH);
        self.changes.near[near].fill(true);
        if last > first {
            for (form, part) in [(parts.last, LAST), (parts.first, FIRST)] {
                self.tallies[form as usize].change(part + kind, more);
                self.changes.forms[form as usize] = true;
            }
            if let [Some(acronym), _] = initials(page, first, last) {
                let count = &mut self.acronyms.entry(acronym).or_default()[kind];
                *count = if more { *count + 1 } else { *count - 1 };
                self.changes.acronyms = true;
            }
        }
    }

    /// Whether what the last pass says of a candidate may be other than what the one before said.
    pub(super) fn is_news(
        &self,
        page: &Page<'_>,
        forms: &Forms<'_>,
        (candidate, parts): (Candidate, Parts),
    ) -> bool {
        let changes = &self.changes;
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let near = changes.near[first] | changes.near[last];
        if near | changes.form(parts.whole) | changes.form(parts.first) | changes.form(parts.last) {
            return true;
        }
        if last > first + 1 {
            let inside = || (first + 1..last).any(|at| changes.form(forms.word(at)));
            return changes.form(parts.front) || changes.form(parts.back) || inside();
        }
        first == last && changes.acronyms && page.is(first, ACRONYM)
    }

    /// Whether no chosen name shares a token with a candidate.
    fn is_free(&self, candidate: Candidate) -> bool {
        self.ahead(candidate.first as usize).is_none_or(|name| name.first > candidate.last as usize)
    }

    /// The first chosen name that does not end before a token.
    #[inline]
    fn ahead(&self, at: usize) -> Option<&Chosen> {
        self.chosen.get(*self.ahead.get(at)? as usize)
    }

    fn chosen_over(&self, at: usize) -> Option<Chosen> {
        self.ahead(at).filter(|name| name.first <= at).copied()
    }

    /// What a candidate's form was elsewhere, the candidate itself left out: a bit a feature from
    /// [`SamePerson`] on.
    fn elsewhere(&self, form: u32, candidate: Candidate, fate: Fate) -> u32 {
        let Some(tally) = self.tallies.get(form as usize).filter(|tally| tally.any != 0) else { return 0 };
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        match self.chosen_over(first) {
            Some(own) if (own.first, own.last) == (first, last) => {
                tally.without(&[(WHOLE + own.kind, true), (SURE_WHOLE + own.kind, own.sure)])
            }
            Some(own) if first == last && own.last == last => tally.without(&[(LAST + own.kind, true)]),
            Some(own) if first == last && own.first == first => tally.without(&[(FIRST + own.kind, true)]),
            _ => match fate {
                Fate::Rejected { sure } => tally.without(&[(REJECTED, true), (REJECTED_SURE, sure)]),
                _ => tally.any,
            },
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

    /// Gathers what the last pass says of a candidate, which has a number too.
    pub(super) fn gather(
        &self,
        page: &Page<'_>,
        forms: &Forms<'_>,
        (number, candidate, parts): (usize, Candidate, Parts),
        out: &mut List,
    ) {
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let known = self.elsewhere(parts.whole, candidate, self.fates[number]);
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
            self.contained(page, forms, (parts, first, last), out);
        }
        self.neighbours(page, first, last, out);
    }

    /// What the parts of a longer span were elsewhere.
    fn contained(
        &self,
        page: &Page<'_>,
        forms: &Forms<'_>,
        (parts, first, last): (Parts, usize, usize),
        out: &mut List,
    ) {
        // Of most spans no part is a name: that is asked of both ends at once.
        if (self.whole(parts.last) | self.whole(parts.first)) != 0 {
            each(self.whole_elsewhere(parts.last, last, last), LoneLastPerson, out);
            each(self.whole_elsewhere(parts.first, first, first), LoneFirstPerson, out);
        }
        if last == first + 1 {
            return;
        }
        let mut inside = 0;
        for at in (first + 1..last).filter(|&at| page.is(at, CAPITAL)) {
            inside |= self.whole_elsewhere(forms.word(at), at, at);
        }
        if (self.whole(parts.front) | self.whole(parts.back)) != 0 {
            inside |= self.whole_elsewhere(parts.front, first, last - 1);
            inside |= self.whole_elsewhere(parts.back, first + 1, last);
        }
        each(inside, ContainsPerson, out);
    }

    /// As what kinds a form is a whole name anywhere.
    #[inline]
    fn whole(&self, form: u32) -> u32 {
        self.tallies.get(form as usize).map_or(0, |tally| tally.any & WHOLES)
    }

    /// Whether a chosen name stands over a token from one on and before another.
    fn is_within(&self, from: usize, end: usize) -> bool {
        self.ahead(from).is_some_and(|name| name.first < end)
    }

    fn neighbours(&self, page: &Page<'_>, first: usize, last: usize, out: &mut List) {
        if self.is_within(first.saturating_sub(REACH), first)
            && let Some(link) = page.before(first)
        {
            self.before(page, link, out);
        }
        if self.is_within(last + 1, last + 1 + REACH)
            && let Some(link) = page.after(last)
        {
            self.after(page, link, out);
        }
    }

    fn before(&self, page: &Page<'_>, link: usize, out: &mut List) {
        if let Some(name) = self.chosen_over(link).filter(|n| n.last == link) {
            out.push(BesidePerson.after(name.kind));
        }
        let far = page.before(link);
        let the = page.classes(link) & mask(&[Class::The]) != 0;
        let (link, far) =
            if the { (far.unwrap_or(link), far.and_then(|f| page.before(f))) } else { (link, far) };
        if let Some(name) = far.and_then(|f| self.chosen_over(f).filter(|n| n.last == f)) {
            out.extend(link::before(page, link).map(|family| family[name.kind]));
        }
    }

    fn after(&self, page: &Page<'_>, link: usize, out: &mut List) {
        if let Some(name) = self.chosen_over(link).filter(|n| n.first == link) {
            out.push(BesidePerson.after(name.kind));
        }
        let far = page.after(link);
        let the = far.filter(|f| page.classes(*f) & mask(&[Class::The]) != 0);
        let far = the.and_then(|f| page.after(f)).or(far);
        if let Some(name) = far.and_then(|f| self.chosen_over(f).filter(|n| n.first == f)) {
            out.extend(link::after(page, link).map(|family| family[name.kind]));
        }
    }
}

/// The features of some bits, counted from one of them.
fn each(mut bits: u32, from: Feature, out: &mut List) {
    while bits != 0 {
        out.push(from.after(bits.trailing_zeros() as usize));
        bits &= bits - 1;
    }
}
