//! What is known of a single token that may stand in a name: a bit for every answer.
//!
//! Only the bits stand here; [`super::piece`] tells them, the evidence for names asks for them.

/// What is known of a token, a bit each.
pub(super) type Flags = u64;

/// A capitalised word that may stand in a name.
pub(super) const CAPITAL: Flags = 1;
/// A word that is not.
pub(super) const LOWER: Flags = 1 << 1;
/// A possessive.
pub(super) const POSSESSIVE: Flags = 1 << 2;
/// A word of grammar, which neither begins nor ends a name.
pub(super) const FUNCTION: Flags = 1 << 3;
/// A word of the calendar.
pub(super) const DATE: Flags = 1 << 4;
/// A role.
pub(super) const OFFICE: Flags = 1 << 5;
/// A title before a name.
pub(super) const TITLE: Flags = 1 << 6;
/// The first word of a sentence.
pub(super) const OPENS: Flags = 1 << 7;
/// In a line of capitals.
pub(super) const CAPS_LINE: Flags = 1 << 8;
/// In a headline with a capital at every word.
pub(super) const TITLE_LINE: Flags = 1 << 9;
/// An acronym: capitals in a line of mixed case.
pub(super) const ACRONYM: Flags = 1 << 10;
/// A word for the people of a country.
pub(super) const DEMONYM: Flags = 1 << 11;
/// A word that reports.
pub(super) const SPEECH: Flags = 1 << 12;
/// A word used in lower case too, and not a usual given name.
pub(super) const COMMON: Flags = 1 << 13;
/// A common word that nobody is called by.
pub(super) const PLAIN: Flags = 1 << 14;
/// A name of a country or region.
pub(super) const COUNTRY: Flags = 1 << 15;
/// A word of role modifiers.
pub(super) const MODIFIER: Flags = 1 << 16;

/// In a line of results: two sides and their scores, a side and its row of figures, two sides that meet.
pub(super) const SCORE_LINE: Flags = 1 << 17;

/// In the dateline that opens a report.
pub(super) const DATELINE: Flags = 1 << 18;

// What a span asks of the words in it, told once for each.

/// A word that people are usually called by as a given name.
pub(super) const USUAL: Flags = 1 << 19;
/// A common word that is in no list of people's names.
pub(super) const NAMELESS: Flags = 1 << 20;
/// A capital alone, or a word cut short.
pub(super) const INITIAL: Flags = 1 << 21;
/// A connective that is no particle.
pub(super) const CONNECTIVE: Flags = 1 << 22;
/// A small particle.
pub(super) const PARTICLE: Flags = 1 << 23;
/// A head of an organisation that is one without doubt, capitalised.
pub(super) const STRONG: Flags = 1 << 24;
/// A capitalised head of an organisation that may go on with `of`.
pub(super) const BODY_OF: Flags = 1 << 25;
/// The same of a place.
pub(super) const PLACE_OF: Flags = 1 << 26;
/// An article.
pub(super) const ARTICLE: Flags = 1 << 27;
/// Small words of some classes.
pub(super) const SMALL_AND: Flags = 1 << 28;
/// A small `of`.
pub(super) const SMALL_OF: Flags = 1 << 29;
/// A small `for`.
pub(super) const SMALL_FOR: Flags = 1 << 30;
/// A small `in`.
pub(super) const SMALL_IN: Flags = 1 << 31;
/// A small `to`.
pub(super) const SMALL_TO: Flags = 1 << 32;
/// Marks.
pub(super) const AMPERSAND: Flags = 1 << 33;
/// A hyphen.
pub(super) const HYPHEN: Flags = 1 << 34;
/// A slash.
pub(super) const SLASH: Flags = 1 << 35;
/// A word with a hyphen in it.
pub(super) const HYPHENED: Flags = 1 << 36;
/// A word with a digit in it.
pub(super) const DIGIT: Flags = 1 << 37;
/// A word with a capital behind small letters.
pub(super) const CAMEL: Flags = 1 << 38;
/// A small word, a mark or a possessive that may stand inside a name.
pub(super) const BRIDGING: Flags = 1 << 39;

/// Where the eight bits begin that say what a token is made of and how it is written.
pub(super) const SORT: u32 = 40;

/// Where the seven bits begin that say how a word ends.
pub(super) const ENDING: u32 = 48;
/// How many they are.
pub(super) const ENDING_BITS: u32 = 7;
const _: () = assert!(ENDING + ENDING_BITS <= LINE && 5 * 5 * 5 < 1 << ENDING_BITS);

// What a line asks of the words in it, in the highest bits, so that one step counts all of them.

/// A word of two letters or more.
pub(super) const COUNTED: Flags = 1 << LINE;
/// Such a word that is neither in capitals nor stopped.
pub(super) const COUNTED_SMALL: Flags = 1 << (LINE + 1);
/// Such a word of more than three letters.
pub(super) const LONG: Flags = 1 << (LINE + 2);
/// Such a long word with a capital.
pub(super) const LONG_CAPITAL: Flags = 1 << (LINE + 3);
/// Such a long word in capitals.
pub(super) const LONG_CAPS: Flags = 1 << (LINE + 4);
/// The first of these bits.
pub(super) const LINE: u32 = 59;
