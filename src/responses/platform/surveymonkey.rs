//! SurveyMonkey: the question in row 1 over the first column of its block, the option or item in row 2.

use super::model::personal;
use super::words::fold_header;
use super::{Head, HeaderColumn, Headers, Platform, Role};
use crate::diagnostic::Fault;
use crate::label::without_markup;

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

/// What row 2 says under a question in a single column, in the language of whoever exported.
const SINGLE: &[&str] = &[
    "response",
    "open-ended response",
    "antwort",
    "offene antwort",
    "offene beantwortung",
    "freitextantwort",
    "réponse",
    "réponse ouverte",
    "réponse libre",
    "respuesta",
    "respuesta abierta",
    "antwoord",
    "reactie",
    "open antwoord",
    "open reactie",
    "risposta",
    "risposta aperta",
];

const RESPONDENT: &[&str] = &[
    "respondent id",
    "respondentid",
    "respondent-id",
    "befragten-id",
    "befragter-id",
    "teilnehmer-id",
    "id du répondant",
    "id du participant",
    "identifiant du répondant",
    "id de encuestado",
    "id del encuestado",
    "id de la persona encuestada",
    "identificador del encuestado",
    "id intervistato",
    "id rispondente",
    "id del rispondente",
    "id partecipante",
];

const COLLECTOR: &[&str] = &[
    "collector id",
    "collectorid",
    "collector-id",
    "kollektor-id",
    "id du collecteur",
    "id de recopilador",
    "id del recopilador",
    "id collettore",
    "id del collettore",
    "id raccoglitore",
];

const ENDED: &[&str] = &[
    "end date",
    "enddate",
    "date modified",
    "enddatum",
    "änderungsdatum",
    "date de fin",
    "date de modification",
    "fecha de finalización",
    "fecha de fin",
    "fecha final",
    "fecha de modificación",
    "einddatum",
    "wijzigingsdatum",
    "data di fine",
    "data fine",
    "data di modifica",
];

const BESIDE: &[&str] = &[
    "start date",
    "startdate",
    "date created",
    "startdatum",
    "erstellungsdatum",
    "date de début",
    "date de création",
    "fecha de inicio",
    "fecha de creación",
    "begindatum",
    "aanmaakdatum",
    "data di inizio",
    "data inizio",
    "data di creazione",
];

/// How the headers of a survey maker's own columns begin.
const CUSTOM: &[&str] = &[
    "custom data",
    "benutzerdefinierte daten",
    "données personnalisées",
    "datos personalizados",
    "aangepaste gegevens",
    "dati personalizzati",
];

fn is_single(under: &str) -> bool {
    SINGLE.contains(&fold_header(under).as_str())
}

fn has(head: Head, names: &[&str]) -> Option<String> {
    let is_it = |header: &&String| names.contains(&fold_header(header).as_str());
    head.row(1).iter().find(is_it).cloned()
}

fn detect(head: Head) -> Option<String> {
    let second = head.row(2);
    let is_block = head.row(1).iter().zip(second).any(|(first, second)| first.is_empty() && !second.is_empty());
    let is_below = second.first().is_some_and(String::is_empty);
    let single = second.iter().find(|under| is_single(under));
    // One answer may be *Response*; one in every other language may be it sooner.
    let is_surely = single.is_some_and(|under| under.contains("Response")) || is_below || is_block;
    if let Some(single) = single.filter(|_| is_surely) {
        return Some(format!("row 2 says {single}"));
    }
    let respondent = has(head, RESPONDENT)?;
    if is_block && is_below {
        return Some(format!("row 1 has {respondent}, row 2 the options"));
    }
    // An id alone may be anybody's.
    let collector = has(head, COLLECTOR)?;
    Some(format!("row 1 has {respondent} and {collector}"))
}

fn headers(head: Head) -> Headers {
    let second = head.row(2);
    // A second header row has no response id, unlike a response.
    let is_header =
        head.row(1).iter().zip(second).any(|(first, second)| role(first) == Role::ResponseId && second.is_empty())
            || second.iter().any(|under| is_single(under));
    if !is_header {
        return Headers::single_row(head, role);
    }
    Headers { rows: 2, columns: columns(head.row(1), second), set_apart: Vec::new() }
}

/// What a header block of this form means, whoever wrote it: questions over the first of their columns.
pub(in crate::responses) fn spread_over(block: &[Vec<String>]) -> Headers {
    let first = block.first().map_or(&[][..], Vec::as_slice);
    Headers { rows: block.len(), columns: columns(first, &under(block)), set_apart: Vec::new() }
}

/// What stands under the first row of a header, column by column. Where that is several rows, all but the last may
/// hold names that stand over several columns, too.
fn under(block: &[Vec<String>]) -> Vec<String> {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: usize, at: usize| block[row].get(at).map_or("", String::as_str);
    let mut spread = vec![""; block.len()];
    let parts = (0..width).map(|at| {
        let mut names = Vec::new();
        for (row, name) in spread.iter_mut().enumerate().skip(1) {
            let begins_anew = (0..=row).any(|row| !cell(row, at).is_empty());
            if begins_anew || row + 1 == block.len() {
                *name = cell(row, at);
            }
            names.extend(Some(*name).filter(|name| !name.is_empty()));
        }
        names.join(" - ")
    });
    parts.collect()
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
    if under.is_empty() || is_single(&under) {
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
    let folded = fold_header(header);
    let is = |names: &[&str]| names.contains(&folded.as_str());
    match header {
        _ if is(RESPONDENT) => Role::ResponseId,
        _ if is(ENDED) => Role::Submitted,
        _ if is(COLLECTOR) => Role::Segment,
        _ if is(BESIDE) || CUSTOM.iter().any(|begin| folded.starts_with(begin)) => Role::Metadata,
        other => personal(other).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{detect, headers};
    use crate::responses::platform::{Head, Role};

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    #[test]
    fn an_id_alone_is_nobodys() {
        let found = |records: &[&[&str]]| Head::new(&rows(records)).and_then(detect);
        assert_eq!(found(&[&["Respondent ID", "How was it?"], &["1", "Good"]]), None);
        assert!(found(&[&["Respondent ID", "Collector ID", "How was it?"], &["1", "7", "Good"]]).is_some());
        assert!(found(&[&["Respondent ID", "How?", ""], &["", "Food", "Beds"]]).is_some());
    }

    #[test]
    fn exports_in_other_languages_are_read() {
        for (id, ended, single) in [
            ("Befragten-ID", "Enddatum", "Offene Antwort"),
            ("ID du répondant", "Date de fin", "Réponse ouverte"),
            ("ID del encuestado", "Fecha de finalización", "Respuesta abierta"),
            ("Respondent-ID", "Einddatum", "Open antwoord"),
            ("ID intervistato", "Data di fine", "Risposta aperta"),
        ] {
            let records = rows(&[&[id, ended, "Why?", "What else?"], &["", "", single, single]]);
            let head = Head::new(&records).expect("a head");
            assert!(detect(head).is_some(), "{id}");
            let headers = headers(head);
            let roles: Vec<Role> = headers.columns.iter().map(|column| column.role).collect();
            assert_eq!(headers.rows, 2);
            assert_eq!(roles, [Role::ResponseId, Role::Submitted, Role::Answer, Role::Answer]);
        }
    }
}
