//! What a thread remembers of the words of names from document to document: each folded, and its cluster of
//! spellings.
//!
//! Tokens enter, what is known of each leaves. What a name is made of is not known here.

use std::cell::RefCell;

use compact_str::CompactString;

use super::spelling;
use crate::gazetteer::folded;
use crate::lexicon::{ByForm, Numbering};
use crate::mention::Mention;
use crate::segment::Tokens;
use crate::text::Text;

/// A word of a name, as its letters tell it, in one line of the processor's cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(super) struct Spelt {
    /// Without case, accents and stops.
    pub(super) folded: CompactString,
    /// Its cluster of spellings, if it has one.
    pub(super) cluster: Option<u64>,
    /// Where it begins behind an article that a hyphen joins to its front.
    pub(super) bare: u8,
    /// Whether it has a stop.
    pub(super) has_stop: bool,
}

impl Spelt {
    fn of(word: &str) -> Self {
        let mut folded = folded(word);
        let has_stop = word.bytes().any(|byte| byte == b'.');
        if has_stop {
            folded.retain(|c| c != '.');
        }
        let bare = (folded.len() - spelling::bare(&folded).len()) as u8;
        Self { cluster: spelling::cluster(&folded), folded, bare, has_stop }
    }
}

/// The words of names that a thread has met.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// One more than the place of what is known of a form among `all`; 0 where nothing is.
    by_form: ByForm<u32>,
    all: Vec<Spelt>,
    /// The tokens of the document in hand whose forms have no number.
    strange: Vec<(u32, Spelt)>,
}

impl Memory {
    /// Lends the memory of this thread to whoever reads a document; it knows the words of all its mentions.
    pub(super) fn with<T>(
        text: &Text<'_>,
        tokens: &Tokens,
        mentions: &[Mention],
        read: impl FnOnce(&Self) -> T,
    ) -> T {
        thread_local! {
            static MEMORY: RefCell<Memory> = RefCell::default();
        }
        MEMORY.with_borrow_mut(|memory| {
            memory.open(tokens.numbering);
            for mention in mentions {
                for at in mention.first..=mention.last {
                    memory.learn(text, tokens, at);
                }
            }
            memory.strange.sort_by_key(|(at, _)| *at);
            read(memory)
        })
    }

    fn open(&mut self, numbering: Numbering) {
        if !self.by_form.open(numbering) {
            self.all.clear();
        }
        self.strange.clear();
    }

    fn learn(&mut self, text: &Text<'_>, tokens: &Tokens, at: u32) {
        let token = tokens.get(at as usize).filter(|token| token.is_word() || token.is_number());
        let Some(token) = token.filter(|token| self.by_form.get(token.form) == 0) else { return };
        let spelt = Spelt::of(text.slice(token.span));
        if self.by_form.set(token.form, self.all.len() as u32 + 1) {
            self.all.push(spelt);
        } else {
            self.strange.push((at, spelt));
        }
    }

    /// What is known of a token of a mention.
    pub(super) fn get(&self, tokens: &Tokens, at: u32) -> Option<&Spelt> {
        if let Some(place) = self.by_form.get(tokens.get(at as usize)?.form).checked_sub(1) {
            return self.all.get(place as usize);
        }
        let place = self.strange.binary_search_by_key(&at, |(strange, _)| *strange).ok()?;
        Some(&self.strange[place].1)
    }
}
