//! Charts: what they say, that they are well-formed, and that ink is where it should be.

mod examples;
mod hostile;
mod ink;
mod layout;
mod specs;
mod suppression;
