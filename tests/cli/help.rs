//! The whole `--help` tree, as one file to read.

use crate::support::{Fixture, assert_expected, root};

const PAGES: [&[&str]; 15] = [
    &["--help"],
    &["analyze", "--help"],
    &["report", "--help"],
    &["chart", "--help"],
    &["trend", "--help"],
    &["compare", "--help"],
    &["crosstab", "--help"],
    &["check", "--help"],
    &["counts", "--help"],
    &["weight", "--help"],
    &["explain", "--help"],
    &["generate", "--help"],
    &["generate", "responses", "--help"],
    &["generate", "man", "--help"],
    &["init", "--help"],
];

#[test]
fn the_help_tree_reads_well() {
    let fixture = Fixture::new();
    let pages: Vec<String> = PAGES
        .iter()
        .map(|arguments| format!("$ survey {}\n{}", arguments.join(" "), fixture.run(arguments).ok()))
        .collect();
    assert_expected(&root().join("tests/cli/help.txt"), &pages.join("\n"));
}
