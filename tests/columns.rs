//! `docs/columns.md` and `output/README.md` are what the definitions of the columns say. `UPDATE=1`
//! rewrites them.

fn check(path: &str, made: &str) {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, made).expect("a page can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "{path} is out of date; run the tests with UPDATE=1");
}

#[test]
fn the_documentation_of_the_columns_is_current() {
    check("docs/columns.md", &sayso::record::markdown());
}

#[test]
fn the_page_in_the_folder_of_tables_is_the_one_that_a_run_writes() {
    check("output/README.md", &sayso::record::readme());
}
