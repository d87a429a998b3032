//! A report in Markdown: the terminal's content as headings and tables.

use crate::view::{Block, Document, Entry, Line, Section, Table};

/// The report as GitHub-flavoured Markdown. All text is escaped; nothing in it becomes markup.
pub fn report(document: &Document) -> String {
    let mut parts = vec![format!("# {}", escape(&document.title))];
    parts.push(document.facts.iter().map(|fact| escape(fact)).collect::<Vec<_>>().join("  \n"));
    parts.extend(document.sections.iter().flat_map(|section| self::section(section, &document.interval)));
    parts.extend(document.footnotes.iter().map(|note| escape(note)));
    parts.push(escape(&document.accounting));
    parts.extend(cautions(&document.cautions));
    parts.retain(|part| !part.is_empty());
    format!("{}\n", parts.join("\n\n"))
}

fn section(section: &Section, interval: &str) -> Vec<String> {
    let mut parts = vec![format!("## {}", escape(&section.heading)), escape(&section.tag), escape(&section.base)];
    parts.push(figures(&section.blocks, interval));
    for table in &section.tables {
        parts.push(bold(&table.caption));
        parts.push(self::table(table));
        parts.push(escape(&table.note));
    }
    parts.extend(cautions(&section.cautions));
    parts
}

/// The figures of everybody as one table; columns that would be empty are left out.
fn figures(blocks: &[Block], interval: &str) -> String {
    let lines = || blocks.iter().flat_map(|block| &block.lines);
    if lines().next().is_none() {
        return String::new();
    }
    let ranges = lines().any(|line| line.interval.is_some());
    let counts = lines().any(|line| !line.count.is_empty());
    let pick = |label: String, value: String, range: String, count: String| {
        let optional = [(ranges, range), (counts, count)].into_iter().filter(|(wanted, _)| *wanted);
        [label, value].into_iter().chain(optional.map(|(_, cell)| cell)).collect::<Vec<_>>()
    };
    let heading = pick("Figure".to_owned(), "Value".to_owned(), escape(interval), "Count".to_owned());
    let mut rows = Vec::new();
    for block in blocks {
        if let Some(heading) = &block.heading {
            rows.push(pick(bold(heading), String::new(), String::new(), String::new()));
        }
        rows.extend(block.lines.iter().map(|line| {
            let (label, value) = names(line);
            let range =
                line.interval.as_ref().map_or_else(String::new, |range| format!("{} to {}", range.low, range.high));
            pick(label, value, escape(&range), escape(&line.count))
        }));
    }
    grid(1, &heading, &rows)
}

fn names(line: &Line) -> (String, String) {
    let style = if line.headline { bold } else { escape };
    (style(&line.label), style(&line.value))
}

/// The text in bold; nothing when there is none.
pub fn bold(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("**{}**", escape(text)) }
}

/// A table, everything in it escaped.
pub fn table(table: &Table) -> String {
    let heading: Vec<String> = table.stubs.iter().chain(&table.columns).map(|name| escape(name)).collect();
    let entry = |entry: &Entry| match entry {
        Entry::Text(text) => escape(text),
        Entry::Range(range) => escape(&format!("{} to {}", range.low, range.high)),
    };
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.stubs.iter().map(|stub| escape(stub)).chain(row.entries.iter().map(entry)).collect())
        .collect();
    grid(table.stubs.len(), &heading, &rows)
}

/// A table whose first columns are text and whose other columns are numbers.
pub(super) fn grid(stubs: usize, heading: &[String], rows: &[Vec<String>]) -> String {
    let ruler: Vec<String> = (0..heading.len()).map(|at| if at < stubs { "---" } else { "---:" }.to_owned()).collect();
    let lines = [heading, &ruler].into_iter().chain(rows.iter().map(Vec::as_slice));
    lines.map(|cells| format!("| {} |", cells.join(" | "))).collect::<Vec<_>>().join("\n")
}

/// Cautions as quotations.
pub fn cautions(cautions: &[String]) -> impl Iterator<Item = String> {
    cautions.iter().map(|caution| format!("> **Caution:** {}", escape(caution)))
}

/// The text with everything that Markdown or HTML would act upon made plain.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' | '$' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("<script>"), "&lt;script&gt;");
        assert_eq!(escape("a|b `c` *d* [e](f) ![g]"), "a\\|b \\`c\\` \\*d\\* \\[e\\](f) \\!\\[g\\]");
        assert_eq!(escape("&amp;"), "&amp;amp;");
    }
}
