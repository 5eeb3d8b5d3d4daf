//! Lists of known names, found in tokens.
//!
//! What is shipped was compiled when the program was built; a user's own lists are laid over it and
//! win. A lookup says where a known form stands and what it may stand for: whether the words there
//! really name that one is decided by [`crate::mention`].

mod ambiguity;
mod answer;
mod cell;
mod check;
mod folded;
mod given;
mod layer;
mod lookup;
mod merge;
mod near;
mod open;
mod own;
mod row;
#[cfg(test)]
mod tests;
mod walk;
mod way;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use once_cell::sync::OnceCell;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Place, Result};
use crate::lexicon::Lexicon;
use crate::segment::Tokens;
use crate::text::Text;

use answer::Answers;
use layer::Ground;
use open::Layer;
use way::{Room, Ways};

pub use ambiguity::CODES;
pub use answer::Found;
pub(crate) use folded::{folded, folded_word};
pub use given::{Problem, Severity};
pub use layer::Fact;
pub use lookup::{Lookup, Lookups};
pub use row::{COLUMNS, KINDS, Row, fold, own_region, plain, region, slug};

static FORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.fst"));
static POSTINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.postings"));
static ROWS: &str = include_str!(concat!(env!("OUT_DIR"), "/names.rows"));
static STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.starts"));
static OPENINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.openings"));
static HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/names.hash"));

/// The most tokens a known form has.
const LONGEST: usize = 14;

/// A row of a gazetteer, wherever it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryId(u32);

impl EntryId {
    fn layer(self) -> u32 {
        self.0 >> 24
    }

    fn row(self) -> u32 {
        self.0 & 0xFF_FFFF
    }
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

/// The words with which a known form may begin. A place is written for every token and kept for those: which they
/// are cannot be foreseen.
fn may_open(ways: &[Ways], tokens: &Tokens, words: &mut Vec<u32>) {
    let mut count = 0;
    words.resize(tokens.len() + 1, 0);
    for (at, token) in tokens.iter().enumerate() {
        words[count] = at as u32;
        let leads_on =
            ways.iter().fold(token.is_all_caps(), |any, ways| any | !ways.exact.is_nowhere(token.form));
        count += usize::from(token.is_word() & leads_on);
    }
    words.truncate(count);
}

/// Every list in force, the user's over what is shipped.
#[derive(Debug)]
pub struct Gazetteer {
    /// What is shipped, then the user's lists in the order given.
    layers: Vec<Layer>,
    /// Rows that count no longer because a list above changed them or took them away.
    hidden: BTreeSet<EntryId>,
    /// Of each of the user's lists how many rows it gives, and its hash.
    lists: Vec<(usize, String)>,
    /// What forms were answered with last.
    answers: Answers,
    /// A name of its own: threads remember by it what they know of its lists.
    name: u64,
}

/// The most lists at once: a layer's number has one byte.
const MOST_LISTS: usize = 255;

impl Gazetteer {
    /// The shipped lists alone.
    pub fn embedded() -> Result<Self> {
        Self::new(&[])
    }

    /// The shipped lists under a user's own lists, given as file name and CSV text; the later list wins
    /// over the earlier, and both over what is shipped.
    pub fn new(lists: &[(String, String)]) -> Result<Self> {
        let shipped = Layer::shipped([FORMS, POSTINGS, STARTS, OPENINGS], ROWS, HASH)?;
        Self::of(shipped).under(lists)
    }

    fn of(layer: Layer) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            layers: vec![layer],
            hidden: BTreeSet::new(),
            lists: Vec::new(),
            answers: Answers::default(),
            name: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// As [`Gazetteer::new`], with lists in place of what is shipped: file name and CSV text of each.
    /// Whoever works on the shipped lists need not build the program anew to see what they do.
    pub fn instead(shipped: &[(String, String)], lists: &[(String, String)]) -> Result<Self> {
        let mut rows = Vec::new();
        for (file, text) in shipped {
            let (given, problems) = given::read(text, file);
            refuse(file, &problems)?;
            rows.extend(given.into_iter().map(|given| given.row));
        }
        let ambiguity = ambiguity()?;
        let ground = Ground { layer: 0, ambiguity: &ambiguity, below: &|_| (0, Vec::new()) };
        let compiled = layer::compile(&merge::merge(rows), &[], &ground);
        Self::of(Layer::compiled(compiled, 0, Vec::new())?).under(lists)
    }

    fn under(mut self, lists: &[(String, String)]) -> Result<Self> {
        if lists.len() > MOST_LISTS {
            return Err(Error::new(format!("{} lists are too many; join some of them", lists.len())));
        }
        for (file, text) in lists {
            let (given, mut problems) = given::read(text, file);
            let count = given.len();
            let laid = own::lay(given, &self);
            problems.extend_from_slice(&laid.problems);
            refuse(file, &problems)?;
            self.lay(laid)?;
            self.lists.push((count, blake3::hash(text.as_bytes()).to_hex().to_string()));
        }
        Ok(self)
    }

    /// Every problem of a list that would be laid over these: errors that keep it from use, and
    /// warnings of what it may do unmeant. By line.
    pub fn check(&self, file: &str, text: &str) -> Result<(usize, Vec<Problem>)> {
        let (given, mut problems) = given::read(text, file);
        let count = given.len();
        let laid = own::lay(given.clone(), self);
        problems.extend(check::warnings(&given, &laid, self)?);
        problems.extend(laid.problems);
        problems.sort_by_key(|problem| (problem.line, problem.severity));
        Ok((count, problems))
    }

    fn lay(&mut self, laid: own::Laid) -> Result<()> {
        self.answers = Answers::default();
        if !laid.hidden.is_empty() {
            self.hidden.extend(&laid.hidden);
            for layer in &mut self.layers {
                layer.settle(&self.hidden);
            }
        }
        let number = self.layers.len() as u32;
        let ambiguity = ambiguity()?;
        let ground = Ground { layer: number, ambiguity: &ambiguity, below: &|key| self.below(key) };
        let compiled = layer::compile(&laid.rows, &laid.stands, &ground);
        self.layers.push(Layer::compiled(compiled, number, laid.stands)?);
        Ok(())
    }

    /// Every known form in a text: at each word the longest and all shorter ones. Words in capitals
    /// throughout are looked up without their case too.
    pub fn find(&self, text: &Text<'_>, tokens: &Tokens) -> Lookups {
        way::with((self.name, self.layers.len()), tokens.numbering, |ways, room| {
            self.find_by(ways, room, text, tokens)
        })
    }

    fn find_by(&self, ways: &mut [Ways], room: &mut Room, text: &Text<'_>, tokens: &Tokens) -> Lookups {
        let mut all = Vec::with_capacity(tokens.len() / 8);
        let mut begun = vec![0; tokens.len() + 1];
        let Room { words, starts, numbers } = room;
        may_open(ways, tokens, words);
        for ways in &*ways {
            ways.exact.recall(words.iter().map(|first| tokens[*first as usize].form), numbers, starts);
        }
        for (at, first) in words.iter().map(|first| *first as usize).enumerate() {
            let from = all.len();
            let starts = starts.iter().copied().skip(at).step_by(words.len());
            for ((layer, ways), start) in self.layers.iter().zip(&mut *ways).zip(starts) {
                layer.walk(text, tokens, (first, start), ways, &mut all);
            }
            if all.len() > from + 1 {
                one_a_form(&mut all, from);
            }
            begun[first + 1] = (all.len() - from) as u32;
        }
        Lookups { all, before: sums(begun) }
    }

    /// The rows that a form may stand for, the most prominent first.
    pub fn entries(&self, lookup: &Lookup) -> impl Iterator<Item = EntryId> {
        self.posted(lookup.layer, lookup.posting)
    }

    /// The most prominent row that a form may stand for, and whether it is the only one: told without a look at where
    /// rows are posted, unless some are hidden.
    pub(crate) fn first(&self, lookup: &Lookup) -> Option<(EntryId, bool)> {
        if self.hidden.is_empty() {
            return (lookup.rows > 0).then_some((lookup.row, lookup.rows == 1));
        }
        let mut rows = self.entries(lookup);
        Some((rows.next()?, rows.next().is_none()))
    }

    fn posted(&self, layer: u32, posting: u32) -> impl Iterator<Item = EntryId> {
        let layer = self.layers.get(layer as usize).into_iter();
        let posted = layer.flat_map(move |layer| layer.posted(posting));
        posted.filter(|id| self.hidden.is_empty() || !self.hidden.contains(id))
    }

    /// What is known under a key, in the highest layer that knows it: facts, and rows with their weights.
    fn below(&self, key: &[u8]) -> (u32, Vec<(u32, u16)>) {
        let known = self.layers.iter().rev().zip((0..self.layers.len() as u32).rev());
        let mut postings = known.filter_map(|(layer, number)| Some((layer, number, layer.posting(key)?)));
        postings.next().map_or((0, Vec::new()), |(layer, number, posting)| {
            let rows = self.posted(number, posting).map(|id| (id.0, self.entry(id).weight));
            (layer.facts(posting), rows.collect())
        })
    }

    /// What else a form may mean: facts of [`Fact::AMBIGUITY`], of a form that no entry has what the word
    /// lists say of it.
    pub fn ambiguity(&self, form: &str) -> Result<u32> {
        let folded = [&[layer::FOLDED], fold(form).as_bytes()].concat();
        let of = |layer: &Layer| {
            let keys: [&[u8]; 2] = [form.as_bytes(), &folded];
            keys.iter().find_map(|key| layer.posting(key)).map(|posting| layer.facts(posting))
        };
        let besides = ambiguity()?;
        Ok(self.layers.iter().rev().find_map(of).unwrap_or_else(|| besides(form)) & Fact::AMBIGUITY)
    }

    /// A row.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        self.layers.get(id.layer() as usize).and_then(|layer| layer.entry(id.row())).unwrap_or_default()
    }

    /// The row of an id, the user's first.
    pub fn by_id(&self, id: &str) -> Option<EntryId> {
        let found = self.layers.iter().rev().filter_map(|layer| layer.by_id(id));
        found.into_iter().find(|id| !self.hidden.contains(id))
    }

    /// How many rows there are, the user's included.
    pub fn len(&self) -> usize {
        self.layers.iter().map(Layer::len).sum::<usize>() - self.hidden.len()
    }

    /// Whether nothing is known at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every row, the user's first.
    pub fn iter(&self) -> impl Iterator<Item = Entry<'_>> {
        let all = self.layers.iter().rev().flat_map(Layer::entries);
        all.filter(|(id, _)| !self.hidden.contains(id)).map(|(_, entry)| entry)
    }

    /// How many rows each list has and the hash of it, the user's first, the later before the earlier;
    /// what is shipped last.
    pub fn hashes(&self) -> Vec<(usize, String)> {
        let shipped = self.layers.first().map(|layer| (layer.len(), layer.hash()));
        self.lists.iter().rev().cloned().chain(shipped).collect()
    }
}

/// Numbers that are made the sums of themselves and all before them.
fn sums(mut numbers: Vec<u32>) -> Vec<u32> {
    let mut sum = 0;
    for number in &mut numbers {
        sum += *number;
        *number = sum;
    }
    numbers
}

/// Leaves one lookup a form of those from a place on: the highest layer that knows it wins.
fn one_a_form(all: &mut Vec<Lookup>, from: usize) {
    all[from..].sort_by_key(|l| (l.last, std::cmp::Reverse(l.layer)));
    let mut kept = from;
    for at in from..all.len() {
        if kept == from || all[kept - 1].last != all[at].last {
            all[kept] = all[at];
            kept += 1;
        }
    }
    all.truncate(kept);
}

/// The problems that keep a list from use, as one error: the first of them, and how many there are.
fn refuse(file: &str, problems: &[Problem]) -> Result<()> {
    let Some(first) = problems.iter().min_by_key(|problem| problem.line) else { return Ok(()) };
    let more = match problems.len() - 1 {
        0 => String::new(),
        more => format!("; {more} more of this list under 'sayso gazetteer check'"),
    };
    Err(Error::at(Place::line(file, first.line), format!("{}{more}", first.message())))
}

/// What else a form may mean by the word lists.
fn ambiguity() -> Result<impl Fn(&str) -> u32> {
    let lexicon = Lexicon::embedded()?;
    Ok(move |form: &str| {
        ambiguity::of(form, |lower| {
            let word = lexicon.get(lower).unwrap_or_default();
            ambiguity::Known { common: word.common > 0, given: word.given > 0, surname: word.surname > 0 }
        })
    })
}

/// Opens the shipped lists once for the whole program.
pub fn embedded() -> Result<&'static Gazetteer> {
    static GAZETTEER: OnceCell<Gazetteer> = OnceCell::new();
    GAZETTEER.get_or_try_init(Gazetteer::embedded)
}
