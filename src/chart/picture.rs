//! SVG as pixels.

use super::font::Fonts;
use crate::diagnostic::Fault;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// How large a picture is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// This many pixels for one of the SVG; 2 is right for screens and print.
    Times(f32),
    /// This many pixels wide.
    Width(u32),
}

/// Most pixels on a side; pictures beyond cannot be opened in common programs.
const LARGEST: f32 = 16_000.0;

/// Stands for a letter that no font has, so that it shows that something is missing.
const NO_LETTER: &str = "□";

/// The SVG of a chart as a PNG file. Letters that no font has become empty boxes.
///
/// # Errors
///
/// When the text is no SVG, or the picture would be empty or larger than 16,000 pixels on a side.
pub fn png(svg: &str, fonts: &Fonts, scale: Scale) -> Result<Vec<u8>, Fault> {
    let options = Options { font_family: "Inter".to_owned(), fontdb: fonts.database(), ..Options::default() };
    let drawable = with_boxes(svg, &fonts.missing(svg));
    let tree =
        Tree::from_str(&drawable, &options).map_err(|why| Fault::new(format!("the chart is no picture: {why}")))?;
    let size = tree.size();
    #[expect(clippy::cast_precision_loss, reason = "widths are a few thousand pixels")]
    let factor = match scale {
        Scale::Times(times) => times,
        Scale::Width(width) => width as f32 / size.width(),
    };
    let (width, height) = ((size.width() * factor).round(), (size.height() * factor).round());
    let fits = |side: f32| (1.0..=LARGEST).contains(&side);
    let pixmap =
        Some((width, height)).filter(|(width, height)| fits(*width) && fits(*height)).and_then(|(width, height)| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within 1 and the largest side"
            )]
            Pixmap::new(width as u32, height as u32)
        });
    let Some(mut pixmap) = pixmap else {
        return Err(Fault::new(format!("a picture of {width} × {height} pixels cannot be made"))
            .help("choose a width that gives at least 1 and at most 16,000 pixels on a side"));
    };
    resvg::render(&tree, Transform::from_scale(factor, factor), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|why| Fault::new(format!("the picture cannot be written: {why}")))
}

fn with_boxes(svg: &str, missing: &[char]) -> String {
    if missing.is_empty() { svg.to_owned() } else { svg.replace(missing, NO_LETTER) }
}
