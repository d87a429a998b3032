//! Pictures: their size, and ink where it should be.

use super::examples::report;
use survey::chart::{self, Fonts, Scale};
use survey::view;

struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Picture {
    fn of(png: &[u8]) -> Picture {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("a frame");
        Picture { width: info.width, height: info.height, pixels }
    }

    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let at = usize::try_from((y * self.width + x) * 4).expect("a place");
        [self.pixels[at], self.pixels[at + 1], self.pixels[at + 2]]
    }

    /// Pixels inside this rectangle that are not paper, of all there.
    fn inked(&self, x: std::ops::Range<u32>, y: std::ops::Range<u32>) -> f64 {
        let all = f64::from(x.end - x.start) * f64::from(y.end - y.start);
        let inked = y.flat_map(|y| x.clone().map(move |x| (x, y))).filter(|(x, y)| self.at(*x, *y) != [255; 3]).count();
        f64::from(u32::try_from(inked).expect("a picture of this size")) / all
    }
}

#[test]
fn pictures_have_the_size_asked_for_and_ink_in_the_right_places() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let charts = view::charts(&report("gp-experience", &[], None));
    let nps = charts.iter().find(|chart| chart.id == "recommend").expect("the score");
    let svg = chart::svg(&nps.spec, &fonts);
    let png = chart::png(&svg, &fonts, Scale::Times(1.0)).expect("a picture");
    let picture = Picture::of(&png);
    assert_eq!(picture.width, 960);
    assert!(picture.inked(0..960, 0..20) == 0.0, "the margin is empty");
    assert!(picture.inked(0..30, 0..picture.height) == 0.0, "the margin is empty");
    let title = picture.inked(40..300, 34..58);
    assert!((0.05..0.5).contains(&title), "letters cover a part of the title's line: {title}");
    assert!(picture.inked(300..910, 170..200) > 0.9, "the stacked bar is solid");
    assert_eq!(png, chart::png(&svg, &fonts, Scale::Times(1.0)).expect("a picture"), "same input, same bytes");

    let small = Picture::of(&chart::png(&svg, &fonts, Scale::Width(480)).expect("a picture"));
    assert_eq!((small.width, small.height), (480, picture.height.div_ceil(2)));
}

#[test]
fn impossible_sizes_are_refused() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\"/>";
    for scale in [Scale::Width(0), Scale::Width(20_000), Scale::Times(f32::NAN), Scale::Times(-1.0)] {
        assert!(chart::png(svg, &fonts, scale).is_err(), "{scale:?}");
    }
    assert!(chart::png("no picture", &fonts, Scale::Times(1.0)).is_err());
}
