//! A pattern as an automaton that reads a string twice.
//!
//! The tree of a pattern comes in, what its groups match comes out. Backwards it learns, one
//! table look-up a symbol, from which of its nodes a match can still be completed at each place; forwards
//! it then walks along the best match and never into a branch that fails. Both passes are linear, and the
//! match is the one that the regex crate finds: leftmost, earlier alternatives first. Words, symbols'
//! meanings and labels are not its affair.

use std::ops::Range;

use super::expression::Expression;
use super::node::{Behind, MATCHED, Node, classes, each, nodes, readers};

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Automaton {
    nodes: Vec<Node>,
    start: u32,
    /// Ends of groups, two a group.
    ends: usize,
    /// The class of every symbol: symbols that no node tells apart share one.
    class: [u8; 128],
    /// For each class the nodes that read its symbols, each with the node it leads to.
    readers: Vec<Vec<(u32, u32)>>,
    /// For each node those that lead to it without.
    behind: Behind,
}

impl Automaton {
    /// Compiles a pattern.
    pub(super) fn new(pattern: &Expression) -> Self {
        let (nodes, start) = nodes(pattern);
        let classes = classes(&nodes);
        let mut class = [0; 128];
        for (number, symbols) in (0..).zip(&classes) {
            each(*symbols, |symbol| class[symbol] = number);
        }
        Self {
            start,
            ends: 2 * pattern.groups as usize,
            class,
            readers: classes.iter().map(|symbols| readers(&nodes, *symbols)).collect(),
            behind: Behind::of(&nodes, Node::leads_to),
            nodes,
        }
    }

    /// How many words a set of nodes takes.
    fn width(&self) -> usize {
        self.nodes.len().div_ceil(64)
    }

    /// What the groups match in a string, at the first place where the pattern fits; whether it does.
    /// Ends of groups are in `memory`, group by group.
    pub(super) fn find(&self, symbols: &[u8], memory: &mut Memory) -> bool {
        memory.open(self);
        self.backwards(symbols, memory).is_some_and(|from| self.forwards(from, memory))
    }

    /// Notes for every place from which nodes a match can be completed; the first place where one starts.
    fn backwards(&self, symbols: &[u8], memory: &mut Memory) -> Option<usize> {
        memory.path.clear();
        memory.path.resize(symbols.len() + 1, 0);
        let mut set = if symbols.is_empty() { memory.empty } else { memory.end };
        let mut found = memory.holds(set, self.start).then_some(symbols.len());
        memory.path[symbols.len()] = set;
        for at in (0..symbols.len()).rev() {
            let class = self.class[usize::from(symbols[at] & 127)];
            set = memory.before(self, set, class, at == 0);
            if set == DEAD {
                // Nothing starts here or before; what starts behind has been found.
                return found;
            }
            memory.path[at] = set;
            if memory.starts[set as usize] {
                found = Some(at);
            }
        }
        found
    }

    /// Walks along the best match from `at`. Only within one place can a branch turn out to be taken (a
    /// repetition of nothing), and only there the walk steps back.
    fn forwards(&self, mut at: usize, memory: &mut Memory) -> bool {
        memory.ends.clear();
        memory.ends.resize(self.ends, None);
        memory.todo.clear();
        memory.todo.push(Step::Try(self.start));
        memory.visit += 1;
        while let Some(step) = memory.todo.pop() {
            let mut here = match step {
                Step::Try(node) => node,
                Step::Restore(slot, end) => {
                    memory.ends[slot as usize] = end;
                    continue;
                }
            };
            while memory.enter(here, at) {
                match &self.nodes[here as usize] {
                    Node::Read(_, next) => {
                        at += 1;
                        memory.visit += 1;
                        memory.todo.clear();
                        here = *next;
                    }
                    node @ (Node::Branch(_) | Node::Fork(_)) => {
                        let Some((first, rest)) = node.leads_to().split_first() else { break };
                        memory.todo.extend(rest.iter().rev().map(|&node| Step::Try(node)));
                        here = *first;
                    }
                    Node::Note(slot, next) => {
                        let end = memory.ends[*slot as usize].replace(at as u32);
                        memory.todo.push(Step::Restore(*slot, end));
                        here = *next;
                    }
                    Node::First(next) | Node::Last(next) => here = *next,
                    Node::Match => return true,
                }
            }
        }
        false
    }

    /// Makes the set before a symbol, from the set behind it: the nodes that read the symbol into the set,
    /// and all that lead to those.
    fn step(&self, behind: &[u64], class: u8, first: bool, made: &mut Made, closures: &mut Closures) {
        made.open(self.width());
        let readers = self.readers.get(usize::from(class)).map_or(&[][..], Vec::as_slice);
        let lead_on = readers.iter().filter(|(_, next)| has(behind, *next)).map(|(node, _)| *node);
        let nodes = std::iter::once(MATCHED).chain(lead_on);
        if first {
            made.todo.extend(nodes);
            return self.close(made, true, false);
        }
        for node in nodes {
            for (word, more) in made.set.iter_mut().zip(closures.of(self, node)) {
                *word |= more;
            }
        }
    }

    /// The nodes that would go on into a set if the string started there.
    fn firsts(&self, set: &[u64]) -> Vec<u32> {
        let goes_on = |node: &Node| matches!(node, Node::First(next) if has(set, *next));
        (0..).zip(&self.nodes).filter(|(_, node)| goes_on(node)).map(|(at, _)| at).collect()
    }

    /// Adds nodes to a set, and all nodes that lead to them at such a place.
    fn close(&self, made: &mut Made, first: bool, last: bool) {
        while let Some(node) = made.todo.pop() {
            let holds = match self.nodes[node as usize] {
                Node::First(_) => first,
                Node::Last(_) => last,
                _ => true,
            };
            if holds && !has(&made.set, node) {
                made.set[node as usize / 64] |= 1 << (node % 64);
                made.todo.extend(self.behind.list(node).iter());
            }
        }
    }
}

/// A set while it is made, and the nodes that are still to be added.
#[derive(Debug, Default)]
struct Made {
    set: Vec<u64>,
    todo: Vec<u32>,
}

impl Made {
    fn open(&mut self, width: usize) {
        self.set.clear();
        self.set.resize(width, 0);
        self.todo.clear();
    }
}

/// For each node all that lead to it within the string without reading a symbol, and itself; made when first
/// asked for.
#[derive(Debug, Default)]
struct Closures {
    sets: Vec<u64>,
    made: Made,
}

impl Closures {
    fn of(&mut self, automaton: &Automaton, node: u32) -> &[u64] {
        let width = automaton.width();
        let from = node as usize * width;
        let Self { sets, made } = self;
        let Some(set) = sets.get_mut(from..from + width) else { return &[] };
        if !has(set, node) {
            made.open(width);
            made.todo.push(node);
            automaton.close(made, false, false);
            set.copy_from_slice(&made.set);
        }
        set
    }
}

fn has(set: &[u64], node: u32) -> bool {
    set.get(node as usize / 64).is_some_and(|word| word & 1 << (node % 64) != 0)
}

/// The set of no nodes.
const DEAD: u32 = 0;
/// A step that has not been taken yet.
const UNKNOWN: u32 = u32::MAX;
/// The sets a memory may hold before it starts afresh, in words: 8 MB.
const FULL: usize = 1 << 20;

/// A thing to do on the way forwards.
#[derive(Debug)]
enum Step {
    Try(u32),
    Restore(u32, Option<u32>),
}

/// What an automaton has learnt: the sets met so far and the steps between them, made when they are
/// first needed. The rest are buffers, kept to be used again.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The number of each set at the place its hash gives or the next free one behind it; half are free.
    places: Vec<u32>,
    /// All sets, one behind the other.
    sets: Vec<u64>,
    width: usize,
    /// Whether a match can start with a set.
    starts: Vec<bool>,
    /// For each set and class the set before it; likewise at the start of the string.
    steps: Vec<u32>,
    classes: usize,
    /// The set at the end of a string, and that of the empty string.
    end: u32,
    empty: u32,
    path: Vec<u32>,
    /// When each node was last entered: no node is entered twice at one place.
    entered: Vec<u64>,
    visit: u64,
    todo: Vec<Step>,
    ends: Vec<Option<u32>>,
    made: Made,
    closures: Closures,
}

impl Memory {
    /// What a group matched.
    pub(super) fn group(&self, group: usize) -> Option<Range<usize>> {
        let end = |slot: usize| self.ends.get(slot).copied().flatten();
        Some(end(2 * group)? as usize..end(2 * group + 1)? as usize)
    }

    fn open(&mut self, automaton: &Automaton) {
        if !self.starts.is_empty() && self.sets.len() + self.steps.len() / 2 < FULL {
            return;
        }
        let visit = self.visit;
        *self = Self { width: automaton.width(), classes: automaton.readers.len(), visit, ..Self::default() };
        self.entered = vec![0; automaton.nodes.len()];
        self.closures.sets = vec![0; automaton.nodes.len() * self.width];
        let mut made = Made::default();
        made.open(self.width);
        self.add(automaton, &made.set);
        made.todo.push(MATCHED);
        automaton.close(&mut made, false, true);
        self.end = self.add(automaton, &made.set);
        made.todo = automaton.firsts(&made.set);
        automaton.close(&mut made, true, true);
        self.empty = self.add(automaton, &made.set);
    }

    fn set(&self, number: u32) -> &[u64] {
        let from = number as usize * self.width;
        self.sets.get(from..from + self.width).unwrap_or(&[])
    }

    fn holds(&self, number: u32, node: u32) -> bool {
        has(self.set(number), node)
    }

    /// Whether a node can be entered at a place: a match can be completed from it, and it has not been
    /// entered there.
    fn enter(&mut self, node: u32, at: usize) -> bool {
        let fresh = self.entered[node as usize] != self.visit;
        fresh && self.holds(self.path[at], node) && {
            self.entered[node as usize] = self.visit;
            true
        }
    }

    fn before(&mut self, automaton: &Automaton, set: u32, class: u8, first: bool) -> u32 {
        let step = (2 * set as usize + usize::from(first)) * self.classes + usize::from(class);
        let known = self.steps[step];
        if known != UNKNOWN {
            return known;
        }
        let mut made = std::mem::take(&mut self.made);
        let mut closures = std::mem::take(&mut self.closures);
        automaton.step(self.set(set), class, first, &mut made, &mut closures);
        let number = self.add(automaton, &made.set);
        (self.made, self.closures) = (made, closures);
        self.steps[step] = number;
        number
    }

    fn add(&mut self, automaton: &Automaton, set: &[u64]) -> u32 {
        if 2 * self.starts.len() >= self.places.len() {
            self.grow();
        }
        let place = self.place(set);
        if self.places[place] != UNKNOWN {
            return self.places[place];
        }
        let number = self.starts.len() as u32;
        self.places[place] = number;
        self.sets.extend_from_slice(set);
        self.starts.push(has(set, automaton.start));
        self.steps.resize(self.steps.len() + 2 * self.classes, UNKNOWN);
        number
    }

    /// The place of a set's number, or the free one where it would stand.
    fn place(&self, set: &[u64]) -> usize {
        let mix = |hash: u64, word: &u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut at = (set.iter().fold(0, mix) >> 32) as usize & (self.places.len() - 1);
        while self.places[at] != UNKNOWN && self.set(self.places[at]) != set {
            at = (at + 1) & (self.places.len() - 1);
        }
        at
    }

    fn grow(&mut self) {
        self.places = vec![UNKNOWN; (4 * self.starts.len()).max(16).next_power_of_two()];
        for number in 0..self.starts.len() as u32 {
            let place = self.place(self.set(number));
            self.places[place] = number;
        }
    }
}
