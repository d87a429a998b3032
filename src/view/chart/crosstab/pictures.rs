//! Every picture of a run: one for each question under each banner.

use super::around::Plate;
use super::{heatmap, stack};
use crate::diagnostic::{Fault, Faults};
use crate::results::{PublishedCrosstab, RowKind, Stub};
use crate::view::chart::Chart;
use crate::view::clean;

/// A picture of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrosstabPicture {
    /// Figures, shaded where a column stands out.
    Heatmap,
    /// A bar of one hundred percent for every column.
    Stacked,
}

impl CrosstabPicture {
    /// All of them, the default first.
    pub const ALL: [CrosstabPicture; 2] = [CrosstabPicture::Heatmap, CrosstabPicture::Stacked];

    /// The word on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            CrosstabPicture::Heatmap => "heatmap",
            CrosstabPicture::Stacked => "stacked",
        }
    }

    /// What it shows, in one line.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            CrosstabPicture::Heatmap => "figures, shaded where a column stands out from the others",
            CrosstabPicture::Stacked => "a bar of one hundred percent for every column",
        }
    }
}

/// A picture of every question under every banner.
///
/// # Errors
///
/// When a question cannot be drawn like that; all of them are named.
pub fn charts(crosstab: &PublishedCrosstab, picture: CrosstabPicture) -> Result<Vec<Chart>, Faults> {
    let faults: Vec<Fault> = crosstab.stubs.iter().filter_map(|stub| refused(stub, picture)).collect();
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let each = crosstab.stubs.iter().enumerate().flat_map(|(at, stub)| {
        crosstab.banners.iter().zip(&stub.banners).map(move |(banner, figures)| {
            let plate = Plate { crosstab, stub, banner, figures };
            let spec = match picture {
                CrosstabPicture::Heatmap => heatmap::draw(&plate),
                CrosstabPicture::Stacked => stack::draw(&plate),
            };
            Chart { id: plain(&format!("{}-by-{}", stub.id, banner.id)), about: at..at + 1, spec }
        })
    });
    Ok(each.collect())
}

/// Why a question cannot be drawn like that; `None` where it can.
fn refused(stub: &Stub, picture: CrosstabPicture) -> Option<Fault> {
    let options = stub.rows.iter().filter(|row| row.kind == RowKind::Option).count();
    let why = match picture {
        CrosstabPicture::Stacked if stub.multiple => {
            "respondents may give several answers, which do not add up to 100%"
        }
        CrosstabPicture::Stacked if options < 2 => "it has no answers that add up to 100%",
        CrosstabPicture::Stacked if options > stack::LEVELS => "it has more answers than can be told apart",
        CrosstabPicture::Stacked | CrosstabPicture::Heatmap => return None,
    };
    let fault = Fault::new(format!("`{}` cannot be stacked: {why}", clean(&stub.id)));
    Some(fault.help(format!("`--picture {}` draws it", CrosstabPicture::Heatmap.name())))
}

/// Fit for the name of a file.
fn plain(text: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' };
    clean(text).chars().map(fits).collect()
}
