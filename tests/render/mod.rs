//! How figures look: pages compared with what is expected of them, and what must hold for any report.

mod hostile;
mod pages;
mod sample;

use std::path::PathBuf;

/// Compares the text with `tests/render/expected/NAME`; with `UPDATE_EXPECTED=1` it becomes what is expected.
fn expect_page(name: &str, text: &str) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "render", "expected", name].iter().collect();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, text).expect("expected pages can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{name} is not as expected; UPDATE_EXPECTED=1 accepts this:\n{text}");
}
