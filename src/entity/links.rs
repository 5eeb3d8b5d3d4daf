//! Which mentions go together: sets that grow by joining.

use super::Group;

/// Sets of mentions.
pub(super) struct Links {
    parents: Vec<u32>,
}

impl Links {
    /// Every mention on its own.
    pub(super) fn new(count: usize) -> Self {
        Self { parents: (0..count as u32).collect() }
    }

    /// The first mention of the set that holds one.
    pub(super) fn root(&self, mut at: u32) -> u32 {
        while let Some(&parent) = self.parents.get(at as usize).filter(|&&parent| parent != at) {
            at = parent;
        }
        at
    }

    /// Joins the sets of two mentions.
    pub(super) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        let (first, later) = (one.min(other), one.max(other));
        if let Some(parent) = self.parents.get_mut(later as usize) {
            *parent = first;
        }
    }

    /// The sets, each in order, by their first mentions.
    pub(super) fn groups(&self) -> Vec<Group> {
        let roots: Vec<usize> = (0..self.parents.len() as u32).map(|m| self.root(m) as usize).collect();
        let mut sizes = vec![0; roots.len()];
        for &root in &roots {
            sizes[root] += 1;
        }
        // The root of a set is its first mention: there its size becomes its place.
        let mut groups: Vec<Group> = Vec::with_capacity(roots.len());
        for (mention, &root) in roots.iter().enumerate() {
            if root == mention {
                groups.push(Group::with_capacity(sizes[root]));
                sizes[root] = groups.len() - 1;
            }
            groups[sizes[root]].push(mention as u32);
        }
        groups
    }
}
