//! The evidence for names: every piece of it by name.
//!
//! A feature is a small number; what weight it has stands in `rules/names/weights.csv`, which rule it
//! belongs to in `rules/names/rules.toml`. Both speak of features by the names made here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

macro_rules! features {
    ($($variant:ident,)*) => {
        /// A piece of evidence. `One` and `Many` at the end of a name: of a span of one word, of several.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub(crate) enum Feature { $($variant,)* }

        impl Feature {
            /// Every feature, in the order of their numbers.
            pub(crate) const ALL: &'static [Feature] = &[$(Feature::$variant,)*];
            const WRITTEN: &'static [&'static str] = &[$(stringify!($variant),)*];
        }
    };
}

impl Feature {
    /// Its name: `ListedCity1m` is `listed-city-1m`.
    pub(crate) fn name(self) -> String {
        let mut name = String::new();
        let mut last = ' ';
        for c in Self::WRITTEN[self as usize].chars() {
            let parts = c.is_ascii_uppercase() || c.is_ascii_digit() && !last.is_ascii_digit();
            if parts && !name.is_empty() {
                name.push('-');
            }
            name.push(c.to_ascii_lowercase());
            last = c;
        }
        name
    }
}

impl Feature {
    /// Every feature by its name.
    pub(crate) fn names() -> &'static BTreeMap<String, Self> {
        static NAMES: LazyLock<BTreeMap<String, Feature>> =
            LazyLock::new(|| Feature::ALL.iter().map(|feature| (feature.name(), *feature)).collect());
        &NAMES
    }
}

features! {
    // The span itself.
    Bias, Words1, Words2, Words3, Words4, Words6,
    Maximal,
    HyphenInside, HyphenJoined, SlashJoined, Ampersand, AndInside, OfInside, ForInside, InInside, PossessiveInside,
    Acronym2, Acronym3, Acronym4, Acronym6, AcronymLast, AcronymFirst, Dotted, Camel, Digit, SingleLetter,
    EndsPlace, EndsDemonym,
    // What the lists say of exactly this form.
    ListedCountry, ListedRegion, ListedCapital,
    ListedProvinceOne, ListedProvinceMany, ListedCity1m,
    ListedCity300kOne, ListedCity300kMany, ListedCity100kOne, ListedCity100kMany,
    ListedTownOne, ListedTownMany, ListedPlaceOtherOne, ListedPlaceOtherMany,
    ListedOrganisationHandOne, ListedOrganisationHandMany,
    ListedOrganisationGeneralOne, ListedOrganisationGeneralMany,
    ListedCompanyOne, ListedCompanyMany, ListedBrandOne, ListedBrandMany,
    ListedUniversityOne, ListedUniversityMany, ListedOutletOne, ListedOutletMany,
    ListedClubOne, ListedClubMany,
    ListedPerson, ListedPersonOne,
    ListedByHandPerson, ListedByHandPlace, ListedByHandOrganisation,
    UserPerson, UserPlace, UserOrganisation,
    ListedPlaceAndOrganisation, ListedPlaceAndGiven, ListedPlaceAndSurname, ListedAndCommon,
    UnlistedOne, UnlistedMany, StateAbbreviation,
    PartListedPerson, PartListedPlace, PartListedOrganisation,
    // What the words are.
    Demonym, DemonymFirst, DemonymLast, CalendarWord, FunctionOne, FunctionFirst,
    Common10, Common20, Common35, Common50, AllCommon, SomeCommon, NoneCommon,
    TitleFirst, RoleLast, RoleInside, RoleOnly, ModifierFirst,
    // People's names.
    Given0, Given1, Given2, Given3, Surname0, Surname1, Surname2, Surname3, UnknownWord,
    FirstGiven0, FirstGiven1, FirstGiven2, FirstGiven3,
    LastSurname0, LastSurname1, LastSurname2, LastSurname3,
    GivenSurname, GivenAny, GivenUnknown, UnknownSurname, MiddleGiven, MiddleInitial, FirstInitial,
    PersonSuffix, ParticleInside, FirstIsPlace, LastIsPlace, LastGivenOnly, PrefixedName, KnownSurname,
    // How the last word ends and the first: the share of such words that name people, places, nothing.
    EndsPersonOne0, EndsPersonOne1, EndsPersonOne2, EndsPersonOne3, EndsPersonOne4,
    EndsPlaceOne0, EndsPlaceOne1, EndsPlaceOne2, EndsPlaceOne3, EndsPlaceOne4,
    EndsCommonOne0, EndsCommonOne1, EndsCommonOne2, EndsCommonOne3, EndsCommonOne4,
    EndsPersonMany0, EndsPersonMany1, EndsPersonMany2, EndsPersonMany3, EndsPersonMany4,
    EndsPlaceMany0, EndsPlaceMany1, EndsPlaceMany2, EndsPlaceMany3, EndsPlaceMany4,
    EndsCommonMany0, EndsCommonMany1, EndsCommonMany2, EndsCommonMany3, EndsCommonMany4,
    OpensPerson0, OpensPerson1, OpensPerson2, OpensPerson3, OpensPerson4,
    OpensCommon0, OpensCommon1, OpensCommon2, OpensCommon3, OpensCommon4,
    // Heads.
    LegalLast, OrganisationStrongOne, OrganisationStrongMany, OrganisationHeadOne, OrganisationHeadMany,
    PlaceStrongOne, PlaceStrongMany, PlaceHeadOne, PlaceHeadMany,
    OrganisationPlural, PlaceFirst, CompassFirst, NonnameLastOne, NonnameLastMany, GroupPluralLast,
    OrganisationHeadOf, PlaceHeadOf, OrganisationInside, OrganisationFirst, OrganisationOrPlaceHead,
    LowerLast, LowerLastPlace, LowerLastOrganisation, CollectiveLast, NounLast, TheInside,
    OnePlaceFirst, OneCollective, OneOrganisationFirst, OneOrganisationNoun, OneOrganisationFollow,
    // Where it stands.
    OpensOne, OpensMany, LineStart, CapsLine, TitleLine, Quoted, Dateline, DocumentHead,
    BracketsWhole, QuotesWhole, LineWhole,
    // What stands before.
    BeforeTitle, BeforeRoleCapital, BeforeRole, BeforeModifier, BeforeFormer,
    BeforeIn, BeforePlacePreposition, BeforeTo, BeforeFrom, BeforeOf, BeforePlaceOf, BeforeRoleOf,
    BeforeCompassOf, BeforeBy, BeforeToward, BeforeBetween, BeforeAnd, BeforeThe, BeforeInThe,
    BeforeIndefinite, BeforePossessivePronoun, BeforeSpeech, BeforeCompass, BeforePlaceNoun,
    BeforeOrganisationNoun, BeforeAs, BeforePlaceVerb, BeforeClause, BeforePast, BeforeIng, BeforeAdjective,
    BeforeOther, BeforeAccordingTo, BeforePossessive, BeforeDigit, BeforeCapitalComma, BeforeRoleComma,
    BeforeComma, BeforeBracket, BeforeQuote, BeforeDash, BeforeColon, BeforeSlash, BeforeHash,
    BeforeContest, BeforePersonNoun, BeforeNothing,
    NearFunction, NearCapital, NearDemonym, NearGiven, NearOpeningCommon, NearCommon,
    NearOrganisationHead, NearCountry, NearAcronym, NearParticle, OfAfterOrganisation, AndAfterOrganisation,
    OfAfterCapital, NearInitial,
    BeyondPlaceBefore, BeyondOrganisationBefore, BeyondSpeechBefore, BeyondRoleBefore, BeyondCapitalBefore,
    BeyondTheBefore,
    // What stands after.
    AfterSpeech, AfterVerb, AfterRole, AfterOrganisationNoun, AfterPlaceNoun, AfterAnd, AfterWho, AfterWhere,
    AfterIn, AfterOf, AfterOther, AfterNonname, AfterHyphen, AfterPossessive,
    AfterPossessiveRole, AfterPossessivePlace, AfterDigit, AfterGluedDigit, AfterAge, AfterApposition,
    AfterCommaRole, AfterCommaCapital, AfterCommaDigit, AfterCommaWhere, AfterComma, AfterBracket,
    AfterBracketAcronym, AfterBracketDigit, AfterStop, AfterQuote, AfterBracketClose, AfterSlash, AfterDash,
    AfterColon, AfterCapital, AfterOrganisationHead, AfterPlaceHead, AfterNonnameHead, AfterRoleCapital,
    AfterSurname, AfterCalendar, AfterGiven, AfterHyphenCapital, OrganisationOfAfter, OfAndAfter,
    AfterParticle, AfterContest, AfterCollective, AfterLowerHead, AfterPast, AfterNothing, AfterCurrency, HyphenSurnames, HyphenPlaces, KnownSurnameOnly, HonorificFirst,
    BeyondPlaceAfter, BeyondOrganisationAfter, BeyondPastAfter, BeyondRoleAfter, BeyondCapitalAfter,
    BeyondTheAfter, BeyondPronounAfter, BeyondNumberAfter,
    DatelinePlace, InDateline,
    BetweenCommas, BracketAcronymMatch,
    // Facts together.
    MidOne, TheOrganisationHead, TheAcronym, TheAlone, TheNoun, MidCommon, MidCommonSeenLower,
    AcronymPlace, AcronymUnlisted, AcronymOrganisation,
    AcronymDefined, AcronymUndefined, DefinedOrganisation, DefinedNone, DefinedOther,
    NameSpeaks, NamePlacePreposition, UnlistedOneIn, UnlistedManyIn, PlaceSpeaks, PlaceOrganisationThe,
    TheOrganisationHeadMany, PlaceCapitalComma, PlaceCommaCapital, UnlistedCommaPlace,
    PersonSpeaks, RoleBeforePerson, RoleBeforeUnknown, UnknownSpeaks, UnknownManySpeaks, UnlistedManyAlone,
    UnlistedOneThe, PlacePossessive, NamePossessive, PossessiveHead, PlaceOpensHead, PersonOpensHead, DemonymHead,
    CommonHead, AcronymHead, InitialName, PlaceContest,
    FamilyOfPerson,
    ScoreLine, ScoreLineCountry, HeadedThe, ListedPlaceHead,
    OfficeBody, OfficeBodyPerson, OfficeBodyBefore,
    // What the document says elsewhere.
    LowerSeen, NeverMid, LastOfLonger, SurnameOfFull, FirstOfLonger, AcronymOfLonger,
    Repeated0, Repeated1, Repeated2, Repeated3,
    ElseTitle, ElseSpeech, ElseIn, ElseThe, ElseOrganisationNoun, LastTitled,
    // What an earlier pass decided.
    SamePerson, SamePlace, SameOrganisation, SamePersonSure, SamePlaceSure, SameOrganisationSure,
    SameRejected, SameRejectedSure,
    LastOfPerson, LastOfPlace, LastOfOrganisation, FirstOfPerson, FirstOfPlace, FirstOfOrganisation,
    LoneLastPerson, LoneLastPlace, LoneLastOrganisation, LoneFirstPerson, LoneFirstPlace, LoneFirstOrganisation,
    AcronymOfOrganisation, AcronymOfPerson, ContainsPerson, ContainsPlace, ContainsOrganisation,
    CommaPersonBefore, CommaPlaceBefore, CommaOrganisationBefore,
    CommaPersonAfter, CommaPlaceAfter, CommaOrganisationAfter,
    AndPersonBefore, AndPlaceBefore, AndOrganisationBefore, AndPersonAfter, AndPlaceAfter, AndOrganisationAfter,
    BracketPersonBefore, BracketPlaceBefore, BracketOrganisationBefore,
    BracketPlaceAfter, BracketOrganisationAfter,
    PossessivePlaceBefore, PossessiveOrganisationBefore, PossessivePersonBefore,
    PossessivePersonAfter, PossessiveOrganisationAfter, PossessivePlaceAfter,
    OfPlaceBefore, OfOrganisationBefore, OfPersonBefore, OfPlaceAfter, OfOrganisationAfter,
    BesidePerson, BesidePlace, BesideOrganisation,
}

impl Feature {
    /// The feature that stands `steps` after this one, for families that are written in a row.
    #[inline]
    pub(crate) fn after(self, steps: usize) -> Self {
        Self::ALL.get(self as usize + steps).copied().unwrap_or(self)
    }
}
