//! What changed between two runs, on small articles that are changed in one way at a time.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sayso::batch;
use sayso::compare::{self, Asked, Change, Event, EventRow, Gate, Reasons, Sheet, Tally};
use sayso::config::Config;
use sayso::sink::Plan;
use sayso::source::{self, Documents};

const HARBOUR: &str = "Harbour wall is not safe, council is told

GHENT, Belgium — The harbour wall is \"not safe at all,\" Ana Ruiz told the council on Monday. She has
measured it since March.

\"We will rebuild it before the winter storms,\" said Zoe Brandt of the Harbour Trust. \"Nobody doubts
that.\"

Brandt said the work would begin in May.
";

const CLINIC: &str = "Clinic waits for its wages

KAMPALA, Uganda — \"We are asking for August,\" said Grace Akello, who leads the nurses.

Peter Okello, the director, said the money had been sent to the bank.
";

/// A folder of articles and of the runs over them.
struct World(tempfile::TempDir);

impl World {
    fn new(articles: &[(&str, &str)]) -> Self {
        let world = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(world.path("in")).unwrap();
        for (name, text) in articles {
            world.write(&format!("in/{name}"), text);
        }
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Extracts the articles as they are now, with a list of the user's own if there is one.
    fn extract(&self, run: &str, list: Option<&str>) {
        let gazetteers = list.map(|list| {
            self.write("own.csv", list);
            self.path("own.csv")
        });
        let config = Config { gazetteers: gazetteers.into_iter().collect(), ..Config::default() };
        let input = self.path("in").to_str().unwrap().to_string();
        let mut documents = Documents::of(&[input], &config).unwrap();
        batch::extract(&config, &config.reader().unwrap(), &mut documents, &Plan::folder(self.path(run)), 2)
            .unwrap();
    }

    fn compare(&self, old: &str, new: &str, asked: &Asked) -> (Vec<EventRow>, Tally) {
        compared(&self.path(old), &self.path(new), asked).unwrap()
    }

    /// Extracts twice, the articles changed in between, and tells the events, quiet ones too.
    fn changed(&self, change: impl FnOnce(&Self)) -> Vec<EventRow> {
        self.extract("old", None);
        change(self);
        self.extract("new", None);
        self.compare("old", "new", &all()).0
    }

    fn trouble(&self, old: &str, new: &str) -> String {
        let error = compared(&self.path(old), &self.path(new), &all()).unwrap_err().to_string();
        error.replace(&format!("{}/", self.0.path().display()), "")
    }
}

fn all() -> Asked {
    Asked {
        sheets: Sheet::ALL.to_vec(),
        ignored: Vec::new(),
        document: None,
        step: 0.05,
        all: true,
        gate: None,
    }
}

fn only(sheet: Sheet) -> Asked {
    Asked { sheets: vec![sheet], ..all() }
}

fn compared(old: &Path, new: &Path, asked: &Asked) -> sayso::error::Result<(Vec<EventRow>, Tally)> {
    let mut sheets = asked.sheets.clone();
    if old.is_dir() && sheets.contains(&Sheet::Entities) {
        sheets.push(Sheet::Mentions);
    }
    let (old, new) = source::both((old, &sheets), (new, &sheets))?;
    let edited = [old.edited(), new.edited()].concat();
    let reasons = Reasons::between(old.manifest(), new.manifest(), &edited);
    let mut events = Vec::new();
    let tally = compare::runs(&old, &new, &reasons, asked, &mut |event: &Event<'_>| {
        events.push(EventRow::from(event));
        Ok(())
    })?;
    Ok((events, tally))
}

/// Events of a table as `event cause`, each with how often it stands.
fn told(events: &[EventRow], table: &str) -> Vec<String> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for event in events.iter().filter(|event| event.table == table) {
        *counts.entry(format!("{} {}", event.event, event.cause)).or_default() += 1;
    }
    counts.into_iter().map(|(event, count)| format!("{count} {event}")).collect()
}

fn find<'e>(events: &'e [EventRow], event: &str) -> Vec<&'e EventRow> {
    events.iter().filter(|row| row.event == event).collect()
}

#[test]
fn the_same_articles_are_no_difference() {
    let world = World::new(&[("harbour.txt", HARBOUR), ("clinic.txt", CLINIC)]);
    world.extract("old", None);
    let (events, tally) = world.compare("old", "old", &all());
    assert!(events.is_empty() && tally.is_same());
    assert!(tally.rows[&Sheet::Quotes].0 >= 5, "{:?}", tally.rows);
    world.extract("new", None);
    assert!(world.compare("old", "new", &all()).1.is_same());
}

#[test]
fn a_paragraph_at_the_top_moves_every_row_and_takes_none_away() {
    let world = World::new(&[("harbour.txt", HARBOUR), ("clinic.txt", CLINIC)]);
    let events = world.changed(|world| {
        let text = HARBOUR.replacen(
            "GHENT",
            "The tide was high on Sunday night, and lorries were turned back at the bridge.\n\nGHENT",
            1,
        );
        world.write("in/harbour.txt", &text);
    });
    let quotes = told(&events, "quotes");
    assert!(quotes.len() == 1 && quotes[0].ends_with(" moved article"), "{quotes:?}");
    let mentions = told(&events, "mentions");
    assert!(mentions.len() == 1 && mentions[0].ends_with(" moved article"), "{mentions:?}");
    assert_eq!(told(&events, "documents"), ["1 changed article"]);
    assert!(events.iter().all(|event| event.doc_id == "harbour.txt"));
}

#[test]
fn a_speaker_put_right_by_an_alias_is_another_speaker_and_nothing_else() {
    let text = "Ferry is late\n\nCONSTANTA, Romania — Ilie Zelencuk has been master of the ferry for nine years.\n\n\
                \"The light was out,\" said Anton Moraru on Monday.\n\n\"I have told them so,\" Ana Ruiz said.\n";
    let world = World::new(&[("ferry.txt", text)]);
    let list = "kind,name,aliases\nperson,Ilie Zelencuk,\n";
    world.extract("old", Some(list));
    world.extract("new", Some("kind,name,aliases\nperson,Ilie Zelencuk,Anton Moraru\n"));
    let (events, _) = world.compare("old", "new", &only(Sheet::Quotes));
    assert_eq!(told(&events, "quotes"), ["1 speaker_changed gazetteer"]);
    let event = &events[0];
    assert_eq!((event.old.as_str(), event.new.as_str()), ("Anton Moraru", "Ilie Zelencuk"));
    assert_eq!((event.words.as_str(), event.matched), ("The light was out,", "id"));
    let (events, _) = world.compare("old", "new", &all());
    assert_eq!(told(&events, "mentions"), ["1 relinked gazetteer"]);
    let merged = find(&events, "merged");
    assert_eq!(
        (merged.len(), merged[0].old.as_str(), merged[0].new.as_str()),
        (1, "Anton Moraru", "Ilie Zelencuk")
    );
    assert!(find(&events, "removed").is_empty() && find(&events, "added").is_empty());
}

#[test]
fn a_renamed_file_is_a_moved_document_with_all_its_rows() {
    let world = World::new(&[("harbour.txt", HARBOUR), ("clinic.txt", CLINIC)]);
    let events = world.changed(|world| {
        std::fs::rename(world.path("in/harbour.txt"), world.path("in/ghent.txt")).unwrap();
    });
    assert_eq!(told(&events, "documents"), ["1 moved article"]);
    let moved = find(&events, "moved")[0];
    assert_eq!((moved.old_doc_id.as_str(), moved.doc_id.as_str()), ("harbour.txt", "ghent.txt"));
    assert_eq!((told(&events, "quotes").len(), told(&events, "mentions").len()), (0, 0));
}

#[test]
fn a_renamed_file_of_documents_with_ids_leaves_every_row_as_it_was() {
    let lines = serde_json::json!({ "id": "ghent-1", "text": HARBOUR }).to_string();
    let world = World::new(&[("feed.jsonl", &lines)]);
    let events = world.changed(|world| {
        std::fs::rename(world.path("in/feed.jsonl"), world.path("in/november.jsonl")).unwrap();
    });
    let told: Vec<_> = events.iter().map(|e| (e.table, e.event, e.columns.as_str())).collect();
    assert_eq!(told, [("documents", "moved", "source")]);
}

#[test]
fn a_word_more_inside_a_quotation_is_grown_content() {
    let world = World::new(&[("harbour.txt", HARBOUR)]);
    let events = world.changed(|world| {
        let text = HARBOUR.replace("before the winter storms", "well before the winter storms");
        world.write("in/harbour.txt", &text);
    });
    let grown = find(&events, "content_grown");
    assert_eq!(grown.len(), 1, "{events:?}");
    assert!(grown[0].marked.contains("rebuild it {+well +}before the"), "{}", grown[0].marked);
    assert_eq!((grown[0].matched, grown[0].cause.as_str()), ("place", "article"));
    for gone in ["added", "removed", "content_shrunk", "content_changed", "speaker_changed"] {
        assert!(find(&events, gone).is_empty(), "{gone}: {events:?}");
    }
    let back = world.compare("new", "old", &all()).0;
    assert_eq!(find(&back, "content_shrunk").len(), 1);
}

#[test]
fn an_entry_dropped_from_a_list_shows_where_it_was_used() {
    let world = World::new(&[("harbour.txt", HARBOUR)]);
    world.extract("old", Some("kind,id,name,aliases\nperson,own-1,Zoe Brandt-Marlow,Zoe Brandt\n"));
    world.extract("new", None);
    let (events, tally) = world.compare("old", "new", &all());
    let speakers = find(&events, "speaker_changed");
    assert!(!speakers.is_empty(), "{events:?}");
    assert!(speakers.iter().all(|e| e.old == "Zoe Brandt-Marlow" && e.new == "Zoe Brandt"), "{speakers:?}");
    let renamed = find(&events, "renamed");
    assert_eq!((renamed.len(), renamed[0].old_id.as_str()), (1, "own-1"));
    assert!(events.iter().all(|event| event.cause == "gazetteer"), "{events:?}");
    assert_eq!(tally.faults(), 0);
}

#[test]
fn two_files_that_have_changed_places_are_two_moved_documents() {
    let world = World::new(&[("a.txt", HARBOUR), ("b.txt", CLINIC)]);
    let events = world.changed(|world| {
        world.write("in/a.txt", CLINIC);
        world.write("in/b.txt", HARBOUR);
    });
    assert_eq!(told(&events, "documents"), ["2 moved article"]);
    assert_eq!((told(&events, "quotes").len(), told(&events, "mentions").len()), (0, 0), "{events:?}");
}

#[test]
fn a_quotation_that_stands_twice_keeps_its_speakers_when_a_third_comes_first() {
    let text = "Strike goes on\n\n\"We will not sail tomorrow,\" said Ana Ruiz in Ghent on Monday.\n\nHours \
                later the port was quiet.\n\n\"We will not sail tomorrow,\" said Zoe Brandt in Bruges.\n";
    let world = World::new(&[("strike.txt", text)]);
    let events = world.changed(|world| {
        let more = "Strike goes on\n\n\"We will not sail tomorrow,\" said Ivo Kern at the gate.\n\n";
        world.write("in/strike.txt", &text.replacen("Strike goes on\n\n", more, 1));
    });
    assert!(find(&events, "speaker_changed").is_empty(), "{events:?}");
    let added = find(&events, "added");
    let quotes: Vec<_> = added.iter().filter(|event| event.table == "quotes").collect();
    assert_eq!(quotes.len(), 1, "{events:?}");
    let rows = world.read("new/quotes.csv");
    let first = rows.lines().nth(1).unwrap();
    assert!(first.starts_with(&quotes[0].id) && first.contains("Ivo Kern"), "{first}");
}

/// A table of quotes with some cells changed, for what no article is needed.
fn table(rows: u32, change: impl Fn(u32, &mut BTreeMap<&'static str, String>) -> bool) -> String {
    let columns = Sheet::Quotes.columns();
    let mut table = format!("{}\n", columns.join(","));
    for row in 0..rows {
        let place = row % 50 * 100;
        let words = format!("statement {row} of the harbour council on wall {}", row % 977);
        let mut cells: BTreeMap<&'static str, String> = [
            ("quote_id", format!("q_{row}")),
            ("doc_id", format!("d{}", row / 50)),
            ("speaker", "Ana Ruiz".to_string()),
            ("speaker_id", "e_1".to_string()),
            ("kind", "direct".to_string()),
            ("stance", "say".to_string()),
            ("confidence", "0.80".to_string()),
            ("start_char", place.to_string()),
            ("end_char", (place + 60).to_string()),
            ("text_key", format!("k_{words}")),
            ("quote", words),
        ]
        .into();
        if change(row, &mut cells) {
            let cell = |column: &&str| cells.get(*column).cloned().unwrap_or_default();
            table += &columns.iter().map(cell).collect::<Vec<_>>().join(",");
            table.push('\n');
        }
    }
    table
}

#[test]
fn a_hundred_thousand_quotes_are_told_apart_row_by_row() {
    let world = World::new(&[]);
    world.write("old.csv", &table(100_000, |_, _| true));
    world.write(
        "new.csv",
        &table(100_000, |row, cells| {
            match row % 1000 {
                1 => return false,
                2 => cells.insert("speaker_id", "e_2".to_string()),
                3 => cells.insert("confidence", "0.60".to_string()),
                4 => cells.insert("confidence", "0.77".to_string()),
                5 => {
                    let words = format!("statement {row} of the whole harbour council on wall {}", row % 977);
                    cells.insert("text_key", format!("k_{words}"));
                    cells.insert("quote_id", format!("q_other_{row}"));
                    cells.insert("quote", words)
                }
                6 => cells.insert("start_char", "7".to_string()),
                _ => None,
            };
            true
        }),
    );
    let (events, tally) = world.compare("old.csv", "new.csv", &only(Sheet::Quotes));
    let expected = [
        "100 confidence_changed unknown",
        "100 content_grown unknown",
        "100 moved unknown",
        "100 removed unknown",
        "100 speaker_changed unknown",
    ];
    assert_eq!(told(&events, "quotes"), expected);
    assert_eq!((tally.within_step, tally.rows[&Sheet::Quotes]), (100, (100_000, 99_900)));
}

#[test]
fn neither_the_order_of_rows_nor_of_columns_nor_a_spreadsheets_line_ends_are_a_difference() {
    let world = World::new(&[]);
    let old = table(200, |row, cells| {
        if row == 7 {
            cells.insert("quote", "'=1+1".to_string());
        }
        true
    });
    world.write("old.csv", &old);
    let mut lines: Vec<&str> = old.lines().collect();
    lines[1..].reverse();
    world.write("reversed.csv", &(lines.join("\n") + "\n"));
    assert!(world.compare("old.csv", "reversed.csv", &only(Sheet::Quotes)).1.is_same());
    let turned: Vec<String> =
        old.lines().map(|line| line.rsplit(',').collect::<Vec<_>>().join(",")).collect();
    world.write("turned.csv", &format!("\u{FEFF}{}\r\n", turned.join("\r\n")));
    let (events, tally) = world.compare("old.csv", "turned.csv", &only(Sheet::Quotes));
    assert!(tally.is_same(), "{events:?}");
    world.write("other.csv", &old.replace("'=1+1", "'=1+2"));
    let (events, _) = world.compare("turned.csv", "other.csv", &only(Sheet::Quotes));
    assert_eq!((events[0].old.as_str(), events[0].new.as_str()), ("=1+1", "=1+2"));
    assert_eq!((events[0].old_line, events[0].new_line), (Some(9), Some(9)));
}

#[test]
fn a_key_that_stands_twice_is_told_with_both_lines() {
    let world = World::new(&[]);
    let rows = table(9, |row, cells| {
        if row == 6 {
            cells.insert("quote_id", "q_2".to_string());
        }
        true
    });
    world.write("twice.csv", &rows);
    let error = world.trouble("twice.csv", "twice.csv");
    assert!(error.starts_with("twice.csv:8: this quote_id stands on line 4 already"), "{error}");
}

#[test]
fn a_table_that_is_not_whole_is_told_with_its_place() {
    let world = World::new(&[("harbour.txt", HARBOUR)]);
    let rows = table(5, |_, _| true);
    world.write("good.csv", &rows);
    world.write("column.csv", &rows.replacen("speaker_id", "speakerid", 1));
    let error = world.trouble("good.csv", "column.csv");
    assert!(error.starts_with("column.csv:1: no column 'speaker_id'; did you mean 'speakerid'?"), "{error}");
    let cut = rows.len() - 40;
    world.write("row.csv", &format!("{}\n", &rows[..cut]));
    let error = world.trouble("row.csv", "good.csv");
    assert!(error.starts_with("row.csv:6: this row has "), "{error}");
    world.write("line.csv", rows.trim_end());
    let error = world.trouble("line.csv", "good.csv");
    assert!(error.starts_with("line.csv:6: the file ends in the middle of a line"), "{error}");
    world.write("empty.csv", "");
    assert!(world.trouble("empty.csv", "good.csv").starts_with("empty.csv:1: "));

    world.extract("run", None);
    world.extract("short", None);
    let quotes = world.read("short/quotes.csv");
    let short: Vec<&str> = quotes.split_inclusive('\n').collect();
    world.write("short/quotes.csv", &short[..short.len() - 1].concat());
    let error = world.trouble("run", "short");
    assert!(error.contains("the file ends after") && error.contains("it is truncated"), "{error}");
    std::fs::remove_file(world.path("short/quotes.csv")).unwrap();
    assert!(world.trouble("run", "short").starts_with("short: no quotes.csv here"));
    let manifest = world.read("short/run.json");
    world.write("short/run.json", &manifest.replacen("\"schema\": \"", "\"schema\": \"0.", 1));
    let error = world.trouble("run", "short");
    assert!(error.starts_with("short/run.json: the tables are of schema '0."), "{error}");
}

#[test]
fn what_nothing_accounts_for_is_a_fault_and_what_was_edited_is_not() {
    let world = World::new(&[("harbour.txt", HARBOUR)]);
    world.extract("old", None);
    world.extract("new", None);
    let quotes = world.read("new/quotes.csv");
    world.write("new/quotes.csv", &quotes.replacen(",say,say,", ",say,deny,", 1));
    let (events, tally) = world.compare("old", "new", &only(Sheet::Quotes));
    assert_eq!((told(&events, "quotes"), tally.faults()), (vec!["1 stance_changed edited".to_string()], 0));
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let manifest = world.read("new/run.json");
    let forged = manifest.replace(&hash(&quotes), &hash(&world.read("new/quotes.csv")));
    assert_ne!(forged, manifest);
    world.write("new/run.json", &forged);
    let (events, tally) = world.compare("old", "new", &only(Sheet::Quotes));
    assert_eq!((told(&events, "quotes"), tally.faults()), (vec!["1 stance_changed none".to_string()], 1));
}

#[test]
fn a_gate_looks_at_its_events_and_their_share_alone() {
    let world = World::new(&[]);
    world.write("old.csv", &table(1000, |_, _| true));
    world.write(
        "new.csv",
        &table(1000, |row, cells| {
            if row % 4 == 0 {
                cells.insert("stance", "deny".to_string());
            }
            row % 200 != 1
        }),
    );
    let passes = |change, allow| {
        let gate = Gate { fail_on: vec![(None, change)], allow };
        let asked = Asked { gate: Some(gate.clone()), ..only(Sheet::Quotes) };
        world.compare("old.csv", "new.csv", &asked).1.passes(&gate)
    };
    assert!(passes(Change::Removed, 0.005) && !passes(Change::Removed, 0.004));
    assert!(passes(Change::SpeakerChanged, 0.0) && !passes(Change::StanceChanged, 0.1));
}

#[test]
fn a_column_or_a_document_can_be_left_out_of_account() {
    let world = World::new(&[]);
    world.write("old.csv", &table(100, |_, _| true));
    world.write(
        "new.csv",
        &table(100, |row, cells| {
            let column = if row < 50 { "stance" } else { "kind" };
            cells.insert(column, "x".to_string());
            true
        }),
    );
    let asked = Asked { ignored: vec!["stance".to_string()], ..only(Sheet::Quotes) };
    assert_eq!(told(&world.compare("old.csv", "new.csv", &asked).0, "quotes"), ["50 kind_changed unknown"]);
    let asked = Asked { document: Some("d0".to_string()), ..only(Sheet::Quotes) };
    assert_eq!(told(&world.compare("old.csv", "new.csv", &asked).0, "quotes"), ["50 stance_changed unknown"]);
}
