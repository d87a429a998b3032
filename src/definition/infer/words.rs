//! Words that are looked for, and words that are no answer.

use crate::label::{fold, tidy};

/// Whether one of these words, or runs of words, stands in the text. The words are in lower case.
pub(super) fn mentions(text: &str, words: &[&str]) -> bool {
    let spaced: String = fold(text).chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let spaced = format!(" {} ", tidy(&spaced));
    words.iter().any(|word| spaced.contains(&format!(" {word} ")))
}

/// Text cut to a number of characters, with an ellipsis where something was cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// What a word that is no answer says instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token {
    /// There is no answer: what programs write where a cell would be empty.
    Missing,
    /// The question does not apply: an answer if it was offered, else what was written where there is none.
    NotApplicable,
    /// They do not know what is asked about: an answer that was offered, but no point of a scale.
    Unfamiliar,
    /// They do not know.
    DontKnow,
    /// They do not know, or are of two minds: an option among others, but no point of a scale.
    Unsure,
    /// They would rather not say.
    Refused,
}

/// What stands where there is no answer. `None` is not among them: it is an option more often than not.
const MISSING: &[&str] = &[
    "na",
    "-",
    "--",
    "---",
    ".",
    "null",
    "nan",
    "#n/a",
    "#name?",
    "#value!",
    "#ref!",
    "#div/0!",
    "#null!",
    "#num!",
    "no answer",
    "did not answer",
    "not answered",
    "no response",
    "unanswered",
    "skipped",
    "[not completed]",
    "not provided",
    "not stated",
    "not recorded",
    "not available",
    "no data",
];

const NOT_APPLICABLE: &[&str] = &[
    "n/a",
    "n.a.",
    "n.a",
    "n/a.",
    "not applicable",
    "not applicable (n/a)",
    "not applicable/na",
    "n/a - not applicable",
    "not applicable to me",
    "does not apply",
    "doesn't apply",
    "does not apply to me",
];

const UNFAMILIAR: &[&str] = &[
    "unfamiliar (n/a)",
    "unfamiliar",
    "not familiar",
    "no experience",
    "have not used",
    "haven't used",
    "did not use",
];

const DONT_KNOW: &[&str] = &[
    "don't know",
    "dont know",
    "do not know",
    "i don't know",
    "i dont know",
    "i do not know",
    "don't know/not sure",
    "don't know / not sure",
    "don't know / can't say",
    "don't know/can't say",
    "don't remember",
    "can't remember",
    "i don't remember",
    "i can't remember",
    "unknown",
    "dk",
];

const UNSURE: &[&str] =
    &["not sure", "unsure", "i'm not sure", "i am not sure", "can't say", "cannot say", "can't tell", "no opinion"];

const REFUSED: &[&str] = &[
    "prefer not to say",
    "prefer not to answer",
    "i prefer not to say",
    "i prefer not to answer",
    "i would prefer not to say",
    "i'd prefer not to say",
    "i'd rather not say",
    "i would rather not say",
    "rather not say",
    "would rather not say",
    "decline to answer",
    "decline to state",
    "declined",
    "refused",
    "choose not to say",
    "prefer not to disclose",
    "do not wish to answer",
    "i do not wish to answer",
];

/// What a cell says if it is one of the usual words for no answer.
pub(super) fn token(text: &str) -> Option<Token> {
    let folded = fold(text);
    let lists = [
        (MISSING, Token::Missing),
        (NOT_APPLICABLE, Token::NotApplicable),
        (UNFAMILIAR, Token::Unfamiliar),
        (DONT_KNOW, Token::DontKnow),
        (UNSURE, Token::Unsure),
        (REFUSED, Token::Refused),
    ];
    lists.into_iter().find(|(words, _)| words.contains(&folded.as_str())).map(|(_, token)| token)
}

/// How a language asks for a recommendation.
struct Recommending {
    /// Forms that ask whether somebody would recommend.
    verbs: &'static [&'static str],
    /// Nouns, which ask for it in a short header only: *How useful were our recommendations?* does not.
    nouns: &'static [&'static str],
}

/// By language, folded: English, German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian, Polish.
const RECOMMENDING: [Recommending; 9] = [
    Recommending {
        verbs: &["recommend", "recommending", "nps", "net promoter", "net promoter score"],
        nouns: &["recommendation", "likelihood of recommendation", "recommendability"],
    },
    Recommending {
        verbs: &[
            "weiterempfehlen",
            "weiterempfiehlst",
            "weiter empfehlen",
            "weiterzuempfehlen",
            "empfehlen",
            "empfiehlst",
        ],
        nouns: &["weiterempfehlung", "weiterempfehlungsbereitschaft", "empfehlung", "empfehlungsbereitschaft"],
    },
    Recommending {
        verbs: &[
            "recommander",
            "recommandez",
            "recommanderez",
            "recommanderiez",
            "recommanderais",
            "recommandiez",
            "recommandes",
            "conseilleriez",
            "conseillerais",
        ],
        nouns: &["recommandation"],
    },
    Recommending {
        verbs: &[
            "recomendar",
            "recomendarías",
            "recomendarias",
            "recomendaría",
            "recomendaríais",
            "recomendarían",
            "recomiende",
            "recomiendes",
            "recomiendas",
            "recomendarnos",
            "recomendara",
        ],
        nouns: &["recomendación", "recomendacion"],
    },
    Recommending { verbs: &["recomendaria", "recomende", "recomendasse"], nouns: &["recomendação", "recomendacao"] },
    Recommending {
        verbs: &[
            "consigliare",
            "ci consigli",
            "ci consiglia",
            "consiglieresti",
            "consiglierebbe",
            "consigliereste",
            "consiglierei",
            "raccomandare",
            "raccomanderesti",
            "raccomanderebbe",
            "raccomandereste",
        ],
        nouns: &["raccomandazione"],
    },
    Recommending {
        verbs: &[
            "aanbevelen",
            "aanbeveelt",
            "aanbeveel",
            "aan te bevelen",
            "aanraden",
            "aanraadt",
            "aanraad",
            "aan te raden",
        ],
        nouns: &["aanbeveling"],
    },
    Recommending {
        verbs: &["rekommendera", "rekommenderar", "anbefale", "anbefaler", "anbefalet", "anbefala"],
        nouns: &["rekommendation", "anbefaling"],
    },
    Recommending {
        verbs: &["polecić", "polecisz", "poleciłbyś", "poleciłabyś", "poleciłby", "polecenia", "poleci"],
        nouns: &["polecenie"],
    },
];

/// Whether a text asks if somebody would recommend something.
pub(super) fn asks_to_recommend(text: &str) -> bool {
    const SHORT: usize = 4;
    let is_short = text.split_whitespace().count() <= SHORT;
    RECOMMENDING.iter().any(|language| mentions(text, language.verbs) || is_short && mentions(text, language.nouns))
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
    use super::{Token, asks_to_recommend, cut, mentions, said_beginning, token};

    #[test]
    fn usual_words_for_no_answer_are_known_in_any_spelling() {
        assert_eq!(token(" N/A "), Some(Token::NotApplicable));
        assert_eq!(token("#N/A"), Some(Token::Missing));
        assert_eq!(token("Unfamiliar (N/A)"), Some(Token::Unfamiliar));
        assert_eq!(token("Don\u{2019}t  KNOW"), Some(Token::DontKnow));
        assert_eq!(token("Prefer not to say"), Some(Token::Refused));
        assert_eq!(token("Not sure"), Some(Token::Unsure));
        assert_eq!(token("None"), None);
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
    fn words_are_whole_words() {
        assert!(mentions("Your age (years)", &["age"]));
        assert!(!mentions("The language you speak", &["age"]));
        assert_eq!(cut("abcdef", 4), "abc…");
    }
}
