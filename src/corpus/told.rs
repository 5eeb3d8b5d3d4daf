//! What tells people of one name apart: the fields of life and the countries that their roles name.
//!
//! The words of a role enter, what they tell leaves. Most roles tell nothing, and then nobody is told apart by
//! them. The fields are `gazetteers/words/fields.csv`, the countries those of `demonyms.csv` and the gazetteer.

use std::collections::BTreeSet;

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::gazetteer::{Gazetteer, fold, folded};
use crate::lexicon::Class;
use crate::segment::{Token, Tokens};
use crate::text::{Span, Text};

static FIELDS: &str = include_str!("../../gazetteers/words/fields.csv");
static DEMONYMS: &str = include_str!("../../gazetteers/words/demonyms.csv");

type Map = FxHashMap<&'static str, &'static str>;

/// The most words that a role usually has.
const USUAL: usize = 8;
/// The most words of a country's name.
const LONGEST: usize = 3;
/// Words behind which no head of a role comes.
const BEHIND: &[Class] = &[
    Class::Of,
    Class::Toward,
    Class::InAt,
    Class::From,
    Class::By,
    Class::Preposition,
    Class::PlacePreposition,
    Class::Relative,
    Class::And,
];

/// What documents tell of a person besides the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Each role's fields: a professor may be of science or of law.
    fields: BTreeSet<String>,
    /// By code.
    countries: BTreeSet<String>,
}

impl Told {
    /// Adds what a role tells, a span of the text.
    pub(super) fn add_role(&mut self, text: &Text<'_>, tokens: &Tokens, gazetteer: &Gazetteer, role: Span) {
        let from = tokens.at_byte(role.start);
        let words: SmallVec<[&Token; USUAL]> =
            (from..).map_while(|at| tokens.get(at)).take_while(|t| t.span.start < role.end).collect();
        let end = words.iter().position(|t| t.word.is_any(BEHIND)).unwrap_or(words.len());
        let (head, rest) = words.split_at(end);
        // `The minister's cook` is no minister.
        let owned = head.iter().rposition(|t| t.is_clitic()).map_or(0, |at| at + 1);
        // What somebody was says little of what they are.
        if !head.iter().any(|t| t.word.is(Class::Former)) {
            let words = head.iter().skip(owned).map(|t| folded(text.slice(t.span)));
            self.fields.extend(words.flat_map(|word| fields(&word)).map(str::to_string));
        }
        for at in 0..head.len() {
            self.countries.extend(country(text, gazetteer, &head[at..]));
        }
        if let [of, rest @ ..] = rest
            && of.word.is(Class::Of)
        {
            let the = usize::from(rest.first().is_some_and(|t| t.word.is(Class::The)));
            self.countries.extend(country(text, gazetteer, rest.get(the..).unwrap_or_default()));
        }
    }

    /// What a row of a gazetteer tells of its person's fields.
    pub(super) fn of_row(subtype: &str, roles: &str) -> Self {
        let roles = fold(roles);
        let words = roles.split(|c: char| !c.is_alphanumeric() && c != '-').chain([subtype]);
        let fields = words.flat_map(fields).map(str::to_string).collect();
        Self { fields, countries: BTreeSet::new() }
    }

    /// Whether nothing is told.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.countries.is_empty()
    }

    /// Whether nobody can be both.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        apart(&self.fields, &other.fields) || apart(&self.countries, &other.countries)
    }

    /// Whether both tell something in common.
    pub(super) fn shares(&self, other: &Self) -> bool {
        !self.fields.is_disjoint(&other.fields) || !self.countries.is_disjoint(&other.countries)
    }

    /// Takes over what another document tells.
    pub(super) fn add(&mut self, other: &Self) {
        self.fields.extend(other.fields.iter().cloned());
        self.countries.extend(other.countries.iter().cloned());
    }

    /// All of it in one line, for an id.
    pub(super) fn mark(&self) -> String {
        let all = self.countries.iter().chain(&self.fields).map(String::as_str);
        all.collect::<Vec<_>>().join(" ")
    }
}

fn apart(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

fn fields(word: &str) -> impl Iterator<Item = &'static str> + use<> {
    static MAP: Lazy<Map> = Lazy::new(|| read(FIELDS));
    MAP.get(word).into_iter().flat_map(|fields| fields.split('|'))
}

/// The country that some words begin with, or whose people.
fn country(text: &Text<'_>, gazetteer: &Gazetteer, words: &[&Token]) -> Option<String> {
    static MAP: Lazy<Map> = Lazy::new(|| read(DEMONYMS));
    let first = words.first().filter(|t| t.is_capital())?;
    let demonym = first.word.is(Class::Demonym).then(|| MAP.get(text.slice(first.span))).flatten();
    if let Some(line) = demonym {
        let code = line.split(',').next().unwrap_or("");
        return Some(code).filter(|code| code.len() == 2).map(str::to_string);
    }
    let named = |count: &usize| {
        let last = words.get(count - 1).filter(|t| t.is_capital())?;
        let rows = gazetteer.answer(text.slice(Span::new(first.span.start, last.span.end)));
        let row = gazetteer.entry(*rows.first()?);
        (row.subtype == "country").then(|| row.country.to_string())
    };
    (1..=LONGEST).rev().find_map(|count| named(&count))
}

fn read(csv: &'static str) -> Map {
    csv.lines().skip(1).filter_map(|line| line.split_once(',')).collect()
}
