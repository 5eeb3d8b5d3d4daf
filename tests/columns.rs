//! `docs/columns.md`, `docs/events.md` and `output/README.md` are what the definitions of the columns say.
//! `UPDATE=1` rewrites them.

#[path = "common/snapshot.rs"]
mod snapshot;

#[test]
fn the_documentation_of_the_columns_is_current() {
    snapshot::check(&[
        ("docs/columns.md".to_string(), sayso::record::markdown()),
        ("docs/events.md".to_string(), sayso::compare::markdown()),
    ]);
}

#[test]
fn the_page_in_the_folder_of_tables_is_the_one_that_a_run_writes() {
    snapshot::check(&[("output/README.md".to_string(), sayso::record::readme())]);
}
