//! Lines that were broken to fit a page, told from lines that end.
//!
//! A text is hard-wrapped when many of its lines end within reach of one common width; a line end is
//! then soft exactly where the next line's first word would not have fitted any more. In any text a line end
//! is soft where the sentence visibly goes on.

/// The widest page that is taken for one: longer lines are paragraphs.
const WIDEST: usize = 110;
/// The narrowest: shorter lines are verse, lists or headlines.
const NARROWEST: usize = 38;

/// The shortest line that a sentence is taken to go on from, unless a quotation is open in it: lists and
/// headings have shorter ones.
const SHORTEST: usize = 25;

/// Whether a sentence goes on from one line to the next: it has not ended, and the next line begins in lower
/// case.
pub(super) fn goes_on(line: &str, next: &str) -> bool {
    let line = line.trim_end();
    let quoted = line.rfind('\u{201C}') > line.rfind('\u{201D}');
    let long = quoted || line.ends_with([',', ';']) || line.chars().nth(SHORTEST).is_some();
    let open = line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '-'));
    long && open && next.starts_with(char::is_lowercase)
}

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
        let Some(width) = self.width else { return goes_on(line, next) };
        let first = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        let line = line.trim_end();
        first > 0
            && !next.starts_with([' ', '\t'])
            && line.chars().count() + 1 + first > width.saturating_sub(2)
    }
}
