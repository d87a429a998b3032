//! KoboToolbox and ODK: `group/question`, select-multiple both joined and as one column per option.

use super::model::personal;
use super::{Headers, Platform, Role};

pub(super) static KOBOTOOLBOX: Platform = Platform {
    id: "kobotoolbox",
    title: "KoboToolbox or ODK",
    detect: |head| {
        let marks = ["_submission_time", "_uuid", "meta/instanceID", "formhub/uuid", "SubmissionDate"];
        let mark = marks.into_iter().find(|mark| head.has(mark))?;
        let is_briefcase = mark != "SubmissionDate" || head.has("KEY");
        is_briefcase.then(|| format!("it has {mark}"))
    },
    lay_out: |head| {
        let names = head.row(1);
        let is_select = |name: &str| names.iter().any(|other| other == name);
        // Only a column that stands under another one is an option; elsewhere the slash names a group.
        let mut headers = Headers::single_row(head, role).splitting(|name| {
            let (question, option) = name.rsplit_once('/')?;
            is_select(question).then(|| (question.to_string(), option.to_string()))
        });
        // The joined answers say nothing that the columns below do not.
        let split: Vec<String> = headers.columns.iter().filter_map(|column| column.stem.clone()).collect();
        let joined = headers.columns.iter_mut().filter(|column| split.contains(&column.id));
        joined.for_each(|column| column.role = Role::Metadata);
        Ok(headers)
    },
};

fn role(name: &str) -> Role {
    match name {
        "_id" | "_uuid" | "KEY" | "meta/instanceID" => Role::ResponseId,
        "_submission_time" | "SubmissionDate" => Role::Submitted,
        "start"
        | "end"
        | "today"
        | "deviceid"
        | "_notes"
        | "_status"
        | "_submitted_by"
        | "__version__"
        | "_index"
        | "formhub/uuid"
        | "_validation_status"
        | "_tags"
        | "SubmitterID"
        | "DeviceID"
        | "Edits"
        | "FormVersion"
        | "AttachmentsPresent"
        | "AttachmentsExpected"
        | "ReviewState"
        | "Status"
        | "PARENT_KEY"
        | "instanceID"
        | "meta-instanceID"
        | "meta/instanceName"
        | "meta-instanceName"
        | "_parent_index" => Role::Metadata,
        "SubmitterName" | "username" | "phonenumber" => Role::Personal,
        other if other.ends_with("_latitude") || other.ends_with("_longitude") || other.ends_with("_altitude") => {
            Role::Personal
        }
        other => personal(other).unwrap_or_default(),
    }
}
