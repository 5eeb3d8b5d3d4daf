//! The options as text: resolved, as a file that can be fed back; and as a table of what there is.

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use sayso::config::file::{Known, Setting, Takes};

use super::definition;

/// The resolved options as a file of options; each value with where it came from.
pub(super) fn resolved(command: &Command, matches: &ArgMatches, settings: &[Setting]) -> String {
    let mut page = String::from(
        "# The options of sayso extract as they are resolved here, each with where it came from. Saved as\n\
         # sayso.toml, this file gives them again; relative paths in it are relative to its folder.\n",
    );
    for (arg, known) in options(command) {
        page.push_str("\n# ");
        page.push_str(&help(arg));
        page.push('\n');
        page.push_str(&line(arg, &known, matches, settings));
    }
    page
}

fn line(arg: &Arg, known: &Known, matches: &ArgMatches, settings: &[Setting]) -> String {
    let id = arg.get_id().as_str();
    let values: Vec<String> =
        matches.get_raw(id).into_iter().flatten().map(|raw| value(raw, known)).collect();
    let origin = match matches.value_source(id) {
        Some(ValueSource::CommandLine) => "command line".to_string(),
        Some(_) => settings
            .iter()
            .find(|setting| setting.name == known.name)
            .map_or("default".to_string(), |s| format!("{}:{}", s.place.file, s.place.line.unwrap_or(1))),
        None if known.several => "default".to_string(),
        None => return format!("# {} = # not set\n", known.name),
    };
    match (values.as_slice(), known.several) {
        ([one], false) => format!("{} = {one} # {origin}\n", known.name),
        (all, _) => format!("{} = [{}] # {origin}\n", known.name, all.join(", ")),
    }
}

/// A value as TOML.
fn value(raw: &std::ffi::OsStr, known: &Known) -> String {
    let text = raw.to_string_lossy();
    let is_bare = match known.takes {
        Takes::Switch => text == "true" || text == "false",
        Takes::Whole => text.parse::<i64>().is_ok(),
        Takes::Decimal => text.parse::<f64>().is_ok_and(f64::is_finite) && text.contains('.'),
        Takes::Text | Takes::Path | Takes::Word => false,
    };
    if is_bare { text.into_owned() } else { toml::Value::String(text.into_owned()).to_string() }
}

/// The options that a user is told of, as a table in Markdown.
#[cfg(test)]
pub(super) fn table(command: &Command) -> String {
    let mut rows =
        vec!["| key | takes | default | what it does |".to_string(), "|---|---|---|---|".to_string()];
    for (arg, known) in options(command).filter(|(arg, _)| !arg.is_hide_set()) {
        let list = if known.several { ", or a list of such" } else { "" };
        let possible: Vec<String> =
            arg.get_possible_values().iter().map(|word| format!("`{}`", word.get_name())).collect();
        let takes = match known.takes {
            Takes::Word if !possible.is_empty() => possible.join(", "),
            takes => takes.name().to_string(),
        };
        let default: Vec<String> =
            arg.get_default_values().iter().map(|raw| format!("`{}`", value(raw, &known))).collect();
        let default = if known.takes == Takes::Switch { "`false`".to_string() } else { default.join(", ") };
        let row = [format!("`{}`", known.name), format!("{takes}{list}"), default, help(arg)];
        let row: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        rows.push(format!("| {} |", row.join(" | ")));
    }
    rows.join("\n") + "\n"
}

fn options(command: &Command) -> impl Iterator<Item = (&Arg, Known)> {
    command.get_arguments().filter_map(|arg| Some((arg, definition::known(arg)?)))
}

fn help(arg: &Arg) -> String {
    arg.get_help().map(ToString::to_string).unwrap_or_default()
}
