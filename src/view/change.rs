//! What has changed from one export to the next, in words.

use super::clean;
use super::number::{counted, decimal};
use crate::diagnostic::{listed, named};
use crate::results::{Change, ChangeKind};

/// A change in a sentence, with what to do about it.
#[must_use]
pub fn between_exports(change: &Change) -> String {
    let (file, before) = (named(&clean(&change.file)), named(&clean(&change.before)));
    let about = clean(&change.about);
    let text = |text: &str| named(&clean(text));
    let responses = |responses: u64| counted(responses, "response", "responses");
    match &change.kind {
        ChangeKind::ColumnGone { column, like } => {
            let like = like
                .as_ref()
                .map_or_else(String::new, |like| format!("; new in {file} is {}, which may be it", text(like)));
            format!(
                "{about}: {file} has no column {}, {before} has{like}. Where the header has changed, name both columns \
                 under `versions:` of the question",
                text(column)
            )
        }
        ChangeKind::Header { was, now } => format!(
            "{about}: the wording is {} in {file}, {} in {before}. Where that makes it another question, say so under \
             `versions:`",
            text(now),
            text(was)
        ),
        ChangeKind::Renamed { was, now, responses: n } => format!(
            "{about}: in {file} {} answer {}, which no option is called; {}, frequent in {before}, is gone. If it is the \
             same answer, add it under `codes:`; if not, under `versions:`",
            responses(*n),
            text(now),
            text(was)
        ),
        ChangeKind::AnswerNew { answer, responses: n } => format!(
            "{about}: in {file} {} answer {}, which no option is called and nobody answers in {before}",
            responses(*n),
            text(answer)
        ),
        ChangeKind::AnswerGone { answer, responses: n } => {
            format!("{about}: nobody answers {} in {file}, {} in {before} do", text(answer), responses(*n))
        }
        ChangeKind::Reversed { label, was, now } => format!(
            "{about}: the scale is turned round: {} is {now} in {file}, {was} in {before}. Describe each time under \
             `versions:`",
            text(label)
        ),
        ChangeKind::LooksReversed { was, now } => format!(
            "{about}: looks reversed in {file}: the mean is {} there and {} in {before}, and the answers would agree if the \
             scale were turned round; numbers alone do not prove it",
            decimal(*now, 1),
            decimal(*was, 1)
        ),
        ChangeKind::ColumnsLost { columns, number } => {
            format!("{file} has {} less than {before}: {}", some(*number), first(columns, *number))
        }
        ChangeKind::ColumnsNew { columns, number } => {
            format!("{file} has {} more than {before}: {}", some(*number), first(columns, *number))
        }
    }
}

fn some(number: usize) -> String {
    counted(number as u64, "column", "columns")
}

/// The first of so many headers.
fn first(columns: &[String], number: usize) -> String {
    let names: Vec<String> = columns.iter().map(|column| clean(column)).collect();
    let more = number.saturating_sub(names.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", listed(names.iter().map(String::as_str)))
}
