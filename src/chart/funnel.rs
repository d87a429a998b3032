//! What is left, step by step.

use super::canvas::{Align, Canvas, Type};
use super::page::{BODY, Labels, MARGIN, SMALL, Stretch, middle_text};
use super::palette::{ACCENT, FAINT, LINE, tone};
use crate::view::Tone;
use crate::view::chart::{Funnel, Step};

const ROW: f64 = 40.0;
const BAR: f64 = 24.0;
const GAP: f64 = 18.0;

pub fn draw(canvas: &Canvas, funnel: &Funnel, top: f64) -> f64 {
    steps(canvas, &funnel.steps, Stretch { left: MARGIN, right: canvas.width - MARGIN }, top, ROW)
}

/// The steps between these edges; gives where they end.
pub fn steps(canvas: &Canvas, steps: &[Step], page: Stretch, top: f64, height: f64) -> f64 {
    let labels = Labels::new(canvas, steps.iter().map(|step| step.label.as_str()), page.width() * 0.3);
    let counts = canvas.widest(steps.iter().map(|step| step.count.as_str()), Type::ink(BODY).bold()).ceil();
    let shares = canvas.widest(steps.iter().map(|step| step.share.as_str()), Type::muted(SMALL)).ceil();
    let share = page.right;
    let count = share - shares - GAP;
    let along = Stretch { left: page.left + labels.width + GAP, right: count - counts - GAP };
    let mut y = top;
    for (at, step) in steps.iter().enumerate() {
        let middle = y + height / 2.0;
        labels.draw(canvas, at, page.left, middle, false);
        let color = if step.lost { tone(Tone::Negative) } else { ACCENT };
        canvas.rect(along.left, middle - BAR * height / ROW / 2.0, along.width(), BAR * height / ROW, FAINT);
        let length = (step.length * along.width()).max(1.0);
        canvas.rect(along.place(step.from), middle - BAR * height / ROW / 2.0, length, BAR * height / ROW, color);
        middle_text(canvas, count, middle, Align::Right, &step.count, Type::ink(BODY).bold());
        middle_text(canvas, share, middle, Align::Right, &step.share, Type::muted(SMALL));
        y += height;
    }
    canvas.line((along.left, top), (along.left, y), LINE, 1.0);
    y
}
