//! Options that stand in a file: the command line over the file over the default.
//!
//! The arguments are defined once, for the command line. What the file may hold and of which type follows
//! from that definition; its values become the defaults of a command that is then parsed as ever, so that
//! ranges and choices are checked by the same code, and nothing needs to be merged by hand.

mod definition;
mod print;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, CommandFactory as _, FromArgMatches as _, ValueHint};
use sayso::config::file::{self, Setting};
use sayso::error::{Error, did_you_mean};

use super::Arguments;

/// The file that is looked for in the working folder.
const FILE: &str = "sayso.toml";
/// The command whose options a file holds; other commands take from it what they have too.
const MAIN: &str = "extract";

/// Which file of options to go by.
#[derive(Args, Clone, Debug)]
pub(crate) struct FromFile {
    /// A file of options [default: sayso.toml in the working folder, if there is one]
    ///
    /// Every option of `sayso extract` can stand in it under its long name, for instance `jobs = 2`. The
    /// command line wins over the file; a switch that the file sets is unset with, for instance,
    /// --beliefs=false. Relative paths in the file are relative to its folder.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "no_config")]
    config: Option<PathBuf>,

    /// Do without a file of options, even if there is a sayso.toml
    #[arg(long)]
    no_config: bool,
}

/// What the user gave.
#[derive(Debug)]
pub(crate) enum Given {
    /// Arguments to go by.
    Arguments(Box<Arguments>),
    /// The wish to see the resolved configuration, and nothing else.
    Print(String),
}

/// Reads the command line, and the file of options where the command takes one. Ends the program where
/// the command line alone says so: help, version, what cannot be parsed.
pub(crate) fn given() -> Result<Given> {
    let matches = matches(definition::open(Arguments::command()));
    let (path, leaf) = leaf(&matches);
    if !takes_a_file(leaf) {
        return Ok(Given::Arguments(Box::new(Arguments::from_arg_matches(&matches)?)));
    }
    let settings = definition::beside(settings(leaf)?, leaf);
    let command = definition::with(definition::open(Arguments::command()), &path, leaf, &settings);
    let matches = self::matches(command);
    let leaf = self::leaf(&matches).1;
    if is_set(leaf, "print_config") {
        return Ok(Given::Print(print::resolved(&definition::options(), leaf, &settings)));
    }
    Ok(Given::Arguments(Box::new(Arguments::from_arg_matches(&matches)?)))
}

/// Parses the command line. Trouble and help are told in the words of the plain definition, where it
/// agrees that there is any.
fn matches(command: Command) -> ArgMatches {
    command.try_get_matches().unwrap_or_else(|error| match Arguments::command().try_get_matches() {
        Err(plain) if plain.kind() == error.kind() => plain.exit(),
        _ => error.exit(),
    })
}

/// Whether a command takes a file of options. Clap tells of an argument that is not defined in debug builds
/// alone; of one that is defined with a default there is a value.
fn takes_a_file(leaf: &ArgMatches) -> bool {
    leaf.ids().any(|id| id == "no_config")
}

/// Whether a command has a switch, and it is set.
fn is_set(leaf: &ArgMatches, switch: &str) -> bool {
    leaf.try_get_one::<bool>(switch).is_ok_and(|set| set == Some(&true))
}

/// The command that was called, below all others, and what was given to it.
fn leaf(matches: &ArgMatches) -> (Vec<String>, &ArgMatches) {
    let (mut path, mut leaf) = (Vec::new(), matches);
    while let Some((name, matches)) = leaf.subcommand() {
        path.push(name.to_string());
        leaf = matches;
    }
    (path, leaf)
}

/// The settings of the file that these arguments choose.
fn settings(leaf: &ArgMatches) -> Result<Vec<Setting>> {
    let chosen = leaf.get_one::<PathBuf>("config");
    let path = match chosen {
        Some(path) => path.as_path(),
        None if is_set(leaf, "no_config") || !Path::new(FILE).exists() => return Ok(Vec::new()),
        None => Path::new(FILE),
    };
    let known: Vec<_> = definition::options().get_arguments().filter_map(definition::known).collect();
    let settings = file::read(path, &known)?;
    settings.iter().try_for_each(check)?;
    exclusive(&settings)?;
    Ok(settings)
}

/// Holds the values of a setting against its definition. Fails as the command line would, with the place
/// in the file.
fn check(setting: &Setting) -> Result<()> {
    let options = definition::options();
    let command = definition::free(options.clone(), &options).no_binary_name(true);
    let is_positional = command.get_positionals().any(|arg| definition::name(arg) == setting.name);
    for value in &setting.values {
        let given = if is_positional { value.clone() } else { format!("--{}={value}", setting.name) };
        let words = if is_positional { vec!["--".to_string(), given] } else { vec![given] };
        if let Err(error) = command.clone().try_get_matches_from(words) {
            return Err(Error::at(setting.place.clone(), told(&setting.name, value, &error)).into());
        }
    }
    Ok(())
}

/// What is wrong with a value.
fn told(name: &str, value: &str, error: &clap::Error) -> String {
    use clap::error::{ContextKind, ContextValue};
    if let Some(ContextValue::Strings(words)) = error.get(ContextKind::ValidValue) {
        let hint = did_you_mean(value, words.iter().map(String::as_str));
        return format!("{name} takes one of {}, and this is '{value}'{hint}", words.join(", "));
    }
    match std::error::Error::source(error) {
        Some(reason) => format!("{name} cannot be '{value}': {reason}"),
        None => format!("{name} cannot be '{value}'"),
    }
}

/// Fails where a file sets two options that exclude each other.
fn exclusive(settings: &[Setting]) -> Result<()> {
    let command = definition::options();
    let set = |setting: &&Setting| setting.values.iter().any(|value| value != "false");
    for setting in settings.iter().filter(set) {
        for other in settings.iter().filter(set) {
            if definition::excludes(&command, &setting.name, &other.name) {
                let message = format!("{} and {} exclude each other", setting.name, other.name);
                return Err(Error::at(other.place.clone(), message).into());
            }
        }
    }
    Ok(())
}

/// Whether an argument stands on the command line.
fn is_given(matches: &ArgMatches, id: &str) -> bool {
    matches.try_contains_id(id).is_ok() && matches.value_source(id) == Some(ValueSource::CommandLine)
}

#[cfg(test)]
mod tests;
