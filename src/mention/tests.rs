//! Cases of this room, each a sentence that must hold.

use super::*;
use crate::gazetteer;
use crate::lexicon::Lexicon;

fn read(given: &str) -> (String, Vec<Mention>) {
    let lexicon = Lexicon::embedded().expect("the word lists open");
    let gazetteer = gazetteer::embedded().expect("the name lists open");
    let names = Names::embedded().expect("the weights and rules are well written");
    example::read(names, lexicon, gazetteer, given)
}

fn check(marked: &str) {
    assert_eq!(read(&example::bare(marked)).0, marked);
}

fn check_role(given: &str, expected: &[(&str, &str)]) {
    let text = Text::new(given);
    let (_, mentions) = read(given);
    let roles: Vec<(&str, &str)> =
        mentions.iter().filter_map(|m| Some((text.slice(m.span), text.slice(m.role?)))).collect();
    assert_eq!(roles, expected, "roles in {given:?}");
}

#[test]
fn a_name_of_many_owners_goes_by_its_company() {
    check("The family moved to [LOC Washington] in 1998.");
    check("[LOC Jordan]'s king flew to [LOC Amman] on Monday.");
    check("[PER Michael Jordan] scored twice. [PER Jordan] left the court early.");
    check("Officials in [LOC Georgia] said the border with [LOC Armenia] was open.");
    check("[PER Georgia Meyer], a teacher, voted early.");
    check("[PER Chelsea Arkwright] said she would appeal.");
    check("The march began in [LOC Chelsea] and ended at [LOC Hyde Park].");
    check("[PER Paris Hilton] arrived in [LOC Paris] on Friday.");
    check("[LOC Turkey] said its ships would stay in port.");
}

#[test]
fn common_words_are_names_only_beside_other_names() {
    check("[PER May Okonkwo] met reporters in May.");
    check("[PER Will Hartley] will speak on Tuesday.");
    check("[PER Mark Delaney] asked the crowd to mark the day.");
    check("Bundled in coats, the crowd waited.");
    check("French and German officials met on Monday.");
}

#[test]
fn titles_stay_outside() {
    check("President [PER Obama] spoke in [LOC Chicago].");
    check("Sir [PER Tom Ashworth], 67, died in [LOC Leeds].");
    check("[LOC U.S.] President [PER Joe Biden] met Chinese leader [PER Xi Jinping] in [LOC Bali].");
    check("[ORG NATO]'s [PER Mark Rutte] met the ministers in [LOC Brussels].");
}

#[test]
fn small_words_within_a_name_stay_inside() {
    check("[PER Alexander Van der Bellen] opened the festival in [LOC Salzburg].");
    check("Crown Prince [PER Mohammed bin Salman] received the envoy.");
    check("[PER Ahmed al-Sharaa] met the delegation in [LOC Damascus].");
    check("[PER Luiz Inácio Lula da Silva] travelled to [LOC Brasília].");
    check("[PER Beto O'Rourke] campaigned in [LOC El Paso].");
    check("President [PER José Ramos-Horta] received the guests in [LOC Dili].");
}

#[test]
fn an_organisation_is_taken_whole() {
    check("The [ORG New York Times] reported the sale on Thursday.");
    check("A spokesman for [ORG Bank of America] declined to comment.");
    check("She teaches law at the [ORG University of California, Berkeley].");
    check("The [ORG Ministry of Foreign Affairs of the Russian Federation] published a note.");
    check("[LOC Kenya]'s [ORG Foreign Ministry] summoned the ambassador of [LOC Uganda].");
    check("[ORG Human Rights Watch] and [ORG Médecins Sans Frontières] left the area.");
    check("[ORG Greenfield Holdings Ltd.] bought the site.");
}

#[test]
fn an_abbreviation_at_the_end_of_a_sentence_leaves_its_stop() {
    check("The site went to [ORG Greenfield Holdings Ltd].");
}

#[test]
fn acronyms_and_their_names_explain_each_other() {
    check("The [ORG Union of Cocoa Growers] ([ORG UCG]) met on Friday. Later the [ORG UCG] voted.");
    check("The [ORG UCG] ([ORG Union of Cocoa Growers]) met on Friday.");
}

#[test]
fn a_part_of_an_earlier_name_is_that_name() {
    check("[PER Hillary Clinton] visited [LOC Dublin]. [PER Clinton] later met students.");
    check("[PER Elena Petrov] leads the team. \"We are ready,\" [PER Petrov] said.");
}

#[test]
fn datelines_lists_and_results_name_places_and_sides() {
    check("[LOC PARIS] ([ORG AP]) — The museum reopened on Sunday.");
    check("[LOC BEIJING] ([ORG Reuters]) - [LOC China] cut rates on Friday.");
    check("They met in [LOC Tartu], [LOC Estonia], and in [LOC Gdansk], [LOC Poland].");
    check("[ORG Arsenal] 2 [ORG Leeds] 1");
    check("[ORG Everton] v [ORG Burnley]");
    check("[PER Lavrov] and [PER Wang] met on the sidelines of the summit.");
}

#[test]
fn a_place_before_a_currency_mark_is_no_place() {
    check("The plant cost US$40 million.");
}

#[test]
fn surnames_joined_by_a_hyphen_alone_are_not_yet_found() {
    // Both are names of people; a summit of two sentences gives too little evidence.
    check("The [PER Biden]-[PER Xi] summit lasted four hours.");
}

#[test]
fn a_role_before_or_after_the_name_goes_with_it() {
    check_role(
        "Deputy Foreign Minister Inés Calloway landed.",
        &[("Inés Calloway", "Deputy Foreign Minister")],
    );
    check_role(
        "Ana Ruiz, a spokeswoman for the Interior Ministry, said the road was open.",
        &[("Ana Ruiz", "spokeswoman for the Interior Ministry")],
    );
    check_role("Tom Ashworth, who left, came back.", &[]);
}

#[test]
fn a_name_leads_to_its_row_of_the_lists() {
    let (_, mentions) = read("Officials in Georgia said the border with Armenia was open.");
    let gazetteer = gazetteer::embedded().expect("the name lists open");
    let countries: Vec<&str> =
        mentions.iter().filter_map(|m| m.entry).map(|entry| gazetteer.entry(entry).country).collect();
    assert_eq!(countries, ["GE", "AM"]);
}

#[test]
fn every_rule_finds_and_leaves_what_its_examples_say() {
    let lexicon = Lexicon::embedded().expect("the word lists open");
    let gazetteer = gazetteer::embedded().expect("the name lists open");
    let names = Names::embedded().expect("the weights and rules are well written");
    let faults: Vec<String> =
        example::check(names, lexicon, gazetteer).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn check_weights_error(line: &str, expected: &str) {
    let file = format!("# made up\npass,feature,person,place,organisation\n{line}\n");
    let error = Names::new("weights.csv", &file).expect_err("it must not load");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_misspelt_weight_is_told_with_its_line_and_its_neighbour() {
    check_weights_error("1,bais,0,0,0", "weights.csv:3: no feature 'bais'; did you mean 'bias'?");
    check_weights_error(
        "1,bias+after-sto,0,0,0",
        "weights.csv:3: no feature 'after-sto'; did you mean 'after-stop'?",
    );
    check_weights_error("1,bias,0,much,0", "weights.csv:3: 'much' is no weight; write a number");
    check_weights_error("0,bias,0,0,0", "weights.csv:3: '0' is no pass; passes are numbered from 1 to 3");
}

fn check_rules_error(rule: &str, expected: &str) {
    let error =
        Rules::read("rules.toml", &format!("[[rule]]\nid = \"one\"\npurpose = \"A test.\"\n{rule}\n"))
            .expect_err("it must not load");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_rule_that_is_not_well_written_does_not_load() {
    check_rules_error(
        "evidence = [\"bias\"]\nfinds = [\"a\"]",
        "rules.toml:2:6: rule 'one' needs examples: sentences it finds and sentences it leaves",
    );
    check_rules_error(
        "evidence = [\"bais\"]\nfinds = [\"a\"]\nleaves = [\"b\"]",
        "rules.toml:4:13: no feature 'bais'; did you mean 'bias'?",
    );
    check_rules_error(
        "evidence = [\"bias\"]\nfinds = [\"a\"]\nleaves = [\"b\"]",
        "rules.toml: feature 'words-1' belongs to no rule; add it to the evidence of one",
    );
}

#[test]
fn any_text_at_all_can_be_read() {
    for text in ["", "A", "'s", "\n\n", "I.", "O'", "A-B/C", "THE", "(UN)", "é É", "U.S.$ - 1", "“"] {
        read(text);
    }
}

/// How many candidates a text has.
fn candidates(given: &str) -> usize {
    let lexicon = Lexicon::embedded().expect("the word lists open");
    let gazetteer = gazetteer::embedded().expect("the name lists open");
    let names = Names::embedded().expect("the weights and rules are well written");
    let text = Text::new(given);
    let tokens = crate::segment::tokens(&text, lexicon);
    let lookups = gazetteer.find(&text, &tokens);
    evidence(names, &text, &tokens, &lookups, 0).len()
}

#[test]
fn a_list_without_marks_is_read_in_short_spans() {
    let run = |words: usize| "Xanthor Quillby ".repeat(words / 2);
    assert_eq!(candidates(&run(20)), 9 * 20 - 36 + 1, "all spans of nine words at most, and the whole");
    assert_eq!(candidates(&run(100)), 4 * 100 - 6 + 1, "all spans of four words at most, and the whole");
}
