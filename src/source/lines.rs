//! A file line by line, none of them longer than it may be, with a hash of it all.

use std::io::{BufRead, Error};

/// What the next line is.
pub(super) enum Line {
    /// Its bytes, without the line end.
    Bytes(Vec<u8>),
    /// Nothing but space.
    Blank,
    /// It was passed over: it is longer than it may be.
    TooLong,
    /// It could not be read; the file ends here.
    Broken(Error),
    /// There is none.
    End,
}

/// The lines of a file.
pub(super) struct Lines {
    input: Box<dyn BufRead + Send>,
    hasher: blake3::Hasher,
    bytes: u64,
    broken: bool,
    /// The number of the line read last, from 1.
    pub(super) number: u64,
}

impl Lines {
    pub(super) fn of(input: impl BufRead + Send + 'static) -> Self {
        Self { input: Box::new(input), hasher: blake3::Hasher::new(), bytes: 0, broken: false, number: 0 }
    }

    /// Reads a line of at most `longest` bytes; of a longer one no more than that is ever held.
    pub(super) fn next(&mut self, longest: usize) -> Line {
        if self.broken {
            return Line::End;
        }
        self.number += 1;
        let mut line = Vec::new();
        let (mut too_long, mut any) = (false, false);
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.broken = true;
                    return Line::Broken(error);
                }
            };
            let end = chunk.iter().position(|&b| b == b'\n');
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
            too_long = too_long || line.len() + part.len() > longest;
            if too_long {
                line = Vec::new();
            } else {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.hasher.update(chunk.get(..used).unwrap_or(chunk));
            self.bytes += used as u64;
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

    /// How many bytes were read so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many bytes were read, and their BLAKE3 hash.
    pub(super) fn total(&self) -> (u64, String) {
        (self.bytes, self.hasher.finalize().to_hex().to_string())
    }
}
