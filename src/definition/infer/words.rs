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
    /// There is no answer.
    Missing,
    /// They do not know.
    DontKnow,
    /// They do not know, or are of two minds: an option among others, but no point of a scale.
    Unsure,
    /// They would rather not say.
    Refused,
}

/// What stands where there is no answer. `None` is not among them: it is an option more often than not.
const MISSING: &[&str] = &[
    "n/a",
    "na",
    "n.a.",
    "n.a",
    "n/a.",
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
    "not applicable",
    "not applicable (n/a)",
    "not applicable/na",
    "n/a - not applicable",
    "not applicable to me",
    "does not apply",
    "doesn't apply",
    "unfamiliar (n/a)",
    "skipped",
    "[not completed]",
    "not provided",
    "not stated",
    "not recorded",
    "not available",
    "no data",
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

const UNSURE: &[&str] = &[
    "not sure",
    "unsure",
    "i'm not sure",
    "i am not sure",
    "can't say",
    "cannot say",
    "can't tell",
    "no opinion",
    "no experience",
    "not familiar",
    "unfamiliar",
    "have not used",
    "haven't used",
];

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
    let lists =
        [(MISSING, Token::Missing), (DONT_KNOW, Token::DontKnow), (UNSURE, Token::Unsure), (REFUSED, Token::Refused)];
    lists.into_iter().find(|(words, _)| words.contains(&folded.as_str())).map(|(_, token)| token)
}

#[cfg(test)]
mod tests {
    use super::{Token, cut, mentions, token};

    #[test]
    fn usual_words_for_no_answer_are_known_in_any_spelling() {
        assert_eq!(token(" N/A "), Some(Token::Missing));
        assert_eq!(token("Don\u{2019}t  KNOW"), Some(Token::DontKnow));
        assert_eq!(token("Prefer not to say"), Some(Token::Refused));
        assert_eq!(token("Not sure"), Some(Token::Unsure));
        assert_eq!(token("None"), None);
    }

    #[test]
    fn words_are_whole_words() {
        assert!(mentions("Your age (years)", &["age"]));
        assert!(!mentions("The language you speak", &["age"]));
        assert_eq!(cut("abcdef", 4), "abc…");
    }
}
