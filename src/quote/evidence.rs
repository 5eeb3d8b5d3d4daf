//! What speaks for a proposed statement: facts, the features made of them, and their weights.
//!
//! A feature is one to three facts together, written `rule=that cue=say`. The weights stand in
//! `rules/quotes/weights.csv`; a statement's score is the sum of those of its features, its
//! confidence that sum through a logistic curve.

use super::feature::FEATURES;
use super::symbol;
use crate::error::did_you_mean;
use crate::lexicon::{Act, Cue, Lexicon, Part, Stance, cut};

macro_rules! dims {
    ($($variant:ident = $name:literal,)*) => {
        /// A dimension of the evidence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub(super) enum Dim { $($variant,)* }

        /// Every dimension with its name.
        pub(super) const DIMS: &[(Dim, &str)] = &[$((Dim::$variant, $name),)*];
    };
}

dims! {
    Rule = "rule",
    Cue = "cue",
    Shape = "shape",
    Source = "source",
    First = "first",
    Before = "before",
    After = "after",
    End = "end",
    Length = "length",
    Quoted = "quoted",
    Position = "position",
    Led = "led",
    Headline = "headline",
    Finite = "finite",
    Pieces = "pieces",
    Fits = "fits",
    Act = "act",
    Stance = "stance",
    Negated = "negated",
    Second = "second",
    Last = "last",
    Link = "link",
    Width = "width",
    Gap = "gap",
    Auxiliary = "auxiliary",
    Commas = "commas",
    Distance = "distance",
    Earlier = "earlier",
    Beyond = "beyond",
    Ending = "ending",
    Cut = "cut",
    Reach = "reach",
    Opens = "source-onset",
    Holds = "source-parts",
    Joint = "joint",
}

impl Dim {
    /// Whether its values are symbols; nothing is 0.
    fn is_symbol(self) -> bool {
        use Dim::{After, Auxiliary, Before, Beyond, End, First, Last, Link, Opens, Second};
        matches!(self, First | Second | Last | Beyond | Link | Opens | Auxiliary | Before | After | End)
    }
}

/// The facts of a candidate: for each dimension the number of a value, 0 where none is set; one place more, for
/// no dimension, and one for its cue among those of which a weight knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts([u16; PLACES]);

/// How many places facts have.
pub(super) const PLACES: usize = DIMS.len() + 2;
/// The place of no dimension.
pub(super) const NO_DIM: u8 = DIMS.len() as u8;
/// The place of a cue among those of which a weight knows; 0 stands for all others.
pub(super) const KNOWN_CUE: u8 = NO_DIM + 1;

impl Default for Facts {
    fn default() -> Self {
        Self([0; PLACES])
    }
}

impl Facts {
    /// Sets a fact.
    #[inline]
    pub(super) fn set(&mut self, dim: Dim, value: u16) {
        self.0[dim as usize] = value;
    }

    /// Sets which of the cues of which a weight knows its cue is.
    #[inline]
    pub(super) fn set_known_cue(&mut self, number: u16) {
        self.0[usize::from(KNOWN_CUE)] = number;
    }

    /// The number of the value of a dimension, given by its own number.
    #[inline]
    pub(super) fn value(&self, dim: u8) -> u32 {
        u32::from(self.0[usize::from(dim)])
    }
}

/// Sorts of sources.
const SORTS: &[&str] = &[
    "none",
    "person",
    "organisation",
    "place",
    "name",
    "he",
    "they",
    "it",
    "i",
    "relative",
    "role",
    "people",
    "body",
    "text",
    "noun",
    "nouns",
    "capitals",
];

/// The place of a source written in capitals throughout, as in a transcript.
pub(super) const CAPITALS: usize = SORTS.len() - 1;

/// The names of the values of every dimension.
#[derive(Debug)]
pub(super) struct Names<'b> {
    rules: Vec<&'b str>,
    /// The rules of endings, after a word for none.
    endings: Vec<&'b str>,
    /// Sorted by their plain forms.
    cues: &'b [Cue],
}

const SHAPES: &[&str] =
    &["past", "third", "base", "progressive", "ing", "infinitive", "passive", "noun", "phrase"];
const ACTS: &[(Act, &str)] = &[(Act::Speech, "speech"), (Act::Belief, "belief"), (Act::Show, "show")];
/// What stands for the end of a sentence among the rules of endings.
const NO_CUT: &str = "sentence";
/// What stands for a candidate without a cue.
const NO_CUE: &str = "-";
/// What tells a noun from a verb of the same plain form.
const NOUN: &str = "/noun";

impl<'b> Names<'b> {
    /// The names of these rules, those that propose and those that end, and of the cues of a lexicon.
    pub(super) fn new(
        rules: Vec<&'b str>,
        endings: impl Iterator<Item = &'b str>,
        lexicon: &'b Lexicon,
    ) -> Self {
        let endings = std::iter::once(NO_CUT).chain(endings).collect();
        Self { rules, endings, cues: lexicon.cues() }
    }

    /// The features of a candidate by name.
    pub(super) fn features(&self, facts: &Facts) -> Vec<String> {
        let fact = |dim: &Dim| {
            let value = facts.value(*dim as u8) as u16;
            format!("{}={}", DIMS[*dim as usize].1, self.value(*dim, value))
        };
        FEATURES.iter().map(|dims| dims.iter().map(fact).collect::<Vec<_>>().join(" ")).collect()
    }

    fn value(&self, dim: Dim, value: u16) -> String {
        let at = value as usize;
        let listed =
            |names: &[&str]| names.get(at).map_or_else(|| value.to_string(), |name| (*name).to_string());
        match dim {
            Dim::Rule => listed(&self.rules),
            Dim::Cut => listed(&self.endings),
            Dim::Cue => self.cue(at),
            Dim::Shape => listed(SHAPES),
            Dim::Source => listed(SORTS),
            _ if dim.is_symbol() => {
                let known = symbol::ALPHABET.iter().find(|(_, byte)| u16::from(*byte) == value);
                known.map_or_else(|| value.to_string(), |(name, _)| (*name).to_string())
            }
            Dim::Act => ACTS.get(at).map_or_else(String::new, |(_, name)| (*name).to_string()),
            Dim::Stance => Stance::ALL.get(at).map_or_else(String::new, |(_, name)| (*name).to_string()),
            _ => value.to_string(),
        }
    }

    fn cue(&self, row: usize) -> String {
        let Some(cue) = self.cues.get(row) else { return NO_CUE.to_string() };
        let name = cue.lemma.replace(' ', "_");
        if cue.part == Part::Noun { name + NOUN } else { name }
    }

    /// How many values a dimension has, by its number; of no dimension there is one.
    pub(super) fn sizes(&self) -> [u32; PLACES] {
        let mut sizes = [1; PLACES];
        for (dim, _) in DIMS {
            sizes[*dim as usize] = self.size(*dim) as u32;
        }
        sizes
    }

    fn size(&self, dim: Dim) -> usize {
        match dim {
            Dim::Rule => self.rules.len(),
            Dim::Cut => self.endings.len(),
            Dim::Cue => self.cues.len() + 1,
            Dim::Shape => SHAPES.len(),
            Dim::Source => SORTS.len(),
            _ if dim.is_symbol() => symbol::COUNT,
            Dim::Act => ACTS.len(),
            Dim::Stance => Stance::ALL.len(),
            Dim::Holds | Dim::Joint => 16,
            Dim::Distance => 10,
            Dim::Reach => 5,
            Dim::Length | Dim::Width | Dim::Pieces => 8,
            _ => 4,
        }
    }

    /// A fact by its name and that of its value.
    pub(super) fn fact(&self, part: &str) -> std::result::Result<(Dim, u16), String> {
        let (name, value) = cut(part, b'=').ok_or_else(|| format!("'{part}' is no fact"))?;
        let dim = DIMS.iter().find(|(_, known)| *known == name);
        let names = || DIMS.iter().map(|(_, known)| *known);
        let (dim, _) = dim.ok_or_else(|| format!("no fact '{name}'{}", did_you_mean(name, names())))?;
        let number = self.number(*dim, value).filter(|number| usize::from(*number) < self.size(*dim));
        Ok((*dim, number.ok_or_else(|| format!("no {name} '{value}'"))?))
    }

    /// The row of a cue by its name; of several of one name the first.
    fn row(&self, name: &str) -> Option<u16> {
        let (lemma, is_noun) = name.strip_suffix(NOUN).map_or((name, false), |lemma| (lemma, true));
        let lemma = lemma.replace('_', " ");
        let first = self.cues.partition_point(|cue| cue.lemma < &*lemma);
        let mut same = self.cues[first..].iter().take_while(|cue| cue.lemma == lemma);
        let at = same.position(|cue| (cue.part == Part::Noun) == is_noun)?;
        u16::try_from(first + at).ok()
    }

    fn number(&self, dim: Dim, value: &str) -> Option<u16> {
        let listed = |names: &[&str]| names.iter().position(|name| *name == value).map(|at| at as u16);
        match dim {
            Dim::Rule => listed(&self.rules),
            Dim::Cut => listed(&self.endings),
            Dim::Cue if value == NO_CUE => Some(self.cues.len() as u16),
            Dim::Cue => self.row(value),
            Dim::Shape => listed(SHAPES),
            Dim::Source => listed(SORTS),
            _ if dim.is_symbol() => {
                let known = symbol::ALPHABET.iter().find(|(name, _)| *name == value);
                known.map(|(_, byte)| u16::from(*byte)).or_else(|| value.parse().ok().filter(|n| *n == 0))
            }
            Dim::Act => ACTS.iter().position(|(_, name)| *name == value).map(|at| at as u16),
            Dim::Stance => Stance::ALL.iter().position(|(_, name)| *name == value).map(|at| at as u16),
            _ => value.parse().ok(),
        }
    }
}
