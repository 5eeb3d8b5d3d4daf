//! Every span that could be a name.
//!
//! A [`Page`] and what words its document uses in lower case enter; spans leave, in order, with the
//! mark of those that plain rules of cutting and joining take for whole names. Which of them are names
//! is not decided here.

use std::ops::Range;

use super::document::Words;
use super::form::Forms;
use super::piece::{
    ACRONYM, BRIDGING, CAPITAL, CAPS_LINE, COMMON, COUNTRY, DATE, DEMONYM, FUNCTION, HEAD, LOWER, MODIFIER,
    OFFICE, OPENS, ORGANISATION_HEAD, PLACE_HEAD, POSSESSIVE, Page, TITLE, TITLE_LINE, mask,
};
use crate::gazetteer::Fact;
use crate::lexicon::{Class, Tag};
use crate::segment::Gap;

/// The most tokens a name may have.
const LONGEST: usize = 9;
/// The most where more tokens stand in a row than any sentence or headline has: those are a list without marks.
const LONGEST_OF_LIST: usize = 4;
/// How many tokens in a row are a list without marks.
const LIST: usize = 48;

/// A span that could be a name, by its first and last token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) first: u32,
    pub(super) last: u32,
    /// Whether the rules of cutting and joining make it a whole name.
    pub(super) maximal: bool,
}

type Pair = (usize, usize);

/// A pair in one number, which is compared with another in one step.
type Packed = u64;

fn packed((first, last): Pair) -> Packed {
    (first as u64) << 32 | last as u64
}

/// Spans that plain rules take for whole names, in order.
pub(super) fn maximal(page: &Page<'_>, forms: &Forms<'_>, words: &Words) -> Vec<Pair> {
    let mut spans = Vec::new();
    let mut next = 0;
    for at in page.capitals.iter().map(|at| *at as usize) {
        if at < next || page.is(at, CAPS_LINE) {
            continue;
        }
        let mut end = at;
        while continues_run(page, end + 1) {
            end += 1;
        }
        Cutter { page, forms, words, out: &mut spans }.cut(at, end);
        next = end + 1;
    }
    join_all(page, spans)
}

fn continues_run(page: &Page<'_>, at: usize) -> bool {
    page.is(at, CAPITAL) && page.tokens[at].gap != Gap::Line && !page.is(at, OPENS)
}

struct Cutter<'p, 'a> {
    page: &'p Page<'a>,
    forms: &'p Forms<'p>,
    words: &'p Words,
    out: &'p mut Vec<Pair>,
}

impl Cutter<'_, '_> {
    /// Cuts a run at words of grammar and of the calendar.
    fn cut(&mut self, first: usize, last: usize) {
        let start = self.without_opening(first, last);
        let mut from = start;
        for at in start..=last {
            if self.page.is(at, FUNCTION) || self.is_date(at, first, last) {
                self.titles(from, at);
                from = at + 1;
            }
        }
        self.titles(from, last + 1);
    }

    /// A month that is also a given name is one beside another name.
    fn is_date(&self, at: usize, first: usize, last: usize) -> bool {
        let given = |k: usize| self.page.word(k).given > 0 && !self.page.is(k, COMMON);
        let beside = at > first && given(at - 1) || at < last && self.page.word(at).given > 1 && at == first;
        self.page.is(at, DATE) && !(self.page.word(at).given > 0 && beside)
    }

    /// The first token of a run that is not merely the opening word of its sentence.
    fn without_opening(&self, first: usize, last: usize) -> usize {
        let page = self.page;
        let mut at = first;
        while at <= last && page.is(at, OPENS | TITLE_LINE) {
            let listed = page.lookups.facts(at as u32, last as u32) != 0;
            let word = self.words.get(self.forms.word(at));
            let alone = at == last;
            let plain = page.is(at, OPENS) && page.is(at, COMMON) && !listed && !word.mid;
            let drop = page.is(at, FUNCTION)
                || plain && alone && (word.lower || page.facts(at) & super::evidence::BIG == 0)
                || plain && !alone && page.word(at).given == 0 && page.word(at).common <= 35 && {
                    page.classes(at + 1) & (ORGANISATION_HEAD | PLACE_HEAD) == 0
                        && page.lookups.facts(at as u32, at as u32 + 1) == 0
                        && !page.is(at, OFFICE)
                };
            if !drop {
                break;
            }
            at += 1;
        }
        at
    }

    /// Cuts `first..end` at titles and roles, and leaves them out.
    fn titles(&mut self, first: usize, end: usize) {
        if first >= end {
            return;
        }
        let page = self.page;
        let last = end - 1;
        if last > first && page.lookups.facts(first as u32, last as u32) & super::evidence::BIG != 0 {
            self.out.push((first, last));
            return;
        }
        if self.completes_head(first) {
            return self.complement(first, last);
        }
        for at in first..=last {
            if page.is(at, TITLE) && (page.word(at).given < 2 || at == first && at < last)
                || page.is(at, OFFICE) && self.is_office(at, first, last)
            {
                let mut before = at;
                while before > first
                    && page.is(before - 1, MODIFIER)
                    && !page.is(before - 1, ACRONYM | COUNTRY)
                {
                    before -= 1;
                }
                self.titles(first, before);
                return self.titles(at + 1, end);
            }
        }
        self.demonym(first, last);
    }

    /// A role word inside a name stays: before a head, or as a surname after a given name.
    fn is_office(&self, at: usize, first: usize, last: usize) -> bool {
        let page = self.page;
        let headed = at < last && last - at <= 3 && page.classes(last) & HEAD != 0;
        let after_given = at > first && page.word(at - 1).given > 1 && !page.is(at - 1, COMMON);
        let surname = after_given && page.word(at).surname > 0;
        !headed && !surname
    }

    fn demonym(&mut self, first: usize, last: usize) {
        let page = self.page;
        let prefix = page.is(first, DEMONYM) && first < last;
        if prefix && page.classes(last) & HEAD == 0 && page.lookups.facts(first as u32, last as u32) == 0 {
            return self.titles(first + 1, last + 1);
        }
        let person = first + 2 == last || first + 3 == last;
        let named = page.word(first + 1).given > 1 && !page.is(first + 1, COMMON);
        if page.is(first, COUNTRY) && person && named && page.classes(last) & HEAD == 0 {
            self.out.push((first, first));
            return self.titles(first + 1, last + 1);
        }
        self.out.push((first, last));
    }

    /// Whether a head of an organisation with `of` or `for` stands before.
    fn completes_head(&self, first: usize) -> bool {
        let page = self.page;
        let mut at = first;
        let mut steps = 0;
        while at > 0 && steps < 2 && page.classes(at - 1) & JOINS != 0 && page.is(at - 1, LOWER) {
            at -= 1;
            steps += 1;
        }
        steps > 0 && at > 0 && page.is(at - 1, CAPITAL) && page.classes(at - 1) & OF_HEADS != 0
    }

    /// The complement of a head is kept whole unless a person begins in it.
    fn complement(&mut self, first: usize, last: usize) {
        let page = self.page;
        for at in first + 1..=last {
            let titled = page.is(at, TITLE) || page.is(at, OFFICE) && at < last;
            let named = page.word(at).given > 1 && !page.is(at, COMMON) && at < last;
            if titled || named {
                self.out.push((first, at - 1));
                return self.titles(if titled { at + 1 } else { at }, last + 1);
            }
        }
        self.out.push((first, last));
    }
}

const JOINS: u128 = mask(&[Class::Of, Class::Toward, Class::The]);
const OF_HEADS: u128 = mask(&[Class::OrganisationOf, Class::PlaceOf]);

fn join_all(page: &Page<'_>, spans: Vec<Pair>) -> Vec<Pair> {
    let mut joined: Vec<Pair> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(before) if joins(page, *before, span) => before.1 = span.1,
            _ => joined.push(span),
        }
    }
    joined
}

/// Whether two spans are one name: `Bank` and `England` with `of` between them.
fn joins(page: &Page<'_>, before: Pair, after: Pair) -> bool {
    let between = before.1 + 1..after.0;
    if between.is_empty() || between.len() > 3 || after.1 - before.0 >= LONGEST || page.is(after.0, OPENS) {
        return false;
    }
    if (before.1 + 1..=after.0).any(|k| page.tokens[k].gap == Gap::Line) {
        return false;
    }
    if page.lookups.facts(before.0 as u32, after.1 as u32) & super::evidence::BIG != 0 {
        return true;
    }
    let all = |classes: u128| between.clone().all(|k| page.is(k, LOWER) && page.classes(k) & classes != 0);
    let first = page.classes(between.start);
    if all(mask(&[Class::Particle])) && between.clone().all(|k| page.tokens[k].span.len() > 1) {
        return !page.is(before.1, DEMONYM);
    }
    let head = page.classes(before.1);
    if all(JOINS) && first & JOINS & !mask(&[Class::The]) != 0 {
        let of = first & mask(&[Class::Of]) != 0;
        return head & OF_HEADS != 0 && (of || head & mask(&[Class::OrganisationOf]) != 0);
    }
    between.len() == 1 && and_joins(page, before, after)
}

fn and_joins(page: &Page<'_>, before: Pair, after: Pair) -> bool {
    let at = before.1 + 1;
    if page.mark(at) == Some('&') {
        return true;
    }
    if page.classes(at) & mask(&[Class::And]) == 0 {
        return false;
    }
    let plain = |range: Range<usize>| range.into_iter().all(|k| page.is(k, COMMON) && page.word(k).given < 2);
    let headed = page.classes(after.1) & mask(&[Class::OrganisationStrong]) != 0;
    let has_of = (before.0..=before.1).any(|k| page.is(k, LOWER));
    (headed && plain(before.0..before.1 + 1) && before.1 - before.0 <= 3
        || has_of && page.is(before.1, COMMON))
        && page.is(after.0, COMMON)
}

/// Every candidate, in order of first and last token; `pairs` is room for them.
pub(super) fn all<'p>(
    page: &Page<'_>,
    maximal: &'p [Pair],
    pairs: &'p mut Vec<Packed>,
) -> impl Iterator<Item = Candidate> + 'p {
    super::room::empty(pairs);
    pairs.extend(maximal.iter().copied().map(packed));
    let (mut next, mut bounds) = (0, Vec::new());
    for at in page.capitals.iter().map(|at| *at as usize) {
        if at >= next && !page.is(at, CAPS_LINE) {
            next = region(page, at, &mut bounds, pairs);
        }
    }
    listed(page, pairs);
    in_order(pairs);
    pairs.dedup();
    let mut whole = maximal.iter().copied().map(packed).peekable();
    pairs.iter().map(move |&pair| {
        // Those that are whole names are among them, in the same order.
        let maximal = whole.next_if_eq(&pair).is_some();
        Candidate { first: (pair >> 32) as u32, last: pair as u32, maximal }
    })
}

#[expect(clippy::stable_sort_primitive, reason = "three runs in order, which a stable sort merges at once")]
fn in_order(pairs: &mut [Packed]) {
    pairs.sort();
}

/// All sub-spans of a run of capitals bridged by small words, between `bounds`; returns where the run ends.
fn region(page: &Page<'_>, first: usize, bounds: &mut Vec<usize>, pairs: &mut Vec<Packed>) -> usize {
    let mut last = first;
    let mut at = first + 1;
    while at < page.len() && page.tokens[at].gap != Gap::Line {
        if page.is(at, CAPITAL) {
            if page.is(at, OPENS) {
                break;
            }
            last = at;
        } else if at - last > 3 || !is_bridge(page, at) {
            break;
        }
        at += 1;
    }
    let longest = if last - first < LIST { LONGEST } else { LONGEST_OF_LIST };
    let is_bound = |k: &usize| page.is(*k, CAPITAL) && !page.is(*k, FUNCTION) && !is_plain_date(page, *k);
    bounds.clear();
    bounds.extend((first..=last).filter(is_bound));
    let headed = lower_head(page, last + 1);
    let from_here = bounds.iter().enumerate().map(|(from, start)| (*start, from));
    for (start, from) in leading(page, first).map(|start| (start, 0)).into_iter().chain(from_here) {
        let end = last.min(start + longest - 1);
        pairs.extend(bounds[from..].iter().take_while(|at| **at <= end).map(|at| packed((start, *at))));
        if end == last && headed {
            pairs.push(packed((start, last + 1)));
        }
    }
    last + 1
}

/// A head written small after the capitals: the hospital, the prison, the ministry of a name.
fn lower_head(page: &Page<'_>, at: usize) -> bool {
    let nonname = page.classes(at) & mask(&[Class::NonnameHead]) != 0;
    let head = page.classes(at) & (ORGANISATION_HEAD | PLACE_HEAD) != 0 && !nonname;
    head && page.is(at, LOWER) && page.tokens[at].gap == Gap::Space && page.word(at).share(Tag::Noun) > 9
}

fn is_plain_date(page: &Page<'_>, at: usize) -> bool {
    page.is(at, DATE) && page.word(at).given == 0 && page.facts(at) == 0
}

fn is_bridge(page: &Page<'_>, at: usize) -> bool {
    if !page.is(at, BRIDGING) {
        return false;
    }
    let glued =
        || page.tokens[at].gap == Gap::None && page.tokens.get(at + 1).is_some_and(|t| t.gap == Gap::None);
    if page.mark(at).is_some_and(|c| matches!(c, '-' | '/')) {
        return glued();
    }
    let plural = || page.tokens[at].gap == Gap::None && page.slice(at - 1).ends_with('s');
    page.is(at, LOWER | POSSESSIVE)
        || page.mark(at) == Some('&')
        || page.mark(at).is_some_and(|c| matches!(c, '\'' | '\u{2019}')) && plural()
}

/// Small words in lower case that open the name of a person.
fn leading(page: &Page<'_>, first: usize) -> Option<usize> {
    let small = |at: usize| {
        let particle = page.classes(at) & mask(&[Class::Particle]) != 0 && page.tokens[at].span.len() > 1;
        page.is(at, LOWER) && !page.is(at, FUNCTION) && particle && page.tokens[at + 1].gap == Gap::Space
    };
    let one = first.checked_sub(1).filter(|at| small(*at))?;
    Some(one.checked_sub(1).filter(|at| small(*at)).unwrap_or(one))
}

/// Known forms that the capitals alone do not show.
fn listed(page: &Page<'_>, pairs: &mut Vec<Packed>) {
    for lookup in page.lookups.iter() {
        let (first, last) = (lookup.first as usize, lookup.last as usize);
        let user = lookup.facts & Fact::User.bit() != 0;
        let capital = (first..=last).any(|k| page.is(k, CAPITAL)) && !page.is(first, CAPS_LINE);
        let bound = |at: usize| page.is(at, CAPITAL) && !page.is(at, FUNCTION);
        if user || last > first && capital && !(bound(first) && bound(last)) {
            pairs.push(packed((first, last)));
        }
    }
}
