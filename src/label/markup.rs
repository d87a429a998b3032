//! Markup that survey tools leave in headers and labels.

/// Tags that begin or end a line, an item, a cell or a heading; all others stand within words.
const APART: [&str; 25] = [
    "br",
    "p",
    "div",
    "hr",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tbody",
    "thead",
    "tfoot",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "caption",
];

/// Tags that stand within words, or around all of them.
const WITHIN: [&str; 40] = [
    "a", "abbr", "b", "big", "body", "button", "center", "cite", "code", "del", "em", "font", "head", "html", "i",
    "img", "input", "ins", "kbd", "label", "link", "mark", "meta", "o", "pre", "q", "s", "script", "section", "small",
    "span", "strike", "strong", "style", "sub", "sup", "title", "tt", "u", "wbr",
];

/// A text without HTML tags and with its entities decoded. A tag that begins a line of its own parts words.
#[must_use]
pub fn without_markup(header: &str) -> String {
    let mut text = String::with_capacity(header.len());
    let mut rest = header;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        if let Some(end) = tag.find('>').filter(|end| is_tag(&tag[1..*end])) {
            if parts_words(&tag[1..end]) {
                text.push(' ');
            }
            rest = &tag[end + 1..];
        } else {
            text.push('<');
            rest = &tag[1..];
        }
    }
    text.push_str(rest);
    let decoded = if text.contains('&') { decoded(&text) } else { text };
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether what stands between `<` and `>` is a tag: `<Jane Roe>` is somebody's name.
fn is_tag(inner: &str) -> bool {
    let name = name_of(inner);
    inner.starts_with("!--") || parts_words(inner) || WITHIN.contains(&name.as_str())
}

/// The name of a tag, in small letters.
fn name_of(inner: &str) -> String {
    let name = inner.trim_start_matches('/').split(|letter: char| !letter.is_ascii_alphanumeric()).next();
    name.unwrap_or_default().to_ascii_lowercase()
}

/// Whether what stands between `<` and `>` begins or ends a line, an item, a cell or a heading.
fn parts_words(tag: &str) -> bool {
    APART.contains(&name_of(tag).as_str())
}

/// Names of characters in HTML that headers have, by letter.
const ENTITIES: &str = "amp& lt< gt> quot\" apos' rsquo’ lsquo‘ rdquo” ldquo“ bdquo„ laquo« raquo» ndash– mdash— \
    hellip… euro€ iquest¿ iexcl¡ szligß aumlä oumlö uumlü AumlÄ OumlÖ UumlÜ agraveà aacuteá acircâ aringå aeligæ \
    ccedilç egraveè eacuteé ecircê eumlë igraveì iacuteí icircî iumlï ntildeñ ograveò oacuteó ocircô oslashø \
    ugraveù uacuteú ucircû AgraveÀ AacuteÁ CcedilÇ EgraveÈ EacuteÉ EcircÊ IacuteÍ NtildeÑ OacuteÓ UacuteÚ";

/// A text with its `&eacute;` and `&#233;` as the characters they stand for.
fn decoded(text: &str) -> String {
    const LONGEST: usize = 8;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = rest.find(';').filter(|end| *end <= LONGEST).map(|end| &rest[..end]);
        match name.and_then(character) {
            Some(letter) => {
                out.push(letter);
                rest = &rest[name.map_or(0, str::len) + 1..];
            }
            None => out.push('&'),
        }
    }
    out + rest
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|letter| !letter.is_control());
    }
    if name == "nbsp" {
        return Some(' ');
    }
    let mut named = ENTITIES.split(' ').filter_map(|entity| entity.strip_prefix(name));
    named.find_map(|rest| rest.parse::<char>().ok())
}

#[cfg(test)]
mod tests {
    use super::without_markup;

    #[test]
    fn markup_goes_and_comparisons_stay() {
        assert_eq!(without_markup("<strong>Are you&nbsp;well?</strong><br/>"), "Are you well?");
        assert_eq!(without_markup("How good<br>was the <b>care</b>?<P class=x>Now"), "How good was the care? Now");
        assert_eq!(without_markup("5 < 6 &amp; 7 > 6"), "5 < 6 & 7 > 6");
        assert_eq!(without_markup("N/A <Jane Roe> <!-- x --><o:p></o:p>"), "N/A <Jane Roe>");
        assert_eq!(without_markup("K&ouml;nnen Sie?&nbsp;&#228;&#xE9; R&D; &amp;lt;"), "Können Sie? äé R&D; &lt;");
    }
}
