//! What the names on a command line mean: segments and questions to tell respondents apart by, and questions in rows.

use crate::definition::{Question, Reading, Survey};
use crate::diagnostic::{Fault, listed, named, nearest};
use crate::plan::{Key, Shape};

/// The word before the id of a question among segments.
const QUESTION: &str = "question";

/// What a name stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// The option for breakdowns, where a question must be said to be one.
    Breakdown,
    /// That for columns of a table.
    Columns,
}

impl Asked {
    /// The option.
    pub(super) const fn option(self) -> &'static str {
        match self {
            Asked::Breakdown => "--by",
            Asked::Columns => "--columns",
        }
    }
}

/// The keys of every breakdown that a name asks for: one, but of a grid or a pattern one for each question.
///
/// # Errors
///
/// Everything that is wrong with the name.
pub(super) fn keys(survey: &Survey, breakdown: &str, asked: Asked) -> Result<Vec<Vec<Key>>, Vec<Fault>> {
    let (mut faults, mut crosses): (Vec<Fault>, Vec<Vec<Key>>) = (Vec::new(), vec![Vec::new()]);
    for part in parts(survey, breakdown) {
        match part.keys(survey, asked) {
            Ok(keys) => crosses = crossed(&crosses, &keys),
            Err(fault) => faults.push(fault),
        }
    }
    if let Some(twice) = crosses.iter().find_map(|keys| repeated(keys)) {
        let (option, id) = (asked.option(), name(survey, twice));
        let fault = Fault::new(format!("`{option} {breakdown}` crosses `{id}` with itself"));
        faults.push(fault.help("name every segment of a cross once"));
    }
    if faults.is_empty() { Ok(crosses) } else { Err(faults) }
}

/// Each of the crosses with each of the keys.
fn crossed(crosses: &[Vec<Key>], keys: &[Key]) -> Vec<Vec<Key>> {
    let with = |cross: &Vec<Key>| keys.iter().map(|key| [cross.as_slice(), &[*key]].concat()).collect::<Vec<_>>();
    crosses.iter().flat_map(with).collect()
}

fn repeated(keys: &[Key]) -> Option<Key> {
    keys.iter().enumerate().find(|(at, key)| keys[..*at].contains(key)).map(|(_, key)| *key)
}

/// What a key is asked for by.
pub(super) fn name(survey: &Survey, key: Key) -> &str {
    match key {
        Key::Segment { at, .. } => &survey.segments[at].id,
        Key::Answer { question, .. } => &survey.questions[question].id,
        Key::Wave(period) => period.name(),
        Key::Side(_) => "side",
    }
}

/// A part of a breakdown: a name, and whether it is said that it is a question's.
struct Part<'a> {
    id: &'a str,
    is_question: bool,
}

/// The parts of a breakdown. `question` before a name says what that is, unless a segment is called so.
fn parts<'a>(survey: &Survey, breakdown: &'a str) -> Vec<Part<'a>> {
    let is_word = |id: &str| id == QUESTION && survey.segment_key(QUESTION).is_none();
    let (mut parts, mut is_question) = (Vec::new(), false);
    for id in breakdown.split(':').map(str::trim) {
        if !is_question && is_word(id) {
            is_question = true;
        } else {
            parts.push(Part { id, is_question });
            is_question = false;
        }
    }
    if is_question {
        parts.push(Part { id: "", is_question });
    }
    parts
}

impl Part<'_> {
    /// The keys that it means.
    fn keys(&self, survey: &Survey, asked: Asked) -> Result<Vec<Key>, Fault> {
        if !self.is_question {
            if let Some(key) = survey.segment_key(self.id) {
                return Ok(vec![key]);
            }
            if asked == Asked::Breakdown {
                return Err(unknown_segment(survey, self.id));
            }
        }
        let found = matching(survey, self.id);
        if found.is_empty() {
            return Err(if self.is_question {
                unknown_question(survey, self.id, "to break figures down by")
            } else {
                unknown_column(survey, self.id)
            });
        }
        found.into_iter().map(|question| answer_key(survey, question)).collect()
    }
}

/// The key that is the answer to a question.
fn answer_key(survey: &Survey, question: usize) -> Result<Key, Fault> {
    let Question { id, shape, .. } = &survey.questions[question];
    Key::answer(question, *shape).ok_or_else(|| {
        let (what, help) = if matches!(shape, Shape::Ranked { .. }) {
            ("a ranking", "put its question into rows of its own with `survey analyze`")
        } else {
            ("no question of options", "declare bands of it: a derived question with `bands:`")
        };
        Fault::new(format!("answers to `{id}` make no groups: it is {what}")).help(help)
    })
}

/// The questions with this id, the items of the grid with it, or all whose ids a pattern fits.
fn matching(survey: &Survey, name: &str) -> Vec<usize> {
    let pattern = glob::Pattern::new(name).ok().filter(|_| name.contains(['*', '?', '[']));
    let is_meant = |question: &Question| {
        question.id == name
            || question.grid.as_deref() == Some(name)
            || pattern.as_ref().is_some_and(|pattern| pattern.matches(&question.id))
    };
    (0..survey.questions.len()).filter(|at| is_meant(&survey.questions[*at])).collect()
}

/// That there is no question of this name among those that could be meant.
pub(super) fn no_question(name: &str, ids: &[&str]) -> Fault {
    let help = nearest(name, ids.iter().copied()).map_or_else(
        || format!("the questions are {}", listed(ids.iter().copied())),
        |near| format!("did you mean `{near}`?"),
    );
    Fault::new(format!("there is no question {}", named(name))).help(help)
}

/// The questions in the rows of a table, in the order asked for.
///
/// # Errors
///
/// Every name that means no question, and every question that cannot stand in rows unless a pattern found it.
pub(super) fn row_questions(survey: &Survey, names: &[String]) -> Result<Vec<usize>, Vec<Fault>> {
    let (mut rows, mut faults): (Vec<usize>, Vec<Fault>) = (Vec::new(), Vec::new());
    for name in names.iter().map(|name| name.trim()) {
        let found = matching(survey, name);
        let fit: Vec<usize> = found.iter().copied().filter(|at| stands_in_rows(&survey.questions[*at])).collect();
        match found.first() {
            None => faults.push(unknown_question(survey, name, "to put into rows")),
            Some(first) if fit.is_empty() => faults.push(unfit(&survey.questions[*first])),
            Some(_) => rows.extend(fit),
        }
    }
    let mut seen = Vec::new();
    rows.retain(|at| {
        !seen.contains(at) && {
            seen.push(*at);
            true
        }
    });
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

/// Whether a question has shares or a mean that stand in rows.
fn stands_in_rows(question: &Question) -> bool {
    match question.shape {
        Shape::Coded { .. } | Shape::Multiple { .. } => true,
        Shape::Ranked { .. } => false,
        Shape::Values => {
            !question.is_text() && !question.is_ratio() && !matches!(question.reading, Reading::Date { .. })
        }
    }
}

fn unfit(question: &Question) -> Fault {
    let what = match question.shape {
        Shape::Ranked { .. } => "it is a ranking",
        _ if question.is_text() => "it is text",
        _ if question.is_ratio() => "it is a ratio of totals",
        _ => "it is a date",
    };
    Fault::new(format!("`{}` cannot stand in rows: {what}", question.id))
        .help("rows are options with their shares, and means of scores and numbers")
}

fn unknown_question(survey: &Survey, name: &str, purpose: &str) -> Fault {
    let known: Vec<&str> = survey.questions.iter().map(|question| question.id.as_str()).collect();
    Fault::new(format!("there is no question `{name}` {purpose}")).help(near(name, &known, "questions"))
}

fn unknown_column(survey: &Survey, name: &str) -> Fault {
    let segments = survey.segments.iter().map(|segment| segment.id.as_str());
    let known: Vec<&str> = segments.chain(survey.questions.iter().map(|question| question.id.as_str())).collect();
    Fault::new(format!("there is no question or segment `{name}` to put into columns")).help(near(
        name,
        &known,
        "segments and questions",
    ))
}

fn near(name: &str, known: &[&str], what: &str) -> String {
    let found = nearest(name, known.iter().copied());
    let all = format!("the {what} are {}", listed(known.iter().copied()));
    found.map_or_else(|| all.clone(), |near| format!("did you mean `{near}`? {all}"))
}

fn unknown_segment(survey: &Survey, id: &str) -> Fault {
    let known: Vec<&str> = survey.segments.iter().map(|segment| segment.id.as_str()).collect();
    let is_question = survey.questions.iter().any(|question| question.id == id);
    let help = match known.as_slice() {
        _ if is_question => format!("it is a question: ask for `question:{id}`"),
        [] => "the definition has no `segments:` yet".to_string(),
        known => near(id, known, "segments"),
    };
    Fault::new(format!("there is no segment `{id}` to break figures down by")).help(help)
}
