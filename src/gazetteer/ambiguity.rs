//! What else a form may mean: a common word, a given name, a surname.
//!
//! A form and what is known of its word go in, bits of [`Fact`] come out. That a form belongs to
//! entries of several kinds is told by [`super::layer`], which sees them side by side.

use super::layer::Fact;

/// What a form may mean besides, with the code that lists write.
pub const CODES: &[(char, Fact)] =
    &[('w', Fact::CommonWord), ('g', Fact::GivenName), ('s', Fact::Surname), ('x', Fact::OtherKind)];

/// What the word lists know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Whether it is a common word in lower case.
    pub common: bool,
    /// Whether people are called so by given name.
    pub given: bool,
    /// Whether people are called so by surname.
    pub surname: bool,
}

/// The facts that tell what else a form of one word may mean; `known` is asked for the word in lower
/// case. A form in capitals is an acronym and none of these.
pub(crate) fn of(form: &str, known: impl FnOnce(&str) -> Known) -> u32 {
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    let acronym = capitals > 1 && !form.chars().any(char::is_lowercase);
    if acronym || form.contains(' ') || !form.chars().any(char::is_alphabetic) {
        return 0;
    }
    let known = known(&form.to_lowercase());
    [(known.common, Fact::CommonWord), (known.given, Fact::GivenName), (known.surname, Fact::Surname)]
        .iter()
        .filter(|(holds, _)| *holds)
        .fold(0, |all, (_, fact)| all | fact.bit())
}

/// The facts of codes that a list writes: `ws`.
pub(crate) fn declared(codes: &str) -> u32 {
    CODES.iter().filter(|(code, _)| codes.contains(*code)).fold(0, |all, (_, fact)| all | fact.bit())
}
