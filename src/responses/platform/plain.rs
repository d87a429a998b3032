//! One header row of no particular platform. What programs write beside the answers is known by its name, in every
//! language that has a file: the makers of forms are many, and their columns about a response are much alike.

use super::model::personal;
use super::{Headers, Platform, Role};
use crate::language::LANGUAGES;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

pub(in crate::responses) static PLAIN: Platform = Platform {
    id: "plain",
    title: "plain",
    detect: |_| Some(String::new()),
    lay_out: |head| Ok(Headers::single_row(head, |header| personal(header).unwrap_or_else(|| by_name(header)))),
};

/// Roles by the names that their columns have in the files of the languages.
const ROLES: [(Role, &str); 6] = [
    (Role::ResponseId, "response id"),
    (Role::Submitted, "submitted"),
    (Role::Metadata, "metadata"),
    (Role::Segment, "segment"),
    (Role::Complete, "complete"),
    (Role::Weight, "weight"),
];

/// What programs call their columns, folded, in every language.
static KNOWN: LazyLock<HashMap<String, Role, FixedState>> = LazyLock::new(|| {
    let mut known = HashMap::default();
    for (role, name) in ROLES {
        for header in LANGUAGES.iter().flat_map(|language| language.columns(name)) {
            known.entry(folded(header)).or_insert(role);
        }
    }
    known
});

/// Roles that a header gives away by itself, with or without what it explains in brackets.
fn by_name(header: &str) -> Role {
    let whole = folded(header);
    if whole.is_empty() {
        return Role::Metadata;
    }
    let short = header.split_once('(').map(|(name, _)| folded(name));
    let known = |name: &str| KNOWN.get(name).copied();
    known(&whole).or_else(|| known(&short?)).unwrap_or_default()
}

/// In small letters, with nothing between the words.
fn folded(header: &str) -> String {
    header.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, PLAIN, ROLES, Role, folded};
    use crate::language::LANGUAGES;
    use crate::responses::platform::Head;

    #[test]
    fn every_language_has_names_for_the_columns_of_every_role() {
        for language in LANGUAGES.iter() {
            for (role, name) in ROLES {
                assert!(language.columns(name).count() > 0, "{}: {name}", language.name);
                // No name is two roles', in whatever languages.
                assert!(
                    language.columns(name).all(|header| KNOWN[&folded(header)] == role),
                    "{}: {name}",
                    language.name
                );
            }
            let mut columns = language.sections.iter().filter(|section| section.what == "columns");
            assert!(columns.all(|section| ROLES.iter().any(|(_, name)| *name == section.about)), "{}", language.name);
        }
    }

    /// The columns about responses as several makers of forms write them, and one question.
    #[test]
    fn what_programs_write_beside_the_answers_is_not_asked_about() {
        let exports: [&[&str]; 14] = [
            &[
                "Response ID",
                "Response Status",
                "IP Address",
                "Timestamp (mm/dd/yyyy)",
                "Duplicate",
                "Seq. Number",
                "External Reference",
                "Time Taken to Complete (Seconds)",
                "Country Code",
                "How was it?",
            ],
            &["Response ID", "Respondent Status", "Start Time", "Completion Time", "Collector Name", "How was it?"],
            &["Entry_Id", "Entry_Status", "Entry_DateCreated", "Entry_DateSubmitted", "How was it?"],
            &["Contribution ID", "Creation date", "Last update", "Contribution language", "How was it?"],
            &["ResponseId", "Finished", "RecordedDate", "Duration..in.seconds.", "UserLanguage", "How was it?"],
            &["Reference", "Timestamp", "How was it?"],
            &["Lfd. Nr.", "Zeitstempel", "Wie war es?"],
            &["ID", "Startzeit", "Endzeit", "Dauer", "Sprache", "E-Mail", "Wie war es?"],
            &["ID", "Heure de début", "Heure de fin", "Durée", "Langue", "Adresse IP", "Comment était-ce ?"],
            &["ID", "Fecha de inicio", "Fecha de fin", "Duración", "Idioma", "¿Cómo fue?"],
            &["Antwort-ID", "Antwortstatus", "Gewichtungsfaktor", "Wie war es?"],
            &["Statut de la réponse", "Pondération", "Comment était-ce ?"],
            &["Antwoordstatus", "Weegfactor", "Hoe was het?"],
            &["Stato della risposta", "Ponderazione", "Com'è andata?"],
        ];
        for headers in exports {
            let row = vec![headers.iter().map(ToString::to_string).collect::<Vec<_>>()];
            let columns = (PLAIN.lay_out)(Head::new(&row).expect("a head")).expect("headers").columns;
            let asked: Vec<&str> =
                columns.iter().filter(|column| column.role == Role::Answer).map(|column| column.id.as_str()).collect();
            assert_eq!(asked, headers[headers.len() - 1..], "{headers:?}");
        }
    }
}
