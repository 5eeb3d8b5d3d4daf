//! A layer walked along the tokens of a text.
//!
//! A token enters, the known forms that begin with it leave. What a form is, and who else has it, is not known
//! here.

use std::borrow::Cow;

use super::layer;
use super::open::Layer;
use super::row::fold;
use super::way::{Starts, Ways};
use super::{EntryId, LONGEST, Lookup};
use crate::segment::{Gap, Tokens};
use crate::text::Text;

/// Where some characters lead in the automaton of the forms; by default nowhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    address: u32,
    output: u32,
    form: Form,
}

/// No node's address.
const NOWHERE: u32 = u32::MAX;

impl Default for Place {
    fn default() -> Self {
        Self { address: NOWHERE, output: 0, form: Form::default() }
    }
}

impl Place {
    /// Whether any form begins so.
    #[inline]
    pub(super) fn is_reached(self) -> bool {
        self.address != NOWHERE
    }
}

/// The form that ends at a place: what it may stand for, nothing if none ends there, where that is posted, and the
/// first of its rows.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    facts: u32,
    posting: u32,
    row: EntryId,
    rows: u32,
}

/// Where the first word of a form leads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Start {
    place: Place,
    after: After,
}

impl Start {
    /// Whether any form begins so.
    #[inline]
    pub(super) fn is_reached(self) -> bool {
        self.place.is_reached()
    }
}

/// How the token behind a word may begin if a form goes on with it: most do not, and to read each through the
/// automaton to see that would be dear.
#[derive(Clone, Copy, Debug, Default)]
struct After {
    /// The first two bytes behind a space, as bits of [`pair`].
    spaced: u64,
    /// The first byte without a space, as bits of [`bit`].
    joined: u64,
}

impl After {
    /// Whether a form may go on with a word, written as it is in the text or, `is_folded`, without its case.
    #[inline]
    fn may_be(self, gap: Gap, word: &[u8], is_folded: bool) -> bool {
        let (begun, bits) = match (gap, word) {
            (Gap::Space, [first, second, ..]) => (self.spaced, pair(*first, *second)),
            (Gap::None, [first, ..]) => (self.joined, bit(*first)),
            (Gap::Space, _) => (self.spaced, u64::MAX),
            _ => (self.joined, u64::MAX),
        };
        begun & if is_folded { u64::MAX } else { bits } != 0
    }
}

/// A byte as one of 64 bits. Some share one, letters of one case none.
fn bit(byte: u8) -> u64 {
    1 << (byte & 63)
}

/// Two bytes as one of 64 bits.
fn pair(first: u8, second: u8) -> u64 {
    bit(first ^ second.wrapping_mul(37) >> 1)
}

impl Layer {
    /// Whether a form may begin with a word.
    fn opens_with(&self, word: &[u8]) -> bool {
        !layer::is_small(word) | self.openings.passes(word)
    }

    /// Every form of the layer that stands for something at a token, shortest first.
    pub(super) fn walk(
        &self,
        text: &Text<'_>,
        tokens: &Tokens,
        (first, known): (usize, Start),
        ways: &mut Ways,
        all: &mut Vec<Lookup>,
    ) {
        let token = &tokens[first];
        let word = text.slice(token.span);
        let is_known = known.is_reached();
        let start = if is_known { known } else { ways.exact.start(token.form, || self.start(word)) };
        if start.is_reached() {
            self.follow(text, tokens, (first, start), Some(&mut ways.exact), all);
        }
        if !token.is_all_caps() {
            return;
        }
        let shouted = |at: usize| tokens.get(at).is_some_and(|t| t.is_all_caps() && t.gap == Gap::Space);
        let long = token.span.len() > 3;
        if long || shouted(first + 1) {
            let from = all.len();
            let start = ways.folded.start(token.form, || self.folded_start(word));
            self.follow(text, tokens, (first, start), None, all);
            // A short word alone is an acronym, not a name written large.
            if !long && all.get(from).is_some_and(|l| l.last as usize == first) {
                all.remove(from);
            }
        }
    }

    /// Notes every token end where a form ends that begins with a token; `start` is where that token leads. What is
    /// written as it is in the text comes with what is remembered of such forms.
    fn follow(
        &self,
        text: &Text<'_>,
        tokens: &Tokens,
        (first, start): (usize, Start),
        mut exact: Option<&mut Starts>,
        all: &mut Vec<Lookup>,
    ) {
        let end = tokens.len().min(first + LONGEST);
        let Start { place: mut here, after } = start;
        let mut last = first;
        while here.is_reached() {
            let Form { facts, posting, row, rows } = here.form;
            if facts != 0 {
                let (first, last, layer) = (first as u32, last as u32, self.number);
                all.push(Lookup { first, last, facts, layer, posting, row, rows });
            }
            last += 1;
            let Some(token) = tokens.get(last).filter(|t| last < end && t.gap != Gap::Line) else { return };
            let word = text.slice(token.span);
            if last == first + 1 && !after.may_be(token.gap, word.as_bytes(), exact.is_none()) {
                return;
            }
            here = match &mut exact {
                None => self.next(here, token.gap, &folded(word)),
                Some(exact) if last == first + 1 => {
                    let forms = (tokens[first].form, token.form, token.gap == Gap::None);
                    exact.second(forms, || self.next(here, token.gap, word))
                }
                Some(_) => self.next(here, token.gap, word),
            };
        }
    }

    /// Where a word leads from a place.
    fn next(&self, from: Place, gap: Gap, word: &str) -> Place {
        let space = (gap == Gap::Space).then_some(b' ').into_iter();
        self.read(from, space.chain(word.bytes()))
    }

    /// The form that is posted at a place.
    fn form(&self, posting: u32) -> Form {
        let mut rows = self.posted(posting);
        let row = rows.next();
        let count = rows.len() + usize::from(row.is_some());
        Form { facts: self.facts(posting), posting, row: row.unwrap_or_default(), rows: count as u32 }
    }

    fn root(&self) -> Place {
        Place { address: self.forms.root().addr() as u32, ..Place::default() }
    }

    /// Where a word leads, and what may follow it.
    fn start(&self, word: &str) -> Start {
        if !self.opens_with(word.as_bytes()) {
            return Start::default();
        }
        self.start_at(self.read(self.root(), word.bytes()))
    }

    /// Where a word leads whatever its case.
    fn folded_start(&self, word: &str) -> Start {
        let bytes = std::iter::once(layer::FOLDED).chain(folded(word).bytes()).collect::<Vec<_>>();
        self.start_at(self.read(self.root(), bytes.into_iter()))
    }

    fn start_at(&self, place: Place) -> Start {
        if !place.is_reached() {
            return Start::default();
        }
        let mut after = After::default();
        for way in self.forms.node(place.address as usize).transitions() {
            if way.inp != b' ' {
                after.joined |= bit(way.inp);
                continue;
            }
            for first in self.forms.node(way.addr).transitions() {
                for second in self.forms.node(first.addr).transitions() {
                    after.spaced |= pair(first.inp, second.inp);
                }
            }
            if after.spaced == 0 {
                // A single letter stands there and nothing else.
                after.spaced = u64::MAX;
            }
        }
        Start { place, after }
    }

    /// Walks on through the automaton.
    fn read(&self, from: Place, bytes: impl Iterator<Item = u8>) -> Place {
        let (mut node, mut output) = (self.forms.node(from.address as usize), from.output);
        for byte in bytes {
            let Some(at) = node.find_input(byte) else { return Place::default() };
            let way = node.transition(at);
            output = output.wrapping_add(way.out.value() as u32);
            node = self.forms.node(way.addr);
        }
        let posting = output.wrapping_add(node.final_output().value() as u32);
        let form = if node.is_final() { self.form(posting) } else { Form::default() };
        Place { address: node.addr() as u32, output, form }
    }
}

/// A word as it stands in forms without case and accents.
fn folded(word: &str) -> Cow<'_, str> {
    let small = word.bytes().all(|byte| byte.is_ascii_lowercase());
    if small { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) }
}
