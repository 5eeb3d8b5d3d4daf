//! What holds of every text: nothing is lost, every span maps home, no text stops the program.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso::config::Config;
use sayso::document::Document;
use sayso::reading::{Reader, Reading};
use sayso::record;
use sayso::segment::Gap;
use sayso::text::Span;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Config::default().reader().expect("the shipped lists open"));

/// Pieces of news text, and of what spoils it.
const PIECES: &[&str] = &[
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "''",
    "(",
    ")",
    ".",
    ",",
    ":",
    "?",
    "—",
    "-",
    "…",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\u{A0}",
    "\u{AD}",
    "\u{200B}",
    "\u{FEFF}",
    "e\u{301}",
    "\u{301}",
    "ß",
    "İ",
    "ﬁ",
    "😀",
    "\0",
    "=1+1",
    "Ana Ruiz",
    "Ruiz",
    "Ms. ",
    "Sen.",
    "U.S.",
    "Ankara",
    "NATO",
    "The Bank of ",
    "PARIS (AP) — ",
    "RUIZ: ",
    "The spokeswoman",
    "She",
    " he ",
    " said",
    " said that ",
    " told reporters that ",
    " added",
    " denied ",
    "according to ",
    ", adding that ",
    " called it ",
    "the bridge was safe",
    "not",
    "A",
    "3.5",
    "date 2025-12-02",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(str::to_string),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check(body: &str) {
    let document = Document { id: "a".to_string(), body: body.to_string(), ..Document::default() };
    let reading = READER.read(&document);
    nothing_is_lost(&reading);
    for span in spans(&reading) {
        maps_home(&reading, span);
    }
    rows_hold_characters(&reading);
}

/// Tokens and gaps add up to the text; sentences and paragraphs add up to the tokens.
fn nothing_is_lost(reading: &Reading<'_>) {
    let (text, tokens) = (reading.text.as_str(), &reading.tokens);
    let mut at = 0;
    for (number, token) in tokens.iter().enumerate() {
        let gap = &text[at..token.span.start as usize];
        assert!(gap.chars().all(char::is_whitespace), "{gap:?} was lost in {text:?}");
        let expected = match gap {
            _ if number == 0 => Gap::Line,
            "" => Gap::None,
            _ if gap.contains('\n') => Gap::Line,
            _ => Gap::Space,
        };
        assert_eq!(token.gap, expected, "the gap before token {number} of {text:?}");
        at = token.span.end as usize;
    }
    assert!(text[at..].chars().all(char::is_whitespace), "{:?} was lost in {text:?}", &text[at..]);
    let sentences: Vec<usize> = tokens.sentences.iter().flat_map(|s| s.tokens.clone()).collect();
    let paragraphs: Vec<usize> = tokens.paragraphs.iter().cloned().flatten().collect();
    let all: Vec<usize> = (0..tokens.len()).collect();
    assert_eq!((&sentences, &paragraphs), (&all, &all), "the parts of {text:?}");
}

/// Every span that a reading holds.
fn spans(reading: &Reading<'_>) -> Vec<Span> {
    let mut spans: Vec<Span> = reading.tokens.iter().map(|token| token.span).collect();
    for mention in &reading.mentions {
        spans.push(mention.span);
        spans.extend(mention.role);
    }
    for (quote, speaker) in reading.quotes.iter().zip(&reading.speakers) {
        spans.extend(&quote.pieces);
        spans.extend(quote.cue);
        spans.extend(speaker.words);
        spans.extend(speaker.role);
    }
    spans
}

/// A span stands on characters' boundaries in both texts, holds something, and is found again.
fn maps_home(reading: &Reading<'_>, span: Span) {
    let (read, given) = (reading.text.as_str(), reading.text.given());
    let home = reading.text.source_span(span);
    let there = read.get(span.start as usize..span.end as usize);
    let here = given.get(home.start as usize..home.end as usize);
    assert!(there.is_some_and(|words| !words.is_empty()), "{span:?} in {read:?}");
    assert!(here.is_some_and(|words| !words.is_empty()), "{span:?} is {home:?} in {given:?}");
}

/// Offsets of rows are characters of the text as given, and what a row calls its text stands there.
fn rows_hold_characters(reading: &Reading<'_>) {
    let rows = record::rows(reading, READER.gazetteer());
    let characters: Vec<char> = reading.document.body.chars().collect();
    let slice = |start: u64, end: u64| -> String {
        let range = usize::try_from(start).unwrap_or(usize::MAX)..usize::try_from(end).unwrap_or(usize::MAX);
        characters.get(range).unwrap_or_else(|| panic!("{start}-{end} in {characters:?}")).iter().collect()
    };
    for row in &rows.mentions {
        let on_one_line: String = slice(row.start_char, row.end_char).split_whitespace().collect();
        assert_eq!(row.text.split_whitespace().collect::<String>(), on_one_line, "a mention");
    }
    for row in &rows.quotes {
        slice(row.start_char, row.end_char);
        for (start, end) in row.cue_place.into_iter().chain(row.speaker_place) {
            slice(start, end);
        }
    }
    assert_eq!(reading.quotes.len(), reading.speakers.len(), "one speaker for each statement");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_news_however_spoilt_keeps_its_spans(body in text()) {
        check(&body);
    }

    #[test]
    fn any_string_at_all_keeps_its_spans(body in any::<String>()) {
        check(&body);
    }
}

#[test]
fn every_short_text_over_a_hostile_alphabet_keeps_its_spans() {
    const ALPHABET: &[&str] = &["“", "”", "'", "\"", " ", "\n", ".", "A", "said", "\u{AD}", "é"];
    let mut texts = vec![String::new()];
    for _ in 0..4 {
        let longer = texts.iter().flat_map(|text| ALPHABET.iter().map(move |piece| format!("{text}{piece}")));
        texts = longer.collect();
        for text in &texts {
            check(text);
        }
    }
}
