//! A pattern as a tree.
//!
//! What a pattern may read, in which order and how often; nothing of how it is written or run. A part is
//! shared by all patterns it stands in: a macro is one tree, however often it is called.

use std::sync::Arc;

use super::needs;

/// A set of symbols, one bit each; all symbols are ASCII.
pub(super) type Symbols = u128;

/// The set that holds one symbol.
pub(super) fn bit(symbol: u8) -> Symbols {
    1 << (symbol & 127)
}

/// Does something for each member of a set, in order.
#[inline]
pub(super) fn each(set: u128, mut what: impl FnMut(usize)) {
    let mut left = set;
    while left != 0 {
        what(left.trailing_zeros() as usize);
        left &= left - 1;
    }
}

/// A pattern, or a part of one that stands in others.
pub(super) type Part = Arc<Expression>;

/// A pattern with what is asked of it again and again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expression {
    pub(super) kind: Kind,
    /// How many groups it keeps.
    pub(super) groups: u32,
    /// How many nodes an automaton of it has, about.
    pub(super) size: u32,
    /// How many parts stand within one another in it.
    pub(super) depth: u32,
    /// Whether it may match without reading a symbol.
    pub(super) may_be_empty: bool,
    /// The symbols with which a match of it may begin, if it reads any.
    pub(super) first: Symbols,
    /// Whether it asks for the start of the string, or for its end.
    pub(super) holds_first: bool,
    pub(super) holds_last: bool,
    /// Of each of these sets every match of it holds a symbol.
    pub(super) needs: Vec<Symbols>,
}

/// What a pattern is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of some symbols.
    Read(Symbols),
    /// One part behind the other.
    Sequence(Vec<Part>),
    /// One of some parts, the earlier rather than the later.
    Either(Vec<Part>),
    /// A part again and again.
    Repeat(Part, Times),
    /// What a part matches, under a label.
    Keep(String, Part),
    /// The start of the string.
    First,
    /// Its end.
    Last,
}

/// How often a part may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    /// Whether it may be missing.
    pub(super) or_none: bool,
    /// Whether it may stand more than once.
    pub(super) or_more: bool,
    /// Whether it stands as seldom as possible, not as often.
    pub(super) lazy: bool,
}

impl Expression {
    fn of(kind: Kind) -> Part {
        let parts: &[Part] = match &kind {
            Kind::Sequence(parts) | Kind::Either(parts) => parts,
            Kind::Repeat(part, _) | Kind::Keep(_, part) => std::slice::from_ref(part),
            Kind::Read(_) | Kind::First | Kind::Last => &[],
        };
        let sum = |of: fn(&Part) -> u32| parts.iter().map(of).fold(0, u32::saturating_add);
        let may_be_empty = match &kind {
            Kind::Read(_) => false,
            Kind::Either(parts) => parts.iter().any(|part| part.may_be_empty),
            Kind::Repeat(part, times) => times.or_none || part.may_be_empty,
            _ => parts.iter().all(|part| part.may_be_empty),
        };
        let first = match &kind {
            Kind::Read(symbols) => *symbols,
            Kind::Sequence(parts) => {
                let read = parts.iter().take_while(|part| part.may_be_empty).count();
                parts.iter().take(read + 1).fold(0, |all, part| all | part.first)
            }
            _ => parts.iter().fold(0, |all, part| all | part.first),
        };
        let own = if let Kind::Sequence(_) = kind { 0 } else { 2 };
        Arc::new(Self {
            groups: sum(|part| part.groups).saturating_add(u32::from(matches!(kind, Kind::Keep(..)))),
            size: sum(|part| part.size).saturating_add(own),
            depth: parts.iter().map(|part| part.depth).max().map_or(0, |deepest| deepest.saturating_add(1)),
            may_be_empty,
            first,
            holds_first: matches!(kind, Kind::First) || parts.iter().any(|part| part.holds_first),
            holds_last: matches!(kind, Kind::Last) || parts.iter().any(|part| part.holds_last),
            needs: needs::of(&kind),
            kind,
        })
    }

    /// One of some symbols.
    pub(super) fn read(symbols: Symbols) -> Part {
        Self::of(Kind::Read(symbols))
    }

    /// The start of the string.
    pub(super) fn first() -> Part {
        Self::of(Kind::First)
    }

    /// Its end.
    pub(super) fn last() -> Part {
        Self::of(Kind::Last)
    }

    /// One part behind the other; sequences among them are taken apart.
    pub(super) fn sequence(mut parts: Vec<Part>) -> Part {
        if parts.len() == 1 {
            return parts.swap_remove(0);
        }
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match &part.kind {
                Kind::Sequence(inside) => flat.extend_from_slice(inside),
                _ => flat.push(part),
            }
        }
        Self::of(Kind::Sequence(flat))
    }

    /// One of some parts, the earlier rather than the later; of symbols alone no order is left.
    pub(super) fn either(mut parts: Vec<Part>) -> Part {
        if parts.len() == 1 {
            return parts.swap_remove(0);
        }
        let symbols =
            parts.iter().map(|part| if let Kind::Read(symbols) = part.kind { Some(symbols) } else { None });
        match symbols.collect::<Option<Vec<_>>>() {
            Some(symbols) => Self::read(symbols.into_iter().fold(0, |all, set| all | set)),
            None => Self::of(Kind::Either(parts)),
        }
    }

    /// A part again and again.
    pub(super) fn repeat(part: Part, times: Times) -> Part {
        Self::of(Kind::Repeat(part, times))
    }

    /// What a part matches, under a label.
    pub(super) fn keep(label: String, part: Part) -> Part {
        Self::of(Kind::Keep(label, part))
    }

    /// The label of each group, in the order in which they open.
    pub(super) fn labels(&self) -> Vec<String> {
        let mut labels = Vec::with_capacity(self.groups as usize);
        self.collect_labels(&mut labels);
        labels
    }

    fn collect_labels(&self, labels: &mut Vec<String>) {
        match &self.kind {
            _ if self.groups == 0 => {}
            Kind::Sequence(parts) | Kind::Either(parts) => {
                for part in parts {
                    part.collect_labels(labels);
                }
            }
            Kind::Repeat(part, _) => part.collect_labels(labels),
            Kind::Keep(label, part) => {
                labels.push(label.clone());
                part.collect_labels(labels);
            }
            Kind::Read(_) | Kind::First | Kind::Last => {}
        }
    }
}
