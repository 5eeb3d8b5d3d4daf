//! The program as a user meets it: `tests/cmd/*.toml`, one command each, and
//! `tests/cmd/*.trycmd`, several one after the other. `TRYCMD=overwrite` rewrites
//! what is expected; look at the difference before you keep it.

#[test]
fn every_command_says_and_does_what_it_promises() {
    trycmd::TestCases::new().case("tests/cmd/*.toml").case("tests/cmd/*.trycmd");
}
