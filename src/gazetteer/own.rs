//! A user's list laid over what is known: rows that were given in, rows that shall count out.
//!
//! Entries that a list changes are taken out of the layers below and stand, changed, in the list's own
//! layer under the same id. Nothing below is written to. Later rows of a list see what earlier ones did.

use std::collections::BTreeMap;

use super::given::{Action, Given, Problem, parts};
use super::layer::{Stand, keys};
use super::merge::free_id;
use super::row::{Row, fold};
use super::{Entry, EntryId, Gazetteer};

/// What a list comes to.
#[derive(Debug, Default)]
pub(super) struct Laid {
    /// The rows of its layer.
    pub rows: Vec<Row>,
    /// How each stands to the layers below.
    pub stands: Vec<Stand>,
    /// The rows below that count no longer.
    pub hidden: Vec<EntryId>,
    /// What could not be done.
    pub problems: Vec<Problem>,
}

/// Lays a list over what is known.
pub(super) fn lay(given: Vec<Given>, below: &Gazetteer) -> Laid {
    let mut work = Work { below, rows: Vec::new(), taken: BTreeMap::new(), hidden: Vec::new() };
    let mut problems = Vec::new();
    for given in given {
        if let Err(problem) = work.apply(&given) {
            problems.push(problem);
        }
    }
    let (rows, stands) = work.rows.into_iter().flatten().unzip();
    Laid { rows, stands, hidden: work.hidden, problems }
}

/// An entry that a row speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// A row of the list itself.
    Own(usize),
    /// A row below.
    Below(EntryId),
}

struct Work<'g> {
    below: &'g Gazetteer,
    /// The rows so far; those that were merged away or suppressed are gone.
    rows: Vec<Option<(Row, Stand)>>,
    /// The rows below that the list has taken over.
    taken: BTreeMap<EntryId, usize>,
    hidden: Vec<EntryId>,
}

type Done = Result<(), Problem>;

impl Work<'_> {
    fn apply(&mut self, given: &Given) -> Done {
        match given.action {
            Action::Add if given.entry.is_empty() => self.add(given),
            Action::Add => {
                for asked in &given.entry {
                    let target = self.one(given, asked, &given.row.kind)?;
                    self.over(target, given);
                }
                Ok(())
            }
            Action::Rename => self.rename(given),
            Action::Merge => self.merge(given),
            Action::Retype => self.retype(given),
            Action::Suppress => self.suppress(given),
        }
    }

    /// A new entry, or one with an id that is known: then its cells are laid over that.
    fn add(&mut self, given: &Given) -> Done {
        let mut row = given.row.clone();
        if row.id.is_empty() {
            row.id = row.made_id();
            let namesake = self.by_id(&row.id).map(|target| self.row(target).country);
            if namesake.is_some_and(|country| {
                !country.is_empty() && !row.country.is_empty() && country != row.country
            }) {
                row.id = free_id(&row, |id| self.by_id(id).is_some());
            }
        }
        if let Some(target) = self.by_id(&row.id) {
            self.over(target, given);
        } else {
            let claims = row.forms().flat_map(keys).collect();
            self.rows.push(Some((row, Stand { own: true, claims })));
        }
        Ok(())
    }

    fn rename(&mut self, given: &Given) -> Done {
        for asked in &given.entry {
            let target = self.one(given, asked, &given.row.kind)?;
            let at = self.over(target, given);
            self.change(at, |row| named(row, &given.row.name));
        }
        Ok(())
    }

    /// The entries given become one: that which goes by the row's name, or else the first.
    fn merge(&mut self, given: &Given) -> Done {
        let kind = &given.row.kind;
        let mut targets = Vec::new();
        for asked in &given.entry {
            targets.push(self.one(given, asked, kind)?);
        }
        let named_so = self.find(&given.row.name, kind, &given.row.country);
        let kept = if let [only] = named_so.as_slice() { Some(*only) } else { targets.first().copied() };
        let Some(kept) = kept else { return Ok(()) };
        let at = self.over(kept, given);
        for target in targets.into_iter().filter(|target| *target != kept) {
            let other = self.row(target);
            self.remove(target);
            self.change(at, |row| row.absorb(&other));
        }
        if !given.row.name.is_empty() {
            self.change(at, |row| named(row, &given.row.name));
        }
        Ok(())
    }

    fn retype(&mut self, given: &Given) -> Done {
        let asked = if given.entry.is_empty() { vec![given.row.name.clone()] } else { given.entry.clone() };
        for asked in &asked {
            let all = self.find(asked, "", &given.row.country);
            let others: Vec<Target> =
                all.iter().copied().filter(|target| self.row(*target).kind != given.row.kind).collect();
            let target = self.only(given, asked, if others.is_empty() { all } else { others })?;
            let at = self.over(target, given);
            self.change(at, |row| {
                row.kind.clone_from(&given.row.kind);
                row.subtype.clone_from(&given.row.subtype);
            });
        }
        Ok(())
    }

    /// Takes entries away, or, where aliases are given, these forms of one entry.
    fn suppress(&mut self, given: &Given) -> Done {
        let asked = if given.entry.is_empty() { vec![given.row.name.clone()] } else { given.entry.clone() };
        for asked in &asked {
            if given.row.aliases.is_empty() {
                let targets = self.find(asked, &given.row.kind, &given.row.country);
                let named = |target: &Target| {
                    let row = self.row(*target);
                    row.id == *asked || fold(&row.name) == fold(asked)
                };
                let named: Vec<Target> = targets.iter().copied().filter(named).collect();
                if named.is_empty() {
                    return Err(self.not_by_name(given, asked, &targets));
                }
                named.into_iter().for_each(|target| self.remove(target));
            } else {
                let target = self.one(given, asked, &given.row.kind)?;
                self.cut(given, target)?;
            }
        }
        Ok(())
    }

    fn cut(&mut self, given: &Given, target: Target) -> Done {
        let row = self.row(target);
        for form in parts(&given.row.aliases) {
            if !row.aliases.split('|').any(|alias| alias == form) {
                let problem = format!("'{form}' is no other name of {}", row.name);
                let remedy =
                    if form == row.name { "rename the entry instead" } else { "write one of its aliases" };
                return Err(Problem::error(given.line, "aliases", problem, remedy));
            }
        }
        let at = self.take(target);
        let gone: Vec<&str> = parts(&given.row.aliases).collect();
        self.change(at, |row| {
            row.aliases =
                parts(&row.aliases).filter(|alias| !gone.contains(alias)).collect::<Vec<_>>().join("|");
        });
        Ok(())
    }

    /// Lays the cells that are not empty over an entry; gives its place in the list.
    fn over(&mut self, target: Target, given: &Given) -> usize {
        let at = self.take(target);
        let Some(Some((row, stand))) = self.rows.get_mut(at) else { return at };
        for (cell, new) in [
            (&mut row.subtype, &given.row.subtype),
            (&mut row.country, &given.row.country),
            (&mut row.sex, &given.row.sex),
            (&mut row.role, &given.row.role),
            (&mut row.external_ids, &given.row.external_ids),
            (&mut row.ambiguous, &given.row.ambiguous),
        ] {
            if !new.is_empty() {
                cell.clone_from(new);
            }
        }
        if given.weighed {
            row.weight = given.row.weight;
        }
        for form in given.row.forms() {
            row.add(form);
        }
        if !row.source.split('+').any(|source| source == given.row.source) {
            row.source = format!("{}+{}", row.source, given.row.source);
        }
        stand.own = true;
        stand.claims.extend(given.row.forms().filter(|form| !form.is_empty()).flat_map(keys));
        at
    }

    /// The place of an entry in the list, where it is taken to from below if it is not there.
    fn take(&mut self, target: Target) -> usize {
        match target {
            Target::Own(at) => at,
            Target::Below(id) => {
                let row = row(&self.below.entry(id));
                self.remove(target);
                self.taken.insert(id, self.rows.len());
                self.rows.push(Some((row, Stand::default())));
                self.rows.len() - 1
            }
        }
    }

    fn remove(&mut self, target: Target) {
        match target {
            Target::Own(at) => {
                if let Some(row) = self.rows.get_mut(at) {
                    *row = None;
                }
            }
            Target::Below(id) => self.hidden.push(id),
        }
    }

    fn change(&mut self, at: usize, change: impl FnOnce(&mut Row)) {
        if let Some(Some((row, _))) = self.rows.get_mut(at) {
            change(row);
        }
    }

    fn row(&self, target: Target) -> Row {
        match target {
            Target::Own(at) => self.rows.get(at).and_then(Option::as_ref).map(|(row, _)| row.clone()),
            Target::Below(id) => Some(row(&self.below.entry(id))),
        }
        .unwrap_or_default()
    }

    fn own(&self) -> impl Iterator<Item = (Target, &Row)> {
        let rows = self.rows.iter().enumerate();
        rows.filter_map(|(at, row)| row.as_ref().map(|(row, _)| (Target::Own(at), row)))
    }

    fn by_id(&self, id: &str) -> Option<Target> {
        let own = self.own().find(|(_, row)| row.id == id).map(|(target, _)| target);
        own.or_else(|| self.below.by_id(id).filter(|id| !self.hidden.contains(id)).map(Target::Below))
    }

    /// The entries of an id, or of a name; those that bear it as canonical name before those that go by
    /// it besides. An empty kind or country is any.
    fn find(&self, asked: &str, kind: &str, country: &str) -> Vec<Target> {
        if asked.is_empty() {
            return Vec::new();
        }
        if let Some(target) = self.by_id(asked) {
            return vec![target];
        }
        let fits = |row: &Row| {
            (kind.is_empty() || row.kind == kind) && (country.is_empty() || row.country == country)
        };
        let folded = fold(asked);
        let own = self.own().filter(|(_, row)| row.forms().any(|form| fold(form) == folded));
        let mut all: Vec<Target> = own.filter(|(_, row)| fits(row)).map(|(target, _)| target).collect();
        let below = self.below.answer(asked).into_iter().filter(|id| !self.hidden.contains(id));
        all.extend(below.filter(|id| fits(&row(&self.below.entry(*id)))).map(Target::Below));
        let named = |target: &Target| fold(&self.row(*target).name) == folded;
        if all.iter().any(named) {
            all.retain(named);
        }
        all
    }

    /// The one entry of an id or name.
    fn one(&self, given: &Given, asked: &str, kind: &str) -> Result<Target, Problem> {
        // A rename may give a new country; then the old one tells nothing of the entry.
        let all = self.find(asked, kind, &given.row.country);
        let all = if all.is_empty() { self.find(asked, kind, "") } else { all };
        self.only(given, asked, all)
    }

    fn only(&self, given: &Given, asked: &str, all: Vec<Target>) -> Result<Target, Problem> {
        match all.as_slice() {
            [only] => Ok(*only),
            [] => Err(self.unknown(given, asked)),
            several => {
                let ids: Vec<String> = several.iter().take(5).map(|target| self.row(*target).id).collect();
                let problem = format!("'{asked}' may be {} entries: {}", several.len(), ids.join(", "));
                let column = if given.entry.is_empty() { "name" } else { "entry" };
                Err(Problem::error(given.line, column, problem, "write the id of one of them as entry"))
            }
        }
    }

    fn unknown(&self, given: &Given, asked: &str) -> Problem {
        let column = if given.entry.is_empty() { "name" } else { "entry" };
        let near = self.below.near(asked).into_iter().next();
        let near = near.map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
        let kind = if given.row.kind.is_empty() || given.action == Action::Retype {
            "entry".to_string()
        } else {
            given.row.kind.clone()
        };
        let problem = format!("no {kind} goes by '{asked}'{near}");
        Problem::error(given.line, column, problem, "look for it with sayso gazetteer find")
    }

    fn not_by_name(&self, given: &Given, asked: &str, by_alias: &[Target]) -> Problem {
        let Some(first) = by_alias.first() else { return self.unknown(given, asked) };
        let column = if given.entry.is_empty() { "name" } else { "entry" };
        let row = self.row(*first);
        let problem = format!("'{asked}' is another name of {}", row.name);
        let remedy = format!("write {} as entry and {asked} as alias to take that form away", row.id);
        Problem::error(given.line, column, problem, &remedy)
    }
}

/// Gives a row another name; the old one stays an alias.
fn named(row: &mut Row, name: &str) {
    let old = std::mem::replace(&mut row.name, name.to_string());
    row.aliases = parts(&row.aliases).filter(|alias| *alias != name).collect::<Vec<_>>().join("|");
    row.add(&old);
}

fn row(entry: &Entry<'_>) -> Row {
    Row {
        id: entry.id.to_string(),
        kind: entry.kind.to_string(),
        subtype: entry.subtype.to_string(),
        name: entry.name.to_string(),
        aliases: entry.aliases.to_string(),
        country: entry.country.to_string(),
        sex: entry.sex.to_string(),
        role: entry.roles.to_string(),
        weight: entry.weight,
        ambiguous: String::new(),
        external_ids: entry.external_ids.to_string(),
        source: entry.source.to_string(),
    }
}
