//! Cases of this room, each a sentence that must hold.

use super::*;

const LETTERS: &Alphabet = &[("name", b'N'), ("verb", b'V'), ("comma", b','), ("end", b'.')];

const STAGE: Notation<'_> =
    Notation { alphabet: LETTERS, labels: &["source", "cue", "a", "b"], conditions: &["finite"] };

/// What a rule matched, as it is written.
fn named(labels: Option<Labels>) -> Option<Vec<(&'static str, Range<usize>)>> {
    Some(labels?.iter().map(|(label, range)| (STAGE.labels[label], range)).collect())
}

fn file(rule: &str) -> String {
    format!("[macros]\nsubject = \"name+\"\n\n[[rule]]\nid = \"one\"\npurpose = \"A test.\"\n{rule}\n")
}

fn check_error(rule: &str, expected: &str) {
    let text = file(rule);
    let error = Rules::compile(&[("rules/test.toml", &text)], STAGE).expect_err("it must not load");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_pattern_keeps_what_its_labels_matched() {
    let text = file("pattern = \"<source: @subject> comma? <cue: verb>\"\nfinds = [\"a\"]\nleaves = [\"b\"]");
    let rules = Rules::compile(&[("rules/test.toml", &text)], STAGE).expect("the rule is well written");
    assert_eq!(rules.possible(&Site::new(b".NN,V.", None)), 1);
    let rule = &rules.list[0];
    assert_eq!(
        named(rule.labels(&Site::new(b".NN,V.", None), &mut rules.memories())),
        Some(vec![("source", 1..3), ("cue", 4..5)])
    );
    assert_eq!(rule.labels(&Site::new(b"V.N", None), &mut rules.memories()), None);
    assert_eq!(rules.possible(&Site::new(b"N.N", None)), 0);
}

#[test]
fn what_a_rule_needs_before_a_symbol_does_not_count_behind_it() {
    let text = file("pattern = \"[name comma] end* verb (end | comma)\"\nfinds = [\"a\"]\nleaves = [\"b\"]");
    let rules = Rules::compile(&[("rules/test.toml", &text)], STAGE)
        .expect("the rule is well written")
        .parted_at(b"V");
    assert_eq!(rules.possible(&Site::new(b"N.V.", Some(2))), 1);
    assert_eq!(rules.possible(&Site::new(b"VN.", Some(0))), 0);
    assert_eq!(rules.possible(&Site::new(b"VN.", None)), 1);
    assert_eq!(rules.possible(&Site::new(b".NV", Some(2))), 0);
}

#[test]
fn a_label_in_two_branches_is_one_label() {
    let text = file("pattern = \"(<cue: verb> end | <cue: verb> comma)\"\nfinds = [\"a\"]\nleaves = [\"b\"]");
    let rules = Rules::compile(&[("rules/test.toml", &text)], STAGE).expect("the rule is well written");
    assert_eq!(
        named(rules.list[0].labels(&Site::new(b"V,", None), &mut rules.memories())),
        Some(vec![("cue", 0..1)])
    );
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
        "pattern = \"<sorce: name>\"\nfinds = [\"a\"]\nleaves = [\"b\"]",
        "rules/test.toml:7:11: no label 'sorce'; did you mean 'source'?",
    );
    check_error(
        "pattern = \"name\"\nwhen = [\"finit\"]\nfinds = [\"a\"]\nleaves = [\"b\"]",
        "rules/test.toml:8:9: no condition 'finit'; did you mean 'finite'?",
    );
}

#[test]
fn what_is_no_pattern_does_not_load() {
    let deep = format!("{}name{}", "(".repeat(300), ")".repeat(300));
    let wrong = [
        ("name verb)", "')' closes nothing"),
        ("<cue: verb)", "')' closes nothing"),
        ("(name verb", "a bracket is not closed"),
        ("name | * verb", "'*' repeats nothing"),
        ("[name verb", "'[' is not closed"),
        ("name [^ ]", "'[' holds no class"),
        ("name & verb", "'&' has no meaning here"),
        (&("name?".to_string() + &"+".repeat(300)), "brackets stand too deep within one another"),
        (&deep.replace('(', "(end? ").replace(')', ")+"), "brackets stand too deep within one another"),
    ];
    for (pattern, message) in wrong {
        let rule = format!("pattern = \"{pattern}\"\nfinds = [\"a\"]\nleaves = [\"b\"]");
        check_error(&rule, &format!("rules/test.toml:7:11: {message}"));
    }
}

#[test]
fn macros_that_never_end_or_multiply_do_not_load() {
    let compile = |text: &str| Rules::compile(&[("rules/test.toml", text)], STAGE).map(|_| ());
    let ends = compile("[macros]\na = \"name @b\"\nb = \"verb? @a\"\n").expect_err("it must not load");
    assert_eq!(ends.to_string(), "rules/test.toml:2:5: macros call each other without end");
    let mut text = "[macros]\nm0 = \"name name name name\"\n".to_string();
    for number in 1..10 {
        let before = format!("@m{} ", number - 1).repeat(4);
        text = format!("{text}m{number} = \"{before}\"\n");
    }
    let large = compile(&text).expect_err("it must not load").to_string();
    assert_eq!(large, "rules/test.toml:9:6: it is too large once its macros are put in");
}

#[test]
fn a_later_file_may_give_a_macro_another_meaning() {
    let first = "[macros]\nsubject = \"name\"\nclause = \"@subject verb\"\n";
    let second = "[macros]\nsubject = \"comma\"\n\n[[rule]]\nid = \"one\"\npurpose = \"A test.\"\n\
                  pattern = \"<cue: @clause>\"\nfinds = [\"a\"]\nleaves = [\"b\"]\n";
    let rules = Rules::compile(&[("one", first), ("two", second)], STAGE).expect("it is well written");
    assert_eq!(
        named(rules.list[0].labels(&Site::new(b"NV,V", None), &mut rules.memories())),
        Some(vec![("cue", 2..4)])
    );
}

#[test]
fn a_rule_without_both_kinds_of_examples_does_not_load() {
    check_error(
        "pattern = \"name\"\nfinds = [\"a\"]",
        "rules/test.toml:5:6: rule 'one' needs examples: sentences it finds and sentences it leaves",
    );
}

/// The regex crate's own answer, as labels.
fn by_the_crate(pattern: &regex::bytes::Regex, symbols: &[u8]) -> Option<Vec<(usize, usize)>> {
    let found = pattern.captures(symbols)?;
    let groups = found.iter().skip(1).map(|group| group.map_or((0, 0), |group| (group.start(), group.end())));
    Some(groups.map(|(start, end)| if start == end { (0, 0) } else { (start, end) }).collect())
}

fn by_the_automaton(rule: &Rule, rules: &Rules, symbols: &[u8]) -> Option<Vec<(usize, usize)>> {
    let labels = rule.labels(&Site::new(symbols, None), &mut rules.memories())?;
    let ends = |label| labels.get(label).map_or((0, 0), |range| (range.start, range.end));
    Some([2, 3].into_iter().map(ends).collect())
}

#[test]
fn every_short_string_matches_as_the_regex_crate_has_it() {
    let patterns = [
        ("<a: name+?> (comma | verb)* <b: name?>", "(N+?)(?:,|V)*(N?)"),
        ("^ <a: any*?> comma <b: any+> end* $", "^(.*?),(.+)\\.*$"),
        ("<a: (name? verb?)*> comma? <b: (name | name comma)*>", "((?:N?V?)*),?((?:N|N,)*)"),
        ("(^ | comma) <a: name*> <b: (verb | end)+> ($ | name)", "(?:^|,)(N*)((?:V|\\.)+)(?:$|N)"),
        ("<a: (name | verb comma)??> <b: [^name end]+?> end", "((?:N|V,)??)([^N.]+?)\\."),
        (
            "(comma | verb | @subject)? <a: @subject @subject?> <b: (@subject | $)+>",
            "(?:,|V|N+)?(N+(?:N+)?)((?:N+|$)+)",
        ),
        ("<a: ((name?)* verb??)+?> <b: (comma? | end)*> $", "((?:(?:N?)*V??)+?)((?:,?|\\.)*)$"),
        ("<a: (| name) (verb |)> <b: comma+> ? (end? ^ name*)*", "((?:|N)(?:V|))(,+)?(?:\\.?^N*)*"),
        ("(^* <a: [name verb]+> | <b: end comma? ?>)+", "(?:^*([NV]+)|(\\.,??))+"),
        ("<a: name verb? any*> <b: comma>?", "(NV?.*)(,)?"),
        ("^ <a: name> comma? (any+ verb)? <b: any+>", "^(N),?(?:.+V)?(.+)"),
        ("<a: verb+?> (<b: any+> | name)? $", "(V+?)(?:(.+)|N)?$"),
    ];
    for (pattern, same) in patterns {
        let text = file(&format!("pattern = \"{pattern}\"\nfinds = [\"a\"]\nleaves = [\"b\"]"));
        let rules = Rules::compile(&[("rules/test.toml", &text)], STAGE).expect("it is well written");
        let crates = regex::bytes::Regex::new(same).expect("it is well written");
        for string in strings(6, b"NV,.") {
            let made = by_the_automaton(&rules.list[0], &rules, &string);
            assert_eq!(
                made,
                by_the_crate(&crates, &string),
                "{pattern} in {:?}",
                string.escape_ascii().to_string()
            );
            let possible = rules.possible(&Site::new(&string, None)) == 1;
            assert!(possible || made.is_none(), "{pattern} is ruled out in {string:?}");
        }
    }
}

#[test]
fn a_pattern_in_two_parts_matches_as_in_one() {
    let patterns = [
        "<a: (name | name comma)+?> <b: comma? verb> end* <a: name>?",
        "(^ | comma) <a: name*> <b: verb> ( <a: comma> name | any+ $ )",
        "<a: any*> verb <b: [^comma]*?> (name | $)",
        "(<a: name> verb | <b: end+> verb) (comma name?)*",
        "verb <a: name+> | <b: comma>",
        "<a: name> (verb | $) <b: end>",
        "<a: name+> verb <b: comma any+ name any+>",
        "(name | <a: end>)* verb (<b: name any*> | <a: any+?> end* $)",
    ];
    for pattern in patterns {
        let text = file(&format!("pattern = \"{pattern}\"\nfinds = [\"a\"]\nleaves = [\"b\"]"));
        let compile = || Rules::compile(&[("rules/test.toml", &text)], STAGE).expect("it is well written");
        let (one, two) = (compile(), compile().parted_at(b"V"));
        let around: Vec<Vec<u8>> = strings(4, b"N,.");
        for (before, after) in
            around.iter().flat_map(|before| around.iter().map(move |after| (before, after)))
        {
            let string = [&before[..], b"V", after].concat();
            let labels = |rules: &Rules| {
                let site = Site::new(&string, Some(before.len()));
                named(rules.list[0].labels(&site, &mut rules.memories()))
            };
            let whole = labels(&one);
            assert_eq!(whole, labels(&two), "{pattern} in {}", string.escape_ascii());
            let possible = two.possible(&Site::new(&string, Some(before.len()))) == 1;
            assert!(possible || whole.is_none(), "{pattern} is ruled out in {}", string.escape_ascii());
        }
    }
}

#[test]
fn a_string_of_any_length_matches_in_two_parts_as_in_one() {
    let text =
        file("pattern = \"^ <a: any+?> comma name* verb <b: any+>\"\nfinds = [\"a\"]\nleaves = [\"b\"]");
    let rules = Rules::compile(&[("rules/test.toml", &text)], STAGE).expect("the rule is well written");
    let rules = rules.parted_at(b"V");
    for length in [1, 100, LONGEST - 2, LONGEST - 1, LONGEST, 20_000] {
        let names = vec![b'N'; length];
        let string = [b"N,", &names[..], b"V", &names].concat();
        let found = rules.list[0].labels(&Site::new(&string, Some(length + 2)), &mut rules.memories());
        assert_eq!(named(found), Some(vec![("a", 0..1), ("b", length + 3..2 * length + 3)]), "{length}");
    }
}

/// Every string of up to so many letters.
fn strings(longest: usize, letters: &[u8]) -> Vec<Vec<u8>> {
    let mut strings: Vec<Vec<u8>> = vec![Vec::new()];
    for from in 0.. {
        let Some(string) = strings.get(from).cloned() else { break };
        if string.len() < longest {
            strings.extend(letters.iter().map(|letter| [&string[..], &[*letter]].concat()));
        }
    }
    strings
}
