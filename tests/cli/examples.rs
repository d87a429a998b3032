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
        let command = script.lines().find_map(|line| line.strip_prefix("survey ")).expect("a line `survey …`");
        let arguments: Vec<&str> = command.split_whitespace().collect();
        assert_expected(&folder.join("expected.txt"), &run_in(&folder, &arguments, b"").ok());
    }
}
