//! The page: a definition put together and written so that people can read, check and keep it.

use super::about::About;
use super::cells::Tokens;
use super::draft::Draft;
use super::ids::Names;
use super::scales::Found;
use super::segments::Group;
use super::yaml::{Yaml, comment, entry};
use crate::label::{fold, tidy};
use std::collections::{BTreeMap, BTreeSet};

/// A question with its name and place.
pub(super) struct Asked {
    pub id: String,
    pub text: String,
    /// `column:` unless its columns are among the draft's keys.
    pub column: Option<Yaml>,
    pub draft: Draft,
}

/// Everything that a definition will say.
#[derive(Default)]
pub(super) struct Page {
    pub survey: String,
    pub title: String,
    pub platform: Option<String>,
    pub about: Vec<About>,
    pub questions: Vec<Asked>,
    pub segments: Vec<(String, Group)>,
    /// Columns that no question uses: why, and which.
    pub left_out: Vec<(&'static str, Vec<String>)>,
}

const HEAD: [&str; 2] = [
    "A first definition, made from the columns of an export. Kinds, orders and options are guesses from the headers and the answers seen.",
    "Check what the comments say, give the questions names that you like, and delete what you do not want reported.",
];

impl Page {
    /// The text of the definition.
    pub fn write(&self) -> String {
        let (shared, scale_of) = share_scales(&self.questions);
        let missing = self.common_missing();
        let mut out = String::new();
        for text in HEAD {
            comment(&mut out, 0, text);
        }
        entry(&mut out, 0, "survey", &Yaml::text(&self.survey));
        if !self.title.is_empty() {
            entry(&mut out, 0, "title", &Yaml::text(&self.title));
        }
        if let Some(platform) = &self.platform {
            entry(&mut out, 0, "platform", &Yaml::text(platform));
        }
        self.write_about(&mut out);
        write_missing(&mut out, &missing);
        write_scales(&mut out, &shared);
        out.push_str("\nquestions:\n");
        for (asked, scale) in self.questions.iter().zip(scale_of) {
            write_question(&mut out, asked, scale.map(|at| &shared[at]), &missing);
        }
        self.write_segments(&mut out, &missing);
        self.write_left_out(&mut out);
        out
    }

    fn write_about(&self, out: &mut String) {
        if !self.about.is_empty() {
            out.push('\n');
        }
        for about in &self.about {
            comment(out, 0, &about.why);
            if let Some(value) = &about.value {
                entry(out, 0, about.key, value);
            }
        }
    }

    fn write_segments(&self, out: &mut String, missing: &[String]) {
        if !self.segments.is_empty() {
            out.push_str("\nsegments:\n");
        }
        for (id, group) in &self.segments {
            comment(out, 1, group.why);
            entry(out, 1, id, &group.value(missing));
        }
    }

    fn write_left_out(&self, out: &mut String) {
        for (why, columns) in self.left_out.iter().filter(|(_, columns)| !columns.is_empty()) {
            out.push('\n');
            comment(out, 0, &format!("{why}: {}.", columns.join(", ")));
        }
    }

    /// Words for missing answers that two questions have, and those that the date of submission needs; none
    /// that is an option anywhere.
    fn common_missing(&self) -> Vec<String> {
        let drafts = self.questions.iter().map(|asked| &asked.draft);
        let mut taken: BTreeSet<String> =
            drafts.clone().flat_map(|draft| &draft.labels).map(|label| fold(label)).collect();
        taken.extend(self.segments.iter().flat_map(|(_, group)| &group.labels).map(|label| fold(label)));
        // What one question knows as *don't know* can be nothing else anywhere.
        taken.extend(
            drafts
                .clone()
                .flat_map(|draft| draft.tokens.dont_know.iter().chain(&draft.tokens.refused))
                .map(|text| fold(text)),
        );
        let mut times: BTreeMap<String, (usize, String)> = BTreeMap::new();
        let by_question = drafts.flat_map(|draft| &draft.tokens.missing).map(|token| (token, 1));
        let by_date = self.about.iter().flat_map(|about| &about.missing).map(|token| (token, 2));
        for (token, weight) in by_question.chain(by_date) {
            times.entry(fold(token)).or_insert_with(|| (0, token.clone())).0 += weight;
        }
        let common = times.into_iter().filter(|(folded, (times, _))| *times >= 2 && !taken.contains(folded));
        common.map(|(_, (_, token))| token).collect()
    }
}

fn write_missing(out: &mut String, missing: &[String]) {
    if !missing.is_empty() {
        out.push('\n');
        comment(out, 0, "Never an answer, in any question.");
        entry(out, 0, "missing", &Yaml::list(missing));
    }
}

/// The scales that questions are on, each once, and for each question which one it is.
fn share_scales(questions: &[Asked]) -> (Vec<(String, Found)>, Vec<Option<usize>>) {
    let mut shared: Vec<Found> = Vec::new();
    let mut of_question = vec![None; questions.len()];
    let found = questions.iter().enumerate().filter_map(|(at, asked)| Some((at, asked.draft.scale.as_ref()?)));
    let mut found: Vec<(usize, &Found)> = found.collect();
    // The fullest first, so that those of which less was seen find it.
    found.sort_by_key(|(_, found)| std::cmp::Reverse(found.seen()));
    for (at, found) in found {
        of_question[at] = Some(place(&mut shared, found));
    }
    let mut names = Names::default();
    let scales = shared.into_iter().map(|found| (names.unique(found.family.name()), found)).collect();
    (scales, of_question)
}

fn place(shared: &mut Vec<Found>, found: &Found) -> usize {
    for (at, known) in shared.iter_mut().enumerate() {
        if let Some(both) = known.merged(found) {
            *known = both;
            return at;
        }
    }
    shared.push(found.clone());
    shared.len() - 1
}

fn write_scales(out: &mut String, shared: &[(String, Found)]) {
    if shared.is_empty() {
        return;
    }
    out.push('\n');
    comment(out, 0, "From the lowest (worst) to the highest (best): check order and direction.");
    out.push_str("scales:\n");
    for (name, found) in shared {
        let unseen: Vec<String> =
            found.points.iter().filter(|point| !point.seen).map(|point| format!("`{}`", point.label)).collect();
        if !unseen.is_empty() {
            comment(out, 1, &format!("Nobody chose {}: check that the form has it.", unseen.join(", ")));
        }
        let direction = ("direction".to_owned(), Yaml::word(&"low_to_high"));
        let keys = vec![direction, ("options".to_owned(), Yaml::list(&found.labels()))];
        entry(out, 1, name, &Yaml::Map(keys));
    }
}

fn write_question(out: &mut String, asked: &Asked, scale: Option<&(String, Found)>, missing: &[String]) {
    if out.lines().next_back().is_some_and(|line| line.starts_with("    ")) {
        out.push('\n');
    }
    comment(out, 1, &asked.draft.why);
    entry(out, 1, &asked.id, &Yaml::Map(keys(asked, scale, missing)));
}

fn keys(asked: &Asked, scale: Option<&(String, Found)>, missing: &[String]) -> Vec<(String, Yaml)> {
    let mut keys = vec![("kind".to_owned(), Yaml::word(&asked.draft.kind))];
    if !asked.text.is_empty() {
        keys.push(("text".to_owned(), Yaml::text(&asked.text)));
    }
    keys.extend(asked.column.iter().map(|column| ("column".to_owned(), column.clone())));
    keys.extend(scale.map(|(name, _)| ("scale".to_owned(), Yaml::text(name))));
    if let (Some((_, found)), "csat") = (scale, asked.draft.kind) {
        // From the shared scale: it has the wordings that other questions saw.
        keys.push(("top".to_owned(), Yaml::list(&found.upper())));
    }
    keys.extend(asked.draft.keys.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    let Tokens { missing: own, dont_know, refused } = &asked.draft.tokens;
    let common: BTreeSet<String> = missing.iter().map(|token| fold(token)).collect();
    let labels: BTreeSet<String> = asked.draft.labels.iter().map(|label| fold(label)).collect();
    for (key, tokens) in [("missing", own), ("dont_know", dont_know), ("refused", refused)] {
        let kept = tokens.iter().filter(|token| !labels.contains(&fold(token)) && !common.contains(&fold(token)));
        let kept: Vec<String> = kept.map(|token| tidy(token)).collect();
        if !kept.is_empty() {
            keys.push((key.to_owned(), Yaml::list(&kept)));
        }
    }
    keys
}
