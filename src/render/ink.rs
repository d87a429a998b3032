//! Styles and colours, and what they mean. Without colour every text stays as it is.

use crate::view::Tone;
use anstyle::{AnsiColor, Style};

/// Paints text, or leaves it alone.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    color: bool,
}

impl Ink {
    /// Ink that paints only when colour is wanted.
    pub const fn new(color: bool) -> Ink {
        Ink { color }
    }

    /// Headings and headline figures.
    pub fn strong(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    /// What is there for those who look for it.
    pub fn faint(self, text: &str) -> String {
        self.paint(Style::new().dimmed(), text)
    }

    /// What must be read before a figure is quoted.
    pub fn caution(self, text: &str) -> String {
        self.paint(AnsiColor::Yellow.on_default(), text)
    }

    /// Good and bad news.
    pub fn tone(self, tone: Tone, text: &str) -> String {
        match tone {
            Tone::Plain => text.to_owned(),
            Tone::Positive => self.paint(AnsiColor::Green.on_default(), text),
            Tone::Negative => self.paint(AnsiColor::Red.on_default(), text),
        }
    }

    /// Spaces stay outside the style, so that nothing is painted where nothing is written.
    fn paint(self, style: Style, text: &str) -> String {
        let inner = text.trim();
        if !self.color || inner.is_empty() {
            return text.to_owned();
        }
        let start = text.len() - text.trim_start().len();
        let (before, after) = (&text[..start], &text[start + inner.len()..]);
        format!("{before}{style}{inner}{style:#}{after}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_nothing_is_added() {
        assert_eq!(Ink::new(false).strong("a"), "a");
        assert_eq!(Ink::new(false).tone(Tone::Negative, "a"), "a");
    }

    #[test]
    fn styles_end_where_the_text_ends() {
        assert_eq!(Ink::new(true).strong(" a "), " \u{1b}[1ma\u{1b}[0m ");
        assert_eq!(Ink::new(true).faint("  "), "  ");
    }
}
