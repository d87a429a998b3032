//! The one integration-test binary: each further one would link everything again.
#![allow(clippy::expect_used, missing_docs, reason = "tests say what they expected and then stop")]

mod architecture;
mod chart;
mod cli;
mod definition;
mod engines;
mod first_look;
mod golden;
mod platform;
mod property;
mod render;
mod support;
