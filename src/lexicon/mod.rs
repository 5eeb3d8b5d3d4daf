//! Words and the classes they stand in.
//!
//! The lists under `gazetteers/words/` are compiled when the program is built: a hashed table from word
//! forms to records, embedded, read where it lies. This module knows single words; names of
//! several words are the gazetteer's. No English word stands in the code: a class is asked for by
//! what it means.

mod class;
mod cue;
mod form;
mod mark;
mod recall;
mod sieve;
mod sign;
mod table;
mod word;
mod words;

use std::borrow::Cow;

use once_cell::sync::OnceCell;

use crate::error::{Error, Result};

pub use class::{Class, Tag};
pub(crate) use cue::cut;
pub use cue::{Act, Cue, Part, Stance, Takes};
pub(crate) use form::{Form, caseless};
pub use mark::{Mark, Marks};
pub use recall::Recall;
pub use sieve::Sieve;
use sign::Sign;
pub use sign::Signs;
pub use table::Table;
pub use word::Word;
pub use words::Numbering;
pub(crate) use words::{ByForm, Met, NO_FORM, Words};

static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.table"));
static RECORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
static SUFFIXES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/suffixes.table"));
static STOPS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/stops.sieve"));
static HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/words.hash"));
static CUES: &str = include_str!(concat!(env!("OUT_DIR"), "/cues.tsv"));

/// The longest ending that tells a part of speech, in bytes.
const LONGEST_SUFFIX: usize = 5;

/// How many bytes of a word are asked whether a stop may belong to it, at most: of longer ones it may.
const LONGEST_STOPPED: usize = 16;

/// Every word the program knows.
#[derive(Debug)]
pub struct Lexicon {
    words: Table,
    suffixes: Table,
    /// The words that a full stop may belong to.
    stops: Sieve,
    cues: Vec<Cue>,
    /// The verbs and light verbs of one first word, those of more words first.
    heads: Heads,
    phrases: Phrases,
    marks: Marks,
}

impl Lexicon {
    /// The lists the program was built with. Fails only if the program file is damaged.
    pub fn embedded() -> Result<&'static Self> {
        static LEXICON: OnceCell<Lexicon> = OnceCell::new();
        LEXICON.get_or_try_init(|| {
            let damaged = || Error::new("the word lists are damaged");
            let open = |bytes| Table::open(bytes).ok_or_else(damaged);
            let cues = cue::read(CUES)?;
            let (heads, phrases) = (Heads::new(&cues), Phrases::new(&cues));
            let (words, suffixes) = (open(WORDS)?, open(SUFFIXES)?);
            let stops = Sieve::open(Cow::Borrowed(STOPS)).ok_or_else(damaged)?;
            let marks = Marks::default();
            let mut lexicon = Self { words, suffixes, stops, cues, heads, phrases, marks };
            lexicon.mark_fillers();
            lexicon.marks = Marks::new(&lexicon.cues);
            Ok(lexicon)
        })
    }

    /// Tells which words of light verbs stand for any determiner: all such words but the last, the noun.
    fn mark_fillers(&mut self) {
        let classes = [Class::The, Class::Indefinite, Class::PossessivePronoun, Class::Quantifier];
        let is_filler = |word: &str| word.contains('\'') || self.word(word).is_any(&classes);
        let fillers = |cue: &Cue| {
            let words = (0..16_u32).zip(cue.rest().split_last().map_or(&[][..], |(_, before)| before));
            words.fold(0, |all, (at, word)| all | u16::from(is_filler(word)) << at)
        };
        let light = |cue: &Cue| if cue.part == Part::Light { fillers(cue) } else { 0 };
        let fillers: Vec<u16> = self.cues.iter().map(light).collect();
        for (cue, fillers) in self.cues.iter_mut().zip(fillers) {
            cue.fillers = fillers;
        }
    }

    /// What is known of a word in lower case, without a guess.
    pub fn get(&self, lower: &str) -> Option<Word> {
        record(self.words.get(lower.as_bytes())?)
    }

    /// What is known of a word in lower case; of a word that is not listed, what its last part or its ending
    /// tells.
    pub fn word(&self, lower: &str) -> Word {
        let known = self.get(lower).unwrap_or_default();
        if known.shares != 0 || known.classes & CLOSED != 0 {
            return known;
        }
        let shares = self.by_parts(lower).unwrap_or_else(|| self.by_suffix(lower).shares);
        Word { shares, ..known }
    }

    /// Whether a full stop may belong to a word of plain letters and digits: never no for one that stands in one of
    /// [`Class::STOPPED`].
    pub fn may_be_stopped(&self, word: &[u8]) -> bool {
        let mut lower = [0; LONGEST_STOPPED];
        let Some(lower) = lower.get_mut(..word.len()) else { return true };
        lower.copy_from_slice(word);
        lower.make_ascii_lowercase();
        self.stops.passes(lower)
    }

    /// The parts of speech of a compound with a hyphen: those of its last part, and an adjective where that is
    /// a participle behind a word of its own ("port-based", but "re-elected").
    fn by_parts(&self, lower: &str) -> Option<u64> {
        let (first, last) = lower.rsplit_once('-')?;
        let mut word = self.get(last).filter(|word| word.shares != 0)?;
        if word.share(Tag::Participle) > 0 && self.get(first).is_some_and(|first| first.shares != 0) {
            word.shares = 0;
            word.set_share(Tag::Adjective, 15);
        }
        Some(word.shares)
    }

    fn by_suffix(&self, lower: &str) -> Word {
        let starts = lower.char_indices().skip(2).map(|(at, _)| at);
        starts
            .filter(|at| lower.len() - at <= LONGEST_SUFFIX)
            .find_map(|at| record(self.suffixes.get(lower.as_bytes().get(at..)?)?))
            .unwrap_or_default()
    }

    /// How many words there are, and the BLAKE3 hash of all that is known of them.
    pub fn hash(&self) -> (usize, String) {
        (self.words.len(), HASH.to_string())
    }

    /// Every cue, in the order of its file.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// What tells which words may begin a cue of several.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The verbs and light verbs that a word may be the head of, those of more words first; of more words than one
    /// only if it `goes_on`. `ahead` gives the next word and the next [`Marks::AHEAD`] words: a cue that does not
    /// go on with the one, or whose last word is not among the others, may be left out. With each goes whether it
    /// has more words.
    pub fn verbs(
        &self,
        word: Word,
        goes_on: bool,
        ahead: impl FnOnce() -> [Signs; 2],
    ) -> impl Iterator<Item = (u16, &Cue, bool)> {
        let first = word.verb.checked_sub(1);
        let heads = first.map_or(&[][..], |row| self.heads.of(row));
        let ahead = goes_on.then(ahead);
        let may_stand = move |head: &Head| {
            !head.has_rest
                || ahead.is_some_and(|[next, all]| next.may_hold(head.next) && all.may_hold(head.last))
        };
        let near = heads.iter().filter(move |head| may_stand(head));
        near.map(|head| (head.row, &self.cues[head.row as usize], head.has_rest))
    }

    /// The phrases that begin with a word, with the words that follow it in the form that does, the longest
    /// first. `next` are the words behind it: a phrase that does not go on with them may be left out.
    pub fn phrases(&self, head: &str, next: [&str; 2]) -> impl Iterator<Item = (u16, &Cue, &[&str])> {
        let small = if head.is_ascii() { Cow::Borrowed(head) } else { Cow::Owned(head.to_lowercase()) };
        let near = self.phrases.near(&small, next[0]).iter();
        let mut third = Signs::default();
        third.add(next[1]);
        let forms =
            near.filter(move |form| third.may_hold(form.third) && form.head.eq_ignore_ascii_case(&small));
        forms.map(|form| (form.row, &self.cues[form.row as usize], &*form.rest))
    }
}

/// The verbs and light verbs by their first word. Cues are sorted, so that those of one first word stand
/// together.
#[derive(Debug)]
struct Heads {
    heads: Vec<Head>,
    /// For each cue where those of its first word begin and end.
    ranges: Vec<(u16, u16)>,
}

#[derive(Debug)]
struct Head {
    row: u16,
    /// Its last word; of a cue of one word, or of more than three, none.
    last: Sign,
    /// The word that must stand right behind its first; of a light verb, which others may follow, none.
    next: Sign,
    /// Whether it has more words than its first.
    has_rest: bool,
}

impl Heads {
    fn new(cues: &[Cue]) -> Self {
        let mut heads = Self { heads: Vec::new(), ranges: Vec::with_capacity(cues.len()) };
        for same in cues.chunk_by(|one, next| one.head() == next.head()) {
            let (row, from) = (heads.ranges.len() as u16, heads.heads.len());
            let verbs = (row..).zip(same).filter(|(_, cue)| matches!(cue.part, Part::Verb | Part::Light));
            let head = |(row, cue): (u16, &Cue)| {
                let has_rest = !cue.rest().is_empty();
                Head { row, last: last(cue), next: next(cue), has_rest }
            };
            heads.heads.extend(verbs.map(head));
            heads.heads[from..]
                .sort_by_cached_key(|head| std::cmp::Reverse(cues[head.row as usize].rest().len()));
            heads.ranges.extend(same.iter().map(|_| (from as u16, heads.heads.len() as u16)));
        }
        heads
    }

    fn of(&self, cue: u16) -> &[Head] {
        let (from, to) = self.ranges.get(cue as usize).copied().unwrap_or_default();
        self.heads.get(from as usize..to as usize).unwrap_or(&[])
    }
}

fn next(cue: &Cue) -> Sign {
    let next = cue.rest().first().filter(|_| cue.part != Part::Light);
    next.map_or(Sign::default(), |next| Sign::of(next))
}

fn last(cue: &Cue) -> Sign {
    match cue.rest() {
        [last] | [_, last] => Sign::of(last),
        _ => Sign::default(),
    }
}

/// The forms of the phrases: those whose first and second words have the same signs stand together, the longest
/// first. Of most pairs of words there is none.
#[derive(Debug)]
struct Phrases {
    forms: Vec<Phrase>,
    /// Where each pair's forms end.
    ends: Vec<u16>,
}

/// A phrase in one of its forms.
#[derive(Clone, Debug)]
struct Phrase {
    row: u16,
    head: &'static str,
    /// The words behind the first.
    rest: Box<[&'static str]>,
    /// The second of these.
    third: Sign,
}

impl Phrases {
    fn new(cues: &[Cue]) -> Self {
        let mut placed: Vec<(usize, Phrase)> = Vec::new();
        for (row, cue) in (0..).zip(cues).filter(|(_, cue)| cue.part == Part::Phrase) {
            for form in std::iter::once(cue.lemma).chain(cue.forms()) {
                let mut words = form.split(' ');
                let head = words.next().unwrap_or("");
                let rest: Box<[_]> = words.collect();
                let third = rest.get(1).map_or(Sign::default(), |third| Sign::of(third));
                let phrase = Phrase { row, head, rest, third };
                if let Some(next) = phrase.rest.first() {
                    placed.push((Self::place(head, next), phrase));
                } else {
                    let first = Sign::number(head) * Sign::COUNT;
                    placed.extend((0..Sign::COUNT).map(|next| (first + next, phrase.clone())));
                }
            }
        }
        placed.sort_by_key(|(place, phrase)| (*place, std::cmp::Reverse(phrase.rest.len())));
        let ends =
            (0..Sign::COUNT * Sign::COUNT).map(|at| placed.partition_point(|(place, _)| *place <= at) as u16);
        Self { ends: ends.collect(), forms: placed.into_iter().map(|(_, phrase)| phrase).collect() }
    }

    fn place(head: &str, next: &str) -> usize {
        Sign::number(head) * Sign::COUNT + Sign::number(next)
    }

    /// Where the forms of a pair of signs stand.
    #[inline]
    fn range(&self, place: usize) -> std::ops::Range<usize> {
        let end = |place: usize| self.ends.get(place).map_or(0, |end| usize::from(*end));
        place.checked_sub(1).map_or(0, end)..end(place)
    }

    /// Those of which the first two words may be these.
    fn near(&self, head: &str, next: &str) -> &[Phrase] {
        self.forms.get(self.range(Self::place(head, next))).unwrap_or(&[])
    }
}

/// Classes whose words are never guessed to be nouns or verbs.
const CLOSED: u128 = (1 << (Class::YesNo as u32 + 1)) - 1;

fn record(index: u32) -> Option<Word> {
    Word::from_bytes(RECORDS.get(index as usize * Word::SIZE..)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_of_one_first_word_stand_together() {
        let cues = Lexicon::embedded().expect("the lists open").cues();
        let mut seen = std::collections::BTreeSet::new();
        for same in cues.chunk_by(|one, next| one.head() == next.head()) {
            assert!(seen.insert(same[0].head()), "cues.csv is not sorted at '{}'", same[0].lemma);
        }
    }

    #[test]
    fn the_hash_taken_at_the_build_is_that_of_the_lists() {
        let mut hasher = blake3::Hasher::new();
        let cues = include_bytes!("../../gazetteers/words/cues.csv");
        let words = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));
        let suffixes = include_bytes!(concat!(env!("OUT_DIR"), "/suffixes.fst"));
        for list in [&words[..], RECORDS, suffixes, cues] {
            hasher.update(&(list.len() as u64).to_le_bytes());
            hasher.update(list);
        }
        let (_, hash) = Lexicon::embedded().expect("the lists open").hash();
        assert_eq!(hash, hasher.finalize().to_hex().to_string());
    }

    #[test]
    fn a_stop_may_belong_to_every_abbreviation_and_to_few_other_words() {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let lists = include_str!("../../gazetteers/words/abbreviations.csv");
        let words = lists.lines().skip(1).filter_map(|line| Some(line.split_once(',')?.1));
        let stopped = |word: &&str| lexicon.word(word).is_any(Class::STOPPED);
        assert!(words.clone().filter(stopped).count() > 100);
        for word in words.filter(stopped) {
            assert!(lexicon.may_be_stopped(word.as_bytes()), "{word}");
            assert!(lexicon.may_be_stopped(word.to_uppercase().as_bytes()), "{word}");
        }
        let cues: Vec<&str> = lexicon.cues().iter().map(Cue::head).collect();
        let passed = cues.iter().filter(|word| lexicon.may_be_stopped(word.as_bytes())).count();
        assert!(passed < cues.len() / 4, "{passed} of {}", cues.len());
    }
}
