//! The manual: a page for the program and one for every command.
//!
//! The words of a command enter, its page leaves, in the format of man(1). What a page says is what the
//! help says.

use anyhow::{Result, anyhow};
use clap::{Args, CommandFactory as _};
use clap_mangen::Man;

/// Whose page is asked for.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The command whose page it is, such as `extract` or `gazetteer find` [default: the program's own]
    #[arg(value_name = "COMMAND")]
    words: Vec<String>,
}

/// The page that was asked for. Fails where there is no such command.
pub(crate) fn page(arguments: &Arguments) -> Result<Vec<u8>> {
    let mut program = super::Arguments::command().disable_help_subcommand(true);
    program.build();
    let mut command = &program;
    for word in &arguments.words {
        let known = command.find_subcommand(word);
        command = known.ok_or_else(|| {
            let whole = command.get_bin_name().unwrap_or("sayso");
            anyhow!("{whole} has no command '{word}'; '{whole} --help' names those there are")
        })?;
    }
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    // What stands below the options in the help is examples and the exit status.
    Ok(String::from_utf8(page)?.replace("\n.SH EXTRA\n", "\n.SH NOTES\n").into_bytes())
}
