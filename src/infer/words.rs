//! Words that are looked for, in every language that has a file in [`crate::language`].
//!
//! What is compared is compared as it is spoken
//! ([`spoken`]): whatever its case, accents, apostrophes, punctuation and markup.

use crate::label::fold;
use crate::label::spoken;
use crate::language::{ELSEWHERE, LANGUAGES, Language, Section};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A quick table; nothing depends on its order.
pub(super) type Table<K, V> = HashMap<K, V, FixedState>;

macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident $name:literal,)*) => {
        /// A list of words that every language has.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum List {
            $($(#[$doc])* $list,)*
        }

        impl List {
            /// Every list.
            pub const ALL: &[List] = &[$(List::$list),*];

            /// Its name in the files.
            pub const fn name(self) -> &'static str {
                match self {
                    $(List::$list => $name,)*
                }
            }
        }
    };
}

lists! {
    /// What stands where there is no answer. `None` is not among them: it is an option more often than not.
    Missing "missing",
    /// The question does not apply.
    NotApplicable "not applicable",
    /// They do not know what is asked about.
    Unfamiliar "unfamiliar",
    /// They do not know.
    DontKnow "dont know",
    /// They do not know, or are of two minds: an option among others.
    Unsure "unsure",
    /// They would rather not say.
    Refused "refused",
    Yes "yes",
    No "no",
    /// Cells that say that an option was chosen.
    Selected "selected",
    /// Cells that say that it was not.
    Unselected "unselected",
    /// How the option for everything else begins.
    Other "other",
    /// What stands anywhere in a header that asks for an answer in own words.
    Specify "specify",
    /// How the option for none of the others begins.
    None "none",
    /// Forms that ask whether somebody would recommend.
    Recommend "recommend",
    /// Nouns, which ask for it in a short header only: *How useful were our recommendations?* does not.
    Recommendation "recommendation",
    /// Words that ask how much or how many.
    Amount "amount",
    /// Words that ask how old somebody is.
    Age "age",
    /// Words that ask for a rating.
    Rate "rate",
    /// What is given with a number of them.
    Stars "stars",
    /// Words between a number and the end of its scale.
    OutOf "out of",
    /// Words that ask for words.
    Comments "comments",
    /// Words that ask for words where they stand last: French *Comment …?* asks something else.
    CommentLast "comments last",
    /// Words that ask to put things in order.
    Rank "rank",
    /// Words for a place in an order, which stand beside its number.
    Place "place",
    /// Words that ask how long something took.
    Time "time",
    Seconds "seconds",
    Minutes "minutes",
    Hours "hours",
    /// Words that tell who somebody is or where they were seen.
    Who "who",
    /// Words for what is usually coded.
    Coded "coded",
    /// Words for sums of money.
    Money "money",
    /// Words for complete responses.
    Complete "complete",
    /// Words that ask for the experience as a whole.
    Experience "experience",
    LessThan "less than",
    MoreThan "more than",
    /// From January to December.
    Months "months",
    /// From January to December as they are abbreviated where that is not how they begin.
    MonthsShort "months short",
    /// From Monday to Sunday.
    Weekdays "weekdays",
    /// Little words that stand in dates and say nothing.
    InDates "in dates",
    /// Words over a column of dates or times.
    Date "date",
    /// Words with which an answer goes on after a comma.
    GoesOn "goes on",
    Never "never",
    Rarely "rarely",
    Once "once",
    Twice "twice",
    Several "several",
    /// The word *times* after a number.
    Times "times",
    PerDay "per day",
    PerWeek "per week",
    PerFortnight "per fortnight",
    PerMonth "per month",
    PerQuarter "per quarter",
    PerYear "per year",
    Days "days",
    Weeks "weeks",
    MonthsOfTime "months of time",
    Years "years",
    Every "every",
    Nearly "nearly",
    /// Words between two numbers.
    Joins "joins",
    OrMore "or more",
    OrLess "or less",
    /// From one to ten.
    Numbers "numbers",
    /// What a column holds that points to a person.
    Personal "personal",
    /// What stands beside coordinates and was looked up by them.
    Whereabouts "whereabouts",
    /// The same where it is a country.
    Countries "countries",
    /// Words for names.
    Names "names",
    /// Whose something is.
    Person "person",
    /// Words with which something is asked for.
    AsksFor "asks for",
    /// Who may have been seen.
    Staff "staff",
    /// Those who are recorded by name.
    StaffSeen "staff seen",
    /// Words that make of staff a place, a rank or a number.
    NotStaff "not staff",
    /// Forms of address that stand before a name.
    Address "forms of address",
}

/// The words of one list in all languages, as they are spoken.
#[derive(Default)]
pub(super) struct Words {
    /// By their first word.
    by_first: Table<String, Vec<String>>,
    /// Those that nobody speaks, such as `--`, folded.
    signs: Vec<String>,
}

impl Words {
    fn add(&mut self, word: &str) {
        let said = sound(word);
        let Some(first) = said.split(' ').next().filter(|first| !first.is_empty()) else {
            self.signs.push(fold(word));
            return;
        };
        let known = self.by_first.entry(first.to_owned()).or_default();
        if !known.contains(&said) {
            known.push(said);
        }
    }

    /// All that are spoken.
    pub(super) fn spoken(&self) -> impl Iterator<Item = &String> {
        self.by_first.values().flatten()
    }

    /// Whether a text that nobody speaks is one of them.
    pub(super) fn have_sign(&self, text: &str) -> bool {
        self.signs.contains(&fold(text))
    }

    /// The words that a spoken text begins with, as whole words.
    fn that_begin<'a>(&'a self, said: &'a str) -> impl Iterator<Item = &'a String> {
        let first = said.split(' ').next().unwrap_or_default();
        let starts = |word: &&String| {
            said.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        self.by_first.get(first).into_iter().flatten().filter(starts)
    }
}

/// All lists in all languages, also those of which only some words are known.
static WORDS: LazyLock<Table<List, Words>> = LazyLock::new(|| {
    let mut lists: Table<List, Words> = Table::default();
    for list in List::ALL {
        let words = lists.entry(*list).or_default();
        all(*list).chain(ELSEWHERE.list(list.name())).for_each(|word| words.add(word));
    }
    lists
});

/// The words of a list in all languages, as they are written.
pub(super) fn all(list: List) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |language| language.list(list.name()))
}

/// The words of a list in all languages, as they are spoken.
pub(super) fn words_of(list: List) -> Option<&'static Words> {
    WORDS.get(&list)
}

/// How a text is spoken, if it is: what programs write, such as `#N/A`, is not.
pub(super) fn sound(text: &str) -> String {
    if text.starts_with('#') { String::new() } else { spoken(text) }
}

/// Whether the whole text is a word of the list.
pub(super) fn is(text: &str, list: List) -> bool {
    let said = sound(text);
    words_of(list).is_some_and(|words| {
        if said.is_empty() {
            words.signs.contains(&fold(text))
        } else {
            words.that_begin(&said).any(|word| *word == said)
        }
    })
}

/// Whether the text begins with a word of the list.
pub(super) fn begins(text: &str, list: List) -> bool {
    let said = spoken(text);
    words_of(list).is_some_and(|words| words.that_begin(&said).next().is_some())
}

/// Whether the text begins with a run of words of the list: a single word may begin anything.
pub(super) fn begins_with_run(text: &str, list: List) -> bool {
    let said = spoken(text);
    words_of(list).is_some_and(|words| words.that_begin(&said).any(|word| word.contains(' ')))
}

/// Yes and no, the words that go together in each language as its file has them.
pub(super) fn yes_and_no() -> &'static [(&'static str, &'static str)] {
    static PAIRS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
        let in_language =
            |language: &'static Language| language.list(List::Yes.name()).zip(language.list(List::No.name()));
        LANGUAGES.iter().flat_map(in_language).collect()
    });
    &PAIRS
}

/// Whether a word of the list stands anywhere in the text.
pub(super) fn speaks_of(text: &str, list: List) -> bool {
    let said = spoken(text);
    words_of(list).is_some_and(|words| starts(&said).any(|rest| words.that_begin(rest).next().is_some()))
}

/// The text from each of its words on.
fn starts(said: &str) -> impl Iterator<Item = &str> {
    let gaps = said.match_indices(' ').map(|(at, _)| &said[at + 1..]);
    std::iter::once(said).chain(gaps)
}

/// Whether a text begins with a word of the list, and what follows it; both spoken.
pub(super) fn after(said: &str, list: List) -> Option<&str> {
    let longest = words_of(list)?.that_begin(said).map(String::len).max()?;
    Some(said[longest..].trim_start())
}

/// The place of a word in a list that has an order, from 1, in whatever language has it.
pub(super) fn place(said: &str, list: List) -> Option<f64> {
    let of = |language: &'static Language| {
        let mut words = language.list(list.name()).zip((1..).map(f64::from));
        words.find(|(word, _)| spoken(word) == said).map(|(_, place)| place)
    };
    LANGUAGES.iter().find_map(of)
}

/// Whether headers are in a language, other than English, that writes the day before the month.
pub(super) fn is_of_day_first_language<'a>(headers: impl Iterator<Item = &'a str>) -> bool {
    static SPOKEN: LazyLock<Vec<Table<String, bool>>> = LazyLock::new(|| {
        let in_language = |language: &Language| {
            let words = language.said().flat_map(Section::words);
            words
                .flat_map(|text| spoken(text).split(' ').map(str::to_owned).collect::<Vec<_>>())
                .map(|word| (word, true))
                .collect()
        };
        LANGUAGES.iter().map(in_language).collect()
    });
    let said: Vec<String> = headers.take(200).map(spoken).collect();
    let count = |known: &Table<String, bool>| {
        said.iter().flat_map(|text| text.split(' ')).filter(|word| word.len() > 2 && known.contains_key(*word)).count()
    };
    let counts: Vec<usize> = SPOKEN.iter().map(count).collect();
    let english = counts.first().copied().unwrap_or_default();
    counts.iter().skip(1).any(|other| *other > english)
}

/// Whether one of these words, or runs of words, stands in the text. The words are in lower case.
pub(super) fn mentions(text: &str, words: &[&str]) -> bool {
    let spaced = format!(" {} ", spoken(text));
    words.iter().any(|word| spaced.contains(&format!(" {} ", spoken(word))))
}

/// Text cut to a number of characters, with an ellipsis where something was cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Whether a text asks if somebody would recommend something.
pub(super) fn asks_to_recommend(text: &str) -> bool {
    const SHORT: usize = 4;
    let is_short = text.split_whitespace().count() <= SHORT;
    speaks_of(text, List::Recommend) || is_short && speaks_of(text, List::Recommendation)
}

/// What a wording says of where a scale of numbers begins, if it names that number and 10: `0 to 10`, `(1-10)`,
/// `0 = not at all, 10 = extremely`.
pub(super) fn said_beginning(text: &str) -> Option<i32> {
    let numbers: Vec<&str> =
        text.split(|letter: char| !letter.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let says = |wanted: &str| numbers.contains(&wanted);
    match (says("0"), says("1"), says("10")) {
        (true, _, true) => Some(0),
        (false, true, true) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ELSEWHERE, LANGUAGES, List, asks_to_recommend, cut, is, mentions, said_beginning, speaks_of};
    use crate::language::WHATS;

    #[test]
    fn words_are_whole_words() {
        assert!(mentions("Your age (years)", &["age"]));
        assert!(!mentions("The language you speak", &["age"]));
        assert!(speaks_of("W\u{fc}rden Sie uns WEITEREMPFEHLEN?", List::Recommend));
        assert!(!speaks_of("Minuteness", List::Minutes) && is("Oui", List::Yes));
        assert_eq!(cut("abcdef", 4), "abc…");
    }

    #[test]
    fn recommending_is_asked_for_in_several_languages() {
        let asks = [
            "How likely are you to recommend us to a friend?",
            "NPS",
            "Q5_NPS",
            "Recommendation score",
            "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?",
            "Würden Sie unsere Praxis Freunden empfehlen?",
            "Quelle est la probabilité que vous nous recommandiez à un ami ?",
            "¿Qué probabilidad hay de que nos recomiende?",
            "Quanto è probabile che lei ci consigli a parenti o amici?",
            "Hoe waarschijnlijk is het dat u ons zou aanbevelen?",
            "Qual a probabilidade de nos recomendar?",
            "Hvor sandsynligt er det, at du vil anbefale os?",
        ];
        for text in asks {
            assert!(asks_to_recommend(text), "{text}");
        }
        let others = [
            "How likely are you to come back?",
            "How useful were the recommendations of your doctor?",
            "Did you follow the recommendation that we gave you?",
            "Wie zufrieden sind Sie mit den Empfehlungen Ihres Arztes?",
            "Overall, how was your experience?",
        ];
        for text in others {
            assert!(!asks_to_recommend(text), "{text}");
        }
    }

    #[test]
    fn a_wording_may_say_where_its_numbers_begin() {
        let said = ["from 0 to 10", "(1-10)", "0 = never, 10 = always", "1 bis 10", "10 questions", "", "01 to 10"];
        assert_eq!(said.map(said_beginning), [Some(0), Some(1), Some(0), Some(1), None, None, None]);
    }

    #[test]
    fn every_language_has_every_list() {
        let is_known = |section: &super::Section| {
            section.what != "list" || List::ALL.iter().any(|list| list.name() == section.about)
        };
        assert!(ELSEWHERE.sections.iter().all(|section| section.what == "list" && is_known(section)));
        for language in LANGUAGES.iter() {
            let sections = &language.sections;
            assert!(sections.iter().all(|section| WHATS.contains(&section.what)), "{}", language.name);
            for list in List::ALL {
                assert!(language.list(list.name()).count() > 0, "{}: {}", language.name, list.name());
            }
            assert!(sections.iter().all(is_known), "{}", language.name);
            let counted = |list: List| language.list(list.name()).count();
            assert_eq!((counted(List::Months), counted(List::Numbers)), (12, 10), "{}", language.name);
        }
        assert_eq!(LANGUAGES.iter().filter(|language| language.sections.len() > 60).count(), 6);
    }
}
