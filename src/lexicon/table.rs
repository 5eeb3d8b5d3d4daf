//! A table of forms, written when the program is built and read where it lies.
//!
//! From a form to a number in two steps: the slot that its hash gives, then the form itself, compared.
//! An automaton takes a step a letter for the same and each is dearer than a whole look-up here; whoever
//! asks for a form that is near another, or for those that begin alike, needs an automaton all the same.

use super::form::hash;

/// Bytes before the slots: how many forms there are, and how many slots.
const HEAD: usize = 8;

/// Forms with their numbers. The slots, a power of two of them, have four bytes each: where a form stands
/// among the entries and eight bits of its hash, or nothing. An entry is a number, a length and the form.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    slots: &'static [u8],
    entries: &'static [u8],
    mask: usize,
    forms: usize,
}

impl Table {
    /// Opens a table where it lies; `None` where it is damaged.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let (forms, slots) = (number(bytes, 0)? as usize, number(bytes, 4)? as usize);
        let (slots, entries) = bytes.get(HEAD..)?.split_at_checked(slots.checked_mul(4)?)?;
        let mask = (slots.len() / 4).checked_sub(1)?;
        (mask & (mask + 1) == 0 && forms <= mask).then_some(Self { slots, entries, mask, forms })
    }

    /// The number of a form.
    pub fn get(&self, form: &[u8]) -> Option<u32> {
        let hash = hash(form);
        let mut at = hash as usize & self.mask;
        loop {
            // There is an empty slot in every table, so this ends.
            let slot = number(self.slots, 4 * at).filter(|slot| *slot != 0)?;
            if slot >> 24 == tag(hash) {
                let entry = self.entries.get((slot & 0xFF_FFFF) as usize - 1..)?;
                let (length, rest) = entry.get(4..)?.split_first()?;
                if rest.get(..usize::from(*length)) == Some(form) {
                    return number(entry, 0);
                }
            }
            at = (at + 1) & self.mask;
        }
    }

    /// How many forms there are.
    pub fn len(&self) -> usize {
        self.forms
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.forms == 0
    }

    /// Writes a table. `None` where a form is longer than 255 bytes, or all of them together are longer than
    /// three bytes can count.
    pub fn write<'f>(forms: impl ExactSizeIterator<Item = (&'f str, u32)>) -> Option<Vec<u8>> {
        let length = forms.len();
        let mut slots = vec![0u32; (length + length / 2 + 1).next_power_of_two()];
        let (mask, mut entries) = (slots.len() - 1, Vec::new());
        for (form, number) in forms {
            let hash = hash(form.as_bytes());
            let mut at = hash as usize & mask;
            while slots.get(at).is_some_and(|slot| *slot != 0) {
                at = (at + 1) & mask;
            }
            let place = u32::try_from(entries.len() + 1).ok().filter(|place| place >> 24 == 0)?;
            *slots.get_mut(at)? = tag(hash) << 24 | place;
            entries.extend(number.to_le_bytes());
            entries.push(u8::try_from(form.len()).ok()?);
            entries.extend(form.as_bytes());
        }
        let head = [u32::try_from(length).ok()?, u32::try_from(slots.len()).ok()?];
        let mut table: Vec<u8> = head.iter().chain(&slots).flat_map(|number| number.to_le_bytes()).collect();
        table.append(&mut entries);
        Some(table)
    }
}

/// The bits of a hash that a slot holds: not those that say which slot.
fn tag(hash: u64) -> u32 {
    (hash >> 56) as u32
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_was_written_is_found_and_no_other() {
        let forms: Vec<String> = (0..3000).map(|n| format!("{}{n}", "w".repeat(n % 40))).collect();
        let bytes = Table::write(forms.iter().map(String::as_str).zip(7..3007)).unwrap();
        let table = Table::open(bytes.leak()).unwrap();
        assert_eq!(table.len(), forms.len());
        for (number, form) in (7..).zip(&forms) {
            assert_eq!(table.get(form.as_bytes()), Some(number), "{form}");
            assert_eq!(table.get(format!("{form}x").as_bytes()), None, "{form}x");
        }
    }

    #[test]
    fn a_table_that_is_cut_short_is_not_opened() {
        let bytes = Table::write([("bridge", 1), ("ferry", 2)].into_iter()).unwrap();
        assert!(Table::open(bytes[..12].to_vec().leak()).is_none());
        assert!(Table::open(&[]).is_none());
    }
}
