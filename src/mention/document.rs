//! What a document says elsewhere: which words it writes small, which forms come again and how.
//!
//! Only counts stand here; what they weigh is for the evidence to say.

use std::hash::BuildHasherDefault;

use super::feature::Feature::{self, *};
use super::form::{Forms, HashedSet, Parts};
use super::piece::{CAPITAL, CAPS_LINE, FUNCTION, HEAD, LOWER, OPENS, Page, TITLE_LINE};
use super::side::Sides;
use super::weights::Weights;

/// How a document uses a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Use {
    /// Whether it is written small somewhere.
    pub(super) lower: bool,
    /// Whether it has a capital in the middle of a sentence somewhere.
    pub(super) mid: bool,
}

/// How a document uses each word that it capitalises somewhere, by the number of its form.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<Use>);

impl Words {
    /// Looks at the capitalised words of a page.
    pub(super) fn new(page: &Page<'_>, forms: &Forms<'_>) -> Self {
        let mut words = vec![Use::default(); forms.len()];
        for at in page.capitals.iter().map(|at| *at as usize) {
            if let Some(word) = words.get_mut(forms.word(at) as usize) {
                word.lower = forms.is_small(page, at);
                word.mid |= !page.is(at, OPENS | CAPS_LINE | TITLE_LINE);
            }
        }
        Self(words)
    }

    /// How the document uses the word of a number.
    #[inline]
    pub(super) fn get(&self, number: u32) -> Use {
        self.0.get(number as usize).copied().unwrap_or_default()
    }
}

/// The company that a form keeps in a document, one bit each, in the order of the features
/// `else-title` and after.
pub(super) mod company {
    pub(in super::super) const TITLE: u8 = 1;
    pub(in super::super) const SPEECH: u8 = 2;
    pub(in super::super) const IN: u8 = 4;
    pub(in super::super) const THE: u8 = 8;
    pub(in super::super) const ORGANISATION_NOUN: u8 = 16;
}

/// How a document uses a form.
#[expect(clippy::struct_excessive_bools, reason = "four facts, none of which depends on another")]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// How often it is a whole name by the plain rules.
    pub(super) count: u16,
    /// Its company, bits of [`company`].
    pub(super) company: u8,
    /// Whether a title stood before a name that ends with it.
    pub(super) titled: bool,
    /// Whether it is the last word of a longer name.
    pub(super) last: bool,
    /// Whether it is the last word of a name that begins with a given name.
    pub(super) surname: bool,
    /// Whether it is the first word of a longer name.
    pub(super) first: bool,
}

/// What a document says of each form.
pub(super) struct Document<'m> {
    /// The numbers of its forms.
    pub(super) forms: Forms<'m>,
    /// How it writes single words.
    pub(super) words: Words,
    /// How it uses each form, by its number.
    seen: Vec<Seen>,
    acronyms: HashedSet,
}

impl<'m> Document<'m> {
    /// Counts the forms of the spans that plain rules take for names.
    pub(super) fn new(
        page: &Page<'_>,
        weights: &Weights,
        (forms, words): (Forms<'m>, Words),
        sides: &mut Sides,
        maximal: &[(usize, usize)],
    ) -> Self {
        // A longer name has two ways to be cut short.
        let acronyms = HashedSet::with_capacity_and_hasher(2 * maximal.len(), BuildHasherDefault::default());
        let mut document = Self { forms, words, seen: Vec::new(), acronyms };
        for &(first, last) in maximal {
            let company = sides.around(page, weights, first, last).company();
            document.count(page, company, first, last);
        }
        document
    }

    fn count(&mut self, page: &Page<'_>, company: u8, first: usize, last: usize) {
        let parts = Parts::number(page, &mut self.forms, first, last);
        if self.seen.len() < self.forms.len() {
            // A few more than there are by now: each name brings another.
            self.seen.resize(self.forms.len() + 64, Seen::default());
        }
        let seen = &mut self.seen[parts.whole as usize];
        seen.count = seen.count.saturating_add(1);
        seen.company |= company;
        let last_word = &mut self.seen[parts.last as usize];
        last_word.titled |= company & company::TITLE != 0;
        if last > first {
            last_word.last = true;
            last_word.surname |= page.word(first).given > 0 && page.classes(last) & HEAD == 0;
            self.seen[parts.first as usize].first = true;
            self.acronyms.extend(initials(page, first, last).into_iter().flatten());
        }
    }

    /// How the document uses the form of a number.
    #[inline]
    pub(super) fn seen(&self, number: u32) -> Seen {
        self.seen.get(number as usize).copied().unwrap_or_default()
    }

    /// Whether a word is the initials of a longer name.
    pub(super) fn is_acronym(&self, page: &Page<'_>, at: usize) -> bool {
        self.acronyms.contains(&letters(page.slice(at)))
    }

    /// Whether a span's form is a whole name somewhere, or the last word of one.
    pub(super) fn knows(&self, page: &Page<'_>, first: usize, last: usize) -> bool {
        let seen = self.seen(self.forms.find(page, first, last));
        seen.count > 0 || first == last && seen.last
    }
}

/// A hash of the capitals of a word.
pub(super) fn letters(word: &str) -> u64 {
    word.chars().filter(|c| c.is_alphabetic()).fold(7, add_letter)
}

fn add_letter(hash: u64, c: char) -> u64 {
    super::piece::mix(hash, u64::from(u32::from(c.to_ascii_uppercase())) | 1 << 40)
}

/// Hashes of the initials of a span, comparable to [`letters`]: of its capitalised words, and of its small words
/// too; `None` for fewer than two.
pub(super) fn initials(page: &Page<'_>, first: usize, last: usize) -> [Option<u64>; 2] {
    let mut hashes = [(0, 7); 2];
    for at in first..=last {
        let capital = page.is(at, CAPITAL);
        if !capital && (!page.is(at, LOWER) || page.is(at, FUNCTION)) {
            continue;
        }
        if let Some(letter) = page.slice(at).chars().next() {
            for (count, hash) in hashes.iter_mut().skip(usize::from(!capital)) {
                (*count, *hash) = (*count + 1, add_letter(*hash, letter));
            }
        }
    }
    hashes.map(|(count, hash)| (count > 1).then_some(hash))
}

/// The company that a feature tells of, for the same form elsewhere: bits of [`company`].
pub(super) const fn company_of(feature: Feature) -> u8 {
    match feature {
        BeforeTitle | BeforeRoleCapital | BeforeRole => company::TITLE,
        AfterSpeech | BeforeSpeech | AfterWho | AfterAge | AfterApposition | BeforeAccordingTo => {
            company::SPEECH
        }
        BeforeIn | BeforePlacePreposition | BeforePlaceOf | BeforeCompass | AfterPlaceNoun | AfterHyphen => {
            company::IN
        }
        BeforeThe => company::THE,
        AfterOrganisationNoun | BeforeOrganisationNoun | BeforeRoleOf => company::ORGANISATION_NOUN,
        _ => 0,
    }
}
