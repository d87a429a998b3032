//! The `survey` program.

fn main() {}
