//! LimeSurvey: `id, submitdate, lastpage, …` or their texts in the language of whoever exported. Questions stand
//! under their code (`care[SQ001]`), their text (`Question [Row][Column]`), or both with something between them
//! (`care[SQ001]. Question [Row]`). A blank date of submission is a response that was broken off.

use super::words::{bracket_chain, fold_header};
use super::{Apart, Head, HeaderColumn, Headers, Platform, Role, When};
use crate::label::without_markup;
use std::collections::BTreeMap;

pub(super) static LIMESURVEY: Platform =
    Platform { id: "limesurvey", title: "LimeSurvey", detect, lay_out: |head| Ok(headers(head)) };

/// A column of LimeSurvey's own: its code, its texts by language, and what it is for.
type Field = (&'static str, Role, &'static str);

/// The columns that every survey has or may have, the telling ones first.
const FIELDS: &[Field] = &[
    ("lastpage", Role::Metadata, "last page|letzte seite|dernière page|última página|laatste pagina|ultima pagina"),
    (
        "startlanguage",
        Role::Segment,
        "start language|start-sprache|startsprache|langue de départ|langue de démarrage|lenguaje inicial|\
         idioma inicial|idioma de inicio|starttaal|start taal|begintaal|lingua iniziale|lingua di partenza|\
         lingua di inizio",
    ),
    (
        "id",
        Role::ResponseId,
        "response id|antwort id|antwort-id|id de la réponse|id de respuesta|id de la respuesta|antwoord id|\
         antwoord-id|respons-id|id risposta|id della risposta",
    ),
    (
        "submitdate",
        Role::Submitted,
        "date submitted|datum abgeschickt|date de soumission|fecha de envío|datum ingediend|datum ingezonden|\
         datum verzonden|inzenddatum|data invio|data di invio|data di presentazione",
    ),
    ("seed", Role::Metadata, "seed|zufallsstartwert|tête de série|graine|semilla|startwaarde|seme"),
    (
        "startdate",
        Role::Metadata,
        "date started|datum gestartet|date de lancement|date de début|fecha de inicio|datum gestart|startdatum|\
         data di inizio|data inizio",
    ),
    (
        "datestamp",
        Role::Metadata,
        "date last action|datum letzte aktivität|date de la dernière action|fecha de la última acción|\
         datum laatste actie|data ultima azione|data dell'ultima azione",
    ),
    (
        "refurl",
        Role::Metadata,
        "referrer url|verweisende url|referrer-url|url de référence|url référente|url de referencia|\
         url de procedencia|verwijzende url|url di riferimento|url di provenienza",
    ),
    (
        "token",
        Role::Metadata,
        "access code|token|zugangscode|zugangsschlüssel|code d'accès|código de acceso|toegangscode|\
         codice di accesso|codice d'accesso",
    ),
    ("interviewtime", Role::Metadata, "total time|gesamtzeit|temps total|tiempo total|totale tijd|tempo totale"),
    ("ipaddr", Role::Personal, "ip address|ip-adresse|adresse ip|dirección ip|ip-adres|indirizzo ip"),
    ("firstname", Role::Personal, "first name|vorname|prénom|nombre|voornaam|nome"),
    ("lastname", Role::Personal, "last name|nachname|nom|apellido|apellidos|achternaam|cognome"),
    ("email", Role::Personal, "email address|e-mail-adresse|adresse e-mail|e-mailadres|indirizzo e-mail"),
];

/// How the texts over times begin that people spent on a question or a group of them.
const TIMES: &str = "group time|question time|gruppenzeit|fragezeit|fragenzeit|temps du groupe|\
    temps de la question|tiempo del grupo|tiempo de grupo|tiempo de la pregunta|tiempo de pregunta|groepstijd|\
    vraagtijd|tempo gruppo|tempo domanda|tempo del gruppo|tempo della domanda";

/// What stands over an answer in people's own words.
const OTHER: &str = "other|sonstiges|andere|autre|otro|otra|anders|overig|altro";
const COMMENT: &str = "comment|kommentar|commentaire|comentario|opmerking|commento";

/// Whether a folded text is one of these.
fn among(texts: &str, folded: &str) -> bool {
    texts.split('|').any(|text| text == folded)
}

fn detect(head: Head) -> Option<String> {
    const TELLING: usize = 2;
    const ENOUGH: usize = 3;
    const DATES: usize = 7;
    let mut own: [Option<&String>; DATES] = [None; DATES];
    for header in head.row(1) {
        if let Some(place) = field(header).and_then(|at| own.get_mut(at)) {
            place.get_or_insert(header);
        }
    }
    let known: Vec<(usize, &String)> =
        own.into_iter().enumerate().filter_map(|(at, header)| Some((at, header?))).collect();
    if known.len() >= ENOUGH && known[0].0 < TELLING {
        let mut names: Vec<&str> = known.iter().map(|(_, header)| header.as_str()).collect();
        names.sort_by_key(|name| head.row(1).iter().position(|header| header == name));
        return Some(format!("it has {}", names[..ENOUGH].join(", ")));
    }
    // The columns about the response may have been left out.
    let coded = head.row(1).iter().filter(|header| code(header).contains("[SQ0")).collect::<Vec<_>>();
    (coded.len() >= 2).then(|| format!("it has codes such as {}", code(coded[0])))
}

/// Which column of LimeSurvey's own is headed so: by its code, by its text, or by both.
fn field(header: &str) -> Option<usize> {
    let folded = fold_header(header);
    let code = code(header);
    let is_it = |(own, _, texts): &Field| {
        header == *own || among(texts, &folded) || code == *own && texts.split('|').any(|text| folded.ends_with(text))
    };
    FIELDS.iter().position(is_it)
}

/// The code that a header begins with: `care`, `care[SQ001]`, `care[SQ001][1]`; empty where there is none.
fn code(header: &str) -> &str {
    let is_inner = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if !header.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return "";
    }
    let mut end = header.find(|letter: char| !is_inner(letter)).unwrap_or(header.len());
    while let Some(inner) = header[end..].strip_prefix('[') {
        let Some(length) = inner.find(']').filter(|at| inner[..*at].chars().all(is_inner)) else { break };
        end += length + 2;
    }
    &header[..end]
}

/// What stands between code and text in headers that have both. The same in nine of ten columns.
fn separator(head: Head) -> Option<String> {
    const LONGEST: usize = 5;
    let between = |header: &String| {
        let rest = &header[code(header).len()..];
        let end = rest.find(|letter: char| letter.is_alphanumeric() || "¿¡(\"'„“«<{[&".contains(letter))?;
        let text = &rest[..end];
        (end < rest.len() && !text.trim().is_empty() && text.chars().count() <= LONGEST).then(|| text.to_string())
    };
    let asked: Vec<&String> =
        head.row(1).iter().filter(|header| field(header).is_none() && !header.is_empty()).collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for found in asked.iter().filter(|header| !code(header).is_empty()).filter_map(|header| between(header)) {
        *times.entry(found).or_default() += 1;
    }
    let (separator, number) = times.into_iter().max_by_key(|(_, number)| *number)?;
    (number >= 2 && number * 10 >= asked.len() * 9).then_some(separator)
}

fn headers(head: Head) -> Headers {
    let separator = separator(head);
    let mut headers = Headers::single_row(head, |_| Role::Answer);
    let ids: Vec<String> = headers.columns.iter().map(|column| column.id.clone()).collect();
    for column in &mut headers.columns {
        *column = column_of(std::mem::take(column), separator.as_deref(), &ids);
    }
    let submitted = headers.columns.iter().position(|column| column.role == Role::Submitted);
    let broken_off =
        submitted.map(|column| super::SetApart { column, when: When::OneOf(&[""]), apart: Apart::Incomplete });
    headers.set_apart.extend(broken_off);
    headers
}

fn column_of(column: HeaderColumn, separator: Option<&str>, ids: &[String]) -> HeaderColumn {
    if let Some(at) = field(&column.id) {
        return HeaderColumn { role: FIELDS[at].1, ..column };
    }
    let code = code(&column.id);
    let behind = separator.and_then(|separator| column.id[code.len()..].strip_prefix(separator));
    let is_coded = code.len() == column.id.len();
    let text = behind.map_or_else(|| column.text.clone(), without_markup);
    let role = role(&text, if is_coded || behind.is_some() { code } else { "" }, ids);
    let (code_stem, code_inner) = if is_coded { joined_code(code) } else { bracket_chain(code) };
    let (stem, inner) = if is_coded {
        (code_stem.clone(), code_inner.iter().flat_map(|part| of_code(part)).collect())
    } else {
        bracket_chain(&text)
    };
    let item = inner.join(" - ");
    if !item.is_empty() && !stem.is_empty() {
        return HeaderColumn { text, stem: Some(stem), item: Some(item), role, ..column };
    }
    // A text of its own without a name: `Question []`.
    let text = if stem.is_empty() || inner.is_empty() { text } else { stem };
    match code_inner.as_slice() {
        // The text does not say which part of the question it is; the code does.
        [part] if behind.is_some() && !code_stem.is_empty() => {
            let item = of_code(part).join(" - ");
            HeaderColumn {
                stem: Some(text.clone()),
                text: format!("{text} [{item}]"),
                item: Some(item),
                role,
                ..column
            }
        }
        _ => HeaderColumn { text, role, ..column },
    }
}

/// A code as the code of its question and the parts behind it: in brackets, or as expressions write them,
/// `care_SQ001`, `why_other`.
fn joined_code(code: &str) -> (String, Vec<String>) {
    let is_sub = |part: &str| {
        let digits = part.strip_prefix("SQ").map(|rest| rest.strip_suffix("comment").unwrap_or(rest));
        digits.is_some_and(|digits| digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_part = |part: &str| part.split('_').all(is_sub);
    match code.split_once('_') {
        Some((question, part)) if !code.ends_with(']') && (is_part(part) || part == "other") => {
            (question.to_string(), vec![part.to_string()])
        }
        _ => bracket_chain(code),
    }
}

/// The parts of a code in brackets: `SQ001_SQ002` is a row and a column, `SQ001comment` belongs to `SQ001`.
fn of_code(part: &str) -> Vec<String> {
    if let Some(option) = part.strip_suffix("comment").filter(|option| !option.is_empty()) {
        return vec![format!("{option} comment")];
    }
    part.split('_').filter(|part| !part.is_empty()).map(str::to_string).collect()
}

/// What a column of a question is for, by its text and its code.
fn role(text: &str, code: &str, ids: &[String]) -> Role {
    let folded = fold_header(text);
    let last = bracket_chain(&folded).1.pop().unwrap_or_default();
    let is_group = |rest: &str| !rest.is_empty() && rest.bytes().all(|digit| digit.is_ascii_digit());
    let is_timing = code.strip_prefix("groupTime").is_some_and(is_group)
        || code.strip_suffix("Time").is_some_and(|question| ids.iter().any(|id| id == question));
    if is_timing || text.starts_with('{') || TIMES.split('|').any(|begin| folded.starts_with(begin)) {
        return Role::Metadata;
    }
    let is_own_words = code.ends_with("[other]")
        || code.ends_with("comment]")
        || joined_code(code).1.last().is_some_and(|part| part == "other" || part.ends_with("comment"))
        || among(OTHER, &last)
        || among(COMMENT, &last);
    if is_own_words { Role::OtherText } else { Role::Answer }
}

#[cfg(test)]
mod tests {
    use super::{code, column_of, detect, headers, separator};
    use crate::responses::platform::{Head, HeaderColumn, Role};

    fn row(headers: &[&str]) -> Vec<Vec<String>> {
        vec![headers.iter().map(ToString::to_string).collect()]
    }

    fn parts(header: &str, separator: Option<&str>) -> (Option<String>, Option<String>, Role) {
        let column = HeaderColumn { id: header.to_string(), text: header.to_string(), ..HeaderColumn::default() };
        let column = column_of(column, separator, &["rec".to_string()]);
        (column.stem, column.item, column.role)
    }

    #[test]
    fn exports_are_known_in_six_languages() {
        for headers in [
            ["id", "submitdate", "lastpage", "startlanguage", "seed"],
            ["Response ID", "Date submitted", "Last page", "Start language", "Seed"],
            ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert"],
            ["ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ", "Tête de série"],
            ["ID de respuesta", "Fecha de envío", "Última página", "Lenguaje inicial", "Semilla"],
            ["Antwoord ID", "Datum ingediend", "Laatste pagina", "Starttaal", "Startwaarde"],
            ["ID risposta", "Data invio", "Ultima pagina", "Lingua iniziale", "Seme"],
            [
                "id. Response ID",
                "submitdate. Date submitted",
                "lastpage. Last page",
                "startlanguage. Start language",
                "",
            ],
        ] {
            let row = row(&headers);
            assert!(Head::new(&row).and_then(detect).is_some(), "{headers:?}");
        }
        let other = row(&["ID", "Start date", "Language", "How was it?"]);
        assert_eq!(Head::new(&other).and_then(detect), None);
    }

    #[test]
    fn headings_are_read_in_every_style() {
        let part = |stem: &str, item: &str, role| (Some(stem.to_string()), Some(item.to_string()), role);
        assert_eq!(parts("care[SQ001]", None), part("care", "SQ001", Role::Answer));
        assert_eq!(parts("care[SQ001_SQ002]", None), part("care", "SQ001 - SQ002", Role::Answer));
        assert_eq!(parts("care[SQ001][1]", None), part("care", "SQ001 - 1", Role::Answer));
        assert_eq!(parts("why[other]", None), part("why", "other", Role::OtherText));
        assert_eq!(parts("why[SQ001comment]", None), part("why", "SQ001 comment", Role::OtherText));
        assert_eq!(parts("How? [Staff][Before]", None), part("How?", "Staff - Before", Role::Answer));
        assert_eq!(parts("Warum? [Sonstiges]", None), part("Warum?", "Sonstiges", Role::OtherText));
        assert_eq!(parts("care[SQ001]. How? [Staff]", Some(". ")), part("How?", "Staff", Role::Answer));
        assert_eq!(parts("why[other]._.Why? [Other]", Some("._.")), part("Why?", "Other", Role::OtherText));
        assert_eq!(parts("care[SQ001]: How?", Some(": ")), part("How?", "SQ001", Role::Answer));
        assert_eq!(parts("How satisfied are you? []", None), (None, None, Role::Answer));
        assert_eq!(parts("care_SQ001", None), part("care", "SQ001", Role::Answer));
        assert_eq!(parts("care_SQ001_SQ002", None), part("care", "SQ001 - SQ002", Role::Answer));
        assert_eq!(parts("why_other", None), part("why", "other", Role::OtherText));
        assert_eq!(parts("visit_date", None), (None, None, Role::Answer));
        assert_eq!(parts("groupTime12", None).2, Role::Metadata);
        assert_eq!(parts("recTime", None).2, Role::Metadata);
        assert_eq!(parts("Group time: About you", None).2, Role::Metadata);
        assert_eq!(parts("calc. {sum(a, b)}", Some(". ")).2, Role::Metadata);
    }

    #[test]
    fn what_stands_between_code_and_text_is_found() {
        for between in [". ", " - ", ": ", "._."] {
            let headers = [format!("rec{between}Would you?"), format!("why[SQ001]{between}Why? [Pain]")];
            let all = row(&["id", &headers[0], &headers[1]]);
            assert_eq!(Head::new(&all).and_then(separator).as_deref(), Some(between));
        }
        let texts = row(&["id", "How was it?", "What next: anything?"]);
        assert_eq!(Head::new(&texts).and_then(separator), None);
        assert_eq!(code("Q6[SQ001]. Which [x]"), "Q6[SQ001]");
    }

    #[test]
    fn a_wording_keeps_no_empty_brackets() {
        let all = row(&["Response ID", "Last page", "Seed", "How satisfied are you? []"]);
        let headers = headers(Head::new(&all).expect("a head"));
        assert_eq!(headers.columns[3].text, "How satisfied are you?");
    }
}
