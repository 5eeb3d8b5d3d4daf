//! Cases of this room, each a sentence that must hold.

use super::{Method, of};
use crate::entity;
use crate::gazetteer;
use crate::lexicon::Lexicon;
use crate::mention::{self, Names};
use crate::quote::{self, Rulebook};
use crate::segment;
use crate::text::Text;

/// Reads an article and compares its attributions, written `words > name (method)`.
#[track_caller]
fn check(article: &str, expected: &[&str]) {
    let lexicon = Lexicon::embedded().expect("the word lists");
    let gazetteer = gazetteer::embedded().expect("the name lists");
    let names = Names::embedded().expect("the weights");
    let rules = Rulebook::embedded(false).expect("the rules");
    let text = Text::new(article);
    let tokens = segment::tokens(&text, lexicon);
    let lookups = gazetteer.find(&text, &tokens);
    let mentions = mention::find(names, &text, &tokens, &lookups, gazetteer);
    let quotes = quote::find(&rules, &text, &tokens, lexicon, &mentions);
    let entities = entity::within(&text, &tokens, gazetteer, &mentions);
    let told = of(&text, &tokens, gazetteer, &mentions, &entities, &quotes);
    let written = told.iter().map(|told| {
        let words = told.words.map_or("", |words| text.slice(words));
        let name = told.entity.and_then(|e| entities.get(e as usize)).map_or("-", |e| e.name.as_str());
        let method = Method::ALL.iter().find(|(m, _)| *m == told.method).map_or("", |(_, name)| name);
        format!("{words} > {name} ({method})")
    });
    assert_eq!(written.collect::<Vec<_>>(), expected, "{article}");
}

#[test]
fn he_and_she_are_told_apart_by_sex() {
    check(
        "Maria Lindqvist and Peter Osborne spoke on Friday. She said the port was safe. He said it was not.",
        &["She > Maria Lindqvist (pronoun)", "He > Peter Osborne (pronoun)"],
    );
}

#[test]
fn of_two_men_the_subject_is_he() {
    check(
        "Peter Osborne told Thomas Keller that the bridge was closed. He said it would open in May.",
        &["Peter Osborne > Peter Osborne (name)", "He > Peter Osborne (pronoun)"],
    );
}

#[test]
fn a_name_inside_the_quotation_is_never_its_speaker() {
    check(
        "Thomas Keller ran the port for a year. “Peter Osborne is a liar,” he said.",
        &["he > Thomas Keller (pronoun)"],
    );
}

#[test]
fn they_is_the_body_that_spoke() {
    check(
        "Amnesty International said the camp was full. They added that water was short.",
        &["Amnesty International > Amnesty International (name)", "They > Amnesty International (pronoun)"],
    );
}

#[test]
fn two_people_of_one_surname_stay_apart() {
    check(
        "Anna Keller runs the mill and her brother Thomas Keller runs the farm. Mr. Keller said the river was low. \
         Ms. Keller said the mill would close.",
        &["Mr. Keller > Thomas Keller (name)", "Ms. Keller > Anna Keller (name)"],
    );
}

#[test]
fn a_role_given_before_stands_for_its_bearer() {
    check(
        "Port minister Ana Ruiz visited the harbour. The minister said the cranes were old.",
        &["The minister > Ana Ruiz (role)"],
    );
}

#[test]
fn a_role_that_nobody_was_given_is_a_description() {
    check("Ana Ruiz left. The coach said the game was lost.", &["The coach > - (description)"]);
}

#[test]
fn a_spokesman_without_a_name_is_nobody_named() {
    check(
        "“The runway is closed,” a spokesman for the Pentagon said.",
        &["a spokesman for the Pentagon > - (description)"],
    );
}

#[test]
fn organisations_and_capitals_speak_for_themselves() {
    check(
        "The State Department said the talks would go on. Pyongyang said they would not.",
        &["The State Department > State Department (name)", "Pyongyang > Pyongyang (name)"],
    );
}

#[test]
fn a_relative_pronoun_is_the_name_before_it() {
    check(
        "There was praise from Maria Lindqvist, who said the work was done.",
        &["who > Maria Lindqvist (pronoun)"],
    );
}

#[test]
fn an_apposition_between_name_and_verb_hides_nobody() {
    check(
        "Ana Ruiz, a spokeswoman for the ministry, said the road was open.",
        &["Ana Ruiz, a spokeswoman for the ministry > Ana Ruiz (name)"],
    );
}

#[test]
fn she_added_is_still_the_one_who_spoke() {
    check(
        "Mayor Ana Ruiz said the road was open. Trucks had waited for two days. It rained. She added that the bridge \
         would open too.",
        &["Mayor Ana Ruiz > Ana Ruiz (name)", "She > Ana Ruiz (pronoun)"],
    );
}

#[test]
fn whoever_is_told_is_not_who_speaks() {
    check(
        "Maria Lindqvist told Anna Keller that the mill was sold. She said the price was fair.",
        &["Maria Lindqvist > Maria Lindqvist (name)", "She > Maria Lindqvist (pronoun)"],
    );
}

#[test]
fn single_marks_are_marks_too() {
    check(
        "‘The mill is sold,’ said Anna Keller. ‘The price was fair,’ she added.",
        &["Anna Keller > Anna Keller (name)", "she > Anna Keller (pronoun)"],
    );
}

#[test]
fn a_turn_belongs_to_the_name_before_the_colon() {
    check("Thomas Keller met the press.\n\nKELLER: “The mill is sold.”", &["KELLER > Thomas Keller (name)"]);
}

#[test]
fn what_belongs_to_somebody_does_not_speak_as_them() {
    check("Thomas Keller's lawyer said the mill was sold.", &["Thomas Keller's lawyer > - (description)"]);
}

#[test]
fn an_unnamed_speaker_is_who_he_is_next() {
    check(
        "Thomas Keller left the hall. A spokesman said the mill was sold. He said the price was fair.",
        &["A spokesman > - (description)", "He > - (pronoun)"],
    );
}
