//! Colours that people with colour-vision deficiencies can tell apart: blue is good, orange is bad, grey is
//! neither. No colour says anything that words or positions do not say too.

use crate::view::Tone;
use crate::view::chart::Side;

/// Red, green, blue.
pub type Color = (u8, u8, u8);

pub const PAPER: Color = (255, 255, 255);
/// Text.
pub const INK: Color = (22, 30, 40);
/// Text of less weight; 6 : 1 on paper.
pub const MUTED: Color = (84, 96, 109);
/// Lines that should hardly be seen.
pub const FAINT: Color = (228, 232, 237);
/// Lines that carry something.
pub const LINE: Color = (150, 160, 171);
/// The colour of figures.
pub const ACCENT: Color = (27, 94, 155);
/// Its tint, behind lines and dots.
pub const TINT: Color = (205, 223, 240);
/// Plain bars.
pub const BAR: Color = (122, 168, 211);
/// Plain bars beyond a target.
pub const BEYOND: Color = (186, 195, 206);

const GOOD: [Color; 2] = [(166, 203, 232), (23, 88, 148)];
const BAD: [Color; 2] = [(247, 200, 150), (176, 76, 6)];
/// Neither: the steps of a scale without a good end.
const STEPS: [Color; 2] = [(228, 229, 236), (74, 78, 112)];
pub const NEUTRAL: Color = (214, 219, 226);
pub const APART: Color = (240, 242, 245);

/// The colour of a level of a scale: stronger further out.
pub fn side(side: Side) -> Color {
    match side {
        Side::Positive { rank, of } => between(GOOD, strength(rank, of)),
        Side::Negative { rank, of } => between(BAD, strength(rank, of)),
        Side::Neutral => NEUTRAL,
        Side::Step { rank, of } => between(STEPS, strength(rank, of)),
        Side::Apart => APART,
        Side::Undeclared => BAR,
    }
}

/// The colour of good and bad news.
pub const fn tone(tone: Tone) -> Color {
    match tone {
        Tone::Positive => GOOD[1],
        Tone::Negative => BAD[1],
        Tone::Plain => NEUTRAL,
    }
}

/// A shade from −1 (bad side) over 0 (paper) to 1; from 0 when there is only one side.
pub fn shade(shade: f64) -> Color {
    let end = if shade < 0.0 { BAD[1] } else { GOOD[1] };
    between([PAPER, end], shade.abs().min(1.0) * 0.7)
}

/// Black or white, whichever reads better on this colour; at least 4.5 : 1.
pub fn on(color: Color) -> Color {
    let black = (0, 0, 0);
    if contrast(color, PAPER) >= contrast(color, black) { PAPER } else { black }
}

#[expect(clippy::cast_precision_loss, reason = "levels of a scale")]
fn strength(rank: usize, of: usize) -> f64 {
    if of <= 1 { 1.0 } else { (rank.saturating_sub(1)) as f64 / (of - 1) as f64 }
}

fn between([from, to]: [Color; 2], part: f64) -> Color {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// Contrast of two colours by WCAG 2.
fn contrast(one: Color, other: Color) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance((red, green, blue): Color) -> f64 {
    let channel = |byte: u8| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_contrast_on_every_colour() {
        assert!(contrast(INK, PAPER) > 12.0 && contrast(MUTED, PAPER) > 4.5);
        assert!(contrast(ACCENT, PAPER) > 4.5 && contrast(BAD[1], PAPER) > 4.5 && contrast(GOOD[1], PAPER) > 4.5);
        for of in 1..=10 {
            for rank in 1..=of {
                let sides = [Side::Positive { rank, of }, Side::Negative { rank, of }, Side::Step { rank, of }];
                for color in sides.map(side) {
                    assert!(contrast(color, on(color)) >= 4.5, "{color:?}");
                }
            }
        }
        for step in -10..=10 {
            let color = shade(f64::from(step) / 10.0);
            assert!(contrast(color, on(color)) >= 4.5, "{color:?}");
        }
    }

    #[test]
    fn good_and_bad_differ_in_more_than_hue() {
        assert!(side(Side::Positive { rank: 1, of: 1 }).2 > side(Side::Negative { rank: 1, of: 1 }).2);
        assert_ne!(side(Side::Positive { rank: 1, of: 2 }), side(Side::Positive { rank: 2, of: 2 }));
    }
}
