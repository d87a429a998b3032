//! How the platforms write a survey down: one function a layout, after the files that people export.

use super::asked::{Answer, Asks, Survey, Trouble};
use crate::support::Dice;
use std::collections::BTreeMap;

/// An export with what is in its columns.
pub struct Export {
    pub layout: &'static str,
    pub bytes: Vec<u8>,
    /// Per column, every name that a definition may use for it.
    pub names: Vec<Vec<String>>,
    /// Per question, its columns: positions from 0.
    pub places: Vec<Vec<usize>>,
    /// Columns of ids.
    pub ids: Vec<usize>,
    /// Whether the headers are codes alone, so that nothing says what was asked.
    pub has_bare_codes: bool,
}

/// How a platform writes.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of some platform")]
struct Style {
    name: &'static str,
    delimiter: char,
    heads: Heads,
    ticks: Ticks,
    /// Choices and scales spread over a column per option.
    spread: bool,
    /// A column of free text beside a multiple choice.
    companion: bool,
    quoted: bool,
    bom: bool,
    meta: &'static [Meta],
}

/// What stands over the columns of answers.
#[derive(Clone, Copy)]
enum Heads {
    /// The wording; an item behind or before it.
    Wording(fn(&str, &str) -> String),
    /// A row of codes, then a row of wordings.
    CodesWordings,
    /// A row of wordings, then a row of codes.
    WordingsCodes,
    /// Codes, wordings, and Qualtrics' ids.
    Qualtrics,
    /// The question over its first column, then its options or items.
    SurveyMonkey,
    /// Codes as LimeSurvey writes them.
    LimeCodes,
    /// Code, a separator, and the wording.
    LimeBoth,
    /// Options alone, without their question.
    Typeform,
    /// Statements alone.
    Forms,
}

/// How several answers are written.
#[derive(Clone, Copy, PartialEq)]
enum Ticks {
    /// In one cell, with this between them.
    Joined(&'static str),
    /// The same, with the separator behind the last one, too.
    JoinedClosed(&'static str),
    /// A column per option that holds its text.
    Texts,
    /// A column per option that says whether it was chosen.
    Flags(&'static str, &'static str),
}

/// A column of the platform's own: its headers, and what it holds.
#[derive(Clone, Copy)]
struct Meta {
    heads: &'static [&'static str],
    holds: Holds,
}

#[derive(Clone, Copy, PartialEq)]
enum Holds {
    Id,
    Token,
    Iso,
    American,
    Word(&'static str),
    Nothing,
}

const fn meta(heads: &'static [&'static str], holds: Holds) -> Meta {
    Meta { heads, holds }
}

fn bracketed(stem: &str, item: &str) -> String {
    format!("{stem} [{item}]")
}

fn dashed(stem: &str, item: &str) -> String {
    format!("{stem} - {item}")
}

fn led(stem: &str, item: &str) -> String {
    format!("{item}:{stem}")
}

fn chosen(stem: &str, item: &str) -> String {
    format!("{stem} (choice={item})")
}

fn slashed(stem: &str, item: &str) -> String {
    format!("{stem}/{item}")
}

fn guillemets(stem: &str, item: &str) -> String {
    format!("{stem} >> {item}")
}

const PLAIN: Style = Style {
    name: "plain",
    delimiter: ',',
    heads: Heads::Wording(bracketed),
    ticks: Ticks::Joined("; "),
    spread: false,
    companion: false,
    quoted: false,
    bom: false,
    meta: &[],
};

const STYLES: [Style; 19] = [
    Style { name: "plain, semicolons", delimiter: ';', ticks: Ticks::Joined(", "), ..PLAIN },
    Style { name: "plain, tabs, flags", delimiter: '\t', ticks: Ticks::Flags("1", "0"), companion: true, ..PLAIN },
    Style {
        name: "codes, then wordings",
        heads: Heads::CodesWordings,
        ticks: Ticks::Flags("1", "0"),
        meta: &[meta(&["ID", "Respondent number"], Holds::Id)],
        ..PLAIN
    },
    Style {
        name: "wordings, then codes",
        heads: Heads::WordingsCodes,
        ticks: Ticks::Flags("Yes", "No"),
        meta: &[meta(&["Respondent number", "ID"], Holds::Id)],
        ..PLAIN
    },
    Style {
        name: "codes, then wordings, texts",
        heads: Heads::CodesWordings,
        ticks: Ticks::Texts,
        companion: true,
        meta: &[meta(&["ID", "Respondent number"], Holds::Id)],
        ..PLAIN
    },
    Style { name: "qualtrics", heads: Heads::Qualtrics, ticks: Ticks::Joined(","), meta: &QUALTRICS, ..PLAIN },
    Style {
        name: "qualtrics, split",
        heads: Heads::Qualtrics,
        ticks: Ticks::Texts,
        companion: true,
        meta: &QUALTRICS,
        ..PLAIN
    },
    Style {
        name: "surveymonkey, condensed",
        heads: Heads::SurveyMonkey,
        ticks: Ticks::Texts,
        companion: true,
        meta: &SURVEYMONKEY,
        ..PLAIN
    },
    Style {
        name: "surveymonkey, expanded",
        heads: Heads::SurveyMonkey,
        ticks: Ticks::Texts,
        spread: true,
        companion: true,
        meta: &SURVEYMONKEY,
        ..PLAIN
    },
    Style { name: "google forms", ticks: Ticks::Joined(", "), meta: &[meta(&["Timestamp"], Holds::American)], ..PLAIN },
    Style {
        name: "microsoft forms",
        heads: Heads::Forms,
        ticks: Ticks::JoinedClosed(";"),
        meta: &[
            meta(&["Id"], Holds::Id),
            meta(&["Start time"], Holds::American),
            meta(&["Completion time"], Holds::American),
            meta(&["Email"], Holds::Word("anonymous")),
            meta(&["Name"], Holds::Nothing),
        ],
        ..PLAIN
    },
    Style {
        name: "typeform",
        heads: Heads::Typeform,
        ticks: Ticks::Texts,
        companion: true,
        meta: &[
            meta(&["#"], Holds::Token),
            meta(&["Start Date (UTC)"], Holds::Iso),
            meta(&["Submit Date (UTC)"], Holds::Iso),
            meta(&["Network ID"], Holds::Token),
        ],
        ..PLAIN
    },
    Style {
        name: "limesurvey, texts",
        delimiter: ';',
        ticks: Ticks::Flags("Yes", "No"),
        companion: true,
        quoted: true,
        bom: true,
        meta: &[
            meta(&["Response ID"], Holds::Id),
            meta(&["Date submitted"], Holds::Iso),
            meta(&["Last page"], Holds::Word("5")),
            meta(&["Start language"], Holds::Word("en")),
            meta(&["Seed"], Holds::Token),
        ],
        ..PLAIN
    },
    Style {
        name: "limesurvey, codes",
        heads: Heads::LimeCodes,
        ticks: Ticks::Flags("Y", "N"),
        companion: true,
        quoted: true,
        meta: &LIMESURVEY,
        ..PLAIN
    },
    Style {
        name: "limesurvey, codes and texts",
        heads: Heads::LimeBoth,
        ticks: Ticks::Flags("Yes", ""),
        companion: true,
        quoted: true,
        meta: &LIMESURVEY,
        ..PLAIN
    },
    Style {
        name: "redcap, labels",
        heads: Heads::Wording(dashed),
        ticks: Ticks::Flags("Checked", "Unchecked"),
        meta: &[meta(&["Record ID"], Holds::Id), meta(&["Survey Timestamp"], Holds::Iso)],
        ..PLAIN
    },
    Style {
        name: "kobotoolbox",
        delimiter: ';',
        heads: Heads::Wording(slashed),
        ticks: Ticks::Flags("1", "0"),
        quoted: true,
        bom: true,
        meta: &[
            meta(&["start"], Holds::Iso),
            meta(&["end"], Holds::Iso),
            meta(&["_id"], Holds::Id),
            meta(&["_uuid"], Holds::Token),
            meta(&["_submission_time"], Holds::Iso),
        ],
        ..PLAIN
    },
    Style {
        name: "alchemer",
        heads: Heads::Wording(led),
        ticks: Ticks::Texts,
        meta: &[
            meta(&["Response ID"], Holds::Id),
            meta(&["Time Started"], Holds::Iso),
            meta(&["Date Submitted"], Holds::Iso),
            meta(&["Status"], Holds::Word("Complete")),
        ],
        ..PLAIN
    },
    Style {
        name: "jotform",
        heads: Heads::Wording(guillemets),
        ticks: Ticks::Joined("\n"),
        bom: true,
        meta: &[meta(&["Submission Date"], Holds::Iso), meta(&["Submission ID"], Holds::Token)],
        ..PLAIN
    },
];

const QUALTRICS: [Meta; 6] = [
    meta(&["StartDate", "Start Date", r#"{"ImportId":"startDate","timeZone":"Z"}"#], Holds::Iso),
    meta(&["EndDate", "End Date", r#"{"ImportId":"endDate","timeZone":"Z"}"#], Holds::Iso),
    meta(&["Status", "Response Type", r#"{"ImportId":"status"}"#], Holds::Word("IP Address")),
    meta(&["Progress", "Progress", r#"{"ImportId":"progress"}"#], Holds::Word("100")),
    meta(&["Finished", "Finished", r#"{"ImportId":"finished"}"#], Holds::Word("True")),
    meta(&["ResponseId", "Response ID", r#"{"ImportId":"_recordId"}"#], Holds::Token),
];

const SURVEYMONKEY: [Meta; 4] = [
    meta(&["Respondent ID", ""], Holds::Id),
    meta(&["Collector ID", ""], Holds::Word("401234567")),
    meta(&["Start Date", ""], Holds::American),
    meta(&["End Date", ""], Holds::American),
];

const LIMESURVEY: [Meta; 5] = [
    meta(&["id"], Holds::Id),
    meta(&["submitdate"], Holds::Iso),
    meta(&["lastpage"], Holds::Word("5")),
    meta(&["startlanguage"], Holds::Word("en")),
    meta(&["seed"], Holds::Token),
];

/// A column while it is made: its headers, every name it goes by, its cells.
struct Column {
    heads: Vec<String>,
    cells: Vec<String>,
    question: Option<usize>,
    is_id: bool,
}

/// The survey in every layout.
pub fn exports(survey: &Survey, dice: &mut Dice) -> Vec<Export> {
    STYLES.iter().map(|style| write(survey, *style, dice)).collect()
}

/// How many layouts there are.
pub fn layouts() -> usize {
    STYLES.len()
}

fn write(survey: &Survey, style: Style, dice: &mut Dice) -> Export {
    let mut columns: Vec<Column> = style.meta.iter().map(|meta| platform_column(*meta, survey.rows.len())).collect();
    for question in 0..survey.questions.len() {
        columns.extend(question_columns(survey, question, style, dice));
    }
    let rows = columns.iter().map(|column| column.heads.len()).max().unwrap_or(1);
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        if let Some(question) = column.question {
            places.entry(question).or_default().push(at);
        }
    }
    Export {
        layout: style.name,
        bytes: bytes(survey, style, &columns, rows),
        names: names(&columns, style),
        places: places.into_values().collect(),
        ids: (0..columns.len()).filter(|at| columns[*at].is_id).collect(),
        has_bare_codes: matches!(style.heads, Heads::LimeCodes),
    }
}

/// Per column, every name that a definition may use for it. SurveyMonkey writes a question over its first column
/// only.
fn names(columns: &[Column], style: Style) -> Vec<Vec<String>> {
    let mut question = "";
    let mut all = Vec::new();
    for column in columns {
        let mut names = column.heads.clone();
        if let (Heads::SurveyMonkey, [first, second, ..]) = (style.heads, column.heads.as_slice()) {
            question = if first.is_empty() { question } else { first };
            names.push(format!("{question} - {second}"));
        }
        all.push(names);
    }
    all
}

fn platform_column(meta: Meta, rows: usize) -> Column {
    let cell = |row: usize| match meta.holds {
        Holds::Id => (1000 + row * 3).to_string(),
        Holds::Token => format!("{:08x}", 0x1234_5678_usize.wrapping_mul(row + 17) & 0xFFFF_FFFF),
        Holds::Iso => format!("2026-{:02}-{:02} {:02}:{:02}:00", 1 + row % 6, 1 + row % 28, 8 + row % 9, row % 60),
        Holds::American => format!("{}/{}/2026 {:02}:{:02}:00", 1 + row % 6, 1 + row % 28, 8 + row % 9, row % 60),
        Holds::Word(word) => word.to_owned(),
        Holds::Nothing => String::new(),
    };
    Column {
        heads: meta.heads.iter().map(ToString::to_string).collect(),
        cells: (0..rows).map(cell).collect(),
        question: None,
        is_id: matches!(meta.holds, Holds::Id | Holds::Token),
    }
}

fn question_columns(survey: &Survey, at: usize, style: Style, dice: &mut Dice) -> Vec<Column> {
    let question = &survey.questions[at];
    let of = |cell: &dyn Fn(&Answer) -> String| survey.rows.iter().map(|row| cell(&row[at])).collect::<Vec<_>>();
    let column = |item: Option<(usize, &str)>, cells: Vec<String>| Column {
        heads: heads(style, &question.code, &question.text, item, &question.asks),
        cells,
        question: Some(at),
        is_id: false,
    };
    match &question.asks {
        Asks::Ticks(options) => ticks(survey, at, style, options, dice),
        Asks::Grid(items, levels) => {
            let each = items.iter().enumerate().map(|(row, item)| {
                let cells = of(&|answer| match answer {
                    Answer::Rows(rows) => rows[row].map(|level| levels[level].clone()).unwrap_or_default(),
                    _ => String::new(),
                });
                column(Some((row, item)), cells)
            });
            each.collect()
        }
        Asks::Scale(options) | Asks::Choice(options) if style.spread => {
            let each = options.iter().enumerate().map(|(option, label)| {
                let cells = of(&|answer| match answer {
                    Answer::One(one) if *one == option => label.clone(),
                    _ => String::new(),
                });
                column(Some((option, label)), cells)
            });
            each.collect()
        }
        Asks::Scale(options) | Asks::Choice(options) | Asks::Site(options) => {
            let mut cells = of(&|answer| match answer {
                Answer::One(one) => options[*one].clone(),
                _ => String::new(),
            });
            if survey.trouble == Trouble::Typo && matches!(question.asks, Asks::Scale(_)) {
                misspell(&mut cells, &options[3]);
            }
            vec![column(None, cells)]
        }
        _ => {
            let cells = of(&|answer| match answer {
                Answer::Text(text) => text.clone(),
                _ => String::new(),
            });
            vec![column(None, cells)]
        }
    }
}

/// One cell that holds the level loses a letter.
fn misspell(cells: &mut [String], level: &str) {
    if let Some(cell) = cells.iter_mut().find(|cell| *cell == level) {
        let last = cell.char_indices().nth_back(1).map_or(0, |(at, _)| at);
        cell.remove(last);
    }
}

fn ticks(survey: &Survey, at: usize, style: Style, options: &[String], dice: &mut Dice) -> Vec<Column> {
    let question = &survey.questions[at];
    let chosen = |answer: &Answer| match answer {
        Answer::Any(any) => Some(any.clone()),
        _ => None,
    };
    let joined = |separator: &str, closed: bool| {
        survey
            .rows
            .iter()
            .map(|row| {
                let labels: Vec<&str> =
                    chosen(&row[at]).into_iter().flatten().map(|option| options[option].as_str()).collect();
                let end = if closed && !labels.is_empty() { separator } else { "" };
                format!("{}{end}", labels.join(separator))
            })
            .collect::<Vec<String>>()
    };
    let head = |item| heads(style, &question.code, &question.text, item, &question.asks);
    let whole = |cells| Column { heads: head(None), cells, question: Some(at), is_id: false };
    match style.ticks {
        Ticks::Joined(separator) => return vec![whole(joined(separator, false))],
        Ticks::JoinedClosed(separator) => return vec![whole(joined(separator, true))],
        Ticks::Texts | Ticks::Flags(..) => {}
    }
    let mut columns: Vec<Column> = options
        .iter()
        .enumerate()
        .map(|(option, label)| {
            let cell = |row: &Vec<Answer>| {
                let is_chosen = chosen(&row[at]).map(|any| any.contains(&option));
                match (style.ticks, is_chosen) {
                    (Ticks::Flags(yes, _), Some(true)) => yes.to_owned(),
                    (Ticks::Flags(_, no), Some(false)) => no.to_owned(),
                    (_, Some(true)) => label.clone(),
                    _ => String::new(),
                }
            };
            let cells = survey.rows.iter().map(cell).collect();
            Column { heads: head(Some((option, label))), cells, question: Some(at), is_id: false }
        })
        .collect();
    if survey.trouble == Trouble::Stray {
        "?".clone_into(&mut columns[1].cells[7]);
    }
    if style.companion {
        let words = ["no", "n", "the canteen", "Nothing else", "the library on the second floor"];
        let cells =
            survey.rows.iter().map(|_| if dice.happens(6) { (*dice.one_of(&words)).to_owned() } else { String::new() });
        columns.push(Column {
            heads: head(Some((99, survey.language.other))),
            cells: cells.collect(),
            question: None,
            is_id: false,
        });
    }
    columns
}

/// The headers of a column of answers, row by row.
fn heads(style: Style, code: &str, text: &str, item: Option<(usize, &str)>, asks: &Asks) -> Vec<String> {
    let own_code = item.map_or_else(
        || code.to_owned(),
        |(at, _)| if at == 99 { format!("{code}_other") } else { format!("{code}_{}", at + 1) },
    );
    let wording = item.map_or_else(|| text.to_owned(), |(_, item)| dashed(text, item));
    let is_ticks = matches!(asks, Asks::Ticks(_));
    let lime = || {
        item.map_or_else(
            || code.to_owned(),
            |(at, _)| if at == 99 { format!("{code}[other]") } else { format!("{code}[SQ{:03}]", at + 1) },
        )
    };
    match style.heads {
        Heads::Wording(with_item) => match item {
            None => vec![text.to_owned()],
            Some((_, item)) if is_ticks && style.name.starts_with("redcap") => vec![chosen(text, item)],
            Some((_, item)) => vec![with_item(text, item)],
        },
        Heads::CodesWordings => vec![own_code, wording],
        Heads::WordingsCodes => vec![wording, own_code],
        Heads::Qualtrics => {
            let id = format!(r#"{{"ImportId":"QID_{own_code}"}}"#);
            vec![own_code, wording, id]
        }
        Heads::SurveyMonkey => match item {
            None => vec![
                text.to_owned(),
                if matches!(asks, Asks::Comment | Asks::Amount | Asks::Minutes) {
                    "Open-Ended Response"
                } else {
                    "Response"
                }
                .to_owned(),
            ],
            Some((0, item)) => vec![text.to_owned(), item.to_owned()],
            Some((_, item)) => vec![String::new(), item.to_owned()],
        },
        Heads::LimeCodes => vec![lime()],
        Heads::LimeBoth => {
            vec![format!("{}. {}", lime(), item.map_or_else(|| text.to_owned(), |(_, item)| bracketed(text, item)))]
        }
        Heads::Typeform | Heads::Forms => vec![item.map_or(text, |(_, item)| item).to_owned()],
    }
}

fn bytes(survey: &Survey, style: Style, columns: &[Column], header_rows: usize) -> Vec<u8> {
    let quote = |cell: &str| {
        let needs = style.quoted || cell.contains([style.delimiter, '"', '\n']);
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    let delimiter = style.delimiter.to_string();
    let line =
        |cells: &mut dyn Iterator<Item = &str>| format!("{}\n", cells.map(quote).collect::<Vec<_>>().join(&delimiter));
    let mut text = String::new();
    if style.bom {
        text.push('\u{feff}');
    }
    if survey.trouble == Trouble::Preamble {
        text.push_str("Patient survey 2026\nExported for the quality team\n\n");
    }
    for row in 0..header_rows {
        text.push_str(&line(&mut columns.iter().map(|column| column.heads.get(row).map_or("", String::as_str))));
    }
    for row in 0..survey.rows.len() {
        text.push_str(&line(&mut columns.iter().map(|column| column.cells[row].as_str())));
    }
    if survey.trouble == Trouble::Preamble {
        text.push_str("\nSource: the quality team\n");
    }
    text.into_bytes()
}
