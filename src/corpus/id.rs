//! Ids made from content: equal content has an equal id in every run.

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Characters of an id after its prefix: 80 bits, five a character.
const LENGTH: usize = 16;

/// The most bytes that are put together without asking for memory: those of nearly every name.
const FEW: usize = 128;

/// BLAKE3 over some fields, each behind its length (u64, little-endian): 256 bits that tell them from all others.
fn hash(fields: &[&str]) -> blake3::Hash {
    // Put together and hashed at once: to set up a hasher for a few words costs more than to hash them.
    let length: usize = fields.iter().map(|field| 8 + field.len()).sum();
    let (mut few, mut many) = ([0; FEW], Vec::new());
    let bytes = if let Some(few) = few.get_mut(..length) {
        few
    } else {
        many.resize(length, 0);
        &mut many[..]
    };
    let mut rest = &mut *bytes;
    for field in fields {
        let (length, after) = rest.split_at_mut(8);
        let (words, after) = after.split_at_mut(field.len());
        length.copy_from_slice(&(field.len() as u64).to_le_bytes());
        words.copy_from_slice(field.as_bytes());
        rest = after;
    }
    blake3::hash(bytes)
}

/// The first 128 bits of the same hash that makes an id of some fields: to remember many of them in little memory.
pub fn fingerprint(fields: &[&str]) -> [u8; 16] {
    hash(fields).as_bytes().first_chunk().copied().unwrap_or_default()
}

/// The id of some fields: the prefix, `_`, and the first 80 bits of BLAKE3 over the fields, each behind its
/// length (u64, little-endian), in lower-case base32. The prefix keeps a spreadsheet from taking an
/// id for a number.
pub fn id(prefix: &str, fields: &[&str]) -> String {
    let hash = hash(fields);
    let mut letters = [0u8; LENGTH];
    for (letters, bytes) in letters.chunks_exact_mut(8).zip(hash.as_bytes().chunks_exact(5)) {
        // Five bytes are eight letters.
        let mut bits = bytes.iter().fold(0u64, |all, &byte| all << 8 | u64::from(byte));
        for letter in letters.iter_mut().rev() {
            *letter = ALPHABET[(bits & 31) as usize];
            bits >>= 5;
        }
    }
    let mut id = String::with_capacity(prefix.len() + 1 + LENGTH);
    id.push_str(prefix);
    id.push('_');
    id.push_str(std::str::from_utf8(&letters).unwrap_or_default());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_prefix_and_sixteen_letters() {
        let made = id("e", &["person", "ana ruiz"]);
        assert_eq!(made.len(), 18);
        assert!(made.starts_with("e_"));
        assert!(made[2..].bytes().all(|b| ALPHABET.contains(&b)));
    }

    #[test]
    fn an_id_is_the_first_eighty_bits_of_the_hash() {
        let hash = blake3::hash(&0u64.to_le_bytes());
        let first = ALPHABET[(hash.as_bytes()[0] >> 3) as usize] as char;
        let last = ALPHABET[(hash.as_bytes()[9] & 31) as usize] as char;
        let made = id("q", &[""]);
        assert_eq!((made.chars().nth(2), made.chars().last()), (Some(first), Some(last)));
    }

    #[test]
    fn where_a_field_ends_counts() {
        assert_ne!(id("q", &["ab", "c"]), id("q", &["a", "bc"]));
        assert_ne!(id("q", &["ab"]), id("q", &["ab", ""]));
    }
}
