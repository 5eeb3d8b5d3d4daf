//! The program as a user meets it: `tests/cmd/*.toml`, one command each. `TRYCMD=overwrite` rewrites
//! what is expected; look at the difference before you keep it.

#[test]
fn every_command_says_and_does_what_it_promises() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}
