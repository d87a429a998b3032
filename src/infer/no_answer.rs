//! Words that are no answer, in every language, and what each says instead.

use super::words::{List, Table, Words, sound, words_of};
use std::sync::LazyLock;

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

/// What is no answer, as it is spoken.
static TOKENS: LazyLock<Table<String, Token>> = LazyLock::new(|| {
    let lists = [
        (List::Missing, Token::Missing),
        (List::NotApplicable, Token::NotApplicable),
        (List::Unfamiliar, Token::Unfamiliar),
        (List::DontKnow, Token::DontKnow),
        (List::Unsure, Token::Unsure),
        (List::Refused, Token::Refused),
    ];
    let mut tokens: Table<String, Token> = Table::default();
    for (list, token) in lists {
        for word in words_of(list).into_iter().flat_map(Words::spoken) {
            tokens.entry(word.clone()).or_insert(token);
        }
    }
    tokens
});

/// What a cell says if it is one of the usual words for no answer.
pub(super) fn token(text: &str) -> Option<Token> {
    const LONGEST: usize = 60;
    if text.len() > LONGEST {
        return None;
    }
    let said = sound(text);
    if said.is_empty() {
        let is_sign = words_of(List::Missing).is_some_and(|words| words.have_sign(text));
        return is_sign.then_some(Token::Missing);
    }
    TOKENS.get(said.as_str()).copied().or_else(|| joined(text))
}

/// What several such words say that stand in one cell: `weiß nicht / k. A.`, `Don't know / not applicable`. Who offers
/// *don't know* among them means that.
fn joined(text: &str) -> Option<Token> {
    if !text.contains('/') {
        return None;
    }
    let mark = if text.contains(" / ") { " / " } else { "/" };
    let parts: Vec<&str> = text.split(mark).map(str::trim).collect();
    let known = |part: &&str| TOKENS.get(sound(part).as_str()).copied();
    let tokens = parts.iter().filter(|_| parts.len() > 1).map(known).collect::<Option<Vec<Token>>>()?;
    let first = tokens.first().copied();
    if tokens.contains(&Token::DontKnow) { Some(Token::DontKnow) } else { first }
}

#[cfg(test)]
mod tests {
    use super::{Token, token};

    #[test]
    fn words_that_are_no_answer_may_stand_together() {
        let said = [
            ("wei\u{df} nicht / k. A.", Some(Token::DontKnow)),
            ("Don't know / not applicable", Some(Token::DontKnow)),
            ("Not applicable/don't know", Some(Token::DontKnow)),
            ("N/A / skipped", Some(Token::NotApplicable)),
            ("ne sait pas / sans r\u{e9}ponse", Some(Token::DontKnow)),
            ("No answer / good", None),
            ("Yes / no", None),
            ("/", None),
        ];
        for (text, expected) in said {
            assert_eq!(token(text), expected, "{text}");
        }
    }

    #[test]
    fn usual_words_for_no_answer_are_known_in_any_spelling() {
        assert_eq!(token(" N/A "), Some(Token::NotApplicable));
        assert_eq!(token("#N/A"), Some(Token::Missing));
        assert_eq!(token("Unfamiliar (N/A)"), Some(Token::Unfamiliar));
        assert_eq!(token("--"), Some(Token::Missing));
        assert_eq!(token("Don\u{2019}t  KNOW"), Some(Token::DontKnow));
        assert_eq!(token("dont know."), Some(Token::DontKnow));
        assert_eq!(token("Prefer not to say"), Some(Token::Refused));
        assert_eq!(token("Not sure"), Some(Token::Unsure));
        assert_eq!(token("WEISS NICHT"), Some(Token::DontKnow));
        assert_eq!(token("Je pr\u{e9}f\u{e8}re ne pas re\u{301}pondre"), Some(Token::Refused));
        for text in ["None", "Keine", "Aucun", "?", "A"] {
            assert_eq!(token(text), None, "{text}");
        }
    }
}
