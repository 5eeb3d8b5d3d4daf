//! The evidence that stands before and after a span, whatever the span itself is.
//!
//! It depends on one end of a span alone, so it is gathered once for each token that begins or ends a
//! candidate.

use super::feature::Feature::{self, *};
use super::list::List;
use super::piece::{
    ACRONYM, CAPITAL, COMMON, COUNTRY, DATE, DEMONYM, FUNCTION, LOWER, MODIFIER, OFFICE, OPENS,
    ORGANISATION_HEAD, PLAIN, POSSESSIVE, Page, SPEECH, TITLE, finite, mask,
};
use crate::lexicon::{Class, Tag};
use crate::segment::Gap;

const OF: u128 = mask(&[Class::Of]);
const AND: u128 = mask(&[Class::And, Class::Or]);
const THE: u128 = mask(&[Class::The]);
const OF_FOR_ON: u128 = mask(&[Class::Of, Class::Toward]);
const VERB: u128 = mask(&[Class::AuxiliaryBe, Class::AuxiliaryHave, Class::AuxiliaryDo, Class::Modal]);

/// Classes of the word before a small `of`.
const BEFORE_OF: &[(u128, Feature)] = &[
    (mask(&[Class::PlaceNoun]), BeforePlaceOf),
    (super::piece::ROLE | mask(&[Class::PersonNoun]), BeforeRoleOf),
    (mask(&[Class::Compass]), BeforeCompassOf),
];

/// Classes of a capitalised word after a name and what each is evidence of; all that fit count.
const CAPITAL_AFTER: &[(u128, Feature)] = &[
    (ORGANISATION_HEAD, AfterOrganisationHead),
    (mask(&[Class::PlaceStrong]), AfterPlaceHead),
    (mask(&[Class::NonnameHead]), AfterNonnameHead),
];

/// What the classes of a word say.
fn tell(classes: u128, known: &[(u128, Feature)], out: &mut List) {
    out.extend(known.iter().filter(|(class, _)| classes & class != 0).map(|(_, feature)| *feature));
}

/// Gathers the evidence before a span that begins at a token.
pub(super) fn before(page: &Page<'_>, at: usize, out: &mut List) {
    let Some(previous) = page.before(at) else { return out.push(BeforeNothing) };
    let token = &page.tokens[previous];
    let second = page.before(previous);
    if let Some(mark) = token.mark() {
        before_mark(page, mark, second, out);
    } else if page.is(previous, POSSESSIVE) {
        out.push(BeforePossessive);
    } else if token.is_number() {
        out.push(BeforeDigit);
    } else {
        before_word(page, previous, second, out);
    }
    if page.is(previous, CAPITAL) && !page.is(previous, FUNCTION) && token.gap != Gap::None {
        near_capital(page, previous, out);
    } else if page.is(previous, CAPITAL) && page.is(previous, FUNCTION) {
        out.push(NearFunction);
    }
    let particle = page.classes(previous) & mask(&[Class::Particle]) != 0 && token.span.len() > 1;
    out.add(particle && page.is(previous, LOWER) && page.tokens[at].gap == Gap::Space, NearParticle);
    if let Some(second) = second {
        joined_before(page, previous, second, out);
        page.neighbour(second).beyond_before(out);
    }
}

fn before_word(page: &Page<'_>, previous: usize, second: Option<usize>, out: &mut List) {
    let classes = page.classes(previous);
    let small = page.is(previous, LOWER | FUNCTION);
    if page.is(previous, TITLE) && !page.is(previous, LOWER) {
        out.push(BeforeTitle);
    } else if page.is(previous, OFFICE) {
        out.push(if small { BeforeRole } else { BeforeRoleCapital });
    } else if page.is(previous, MODIFIER) && small {
        out.push(BeforeModifier);
    }
    out.add(classes & mask(&[Class::Former]) != 0, BeforeFormer);
    if !small {
        return;
    }
    let (feature, grammar) = page.neighbour(previous).before();
    out.add(!grammar && page.is(previous, SPEECH), BeforeSpeech);
    out.push(feature);
    if grammar {
        small_pair(page, previous, second, out);
    }
}

/// What stands before the small word tells more.
fn small_pair(page: &Page<'_>, previous: usize, second: Option<usize>, out: &mut List) {
    let Some(second) = second else { return };
    let (classes, behind) = (page.classes(previous), page.classes(second));
    if classes & OF != 0 {
        tell(behind, BEFORE_OF, out);
    } else if classes & THE != 0 && behind & mask(&[Class::InAt, Class::PlacePreposition]) != 0 {
        out.push(BeforeInThe);
    } else if classes & mask(&[Class::To]) != 0 && behind & mask(&[Class::According]) != 0 {
        out.push(BeforeAccordingTo);
    }
}

fn before_mark(page: &Page<'_>, mark: char, second: Option<usize>, out: &mut List) {
    let feature = match mark {
        ',' => match second {
            Some(second) if page.is(second, CAPITAL) => BeforeCapitalComma,
            Some(second) if page.is(second, OFFICE) => BeforeRoleComma,
            _ => BeforeComma,
        },
        '(' | '[' => BeforeBracket,
        '"' | '\u{201C}' | '\u{2018}' | '\'' => BeforeQuote,
        '-' | '\u{2013}' | '\u{2014}' => BeforeDash,
        ':' | ';' => BeforeColon,
        '/' => BeforeSlash,
        '#' | '@' => BeforeHash,
        _ => return,
    };
    out.push(feature);
}

/// The word before also has a capital, so the span may begin too late.
fn near_capital(page: &Page<'_>, previous: usize, out: &mut List) {
    // A title belongs to no name, so it says nothing of where the name begins.
    out.add(!page.is(previous, OFFICE | TITLE), NearCapital);
    let word = page.word(previous);
    out.add(page.is(previous, DEMONYM), NearDemonym);
    out.add(word.given > 1 && !page.is(previous, COMMON), NearGiven);
    if page.is(previous, COMMON) && page.is(previous, OPENS) {
        out.push(NearOpeningCommon);
    } else if page.is(previous, PLAIN) && !page.is(previous, OFFICE | TITLE) {
        out.push(NearCommon);
    }
    out.add(page.classes(previous) & ORGANISATION_HEAD != 0, NearOrganisationHead);
    out.add(page.is(previous, COUNTRY), NearCountry);
    out.add(page.is(previous, ACRONYM), NearAcronym);
    out.add(page.tokens[previous].is_stopped() && page.tokens[previous].span.len() == 2, NearInitial);
}

/// A small word joins the span to a capitalised word before it.
fn joined_before(page: &Page<'_>, previous: usize, second: usize, out: &mut List) {
    let classes = page.classes(previous);
    let ampersand = page.mark(previous) == Some('&');
    let link = classes & (OF_FOR_ON | AND) != 0 || ampersand || page.is(previous, POSSESSIVE);
    if link && page.is(second, CAPITAL) {
        let head = page.classes(second) & mask(&[Class::OrganisationOf]) != 0;
        if head && classes & OF_FOR_ON != 0 {
            out.push(OfAfterOrganisation);
        } else if head && (classes & AND != 0 || ampersand) {
            out.push(AndAfterOrganisation);
        }
    }
    out.add(link && page.is(second, LOWER) && page.classes(second) & OF != 0 || ampersand, OfAfterCapital);
    let third = page.before(second);
    let the_of = classes & THE != 0 && page.classes(second) & OF_FOR_ON != 0;
    if the_of
        && third.is_some_and(|t| page.is(t, CAPITAL) && page.classes(t) & mask(&[Class::OrganisationOf]) != 0)
    {
        out.push(OfAfterOrganisation);
    }
}

/// Gathers the evidence after a span that ends at a token.
pub(super) fn after(page: &Page<'_>, at: usize, out: &mut List) {
    let Some(next) = page.after(at) else { return out.push(AfterNothing) };
    let second = page.after(next);
    let token = &page.tokens[next];
    if let Some(mark) = token.mark() {
        after_mark(page, mark, next, second, out);
    } else if page.is(next, POSSESSIVE) {
        after_possessive(page, second, out);
    } else if token.is_number() {
        out.push(if token.gap == Gap::None { AfterGluedDigit } else { AfterDigit });
    } else if page.is(next, LOWER) {
        after_word(page, next, out);
    } else if page.is(next, CAPITAL) && !page.is(next, OPENS) {
        after_capital(page, next, out);
    }
    joined_after(page, at, next, second, out);
    if let Some(second) = second {
        page.neighbour(second).beyond_after(out);
    }
}

fn after_word(page: &Page<'_>, next: usize, out: &mut List) {
    let classes = page.classes(next);
    let word = page.word(next);
    let verb = classes & VERB != 0;
    if page.is(next, SPEECH) && finite(word) > 0 {
        out.push(AfterSpeech);
    } else if verb {
        out.push(AfterVerb);
    } else if finite(word) > 5 {
        out.push(AfterPast);
    }
    page.neighbour(next).after(out);
    out.add(page.is(next, COMMON) && !page.is(next, SPEECH | FUNCTION) && !verb, AfterOther);
}

fn after_possessive(page: &Page<'_>, second: Option<usize>, out: &mut List) {
    out.push(AfterPossessive);
    let Some(second) = second else { return };
    out.add(page.is(second, OFFICE | MODIFIER), AfterPossessiveRole);
    let place = mask(&[Class::PlaceNoun, Class::Compass, Class::PlaceFollow, Class::CollectiveNoun]);
    out.add(
        page.classes(second) & place != 0 || page.word(second).share(Tag::Superlative) > 5,
        AfterPossessivePlace,
    );
}

fn after_mark(page: &Page<'_>, mark: char, next: usize, second: Option<usize>, out: &mut List) {
    let glued = page.tokens[next].gap == Gap::None;
    let feature = match mark {
        ',' => return after_comma(page, second, out),
        '(' | '[' => {
            if let Some(second) = second {
                if page.is(second, CAPITAL)
                    && page.tokens[second].is_all_caps()
                    && page.tokens[second].span.len() <= 8
                {
                    out.push(AfterBracketAcronym);
                } else if page.tokens[second].is_number() {
                    out.push(AfterBracketDigit);
                }
            }
            AfterBracket
        }
        '.' | '?' | '!' => AfterStop,
        '"' | '\u{201D}' | '\u{2019}' => AfterQuote,
        ')' | ']' => AfterBracketClose,
        '/' => AfterSlash,
        ':' => AfterColon,
        '$' | '€' | '£' | '¥' if glued => AfterCurrency,
        '-' if glued => {
            let capital = second.is_some_and(|s| page.is(s, CAPITAL));
            if capital { AfterHyphenCapital } else { AfterHyphen }
        }
        '-' | '\u{2013}' | '\u{2014}' => AfterDash,
        _ => return,
    };
    out.push(feature);
}

fn after_comma(page: &Page<'_>, second: Option<usize>, out: &mut List) {
    let Some(second) = second else { return out.push(AfterComma) };
    let classes = page.classes(second);
    if is_age(page, second) {
        return out.push(AfterAge);
    }
    let article = classes & (THE | mask(&[Class::Indefinite, Class::PossessivePronoun])) != 0;
    let role_soon = || (second + 1..page.len().min(second + 6)).any(|k| page.is(k, OFFICE));
    let feature = if classes & mask(&[Class::Relative]) != 0 {
        AfterWho
    } else if article && role_soon() {
        AfterApposition
    } else if page.is(second, LOWER) && (page.is(second, OFFICE) || classes & mask(&[Class::Former]) != 0) {
        AfterCommaRole
    } else if page.is(second, CAPITAL) {
        AfterCommaCapital
    } else if page.tokens[second].is_number() {
        AfterCommaDigit
    } else if classes & mask(&[Class::Where, Class::InAt]) != 0 {
        AfterCommaWhere
    } else {
        AfterComma
    };
    out.push(feature);
}

/// Whether a number is an age: two digits, then the end of a clause.
fn is_age(page: &Page<'_>, at: usize) -> bool {
    let digits = page.slice(at);
    let two = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    two && page.mark(at + 1).is_some_and(|c| matches!(c, ',' | '.'))
}

/// The word after also has a capital, so the span may end too early.
fn after_capital(page: &Page<'_>, next: usize, out: &mut List) {
    out.add(!page.is(next, OFFICE | TITLE), AfterCapital);
    tell(page.classes(next), CAPITAL_AFTER, out);
    let word = page.word(next);
    if page.is(next, OFFICE | TITLE) {
        out.push(AfterRoleCapital);
    } else if word.surname > 0 && !page.is(next, COMMON) {
        out.push(AfterSurname);
    }
    out.add(page.is(next, DATE), AfterCalendar);
    out.add(word.given > 1 && !page.is(next, COMMON), AfterGiven);
}

/// A small word joins the span to a capitalised word after it.
fn joined_after(page: &Page<'_>, at: usize, next: usize, second: Option<usize>, out: &mut List) {
    let Some(second) = second else { return };
    let classes = page.classes(next);
    let capital = page.is(second, CAPITAL);
    let head = page.classes(at) & mask(&[Class::OrganisationOf]) != 0;
    let link = classes & OF_FOR_ON != 0 || page.mark(next) == Some('&');
    out.add(link && head && (capital || page.classes(second) & THE != 0), OrganisationOfAfter);
    out.add(classes & AND != 0 && capital && at > 0 && page.classes(at - 1) & OF != 0, OfAndAfter);
    let particle = classes & mask(&[Class::Particle]) != 0 && page.tokens[next].span.len() > 1;
    out.add(particle && page.is(next, LOWER) && capital, AfterParticle);
}
