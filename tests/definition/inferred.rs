//! Definitions inferred from columns: what they say, and that they are definitions whatever the columns hold.

use crate::support::{Fixture, assert_expected, root};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use survey::definition::{self, Survey};
use survey::infer::{ColumnProfile, Heading, Role, infer};
use survey::results::{CheckReport, Finding, Reason};

/// A column by its header, what it is for, and its cells from the first row on.
struct Made<'a> {
    header: &'a str,
    role: Role,
    cells: &'a [&'a str],
}

/// A column of answers.
fn answers<'a>(header: &'a str, cells: &'a [&'a str]) -> Made<'a> {
    Made { header, role: Role::Answer, cells }
}

/// The profile of a column's cells.
fn profile<T: AsRef<str>>(position: usize, header: &str, role: Role, cells: &[T]) -> ColumnProfile {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for cell in cells.iter().map(|cell| cell.as_ref().split_whitespace().collect::<Vec<_>>().join(" ")) {
        if !cell.is_empty() {
            *counts.entry(cell).or_default() += 1;
        }
    }
    let mut values: Vec<(String, u64)> = counts.into_iter().collect();
    values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ColumnProfile {
        filled: values.iter().map(|(_, count)| count).sum(),
        rows: cells.len() as u64,
        longest: values.iter().map(|(text, _)| text.chars().count()).max().unwrap_or(0),
        values,
        ..ColumnProfile::new(position, header, role)
    }
}

fn profiles(columns: &[Made]) -> Vec<ColumnProfile> {
    let made = columns.iter().zip(1..);
    made.map(|(column, position)| profile(position, column.header, column.role, column.cells)).collect()
}

/// Compares the definition with `inferred/NAME.yaml`, and gives the survey it defines.
fn expect(name: &str, title: &str, columns: &[ColumnProfile]) -> Survey {
    let inferred = infer(&heading(name, title), columns);
    assert_expected(&root().join(format!("tests/definition/inferred/{name}.yaml")), &inferred.yaml);
    definition::parse(inferred.yaml.as_bytes(), name).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
}

/// Kind and id of each question.
fn kinds(survey: &Survey) -> Vec<(&str, &str)> {
    survey.questions.iter().map(|question| (question.kind, question.id.as_str())).collect()
}

#[test]
fn a_clinic_form() {
    let columns = [
        answers("", &["1", "2", "3", "4", "5", "6", "7", "8"]),
        Made {
            header: "Response ID",
            role: Role::ResponseId,
            cells: &["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"],
        },
        Made {
            header: "Submitted",
            role: Role::Submitted,
            cells: &["03/13/2026 5:53:38 AM", "03/14/2026 11:03:00 AM", "04/01/2026 9:10:11 PM"],
        },
        Made { header: "Finished", role: Role::Complete, cells: &["True", "True", "False", "True"] },
        Made { header: "E-mail", role: Role::Personal, cells: &["jo@example.org"] },
        Made {
            header: "Clinic",
            role: Role::Segment,
            cells: &["North", "South", "North", "South", "North", "South", "North", "N/A"],
        },
        answers("How likely are you to recommend us?", &["9", "10", "8", "3", "10", "9", "", "N/A"]),
        answers(
            "How satisfied were you with your visit?",
            &["Very satisfied", "Satisfied", "satisfied", "Dissatisfied", "Very satisfied", "N/A"],
        ),
        answers("The doctor listened to me", &["Agree", "Strongly agree", "Disagree", "Don’t know", "Agree"]),
        answers("I was given enough time", &["Strongly agree", "Agree", "Agree", "Neutral", "Strongly disagree"]),
        answers("How many minutes did you wait?", &["10", "25", "5", "40", "15", "12.5", "N/A"]),
        answers("Did you get an appointment in time?", &["Yes", "No", "Yes", "Yes", "Not sure", "Yes", "No", "No"]),
        answers(
            "What is your age?",
            &["18-29", "30-44", "18-29", "> 60", "45-60", "30-44", "> 60", "18-29", "45-60", "30-44"],
        ),
        answers("Date of visit", &["2026-03-01", "2026-03-02", "-"]),
        answers("How many stars?", &["5", "4", "5", "3", "2"]),
        answers("Anything else?", &["The staff were kind, thank you.", "n/a", "Long wait; cold tea"]),
        answers("Fax", &["", ""]),
    ];
    let survey = expect("clinic-form", "Clinic survey 2026", &profiles(&columns));
    let expected = [
        ("nps", "likely_recommend"),
        ("csat", "satisfied_visit"),
        ("likert", "doctor_listened"),
        ("likert", "given_enough_time"),
        ("duration", "many_minutes_wait"),
        ("single", "get_appointment_time"),
        ("single", "age"),
        ("date", "date_visit"),
        ("rating", "many_stars"),
        ("text", "anything_else"),
    ];
    assert_eq!(kinds(&survey), expected);
    assert_eq!(survey.segments.iter().map(|segment| segment.id.as_str()).collect::<Vec<_>>(), ["clinic", "age"]);
}

#[test]
fn blocks_of_columns() {
    let columns = [
        answers("How often did the staff [explain things]", &["Always", "Usually", "Never", "N/A"]),
        answers("How often did the staff [listen]", &["Usually", "Always", "Always", "Sometimes"]),
        answers("How were they? - Rooms", &["1", "5", "4"]),
        answers("How were they? - Food", &["2", "2", "3"]),
        answers("Which of these did you use? [Car park]", &["Checked", "Unchecked", "Checked"]),
        answers("Which of these did you use? [Café]", &["Unchecked", "Unchecked", "Unchecked"]),
        answers("Rank what matters - Price", &["1", "2", "3", "1", "2"]),
        answers("Rank what matters - Distance", &["2", "3", "1", "2", "1"]),
        answers("Rank what matters - Kindness", &["3", "1", "2", "3", "3"]),
        answers("Web:How did you hear of us?", &["Web", "", "Web"]),
        answers("Friends:How did you hear of us?", &["", "Friends", ""]),
        answers("Radio:How did you hear of us?", &["", "", ""]),
        answers("Other (please say):How did you hear of us?", &["a leaflet", "", "my GP"]),
    ];
    let survey = expect("blocks", "", &profiles(&columns));
    let expected = [
        ("grid", "often_staff.explain_things"),
        ("grid", "often_staff.listen"),
        ("grid", "they.rooms"),
        ("grid", "they.food"),
        ("multiple", "use"),
        ("ranking", "rank_matters"),
        ("multiple", "hear"),
    ];
    assert_eq!(kinds(&survey), expected);
    assert_eq!(survey.questions[6].options.len(), 4, "an option that nobody chose is one all the same");
}

#[test]
fn awkward_columns() {
    let services = ["Physio;Diet;", "Physio;", "Diet;", "Diet;Lab (blood, urine);", "Physio;Lab (blood, urine);"];
    let channels =
        ["Phone", "Web", "Phone, Web", "Web, At the desk, in person", "Phone", "At the desk, in person", "Web"];
    // Options are listed that enough people gave.
    let (services, channels) = (services.repeat(4), channels.repeat(4));
    let columns = [
        answers("Other", &["a", "b"]),
        answers("Other", &["c", "d"]),
        answers("Services", &services),
        answers("Channels", &channels),
        answers("Codes", &["4,6,7", "4", "6,7", "4,6", "4"]),
        answers("Visited before", &["1", "0", "1", "1"]),
        answers("Region code", &["1", "2", "1", "1"]),
        answers("Mood: \"before\" # and after", &["1 - bad", "2", "3", "5 - good", "2"]),
        answers("Wait", &["0:10:00", "1:02:03", "N/A"]),
        answers("Duration (in seconds)", &["120", "95", "3000"]),
        answers("Overall, how was your experience of our service?", &["Very good", "Good", "Don't know", "Very poor"]),
        answers("Children", &["None", "One", "None", "Two", "None", "One", "#NAME?", "Two", "One", "None"]),
        answers("When", &["1/2/2026", "3/4/2026"]),
        answers("Age", &["34", "61", "25", "Prefer not to say"]),
        answers("Month", &["Oct-49", "Jun-25"]),
    ];
    let survey = expect("awkward", "Awkward: a title", &profiles(&columns));
    let expected = [
        "text", "text", "multiple", "multiple", "multiple", "single", "single", "rating", "duration", "duration",
        "fft", "single", "date", "number", "text",
    ];
    assert_eq!(kinds(&survey).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), expected);
}

#[test]
fn an_export_without_answers_still_gives_a_definition() {
    for columns in [vec![], vec![ColumnProfile::new(1, "Name", Role::Personal)]] {
        let inferred = infer(&heading("", ""), &columns);
        definition::parse(inferred.yaml.as_bytes(), "x").expect("a definition");
        assert!(
            !inferred.yaml.lines().any(|line| !line.starts_with('#') && line.contains("Name"))
                && !inferred.notes.is_empty()
        );
    }
}

/// Cells as surveys hold them, plain and awkward.
fn cell() -> impl Strategy<Value = String> {
    let usual = [
        "",
        "",
        "1",
        "2",
        "3",
        "4",
        "5",
        "0",
        "10",
        "7.0",
        "05",
        "-3",
        "1,5",
        "1,234",
        "Yes",
        "No",
        "yes",
        "Agree",
        "Strongly agree",
        "Disagree",
        "Neutral",
        "Always",
        "Never",
        "Very good",
        "Poor",
        "N/A",
        "n/a",
        "-",
        "None",
        "Don't know",
        "Don’t know",
        "Prefer not to say",
        "Not sure",
        "Not applicable",
        "A;B",
        "B;C;",
        "A",
        "A, b",
        "A, C",
        "Phone, Web",
        "18-29",
        "> 60",
        "$0 - $10",
        "2026-03-01",
        "3/4/2026",
        "31/12/2026",
        "1:02:03",
        "12:30",
        "Checked",
        "Unchecked",
        "TRUE",
        "FALSE",
        "Other",
        "5 - good",
        "1 - bad",
        "#NAME?",
        "Oct-49",
        "1,4,5",
        "say \"x\": # y",
        "\u{FEFF}x",
        "a\u{A0}b",
        "– dash",
        "`tick`",
        "null",
        "~",
        "é",
        "İ",
    ];
    prop_oneof![30 => prop::sample::select(usual.to_vec()).prop_map(String::from), 1 => any::<String>()]
}

fn header() -> impl Strategy<Value = String> {
    let usual = [
        "",
        "Q1",
        "Q1",
        "How likely are you to recommend us?",
        "Age",
        "Stem [a]",
        "Stem [b]",
        "Stem [Other]",
        "S - a",
        "S - b",
        "Rank - x",
        "Rank - y",
        "Rank - z",
        "a:Stem",
        "b:Stem",
        "Experience",
        "wave",
        "total",
        "Wait (minutes)",
    ];
    prop_oneof![
        8 => prop::sample::select(usual.to_vec()).prop_map(String::from),
        1 => any::<String>(),
        1 => any::<char>().prop_map(|letter| letter.to_string().repeat(300)),
    ]
}

fn role() -> impl Strategy<Value = Role> {
    let rare = [
        Role::ResponseId,
        Role::Submitted,
        Role::Complete,
        Role::Weight,
        Role::Segment,
        Role::Personal,
        Role::Ignored,
        Role::OtherText,
    ];
    prop_oneof![6 => Just(Role::Answer), 1 => prop::sample::select(rare.to_vec())]
}

/// A column with few different cells, so that the rules find something in it.
fn column() -> impl Strategy<Value = (String, Role, Vec<String>)> {
    let cells = vec(cell(), 1..7).prop_flat_map(|few| vec(prop::sample::select(few), 12));
    (header(), role(), cells)
}

fn hostile() -> impl Strategy<Value = ColumnProfile> {
    let part = prop::option::of(prop_oneof![Just("Stem".to_owned()), any::<String>()]);
    let values = vec((cell(), 0..u64::MAX), 0..12);
    let flags = (any::<bool>(), any::<bool>());
    (header(), header(), part.clone(), part, role(), values, flags, 0..3usize).prop_map(
        |(name, text, stem, item, role, values, (more_values, tells_complete), position)| ColumnProfile {
            position,
            name,
            text,
            stem,
            item,
            role,
            filled: values.len() as u64,
            rows: 12,
            values,
            more_values,
            longest: 0,
            together: 0,
            choices: Vec::new(),
            in_row: 0,
            repeats: None,
            tells_complete,
            no_answers: Vec::new(),
            day_first: None,
            after: Vec::new(),
        },
    )
}

/// A text as a CSV field.
fn field(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Answers on scales that overlap, of which a few responses show a part only.
fn overlapping() -> impl Strategy<Value = Vec<String>> {
    let quality = ["Very poor", "Poor", "Fair", "Good", "Very good", "Excellent"].as_slice();
    let frequency = ["Never", "Rarely", "Sometimes", "Often", "Usually", "Very often", "Always"].as_slice();
    let of = |words: &'static [&'static str]| vec(prop::sample::select(words).prop_map(str::to_owned), 2..6);
    prop_oneof![4 => of(quality), 1 => of(frequency)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Scales that each question shows in part are one scale only if each of its points has a name of its own.
    #[test]
    fn scales_seen_in_part_have_every_point_once(columns in vec(overlapping(), 1..6)) {
        let profiles = columns.iter().zip(1..).map(|(cells, at)| profile(at, &format!("How was it? {at}"), Role::Answer, cells));
        let inferred = infer(&heading("few", ""), &profiles.collect::<Vec<_>>());
        let survey = inferred.survey();
        prop_assert!(survey.is_ok(), "{}\n{}", survey.expect_err("faults").render(false), inferred.yaml);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Whatever the columns hold, the result is a definition.
    #[test]
    fn hostile_columns_give_a_definition(id in any::<String>(), title in any::<String>(), mut columns in vec(hostile(), 0..30)) {
        columns.iter_mut().zip(1..).for_each(|(column, position)| column.position = position);
        let inferred = infer(&heading(&id, &title), &columns);
        let read = definition::parse(inferred.yaml.as_bytes(), "inferred");
        prop_assert!(read.is_ok(), "{}\n{}", read.expect_err("faults").render(false), inferred.yaml);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// `survey check` finds nothing in the export that a definition was inferred from, but for columns that
    /// no question uses.
    #[test]
    fn the_export_it_was_made_from_is_understood(columns in vec(column(), 1..12)) {
        let line = |cells: Vec<String>| format!("{},end\n", cells.join(","));
        let mut csv = line(columns.iter().map(|(header, ..)| field(header)).collect());
        (0..12).for_each(|row| csv.push_str(&line(columns.iter().map(|(_, _, cells)| field(&cells[row])).collect())));
        let profiles = columns.iter().zip(1..);
        let profiles: Vec<ColumnProfile> =
            profiles.map(|((header, role, cells), position)| profile(position, header, *role, cells)).collect();
        let inferred = infer(&heading("made", ""), &profiles);
        let fixture = Fixture::new().survey(&inferred.yaml).csv(&csv);
        let run = fixture.run(&["check", "survey.yaml", "export.csv", "--format", "json"]);
        prop_assert!(run.stdout.starts_with('{'), "{run}\n{}\n{csv}", inferred.yaml);
        let report: CheckReport = serde_json::from_str(&run.stdout).expect("a report");
        // Whole files may be doubtful whatever the definition: NUL characters, or such as nobody could read before;
        // and `1,234` beside decimal commas is in doubt.
        let is_fault = |found: &&Finding| found.about != "files" && found.reason != Reason::AmbiguousNumber;
        let about_answers: Vec<_> = report.findings.iter().filter(is_fault).collect();
        prop_assert!(about_answers.is_empty(), "{about_answers:#?}\n{}\n{csv}", inferred.yaml);
    }
}

#[test]
fn many_columns_give_a_definition() {
    let columns: Vec<ColumnProfile> = (1..=955)
        .map(|position| {
            let header = format!("{} {}", "long header ".repeat(25), position % 50);
            profile(position, &header, Role::Answer, &["Yes", "No", "Maybe", "Yes"])
        })
        .collect();
    let inferred = infer(&heading("wide", "Wide"), &columns);
    let survey = definition::parse(inferred.yaml.as_bytes(), "wide").expect("a definition");
    assert_eq!((survey.questions.len(), inferred.questions), (955, 955));
}

fn heading(survey: &str, title: &str) -> Heading {
    Heading { survey: survey.to_owned(), title: title.to_owned(), ..Heading::default() }
}

/// Cells made of their row numbers.
fn made(rows: usize, cell: impl Fn(usize) -> String) -> Vec<String> {
    (0..rows).map(cell).collect()
}

/// The definition of one column of answers, and what kind its question is, if it has one.
fn look(header: &str, cells: &[String]) -> (String, Option<&'static str>) {
    let rated: Vec<String> =
        cells.iter().map(|_| "Good staff, short wait, clean rooms. I would come again.".to_owned()).collect();
    let columns = [profile(1, header, Role::Answer, cells), profile(2, "Remarks", Role::OtherText, &rated)];
    let inferred = infer(&heading("one", ""), &columns);
    let survey =
        definition::parse(inferred.yaml.as_bytes(), "one").unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let names = |question: &&definition::Question| question.text == header;
    let kind = survey.questions.iter().find(names).map(|question| question.kind);
    (inferred.yaml, kind)
}

#[test]
fn small_numbers_are_points_of_a_scale_only_where_something_says_so() {
    let up_to = |last: usize| made(60, |row| (row % last + 1).to_string());
    let of = |header: &str, last: usize| look(header, &up_to(last)).1;
    for (header, last) in [("Q12", 3), ("Which clinic did you visit?", 4), ("Region", 7), ("Gruppe", 5)] {
        assert_eq!(of(header, last), Some("single"), "{header} up to {last}");
    }
    for (header, last) in [
        ("Rate the food", 3),
        ("How satisfied were you?", 4),
        ("Wie zufrieden sind Sie?", 3),
        ("Note de l'accueil", 4),
        ("Q12", 5),
        ("Cleanliness", 10),
    ] {
        assert_eq!(of(header, last), Some("rating"), "{header} up to {last}");
    }
    assert_eq!(of("How many times did you visit?", 4), Some("number"));
    let yaml = look("Q12", &up_to(3)).0;
    assert!(yaml.contains("Codes?") && yaml.contains("points of a scale"), "{yaml}");
    let gender = made(60, |row| (row % 2).to_string());
    assert!(look("Gender", &gender).0.contains("options: [\"0\", \"1\"]"), "no yes and no");
}

#[test]
fn a_bare_yes_and_no_are_no_scale() {
    for (yes, no) in [("Ja", "Nein"), ("Oui", "Non"), ("Sì", "No"), ("wahr", "falsch"), ("TRUE", "FALSE")] {
        let cells = made(40, |row| if row % 3 == 0 { no } else { yes }.to_owned());
        assert_eq!(look("Waren Sie schon einmal bei uns?", &cells).1, Some("single"), "{yes}");
    }
}

#[test]
fn digits_that_name_something_have_no_mean() {
    let mixed = |row: usize| row * 7919 % 10_007;
    let ids = [
        ("NHS number", made(80, |row| (4_000_000_000_u64 + mixed(row) as u64 * 577).to_string())),
        ("Postcode", made(80, |row| format!("{:05}", mixed(row)))),
        ("Q9", made(80, |row| format!("{:05}", mixed(row)))),
        ("Case", made(80, |row| (row + 17).to_string())),
        ("Hash", made(80, |row| format!("a{:x}f9", mixed(row) + 4096))),
    ];
    for (header, cells) in ids {
        let (yaml, kind) = look(header, &cells);
        assert_eq!(kind, None, "{header}: {yaml}");
        assert!(yaml.contains("Left out as ids") && yaml.contains(header), "{yaml}");
    }
    let (yaml, kind) = look("Income", &made(80, |row| (10_000 + mixed(row)).to_string()));
    assert_eq!(kind, Some("number"), "{yaml}");
    let (yaml, kind) = look("Year of birth", &made(80, |row| (1930 + row * 13 % 70).to_string()));
    assert_eq!(kind, None, "{yaml}");
    let (yaml, kind) = look("Edition", &made(80, |_| "Spring form".to_owned()));
    assert_eq!(kind, None, "{yaml}");
    assert!(yaml.contains("the same in every row"), "{yaml}");
}

#[test]
fn places_too_many_to_be_options_are_a_segment() {
    for header in ["Ward", "Which clinic did you visit?", "Standort", "Quel centre ?", "Q14"] {
        let (yaml, kind) = look(header, &made(600, |row| format!("Mill Lane {}", row * 7 % 97)));
        assert_eq!(kind, None, "{yaml}");
        assert!(yaml.contains("segments:") && !yaml.contains("Mill Lane"), "{yaml}");
    }
    let (yaml, kind) = look("Site code", &made(600, |row| (100 + row * 7 % 97).to_string()));
    assert!(kind.is_none() && yaml.contains("site_code: Site code"), "{yaml}");
    let (yaml, kind) =
        look("What could be better?", &made(600, |row| format!("Less noise on day {}. Thanks", row % 150)));
    assert_eq!(kind, Some("text"), "{yaml}");
}

#[test]
fn a_few_words_or_codes_beside_numbers_are_no_answers() {
    let counts = made(400, |row| if row == 7 { "300 or more".to_owned() } else { (row * 37 % 211).to_string() });
    let (yaml, kind) = look("How many times did you visit?", &counts);
    assert_eq!(kind, Some("number"), "{yaml}");
    assert!(yaml.contains("unrecognised: missing") && !yaml.contains("300 or more"), "{yaml}");
    assert!(yaml.contains("1 cell holds something else, which is not shown"), "{yaml}");
    let often = made(400, |row| if row % 80 == 7 { "300 or more".to_owned() } else { (row * 37 % 211).to_string() });
    let (yaml, _) = look("How many times did you visit?", &often);
    assert!(yaml.contains("missing: [\"300 or more\"]") && !yaml.contains("unrecognised"), "{yaml}");
    let points = made(200, |row| ["1", "4", "5", "3", "2", "99", "5"][row % 7].to_owned());
    let (yaml, kind) = look("How satisfied were you?", &points);
    assert_eq!(kind, Some("rating"), "{yaml}");
    assert!(yaml.contains("max: 5") && yaml.contains("missing: [\"99\"]"), "{yaml}");
    let ages = made(90, |row| (row + 15).to_string());
    assert!(!look("Age", &ages).0.contains("missing"), "99 is an age");
}

#[test]
fn the_language_and_the_other_dates_tell_the_order_of_day_and_month() {
    let unclear = made(40, |row| format!("{:02}/{:02}/2026", row % 12 + 1, row * 5 % 12 + 1));
    let clear = made(40, |row| format!("{:02}/{:02}/2026", row % 28 + 1, row * 5 % 12 + 1));
    let columns = |one: &str, other: &str, cells: &[String]| {
        infer(&heading("one", ""), &[profile(1, one, Role::Answer, &unclear), profile(2, other, Role::Answer, cells)])
    };
    let english = columns("When did you come?", "Other", &unclear);
    assert!(english.yaml.contains("%m/%d/%Y") && english.cautions[0].1.contains("month before day"));
    let german = columns("Wann waren Sie bei uns?", "Welche Abteilung haben Sie besucht?", &unclear);
    assert!(german.yaml.contains("%d/%m/%Y") && german.cautions[0].1.contains("language"), "{}", german.yaml);
    let told = columns("When did you come?", "When did you leave?", &clear);
    assert_eq!(told.yaml.matches("format: \"%d/%m/%Y\"").count(), 2, "{}", told.yaml);
    let sent = infer(
        &heading("one", ""),
        &[profile(1, "Timestamp", Role::Submitted, &unclear), profile(2, "A", Role::Answer, &unclear)],
    );
    let survey = sent.survey().expect("a definition");
    assert!(survey.cautions[0].contains("month before day"), "said with every figure");
    let months = made(40, |row| format!("{} {} 2026", row % 28 + 1, ["janvier", "f\u{e9}vrier", "ao\u{fb}t"][row % 3]));
    assert_eq!(look("Date de la visite", &months).1, Some("date"));
    let clocks = made(40, |row| format!("{:02}:{:02}:00", 7 + row % 12, row));
    assert_eq!(look("Appointment", &clocks).1, Some("text"), "no length of time");
    assert_eq!(look("How long did you wait?", &clocks).1, Some("duration"));
}
