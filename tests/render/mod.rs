//! How figures look: pages compared with what is expected of them, and what must hold for any report.

mod browser;
mod crosstab;
mod hostile;
mod pages;
pub mod sample;
mod workbook;

use crate::support::{assert_expected, root};

/// Compares the text with `tests/render/expected/NAME`.
fn expect_page(name: &str, text: &str) {
    assert_expected(&root().join("tests/render/expected").join(name), text);
}
