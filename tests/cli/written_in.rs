//! What people wrote in is no option: it is counted together, told, and shown nowhere. Columns that point to people
//! are left out.

use crate::support::{Fixture, files};

const TAXI: &str = "Taxi with John Smith 07700 900123";

/// Forty responses; one came in a way of their own, one used something of their own.
fn csv() -> String {
    let row = |at: usize| {
        let way = if at == 7 { TAXI } else { ["Bus", "Car", "On foot"][at % 3] };
        let used =
            if at == 3 { "Web;My cousin Bob" } else { ["Web;Phone", "Web", "Phone", "Desk", "Web;Desk"][at % 5] };
        let who = ["Anna", "Bernd", "Carla"][at % 3];
        let more = ["no", "Thanks", "It was long ago but the nurse Jane Roe was late for me"][at % 3];
        format!("r{at},{way},{used},{who},p{at}@example.org,{more} {at},{}\n", at % 11)
    };
    "id,How did you get here?,What did you use?,Interviewer,Q5,Anything else?,How likely are you to recommend us?\n"
        .to_string()
        + &(0..40).map(row).collect::<String>()
}

#[test]
fn what_one_person_wrote_in_is_shown_nowhere() {
    let fixture = Fixture::new().csv(&csv());
    let analysis = fixture.run(&["analyze", "export.csv"]);
    assert_eq!(analysis.code, 0, "{analysis}");
    assert!(analysis.stdout.contains("1 answer given by fewer than 5 people"), "{analysis}");
    assert!(analysis.stdout.contains("Other answers"), "{analysis}");
    fixture.run(&["init", "export.csv", "-o", "made.yaml"]).ok();
    fixture.run(&["check", "made.yaml", "export.csv"]).ok();
    fixture.run(&["report", "export.csv", "-o", "report"]).ok();
    let kept = fixture.run(&["analyze", "made.yaml", "export.csv"]).ok();
    let figures = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.contains('%') && line.contains("to")).map(str::to_string).collect()
    };
    assert_eq!(figures(&kept), figures(&analysis.stdout));
    for (name, bytes) in files(fixture.path("").as_path()).into_iter().filter(|(name, _)| name != "export.csv") {
        let text = String::from_utf8_lossy(&bytes);
        for word in ["John", "cousin", "Anna", "Jane Roe", "@example"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
    let made = std::fs::read_to_string(fixture.path("made.yaml")).expect("a definition");
    assert!(made.contains("Left out as personal data: `Interviewer`, `Q5`"), "{made}");
}

#[test]
fn answers_that_are_none_of_the_options_count_as_the_other_one() {
    let survey = "survey: s\nquestions:\n  way: { kind: single, column: 1, options: [Bus, Car], other: Another way }\n\
                  \x20 used: { kind: multiple, column: 2, options: [Web, Phone], separator: \";\", other: Phone }\n\
                  segments:\n  by_way: { column: 1, options: [Bus], other: Not by bus }\n\
                  disclosure: { minimum: 1 }\n";
    let rows = "way,used\nBus,Web\nTram,Web;Pigeon\n,\nCar,Owl;Fax\n";
    let fixture = Fixture::new().survey(survey).csv(rows);
    let table = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "csv", "--by", "by_way"]).ok();
    fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
    for word in ["Another way", "Not by bus"] {
        assert!(table.contains(word), "{table}");
    }
    for word in ["Tram", "Pigeon", "Owl"] {
        assert!(!table.contains(word), "{table}");
    }
}

#[test]
fn short_files_name_no_answer_of_fewer_people_than_figures_are_shown_of() {
    const COLOURS: [&str; 4] = ["Blue", "Green", "Red", "White"];
    let row = |at: usize| {
        let ward = if at < 4 { "Ward of Dr Jones" } else { COLOURS[at % 4] };
        let used = if at < 3 { "Web;Pigeon" } else { ["Web", "Phone", "Web;Phone"][at % 3] };
        let tree = ["Elm", "Oak", "Ash", "Fir", "Bay laurel", "Lime"][at % 6];
        format!("r{at},{ward},{used},{tree},{}\n", at % 11)
    };
    let rows: String = (0..24).map(row).collect();
    let header = "id,Ward,What did you use?,Which tree do you like?,How likely are you to recommend us?\n";
    let fixture = Fixture::new().csv(&format!("{header}{rows}"));
    let table = fixture.run(&["analyze", "export.csv"]).ok();
    fixture.run(&["init", "export.csv", "-o", "made.yaml"]).ok();
    fixture.run(&["check", "made.yaml", "export.csv"]).ok();
    let made = std::fs::read_to_string(fixture.path("made.yaml")).expect("a definition");
    for shown in [&table, &made] {
        assert!(COLOURS.iter().all(|colour| shown.contains(colour)), "{shown}");
        assert!(shown.contains("Other answers"), "{shown}");
        for few in ["Jones", "Pigeon", "Bay laurel", "Lime"] {
            assert!(!shown.contains(few), "{few}: {shown}");
        }
    }
}

#[test]
fn an_other_that_has_no_place_is_refused() {
    let survey = "survey: s\nquestions:\n  used: { kind: multiple, columns: { A: 1, B: 2 }, other: Rest }\n\
                  segments:\n  site: { column: 1, other: Rest }\n";
    let run = Fixture::new().survey(survey).csv("a,b\n1,\n").run(&["check", "survey.yaml", "export.csv"]);
    assert!(
        run.code == 1 && run.stderr.contains("no `options`") && run.stderr.contains("`Rest` is not an option of"),
        "{run}"
    );
}

#[test]
fn what_stands_beside_points_and_ticks_is_told_by_its_number() {
    let row = |at: usize| {
        let likely = if at == 7 { "Ask Jane Roe".to_string() } else { (at % 11).to_string() };
        let tick = |is_chosen: bool| if is_chosen { "Yes" } else { "No" };
        let bus = if at == 9 { "John drove" } else { tick(at.is_multiple_of(2)) };
        format!("r{at},{likely},{bus},{},{}", tick(at.is_multiple_of(3)), tick(at.is_multiple_of(5)))
    };
    let rows: Vec<String> = (0..60).map(row).collect();
    let header = "id,How likely are you to recommend us?,How did you get here? [Bus],How did you get here? [Car],\
                  How did you get here? [Train]";
    let fixture = Fixture::new().csv(&format!("{header}\n{}\n", rows.join("\n")));
    for format in ["table", "json", "markdown"] {
        let analysis = fixture.run(&["analyze", "export.csv", "-f", format]);
        assert_eq!(analysis.code, 0, "{analysis}");
        let said = format!("{}{}", analysis.stdout, analysis.stderr);
        assert!(!said.contains("Jane") && !said.contains("John"), "{said}");
        assert!(said.contains("1 cell holds none of the answers, taken for no answer"), "{said}");
    }
    fixture.run(&["init", "export.csv", "-o", "made.yaml"]).ok();
    fixture.run(&["check", "made.yaml", "export.csv"]).ok();
}

#[test]
fn what_one_person_said_beside_one_answer_is_counted_and_not_shown() {
    let row = |at: usize| format!("r{at},{},{}", if at == 7 { "Borrowed" } else { "Blue" }, at % 11);
    let rows: Vec<String> = (0..30).map(row).collect();
    let csv = format!("id,Badge,How likely are you to recommend us?\n{}\n", rows.join("\n"));
    let fixture = Fixture::new().csv(&csv);
    let analysis = fixture.run(&["analyze", "export.csv"]).ok();
    assert!(analysis.contains("Other answers") && !analysis.contains("Borrowed"), "{analysis}");
    fixture.run(&["init", "export.csv", "-o", "made.yaml"]).ok();
    fixture.run(&["check", "made.yaml", "export.csv"]).ok();
    let made = std::fs::read_to_string(fixture.path("made.yaml")).expect("a definition");
    assert!(made.contains("options: [Blue, Other answers]") && !made.contains("Borrowed"), "{made}");
}
