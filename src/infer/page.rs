//! The page: a definition put together and written so that people can read, check and keep it.

use super::about::About;
use super::cells::Tokens;
use super::draft::Asked;
use super::found::Found;
use super::segments::Group;
use super::sharing;
use super::strays::unrecognised;
use super::yaml::{Yaml, comment, entry};
use crate::definition::{Dialect, Sign};
use crate::label::tidy;

/// Everything that a definition will say.
#[derive(Default)]
pub(super) struct Page {
    pub survey: String,
    pub title: String,
    pub platform: Option<String>,
    /// How exports begin, by the key that says so.
    pub rows: [(&'static str, Option<usize>); 2],
    pub sheet: Option<String>,
    pub dialect: Dialect,
    pub about: Vec<About>,
    /// The scales that questions are on, by name.
    pub scales: Vec<(String, Found)>,
    pub questions: Vec<Asked>,
    pub segments: Vec<(String, Group)>,
    /// Columns that no question uses: why, and which.
    pub left_out: Vec<(&'static str, Vec<String>)>,
}

const HEAD: [&str; 3] = [
    "A first definition, made from the columns of an export. Kinds, orders and options are guesses from the headers and the answers seen.",
    "Check what the comments say, give the questions names that you like, and delete what you do not want reported.",
    "For help while you type, run `survey generate schema > survey.schema.json` and let the first line be `# yaml-language-server: $schema=survey.schema.json`.",
];

impl Page {
    /// The text of the definition.
    pub fn write(&self) -> String {
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
        if let Some(sheet) = &self.sheet {
            entry(&mut out, 0, "sheet", &Yaml::text(sheet));
        }
        for (key, rows) in self.rows {
            if let Some(rows) = rows {
                entry(&mut out, 0, key, &Yaml::word(&rows));
            }
        }
        self.write_dialect(&mut out);
        self.write_about(&mut out);
        write_scales(&mut out, &self.scales);
        out.push_str("\nquestions:\n");
        for asked in &self.questions {
            write_question(&mut out, asked, asked.scale.map(|at| &self.scales[at]));
        }
        self.write_segments(&mut out);
        self.write_left_out(&mut out);
        out
    }

    /// What to tell with the figures of each question.
    pub fn cautions(&self) -> Vec<(String, String)> {
        let of = |asked: &Asked| -> Vec<(String, String)> {
            asked.draft.cautions.iter().map(|caution| (asked.id.clone(), caution.clone())).collect()
        };
        self.questions.iter().flat_map(of).collect()
    }

    fn write_dialect(&self, out: &mut String) {
        let Dialect { delimiter, quote, escape, comment } = self.dialect;
        let sign = |sign: Option<Sign>| sign.map(|sign| sign.to_string());
        let keys = [
            ("delimiter", delimiter.map(|delimiter| delimiter.to_string())),
            ("quote", sign(quote)),
            ("escape", sign(escape)),
            ("comment", sign(comment)),
        ];
        for (key, text) in keys {
            if let Some(text) = text {
                entry(out, 0, key, &Yaml::text(&text));
            }
        }
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

    fn write_segments(&self, out: &mut String) {
        if !self.segments.is_empty() {
            out.push_str("\nsegments:\n");
        }
        for (id, group) in &self.segments {
            comment(out, 1, &group.why);
            entry(out, 1, id, &group.value());
        }
    }

    fn write_left_out(&self, out: &mut String) {
        for (why, columns) in self.left_out.iter().filter(|(_, columns)| !columns.is_empty()) {
            out.push('\n');
            comment(out, 0, &format!("{why}: {}.", columns.join(", ")));
        }
    }
}

fn write_scales(out: &mut String, shared: &[(String, Found)]) {
    if shared.is_empty() {
        return;
    }
    out.push('\n');
    comment(
        out,
        0,
        "From the lowest (worst) to the highest (best): check order, direction, and `top`, the answers that count as good.",
    );
    out.push_str("scales:\n");
    for (name, found) in shared {
        comment(out, 1, &sharing::why(found));
        for (seen, meant) in found.misspelt() {
            comment(out, 1, &format!("`{seen}` is taken for `{meant}`."));
        }
        let direction = ("direction".to_owned(), Yaml::word(&"low_to_high"));
        let mut keys = vec![direction, ("options".to_owned(), Yaml::list(&found.labels()))];
        let codes: Vec<(String, Yaml)> =
            found.codes().into_iter().map(|(text, label)| (text, Yaml::text(&label))).collect();
        if !codes.is_empty() {
            keys.push(("codes".to_owned(), Yaml::Map(codes)));
        }
        if !found.top().is_empty() {
            keys.push(("top".to_owned(), Yaml::list(&found.top())));
        }
        entry(out, 1, name, &Yaml::Map(keys));
    }
}

fn write_question(out: &mut String, asked: &Asked, scale: Option<&(String, Found)>) {
    if out.lines().next_back().is_some_and(|line| line.starts_with("    ")) {
        out.push('\n');
    }
    comment(out, 1, &asked.draft.why);
    entry(out, 1, &asked.id, &Yaml::Map(keys(asked, scale)));
}

fn keys(asked: &Asked, scale: Option<&(String, Found)>) -> Vec<(String, Yaml)> {
    let mut keys = vec![("kind".to_owned(), Yaml::word(&asked.draft.kind))];
    if !asked.text.is_empty() {
        keys.push(("text".to_owned(), Yaml::text(&asked.text)));
    }
    keys.extend(asked.column.iter().map(|column| ("column".to_owned(), column.clone())));
    keys.extend(scale.map(|(name, _)| ("scale".to_owned(), Yaml::text(name))));
    keys.extend(asked.draft.keys.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    let Tokens { missing, dont_know, refused, .. } = &asked.draft.tokens;
    let words =
        [("unscored", &asked.draft.unscored), ("missing", missing), ("dont_know", dont_know), ("refused", refused)];
    for (key, words) in words.into_iter().filter(|(_, words)| !words.is_empty()) {
        let words: Vec<String> = words.iter().map(|word| tidy(word)).collect();
        keys.push((key.to_owned(), Yaml::list(&words)));
    }
    keys.extend((asked.draft.unlisted > 0).then(unrecognised));
    keys
}
