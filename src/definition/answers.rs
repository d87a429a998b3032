//! The options of a closed question: labels, codes, scores, nets and boxes, and the scales that several
//! questions share.

use super::entry::{TextsEntry, marked};
use super::given::{Given, Key, List, Table, Text};
use super::question_keys::{DirectionWord, ScaleEntry, ScaleKeys};
use super::read::choice;
use super::source::{Mark, Notes};
use crate::diagnostic::named;
use crate::label::fold;
use crate::scale::{AnswerOption, Net};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// How many options a question can have.
pub(super) const OPTIONS: RangeInclusive<usize> = 2..=1000;

/// The options of a question and what is reported about them.
#[derive(Debug, Clone, Default)]
pub(super) struct AnswerSet {
    pub options: Vec<AnswerOption>,
    pub nets: Vec<Net>,
    pub top: Vec<usize>,
    pub bottom: Vec<usize>,
}

/// The keys about options, wherever they were written: under a scale or under a question.
pub(super) struct Written<'a> {
    pub options: &'a Key<List<Text>>,
    pub direction: &'a Key<DirectionWord>,
    pub codes: &'a Key<Table<Text>>,
    pub scores: &'a Key<List<f64>>,
    pub unscored: &'a Key<TextsEntry>,
    pub top: &'a Key<TextsEntry>,
    pub bottom: &'a Key<TextsEntry>,
    pub nets: &'a Key<Table<TextsEntry>>,
}

impl<'a> From<&'a ScaleKeys> for Written<'a> {
    fn from(keys: &'a ScaleKeys) -> Written<'a> {
        let ScaleKeys { direction, options, codes, scores, unscored, top, bottom, nets } = keys;
        Written { options, direction, codes, scores, unscored, top, bottom, nets }
    }
}

/// Options with nothing but a label. `None` when the list is not usable.
pub(super) fn labels(
    list: &List<Text>,
    mark: Mark,
    possible: RangeInclusive<usize>,
    owner: &str,
    notes: &Notes,
) -> Option<Vec<AnswerOption>> {
    let texts = marked(list);
    if !possible.contains(&list.len()) {
        let found = match list.len() {
            0 => "no options".to_owned(),
            1 => "only one option".to_owned(),
            many => format!("{many} options"),
        };
        let help = format!("list at least {} and at most {}", possible.start(), possible.end());
        notes.fault(mark, format!("{owner} has {found}"), help);
        return None;
    }
    let sound = distinct(&texts, "option", owner, notes) && texts.len() == list.len();
    sound.then(|| texts.iter().map(|(label, _)| option(label)).collect())
}

/// An option with this label.
pub(super) fn option(label: &str) -> AnswerOption {
    AnswerOption { label: label.to_owned(), codes: Vec::new(), score: None }
}

/// The option that stands for all that is none of the others: one of these, or one more.
pub(super) fn other(
    label: &str,
    mark: Mark,
    options: &mut Vec<AnswerOption>,
    owner: &str,
    notes: &Notes,
) -> Option<usize> {
    if fold(label).is_empty() {
        notes.fault(mark, format!("the `other` of {owner} has no name"), "give it one, for example `Other answers`");
        return None;
    }
    let known = options.iter().position(|option| fold(&option.label) == fold(label));
    Some(known.unwrap_or_else(|| {
        options.push(option(label));
        options.len() - 1
    }))
}

/// Notes `unrecognised` where `other` leaves nothing that is not recognised.
pub(super) fn never_unrecognised(mark: Mark, owner: &str, notes: &Notes) {
    let message = format!("{owner} has an `other`, so that every answer is recognised");
    notes.fault(
        mark,
        message,
        "keep `other` to count the rest as an option, or `unrecognised` to count it as no answer",
    );
}

/// Whether no text is empty and none occurs twice; notes those that are.
pub(super) fn distinct(texts: &[(&str, Mark)], what: &str, owner: &str, notes: &Notes) -> bool {
    let mut known: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    let mut sound = true;
    for (text, mark) in texts {
        let key = fold(text);
        if key.is_empty() {
            notes.fault(
                *mark,
                format!("{owner} has an empty {what}"),
                "give it a label; an empty cell is never an answer",
            );
            sound = false;
        } else if let Some((first, line)) = known.get(&key) {
            let message = format!("{what} {} of {owner} is given twice", named(text));
            let help = format!(
                "the first one, {}, is on line {line}; capitals, spaces, apostrophes and dashes of any kind make no difference",
                named(first)
            );
            notes.fault(*mark, message, help);
            sound = false;
        }
        known.entry(key).or_insert((text, mark.line));
    }
    sound
}

/// The position of a label; notes the fault when there is none.
pub(super) fn position(label: &str, mark: Mark, options: &[AnswerOption], owner: &str, notes: &Notes) -> Option<usize> {
    let found = options.iter().position(|option| option.label == label);
    if found.is_none() {
        let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
        notes.fault(mark, format!("{} is not an option of {owner}", named(label)), choice(label, &labels));
    }
    found
}

/// Adds the answers beside the scale, after its options; they have no score.
pub(super) fn add_unscored(options: &mut Vec<AnswerOption>, key: &Key<TextsEntry>, owner: &str, notes: &Notes) {
    let texts = key.each();
    let number = options.len() + texts.len();
    if key.mark().is_some_and(|mark| !notes.few_enough(mark, number, *OPTIONS.end(), "answers")) {
        return;
    }
    distinct(&texts, "unscored answer", owner, notes);
    let known = meanings(options);
    for (text, mark) in texts {
        match known.get(&fold(text)) {
            None => options.push(option(text)),
            Some(position) => {
                let message = format!("{} is listed under `unscored`, but is an option of {owner}", named(text));
                let help = match options[*position].score {
                    Some(score) => format!("it has the score {score}; take it out of `unscored` or of the options"),
                    None => "the scale lists it already; take it out here".to_owned(),
                };
                notes.fault(mark, message, help);
            }
        }
    }
}

/// Adds the codes of a `code: label` table to their options.
pub(super) fn add_codes(options: &mut [AnswerOption], codes: &Key<Table<Text>>, owner: &str, notes: &Notes) {
    let mut meanings = meanings(options);
    for (code, mark, label) in codes.value().into_iter().flat_map(Table::entries) {
        let Some(text) = &label.value else { continue };
        let Some(target) = position(text, label.mark, options, owner, notes) else { continue };
        match *meanings.entry(fold(code)).or_insert(target) {
            meaning if meaning == target => options[target].codes.push(code.to_owned()),
            other => {
                let message = format!("code {} stands for two options of {owner}", named(code));
                let help = format!("it means {} already; take one of them out", named(&options[other].label));
                notes.fault(mark, message, help);
            }
        }
    }
}

/// What an export may write, and the position of the option it means.
pub(super) fn meanings(options: &[AnswerOption]) -> BTreeMap<String, usize> {
    let texts = |(position, option): (usize, &AnswerOption)| {
        let texts = option.codes.iter().chain([&option.label]);
        texts.map(|text| (fold(text), position)).collect::<Vec<_>>()
    };
    options.iter().enumerate().flat_map(texts).collect()
}

/// Positions of the options named, ascending, without repeats.
fn positions(texts: Vec<(&str, Mark)>, options: &[AnswerOption], owner: &str, notes: &Notes) -> Vec<usize> {
    let found = texts.into_iter().filter_map(|(label, mark)| position(label, mark, options, owner, notes));
    let mut found: Vec<usize> = found.collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl AnswerSet {
    /// Takes over the boxes and nets that were written, in place of those it had.
    pub fn report(&mut self, written: &Written, owner: &str, notes: &Notes) {
        for (boxed, key) in [(&mut self.top, written.top), (&mut self.bottom, written.bottom)] {
            if key.mark().is_some() {
                *boxed = positions(key.each(), &self.options, owner, notes);
            }
        }
        self.boxes_apart(written, owner, notes);
        self.boxes_on_scale(written, owner, notes);
        if let Some(table) = written.nets.value() {
            self.nets = table.entries().filter_map(|(name, _, net)| self.net(name, net, owner, notes)).collect();
        }
    }

    /// Notes the options that are in both boxes.
    fn boxes_apart(&self, written: &Written, owner: &str, notes: &Notes) {
        let boxes =
            if written.bottom.mark().is_some() { (written.bottom, &self.top) } else { (written.top, &self.bottom) };
        for (label, mark) in boxes.0.each() {
            if boxes.1.iter().any(|position| self.options[*position].label == label) {
                let message = format!("{} of {owner} is in the top box and in the bottom box", named(label));
                notes.fault(mark, message, "take it out of one");
            }
        }
    }

    /// Notes the answers in a box that stand beside the scale: they are neither good nor bad.
    fn boxes_on_scale(&self, written: &Written, owner: &str, notes: &Notes) {
        let is_scored = |option: &AnswerOption| option.score.is_some();
        if !self.options.iter().any(is_scored) {
            return;
        }
        for (name, key) in [("top", written.top), ("bottom", written.bottom)] {
            for (label, mark) in key.each() {
                if self.options.iter().any(|option| option.label == label && !is_scored(option)) {
                    let message = format!("{} of {owner} has no score, and cannot be in the {name} box", named(label));
                    notes.fault(mark, message, format!("take it out of `{name}`; `nets:` can report it by itself"));
                }
            }
        }
    }

    fn net(&self, name: &str, net: &Given<TextsEntry>, owner: &str, notes: &Notes) -> Option<Net> {
        let texts = net.value.as_ref()?.each(net.mark);
        Some(Net { label: name.to_owned(), options: positions(texts, &self.options, owner, notes) })
    }

    /// The labels of the two best options, for advice.
    pub fn best_two(&self) -> Vec<&str> {
        let mut ranked: Vec<&AnswerOption> = self.options.iter().filter(|option| option.score.is_some()).collect();
        ranked.sort_by(|one, other| other.score.partial_cmp(&one.score).unwrap_or(std::cmp::Ordering::Equal));
        ranked.truncate(2);
        ranked.into_iter().rev().map(|option| option.label.as_str()).collect()
    }
}

/// The scale under a name of `scales:`. `None` when it is not usable.
pub(super) fn scale(name: &str, mark: Mark, entry: &Given<ScaleEntry>, notes: &Notes) -> Option<AnswerSet> {
    let owner = format!("scale {}", named(name));
    match entry.value.as_ref()? {
        ScaleEntry::List(list) => low_to_high(list, entry.mark, &owner, notes),
        ScaleEntry::Map(keys) => {
            has_order(&Written::from(&**keys), &owner, notes);
            directed(&Written::from(&**keys), mark, &owner, notes)
        }
    }
}

/// A plain list of options, low to high.
fn low_to_high(texts: &List<Text>, mark: Mark, owner: &str, notes: &Notes) -> Option<AnswerSet> {
    let mut options = labels(texts, mark, OPTIONS, owner, notes)?;
    if looks_reversed(&options) {
        let message = format!("{owner} seems to run from high to low");
        let (best, worst) = (&options[0].label, &options[options.len() - 1].label);
        let help = format!(
            "a plain list runs from low to high: begin with {} and end with {}, or add `direction: high_to_low` beside `options:`",
            named(worst),
            named(best)
        );
        notes.fault(mark, message, help);
        return None;
    }
    score(&mut options, DirectionWord::LowToHigh);
    Some(AnswerSet { options, ..AnswerSet::default() })
}

/// A scale written with all its keys.
fn directed(written: &Written, name: Mark, owner: &str, notes: &Notes) -> Option<AnswerSet> {
    if written.direction.mark().is_none() {
        let help =
            "add `direction: low_to_high` when the lowest (worst) option comes first, else `direction: high_to_low`";
        notes.fault(name, format!("{owner} does not say its direction"), help);
    }
    if written.options.mark().is_none() {
        let help = "add `options: [first, second, …]` in the order of the direction";
        notes.fault(name, format!("{owner} has no `options`"), help);
    }
    let (list, at) = written.options.marked()?;
    let mut options = labels(list, at, OPTIONS, owner, notes)?;
    score(&mut options, *written.direction.value().unwrap_or(&DirectionWord::LowToHigh));
    Some(finish(options, written, owner, notes))
}

/// Notes options without an order where a scale is needed.
fn has_order(written: &Written, owner: &str, notes: &Notes) {
    if let (Some(DirectionWord::None), Some(mark)) = (written.direction.value(), written.direction.mark()) {
        let help = "say `low_to_high` or `high_to_low`; for answers that are no scale take `kind: single`";
        notes.fault(mark, format!("{owner} needs options in an order"), help);
    }
}

/// Options of a question's own: low to high unless the question says otherwise. Those of a grid may be no scale.
pub(super) fn own(written: &Written, may_be_unordered: bool, owner: &str, notes: &Notes) -> Option<AnswerSet> {
    if !may_be_unordered {
        has_order(written, owner, notes);
    }
    let (list, mark) = written.options.marked()?;
    match written.direction.value() {
        Some(_) => directed(written, mark, owner, notes),
        None => Some(finish(low_to_high(list, mark, owner, notes)?.options, written, owner, notes)),
    }
}

/// Options that were worked out: a scale where they have a direction or scores, which rise unless it says otherwise.
pub(super) fn worked_out(mut options: Vec<AnswerOption>, written: &Written, owner: &str, notes: &Notes) -> AnswerSet {
    if let Some(direction) = written.direction.value() {
        score(&mut options, *direction);
    }
    finish(options, written, owner, notes)
}

fn finish(mut options: Vec<AnswerOption>, written: &Written, owner: &str, notes: &Notes) -> AnswerSet {
    rescore(&mut options, written, owner, notes);
    add_unscored(&mut options, written.unscored, owner, notes);
    add_codes(&mut options, written.codes, owner, notes);
    let mut set = AnswerSet { options, ..AnswerSet::default() };
    set.report(written, owner, notes);
    set
}

/// Scores 1, 2, … from the low end.
#[expect(clippy::cast_precision_loss, reason = "a few thousand options at most")]
fn score(options: &mut [AnswerOption], direction: DirectionWord) {
    let number = options.len();
    for (position, option) in options.iter_mut().enumerate() {
        option.score = match direction {
            DirectionWord::LowToHigh => Some((position + 1) as f64),
            DirectionWord::HighToLow => Some((number - position) as f64),
            DirectionWord::None => None,
        };
    }
}

/// Puts the scores that were written in place of 1, 2, …
fn rescore(options: &mut [AnswerOption], written: &Written, owner: &str, notes: &Notes) {
    let Some((scores, mark)) = written.scores.marked() else { return };
    if written.direction.value() == Some(&DirectionWord::None) {
        let help = "say `low_to_high` or `high_to_low`, or leave the scores out";
        notes.fault(mark, format!("{owner} has scores, but its options have no order"), help);
        return;
    }
    if scores.len() != options.len() {
        let message = format!("{owner} has {} options but {} scores", options.len(), scores.len());
        notes.fault(mark, message, "give one score for each option, in the order of the options");
        return;
    }
    let values: Vec<f64> = scores.iter().filter_map(|score| score.value).collect();
    let rising = written.direction.value() != Some(&DirectionWord::HighToLow);
    let agrees = values.windows(2).all(|pair| if rising { pair[0] < pair[1] } else { pair[0] > pair[1] });
    if values.len() == options.len() && !agrees {
        let way = if rising {
            "rise, as the options run from low to high"
        } else {
            "fall, as the options run from high to low"
        };
        notes.fault(mark, format!("the scores of {owner} do not follow its direction"), format!("they must {way}"));
    }
    for (option, value) in options.iter_mut().zip(values) {
        option.score = Some(value);
    }
}

/// Words at the good end of common scales.
const HIGH: [&str; 14] = [
    "very good",
    "excellent",
    "strongly agree",
    "very satisfied",
    "always",
    "extremely likely",
    "very likely",
    "definitely",
    "yes, definitely",
    "extremely satisfied",
    "very easy",
    "outstanding",
    "completely agree",
    "good",
];

/// Words at the bad end of common scales.
const LOW: [&str; 16] = [
    "very poor",
    "poor",
    "strongly disagree",
    "very dissatisfied",
    "never",
    "extremely unlikely",
    "very unlikely",
    "definitely not",
    "no",
    "not at all",
    "extremely dissatisfied",
    "very difficult",
    "unacceptable",
    "completely disagree",
    "bad",
    "very bad",
];

/// Whether the first option is a well-known best and the last a well-known worst.
fn looks_reversed(options: &[AnswerOption]) -> bool {
    let is_one_of = |option: Option<&AnswerOption>, words: &[&str]| {
        option.is_some_and(|option| words.contains(&fold(&option.label).as_str()))
    };
    is_one_of(options.first(), &HIGH) && is_one_of(options.last(), &LOW)
}
