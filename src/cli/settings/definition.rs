//! What the definition of the arguments says of a file of options.

use std::any::TypeId;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory as _, ValueHint, value_parser};
use sayso::config::file::{Known, Setting, Takes};

use super::{Arguments, MAIN, is_given};

/// Arguments that cannot stand in a file: which file it is, and what is asked of one run alone.
const NOT_IN_A_FILE: &[&str] = &["config", "no_config", "print_config", "resume", "stop_after", "help"];

/// The command whose options a file holds.
pub(super) fn options() -> Command {
    Arguments::command().find_subcommand(MAIN).cloned().unwrap_or_default()
}

/// The key of an argument: its long name, or what the definition calls it.
pub(super) fn name(arg: &Arg) -> String {
    arg.get_long().unwrap_or(arg.get_id().as_str()).to_string()
}

/// An argument as a file may hold it; `None` if it may not.
pub(super) fn known(arg: &Arg) -> Option<Known> {
    let is_in_a_file = !NOT_IN_A_FILE.contains(&arg.get_id().as_str());
    is_in_a_file.then(|| Known { name: name(arg), takes: takes(arg), several: takes_several(arg) })
}

fn takes(arg: &Arg) -> Takes {
    use ValueHint::{AnyPath, DirPath, ExecutablePath, FilePath};
    let parser = arg.get_value_parser();
    let is_one_of = |types: &[TypeId]| types.iter().any(|known| parser.type_id() == *known);
    let whole = [
        TypeId::of::<u8>(),
        TypeId::of::<u16>(),
        TypeId::of::<u32>(),
        TypeId::of::<u64>(),
        TypeId::of::<usize>(),
        TypeId::of::<i32>(),
        TypeId::of::<i64>(),
    ];
    let is_path = matches!(arg.get_value_hint(), AnyPath | DirPath | ExecutablePath | FilePath);
    match arg.get_action() {
        ArgAction::SetTrue | ArgAction::SetFalse => Takes::Switch,
        _ if is_path || is_one_of(&[TypeId::of::<PathBuf>()]) => Takes::Path,
        _ if is_one_of(&[TypeId::of::<bool>()]) => Takes::Switch,
        _ if is_one_of(&whole) => Takes::Whole,
        _ if is_one_of(&[TypeId::of::<f32>(), TypeId::of::<f64>()]) => Takes::Decimal,
        _ if is_one_of(&[TypeId::of::<String>()]) && arg.get_possible_values().is_empty() => Takes::Text,
        _ => Takes::Word,
    }
}

fn takes_several(arg: &Arg) -> bool {
    let many = arg.get_num_args().is_some_and(|number| number.max_values() > 1);
    many || arg.get_value_delimiter().is_some() || matches!(arg.get_action(), ArgAction::Append)
}

/// The whole command line with every command's arguments freed.
pub(super) fn open(command: Command) -> Command {
    freed(command, &options())
}

fn freed(command: Command, options: &Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
    let opened =
        names.into_iter().fold(command, |all, name| all.mut_subcommand(name, |inner| freed(inner, options)));
    if opened.get_arguments().any(|arg| arg.get_id() == "config") { free(opened, options) } else { opened }
}

/// Whether an argument of some command is one of those that a file may hold: another command may have an
/// argument of the same name that is something else.
fn is_in_a_file(options: &Command, arg: &Arg) -> bool {
    let is_same = |known: &Arg| known.get_id() == arg.get_id() && known.get_long() == arg.get_long();
    known(arg).is_some() && options.get_arguments().any(is_same)
}

/// A command those of whose options that a file may hold may all stand there: none is required, and a
/// switch can be unset.
pub(super) fn free(command: Command, options: &Command) -> Command {
    command.mut_args(|arg| match arg.get_action() {
        _ if !is_in_a_file(options, &arg) => arg,
        ArgAction::SetTrue => arg
            .action(ArgAction::Set)
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .default_value("false")
            .value_parser(value_parser!(bool)),
        _ => arg.required(false),
    })
}

/// The settings that count beside what is given: all but those that it excludes.
pub(super) fn beside(settings: Vec<Setting>, given: &ArgMatches) -> Vec<Setting> {
    let command = options();
    let is_excluded = |setting: &Setting| {
        let mut given = command.get_arguments().filter(|arg| is_given(given, arg.get_id().as_str()));
        given.any(|arg| excludes(&command, &setting.name, &name(arg)))
    };
    settings.into_iter().filter(|setting| !setting.values.is_empty() && !is_excluded(setting)).collect()
}

/// The command line whose defaults are the settings. What must be there, and stands in neither, is
/// required again.
pub(super) fn with(command: Command, path: &[String], given: &ArgMatches, settings: &[Setting]) -> Command {
    match path.split_first() {
        Some((first, rest)) => command.mut_subcommand(first, |inner| with(inner, rest, given, settings)),
        None => defaults(command, given, settings),
    }
}

fn defaults(command: Command, given: &ArgMatches, settings: &[Setting]) -> Command {
    let only_prints = is_given(given, "print_config");
    let all = options();
    let required: Vec<String> = all.get_arguments().filter(|arg| arg.is_required_set()).map(name).collect();
    command.mut_args(|arg| {
        let name = name(&arg);
        if !is_in_a_file(&all, &arg) {
            return arg;
        }
        match settings.iter().find(|setting| setting.name == name) {
            Some(setting) => arg.default_values(&setting.values),
            None if required.contains(&name) && !only_prints => arg.required(true),
            None => arg,
        }
    })
}

/// Whether two options, by their keys, exclude each other.
pub(super) fn excludes(command: &Command, one: &str, other: &str) -> bool {
    let find = |key: &str| command.get_arguments().find(|arg| name(arg) == key);
    let (Some(one), Some(other)) = (find(one), find(other)) else { return false };
    let names = |from: &Arg, to: &Arg| {
        command.get_arg_conflicts_with(from).iter().any(|conflict| conflict.get_id() == to.get_id())
    };
    names(one, other) || names(other, one)
}
