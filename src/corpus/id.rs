//! Ids made from content: equal content has an equal id in every run.
//!
//! Words enter, an id of eighteen letters leaves, which needs no memory of its own. What the words mean is not known.

use std::fmt;
use std::ops::Deref;

/// Characters of an id after its prefix: 80 bits, five a character.
const LENGTH: usize = 16;

/// The letter and the mark before them.
const FRONT: usize = 2;

/// The most bytes that are put together without asking for memory: those of nearly every name and statement.
const FEW: usize = 512;

/// An id made from content, as the tables show it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; FRONT + LENGTH]);

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        // It is of ASCII alone.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Id {
    /// Its letters, all of ASCII.
    pub fn bytes(&self) -> &[u8; FRONT + LENGTH] {
        &self.0
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// BLAKE3 over some fields, each behind its length (u64, little-endian): 256 bits that tell them from all others.
fn hash(fields: &[&str]) -> blake3::Hash {
    // Put together and hashed at once: to set up a hasher for a few words costs more than to hash them.
    let length: usize = fields.iter().map(|field| 8 + field.len()).sum();
    let mut few = [0; FEW];
    let Some(bytes) = few.get_mut(..length) else {
        let mut many = Vec::with_capacity(length);
        for field in fields {
            many.extend_from_slice(&(field.len() as u64).to_le_bytes());
            many.extend_from_slice(field.as_bytes());
        }
        return blake3::hash(&many);
    };
    let mut rest = &mut *bytes;
    for field in fields {
        let Some((length, after)) = rest.split_first_chunk_mut() else { break };
        let Some((words, after)) = after.split_at_mut_checked(field.len()) else { break };
        *length = (field.len() as u64).to_le_bytes();
        words.copy_from_slice(field.as_bytes());
        rest = after;
    }
    blake3::hash(bytes)
}

/// The first 128 bits of the same hash that makes an id of some fields: to remember many of them in little memory.
pub fn fingerprint(fields: &[&str]) -> [u8; 16] {
    hash(fields).as_bytes().first_chunk().copied().unwrap_or_default()
}

/// The id of some fields: a letter, `_`, and the first 80 bits of BLAKE3 over the fields, each behind its
/// length (u64, little-endian), in lower-case base32. The letter keeps a spreadsheet from taking an
/// id for a number.
pub fn id(letter: char, fields: &[&str]) -> Id {
    let hash = hash(fields);
    let mut id = [b'_'; FRONT + LENGTH];
    debug_assert!(letter.is_ascii(), "an id is of ASCII");
    id[0] = letter as u8;
    if let Some([first, second]) =
        id.last_chunk_mut::<LENGTH>().and_then(|all| all.as_chunks_mut().0.first_chunk_mut())
    {
        let bits = u128::from_be_bytes(hash.as_bytes().first_chunk().copied().unwrap_or_default());
        *first = letters((bits >> 88) as u64);
        *second = letters((bits >> 48) as u64);
    }
    Id(id)
}

/// The eight letters of the lowest 40 bits, five each: all at once, not one by one.
fn letters(bits: u64) -> [u8; 8] {
    let twenties = (bits >> 20 & 0xF_FFFF) << 32 | bits & 0xF_FFFF;
    let tens = (twenties >> 10 & 0x3FF_0000_03FF) << 16 | twenties & 0x3FF_0000_03FF;
    let fives = (tens >> 5 & 0x001F_001F_001F_001F) << 8 | tens & 0x001F_001F_001F_001F;
    // What is past the letters is a digit, from 2.
    let digits = (fives + EACH * (128 - 26)) >> 7 & EACH;
    (fives + EACH * u64::from(b'a') - digits * u64::from(b'a' + 26 - b'2')).to_be_bytes()
}

/// One in each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;

#[cfg(test)]
mod tests {
    use super::*;

    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

    #[test]
    fn eight_letters_are_those_of_the_alphabet() {
        for letter in 0..32u64 {
            let all = letters((letter * 0x08_4210_8421) | (0xFF << 40));
            assert_eq!(all, [ALPHABET[letter as usize]; 8]);
            let mixed = [1, letter, 31, 7, letter, 0, 26, letter];
            let bits = mixed.iter().fold(0, |all, five| all << 5 | five);
            assert_eq!(letters(bits), mixed.map(|five| ALPHABET[five as usize]));
        }
    }

    #[test]
    fn an_id_is_the_prefix_and_sixteen_letters() {
        let made = id('e', &["person", "ana ruiz"]);
        assert_eq!(made.len(), 18);
        assert!(made.starts_with("e_"));
        assert!(made[2..].bytes().all(|b| ALPHABET.contains(&b)));
    }

    #[test]
    fn an_id_is_the_first_eighty_bits_of_the_hash() {
        let hash = blake3::hash(&0u64.to_le_bytes());
        let first = ALPHABET[(hash.as_bytes()[0] >> 3) as usize] as char;
        let last = ALPHABET[(hash.as_bytes()[9] & 31) as usize] as char;
        let made = id('q', &[""]);
        assert_eq!((made.chars().nth(2), made.chars().last()), (Some(first), Some(last)));
    }

    #[test]
    fn few_bytes_and_many_are_hashed_alike() {
        for length in [0, FEW - 8, FEW - 7, 3 * FEW] {
            let field = "x".repeat(length);
            let bytes = [&(length as u64).to_le_bytes(), field.as_bytes()].concat();
            assert_eq!(hash(&[&field]), blake3::hash(&bytes), "{length}");
        }
    }

    #[test]
    fn where_a_field_ends_counts() {
        assert_ne!(id('q', &["ab", "c"]), id('q', &["a", "bc"]));
        assert_ne!(id('q', &["ab"]), id('q', &["ab", ""]));
    }
}
