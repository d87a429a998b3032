//! Tables of two questions in Markdown.

use crate::render::markdown::{bold, cautions, escape, grid};
use crate::view::{BannerView, CellView, CrosstabView, RowStyle, RowView, StubView};

/// The tables as GitHub-flavoured Markdown. All text is escaped; nothing in it becomes markup.
pub fn text(view: &CrosstabView) -> String {
    let facts: Vec<String> = view.facts.iter().map(|fact| escape(fact)).collect();
    let mut parts = vec![format!("# {}", escape(&view.title)), facts.join("  \n")];
    parts.extend(view.stubs.iter().flat_map(|stub| table(&view.banners, stub)));
    parts.extend(view.footnotes.iter().map(|note| escape(note)));
    parts.push(escape(&view.accounting));
    parts.extend(cautions(&view.cautions));
    parts.retain(|part| !part.is_empty());
    format!("{}\n", parts.join("\n\n"))
}

fn table(banners: &[BannerView], stub: &StubView) -> Vec<String> {
    let rows: Vec<Vec<String>> = stub.rows.iter().map(row).collect();
    let findings: Vec<String> = stub.findings.iter().map(|finding| format!("- {}", escape(finding))).collect();
    let mut parts = vec![format!("## {}", escape(&stub.heading)), escape(&stub.tag)];
    parts.extend([grid(1, &heading(banners), &rows), findings.join("\n")]);
    parts.extend(cautions(&stub.cautions));
    parts
}

/// `Site: North (A)`: one heading says it all, for tables here have one row of headings.
fn heading(banners: &[BannerView]) -> Vec<String> {
    let columns = banners.iter().flat_map(|banner| {
        banner.columns.iter().map(|column| {
            let letter = if column.letter.is_empty() { String::new() } else { format!(" ({})", column.letter) };
            escape(&format!("{}: {}{letter}", banner.title, column.name))
        })
    });
    [String::new(), "All".to_owned()].into_iter().chain(columns).collect()
}

fn row(row: &RowView) -> Vec<String> {
    let label = if row.style >= RowStyle::Net { bold(&row.label) } else { escape(&row.label) };
    std::iter::once(label).chain(row.cells.iter().map(|cell| entry(row.style, cell))).collect()
}

/// `52% BC (62)`; the flag of a base stands right behind it, a standard deviation with its name.
fn entry(style: RowStyle, cell: &CellView) -> String {
    let between = if style == RowStyle::Base || cell.behind.is_empty() { "" } else { " " };
    let below = match (style, cell.below.as_str()) {
        (_, "") => String::new(),
        (RowStyle::Mean, sd) => format!(" (sd {sd})"),
        (_, count) => format!(" ({count})"),
    };
    escape(&format!("{}{between}{}{below}", cell.figure, cell.behind))
}
