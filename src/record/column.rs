//! What a column is: a name, a sort of value, a meaning, and where in a row the value stands.

/// A cell of a row. Emptiness is `Empty` here; how a file shows it is the sink's affair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'r> {
    /// Not known.
    Empty,
    /// Words.
    Text(&'r str),
    /// A count or offset.
    Integer(u64),
    /// A share of one.
    Decimal(f32),
    /// Yes or no.
    Boolean(bool),
}

impl<'r> From<&'r str> for Cell<'r> {
    fn from(text: &'r str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl<'r> From<Option<&'r str>> for Cell<'r> {
    fn from(text: Option<&'r str>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}

impl From<u64> for Cell<'_> {
    fn from(number: u64) -> Self {
        Self::Integer(number)
    }
}

impl From<Option<u64>> for Cell<'_> {
    fn from(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, Self::Integer)
    }
}

/// What sort of value a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Words from a document or a list: anything may stand here.
    Text,
    /// A word of our own making (an id, a kind): harmless to every spreadsheet.
    Word,
    /// A date, or a date and time, ISO 8601.
    Date,
    /// A whole number, 0 or more.
    Integer,
    /// A number from 0 to 1, two decimals.
    Decimal,
    /// `true` or `false`.
    Boolean,
}

impl Format {
    /// Its name in the documentation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Word => "word",
            Self::Date => "date",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
        }
    }
}

/// One column of a table of rows `R`.
pub struct Column<R: 'static> {
    /// Its header.
    pub name: &'static str,
    /// What sort of value it holds.
    pub format: Format,
    /// What the value says.
    pub meaning: &'static str,
    /// The value of a row.
    pub get: fn(&R) -> Cell<'_>,
    /// Whether every row has a value.
    pub needed: bool,
    /// All values it can have, if they are few.
    pub values: Option<fn() -> Vec<&'static str>>,
    /// A regular expression that every value matches.
    pub pattern: Option<&'static str>,
    /// The table whose rows it names, by the column of that table.
    pub refers: Option<(&'static str, &'static str)>,
}

impl<R> Column<R> {
    /// A column that may be empty.
    pub(crate) const fn new(
        name: &'static str,
        format: Format,
        meaning: &'static str,
        get: fn(&R) -> Cell<'_>,
    ) -> Self {
        Self { name, format, meaning, get, needed: false, values: None, pattern: None, refers: None }
    }

    /// It is never empty.
    pub(crate) const fn needed(mut self) -> Self {
        self.needed = true;
        self
    }

    /// It holds one of these.
    pub(crate) const fn one_of(mut self, values: fn() -> Vec<&'static str>) -> Self {
        self.values = Some(values);
        self
    }

    /// Its values match this.
    pub(crate) const fn like(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Its values stand in a column of another table.
    pub(crate) const fn refers(mut self, table: &'static str, column: &'static str) -> Self {
        self.refers = Some((table, column));
        self
    }
}

impl<R> std::fmt::Debug for Column<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.format.name())
    }
}

/// A table: what a row is, and its columns in order. The first column is its key.
#[derive(Debug)]
pub struct Table<R: 'static> {
    /// Its name; the file is `NAME.csv`.
    pub name: &'static str,
    /// What a row is.
    pub purpose: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column<R>],
}
