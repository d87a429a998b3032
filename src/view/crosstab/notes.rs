//! What was analysed, and what letters, flags and marks mean; only those that occur.

use super::cells::columns;
use super::names::{banner_title, in_words};
use crate::results::{
    AssociationTest, BaseFlag, CorrectedWithin, Crosstab, CrosstabSettings, LetterConvention, PercentOf, Stub,
    StubColumn, TableCell, Verdict,
};
use crate::view::number::{count, trimmed};
use crate::view::{EMPTY, clean, summary};

/// What was analysed and what the figures are: one short line each.
pub fn facts(crosstab: &Crosstab) -> Vec<String> {
    let settings = &crosstab.settings;
    let filters = settings.filters.iter().map(|filter| summary::condition(filter));
    let weighting = if settings.weighted { "weighted" } else { "unweighted" };
    let parts = [Some(weighting.to_owned()), Some(percent(settings).to_owned()), levels(settings)];
    let choices = filters.chain(parts.into_iter().flatten()).collect::<Vec<_>>().join(" · ");
    summary::source(&crosstab.accounting, &crosstab.inputs).into_iter().chain([choices]).collect()
}

/// What 100 % is, in two words.
pub const fn percent(settings: &CrosstabSettings) -> &'static str {
    match settings.percent {
        PercentOf::Column => "percent of columns",
        PercentOf::Row => "percent of rows",
        PercentOf::Total => "percent of all",
    }
}

fn levels(settings: &CrosstabSettings) -> Option<String> {
    let upper = trimmed(settings.confidence, 3);
    let lower = settings.lower_level.map(|level| format!(" and {}%", trimmed(level, 3))).unwrap_or_default();
    (settings.letters != LetterConvention::None).then(|| format!("columns compared at {upper}%{lower}"))
}

/// What the marks mean.
pub fn footnotes(crosstab: &Crosstab) -> Vec<String> {
    let has = |wanted: fn(&StubColumn) -> bool| crosstab.stubs.iter().flat_map(columns).any(wanted);
    let is_hidden = has(|column| column.suppressed) || crosstab.accounting.analysed.is_none();
    let is_empty = has(|column| !column.suppressed && column.base.is_none_or(|base| base.unweighted == 0));
    let settings = &crosstab.settings;
    let notes = [
        letters(crosstab),
        rest(crosstab),
        flags(crosstab),
        is_hidden.then(|| summary::suppression(settings.minimum_base)),
        is_empty.then(|| format!("{EMPTY} no valid answers")),
        multiple(crosstab),
        overlaps(crosstab),
        unlettered(crosstab),
        tests(settings),
    ];
    notes.into_iter().flatten().collect()
}

fn cells(crosstab: &Crosstab) -> impl Iterator<Item = &TableCell> {
    crosstab.stubs.iter().flat_map(columns).filter(|column| !column.suppressed).flat_map(|column| &column.cells)
}

/// What letters mean, how columns are compared, and over what p-values are corrected.
fn letters(crosstab: &Crosstab) -> Option<String> {
    let settings = &crosstab.settings;
    let how = match settings.letters {
        LetterConvention::Crunch => "t-tests without a common variance (Crunch)",
        LetterConvention::Spss => "z-tests of shares and t-tests of means with a common variance (SPSS)",
        LetterConvention::None => return None,
    };
    let effective = if settings.weighted { " on effective bases" } else { "" };
    let upper = trimmed(settings.confidence, 3);
    let case = settings.lower_level.map_or_else(
        || format!("at {upper}%"),
        |lower| format!("upper case at {upper}%, lower case at {}%", trimmed(lower, 3)),
    );
    let corrected = match (corrected(&settings.correction), settings.within) {
        (None, _) => "not corrected for their number".to_owned(),
        (Some(name), CorrectedWithin::Row) => format!("corrected within each row ({name})"),
        (Some(name), CorrectedWithin::Table) => format!("corrected within each table ({name})"),
    };
    let none = if cells(crosstab).any(|cell| !cell.letters.is_empty()) { "" } else { " No column is." };
    Some(format!(
        "A B C behind a figure: it is higher than in the columns of these letters, {case}; {how}{effective}, \
         {corrected}.{none}"
    ))
}

/// The name of a correction as people read it; `None` for no correction.
fn corrected(correction: &str) -> Option<String> {
    match correction {
        "none" => None,
        "bh" => Some("Benjamini–Hochberg".to_owned()),
        "holm" => Some("Holm".to_owned()),
        "bonferroni" => Some("Bonferroni".to_owned()),
        other => Some(clean(other)),
    }
}

fn rest(crosstab: &Crosstab) -> Option<String> {
    let level = crosstab.settings.confidence;
    if crosstab.settings.letters != LetterConvention::None {
        return None;
    }
    let is_marked = |cell: &TableCell| cell.rest.is_some_and(|rest| rest.verdict(level) != Verdict::None);
    cells(crosstab).any(is_marked).then(|| {
        format!(
            "▲ ▼ above or below the other columns of its banner together, beyond chance at {}%, corrected within each \
             table",
            trimmed(level, 3)
        )
    })
}

/// What the flags of small bases mean.
pub fn flags(crosstab: &Crosstab) -> Option<String> {
    let [least, small] = crosstab.settings.flag_bases;
    let has = |flag: BaseFlag| crosstab.stubs.iter().flat_map(columns).any(|column| column.flag == Some(flag));
    let one = has(BaseFlag::Small).then(|| format!("* behind a base: fewer than {}", count(small)));
    let two = has(BaseFlag::VerySmall).then(|| format!("** behind a base: fewer than {}", count(least)));
    let said: Vec<String> = one.into_iter().chain(two).collect();
    (!said.is_empty()).then(|| format!("{}; read such a column with care", said.join(", ")))
}

fn multiple(crosstab: &Crosstab) -> Option<String> {
    let is_columns = crosstab.settings.percent == PercentOf::Column;
    (is_columns && crosstab.stubs.iter().any(|stub: &Stub| stub.multiple)).then(|| {
        "Of a question with several answers the percentages may add up to more than 100; they are of respondents"
            .to_owned()
    })
}

fn overlaps(crosstab: &Crosstab) -> Option<String> {
    let overlapping = crosstab.banners.iter().filter(|banner| banner.overlapping).map(in_words);
    let named: Vec<String> = overlapping.collect();
    (!named.is_empty()).then(|| {
        format!("By {} a respondent may stand in several columns; they do not add up to all", named.join(" and "))
    })
}

/// Columns that are compared with none.
fn unlettered(crosstab: &Crosstab) -> Option<String> {
    let has_letters = crosstab.settings.letters != LetterConvention::None;
    let without = crosstab.banners.iter().filter(|banner| banner.columns.iter().any(|column| column.letter.is_none()));
    let named: Vec<String> = without.map(banner_title).collect();
    (has_letters && !named.is_empty())
        .then(|| format!("A column without a letter ({}) is compared with no other", named.join(", ")))
}

/// Which test speaks for a table.
fn tests(settings: &CrosstabSettings) -> Option<String> {
    let test = match settings.association {
        AssociationTest::F => "Rao and Scott's second-order correction",
        AssociationTest::Chisq => "Rao and Scott's first-order correction",
        AssociationTest::Wald => "Wald's test",
        AssociationTest::Adjwald => "Wald's test, adjusted",
    };
    match (settings.design_based, settings.weighted) {
        (true, _) => Some(format!("Tests allow for the sampling design ({test})")),
        (false, true) => Some(format!("Tests allow for the weights ({test})")),
        (false, false) => None,
    }
}
