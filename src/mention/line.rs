//! What whole lines are: lines of capitals, headlines, results, and what opens with a dateline.
//!
//! A line's tokens come in, flags are added to its pieces. What stands in a line is not told apart here.

use std::ops::Range;

use super::piece::{
    ACRONYM, CAPITAL, CAPS_LINE, DATELINE, FUNCTION, LINE, LOWER, Piece, SCORE_LINE, TITLE_LINE, mask,
};
use crate::lexicon::Class;
use crate::segment::{Gap, Tokens};

/// How many kinds of words are counted in a line, and how many bits a count has.
const COUNTS: usize = 5;
const BITS: u32 = 12;

/// For each set of the bits from [`LINE`] on a one in the lane of every bit.
const LANES: [u64; 1 << COUNTS] = {
    let mut lanes = [0; 1 << COUNTS];
    let mut set = 0;
    while set < lanes.len() {
        let mut bit = 0;
        while bit < COUNTS {
            lanes[set] |= (set as u64 >> bit & 1) << (bit as u32 * BITS);
            bit += 1;
        }
        set += 1;
    }
    lanes
};

/// How many words of a line have each of the bits from [`LINE`] on.
fn counts(pieces: &[Piece]) -> [usize; COUNTS] {
    let mut counts = [0; COUNTS];
    // No lane overflows.
    for some in pieces.chunks((1 << BITS) - 1) {
        let lanes = some.iter().fold(0, |lanes, piece| lanes + LANES[(piece.flags >> LINE) as usize]);
        for (lane, count) in (0..).zip(&mut counts) {
            *count += (lanes >> (lane * BITS)) as usize & ((1 << BITS) - 1);
        }
    }
    counts
}

/// Marks a line of capitals, a headline, a line of results and a dateline; in a line of capitals none is an
/// acronym.
pub(super) fn mark(tokens: &Tokens, pieces: &mut [Piece], line: Range<usize>) {
    let [words, small, long, long_capital, shouted] = counts(&pieces[line.clone()]);
    let stopped =
        tokens[line.end - 1].mark().is_some_and(|c| matches!(c, '.' | '!' | '?' | '"' | '\u{201D}'));
    let capitals = words >= 2 && small * 20 <= words * 3 && shouted > 0;
    let headline =
        !capitals && (4..25).contains(&words) && !stopped && long >= 3 && long_capital * 4 >= long * 3;
    if let Some(end) = dateline(tokens, line.clone()) {
        for piece in &mut pieces[line.start..end] {
            piece.flags |= DATELINE;
        }
    }
    if is_score(tokens, pieces, line.clone()) {
        for piece in &mut pieces[line.clone()] {
            piece.flags |= SCORE_LINE;
        }
    }
    if capitals {
        for piece in &mut pieces[line] {
            piece.flags = piece.flags & !ACRONYM | CAPS_LINE;
        }
    } else if headline {
        for piece in &mut pieces[line] {
            piece.flags |= TITLE_LINE;
        }
    }
}

/// The most tokens of a dateline.
const DATELINE_LENGTH: usize = 16;

/// Where the dateline that opens a line ends: `PARIS, May 3 (AP) -`, a first word in capitals, then a dash
/// before anything is said.
fn dateline(tokens: &Tokens, line: Range<usize>) -> Option<usize> {
    if !tokens[line.start].is_all_caps() {
        return None;
    }
    let end = line.end.min(line.start + DATELINE_LENGTH);
    let dash = |at: usize| {
        let mark = tokens[at].mark().is_some_and(|c| matches!(c, '-' | '\u{2013}' | '\u{2014}'));
        mark && tokens[at].gap == Gap::Space && tokens.get(at + 1).is_some_and(|t| t.gap == Gap::Space)
    };
    let at = (line.start + 1..end).find(|&at| dash(at))?;
    let plain = (line.start..at)
        .all(|k| !tokens[k].is_word() || tokens[k].is_capital() || tokens[k].word.is(Class::And));
    (plain && at + 3 < line.end).then_some(at)
}

/// The most tokens of a line of results.
const SCORE: usize = 16;

/// Whether a line gives a result: `Arsenal 2 Leeds 1`, `Arsenal 4 2 1 1 9 5 7`, `Arsenal v Leeds`.
fn is_score(tokens: &Tokens, pieces: &[Piece], line: Range<usize>) -> bool {
    if line.len() < 3 || line.len() > SCORE || !pieces[line.start].is(CAPITAL) {
        return false;
    }
    let mut shape = String::with_capacity(SCORE);
    for at in line {
        let piece = pieces[at];
        let meets = tokens[at].word.classes & mask(&[Class::Contest]) != 0 && tokens[at].span.len() < 4;
        let symbol = match tokens[at].mark() {
            _ if meets => 'v',
            _ if piece.is(CAPITAL) && !piece.is(FUNCTION) => 'N',
            _ if tokens[at].is_number() => '0',
            Some('(') => break,
            Some('.' | '-' | '/') => continue,
            _ if piece.is(CAPITAL | LOWER) && tokens[at].word.is(Class::Of) => continue,
            _ => return false,
        };
        if !(symbol == 'N' && shape.ends_with('N')) {
            shape.push(symbol);
        }
    }
    shape == "NvN" || shape == "N0N0" || shape.starts_with("N000") && shape[1..].bytes().all(|c| c == b'0')
}
