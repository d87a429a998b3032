//! What becomes of words that may be no answer. It is said for each question in which they stand, never for the
//! whole survey: what is no answer to one question may be one to another.

use super::draft::Draft;
use super::yaml::Yaml;
use crate::label::fold;
use std::collections::BTreeSet;

/// Kinds that may have answers beside their scale.
const ON_SCALES: [&str; 5] = ["rating", "likert", "csat", "ces", "grid"];

/// Decides what the words that stand beside the answers of a question are.
///
/// `leaves_blank` says that the export has empty cells where there is no answer. *Not applicable* is then an answer
/// that was offered: beside a scale it has no score, among options it is one more. In an export without empty
/// cells, it is what stands where there is no answer.
pub(super) fn settle(draft: &mut Draft, leaves_blank: bool) {
    let labels: BTreeSet<String> = draft.labels.iter().map(|label| fold(label)).collect();
    let mut tokens = std::mem::take(&mut draft.tokens).without(&labels);
    let is_scale = ON_SCALES.contains(&draft.kind);
    let takes_options = draft.kind == "single" && !draft.keys.iter().any(|(key, _)| *key == "codes");
    let (mut offered, not_applicable): (Vec<String>, Vec<String>) = std::mem::take(&mut tokens.not_applicable)
        .into_iter()
        .partition(|word| leaves_blank && (is_scale || takes_options && is_spelled_out(word)));
    let unfamiliar = std::mem::take(&mut tokens.unfamiliar);
    draft.tell_strays(&std::mem::take(&mut tokens.strays));
    if is_scale {
        draft.tell_unscored(&unfamiliar, &offered);
        draft.unscored = [unfamiliar, offered].concat();
    } else if takes_options {
        offered.splice(0..0, unfamiliar);
        for word in offered {
            draft.add_option(word);
        }
    } else {
        tokens.dont_know.extend(unfamiliar);
    }
    draft.tell_missing(&tokens.missing, &not_applicable, is_scale);
    tokens.missing.extend(not_applicable);
    let apart = [&tokens.dont_know[..], &tokens.refused].concat();
    if let Some((words, _)) = listed(&apart) {
        draft.add_why(&format!("{words}: counted apart, outside the base."));
    }
    tokens.missing.append(&mut draft.strays);
    draft.tokens = tokens;
}

/// Whether a word is more than the usual `N/A`, which nobody offers among other options.
fn is_spelled_out(word: &str) -> bool {
    fold(word).starts_with("not ") || fold(word).starts_with("do")
}

/// Words in backticks, and the verb that goes with them. `None` without words.
fn listed(words: &[String]) -> Option<(String, &'static str)> {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let are = if words.len() == 1 { "is" } else { "are" };
    (!words.is_empty()).then(|| (words.join(", "), are))
}

impl Draft {
    /// Adds a sentence to what is to be checked.
    pub fn add_why(&mut self, sentence: &str) {
        if !self.why.is_empty() {
            self.why.push(' ');
        }
        self.why.push_str(sentence);
    }

    /// One more option of a question that lists its options.
    fn add_option(&mut self, label: String) {
        for (key, value) in &mut self.keys {
            if let ("options", Yaml::List(options)) = (*key, value) {
                options.push(Yaml::text(&label));
            }
        }
        self.labels.push(label);
    }

    /// Says which answers have no score, and which of them are so by a guess.
    fn tell_unscored(&mut self, certain: &[String], guessed: &[String]) {
        if let Some((words, _)) = listed(certain) {
            self.add_why(&format!("{words}: answered without a score, so in the base of shares, not of the mean."));
        }
        let Some((words, are)) = listed(guessed) else { return };
        self.add_why(&format!(
            "{words}: taken for an answer without a score, as other cells are left empty. Else list it under `missing`."
        ));
        self.cautions.push(format!("{words} {are} taken for an answer without a score, as other cells are left empty"));
    }

    /// Says what is taken for no answer, and what could be one.
    fn tell_missing(&mut self, certain: &[String], guessed: &[String], is_scale: bool) {
        let certain: Vec<String> = certain.iter().filter(|word| !says_so(word)).cloned().collect();
        if let Some((words, _)) = listed(&certain) {
            self.add_why(&format!("{words}: no answer."));
        }
        let Some((words, are)) = listed(guessed) else { return };
        let else_what = if is_scale { " If it could be chosen, list it under `unscored`." } else { "" };
        self.add_why(&format!("{words}: taken for no answer.{else_what}"));
        if is_scale || self.kind == "single" || self.kind == "nps" {
            self.cautions.push(format!("{words} {are} taken for no answer"));
        }
    }
}

/// Whether a word for no answer says in plain words that it is one.
fn says_so(word: &str) -> bool {
    ["answer", "response", "offered"].iter().any(|part| fold(word).contains(part))
}
