//! What the letters of a span say: capitals, hyphens, digits, small words inside.

use super::Span;
use crate::lexicon::{Class, Tag};
use crate::mention::feature::Feature::{self, *};
use crate::mention::piece::{ACRONYM, CAPS_LINE, HEAD, LOWER, POSSESSIVE, mask};

impl Span<'_, '_> {
    pub(super) fn shape(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        let tail = &page.tokens[self.last];
        let slice = page.slice(self.last);
        if page.is(self.last, ACRONYM) {
            out.push(match slice.len() {
                _ if !self.is_one() => AcronymLast,
                0..=2 => Acronym2,
                3 => Acronym3,
                4 | 5 => Acronym4,
                _ => Acronym6,
            });
        } else if self.is_one() && tail.is_stopped() && slice.len() > 3 && tail.is_all_caps() {
            out.push(Dotted);
        } else if !page.is(self.last, CAPS_LINE) && is_camel(slice) {
            out.push(Camel);
        }
        if !self.is_one() && page.is(self.first, ACRONYM) {
            out.push(AcronymFirst);
        }
        let hyphen = |word: &str| word.as_bytes().contains(&b'-');
        if hyphen(slice) || hyphen(page.slice(self.first)) {
            out.push(HyphenInside);
            let start = slice.split('-').next().unwrap_or("");
            if start.len() < 4 && start.len() < slice.len() && page.word(self.last).given == 0 {
                out.push(PrefixedName);
            }
        }
        let digit = |at: usize| page.slice(at).bytes().any(|b| b.is_ascii_digit());
        if digit(self.last) || !self.is_one() && digit(self.first) {
            out.push(Digit);
        }
        if self.is_one() && slice.len() == 1 {
            out.push(SingleLetter);
        }
        let adjective = tail.word.classes & HEAD == 0 && tail.word.share(Tag::Adjective) > 9;
        if self.is_one() && self.facts == 0 && adjective {
            out.push(EndsDemonym);
        }
        self.inside(out);
    }

    fn inside(&self, out: &mut Vec<Feature>) {
        let page = self.page;
        if self.inner().is_empty() {
            return;
        }
        let any =
            |class: Class| self.inner().any(|k| page.is(k, LOWER) && page.classes(k) & mask(&[class]) != 0);
        let inside = [
            (Class::And, AndInside),
            (Class::Of, OfInside),
            (Class::Toward, ForInside),
            (Class::InAt, InInside),
            (Class::To, InInside),
        ];
        out.extend(inside.iter().filter(|(class, _)| any(*class)).map(|(_, feature)| *feature));
        if self.inner().any(|k| page.mark(k) == Some('&')) {
            out.push(Ampersand);
        }
        if self.inner().any(|k| page.mark(k) == Some('-')) {
            out.push(HyphenJoined);
        }
        if self.inner().any(|k| page.mark(k) == Some('/')) {
            out.push(SlashJoined);
        }
        if self.inner().any(|k| page.is(k, POSSESSIVE)) {
            out.push(PossessiveInside);
        }
    }
}

/// `eBay`, `YouTube`, but not `McLeod`.
fn is_camel(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.windows(2).skip(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())
}
