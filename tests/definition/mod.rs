//! Definitions: what is refused and in which words, and that the shipped ones are sound.

mod blocks;
mod guessed;
mod inferred;
mod written;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use std::fs;
use std::path::{Path, PathBuf};
use survey::definition;

/// The files of a folder of the project with this extension, by name.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).expect("the folder is there").filter_map(Result::ok);
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether a file holds this text. With `UPDATE_EXPECTED=1` it is made to.
fn holds(path: &Path, text: &str) -> bool {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(path, text).expect("the file can be written");
    }
    fs::read_to_string(path).is_ok_and(|found| found == text)
}

/// Each `broken/NAME.yaml` is refused in the words of `broken/NAME.txt`.
#[test]
fn broken_definitions_are_refused_in_plain_words() {
    let broken = files("tests/definition/broken", "yaml");
    assert!(broken.len() >= 20, "only {} broken definitions", broken.len());
    for path in broken {
        let bytes = fs::read(&path).expect("the file can be read");
        let refusal = match definition::parse(&bytes, &name(&path)) {
            Err(faults) => faults.render(false),
            Ok(survey) => panic!("{} is accepted: {survey:?}", name(&path)),
        };
        let expected = path.with_extension("txt");
        assert!(holds(&expected, &refusal), "{} reads differently now:\n{refusal}", name(&expected));
    }
}

/// Every shipped definition is sound and names the schema beside it.
#[test]
fn shipped_definitions_are_sound() {
    let shipped = files("surveys", "yaml");
    assert!(shipped.len() >= 7, "only {} shipped definitions", shipped.len());
    for path in shipped {
        let survey = definition::load(&path).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(format!("{}.yaml", survey.id), name(&path), "a definition is called like its file");
        let text = fs::read_to_string(&path).expect("the file can be read");
        assert!(text.starts_with("# yaml-language-server: $schema=survey.schema.json\n"), "{}", name(&path));
    }
}

/// `surveys/survey.schema.json` is what `survey generate schema` prints.
#[test]
fn the_shipped_schema_is_current() {
    let schema = serde_json::to_string_pretty(&definition::schema()).expect("a schema is JSON") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/survey.schema.json");
    assert!(holds(&path, &schema), "run the tests with UPDATE_EXPECTED=1 to write it anew");
}

/// Events stand in time, are called by their labels, and mean all items of a grid.
#[test]
fn events_are_days_with_expectations() {
    let text = "survey: s\nsubmitted: Day\nquestions:\n  q: { kind: nps, column: Q }\n  care:\n    kind: grid\n    \
                options: [Bad, Good]\n    items: { time: T, talk: L }\nevents:\n  - { date: 2026-04-01, label: \
                Phone  training!, expect: { q: up, care: down } }\n  - { date: 2026-01-05, label: Move, id: moved, rebase: true }\n";
    let survey = definition::parse(text.as_bytes(), "s.yaml").unwrap_or_else(|faults| panic!("{faults}"));
    let [moved, trained] = survey.events.as_slice() else { panic!("two events: {:?}", survey.events) };
    assert_eq!((moved.id.as_str(), moved.rebase, moved.day), ("moved", true, 20_458));
    assert_eq!((trained.id.as_str(), trained.rebase, trained.day), ("phone-training", false, 20_544));
    let (up, down) = (definition::EventDirection::Up, definition::EventDirection::Down);
    assert_eq!(trained.expect, [(0, up), (1, down), (2, down)]);
}

/// Damages a definition: removes a stretch of it and puts something else there.
fn damaged(text: &str, at: usize, length: usize, patch: &[u8]) -> Vec<u8> {
    let start = at % (text.len() + 1);
    let end = (start + length).min(text.len());
    [&text.as_bytes()[..start], patch, &text.as_bytes()[end..]].concat()
}

/// What YAML gives a meaning to.
const MEANINGFUL: &str = "[ \n\t:,{}\\[\\]\"'&*!|>%@`#~?0-9a-zé-]{0,12}";

proptest! {
    #[test]
    fn any_bytes_are_accepted_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        refused_in_words(&bytes)?;
    }

    #[test]
    fn any_yaml_is_accepted_or_refused(text in "([ \n:,{}\\[\\]\"'&*!|>%-]|survey|questions|kind|nps|column|scales|a){0,60}") {
        refused_in_words(text.as_bytes())?;
    }

    #[test]
    fn a_damaged_definition_is_accepted_or_refused(
        which in any::<Index>(),
        at in any::<usize>(),
        length in 0_usize..40,
        patch in MEANINGFUL,
    ) {
        let shipped = files("surveys", "yaml");
        let text = fs::read_to_string(which.get(&shipped)).expect("the file can be read");
        refused_in_words(&damaged(&text, at, length, patch.as_bytes()))?;
    }
}

/// A definition is accepted, or refused with at least one fault that can be shown.
fn refused_in_words(bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Err(faults) = definition::parse(bytes, "any.yaml") {
        let shown = faults.render(false);
        prop_assert!(shown.starts_with("error: "), "{shown}");
        prop_assert!(shown.chars().all(|character| character == '\n' || !character.is_control()), "{shown:?}");
    }
    Ok(())
}
