//! Counting exports: passes over them until all of them was read as it should be.

use super::coder::{Coder, Stopped};
use super::counts::Counts;
use super::decimals::Spot;
use super::filter::Sieve;
use super::pass::{Counted, Origin, Task, pass};
use super::replicates::fit;
use super::weights::other_scale;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, named};
use crate::plan::Plan;
use crate::responses::{Places, Reader};
use crate::table::Weighing;
use std::sync::Arc;

/// Counts the responses of exports according to a plan, on so many threads.
///
/// # Errors
///
/// The first thing that keeps a file from being read to its end, and a breakdown with more groups than it may have.
pub fn count(survey: &Survey, plan: &Plan, reader: Reader, threads: usize) -> Result<Counts, Faults> {
    Ok(count_and_keep(survey, plan, reader, threads)?.0)
}

/// The same, and what it takes to go through the responses once more.
pub(super) fn count_and_keep(
    survey: &Survey,
    plan: &Plan,
    mut reader: Reader,
    threads: usize,
) -> Result<(Counts, Reader, Coder), Faults> {
    let coder = Coder::new(survey, &reader.separators(), reader.wants_every_finding());
    let coder = coder.with_files(reader.short_names()).with_replicates(reader.replicates());
    let mut coder = coder.with_plan(survey, plan);
    let sieve = Sieve::new(&plan.filter, |segment, label| coder.segment_code(segment, label));
    let plan = Arc::new(plan.clone());
    let Counted { mut work, table } = settled(&mut reader, &mut coder, |reader, coder| {
        pass(reader, Task { survey, plan: &plan, coder, sieve: &sieve, threads })
    })?;
    if let Some(replicates) = &survey.replicates {
        fit(&work.replication, work.weighing, replicates.combined, coder.scale())?;
    }
    reader.number(&mut work.places);
    let (unused_columns, personal_segments) = (reader.unused_columns(), reader.personal_segments(survey));
    work.findings = work.findings.in_files(&work.places);
    let (inputs, remarks) = reader.finish(&work.places);
    let origin = Origin { inputs, remarks, unused_columns, personal_segments };
    Ok((work.into_counts(&plan, table, &coder, &sieve, origin), reader, coder))
}

/// What a pass comes to that needs no other after it.
///
/// Where quotation marks leave in doubt where records end, everything is read once more, record by record; and where
/// a column of numbers turns out to have another decimal mark than it was read with, everything is read once more.
///
/// Where the weights turn out so large or so small that sums would run over or lose digits, everything is read once
/// more with the weights on another scale; how much of it is analysed, and in which order, makes no difference.
///
/// # Errors
///
/// The first thing that keeps a file from being read to its end, and what would have to be read once more and cannot.
fn settled(
    reader: &mut Reader,
    coder: &mut Coder,
    pass: impl Fn(&mut Reader, &Coder) -> Result<Counted, Stopped>,
) -> Result<Counted, Faults> {
    let (mut is_careful, mut is_settled, mut is_weighed) = (false, false, false);
    loop {
        match pass(reader, coder) {
            Ok(mut counted) => {
                if !is_settled && has_other_marks(reader, coder, &mut counted.work.places)? {
                    is_settled = true;
                } else if is_weighed || !has_other_scale(reader, coder, counted.work.weighing)? {
                    return Ok(counted);
                } else {
                    is_weighed = true;
                }
                reader.begin_again();
            }
            Err(Stopped::Faults(faults)) => return Err(faults),
            Err(Stopped::Unclear) if is_careful => {
                return Err(Fault::new("it cannot be told where the rows end").into());
            }
            Err(Stopped::Unclear) => {
                is_careful = true;
                reader.begin_again_carefully();
            }
        }
        coder.begin_again();
    }
}

/// Whether some column of numbers turned out to have another decimal mark than it was read with; it is read with that
/// from then on. `places` knows every piece.
///
/// # Errors
///
/// When weights can be read in two ways, or when something cannot be read once more.
fn has_other_marks(reader: &Reader, coder: &mut Coder, places: &mut Places) -> Result<bool, Faults> {
    let settled = coder.settle();
    if !settled.weights_in_doubt.is_empty() {
        reader.number(places);
        let fault = |(input, spot): (usize, Spot)| ambiguous_weight(reader, input, spot, places);
        return Err(Faults(settled.weights_in_doubt.into_iter().map(fault).collect()));
    }
    if settled.has_changed {
        let faults: Vec<Fault> = reader.read_only_once().map(read_too_early).collect();
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
    }
    Ok(settled.has_changed)
}

fn ambiguous_weight(reader: &Reader, input: usize, spot: Spot, places: &Places) -> Fault {
    let (file, column) = reader.weight_of(input);
    let (_, row, line) = places.resolve(spot.piece, spot.row, spot.line);
    Fault::new(format!(
        "the weight in row {row} (line {line}) of column {} may be a thousand or have three decimals, and nothing in \
         the file tells which",
        named(&column)
    ))
    .in_file(file)
    .help("say which in the definition: `weight: { column: …, decimal: comma }`, or `decimal: point`")
}

/// A source of which nothing is left, though it would have to be read once more.
fn read_too_early(source: String) -> Fault {
    Fault::new(
        "a column of numbers turned out to have decimal commas, or points, late, and this cannot be read once more",
    )
    .in_file(source)
    .help("say `decimal: comma` or `decimal: point` in the definition, or save it as a file and name that")
}

/// Whether the weights belong on another scale than they were put on; they are put on that from then on.
///
/// # Errors
///
/// When there is no scale for all of them, or when something cannot be read once more that would have to be.
fn has_other_scale(reader: &Reader, coder: &mut Coder, weighing: Weighing) -> Result<bool, Faults> {
    let scale = coder.scale();
    let Some(wanted) = other_scale(weighing, scale)? else { return Ok(false) };
    if reader.can_begin_again() {
        coder.weigh_on(wanted);
        return Ok(true);
    }
    if weighing.is_fair_on(scale) {
        return Ok(false);
    }
    let Weighing { least, most, .. } = weighing;
    let fault = Fault::new(format!("weights from {least:e} to {most:e} cannot be added up exactly as they come in"));
    Err(fault.help("save the export to a file and name it instead of `-`; or let most weights be near 1").into())
}
