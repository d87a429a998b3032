//! The letters of the charts: Inter, and a face of the user's for what Inter lacks.
//!
//! Widths come from the font's own advances; kerning makes real text a little narrower. Nothing is ever
//! taken from the machine, so a chart looks the same everywhere.

use crate::diagnostic::Fault;
use resvg::usvg::fontdb;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::sync::Arc;

/// Inter Regular and Inter `SemiBold`, cut down to Latin, Greek, Cyrillic, arrows and signs.
const REGULAR: &[u8] = include_bytes!("fonts/Inter-Regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("fonts/Inter-SemiBold.otf");

/// Height of capitals in Inter, of one em.
pub const CAPITALS: f64 = 0.727;

/// The fonts of a chart, in the order they are asked.
#[derive(Debug, Clone)]
pub struct Fonts {
    extra: Option<Arc<Vec<u8>>>,
    database: Arc<fontdb::Database>,
}

impl Fonts {
    /// The bundled fonts, and the face to use for characters that they lack.
    ///
    /// # Errors
    ///
    /// When the bytes are not a font.
    pub fn new(extra: Option<Vec<u8>>) -> Result<Fonts, Fault> {
        let mut database = fontdb::Database::new();
        database.load_font_data(REGULAR.to_vec());
        database.load_font_data(SEMIBOLD.to_vec());
        if let Some(bytes) = &extra {
            FontRef::from_index(bytes, 0).map_err(|why| {
                Fault::new(format!("the font cannot be used: {why}"))
                    .help("give a TrueType or OpenType font (.ttf, .otf, .ttc); web fonts (.woff2) are not supported")
            })?;
            database.load_font_data(bytes.clone());
        }
        database.set_sans_serif_family("Inter");
        Ok(Fonts { extra: extra.map(Arc::new), database: Arc::new(database) })
    }

    /// All faces, for the rasteriser.
    pub(super) fn database(&self) -> Arc<fontdb::Database> {
        Arc::clone(&self.database)
    }

    /// Width of a text in pixels.
    #[must_use]
    pub fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let faces = self.faces(bold);
        size * text.chars().map(|c| faces.iter().find_map(|face| face.advance(c)).unwrap_or(1.0)).sum::<f64>()
    }

    /// The characters among these that no font has, each once, in the order they occur.
    #[must_use]
    pub fn missing(&self, text: &str) -> Vec<char> {
        let faces = self.faces(false);
        let mut missing = Vec::new();
        for c in text.chars().filter(|c| !c.is_ascii() && !is_joiner(*c) && !c.is_whitespace()) {
            if !missing.contains(&c) && faces.iter().all(|face| face.glyph(c).is_none()) {
                missing.push(c);
            }
        }
        missing
    }

    fn faces(&self, bold: bool) -> Vec<Face<'_>> {
        let inter = if bold { SEMIBOLD } else { REGULAR };
        [Some(inter), self.extra.as_ref().map(|bytes| bytes.as_slice())]
            .into_iter()
            .flatten()
            .filter_map(Face::new)
            .collect()
    }
}

/// Marks that shape their neighbours and have no letter of their own.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}')
}

struct Face<'a> {
    font: FontRef<'a>,
    em: f64,
}

impl<'a> Face<'a> {
    fn new(bytes: &'a [u8]) -> Option<Face<'a>> {
        let font = FontRef::from_index(bytes, 0).ok()?;
        let em = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em).max(1.0);
        Some(Face { font, em })
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        self.font.charmap().map(c)
    }

    /// How far the pen moves, of one em.
    fn advance(&self, c: char) -> Option<f64> {
        let metrics = self.font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advance = metrics.advance_width(self.glyph(c)?)?;
        Some(f64::from(advance) / self.em)
    }
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
