//! A name taken apart: its words folded, titles and legal forms left out.
//!
//! Mentions enter, a form for each leaves; those that are written alike share one. Who is meant is not asked.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::Page;
use super::spelling::{self, Name};
use crate::gazetteer::plain;
use crate::lexicon::{Class, Word};
use crate::mention::{Kind, Mention};
use crate::segment::Token;
use crate::text::Span;

/// A word of a name.
#[derive(Clone, Debug)]
pub(super) struct Part<'p> {
    /// Without case, accents and stops.
    pub(super) folded: &'p str,
    /// Its cluster of spellings, if it has one and is of a person.
    cluster: Option<u64>,
    /// Where it begins behind an article that a hyphen joins to its front.
    bare: u8,
    /// Whether it is one letter for a word.
    pub(super) initial: bool,
    /// What the lexicon knows of it.
    pub(super) word: &'p Word,
}

impl<'p> Part<'p> {
    fn of(page: &Page<'p>, at: u32, kind: Kind) -> Option<Self> {
        let (token, spelt) = (page.tokens.get(at as usize)?, page.memory.get(page.tokens, at)?);
        let letters = spelt.folded.chars().take(3).count();
        let initial = letters == 1 || token.is_stopped() && letters == 2 && spelt.has_stop;
        let cluster = spelt.cluster.filter(|_| kind == Kind::Person);
        Some(Self { folded: &spelt.folded, cluster, bare: spelt.bare, initial, word: &token.word })
    }

    /// What it has in common with its other spellings.
    pub(super) fn name(&self) -> Name<'p> {
        self.cluster.map_or_else(
            || Name::Word(self.folded.get(usize::from(self.bare)..).unwrap_or_default()),
            Name::Cluster,
        )
    }

    /// Whether it is the same word, in another spelling perhaps.
    pub(super) fn same(&self, other: &Part<'_>) -> bool {
        self.name() == other.name()
    }

    /// Whether both may be one person's given name: the same, an initial, a pet name.
    pub(super) fn same_given(&self, other: &Part<'_>) -> bool {
        let letter = |part: &Part<'_>| part.folded.chars().next();
        if self.initial || other.initial {
            return letter(self) == letter(other);
        }
        self.same(other) || spelling::nickname(self.folded, other.folded)
    }
}

/// The words of a name: seldom more than three.
pub(super) type Parts<'p> = SmallVec<[Part<'p>; 3]>;

/// The forms of a document's mentions, by the number of the mention.
#[derive(Debug, Default)]
pub(super) struct Forms<'p> {
    all: Vec<Form<'p>>,
    /// The form of each mention.
    numbers: Vec<u32>,
}

impl<'p> Forms<'p> {
    /// Takes the names of a document apart, each way in which one is written once.
    pub(super) fn of(page: &Page<'p>) -> Self {
        let mut known: FxHashMap<(&str, Kind), u32> = FxHashMap::default();
        known.reserve(page.mentions.len());
        // Of two mentions of a document one is written like another before it.
        let mut all = Vec::with_capacity(page.mentions.len() / 2 + 1);
        let number = |mention: &Mention| {
            *known.entry((page.text.slice(mention.span), mention.kind)).or_insert_with(|| {
                all.push(Form::of(page, mention));
                all.len() as u32 - 1
            })
        };
        let numbers = page.mentions.iter().map(number).collect();
        Self { all, numbers }
    }

    /// How many mentions there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The form of a mention.
    pub(super) fn get(&self, mention: u32) -> Option<&Form<'p>> {
        self.all.get(*self.numbers.get(mention as usize)? as usize)
    }
}

impl<'p> std::ops::Index<usize> for Forms<'p> {
    type Output = Form<'p>;

    fn index(&self, mention: usize) -> &Form<'p> {
        &self.all[self.numbers[mention] as usize]
    }
}

/// A name taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Form<'p> {
    /// Its words without titles before it, article, legal form, `Jr.`
    pub(super) words: Parts<'p>,
    /// Its words without particles, where it has some of either.
    core: Option<Box<[Part<'p>]>>,
    /// Its words in one string.
    pub(super) key: CompactString,
    /// Whether it is one word in capitals, with or without stops.
    pub(super) is_acronym: bool,
    /// Whether all of it is in capitals.
    pub(super) is_shouted: bool,
    /// The words that were kept, where the name is first written so.
    pub(super) span: Span,
    /// Whether all were.
    pub(super) is_whole: bool,
    /// How many letters it has.
    length: usize,
}

impl<'p> Form<'p> {
    /// The form of a mention. It depends on nothing but the words and the kind.
    fn of(page: &Page<'p>, mention: &Mention) -> Self {
        let tokens =
            (mention.first..=mention.last).filter_map(|at| Some((at, page.tokens.get(at as usize)?)));
        let words: SmallVec<[(u32, &Token); 8]> =
            tokens.filter(|(_, t)| t.is_word() || t.is_number()).collect();
        let kept = stripped(&words, mention.kind);
        let parts: Parts<'_> = kept.iter().filter_map(|(at, _)| Part::of(page, *at, mention.kind)).collect();
        let key = key(&parts);
        let caps = |t: &Token| t.is_all_caps() || t.is_stopped() && t.span.len() < 3;
        let is_shouted = kept.iter().all(|(_, t)| caps(t));
        let span =
            kept.first().map_or(mention.span, |(_, first)| Span::new(first.span.start, mention.span.end));
        Self {
            is_acronym: parts.len() == 1 && is_shouted,
            is_shouted,
            span,
            is_whole: span == mention.span,
            length: key.chars().count(),
            core: core(&parts),
            words: parts,
            key,
        }
    }

    /// Its words as they are written, on one line.
    pub(super) fn written(&self, page: &Page<'_>) -> CompactString {
        let words = page.text.slice(self.span);
        let mut line = CompactString::with_capacity(words.len());
        for word in words.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        line
    }

    /// How full the form is: words written out, whether it is in ordinary case, letters.
    pub(super) fn size(&self) -> (usize, bool, usize) {
        let full = self.words.iter().filter(|part| !part.initial).count();
        (full, !self.is_shouted || self.is_acronym, self.length)
    }

    /// Whether it is too short for its words to be compared: `PA` is no part of `PA Media`.
    pub(super) fn length_is_small(&self) -> bool {
        self.length < 3
    }

    /// Its words without particles; all of them, if there is nothing else.
    pub(super) fn core(&self) -> &[Part<'p>] {
        self.core.as_deref().unwrap_or(&self.words)
    }

    /// The first letters of its words, those of small words too where asked.
    pub(super) fn letters(&self, small: bool) -> CompactString {
        let words = self.words.iter().filter(|part| small || !part.word.is_any(SMALL));
        words.flat_map(|part| part.folded.split('-')).filter_map(|word| word.chars().next()).collect()
    }
}

/// Small words inside a name.
pub(super) const SMALL: &[Class] =
    &[Class::Connective, Class::And, Class::Of, Class::The, Class::Preposition, Class::Particle];

fn is_particle(part: &Part<'_>) -> bool {
    part.word.is(Class::Particle) && part.word.given < 2
}

/// Words without their particles, if that are fewer, and some.
fn core<'p>(words: &[Part<'p>]) -> Option<Box<[Part<'p>]>> {
    let some = words.iter().any(is_particle) && !words.iter().all(is_particle);
    some.then(|| words.iter().filter(|part| !is_particle(part)).cloned().collect())
}

/// Words in one string.
fn key(words: &[Part<'_>]) -> CompactString {
    let mut key = CompactString::with_capacity(words.iter().map(|part| part.folded.len() + 1).sum());
    for (at, part) in words.iter().enumerate() {
        if at > 0 {
            key.push(' ');
        }
        key.push_str(part.folded);
    }
    key
}

/// The words of a name without what does not tell it apart.
fn stripped<'w, 't>(words: &'w [(u32, &'t Token)], kind: Kind) -> &'w [(u32, &'t Token)] {
    let mut kept = words;
    // "Vermont Sen. Ana Ruiz": a title cut short begins the name anew.
    let title = |(_, t): &(u32, &'t Token)| {
        t.is_stopped() && t.word.is(Class::Honorific) && !t.word.is(Class::Particle)
    };
    if let Some(at) = kept.iter().rposition(title)
        && kind == Kind::Person
        && at + 1 < kept.len()
    {
        kept = &kept[at + 1..];
    }
    let (front, back): (&[Class], &[Class]) = match kind {
        Kind::Person => (&[Class::Honorific, Class::The], &[Class::PersonSuffix]),
        Kind::Place => (&[Class::The], &[]),
        Kind::Organisation => (&[Class::The], &[Class::LegalSuffix]),
    };
    while let [(_, first), rest @ ..] = kept
        && !rest.is_empty()
        && first.word.is_any(front)
        && (kind != Kind::Person || first.word.given < 2)
    {
        kept = rest;
    }
    while let [rest @ .., (_, last)] = kept
        && !rest.is_empty()
        && last.word.is_any(back)
    {
        kept = rest;
    }
    kept
}

/// Whether two names differ in case and accents only.
pub(super) fn alike(one: &str, other: &str) -> bool {
    plain(one).eq_ignore_ascii_case(&plain(other))
}
