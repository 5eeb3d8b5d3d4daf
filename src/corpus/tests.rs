//! What the corpus keeps of a name that several documents spell.

use super::*;

fn seen(name: &str, form: &str, roles: &[&str]) -> Sighting {
    Sighting {
        key: EntityKey::named(Kind::Person, name),
        kind: Kind::Person,
        name: name.to_string(),
        entry: None,
        forms: vec![form.to_string()],
        roles: roles.iter().map(ToString::to_string).collect(),
        mentions: 2,
        quotes_by: 1,
        quotes_about: 0,
    }
}

#[test]
fn case_and_accents_make_no_second_entity() {
    let mut corpus = Corpus::default();
    corpus.add(&[seen("Zoë Brandt", "Brandt", &["mayor"])], Some("2025-03-02"));
    corpus.add(&[seen("Zoe Brandt", "Ms Brandt", &["envoy", "envoy"])], Some("2025-01-09"));
    assert_eq!(corpus.len(), 1);
    let known = corpus.iter().next().unwrap();
    assert_eq!((known.name.as_str(), known.role()), ("Zoë Brandt", Some("envoy")));
    assert_eq!((known.mentions, known.documents, known.quotes_by), (4, 2, 2));
    assert_eq!(known.forms, ["Brandt", "Ms Brandt"]);
    assert_eq!(known.first_published.as_deref(), Some("2025-01-09"));
    assert_eq!(known.last_published.as_deref(), Some("2025-03-02"));
}

#[test]
fn two_entities_of_a_document_with_one_key_are_in_one_document() {
    let mut corpus = Corpus::default();
    corpus.add(&[seen("Ana Ruiz", "Ruiz", &[]), seen("Ana Ruiz", "Ana", &[])], None);
    let known = corpus.iter().next().unwrap();
    assert_eq!((known.documents, known.mentions), (1, 4));
}

#[test]
fn a_corpus_that_was_kept_goes_on_as_if_nothing_had_been() {
    let (first, second) =
        ([seen("Zoë Brandt", "Brandt", &["mayor"])], [seen("Zoe Brandt", "Zoe", &["envoy"])]);
    let mut whole = Corpus::default();
    whole.add(&first, Some("2025-03-02"));
    let mut resumed: Corpus = serde_json::from_str(&serde_json::to_string(&whole).unwrap()).unwrap();
    for corpus in [&mut whole, &mut resumed] {
        corpus.add(&second, Some("2025-01-09"));
        corpus.add(&[seen("Ana Ruiz", "Ruiz", &[])], None);
    }
    assert_eq!(format!("{whole:?}"), format!("{resumed:?}"));
    assert_eq!(resumed.len(), 2);
}

#[test]
fn a_person_and_a_place_of_one_name_are_two() {
    let person = EntityKey::named(Kind::Person, "Florence");
    let place = EntityKey::named(Kind::Place, "Florence");
    assert_ne!(person.id(), place.id());
    assert_eq!(person.id(), EntityKey::named(Kind::Person, " florence").id());
}

#[test]
fn a_row_of_another_kind_is_not_believed() {
    let gazetteer =
        Gazetteer::new(&[("mine.csv".to_string(), "id,kind,name\nx1,organisation,Tarn Vale\n".to_string())])
            .unwrap();
    let entry = gazetteer.answer("Tarn Vale").first().copied();
    let mut entity = Entity {
        kind: Kind::Organisation,
        name: "Tarn Vale".into(),
        entry,
        mentions: vec![],
        sex: crate::entity::Sex::default(),
    };
    assert_eq!(EntityKey::of(&entity, &gazetteer).id(), "x1");
    entity.kind = Kind::Person;
    assert_eq!(EntityKey::of(&entity, &gazetteer), EntityKey::named(Kind::Person, "Tarn Vale"));
}

#[test]
fn words_are_left_as_they_stand_where_they_stand_on_one_line() {
    for (words, line) in [
        ("", ""),
        ("one two", "one two"),
        ("“one” – two’s", "“one” – two’s"),
        (" one", "one"),
        ("one ", "one"),
        ("one  two", "one two"),
        ("one\u{a0}two\u{2003}three\u{3000}four\u{1680}five", "one two three four five"),
        ("one\x0ctwo\u{85}three", "one two three"),
        ("one\x1ctwo", "one\x1ctwo"),
    ] {
        assert_eq!(one_line(words), line, "{words:?}");
        let stands = words == line;
        assert_eq!(matches!(one_line(words), std::borrow::Cow::Borrowed(_)), stands, "{words:?}");
    }
}
