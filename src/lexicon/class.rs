//! The classes that a word can stand in, by the names they have in `gazetteers/words/*.csv`.
//!
//! The program's build includes this file too, so a list that names a class that is not here does not
//! build. Which words stand in a class is data; what a class means to the reader is code.

macro_rules! classes {
    ($($variant:ident = $name:literal: $doc:literal,)*) => {
        /// A class of words: closed grammatical classes, calendar, titles, heads of names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Class { $(#[doc = $doc] $variant,)* }

        impl Class {
            /// Every class with its name, in the order of their bits.
            pub const ALL: &'static [(Class, &'static str)] = &[$((Class::$variant, $name),)*];

            /// The classes of words that a full stop may belong to.
            pub const STOPPED: &'static [Class] = &[Class::Abbreviation, Class::ClosingAbbreviation];

            /// Its bit in a set of classes.
            #[inline]
            pub const fn bit(self) -> u128 {
                1 << self as u32
            }
        }
    };
}

classes! {
    The = "the": "the definite article",
    Indefinite = "indefinite": "the indefinite articles",
    Demonstrative = "demonstrative": "words that point",
    Quantifier = "quantifier": "words of quantity before a noun",
    Number = "number": "numbers in words",
    SubjectPronoun = "subject-pronoun": "pronouns that can be a subject",
    ObjectPronoun = "object-pronoun": "pronouns that can be an object",
    PossessivePronoun = "possessive-pronoun": "pronouns that own",
    Reflexive = "reflexive": "reflexive pronouns",
    Masculine = "masculine": "pronouns for a man",
    Feminine = "feminine": "pronouns for a woman",
    Neuter = "neuter": "pronouns for a thing",
    PluralPerson = "plural-person": "pronouns for several people",
    FirstPerson = "first-person": "pronouns for whoever speaks",
    SecondPerson = "second-person": "pronouns for whoever is spoken to",
    IndefinitePronoun = "indefinite-pronoun": "pronouns for nobody in particular",
    Relative = "relative": "relative pronouns",
    Wh = "wh": "words that open a question",
    Where = "where": "the relative of place",
    That = "that": "the complementiser",
    To = "to": "the infinitive marker",
    Of = "of": "the preposition of belonging",
    By = "by": "the preposition of the agent",
    As = "as": "the conjunction of manner",
    And = "and": "the conjunction that adds",
    Or = "or": "the conjunction that chooses",
    But = "but": "the conjunction that opposes",
    If = "if": "the conjunction of condition",
    According = "according": "the first word of the phrase that names a source",
    Not = "not": "words that negate alone",
    Negation = "negation": "words that carry a negation",
    AuxiliaryBe = "auxiliary-be": "forms of being",
    AuxiliaryHave = "auxiliary-have": "forms of having",
    AuxiliaryDo = "auxiliary-do": "forms of doing",
    Modal = "modal": "modal verbs",
    Preposition = "preposition": "prepositions",
    PlacePreposition = "place-preposition": "prepositions of place",
    InAt = "in-at": "the prepositions of place at their plainest",
    From = "from": "the preposition of origin",
    Between = "between": "prepositions with two complements",
    Toward = "toward": "prepositions of a person or body that something is with, for, against or about",
    Subordinator = "subordinator": "conjunctions that subordinate",
    Coordinator = "coordinator": "conjunctions that coordinate",
    Contrast = "contrast": "conjunctions of contrast",
    Adverb = "adverb": "frequent adverbs",
    Existential = "existential": "the subject that stands for nothing",
    Clitic = "clitic": "words written onto the word before",
    YesNo = "yes-no": "answers",
    Weekday = "weekday": "days of the week",
    Month = "month": "months",
    DayAbbreviation = "day-abbreviation": "days and months cut short",
    TimeNoun = "time-noun": "nouns of time",
    TimeAdverb = "time-adverb": "adverbs of time",
    TimeLead = "time-lead": "adjectives before a noun of time",
    Era = "era": "time zones and eras",
    Holiday = "holiday": "holidays",
    Honorific = "honorific": "titles that stand before a name only",
    Courtesy = "courtesy": "honorifics that anybody may have, so that they tell no role",
    Role = "role": "nouns for an office, job or function",
    RolePlural = "role-plural": "their plurals",
    RoleModifier = "role-modifier": "adjectives and nouns before a role",
    RoleVerb = "role-verb": "verbs of holding an office: what one does to the body one is head of",
    Former = "former": "adjectives for who held an office before",
    PersonSuffix = "person-suffix": "what follows a person's name",
    PersonNoun = "person-noun": "common nouns for a person",
    PeoplePlural = "people-plural": "common nouns for people who speak",
    MasculineNoun = "masculine-noun": "nouns for a man",
    FeminineNoun = "feminine-noun": "nouns for a woman",
    OrganisationHead = "organisation-head": "last words of an organisation's name",
    OrganisationStrong = "organisation-strong": "those that hardly mean anything else",
    OrganisationOf = "organisation-of": "heads of an organisation's name that a complement follows",
    OrganisationFirst = "organisation-first": "words that open an organisation's name",
    OrganisationNoun = "organisation-noun": "common nouns beside an organisation's name",
    OrganisationFollow = "organisation-follow": "words right after an organisation's name",
    CollectiveNoun = "collective-noun": "bodies that speak",
    ReportNoun = "report-noun": "texts that speak",
    SpeechNoun = "speech-noun": "occasions of speech",
    LegalSuffix = "legal-suffix": "legal forms of companies",
    PlaceHead = "place-head": "last words of a place's name",
    PlaceStrong = "place-strong": "those that hardly mean anything else",
    PlaceFirst = "place-first": "words that open a place's name",
    PlaceOf = "place-of": "heads of a place's name that a complement follows",
    PlaceNoun = "place-noun": "common nouns before a place's name",
    PlaceFollow = "place-follow": "words right after a place's name",
    Compass = "compass": "points of the compass and parts of a region",
    Contest = "contest": "words between the names of two sides in a match",
    PlaceVerb = "place-verb": "verbs whose object is a place",
    StateAbbreviation = "state-abbreviation": "states cut short as news agencies do",
    Particle = "particle": "small words inside a person's name",
    NamePrefix = "name-prefix": "what a hyphen joins to a person's name",
    Connective = "connective": "small words inside a name",
    HyphenSuffix = "hyphen-suffix": "second parts of a compound that are no name",
    HyphenPrefix = "hyphen-prefix": "first parts of a compound that are no name",
    NonnameHead = "nonname-head": "last words of capitalised runs that name no one",
    GroupPlural = "group-plural": "members of a party or corps",
    Salutation = "salutation": "words of greeting",
    Abbreviation = "abbreviation": "words whose full stop ends no sentence",
    ClosingAbbreviation = "closing-abbreviation": "abbreviations that may end a sentence",
    Demonym = "demonym": "words for the people of a country, region or faith",
    KnownPlace = "known-place": "one-word names of countries and large cities (made by the build)",
    Reports = "reports": "verbs that report speech and take a clause or a quotation (made by the build)",
    PhraseHead = "phrase-head": "first words of phrases that report (made by the build)",
    KnownSurname = "known-surname": "surnames of people in the news (made by the build)",
}

macro_rules! tags {
    ($($variant:ident = $name:literal: $doc:literal,)*) => {
        /// A part of speech.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Tag { $(#[doc = $doc] $variant,)* }

        impl Tag {
            /// Every part of speech with its name in `gazetteers/words/tags.csv`.
            pub const ALL: &'static [(Tag, &'static str)] = &[$((Tag::$variant, $name),)*];
        }
    };
}

tags! {
    Noun = "n": "a noun in the singular",
    Nouns = "ns": "a noun in the plural",
    Base = "v": "the base form of a verb",
    Third = "vs": "the third person singular",
    Past = "vd": "the past tense",
    Participle = "vn": "the past participle",
    Ing = "vg": "the form in -ing",
    Adjective = "j": "an adjective",
    Comparative = "jr": "a comparative",
    Superlative = "js": "a superlative",
    Adverb = "r": "an adverb",
    Cardinal = "cd": "a number",
}
