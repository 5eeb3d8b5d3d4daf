//! A document as the search for speakers sees it: who owns each mention, what stands around it.

use compact_str::CompactString;

use crate::entity::{Entity, Sex};
use crate::gazetteer::{Gazetteer, folded_word};
use crate::lexicon::{Class, Tag, Word};
use crate::mention::{Kind, Mention};
use crate::segment::{Token, Tokens};
use crate::text::{Span, Text};

/// How far back from a name its clause may begin.
const CLAUSE: usize = 8;

pub(super) struct Scene<'s> {
    pub(super) text: &'s Text<'s>,
    pub(super) tokens: &'s Tokens,
    pub(super) gazetteer: &'s Gazetteer,
    pub(super) mentions: &'s [Mention],
    pub(super) entities: &'s [Entity],
    owners: Vec<Option<u32>>,
    named: Vec<bool>,
}

impl<'s> Scene<'s> {
    pub(super) fn new(
        text: &'s Text<'s>,
        tokens: &'s Tokens,
        gazetteer: &'s Gazetteer,
        mentions: &'s [Mention],
        entities: &'s [Entity],
    ) -> Self {
        let mut owners = vec![None; mentions.len()];
        for (number, entity) in entities.iter().enumerate() {
            for &mention in &entity.mentions {
                if let Some(owner) = owners.get_mut(mention as usize) {
                    *owner = Some(number as u32);
                }
            }
        }
        let mut named = vec![false; tokens.len()];
        for mention in mentions {
            if let Some(range) = named.get_mut(mention.first as usize..=mention.last as usize) {
                range.fill(true);
            }
        }
        Self { text, tokens, gazetteer, mentions, entities, owners, named }
    }

    /// The entity that a mention names.
    pub(super) fn owner(&self, mention: u32) -> Option<u32> {
        self.owners.get(mention as usize).copied().flatten()
    }

    pub(super) fn entity(&self, number: u32) -> Option<&'s Entity> {
        self.entities.get(number as usize)
    }

    pub(super) fn kind(&self, entity: u32) -> Option<Kind> {
        self.entity(entity).map(|entity| entity.kind)
    }

    /// Whether a token is part of a name.
    pub(super) fn is_named(&self, token: u32) -> bool {
        self.named.get(token as usize).copied().unwrap_or(false)
    }

    pub(super) fn is_quoted(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_some_and(Token::is_quoted)
    }

    /// What is known of a token's word; of a mark nothing.
    pub(super) fn word(&self, token: u32) -> Word {
        self.tokens.get(token as usize).map_or_else(Word::default, |t| t.word)
    }

    pub(super) fn folded(&self, token: u32) -> CompactString {
        folded_word(self.tokens.get(token as usize).map_or("", |t| self.text.slice(t.span)))
    }

    pub(super) fn mark(&self, token: u32) -> Option<char> {
        self.tokens.get(token as usize).and_then(Token::mark)
    }

    pub(super) fn is_lower(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_some_and(|t| t.is_word() && !t.is_capital())
    }

    pub(super) fn span(&self, first: u32, last: u32) -> Span {
        self.tokens.span(first as usize..last as usize + 1)
    }

    pub(super) fn sentence(&self, token: u32) -> u32 {
        self.tokens.sentence_of(token as usize) as u32
    }

    /// The sentence of a token that stands in this one or behind it.
    pub(super) fn sentence_from(&self, sentence: u32, token: u32) -> u32 {
        let later = self.tokens.sentences.get(sentence as usize..).unwrap_or(&[]);
        let passed = later.iter().take_while(|passed| passed.tokens.end <= token as usize).count();
        sentence + passed as u32
    }

    pub(super) fn paragraph(&self, token: u32) -> u32 {
        self.tokens.sentences.get(self.sentence(token) as usize).map_or(0, |sentence| sentence.paragraph)
    }

    /// The mentions inside some tokens, with their numbers.
    pub(super) fn within(&self, first: u32, last: u32) -> impl Iterator<Item = (u32, &'s Mention)> {
        let from = self.mentions.partition_point(|m| m.first < first);
        let inside = self.mentions[from..].iter().take_while(move |m| m.last <= last);
        inside.enumerate().map(move |(at, mention)| ((from + at) as u32, mention))
    }

    /// The mention that ends at a token.
    pub(super) fn ending_at(&self, token: u32) -> Option<(u32, &'s Mention)> {
        let at = self.mentions.partition_point(|m| m.last < token);
        self.mentions.get(at).filter(|m| m.last == token).map(|m| (at as u32, m))
    }

    pub(super) fn pronoun_sex(&self, token: u32) -> Sex {
        match (self.word(token).is(Class::Masculine), self.word(token).is(Class::Feminine)) {
            (true, false) => Sex::Male,
            (false, true) => Sex::Female,
            _ => Sex::Unknown,
        }
    }

    /// Whether a name is owned by what follows: "Ruiz's".
    pub(super) fn is_possessive(&self, last: u32) -> bool {
        let next = self.tokens.get(last as usize + 1);
        next.is_some_and(Token::is_clitic) && !self.is_finite_clitic(last + 1)
    }

    /// Whether a clitic stands for a verb: a verb or an adverb follows, no noun.
    fn is_finite_clitic(&self, clitic: u32) -> bool {
        let next = self.word(clitic + 1);
        next.share(Tag::Ing) + next.share(Tag::Participle) > 8 && self.is_lower(clitic + 1)
            || next.is_any(&[Class::Not, Class::Indefinite, Class::The])
    }

    /// Whether a name looks like the subject of its clause: nothing before it governs it.
    pub(super) fn is_subject(&self, mention: &Mention) -> bool {
        if self.is_possessive(mention.last) {
            return false;
        }
        for back in 1..=CLAUSE as u32 {
            let Some(at) = mention.first.checked_sub(back) else { return true };
            let Some(token) = self.tokens.get(at as usize) else { return true };
            if self.tokens.get(at as usize + 1).is_some_and(Token::opens_sentence) {
                return true;
            }
            let opens = token.mark().is_some_and(|c| c != '-' && c != '(' && c != ')');
            if opens || token.word.is_any(&[Class::That, Class::Subordinator, Class::But, Class::Contrast]) {
                return true;
            }
            if token.word.is(Class::And) {
                let other = at.checked_sub(1).and_then(|at| self.ending_at(at));
                return other.map_or(back > 1, |(_, other)| self.is_subject(other));
            }
            let before = token.is_capital()
                || token.word.is_any(&[
                    Class::The,
                    Class::Indefinite,
                    Class::Role,
                    Class::RoleModifier,
                    Class::Former,
                    Class::Honorific,
                    Class::Demonym,
                    Class::PossessivePronoun,
                    Class::PersonNoun,
                ])
                || token.is_clitic()
                || is_noun(token.word) && !token.word.is(Class::Preposition);
            if !before {
                return false;
            }
        }
        false
    }

    /// The role that a person was given nearest before a token, else first.
    pub(super) fn role_before(&self, entity: u32, token: u32) -> Option<Span> {
        let mentions = self.entity(entity)?.mentions.iter().filter_map(|&m| self.mentions.get(m as usize));
        mentions.rev().filter(|m| m.first < token).find_map(|m| m.role)
    }
}

/// Whether a word is a noun or an adjective more often than anything else.
pub(super) fn is_noun(word: Word) -> bool {
    let shares = [Tag::Noun, Tag::Nouns, Tag::Adjective].map(|tag| word.share(tag));
    shares.iter().sum::<u32>() > 8
}
