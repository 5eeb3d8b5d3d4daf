//! JSON lines: an object a line, none of them longer than it may be.

use std::io::{BufRead, Error};

use super::desk::{At, Desk, Fault, Flow};
use super::item::Item;
use super::json::{Objects, Place};
use super::too_large;

/// Reads an object from every line.
pub(super) fn read(item: Item<'_>, desk: &mut Desk) -> Flow {
    let (label, input, told) = item.lines();
    if let Some(told) = told {
        desk.detail(told)?;
    }
    let (mut lines, mut objects) = (Lines { input, number: 0, last: Vec::new() }, Objects::new());
    let largest = desk.config.largest;
    loop {
        let number = lines.number + 1;
        let place = || format!("{}:{number}", label.source);
        let read = match lines.next(largest) {
            Line::End => return Flow::Continue(()),
            Line::Blank => continue,
            Line::TooLong => Err(Fault::skipped(format!("{}: {}", place(), too_large("line", largest)))),
            Line::Broken(error) => {
                return desk.hand(&label, At::Line(number), Err(Fault::broken(&place(), &error)));
            }
            Line::Bytes(bytes) => {
                let place = Place { source: &label.source, line: number, column: 1 };
                let read = objects.read(bytes, &place, &desk.config);
                objects.tell(&label.source, desk)?;
                read
            }
        };
        desk.hand(&label, At::Line(number), read)?;
    }
}

/// What the next line is.
enum Line<'l> {
    /// Its bytes, without the line end.
    Bytes(&'l [u8]),
    /// Nothing but space.
    Blank,
    /// It was passed over: it is longer than it may be.
    TooLong,
    /// It could not be read; the file ends here.
    Broken(Error),
    /// There is none.
    End,
}

/// How much room a line leaves to the next.
const MOST_ROOM: usize = 1 << 16;

struct Lines<'a> {
    input: Box<dyn BufRead + 'a>,
    /// The number of the line read last, from 1.
    number: u64,
    /// Its bytes, in the room of the one before.
    last: Vec<u8>,
}

impl Lines<'_> {
    /// Reads a line of at most `longest` bytes; of a longer one no more than that is ever held.
    fn next(&mut self, longest: usize) -> Line<'_> {
        self.number += 1;
        let line = &mut self.last;
        line.clear();
        line.shrink_to(MOST_ROOM);
        let (mut too_long, mut any) = (false, false);
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Line::Broken(error),
            };
            let end = memchr::memchr(b'\n', chunk);
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
            too_long = too_long || line.len() + part.len() > longest;
            if too_long {
                *line = Vec::new();
            } else {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            any = any || used > 0;
            self.input.consume(used);
            if end.is_some() || used == 0 {
                break;
            }
        }
        match (any, too_long) {
            (false, _) => Line::End,
            (_, true) => Line::TooLong,
            _ if line.trim_ascii().is_empty() => Line::Blank,
            _ => Line::Bytes(line),
        }
    }
}
