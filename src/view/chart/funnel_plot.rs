//! A figure in many groups by their number of answers, between limits that chance explains.

use super::axis::Span;
use super::frame::{Content, Drawn, Frame};
use super::parts;
use super::sides::good_answers;
use super::subject::{Groups, Subject};
use super::{Body, ChartSpec, Curve, FunnelDot, FunnelPlot, Marker};
use crate::results::{self, Cell, FunnelLimits, FunnelPoint, Measure, Overdispersion, Sense, Unit, Verdict, Widening};
use crate::view::number::{decimal, trimmed};
use crate::view::{Tone, number};

/// Most groups that the picture names.
const NAMED: usize = 24;
/// Most groups on either side that a sentence names.
const SAID: usize = 8;
/// From this φ on the reader is told that groups differ more than chance explains altogether.
const MUCH: f64 = 1.5;

/// The leading figure of a question in many groups.
pub fn draw(frame: &Frame, subject: &Subject) -> Option<ChartSpec> {
    let groups = subject.groups_at_once(frame)?;
    let plot = groups.question.funnel_by(&groups.by.axes)?;
    // Groups with an order of their own keep it, unless this picture is asked for.
    if frame.asked_for.is_none() && frame.context.is_ordered(groups.by) {
        return None;
    }
    let cells: Vec<&Cell> = std::iter::once(groups.all).chain(groups.run).collect();
    Some(frame.spec(content(frame, &groups, plot), &cells))
}

fn content(frame: &Frame, groups: &Groups, plot: &results::FunnelPlot) -> Content {
    let Groups { question, by, .. } = groups;
    let lead = Drawn::new(question, plot.column);
    let places = number::places(lead.unit(), plot.centre);
    let said = Said { frame, plot, lead, places };
    let name = frame.name(lead.column);
    // What is good needs no more words: `Good + Very good by site`.
    let is_good = lead.column.measure == Measure::GoodAnswers;
    let called = if is_good { good_answers(question) } else { name.clone() };
    let title = format!("{}: {}", said.outside(), frame.by(&called, by));
    let mut content = parts::content(frame, question, (title, said.finding()), said.body(name));
    content.notes.splice(0..0, said.notes());
    content
}

/// What the picture says.
struct Said<'a> {
    frame: &'a Frame<'a>,
    plot: &'a results::FunnelPlot,
    lead: Drawn<'a>,
    places: usize,
}

impl Said<'_> {
    /// The groups beyond the outer limits, the farthest first.
    fn beyond(&self, side: Option<Verdict>) -> Vec<&FunnelPoint> {
        let is_beyond = |point: &&FunnelPoint| match side {
            Some(side) => point.beyond_outer == side,
            None => point.beyond_outer != Verdict::None,
        };
        let mut beyond: Vec<&FunnelPoint> = self.plot.points.iter().filter(is_beyond).collect();
        beyond.sort_by(|one, other| other.z.abs().total_cmp(&one.z.abs()));
        beyond
    }

    /// `3 of 60 stand out`.
    fn outside(&self) -> String {
        let groups = self.plot.points.len();
        match self.beyond(None).len() {
            0 => format!("None of {groups} stands out"),
            1 => format!("1 of {groups} stands out"),
            some => format!("{some} of {groups} stand out"),
        }
    }

    fn figure(&self, value: f64) -> String {
        number::figure(Some(value), self.lead.unit(), self.places)
    }

    fn name(&self, point: &FunnelPoint) -> String {
        self.frame.context.group_name(point.group)
    }

    fn finding(&self) -> String {
        let side = |side: Verdict, word: &str| {
            let beyond = self.beyond(Some(side));
            let names =
                beyond.iter().take(SAID).map(|point| format!("{} {}", self.name(point), self.figure(point.value)));
            let names = names.collect::<Vec<_>>().join(", ");
            let more = beyond.len().saturating_sub(SAID);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            (!beyond.is_empty()).then(|| format!("{word}: {names}{more}."))
        };
        let all = format!("All: {}.", self.figure(self.plot.centre));
        let sides = [side(Verdict::Up, "Above"), side(Verdict::Down, "Below")];
        std::iter::once(all).chain(sides.into_iter().flatten()).collect::<Vec<_>>().join(" ")
    }

    /// What the lines mean, and by how much they were widened.
    fn notes(&self) -> Vec<String> {
        let (inner, outer) = (trimmed(self.plot.levels.0, 1), trimmed(self.plot.levels.1, 1));
        let warned = self.plot.points.iter().filter(|point| point.beyond_inner != Verdict::None).count();
        let groups = self.plot.points.len();
        let lines = format!(
            "Dashed: {inner}% limits around the figure of all, beyond which 1 group in 20 lies by chance (here {warned} of {groups}); \
             solid: {outer}%, 1 in 500"
        );
        let unnamed = self.beyond(None).len().saturating_sub(NAMED);
        let unnamed = (unnamed > 0)
            .then(|| format!("Named are the {NAMED} farthest out; {unnamed} more are beyond the {outer}% limits"));
        std::iter::once(lines).chain(self.widened()).chain(unnamed).collect()
    }

    fn widened(&self) -> Option<String> {
        let points = matches!(self.lead.unit(), Unit::Percent | Unit::Points);
        match self.plot.overdispersion {
            Some(Overdispersion { method: Widening::Multiplicative, value, .. }) => Some(format!(
                "Limits are widened: the variance of the groups is {} times that of chance (φ, with a tenth at either end drawn in)",
                decimal(value, 1)
            )),
            Some(Overdispersion { value, .. }) => Some(format!(
                "Limits are widened: the groups differ by themselves with a standard deviation of {}{} (τ)",
                decimal(value, self.places),
                if points { " points" } else { "" }
            )),
            None if self.plot.dispersion >= MUCH => Some(format!(
                "The groups differ altogether more than chance explains (φ {}): limits that allow for it are wider",
                decimal(self.plot.dispersion, 1)
            )),
            None => None,
        }
    }

    fn body(&self, heading: String) -> Body {
        let plot = self.plot;
        let limits = plot.curve.iter().flat_map(|at| [at.outer.0, at.outer.1]);
        let values = plot.points.iter().map(|point| point.value);
        let span = Span::around(limits.chain(values).chain([plot.centre]), self.lead.unit());
        let most = plot.curve.last().map_or(1.0, |last| last.n);
        let along = Span::up_to(most * 1.03, &Unit::Count);
        let named: Vec<usize> = self.beyond(None).iter().take(NAMED).map(|point| point.group).collect();
        let dot = |point: &FunnelPoint| FunnelDot {
            label: if named.contains(&point.group) { self.name(point) } else { String::new() },
            value: self.figure(point.value),
            at: (along.place(point.n), span.place(point.value)),
            beyond_inner: point.beyond_inner != Verdict::None,
            tone: self.tone(point.beyond_outer),
            beyond_outer: point.beyond_outer != Verdict::None,
        };
        Body::FunnelPlot(FunnelPlot {
            heading,
            answers: if self.frame.report.settings.weighted { "answers, effective" } else { "answers" }.to_owned(),
            dots: plot.points.iter().map(dot).collect(),
            curves: self.curves(&along, &span),
            centre: Marker {
                label: format!("All {}", self.figure(plot.centre)),
                at: span.place(plot.centre),
                aim: false,
            },
            axis: span.axis(),
            along: along.axis(),
        })
    }

    /// The limits; the upper ones bear the names.
    fn curves(&self, along: &Span, span: &Span) -> Vec<Curve> {
        let curve = |label: String, outer: bool, limit: fn(&FunnelLimits) -> f64| {
            let points = self.plot.curve.iter().map(|at| (along.place(at.n), span.place(limit(at))));
            Curve { label, points: points.collect(), outer }
        };
        let (inner, outer) = self.plot.levels;
        vec![
            curve(String::new(), false, |at| at.inner.0),
            curve(format!("{}%", trimmed(inner, 1)), false, |at| at.inner.1),
            curve(String::new(), true, |at| at.outer.0),
            curve(format!("{}%", trimmed(outer, 1)), true, |at| at.outer.1),
        ]
    }

    fn tone(&self, verdict: Verdict) -> Tone {
        match (verdict, self.plot.higher) {
            (Verdict::Up, Sense::Positive) | (Verdict::Down, Sense::Negative) => Tone::Positive,
            (Verdict::Down, Sense::Positive) | (Verdict::Up, Sense::Negative) => Tone::Negative,
            _ => Tone::Plain,
        }
    }
}
