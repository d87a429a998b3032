//! Google Forms: one header row of full questions, the first column the (localised) timestamp, grids as
//! `Question [item]`.

use super::model::personal;
use super::words::bracketed;
use super::{Head, Headers, Platform, Role};

pub(super) static GOOGLE_FORMS: Platform = Platform {
    id: "google-forms",
    title: "Google Forms",
    detect: |head| timestamp(head).map(|header| format!("the first column is {header}")),
    lay_out: |head| Ok(Headers::single_row(head, role).splitting(bracketed)),
};

/// The header of the first column in the languages of Google Forms.
const TIMESTAMPS: [&str; 12] = [
    "Timestamp",
    "Horodateur",
    "Zeitstempel",
    "Marca temporal",
    "Carimbo de data/hora",
    "Informazioni cronologiche",
    "Tijdstempel",
    "Tidsstämpel",
    "Tidsstempel",
    "Sygnatura czasowa",
    "Отметка времени",
    "タイムスタンプ",
];

fn timestamp(head: Head<'_>) -> Option<&str> {
    let first = head.row(1).first()?;
    TIMESTAMPS.into_iter().find(|known| *known == first)
}

fn role(header: &str) -> Role {
    match header {
        known if TIMESTAMPS.contains(&known) => Role::Submitted,
        "Email Address" | "Username" | "Email address" => Role::Personal,
        other => personal(other).unwrap_or_default(),
    }
}
