//! What a picture of a table shows, and what stands around it.

use crate::results::{Banner, Crosstab, Stub, StubBanner, StubColumn};
use crate::view::chart::frame::{sentence, source};
use crate::view::chart::{Body, ChartSpec};
use crate::view::crosstab::{association, cells, names, notes};
use crate::view::label::first_upper;
use crate::view::{SUPPRESSED, clean, number, summary};

/// A question under a banner.
pub struct Plate<'a> {
    pub crosstab: &'a Crosstab,
    pub stub: &'a Stub,
    pub banner: &'a Banner,
    pub figures: &'a StubBanner,
}

impl Plate<'_> {
    /// The finished picture.
    pub fn spec(&self, title: &str, notes: Vec<String>, body: Body) -> ChartSpec {
        let findings = association::sentences(self.stub, self.banner, self.figures);
        let title = format!("{title} by {}", names::in_words(self.banner));
        let question = clean(&self.stub.text);
        let alt: Vec<String> = [&title, &question].into_iter().chain(&findings).map(|text| sentence(text)).collect();
        ChartSpec {
            title,
            question,
            subtitle: first_upper(&self.subtitle()),
            footer: self.footer(findings, notes),
            alt: alt.concat().trim_end().to_owned(),
            body,
        }
    }

    fn subtitle(&self) -> String {
        let settings = &self.crosstab.settings;
        let base = match self.stub.total.base.filter(|_| !self.stub.total.suppressed) {
            Some(base) => format!("base {}", number::count(base.unweighted)),
            None => format!("base {SUPPRESSED}"),
        };
        let filters = settings.filters.iter().map(|filter| summary::condition(filter));
        let weighting = if settings.weighted { "weighted" } else { "unweighted" };
        let what = [weighting.to_owned(), notes::percent(settings).to_owned()];
        std::iter::once(base).chain(filters).chain(what).collect::<Vec<_>>().join(" · ")
    }

    fn footer(&self, findings: Vec<String>, notes: Vec<String>) -> Vec<String> {
        let minimum = self.crosstab.settings.minimum_base;
        let is_hidden = self.columns().any(|column| column.suppressed);
        let hidden = is_hidden.then(|| format!("Small groups are hidden. {}", summary::suppression(minimum)));
        let flags = self.columns().any(|column| column.flag.is_some()).then(|| notes::flags(self.crosstab)).flatten();
        let around = hidden.into_iter().chain(flags).chain(source(&self.crosstab.inputs));
        findings.into_iter().chain(notes).chain(around).collect()
    }

    fn columns(&self) -> impl Iterator<Item = &StubColumn> {
        std::iter::once(&self.stub.total).chain(&self.figures.columns)
    }

    /// Who is in a column.
    pub fn column(&self, at: usize) -> String {
        names::column_name(&self.banner.columns[at])
    }

    /// The letter of a column; `None` where it is compared with none.
    pub fn letter(&self, at: usize) -> Option<String> {
        self.banner.columns[at].letter.as_deref().map(clean)
    }

    /// Respondents of a column, with the flag of a small base, or a mark.
    pub fn base(column: &StubColumn) -> String {
        cells::flagged(column)
    }
}
