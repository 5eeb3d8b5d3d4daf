//! The definition of the arguments as a file of options sees it, and the page that documents it.

use std::path::Path;

use super::*;

fn known() -> Vec<file::Known> {
    definition::options().get_arguments().filter_map(definition::known).collect()
}

/// What a file and a command line resolve to, as a file.
fn resolved(text: &str, words: &[&str]) -> std::result::Result<String, String> {
    let settings = file::settings(text, "sayso.toml", Path::new(""), &known()).map_err(|e| e.to_string())?;
    settings.iter().try_for_each(check).map_err(|e| e.to_string())?;
    exclusive(&settings).map_err(|e| e.to_string())?;
    let words: Vec<&str> = ["sayso", "extract"].iter().chain(words).copied().collect();
    let parsed = |command: Command| command.try_get_matches_from(&words).map_err(|e| e.to_string());
    let given = parsed(definition::open(Arguments::command()))?;
    let (path, given) = leaf(&given);
    let settings = definition::beside(settings, given);
    let command = definition::with(definition::open(Arguments::command()), &path, given, &settings);
    let matches = parsed(command)?;
    Arguments::from_arg_matches(&matches).map_err(|e| e.to_string())?;
    Ok(print::resolved(&definition::options(), leaf(&matches).1, &settings))
}

#[track_caller]
fn check_lines(text: &str, words: &[&str], lines: &[&str]) {
    let page = resolved(text, words).unwrap();
    for line in lines {
        assert!(page.lines().any(|found| found == *line), "no line '{line}' in\n{page}");
    }
}

#[track_caller]
fn check_fault(text: &str, message: &str) {
    assert_eq!(resolved(text, &["articles"]), Err(message.to_string()));
}

#[test]
fn the_definition_is_sound_with_all_of_its_arguments_freed() {
    definition::open(Arguments::command()).debug_assert();
}

#[test]
fn the_command_line_wins_over_the_file_and_the_file_over_the_default() {
    check_lines(
        "jobs = 2\noutput = \"december\"\ngazetteer = [\"a.csv\", \"b.csv\"]\n",
        &["articles", "--jobs", "3"],
        &[
            "inputs = [\"articles\"] # command line",
            "jobs = 3 # command line",
            "output = \"december\" # sayso.toml:2",
            "gazetteer = [\"a.csv\", \"b.csv\"] # sayso.toml:3",
            "# text-field = # not set",
            "beliefs = false # default",
        ],
    );
    check_lines(
        "gazetteer = \"a.csv\"",
        &["x", "--gazetteer", "c.csv"],
        &["gazetteer = [\"c.csv\"] # command line"],
    );
    check_lines("", &["articles"], &["# jobs = # not set", "gazetteer = [] # default"]);
}

#[test]
fn a_switch_of_the_file_can_be_unset() {
    check_lines("beliefs = true", &["x"], &["beliefs = true # sayso.toml:1"]);
    check_lines("beliefs = true", &["x", "--beliefs=false"], &["beliefs = false # command line"]);
    check_lines("beliefs = true", &["--beliefs", "x"], &["beliefs = true # command line"]);
}

#[test]
fn what_the_command_line_excludes_does_not_come_from_the_file() {
    check_lines("quiet = true", &["x", "-v"], &["quiet = false # default", "verbose = true # command line"]);
    check_lines(
        "verbose = true",
        &["x", "-q"],
        &["quiet = true # command line", "verbose = false # default"],
    );
    check_fault("quiet = true\nverbose = true", "sayso.toml:2:11: quiet and verbose exclude each other");
    check_lines("quiet = true\nverbose = false", &["x"], &["quiet = true # sayso.toml:1"]);
}

#[test]
fn the_inputs_may_stand_in_the_file_and_must_stand_somewhere() {
    check_lines("inputs = [\"news\", \"-\"]", &[], &["inputs = [\"news\", \"-\"] # sayso.toml:1"]);
    let error = resolved("jobs = 1", &[]).unwrap_err();
    assert!(error.contains("required arguments were not provided"), "{error}");
    check_lines("", &["--print-config"], &["inputs = [] # default"]);
}

#[test]
fn a_value_out_of_range_is_told_with_its_place() {
    check_fault("\njobs = 0", "sayso.toml:2:8: jobs cannot be '0': 0 is not in 1..=1024");
    check_fault(
        "largest = -1",
        "sayso.toml:1:11: largest cannot be '-1': a size is a number, as 500K or 64M",
    );
}

#[test]
fn what_is_asked_of_one_run_cannot_stand_in_a_file() {
    for key in ["resume", "config", "print-config", "stop-after", "help"] {
        let error = resolved(&format!("{key} = true"), &["x"]).unwrap_err();
        assert!(error.starts_with(&format!("sayso.toml:1:1: no option '{key}'")), "{error}");
    }
}

#[test]
fn what_is_printed_can_be_fed_back_and_gives_the_same() {
    let words = ["a b", "it's \"new\"/*.txt", "-o", "out", "--beliefs", "--gazetteer", "x.csv", "-j", "3"];
    let page = resolved("outlet-field = \"paper\"", &words).unwrap();
    let values = |page: &str| -> Vec<String> {
        page.lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| l.split(" # ").next().unwrap().to_string())
            .collect()
    };
    let again = resolved(&page, &[]).unwrap();
    assert_eq!(values(&page), values(&again));
    assert!(again.contains("outlet-field = \"paper\" # sayso.toml:"), "{again}");
}

#[test]
fn the_documentation_lists_every_option() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md");
    let (begin, end) = ("<!-- the options, made by the tests -->\n", "<!-- end of the options -->\n");
    let kept = std::fs::read_to_string(path).unwrap();
    let (head, rest) = kept.split_once(begin).unwrap();
    let (_, tail) = rest.split_once(end).unwrap();
    let made = format!("{head}{begin}{}{end}{tail}", print::table(&definition::options()));
    // Another test reads the page: what is right already is not written again.
    if kept != made && std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &made).unwrap();
        return;
    }
    assert!(kept == made, "docs/configuration.md is out of date; run the tests with UPDATE=1");
}

#[test]
fn the_example_of_the_documentation_is_a_file_of_options() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md")).unwrap();
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    check_lines(example, &[], &["inputs = [\"articles\"] # sayso.toml:2"]);
}
