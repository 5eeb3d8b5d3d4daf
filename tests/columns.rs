//! `docs/columns.md` is what the definitions of the columns say. `UPDATE=1` rewrites it.

#[test]
fn the_documentation_of_the_columns_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/columns.md");
    let made = sayso::record::markdown();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == made, "docs/columns.md is out of date; run the tests with UPDATE=1");
}
