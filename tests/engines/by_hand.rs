//! Responses grouped by hand, as a database groups them.

use super::cases::{Case, Sheet, cases};
use std::collections::BTreeMap;
use survey::responses::Table;
use survey::rows::{Bundled, Counts, Extract, Look};

/// Bundles of a look in some pieces.
fn by_hand(case: &Case) -> Counts {
    let sheet = Sheet::of(&case.export);
    let table = Table::new("-", &sheet.header, &case.survey).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut engine = Bundled::new(&case.survey, &case.plan(), table).unwrap_or_else(|faults| panic!("{faults:?}"));
    loop {
        for at in 0..engine.looks().len() {
            let groups: Vec<_> = grouped(&sheet, &engine.looks()[at]).into_iter().collect();
            for piece in groups.chunks(5) {
                let mut bundles = engine.bundles(at);
                for (cells, responses) in piece {
                    bundles.push(cells.iter().map(String::as_str), *responses, None);
                }
                engine.add(at, bundles).unwrap_or_else(|faults| panic!("{faults:?}"));
            }
        }
        if !engine.begins_again().unwrap_or_else(|faults| panic!("{faults:?}")) {
            return engine.finish("by hand").unwrap_or_else(|faults| panic!("{faults:?}"));
        }
    }
}

fn grouped(sheet: &Sheet, look: &Look) -> BTreeMap<Vec<String>, u64> {
    let mut groups = BTreeMap::new();
    for row in &sheet.rows {
        let cells = look.columns.iter().map(|(column, extract)| extracted(&row[*column], *extract)).collect();
        *groups.entry(cells).or_default() += 1;
    }
    groups
}

fn extracted(cell: &str, extract: Extract) -> String {
    match extract {
        Extract::Filled { longest } if cell.trim().chars().count() > longest => "x".to_owned(),
        Extract::Filled { .. } | Extract::Day | Extract::Hour | Extract::Weight | Extract::Whole => cell.to_owned(),
    }
}

#[test]
fn responses_grouped_by_hand_count_as_their_rows_do() {
    for case in cases() {
        case.assert_same(by_hand(&case), "by hand");
    }
}
