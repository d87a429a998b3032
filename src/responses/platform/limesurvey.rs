//! LimeSurvey: `id, submitdate, lastpage, …` or their full texts; blocks as `Code[SQ001]` or
//! `Question [item]`. A blank date of submission is a response that was broken off.

use super::words::{bracketed, without_markup};
use super::{Apart, Head, Headers, Platform, Role, When};

pub(super) static LIMESURVEY: Platform = Platform {
    id: "limesurvey",
    title: "LimeSurvey",
    detect: |head| {
        CODES
            .iter()
            .chain(&TEXTS)
            .find(|names| head.has_all(*names))
            .map(|names| format!("it has {}", names.join(", ")))
    },
    lay_out: |head| Ok(headers(head)),
};

const CODES: [[&str; 3]; 1] = [["id", "submitdate", "lastpage"]];
const TEXTS: [[&str; 3]; 1] = [["Response ID", "Date submitted", "Last page"]];

fn headers(head: Head) -> Headers {
    let headers = Headers::single_row(head, role)
        .setting_apart("submitdate", When::OneOf(&[""]), Apart::Incomplete)
        .setting_apart("Date submitted", When::OneOf(&[""]), Apart::Incomplete);
    headers.splitting(|text| bracketed(&without_markup(text)))
}

fn role(header: &str) -> Role {
    match header {
        "id" | "Response ID" => Role::ResponseId,
        "submitdate" | "Date submitted" => Role::Submitted,
        "startlanguage" | "Start language" => Role::Segment,
        "lastpage" | "Last page" | "seed" | "Seed" | "startdate" | "Date started" | "datestamp"
        | "Date last action" | "refurl" | "Referrer URL" | "interviewtime" | "Total time" | "token" | "Access code" => {
            Role::Metadata
        }
        "ipaddr" | "IP address" | "firstname" | "lastname" | "email" => Role::Personal,
        other if other.starts_with("groupTime") || other.starts_with("Group time") || other.starts_with('{') => {
            Role::Metadata
        }
        other if other.ends_with("[other]") || other.ends_with("[Other]") => Role::OtherText,
        _ => Role::Answer,
    }
}
