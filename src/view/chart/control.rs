//! The lines, dots and signs of a control chart in a picture.

use super::axis::Span;
use super::{Control, ControlDot, ControlStretch, Icon, Marker};
use crate::results::{Assured, ControlChart, ControlEvent, ControlPoint, Sense, Stretch, VariationKind, Verdict};
use crate::view::control::Told;
use crate::view::label::first_upper;
use crate::view::{Tone, clean};

/// All that a chart has beyond its figures.
pub fn control(told: Told, span: &Span) -> Control {
    let chart = told.chart;
    let place =
        |target: f64| Marker { label: format!("target {}", told.figure(target)), at: span.place(target), aim: true };
    Control {
        stretches: chart.stretches.iter().filter_map(|stretch| self::stretch(told, stretch, span)).collect(),
        dots: chart.points.iter().map(dot).collect(),
        target: chart.target.map(place),
        events: events(told),
        icons: icons(told),
    }
}

/// Every number that the axis has to reach.
pub fn reach(chart: &ControlChart) -> impl Iterator<Item = f64> + '_ {
    let lines = chart.points.iter().flat_map(|point| [point.value, point.centre, point.low, point.high]);
    lines.chain([chart.target]).flatten()
}

fn stretch(told: Told, stretch: &Stretch, span: &Span) -> Option<ControlStretch> {
    let centre = stretch.centre?;
    let points = &told.chart.points[stretch.from..stretch.to];
    let limits = |point: &ControlPoint| point.low.zip(point.high);
    let last = points.iter().rev().find_map(limits);
    let called = |limit: f64| format!("limit {}", told.figure(limit));
    Some(ControlStretch {
        from: stretch.from,
        to: stretch.to,
        centre: Marker {
            label: format!("{} {}", told.centre(), told.figure(centre)),
            at: span.place(centre),
            aim: false,
        },
        limits: points
            .iter()
            .map(|point| limits(point).map(|(low, high)| (span.place(low), span.place(high))))
            .collect(),
        limit_labels: last.map_or_else(Default::default, |(low, high)| [called(low), called(high)]),
    })
}

fn dot(point: &ControlPoint) -> ControlDot {
    let tone = match point.sense {
        Some(Sense::Positive) => Tone::Positive,
        Some(Sense::Negative) => Tone::Negative,
        _ => Tone::Plain,
    };
    ControlDot { signal: !point.rules.is_empty(), tone, hollow: point.ghosted.is_some() }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of periods")]
fn events(told: Told) -> Vec<Marker> {
    let all = told.chart.points.len().max(1) as f64;
    let marker = |event: &ControlEvent| {
        let label = clean(&event.label);
        let moved = told.moved_by(&event.id).map(|(before, since)| format!("{label}: {before} → {since}"));
        Marker { label: moved.unwrap_or(label), at: (event.point as f64 + event.part) / all, aim: false }
    };
    told.chart.events.iter().map(marker).collect()
}

/// Letters as in the icons of NHS England: H and L for high and low, P and F for pass and fail, ? for chance.
fn icons(told: Told) -> Vec<Icon> {
    let chart = told.chart;
    let variation = chart.variation.zip(told.variation()).map(|(variation, words)| {
        let letter = match variation.direction {
            Verdict::Up => "H",
            Verdict::Down => "L",
            Verdict::None => "",
        };
        let tone = match variation.kind {
            VariationKind::Improvement => Tone::Positive,
            VariationKind::Concern => Tone::Negative,
            VariationKind::CommonCause | VariationKind::Neutral => Tone::Plain,
        };
        Icon { letter, tone, words: first_upper(&words) }
    });
    let assurance = chart.assurance.zip(told.assurance()).map(|(assured, words)| {
        let (letter, tone) = match assured {
            Assured::WillPass => ("P", Tone::Positive),
            Assured::HitOrMiss => ("?", Tone::Plain),
            Assured::WillFail => ("F", Tone::Negative),
        };
        Icon { letter, tone, words: first_upper(&words) }
    });
    variation.into_iter().chain(assurance).collect()
}
