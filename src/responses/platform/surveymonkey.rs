//! SurveyMonkey: the question in row 1 over the first column of its block, the option or item in row 2.

use super::words::{personal, without_markup};
use super::{Head, HeaderColumn, Headers, Platform, Role};
use crate::diagnostic::Fault;

pub(super) static SURVEYMONKEY: Platform =
    Platform { id: "surveymonkey", title: "SurveyMonkey", detect, lay_out: |head| Ok(headers(head)) };

/// The summary that SurveyMonkey offers beside the responses.
pub(super) static SUMMARY: Platform = Platform {
    id: "surveymonkey-summary",
    title: "SurveyMonkey summary",
    detect: |head| {
        let is_heading = |row: &Vec<String>| row.iter().any(|cell| cell == "Answer Choices");
        let counts = |row: &Vec<String>| row.iter().any(|cell| cell == "Answered" || cell == "Skipped");
        let lone_title = head.row(1).iter().filter(|cell| !cell.is_empty()).count() == 1;
        (lone_title && (head.records.iter().any(is_heading) || head.records.iter().any(counts)))
            .then(|| "it lists answer choices with `Answered` and `Skipped`".to_string())
    },
    lay_out: |_| {
        Err(Fault::new("this is SurveyMonkey's summary, not the responses")
            .help("in SurveyMonkey choose Save As › Export file › All individual responses, with the format CSV"))
    },
};

/// What row 2 says over a question in a single column.
const SINGLE: [&str; 2] = ["Response", "Open-Ended Response"];

fn detect(head: Head) -> Option<String> {
    let second = head.row(2);
    let respondent = ["Respondent ID", "RespondentID"].into_iter().find(|name| head.has(name));
    if second.iter().any(|cell| SINGLE.contains(&cell.as_str())) {
        return Some("row 2 says Response".to_string());
    }
    let is_block = head.row(1).iter().zip(second).any(|(first, second)| first.is_empty() && !second.is_empty());
    match respondent {
        Some(name) if is_block && second.first().is_some_and(String::is_empty) => {
            Some(format!("row 1 has {name}, row 2 the options"))
        }
        Some(name) => Some(format!("row 1 has {name}")),
        None => None,
    }
}

fn headers(head: Head) -> Headers {
    let second = head.row(2);
    // A second header row has no response id, unlike a response.
    let is_header =
        head.row(1).iter().zip(second).any(|(first, second)| role(first) == Role::ResponseId && second.is_empty())
            || second.iter().any(|cell| SINGLE.contains(&cell.as_str()));
    if !is_header {
        return Headers::single_row(head, role);
    }
    Headers { rows: 2, columns: columns(head.row(1), second), set_apart: Vec::new() }
}

/// What a header block of this form means, whoever wrote it: questions over the first of their columns.
pub(in crate::responses) fn spread_over(block: &[Vec<String>]) -> Headers {
    let row = |at: usize| block.get(at).map_or(&[][..], Vec::as_slice);
    Headers { rows: block.len(), columns: columns(row(0), row(1)), set_apart: Vec::new() }
}

fn columns(first: &[String], second: &[String]) -> Vec<HeaderColumn> {
    let mut question = String::new();
    let mut columns = Vec::new();
    for (at, first) in first.iter().enumerate() {
        if !first.is_empty() {
            question = without_markup(first);
        }
        let under = second.get(at).map_or(String::new(), |text| without_markup(text));
        columns.push(column(first, &question, under));
    }
    columns
}

fn column(first: &str, question: &str, under: String) -> HeaderColumn {
    let own = role(first);
    if under.is_empty() || SINGLE.contains(&under.as_str()) {
        return HeaderColumn {
            id: first.to_string(),
            text: question.to_string(),
            role: own,
            ..HeaderColumn::default()
        };
    }
    let text = format!("{question} - {under}");
    HeaderColumn {
        id: text.clone(),
        text,
        stem: Some(question.to_string()),
        item: Some(under),
        ..HeaderColumn::default()
    }
}

fn role(header: &str) -> Role {
    match header {
        "Respondent ID" | "RespondentID" => Role::ResponseId,
        "End Date" | "EndDate" | "Date Modified" => Role::Submitted,
        "Collector ID" | "CollectorID" => Role::Segment,
        "Start Date" | "StartDate" | "Date Created" | "Custom Data 1" => Role::Metadata,
        other => personal(other).unwrap_or_default(),
    }
}
