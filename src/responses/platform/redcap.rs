//! REDCap: field names, events, `field___code` for every option of a checkbox, `form_complete`.
//!
//! Every option of a checkbox is 0 also where its form was never opened; the export alone cannot tell the
//! two apart.

use super::words::personal;
use super::{Head, Headers, Platform, Role};
use crate::diagnostic::Fault;

pub(super) static REDCAP: Platform = Platform {
    id: "redcap",
    title: "REDCap",
    detect: |head| {
        let first = head.row(1);
        let marks = [
            ("redcap_event_name", head.has("redcap_event_name")),
            ("redcap_repeat_instrument", head.has("redcap_repeat_instrument")),
            ("___ in the names of checkboxes", first.iter().any(|name| name.contains("___"))),
        ];
        let is_record = head.has("record_id") && first.iter().any(|name| name.ends_with("_complete"));
        let mark = marks.into_iter().find(|(_, found)| *found).map(|(mark, _)| mark);
        mark.or(is_record.then_some("record_id and …_complete")).map(|mark| format!("it has {mark}"))
    },
    lay_out: |head| Ok(headers(head)),
};

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
    Headers::single_row(head, role).splitting(|name| {
        let (field, code) = name.split_once("___")?;
        // A negative code: `-99` is written `____99`.
        let code = code.strip_prefix('_').map_or(code.to_string(), |rest| format!("-{rest}"));
        Some((field.to_string(), code))
    })
}

fn role(name: &str) -> Role {
    match name {
        "redcap_event_name" | "redcap_repeat_instrument" | "Event Name" | "Repeat Instrument" => Role::Segment,
        "redcap_repeat_instance" | "redcap_survey_identifier" | "record_id" | "study_id" | "participant_id" => {
            Role::Metadata
        }
        other if other.ends_with("_timestamp") => Role::Submitted,
        other if other.ends_with("_complete") => Role::Status,
        other => personal(other).unwrap_or_default(),
    }
}
