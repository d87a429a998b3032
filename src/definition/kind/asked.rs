//! What a kind of question is, and a question as it was asked for: its keys, and what all kinds do with them alike.

use crate::decode::Decimal;
use crate::definition::answers::{self, AnswerSet, Written};
use crate::definition::entry::TextsEntry;
use crate::definition::given::Key;
use crate::definition::question_keys::QuestionKeys;
use crate::definition::read::choice;
use crate::definition::source::{Mark, Notes};
use crate::definition::{ColumnRef, Condition, Question, Reading, Source};
use crate::diagnostic::named;
use crate::label::fold;
use crate::metric::{Declared, Metric, reported_of};
use crate::plan::Shape;
use crate::scale::{AnswerOption, Direction};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A kind of question.
#[derive(Debug)]
pub struct Kind {
    /// What `kind:` says.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// The keys it takes beside those of [`COMMON`], in runs that kinds share.
    pub keys: &'static [&'static [&'static str]],
    /// The keys it cannot do without.
    pub required: &'static [&'static str],
    /// What its questions ask for, where there is room for a few only.
    pub standing: Standing,
    /// What it makes of the keys: one question, or one for each item of a grid. `None` after a fault.
    pub(super) lower: fn(&Asked) -> Option<Vec<Question>>,
}

/// What a kind of question asks for, in the order in which kinds come behind those questions that speak of the experience
/// as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A rating.
    Rating,
    /// Agreement: a scale that always runs from bad to good through a middle, whether or not boxes are declared.
    Agreement,
    /// Several items on one scale.
    Items,
    /// Something else.
    Other,
}

/// The keys of every kind.
pub const COMMON: &[&str] = &["kind", "text", "missing", "dont_know", "refused", "asked_if", "shared", "versions"];

impl Kind {
    /// Every key it takes.
    #[must_use]
    pub fn all_keys(&self) -> Vec<&'static str> {
        COMMON.iter().chain(self.keys.iter().copied().flatten()).copied().collect()
    }

    /// Whether it takes this key, which is none of all kinds'.
    #[must_use]
    pub fn takes(&self, key: &str) -> bool {
        self.keys.iter().any(|run| run.contains(&key))
    }

    pub(in crate::definition) fn lower(&self, asked: &Asked) -> Option<Vec<Question>> {
        let questions = (self.lower)(asked);
        let options = questions.iter().flatten().next().map_or(&[][..], |question| &question.options);
        asked.check_missing(options);
        Some(questions?.into_iter().map(with_metrics).collect())
    }
}

/// The keys about a scale.
pub(super) const SCALE: &[&str] = &["scale", "options", "direction", "codes", "scores", "unscored"];

/// The keys about answers that are counted together.
pub(super) const BOXES: &[&str] = &["top", "bottom", "nets"];

/// A question of which only its name and its kind are known: no options, and a text to read.
pub(in crate::definition) fn blank(id: &str, kind: &'static str) -> Question {
    Question {
        id: id.to_owned(),
        grid: None,
        kind,
        text: id.to_owned(),
        shape: Shape::Values,
        reading: Reading::Text,
        source: Source::Columns(Vec::new()),
        shared: false,
        options: Vec::new(),
        other: None,
        nets: Vec::new(),
        top: Vec::new(),
        bottom: Vec::new(),
        direction: Direction::HigherIsBetter,
        missing: Vec::new(),
        dont_know: Vec::new(),
        refused: Vec::new(),
        takes_rest_for_missing: false,
        never: Vec::new(),
        asked_if: Vec::new(),
        unit: String::new(),
        decimal: None,
        target: None,
        total: false,
        range: (None, None),
        legacy_score: false,
        metrics: Vec::new(),
        version: None,
        cautions: Vec::new(),
    }
}

/// A question with the metrics reported of it.
pub(in crate::definition) fn with_metrics(question: Question) -> Question {
    Question { metrics: metrics(&question), ..question }
}

/// The metrics reported of a question.
fn metrics(question: &Question) -> Vec<&'static Metric> {
    reported_of(&Declared {
        kind: question.kind,
        is_scored: question.options.iter().any(|option| option.score.is_some()),
        has_nets: !question.nets.is_empty(),
        has_top: !question.top.is_empty(),
        has_bottom: !question.bottom.is_empty(),
        has_target: question.target.is_some(),
        wants_total: question.total,
        may_wait: !question.never.is_empty(),
        legacy_score: question.legacy_score,
    })
}

/// What a question may refer to.
pub(in crate::definition) struct Context<'a> {
    pub notes: &'a Notes<'a>,
    /// The scales by name; `None` for those that are faulty.
    pub scales: &'a BTreeMap<&'a str, Option<AnswerSet>>,
    /// What is never an answer, anywhere.
    pub missing: &'a [(&'a str, Mark)],
    /// The mark before decimals, where the survey declares it.
    pub decimal: Option<Decimal>,
    /// Whether it is known when a response was submitted.
    pub is_dated: bool,
    /// The ids of all questions, in order.
    pub ids: &'a [&'a str],
    /// The questions before this one that are sound.
    pub earlier: RefCell<Vec<Question>>,
    /// The columns in use so far.
    pub claims: RefCell<BTreeMap<ColumnRef, Claim>>,
}

/// Who reads a column.
pub(in crate::definition) struct Claim {
    owner: String,
    line: usize,
}

/// One question's keys in their context.
pub(in crate::definition) struct Asked<'a> {
    pub id: &'a str,
    pub mark: Mark,
    pub kind: &'static Kind,
    pub keys: &'a QuestionKeys,
    /// Of whom it was asked.
    pub conditions: Vec<Condition>,
    pub context: &'a Context<'a>,
}

impl Asked<'_> {
    /// What messages call it.
    pub fn owner(&self) -> String {
        format!("question {}", named(self.id))
    }

    pub fn notes(&self) -> &Notes<'_> {
        self.context.notes
    }

    /// Notes a fault of the question as a whole.
    pub fn fault(&self, message: impl Into<String>, help: impl Into<String>) {
        self.notes().fault(self.mark, message, help);
    }

    /// A question with all that is common to the kinds: no options, and a text to read.
    pub fn draft(&self) -> Question {
        let keys = self.keys;
        let own = |key: &Key<TextsEntry>| owned(&key.each());
        Question {
            text: keys.text.value().map_or_else(|| self.id.to_owned(), |text| text.to_string()),
            missing: [owned(self.context.missing), own(&keys.missing)].concat(),
            dont_know: own(&keys.dont_know),
            refused: own(&keys.refused),
            takes_rest_for_missing: keys.unrecognised.mark().is_some(),
            asked_if: self.conditions.clone(),
            shared: self.is_shared(),
            decimal: self.keys.decimal.value().map(|word| word.decimal()).or(self.context.decimal),
            ..blank(self.id, self.kind.name)
        }
    }

    /// The question's one column. A missing one was noted when the kind's keys were checked.
    pub fn column(&self) -> Option<Source> {
        let (_, mark) = self.keys.column.marked()?;
        let source = self.column_of_several();
        if let Some(Source::Columns(_)) = source {
            let message = format!("`{}` questions stand in one column", self.kind.name);
            self.notes().fault(mark, message, "name one column");
            return None;
        }
        source
    }

    /// The question's column, or its columns of which one is filled.
    pub fn column_of_several(&self) -> Option<Source> {
        let (entry, mark) = self.keys.column.marked()?;
        let mut columns = entry.columns(mark, self.notes())?;
        for (column, mark) in &columns {
            self.claim(column, *mark);
        }
        if columns.len() == 1 {
            return columns.pop().map(|(column, _)| Source::Column(column));
        }
        Some(Source::Columns(columns.into_iter().map(|(column, _)| column).collect()))
    }

    /// Whether it may read columns that earlier questions read.
    fn is_shared(&self) -> bool {
        self.keys.shared.value().copied().unwrap_or_default()
    }

    /// Notes when the column is read already: by this question, or by another one, unless that is on purpose.
    pub fn claim(&self, column: &ColumnRef, mark: Mark) {
        let mut claims = self.context.claims.borrow_mut();
        let claim = claims.get(column).filter(|claim| !self.is_shared() || claim.owner == self.owner());
        if let Some(Claim { owner, line }) = claim {
            let name = match column {
                ColumnRef::Name(header) => named(header),
                ColumnRef::Position(position) => position.to_string(),
            };
            let advice = if *owner == self.owner() {
                "name another column"
            } else {
                "name another column, or add `shared: true` here if both questions are about it"
            };
            let help = format!("{owner} reads it on line {line}; {advice}");
            self.notes().fault(mark, format!("column {name} is read twice"), help);
        }
        claims.entry(column.clone()).or_insert_with(|| Claim { owner: self.owner(), line: mark.line });
    }

    /// The keys about options.
    pub fn written(&self) -> Written<'_> {
        let QuestionKeys { options, direction, codes, scores, unscored, top, bottom, nets, .. } = self.keys;
        Written { options, direction, codes, scores, unscored, top, bottom, nets }
    }

    /// The options of a question that has a scale, named or its own. `None` after a fault.
    pub fn scaled(&self) -> Option<AnswerSet> {
        match (self.keys.scale.marked(), self.keys.options.mark()) {
            (Some((name, mark)), None) => self.on_scale(name, mark),
            (Some((_, mark)), Some(_)) => {
                let message = format!("{} has a `scale` and `options`", self.owner());
                self.notes().fault(mark, message, "keep one of them");
                None
            }
            (None, Some(_)) => answers::own(&self.written(), self.kind.name == "grid", &self.owner(), self.notes()),
            (None, None) if self.keys.scale.mark().is_some() => None,
            (None, None) => {
                let numbers = if self.kind.takes("min") { ", or `min:` and `max:`" } else { "" };
                let help = format!("add `scale:` with a name from `scales:`, or `options:` from low to high{numbers}");
                self.fault(format!("{} has no `scale`", self.owner()), help);
                None
            }
        }
    }

    fn on_scale(&self, name: &str, mark: Mark) -> Option<AnswerSet> {
        for extra in [self.keys.direction.mark(), self.keys.scores.mark()].into_iter().flatten() {
            let message = format!("scale {} has its direction and scores already", named(name));
            self.notes().fault(extra, message, "give them where the scale is, or list the question's own `options`");
        }
        let Some(scale) = self.context.scales.get(name) else {
            let names: Vec<&str> = self.context.scales.keys().copied().collect();
            let help = if names.is_empty() { "describe it under `scales:`".to_owned() } else { choice(name, &names) };
            self.notes().fault(mark, format!("there is no scale {}", named(name)), help);
            return None;
        };
        Some(self.coded_and_boxed(scale.clone()?))
    }

    /// The set with the question's own answers beside the scale, codes, boxes and nets.
    pub fn coded_and_boxed(&self, mut set: AnswerSet) -> AnswerSet {
        answers::add_unscored(&mut set.options, &self.keys.unscored, &self.owner(), self.notes());
        answers::add_codes(&mut set.options, &self.keys.codes, &self.owner(), self.notes());
        set.report(&self.written(), &self.owner(), self.notes());
        set
    }

    /// The option that answers count as which are none of the others; it is added unless it is among them.
    pub fn other(&self, options: &mut Vec<AnswerOption>) -> Option<usize> {
        let (label, mark) = self.keys.other.marked()?;
        if let Some(mark) = self.keys.unrecognised.mark() {
            answers::never_unrecognised(mark, &self.owner(), self.notes());
        }
        answers::other(label, mark, options, &self.owner(), self.notes())
    }

    /// A question with one of these options as its answer.
    pub fn coded(&self, source: Source, set: AnswerSet) -> Question {
        Question {
            shape: Shape::Coded { options: set.options.len() },
            reading: Reading::Label,
            source,
            options: set.options,
            nets: set.nets,
            top: set.top,
            bottom: set.bottom,
            ..self.draft()
        }
    }

    /// Notes what is said to be no answer but is an option too, or is said to be two kinds of no answer.
    pub fn check_missing(&self, options: &[AnswerOption]) {
        let keys = self.keys;
        let own = [
            ("missing", keys.missing.each()),
            ("dont_know", keys.dont_know.each()),
            ("refused", keys.refused.each()),
            ("never", keys.never.each()),
        ];
        let own = own.into_iter().flat_map(|(role, texts)| texts.into_iter().map(move |text| (role, text)));
        let shared = self.context.missing.iter().map(|text| ("missing", *text));
        let meanings = answers::meanings(options);
        let mut roles: BTreeMap<String, &str> = BTreeMap::new();
        for (role, (text, mark)) in shared.chain(own) {
            if let Some(position) = meanings.get(&fold(text)) {
                let message = format!("{} is listed under `{role}`, but is an answer of {}", named(text), self.owner());
                let help =
                    format!("take it out of `{role}`, or take the option {} out", named(&options[*position].label));
                self.notes().fault(mark, message, help);
            }
            let first = *roles.entry(fold(text)).or_insert(role);
            if first != role {
                let message = format!("{} is listed under `{first}` and under `{role}`", named(text));
                self.notes().fault(mark, message, "keep one of them");
            }
        }
    }
}

fn owned(texts: &[(&str, Mark)]) -> Vec<String> {
    texts.iter().map(|(text, _)| (*text).to_owned()).collect()
}
