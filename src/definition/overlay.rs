//! The keys of a question as it was asked at another time: those of today, with what was different then laid over them.

use super::given::Key;
use super::question_keys::QuestionKeys;
use super::version_keys::VersionKeys;

/// Takes the keys that are given in place of those that a question has.
macro_rules! laid_over {
    ($keys:ident over $base:ident: $($key:ident),*) => {
        QuestionKeys { $($key: if $keys.$key.mark().is_some() { $keys.$key.clone() } else { $base.$key.clone() },)* ..$base }
    };
}

/// The question with what was different then.
pub(super) fn then(keys: &VersionKeys, today: &QuestionKeys) -> QuestionKeys {
    let mut base = today.clone();
    let (words, numbers) = (keys.scale.mark().or(keys.options.mark()), keys.min.mark().or(keys.max.mark()));
    if words.is_some() {
        base = QuestionKeys { min: Key::default(), max: Key::default(), ..base };
    }
    if words.or(numbers).is_some() {
        base = QuestionKeys {
            scale: Key::default(),
            options: Key::default(),
            direction: Key::default(),
            codes: Key::default(),
            scores: Key::default(),
            unscored: Key::default(),
            top: Key::default(),
            bottom: Key::default(),
            other: Key::default(),
            nets: Key::default(),
            ..base
        };
    }
    if keys.columns.mark().is_some() {
        base.column = Key::default();
        base.options = Key::default();
    }
    if keys.column.mark().is_some() {
        base.columns = Key::default();
    }
    laid_over!(keys over base: text, column, columns, scale, options, direction, codes, scores, unscored, top, bottom,
            other, nets, separator, unselected, selected, min, max, unit, decimal, format, version, wording, missing,
            dont_know, refused)
}
