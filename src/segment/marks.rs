//! Quotation marks paired, apostrophes told apart.
//!
//! Each paragraph is paired on its own, so an odd mark spoils one paragraph at most. Double marks come
//! first; single marks are outermost only where no double mark is open. A quotation left open at the
//! end of a paragraph goes on if the next paragraph opens with a mark again.

use std::cell::LazyCell;
use std::ops::Range;

use super::{Gap, Quotation, Token, take_before};

/// Pairs the marks of a text. All of them are among `joints`.
pub(super) fn pair(all: &[Token], paragraphs: &[Range<usize>], mut joints: &[usize]) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(number + 1).map(|p| p.start);
        let carried = quotations.last().is_some_and(|q| q.continues);
        let joints = take_before(&mut joints, paragraph.end);
        pair_paragraph(all, paragraph.clone(), joints, next, carried, &mut quotations);
    }
    quotations
}

/// Which way a mark looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Make {
    Double,
    Single,
}

fn make(token: &Token) -> Option<Make> {
    match token.mark()? {
        '"' | '\u{201C}' | '\u{201D}' => Some(Make::Double),
        '\'' | '\u{2018}' | '\u{2019}' => Some(Make::Single),
        _ => None,
    }
}

/// Space tells better than shape which way a mark looks, for marks are often mistyped.
fn side(all: &[Token], at: usize, paragraph: &Range<usize>) -> Side {
    let spaced_before = at == paragraph.start
        || all[at].gap != Gap::None
        || all[at - 1].mark().is_some_and(|c| matches!(c, '(' | '[' | '\u{2014}' | '\u{2013}' | '-' | '/'));
    let after = (at + 1 < paragraph.end).then(|| &all[at + 1]);
    let spaced_after = after.is_none_or(|t| t.gap != Gap::None)
        || after.is_some_and(|t| {
            t.mark().is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']'))
        });
    match (spaced_before, spaced_after) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        _ => match all[at].mark() {
            Some('\u{201C}' | '\u{2018}') => Side::Opens,
            Some('\u{201D}' | '\u{2019}') => Side::Closes,
            _ => Side::Either,
        },
    }
}

fn pair_paragraph(
    all: &[Token],
    paragraph: Range<usize>,
    joints: &[usize],
    next: Option<usize>,
    carried: bool,
    quotations: &mut Vec<Quotation>,
) {
    let closers = LazyCell::new(|| Closers::of(all, &paragraph));
    let mut open: Option<(usize, Make)> = None;
    for &at in joints {
        let Some(make) = make(&all[at]) else { continue };
        let side = side(all, at, &paragraph);
        match open {
            None if is_turn(all, at, &paragraph) => {}
            None if side != Side::Closes && (make == Make::Double || single_opens(all, at, closers.last)) => {
                open = Some((at, make));
            }
            // A quotation carried over may close in a paragraph that did not repeat the mark.
            None if make == Make::Double && carried && !opened_in(quotations, &paragraph) => {
                close(quotations, paragraph.start, paragraph.start, at);
            }
            Some((from, same)) if same == make && closes(all, at, make, side, || closers.last_well) => {
                close(quotations, from, from + 1, at);
                open = None;
            }
            _ => {}
        }
    }
    if let Some((from, make)) = open {
        leave_open(all, &paragraph, from, make, next, quotations);
    }
}

/// Whether a mark at the start of a paragraph only opens a transcript's turn: a name in capitals and a
/// colon follow, and the words are the turn's, not a quotation in it.
fn is_turn(all: &[Token], at: usize, paragraph: &Range<usize>) -> bool {
    let name = (at + 1..paragraph.end).take_while(|&k| all[k].is_all_caps()).count();
    at == paragraph.start && (1..=4).contains(&name) && all.get(at + 1 + name).is_some_and(|t| t.is_mark(':'))
}

fn opened_in(quotations: &[Quotation], paragraph: &Range<usize>) -> bool {
    quotations.last().is_some_and(|q| q.outer.start >= paragraph.start)
}

fn close(quotations: &mut Vec<Quotation>, from: usize, inner: usize, at: usize) {
    if inner < at {
        quotations.push(Quotation { inner: inner..at, outer: from..at + 1, continues: false });
    }
}

fn closes(
    all: &[Token],
    at: usize,
    make: Make,
    side: Side,
    last_well: impl FnOnce() -> Option<usize>,
) -> bool {
    match (make, side) {
        (Make::Double, Side::Opens) => false,
        (Make::Double, _) => true,
        (Make::Single, Side::Closes) => {
            // After a plural the mark may be a possessive: it closes unless a better one follows.
            let stopped = all[at - 1].mark().is_some();
            stopped || !ends_plural(all, at) || last_well().is_none_or(|better| better <= at)
        }
        (Make::Single, _) => false,
    }
}

fn ends_plural(all: &[Token], at: usize) -> bool {
    all[at].gap == Gap::None
        && all[at - 1].is_word()
        && all.get(at + 1).is_some_and(|next| next.gap == Gap::Space && next.is_word())
}

fn single_closes_well(all: &[Token], at: usize, paragraph: &Range<usize>) -> bool {
    make(&all[at]) == Some(Make::Single)
        && side(all, at, paragraph) == Side::Closes
        && (all[at - 1].mark().is_some() || !ends_plural(all, at))
}

/// The last single marks of a paragraph that can close a quotation. Each mark asks whether one follows it;
/// to look for it anew each time would take the square of a paragraph's length.
struct Closers {
    last: Option<usize>,
    /// The last that is no possessive.
    last_well: Option<usize>,
}

impl Closers {
    fn of(all: &[Token], paragraph: &Range<usize>) -> Self {
        let mut behind = (paragraph.start + 1..paragraph.end).rev();
        let closes =
            |k: &usize| make(&all[*k]) == Some(Make::Single) && side(all, *k, paragraph) == Side::Closes;
        let last = behind.clone().find(closes);
        Self { last, last_well: behind.find(|&k| single_closes_well(all, k, paragraph)) }
    }
}

/// A single mark opens a quotation only if something in the paragraph can close it.
fn single_opens(all: &[Token], at: usize, last_closer: Option<usize>) -> bool {
    let next_is_word = all.get(at + 1).is_some_and(|t| t.gap == Gap::None && !t.is_number());
    next_is_word && last_closer.is_some_and(|last| last >= at + 2)
}

/// A mark nobody closed: a quotation to the end of the paragraph if it looks like one, else no mark.
fn leave_open(
    all: &[Token],
    paragraph: &Range<usize>,
    from: usize,
    make: Make,
    next: Option<usize>,
    quotations: &mut Vec<Quotation>,
) {
    let again = next.is_some_and(|next| self::make(&all[next]) == Some(make));
    let introduced = from == paragraph.start || all[from - 1].mark().is_some_and(|c| matches!(c, ',' | ':'));
    if make == Make::Double && (again || introduced) && from + 1 < paragraph.end {
        let inner = from + 1..paragraph.end;
        quotations.push(Quotation { inner, outer: from..paragraph.end, continues: again });
    }
}
