//! A compiled layer, opened: walked along the tokens of a text, and read row by row.
//!
//! A layer is not changed when another is laid over it; it is told which rows count no longer
//! ([`Layer::settle`]), and forms that are left without any answer as if they were not there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use fst::raw::Fst;

use super::layer::{self, Compiled, Fact, START, Sort, Stand, entry_number};
use super::row::fold;
use super::way::Ways;
use super::{Entry, EntryId, LONGEST, Lookup};
use crate::error::{Error, Result};
use crate::lexicon::Sieve;
use crate::segment::{Gap, Tokens};
use crate::text::Text;

type Bytes = Cow<'static, [u8]>;

/// Where some characters lead in the automaton of the forms; by default nowhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    address: u32,
    output: u32,
    /// The posting of the form that ends here, if one does.
    posting: u32,
    is_form: bool,
    /// Whether any form begins so.
    is_reached: bool,
}

/// Where the first word of a form leads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Start {
    place: Place,
    /// What the word alone may stand for.
    facts: u32,
    after: After,
}

impl Start {
    /// Whether any form begins so.
    pub(super) fn is_reached(self) -> bool {
        self.place.is_reached
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

/// A compiled list in use.
pub(super) struct Layer {
    pub(super) forms: Fst<Bytes>,
    postings: Bytes,
    rows: Cow<'static, str>,
    starts: Bytes,
    /// The words in small letters with which its forms begin.
    openings: Sieve,
    /// The hash of its rows, if it was taken when the program was built.
    hash: Option<&'static str>,
    /// Its number, from the lowest.
    number: u32,
    /// How its rows stand to those below; empty: all are shipped.
    stands: Vec<Stand>,
    /// The facts of the postings that hidden rows have changed; 0 where none is left.
    changed: BTreeMap<u32, u32>,
}

impl std::fmt::Debug for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Layer of {} rows", self.len())
    }
}

impl Sort for Entry<'_> {
    fn subtype(&self) -> &str {
        self.subtype
    }
    fn weight(&self) -> u16 {
        self.weight
    }
    fn by_hand(&self) -> bool {
        layer::by_hand(self.source)
    }
}

fn damaged(error: &fst::Error) -> Error {
    Error::new(format!("the name lists are damaged: {error}"))
}

fn sieve(bits: Bytes) -> Result<Sieve> {
    Sieve::open(bits).ok_or_else(|| Error::new("the name lists are damaged"))
}

impl Layer {
    /// Opens what was compiled into the program.
    pub(super) fn shipped(
        [forms, postings, starts, openings]: [&'static [u8]; 4],
        rows: &'static str,
        hash: &'static str,
    ) -> Result<Self> {
        Ok(Self {
            forms: Fst::new(Cow::Borrowed(forms)).map_err(|e| damaged(&e))?,
            postings: Cow::Borrowed(postings),
            rows: Cow::Borrowed(rows),
            starts: Cow::Borrowed(starts),
            openings: sieve(Cow::Borrowed(openings))?,
            hash: Some(hash),
            number: 0,
            stands: Vec::new(),
            changed: BTreeMap::new(),
        })
    }

    /// Opens what was compiled just now.
    pub(super) fn compiled(
        compiled: std::result::Result<Compiled, fst::Error>,
        number: u32,
        stands: Vec<Stand>,
    ) -> Result<Self> {
        let compiled = compiled.map_err(|e| damaged(&e))?;
        Ok(Self {
            forms: Fst::new(Cow::Owned(compiled.forms)).map_err(|e| damaged(&e))?,
            postings: Cow::Owned(compiled.postings),
            rows: Cow::Owned(compiled.rows),
            starts: Cow::Owned(compiled.starts),
            openings: sieve(Cow::Owned(compiled.openings))?,
            hash: None,
            number,
            stands,
            changed: BTreeMap::new(),
        })
    }

    /// How many rows it has, hidden ones too.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(4) / START
    }

    /// BLAKE3 of its rows.
    pub(super) fn hash(&self) -> String {
        self.hash.map_or_else(|| blake3::hash(self.rows.as_bytes()).to_hex().to_string(), str::to_string)
    }

    /// Its rows, hidden ones too, with their ids.
    pub(super) fn entries(&self) -> impl Iterator<Item = (EntryId, Entry<'_>)> {
        let rows = 0..self.len() as u32;
        rows.filter_map(|row| Some((self.id(row), self.entry(row)?)))
    }

    fn id(&self, row: u32) -> EntryId {
        EntryId(entry_number(self.number, row as usize))
    }

    /// The row of an id. Shipped rows are sorted by it.
    pub(super) fn by_id(&self, id: &str) -> Option<EntryId> {
        if self.number > 0 {
            return self.entries().find(|(_, entry)| entry.id == id).map(|(row, _)| row);
        }
        let (mut from, mut to) = (0, self.len() as u32);
        while from < to {
            let middle = from.midpoint(to);
            match self.entry(middle)?.id.cmp(id) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
                std::cmp::Ordering::Equal => return Some(self.id(middle)),
            }
        }
        None
    }

    /// A row's cells in their order.
    #[inline]
    fn cells(&self, row: u32) -> Option<impl Iterator<Item = &str>> {
        let at = row as usize * START;
        let ends = self.starts.get(at + 4..at + START)?;
        let line =
            self.rows.get(number(&self.starts, at) as usize..number(&self.starts, at + START) as usize)?;
        let mut ends = ends.as_chunks::<2>().0.iter().map(|end| u16::from_le_bytes(*end));
        let mut from = 0;
        Some(std::iter::repeat_with(move || {
            let rest = line.get(from..).unwrap_or("");
            let end = match ends.next() {
                Some(layer::FAR) => rest.find('\t').unwrap_or(rest.len()),
                Some(end) => usize::from(end).saturating_sub(from),
                None => rest.len(),
            };
            from += end + 1;
            rest.get(..end).unwrap_or("")
        }))
    }

    /// A row.
    pub(super) fn entry(&self, row: u32) -> Option<Entry<'_>> {
        let mut cells = self.cells(row)?;
        let mut cell = || cells.next().unwrap_or_default();
        Some(Entry {
            id: cell(),
            kind: cell(),
            subtype: cell(),
            name: cell(),
            aliases: cell(),
            country: cell(),
            sex: cell(),
            roles: cell(),
            weight: cell().parse().unwrap_or(0),
            external_ids: cell(),
            source: cell(),
        })
    }

    /// One cell of a row, by its number. Of the others no more is read than where the one before it ends.
    pub(super) fn cell(&self, row: u32, nth: usize) -> Option<&str> {
        let at = row as usize * START;
        let ends = self.starts.get(at + 4..at + START)?.as_chunks::<2>().0;
        let end =
            |nth: usize| ends.get(nth).map(|end| u16::from_le_bytes(*end)).filter(|end| *end != layer::FAR);
        let Some(to) = end(nth) else { return self.cells(row)?.nth(nth) };
        let from = nth.checked_sub(1).and_then(end).map_or(0, |end| usize::from(end) + 1);
        let start = number(&self.starts, at) as usize;
        self.rows.get(start + from..start + usize::from(to))
    }

    /// Finds the facts of the forms that its hidden rows had.
    pub(super) fn settle(&mut self, hidden: &BTreeSet<EntryId>) {
        let mut changed = BTreeMap::new();
        for id in hidden.iter().filter(|id| id.layer() == self.number) {
            let Some(entry) = self.entry(id.row()) else { continue };
            let forms = std::iter::once(entry.name).chain(entry.aliases.split('|'));
            for key in forms.filter(|form| !form.is_empty()).flat_map(layer::keys) {
                if let Some(posting) = self.forms.get(&key) {
                    let posting = posting.value() as u32;
                    changed.insert(posting, self.facts_without(posting, &key, hidden));
                }
            }
        }
        self.changed = changed;
    }

    fn facts_without(&self, posting: u32, key: &[u8], hidden: &BTreeSet<EntryId>) -> u32 {
        let before = number(&self.postings, posting as usize);
        let mut kinds = 0;
        for id in self.posted(posting).filter(|id| !hidden.contains(id)) {
            // Of another layer's row no more is known here than that it was counted before.
            if id.layer() != self.number {
                return before;
            }
            if let Some(entry) = self.entry(id.row()) {
                let own = self.stands.get(id.row() as usize).is_some_and(|stand| stand.own);
                kinds |= layer::facts(entry.kind, &entry, key, own);
            }
        }
        let besides = before & Fact::AMBIGUITY & !Fact::OtherKind.bit();
        if kinds == 0 { 0 } else { layer::several(besides | kinds) }
    }

    /// The place of a form's posting, where any of its rows counts.
    pub(super) fn posting(&self, key: &[u8]) -> Option<u32> {
        let posting = self.forms.get(key)?.value() as u32;
        Some(posting).filter(|posting| self.changed.get(posting) != Some(&0))
    }

    /// The facts of a posting.
    pub(super) fn facts(&self, posting: u32) -> u32 {
        let changed = if self.changed.is_empty() { None } else { self.changed.get(&posting) };
        changed.copied().unwrap_or_else(|| number(&self.postings, posting as usize))
    }

    /// The rows of a posting, hidden ones too.
    pub(super) fn posted(&self, posting: u32) -> impl Iterator<Item = EntryId> {
        let at = posting as usize;
        let count = number(&self.postings, at + 4) as usize;
        (0..count).map(move |i| EntryId(number(&self.postings, at + 8 + 4 * i)))
    }

    /// Whether a form may begin with a word.
    fn opens_with(&self, word: &[u8]) -> bool {
        !layer::is_small(word) | self.openings.passes(word)
    }

    /// Every form of the layer that stands for something at a token, shortest first.
    pub(super) fn walk(
        &self,
        text: &Text<'_>,
        tokens: &Tokens,
        first: usize,
        ways: &mut Ways,
        all: &mut Vec<Lookup>,
    ) {
        let token = &tokens[first];
        let word = text.slice(token.span);
        let start = ways.exact.start(token.form, || self.start(word));
        if start.is_reached() {
            self.follow(text, tokens, first, start, false, all);
        }
        if !token.is_all_caps() {
            return;
        }
        let shouted = |at: usize| tokens.get(at).is_some_and(|t| t.is_all_caps() && t.gap == Gap::Space);
        let long = token.span.len() > 3;
        if long || shouted(first + 1) {
            let from = all.len();
            let start = ways.folded.start(token.form, || self.folded_start(word));
            self.follow(text, tokens, first, start, true, all);
            // A short word alone is an acronym, not a name written large.
            if !long && all.get(from).is_some_and(|l| l.last as usize == first) {
                all.remove(from);
            }
        }
    }

    /// Notes every token end where a form ends that begins with a token; `start` is where that token leads.
    fn follow(
        &self,
        text: &Text<'_>,
        tokens: &Tokens,
        first: usize,
        start: Start,
        is_folded: bool,
        all: &mut Vec<Lookup>,
    ) {
        let end = tokens.len().min(first + LONGEST);
        let Start { place: mut here, mut facts, after } = start;
        let mut last = first;
        while here.is_reached {
            if facts != 0 {
                let (first, last, posting) = (first as u32, last as u32, here.posting);
                all.push(Lookup { first, last, facts, layer: self.number, posting });
            }
            last += 1;
            let Some(token) = tokens.get(last).filter(|t| last < end && t.gap != Gap::Line) else { return };
            let word = text.slice(token.span);
            if last == first + 1 && !after.may_be(token.gap, word.as_bytes(), is_folded) {
                return;
            }
            let space = (token.gap == Gap::Space).then_some(b' ').into_iter();
            here = if is_folded {
                self.read(here, space.chain(folded(word).bytes()))
            } else {
                self.read(here, space.chain(word.bytes()))
            };
            facts = self.facts_at(here);
        }
    }

    /// What the form that ends at a place may stand for; nothing where none ends.
    fn facts_at(&self, place: Place) -> u32 {
        if place.is_form { self.facts(place.posting) } else { 0 }
    }

    fn root(&self) -> Place {
        Place { address: self.forms.root().addr() as u32, is_reached: true, ..Place::default() }
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
        if !place.is_reached {
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
        Start { place, facts: self.facts_at(place), after }
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
        Place { address: node.addr() as u32, output, posting, is_form: node.is_final(), is_reached: true }
    }
}

/// A word as it stands in forms without case and accents.
fn folded(word: &str) -> Cow<'_, str> {
    let small = word.bytes().all(|byte| byte.is_ascii_lowercase());
    if small { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.first_chunk::<4>()).map_or(0, |b| u32::from_le_bytes(*b))
}
