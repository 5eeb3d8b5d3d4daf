//! Lines that were broken to fit a page, told from lines that end.
//!
//! A text is hard-wrapped when many of its lines end within reach of one common width; a line end is
//! then soft exactly where the next line's first word would not have fitted any more.

/// The widest page that is taken for one: longer lines are paragraphs.
const WIDEST: usize = 110;
/// The narrowest: shorter lines are verse, lists or headlines.
const NARROWEST: usize = 38;

/// How a text is wrapped, if it is.
pub(super) struct Wrap {
    width: Option<usize>,
}

impl Wrap {
    /// Looks at every line once.
    pub(super) fn of(text: &str) -> Self {
        let mut lengths = Vec::new();
        let mut lines = text.split(['\n', '\r', '\x0c']).map(str::trim_end).peekable();
        while let Some(line) = lines.next() {
            let followed = lines.peek().is_some_and(|next| !next.is_empty());
            let length = line.chars().count();
            if length > WIDEST {
                return Self { width: None };
            }
            if followed && length > 0 {
                lengths.push(length);
            }
        }
        lengths.sort_unstable();
        let width = lengths.last().copied().unwrap_or(0);
        let near = lengths.iter().filter(|&&length| length * 5 >= width * 4).count();
        let wrapped = lengths.len() >= 4 && width >= NARROWEST && near * 2 > lengths.len();
        Self { width: wrapped.then_some(width) }
    }

    /// Whether any line end of the text may be soft.
    pub(super) fn is_wrapped(&self) -> bool {
        self.width.is_some()
    }

    /// Whether the line end between `line` and `next` only made room.
    pub(super) fn is_soft(&self, line: &str, next: &str) -> bool {
        let Some(width) = self.width else { return false };
        let first = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        let line = line.trim_end();
        first > 0
            && !next.starts_with([' ', '\t'])
            && line.chars().count() + 1 + first > width.saturating_sub(2)
    }
}
