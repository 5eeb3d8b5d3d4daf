//! Names in lines of capitals, where no letter tells a name from another word.
//!
//! A page enters, and what the rest of its document knows; spans leave that plain rules take for whole names.

use super::piece::{CAPITAL, CAPS_LINE, COMMON, DATE, DEMONYM, FUNCTION, HEAD, LOWER, OFFICE, Page};
use crate::segment::Gap;

/// Names in lines of capitals: only those that lists or the rest of the document know, and words that
/// no list knows.
pub(super) fn find(page: &Page<'_>, is_known: impl Fn(usize, usize) -> bool, out: &mut Vec<(usize, usize)>) {
    let mut next = 0;
    for at in page.capitals.iter().map(|at| *at as usize) {
        if at < next || !page.is(at, CAPS_LINE) || page.is(at, FUNCTION) {
            continue;
        }
        let longest = (0..6).rev().filter(|more| same_line(page, at, at + more)).find(|more| {
            let one = *more == 0;
            let common = page.is(at, COMMON) && page.word(at).common <= 20;
            let seen = is_known(at, at + more) && !(one && (common || page.tokens[at].span.len() < 3));
            let facts = page.lookups.facts(at as u32, (at + more) as u32);
            seen || facts & super::evidence::BIG != 0 && (!one || !page.is(at, COMMON | DEMONYM))
        });
        let more = longest.or_else(|| unknown(page, at));
        if let Some(more) = more {
            out.push((at, at + more));
        }
        next = at + more.unwrap_or(0) + 1;
    }
}

fn same_line(page: &Page<'_>, first: usize, last: usize) -> bool {
    last < page.len()
        && (first..=last).all(|k| {
            page.is(k, CAPITAL | LOWER)
                && page.is(k, CAPS_LINE)
                && (k == first || page.tokens[k].gap != Gap::Line)
        })
}

/// How many tokens more a run of words that no list knows has.
fn unknown(page: &Page<'_>, first: usize) -> Option<usize> {
    let strange = |at: usize| {
        page.is(at, CAPITAL)
            && !page.is(at, COMMON | FUNCTION | DATE | DEMONYM | OFFICE)
            && page.classes(at) & HEAD == 0
            && page.tokens[at].span.len() > 1
    };
    let end = (first..first + 4).take_while(|&k| same_line(page, first, k) && strange(k)).last()?;
    Some(end - first)
}
