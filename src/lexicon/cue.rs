//! Cues: the words that report, and what each of them takes.

use crate::error::{Error, Place, Result};

/// What a speaker does with what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// says it
    Say,
    /// says it without proof
    Claim,
    /// says that it is not so
    Deny,
    /// says that it may not be so
    Doubt,
    /// says that they will do it
    Promise,
    /// wants to know it, or wants it done as a favour
    Ask,
    /// wants it done
    Order,
    /// says that it is good
    Praise,
    /// says that it is bad
    Criticise,
}

impl Stance {
    /// Every stance with its name in the tables.
    pub const ALL: &'static [(Stance, &'static str)] = &[
        (Stance::Say, "say"),
        (Stance::Claim, "claim"),
        (Stance::Deny, "deny"),
        (Stance::Doubt, "doubt"),
        (Stance::Promise, "promise"),
        (Stance::Ask, "ask"),
        (Stance::Order, "order"),
        (Stance::Praise, "praise"),
        (Stance::Criticise, "criticise"),
    ];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Whether a cue reports speech, a state of mind, or what something shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// said, written, signed
    Speech,
    /// thought, wished, meant
    Belief,
    /// seen, found, apparent
    Show,
}

/// What sort of words a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// a verb, alone or with a particle
    Verb,
    /// a noun
    Noun,
    /// a fixed phrase
    Phrase,
    /// a verb that says little with a noun that says more
    Light,
}

/// What may follow a cue, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[expect(missing_docs, reason = "each is the name of what follows, as in gazetteers/README.md")]
pub enum Takes {
    That,
    Bare,
    Quote,
    Tag,
    To,
    Np,
    Addressee,
    Wh,
    Ing,
    About,
    Of,
    For,
    On,
    As,
    Hearer,
}

impl Takes {
    /// Each with its name.
    pub const ALL: &'static [(Takes, &'static str)] = TAKES;
}

const TAKES: &[(Takes, &str)] = &[
    (Takes::That, "that"),
    (Takes::Bare, "bare"),
    (Takes::Quote, "quote"),
    (Takes::Tag, "tag"),
    (Takes::To, "to"),
    (Takes::Np, "np"),
    (Takes::Addressee, "addressee"),
    (Takes::Wh, "wh"),
    (Takes::Ing, "ing"),
    (Takes::About, "about"),
    (Takes::Of, "of"),
    (Takes::For, "for"),
    (Takes::On, "on"),
    (Takes::As, "as"),
    (Takes::Hearer, "hearer"),
];

/// One cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The cue in its plain form: `say`, `point out`, `issue a statement`.
    pub lemma: &'static str,
    /// What sort of words it is.
    pub part: Part,
    /// Its other forms, parted by `|`.
    forms: &'static str,
    /// What the speaker does by it.
    pub stance: Stance,
    /// Speech, belief or show.
    pub act: Act,
    takes: u16,
    rest: Box<[&'static str]>,
    /// Of a light verb, which of these stand for any determiner, a bit each.
    pub(super) fillers: u16,
}

impl Cue {
    /// Whether this may follow it.
    pub fn takes(&self, what: Takes) -> bool {
        self.takes & (1 << what as u16) != 0
    }

    /// Its other forms: of a verb third person, past, participle, -ing form, then spellings.
    pub fn forms(&self) -> impl Iterator<Item = &'static str> {
        self.forms.split('|').filter(|form| !form.is_empty())
    }

    /// Its first word.
    pub fn head(&self) -> &'static str {
        cut(self.lemma, b' ').map_or(self.lemma, |(head, _)| head)
    }

    /// Whether a word after the first of a light verb, given by its number among them, stands for any determiner.
    #[inline]
    pub fn is_filler(&self, number: usize) -> bool {
        number < 16 && self.fillers & 1 << number != 0
    }

    /// The words after the first.
    #[inline]
    pub fn rest(&self) -> &[&'static str] {
        &self.rest
    }
}

/// Reads the rows of `gazetteers/words/cues.csv`, a line each, their cells parted by tabs.
pub(super) fn read(rows: &'static str) -> Result<Vec<Cue>> {
    let mut cues = Vec::with_capacity(rows.lines().count());
    // The line of the header is not among them.
    for (line, row) in (2..).zip(rows.lines()) {
        cues.push(parse(line, row)?);
    }
    Ok(cues)
}

fn parse(line: u64, row: &'static str) -> Result<Cue> {
    let mut rest = row;
    let field: [&'static str; 6] = std::array::from_fn(|_| {
        let (cell, after) = cut(rest, b'\t').unwrap_or((rest, ""));
        rest = after;
        cell
    });
    let fault = |column: &str, cell: &str| {
        Error::at(Place::line("gazetteers/words/cues.csv", line), format!("{column} cannot be '{cell}'"))
    };
    let part = match field[1] {
        "verb" => Part::Verb,
        "noun" => Part::Noun,
        "phrase" => Part::Phrase,
        "light" => Part::Light,
        other => return Err(fault("part", other)),
    };
    let named = |name: &str| Stance::ALL.iter().find(|(_, n)| *n == name).map(|(stance, _)| *stance);
    let stance = named(field[3]).ok_or_else(|| fault("stance", field[3]))?;
    let act = match field[4] {
        "speech" => Act::Speech,
        "belief" => Act::Belief,
        "show" => Act::Show,
        other => return Err(fault("act", other)),
    };
    let mut takes = 0;
    for name in field[5].split('|').filter(|name| !name.is_empty()) {
        let known = TAKES.iter().find(|(_, n)| *n == name).ok_or_else(|| fault("takes", name))?;
        takes |= 1 << known.0 as u16;
    }
    let rest = cut(field[0], b' ').map_or_else(Box::default, |(_, rest)| rest.split(' ').collect());
    Ok(Cue { lemma: field[0], part, forms: field[2], stance, act, takes, rest, fillers: 0 })
}

/// What stands before and behind the first of a byte of ASCII. Cells are short: a search made for long texts takes
/// longer than to look at them byte after byte.
pub(crate) fn cut(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|other| other == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}
