//! The words that cues of several words are made of, by number.
//!
//! A word's text enters once, its mark leaves; afterwards the marks behind a word tell whether it may begin such a
//! cue, without a look at any text. It is no more than a sieve: what it lets through need not be one.

use rustc_hash::FxHashMap;

use super::{Cue, Part};

/// The numbers of a word and of what it is without a last `s`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    word: u16,
    less: u16,
}

/// A word that is in no cue, and one of which it is not known.
const NONE: u16 = 1;
const ANY: u16 = 2;
/// The number of the first word of a cue.
const FIRST: u16 = 3;

impl Mark {
    /// What stands behind the last word.
    pub const NOTHING: Self = Self { word: NONE, less: NONE };

    /// Whether it is one: a mark by default is none.
    #[inline]
    pub fn is_told(self) -> bool {
        self.word != 0
    }

    /// The bits that it may have among 64.
    #[inline]
    fn bits(self) -> u64 {
        if self.word == ANY { u64::MAX } else { bit(self.word) | bit(self.less) }
    }

    /// Whether it may be one of some words.
    #[inline]
    fn is_among(self, words: &[u16]) -> bool {
        let may_be = |word: u16| word >= FIRST && words.contains(&word);
        self.word == ANY || may_be(self.word) || may_be(self.less)
    }
}

/// The bit of a word; none for what is in no cue.
#[inline]
fn bit(word: u16) -> u64 {
    u64::from(word >= FIRST) << (word & 63)
}

/// What is asked of words that may begin a cue of several.
#[derive(Debug, Default)]
pub struct Marks {
    numbers: FxHashMap<&'static [u8], u16>,
    /// For each word with which phrases begin those that may follow it, a bit each.
    phrases: Vec<u64>,
    /// By the row of a cue.
    verbs: Vec<Verb>,
    /// Of each light verb one word for each of its cues.
    light: Vec<u16>,
}

/// What may follow a verb.
#[derive(Clone, Copy, Debug, Default)]
struct Verb {
    /// Words right behind it, a bit each.
    next: u64,
    /// Words further on, as places in a list.
    light: (u16, u16),
}

impl Marks {
    /// How many words behind a light verb are asked: each of two words may stand behind three others.
    pub const AHEAD: usize = 8;

    /// Those of some cues, of which those with the same first word stand together.
    pub(super) fn new(cues: &[Cue]) -> Self {
        let mut marks = Self { verbs: vec![Verb::default(); cues.len()], ..Self::default() };
        for cue in cues.iter().filter(|cue| cue.part == Part::Phrase) {
            for form in std::iter::once(cue.lemma).chain(cue.forms()) {
                let mut words = form.split(' ');
                let head = usize::from(marks.add(words.next().unwrap_or("")));
                let next = words.next().map_or(u64::MAX, |next| bit(marks.add(next)));
                let phrases = marks.phrases.len().max(head + 1);
                marks.phrases.resize(phrases, 0);
                marks.phrases[head] |= next;
            }
        }
        let mut first = 0;
        for same in cues.chunk_by(|one, next| one.head() == next.head()) {
            let (verb, next) = (marks.verb(same), first + same.len());
            marks.verbs[first..next].fill(verb);
            first = next;
        }
        marks
    }

    fn verb(&mut self, cues: &[Cue]) -> Verb {
        let (mut next, from) = (0, self.light.len() as u16);
        for cue in cues {
            match cue.part {
                Part::Verb => next |= cue.rest().first().map_or(0, |word| bit(self.add(word))),
                // What is asked for is the second word that must stand there, or the only one.
                Part::Light => {
                    let wanted = cue.rest().iter().enumerate().filter(|(at, _)| !cue.is_filler(*at));
                    let word = wanted.take(2).last().map(|(_, word)| self.add(word));
                    self.light.extend(word);
                }
                Part::Noun | Part::Phrase => {}
            }
        }
        Verb { next, light: (from, self.light.len() as u16) }
    }

    /// The number of a word, which may be new.
    fn add(&mut self, word: &'static str) -> u16 {
        let next = FIRST + self.numbers.len() as u16;
        *self.numbers.entry(word.as_bytes()).or_insert(next)
    }

    /// That of a word in any case.
    pub fn of(&self, word: &str) -> Mark {
        const LONGEST: usize = 24;
        if !word.is_ascii() {
            // In small letters it may be another.
            return Mark { word: ANY, less: NONE };
        }
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()) else { return Mark::NOTHING };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let number = |word: &[u8]| self.numbers.get(word).copied().unwrap_or(NONE);
        Mark { word: number(lower), less: lower.strip_suffix(b"s").map_or(NONE, number) }
    }

    /// Whether a phrase may begin with a word that another follows.
    #[inline]
    pub fn may_begin_phrase(&self, head: Mark, next: Mark) -> bool {
        if head.word == ANY || next.word == ANY {
            return true;
        }
        let behind = self.phrases.get(usize::from(head.word)).copied().unwrap_or_default();
        behind == u64::MAX || behind & bit(next.word) != 0
    }

    /// Whether a verb may go on with the words behind it; it is told by one more than the number of its cue.
    #[inline]
    pub fn may_go_on(&self, verb: u16, mut behind: impl Iterator<Item = Mark> + Clone) -> bool {
        let first = verb.checked_sub(1).and_then(|row| self.verbs.get(usize::from(row)));
        let Some(Verb { next, light: (from, to) }) = first.copied() else { return false };
        let light = self.light.get(usize::from(from)..usize::from(to)).unwrap_or(&[]);
        next != 0 && behind.clone().next().is_some_and(|mark| next & mark.bits() != 0)
            || !light.is_empty() && behind.by_ref().take(Self::AHEAD).any(|mark| mark.is_among(light))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// The marks of some words.
    fn marks(marks: &Marks, words: &str) -> impl Iterator<Item = Mark> + Clone {
        words.split(' ').map(|word| marks.of(word))
    }

    #[test]
    fn every_cue_of_several_words_may_begin_where_it_stands() {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let known = lexicon.marks();
        let begins = |(head, next)| known.may_begin_phrase(head, next);
        for cue in lexicon.cues().iter().filter(|cue| !cue.rest().is_empty()) {
            if cue.part == Part::Phrase {
                for form in std::iter::once(cue.lemma).chain(cue.forms()) {
                    let form = form.to_uppercase();
                    let mut words = marks(known, &form).chain([Mark::NOTHING]);
                    assert!(words.next().zip(words.next()).is_some_and(begins), "{form}");
                }
            } else if cue.part != Part::Noun {
                let verb = lexicon.word(cue.head()).verb;
                let wanted = cue.rest().iter().enumerate().filter(|(at, _)| !cue.is_filler(*at));
                let wanted: Vec<&str> = wanted.map(|(_, word)| *word).collect();
                let parted = wanted.join(if cue.part == Part::Light { " a big new " } else { " " });
                for words in [parted.clone(), parted + "s"] {
                    assert!(known.may_go_on(verb, marks(known, &words)), "{} {words}", cue.head());
                }
            }
        }
    }

    #[test]
    fn most_words_begin_no_cue_of_several() {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let known = lexicon.marks();
        assert!(!known.may_go_on(lexicon.word("make").verb, marks(known, "a bridge of stone")));
        assert!(!known.may_begin_phrase(known.of("the"), known.of("bridge")));
    }

    #[test]
    fn words_of_cues_are_written_in_small_letters() {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let mut words = lexicon.marks().numbers.keys();
        assert!(words.all(|word| word.is_ascii() && word.to_ascii_lowercase() == **word));
    }
}
