//! Everything that figures are written as: one list, of which every command offers a part.

/// A format of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text.
    Text(Text),
    /// A page for the browser.
    Html,
    /// A workbook.
    Xlsx,
    /// Pictures as pixels.
    Png,
    /// Pictures as drawings.
    Svg,
}

/// A format that is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Text {
    /// Aligned text with bars, for people at a terminal.
    Table,
    /// The whole report as JSON, for programs.
    Json,
    /// One row per figure, for spreadsheets and statistics packages.
    Csv,
    /// Headings and tables in Markdown, for documents.
    Markdown,
}

impl Text {
    /// All of them, the default first.
    pub const ALL: [Text; 4] = [Text::Table, Text::Json, Text::Csv, Text::Markdown];

    /// The word on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Format::Text(self).name()
    }
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 8] = [
        Format::Text(Text::Table),
        Format::Text(Text::Json),
        Format::Text(Text::Csv),
        Format::Text(Text::Markdown),
        Format::Html,
        Format::Xlsx,
        Format::Png,
        Format::Svg,
    ];

    /// What a report can be written as in one file, the default first.
    pub const OF_REPORT: [Format; 6] = [
        Format::Text(Text::Table),
        Format::Text(Text::Json),
        Format::Text(Text::Csv),
        Format::Text(Text::Markdown),
        Format::Html,
        Format::Xlsx,
    ];

    /// What is text and figures only can be written as, the default first.
    pub const OF_TEXT: [Format; 4] =
        [Format::Text(Text::Table), Format::Text(Text::Json), Format::Text(Text::Csv), Format::Text(Text::Markdown)];

    /// What a check can be written as, the default first.
    pub const OF_CHECK: [Format; 2] = [Format::Text(Text::Table), Format::Text(Text::Json)];

    /// What can stand in the folder of a report, in the order it is made.
    pub const OF_FOLDER: [Format; 6] =
        [Format::Png, Format::Html, Format::Xlsx, Format::Svg, Format::Text(Text::Markdown), Format::Text(Text::Json)];

    /// What a chart can be drawn as.
    pub const OF_CHART: [Format; 2] = [Format::Png, Format::Svg];

    /// What tables of two questions can be written as, the default first.
    pub const OF_CROSSTAB: [Format; 8] = Format::ALL;

    /// The word on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Format::Text(Text::Table) => "table",
            Format::Text(Text::Json) => "json",
            Format::Text(Text::Csv) => "csv",
            Format::Text(Text::Markdown) => "markdown",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
            Format::Png => "png",
            Format::Svg => "svg",
        }
    }

    /// What a file in this format is for, in one line.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Format::Text(Text::Table) => "aligned text with bars, for reading at a terminal",
            Format::Text(Text::Json) => "everything at full precision, for programs",
            Format::Text(Text::Csv) => "one row per figure at full precision, for spreadsheets and statistics packages",
            Format::Text(Text::Markdown) => "headings and tables, for documents",
            Format::Html => "one page for the browser; `survey report` draws pictures in it",
            Format::Xlsx => "a workbook of all figures",
            Format::Png => "a picture as pixels",
            Format::Svg => "a picture as a drawing",
        }
    }

    /// The same of a file of tables of two questions.
    #[must_use]
    pub const fn about_tables(self) -> &'static str {
        match self {
            Format::Text(Text::Table) => "tables with letters, for reading at a terminal",
            Format::Text(Text::Csv) => "one row per cell at full precision, for spreadsheets and statistics packages",
            Format::Html => "one page for the browser",
            Format::Xlsx => "a workbook: tables, tests, comparisons and data",
            other => other.about(),
        }
    }

    /// What files in this format end in, the usual one first.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Text(Text::Table) => &["txt"],
            Format::Text(Text::Json) => &["json"],
            Format::Text(Text::Csv) => &["csv"],
            Format::Text(Text::Markdown) => &["md", "markdown"],
            Format::Html => &["html", "htm"],
            Format::Xlsx => &["xlsx"],
            Format::Png => &["png"],
            Format::Svg => &["svg"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_format_has_a_name_and_endings_of_its_own() {
        let names: BTreeSet<&str> = Format::ALL.into_iter().map(Format::name).collect();
        assert_eq!(names.len(), Format::ALL.len());
        let endings: Vec<&str> = Format::ALL.into_iter().flat_map(Format::endings).copied().collect();
        assert_eq!(endings.iter().collect::<BTreeSet<_>>().len(), endings.len());
        assert!(Format::ALL.into_iter().all(|format| !format.about().is_empty() && !format.endings().is_empty()));
    }

    #[test]
    fn every_format_is_offered_somewhere() {
        let offered: Vec<Format> =
            [&Format::OF_REPORT[..], &Format::OF_CHECK, &Format::OF_FOLDER, &Format::OF_CHART].concat();
        assert!(Format::ALL.iter().all(|format| offered.contains(format)));
        let texts = Text::ALL.map(Format::Text);
        assert!(texts.iter().all(|text| Format::ALL.contains(text)));
    }
}
