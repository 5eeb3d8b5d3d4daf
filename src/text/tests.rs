//! Cases of this room, each a sentence that must hold.

use super::*;

fn check(given: &str, read: &str) {
    assert_eq!(Text::new(given).as_str(), read, "reading of {given:?}");
}

/// Where `word` of the tidied text stands in the text as given.
fn home(given: &str, word: &str) -> String {
    let text = Text::new(given);
    let start = text.as_str().find(word).expect("the word is in the tidied text") as u32;
    text.given_slice(text.source_span(Span::new(start, start + word.len() as u32))).to_string()
}

#[test]
fn a_clean_text_is_borrowed() {
    assert!(matches!(Text::new("Plain words, plain marks.").read, Cow::Borrowed(_)));
}

#[test]
fn marks_of_every_make_become_one_make() {
    check("''We go,'' he said.", "\"We go,\" he said.");
    check("«Oui», „ja“", "“Oui”, “ja“");
    check("O’Brien’s ‘plan’", "O'Brien's ‘plan’");
    check("''He said, 'No.'''", "\"He said, 'No.'\"");
}

#[test]
fn invisible_characters_and_wide_spaces_go() {
    check("Kha\u{AD}rkiv\u{A0}region\u{200B}", "Kharkiv region");
    check("Jose\u{301} and e\u{301}\u{301}", "José and é\u{301}");
}

#[test]
fn a_soft_hyphen_beside_a_name_stays_outside_and_inside_it_stays_inside() {
    assert_eq!(home("the \u{AD}Volga\u{AD} river", "Volga"), "Volga");
    assert_eq!(home("the Vol\u{AD}ga river", "Volga"), "Vol\u{AD}ga");
}

#[test]
fn a_wrapped_line_is_rejoined_and_a_paragraph_is_not() {
    let given = "The council of the harbour town met on Monday evening to\n\
                 hear what the engineers had found under the old bridge, and\n\
                 left without a word on the cost of mending it before spring\n\
                 comes, though the mayor had promised a figure by the week-\n\
                 end and the rest of the money by the middle of next month.\n\
                 \n\
                 Nobody spoke.\n";
    let text = Text::new(given);
    assert!(text.as_str().contains("evening to hear what"));
    assert!(text.as_str().contains("the weekend and"));
    assert!(text.as_str().ends_with("month.\n\nNobody spoke.\n"));
}

#[test]
fn a_sentence_goes_on_over_a_single_line_end_and_a_page_break() {
    check(
        "The council said that it would build\nthe bridge again,\nand soon.",
        "The council said that it would build the bridge again, and soon.",
    );
    check(
        "Nobody on the western bank was asked\n\n\x0cabout it.",
        "Nobody on the western bank was asked about it.",
    );
    check("“We will build\nthe bridge,” she said.", "“We will build the bridge,” she said.");
    check("Talks resume\nby Ana Ruiz", "Talks resume\nby Ana Ruiz");
    check(
        "The council of Ghent met on Monday\nThe bridge is old.",
        "The council of Ghent met on Monday\nThe bridge is old.",
    );
}

/// Every text of up to five characters over a hostile alphabet: the crossing is exact and monotonic,
/// and what was not edited is found again letter by letter.
#[test]
fn the_way_back_is_exact_for_every_short_hostile_text() {
    let alphabet =
        ["a", "é", "“", "’", "'", "\"", "\u{AD}", "\u{200B}", "\u{A0}", "\r", "\n", "😀", "\u{301}"];
    let mut texts = vec![String::new()];
    for _ in 0..5 {
        let longer: Vec<String> =
            texts.iter().flat_map(|t| alphabet.iter().map(move |c| format!("{t}{c}"))).collect();
        for given in &longer {
            check_way_back(given);
        }
        texts = longer;
    }
}

fn check_way_back(given: &str) {
    let text = Text::new(given);
    let mut last = 0;
    for (at, c) in text.as_str().char_indices() {
        let span = text.source_span(Span::new(at as u32, (at + c.len_utf8()) as u32));
        assert!(span.start >= last && span.start < span.end, "{given:?}: {c:?} at {span:?} after {last}");
        let home = text.given_slice(span);
        assert!(!home.is_empty(), "{given:?}: {c:?} fell between characters at {span:?}");
        if c.is_alphabetic() && home.chars().count() == 1 {
            assert_eq!(home.chars().next(), Some(c), "{given:?}");
        }
        last = span.end;
    }
    let whole = text.source_span(Span::new(0, text.as_str().len() as u32));
    assert!(whole.end as usize <= given.len());
}
