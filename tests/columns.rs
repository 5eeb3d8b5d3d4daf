//! `docs/columns.md` and `docs/events.md` are what the definitions of the columns say. `UPDATE=1`
//! rewrites them.

#[path = "common/snapshot.rs"]
mod snapshot;

#[test]
fn the_documentation_of_the_columns_is_current() {
    snapshot::check(&[
        ("docs/columns.md".to_string(), sayso::record::markdown()),
        ("docs/events.md".to_string(), sayso::compare::markdown()),
    ]);
}
