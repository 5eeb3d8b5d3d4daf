//! A compiled layer, opened and read row by row.
//!
//! A layer is not changed when another is laid over it; it is told which rows count no longer
//! ([`Layer::settle`]), and forms that are left without any answer as if they were not there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use fst::raw::Fst;

use super::layer::{self, Compiled, ENDS, Fact, Sort, Stand, entry_number};
use super::{Entry, EntryId};
use crate::error::{Error, Result};
use crate::lexicon::Sieve;

type Bytes = Cow<'static, [u8]>;

/// A compiled list in use.
pub(super) struct Layer {
    pub(super) forms: Fst<Bytes>,
    postings: Bytes,
    rows: Cow<'static, str>,
    starts: Bytes,
    /// The words in small letters with which its forms begin.
    pub(super) openings: Sieve,
    /// The hash of its rows, if it was taken when the program was built.
    hash: Option<&'static str>,
    /// Its number, from the lowest.
    pub(super) number: u32,
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
        self.starts.len().saturating_sub(4) / 4
    }

    /// BLAKE3 of its rows.
    pub(super) fn hash(&self) -> String {
        let anew = || {
            let mut hasher = blake3::Hasher::new();
            for line in layer::lines(&self.rows, &self.starts) {
                hasher.update(line.as_bytes());
            }
            hasher.finalize().to_hex().to_string()
        };
        self.hash.map_or_else(anew, str::to_string)
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
        let at = 4 * row as usize;
        let (start, end) = (number(&self.starts, at) as usize, number(&self.starts, at + 4) as usize);
        let line = self.rows.get(start + ENDS..end)?;
        let mut ends = self.ends(start)?.iter().map(|end| layer::end(*end));
        let mut from = 0;
        Some(std::iter::repeat_with(move || {
            let rest = line.get(from..).unwrap_or("");
            let end = match ends.next() {
                Some(None) => rest.find('\t').unwrap_or(rest.len()),
                Some(Some(end)) => end.saturating_sub(from),
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
        let start = number(&self.starts, 4 * row as usize) as usize;
        let ends = self.ends(start)?;
        let end = |nth: usize| ends.get(nth).and_then(|end| layer::end(*end));
        let Some(to) = end(nth) else { return self.cells(row)?.nth(nth) };
        let from = nth.checked_sub(1).and_then(end).map_or(0, |end| end + 1);
        self.rows.get(start + ENDS + from..start + ENDS + to)
    }

    /// The first byte of what stands of a row.
    #[inline]
    pub(super) fn first_byte(&self, row: u32) -> Option<u8> {
        self.rows.as_bytes().get(number(&self.starts, 4 * row as usize) as usize + ENDS).copied()
    }

    /// Where the cells end of a row that begins at a place.
    #[inline]
    fn ends(&self, start: usize) -> Option<&[[u8; 2]]> {
        Some(self.rows.as_bytes().get(start..start + ENDS)?.as_chunks().0)
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
    pub(super) fn posted(&self, posting: u32) -> impl ExactSizeIterator<Item = EntryId> {
        let at = posting as usize;
        let count = number(&self.postings, at + 4) as usize;
        (0..count).map(move |i| EntryId(number(&self.postings, at + 8 + 4 * i)))
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.first_chunk::<4>()).map_or(0, |b| u32::from_le_bytes(*b))
}
