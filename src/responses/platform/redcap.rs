//! REDCap: field names, events, `field___code` for every option of a checkbox, `form_complete`.
//!
//! Every option of a checkbox is 0 also where its form was never opened; the export alone cannot tell the
//! two apart.

use super::model::personal;
use super::{Head, HeaderColumn, Headers, Platform, Role};
use crate::diagnostic::Fault;

pub(super) static REDCAP: Platform = Platform {
    id: "redcap",
    title: "REDCap",
    detect: |head| raw(head).or_else(|| labelled(head)).map(|mark| format!("it has {mark}")),
    lay_out: |head| Ok(headers(head)),
};

/// What tells an export with the names of fields over it.
fn raw(head: Head) -> Option<String> {
    let first = head.row(1);
    let named = ["redcap_event_name", "redcap_repeat_instrument", "redcap_survey_identifier"];
    if let Some(name) = named.into_iter().find(|name| head.has(name)) {
        return Some(name.to_string());
    }
    if let Some(name) = first.iter().find(|name| checkbox(name).is_some()) {
        return Some(format!("{name}, a box of a checkbox"));
    }
    let form = first.iter().find(|name| name.ends_with("_complete"))?;
    // The first field is the record's id, whatever it is called; a survey has its time, too.
    let id = first.first().filter(|id| RECORDS.contains(&id.as_str()));
    let time = first.iter().find(|name| name.strip_suffix("_timestamp") == form.strip_suffix("_complete"));
    id.or(time).map(|mark| format!("{mark} and {form}"))
}

/// What tells an export with labels over it: two of the headers that REDCap gives itself.
fn labelled(head: Head) -> Option<String> {
    let own = ["Complete?", "Survey Timestamp", "Event Name", "Repeat Instrument", "Survey Identifier", "Record ID"];
    let boxes = head.row(1).iter().any(|header| header.contains("(choice=")).then_some("(choice=…)");
    let marks: Vec<&str> = own.into_iter().filter(|name| head.has(name)).chain(boxes).collect();
    (marks.len() >= 2).then(|| format!("{} and {}", marks[0], marks[1]))
}

/// What a record's id is usually called.
const RECORDS: &[&str] = &["record_id", "study_id", "participant_id", "subject_id"];

/// `field___code` as field and code. A negative code has its sign as an underscore: `race____99`.
fn checkbox(name: &str) -> Option<(&str, String)> {
    let (field, code) = name.split_once("___")?;
    let is_name = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let code = code.strip_prefix('_').map_or(code.to_string(), |rest| format!("-{rest}"));
    (is_name(field) && is_name(code.trim_start_matches('-'))).then_some((field, code))
}

/// REDCap's description of a project's fields.
pub(in crate::responses) static DICTIONARY: Platform = Platform {
    id: "redcap-dictionary",
    title: "REDCap data dictionary",
    detect: |head| {
        head.has_all(&["Variable / Field Name", "Form Name", "Field Type"])
            .then(|| "it has Variable / Field Name".to_string())
    },
    lay_out: |_| {
        Err(Fault::new("this is REDCap's data dictionary, not the responses").help(
            "take Data Exports › Export data › CSV (raw data); `survey init` takes the dictionary beside the export",
        ))
    },
};

/// Forms whose fields begin with a common word keep their own names: only checkboxes form blocks.
fn headers(head: Head) -> Headers {
    let headers = Headers::single_row(head, role);
    let mut headers = headers.splitting(|name| checkbox(name).map(|(field, code)| (field.to_string(), code)));
    // Whether a record is complete is known where there is one form; of several each has a rule of its own.
    let mut forms: Vec<&mut HeaderColumn> =
        headers.columns.iter_mut().filter(|column| column.role == Role::Status).collect();
    if let [form] = forms.as_mut_slice() {
        form.role = Role::Complete;
    }
    if let Some(first) = headers.columns.first_mut().filter(|first| first.role == Role::Metadata) {
        first.role = Role::ResponseId;
    }
    headers
}

fn role(name: &str) -> Role {
    match name {
        "redcap_event_name" | "redcap_repeat_instrument" | "Event Name" | "Repeat Instrument" => Role::Visit,
        "redcap_data_access_group" | "Data Access Group" => Role::Segment,
        "redcap_repeat_instance"
        | "redcap_survey_identifier"
        | "Repeat Instance"
        | "Survey Identifier"
        | "Record ID" => Role::Metadata,
        record if RECORDS.contains(&record) => Role::Metadata,
        "Survey Timestamp" => Role::Submitted,
        "Complete?" => Role::Status,
        other if other.ends_with("_timestamp") => Role::Submitted,
        other if other.ends_with("_complete") => Role::Status,
        other => personal(other).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{REDCAP, checkbox};
    use crate::responses::platform::{Head, Role};

    fn row(headers: &[&str]) -> Vec<Vec<String>> {
        vec![headers.iter().map(ToString::to_string).collect()]
    }

    #[test]
    fn boxes_are_told_from_blanks_to_fill_in() {
        let boxes = |name| checkbox(name).map(|(field, code)| (field.to_string(), code));
        assert_eq!(boxes("race___0"), Some(("race".to_string(), "0".to_string())));
        assert_eq!(boxes("race____99"), Some(("race".to_string(), "-99".to_string())));
        assert_eq!(boxes("I came because of ___ today"), None);
        assert_eq!(boxes("Name ______"), None);
    }

    #[test]
    fn exports_are_known_by_two_marks() {
        let found = |headers: &[&str]| Head::new(&row(headers)).and_then(REDCAP.detect).is_some();
        assert!(found(&["record_id", "visit_timestamp", "recommend", "visit_complete"]));
        assert!(found(&["Record ID", "Survey Timestamp", "How was it?", "Complete?"]));
        assert!(found(&["Event Name", "Why? (choice=Pain)"]));
        assert!(!found(&["Record ID", "How was it?"]));
        assert!(!found(&["id", "treatment_complete"]));
    }

    #[test]
    fn one_form_says_whether_a_record_is_complete() {
        let roles = |headers: &[&str]| -> Vec<Role> {
            let row = row(headers);
            let headers = (REDCAP.lay_out)(Head::new(&row).expect("a head")).expect("headers");
            headers.columns.iter().map(|column| column.role).collect()
        };
        assert_eq!(roles(&["record_id", "q1", "a_complete"]), [Role::ResponseId, Role::Answer, Role::Complete]);
        assert_eq!(roles(&["record_id", "a_complete", "b_complete"])[1..], [Role::Status, Role::Status]);
    }
}
