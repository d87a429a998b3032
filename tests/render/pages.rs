//! Whole pages, one survey of each flavour, compared with files that people have looked at.

use super::expect_page;
use super::sample::{
    Asked, Draft, add_response_rate, cell, distribution, figure, give, nps, nps_like, published, question, rating,
    report, share, suppressed, wait,
};
use survey::metric::Figure;
use survey::render::{self, Look, Text};
use survey::results::{
    Accounting, CHECK_SCHEMA, CheckReport, Explanation, Finding, FindingPlace, GridCheck, Ledger, QuestionCheck,
    Reason, Report, Unit,
};

const RECOMMEND: &str = "How likely are you to recommend our practice to friends and family if they needed similar \
                         care or treatment?";

fn recommend() -> Asked {
    question("recommend", "nps", RECOMMEND, vec![cell(&[], 412, nps([9, 2, 4, 3, 7, 20, 17, 41, 62, 93, 154]))])
}

fn friends() -> Asked {
    let counts = [
        ("Very good", 1394),
        ("Good", 342),
        ("Neither good nor poor", 90),
        ("Poor", 75),
        ("Very poor", 68),
        ("Don't know", 31),
    ];
    let mut figures = vec![share("fft", Some("positive"), 1736, 2000), share("fft", Some("negative"), 143, 2000)];
    figures.extend(distribution("distribution", &counts));
    question("friends", "fft", "Overall, how was your experience of our service?", vec![cell(&[], 2000, figures)])
}

fn reasons() -> Asked {
    let options = [
        ("The time I waited for my appointment", 201),
        ("The staff who looked after me", 318),
        ("Cleanliness", 77),
        ("How well the practice communicated with my family, my carers and the hospital about my care", 42),
    ];
    let mut figures: Vec<_> = options.iter().map(|(label, n)| share("multiple", Some(label), *n, 405)).collect();
    figures.extend(distribution("multiple_answers", &options));
    question("reasons", "multiple", "What mattered most to you?", vec![cell(&[], 405, figures)])
}

fn everything_else() -> Vec<Asked> {
    let dates = [("earliest", 19_783.0), ("median", 19_870.5), ("latest", 19_905.0)];
    let dates = dates.map(|(item, day)| figure("dates", Some(item), day, Unit::Date)).to_vec();
    let text = vec![
        share("text", Some("answered"), 166, 412),
        figure("text", Some("median_length"), 84.0, Unit::Of("characters".to_owned())),
    ];
    let odd = vec![
        figure("made_up_index", None, 1234.5, Unit::Count),
        figure("made_up_index", Some("spread"), 0.000_4, Unit::Of(String::new())),
    ];
    vec![
        question(
            "wait",
            "duration",
            "How long did you wait past your appointment time?",
            vec![cell(&[], 388, wait(18.61, 388))],
        ),
        question(
            "order",
            "ranking",
            "Put these in the order that matters to you.",
            vec![cell(&[], 401, ranked(401, 0.0))],
        ),
        question("visit", "date", "When was your last visit?", vec![cell(&[], 412, dates)]),
        question("improve", "text", "What could we do better?", vec![cell(&[], 166, text)]),
        question("later", "index", "A kind of question that does not exist yet", vec![cell(&[], 10, odd)]),
    ]
}

fn overall() -> Report {
    let mut questions = vec![recommend(), friends(), reasons()];
    questions.extend(everything_else());
    let mut report = report(questions);
    let rate = cell(&[], 412, vec![share("response_rate", None, 412, 1240)]);
    add_response_rate(&mut report, vec![Draft { ledger: None, ..rate }]);
    report.questions[2].cautions.push("7 answers named an option that the definition does not know".to_owned());
    report.cautions.push("no `response_id` is declared, so repeats of a response could not be found".to_owned());
    report
}

/// NPS by site, by site and age, and by month; with small sites and one that nobody answered in.
fn broken_down() -> Report {
    let sites =
        [("Northgate Surgery", 112, 62), ("Riverside", 96, 48), ("St Luke's Health Centre and Walk-in Clinic", 71, 30)];
    let mut cells = vec![cell(&[], 412, nps([9, 2, 4, 3, 7, 20, 17, 41, 62, 93, 154]))];
    cells.extend(sites.map(|(site, base, goodwill)| cell(&[("site", site)], base, nps_like(base, goodwill))));
    cells.push(suppressed(&[("site", "The Elms")], &nps_like(4, 50)));
    cells.push(suppressed(&[("site", "Westcroft")], &nps_like(9, 50)));
    let mut nobody = suppressed(&[("site", "(not stated)")], &nps_like(9, 50));
    (nobody.suppressed, nobody.ledger) = (false, Some(Ledger::default()));
    cells.push(nobody);
    for (site, base) in [("Northgate Surgery", 50), ("Riverside", 44)] {
        for (age, goodwill) in [("16–34", 41), ("35–64", 55), ("65+", 70)] {
            cells.push(cell(&[("site", site), ("age", age)], base, nps_like(base, goodwill)));
        }
    }
    for (month, goodwill) in [("2026-01", 44), ("2026-02", 47), ("2026-03", 58)] {
        cells.push(cell(&[("wave", month)], 137, nps_like(137, goodwill)));
    }
    let mut report = report(vec![question("recommend", "nps", RECOMMEND, cells), channel(), parking(), order()]);
    let rates =
        [(&[][..], 412, 1240), (&[("site", "Northgate Surgery")], 112, 300), (&[("site", "Riverside")], 96, 410)];
    let rates = rates.map(|(group, n, invited)| Draft {
        ledger: None,
        ..cell(group, n, vec![share("response_rate", None, n, invited)])
    });
    add_response_rate(&mut report, rates.to_vec());
    report.settings.by = vec!["site".to_owned(), "site:age".to_owned()];
    report.settings.every = Some("month".to_owned());
    report.settings.filters = vec!["visited = Yes".to_owned()];
    report
}

/// Few options, so all of them stand in columns.
fn channel() -> Asked {
    let counts = |base: u64| {
        distribution(
            "distribution",
            &[("By telephone", base / 2), ("Online", base / 3), ("In person", base / 8), ("Some other way", base / 20)],
        )
    };
    let cells = vec![
        cell(&[], 412, counts(412)),
        cell(&[("site", "Northgate Surgery")], 112, counts(112)),
        cell(&[("site", "Riverside")], 96, counts(90)),
        suppressed(&[("site", "The Elms")], &counts(40)),
    ];
    question("channel", "single", "How did you book your appointment?", cells)
}

/// Many options, so only the leading ones do.
fn parking() -> Asked {
    let labels = [
        "On foot",
        "By bicycle",
        "By bus",
        "By train",
        "By car, alone",
        "By car, with others",
        "By taxi",
        "By hospital transport",
    ];
    let counts = |base: u64| {
        let counts: Vec<(&str, u64)> =
            labels.into_iter().zip([9, 4, 20, 2, 38, 17, 3, 1].map(|n| n * base / 100)).collect();
        distribution("distribution", &counts)
    };
    let cells = vec![
        cell(&[], 400, counts(400)),
        cell(&[("age", "16–34")], 150, counts(150)),
        cell(&[("age", "35+")], 250, counts(250)),
    ];
    question("travel", "single", "How did you travel to us?", cells)
}

fn ranked(base: u64, better: f64) -> Vec<Figure> {
    let ranks = [("Access", 1.62), ("Continuity", 2.013), ("Opening hours", 2.37)];
    let mut figures: Vec<_> =
        ranks.map(|(item, rank)| give(figure("ranking", Some(item), rank - better, Unit::Rank), 0.11)).to_vec();
    figures.extend(distribution(
        "first_choice",
        &[("Access", base / 2), ("Continuity", base / 3), ("Opening hours", base / 6)],
    ));
    figures
}

fn order() -> Asked {
    let cells = vec![
        cell(&[], 401, ranked(401, 0.0)),
        cell(&[("site", "Northgate Surgery")], 112, ranked(112, 0.1)),
        cell(&[("site", "Riverside")], 96, ranked(96, -0.125)),
    ];
    question("order", "ranking", "Put these in the order that matters to you.", cells)
}

/// A rating grid, weighted, by age.
fn grid() -> Report {
    let items = [
        ("time", "giving you enough time", [8, 14, 41, 160, 177]),
        ("listen", "listening to you", [5, 9, 30, 150, 210]),
        ("explain", "explaining tests and treatments in a way that you could understand", [12, 25, 60, 170, 130]),
        ("involve", "involving you in decisions about your care", [20, 31, 77, 150, 121]),
    ];
    let head = "Last time you saw a doctor, how good were they at each of the following?";
    let mut questions: Vec<_> = items
        .into_iter()
        .map(|(id, text, counts)| {
            let base = counts.iter().sum();
            let half = counts.map(|n| n / 2);
            let cells = vec![
                cell(&[], base, rating(counts)),
                cell(&[("age", "16–64")], base / 2, rating(half)),
                cell(&[("age", "65+")], base / 2, rating(half.map(|n| n / 2))),
            ];
            question(&format!("doctor.{id}"), "grid", &format!("{head} – {text}"), cells)
        })
        .collect();
    questions.insert(
        0,
        question(
            "overall",
            "rating",
            "Overall, how good was your visit?",
            vec![cell(&[], 400, rating([9, 13, 40, 160, 178]))],
        ),
    );
    let mut report = report(questions);
    report.settings.weighted = true;
    report.settings.by = vec!["age".to_owned()];
    for ledger in report.questions.iter_mut().flat_map(|q| &mut q.cells).filter_map(|cell| cell.ledger.as_mut()) {
        ledger.weighted *= 1.018;
        ledger.effective *= 0.871;
    }
    report
}

fn look(width: usize) -> Look {
    Look { width, color: false }
}

#[test]
fn overall_figures() {
    for width in [40, 80, 120] {
        expect_page(
            &format!("overall-{width}.txt"),
            &render::report(&published(&overall()), Text::Table, &look(width)),
        );
    }
    expect_page(
        "overall-color.txt",
        &render::report(&published(&overall()), Text::Table, &Look { width: 80, color: true }),
    );
}

#[test]
fn breakdowns() {
    for width in [40, 80, 120] {
        expect_page(
            &format!("breakdowns-{width}.txt"),
            &render::report(&published(&broken_down()), Text::Table, &look(width)),
        );
    }
}

#[test]
fn grids() {
    for width in [80, 120] {
        expect_page(&format!("grid-{width}.txt"), &render::report(&published(&grid()), Text::Table, &look(width)));
    }
}

#[test]
fn documents_and_data() {
    expect_page("overall.md", &render::report(&published(&overall()), Text::Markdown, &look(80)));
    expect_page("breakdowns.md", &render::report(&published(&broken_down()), Text::Markdown, &look(80)));
    expect_page("overall.csv", &render::report(&published(&overall()), Text::Csv, &look(80)));
    expect_page("breakdowns.csv", &render::report(&published(&broken_down()), Text::Csv, &look(80)));
}

#[test]
fn a_small_survey_is_all_marks() {
    let figures = nps_like(4, 50);
    let mut report = report(vec![question("recommend", "nps", RECOMMEND, vec![suppressed(&[], &figures)])]);
    report.accounting = Accounting { received: 4, filtered: Some(0), analysed: Some(4), ..Accounting::default() };
    expect_page("suppressed-80.txt", &render::report(&published(&report), Text::Table, &look(80)));
}

fn place(row: u64, column: &str, value: Option<&str>) -> FindingPlace {
    FindingPlace { input: 0, row, line: row + 1, column: column.to_owned(), value: value.map(str::to_owned) }
}

fn finding(about: &str, reason: Reason, count: u64, places: Vec<FindingPlace>) -> Finding {
    Finding { about: about.to_owned(), reason, count, places }
}

#[test]
fn checks() {
    let report = report(Vec::new());
    let mut check = CheckReport {
        schema: CHECK_SCHEMA.to_owned(),
        version: report.version,
        survey: report.survey,
        inputs: report.inputs,
        accounting: report.accounting,
        findings: Vec::new(),
        questions: vec![
            QuestionCheck {
                id: "staff".to_owned(),
                ledger: Some(Ledger {
                    asked: 1180,
                    no_answer: 30,
                    answered: 1150,
                    dont_know: 12,
                    unrecognised: 2,
                    valid: 1136,
                    ..Ledger::default()
                }),
            },
            QuestionCheck { id: "ward".to_owned(), ledger: None },
        ],
        grids: vec![GridCheck { id: "care".to_owned(), items: 5, answered: 1090, straight: 207 }],
        unused_columns: Vec::new(),
        changes: Vec::new(),
        cautions: Vec::new(),
    };
    expect_page("check-clean.txt", &render::check(&check, Text::Table, false, &look(80)));
    check.findings = vec![
        finding("rows", Reason::Duplicate, 4, [12, 90, 91, 707].map(|row| place(row, "", None)).to_vec()),
        finding("wait", Reason::OutOfRange, 23, (1..=20).map(|n| place(n * 51, "Q5", None)).collect()),
        finding(
            "staff",
            Reason::Unrecognised,
            2,
            vec![place(7, "Q3", Some("Goood")), place(1021, "Q3", Some("\u{1b}[2J"))],
        ),
    ];
    check.unused_columns = vec!["IP Address".to_owned(), "Custom Data 1".to_owned()];
    expect_page("check-findings.txt", &render::check(&check, Text::Table, false, &look(80)));
    let json = render::check(&check, Text::Json, false, &look(80));
    assert_eq!(serde_json::from_str::<CheckReport>(&json).expect("a check is JSON"), check);
}

#[test]
fn explanations() {
    let ledger = Ledger { refused: 1, weighted: 401.25, effective: 377.181, ..super::sample::ledger(412) };
    let group = ["site=Northgate Surgery".to_owned(), "age=65+".to_owned()];
    let steps = Explanation {
        metric: "nps".to_owned(),
        title: "Net Promoter Score".to_owned(),
        formula: "NPS = 100 × (promoters − detractors) ÷ base".to_owned(),
        source: "Reichheld, F. (2003). The one number you need to grow. Harvard Business Review 81(12), 46–54."
            .to_owned(),
        steps: vec![
            "promoters (9–10): 247".to_owned(),
            "detractors (0–6): 62".to_owned(),
            "100 × (247 − 62) ÷ 412 = 44.9029".to_owned(),
        ],
    };
    let text = render::explanation(RECOMMEND, &group, Some(&ledger), std::slice::from_ref(&steps), &look(80));
    expect_page("explanation-80.txt", &text);
    let hidden = render::explanation(RECOMMEND, &group, None, &[steps], &look(80));
    assert!(!hidden.contains("247"), "a suppressed group is not explained:\n{hidden}");
    expect_page("explanation-suppressed.txt", &hidden);
}

#[test]
fn json_reads_back_as_the_same_report() {
    for report in [overall(), broken_down(), grid()] {
        let json = render::report(&published(&report), Text::Json, &look(80));
        assert!(json.starts_with("{\n  \"schema\": ") && json.ends_with("}\n"));
        assert!(serde_json::from_str::<Report>(&json).expect("a report is JSON") == report);
    }
}
