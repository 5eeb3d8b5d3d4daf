//! Rows of a reading made by hand, held to the text they came from.

use super::*;
use crate::document::{Document, Status};
use smallvec::smallvec;

use crate::entity::{Entity, Sex};
use crate::lexicon::Stance;
use crate::mention::{Kind, Mention};
use crate::quote::{Form, Quote};
use crate::reading::Reader;
use crate::speaker::{Attribution, Method};

const BODY: &str = "Café owner Ana Ruiz spoke.\n\n“Rents will not fall,” Ruiz wrote. “Ruiz\nrents rise.”\n";

fn find(text: &str, words: &str, from: usize) -> Span {
    let start = text[from..].find(words).unwrap() + from;
    Span::new(start as u32, (start + words.len()) as u32)
}

fn mention(reading: &Reading<'_>, span: Span, role: Option<Span>) -> Mention {
    let first = reading.tokens.at_byte(span.start) as u32;
    let last = reading.tokens.at_byte(span.end - 1) as u32;
    Mention { first, last, span, kind: Kind::Person, rule: "full", confidence: 0.876, entry: None, role }
}

/// A reading of `body` as the stages would make it.
fn reading<'d>(reader: &Reader, document: &'d Document) -> Reading<'d> {
    let mut reading = reader.read(document);
    let text = reading.text.as_str().to_string();
    let spans = [find(&text, "Ana Ruiz", 0), find(&text, "Ruiz wrote", 0), find(&text, "“Ruiz", 0)];
    let spans = [
        spans[0],
        Span::new(spans[1].start, spans[1].start + 4),
        Span::new(spans[2].start + 3, spans[2].end),
    ];
    let role = find(&text, "Café owner", 0);
    reading.mentions = vec![
        mention(&reading, spans[0], Some(role)),
        mention(&reading, spans[1], None),
        mention(&reading, spans[2], None),
    ];
    reading.entities = vec![Entity {
        kind: Kind::Person,
        name: "Ana Ruiz".into(),
        entry: None,
        mentions: smallvec![0, 1, 2],
        sex: Sex::Unknown,
    }];
    reading.quotes = vec![Quote {
        form: Form::Direct,
        pieces: smallvec![
            find(&text, "Rents will not fall,", 0),
            Span::new(spans[2].start, text.rfind('”').unwrap() as u32),
        ],
        cue: Some(find(&text, "wrote", 0)),
        lemma: "write",
        stance: Stance::Say,
        negated: false,
        source: None,
        rule: "piecewise",
        confidence: 1.0,
    }];
    let words = Some(spans[1]);
    reading.speakers = vec![Attribution { entity: Some(0), words, role: None, method: Method::Name }];
    reading
}

fn made(check: impl FnOnce(Rows, Vec<char>)) {
    let reader = Reader::new(Gazetteer::embedded().unwrap(), false).unwrap();
    let document =
        Document { id: "a.txt".into(), body: BODY.into(), source: "in/a.txt".into(), ..Default::default() };
    let reading = reading(&reader, &document);
    check(rows(&reading, reader.gazetteer()), BODY.chars().collect());
}

fn slice(chars: &[char], start: u64, end: u64) -> String {
    chars[start as usize..end as usize].iter().collect()
}

#[test]
fn offsets_are_those_of_a_python_string_of_the_text_as_given() {
    made(|rows, chars| {
        for row in &rows.mentions {
            assert_eq!(slice(&chars, row.start_char, row.end_char), row.text);
        }
        let quote = &rows.quotes[0];
        let pieces: Vec<String> = quote
            .spans
            .split(';')
            .map(|piece| piece.split_once('-').unwrap())
            .map(|(start, end)| slice(&chars, start.parse().unwrap(), end.parse().unwrap()))
            .collect();
        assert_eq!(pieces, ["Rents will not fall,", "Ruiz\nrents rise."]);
        let (start, end) = quote.cue_place.unwrap();
        assert_eq!(slice(&chars, start, end), "wrote");
        let (start, end) = quote.speaker_place.unwrap();
        assert_eq!(slice(&chars, start, end), "Ruiz");
    });
}

#[test]
fn a_quotation_in_two_pieces_is_one_row_on_one_line() {
    made(|rows, _| {
        let quote = &rows.quotes[0];
        assert_eq!(quote.quote, "Rents will not fall, Ruiz rents rise.");
        assert_eq!(
            (quote.speaker.as_deref(), quote.speaker_text.as_deref()),
            (Some("Ana Ruiz"), Some("Ruiz"))
        );
        assert_eq!(quote.speaker_role.as_deref(), Some("Café owner"));
        assert_eq!((quote.paragraph, quote.sentence), (2, 2));
        assert_eq!((quote.before.as_str(), quote.after.as_str()), ("Café owner Ana Ruiz spoke. “", "”"));
    });
}

#[test]
fn a_name_inside_a_statement_is_told_and_counted() {
    made(|rows, _| {
        let inside: Vec<bool> = rows.mentions.iter().map(|m| m.in_quote).collect();
        assert_eq!(inside, [false, false, true]);
        let seen = &rows.sightings[0];
        assert_eq!((seen.mentions, seen.quotes_by, seen.quotes_about), (3, 1, 1));
        assert_eq!(*seen.forms, ["Ana Ruiz", "Ruiz"]);
        assert_eq!((rows.document.mentions, rows.document.quotes), (Some(3), Some(1)));
    });
}

#[test]
fn the_same_words_have_an_id_for_each_time_they_stand() {
    made(|rows, _| {
        assert_ne!(rows.mentions[1].mention_id, rows.mentions[2].mention_id);
        assert_eq!(rows.mentions[1].mention_id, crate::corpus::id('m', &["a.txt", "Ruiz", "1"]));
        let key = "rents will not fall ruiz rents rise";
        assert_eq!(rows.quotes[0].text_key, crate::corpus::id('k', &[key]));
        assert_eq!(rows.quotes[0].quote_id, crate::corpus::id('q', &["a.txt", "quoted", key, "1"]));
    });
}

#[test]
fn the_first_documents_spelling_of_a_name_stands() {
    made(|mut rows, _| {
        let mut corpus = Corpus::default();
        let mut first = rows.sightings.clone();
        first[0].name = "Ána Ruiz".into();
        corpus.add(&first, None);
        corpus.add(&rows.sightings, None);
        assert!(rows.rename(&corpus));
        assert!(rows.mentions.iter().all(|m| &*m.name == "Ána Ruiz"));
        assert_eq!(rows.quotes[0].speaker.as_deref(), Some("Ána Ruiz"));
    });
}

#[test]
fn the_roles_of_the_text_come_before_the_lists() {
    let lists = [(
        "l.csv".to_string(),
        "kind,name,aliases,role\nperson,Ana Ruiz,A. Ruiz,envoy|former judge\n".into(),
    )];
    let gazetteer = Gazetteer::new(&lists).unwrap();
    let reader = Reader::new(gazetteer, false).unwrap();
    let document = Document { id: "a".into(), body: BODY.into(), ..Default::default() };
    let mut reading = reading(&reader, &document);
    reading.entities[0].entry = reader.gazetteer().answer("Ana Ruiz").first().copied();
    let mut corpus = Corpus::default();
    corpus.add(&rows(&reading, reader.gazetteer()).sightings, Some("2025-12-02"));
    let row = entities(&corpus, reader.gazetteer()).next().unwrap();
    assert_eq!(&*row.entity_id, "per_ana-ruiz");
    assert_eq!((row.role.as_deref(), row.aliases.as_str()), (Some("Café owner"), "Ruiz|A. Ruiz"));
    assert_eq!((row.source.as_str(), row.first_published.as_deref()), ("l.csv", Some("2025-12-02")));
    reading.mentions[0].role = None;
    let mut corpus = Corpus::default();
    corpus.add(&rows(&reading, reader.gazetteer()).sightings, None);
    assert_eq!(entities(&corpus, reader.gazetteer()).next().unwrap().role.as_deref(), Some("envoy"));
}

#[test]
fn a_document_that_was_not_read_has_a_row_of_its_own() {
    let trouble = crate::document::Trouble {
        id: "b.jsonl:2".into(),
        source: "b.jsonl".into(),
        status: Status::Failed,
        message: "b.jsonl:2:1: no object".into(),
    };
    let row = Rows::of_trouble(&trouble).document;
    assert_eq!(
        (row.status, row.chars, row.message.as_str()),
        (Status::Failed, None, "b.jsonl:2:1: no object")
    );
}

#[test]
fn the_columns_are_those_of_the_contract() {
    fn header<R>(table: &Table<R>) -> String {
        table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(" ")
    }
    assert_eq!(
        header(&DOCUMENTS),
        "doc_id source title published outlet url byline chars words sentences mentions quotes text_hash status message"
    );
    assert_eq!(
        header(&ENTITIES),
        "entity_id kind name aliases role country external_ids source mentions documents quotes_by quotes_about \
         first_published last_published"
    );
    assert_eq!(
        header(&MENTIONS),
        "mention_id doc_id entity_id kind name text role rule confidence paragraph sentence start_char end_char in_quote"
    );
    assert_eq!(
        header(&QUOTES),
        "quote_id doc_id published outlet speaker speaker_id speaker_kind speaker_text speaker_role kind quote cue \
         cue_lemma stance negated rule speaker_method confidence paragraph sentence spans start_char end_char cue_start \
         cue_end speaker_start speaker_end before after text_key url"
    );
}
