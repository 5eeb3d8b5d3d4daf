//! JSON objects in an array, or one after the other, cut apart as they are read.
//!
//! Only brackets and strings are looked at: what an object says is read when it is whole. So one object
//! is held at a time, however many there are.

use std::io::{BufRead, Error};

use super::desk::{At, Desk, Fault, Flow};
use super::item::Item;
use super::json::{Objects, Place};
use super::too_large;

/// Reads an object from every value.
pub(super) fn read(item: Item<'_>, desk: &mut Desk) -> Flow {
    let (label, input, told) = item.lines();
    if let Some(told) = told {
        desk.detail(told)?;
    }
    let largest = desk.config.largest;
    let (mut values, mut objects) = (Values::of(input), Objects::new());
    for number in 1.. {
        let value = values.next(largest);
        let (line, column) = values.begun;
        let place = format!("{}:{line}:{column}", label.source);
        let read = match value {
            Next::Value(bytes) => {
                let place = Place { source: &label.source, line, column };
                let read = objects.read(&bytes, &place, &desk.config);
                objects.tell(&label.source, desk)?;
                read
            }
            Next::TooLong => Err(Fault::skipped(format!("{place}: {}", too_large("object", largest)))),
            Next::Open => Err(Fault::failed(format!("{place}: the object that begins here is never closed"))),
            Next::Broken(error) => Err(Fault::broken(&place, &error)),
            Next::End => break,
        };
        let is_last = values.done;
        desk.hand(&label, At::Nth(number), read)?;
        if is_last {
            break;
        }
    }
    Flow::Continue(())
}

enum Next {
    Value(Vec<u8>),
    TooLong,
    /// The input ended within it.
    Open,
    Broken(Error),
    End,
}

/// The values of an array, or those that stand one after the other.
struct Values<'a> {
    input: Box<dyn BufRead + 'a>,
    /// The line and the column of the next byte, both from 1.
    at: (u64, u64),
    /// Where the last value began.
    begun: (u64, u64),
    done: bool,
    is_begun: bool,
}

/// Where in a value the next byte stands.
#[derive(Default)]
struct State {
    depth: usize,
    in_string: bool,
    escaped: bool,
    any: bool,
}

enum Step {
    /// It belongs to the value.
    Take,
    /// The value ends with it.
    Last,
    /// The value ended before it.
    Before,
    /// It stands between values.
    Skip,
}

impl State {
    fn step(&mut self, byte: u8) -> Step {
        if self.in_string {
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return Step::Take;
        }
        match byte {
            b'{' | b'[' => self.depth += 1,
            b'"' => self.in_string = true,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                return if self.depth == 0 { Step::Last } else { Step::Take };
            }
            b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => {
                return if self.any { Step::Before } else { Step::Skip };
            }
            _ => {}
        }
        self.any = true;
        Step::Take
    }
}

impl<'a> Values<'a> {
    fn of(input: Box<dyn BufRead + 'a>) -> Self {
        Self { input, at: (1, 1), begun: (1, 1), done: false, is_begun: false }
    }

    fn next(&mut self, longest: usize) -> Next {
        let (mut value, mut state, mut too_long) = (Vec::new(), State::default(), false);
        loop {
            let byte = match self.peek() {
                Ok(Some(byte)) => byte,
                Ok(None) => {
                    self.done = true;
                    return if value.is_empty() && !too_long { Next::End } else { Next::Open };
                }
                Err(error) => {
                    self.done = true;
                    return Next::Broken(error);
                }
            };
            // The bracket that opens the array is no value, nor is a byte-order mark.
            let is_opening = !self.is_begun && (byte == b'[' || byte >= 0x80);
            self.is_begun = self.is_begun || byte == b'[' || !(byte.is_ascii_whitespace() || byte >= 0x80);
            let here = self.at;
            match if is_opening { Step::Skip } else { state.step(byte) } {
                Step::Skip => self.pass(byte),
                Step::Before => return if too_long { Next::TooLong } else { Next::Value(value) },
                step => {
                    if value.is_empty() && !too_long {
                        self.begun = here;
                    }
                    self.pass(byte);
                    too_long = too_long || value.len() >= longest;
                    if too_long {
                        value = Vec::new();
                    } else {
                        value.push(byte);
                    }
                    if matches!(step, Step::Last) {
                        return if too_long { Next::TooLong } else { Next::Value(value) };
                    }
                }
            }
        }
    }

    fn peek(&mut self) -> Result<Option<u8>, Error> {
        loop {
            match self.input.fill_buf() {
                Ok(chunk) => return Ok(chunk.first().copied()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn pass(&mut self, byte: u8) {
        self.input.consume(1);
        if byte == b'\n' {
            self.at = (self.at.0 + 1, 1);
        } else if byte & 0xC0 != 0x80 {
            self.at.1 += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &[&str]) {
        let mut values = Values::of(Box::new(std::io::Cursor::new(json.as_bytes().to_vec())));
        let mut found = Vec::new();
        loop {
            let next = values.next(40);
            let (line, column) = values.begun;
            found.push(match next {
                Next::Value(bytes) => format!("{line}:{column} {}", String::from_utf8(bytes).unwrap()),
                Next::TooLong => format!("{line}:{column} too long"),
                Next::Open => format!("{line}:{column} open"),
                Next::Broken(error) => error.to_string(),
                Next::End => break,
            });
            if values.done {
                break;
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn values_are_cut_apart_where_they_end() {
        check(
            "[{\"a\": \"}]\\\"\"},\n {\"b\": [1, {}]}]\n",
            &["1:2 {\"a\": \"}]\\\"\"}", "2:2 {\"b\": [1, {}]}"],
        );
        check(
            "\u{FEFF}{\"a\": 1}\n{\"é\": 2}{\"c\":3}",
            &["1:2 {\"a\": 1}", "2:1 {\"é\": 2}", "2:9 {\"c\":3}"],
        );
        check("[1, \"x\"]", &["1:2 1", "1:5 \"x\""]);
        check("[]", &[]);
    }

    #[test]
    fn a_value_that_is_too_long_or_never_ends_is_told() {
        let long = format!("[{{\"a\": \"{}\"}}, {{\"b\": 1}}]", "x".repeat(60));
        check(&long, &["1:2 too long", "1:73 {\"b\": 1}"]);
        check("[{\"a\": 1}, {\"b\": \"", &["1:2 {\"a\": 1}", "1:12 open"]);
    }
}
