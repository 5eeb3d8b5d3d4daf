//! What the lexicon knows of one word, packed.
//!
//! The program's build writes these records and the program reads them, so both include this file.

use super::class::{Class, Tag};

/// What is known of a word form: its classes, how often it is which part of speech, whether people
/// are called so. A word the lexicon does not hold is `Word::default()`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// One bit a [`Class`].
    pub classes: u128,
    /// Four bits a [`Tag`]: its share in fifteenths.
    pub shares: u64,
    /// Given name: 0 not known as one, 1 known, 2 usual, 3 very common.
    pub given: u8,
    /// Surname: 0 to 3 likewise.
    pub surname: u8,
    /// 0 not known or either, 1 given to men, 2 given to women.
    pub sex: u8,
    /// How common the word is in lower case: 0 not a common word, else 10 (very) to 50.
    pub common: u8,
    /// One more than the number of its verb among the cues; 0 none.
    pub verb: u16,
    /// One more than the number of its noun among the cues; 0 none.
    pub noun: u16,
}

impl Word {
    /// Bytes of a packed word.
    pub const SIZE: usize = 32;

    /// Whether the word stands in a class.
    #[inline]
    pub fn is(self, class: Class) -> bool {
        self.classes & class.bit() != 0
    }

    /// Whether the word stands in one of some classes.
    #[inline]
    pub fn is_any(self, classes: &[Class]) -> bool {
        self.classes & classes.iter().fold(0, |all, class| all | class.bit()) != 0
    }

    /// Puts the word into a class.
    pub fn insert(&mut self, class: Class) {
        self.classes |= class.bit();
    }

    /// How often the word is this part of speech, in fifteenths.
    #[inline]
    pub fn share(self, tag: Tag) -> u32 {
        (self.shares >> (4 * tag as u32) & 15) as u32
    }

    /// How often the word is one of some parts of speech, in fifteenths; `tags` from [`Self::tags`].
    #[inline]
    pub fn share_of(self, tags: u64) -> u32 {
        let shares = self.shares & tags;
        let bytes = (shares & 0x0F0F_0F0F_0F0F_0F0F) + (shares >> 4 & 0x0F0F_0F0F_0F0F_0F0F);
        (bytes.wrapping_mul(0x0101_0101_0101_0101) >> 56) as u32
    }

    /// Some parts of speech, for [`Self::share_of`].
    pub const fn tags(tags: &[Tag]) -> u64 {
        let (mut all, mut at) = (0, 0);
        while at < tags.len() {
            all |= 15 << (4 * tags[at] as u32);
            at += 1;
        }
        all
    }

    /// Sets the share of a part of speech, 0 to 15.
    pub fn set_share(&mut self, tag: Tag, share: u32) {
        let shift = 4 * tag as u32;
        self.shares = self.shares & !(15 << shift) | u64::from(share.min(15)) << shift;
    }

    /// Packs the word.
    pub fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..16].copy_from_slice(&self.classes.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.shares.to_le_bytes());
        bytes[24..28].copy_from_slice(&[self.given, self.surname, self.sex, self.common]);
        bytes[28..30].copy_from_slice(&self.verb.to_le_bytes());
        bytes[30..].copy_from_slice(&self.noun.to_le_bytes());
        bytes
    }

    /// Unpacks a word; `None` where the bytes are too few.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (classes, rest) = bytes.split_first_chunk::<16>()?;
        let (shares, rest) = rest.split_first_chunk::<8>()?;
        let ([given, surname, sex, common], rest) = rest.split_first_chunk::<4>()?;
        let (verb, rest) = rest.split_first_chunk::<2>()?;
        let (noun, _) = rest.split_first_chunk::<2>()?;
        Some(Self {
            classes: u128::from_le_bytes(*classes),
            shares: u64::from_le_bytes(*shares),
            given: *given,
            surname: *surname,
            sex: *sex,
            common: *common,
            verb: u16::from_le_bytes(*verb),
            noun: u16::from_le_bytes(*noun),
        })
    }
}
