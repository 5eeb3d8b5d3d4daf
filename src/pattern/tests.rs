//! Cases of this room, each a sentence that must hold.

use super::*;

const LETTERS: &Alphabet = &[("name", b'N'), ("verb", b'V'), ("comma", b','), ("end", b'.')];

fn file(rule: &str) -> String {
    format!("[macros]\nsubject = \"name+\"\n\n[[rule]]\nid = \"one\"\npurpose = \"A test.\"\n{rule}\n")
}

fn check_error(rule: &str, expected: &str) {
    let text = file(rule);
    let error =
        Rules::compile(&[("rules/test.toml", &text)], LETTERS, &["finite"]).expect_err("it must not load");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_pattern_keeps_what_its_labels_matched() {
    let text = file("pattern = \"<source: @subject> comma? <cue: verb>\"\nfinds = [\"a\"]\nleaves = [\"b\"]");
    let rules =
        Rules::compile(&[("rules/test.toml", &text)], LETTERS, &[]).expect("the rule is well written");
    let (_, rule) = rules.possible(b".NN,V.").next().expect("it may match");
    assert_eq!(rule.labels(b".NN,V.", &mut rules.memories()), Some(vec![("source", 1..3), ("cue", 4..5)]));
    assert_eq!(rule.labels(b"V.N", &mut rules.memories()), None);
    assert_eq!(rules.possible(b"N.N").count(), 0);
}

#[test]
fn a_label_in_two_branches_is_one_label() {
    let text = file("pattern = \"(<cue: verb> end | <cue: verb> comma)\"\nfinds = [\"a\"]\nleaves = [\"b\"]");
    let rules =
        Rules::compile(&[("rules/test.toml", &text)], LETTERS, &[]).expect("the rule is well written");
    assert_eq!(rules.rules[0].labels(b"V,", &mut rules.memories()), Some(vec![("cue", 0..1)]));
}

#[test]
fn a_misspelt_class_is_told_with_its_place_and_its_neighbour() {
    check_error(
        "pattern = \"nmae verb\"\nfinds = [\"a\"]\nleaves = [\"b\"]",
        "rules/test.toml:7:11: no class 'nmae'; did you mean 'name'?",
    );
    check_error(
        "pattern = \"@subjct verb\"\nfinds = [\"a\"]\nleaves = [\"b\"]",
        "rules/test.toml:7:11: no macro 'subjct'; did you mean 'subject'?",
    );
    check_error(
        "pattern = \"name\"\nwhen = [\"finit\"]\nfinds = [\"a\"]\nleaves = [\"b\"]",
        "rules/test.toml:8:9: no condition 'finit'; did you mean 'finite'?",
    );
}

#[test]
fn a_rule_without_both_kinds_of_examples_does_not_load() {
    check_error(
        "pattern = \"name\"\nfinds = [\"a\"]",
        "rules/test.toml:5:6: rule 'one' needs examples: sentences it finds and sentences it leaves",
    );
}
