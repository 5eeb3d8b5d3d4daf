//! Workbooks too large for a sheet, by the measure of small sheets.

use std::io::Read as _;

use super::*;

/// The parts of a workbook of some rows of text, by name.
fn made(rows: &[[&str; 2]], limits: Limits) -> BTreeMap<String, String> {
    let world = tempfile::tempdir().unwrap();
    let mut run = Run::begin(world.path()).unwrap();
    for head in crate::record::heads() {
        let column = |name: &str| head.fields.iter().position(|field| field.name == name);
        let (Some(id), Some(title)) = (column("doc_id"), column("title").or(column("quote"))) else {
            continue;
        };
        for row in rows {
            let mut cells = vec![""; head.fields.len()];
            (cells[id], cells[title]) = (row[0], row[1]);
            if let Some(url) = column("url") {
                cells[url] = "https://example.org/";
            }
            let mut writer = ::csv::Writer::from_writer(Vec::new());
            writer.write_record(&cells).unwrap();
            run.add(&format!("{}.rows", head.name), &writer.into_inner().unwrap(), 1).unwrap();
        }
    }
    let place = world.path().join(FILE);
    let tables = spool::all(&mut run, &Tables::default()).unwrap();
    write(&tables, &Counts::default(), &place, limits).unwrap();
    parts(&std::fs::read(&place).unwrap())
}

/// The parts of a zip file.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.insert(file.name().unwrap().to_string(), text);
    }
    parts
}

const SMALL: Limits = Limits { rows: 4, links: 5, units: 40 };

#[test]
fn a_table_that_is_too_long_goes_on_to_another_sheet() {
    let rows: Vec<[&str; 2]> = ["a", "b", "c", "d", "e", "f", "g"].map(|id| [id, "words"]).to_vec();
    let parts = made(&rows, SMALL);
    let book = &parts["xl/workbook.xml"];
    for name in ["documents", "documents_2", "documents_3", "quotes", "quotes_3"] {
        assert!(book.contains(&format!("name=\"{name}\"")), "{name}");
    }
    assert!(!book.contains("documents_4"));
    let rows_of = |sheet: usize| parts[&format!("xl/worksheets/sheet{sheet}.xml")].matches("<row ").count();
    assert_eq!([rows_of(2), rows_of(3), rows_of(4)], [4, 4, 2]);
}

#[test]
fn a_sheet_has_no_more_links_than_it_can_hold() {
    let rows: Vec<[&str; 2]> = ["a", "b", "c"].map(|id| [id, "words"]).to_vec();
    let parts = made(&rows, SMALL);
    let quotes = parts.values().find(|part| part.contains("<t>speaker_text</t>")).unwrap();
    assert_eq!(quotes.matches("<hyperlink ").count(), SMALL.links as usize);
    assert!(quotes.contains("location=\"'documents'!A2\""));
    let documents = parts.values().find(|part| part.contains("<t>text_hash</t>")).unwrap();
    assert_eq!(documents.matches("<hyperlink ").count(), 3);
}

#[test]
fn an_id_that_would_break_the_file_is_no_link() {
    let parts = made(&[["a\u{1}", "words"], ["\u{FFFF}", "words"], ["c", "words"]], SMALL);
    let quotes = parts.values().find(|part| part.contains("<t>speaker_text</t>")).unwrap();
    assert!(
        quotes.contains("location=\"'documents'!A4\"") && !quotes.contains("location=\"'documents'!A2\"")
    );
    assert!(parts.values().all(|part| !part.contains(['\u{1}', '\u{FFFF}'])));
}

#[test]
fn an_overlong_cell_is_cut_and_a_column_says_so() {
    let long = "é".repeat(50);
    let parts = made(&[["a", "=1+1"], ["b", &long]], SMALL);
    let documents = parts.values().find(|part| part.contains("<t>text_hash</t>")).unwrap();
    assert!(documents.contains("<t>title: 50 characters</t>"));
    assert!(documents.contains(" … [cut]</t>") && !documents.contains(&long));
    assert!(documents.contains("<t>=1+1</t>") && !documents.contains("<f>"));
    let whole = made(&[["a", "=1+1"]], SMALL);
    assert!(whole.values().all(|part| !part.contains("<t>cut</t>")));
}

#[test]
fn an_empty_table_has_its_header() {
    let parts = made(&[], Limits::EXCEL);
    assert!(parts.values().any(|part| part.contains("<t>text_hash</t>")));
    assert!(parts.keys().all(|name| !name.starts_with("xl/tables/")));
}

#[test]
fn a_panic_in_the_library_is_an_error_that_says_why() {
    let error = guarded(|| panic!("no space left")).unwrap_err().to_string();
    assert_eq!(error, "is the disk full? no space left");
    let full = std::io::Error::from_raw_os_error(28);
    let error = guarded(|| panic!("cannot write: {full:?}")).unwrap_err().to_string();
    assert_eq!(error, "is the disk full? cannot write");
    assert!(guarded(|| Ok(())).is_ok());
}
