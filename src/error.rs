//! One error for the whole program, with the place in the file it speaks of.
//!
//! A message says what is wrong, where, and what to do: `rules/names.toml:14:3: no class 'honorfic';
//! did you mean 'honorific'?` Nothing in a document is an error: a document's trouble is a value.

use std::fmt;

/// The result of everything that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// A place in a file: its name, and the line and column (both from 1) where they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it.
    pub file: String,
    /// The line, counted from 1.
    pub line: Option<u64>,
    /// The column in characters, counted from 1.
    pub column: Option<u64>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, column: None }
    }

    /// A line of a file.
    pub fn line(file: impl Into<String>, line: u64) -> Self {
        Self { file: file.into(), line: Some(line), column: None }
    }

    /// A column of a line of a file.
    pub fn column(file: impl Into<String>, line: u64, column: u64) -> Self {
        Self { file: file.into(), line: Some(line), column: Some(column) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// What went wrong and where.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    place: Option<Place>,
    message: String,
    cause: Option<std::io::Error>,
}

impl Error {
    /// An error that speaks of no file.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { place: None, message: message.into(), cause: None }))
    }

    /// An error at a place.
    pub fn at(place: Place, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { place: Some(place), message: message.into(), cause: None }))
    }

    /// An error of reading or writing whose cause the caller may want to tell apart; the message does
    /// not repeat it.
    pub fn caused(message: impl Into<String>, cause: std::io::Error) -> Self {
        Self(Box::new(Inner { place: None, message: message.into(), cause: Some(cause) }))
    }

    /// Where it happened, if it speaks of a file.
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// What happened, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.place {
            Some(place) => write!(f, "{place}: {}", self.0.message),
            None => f.write_str(&self.0.message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_ref().map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}

/// The known word nearest to a misspelt one, as the end of an error message: `; did you mean 'x'?`,
/// or nothing when none is near.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let best = known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(word, k), k))
        .filter(|(distance, k)| *distance * 3 <= k.len().max(word.len()).max(3))
        .min();
    best.map_or_else(String::new, |(_, k)| format!("; did you mean '{k}'?"))
}
