//! Whether a question was taken for what it is.

use super::asked::{Asks, Survey, Trouble};
use super::layouts::Export;
use survey::definition::{self, ColumnRef, Question};
use survey::label::fold;

/// What became of one question.
pub struct Verdict {
    pub question: String,
    pub right: bool,
    pub why: String,
}

/// One verdict per question, and one for all columns of ids together.
pub fn judge(survey: &Survey, export: &Export, found: &definition::Survey) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = survey
        .questions
        .iter()
        .zip(&export.places)
        .map(|(question, places)| {
            let asked = on(export, found, places);
            let is_segment = found.segments.iter().any(|segment| {
                segment.column().and_then(|column| place(export, column)).is_some_and(|at| places.contains(&at))
            });
            let why = fault(&question.asks, survey.trouble, export, places, &asked, is_segment);
            let name = format!("{} {}", question.code, question.text);
            Verdict { question: name, right: why.is_none(), why: why.unwrap_or_default() }
        })
        .collect();
    let counted = on(export, found, &export.ids);
    let bad: Vec<&str> =
        counted.iter().filter(|question| question.kind != "text").map(|question| question.kind).collect();
    let why = format!("ids are asked about: {bad:?}");
    verdicts.push(Verdict { question: "ids".to_owned(), right: bad.is_empty(), why });
    verdicts
}

/// The position of a column that a definition names.
fn place(export: &Export, column: &ColumnRef) -> Option<usize> {
    match column {
        ColumnRef::Position(position) => Some(position - 1),
        ColumnRef::Name(name) => {
            export.names.iter().position(|names| names.iter().any(|known| fold(known) == fold(name)))
        }
    }
}

/// The questions that read any of these columns.
fn on<'a>(export: &Export, found: &'a definition::Survey, places: &[usize]) -> Vec<&'a Question> {
    let reads = |question: &&Question| {
        question.source.columns().iter().any(|column| place(export, column).is_some_and(|at| places.contains(&at)))
    };
    found.questions.iter().filter(reads).collect()
}

/// What is wrong with the questions on a question's columns.
fn fault(
    asks: &Asks,
    trouble: Trouble,
    export: &Export,
    places: &[usize],
    asked: &[&Question],
    is_segment: bool,
) -> Option<String> {
    let kinds: Vec<&str> = asked.iter().map(|question| question.kind).collect();
    let one_of = |allowed: &[&str]| {
        (kinds.len() != 1 || !allowed.contains(&kinds[0])).then(|| format!("{kinds:?}, not one of {allowed:?}"))
    };
    match asks {
        // Neither what the question is nor what the codes of options mean is in a file with bare codes.
        Asks::Recommend if export.has_bare_codes => one_of(&["nps", "rating"]),
        Asks::Ticks(_) if export.has_bare_codes => one_of(&["multiple"]),
        Asks::Recommend => one_of(&["nps"]),
        Asks::Scale(levels) => one_of(&SCALES).or_else(|| order(asked[0], levels, trouble)),
        Asks::Choice(options) => one_of(&["single"]).or_else(|| every(asked[0], options)),
        Asks::Ticks(options) => one_of(&["multiple"]).or_else(|| every(asked[0], options)),
        Asks::Grid(items, levels) => {
            let is_grid = kinds.len() == items.len()
                && kinds.iter().all(|kind| *kind == "grid" || places.len() == kinds.len() && SCALES.contains(kind));
            (!is_grid)
                .then(|| format!("{kinds:?}, not a grid of {}", items.len()))
                .or_else(|| order(asked[0], levels, trouble))
        }
        Asks::Amount => one_of(&["number"]),
        Asks::Minutes => one_of(&["duration", "number"]),
        Asks::Comment => one_of(&["text"]),
        Asks::Site(_) if is_segment && kinds.iter().all(|kind| ["single", "text"].contains(kind)) => None,
        Asks::Site(_) | Asks::Codes => one_of(&["single"]),
    }
}

const SCALES: [&str; 5] = ["rating", "likert", "csat", "ces", "fft"];

/// Whether the levels seen are options, from low to high.
fn order(question: &Question, levels: &[String], trouble: Trouble) -> Option<String> {
    let mut options: Vec<(f64, String)> = question
        .options
        .iter()
        .enumerate()
        .map(|(at, option)| {
            let place = f64::from(u32::try_from(at).expect("few"));
            (option.score.unwrap_or(place), fold(&option.label))
        })
        .collect();
    options.sort_by(|one, other| one.0.total_cmp(&other.0));
    let seen = levels
        .iter()
        .enumerate()
        .filter(|(at, _)| !(trouble == Trouble::Gap && *at == 2))
        .map(|(_, level)| fold(level));
    let at: Vec<Option<usize>> = seen.map(|level| options.iter().position(|(_, label)| *label == level)).collect();
    let is_ordered = at.iter().all(Option::is_some) && at.windows(2).all(|pair| pair[0] < pair[1]);
    (!is_ordered)
        .then(|| format!("levels {:?}", question.options.iter().map(|option| &option.label).collect::<Vec<_>>()))
}

/// Whether every option is one.
fn every(question: &Question, options: &[String]) -> Option<String> {
    let found: Vec<String> = question.options.iter().map(|option| fold(&option.label)).collect();
    let is_every = options.iter().all(|option| found.contains(&fold(option)));
    let most = options.len() + 1;
    (!is_every || found.len() > most)
        .then(|| format!("options {:?}", question.options.iter().map(|option| &option.label).collect::<Vec<_>>()))
}
