//! Microsoft Forms: `ID`, `Start time`, `Completion time`, `Email`, `Name`, then the questions; saved as CSV
//! from Excel, in the language of whoever exported. The layout is documented, not verified on a public export.

use super::model::personal;
use super::words::fold_header;
use super::{Head, Headers, Platform, Role};

pub(super) static MICROSOFT_FORMS: Platform = Platform {
    id: "microsoft-forms",
    title: "Microsoft Forms",
    detect,
    lay_out: |head| Ok(Headers::single_row(head, role)),
};

/// When somebody began and when they were done.
const TIMES: [(&str, &str); 8] = [
    ("start time", "completion time"),
    ("startzeit", "fertigstellungszeit"),
    ("startzeit", "abschlusszeit"),
    ("heure de début", "heure de fin"),
    ("hora de inicio", "hora de finalización"),
    ("begintijd", "tijd van voltooien"),
    ("begintijd", "voltooiingstijd"),
    ("ora di inizio", "ora di completamento"),
];

fn detect(head: Head) -> Option<String> {
    let header = |name: &str| head.row(1).iter().find(|header| fold_header(header) == name);
    let id = header("id")?;
    let (start, end) = TIMES.into_iter().find_map(|(start, end)| header(start).zip(header(end)))?;
    Some(format!("it has {id}, {start} and {end}"))
}

fn role(header: &str) -> Role {
    let folded = fold_header(header);
    match folded.as_str() {
        "id" => Role::ResponseId,
        time if TIMES.iter().any(|(_, end)| *end == time) => Role::Submitted,
        time if TIMES.iter().any(|(start, _)| *start == time) => Role::Metadata,
        "last modified time" | "total points" | "quiz feedback" => Role::Metadata,
        "language" | "sprache" | "langue" | "idioma" | "taal" | "lingua" => Role::Segment,
        "email" | "name" => Role::Personal,
        other if other.starts_with("points - ") || other.starts_with("feedback - ") => Role::Metadata,
        _ => personal(header).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{TIMES, detect};
    use crate::responses::platform::Head;

    #[test]
    fn exports_are_known_in_six_languages() {
        for (start, end) in TIMES {
            let row = vec![["ID", start, end, "?"].map(str::to_string).to_vec()];
            assert!(Head::new(&row).and_then(detect).is_some(), "{start}");
        }
        let row = vec![["ID", "Start time", "How was it?"].map(str::to_string).to_vec()];
        assert_eq!(Head::new(&row).and_then(detect), None);
    }
}
