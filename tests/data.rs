//! The lists under `gazetteers/` and the ids under `rules/` are clean: known columns, sorted, no row
//! twice, no name empty, every source credited, what is ambiguous flagged.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The largest file, in bytes: what a reviewer's tools still show.
const LARGEST: u64 = 8_000_000;

/// The columns of word lists that are more than classes and words.
const WORDS: &[(&str, &str)] = &[
    ("common.csv", "word,level"),
    ("cues.csv", "cue,part,forms,stance,act,takes"),
    ("demonyms.csv", "demonym,country,kind"),
    ("given_names.csv", "name,sex,frequency"),
    ("legal_suffixes.csv", "word"),
    ("fields.csv", "word,field"),
    ("nicknames.csv", "name,formal"),
    ("short_titles.csv", "name,formal"),
    ("spellings.csv", "name,variants"),
    ("states.csv", "abbreviation,state"),
    ("suffixes.csv", "suffix,tags"),
    ("surnames.csv", "name,frequency"),
    ("tags.csv", "word,tags"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A CSV file: its path from the root, header and rows.
struct List {
    path: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl List {
    fn read(file: &Path) -> Self {
        let path = file.strip_prefix(root()).expect("it stands in the repository").display().to_string();
        let mut reader = csv::Reader::from_path(file).unwrap_or_else(|e| panic!("{path}: {e}"));
        let cells = |row: &csv::StringRecord| row.iter().map(str::to_string).collect::<Vec<_>>();
        let header = cells(reader.headers().unwrap_or_else(|e| panic!("{path}: {e}")));
        let rows =
            reader.records().map(|row| cells(&row.unwrap_or_else(|e| panic!("{path}: {e}")))).collect();
        Self { path, header, rows }
    }

    fn is_names(&self) -> bool {
        !self.path.contains("/words/")
    }

    /// The cells of a column, each with its line; none where there is no such column.
    fn column<'l>(&'l self, name: &str) -> impl Iterator<Item = (usize, &'l str)> + use<'l> {
        let place = self.header.iter().position(|column| column == name);
        let cell =
            move |(number, row): (usize, &'l Vec<String>)| Some((number + 2, row.get(place?)?.as_str()));
        self.rows.iter().enumerate().filter_map(cell)
    }
}

fn lists() -> Vec<List> {
    files("gazetteers", "csv").iter().map(|file| List::read(file)).collect()
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    fn add(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                add(&path, extension, files);
            } else if path.extension().is_some_and(|other| other == extension) {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    add(&root().join(folder), extension, &mut files);
    files.sort();
    files
}

/// Tells the first faults, and how many there are.
fn holds(faults: impl IntoIterator<Item = String>) {
    let faults: Vec<String> = faults.into_iter().collect();
    let first: Vec<&str> = faults.iter().take(20).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), first.join("\n"));
}

#[test]
fn every_header_is_known() {
    let is_known = |list: &List| {
        let header = list.header.join(",");
        let name = list.path.rsplit('/').next().unwrap_or("");
        if list.is_names() {
            let columns = &sayso::gazetteer::COLUMNS;
            list.header.iter().all(|column| columns.contains(&column.as_str()))
                && list.header.starts_with(&["kind".to_string(), "subtype".to_string(), "name".to_string()])
        } else {
            let own = WORDS.iter().find(|(file, _)| *file == name);
            header == own.map_or("class,word", |(_, header)| header)
        }
    };
    holds(
        lists().iter().filter(|list| !is_known(list)).map(|list| format!("{}: {:?}", list.path, list.header)),
    );
}

#[test]
fn every_list_is_sorted_and_has_no_row_twice() {
    let mut faults = Vec::new();
    for list in lists() {
        let names: Vec<usize> = ["name", "country", "subtype", "external_ids"]
            .iter()
            .filter_map(|name| list.header.iter().position(|column| column == name))
            .collect();
        // Names go by name, towns of one name by their ids too; words by their whole row.
        let key = |row: &Vec<String>| -> Vec<String> {
            if list.is_names() { names.iter().map(|&at| row[at].clone()).collect() } else { row.clone() }
        };
        for (number, pair) in list.rows.windows(2).enumerate() {
            if key(&pair[0]) >= key(&pair[1]) {
                let (one, other) = (pair[0].join(","), pair[1].join(","));
                faults.push(format!("{}:{}: {other} stands behind {one}", list.path, number + 3));
            }
        }
    }
    holds(faults);
}

#[test]
fn no_name_or_word_is_empty_or_padded() {
    let mut faults = Vec::new();
    for list in lists() {
        for column in
            ["kind", "subtype", "name", "aliases", "role", "class", "word", "cue", "demonym", "source"]
        {
            let part =
                |cell: &str| cell.trim() != cell || cell.contains("  ") || cell.chars().any(char::is_control);
            let optional = matches!(column, "aliases" | "role" | "subtype");
            let bad = list.column(column).filter(|(_, cell)| {
                cell.is_empty() && !optional
                    || !cell.is_empty() && cell.split('|').any(|p| p.is_empty() || part(p))
            });
            faults.extend(bad.map(|(line, cell)| format!("{}:{line}: {column} is {cell:?}", list.path)));
        }
    }
    holds(faults);
}

#[test]
fn every_kind_subtype_sex_and_weight_is_one() {
    let mut faults = Vec::new();
    for list in lists().iter().filter(|list| list.is_names()) {
        let folder = list.path.split('/').nth(1).unwrap_or("");
        let kind = match folder {
            "people" => "person",
            "places" => "place",
            _ => "organisation",
        };
        let kinds = list.column("kind").filter(|(_, cell)| *cell != kind);
        let sexes = list.column("sex").filter(|(_, cell)| !["", "m", "f"].contains(cell));
        let weights = list.column("weight").filter(|(_, cell)| !cell.parse::<u16>().is_ok_and(|w| w < 1000));
        let bad = kinds.chain(sexes).chain(weights);
        faults.extend(bad.map(|(line, cell)| format!("{}:{line}: {cell:?} is none", list.path)));
    }
    holds(faults);
}

#[test]
fn every_country_is_one_of_countries_csv() {
    let countries = List::read(&root().join("gazetteers/places/countries.csv"));
    let known: BTreeSet<&str> = countries.column("country").map(|(_, code)| code).collect();
    let mut faults = Vec::new();
    for list in lists() {
        for (line, code) in list.column("country").filter(|(_, code)| !code.is_empty()) {
            let letters = code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase());
            if !letters || !known.contains(code) {
                faults.push(format!("{}:{line}: {code:?} is no code", list.path));
            }
        }
    }
    holds(faults);
}

#[test]
fn every_source_is_named_in_the_notice() {
    let notice = std::fs::read_to_string(root().join("gazetteers/NOTICE.md")).expect("the notice is there");
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    for list in lists() {
        for (line, cell) in list.column("source") {
            for source in cell.split('+') {
                sources.entry(source.to_string()).or_insert_with(|| format!("{}:{line}", list.path));
            }
        }
    }
    // A heading names the package with its version, or the text names it as code.
    let is_named = |source: &str| {
        let headed = notice.lines().filter(|line| line.starts_with("## "));
        let mut words = headed.flat_map(|line| line.split([' ', ',', ';', '/']));
        words.any(|word| word == source) || notice.contains(&format!("`{source}`"))
    };
    let unnamed = sources.iter().filter(|(source, _)| !is_named(source));
    holds(unnamed.map(|(source, place)| format!("{place}: the notice does not name {source}")));
}

#[test]
fn every_file_is_small_enough_for_a_review() {
    let large = files("gazetteers", "csv")
        .into_iter()
        .filter(|file| std::fs::metadata(file).expect("the file is there").len() > LARGEST);
    holds(large.map(|file| format!("{} is larger than {LARGEST} bytes", file.display())));
}

/// The sorts of entries there are. A new one is a decision: evidence and roles go by them.
const SUBTYPES: &[(&str, &[&str])] = &[
    (
        "person",
        &[
            "academic",
            "activist",
            "analyst",
            "artist",
            "athlete",
            "cleric",
            "executive",
            "journalist",
            "military",
            "official",
            "politician",
            "royal",
        ],
    ),
    (
        "place",
        &[
            "admin1",
            "airport",
            "base",
            "borough",
            "camp",
            "capital",
            "city",
            "country",
            "crossing",
            "island",
            "landmark",
            "mountain",
            "prison",
            "region",
            "river",
            "territory",
            "water",
        ],
    ),
    (
        "organisation",
        &[
            "agency",
            "armed-group",
            "bank",
            "central-bank",
            "club",
            "company",
            "court",
            "federation",
            "foundation",
            "government",
            "hacker-group",
            "hospital",
            "international-body",
            "investment-firm",
            "league",
            "lobby",
            "metonym",
            "military",
            "ministry",
            "movement",
            "museum",
            "news-agency",
            "news-outlet",
            "ngo",
            "parliament",
            "party",
            "police",
            "pollster",
            "professional-body",
            "religious-body",
            "stock-exchange",
            "think-tank",
            "union",
            "university",
        ],
    ),
];

#[test]
fn every_subtype_is_one() {
    let mut faults = Vec::new();
    for list in lists().iter().filter(|list| list.is_names()) {
        let kinds = list.column("kind").zip(list.column("subtype"));
        let known = |kind: &str, sort: &str| {
            sort.is_empty() || SUBTYPES.iter().any(|(of, sorts)| *of == kind && sorts.contains(&sort))
        };
        let bad = kinds.filter(|((_, kind), (_, sort))| !known(kind, sort));
        faults
            .extend(bad.map(|((line, kind), (_, sort))| format!("{}:{line}: {sort:?} of {kind}", list.path)));
    }
    holds(faults);
}

/// The common words.
fn common() -> BTreeSet<String> {
    let words = List::read(&root().join("gazetteers/words/common.csv"));
    words.column("word").map(|(_, word)| word.to_string()).collect()
}

/// Whether a form would be a word at the start of a sentence.
fn is_word(form: &str, common: &BTreeSet<String>) -> bool {
    let lower = form.to_lowercase();
    let rest = form.chars().skip(1);
    rest.filter(|c| c.is_alphabetic()).all(char::is_lowercase) && common.contains(&lower)
}

#[test]
fn no_other_name_is_a_common_word_unless_it_is_flagged() {
    let common = common();
    let (mut flagged, mut words) = (BTreeSet::new(), Vec::new());
    for list in lists().iter().filter(|list| list.is_names()) {
        let place = |name: &str| list.header.iter().position(|column| column == name);
        let cell = |row: &'_ [String], name: &str| place(name).map_or("", |at| &row[at]).to_string();
        for (number, row) in list.rows.iter().enumerate() {
            let entry = (cell(row, "kind"), cell(row, "name"), cell(row, "country"));
            for flag in cell(row, "ambiguous").split('|').filter(|flag| !flag.is_empty()) {
                flagged.insert((entry.clone(), flag.to_string()));
            }
            for alias in cell(row, "aliases").split('|').filter(|alias| is_word(alias, &common)) {
                let place = format!("{}:{}: {alias}", list.path, number + 2);
                words.push(((entry.clone(), format!("{alias}:w")), place));
            }
        }
    }
    assert!(!flagged.is_empty() && !words.is_empty(), "there are such names, so the test looks at something");
    let spoken: BTreeSet<_> = words.iter().map(|(flag, _)| flag.clone()).collect();
    let idle =
        flagged.iter().filter(|flag| !spoken.contains(flag)).map(|flag| format!("flags no word: {flag:?}"));
    let bare = words.iter().filter(|(flag, _)| !flagged.contains(flag));
    holds(bare.map(|(_, place)| format!("{place} is a common word; flag it under ambiguous")).chain(idle));
}

#[test]
fn every_id_is_one_entrys_alone() {
    let gazetteer = sayso::gazetteer::Gazetteer::embedded().expect("the shipped lists are whole");
    let mut seen = BTreeSet::new();
    let twice = gazetteer.iter().filter(|entry| !seen.insert(entry.id));
    holds(twice.map(|entry| format!("{}: {} has the id of another", entry.id, entry.name)));
    let lost = seen.iter().filter(|id| gazetteer.by_id(id).is_none_or(|row| gazetteer.entry(row).id != **id));
    holds(lost.map(|id| format!("{id} is not found")));
}

#[test]
fn no_form_is_both_sure_and_ambiguous() {
    use sayso::gazetteer::{Fact, Gazetteer};
    let gazetteer = Gazetteer::embedded().expect("the shipped lists are whole");
    let common = common();
    let mut faults = Vec::new();
    for entry in gazetteer.iter() {
        for form in
            std::iter::once(entry.name).chain(entry.aliases.split('|')).filter(|form| !form.is_empty())
        {
            let facts = gazetteer.ambiguity(form).expect("the words are whole");
            let kinds: BTreeSet<&str> =
                gazetteer.answer(form).into_iter().map(|id| gazetteer.entry(id).kind).collect();
            let acronym = form.chars().filter(|c| c.is_uppercase()).count() > 1;
            let word = !form.contains(' ') && !acronym && common.contains(&form.to_lowercase());
            if word && facts & Fact::CommonWord.bit() == 0 {
                faults.push(format!("{}: {form} is a common word, and passes for sure", entry.id));
            }
            if (kinds.len() > 1) != (facts & Fact::OtherKind.bit() != 0) && !form.contains('’') {
                faults.push(format!("{}: {form} is {kinds:?}, and flagged otherwise", entry.id));
            }
        }
    }
    holds(faults);
}

/// The worked example of `gazetteers/README.md`.
fn worked_example() -> String {
    let readme = std::fs::read_to_string(root().join("gazetteers/README.md")).expect("it is there");
    let (_, behind) = readme.split_once("A worked example, `mine.csv`:\n\n```csv\n").expect("it has one");
    behind.split_once("```").expect("it ends").0.to_string()
}

#[test]
fn the_worked_example_of_the_readme_does_what_it_says() {
    use sayso::gazetteer::Gazetteer;
    let example = worked_example();
    let copy = std::fs::read_to_string(root().join("tests/cmd/gazetteer-own.in/mine.csv"));
    assert_eq!(copy.expect("the command tests have it too"), example);
    let shipped = Gazetteer::embedded().expect("the shipped lists are whole");
    let (rows, problems) = shipped.check("mine.csv", &example).expect("the words are whole");
    assert_eq!((rows, problems.len()), (8, 0), "{problems:?}");
    let mine = Gazetteer::new(&[("mine.csv".to_string(), example)]).expect("it is well formed");
    let tell = |lists: &Gazetteer, name: &str| -> Vec<String> {
        let told = |id| format!("{} {}", lists.entry(id).kind, lists.entry(id).name);
        lists.answer(name).into_iter().map(told).collect()
    };
    assert_eq!(tell(&mine, "Ileana Moraru"), ["person Ileana Vasilescu-Moraru"]);
    assert_eq!(tell(&mine, "CPC")[0], "organisation Constanța Port Council");
    assert_eq!(tell(&mine, "MLP")[0], "person Marine Le Pen");
    assert_eq!(tell(&mine, "Turkey"), ["place Türkiye"]);
    assert!(mine.by_id("loc_turkey").is_some() && shipped.by_id("loc_turkey").is_some());
    assert_eq!(tell(&mine, "Twitter"), ["organisation X platform"]);
    assert_eq!(
        (tell(&shipped, "ADX Florence"), tell(&mine, "ADX Florence")),
        (vec!["place ADX Florence".to_string()], vec!["organisation ADX Florence".to_string()])
    );
    assert!(!tell(&shipped, "Clinton").is_empty() && tell(&mine, "Clinton").is_empty());
    assert!(!mine.by_surname("Clinton").is_empty());
    assert!(!tell(&shipped, "Fed").is_empty() && tell(&mine, "Fed").is_empty());
    assert_eq!(tell(&mine, "US Federal Reserve"), ["organisation Federal Reserve"]);
}

#[test]
fn the_build_watches_every_source_it_uses() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect("the build is there");
    let main = read("build/main.rs");
    let used: BTreeSet<String> = ["main", "names", "lexicon", "spellings", "weights"]
        .iter()
        .map(|file| format!("build/{file}.rs"))
        .flat_map(|file| read(&file).lines().map(str::to_string).collect::<Vec<_>>())
        .filter_map(|line| Some(line.strip_prefix("#[path = \"../src/")?.strip_suffix("\"]")?.to_string()))
        .collect();
    assert!(used.len() > 2, "{used:?}");
    holds(
        used.iter()
            .filter(|file| !main.contains(&format!("    \"{file}\",")))
            .map(|file| format!("src/{file}")),
    );
}

#[test]
fn every_cue_is_told_apart_by_its_part_and_has_its_forms() {
    let lexicon = sayso::lexicon::Lexicon::embedded().expect("every row of the cues is well formed");
    let rows = List::read(&root().join("gazetteers/words/cues.csv")).rows;
    assert_eq!(lexicon.cues().len(), rows.len());
    let mut seen = BTreeSet::new();
    let twice = rows.iter().filter(|row| !seen.insert((row[0].clone(), row[1].clone())));
    let short = rows.iter().filter(|row| {
        matches!(row[1].as_str(), "verb" | "light")
            && row[2].split('|').filter(|form| !form.is_empty()).count() < 4
    });
    holds(twice.chain(short).map(|row| format!("cues.csv: {}", row.join(","))));
}

#[test]
fn every_rule_has_an_id_of_its_own() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut faults = Vec::new();
    for file in files("rules", "toml") {
        let stage =
            file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).expect("a rule is text");
        let table: toml::Table = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        for rule in table.get("rule").and_then(toml::Value::as_array).into_iter().flatten() {
            let id = rule.get("id").and_then(toml::Value::as_str).unwrap_or("");
            let well_formed = !id.is_empty()
                && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            let place = file.display().to_string();
            if let Some(twin) = seen.insert(format!("{stage}/{id}"), place.clone()) {
                faults.push(format!("{place}: '{id}' is in {twin} too"));
            } else if !well_formed {
                faults.push(format!("{place}: '{id}' is no id; write small letters and hyphens"));
            }
        }
    }
    holds(faults);
}
