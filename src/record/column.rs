//! What a column is: a name, a sort of value, a meaning, and where in a row the value stands.
//!
//! A [`Table`] knows the type of its rows; a [`Head`] is the same without it, which is what a file of
//! any format must know. Whoever writes a table asks for its head and for the cells of a row, and does
//! not count on either being the same in every run. A [`Row`] tells its cells one behind another too, for whoever
//! writes very many.

use std::borrow::Cow;

use crate::corpus::Id;

/// A cell of a row. Emptiness is `Empty` here; how a file shows it is the sink's affair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'r> {
    /// Not known.
    Empty,
    /// Words.
    Text(&'r str),
    /// An id of our own making.
    Id(&'r Id),
    /// A count or offset.
    Integer(u64),
    /// A share of one.
    Decimal(f32),
    /// Yes or no.
    Boolean(bool),
}

impl<'r> From<&'r str> for Cell<'r> {
    #[inline]
    fn from(text: &'r str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl<'r> From<Option<&'r str>> for Cell<'r> {
    #[inline]
    fn from(text: Option<&'r str>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}

impl<'r> From<&'r Id> for Cell<'r> {
    #[inline]
    fn from(id: &'r Id) -> Self {
        Self::Id(id)
    }
}

impl<'r> From<Option<&'r Id>> for Cell<'r> {
    #[inline]
    fn from(id: Option<&'r Id>) -> Self {
        id.map_or(Self::Empty, Self::Id)
    }
}

impl From<u64> for Cell<'_> {
    #[inline]
    fn from(number: u64) -> Self {
        Self::Integer(number)
    }
}

impl From<Option<u64>> for Cell<'_> {
    #[inline]
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

/// Where in a row a value stands.
enum Get<R: 'static> {
    /// In a field of its own.
    Field(fn(&R) -> Cell<'_>),
    /// Among what was kept of the input: in what the function gives, under this number.
    Kept(fn(&R) -> &[String], usize),
}

impl<R> Clone for Get<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Get<R> {}

/// One column of a table of rows `R`.
pub struct Column<R: 'static> {
    /// Its header.
    pub name: &'static str,
    /// What sort of value it holds.
    pub format: Format,
    /// What the value says.
    pub meaning: &'static str,
    /// Where in a row the value stands; ask with [`Column::cell`].
    get: Get<R>,
    /// Whether every row has a value.
    pub needed: bool,
    /// All values it can have, if they are few.
    pub values: Option<fn() -> Vec<&'static str>>,
    /// A regular expression that every value matches.
    pub pattern: Option<&'static str>,
    /// The table whose rows it names, by the column of that table.
    pub refers: Option<(&'static str, &'static str)>,
    /// How a sheet shows it.
    pub look: Look,
}

/// A row that tells the cells of its own columns, in order. Those kept of the input are not among them.
pub trait Row: Sized + 'static {
    /// How many they are.
    const OWN: usize;

    /// Gives each to whoever takes them, with its sort. To go from one to the next takes no look at the columns.
    fn tell(&self, cells: &mut impl Cells);
}

/// Whoever takes cells one behind another.
pub trait Cells {
    /// Takes the next, with its sort.
    fn take(&mut self, format: Format, cell: Cell<'_>);
}

/// The own columns of a table's rows, as `COLUMNS`: `Field::new(..)` with what is said of it, one after another.
/// A [`Row`] is made of the same.
macro_rules! columns {
    [$row:ty, $(
        Field::new($name:expr, $format:expr, $meaning:expr, |$this:ident| $value:expr $(,)?)
        $(.$more:ident($($with:expr),*))*
    ),* $(,)?] => {
        const COLUMNS: &[Field] = &[$(
            Field::new($name, $format, $meaning, |$this| $value)$(.$more($($with),*))*
        ),*];

        impl $crate::record::Row for $row {
            const OWN: usize = COLUMNS.len();

            fn tell(&self, cells: &mut impl $crate::record::Cells) {
                $({
                    let $this = self;
                    cells.take($format, $value);
                })*
            }
        }
    };
}

pub(crate) use columns;

/// How a sheet shows the values of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// On one line.
    #[default]
    Plain,
    /// Wrapped: sentences.
    Wrapped,
    /// As an address that can be followed.
    Address,
}

impl<R> Column<R> {
    /// A column that may be empty.
    pub(crate) const fn new(
        name: &'static str,
        format: Format,
        meaning: &'static str,
        get: fn(&R) -> Cell<'_>,
    ) -> Self {
        let (get, look) = (Get::Field(get), Look::Plain);
        Self { name, format, meaning, get, needed: false, values: None, pattern: None, refers: None, look }
    }

    /// The value of a row.
    pub fn cell<'r>(&self, row: &'r R) -> Cell<'r> {
        match self.get {
            Get::Field(get) => get(row),
            Get::Kept(values, number) => values(row).get(number).map(String::as_str).into(),
        }
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

    /// It is shown like this.
    pub(super) const fn shown(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// Its values stand in a column of another table.
    pub(crate) const fn refers(mut self, table: &'static str, column: &'static str) -> Self {
        self.refers = Some((table, column));
        self
    }
}

impl<R> Clone for Column<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Column<R> {}

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

impl<R> Clone for Table<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Table<R> {}

/// What is said of every column that was kept of the input.
pub(super) const KEPT: &str = "as the input has it, carried over with --keep";

impl<R> Table<R> {
    /// The table with columns of these names after its own, for what was kept of the input; `values`
    /// finds it in a row. The columns of a run stay for as long as the program runs.
    pub(super) fn keeping(&self, names: &[String], values: fn(&R) -> &[String]) -> Self {
        if names.is_empty() {
            return *self;
        }
        let kept = names.iter().enumerate().map(|(number, name)| {
            let name: &'static str = Box::leak(name.clone().into_boxed_str());
            let column = Column::new(name, Format::Text, KEPT, |_| Cell::Empty);
            Column { get: Get::Kept(values, number), ..column }
        });
        let columns: Vec<Column<R>> = self.columns.iter().copied().chain(kept).collect();
        Self { columns: Box::leak(columns.into_boxed_slice()), ..*self }
    }
}

/// A column without the type of its rows.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its header.
    pub name: Cow<'static, str>,
    /// What sort of value it holds.
    pub format: Format,
    /// What the value says.
    pub meaning: Cow<'static, str>,
    /// Whether every row has a value.
    pub needed: bool,
    /// All values it can have, if they are few.
    pub values: Option<Vec<&'static str>>,
    /// A regular expression that every value matches.
    pub pattern: Option<&'static str>,
    /// The table whose rows it names, by the column of that table.
    pub refers: Option<(&'static str, &'static str)>,
    /// How a sheet shows it.
    pub look: Look,
}

/// A table without the type of its rows: what a file of any format must know of it. The first field is
/// its key.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub purpose: &'static str,
    /// Its columns, in order.
    pub fields: Vec<Field>,
}

impl<R> Table<R> {
    /// The table without its rows' type.
    pub fn head(&self) -> Head {
        let field = |column: &Column<R>| Field {
            name: column.name.into(),
            format: column.format,
            meaning: column.meaning.into(),
            needed: column.needed,
            values: column.values.map(|values| values()),
            pattern: column.pattern,
            refers: column.refers,
            look: column.look,
        };
        Head { name: self.name, purpose: self.purpose, fields: self.columns.iter().map(field).collect() }
    }

    /// Gives whoever takes them what [`Table::cells`] gives.
    pub fn tell(&self, row: &R, cells: &mut impl Cells)
    where
        R: Row,
    {
        row.tell(cells);
        for column in self.columns.get(R::OWN..).unwrap_or_default() {
            cells.take(column.format, column.cell(row));
        }
    }

    /// The cells of a row, each with its sort, in the order of the fields of [`Table::head`].
    pub fn cells<'r>(&'r self, row: &'r R) -> impl Iterator<Item = (Format, Cell<'r>)> + use<'r, R> {
        self.columns.iter().map(|column| (column.format, column.cell(row)))
    }
}
