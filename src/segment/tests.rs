//! Cases of this room, each a sentence that must hold.

use super::*;

fn read(given: &str) -> (Vec<String>, Vec<String>) {
    let text = Text::new(given);
    let tokens = tokens(&text, Lexicon::embedded().expect("the lists open"));
    let words = tokens.iter().map(|t| text.slice(t.span).to_string()).collect();
    let sentences =
        tokens.sentences.iter().map(|s| text.slice(tokens.span(s.tokens.clone())).to_string()).collect();
    (words, sentences)
}

fn check_tokens(given: &str, expected: &str) {
    assert_eq!(read(given).0.join("|"), expected, "tokens of {given:?}");
}

fn check_sentences(given: &str, expected: &[&str]) {
    assert_eq!(read(given).1, expected, "sentences of {given:?}");
}

fn check_quotations(given: &str, expected: &[&str]) {
    let text = Text::new(given);
    let tokens = tokens(&text, Lexicon::embedded().expect("the lists open"));
    let found: Vec<&str> =
        tokens.quotations.iter().map(|q| text.slice(tokens.span(q.inner.clone()))).collect();
    assert_eq!(found, expected, "quotations of {given:?}");
}

#[test]
fn clitics_are_parted_and_apostrophes_within_names_are_not() {
    check_tokens("O'Brien's plan isn't Ivan’s", "O'Brien|'s|plan|isn't|Ivan|’s".replace('’', "'").as_str());
    check_tokens("the ministers' talks", "the|ministers|'|talks");
}

#[test]
fn stops_stay_with_initials_and_abbreviations() {
    check_tokens(
        "Sen. J. R. Ruiz (D-Ariz.) left the U.S. at 5 p.m. today.",
        "Sen.|J.|R.|Ruiz|(|D|-|Ariz.|)|left|the|U.S.|at|5|p.m.|today|.",
    );
}

#[test]
fn a_compound_is_parted_where_it_is_several_words() {
    check_tokens(
        "Iran-backed ex-President Abdel-Fattah long-term",
        "Iran|-|backed|ex|-|President|Abdel-Fattah|long-term",
    );
}

#[test]
fn numbers_keep_their_points() {
    check_tokens("$1,200.50, 3.5% in 2025.", "$|1,200.50|,|3.5|%|in|2025|.");
}

#[test]
fn abbreviations_do_not_end_a_sentence_before_a_name() {
    check_sentences(
        "Gen. Ada Moor met Dr. Lee. The U.S. Army left.",
        &["Gen. Ada Moor met Dr. Lee.", "The U.S. Army left."],
    );
    check_sentences("They left the U.S. The others stayed.", &["They left the U.S.", "The others stayed."]);
}

#[test]
fn a_quotation_stays_with_its_report() {
    check_sentences(
        "“Why now?” Moor asked. “Go.” Nobody went.",
        &["“Why now?” Moor asked.", "“Go.”", "Nobody went."],
    );
    check_sentences("“We go. We stay,” she said.", &["“We go. We stay,” she said."]);
}

#[test]
fn marks_of_every_make_are_paired() {
    check_quotations("''We go,'' he said. \"No,\" she said.", &["We go,", "No,"]);
    check_quotations(
        "‘The ministers’ plan isn’t “ready”,’ he said.",
        &["The ministers' plan isn't “ready”,".replace('\'', "’").replace("isn’t", "isn't").as_str()],
    );
    check_quotations("”We go,“ he said.", &["We go,"]);
}

#[test]
fn a_quotation_over_paragraphs_goes_on_and_a_stray_mark_spoils_one_paragraph() {
    check_quotations("“One.\n\n“Two,” he said.", &["One.", "Two,"]);
    check_quotations("A stray \" mark here.\n\nBut \"this\" is one.", &["this"]);
}
