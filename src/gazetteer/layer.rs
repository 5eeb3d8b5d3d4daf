//! A compiled list: an `fst` of forms, what each form stands for, and the rows themselves.
//!
//! The program's build makes one layer of everything shipped; a user's list becomes a layer of its
//! own when the program starts. Both are made by [`compile`] here and read alike.

use std::collections::BTreeMap;

use super::row::{Row, fold, plain};

macro_rules! facts {
    ($($variant:ident: $doc:literal,)*) => {
        /// What a form stands for in some row.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Fact { $(#[doc = $doc] $variant,)* }
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
}

/// The files of a layer.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    /// From forms to places in `postings`. A form in lower case without accents stands here a second
    /// time behind [`FOLDED`].
    pub forms: Vec<u8>,
    /// For each form its facts, the count of its rows, and their numbers, all u32 little-endian.
    pub postings: Vec<u8>,
    /// The rows, cells parted by tabs, in the order of [`super::row::COLUMNS`] without `ambiguous`.
    pub rows: Vec<u8>,
    /// Where each row begins in `rows`, u32 little-endian, and the end of the last.
    pub starts: Vec<u8>,
}

/// The byte before a folded form.
pub(crate) const FOLDED: u8 = 1;
/// The byte before a folded surname.
pub(crate) const SURNAME: u8 = 2;
/// Countries where the surname stands first.
const SURNAME_FIRST: &[&str] = &["CN", "HK", "KP", "KR", "TW", "VN"];

/// Compiles rows. A form that several rows share leads to all of them, the most prominent first.
pub(crate) fn compile(rows: &[Row], user: bool) -> Result<Compiled, fst::Error> {
    let mut forms: BTreeMap<Vec<u8>, Vec<u32>> = BTreeMap::new();
    let mut compiled = Compiled::default();
    for (number, row) in rows.iter().enumerate() {
        for form in row.forms() {
            let form = form.replace('’', "'");
            let folded = [&[FOLDED], fold(&form).as_bytes()].concat();
            for key in [form.as_bytes().to_vec(), plain(&form).into_bytes(), folded] {
                let posting = forms.entry(key).or_default();
                if posting.last() != Some(&(number as u32)) {
                    posting.push(number as u32);
                }
            }
        }
        if let Some(surname) = surname(row) {
            forms.entry([&[SURNAME], surname.as_bytes()].concat()).or_default().push(number as u32);
        }
        compiled.starts.extend((compiled.rows.len() as u32).to_le_bytes());
        compiled.rows.extend(line(row).into_bytes());
    }
    compiled.starts.extend((compiled.rows.len() as u32).to_le_bytes());
    let mut builder = fst::MapBuilder::memory();
    for (form, mut numbers) in forms {
        numbers.sort_by_key(|&n| (std::cmp::Reverse(rows[n as usize].weight), n));
        builder.insert(&form, compiled.postings.len() as u64)?;
        let facts = numbers.iter().fold(0, |all, &n| all | facts(&rows[n as usize], &form, user));
        for value in [facts, numbers.len() as u32].into_iter().chain(numbers) {
            compiled.postings.extend(value.to_le_bytes());
        }
    }
    compiled.forms = builder.into_inner()?;
    Ok(compiled)
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

fn facts(row: &Row, form: &[u8], user: bool) -> u32 {
    let fact = match row.kind.as_str() {
        "place" => place(row),
        "person" if form.contains(&b' ') => Fact::PersonFull,
        "person" => Fact::PersonOne,
        _ => organisation(row),
    };
    let hand = if row.source == "hand" { Fact::Hand.bit() } else { 0 };
    let user = if user { Fact::User.bit() | Fact::Hand.bit() } else { 0 };
    fact.bit() | hand | user
}

fn place(row: &Row) -> Fact {
    match (row.subtype.as_str(), row.weight) {
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

fn organisation(row: &Row) -> Fact {
    match row.subtype.as_str() {
        "news-outlet" | "news-agency" | "newspaper" => Fact::NewsOutlet,
        "club" | "league" | "federation" => Fact::Club,
        "university" if row.source != "hand" => Fact::University,
        _ if row.source == "hand" => Fact::OrganisationHand,
        "company" | "bank" => Fact::Company,
        "brand" | "operator" | "network" | "police" | "military" => Fact::Brand,
        _ => Fact::OrganisationGeneral,
    }
}
