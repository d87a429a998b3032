//! One derived question: from its keys and the questions it comes from to a question like any other.

use super::answers::{self, AnswerSet, OPTIONS, Written, option, worked_out};
use super::bands::{Edges, Naming};
use super::entry::TextsEntry;
use super::given::{Key, Table, Text};
use super::kind::{blank, with_metrics};
use super::question_keys::DeriveKeys;
use super::routing::answered;
use super::segment::is_mean;
use super::source::{Mark, Notes};
use super::{Condition, Derivation, Numbers, Question, Reading, Source};
use crate::diagnostic::{listed, named};
use crate::plan::Shape;
use crate::scale::AnswerOption;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Where questions and grids stand among the questions, by name.
pub(super) type Places = BTreeMap<String, Range<usize>>;

/// A derived question that names only questions which are there.
pub(super) struct Deriving<'a> {
    pub id: &'a str,
    pub mark: Mark,
    pub keys: &'a DeriveKeys,
    pub questions: &'a [Question],
    pub places: &'a Places,
    pub notes: &'a Notes<'a>,
}

/// The ways to derive a question, with the keys that each takes beside `text`.
const WAYS: [(&str, &[&str]); 8] = [
    ("recode", &["from", "other", "direction", "scores", "top", "bottom", "nets"]),
    ("bands", &["from", "direction", "scores", "top", "bottom", "nets"]),
    ("all", &[]),
    ("any", &[]),
    ("same", &[]),
    ("mean", &["at_least", "unit", "target"]),
    ("sum", &["at_least", "unit", "target", "total"]),
    ("ratio", &["of", "unit"]),
];

/// The derived question. `None` after a fault.
pub(super) fn question(deriving: &Deriving) -> Option<Question> {
    let derived = match deriving.way()? {
        "recode" => deriving.recode(),
        "bands" => deriving.bands(),
        "all" => deriving.yes_or_no(&deriving.keys.all, Derivation::All),
        "any" => deriving.yes_or_no(&deriving.keys.any, Derivation::Any),
        "same" => deriving.same(),
        "mean" => deriving.number(&deriving.keys.mean, |items, at_least| Derivation::Mean { items, at_least }),
        "ratio" => deriving.ratio(),
        _ => deriving.number(&deriving.keys.sum, |items, at_least| Derivation::Sum { items, at_least }),
    };
    let text = deriving.keys.text.value().map_or_else(|| deriving.id.to_owned(), |text| text.to_string());
    Some(with_metrics(Question { text, ..derived? }))
}

impl Deriving<'_> {
    fn owner(&self) -> String {
        format!("question {}", named(self.id))
    }

    fn fault(&self, message: impl Into<String>, help: impl Into<String>) {
        self.notes.fault(self.mark, message, help);
    }

    /// The one way in which it is derived; notes what does not go with it.
    fn way(&self) -> Option<&'static str> {
        let given = self.given();
        let is_given = |name: &str| given.iter().find(|(key, _)| *key == name);
        let ways: Vec<_> = WAYS.iter().filter(|(name, _)| is_given(name).is_some()).collect();
        let [(way, takes)] = ways[..] else {
            let names = listed(WAYS.iter().map(|(name, _)| *name));
            if ways.is_empty() {
                let message = format!("{} does not say how it is derived", self.owner());
                self.fault(message, format!("add one of {names}"));
            } else {
                let both = listed(ways.iter().map(|(name, _)| *name));
                let message = format!("{} is derived in several ways: {both}", self.owner());
                self.fault(message, "keep one of them; each can be a question of its own");
            }
            return None;
        };
        for (key, mark) in given.iter().filter(|(key, _)| key != way && !takes.contains(key)) {
            let help = match takes {
                [] => "it takes only `text` beside it".to_owned(),
                takes => format!("it takes {}", listed(takes.iter().copied())),
            };
            self.notes.fault(*mark, format!("`{way}` does not take `{key}`"), help);
        }
        if takes.contains(&"from") && is_given("from").is_none() {
            let message = format!("{} has no `from`", self.owner());
            self.fault(message, format!("add `from:` with the question that `{way}` is about"));
        }
        Some(way)
    }

    /// The keys that are given, except `text`.
    fn given(&self) -> Vec<(&'static str, Mark)> {
        let DeriveKeys {
            text: _,
            from,
            recode,
            other,
            bands,
            all,
            any,
            same,
            mean,
            sum,
            ratio,
            of,
            at_least,
            direction,
            scores,
            top,
            bottom,
            nets,
            unit,
            target,
            total,
        } = self.keys;
        let keys = [
            ("from", from.mark()),
            ("recode", recode.mark()),
            ("other", other.mark()),
            ("bands", bands.mark()),
            ("all", all.mark()),
            ("any", any.mark()),
            ("same", same.mark()),
            ("mean", mean.mark()),
            ("sum", sum.mark()),
            ("ratio", ratio.mark()),
            ("of", of.mark()),
            ("at_least", at_least.mark()),
            ("direction", direction.mark()),
            ("scores", scores.mark()),
            ("top", top.mark()),
            ("bottom", bottom.mark()),
            ("nets", nets.mark()),
            ("unit", unit.mark()),
            ("target", target.mark()),
            ("total", total.mark()),
        ];
        keys.into_iter().filter_map(|(name, mark)| Some((name, mark?))).collect()
    }

    /// The position of a question that is no grid.
    fn single(&self, name: &str, mark: Mark) -> Option<usize> {
        let place = self.places.get(name)?;
        let first = &self.questions[place.start];
        if first.grid.as_deref() == Some(name) {
            let help = format!("name one of its items, for example {}", named(&first.id));
            self.notes.fault(mark, format!("question {} is a grid", named(name)), help);
            return None;
        }
        Some(place.start)
    }

    fn recode(&self) -> Option<Question> {
        let (from, mark) = self.keys.from.marked()?;
        let question = self.single(from, mark)?;
        let source = &self.questions[question];
        let is_multiple = matches!(source.shape, Shape::Multiple { .. });
        if !is_multiple && !matches!(source.shape, Shape::Coded { .. }) {
            let help = "`bands` makes options of numbers";
            self.notes.fault(mark, format!("question {} has no options to recode", named(from)), help);
            return None;
        }
        let order = [self.keys.direction.mark(), self.keys.scores.mark()];
        for mark in order.into_iter().flatten().filter(|_| is_multiple) {
            let message = format!("people chose several options of question {}, which have no order", named(from));
            self.notes.fault(mark, message, "take it out");
        }
        let (options, to) = self.recoded(source)?;
        let number = options.len();
        if !OPTIONS.contains(&number) {
            self.fault(format!("{} has only one option", self.owner()), "keep at least two options apart");
            return None;
        }
        let closed = self.closed(options, Derivation::Recode { question, to });
        let multiple = Question { kind: "multiple", shape: Shape::Multiple { options: number }, ..closed.clone() };
        Some(if is_multiple { multiple } else { closed })
    }

    /// The new options, and which of them each option of the source counts as.
    fn recoded(&self, source: &Question) -> Option<(Vec<AnswerOption>, Vec<usize>)> {
        let (table, mark) = self.keys.recode.marked()?;
        let names: Vec<(&str, Mark)> = table.entries().map(|(name, mark, _)| (name, mark)).collect();
        let mut sound = answers::distinct(&names, "option", &self.owner(), self.notes);
        let mut options: Vec<AnswerOption> = names.iter().map(|(name, _)| option(name)).collect();
        let mut to: Vec<Option<usize>> = vec![None; source.options.len()];
        let owner = format!("question {}", named(&source.id));
        for (at, (_, _, entry)) in table.entries().enumerate() {
            sound &= entry.value.is_some();
            for (label, mark) in entry.value.as_ref().map_or_else(Vec::new, |texts| texts.each(entry.mark)) {
                let place = answers::position(label, mark, &source.options, &owner, self.notes);
                sound &= place.is_some_and(|place| self.put(&mut to[place], at, &options, (label, mark)));
            }
        }
        if !sound {
            return None;
        }
        let rest: Vec<&str> = source.options.iter().zip(&to).filter(|(_, to)| to.is_none()).map(label_of).collect();
        let other = self.rest(&rest, &mut options, &owner, mark)?;
        Some((options, to.into_iter().map(|to| to.unwrap_or(other)).collect()))
    }

    /// Lets an option count as the new one at this position, unless it counts as another one already.
    fn put(&self, to: &mut Option<usize>, at: usize, options: &[AnswerOption], (label, mark): (&str, Mark)) -> bool {
        let first = *to.get_or_insert(at);
        if first != at {
            let message = format!("{} is recoded as {} already", named(label), named(&options[first].label));
            self.notes.fault(mark, message, "take it out of one of them");
        }
        first == at
    }

    /// The new option for all that stand under no other; notes those where there is none.
    fn rest(&self, rest: &[&str], options: &mut Vec<AnswerOption>, owner: &str, recode: Mark) -> Option<usize> {
        match self.keys.other.marked() {
            Some((_, mark)) if rest.is_empty() => {
                let message = format!("`recode` names every option of {owner}, so nothing is `other`");
                self.notes.fault(mark, message, "take it out");
                None
            }
            Some((label, mark)) => answers::other(label, mark, options, &self.owner(), self.notes),
            None if rest.is_empty() => Some(0),
            None => {
                let message = format!("`recode` leaves out {} of {owner}", listed(rest.iter().copied()));
                let help = "list each option under a name, or add `other:` with a name for the rest";
                self.notes.fault(recode, message, help);
                None
            }
        }
    }

    fn bands(&self) -> Option<Question> {
        let (edges, at) = self.keys.bands.marked()?;
        let (from, mark) = self.keys.from.marked()?;
        let number = self.single(from, mark).and_then(|question| self.numbers(question, mark));
        let has_fractions = number.as_ref().is_some_and(|number| self.has_fractions(number));
        let naming = if has_fractions { Naming::Fractional } else { Naming::Whole };
        let bands = Edges::of_numbers(edges, at).bands(naming, &self.owner(), self.notes)?;
        let options = bands.iter().map(|band| option(&band.label)).collect();
        Some(self.closed(options, Derivation::Bands { number: number?, bands }))
    }

    /// Whether numbers are likely to lie between whole ones: means do, and some scores.
    fn has_fractions(&self, number: &Numbers) -> bool {
        is_mean(&self.questions[number.question]) || number.scores.iter().flatten().any(|score| score.fract() != 0.0)
    }

    fn yes_or_no(
        &self,
        key: &Key<Table<TextsEntry>>,
        derivation: fn(Vec<Condition>) -> Derivation,
    ) -> Option<Question> {
        let help = "name a question with options, or put `bands` of its numbers in between";
        let conditions = key.value()?.entries().map(|(name, mark, entry)| {
            let at = self.single(name, mark)?;
            answered(at, &self.questions[at], (mark, entry), help, self.notes)
        });
        // All of them first, so that every fault is noted.
        let conditions: Vec<Option<Condition>> = conditions.collect();
        let conditions = conditions.into_iter().collect::<Option<Vec<Condition>>>()?;
        Some(self.closed(vec![option("Yes"), option("No")], derivation(conditions)))
    }

    fn number(
        &self,
        key: &Key<TextsEntry>,
        derivation: impl Fn(Vec<Numbers>, usize) -> Derivation,
    ) -> Option<Question> {
        let items = self.items(key, |at, mark| self.numbers(at, mark))?;
        let at_least = self.at_least(items.len())?;
        let mut units = items.iter().map(|item| &self.questions[item.question].unit);
        let first = units.next()?;
        let common = if units.all(|unit| unit == first) { first.clone() } else { String::new() };
        Some(Question {
            source: Source::Derived(derivation(items, at_least)),
            unit: self.keys.unit.value().map_or(common, |unit| unit.to_string()),
            target: self.keys.target.value().copied(),
            total: self.keys.total.value().copied().unwrap_or_default(),
            ..blank(self.id, "number")
        })
    }

    fn ratio(&self) -> Option<Question> {
        let named = |key: &Key<Text>| {
            let (name, mark) = key.marked()?;
            self.numbers(self.single(name, mark)?, mark)
        };
        if self.keys.of.mark().is_none() {
            let help = "add `of:` with the number that it is a ratio to, for example `of: visits`";
            self.notes.fault(self.keys.ratio.mark()?, format!("{} has no `of`", self.owner()), help);
        }
        let (number, of) = (named(&self.keys.ratio), named(&self.keys.of));
        let (number, of) = number.zip(of)?;
        let unit = |numbers: &Numbers| self.questions[numbers.question].unit.as_str();
        let usual = match (unit(&number), unit(&of)) {
            (one, other) if one == other || one.is_empty() => String::new(),
            (one, "") => one.to_owned(),
            (one, other) => format!("{one}/{other}"),
        };
        Some(Question {
            source: Source::Derived(Derivation::Ratio { number, of }),
            unit: self.keys.unit.value().map_or(usual, |unit| unit.to_string()),
            ..blank(self.id, "ratio")
        })
    }

    fn same(&self) -> Option<Question> {
        let items = self.items(&self.keys.same, |at, mark| self.one_answer(at, mark))?;
        let options = |at: usize| self.questions[at].options.iter().map(|option| &option.label);
        if let Some(other) = items.iter().find(|at| !options(**at).eq(options(items[0]))) {
            let (one, other) = (&self.questions[items[0]].id, &self.questions[*other].id);
            let message = format!("questions {} and {} do not have the same options", named(one), named(other));
            self.notes.fault(self.keys.same.mark()?, message, "name questions on one scale");
            return None;
        }
        Some(self.closed(vec![option("Yes"), option("No")], Derivation::Same(items)))
    }

    /// The question at this position, to which people give one answer.
    fn one_answer(&self, question: usize, mark: Mark) -> Option<usize> {
        let source = &self.questions[question];
        let is_coded = matches!(source.shape, Shape::Coded { .. });
        if !is_coded {
            let message = format!("question {} has not one of several options as its answer", named(&source.id));
            self.notes.fault(mark, message, "name questions on one scale");
        }
        is_coded.then_some(question)
    }

    /// What `item` makes of the questions that a key names: at least two, none twice.
    fn items<T>(&self, key: &Key<TextsEntry>, item: impl Fn(usize, Mark) -> Option<T>) -> Option<Vec<T>> {
        let (mut known, mut items, mut sound) = (BTreeSet::new(), Vec::new(), true);
        for (name, mark) in key.each() {
            for at in self.places.get(name)?.clone() {
                if known.insert(at) {
                    let item = item(at, mark);
                    sound &= item.is_some();
                    items.extend(item);
                } else {
                    let message = format!("{} is an item of {} twice", named(&self.questions[at].id), self.owner());
                    self.notes.fault(mark, message, "take it out here");
                    sound = false;
                }
            }
        }
        if sound && items.len() < 2 {
            self.notes.fault(key.mark()?, format!("{} has only one item", self.owner()), "name at least two questions");
            sound = false;
        }
        sound.then_some(items)
    }

    /// How many of the items must have been answered.
    fn at_least(&self, items: usize) -> Option<usize> {
        let Some((number, mark)) = self.keys.at_least.marked() else { return Some(items) };
        let found = usize::try_from(*number).ok().filter(|number| (1..=items).contains(number));
        if found.is_none() {
            let message = format!("`at_least` of {} must be from 1 to {items}", self.owner());
            self.notes.fault(mark, message, format!("it has {items} items"));
        }
        found
    }

    /// The numbers that the question at this position gives.
    fn numbers(&self, question: usize, mark: Mark) -> Option<Numbers> {
        let source = &self.questions[question];
        let scores: Vec<Option<f64>> = match source.shape {
            Shape::Coded { .. } => source.options.iter().map(|option| option.score).collect(),
            Shape::Values | Shape::Multiple { .. } | Shape::Ranked { .. } => Vec::new(),
        };
        let is_scored = scores.iter().any(Option::is_some);
        let is_number = matches!(source.shape, Shape::Values)
            && !source.is_ratio()
            && (matches!(source.source, Source::Derived(_))
                || matches!(source.reading, Reading::Number | Reading::Duration { .. } | Reading::Elapsed { .. }));
        if !is_scored && !is_number {
            let message = format!("the answers to question {} are no numbers", named(&source.id));
            self.notes.fault(mark, message, "name a number, a length of time, or a question on a scale");
            return None;
        }
        Some(Numbers { question, scores })
    }

    /// A question with one of these options as its answer: a rating where they have scores.
    fn closed(&self, options: Vec<AnswerOption>, derivation: Derivation) -> Question {
        let AnswerSet { options, nets, top, bottom } = self.set(options);
        let is_scored = options.iter().any(|option| option.score.is_some());
        Question {
            shape: Shape::Coded { options: options.len() },
            source: Source::Derived(derivation),
            options,
            nets,
            top,
            bottom,
            ..blank(self.id, if is_scored { "rating" } else { "single" })
        }
    }

    fn set(&self, options: Vec<AnswerOption>) -> AnswerSet {
        let DeriveKeys { direction, scores, top, bottom, nets, .. } = self.keys;
        let (list, codes, unscored) = (Key::default(), Key::default(), Key::default());
        let (options_key, codes, unscored) = (&list, &codes, &unscored);
        let written = Written { options: options_key, direction, codes, scores, unscored, top, bottom, nets };
        worked_out(options, &written, &self.owner(), self.notes)
    }
}

/// The label of an option beside anything.
fn label_of<T>((option, _): (&AnswerOption, T)) -> &str {
    &option.label
}
