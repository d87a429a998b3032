//! Control charts in words: what the verdicts on figures over time are called.
//!
//! Nothing is called a signal here that the analysis has not found.

use super::number::{self, counted};
use super::{clean, difference};
use crate::results::{
    Assured, ControlChart, ControlEvent, ControlKind, ControlPoint, Gap, Ghosted, Sense, Signal, SignalRule, Stretch,
    Unit, Variation, VariationKind, Verdict,
};

/// A chart with the unit that its figures are in.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub chart: &'a ControlChart,
    pub unit: &'a Unit,
}

/// What is counted where there are periods without an answer in between.
const FIGURES: &str = "figures";

impl<'a> Told<'a> {
    pub const fn new(chart: &'a ControlChart, unit: &'a Unit) -> Told<'a> {
        Told { chart, unit }
    }

    /// What the chart says, in a sentence or two.
    pub fn finding(self) -> String {
        let chart = self.chart;
        if chart.stretches.iter().all(|stretch| stretch.centre.is_none()) {
            return format!("Too few {} follow each other to tell change from chance.", self.noun(2));
        }
        let Some(signal) = chart.told_first() else { return self.nothing() };
        let is_trial = chart.stretches.get(signal.stretch).is_some_and(|stretch| stretch.trial);
        let is_last = signal.points.is_empty() || signal.points.last() >= chart.last_judged().as_ref();
        let tail = if is_last { String::new() } else { " Nothing since then is unusual.".to_owned() };
        let said = self.signal(signal, is_last);
        if is_trial {
            return format!("{said}, by trial limits: that may still be chance.{tail}");
        }
        format!("{said}: that is not chance{}.{tail}", news(signal.sense))
    }

    /// That there is no signal.
    fn nothing(self) -> String {
        let figures = self.chart.figures().count();
        let periods = format!("{} {}", in_words(figures), self.noun(figures));
        if self.chart.is_trial() {
            return format!("No signal in {periods}, but the limits rest on few of them.");
        }
        if let Some((event, before, since)) = self.last_move() {
            let (event, centre) = (clean(&event.label), self.centre());
            return format!(
                "Since {event} the {centre} is {since}, before it was {before}. Nothing since then is unusual."
            );
        }
        format!("Nothing in {periods} is out of the ordinary: the ups and downs are what chance gives.")
    }

    /// The event that the last lines begin with, and the centres before and since.
    fn last_move(self) -> Option<(&'a ControlEvent, String, String)> {
        let id = self.chart.stretches.last()?.event.as_ref()?;
        let event = self.chart.events.iter().find(|event| event.id == *id)?;
        let (before, since) = self.moved_by(id)?;
        Some((event, before, since))
    }

    /// The centres before and since an event with which lines begin anew.
    pub fn moved_by(self, event: &str) -> Option<(String, String)> {
        let mut pairs = self.chart.stretches.windows(2);
        let pair = pairs.rfind(|pair| pair[1].event.as_deref() == Some(event))?;
        Some((self.figure(pair[0].centre?), self.figure(pair[1].centre?)))
    }

    /// A signal, without what it means.
    fn signal(self, signal: &Signal, is_last: bool) -> String {
        let (first, last) = (signal.points.first().copied(), signal.points.last().copied());
        let number = signal.points.len();
        let when = self.when(first, last);
        let (up, centre) = (signal.direction == Verdict::Up, self.centre());
        let (above, upper, higher) = if up { ("above", "upper", "higher") } else { ("below", "lower", "lower") };
        let in_a_row = self.in_a_row(signal);
        match signal.rule {
            SignalRule::OneSide | SignalRule::LongRun if is_last => {
                format!("The last {in_a_row} were all {above} the {centre}")
            }
            SignalRule::OneSide | SignalRule::LongRun if in_a_row.ends_with(FIGURES) => {
                format!("{} in a row ({when}) were {above} the {centre}", upper_first(&in_a_row))
            }
            SignalRule::OneSide | SignalRule::LongRun => {
                format!("For {in_a_row} in a row ({when}) figures were {above} the {centre}")
            }
            SignalRule::Trend if is_last => format!("The last {in_a_row} were each {higher} than the one before"),
            SignalRule::Trend => {
                format!("{} in a row ({when}) were each {higher} than the one before", upper_first(&in_a_row))
            }
            SignalRule::Beyond if number == 1 => format!("{} was {above} the {upper} limit", upper_first(&when)),
            SignalRule::Beyond => {
                format!("{} in a row ({when}) were {above} the {upper} limit", upper_first(&in_a_row))
            }
            SignalRule::TwoOfThree => format!(
                "{} of {} {} in a row (to {}) were near the {upper} limit or beyond it",
                upper_first(&in_words(number)),
                in_words(number + 1),
                self.noun(number + 1),
                self.period(last)
            ),
            SignalRule::FourOfFive => {
                format!("Nearly all {} around {when} were well {above} the {centre}", self.noun(2))
            }
            SignalRule::FewCrossings => self.crossings(signal),
        }
    }

    fn crossings(self, signal: &Signal) -> String {
        let runs = self.chart.stretches.get(signal.stretch).and_then(|stretch| stretch.runs);
        let (crossings, fewest) = runs.map_or((0, 0), |runs| (runs.crossings, runs.fewest_crossings));
        let times = counted(crossings as u64, "time", "times");
        format!("Figures cross the {} only {times}, where {fewest} is the least that chance gives", self.centre())
    }

    /// `eight weeks`; `eight figures` where there are periods without one between them.
    fn in_a_row(self, signal: &Signal) -> String {
        let number = signal.points.len();
        let span = signal.points.first().zip(signal.points.last()).map_or(0, |(first, last)| last - first + 1);
        let noun = if span == number { self.noun(number) } else { FIGURES.to_owned() };
        format!("{} {noun}", in_words(number))
    }

    /// `March 2026`, or `March 2026 to May 2026`.
    fn when(self, first: Option<usize>, last: Option<usize>) -> String {
        let (from, to) = (self.period(first), self.period(last));
        if from == to { from } else { format!("{from} to {to}") }
    }

    fn period(self, at: Option<usize>) -> String {
        at.and_then(|at| self.chart.points.get(at)).map_or_else(String::new, |point| difference::period(&point.period))
    }

    /// What a period is called: `week`, `weeks`.
    pub fn noun(self, number: usize) -> String {
        let name = self.chart.points.first().map_or("", |point| point.period.as_str());
        let noun = match name.split_once('-') {
            Some((_, part)) if part.starts_with('W') => "week",
            Some((_, part)) if part.starts_with('Q') => "quarter",
            Some(_) => "month",
            None => "year",
        };
        if number == 1 { noun.to_owned() } else { format!("{noun}s") }
    }

    /// What the centre line is called.
    pub const fn centre(self) -> &'static str {
        match self.chart.kind {
            ControlKind::Run => "median",
            _ => "average",
        }
    }

    /// Digits for all figures of the chart.
    pub fn places(self) -> usize {
        let typical = self.chart.figures().map(|(_, value)| value.abs()).fold(0.0, f64::max);
        number::places(self.unit, typical)
    }

    /// A figure of the chart.
    pub fn figure(self, value: f64) -> String {
        number::figure(Some(value), self.unit, self.places())
    }

    /// Centre and limits of each stretch, a line each.
    pub fn lines(self) -> Vec<String> {
        let several = self.chart.stretches.len() > 1;
        let line = |stretch: &Stretch| {
            let line = self.line(stretch);
            if several { format!("{}: {line}", self.span(stretch)) } else { upper_first(&line) }
        };
        self.chart.stretches.iter().filter(|stretch| stretch.centre.is_some()).map(line).collect()
    }

    /// `mean 82.1%, limits 75.0% to 89.2%, from 24 weeks`.
    fn line(self, stretch: &Stretch) -> String {
        let name = self.centre();
        let centre = stretch.centre.map_or_else(String::new, |centre| self.figure(centre));
        let from = format!("from {}", counted(stretch.baseline as u64, &self.noun(1), &self.noun(2)));
        let points = &self.chart.points[stretch.from..stretch.to];
        let limits = |point: &ControlPoint| point.value.and(point.low.zip(point.high));
        let Some((low, high)) = points.iter().rev().find_map(limits) else {
            return format!("{name} {centre}, {from}");
        };
        let ends = |(low, high): (f64, f64)| (self.figure(low), self.figure(high));
        let vary = points.iter().filter_map(limits).any(|other| ends(other) != ends((low, high)));
        let last = if vary { " at the end (they vary with the number of answers)" } else { "" };
        let trial = if stretch.trial { "trial limits" } else { "limits" };
        let (low, high) = ends((low, high));
        format!("{name} {centre}, {trial} {low} to {high}{last}, {from}")
    }

    /// What happened, a line each: `Phone training: 18 March 2026`.
    pub fn events(self) -> Vec<String> {
        let event = |event: &ControlEvent| format!("{}: {}", clean(&event.label), difference::day(&event.day));
        self.chart.events.iter().map(event).collect()
    }

    /// What a stretch is called: from when to when, and what began it.
    fn span(self, stretch: &Stretch) -> String {
        let when = self.when(Some(stretch.from), Some(stretch.to.saturating_sub(1)));
        let event = self.chart.events.iter().find(|event| Some(&event.id) == stretch.event.as_ref());
        match event {
            Some(event) => format!("{}, since {}", upper_first(&when), clean(&event.label)),
            None => upper_first(&when),
        }
    }

    /// How the chart was made: `XmR chart by making-data-count`.
    pub fn method(self) -> String {
        let kind = match self.chart.kind {
            ControlKind::Xmr => "XmR chart",
            ControlKind::P => "p chart",
            ControlKind::PPrime => "p′ chart (Laney)",
            ControlKind::U => "u chart",
            ControlKind::Run => "run chart",
        };
        format!("{kind}, rules {}", clean(&self.chart.rules))
    }

    /// How often chance alone does it.
    pub fn false_alarms(self) -> Option<String> {
        let alarms = number::trimmed(self.chart.false_alarms?, 0);
        Some(format!("Chance alone gives a signal on about {alarms} of 100 such charts of 25 {}", self.noun(2)))
    }

    /// What the last figure says, in words that stand for an icon; `None` with trial limits.
    pub fn variation(self) -> Option<String> {
        let Variation { kind, direction } = self.chart.variation?;
        let way = match direction {
            Verdict::Up => ", high or rising",
            Verdict::Down => ", low or falling",
            Verdict::None => "",
        };
        Some(match kind {
            VariationKind::CommonCause => "common cause: no significant change".to_owned(),
            VariationKind::Improvement => format!("special cause, improvement{way}"),
            VariationKind::Concern => format!("special cause, concern{way}"),
            VariationKind::Neutral => format!("special cause{way}"),
        })
    }

    /// What can be said of the target.
    pub fn assurance(self) -> Option<String> {
        let target = self.figure(self.chart.target?);
        let said = match self.chart.assurance {
            Some(Assured::WillPass) => "will pass: it is met unless something changes",
            Some(Assured::HitOrMiss) => "hit or miss: chance decides whether it is met",
            Some(Assured::WillFail) => "will fail: it is missed unless something changes",
            None => "nothing can be said of it yet",
        };
        Some(format!("target {target}: {said}"))
    }
}

/// What a rule is called beside a figure.
pub const fn rule(rule: SignalRule) -> &'static str {
    match rule {
        SignalRule::Beyond => "beyond limit",
        SignalRule::OneSide | SignalRule::LongRun => "run",
        SignalRule::Trend => "trend",
        SignalRule::TwoOfThree => "2 of 3",
        SignalRule::FourOfFive => "4 of 5",
        SignalRule::FewCrossings => "few crossings",
    }
}

/// What is to be said of a period in one column: its signals, or why it is not judged.
pub fn remark(point: &ControlPoint) -> String {
    let rules: Vec<&str> = point.rules.iter().map(|one| rule(*one)).collect();
    let why = match (point.gap, point.ghosted) {
        (Some(Gap::Hidden), _) => "hidden",
        (Some(Gap::Empty), _) => "no answers",
        (None, Some(Ghosted::Asked)) => "left out of the lines",
        (None, Some(Ghosted::Partial)) => "not whole",
        (None, None) => "",
    };
    [rules.join(", ").as_str(), why].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Behind *not chance*, for whom it is good.
const fn news(sense: Sense) -> &'static str {
    match sense {
        Sense::Positive => ", and for the better",
        Sense::Negative => ", and for the worse",
        _ => "",
    }
}

/// Numbers up to twelve in words.
fn in_words(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

fn upper_first(text: &str) -> String {
    super::label::first_upper(text)
}

/// A period in as little room as may be: `Jun 2026`, `W13 2026`, `Q2 2026`.
pub fn short_period(name: &str) -> String {
    let said = difference::period(name);
    match name.split_once('-') {
        Some((year, part)) if part.starts_with('W') => format!("{} {}", clean(part), clean(year)),
        Some((year, part)) if !part.starts_with('Q') && said != clean(name) => {
            let month: String = said.chars().take(3).collect();
            format!("{month} {}", clean(year))
        }
        _ => said,
    }
}
