//! The title, role or description that stands with the name of a person: before it, in apposition on
//! either side, or in a clause that says what they lead.
//!
//! The names of a document enter, one role leaves. Whose role a distant noun tells is not asked here.

use super::piece::{
    ACRONYM, CAPITAL, COUNTRY, DATE, DEMONYM, LOWER, MODIFIER, OFFICE, POSSESSIVE, Page, SPEECH, TITLE,
    finite, mask,
};
use super::{Kind, Mention};
use crate::lexicon::{Class, Tag};
use crate::segment::{Gap, Token};
use crate::text::Span;

/// The most tokens an apposition may have.
const APPOSITION: usize = 18;
/// Within how many of its first tokens its role must come.
const HEAD_WITHIN: usize = 6;
/// The most tokens a role has before what else is said of someone is cut off.
const LONG: usize = 9;
/// The most words of what an office is for, where that is no name: `Minister of Foreign Affairs and Trade`.
const CHARGE: usize = 6;
/// The most tokens of a bracket between a name and its apposition.
const BRACKET: usize = 6;

const ARTICLE: u128 = mask(&[Class::The, Class::Indefinite, Class::PossessivePronoun]);
const COURTESY: u128 = mask(&[Class::Courtesy]);
const FORMER: u128 = mask(&[Class::Former]);
const OF: u128 = mask(&[Class::Of, Class::Toward]);
const CLAUSE: u128 =
    mask(&[Class::Relative, Class::Modal, Class::AuxiliaryBe, Class::AuxiliaryHave, Class::And]);
/// Words behind which no head comes.
const PHRASE: u128 = mask(&[
    Class::Preposition,
    Class::PlacePreposition,
    Class::Of,
    Class::To,
    Class::By,
    Class::As,
    Class::Toward,
    Class::InAt,
    Class::From,
    Class::Subordinator,
]);
const PRONOUN: u128 = mask(&[Class::SubjectPronoun, Class::Existential, Class::Wh]);

/// The role of one of the names of a page, as a span of the text. `names` stand in order.
pub(super) fn of(page: &Page<'_>, names: &[Mention], name: &Mention) -> Option<Span> {
    if name.kind != Kind::Person {
        return None;
    }
    let around = Around { page, names };
    let (first, last) = (name.first as usize, name.last as usize);
    let before = around.before(first).or_else(|| around.before_comma(first, last));
    let (start, end) = before.or_else(|| around.after(last))?;
    Some(page.tokens.span(start..end))
}

struct Around<'p, 'a> {
    page: &'p Page<'a>,
    names: &'p [Mention],
}

/// A role from its first token to the one after its last.
type Role = Option<(usize, usize)>;

impl Around<'_, '_> {
    /// The name whose last token is `at`.
    fn name(&self, at: usize) -> Option<&Mention> {
        let number = self.names.partition_point(|name| (name.last as usize) < at);
        self.names.get(number).filter(|name| name.last as usize == at)
    }

    /// The first token of the place or organisation whose last token is `at`.
    fn body(&self, at: usize) -> Option<usize> {
        self.name(at).filter(|name| name.kind != Kind::Person).map(|name| name.first as usize)
    }

    /// `Deputy Foreign Minister` before the name, with the country or body it belongs to.
    fn before(&self, first: usize) -> Role {
        let page = self.page;
        let mut end = page.before(first)?;
        while page.classes(end) & COURTESY != 0 {
            end = page.before(end)?;
        }
        if let Some(start) = self.office_of(end).or_else(|| self.office_for(end)) {
            return Some((self.open(start), end + 1));
        }
        let titled = page.is(end, TITLE) && page.is(end, CAPITAL);
        (self.is_role(end) || titled).then(|| (self.open(end), end + 1))
    }

    /// Where `Mayor of Bristol` begins, if a body ends at a token and an office of it stands before.
    fn office_of(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let mut of = page.before(self.body(at)?)?;
        if page.classes(of) & mask(&[Class::The]) != 0 {
            of = page.before(of)?;
        }
        let office = page.before(of).filter(|_| page.is(of, LOWER) && page.classes(of) & OF != 0)?;
        (self.is_role(office) && page.is(office, CAPITAL)).then_some(office)
    }

    /// Where `Minister of Foreign Affairs` begins, if what an office is for ends at a token, no name.
    fn office_for(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let joins = |at: usize| page.classes(at) & (mask(&[Class::And]) | ARTICLE) != 0;
        let mut of = at;
        for _ in 0..CHARGE {
            if page.is(of, LOWER) && page.classes(of) & OF != 0 {
                let office = page.before(of).filter(|_| of < at)?;
                return (self.is_role(office) && page.is(office, CAPITAL)).then_some(office);
            }
            if page.tokens.get(of + 1)?.gap != Gap::Space || !(page.is(of, CAPITAL) || joins(of)) {
                return None;
            }
            of = page.before(of)?;
        }
        None
    }

    /// Whether a token is a noun for one who holds an office.
    fn is_role(&self, at: usize) -> bool {
        self.page.classes(at) & mask(&[Class::Role]) != 0
    }

    /// Whether a token is a noun for one person, by office or otherwise.
    fn is_person(&self, at: usize) -> bool {
        let noun = self.page.classes(at) & mask(&[Class::PersonNoun]) != 0;
        self.is_role(at) || noun && self.page.word(at).share(Tag::Nouns) < 5
    }

    /// The first token of the role whose head begins at a token: what modifies it, whose it is.
    fn open(&self, head: usize) -> usize {
        let page = self.page;
        let mut start = head;
        while let Some(at) = page.before(start).filter(|_| page.tokens[start].gap == Gap::Space) {
            let modifies = page.is(at, OFFICE | TITLE | MODIFIER | DEMONYM)
                || page.classes(at) & FORMER != 0
                || page.is(at, CAPITAL) && page.is(at, ACRONYM | COUNTRY);
            start = if page.classes(at) & ARTICLE != 0 {
                break;
            } else if let Some(body) = self.body(at) {
                body
            } else if modifies && page.classes(at) & COURTESY == 0 {
                at
            } else {
                break;
            };
        }
        self.owner(start).unwrap_or(start)
    }

    /// Whose it is: the name or noun before a possessive.
    fn owner(&self, start: usize) -> Option<usize> {
        let page = self.page;
        let owner = page.before(page.before(start).filter(|&at| page.is(at, POSSESSIVE))?)?;
        let noun = page.is(owner, LOWER) && page.classes(owner) & (PRONOUN | ARTICLE) == 0;
        self.name(owner).map(|name| name.first as usize).or_else(|| noun.then_some(owner))
    }

    /// `The company's chief executive, Ana Ruiz, said`: one person, so one article, and a comma behind.
    fn before_comma(&self, first: usize, last: usize) -> Role {
        let page = self.page;
        let comma = page.before(first).filter(|&at| page.mark(at) == Some(','))?;
        page.after(last).filter(|&at| matches!(page.mark(at), Some(',' | '.')))?;
        let head = page.before(comma).filter(|&at| self.is_person(at))?;
        let start = self.open(head);
        let before = page.before(start);
        // `Tom Ashworth, his wife, Lena Voss`.
        if before.is_some_and(|at| page.classes(at) & mask(&[Class::PossessivePronoun]) != 0) {
            return Some((start, head + 1));
        }
        let definite = before.is_some_and(|at| page.classes(at) & ARTICLE != 0);
        let owned = (start..head).any(|at| page.is(at, POSSESSIVE));
        // `the mayor, Ana Ruiz, the king`: a list, if a comma stands before the article too.
        let listed = before.and_then(|at| page.before(at)).is_some_and(|at| page.mark(at) == Some(','));
        ((definite || owned) && !listed && self.is_role(head)).then_some((start, head + 1))
    }

    /// `, a spokeswoman for the ministry,` after the name, without the article.
    fn after(&self, last: usize) -> Role {
        let page = self.page;
        let mark = self.without_bracket(page.after(last)?);
        let dash =
            matches!(page.mark(mark), Some('\u{2013}' | '\u{2014}')) && page.tokens[mark].gap == Gap::Space;
        if page.mark(mark) != Some(',') && !dash {
            return None;
        }
        let mut start = mark + 1;
        if page.tokens.get(start)?.is_number() && page.mark(start + 1) == Some(',') {
            start += 2;
        }
        if page.classes(start) & mask(&[Class::Relative]) != 0 {
            let leads = page.classes(start + 1) & mask(&[Class::RoleVerb]) != 0;
            let end = self.close(start + 1).filter(|&end| leads && end > start + 2)?;
            return Some((start + 1, self.object(start + 2, end)));
        }
        let others = page.classes(start) & mask(&[Class::PossessivePronoun]) != 0;
        if page.classes(start) & ARTICLE != 0 {
            start += 1;
        }
        let end = self.apposition(start)?;
        // `Tom Ashworth, his wife, Lena Voss`: she is the wife.
        let follows = || page.mark(self.close(start)?).filter(|&c| c == ',').and(self.person_at(end + 1));
        (!others || follows().is_none()).then_some((start, end))
    }

    /// The token behind a short bracket, if one stands at a token.
    fn without_bracket(&self, at: usize) -> usize {
        if self.page.mark(at) != Some('(') {
            return at;
        }
        let close = (at + 1..at + 1 + BRACKET).find(|&k| self.page.mark(k) == Some(')'));
        close.map_or(at, |close| close + 1)
    }

    /// Where a phrase ends that a mark closes.
    fn close(&self, start: usize) -> Option<usize> {
        let page = self.page;
        let end = (start..page.len().min(start + APPOSITION)).find(|&at| {
            page.tokens[at].gap == Gap::Line && at > start
                || matches!(
                    page.mark(at),
                    Some(',' | '.' | ';' | ':' | '(' | ')' | '"' | '\u{201D}' | '\u{2014}' | '\u{2013}')
                )
        })?;
        (end > start && page.tokens[end].gap != Gap::Line).then_some(end)
    }

    /// Where an apposition ends that begins at a token: a noun for one person comes soon, and nothing is
    /// said of it before a mark closes it.
    fn apposition(&self, start: usize) -> Option<usize> {
        let page = self.page;
        let end = self.close(start)?;
        let head = (start..end.min(start + HEAD_WITHIN)).find(|&at| self.is_person(at) && !self.says(at))?;
        // `Tom Ashworth, Lena Voss`, `Tom Ashworth, Judge Voss`: a list, but for `Voss's lawyer`.
        let owns = |name: &Mention| page.is(name.last as usize + 1, POSSESSIVE);
        if (start..=head + 1).filter_map(|at| self.person_at(at)).any(|name| !owns(name)) {
            return None;
        }
        let said = (start..head).any(|at| self.says(at)) || (head + 1..end).any(|at| self.acts(at));
        // The one who owns is not the one who is meant: `the minister's wife`.
        let owner = page.is(head + 1, POSSESSIVE);
        let meant = !owner || (head + 2..end).any(|at| self.is_person(at));
        (!said && meant).then(|| self.cut(start, head, end))
    }

    /// Where a role ends that is followed by when, or is long and followed by what else is said of someone:
    /// `chair of the board since 2019`, `teacher who lived in Leeds with her two dogs`.
    fn cut(&self, start: usize, head: usize, end: usize) -> usize {
        let page = self.page;
        let aside = PHRASE & !OF | CLAUSE | mask(&[Class::Where]);
        let long = end > start + LONG;
        let cuts = |at: usize| {
            let when = page.is(at + 1, DATE) || page.tokens.get(at + 1).is_some_and(Token::is_number);
            // Whom someone works for belongs to the role: `analyst with Brook Capital`.
            let body = at == head + 1 && self.names_within(at, 2);
            page.classes(at) & PHRASE & !OF != 0 && when || long && page.classes(at) & aside != 0 && !body
        };
        (head + 1..end).find(|&at| !self.is_inside(at) && cuts(at)).unwrap_or(end)
    }

    /// Where what someone leads ends: before when, where and with what.
    fn object(&self, verb: usize, end: usize) -> usize {
        let aside = PHRASE & !mask(&[Class::Of]) | CLAUSE;
        let cuts = |at: usize| !self.is_inside(at) && self.page.classes(at) & aside != 0;
        (verb + 1..end).find(|&at| cuts(at)).unwrap_or(end)
    }

    /// The person whose name begins at a token.
    fn person_at(&self, at: usize) -> Option<&Mention> {
        let number = self.names.partition_point(|name| (name.first as usize) < at);
        self.names.get(number).filter(|name| name.first as usize == at && name.kind == Kind::Person)
    }

    /// Whether a token stands in a name, but does not begin it, or is a possessive.
    fn is_inside(&self, at: usize) -> bool {
        let number = self.names.partition_point(|name| (name.last as usize) < at);
        self.page.is(at, POSSESSIVE) || self.names.get(number).is_some_and(|name| (name.first as usize) < at)
    }

    /// Whether a name begins within so many tokens after one.
    fn names_within(&self, at: usize, tokens: usize) -> bool {
        let number = self.names.partition_point(|name| (name.first as usize) <= at);
        self.names.get(number).is_some_and(|name| (name.first as usize) <= at + tokens)
    }

    /// Whether a token before the head makes a clause of an apposition.
    fn says(&self, at: usize) -> bool {
        let page = self.page;
        let word = page.word(at);
        let modifies = page.is(at, OFFICE | CAPITAL | MODIFIER) || page.classes(at) & FORMER != 0;
        let verb = page.is(at, SPEECH) && finite(word) > 5 || word.share(Tag::Ing) > 9;
        let clitic = page.is(at, POSSESSIVE) && at > 0 && page.classes(at - 1) & PRONOUN == 0;
        verb && !modifies || page.classes(at) & (CLAUSE | PHRASE) != 0 && !clitic
    }

    /// Whether a token behind the head is a verb of which the head is the subject.
    fn acts(&self, at: usize) -> bool {
        let page = self.page;
        let auxiliary = CLAUSE & !mask(&[Class::Relative, Class::And]);
        let clitic = page.is(at, POSSESSIVE) && page.classes(at - 1) & PRONOUN == 0;
        let verb = page.is(at, LOWER) && !page.is(at, OFFICE) && finite(page.word(at)) > 7;
        let by = page.classes(at + 1) & mask(&[Class::By, Class::InAt]) != 0;
        let within = (0..2).any(|back| page.classes(at - back) & mask(&[Class::Relative]) != 0);
        (verb && !by && !within) || page.classes(at) & auxiliary != 0 && !clitic && !within
    }
}
