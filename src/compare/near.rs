//! Which row of one document is which in the other run: by id, by what it says, by place, by likeness.
//!
//! The rows of one document enter that are not equal, with the places of those that are; pairs leave.
//! Each step takes what the one before has left; within a step the best pairing overall is taken.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::index::{Mark, hash};
use super::pairing::{self, Candidate};
use super::row::{Row, Sheet};
use super::words;

/// How a pair was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// by an equal id
    Id,
    /// by saying the same, in the same order
    Says,
    /// by standing in the same place
    Place,
    /// by likeness of its words
    Likeness,
}

impl How {
    /// Every way with its name.
    pub const ALL: &'static [(How, &'static str)] =
        &[(How::Id, "id"), (How::Says, "words"), (How::Place, "place"), (How::Likeness, "likeness")];

    /// Its name in the table of events.
    pub fn name(self) -> &'static str {
        Self::ALL.get(self as usize).map_or("", |(_, name)| name)
    }
}

/// The rows of one document in one run that are in question.
#[derive(Clone, Copy)]
pub(super) struct Rows<'r> {
    pub(super) marks: &'r [Mark],
    pub(super) rows: &'r [Row],
}

/// A pair, by the numbers of its rows.
pub(super) type Pair = (usize, usize, How);

/// The least likeness of two statements in different places.
const ALIKE: f64 = 0.5;
/// The least likeness of two statements in one place, where the text around them has changed.
const IN_PLACE: f64 = 0.2;
/// How many rows may be put in order at once; the work grows with the square of what is out of order.
const ALIGNED: usize = 20_000;
/// How many pairs of rows that say the same are weighed; of more the order decides.
const TWINS: usize = 10_000;
/// How many rows a word may stand in and still help to find a statement.
const COMMON: usize = 40;
/// How many of the likest statements are weighed.
const LIKEST: usize = 8;

/// Pairs the rows of a document. `anchors` are the places where equal rows begin; `is_same_text` says
/// that the document's text is known to be the same, so that a place means the same in both.
pub(super) fn pair(
    sheet: Sheet,
    old: Rows<'_>,
    new: Rows<'_>,
    anchors: &[(u32, u32)],
    is_same_text: bool,
) -> Vec<Pair> {
    let mut free = Free::new(old.marks.len(), new.marks.len());
    by_id(old.marks, new.marks, &mut free);
    let shift = Shift::new(old.marks, new.marks, anchors, &free.pairs, is_same_text);
    for pair in pairing::best(&twins(sheet, old, new, &shift, &free)) {
        free.add(pair.old, pair.new, how(old.marks, new.marks, pair.old, pair.new));
    }
    in_order(old.marks, new.marks, &mut free);
    if sheet == Sheet::Quotes || sheet == Sheet::Mentions {
        let shift = Shift::new(old.marks, new.marks, anchors, &free.pairs, is_same_text);
        let spans = [spans(sheet, old.rows), spans(sheet, new.rows)];
        let places = by_place(sheet, old, new, &spans, &shift, &free);
        free.take(&places, How::Place);
    }
    if sheet == Sheet::Quotes {
        let alike = by_likeness(old, new, &free);
        free.take(&alike, How::Likeness);
    }
    free.pairs.sort_unstable_by_key(|&(old, new, _)| (new, old));
    free.pairs
}

/// What has no partner yet.
struct Free {
    old: Vec<bool>,
    new: Vec<bool>,
    pairs: Vec<Pair>,
}

impl Free {
    fn new(old: usize, new: usize) -> Self {
        Self { old: vec![true; old], new: vec![true; new], pairs: Vec::new() }
    }

    fn add(&mut self, old: usize, new: usize, how: How) {
        if let (Some(a @ true), Some(b @ true)) = (self.old.get_mut(old), self.new.get_mut(new)) {
            (*a, *b) = (false, false);
            self.pairs.push((old, new, how));
        }
    }

    fn take(&mut self, candidates: &[Candidate], how: How) {
        for pair in pairing::best(candidates) {
            self.add(pair.old, pair.new, how);
        }
    }

    fn olds(&self) -> impl Iterator<Item = usize> + '_ {
        self.old.iter().enumerate().filter(|(_, is_free)| **is_free).map(|(at, _)| at)
    }

    fn news(&self) -> impl Iterator<Item = usize> + '_ {
        self.new.iter().enumerate().filter(|(_, is_free)| **is_free).map(|(at, _)| at)
    }
}

/// Pairs equal ids. An id counts how many times the same words stood before, so where their number has
/// changed an id may have passed to another row; these are left for their order to decide.
fn by_id(old: &[Mark], new: &[Mark], free: &mut Free) {
    let mut times: BTreeMap<u128, (u32, u32)> = BTreeMap::new();
    for mark in old {
        times.entry(mark.says).or_default().0 += 1;
    }
    for mark in new {
        times.entry(mark.says).or_default().1 += 1;
    }
    let has_passed =
        |mark: &Mark| times.get(&mark.says).is_some_and(|&(a, b)| mark.says != 0 && a != b && a > 0 && b > 0);
    let keys: BTreeMap<u128, usize> = new.iter().enumerate().map(|(at, mark)| (mark.key, at)).collect();
    for (at, mark) in old.iter().enumerate() {
        let other = keys.get(&mark.key).filter(|_| !has_passed(mark));
        if let Some(&other) = other.filter(|other| !new.get(**other).is_some_and(has_passed)) {
            free.add(at, other, How::Id);
        }
    }
}

/// How two rows that say the same are one.
fn how(old: &[Mark], new: &[Mark], a: usize, b: usize) -> How {
    let same = old.get(a).map(|mark| mark.key) == new.get(b).map(|mark| mark.key);
    if same { How::Id } else { How::Says }
}

/// Rows that say the same several times: the more of the words around them are the same, and the nearer
/// they stand to where the rows around them have gone, the better they fit.
fn twins(sheet: Sheet, old: Rows<'_>, new: Rows<'_>, shift: &Shift, free: &Free) -> Vec<Candidate> {
    let mut groups: BTreeMap<u128, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for at in free.olds() {
        groups.entry(old.marks.get(at).map_or(0, |mark| mark.says)).or_default().0.push(at);
    }
    for at in free.news() {
        groups.entry(new.marks.get(at).map_or(0, |mark| mark.says)).or_default().1.push(at);
    }
    groups.remove(&0);
    let start = |marks: &[Mark], at: usize| marks.get(at).map_or(0, |mark| i64::from(mark.start));
    let mut candidates = Vec::new();
    for (olds, news) in groups.values() {
        if olds.len() + news.len() < 3 || olds.len() * news.len() > TWINS {
            continue;
        }
        for &a in olds {
            let from = start(old.marks, a);
            for &b in news {
                let far = (from + shift.at(from) - start(new.marks, b)).unsigned_abs();
                let near = 1.0 / (1.0 + far as f64 / 100.0);
                let around = around(sheet, old.rows.get(a), new.rows.get(b));
                candidates.push(Candidate { old: a, new: b, weight: around as f64 + near });
            }
        }
    }
    candidates
}

/// How many words right before and right after two statements are the same.
fn around(sheet: Sheet, old: Option<&Row>, new: Option<&Row>) -> usize {
    let (Some(old), Some(new)) = (old, new) else { return 0 };
    if sheet != Sheet::Quotes {
        return 0;
    }
    let cells = |name: &str| {
        let column = sheet.column(name);
        [old.cell(column), new.cell(column)].map(str::split_whitespace)
    };
    let [old_before, new_before] = cells("before");
    let [old_after, new_after] = cells("after");
    let before = old_before.rev().zip(new_before.rev()).take_while(|(a, b)| a == b).count();
    before + old_after.zip(new_after).take_while(|(a, b)| a == b).count()
}

/// Pairs rows that say the same: first those in the same order among all rows, then, as they come, those
/// that have changed places.
fn in_order(old: &[Mark], new: &[Mark], free: &mut Free) {
    let (olds, news): (Vec<usize>, Vec<usize>) = (free.olds().collect(), free.news().collect());
    if olds.is_empty() || news.is_empty() {
        return;
    }
    if old.len().max(new.len()) <= ALIGNED {
        let says = |marks: &[Mark]| marks.iter().map(|mark| mark.says).collect::<Vec<_>>();
        let (a, b) = (says(old), says(new));
        for op in capture_diff_slices(Algorithm::Patience, &a, &b) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                for at in 0..len {
                    let (a, b) = (old_index + at, new_index + at);
                    if old.get(a).is_some_and(|mark| mark.says != 0) {
                        free.add(a, b, how(old, new, a, b));
                    }
                }
            }
        }
    }
    let mut waiting: BTreeMap<u128, std::collections::VecDeque<usize>> = BTreeMap::new();
    for at in free.news().collect::<Vec<_>>() {
        if let Some(mark) = new.get(at).filter(|mark| mark.says != 0) {
            waiting.entry(mark.says).or_default().push_back(at);
        }
    }
    for at in free.olds().collect::<Vec<_>>() {
        let says = old.get(at).map_or(0, |mark| mark.says);
        if let Some(other) = waiting.get_mut(&says).and_then(std::collections::VecDeque::pop_front) {
            free.add(at, other, how(old, new, at, other));
        }
    }
}

/// Where a place of the old text is in the new one, by the rows that are known to be the same.
struct Shift {
    anchors: Vec<(i64, i64)>,
    is_sure: bool,
}

impl Shift {
    fn new(old: &[Mark], new: &[Mark], equal: &[(u32, u32)], pairs: &[Pair], is_sure: bool) -> Self {
        let paired = pairs.iter().filter_map(|&(a, b, _)| Some((old.get(a)?.start, new.get(b)?.start)));
        let places = equal.iter().copied().chain(paired);
        let mut anchors: Vec<(i64, i64)> =
            places.map(|(a, b)| (i64::from(a), i64::from(b) - i64::from(a))).collect();
        anchors.sort_unstable();
        Self { anchors, is_sure }
    }

    /// By how much a place has moved: as much as the row before it, else the row after it.
    fn at(&self, place: i64) -> i64 {
        if self.is_sure {
            return 0;
        }
        let after = self.anchors.partition_point(|(start, _)| *start <= place);
        let anchor = after.checked_sub(1).and_then(|at| self.anchors.get(at)).or(self.anchors.first());
        anchor.map_or(0, |(_, shift)| *shift)
    }
}

#[expect(clippy::cast_possible_wrap, reason = "a text is shorter than half of what 64 bits count")]
fn spans(sheet: Sheet, rows: &[Row]) -> Vec<(i64, i64)> {
    let (start, end) = (sheet.column("start_char"), sheet.column("end_char"));
    let number = |row: &Row, column| row.number(column).unwrap_or(0) as i64;
    rows.iter().map(|row| (number(row, start), number(row, end))).collect()
}

/// The column with the words of a row.
fn text_column(sheet: Sheet) -> usize {
    sheet.column(if sheet == Sheet::Quotes { "quote" } else { "text" })
}

fn by_place(
    sheet: Sheet,
    old: Rows<'_>,
    new: Rows<'_>,
    [olds, news]: &[Vec<(i64, i64)>; 2],
    shift: &Shift,
    free: &Free,
) -> Vec<Candidate> {
    let column = text_column(sheet);
    let mut sorted: Vec<(i64, i64, usize)> =
        free.news().filter_map(|at| news.get(at).map(|&(start, end)| (start, end, at))).collect();
    sorted.sort_unstable();
    let longest = sorted.iter().map(|(start, end, _)| end - start).max().unwrap_or(0);
    let mut candidates = Vec::new();
    for at in free.olds() {
        let Some(&(start, end)) = olds.get(at) else { continue };
        let (start, end) = (start + shift.at(start), end + shift.at(start));
        let from = sorted.partition_point(|(other, _, _)| *other <= start - longest);
        for &(other_start, other_end, other) in sorted.get(from..).unwrap_or(&[]) {
            if other_start >= end {
                break;
            }
            let shared = end.min(other_end) - start.max(other_start);
            if shared <= 0 {
                continue;
            }
            let whole = end.max(other_end) - start.min(other_start);
            let words = |rows: &[Row], at: usize| words::bag(rows.get(at).map_or("", |row| row.cell(column)));
            let likeness = words::likeness(&words(old.rows, at), &words(new.rows, other));
            if shift.is_sure || likeness >= IN_PLACE {
                let weight = shared as f64 / whole.max(1) as f64 + likeness;
                candidates.push(Candidate { old: at, new: other, weight });
            }
        }
    }
    candidates
}

fn by_likeness(old: Rows<'_>, new: Rows<'_>, free: &Free) -> Vec<Candidate> {
    let column = text_column(Sheet::Quotes);
    let bag = |rows: &[Row], at: usize| words::bag(rows.get(at).map_or("", |row| row.cell(column)));
    let bags: BTreeMap<usize, Vec<u64>> = free.news().map(|at| (at, bag(new.rows, at))).collect();
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (&at, bag) in &bags {
        for word in bag {
            let known = holders.entry(*word).or_default();
            if known.last() != Some(&at) {
                known.push(at);
            }
        }
    }
    let mut candidates = Vec::new();
    for at in free.olds() {
        let own = bag(old.rows, at);
        let rare = own.iter().filter_map(|word| holders.get(word)).filter(|held| held.len() <= COMMON);
        let mut others: Vec<usize> = rare.flatten().copied().collect();
        others.sort_unstable();
        others.dedup();
        let alike = |other: usize| Some((words::likeness(&own, bags.get(&other)?), other));
        let mut likest: Vec<(f64, usize)> =
            others.into_iter().filter_map(alike).filter(|(likeness, _)| *likeness >= ALIKE).collect();
        likest.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.abs_diff(at).cmp(&b.1.abs_diff(at))));
        likest.truncate(LIKEST);
        candidates.extend(likest.into_iter().map(|(weight, new)| Candidate { old: at, new, weight }));
    }
    candidates
}

/// The mark of what cells say; 0 where they are all empty.
pub fn says<'f>(cells: impl Iterator<Item = &'f [u8]> + Clone) -> u128 {
    if cells.clone().all(<[u8]>::is_empty) { 0 } else { hash(cells) }
}
