//! Lists of known names, found in tokens.
//!
//! What is shipped was compiled when the program was built; a user's own lists are laid over it and
//! win. A lookup says where a known form stands and what it may stand for: whether the words there
//! really name that one is decided by [`crate::mention`].

mod layer;
mod row;

use std::borrow::Cow;

use fst::raw::Fst;
use once_cell::sync::OnceCell;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Place, Result};
use crate::segment::{Gap, Tokens};
use crate::text::Text;

pub use layer::Fact;
pub use row::{COLUMNS, Row, fold, plain, slug};

static FORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.fst"));
static POSTINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.postings"));
static ROWS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.rows"));
static STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.starts"));

/// The most tokens a known form has.
const LONGEST: usize = 14;

/// A row of a gazetteer, wherever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryId {
    layer: u32,
    row: u32,
}

/// A row as the program reads it, its cells borrowed. `roles` and `aliases` are parted by `|`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of gazetteers/README.md, documented at `Row`")]
pub struct Entry<'g> {
    pub id: &'g str,
    pub kind: &'g str,
    pub subtype: &'g str,
    pub name: &'g str,
    pub aliases: &'g str,
    pub country: &'g str,
    pub sex: &'g str,
    pub roles: &'g str,
    pub weight: u16,
    pub external_ids: &'g str,
    pub source: &'g str,
}

/// A known form in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The number of its first token.
    pub first: u32,
    /// The number of its last token.
    pub last: u32,
    /// What the form may stand for: bits of [`Fact`].
    pub facts: u32,
    layer: u32,
    posting: u32,
}

/// Every known form of a text, by first token, then by length.
#[derive(Clone, Debug, Default)]
pub struct Lookups {
    all: Vec<Lookup>,
}

impl Lookups {
    /// The known form that is exactly these tokens.
    pub fn get(&self, first: u32, last: u32) -> Option<&Lookup> {
        self.all.binary_search_by_key(&(first, last), |l| (l.first, l.last)).ok().map(|at| &self.all[at])
    }

    /// What the form of exactly these tokens may stand for; 0 where it is not known.
    pub fn facts(&self, first: u32, last: u32) -> u32 {
        self.get(first, last).map_or(0, |l| l.facts)
    }

    /// The known forms that begin with a token, shortest first.
    pub fn at(&self, first: u32) -> &[Lookup] {
        let from = self.all.partition_point(|l| l.first < first);
        let to = self.all.partition_point(|l| l.first <= first);
        &self.all[from..to]
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Lookup> {
        self.all.iter()
    }
}

struct Layer {
    forms: Fst<Cow<'static, [u8]>>,
    postings: Cow<'static, [u8]>,
    rows: Cow<'static, [u8]>,
    starts: Cow<'static, [u8]>,
}

impl std::fmt::Debug for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Layer of {} rows", self.len())
    }
}

/// Every list in force, the user's first.
#[derive(Debug)]
pub struct Gazetteer {
    layers: Vec<Layer>,
}

impl Gazetteer {
    /// The shipped lists alone.
    pub fn embedded() -> Result<Self> {
        Self::new(&[])
    }

    /// The shipped lists under a user's own lists, given as file name and CSV text; the later list wins
    /// over the earlier, and both over what is shipped.
    pub fn new(lists: &[(String, String)]) -> Result<Self> {
        let damaged = |e| Error::new(format!("the name lists are damaged: {e}"));
        let mut layers = Vec::new();
        for (file, text) in lists.iter().rev() {
            let rows = row::read(text, file).map_err(|f| Error::at(Place::line(file, f.line), f.message))?;
            let compiled = layer::compile(&rows, true).map_err(damaged)?;
            layers.push(Layer {
                forms: Fst::new(Cow::Owned(compiled.forms)).map_err(damaged)?,
                postings: Cow::Owned(compiled.postings),
                rows: Cow::Owned(compiled.rows),
                starts: Cow::Owned(compiled.starts),
            });
        }
        layers.push(Layer {
            forms: Fst::new(Cow::Borrowed(FORMS)).map_err(damaged)?,
            postings: Cow::Borrowed(POSTINGS),
            rows: Cow::Borrowed(ROWS),
            starts: Cow::Borrowed(STARTS),
        });
        Ok(Self { layers })
    }

    /// Every known form in a text: at each word the longest and all shorter ones. Words in capitals
    /// throughout are looked up without their case too.
    pub fn find(&self, text: &Text<'_>, tokens: &Tokens) -> Lookups {
        let mut all = Vec::new();
        for first in 0..tokens.len() {
            if tokens[first].is_word() {
                self.walk(text, tokens, first, &mut all);
            }
        }
        Lookups { all }
    }

    fn walk(&self, text: &Text<'_>, tokens: &Tokens, first: usize, all: &mut Vec<Lookup>) {
        let from = all.len();
        for (number, layer) in self.layers.iter().enumerate() {
            layer.walk(text, tokens, first, number as u32, all);
        }
        // One lookup a form: the first layer that knows it wins.
        all[from..].sort_by_key(|l| (l.last, l.layer));
        let mut kept = from;
        for at in from..all.len() {
            if kept == from || all[kept - 1].last != all[at].last {
                all[kept] = all[at];
                kept += 1;
            }
        }
        all.truncate(kept);
    }

    /// The rows that a form may stand for, the most prominent first.
    pub fn entries(&self, lookup: &Lookup) -> impl Iterator<Item = EntryId> {
        self.posted(lookup.layer, lookup.posting)
    }

    fn posted(&self, layer: u32, posting: u32) -> impl Iterator<Item = EntryId> {
        let postings = &self.layers[layer as usize].postings;
        let at = posting as usize;
        let count = number(postings, at + 4) as usize;
        (0..count).map(move |i| EntryId { layer, row: number(postings, at + 8 + 4 * i) })
    }

    /// The people of this surname, given without regard to case and accents, the most prominent of a
    /// list first.
    pub fn by_surname(&self, surname: &str) -> Vec<EntryId> {
        let key = [&[layer::SURNAME], fold(surname).as_bytes()].concat();
        let mut found = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            if let Some(posting) = layer.forms.get(&key) {
                found.extend(self.posted(number as u32, posting.value() as u32));
            }
        }
        found
    }

    /// The rows that answer to a form, exactly or else without regard to case and accents.
    pub fn answer(&self, form: &str) -> Vec<EntryId> {
        let folded = [&[layer::FOLDED], fold(form).as_bytes()].concat();
        let mut found = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            let exact = layer.forms.get(form).or_else(|| layer.forms.get(&folded));
            if let Some(posting) = exact {
                found.extend(self.posted(number as u32, posting.value() as u32));
            }
        }
        found
    }

    /// A row.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        self.layers.get(id.layer as usize).and_then(|layer| layer.entry(id.row)).unwrap_or_default()
    }

    /// How many rows there are, the user's included.
    pub fn len(&self) -> usize {
        self.layers.iter().map(Layer::len).sum()
    }

    /// Whether nothing is known at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every row, the user's first.
    pub fn iter(&self) -> impl Iterator<Item = Entry<'_>> {
        self.layers.iter().flat_map(|layer| (0..layer.len()).filter_map(|row| layer.entry(row as u32)))
    }

    /// The hash of everything shipped, and of each list laid over it, in the order of the layers.
    pub fn hashes(&self) -> Vec<(usize, String)> {
        self.layers
            .iter()
            .map(|layer| (layer.len(), blake3::hash(&layer.rows).to_hex().to_string()))
            .collect()
    }
}

impl Layer {
    fn len(&self) -> usize {
        (self.starts.len() / 4).saturating_sub(1)
    }

    fn entry(&self, row: u32) -> Option<Entry<'_>> {
        let at = row as usize * 4;
        let line = self.rows.get(number(&self.starts, at) as usize..number(&self.starts, at + 4) as usize)?;
        let mut cells = std::str::from_utf8(line).ok()?.split('\t');
        let mut cell = || cells.next().unwrap_or("");
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

    fn walk(&self, text: &Text<'_>, tokens: &Tokens, first: usize, number: u32, all: &mut Vec<Lookup>) {
        self.follow(text, tokens, first, number, false, all);
        let shouted = |at: usize| tokens.get(at).is_some_and(|t| t.is_all_caps() && t.gap == Gap::Space);
        let long = tokens[first].span.len() > 3;
        if tokens[first].is_all_caps() && (long || shouted(first + 1)) {
            let from = all.len();
            self.follow(text, tokens, first, number, true, all);
            // A short word alone is an acronym, not a name written large.
            if !long && all.get(from).is_some_and(|l| l.last as usize == first) {
                all.remove(from);
            }
        }
    }

    /// Walks the automaton along the text from a token and notes every token end where a form ends.
    fn follow(
        &self,
        text: &Text<'_>,
        tokens: &Tokens,
        first: usize,
        number: u32,
        folded: bool,
        all: &mut Vec<Lookup>,
    ) {
        let mut node = self.forms.root();
        let mut output = 0;
        let mut step = |byte: u8| {
            let at = node.find_input(byte)?;
            let transition = node.transition(at);
            output += transition.out.value();
            node = self.forms.node(transition.addr);
            Some((node.is_final(), output + node.final_output().value()))
        };
        if folded && step(layer::FOLDED).is_none() {
            return;
        }
        for last in first..tokens.len().min(first + LONGEST) {
            let token = &tokens[last];
            if last > first {
                match token.gap {
                    Gap::None => {}
                    Gap::Space if step(b' ').is_some() => {}
                    _ => return,
                }
            }
            let slice = text.slice(token.span);
            let end =
                if folded { walk_folded(slice, &mut step) } else { walk_bytes(slice.as_bytes(), &mut step) };
            let Some((is_final, posting)) = end else { return };
            if is_final {
                let facts = self::number(&self.postings, posting as usize);
                let (first, last, posting) = (first as u32, last as u32, posting as u32);
                all.push(Lookup { first, last, facts, layer: number, posting });
            }
        }
    }
}

type Step = Option<(bool, u64)>;

fn walk_bytes(bytes: &[u8], step: &mut impl FnMut(u8) -> Step) -> Step {
    bytes.iter().try_fold((false, 0), |_, &byte| step(byte))
}

fn walk_folded(slice: &str, step: &mut impl FnMut(u8) -> Step) -> Step {
    if slice.is_ascii() {
        return slice.bytes().try_fold((false, 0), |_, byte| step(byte.to_ascii_lowercase()));
    }
    walk_bytes(fold(slice).as_bytes(), step)
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.first_chunk::<4>()).map_or(0, |b| u32::from_le_bytes(*b))
}

/// Opens the shipped lists once for the whole program.
pub fn embedded() -> Result<&'static Gazetteer> {
    static GAZETTEER: OnceCell<Gazetteer> = OnceCell::new();
    GAZETTEER.get_or_try_init(Gazetteer::embedded)
}
