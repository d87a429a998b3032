//! Where text stands on a chart: read back from the SVG, with widths from the font.

use survey::chart::Fonts;

/// A text with the rectangle it covers.
pub struct Placed {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// Width and height of the page, and all texts on it; the chart must be well-formed XML.
pub fn texts(svg: &str, fonts: &Fonts) -> ((f64, f64), Vec<Placed>) {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    let page = document.root_element();
    let number = |node: roxmltree::Node, name: &str| -> f64 {
        node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{name} is a number"))
    };
    let placed = |node: roxmltree::Node| {
        let text = node.text().unwrap_or_default().to_owned();
        let size = number(node, "font-size");
        let width = fonts.width(&text, size, node.attribute("font-weight").is_some());
        let (x, y) = (number(node, "x"), number(node, "y"));
        let left = match node.attribute("text-anchor") {
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            _ => x,
        };
        Placed { text, left, right: left + width, top: y - 0.73 * size, bottom: y + 0.05 * size }
    };
    let all = document.descendants().filter(|node| node.has_tag_name("text")).map(placed).collect();
    ((number(page, "width"), number(page, "height")), all)
}

/// Everything that is wrong with the placing of texts: off the page, or on top of each other.
pub fn faults(svg: &str, fonts: &Fonts) -> Vec<String> {
    let ((width, height), texts) = texts(svg, fonts);
    let off =
        |text: &&Placed| text.left < 4.0 || text.right > width - 4.0 || text.top < 4.0 || text.bottom > height - 4.0;
    let mut faults: Vec<String> = texts.iter().filter(off).map(|t| format!("off the page: {:?}", t.text)).collect();
    for (at, one) in texts.iter().enumerate() {
        for other in &texts[at + 1..] {
            let apart = one.right <= other.left
                || other.right <= one.left
                || one.bottom <= other.top
                || other.bottom <= one.top;
            if !apart {
                faults.push(format!("on top of each other: {:?} and {:?}", one.text, other.text));
            }
        }
    }
    faults
}
