//! The names that a definition gives to its parts.

use super::source::{Mark, Notes};
use crate::diagnostic::named;

/// Whether a name is plain: lower-case letters, digits, `_` and `-`. Notes it when not.
pub(super) fn plain_id(name: &str, mark: Mark, what: &str, notes: &Notes) -> bool {
    let fits =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || "_-".contains(character);
    let plain = !name.is_empty() && name.chars().all(fits);
    if name.trim().is_empty() {
        notes.fault(mark, format!("{what} without a name"), "use lower-case letters, digits, `_` and `-`");
    } else if !plain {
        let suggestion: String =
            name.to_lowercase().chars().map(|character| if fits(character) { character } else { '_' }).collect();
        let suggestion = suggestion.trim_matches('_');
        let help = if suggestion.is_empty() {
            "use lower-case letters, digits, `_` and `-`".to_owned()
        } else {
            format!("use lower-case letters, digits, `_` and `-`, for example {}", named(suggestion))
        };
        notes.fault(mark, format!("{what} cannot be called {}", named(name)), help);
    }
    plain
}
