//! The items of a grid brought together: easier to compare, and shorter, than one section each.

use super::breakdown::{self, Choice, Subject};
use super::context::Context;
use super::label::first_upper;
use super::{Section, Table, clean};
use crate::results::{Column, Measure, QuestionResult};
use std::ops::Range;

/// Items with more answers than this are not laid out side by side.
const ANSWERS: usize = 11;

/// The questions in runs, by their positions: the items of a grid together, every other question alone.
pub fn runs(questions: &[QuestionResult]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    questions.chunk_by(|a, b| a.grid.is_some() && a.grid == b.grid).map(move |run| {
        at += run.len();
        at - run.len()..at
    })
}

/// Whether the questions can stand in one table: several, each with everybody's figures, all of them alike.
pub fn is_grid(run: &[QuestionResult]) -> bool {
    let first = &run[0];
    let is_same = |(a, b): (&Column, &Column)| (&a.metric, &a.item) == (&b.metric, &b.item);
    let alike = |item: &QuestionResult| {
        item.kind == first.kind
            && item.everybody().is_some()
            && item.columns.len() == first.columns.len()
            && item.columns.iter().zip(&first.columns).all(is_same)
    };
    run.len() > 1 && !first.columns.is_empty() && run.iter().all(alike) && first.answers().count() <= ANSWERS
}

/// The wording that the items of a grid share, empty when they share none, and what each item adds to it.
pub fn names<'a>(run: impl IntoIterator<Item = &'a QuestionResult>) -> (String, Vec<String>) {
    let texts: Vec<String> = run.into_iter().map(|item| clean(&item.text)).collect();
    let heading = common_heading(&texts);
    let names = texts.iter().map(|text| item_name(text, &heading)).collect();
    (heading, names)
}

/// A name that fits above a column: what a grid's item adds to its grid, or a question's id. Where there are
/// several grids the grid's id comes first.
pub fn short_name(questions: &[QuestionResult], question: &QuestionResult) -> String {
    let plain = |id: &str| first_upper(&clean(id).replace(['_', '-'], " "));
    let Some(grid) = &question.grid else { return plain(&question.id) };
    let siblings: Vec<&QuestionResult> = questions.iter().filter(|q| q.grid.as_ref() == Some(grid)).collect();
    let at = siblings.iter().position(|sibling| sibling.id == question.id).unwrap_or_default();
    let (_, names) = names(siblings);
    let alone = questions.iter().filter_map(|other| other.grid.as_ref()).all(|other| other == grid);
    if alone { first_upper(&names[at]) } else { format!("{}: {}", plain(grid), names[at]) }
}

/// One section for the whole grid: headlines by item, answers by item, then each item's breakdowns.
pub fn section(context: &Context, questions: Range<usize>) -> Section {
    let run = &context.report.questions[questions.clone()];
    let (heading, names) = names(run);
    let id = clean(run[0].grid.as_deref().unwrap_or_default());
    Section {
        id: id.clone(),
        questions,
        tag: format!("{id} · {} · {} items", clean(&run[0].kind), run.len()),
        base: String::new(),
        blocks: Vec::new(),
        tables: overview(context, run, &names).into_iter().chain(breakdowns(context, run, &names)).collect(),
        cautions: cautions(run, &names),
        heading: if heading.is_empty() { id } else { heading },
    }
}

/// What to know about the items: once what all of them share, the rest with the item it is about.
fn cautions(run: &[QuestionResult], names: &[String]) -> Vec<String> {
    let is_shared = |caution: &String| run.iter().all(|item| item.cautions.contains(caution));
    let shared = run[0].cautions.iter().filter(|caution| is_shared(caution)).map(|caution| clean(caution));
    let of_item = |(item, name): (&QuestionResult, &String)| -> Vec<String> {
        let own = item.cautions.iter().filter(|caution| !is_shared(caution));
        own.map(|caution| format!("{name}: {}", clean(caution))).collect()
    };
    shared.chain(run.iter().zip(names).flat_map(of_item)).collect()
}

fn overview(context: &Context, run: &[QuestionResult], names: &[String]) -> Vec<Table> {
    let subjects: Vec<Subject> = run
        .iter()
        .zip(names)
        .filter_map(|(item, name)| Some(Subject { stubs: vec![name.clone()], cell: item.everybody()? }))
        .collect();
    let first = &run[0];
    let leads: Vec<usize> = first.leads().collect();
    let answers = first.measuring(Measure::Answers).filter(|at| !leads.contains(at)).collect();
    let lead = leads.first().copied();
    let summary = Choice { lead, others: leads.into_iter().skip(1).collect(), note: String::new() };
    let detail = Choice { lead: None, others: answers, note: String::new() };
    [summary, detail]
        .iter()
        .filter(|choice| choice.lead.is_some() || !choice.others.is_empty())
        .map(|choice| breakdown::compare(context, &first.columns, vec!["Item".to_owned()], &subjects, choice))
        .collect()
}

fn breakdowns(context: &Context, run: &[QuestionResult], names: &[String]) -> Vec<Table> {
    let titled = |(item, name): (&QuestionResult, &String)| {
        let mut tables = breakdown::all(context, item);
        for table in &mut tables {
            table.caption.clone_from(name);
        }
        tables
    };
    run.iter().zip(names).flat_map(titled).collect()
}

/// What the wordings of all items begin with, up to a dash or colon; empty when they have no such part.
fn common_heading(texts: &[String]) -> String {
    let Some(first) = texts.first() else { return String::new() };
    let heads = SEPARATORS.iter().filter_map(|separator| first.split_once(separator)).map(|(head, _)| head);
    let shared = |head: &&str| texts.iter().all(|text| item_name(text, head) != *text);
    heads.filter(shared).max_by_key(|head| head.len()).unwrap_or_default().to_owned()
}

const SEPARATORS: [&str; 4] = [" – ", " — ", " - ", ": "];

/// The wording without the part that all items share.
fn item_name(text: &str, heading: &str) -> String {
    let rest = text.strip_prefix(heading).filter(|_| !heading.is_empty());
    let item = rest.and_then(|rest| SEPARATORS.iter().find_map(|separator| rest.strip_prefix(separator)));
    item.filter(|item| !item.is_empty()).unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_share_the_wording_before_a_dash() {
        let texts = ["How good was: listening to you", "How good was: giving you time"].map(str::to_owned);
        assert_eq!(common_heading(&texts), "How good was");
        assert_eq!(item_name("How good was: listening to you", "How good was"), "listening to you");
    }

    #[test]
    fn wordings_without_a_common_part_stay_whole() {
        assert_eq!(common_heading(&["Listening to you", "Giving you time"].map(str::to_owned)), "");
        assert_eq!(item_name("Listening to you", ""), "Listening to you");
    }
}
