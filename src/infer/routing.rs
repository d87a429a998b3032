//! Of whom a question was asked, where the export shows it: its columns are filled only after certain answers to an
//! earlier question, without exception.

use super::draft::{Asked, Column, Draft};
use super::page::Page;
use super::profile::{ColumnProfile, Led};
use super::yaml::Yaml;
use crate::label::fold;
use std::collections::BTreeMap;

/// Rows that must speak for each side: those who were asked, and those who were not.
const FEWEST: u64 = 30;

/// Rows with an answer that tell whether it leads on: at half filled, so many empty ones are no chance.
const FEWEST_OF_ANSWER: u64 = 10;

/// Keys under which an empty cell says something.
const MEANT_EMPTY: [&str; 2] = ["never", "from"];

/// What is known of every column, by its position.
type Profiles<'a> = BTreeMap<usize, &'a ColumnProfile>;

/// A condition: the question that it looks at, and the answers to it that lead on.
struct Route {
    question: usize,
    answers: Vec<String>,
    /// Share of those who were asked that answered, in thousandths.
    filled: u64,
}

/// Writes of whom each question was asked. `alone` has the questions by the position of the one column they read.
pub(super) fn settle(page: &mut Page, columns: &[Column], alone: &BTreeMap<usize, usize>) {
    let columns: Profiles = columns.iter().map(|column| (column.profile.position, column.profile)).collect();
    for at in 0..page.questions.len() {
        if let Some(route) = best(page, at, &columns, alone) {
            let id = page.questions[route.question].id.clone();
            tell(&mut page.questions[at].draft, &id, &route.answers);
        }
    }
}

/// The condition that leaves the fewest unanswered, the nearest first.
fn best(page: &Page, at: usize, columns: &Profiles, alone: &BTreeMap<usize, usize>) -> Option<Route> {
    let asked = &page.questions[at];
    if asked.draft.keys.iter().any(|(key, _)| MEANT_EMPTY.contains(key)) {
        return None;
    }
    let read: Vec<&ColumnProfile> =
        asked.positions.iter().filter_map(|position| columns.get(position).copied()).collect();
    let mut best: Option<Route> = None;
    for earlier in &read.first()?.after {
        let question = alone.get(&earlier.position).copied().filter(|question| *question < at);
        let route = question.and_then(|question| route(page, question, earlier.position, &read));
        if let Some(route) = route
            && best.as_ref().is_none_or(|best| route.filled > best.filled)
        {
            best = Some(route);
        }
    }
    best
}

/// The condition on one question, if the columns hold to it.
fn route(page: &Page, question: usize, position: usize, read: &[&ColumnProfile]) -> Option<Route> {
    let led = together(read, position)?;
    let (on, off): (Vec<&Led>, Vec<&Led>) = led.iter().partition(|led| led.filled > 0);
    let rows = |some: &[&Led]| some.iter().map(|led| led.rows).sum::<u64>();
    let filled: u64 = on.iter().map(|led| led.filled).sum();
    let is_half = |led: &&&Led| led.filled * 2 >= led.rows;
    let is_clear = on.iter().filter(|led| led.rows >= FEWEST_OF_ANSWER).all(|led| is_half(&led))
        && off.iter().all(|led| led.rows >= FEWEST_OF_ANSWER)
        && filled * 2 >= rows(&on);
    if !is_clear || rows(&on) < FEWEST || rows(&off) < FEWEST {
        return None;
    }
    let asked = &page.questions[question];
    let mut answers: Vec<String> = on.iter().map(|led| label(page, asked, &led.answer)).collect::<Option<_>>()?;
    answers.dedup();
    // Both an answer that leads on and one that does not may be spelt as the same option.
    let is_off = off.iter().any(|led| label(page, asked, &led.answer).is_some_and(|label| answers.contains(&label)));
    (!is_off).then(|| Route { question, answers, filled: filled * 1000 / rows(&on) })
}

/// How often the fullest of the columns of a question is filled after each answer of an earlier column. `None` where
/// one of them does not depend on it at all: what it is filled after is then not known.
fn together(read: &[&ColumnProfile], position: usize) -> Option<Vec<Led>> {
    let filled = read.iter().filter(|column| column.filled > 0);
    let mut all = filled.map(|column| column.after.iter().find(|earlier| earlier.position == position));
    let mut fullest = all.next()??.led.clone();
    for earlier in all {
        let other = &earlier?.led;
        for (most, led) in fullest.iter_mut().zip(other) {
            most.filled = most.filled.max(led.filled);
        }
    }
    Some(fullest)
}

/// The option of a question that a cell stands for, as the definition writes it.
fn label(page: &Page, asked: &Asked, answer: &str) -> Option<String> {
    let folded = fold(answer);
    let is_it = |text: &&String| fold(text) == folded;
    if let Some((_, found)) = asked.scale.map(|at| &page.scales[at]) {
        let also = || found.codes().into_iter().find(|(text, _)| fold(text) == folded).map(|(_, label)| label);
        return found.labels().iter().find(is_it).cloned().or_else(also);
    }
    let key = |wanted: &str| asked.draft.keys.iter().find(|(key, _)| *key == wanted).map(|(_, value)| value);
    let Some(Yaml::List(options)) = key("options") else { return None };
    let texts: Vec<&String> = options.iter().filter_map(text).collect();
    let coded = || match key("codes")? {
        Yaml::Map(codes) => codes.iter().find(|(code, _)| fold(code) == folded).and_then(|(_, label)| text(label)),
        _ => None,
    };
    texts.iter().copied().find(is_it).or_else(coded).cloned()
}

fn text(yaml: &Yaml) -> Option<&String> {
    match yaml {
        Yaml::Text(text) | Yaml::Word(text) => Some(text),
        Yaml::List(_) | Yaml::Map(_) => None,
    }
}

fn tell(draft: &mut Draft, id: &str, answers: &[String]) {
    let words: Vec<String> = answers.iter().map(|answer| format!("`{answer}`")).collect();
    let after = format!("after {} to `{id}`", words.join(" or "));
    draft.add_why(&format!("Filled in {after} only, in every row: taken for not asked of the others."));
    draft.cautions.push(format!("taken for asked only {after}: it is filled in after nothing else"));
    let wanted = match answers {
        [only] => Yaml::text(only),
        several => Yaml::list(several),
    };
    draft.keys.push(("asked_if", Yaml::Map(vec![(id.to_owned(), wanted)])));
}
