//! What can be asked next of exports that have no definition yet, as commands to paste.

use super::source::Reading;
use crate::definition::Survey;
use crate::plan::Period;
use std::path::Path;

/// Segments and questions named in one line.
const NAMED: usize = 3;

/// What the figures rest on, what can be asked next, and how to keep the definition that was inferred.
pub(super) fn steps(survey: &Survey, exports: &[String]) -> String {
    let options = Reading::given(std::env::args().skip(1));
    let words: Vec<String> = exports.iter().chain(&options).map(|word| quoted(word)).collect();
    let words = words.join(" ");
    let name = free_name();
    let questions: Vec<String> = [
        by_segment(survey).map(|by| format!("  survey analyze {words} {by}\n")),
        (survey.waves == Some(Period::Month)).then(|| format!("  survey analyze {words} --every month\n")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let unsure = unsure(survey);
    let keep = format!("keep them:\n  survey init {words} -o {name}\n  survey analyze {name} {words}\n");
    if questions.is_empty() {
        return format!("note: these figures rest on guesses about the columns{unsure}. To check and {keep}");
    }
    let questions = questions.concat();
    format!(
        "note: these figures rest on guesses about the columns{unsure}. What can be asked next:\n{questions}To check \
         the guesses and {keep}"
    )
}

/// The first segment, and the others as a comment of the shell's.
fn by_segment(survey: &Survey) -> Option<String> {
    let (first, others) = survey.segments.split_first()?;
    let mut names: Vec<&str> = others.iter().take(NAMED).map(|segment| segment.id.as_str()).collect();
    if others.len() > NAMED {
        names.push("…");
    }
    let others = if names.is_empty() { String::new() } else { format!("  # or by {}", names.join(", ")) };
    Some(format!("--by {}{others}", first.id))
}

/// The questions whose figures carry a caution, in words.
fn unsure(survey: &Survey) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for question in survey.questions.iter().filter(|question| !question.cautions.is_empty()) {
        let id = question.grid.as_deref().unwrap_or(&question.id);
        if ids.last() != Some(&id) {
            ids.push(id);
        }
    }
    let first: Vec<String> = ids.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
    match ids.len() {
        0 => String::new(),
        number if number > NAMED => {
            format!(", least surely for {} and {} more", first.join(", "), number - NAMED)
        }
        _ => format!(", least surely for {}", first.join(", ")),
    }
}

/// A name for the definition that no file has.
fn free_name() -> String {
    let mut names = std::iter::once("survey.yaml".to_owned()).chain((2..).map(|at| format!("survey-{at}.yaml")));
    names.find(|name| !Path::new(name).exists()).unwrap_or_default()
}

/// A word as a shell takes it back.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./,:=@%+".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_are_taken_back_as_they_are() {
        assert_eq!(quoted("exports/2026-01.csv"), "exports/2026-01.csv");
        assert_eq!(quoted("my export.csv"), "'my export.csv'");
        assert_eq!(quoted("it's;$HOME*"), "'it'\\''s;$HOME*'");
        assert_eq!(quoted(""), "''");
    }
}
