//! The letters of the charts: Inter, and a face of the user's for what Inter lacks.
//!
//! Widths come from the font's own advances; kerning makes real text a little narrower. Nothing is ever
//! taken from the machine, so a chart looks the same everywhere.

use crate::diagnostic::Fault;
use resvg::usvg::fontdb;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use std::sync::Arc;

/// Inter Regular and Inter `SemiBold`, cut down to Latin, Greek, Cyrillic, arrows and signs.
const REGULAR: &[u8] = include_bytes!("fonts/Inter-Regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("fonts/Inter-SemiBold.otf");

/// Height of capitals in Inter, of one em.
pub const CAPITALS: f64 = 0.727;

/// The fonts of a chart, in the order they are asked.
#[derive(Debug, Clone)]
pub struct Fonts {
    regular: Advances,
    semibold: Advances,
    extra: Advances,
    database: Arc<fontdb::Database>,
}

/// How far the pen moves after a letter, of one em.
type Advances = Arc<HashMap<char, f64>>;

impl Fonts {
    /// The bundled fonts, and the face to use for characters that they lack.
    ///
    /// # Errors
    ///
    /// When the bytes are not a font.
    pub fn new(extra: Option<Vec<u8>>) -> Result<Fonts, Fault> {
        let mut database = fontdb::Database::new();
        let (regular, semibold) = (advances(REGULAR)?, advances(SEMIBOLD)?);
        let added = extra.as_deref().map(advances).transpose()?.unwrap_or_default();
        database.load_font_data(REGULAR.to_vec());
        database.load_font_data(SEMIBOLD.to_vec());
        if let Some(bytes) = extra {
            database.load_font_data(bytes);
        }
        database.set_sans_serif_family("Inter");
        Ok(Fonts { regular, semibold, extra: added, database: Arc::new(database) })
    }

    /// All faces, for the rasteriser.
    pub(super) fn database(&self) -> Arc<fontdb::Database> {
        Arc::clone(&self.database)
    }

    /// Width of a text in pixels. What no font has is as wide as high.
    #[must_use]
    pub fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let inter = if bold { &self.semibold } else { &self.regular };
        let advance = |c: char| match inter.get(&c).or_else(|| self.extra.get(&c)) {
            Some(advance) => *advance,
            None if is_joiner(c) => 0.0,
            None => 1.0,
        };
        size * text.chars().map(advance).sum::<f64>()
    }

    /// The characters among these that no font has, each once, in the order they occur.
    #[must_use]
    pub fn missing(&self, text: &str) -> Vec<char> {
        let has = |c: char| self.regular.contains_key(&c) || self.extra.contains_key(&c);
        let mut missing = Vec::new();
        for c in text.chars().filter(|c| !c.is_ascii() && !is_joiner(*c) && !c.is_whitespace()) {
            if !has(c) && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }
}

/// Every letter of a font with its advance.
fn advances(bytes: &[u8]) -> Result<Advances, Fault> {
    let font = FontRef::from_index(bytes, 0).map_err(|why| {
        Fault::new(format!("the font cannot be used: {why}"))
            .help("give a TrueType or OpenType font (.ttf, .otf, .ttc); web fonts (.woff2) are not supported")
    })?;
    let em = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em).max(1.0);
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let advance = |(code, glyph)| Some((char::from_u32(code)?, f64::from(metrics.advance_width(glyph)?) / em));
    Ok(Arc::new(font.charmap().mappings().filter_map(advance).collect()))
}

/// Marks that shape their neighbours and have no letter of their own.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_letters() {
        let fonts = Fonts::new(None).expect("the bundled fonts load");
        assert!(fonts.width("Illi", 10.0, false) < fonts.width("MMMM", 10.0, false) / 2.0);
        assert!(fonts.width("Recommend", 10.0, true) > fonts.width("Recommend", 10.0, false));
    }

    #[test]
    fn what_the_fonts_lack_is_said_once() {
        let fonts = Fonts::new(None).expect("the bundled fonts load");
        assert_eq!(fonts.missing("Grüße −≥≤×…▲▼●■→ Ωж 中中文"), ['中', '文']);
        assert!(Fonts::new(Some(b"not a font".to_vec())).is_err());
    }
}
