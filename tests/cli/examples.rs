//! Every folder in `examples/` runs as it says and prints what it shows.

use crate::support::{assert_expected, root, run_in};

#[test]
fn every_example_prints_what_it_shows() {
    let mut folders: Vec<_> = std::fs::read_dir(root().join("examples"))
        .expect("the examples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("run.sh").exists())
        .collect();
    folders.sort();
    assert!(folders.len() >= 3, "the examples were found");
    for folder in folders {
        let script = std::fs::read_to_string(folder.join("run.sh")).expect("a run.sh");
        let commands: Vec<&str> = script.lines().filter_map(|line| line.strip_prefix("survey ")).collect();
        assert!(!commands.is_empty(), "{}: no line `survey …`", folder.display());
        let run = |command: &&str| run_in(&folder, &command.split_whitespace().collect::<Vec<_>>(), b"").ok();
        let printed: Vec<String> = commands.iter().map(run).collect();
        assert_expected(&folder.join("expected.txt"), &printed.join("\n"));
    }
}
