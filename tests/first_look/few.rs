//! First looks at a few responses: whatever was not seen, the definition is sound and fits.

use crate::support::Dice;
use crate::support::{Fixture, root};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// How many responses are left of an export.
const FEW: [usize; 5] = [1, 2, 3, 5, 8];

/// Exports whose header takes up more than one row: how many.
const HEADERS: [(&str, usize); 4] =
    [("qualtrics", 3), ("qualtrics-legacy", 2), ("surveymonkey", 2), ("surveymonkey-expanded", 2)];

/// The exports of the examples and of the platforms, with the rows of their headers.
fn exports() -> Vec<(PathBuf, usize)> {
    let mut found = Vec::new();
    for folder in ["examples", "tests/platform"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let rows = HEADERS.iter().find(|(known, _)| *known == name).map_or(1, |(_, rows)| *rows);
            found.push((path.join("export.csv"), rows));
        }
    }
    found.retain(|(path, _)| path.exists());
    found.sort();
    found
}

/// The rows of an export as they are written; a line break within quotation marks ends none.
fn rows(bytes: &[u8]) -> Vec<&[u8]> {
    let mut is_quoted = false;
    let ends_row = |byte: &u8| {
        is_quoted ^= *byte == b'"';
        *byte == b'\n' && !is_quoted
    };
    bytes.split_inclusive(ends_row).collect()
}

/// What is wrong with the first definition of some rows of an export, if anything is.
fn look(header: &[&[u8]], responses: &[&[u8]]) -> Option<String> {
    let fixture = Fixture::new().file("export.csv", &[header, responses].concat().concat());
    let made = fixture.run(&["init", "export.csv", "-o", "survey.yaml"]);
    if made.code != 0 {
        return Some(made.to_string());
    }
    let checked = fixture.run(&["check", "survey.yaml", "export.csv"]);
    (checked.code != 0).then(|| checked.to_string())
}

fn wrong_with_few_of(path: &Path, header: usize, dice: &mut Dice) -> String {
    let bytes = std::fs::read(path).expect("an export");
    let rows = rows(&bytes);
    let mut wrong = String::new();
    for few in FEW {
        let mut left = rows[header..].to_vec();
        let drawn: Vec<&[u8]> = (0..few.min(left.len())).map(|_| left.swap_remove(dice.below(left.len()))).collect();
        if let Some(fault) = look(&rows[..header], &drawn) {
            let _ = writeln!(wrong, "{few} responses of {}: {fault}", path.display());
        }
    }
    wrong
}

#[test]
fn a_few_responses_are_enough_for_a_definition_that_fits() {
    let exports = exports();
    assert!(exports.len() >= 18, "{} exports", exports.len());
    let (even, odd): (Vec<_>, Vec<_>) = exports.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let look = |some: Vec<(usize, &(PathBuf, usize))>| -> String {
        some.into_iter()
            .map(|(at, (path, header))| wrong_with_few_of(path, *header, &mut Dice::new(at as u64)))
            .collect()
    };
    let wrong = std::thread::scope(|scope| {
        let even = scope.spawn(|| look(even));
        look(odd) + &even.join().expect("no panic")
    });
    assert!(wrong.is_empty(), "{wrong}");
}
