//! Cells that hold several options: matched against the declared ones, never split blindly.

use crate::label::fold;
use crate::scale::AnswerOption;

/// The declared options of a question whose cells hold several.
#[derive(Debug, Clone)]
pub struct Selection {
    /// Folded labels and codes with the option they stand for, longest first.
    names: Vec<(String, usize)>,
    /// The separator, folded; a separator of white space is one space.
    separator: String,
}

impl Selection {
    /// Of these options, with this text between two of them.
    #[must_use]
    pub fn new(options: &[AnswerOption], separator: &str) -> Selection {
        let mut names: Vec<(String, usize)> = options
            .iter()
            .enumerate()
            .flat_map(|(at, option)| {
                std::iter::once(&option.label).chain(&option.codes).map(move |name| (fold(name), at))
            })
            .filter(|(name, _)| !name.is_empty())
            .collect();
        names.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other)));
        let folded = fold(separator);
        Selection { names, separator: if folded.is_empty() { " ".to_string() } else { folded } }
    }

    /// The options in a cell, in its order, and how many parts were not recognised.
    ///
    /// At each place the longest option that ends at a separator or at the end is taken, so that an option
    /// may contain the separator; a part that is no option is passed over up to the next separator.
    #[must_use]
    pub fn read(&self, cell: &str) -> (Vec<usize>, usize) {
        let folded = fold(cell);
        let mut rest = folded.as_str();
        let (mut found, mut unknown) = (Vec::new(), 0);
        loop {
            rest = self.skip_separators(rest);
            if rest.is_empty() {
                return (found, unknown);
            }
            if let Some((name, option)) = self.names.iter().find(|(name, _)| self.begins(rest, name)) {
                found.push(*option);
                rest = &rest[name.len()..];
            } else {
                unknown += 1;
                rest = rest.find(&self.separator).map_or("", |at| &rest[at..]);
            }
        }
    }

    fn skip_separators<'a>(&self, mut rest: &'a str) -> &'a str {
        loop {
            let shorter = rest.trim_start();
            let shorter = shorter.strip_prefix(self.separator.as_str()).unwrap_or(shorter);
            if shorter.len() == rest.len() {
                return rest;
            }
            rest = shorter;
        }
    }

    /// Whether the text begins with this name and the name ends there.
    fn begins(&self, rest: &str, name: &str) -> bool {
        rest.strip_prefix(name).is_some_and(|after| {
            after.is_empty() || after.starts_with(&self.separator) || after.trim_start().starts_with(&self.separator)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use crate::scale::AnswerOption;

    fn selection(labels: &[&str], separator: &str) -> Selection {
        let option = |label: &&str| AnswerOption { label: (*label).to_string(), codes: Vec::new(), score: None };
        Selection::new(&labels.iter().map(option).collect::<Vec<_>>(), separator)
    }

    #[test]
    fn an_option_may_contain_the_separator() {
        let sites = selection(&["Lab", "Lab (e.g., LANL, SNL)", "Home, other"], ", ");
        assert_eq!(sites.read("Lab (e.g., LANL, SNL), Home, other"), (vec![1, 2], 0));
        assert_eq!(sites.read("Lab, Laboratory, Home,  OTHER"), (vec![0, 2], 1));
        assert_eq!(sites.read(""), (vec![], 0));
    }

    #[test]
    fn separators_may_trail_and_may_be_white_space() {
        assert_eq!(selection(&["A", "B"], ";").read("A;B;"), (vec![0, 1], 0));
        assert_eq!(selection(&["check up", "pain"], "\n").read("pain\ncheck up"), (vec![1, 0], 0));
        assert_eq!(selection(&["A", "B"], ";").read("C;D"), (vec![], 2));
    }
}
