//! Cases of this room, each a sentence that must hold.

use super::{Sex, within};
use crate::gazetteer;
use crate::lexicon::Lexicon;
use crate::mention::{self, Names};
use crate::segment;
use crate::text::Text;

/// Reads an article and compares its entities of several mentions or of note, written
/// `name: form, form`.
#[track_caller]
fn check(article: &str, expected: &[&str]) {
    assert_eq!(read(article).into_iter().map(|(line, _)| line).collect::<Vec<_>>(), expected, "{article}");
}

fn read(article: &str) -> Vec<(String, Sex)> {
    let lexicon = Lexicon::embedded().expect("the word lists");
    let gazetteer = gazetteer::embedded().expect("the name lists");
    let names = Names::embedded().expect("the weights");
    let text = Text::new(article);
    let tokens = segment::tokens(&text, lexicon);
    let lookups = gazetteer.find(&text, &tokens);
    let mentions = mention::find(names, &text, &tokens, &lookups, gazetteer);
    let entities = within(&text, &tokens, gazetteer, &mentions);
    let forms = |numbers: &[u32]| {
        let forms = numbers.iter().map(|&m| text.slice(mentions[m as usize].span));
        forms.collect::<Vec<_>>().join(", ")
    };
    entities.iter().map(|e| (format!("{}: {}", e.name, forms(&e.mentions)), e.sex)).collect()
}

#[test]
fn a_surname_goes_to_its_full_name() {
    check(
        "Peter Osborne arrived on Monday. Osborne said he was tired.",
        &["Peter Osborne: Peter Osborne, Osborne"],
    );
}

#[test]
fn an_initial_and_a_pet_name_are_the_given_name() {
    check(
        "William Osborne spoke first. Bill Osborne said so himself. W. Osborne signed the letter.",
        &["William Osborne: William Osborne, Bill Osborne, W. Osborne"],
    );
}

#[test]
fn one_row_of_the_gazetteer_is_one_entity() {
    check(
        "President Erdogan met reporters. Recep Tayyip Erdoğan said the talks failed. Erdogan left.",
        &["Recep Tayyip Erdoğan: Erdogan, Recep Tayyip Erdoğan, Erdogan"],
    );
}

#[test]
fn a_title_tells_two_people_of_one_surname_apart() {
    check(
        "Anna Keller met Thomas Keller in Oslo. Mrs. Keller left early. Mr. Keller stayed.",
        &["Anna Keller: Anna Keller, Keller", "Thomas Keller: Thomas Keller, Keller", "Oslo: Oslo"],
    );
}

#[test]
fn an_acronym_in_brackets_is_the_name_before_it() {
    check(
        "The Harbour Workers Federation (HWF) called a strike. The HWF said it would last a week.",
        &["Harbour Workers Federation: Harbour Workers Federation, HWF, HWF"],
    );
}

#[test]
fn an_organisation_cut_short_is_the_full_one() {
    check(
        "World Vision International opened a camp. World Vision said it was full.",
        &["World Vision: World Vision International, World Vision"],
    );
}

#[test]
fn a_country_is_one_under_all_its_names() {
    check(
        "The United States agreed. The US sent a letter, and officials in the U.S. signed it.",
        &["United States: United States, US, U.S."],
    );
}

#[test]
fn pronouns_tell_the_sex_of_an_unknown_name() {
    let entities = read("Qasbo Wirrnik arrived late. She said the train had stopped.");
    assert_eq!(entities.iter().map(|(_, sex)| *sex).collect::<Vec<_>>(), [Sex::Female]);
}

#[test]
fn a_word_too_long_to_be_numbered_is_one_all_the_same() {
    check(
        "Hubert Wolfeschlegelsteinhausenberger arrived on Monday. Wolfeschlegelsteinhausenberger said he was tired.",
        &[
            "Hubert Wolfeschlegelsteinhausenberger: Hubert Wolfeschlegelsteinhausenberger, Wolfeschlegelsteinhausenberger",
        ],
    );
}
