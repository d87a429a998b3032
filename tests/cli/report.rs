//! Reports: every format is there, hostile data does no harm, the same input gives the same files, and a run
//! that fails leaves the last report as it was.

use super::{CLINIC, HEADER};
use crate::support::{Fixture, files, root, run_in};
use std::io::{Cursor, Read};
use std::path::Path;

/// A file inside a workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

/// The sheets of a workbook.
fn sheets(workbook: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let is_sheet = |name: &&String| name.starts_with("xl/worksheets/sheet");
    names.iter().filter(is_sheet).map(|name| part(workbook, name)).collect()
}

const ALL: &str = "png,html,xlsx,svg,markdown,json";

#[test]
fn reports_of_the_examples_are_whole_and_the_same_on_any_number_of_threads() {
    for (name, by) in [("gp-experience", "site"), ("hospital-inpatient", "ward")] {
        let fixture = Fixture::new();
        let survey = root().join(format!("surveys/{name}.yaml")).display().to_string();
        let export = root().join(format!("examples/{name}/export.csv")).display().to_string();
        for threads in ["1", "4"] {
            let arguments =
                ["report", &survey, &export, "-o", threads, "--by", by, "--format", ALL, "--threads", threads];
            fixture.run(&arguments).ok();
        }
        let (one, four) = (files(&fixture.path("1")), files(&fixture.path("4")));
        assert_eq!(one.keys().collect::<Vec<_>>(), four.keys().collect::<Vec<_>>());
        let differing: Vec<_> = one.keys().filter(|path| one[*path] != four[*path]).collect();
        assert_eq!(differing, Vec::<&String>::new());
        for file in
            ["report.png", "report-wide.png", "report.html", "report.xlsx", "report.md", "report.json", "report.svg"]
        {
            assert!(one.contains_key(file), "{name}: {file}");
        }
        assert!(one.keys().filter(|path| path.starts_with("charts/") && has_ending(path, "png")).count() >= 10);
        let page = String::from_utf8(one["report.html"].clone()).expect("text");
        assert_eq!(page.matches("<table").count(), page.matches("<caption").count(), "every table has a caption");
        assert!(!page.contains("http-equiv=\"refresh\"") && !page.contains("<script") && !page.contains(" src="));
    }
}

const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "=1+1",
    "../../x",
    "\u{202e}evil\u{202c} שלום",
    "👩‍⚕️ \"quoted\" & 'single'",
    "@SUM(A1:A9)",
    "]]> <!-- ${x} {{ y }}",
    "LONG",
];

#[test]
fn hostile_labels_do_no_harm_in_any_format() {
    let labels: Vec<String> = HOSTILE.map(|label| label.replace("LONG", &"very long ".repeat(30))).into();
    let quoted = |label: &String| format!("\"{}\"", label.replace('\\', "\\\\").replace('"', "\\\""));
    let options = labels.iter().map(quoted).collect::<Vec<_>>().join(", ");
    let definition = format!(
        "survey: hostile\ntitle: {}\nquestions:\n  worst: {{ kind: single, text: {}, column: Q, options: [{options}] }}\n  \
         recommend: {{ kind: nps, text: {}, column: N }}\nsegments: {{ site: S }}\ndisclosure: {{ minimum: 1 }}\n",
        quoted(&labels[0]),
        quoted(&labels[0]),
        quoted(&labels[7]),
    );
    let cell = |label: &String| format!("\"{}\"", label.replace('"', "\"\""));
    let rows = (0..80).map(|row| {
        format!("{},{},{}\n", cell(&labels[row % 8]), row % 11, cell(&(labels[(row + row / 8) % 8].clone() + "\0")))
    });
    let fixture = Fixture::new().survey(&definition).csv(&format!("Q,N,S\n{}", rows.collect::<String>()));
    fixture.run(&["report", "survey.yaml", "export.csv", "-o", "out", "--by", "site", "--format", ALL]).ok();
    let outside: Vec<String> = files(&fixture.path("")).into_keys().filter(|path| !path.starts_with("out/")).collect();
    assert_eq!(outside, ["export.csv", "survey.yaml"]);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./".contains(c);
    for (path, bytes) in files(&fixture.path("out")) {
        assert!(path.chars().all(plain), "{path}");
        if has_ending(&path, "svg") {
            let text = String::from_utf8(bytes).expect("text");
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
    let page = std::fs::read_to_string(fixture.path("out/report.html")).expect("the page");
    assert!(page.contains("default-src 'none'") && !page.contains("<script") && !page.contains('\0'));
    let workbook = std::fs::read(fixture.path("out/report.xlsx")).expect("the workbook");
    assert!(part(&workbook, "xl/sharedStrings.xml").contains("<t>=1+1</t>"));
    assert!(sheets(&workbook).iter().all(|sheet| !sheet.contains("<f>") && !sheet.contains("<f ")), "no formulas");
}

#[test]
fn workbooks_hold_numbers_with_their_bases_and_marks_for_what_is_hidden() {
    let rows = (0..40).map(|row| {
        format!("r{row},2026-03-02,{},{},Good,20,Check-up\n", if row < 37 { "North" } else { "Tiny" }, row % 11)
    });
    let definition = CLINIC.replace("minimum: 1", "minimum: 5");
    let fixture = Fixture::new().survey(&definition).csv(&format!("{HEADER}{}", rows.collect::<String>()));
    fixture.run(&["report", "survey.yaml", "export.csv", "-o", "out", "--by", "site", "--format", "xlsx"]).ok();
    let workbook = std::fs::read(fixture.path("out/report.xlsx")).expect("the workbook");
    let book = part(&workbook, "xl/workbook.xml");
    for sheet in ["Summary", "By site", "Figures", "Bases", "Data quality", "Method"] {
        assert!(book.contains(&format!("name=\"{sheet}\"")), "{sheet}");
    }
    let figures = part(&workbook, "xl/worksheets/sheet3.xml");
    let document = roxmltree::Document::parse(&figures).expect("XML");
    let numbers = document.descendants().filter(|node| node.has_tag_name("c") && node.attribute("t").is_none());
    assert!(numbers.filter(|cell| cell.descendants().any(|node| node.has_tag_name("v"))).count() >= 4, "real numbers");
    assert!(figures.contains("<pane "), "headers stay in sight");
    let strings = part(&workbook, "xl/sharedStrings.xml");
    assert!(strings.contains("<t>*</t>"), "hidden groups are marked");
    let mark = strings.split("<t>*</t>").next().expect("a part").matches("<si>").count() - 1;
    let marked = |sheet: &str| sheet.contains(&format!("t=\"s\"><v>{mark}</v>"));
    assert!(marked(&part(&workbook, "xl/worksheets/sheet2.xml")), "where people read");
    assert!(!marked(&figures), "but columns of numbers hold numbers");
}

#[test]
fn a_failed_run_leaves_the_last_report_whole() {
    let good = format!("{HEADER}r1,2026-03-02,North,9,Good,20,Check-up\n");
    let fixture = Fixture::new().survey(CLINIC).csv(&good);
    fixture.run(&["report", "survey.yaml", "export.csv", "-o", "out", "--format", "html,svg"]).ok();
    let before = files(&fixture.path("out"));
    std::fs::write(fixture.path("export.csv"), "id,other\n1,2\n").expect("an export without the columns");
    let run = fixture.run(&["report", "survey.yaml", "export.csv", "-o", "out", "--format", "html,svg"]);
    assert_eq!(run.code, 2, "{run}");
    assert_eq!(files(&fixture.path("out")), before);
}

#[test]
fn one_chart_is_drawn_by_its_question() {
    let fixture = Fixture::new()
        .survey(CLINIC)
        .csv(&format!("{HEADER}r1,2026-03-02,North,9,Good,20,Check-up\nr2,2026-03-02,South,3,Poor,40,Check-up\n"));
    fixture.run(&["chart", "recommend", "survey.yaml", "export.csv", "-o", "nps.svg"]).ok();
    fixture
        .run(&["chart", "recommend", "survey.yaml", "export.csv", "--by", "site", "-o", "sites.png", "--width", "480"])
        .ok();
    let svg = std::fs::read_to_string(fixture.path("nps.svg")).expect("the drawing");
    assert!(svg.contains("<title>Net Promoter Score"), "{svg}");
    let decoder = png::Decoder::new(Cursor::new(std::fs::read(fixture.path("sites.png")).expect("the picture")));
    assert_eq!(decoder.read_info().expect("a picture").info().width, 480);
    let run = fixture.run(&["chart", "recomend", "survey.yaml", "export.csv", "-o", "x.png"]);
    assert_eq!((run.code, run.stderr.contains("did you mean `recommend`?")), (2, true), "{run}");
    let run = fixture.run(&["chart", "recommend", "survey.yaml", "export.csv", "-o", "x.gif"]);
    assert_eq!((run.code, run.stderr.contains(".png or .svg")), (2, true), "{run}");
}

/// The pictures in the README, and how each is made. Set `UPDATE_EXPECTED=1` to draw them anew.
const PICTURES: [(&str, &[&str]); 4] = [
    (
        "scorecard",
        &[
            "report",
            "surveys/gp-experience.yaml",
            "examples/gp-experience/export.csv",
            "--by",
            "site",
            "--every",
            "month",
            "--format",
            "png",
            "--width",
            "620",
        ],
    ),
    ("care", &["chart", "care", "surveys/gp-experience.yaml", "examples/gp-experience/export.csv", "--width", "720"]),
    (
        "trend",
        &[
            "chart",
            "overall",
            "surveys/hospital-inpatient.yaml",
            "examples/hospital-inpatient/export.csv",
            "--every",
            "month",
            "--width",
            "720",
        ],
    ),
    (
        "control",
        &[
            "chart",
            "phone",
            "surveys/phone-training.yaml",
            "examples/phone-training/before.csv",
            "examples/phone-training/after.csv",
            "--every",
            "week",
            "--width",
            "960",
        ],
    ),
];

#[test]
fn the_pictures_in_the_readme_are_current() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let folder = tempfile::TempDir::new().expect("a folder");
    for (name, arguments) in PICTURES {
        let out = folder.path().join(if arguments[0] == "report" { name.to_owned() } else { format!("{name}.png") });
        run_in(&root(), &[arguments, &["-o", out.to_str().expect("a path")]].concat(), b"").ok();
        let drawn = std::fs::read(if arguments[0] == "report" { out.join("report.png") } else { out }).expect("drawn");
        let shown = format!("examples/pictures/{name}.png");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::create_dir_all(root().join("examples/pictures")).expect("the folder can be made");
            std::fs::write(root().join(&shown), &drawn).expect("the picture can be written");
        }
        assert!(readme.contains(&shown), "{shown} is shown");
        assert!(
            std::fs::read(root().join(&shown)).expect("the picture") == drawn,
            "{shown} is not current: set UPDATE_EXPECTED"
        );
    }
}

fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == ending)
}
