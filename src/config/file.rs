//! Options from a file: TOML in, settings out, each with its place in the file.
//!
//! Which options there are and what each takes is told by whoever asks; what an option means is not
//! known here. A relative path in the file is relative to the file's folder.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::error::{Error, Place, Result, did_you_mean};

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// `true` or `false`
    Switch,
    /// a whole number
    Whole,
    /// a number
    Decimal,
    /// text
    Text,
    /// a path
    Path,
    /// a word or a whole number
    Word,
}

impl Takes {
    /// What it takes, in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Switch => "true or false",
            Self::Whole => "a whole number",
            Self::Decimal => "a number",
            Self::Text => "text",
            Self::Path => "a path",
            Self::Word => "a word",
        }
    }

    /// A value of the file as the command line would have it; `None` if it is of another type.
    fn value(self, value: &DeValue<'_>, folder: &Path) -> Option<String> {
        match (self, value) {
            (Self::Switch, DeValue::Boolean(yes)) => Some(yes.to_string()),
            (Self::Whole | Self::Word, DeValue::Integer(number)) => {
                Some(i128::from_str_radix(number.as_str(), number.radix()).ok()?.to_string())
            }
            (Self::Decimal, DeValue::Integer(number)) => Some(number.as_str().to_string()),
            (Self::Decimal, DeValue::Float(number)) => Some(number.as_str().to_string()),
            (Self::Text | Self::Word, DeValue::String(text)) => Some(text.to_string()),
            (Self::Path, DeValue::String(path)) if path == "-" => Some(path.to_string()),
            (Self::Path, DeValue::String(path)) => Some(folder.join(&**path).display().to_string()),
            _ => None,
        }
    }
}

/// An option that may stand in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its key.
    pub name: String,
    /// What it takes.
    pub takes: Takes,
    /// Whether it takes a list of them.
    pub several: bool,
}

/// An option that stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its key.
    pub name: String,
    /// Its values as the command line would have them; more or less than one only where it takes several.
    pub values: Vec<String>,
    /// Where its value stands.
    pub place: Place,
}

/// Reads a file of options. Fails where it cannot be read, is no TOML, has an unknown key or a value of
/// another type than the option takes.
pub fn read(path: &Path, known: &[Known]) -> Result<Vec<Setting>> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|e| Error::at(Place::file(&name), format!("cannot read this file of options: {e}")))?;
    settings(&text, &name, path.parent().unwrap_or(Path::new("")), known)
}

/// The settings of a file's text, in the order of the file. `name` is the file's name in messages,
/// `folder` what its paths are relative to.
pub fn settings(text: &str, name: &str, folder: &Path, known: &[Known]) -> Result<Vec<Setting>> {
    let place = |at: usize| {
        let before = text.get(..at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Place::column(name, line as u64, column as u64)
    };
    let table = DeTable::parse(text).map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        let at = error.span().map_or(0, |span| span.start);
        let is_bare = text.get(..at).is_some_and(|before| before.trim_end().ends_with('='))
            && text.get(at..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        let hint = if is_bare { "; text stands between quotation marks" } else { "" };
        Error::at(place(at), format!("this is no TOML: {message}{hint}"))
    })?;
    let mut entries: Vec<_> = table.get_ref().iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let mut all = Vec::new();
    for (key, value) in entries {
        let Some(option) = known.iter().find(|option| option.name == key.get_ref().as_ref()) else {
            let hint = did_you_mean(key.get_ref(), known.iter().map(|option| option.name.as_str()));
            return Err(Error::at(place(key.span().start), format!("no option '{}'{hint}", key.get_ref())));
        };
        let values = values(option, value.get_ref(), folder)
            .ok_or_else(|| Error::at(place(value.span().start), wrong_type(option, value.get_ref())))?;
        all.push(Setting { name: option.name.clone(), values, place: place(value.span().start) });
    }
    Ok(all)
}

fn values(option: &Known, value: &DeValue<'_>, folder: &Path) -> Option<Vec<String>> {
    match value {
        DeValue::Array(all) if option.several => {
            all.iter().map(|value| option.takes.value(value.get_ref(), folder)).collect()
        }
        value => option.takes.value(value, folder).map(|value| vec![value]),
    }
}

fn wrong_type(option: &Known, value: &DeValue<'_>) -> String {
    let takes = option.takes.name();
    let list = if option.several { " or a list of such" } else { "" };
    let found = match value {
        DeValue::Array(_) if option.several => "a list of something else",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
    };
    format!("{} takes {takes}{list}, and this is {found}", option.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> std::result::Result<Vec<(String, Vec<String>)>, String> {
        let option = |name: &str, takes, several| Known { name: name.into(), takes, several };
        let known = [
            option("beliefs", Takes::Switch, false),
            option("jobs", Takes::Whole, false),
            option("share", Takes::Decimal, false),
            option("text-field", Takes::Text, false),
            option("output", Takes::Path, false),
            option("gazetteer", Takes::Path, true),
            option("format", Takes::Word, true),
        ];
        let settings = settings(text, "my/sayso.toml", Path::new("my"), &known);
        let settings = settings.map_err(|error| error.to_string())?;
        Ok(settings.into_iter().map(|setting| (setting.name, setting.values)).collect())
    }

    fn fault(text: &str, message: &str) {
        assert_eq!(check(text), Err(message.to_string()), "{text}");
    }

    #[test]
    fn values_become_what_the_command_line_would_have_in_the_order_of_the_file() {
        let text = "jobs = 0x10\nbeliefs = true\nshare = 0.5\ntext-field = \"body\"\nformat = [\"csv\", 3]\n";
        let expected: [(&str, &[&str]); 5] = [
            ("jobs", &["16"]),
            ("beliefs", &["true"]),
            ("share", &["0.5"]),
            ("text-field", &["body"]),
            ("format", &["csv", "3"]),
        ];
        let own = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        let expected: Vec<_> = expected.iter().map(|(name, all)| ((*name).to_string(), own(all))).collect();
        assert_eq!(check(text), Ok(expected));
    }

    #[test]
    fn a_path_is_relative_to_the_file_and_a_dash_is_no_path() {
        let found = check("gazetteer = [\"a.csv\", \"/b.csv\"]\noutput = \"-\"\n").unwrap();
        assert_eq!(found[0].1, [Path::new("my").join("a.csv").display().to_string(), "/b.csv".to_string()]);
        assert_eq!(found[1].1, ["-"]);
    }

    #[test]
    fn one_value_stands_for_a_list_of_one() {
        assert_eq!(check("format = \"csv\"").unwrap()[0].1, ["csv"]);
        assert_eq!(check("format = []").unwrap()[0].1, [""; 0]);
    }

    #[test]
    fn an_unknown_key_is_told_with_its_place_and_the_nearest() {
        let hint = "my/sayso.toml:2:3: no option 'text_field'; did you mean 'text-field'?";
        fault("# é\n  text_field = \"x\"\n", hint);
        fault("jobs = 1\n\n[fields]\ntext = \"x\"", "my/sayso.toml:3:2: no option 'fields'");
        fault("zebra = 1\njobs = true\n", "my/sayso.toml:1:1: no option 'zebra'");
    }

    #[test]
    fn a_value_of_another_type_is_told_with_its_place() {
        fault(
            "jobs = 1\nbeliefs = \"yes\"",
            "my/sayso.toml:2:11: beliefs takes true or false, and this is a string",
        );
        fault("jobs = [1]", "my/sayso.toml:1:8: jobs takes a whole number, and this is a list");
        fault(
            "gazetteer = [1]",
            "my/sayso.toml:1:13: gazetteer takes a path or a list of such, and this is a list of something else",
        );
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_place() {
        let fault = check("jobs = 1\noutput = out\n").unwrap_err();
        assert!(fault.starts_with("my/sayso.toml:2:10: this is no TOML: "), "{fault}");
        assert!(fault.ends_with("; text stands between quotation marks"), "{fault}");
        let twice = check("jobs = 1\njobs = 2\n").unwrap_err();
        assert!(twice.starts_with("my/sayso.toml:2:1: this is no TOML: duplicate key"), "{twice}");
    }
}
