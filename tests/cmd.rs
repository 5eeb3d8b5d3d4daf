//! The program as a user meets it: `tests/cmd/*.toml`, one command each, and
//! `tests/cmd/*.trycmd`, several one after the other. `TRYCMD=overwrite` rewrites
//! what is expected; look at the difference before you keep it. `SAYSO_BIN` names another build of the
//! program, for instance the one for release, which may differ where a library checks in debug builds alone.

#[test]
fn every_command_says_and_does_what_it_promises() {
    let cases = trycmd::TestCases::new();
    if let Some(program) = std::env::var_os("SAYSO_BIN") {
        cases.register_bin("sayso", std::path::PathBuf::from(program));
    }
    cases.case("tests/cmd/*.toml").case("tests/cmd/*.trycmd");
}
