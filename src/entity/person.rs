//! People: full names first, then every bare surname or given name to one of them.

use std::collections::BTreeMap;

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::form::{Form, Forms, Part};
use super::links::Links;
use super::spelling::{self, Name};
use super::{Page, Sex, listed, sex};
use crate::gazetteer::{EntryId, folded_word};
use crate::lexicon::{Class, Word};
use crate::mention::{Kind, Mention};

/// How many times as often one of two people of a surname must be named to own it alone.
const MAIN: u32 = 3;
/// How many names there is room for at once: few documents have more.
const USUAL: usize = 64;

/// A person of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// The mention with the fullest form.
    fullest: usize,
    /// Other mentions by several words, each form once.
    fulls: SmallVec<[usize; 2]>,
    pub(super) entry: Option<EntryId>,
    pub(super) sex: Sex,
    /// The role words that stand with the name, each once.
    roles: SmallVec<[CompactString; 1]>,
    /// In order.
    mentions: SmallVec<[u32; 6]>,
}

impl Person {
    fn add_mention(&mut self, mention: u32) {
        let at = self.mentions.partition_point(|known| *known < mention);
        self.mentions.insert(at, mention);
    }

    fn add_role(&mut self, role: CompactString) {
        if !self.roles.contains(&role) {
            self.roles.push(role);
        }
    }

    /// The last mention before one.
    fn before(&self, mention: usize) -> Option<u32> {
        let at = self.mentions.partition_point(|known| (*known as usize) < mention);
        self.mentions.get(at.checked_sub(1)?).copied()
    }
}

/// The people of a document.
#[derive(Debug, Default)]
pub(super) struct People {
    all: Vec<Person>,
    /// The person that each mention names; of no person past the last.
    owners: Vec<u32>,
}

impl People {
    /// The person that some mentions name.
    pub(super) fn of(&self, group: &[u32]) -> Option<&Person> {
        self.all.get(*self.owners.get(*group.first()? as usize)? as usize)
    }
}

/// Joins the mentions of people.
pub(super) fn join<'w>(page: &Page<'w>, forms: &Forms<'w>, links: &mut Links) -> People {
    let of_kind = |m: &usize| page.mentions[*m].kind == Kind::Person;
    let (mut full, bare): (Vec<usize>, Vec<usize>) =
        (0..forms.len()).filter(of_kind).partition(|&m| forms[m].core().len() > 1);
    // Names with their given names written out come before initials: those may fit several.
    full.sort_by_key(|&m| (forms[m].core().first().is_some_and(|part| part.initial), m));
    let mut crowd = Crowd { page, forms, all: Vec::new(), index: Index::with_room(full.len().min(USUAL)) };
    for m in full {
        crowd.place_full(m);
    }
    if crowd.same_row() {
        crowd.index_anew();
    }
    for m in bare {
        crowd.place_bare(m);
    }
    crowd.link_bare();
    crowd.same_row();
    for person in &crowd.all {
        for pair in person.mentions.windows(2) {
            links.join(pair[0], pair[1]);
        }
    }
    let mut owners = vec![u32::MAX; forms.len()];
    for (at, person) in (0..).zip(&crowd.all) {
        for &m in &person.mentions {
            owners[m as usize] = at;
        }
    }
    People { all: crowd.all, owners }
}

struct Crowd<'p, 'w> {
    page: &'p Page<'w>,
    forms: &'p Forms<'w>,
    all: Vec<Person>,
    index: Index<'p>,
}

/// Who may be meant by a name: people by the words of their names, so that a mention is compared with
/// those alone that share one, however many a document names.
#[derive(Default)]
struct Index<'p> {
    /// By a whole name of several words.
    wholes: FxHashMap<&'p str, usize>,
    words: FxHashMap<Name<'p>, Numbers>,
    /// By what a surname has in common with its other form.
    stems: FxHashMap<&'p str, Numbers>,
}

/// A few people by number.
type Numbers = SmallVec<[u32; 4]>;

impl<'p> Index<'p> {
    /// Of nobody, with room for so many names of two words.
    fn with_room(names: usize) -> Self {
        let mut index = Self::default();
        index.wholes.reserve(names);
        index.stems.reserve(names);
        // A first name, a surname, and the surname as it is written.
        index.words.reserve(3 * names);
        index
    }

    fn add(&mut self, person: usize, form: &'p Form<'_>) {
        let number = person as u32;
        let core = form.core();
        if core.len() > 1 {
            self.wholes.entry(form.key.as_str()).or_insert(person);
        }
        for part in core {
            self.words.entry(part.name()).or_default().push(number);
        }
        let Some(last) = core.last() else { return };
        self.stems.entry(spelling::stem(last.folded)).or_default().push(number);
        for part in last.folded.split('-') {
            self.words.entry(Name::Part(part)).or_default().push(number);
        }
    }

    /// Those who share a word with a name by several words, in order.
    fn near(&self, form: &Form<'_>) -> Near {
        let core = form.core();
        let words = core.iter().filter_map(|part| self.words.get(&part.name()));
        let stem = core.last().and_then(|last| self.stems.get(spelling::stem(last.folded)));
        in_order(words.chain(stem))
    }

    /// Those who share a bare name, in order.
    fn called(&self, word: &Part<'_>) -> Near {
        let names = [word.name(), Name::Part(word.folded)];
        in_order(names.iter().filter_map(|name| self.words.get(name)))
    }
}

/// The people who may be meant.
type Near = SmallVec<[usize; 8]>;

fn in_order<'i>(lists: impl Iterator<Item = &'i Numbers>) -> Near {
    let mut all: Near = lists.flatten().map(|&person| person as usize).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl Crowd<'_, '_> {
    fn index_anew(&mut self) {
        self.index = Index::default();
        let forms = self.forms;
        for (at, person) in self.all.iter().enumerate() {
            for &full in &person.fulls {
                self.index.add(at, &forms[full]);
            }
        }
    }

    fn place_full(&mut self, m: usize) {
        let (form, mention) = (&self.forms[m], &self.page.mentions[m]);
        let title = sex::by_title(self.page, mention);
        let same =
            |p: &Person| p.sex.fits(title) && p.fulls.iter().any(|&full| full_fits(form, &self.forms[full]));
        // Of several that fit, the nearest before; of none before, the first after.
        let found = self.index.wholes.get(form.key.as_str()).copied().or_else(|| {
            let fitting = self.index.near(form).into_iter().filter(|&p| same(&self.all[p]));
            fitting.max_by_key(|&p| self.all[p].before(m))
        });
        let at = found.unwrap_or_else(|| self.new_person(m));
        self.add(at, m);
    }

    fn new_person(&mut self, m: usize) -> usize {
        self.all.push(Person { fullest: m, ..Person::default() });
        self.all.len() - 1
    }

    fn add(&mut self, at: usize, m: usize) {
        let (form, mention) = (&self.forms[m], &self.page.mentions[m]);
        let person = &mut self.all[at];
        person.add_mention(m as u32);
        for role in role_words(self.page, mention) {
            person.add_role(role);
        }
        let several = form.core().len() > 1;
        if several && person.fulls.iter().all(|&full| self.forms[full].key != form.key) {
            person.fulls.push(m);
            self.index.add(at, &self.forms[m]);
            if form.size() > self.forms[person.fullest].size() {
                person.fullest = m;
            }
            person.entry = person.entry.or_else(|| {
                let row = listed::of_mention(self.page, form, mention)
                    .map(|row| listed::by_role(self.page, form, row, &person.roles));
                row.or_else(|| listed::by_spelling(self.page, form))
            });
        }
        let entry = person.entry;
        let given = form.core().first().filter(|_| several).map(|part| part.word);
        person.sex = person
            .sex
            .or(|| entry.map_or(Sex::Unknown, |row| listed::of_sex(self.page.gazetteer.sex(row))))
            .or(|| sex::by_title(self.page, mention))
            .or(|| given.map_or(Sex::Unknown, |word| sex::by_given(*word)));
    }

    /// People of one row are one person; whether any were.
    fn same_row(&mut self) -> bool {
        let mut listed: SmallVec<[EntryId; 16]> = self.all.iter().filter_map(|person| person.entry).collect();
        listed.sort_unstable();
        if listed.windows(2).all(|pair| pair[0] != pair[1]) {
            return false;
        }
        let mut kept: Vec<Person> = Vec::new();
        let mut rows: BTreeMap<EntryId, usize> = BTreeMap::new();
        for person in std::mem::take(&mut self.all) {
            let known = person.entry.map(|row| *rows.entry(row).or_insert(kept.len()));
            match known.and_then(|at| kept.get_mut(at)) {
                Some(same) => {
                    if self.forms[person.fullest].size() > self.forms[same.fullest].size() {
                        same.fullest = person.fullest;
                    }
                    same.fulls.extend(person.fulls);
                    for role in person.roles {
                        same.add_role(role);
                    }
                    same.mentions.extend(person.mentions);
                    same.mentions.sort_unstable();
                }
                None => kept.push(person),
            }
        }
        self.all = kept;
        true
    }

    fn place_bare(&mut self, m: usize) {
        let mention = &self.page.mentions[m];
        let core = self.forms[m].core();
        let Some(word) = core.last() else { return };
        let title = sex::by_title(self.page, mention);
        let roles: SmallVec<[CompactString; 2]> = role_words(self.page, mention).collect();
        let key = |p: usize| {
            let person = &self.all[p];
            let rank = self.rank(person, word).filter(|_| person.sex.fits(title))?;
            let before = person.before(m);
            let titled = roles.iter().any(|role| person.roles.contains(role));
            let main = person.mentions.len() as u32;
            Some((
                std::cmp::Reverse(rank),
                titled,
                before.is_some(),
                main.ilog(MAIN),
                before,
                std::cmp::Reverse(p),
            ))
        };
        let called = self.index.called(word);
        let best = called.into_iter().filter_map(|p| key(p).map(|key| (key, p))).max();
        let at = best.map_or_else(
            || {
                let at = self.new_person(m);
                self.index.add(at, &self.forms[m]);
                at
            },
            |(_, p)| p,
        );
        self.add(at, m);
    }

    /// How well a bare name names a person: 0 their surname, 1 another of their names; `None` not.
    fn rank(&self, person: &Person, word: &Part<'_>) -> Option<u8> {
        let among = |full: &usize| {
            let core = self.forms[*full].core();
            let (last, others) = core.split_last()?;
            let hyphened = || last.folded.split('-').any(|part| part == word.folded);
            if last.same(word) || hyphened() {
                return Some(u8::from(last.folded != word.folded));
            }
            others.iter().any(|part| !part.initial && part.same(word)).then_some(2)
        };
        if person.fulls.is_empty() {
            let bare = &self.forms[person.fullest];
            return bare.core().last().filter(|part| part.same(word)).map(|_| 0);
        }
        person.fulls.iter().filter_map(among).min()
    }

    /// Looks up the people of whom the document gives one name only.
    fn link_bare(&mut self) {
        for at in 0..self.all.len() {
            let person = &self.all[at];
            if person.entry.is_some() || !person.fulls.is_empty() {
                continue;
            }
            let form = &self.forms[person.fullest];
            let Some(word) = form.core().last() else { continue };
            let mentions = person.mentions.iter().map(|&m| &self.page.mentions[m as usize]);
            let titles: Vec<Word> =
                mentions.clone().flat_map(|m| sex::titles(self.page, m)).copied().collect();
            let sex = person.sex.or(|| sex::by_pronoun(self.page, &person.mentions));
            let row = mentions
                .clone()
                .find_map(|m| self.one_word(m, form))
                .or_else(|| listed::by_surname(self.page, word, &titles, &person.roles, sex));
            let listed = row.map_or(Sex::Unknown, |row| listed::of_sex(self.page.gazetteer.sex(row)));
            let person = &mut self.all[at];
            person.entry = row;
            person.sex = person.sex.or(|| listed).or(|| sex);
        }
    }

    /// The row of someone who goes by one name.
    fn one_word(&self, mention: &Mention, form: &Form<'_>) -> Option<EntryId> {
        let row = listed::of_mention(self.page, form, mention)?;
        let entry = self.page.gazetteer.entry(row);
        let prominent = entry.weight >= 700;
        (prominent && listed::goes_by(&entry, &form.key)).then_some(row)
    }
}

/// The nouns for an office that stand with a name, folded.
fn role_words<'p>(page: &Page<'p>, mention: &Mention) -> impl Iterator<Item = CompactString> + use<'p> {
    let Page { tokens, text, .. } = *page;
    let role = mention.role.into_iter();
    role.flat_map(move |role| {
        let from = (tokens.at_byte(role.start)..).map_while(|at| tokens.get(at));
        // `wife of the president`: she is no president.
        let inside = from.take_while(move |t| t.span.start < role.end && !t.word.is(Class::Of));
        let offices = inside.filter(|t| {
            t.word.is(Class::Role) && !t.word.is(Class::RoleModifier) || t.word.is(Class::PersonNoun)
        });
        offices.map(|t| folded_word(text.slice(t.span)))
    })
}

/// Whether two names by several words may be one person's.
fn full_fits(one: &Form<'_>, other: &Form<'_>) -> bool {
    let (one, other) = (one.core(), other.core());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let (Some((last, given)), Some((long_last, long_given))) = (short.split_last(), long.split_last()) else {
        return false;
    };
    let given_fits = given_fit(given, long_given);
    let surname =
        last.same(long_last) || spelling::feminine(last.folded, long_last.folded) && equal(given, long_given);
    if surname && given_fits {
        return true;
    }
    // The first surname of two, or a name cut short: "Ana Ruiz" for "Ana Ruiz Moor".
    let front = short.len() < long.len() && equal(short, long.get(..short.len()).unwrap_or(&[]));
    let turned = short.len() == 2 && long.len() == 2 && short[0].same(&long[1]) && short[1].same(&long[0]);
    front || turned
}

fn equal(one: &[Part<'_>], other: &[Part<'_>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| !one.initial && one.same(other))
}

/// Whether the given names of one are, in their order, among those of the other; a single one may also
/// be any of them.
fn given_fit(short: &[Part<'_>], long: &[Part<'_>]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|part| rest.any(|other| part.same_given(other)))
        && (short.first().zip(long.first()).is_some_and(|(a, b)| a.same_given(b))
            || short.iter().all(|p| !p.initial))
}
