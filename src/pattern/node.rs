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

/// Lists in one piece, most of them of one element or none.
#[derive(Debug)]
pub(super) struct Lists<T> {
    all: Vec<T>,
    /// Where each list ends.
    ends: Vec<u32>,
}

impl<T> Lists<T> {
    /// The list of a number.
    #[inline]
    pub(super) fn list(&self, number: u32) -> &[T] {
        let end = |number: u32| self.ends.get(number as usize).map_or(0, |&end| end as usize);
        self.all.get(number.checked_sub(1).map_or(0, end)..end(number)).unwrap_or(&[])
    }
}

impl<T: Copy + Default> Lists<T> {
    /// So many lists of what `pairs` gives with their numbers, in its order.
    fn gather<I: Iterator<Item = (u32, T)>>(lists: usize, pairs: impl Fn() -> I) -> Self {
        // First how many elements each list has, then where each begins; as it is filled, its end.
        let mut ends = vec![0; lists + 1];
        for (number, _) in pairs() {
            ends[number as usize + 1] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut all = vec![T::default(); sum as usize];
        for (number, element) in pairs() {
            let end = &mut ends[number as usize];
            all[*end as usize] = element;
            *end += 1;
        }
        Self { all, ends }
    }
}

/// For each node those that lead to it without reading a symbol.
pub(super) fn behind(nodes: &[Node]) -> Lists<u32> {
    let led = || (0..).zip(nodes).flat_map(|(at, node)| node.leads_to().iter().map(move |&next| (next, at)));
    Lists::gather(nodes.len(), led)
}

/// For each class the nodes that read its symbols, which a node reads all or none of, each with the node it
/// leads to.
pub(super) fn readers(nodes: &[Node], classes: &[Symbols]) -> Lists<(u32, u32)> {
    // Many nodes read the same symbols: for each such set, once, which of the classes it holds.
    let mut sets: Vec<(Symbols, Vec<u32>)> = Vec::new();
    let mut reading: Vec<(u32, u32, usize)> = Vec::with_capacity(nodes.len());
    for (at, node) in (0..).zip(nodes) {
        let Node::Read(symbols, next) = node else { continue };
        let known = sets.iter().rposition(|(set, _)| set == symbols);
        let set = known.unwrap_or_else(|| {
            let held = (0..).zip(classes).filter(|(_, class)| symbols & **class != 0);
            sets.push((*symbols, held.map(|(class, _)| class).collect()));
            sets.len() - 1
        });
        reading.push((at, *next, set));
    }
    let pairs = || {
        let held = |set: usize| sets.get(set).map_or(&[][..], |(_, held)| held);
        reading
            .iter()
            .flat_map(move |&(at, next, set)| held(set).iter().map(move |&class| (class, (at, next))))
    };
    Lists::gather(classes.len(), pairs)
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
