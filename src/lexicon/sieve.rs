//! A sieve of forms: one bit tells of most forms that they are not in a set.
//!
//! It is written when a list is compiled and read where it lies. A form that passes may be in the set; whoever
//! needs to know asks the list itself.

use std::borrow::Cow;

/// How many bits there are for each form of the set, at least: of sixteen strange forms few pass.
const BITS: usize = 16;

/// Hashes of the forms of a set, a bit each.
#[derive(Clone, Debug)]
pub struct Sieve(Cow<'static, [u8]>);

impl Sieve {
    /// Opens a sieve; `None` where it is damaged.
    pub fn open(bits: Cow<'static, [u8]>) -> Option<Self> {
        bits.len().is_power_of_two().then_some(Self(bits))
    }

    /// Whether a form may be in the set: never no for one that is.
    #[inline]
    pub fn passes(&self, form: &[u8]) -> bool {
        let (at, bit) = place(form, self.0.len());
        self.0.get(at).is_some_and(|byte| byte & bit != 0)
    }

    /// Writes a sieve for a set of forms.
    pub fn write<'f>(forms: impl ExactSizeIterator<Item = &'f [u8]>) -> Vec<u8> {
        let mut bits = vec![0; (forms.len() * BITS / 8).next_power_of_two()];
        for form in forms {
            let (at, bit) = place(form, bits.len());
            if let Some(byte) = bits.get_mut(at) {
                *byte |= bit;
            }
        }
        bits
    }
}

/// The byte of a form in a sieve of some bytes, a power of two, and its bit there.
#[inline]
fn place(form: &[u8], bytes: usize) -> (usize, u8) {
    let hash = sign(form);
    (hash as usize >> 3 & (bytes - 1), 1 << (hash & 7))
}

/// A hash of the first two bytes of a form, its last and its length: that tells few forms apart, but at a
/// fraction of the price of all its bytes.
#[inline]
fn sign(form: &[u8]) -> u64 {
    let &[first, .., last] = form else { return form.first().map_or(0, |only| u64::from(*only)) };
    let second = form.get(1).copied().unwrap_or(last);
    let ends = u64::from(first) | u64::from(second) << 8 | u64::from(last) << 16;
    (ends | (form.len() as u64) << 24).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_set_passes_and_few_others_do() {
        let forms: Vec<String> = (0..2000).map(|n| format!("{}{n}", "w".repeat(n % 40))).collect();
        let bits = Sieve::write(forms.iter().map(String::as_bytes));
        let sieve = Sieve::open(bits.into()).unwrap();
        assert!(forms.iter().all(|form| sieve.passes(form.as_bytes())));
        let strange = forms.iter().filter(|form| sieve.passes(format!("{form}x").as_bytes())).count();
        assert!(strange < forms.len() / 4, "{strange}");
    }

    #[test]
    fn a_sieve_that_is_cut_short_is_not_opened() {
        assert!(Sieve::open(vec![0; 12].into()).is_none());
        assert!(Sieve::open(Vec::new().into()).is_none());
    }
}
