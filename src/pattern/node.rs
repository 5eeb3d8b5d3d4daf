//! A pattern's tree to the nodes of its automaton.
//!
//! Thompson's construction, from the end of the pattern to its start, so that every part knows where it
//! goes on. Of two ways the better stands first, as the regex crate has it.

use super::expression::{Expression, Kind, Symbols, Times};

/// A node of an automaton.
#[derive(Debug)]
pub(super) enum Node {
    /// Reads one of some symbols.
    Read(Symbols, u32),
    /// Goes on at the first of these from which a match can be completed.
    Branch(Box<[u32]>),
    /// The same with two, as most are.
    Fork([u32; 2]),
    /// Notes the place as one end of a group.
    Note(u32, u32),
    /// Goes on only at the start of the string.
    First(u32),
    /// Goes on only at its end.
    Last(u32),
    /// The pattern has matched.
    Match,
}

impl Node {
    /// The nodes it leads to without reading a symbol.
    pub(super) fn leads_to(&self) -> &[u32] {
        match self {
            Self::Branch(nodes) => nodes,
            Self::Fork(nodes) => nodes,
            Self::Note(_, next) | Self::First(next) | Self::Last(next) => std::slice::from_ref(next),
            Self::Read(..) | Self::Match => &[],
        }
    }
}

/// The node at which a pattern has matched.
pub(super) const MATCHED: u32 = 0;

/// The nodes of a pattern, and at which of them it starts.
pub(super) fn nodes(pattern: &Expression) -> (Vec<Node>, u32) {
    let mut nodes = Nodes(Vec::with_capacity(pattern.size as usize + 1));
    let matched = nodes.add(Node::Match);
    let start = nodes.part(pattern, matched, 0);
    (nodes.0, start)
}

struct Nodes(Vec<Node>);

impl Nodes {
    fn add(&mut self, node: Node) -> u32 {
        self.0.push(node);
        self.0.len() as u32 - 1
    }

    /// Adds a part that goes on at `next`; where it starts. `group` is the number of its first group.
    fn part(&mut self, part: &Expression, next: u32, group: u32) -> u32 {
        match &part.kind {
            Kind::Read(symbols) => self.add(Node::Read(*symbols, next)),
            Kind::First => self.add(Node::First(next)),
            Kind::Last => self.add(Node::Last(next)),
            Kind::Sequence(parts) => {
                let mut group = group + part.groups;
                parts.iter().rev().fold(next, |next, part| {
                    group -= part.groups;
                    self.part(part, next, group)
                })
            }
            Kind::Either(parts) => {
                let mut group = group;
                let mut starts = Vec::with_capacity(parts.len());
                for part in parts {
                    starts.push(self.part(part, next, group));
                    group += part.groups;
                }
                self.add(Node::Branch(starts.into()))
            }
            Kind::Repeat(part, times) => self.repeat(part, *times, next, group),
            Kind::Keep(_, part) => {
                let end = self.add(Node::Note(2 * group + 1, next));
                let inside = self.part(part, end, group + 1);
                self.add(Node::Note(2 * group, inside))
            }
        }
    }

    fn repeat(&mut self, part: &Expression, times: Times, next: u32, group: u32) -> u32 {
        let branch = |inside| Node::Fork(if times.lazy { [next, inside] } else { [inside, next] });
        if !times.or_more {
            let inside = self.part(part, next, group);
            return self.add(branch(inside));
        }
        // The branch stands behind the part and leads back to it: it takes its place before the part is there.
        let again = self.add(Node::Match);
        let inside = self.part(part, again, group);
        if let Some(place) = self.0.get_mut(again as usize) {
            *place = branch(inside);
        }
        match (times.or_none, part.may_be_empty) {
            (false, _) => inside,
            (true, false) => again,
            // A part that read nothing must not be entered again from the branch that it came from; the
            // regex crate has `x*` as `(x+)?` here, and so do we.
            (true, true) => self.add(branch(inside)),
        }
    }
}
