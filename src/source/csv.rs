//! Rows of a CSV file, cut apart as they are read, then taken to pieces by the crate for it.
//!
//! The cut is ours so that a quoted cell that is never closed is told with the line it opens in, and
//! does not take the rest of the file into memory.

use std::io::{BufRead, Error};

use ::csv::ReaderBuilder;

use crate::document::{decode, wide};

use super::cells::{self, Row};
use super::desk::{Desk, Fault, Flow};
use super::item::Item;
use super::too_large;

/// What may part cells, the likeliest first.
const DELIMITERS: &[u8] = b",;\t|";

/// Reads a document from every row; the delimiter is found in the first line if it is not given.
pub(super) fn read(item: Item<'_>, delimiter: Option<u8>, desk: &mut Desk) -> Flow {
    let delimiter = delimiter.unwrap_or_else(|| guess(&item.head));
    let (label, input, told) = item.lines();
    if let Some(told) = told {
        desk.detail(told)?;
    }
    if delimiter != b',' {
        let name = if delimiter == b'\t' { "tabs".to_string() } else { format!("'{}'", delimiter as char) };
        desk.detail(format!("{}: cells are parted by {name}", label.source))?;
    }
    let largest = desk.config.largest;
    let mut rows = Rows::of(input, delimiter);
    let source = label.source.clone();
    let next = || rows.next(largest).map(|(line, next)| row(&source, line, next, delimiter, largest));
    match cells::read(&label, next, desk)? {
        Ok(()) => Flow::Continue(()),
        Err(what) => desk.fail(&label, Fault::skipped(format!("{}: {what}", label.source))),
    }
}

fn row(source: &str, line: u64, next: Next, delimiter: u8, largest: usize) -> Row {
    let place = format!("{source}:{line}");
    let fault = match next {
        Next::Row(bytes) => return cells(&place, line, bytes, delimiter),
        Next::TooLong => Fault::skipped(format!("{place}: {}", too_large("row", largest))),
        Next::Open(opened) => Fault::failed(format!(
            "{source}:{opened}: the quoted cell that opens here is never closed; nothing after it was read"
        )),
        Next::Broken(error) => Fault::broken(&place, &error),
    };
    Row { number: line, cells: Err(fault), remark: String::new() }
}

fn cells(place: &str, number: u64, bytes: Vec<u8>, delimiter: u8) -> Row {
    let failed = |message: String| Row { number, cells: Err(Fault::failed(message)), remark: String::new() };
    let (text, remark) = match String::from_utf8(bytes) {
        Ok(text) => (text, String::new()),
        Err(error) => match decode(error.as_bytes()) {
            Some(decoded) => {
                let remark = decoded.message();
                (decoded.text, remark)
            }
            None => return failed(format!("{place}: no text; save the table as CSV in UTF-8")),
        },
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    match reader.records().next() {
        Some(Ok(record)) => Row { number, cells: Ok(record.iter().map(str::to_string).collect()), remark },
        Some(Err(error)) => failed(format!("{place}: not a row of CSV: {error}")),
        None => Row { number, cells: Ok(Vec::new()), remark },
    }
}

/// The delimiter that parts the first line into the most cells.
fn guess(head: &[u8]) -> u8 {
    let text = wide(head).map(|(encoding, _)| encoding.decode(head).0.into_owned().into_bytes());
    let head = text.as_deref().unwrap_or(head);
    let cells = |delimiter: u8| {
        let (mut number, mut in_quotes) = (0_usize, false);
        for &byte in head {
            match byte {
                b'"' => in_quotes = !in_quotes,
                b'\n' if !in_quotes => break,
                _ if byte == delimiter && !in_quotes => number += 1,
                _ => {}
            }
        }
        number
    };
    DELIMITERS.iter().rev().copied().max_by_key(|&delimiter| cells(delimiter)).unwrap_or(b',')
}

enum Next {
    /// The bytes of a row, without the line end.
    Row(Vec<u8>),
    TooLong,
    /// The input ended in a quoted cell that opened in this line.
    Open(u64),
    Broken(Error),
}

/// Where in a row the next byte stands; the crate sees it alike.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// Right after a mark within a quoted cell: the cell ends here, or the mark is doubled.
    Mark,
}

struct Rows<'a> {
    input: Box<dyn BufRead + 'a>,
    delimiter: u8,
    /// The line of the next byte, from 1.
    line: u64,
    after_return: bool,
    done: bool,
}

/// A row as far as it is read.
struct Part {
    bytes: Vec<u8>,
    state: State,
    begun: u64,
    opened: u64,
    too_long: bool,
    any: bool,
}

impl<'a> Rows<'a> {
    fn of(input: Box<dyn BufRead + 'a>, delimiter: u8) -> Self {
        Self { input, delimiter, line: 1, after_return: false, done: false }
    }

    /// The next row that is not empty, and the line it begins in.
    fn next(&mut self, longest: usize) -> Option<(u64, Next)> {
        while !self.done {
            let mut part = Part {
                bytes: Vec::new(),
                state: State::CellStart,
                begun: self.line,
                opened: self.line,
                too_long: false,
                any: false,
            };
            match self.fill(&mut part, longest) {
                Err(error) => {
                    self.done = true;
                    return Some((self.line, Next::Broken(error)));
                }
                Ok(()) if self.done && part.state == State::Quoted => {
                    return Some((part.begun, Next::Open(part.opened)));
                }
                Ok(()) if part.too_long => return Some((part.begun, Next::TooLong)),
                Ok(()) if part.any => return Some((part.begun, Next::Row(part.bytes))),
                Ok(()) => {}
            }
        }
        None
    }

    /// Reads to the end of the row, or of the input.
    fn fill(&mut self, part: &mut Part, longest: usize) -> Result<(), Error> {
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                self.done = true;
                return Ok(());
            }
            let (mut used, mut is_end) = (0, false);
            for &byte in chunk {
                used += 1;
                if self.after_return && byte == b'\n' && part.bytes.is_empty() && !part.too_long {
                    self.after_return = false;
                    continue;
                }
                self.after_return = false;
                is_end = part.take(byte, self.delimiter, &mut self.line, longest);
                if is_end {
                    self.after_return = byte == b'\r';
                    break;
                }
            }
            self.input.consume(used);
            if is_end {
                return Ok(());
            }
        }
    }
}

impl Part {
    /// Takes a byte; whether the row ends with it.
    fn take(&mut self, byte: u8, delimiter: u8, line: &mut u64, longest: usize) -> bool {
        let is_end = matches!(byte, b'\n' | b'\r');
        if self.state != State::Quoted && is_end {
            *line += 1;
            return true;
        }
        if byte == b'\n' {
            *line += 1;
        }
        self.any = true;
        self.state = match (self.state, byte) {
            (State::CellStart, b'"') => {
                self.opened = *line;
                State::Quoted
            }
            (State::Quoted, b'"') => State::Mark,
            (State::Mark, b'"') | (State::Quoted, _) => State::Quoted,
            _ if byte == delimiter => State::CellStart,
            _ => State::Plain,
        };
        self.too_long = self.too_long || self.bytes.len() >= longest;
        if self.too_long {
            self.bytes = Vec::new();
        } else {
            self.bytes.push(byte);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(csv: &str, expected: &[&str]) {
        let mut rows = Rows::of(Box::new(std::io::Cursor::new(csv.as_bytes().to_vec())), b',');
        let mut found = Vec::new();
        while let Some((line, next)) = rows.next(60) {
            let row = row("t", line, next, b',', 60);
            found.push(match row.cells {
                Ok(cells) => format!("{line} {}", cells.join("|")),
                Err(fault) => fault.message,
            });
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn rows_are_cut_where_the_crate_cuts_them() {
        check("a,b\r\n\"x\ny\",\"z\"\"1\"\r\n\n c\" d,\"e\"f\n", &["1 a|b", "2 x\ny|z\"1", "5  c\" d|ef"]);
        check("a,b\r1,2\r", &["1 a|b", "2 1|2"]);
        check("", &[]);
    }

    #[test]
    fn a_cell_that_is_never_closed_is_told_with_its_line() {
        check(
            "a,b\n1,2\n3,\"open\n4,5\n",
            &[
                "1 a|b",
                "2 1|2",
                "t:3: the quoted cell that opens here is never closed; nothing after it was read",
            ],
        );
    }

    #[test]
    fn a_row_that_is_too_long_is_passed_over() {
        let long = format!("a\n\"{}\"\nb\n", "x\n".repeat(50));
        check(
            &long,
            &[
                "1 a",
                "t:2: the row is longer than 60 bytes; cut it into articles, or raise --largest",
                "53 b",
            ],
        );
    }

    #[test]
    fn the_delimiter_is_what_parts_the_most() {
        for (head, expected) in [
            ("id,text\n", b','),
            ("id;title, sub;text\n1;2;3,4,5,6\n", b';'),
            ("id\ttext", b'\t'),
            ("id|text", b'|'),
            ("\"a,b,c\"|text", b'|'),
            ("text\n", b','),
        ] {
            assert_eq!(guess(head.as_bytes()), expected, "{head:?}");
        }
    }
}
