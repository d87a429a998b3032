//! First looks at made-up exports: every platform's layout, six languages, and what goes wrong in real files.
//! What `survey init` makes of them is held against what was asked.

mod asked;
mod few;
mod judge;
mod layouts;
mod routing;
mod words;

use crate::support::{Dice, Fixture};
use asked::{Survey, TROUBLES};
use judge::judge;
use layouts::{Export, exports, layouts};
use std::fmt::Write as _;
use std::sync::Arc;
use words::LANGUAGES;

/// Share of the questions whose kind, options and order have to be right.
const RIGHT: f64 = 99.0;

/// Of this many combinations of layout, language and trouble, one is looked at.
const EVERY: usize = 7;

/// The column of cautions, the last one.
const CAUTIONS: usize = 20;

/// A made-up export with what was asked.
struct MadeUp {
    name: String,
    survey: Arc<Survey>,
    export: Export,
}

/// What was found in some exports.
#[derive(Default)]
struct Found {
    asked: usize,
    right: usize,
    /// Definitions that could not be made, do not pass `check`, or give other figures than there were without.
    unsound: usize,
    /// Everything that is wrong, a line each.
    wrong: String,
}

/// Every layout meets every language and every trouble.
fn made_up() -> Vec<MadeUp> {
    let mut all = Vec::new();
    for (at, language) in LANGUAGES.iter().enumerate() {
        for (number, trouble) in TROUBLES.iter().enumerate() {
            let seed = (at * TROUBLES.len() + number) as u64;
            let survey = Arc::new(Survey::new(language, *trouble, seed));
            let written = exports(&survey, &mut Dice::new(seed + 1000)).into_iter().enumerate();
            let kept = written.filter(|(place, _)| (place + at + number) % EVERY == 0);
            all.extend(kept.map(|(_, export)| {
                let name = format!("{} · {} · {trouble:?}", export.layout, language.code);
                MadeUp { name, survey: Arc::clone(&survey), export }
            }));
        }
    }
    all
}

impl MadeUp {
    /// Looks at the export for the first time.
    fn look(&self, found: &mut Found) {
        let fixture = Fixture::new().file("export.csv", &self.export.bytes);
        let run = fixture.run(&["init", "export.csv", "-o", "survey.yaml"]);
        if run.code != 0 {
            let _ = writeln!(found.wrong, "{}: init: {run}", self.name);
            found.unsound += 1;
            return;
        }
        let yaml = std::fs::read(fixture.path("survey.yaml")).expect("a definition");
        let definition = survey::definition::parse(&yaml, "survey.yaml").expect("a definition that is sound");
        let verdicts = judge(&self.survey, &self.export, &definition);
        found.asked += verdicts.len();
        found.right += verdicts.iter().filter(|verdict| verdict.right).count();
        for verdict in verdicts.iter().filter(|verdict| !verdict.right) {
            let _ = writeln!(found.wrong, "{}: {}: {}", self.name, verdict.question, verdict.why);
        }
        let checked = fixture.run(&["check", "survey.yaml", "export.csv"]);
        if checked.code != 0 {
            let _ = writeln!(found.wrong, "{}: check: {}", self.name, checked.stdout);
            found.unsound += 1;
        }
        let with = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "csv"]);
        let without = fixture.run(&["analyze", "export.csv", "-f", "csv"]);
        if figures(&with.stdout) != figures(&without.stdout) || with.code != without.code {
            let _ = writeln!(found.wrong, "{}: analyze: other figures than without the definition", self.name);
            found.unsound += 1;
        }
    }
}

/// The rows of an analysis without their cautions: what was guessed is said only where nobody has read it.
fn figures(csv: &str) -> Vec<csv::StringRecord> {
    let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes()).into_records();
    rows.map(|row| row.expect("a table").iter().take(CAUTIONS).collect()).collect()
}

#[test]
fn first_looks_are_right() {
    let all = made_up();
    assert!(all.len() >= 40 && layouts() >= 15, "{} exports", all.len());
    let (one, other) = all.split_at(all.len() / 2);
    let look = |some: &[MadeUp]| {
        let mut found = Found::default();
        for export in some {
            export.look(&mut found);
        }
        found
    };
    let (one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| look(one));
        let other = look(other);
        (one.join().expect("no panic"), other)
    });
    let (asked, right) = (one.asked + other.asked, one.right + other.right);
    let share = 100.0 * f64::from(u32::try_from(right).expect("few")) / f64::from(u32::try_from(asked).expect("few"));
    let wrong = one.wrong + &other.wrong;
    assert_eq!(one.unsound + other.unsound, 0, "definitions that are not sound\n{wrong}");
    assert!(share >= RIGHT, "{right} of {asked} right in {} exports ({share:.1} %)\n{wrong}", all.len());
}
