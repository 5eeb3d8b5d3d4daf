//! What the corpus keeps of a name that several documents spell.

use super::*;

fn seen(name: &str, form: &str, roles: &[&str]) -> Sighting {
    Sighting {
        key: EntityKey::named(Kind::Person, name),
        kind: Kind::Person,
        name: name.into(),
        entry: None,
        forms: [form.into()].into_iter().collect(),
        roles: roles.iter().map(|&role| role.into()).collect(),
        told: Told::default(),
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
    assert_eq!((&*known.name, known.role()), ("Zoë Brandt", Some("envoy")));
    assert_eq!((known.mentions, known.documents, known.quotes_by), (4, 2, 2));
    assert_eq!(known.forms().collect::<Vec<_>>(), ["Brandt", "Ms Brandt"]);
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
    let kept = |corpus: &Corpus| serde_json::to_string(corpus).unwrap();
    assert_eq!(kept(&whole), kept(&resumed));
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
        mentions: SmallVec::new(),
        sex: crate::entity::Sex::default(),
    };
    assert_eq!(&*EntityKey::of(&entity, &gazetteer).id(), "x1");
    entity.kind = Kind::Person;
    assert_eq!(EntityKey::of(&entity, &gazetteer), EntityKey::named(Kind::Person, "Tarn Vale"));
}

/// What some documents tell of people of one name, and the entities that come of it with their mentions.
#[track_caller]
fn check_apart(roles: &[&str], expected: &[u64]) {
    let gazetteer = Gazetteer::embedded().unwrap();
    let lexicon = crate::lexicon::Lexicon::embedded().unwrap();
    let mut corpus = Corpus::default();
    for role in roles {
        let text = crate::text::Text::new(role);
        let tokens = crate::segment::tokens(&text, lexicon);
        let mut sightings = [seen("Ana Ruiz", "Ruiz", &[])];
        let whole = Span::new(0, role.len() as u32);
        sightings[0].told.add_role(&text, &tokens, &gazetteer, whole);
        corpus.tell_apart(&mut sightings);
        corpus.add(&sightings, None);
    }
    assert_eq!(corpus.iter().map(|known| known.mentions).collect::<Vec<_>>(), expected, "{roles:?}");
}

#[test]
fn roles_of_several_fields_or_countries_are_several_people() {
    check_apart(&["mayor of Bristol", "striker", "goalkeeper", "minister"], &[4, 4]);
    check_apart(&["Kenyan writer", "Peruvian writer", "writer from Kenya"], &[4, 2]);
    check_apart(&["Kenya's ambassador", "President of Peru"], &[2, 2]);
}

#[test]
fn roles_that_tell_nothing_or_may_be_one_persons_are_one_person() {
    check_apart(&["mayor", "director of the school", "former striker", "lawyer"], &[8]);
    check_apart(&["surgeon", "the minister's cook", "professor"], &[4, 2]);
}
