//! A second look at the symbols of a sentence, now that the next one is known too.
//!
//! What stands right before a finite verb is its subject, not a verb or an adjective; a past form
//! behind a noun, with a finite verb to follow, describes the noun; a base form without an auxiliary,
//! with a clause to follow, is the present of several. Which rule matches a sentence is not known here.

use super::line::REACH;
use super::symbol::{
    self, ADJECTIVE, ADVERB, AND, APOSTROPHE_S, BASE, BE, BEEN, BUT, BY, COMMA, CONTRAST, DETERMINER, DO,
    FINITE, HAVE, ING, MODAL, NAME, NOT, NOUN, NOUNS, NUMBER, OF, PARTICIPLE, POSSESSIVE, PREPOSITION,
    PRONOUN, RELATIVE, REPORT, REPORTING, STOP, SUBORDINATOR, THAT, TIME, TO, VERB, WH, is_finite,
};
use crate::lexicon::{Class, Tag, Word};
use crate::segment::{Token, Tokens};

/// What a symbol may stand between if it may turn out to be something else: a sieve for what [`better`] tells.
const MAY_CHANGE: [(u64, u64); 64] = {
    const ANY: u64 = u64::MAX;
    const NOUNS_OR_NAME: u64 = set(&[NAME, NOUN, NOUNS]);
    const FREE: u64 = set(&[NUMBER, TIME, NOT, ADVERB, WH, SUBORDINATOR, CONTRAST, STOP]);
    const LED: u64 =
        set(&[ADJECTIVE, DETERMINER, POSSESSIVE, APOSTROPHE_S, VERB, REPORT, REPORTING, ING, BASE]);
    let mut table = [(0, 0); 64];
    let closed = set(&[COMMA, STOP, OF, BY, AND, THAT, RELATIVE, PRONOUN, DETERMINER, POSSESSIVE]);
    table[ADJECTIVE as usize] = (ANY, FINITE | closed);
    table[BASE as usize] = (ANY, ANY);
    table[ING as usize] = (ANY, FINITE);
    table[BUT as usize] = (set(&[BE, BEEN, HAVE, DO, MODAL, NOT]), ANY);
    table[STOP as usize] = (set(&[NAME]), set(&[COMMA]));
    table[PREPOSITION as usize] = (set(&[NOUN, ADJECTIVE, HAVE]), FINITE | set(&[PARTICIPLE]));
    table[SUBORDINATOR as usize] = (set(&[HAVE]), set(&[PARTICIPLE, REPORT, VERB]));
    table[NUMBER as usize] = (set(&[RELATIVE, PRONOUN, HAVE]), set(&[REPORT, VERB, PARTICIPLE]));
    table[THAT as usize] = (set(&[NOUN, NOUNS]), set(&[REPORT]));
    table[WH as usize] = (ANY, ANY);
    table[VERB as usize] = (FREE | LED | NOUNS_OR_NAME, ANY);
    table[REPORT as usize] = (FREE | LED | NOUNS_OR_NAME, ANY);
    table[PARTICIPLE as usize] = (NOUNS_OR_NAME | set(&[ADJECTIVE]), ANY);
    table
};

/// Whether a symbol may turn out to be something else between two others.
#[inline]
fn may_change(before: u8, here: u8, after: u8) -> bool {
    let (may_stand_before, may_follow) = MAY_CHANGE[usize::from(here & 63)];
    (symbol::bit(before) & may_stand_before != 0) & (symbol::bit(after) & may_follow != 0)
}

const fn set(symbols: &[u8]) -> u64 {
    let (mut all, mut at) = (0, 0);
    while at < symbols.len() {
        all |= symbol::bit(symbols[at]);
        at += 1;
    }
    all
}

/// Corrects the symbols of a sentence, from its end to its start: what a word is depends more on what follows.
/// `starts` has the first token of each.
pub(super) fn look(tokens: &Tokens, symbols: &mut [u8], starts: &[u32]) {
    let mut after = STOP;
    for at in (0..symbols.len()).rev() {
        let here = symbols[at];
        let before = at.checked_sub(1).map_or(STOP, |at| symbols[at]);
        let may_change = may_change(before, here, after);
        after = here;
        if !may_change {
            continue;
        }
        let token = |at: usize| tokens.get(starts.get(at).map_or(0, |start| *start as usize));
        let word = token(at).map(|t| t.word).unwrap_or_default();
        let last = at.checked_sub(1).and_then(token);
        if let Some(symbol) = better(symbols, at, word, last) {
            symbols[at] = symbol;
            after = symbol;
        }
    }
}

/// What a word is if not what its symbol says; `last` is the token before it.
fn better(symbols: &[u8], at: usize, word: Word, last: Option<&Token>) -> Option<u8> {
    let before = at.checked_sub(1).map_or(STOP, |k| symbols[k]);
    let after = symbols.get(at + 1).copied().unwrap_or(STOP);
    match symbols[at] {
        ADJECTIVE if is_subject_end(before, after) => Some(NOUN),
        ADJECTIVE if before == DETERMINER && is_past_report(word, last, after) => Some(REPORT),
        BASE if word.is(Class::Reports) && is_present(symbols, at, before, symbol::nominal_share(word)) => {
            Some(REPORT)
        }
        BASE if word.is(Class::Reports) && is_finite(after) && is_only_verb(word, before) => Some(REPORT),
        BASE if after == NAME && before == NAME && word.share(Tag::Noun) > 0 => Some(NOUN),
        BASE | ING if is_finite(after) && matches!(before, NAME | NOUN | ADJECTIVE | NUMBER | DETERMINER) => {
            Some(NOUN)
        }
        BASE | VERB if is_complement(word, before, after) => Some(ADJECTIVE),
        BUT if matches!(before, BE | BEEN | HAVE | DO | MODAL | NOT) && word.is(Class::Coordinator) => {
            Some(ADVERB)
        }
        STOP if after == COMMA && before == NAME => Some(NAME),
        PREPOSITION if is_finite(after) && matches!(before, NOUN | ADJECTIVE) => Some(NOUN),
        SUBORDINATOR | PREPOSITION if before == HAVE && matches!(after, PARTICIPLE | REPORT | VERB) => {
            Some(ADVERB)
        }
        NUMBER
            if matches!(before, RELATIVE | PRONOUN | HAVE) && matches!(after, REPORT | VERB | PARTICIPLE) =>
        {
            Some(ADVERB)
        }
        THAT if after == REPORT && matches!(before, NOUN | NOUNS) => Some(RELATIVE),
        WH if before == NUMBER && word.is(Class::Relative) => Some(RELATIVE),
        WH if word.is(Class::Adverb) && (after == COMMA || before == COMMA || is_finite(after)) => {
            Some(ADVERB)
        }
        VERB | REPORT | PARTICIPLE if last.is_some_and(|t| t.mark() == Some('-')) && before == ADJECTIVE => {
            Some(ADJECTIVE)
        }
        REPORT if matches!(after, PRONOUN | THAT) && matches!(before, ING | BASE) => None,
        VERB | REPORT if word.share(Tag::Nouns) + word.share(Tag::Third) > 0 && is_object(before) => {
            Some(NOUNS)
        }
        BASE if last.is_some_and(|t| t.word.is_any(&[Class::IndefinitePronoun, Class::GroupPlural])) => {
            Some(VERB)
        }
        VERB | REPORT if word.share(Tag::Third) > 0 && is_plural(symbols, at, before) => Some(NOUNS),
        VERB | REPORT if word.share(Tag::Participle) > 0 && is_passive(&symbols[..at]) => Some(PARTICIPLE),
        VERB if word.share(Tag::Participle) > 0 && before == REPORT && is_nominal(after) => Some(ADJECTIVE),
        PARTICIPLE if after == BY && is_gerund(symbols, at) && matches!(before, NAME | NOUN | NOUNS) => {
            Some(if word.is(Class::Reports) { REPORT } else { VERB })
        }
        VERB | REPORT if word.share(Tag::Participle) > 0 && describes(symbols, at, before, after) => {
            Some(PARTICIPLE)
        }
        _ => None,
    }
}

/// Whether a past form behind a word of quantity that stands alone reports: "half said they ...".
fn is_past_report(word: Word, last: Option<&Token>, after: u8) -> bool {
    let alone = last.is_some_and(|t| !t.word.is_any(&[Class::The, Class::Indefinite]));
    alone
        && word.is(Class::Reports)
        && word.share(Tag::Past) > 0
        && matches!(after, PRONOUN | THAT | DETERMINER | POSSESSIVE)
}

/// Whether a verb in its base form is the present of several: no auxiliary or infinitive marker before it,
/// and a clause behind it; `nominal` is how often it is no verb.
fn is_present(symbols: &[u8], at: usize, before: u8, nominal: u32) -> bool {
    let rest = symbols.get(at + 1..).unwrap_or(&[]);
    let clause = match rest.first() {
        Some(&(PRONOUN | THAT | DETERMINER | POSSESSIVE)) => true,
        Some(&first) => is_nominal(first) && rest.iter().take(REACH).any(|symbol| is_finite(*symbol)),
        None => false,
    };
    let particle = before == PREPOSITION && nominal == 0;
    let led = matches!(before, ADJECTIVE | NUMBER | NOUN | NOUNS | NAME | PARTICIPLE | DETERMINER | COMMA);
    clause && (led || particle)
}

/// Whether a word that is nothing but a verb stands behind a subject: "which engineers say could fail".
fn is_only_verb(word: Word, before: u8) -> bool {
    symbol::nominal_share(word) == 0 && matches!(before, NAME | NOUN | NOUNS | ADJECTIVE)
}

/// Whether a word that may be a verb is an adjective behind its noun: "people close to the talks".
fn is_complement(word: Word, before: u8, after: u8) -> bool {
    let verb = word.share(Tag::Base) + word.share(Tag::Past) + word.share(Tag::Third);
    word.share(Tag::Adjective) >= verb.max(1)
        && matches!(before, NOUNS | NOUN)
        && matches!(after, PREPOSITION | TO)
}

/// Whether what looks like a verb is a noun in the plural: its own verb follows.
fn is_plural(symbols: &[u8], at: usize, before: u8) -> bool {
    let rest = symbols.get(at + 1..).unwrap_or(&[]);
    let verb = rest.iter().copied().find(|symbol| *symbol != ADVERB);
    let led = matches!(before, NAME | NOUN | ADJECTIVE | NUMBER | DETERMINER | POSSESSIVE | APOSTROPHE_S);
    led && verb.is_some_and(is_finite)
}

/// Whether what stands before can have an object, and needs no verb.
fn is_object(before: u8) -> bool {
    matches!(before, VERB | REPORT | REPORTING | ING | BASE)
}

/// Whether a form of being stands before, with adverbs and the like between.
fn is_passive(before: &[u8]) -> bool {
    let auxiliary = before.iter().copied().rfind(|symbol| !matches!(*symbol, ADVERB | NUMBER | TIME | NOT));
    let parted = before.last().is_some_and(|symbol| matches!(*symbol, ADVERB | NUMBER | TIME | NOT));
    parted && auxiliary.is_some_and(|symbol| matches!(symbol, BE | BEEN))
}

fn is_nominal(symbol: u8) -> bool {
    matches!(symbol, NOUN | NOUNS | ADJECTIVE | NAME)
}

/// Whether a form in -ing follows the next symbol.
fn is_gerund(symbols: &[u8], at: usize) -> bool {
    symbols.get(at + 2).is_some_and(|symbol| matches!(*symbol, ING | REPORTING))
}

/// Whether an adjective between two symbols stands for a noun.
fn is_subject_end(before: u8, after: u8) -> bool {
    let led = matches!(before, DETERMINER | POSSESSIVE | APOSTROPHE_S | ADJECTIVE);
    let closed = matches!(after, COMMA | STOP | OF | BY | AND | THAT | RELATIVE);
    let finite = is_finite(after) && (led || matches!(before, NOUN | NAME));
    finite || led && closed && before != ADJECTIVE
}

/// Whether a past form has no subject of its own: behind a subordinator or at the start, or behind a
/// noun whose own verb is still to come.
fn describes(symbols: &[u8], at: usize, before: u8, after: u8) -> bool {
    let bare = matches!(after, PREPOSITION | WH | SUBORDINATOR | TO | THAT | BY | TIME);
    if at == 0 || matches!(before, WH | SUBORDINATOR | CONTRAST) {
        return bare;
    }
    if !matches!(before, NOUN | NOUNS | NAME) || !(bare || is_finite(after)) {
        return false;
    }
    let nominal = |s: &&u8| {
        matches!(
            **s,
            PREPOSITION
                | OF
                | BY
                | DETERMINER
                | POSSESSIVE
                | APOSTROPHE_S
                | ADJECTIVE
                | NOUN
                | NOUNS
                | NAME
                | NUMBER
                | TIME
                | ADVERB
                | TO
        )
    };
    let rest = &symbols[at + 1..];
    let verb = rest.get(rest.iter().take_while(nominal).count()).copied().unwrap_or(STOP);
    verb == REPORT || is_finite(verb) && symbols[at] == VERB
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::segment;
    use crate::text::Text;

    /// Reads a sentence in which some words are written with their symbols: "the club/noun said/report".
    fn check(expected: &str) {
        let words: Vec<&str> = expected.split(' ').collect();
        let bare: Vec<&str> = words.iter().map(|word| word.split('/').next().unwrap_or("")).collect();
        let sentence = format!("{}.", bare.join(" "));
        let lexicon = Lexicon::embedded().unwrap();
        let text = Text::new(&sentence);
        let tokens = segment::tokens(&text, lexicon);
        let found = crate::quote::symbols(&text, &tokens, lexicon, &[]).concat();
        for word in words.iter().filter(|word| word.contains('/')) {
            let is_found = |(span, symbol): &(_, &str)| format!("{}/{symbol}", text.slice(*span)) == **word;
            assert!(found.iter().any(is_found), "{expected}: {word} is not in {found:?}");
        }
    }

    #[test]
    fn nothing_changes_that_the_sieve_rules_out() {
        let lexicon = Lexicon::embedded().unwrap();
        let text = Text::new("Half said that since being close some work-related reports ran on.");
        let tokens = segment::tokens(&text, lexicon);
        let all = 1..symbol::COUNT as u8;
        for (before, here) in all.clone().flat_map(|before| all.clone().map(move |here| (before, here))) {
            for after in all.clone().filter(|after| !may_change(before, here, *after)) {
                for (at, token) in tokens.iter().enumerate() {
                    for last in [None, at.checked_sub(1).and_then(|last| tokens.get(last))] {
                        let better = better(&[before, here, after, VERB], 1, token.word, last);
                        assert_eq!(better.filter(|symbol| *symbol != here), None, "{before} {here} {after}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_stands_before_a_finite_verb_is_a_noun() {
        check("The Liberal incumbent/noun said/report that her plan was sound");
        check("Several Liberal operatives/nouns said/report they would stay");
        check("Other road advocates/nouns also said/report the bridge should close");
        check("By double digits those surveyed/noun say/report stricter laws would help");
    }

    #[test]
    fn a_base_form_before_a_clause_is_the_present_of_several() {
        check("A third of those asked say/report they will leave");
        check("The mayors who were voted down say/report the plan is bad");
        check("Half of the 26 percent say/report that nothing will change");
        check("He told them to say/base that nothing will change");
    }

    #[test]
    fn words_of_quantity_speak_alone() {
        check("Almost half said/report they wanted another mayor");
        check("The said/adjective bridge is old");
    }

    #[test]
    fn a_relative_that_is_no_complementiser() {
        check("A message that/relative said so was on the wall");
        check("Ruiz, who once/adverb said so, denied it");
        check("The council told reporters that/that reports were late");
        check("She has since/adverb stressed/report that nothing changed");
    }

    #[test]
    fn passives_and_compounds_are_no_reports() {
        check("The move was first reported/participle by the Harbour Post");
        check("The port-based/adjective union is old");
        check("Another ranking/noun says/report he is not even rich");
        check("The plan, which engineers say/report could fail, is dear");
        check("It was the plan, said Oslo delegate/noun Ana Ruiz");
        check("He was liked there but who/relative suggested/report that Kern could win");
        check("People close/adjective to the talks were tired");
        check("They have not yet/adverb announced/report their choice");
    }

    #[test]
    fn compounds_and_objects_are_no_verbs() {
        check("The work-related/adjective emails/nouns were lost");
        check("Kern neither sent nor received emails/nouns about it");
        check("The mayor was re-elected/participle in May");
        check("She tried to hit/base the wall");
        check("Some/noun oppose/verb the bridge");
    }

    #[test]
    fn a_report_within_a_relative_clause_keeps_the_verb_behind_it() {
        check("It was a night that Kern said led/verb him to the church");
        check("The firm said increased/adjective costs would follow");
    }
}
