//! Single cells of a row, for whoever asks for no other: rows lie far apart, and to find all cells takes time.

use std::hint::black_box;

use super::{EntryId, Gazetteer};

impl Gazetteer {
    /// The id of a row.
    pub fn id(&self, id: EntryId) -> &str {
        self.cell(id, 0)
    }

    /// The kind of a row.
    pub fn kind(&self, id: EntryId) -> &str {
        self.cell(id, 1)
    }

    /// The canonical name of a row.
    pub fn name(&self, id: EntryId) -> &str {
        self.cell(id, 3)
    }

    /// The subtype of a row.
    pub fn subtype(&self, id: EntryId) -> &str {
        self.cell(id, 2)
    }

    /// The sex of a row, as its list tells it.
    pub fn sex(&self, id: EntryId) -> &str {
        self.cell(id, 6)
    }

    /// The roles of a row.
    pub fn roles(&self, id: EntryId) -> &str {
        self.cell(id, 7)
    }

    /// The country of a row.
    pub(crate) fn country(&self, id: EntryId) -> &str {
        self.cell(id, 5)
    }

    /// How prominent a row is.
    pub(crate) fn weight(&self, id: EntryId) -> u16 {
        self.cell(id, 8).parse().unwrap_or(0)
    }

    /// What other lists call a row.
    pub(crate) fn external_ids(&self, id: EntryId) -> &str {
        self.cell(id, 9)
    }

    /// Brings some rows near whose cells are about to be asked for: all of them at once, so that the processor need not
    /// wait for each by itself.
    pub(crate) fn bring(&self, ids: impl Iterator<Item = EntryId>) {
        let first = |id: EntryId| self.layers.get(id.layer() as usize)?.first_byte(id.row());
        black_box(ids.filter_map(first).fold(0, |all, byte| all | byte));
    }

    fn cell(&self, id: EntryId, number: usize) -> &str {
        self.layers
            .get(id.layer() as usize)
            .and_then(|layer| layer.cell(id.row(), number))
            .unwrap_or_default()
    }
}
