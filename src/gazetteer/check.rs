//! What a list may do that its writer did not mean: warnings, none of which keeps it from use.
//!
//! A form that a row flags as ambiguous is known to be so and is not warned of again.

use std::collections::{BTreeMap, BTreeSet};

use super::given::{Action, Given, Problem, Severity, parts};
use super::own::Laid;
use super::row::{Row, fold};
use super::{CODES, Fact, Gazetteer, ambiguity};
use crate::error::{Result, did_you_mean};

/// The most entries that one warning names.
const MOST: usize = 3;

/// The warnings for a list that was laid over what is known.
pub(super) fn warnings(given: &[Given], laid: &Laid, below: &Gazetteer) -> Result<Vec<Problem>> {
    let known = Known::of(below);
    let besides = super::ambiguity()?;
    let hidden: BTreeSet<_> = laid.hidden.iter().copied().collect();
    let mut owners: BTreeMap<String, (u64, &str)> = BTreeMap::new();
    let mut problems = Vec::new();
    for given in given.iter().filter(|given| given.action != Action::Suppress) {
        let mut warn = |column, problem: String, remedy: String| {
            problems.push(Problem { line: given.line, column, severity: Severity::Warning, problem, remedy });
        };
        known.cells(&given.row, &mut warn);
        if given.action == Action::Add && given.entry.is_empty() {
            twin(&given.row, below, &mut warn);
        }
        for (column, form) in forms(&given.row) {
            let flagged = ambiguity::declared(given.row.declared(form));
            words(column, form, besides(form) & !flagged, &mut warn);
            if let Some((line, name)) = owners.get(&fold(form)).filter(|(_, name)| *name != given.row.name) {
                let remedy = "leave it to one of them, or flag it as x under ambiguous";
                if flagged & Fact::OtherKind.bit() == 0 {
                    warn(column, format!("'{form}' is {name} on line {line}, too"), remedy.to_string());
                }
            }
            owners.entry(fold(form)).or_insert((given.line, &given.row.name));
            if given.action == Action::Add && flagged & Fact::OtherKind.bit() == 0 {
                let others = below.answer(form).into_iter().filter(|id| !hidden.contains(id));
                let names: Vec<String> =
                    others.map(|id| format!("{} ({})", below.entry(id).name, below.entry(id).id)).collect();
                taken(column, form, &names, &mut warn);
            }
        }
    }
    Ok(problems)
}

fn forms(row: &Row) -> impl Iterator<Item = (&'static str, &str)> {
    let name = Some(("name", row.name.as_str())).filter(|(_, name)| !name.is_empty());
    name.into_iter().chain(parts(&row.aliases).map(|alias| ("aliases", alias)))
}

/// An entry that is known already: the row is laid over it.
fn twin(row: &Row, below: &Gazetteer, warn: &mut impl FnMut(&'static str, String, String)) {
    let id = if row.id.is_empty() { row.made_id() } else { row.id.clone() };
    let Some(known) = below.by_id(&id).map(|id| below.entry(id)) else { return };
    if row.country.is_empty() || known.country.is_empty() || row.country == known.country {
        let problem = format!("{} is known already as {id}, from {}", known.name, known.source);
        let remedy = "this row is laid over it; if another is meant, give it an id of its own".to_string();
        warn("name", problem, remedy);
    }
}

/// A form that is a word, too.
fn words(column: &'static str, form: &str, facts: u32, warn: &mut impl FnMut(&'static str, String, String)) {
    for (code, fact) in CODES.iter().filter(|(_, fact)| facts & fact.bit() != 0) {
        let problem = format!("'{form}' is {}", fact.meaning());
        let remedy = format!("leave it out, or write {form}:{code} under ambiguous if it is meant");
        warn(column, problem, remedy);
    }
}

/// A form that others go by: the list hides them.
fn taken(
    column: &'static str,
    form: &str,
    names: &[String],
    warn: &mut impl FnMut(&'static str, String, String),
) {
    if names.is_empty() {
        return;
    }
    let more = names.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let first = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    let problem = format!("'{form}' is known already: {first}{more}");
    let remedy = format!("your list wins; leave it out, or write {form}:x under ambiguous if it is meant");
    warn(column, problem, remedy);
}

/// What cells usually hold.
struct Known<'g> {
    countries: BTreeSet<&'g str>,
    subtypes: BTreeSet<&'g str>,
}

impl<'g> Known<'g> {
    fn of(gazetteer: &'g Gazetteer) -> Self {
        let countries = gazetteer.iter().map(|entry| entry.country).filter(|code| !code.is_empty()).collect();
        let subtypes = gazetteer.iter().map(|entry| entry.subtype).filter(|sort| !sort.is_empty()).collect();
        Self { countries, subtypes }
    }

    fn cells(&self, row: &Row, warn: &mut impl FnMut(&'static str, String, String)) {
        if !row.country.is_empty() && !self.countries.contains(row.country.as_str()) {
            let problem = format!("'{}' is no country that is known", row.country);
            warn("country", problem, "write a code of ISO 3166-1 alpha-2, such as NO".to_string());
        }
        if !row.subtype.is_empty() && !self.subtypes.contains(row.subtype.as_str()) {
            let near = did_you_mean(&row.subtype, self.subtypes.iter().copied());
            let problem = format!("no shipped entry is a '{}'{near}", row.subtype);
            warn("subtype", problem, "see sayso gazetteer stats for those there are".to_string());
        }
        let ids = row.external_ids.split(';').map(str::trim).filter(|id| !id.is_empty());
        for id in
            ids.filter(|id| !id.split_once(':').is_some_and(|(of, id)| !of.is_empty() && !id.is_empty()))
        {
            let problem = format!("'{id}' does not say whose id it is");
            warn("external_ids", problem, "write wd:Q585;geonames:3143244".to_string());
        }
    }
}
