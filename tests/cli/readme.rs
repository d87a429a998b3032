//! Every console block in the README runs and prints what it shows.

use crate::support::{root, run_in};

/// One command of a console block and the lines shown below it.
struct Shown {
    command: String,
    output: String,
}

/// The commands of all blocks marked `console`; lines that start with `$ ` are commands.
fn shown(readme: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for line in block.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                all.push(Shown { command: command.to_string(), output: String::new() });
            } else {
                all.last_mut().expect("a block starts with a command").output += &[line, "\n"].concat();
            }
        }
    }
    all
}

/// The arguments for the program, if the command runs it: as `survey …` or through cargo.
fn arguments(command: &str) -> Option<Vec<String>> {
    let rest = command.strip_prefix("cargo run --quiet -- ").or_else(|| command.strip_prefix("survey "))?;
    Some(
        rest.split('\'')
            .enumerate()
            .flat_map(|(at, part)| {
                if at % 2 == 1 { vec![part.to_string()] } else { part.split_whitespace().map(String::from).collect() }
            })
            .collect(),
    )
}

#[test]
fn every_command_runs_and_prints_what_it_shows() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let all = shown(&readme);
    assert!(all.len() >= 8, "the commands were found");
    let known_elsewhere = ["cargo test", "cargo install --path ."];
    // Later commands find what earlier ones have written.
    let folder = tempfile::TempDir::new().expect("a folder");
    for name in ["surveys", "examples", "tests"] {
        std::os::unix::fs::symlink(root().join(name), folder.path().join(name)).expect("a link");
    }
    for Shown { command, output } in all {
        let Some(arguments) = arguments(&command) else {
            assert!(known_elsewhere.contains(&command.as_str()), "`{command}` is run by no test");
            continue;
        };
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let run = run_in(folder.path(), &arguments, b"");
        assert!(run.code <= 1, "`{command}`: {run}");
        assert_shown(&command, &output, &run.stdout);
    }
}

/// Compares what is shown with what was printed; a line `…` stands for lines left out.
fn assert_shown(command: &str, shown: &str, printed: &str) {
    let mut rest = printed;
    for part in shown.split("…\n") {
        let part = part.trim_matches('\n');
        if part.is_empty() {
            continue;
        }
        let at = rest.find(part).unwrap_or_else(|| panic!("`{command}` does not print\n{part}\nbut\n{printed}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn every_metric_and_every_kind_is_in_a_table() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let named = |id: &str| readme.lines().any(|line| line.starts_with('|') && line.contains(&format!("`{id}`")));
    for metric in survey::metric::METRICS {
        assert!(named(metric.id), "the metric `{}` is missing", metric.id);
    }
    for kind in survey::definition::KINDS {
        assert!(named(kind.name), "the kind `{}` is missing", kind.name);
    }
}

#[test]
fn the_definition_shown_is_sound() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let yaml = readme.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a definition");
    let survey = survey::definition::parse(yaml.as_bytes(), "README.md").unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((survey.questions.len(), survey.segments.len()), (5, 2));
}
