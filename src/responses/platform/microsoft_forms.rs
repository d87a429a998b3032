//! Microsoft Forms: `ID`, `Start time`, `Completion time`, `Email`, `Name`, then the questions; saved as CSV
//! from Excel. The layout is documented, not verified on a public export.

use super::{Headers, Platform, Role};

pub(super) static MICROSOFT_FORMS: Platform = Platform {
    id: "microsoft-forms",
    title: "Microsoft Forms",
    detect: |head| {
        head.has_all(&["ID", "Start time", "Completion time"])
            .then(|| "it has ID, Start time and Completion time".to_string())
    },
    lay_out: |head| Ok(Headers::single_row(head, role)),
};

fn role(header: &str) -> Role {
    match header {
        "ID" | "Id" => Role::ResponseId,
        "Completion time" => Role::Submitted,
        "Start time" | "Last modified time" | "Total points" | "Quiz feedback" => Role::Metadata,
        "Email" | "Name" => Role::Personal,
        other if other.starts_with("Points - ") || other.starts_with("Feedback - ") => Role::Metadata,
        _ => Role::Answer,
    }
}
