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

/// Lists of nodes, one for each node, in one piece: of most there is one or none.
#[derive(Debug, Default)]
pub(super) struct Behind {
    nodes: Vec<u32>,
    /// Where each list ends.
    ends: Vec<u32>,
}

impl Behind {
    /// The lists of some nodes, by the ways from each.
    pub(super) fn of(nodes: &[Node], ways: fn(&Node) -> &[u32]) -> Self {
        // First how many nodes each list has, then where each begins; as it is filled, its end.
        let mut ends = vec![0; nodes.len() + 1];
        let led = || (0..).zip(nodes).flat_map(|(at, node)| ways(node).iter().map(move |&next| (at, next)));
        for (_, next) in led() {
            ends[next as usize + 1] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut behind = vec![0; sum as usize];
        for (at, next) in led() {
            let end = &mut ends[next as usize];
            behind[*end as usize] = at;
            *end += 1;
        }
        Self { nodes: behind, ends }
    }

    /// The list of a node.
    pub(super) fn list(&self, node: u32) -> &[u32] {
        let end = |node: u32| self.ends.get(node as usize).map_or(0, |&end| end as usize);
        self.nodes.get(node.checked_sub(1).map_or(0, end)..end(node)).unwrap_or(&[])
    }
}

/// The nodes that read the symbols of a class, which a node reads all or none of, each with the node it leads
/// to.
pub(super) fn readers(nodes: &[Node], class: Symbols) -> Vec<(u32, u32)> {
    let reader = |(at, node): (u32, &Node)| match node {
        Node::Read(symbols, next) if symbols & class != 0 => Some((at, *next)),
        _ => None,
    };
    (0..).zip(nodes).filter_map(reader).collect()
}

/// All symbols, parted into classes that no node tells apart.
pub(super) fn classes(nodes: &[Node]) -> Vec<Symbols> {
    let mut classes = vec![Symbols::MAX];
    let mut seen: Vec<Symbols> = Vec::new();
    for node in nodes {
        let Node::Read(symbols, _) = node else { continue };
        if seen.contains(symbols) {
            continue;
        }
        seen.push(*symbols);
        for at in 0..classes.len() {
            let (inside, outside) = (classes[at] & symbols, classes[at] & !symbols);
            if inside != 0 && outside != 0 {
                classes[at] = inside;
                classes.push(outside);
            }
        }
    }
    classes
}

/// Does something for each symbol of a set.
pub(super) fn each(symbols: Symbols, mut what: impl FnMut(usize)) {
    let mut left = symbols;
    while left != 0 {
        what(left.trailing_zeros() as usize);
        left &= left - 1;
    }
}
