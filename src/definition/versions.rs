//! A question that was asked in several ways: one question for each stretch of time in which its figures are
//! comparable. Versions with a bridge between them are counted together; what has none is a question of its own, with the
//! figures of its own days.

use super::bridge::{Bridge, bridge};
use super::given::{Given, Key, Text};
use super::kind::Asked;
use super::overlay;
use super::rule::{Derivation, Part};
use super::source::{Mark, Notes};
use super::version_keys::VersionKeys;
use super::{Question, Source, Version};
use crate::diagnostic::{listed, named};
use crate::plan::{Shape, from_days, to_days};
use jiff::civil::Date;

/// More versions than any question has had.
const MOST_VERSIONS: usize = 50;

/// One version before today's.
struct Former<'a> {
    keys: &'a VersionKeys,
    mark: Mark,
    /// Its days.
    days: Days,
}

/// The days of a version: the first, unless it is the first version, and the last, unless it is today's.
#[derive(Clone, Copy)]
struct Days {
    from: Option<i32>,
    until: Option<i32>,
}

/// The questions that a question comes to: itself, where it has no versions. `None` after a fault.
pub(super) fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let Some((written, mark)) = asked.keys.versions.marked() else {
        // Faulty ones have been noted.
        return asked.kind.lower(asked).filter(|_| asked.keys.versions.mark().is_none());
    };
    let today = asked.kind.lower(asked);
    let formers = formers(asked, written, mark);
    // What is wrong with today's version would be wrong with each.
    let today = one(today?, asked, mark)?;
    let lowered: Vec<Option<Question>> =
        formers.iter().flatten().map(|former| one(former_question(asked, former)?, asked, mark)).collect();
    let all: Option<Vec<Question>> = lowered.into_iter().chain([Some(today)]).collect();
    let (formers, all) = (formers?, all?);
    let mut bridges = Vec::new();
    for (former, pair) in formers.iter().zip(all.windows(2)) {
        bridges.push(bridge(former.keys, &pair[0], &pair[1], asked.notes())?);
    }
    let last = formers.last().and_then(|former| former.days.until);
    let days = formers.iter().map(|former| former.days);
    let today = Days { from: last.map(|day| day + 1), until: None };
    let versions: Vec<(Question, Days)> = all.into_iter().zip(days.chain([today])).collect();
    Some(arranged(asked, versions, &bridges))
}

/// The question that a version was lowered to. A grid comes to several.
fn one(mut questions: Vec<Question>, asked: &Asked, mark: Mark) -> Option<Question> {
    if questions.len() != 1 || questions[0].grid.is_some() {
        let help = "write its items as questions of their own; each can have versions";
        asked.notes().fault(mark, format!("`{}` questions have no versions", asked.kind.name), help);
        return None;
    }
    questions.pop()
}

/// The question as it was asked then.
fn former_question(asked: &Asked, former: &Former) -> Option<Vec<Question>> {
    let kind = asked.kind;
    let takes = kind.all_keys();
    let mut is_sound = true;
    for (key, mark) in former.keys.given().into_iter().filter(|(key, _)| !takes.contains(key)) {
        let message = format!("`{}` questions do not take {}", kind.name, named(key));
        asked.notes().fault(mark, message, format!("they take {}", listed(takes.iter().copied())));
        is_sound = false;
    }
    let keys = overlay::then(former.keys, asked.keys);
    // Its columns are often those of today.
    let keys = super::question_keys::QuestionKeys { shared: Key::of(true, former.mark), ..keys };
    let id =
        former.days.until.map_or_else(|| asked.id.to_owned(), |day| format!("{} until {}", asked.id, from_days(day)));
    if kind.required.contains(&"options") && keys.options.mark().is_none() {
        asked.notes().fault(
            former.mark,
            format!("question {} has no `options`", named(&id)),
            "list those of that time",
        );
        is_sound = false;
    }
    let then = Asked {
        id: &id,
        mark: former.mark,
        kind,
        keys: &keys,
        conditions: asked.conditions.clone(),
        context: asked.context,
    };
    kind.lower(&then).filter(|_| is_sound)
}

/// The versions before today's with their days. `None` after a fault.
fn formers<'a>(asked: &Asked<'a>, written: &'a [Given<VersionKeys>], mark: Mark) -> Option<Vec<Former<'a>>> {
    let notes = asked.notes();
    if !notes.few_enough(mark, written.len(), MOST_VERSIONS, "versions") {
        return None;
    }
    let mut is_sound = true;
    if !asked.context.is_dated {
        let help = "add `submitted:` with the column that holds the date";
        notes.fault(mark, format!("versions of {} need to know when a response was submitted", asked.owner()), help);
        is_sound = false;
    }
    let (mut formers, mut last): (Vec<Former>, Option<i32>) = (Vec::new(), None);
    for (at, entry) in written.iter().enumerate() {
        let Some(keys) = &entry.value else {
            is_sound = false;
            continue;
        };
        let (from, until) = (day(&keys.from, notes), day(&keys.until, notes));
        let is_dated =
            keys.from.mark().is_none_or(|_| from.is_some()) && keys.until.mark().is_none_or(|_| until.is_some());
        let days = Days { from, until };
        let stretch = Stretch { keys, mark: entry.mark, days, last, is_last: at + 1 == written.len() };
        is_sound &= is_dated && stretch.is_sound(asked);
        last = until.or(last);
        if until.is_some() {
            let from = formers.last().and_then(|former: &Former| former.days.until).map(|day| day + 1);
            formers.push(Former { keys, mark: entry.mark, days: Days { from, until } });
        }
    }
    if formers.is_empty() && is_sound {
        let help = "add how it was asked before, with `until:` and its last day";
        notes.fault(mark, format!("`versions` of {} has no earlier version", asked.owner()), help);
        is_sound = false;
    }
    is_sound.then_some(formers)
}

/// The days of one version beside those of the one before.
struct Stretch<'a> {
    keys: &'a VersionKeys,
    mark: Mark,
    days: Days,
    /// The last day of the version before.
    last: Option<i32>,
    /// Whether it is the last one listed.
    is_last: bool,
}

impl Stretch<'_> {
    /// Whether it follows the one before and says what a version says; notes what is wrong.
    fn is_sound(&self, asked: &Asked) -> bool {
        let fault = |mark: Option<Mark>, message: String, help: &str| {
            asked.notes().fault(mark.unwrap_or(self.mark), message, help);
            false
        };
        let (keys, owner) = (self.keys, asked.owner());
        if keys.until.mark().is_none() && keys.from.mark().is_none() {
            let help = "say until when the question was asked so: `until: 2025-12-31`";
            return fault(None, format!("a version of {owner} has no dates"), help);
        }
        if keys.until.mark().is_none() {
            if !self.is_last {
                let help = "add `until:` with its last day, or put it last";
                return fault(None, format!("a version of {owner} has no end, and others come after it"), help);
            }
            let bridges = [keys.same_as.mark(), keys.recode.mark()];
            let extra = keys.given().first().map(|(_, mark)| *mark).or(bridges.into_iter().flatten().next());
            if extra.is_some() {
                let help =
                    "write what holds today beside `versions`; this entry says only since when, and may be left out";
                return fault(extra, format!("today's version of {owner} is described among the earlier ones"), help);
            }
        }
        self.follows(asked)
    }

    /// Whether its days follow those of the version before.
    fn follows(&self, asked: &Asked) -> bool {
        let Days { from, until } = self.days;
        let first = from.or(self.last.map(|day| day + 1));
        let fault = |key: &Key<Text>, message: String, help: String| {
            asked.notes().fault(key.mark().unwrap_or(self.mark), message, help);
            false
        };
        if let (Some(from), Some(last)) = (from, self.last)
            && from != last + 1
        {
            let what = if from <= last { "overlap" } else { "leave days between them to no version" };
            let help = format!("one ended on {}: the next one begins on {}", from_days(last), from_days(last + 1));
            return fault(&self.keys.from, format!("versions of {} {what}", asked.owner()), help);
        }
        if let (Some(first), Some(until)) = (first, until)
            && until < first
        {
            let message = format!("a version of {} ends before it begins", asked.owner());
            let help = match (from, self.last) {
                (None, Some(last)) => {
                    format!("list versions in the order of time: the one before ends on {}", from_days(last))
                }
                _ => "`from` is its first day, `until` its last".to_owned(),
            };
            return fault(&self.keys.until, message, help);
        }
        true
    }
}

/// A day; notes it where it is none.
fn day(key: &Key<Text>, notes: &Notes) -> Option<i32> {
    let (text, mark) = key.marked()?;
    let date = text.parse::<Date>().ok().filter(|date| date.to_string() == **text);
    if date.is_none() {
        notes.fault(mark, format!("{} is no day", named(text)), "write year, month and day: `2025-12-31`");
    }
    date.map(to_days)
}

/// The questions in the order of time: of each stretch without a break the versions, and what they come to together.
fn arranged(asked: &Asked, versions: Vec<(Question, Days)>, bridges: &[Bridge]) -> Vec<Question> {
    let base = asked.context.earlier.borrow().len();
    let apart = apart(&versions);
    let (mut placed, mut before): (Vec<Question>, Option<usize>) = (Vec::new(), None);
    let (mut parts, mut begun): (Vec<Part>, Option<i32>) = (Vec::new(), None);
    for (at, (question, days)) in versions.into_iter().enumerate() {
        let is_end = bridges.get(at).is_none_or(|bridge| matches!(bridge, Bridge::Missing));
        let is_part = !is_end || !parts.is_empty();
        let version = Version {
            of: asked.id.to_owned(),
            from: days.from,
            until: days.until,
            is_apart: apart[at],
            is_part,
            before: before.filter(|_| !is_part),
        };
        if !is_part {
            before = Some(base + placed.len());
            placed.push(whole(asked, Question { version: Some(version), shared: true, ..question }, days));
            continue;
        }
        begun = if parts.is_empty() { days.from } else { begun };
        parts.push(Part { question: base + placed.len(), to: own_places(&question) });
        let id = match (days.from, days.until) {
            (Some(from), None) => format!("{} since {}", asked.id, from_days(from)),
            _ => question.id.clone(),
        };
        let version = Some(version);
        placed.push(Question { id, version, shared: true, metrics: Vec::new(), ..question.clone() });
        if let Some(Bridge::To(bridge)) = bridges.get(at) {
            let onward = |to: &mut usize| *to = bridge.get(*to).copied().unwrap_or(*to);
            parts.iter_mut().flat_map(|part| &mut part.to).for_each(onward);
            continue;
        }
        let days = Days { from: begun, ..days };
        let together = Version {
            of: asked.id.to_owned(),
            from: begun,
            until: days.until,
            is_apart: false,
            is_part: false,
            before,
        };
        let source = Source::Derived(Derivation::Versions(std::mem::take(&mut parts)));
        before = Some(base + placed.len());
        let question = Question { version: Some(together), source, asked_if: Vec::new(), ..question };
        placed.push(whole(asked, question, days));
    }
    placed
}

/// Each option as itself; nothing where the answers are numbers or ranks.
fn own_places(question: &Question) -> Vec<usize> {
    match question.shape {
        Shape::Coded { options } | Shape::Multiple { options } => (0..options).collect(),
        Shape::Values | Shape::Ranked { .. } => Vec::new(),
    }
}

/// The question of a stretch as it is called and worded in reports: like the question as a whole today, with its last day
/// before.
fn whole(asked: &Asked, question: Question, days: Days) -> Question {
    match days.until {
        None => Question { id: asked.id.to_owned(), ..question },
        Some(until) => {
            let until = from_days(until);
            let text = if question.text == question.id { asked.id } else { &question.text };
            Question { text: format!("{text} (until {until})"), id: format!("{}_until_{until}", asked.id), ..question }
        }
    }
}

/// Per version, whether no other one stands in any of its columns.
fn apart(versions: &[(Question, Days)]) -> Vec<bool> {
    let is_apart = |at: usize| {
        let own = versions[at].0.source.columns();
        let others = versions.iter().enumerate().filter(|(other, _)| *other != at);
        others.flat_map(|(_, (other, _))| other.source.columns()).all(|column| !own.contains(column))
    };
    (0..versions.len()).map(is_apart).collect()
}
