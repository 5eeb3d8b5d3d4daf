//! A compiled list: an `fst` of forms, what each form stands for, and the rows themselves.
//!
//! The program's build makes one layer of everything shipped; a user's list becomes a layer of its
//! own when the program starts. Both are made by [`compile`] here and read alike.

use std::collections::{BTreeMap, BTreeSet};

use super::ambiguity;
use super::merge::HAND;
use super::row::{Row, fold, plain};
use crate::lexicon::Sieve;

macro_rules! facts {
    ($($variant:ident: $doc:literal,)*) => {
        /// What a form stands for in some row.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Fact { $(#[doc = $doc] $variant,)* }

        impl Fact {
            /// What a form that has it is, in words.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }
        }
    };
}

facts! {
    Country: "a country or territory",
    Region: "a region in the news, a continent",
    Capital: "a capital",
    Admin1: "a state, province or other first-level division",
    City1M: "a city above a million people",
    City300k: "a city above 300,000 people",
    City100k: "a city above 100,000 people",
    City15k: "a smaller city",
    PlaceOther: "a water, mountain, landmark or other place",
    PersonFull: "a person by several words",
    PersonOne: "a person by one word",
    OrganisationHand: "an organisation from the hand-written lists",
    OrganisationGeneral: "an organisation from a general list",
    Company: "a company",
    Brand: "a brand, operator or local agency",
    University: "a university",
    NewsOutlet: "a news outlet or agency",
    Club: "a sports club, league or federation",
    Hand: "in a hand-written list",
    User: "in the user's own list",
    CommonWord: "also a common word",
    GivenName: "also a given name",
    Surname: "also a surname",
    OtherKind: "also something of another kind",
}

impl Fact {
    /// Its bit in a set of facts.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The facts that a form is a place.
    pub const PLACE: u32 = (1 << Fact::PersonFull as u32) - 1;
    /// The facts that a form is a person.
    pub const PERSON: u32 = Fact::PersonFull.bit() | Fact::PersonOne.bit();
    /// The facts that a form is an organisation.
    pub const ORGANISATION: u32 = (Fact::Hand.bit() - 1) & !Self::PLACE & !Self::PERSON;
    /// The facts of what else a form may mean.
    pub const AMBIGUITY: u32 = !(Fact::CommonWord.bit() - 1);
}

/// The files of a layer.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    /// From forms to places in `postings`. A form in lower case without accents stands here a second
    /// time behind [`FOLDED`].
    pub forms: Vec<u8>,
    /// For each form its facts, the count of its rows, and their numbers, all u32 little-endian.
    pub postings: Vec<u8>,
    /// The rows, each behind where in it its cells end but the last, as [`far`] writes it: whoever reads a cell has
    /// both at hand. Cells are parted by tabs, in the order of [`super::Entry`].
    pub rows: String,
    /// Where each row begins in `rows`, u32 little-endian; at last the end of `rows`.
    pub starts: Vec<u8>,
    /// A [`Sieve`] of the words with which forms begin, those in small letters alone.
    pub openings: Vec<u8>,
}

/// How many cells a row has.
const CELLS: usize = 11;
/// How many bytes of a row tell where its cells end.
pub(crate) const ENDS: usize = 2 * (CELLS - 1);
/// The end of a cell that is further away than may be written.
const FAR: usize = (1 << 14) - 1;

/// Where a cell ends, in two characters of ASCII.
fn far(end: usize) -> [char; 2] {
    let end = end.min(FAR);
    [end & 0x7F, end >> 7].map(|part| char::from(part as u8))
}

/// Where a cell ends, as it is written; `None` if that is too far away.
#[inline]
pub(crate) fn end([low, high]: [u8; 2]) -> Option<usize> {
    Some(usize::from(low) | usize::from(high) << 7).filter(|end| *end != FAR)
}

/// The lines of some rows: the cells alone.
pub(crate) fn lines<'r>(rows: &'r str, starts: &[u8]) -> impl Iterator<Item = &'r str> {
    let starts = starts.as_chunks::<4>().0.iter().map(|start| u32::from_le_bytes(*start) as usize);
    let ends = starts.clone().skip(1);
    starts.zip(ends).filter_map(|(start, end)| rows.get(start + ENDS..end))
}

/// The byte before a folded form.
pub(crate) const FOLDED: u8 = 1;
/// The byte before a folded surname.
pub(crate) const SURNAME: u8 = 2;
/// Countries where the surname stands first.
const SURNAME_FIRST: &[&str] = &["CN", "HK", "KP", "KR", "TW", "VN"];

/// What a layer is laid over, as far as its compilation asks.
pub(crate) struct Ground<'g> {
    /// The number of the layer, from the lowest.
    pub layer: u32,
    /// What else a form may mean.
    pub ambiguity: &'g dyn Fn(&str) -> u32,
    /// What is known under a key in the layers below: facts, numbers of entries, their weights.
    pub below: &'g dyn Fn(&[u8]) -> Known,
}

/// What is known under a key: facts, and entries by number with their weights.
pub(crate) type Known = (u32, Vec<(u32, u16)>);

/// How a row of a layer stands to the layers below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stand {
    /// Whether the user vouches for it: it counts as listed by the user.
    pub own: bool,
    /// The keys that lead to it alone, whoever else goes by them below.
    pub claims: BTreeSet<Vec<u8>>,
}

/// Entries by number: the layer in the highest byte, the row in the others.
pub(crate) const fn entry_number(layer: u32, row: usize) -> u32 {
    layer << 24 | row as u32 & 0xFF_FFFF
}

/// What is noted under a form until it is written.
#[derive(Default)]
struct Posting {
    rows: Vec<usize>,
    codes: u32,
}

/// Compiles rows. A form that several rows share leads to all of them, the most prominent first.
/// `stands` has one item a row, or none where all are shipped.
pub(crate) fn compile(rows: &[Row], stands: &[Stand], ground: &Ground<'_>) -> Result<Compiled, fst::Error> {
    let mut compiled = Compiled::default();
    for row in rows {
        let line = line(row);
        compiled.starts.extend((compiled.rows.len() as u32).to_le_bytes());
        let ends = line.bytes().zip(0_usize..).filter(|(byte, _)| *byte == b'\t').map(|(_, at)| at);
        compiled.rows.extend(ends.flat_map(far));
        compiled.rows.push_str(&line);
    }
    compiled.starts.extend((compiled.rows.len() as u32).to_le_bytes());
    let mut builder = fst::MapBuilder::memory();
    let postings = postings(rows, ground);
    let openings = postings.keys().flat_map(|form| openings(form)).filter(|word| is_small(word));
    let openings: BTreeSet<&[u8]> = openings.collect();
    compiled.openings = Sieve::write(openings.into_iter());
    for (form, posting) in &postings {
        builder.insert(form, compiled.postings.len() as u64)?;
        let (facts, numbers) = settle(form, posting, rows, stands, ground);
        for value in [facts, numbers.len() as u32].into_iter().chain(numbers) {
            compiled.postings.extend(value.to_le_bytes());
        }
    }
    compiled.forms = builder.into_inner()?;
    Ok(compiled)
}

/// Whether a word begins with a plain small letter: few of these begin a form, of all others most do.
#[inline]
pub(super) fn is_small(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_lowercase)
}

/// The words that a text may have where a form begins: all of the form as far as its first space, and what stands
/// before any mark in that. A word goes on as long as there are letters and digits.
fn openings(form: &[u8]) -> impl Iterator<Item = &[u8]> {
    // Folded forms and surnames are looked up in other ways.
    let form = if form.first().is_some_and(|byte| matches!(*byte, FOLDED | SURNAME)) { &[] } else { form };
    let end = form.iter().position(|byte| *byte == b' ').unwrap_or(form.len());
    let word = std::str::from_utf8(&form[..end]).unwrap_or("");
    let inner = word.char_indices().zip(word.chars().skip(1));
    let parts = inner.filter(|((_, c), next)| !(c.is_alphanumeric() && next.is_alphanumeric()));
    parts.map(|((at, c), _)| &form[..at + c.len_utf8()]).chain((end > 0).then_some(&form[..end]))
}

/// The keys of a form: as it is written, without accents, and without accents and case.
pub(crate) fn keys(form: &str) -> [Vec<u8>; 3] {
    let form = form.replace('’', "'");
    let folded = [&[FOLDED], fold(&form).as_bytes()].concat();
    [form.as_bytes().to_vec(), plain(&form).into_bytes(), folded]
}

fn postings(rows: &[Row], ground: &Ground<'_>) -> BTreeMap<Vec<u8>, Posting> {
    let mut all: BTreeMap<Vec<u8>, Posting> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        for form in row.forms() {
            let declared = ambiguity::declared(row.declared(form));
            let codes = declared | (ground.ambiguity)(form) | (ground.ambiguity)(&plain(form));
            for key in keys(form) {
                let posting = all.entry(key).or_default();
                posting.codes |= codes;
                if posting.rows.last() != Some(&number) {
                    posting.rows.push(number);
                }
            }
        }
        if let Some(surname) = surname(row) {
            all.entry([&[SURNAME], surname.as_bytes()].concat()).or_default().rows.push(number);
        }
    }
    all
}

/// The facts of a form and the numbers of its entries.
fn settle(
    form: &[u8],
    posting: &Posting,
    rows: &[Row],
    stands: &[Stand],
    ground: &Ground<'_>,
) -> (u32, Vec<u32>) {
    let own = posting.rows.iter().filter_map(|&at| Some((at, rows.get(at)?)));
    let mut entries: Vec<(u32, u16)> =
        own.clone().map(|(at, row)| (entry_number(ground.layer, at), row.weight)).collect();
    let own_by = |at: usize| stands.get(at).is_some_and(|stand| stand.own);
    let mut facts =
        own.clone().fold(posting.codes, |all, (at, row)| all | facts(&row.kind, row, form, own_by(at)));
    let alone = own.clone().any(|(at, _)| stands.get(at).is_none_or(|stand| stand.claims.contains(form)));
    // A surname leads to people of every layer without help.
    if !alone && form.first() != Some(&SURNAME) {
        let (others, below) = (ground.below)(form);
        facts |= others;
        entries.extend(below);
    }
    entries.sort_by_key(|&(number, weight)| (std::cmp::Reverse(weight), number));
    (several(facts), entries.into_iter().map(|(number, _)| number).collect())
}

/// The facts of a form, with that of several kinds where it has several.
pub(crate) fn several(facts: u32) -> u32 {
    let kinds = [Fact::PLACE, Fact::PERSON, Fact::ORGANISATION].iter().filter(|kind| facts & **kind != 0);
    facts | if kinds.count() > 1 { Fact::OtherKind.bit() } else { 0 }
}

/// The surname of a person by several words, folded.
fn surname(row: &Row) -> Option<String> {
    let (first, _) = row.name.split_once(' ').filter(|_| row.kind == "person")?;
    let last = row.name.rsplit(' ').next()?;
    Some(fold(if SURNAME_FIRST.contains(&row.country.as_str()) { first } else { last }))
}

fn line(row: &Row) -> String {
    let weight = row.weight.to_string();
    let cells = [
        &row.id,
        &row.kind,
        &row.subtype,
        &row.name,
        &row.aliases,
        &row.country,
        &row.sex,
        &row.role,
        &weight,
        &row.external_ids,
        &row.source,
    ];
    cells.map(|cell| cell.replace(['\t', '\n', '\r'], " ")).join("\t")
}

/// Whether a source says that the row was written by hand, whoever changed it later.
pub(crate) fn by_hand(source: &str) -> bool {
    source.split('+').next() == Some(HAND)
}

/// What decides what a form stands for.
pub(crate) trait Sort {
    /// Its subtype.
    fn subtype(&self) -> &str;
    /// Its weight.
    fn weight(&self) -> u16;
    /// Whether it was written by hand.
    fn by_hand(&self) -> bool;
}

impl Sort for Row {
    fn subtype(&self) -> &str {
        &self.subtype
    }
    fn weight(&self) -> u16 {
        self.weight
    }
    fn by_hand(&self) -> bool {
        by_hand(&self.source)
    }
}

/// What a form stands for in a row.
pub(crate) fn facts(kind: &str, row: &impl Sort, form: &[u8], own: bool) -> u32 {
    let fact = match kind {
        "place" => place(row),
        "person" if form.contains(&b' ') => Fact::PersonFull,
        "person" => Fact::PersonOne,
        _ => organisation(row),
    };
    let hand = if row.by_hand() { Fact::Hand.bit() } else { 0 };
    let user = if own { Fact::User.bit() | Fact::Hand.bit() } else { 0 };
    fact.bit() | hand | user
}

fn place(row: &impl Sort) -> Fact {
    match (row.subtype(), row.weight()) {
        ("country" | "territory", _) => Fact::Country,
        ("capital", _) => Fact::Capital,
        ("admin1", _) => Fact::Admin1,
        ("region", _) => Fact::Region,
        ("city", 600..) => Fact::City1M,
        ("city", 548..) => Fact::City300k,
        ("city", 500..) => Fact::City100k,
        ("city", _) => Fact::City15k,
        _ => Fact::PlaceOther,
    }
}

fn organisation(row: &impl Sort) -> Fact {
    match row.subtype() {
        "news-outlet" | "news-agency" | "newspaper" => Fact::NewsOutlet,
        "club" | "league" | "federation" => Fact::Club,
        "university" if !row.by_hand() => Fact::University,
        _ if row.by_hand() => Fact::OrganisationHand,
        "company" | "bank" => Fact::Company,
        "brand" | "operator" | "network" | "police" | "military" => Fact::Brand,
        _ => Fact::OrganisationGeneral,
    }
}
