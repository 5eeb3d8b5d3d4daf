//! A document's characters, tidied once for reading, and the exact way back.
//!
//! News text comes with three kinds of quotation marks, soft hyphens, no-break spaces and lines
//! broken where a page ended. Reading wants none of that; the tables want offsets into the text *as
//! it was given*. So a text has two forms and two types of span, and [`Text::source_span`] is the
//! only crossing. This is the only module that looks at single characters to change them.

mod tidy;
mod wrap;

use std::borrow::Cow;

/// A range of the tidied text, in UTF-8 bytes, half-open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[inline]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that holds both.
    #[inline]
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the two share a byte.
    #[inline]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside.
    #[inline]
    pub fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds nothing.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// A range of the text as it was given, in UTF-8 bytes, half-open. Made by [`Text::source_span`] alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceSpan {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl SourceSpan {
    /// Its bytes.
    #[inline]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Bytes `given` of the text as given were read as bytes `read` of the tidied text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    given: SourceSpan,
    read: Span,
}

/// A text in both its forms.
#[derive(Clone, Debug)]
pub struct Text<'d> {
    given: &'d str,
    read: Cow<'d, str>,
    edits: Vec<Edit>,
}

impl<'d> Text<'d> {
    /// Tidies a text: one kind of opening and closing mark, plain spaces and line ends, no invisible
    /// characters, composed accents, hard-wrapped lines rejoined. A clean text is borrowed, not copied.
    pub fn new(given: &'d str) -> Self {
        tidy::tidy(given)
    }

    /// The tidied text.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.read
    }

    /// The text as it was given.
    pub fn given(&self) -> &'d str {
        self.given
    }

    /// The words of a span.
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        self.read.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The words of a span as they were given.
    pub fn given_slice(&self, span: SourceSpan) -> &'d str {
        self.given.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Where a span of the tidied text stands in the text as given. What was dropped right before or
    /// right after the span stays outside; what was dropped within it is inside.
    pub fn source_span(&self, span: Span) -> SourceSpan {
        let before = self.edits.partition_point(|edit| edit.read.start <= span.start);
        let next = self.edits.get(before);
        // Most spans hold no edit, and then the same one stands before their end.
        let is_plain = span.start < span.end && next.is_none_or(|edit| span.end <= edit.read.start);
        let before_end =
            if is_plain { before } else { self.edits.partition_point(|edit| edit.read.start < span.end) };
        let start = self.given_start(span.start, before);
        SourceSpan { start, end: self.given_end(span.end, before_end).max(start) }
    }

    /// The first byte as given of what begins at a byte, behind so many edits.
    fn given_start(&self, at: u32, behind: usize) -> u32 {
        match behind.checked_sub(1).and_then(|last| self.edits.get(last)) {
            None => at,
            Some(edit) if at < edit.read.end => edit.given.start,
            Some(edit) => edit.given.end + (at - edit.read.end),
        }
    }

    /// The byte as given behind what ends at a byte, behind so many edits.
    fn given_end(&self, at: u32, behind: usize) -> u32 {
        match behind.checked_sub(1).and_then(|last| self.edits.get(last)) {
            None => at,
            Some(edit) if at <= edit.read.end => edit.given.end,
            Some(edit) => edit.given.end + (at - edit.read.end),
        }
    }
}

#[cfg(test)]
mod tests;
