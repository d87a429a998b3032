//! Rankings however they are written down: a column for each item, a column for each place, or all in one cell.

use crate::support::Fixture;

const ROWS: [[&str; 3]; 6] = [
    ["Price", "Skill", "Wait"],
    ["Skill", "Price", "Wait"],
    ["Price", "Wait", "Skill"],
    ["Price", "Skill", ""],
    ["Wait", "", ""],
    ["", "", ""],
];

const ITEMS: [&str; 3] = ["Price", "Skill", "Wait"];

/// The figures of 20 times these rows, written down so.
fn figures(keys: &str, header: &str, row: impl Fn(&[&str; 3]) -> String) -> String {
    let definition = format!("survey: p\nquestions:\n  r: {{ kind: ranking, text: R, {keys} }}\n");
    let rows: String = ROWS.iter().map(|places| row(places) + "\n").collect();
    let fixture = Fixture::new().survey(&definition).csv(&format!("{header}\n{}", rows.repeat(20)));
    fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "csv"]).ok()
}

#[test]
fn one_ranking_has_the_same_figures_in_every_form() {
    let rank = |places: &[&str; 3], item: &str| {
        places.iter().position(|place| *place == item).map_or_else(String::new, |at| (at + 1).to_string())
    };
    let per_item = figures("items: { Price: p, Skill: s, Wait: w }", "id,p,s,w", |places| {
        format!("1,{}", ITEMS.map(|item| rank(places, item)).join(","))
    });
    let options = "options: [Price, Skill, Wait]";
    let per_place =
        figures(&format!("column: [a, b, c], {options}"), "id,a,b,c", |places| format!("1,{}", places.join(",")));
    let codes = "codes: { 1: Price, 2: Skill, 3: Wait }";
    let by_code = figures(&format!("column: [a, b, c], {options}, {codes}"), "id,a,b,c", |places| {
        let code = |place: &str| {
            ITEMS.iter().position(|item| *item == place).map_or_else(String::new, |at| (at + 1).to_string())
        };
        format!("1,{}", places.map(code).join(","))
    });
    let listed = figures(&format!("column: a, separator: \";\", {options}"), "id,a", |places| {
        format!("1,{}", places.iter().filter(|place| !place.is_empty()).copied().collect::<Vec<_>>().join(";"))
    });
    assert!(per_item.contains("first_choice"), "{per_item}");
    assert_eq!(per_place, per_item);
    assert_eq!(by_code, per_item);
    // Of one item alone, the list is the item itself.
    assert_eq!(listed, per_item);
}

#[test]
fn an_item_in_two_places_is_not_understood() {
    let definition =
        "survey: p\nquestions:\n  r: { kind: ranking, text: R, column: [a, b], options: [Price, Skill] }\n";
    let csv = "id,a,b\n1,Price,Skill\n2,Price,Price\n3,Cost,Skill\n";
    let run = Fixture::new().survey(definition).csv(csv).run(&["check", "survey.yaml", "export.csv"]);
    assert_eq!(run.code, 1, "{run}");
    assert!(run.stdout.contains("column `b`, row 2\n  column `a`, row 3"), "{run}");
}
