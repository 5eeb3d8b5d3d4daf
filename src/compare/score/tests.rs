//! Scores of a run that is the gold itself, of damaged ones, and of none.

use super::*;
use crate::lexicon::Lexicon;

const TEXT: &str = "Mr. Ivo Brandt met Bank of Ghent staff in Accra. “We sail,” said Brandt, “at dawn.” \
                    Zoë Kern said that the “old” ship was lost. She believed him.";

fn span(words: &str) -> (usize, usize) {
    let from = TEXT.find(words).unwrap();
    let start = TEXT[..from].chars().count();
    (start, start + words.chars().count())
}

fn name(words: &str, kind: &str) -> Name {
    let (start, end) = span(words);
    Name { start, end, kind: kind.to_string() }
}

fn gold() -> Gold {
    let attribution = |source: &str, cue: &str, content: &[&str], statement| Attribution {
        source: vec![span(source)],
        source_head: Vec::new(),
        cue: vec![span(cue)],
        content: content.iter().map(|words| span(words)).collect(),
        statement: Some(statement),
    };
    Gold {
        id: "a".to_string(),
        text: TEXT.to_string(),
        entities: Some(vec![name("Ivo Brandt", "PER"), name("Bank of Ghent", "ORG"), name("Accra", "LOC")]),
        attributions: Some(vec![
            attribution("Brandt,", "said", &["“We sail,”", "“at dawn.”"], true),
            attribution("Zoë Kern", "said that", &["that the “old” ship was lost"], true),
            attribution("She", "believed", &["him"], false),
        ]),
    }
}

/// In tenths of a per cent.
fn f1(scores: &Scores, measure: &str, kind: &str) -> i64 {
    (scores.rate(measure, kind).map_or(0.0, Rate::f1) * 1000.0).round() as i64
}

fn scored(found: &[Attribution], subset: Subset) -> (Scores, Vec<Fault>) {
    quotes(&gold(), found, subset, Lexicon::embedded().unwrap()).unwrap()
}

#[test]
fn the_gold_itself_is_right_in_everything() {
    let gold = gold();
    let (scores, faults) = names(&gold, gold.entities.as_ref().unwrap());
    assert_eq!(
        [f1(&scores, "strict", ALL), f1(&scores, "relaxed", "person"), f1(&scores, "untyped", ALL)],
        [1000; 3]
    );
    assert!(faults.is_empty());
    for subset in [Subset::All, Subset::Statement] {
        let (scores, faults) = scored(gold.attributions.as_ref().unwrap(), subset);
        for measure in ["content exact", "attribution", "cue exact"] {
            assert_eq!(f1(&scores, measure, ALL), 1000, "{measure}");
        }
        assert!(faults.is_empty(), "{faults:?}");
    }
}

#[test]
fn kinds_are_told_by_the_marks_of_the_text() {
    let (scores, _) = scored(gold().attributions.as_ref().unwrap(), Subset::All);
    let golds: Vec<i64> = ["direct", "mixed", "indirect"]
        .iter()
        .map(|kind| scores.rate("content", kind).unwrap().gold as i64)
        .collect();
    assert_eq!(golds, [1, 1, 1]);
}

#[test]
fn a_title_too_much_is_wrong_when_strict_and_right_when_relaxed() {
    let found = [name("Mr. Ivo Brandt", "person"), name("Bank of Ghent", "place"), name("Accra", "LOC")];
    let (scores, faults) = names(&gold(), &found);
    assert_eq!(f1(&scores, "strict", ALL), 333);
    assert_eq!((f1(&scores, "relaxed", ALL), f1(&scores, "untyped", ALL)), (667, 667));
    let told: Vec<_> = faults.iter().map(|f| (f.error, f.kind, f.text.as_str(), f.found.as_str())).collect();
    assert!(told.contains(&("missed", "organisation", "Bank of Ghent", "Bank of Ghent (place)")), "{told:?}");
}

#[test]
fn pieces_under_one_cue_are_one_statement_and_a_complementiser_is_no_part_of_it() {
    let mut found = gold().attributions.unwrap();
    let second = Attribution { content: found[0].content.split_off(1), ..found[0].clone() };
    found.push(second);
    found[1].content = vec![span("the “old” ship was lost")];
    let (scores, _) = scored(&found, Subset::Statement);
    assert_eq!(f1(&scores, "attribution exact", ALL), 1000);
}

#[test]
fn a_wrong_speaker_costs_the_attribution_and_not_the_content() {
    let mut found = gold().attributions.unwrap();
    found[0].source = vec![span("Zoë Kern")];
    found[1].source = Vec::new();
    let (scores, faults) = scored(&found, Subset::Statement);
    assert_eq!((f1(&scores, "content", ALL), f1(&scores, "attribution", ALL)), (1000, 0));
    assert_eq!(faults.iter().map(|f| f.error).collect::<Vec<_>>(), ["wrong_speaker", "wrong_speaker"]);
    assert_eq!((faults[0].gold.as_str(), faults[0].found.as_str()), ("Brandt,", "Zoë Kern"));
}

#[test]
fn a_belief_is_neither_wanted_nor_wrong_among_statements() {
    let all = gold().attributions.unwrap();
    let (with, without) = (scored(&all, Subset::Statement).0, scored(&all[..2], Subset::Statement).0);
    assert_eq!(with, without);
    assert_eq!(scored(&all[..2], Subset::All).1[0].error, "missed");
}

#[test]
fn nothing_found_is_nothing_right() {
    let (scores, faults) = scored(&[], Subset::All);
    assert_eq!((f1(&scores, "attribution", ALL), faults.len()), (0, 3));
    assert_eq!(names(&gold(), &[]).1.len(), 3);
}

#[test]
fn a_place_outside_the_text_is_told() {
    let found = [Attribution { content: vec![(5, 999)], ..Attribution::default() }];
    let error = quotes(&gold(), &found, Subset::All, Lexicon::embedded().unwrap()).unwrap_err();
    assert!(error.contains("5-999 in 'a'"), "{error}");
    for (line, told) in [
        (r#"{"id": "a"}"#, "missing field `text`"),
        (r#"{"id": "a", "text": "x"}"#, "neither 'entities' nor 'attributions'"),
        (
            r#"{"id": "a", "text": "é", "entities": [{"start": 0, "end": 2, "type": "PER"}]}"#,
            "0-2 is no place",
        ),
        (r#"{"id": "a", "text": "é", "attributions": [{"cue": "x"}]}"#, "a place is [start, end]"),
    ] {
        assert!(Gold::new(line).unwrap_err().contains(told), "{line}");
    }
    assert!(
        Gold::new(r#"{"id": "a", "text": "é", "attributions": [{"content": [0, 1], "cue": null}]}"#).is_ok()
    );
}
