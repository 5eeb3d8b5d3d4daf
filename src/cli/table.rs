//! A small table on standard output: CSV in a pipe, aligned columns at a terminal.

use std::io::IsTerminal as _;

use anyhow::Result;

use super::{Done, print};

/// Prints a header and rows.
pub(super) fn show(header: &[&str], rows: &[Vec<String>]) -> Result<Done> {
    let table = if std::io::stdout().is_terminal() { aligned(header, rows) } else { csv(header, rows)? };
    print(table.as_bytes())
}

/// The table as CSV.
pub(super) fn csv(header: &[&str], rows: &[Vec<String>]) -> Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(header)?;
    for row in rows {
        table.write_record(row)?;
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}

/// The table for a reader: columns as wide as their widest cell, numbers to the right.
fn aligned(header: &[&str], rows: &[Vec<String>]) -> String {
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let header: Vec<String> = header.iter().map(ToString::to_string).collect();
    let columns: Vec<(usize, bool)> = (0..header.len())
        .map(|column| {
            let cells = || rows.iter().map(|row| cell(row, column));
            let longest = cells().chain([cell(&header, column)]).map(|cell| cell.chars().count()).max();
            let is_number = |cell: String| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
            (longest.unwrap_or(0), !rows.is_empty() && cells().all(is_number))
        })
        .collect();
    let line = |row: &Vec<String>| {
        let cells = columns.iter().enumerate().map(|(at, &(width, number))| {
            let cell = cell(row, at);
            if number { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
        });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    std::iter::once(&header).chain(rows).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_and_words_to_the_left() {
        let rows = [["person", "12"], ["organisation", "3456"]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(str::to_string).to_vec()).collect();
        let expected = "kind          rows\nperson          12\norganisation  3456\n";
        assert_eq!(aligned(&["kind", "rows"], &rows), expected);
    }

    #[test]
    fn a_cell_with_a_comma_is_quoted_in_csv() {
        let rows = [vec!["a, b".to_string(), "1".to_string()]];
        assert_eq!(csv(&["kind", "rows"], &rows).unwrap(), "kind,rows\n\"a, b\",1\n");
    }
}
