//! Qualtrics: three header rows, the third holding `ImportId`; before 2017 two, with columns `V1`, `V2`, ….

use super::words::dashed;
use super::{Apart, Head, HeaderColumn, Headers, Platform, Role, When};
use crate::diagnostic::Fault;
use crate::label::without_markup;

pub(in crate::responses) static QUALTRICS: Platform = Platform {
    id: "qualtrics",
    title: "Qualtrics",
    detect: import_ids,
    lay_out: |head| {
        let headers = import_ids(head).map(|_| headers(head, 3));
        headers.ok_or_else(|| no_qualtrics("row 3 holds no ImportId"))
    },
};

pub(super) static LEGACY: Platform = Platform {
    id: "qualtrics-legacy",
    title: "Qualtrics (before 2017)",
    detect: numbered_columns,
    lay_out: |head| {
        let headers = numbered_columns(head).map(|_| headers(head, 2));
        headers.ok_or_else(|| no_qualtrics("row 1 has no V1, V2, … over ResponseID"))
    },
};

fn import_ids(head: Head) -> Option<String> {
    let is_import = head.row(3).iter().any(|cell| cell.contains("\"ImportId\""));
    is_import.then(|| "row 3 holds ImportId".to_string())
}

fn numbered_columns(head: Head) -> Option<String> {
    let is_legacy = head.has_all(&["V1", "V2", "V3"]) && head.row(2).first().is_some_and(|id| id == "ResponseID");
    is_legacy.then(|| "row 1 has V1, V2, … and row 2 ResponseID".to_string())
}

/// An export that was said to be Qualtrics's and is not: responses would be taken for header rows.
fn no_qualtrics(why: &str) -> Fault {
    Fault::new(format!("this is no Qualtrics export: {why}"))
        .help("leave the platform out to have it recognised, or say `plain` for a file with one header row")
}

/// Numbers and words of Qualtrics for responses that are previews, tests, spam or imports.
const PREVIEW: &[&str] = &["1", "survey preview", "2", "survey test", "8", "spam", "9", "preview", "12", "17"];
const UNFINISHED: &[&str] = &["0", "false", "falsch", "faux", "falso"];

fn headers(head: Head, rows: usize) -> Headers {
    let texts = head.row(2);
    let columns: Vec<HeaderColumn> = (head.row(1).iter().enumerate())
        .map(|(at, id)| {
            let text = without_markup(texts.get(at).map_or("", String::as_str));
            let name = if rows == 2 && id.starts_with('V') && !text.is_empty() { &text } else { id };
            column(id, &text, role(name))
        })
        .collect();
    let named = |name: &str| columns.iter().position(|column| column.id == name || (rows == 2 && column.text == name));
    let status =
        named("Status").map(|column| super::SetApart { column, when: When::OneOf(PREVIEW), apart: Apart::Preview });
    let finished = named("Finished").map(|column| super::SetApart {
        column,
        when: When::OneOf(UNFINISHED),
        apart: Apart::Incomplete,
    });
    Headers { rows, set_apart: status.into_iter().chain(finished).collect(), columns }
}

fn column(id: &str, text: &str, role: Role) -> HeaderColumn {
    let role = if id.ends_with("_TEXT") && role == Role::Answer { Role::OtherText } else { role };
    let text = text.strip_suffix(" - Selected Choice").unwrap_or(text).to_string();
    // `Q2_1`: an item of a grid or an option of its own column; `Q2` alone never is.
    let is_part = id.rsplit_once('_').is_some_and(|(_, part)| part.bytes().all(|digit| digit.is_ascii_digit()));
    let parts = dashed(&text).filter(|_| is_part && role == Role::Answer);
    let (stem, item) = parts.map_or((None, None), |(stem, item)| (Some(stem), Some(item)));
    HeaderColumn { id: id.to_string(), text, stem, item, role, ..HeaderColumn::default() }
}

/// How the columns end that tell when somebody clicked on a page.
const TIMING: [&str; 6] = ["_Click", "_Submit", "_First Click", "_Last Click", "_Page Submit", "_Click Count"];

fn role(id: &str) -> Role {
    match id {
        "ResponseId" | "ResponseID" => Role::ResponseId,
        "RecordedDate" | "EndDate" => Role::Submitted,
        "Status" | "Finished" => Role::Status,
        "DistributionChannel" | "UserLanguage" => Role::Segment,
        "StartDate"
        | "Progress"
        | "Duration (in seconds)"
        | "ResponseSet"
        | "ExternalDataReference"
        | "ExternalReference" => Role::Metadata,
        "IPAddress" | "RecipientLastName" | "RecipientFirstName" | "RecipientEmail" | "LocationLatitude"
        | "LocationLongitude" | "LocationAccuracy" | "Name" | "EmailAddress" => Role::Personal,
        other if other.ends_with("_NPS_GROUP") || other.ends_with(" - Topics") || other.ends_with("Parent Topics") => {
            Role::Metadata
        }
        other if other.contains("_DO_") || TIMING.iter().any(|end| other.ends_with(end)) => Role::Metadata,
        other if other.starts_with("Q_") => Role::Metadata,
        _ => Role::Answer,
    }
}
