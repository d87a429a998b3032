//! What the keys of replicate weights mean together.

use super::entry::ColumnEntry;
use super::format::DesignKeys;
use super::given::{Given, Key};
use super::replicate_keys::{ColumnsEntry, MethodWord, ReplicateKeys, RscalesEntry};
use super::source::{Mark, Notes};
use super::{ColumnRef, Method, Replicates, Rscales};

/// More columns of replicate weights than any survey has.
const MOST_REPLICATES: usize = 2_000;

/// The replicate weights that the keys of a design describe. `None` where there are none, and after a fault.
pub(super) fn replicates(keys: &DesignKeys, weighted: bool, notes: &Notes) -> Option<Replicates> {
    let (own, mark) = keys.replicates.marked()?;
    let others = [
        (keys.strata.mark(), "strata"),
        (keys.clusters.mark(), "clusters"),
        (keys.population.mark(), "population"),
        (keys.lonely.mark(), "lonely"),
    ];
    for (mark, name) in others.into_iter().filter_map(|(mark, name)| Some((mark?, name))) {
        let help = format!("replicate weights were made with the design in mind: take `{name}` or `replicates` out");
        notes.fault(mark, format!("a design with `replicates` has `{name}`, too"), help);
    }
    let columns = columns(own, mark, notes);
    let method = method(own, mark, notes);
    if let Some(method) = own.method.value() {
        check_scales(own, *method, mark, notes);
    }
    check_numbers(own, notes);
    let combined = own.combined.value().copied().unwrap_or(true);
    let is_said = own.combined.mark().is_none() || own.combined.value().is_some();
    if combined && is_said && !weighted {
        let help = "add `weight:` with the column of the weights, or `combined: false` where the columns hold factors";
        notes.fault(mark, "there are replicate weights, and no weight", help);
    }
    Some(Replicates {
        columns: columns?,
        method: method?,
        scale: own.scale.value().copied(),
        rscales: rscales(&own.rscales, notes)?,
        mse: own.mse.value().copied().unwrap_or(false),
        combined,
        df: own.df.value().map(|df| u32::try_from(*df).unwrap_or(u32::MAX)),
    })
}

/// The columns, patterns as they are written.
fn columns(keys: &ReplicateKeys, owner: Mark, notes: &Notes) -> Option<Vec<ColumnRef>> {
    if keys.columns.mark().is_none() {
        let help = "add `columns:` with a header such as `rep_*`, or a list of columns";
        notes.fault(owner, "`replicates` has no `columns`", help);
    }
    let (entry, mark) = keys.columns.marked()?;
    let found: Vec<ColumnRef> = match entry {
        ColumnsEntry::Text(name) => ColumnEntry::Text(name.clone()).column(mark, notes).into_iter().collect(),
        ColumnsEntry::List(list) => {
            let column = |given: &Given<ColumnEntry>| given.value.as_ref()?.column(given.mark, notes);
            list.iter().map(column).collect::<Option<_>>()?
        }
    };
    let is_one = matches!(found.as_slice(), [ColumnRef::Position(_)])
        || matches!(found.as_slice(), [ColumnRef::Name(name)] if !name.contains('*'));
    if is_one {
        let help = "name them all, as a list or with `*` for what differs in their headers: `columns: 'rep_*'`";
        notes.fault(mark, "one column of replicate weights does not tell how much figures vary", help);
        return None;
    }
    notes.few_enough(mark, found.len(), MOST_REPLICATES, "columns of replicate weights").then_some(found)
}

fn method(keys: &ReplicateKeys, owner: Mark, notes: &Notes) -> Option<Method> {
    if keys.method.mark().is_none() {
        let help = "add `method:` with `brr`, `fay`, `jk1`, `jkn`, `bootstrap`, `sdr` or `other`";
        notes.fault(owner, "`replicates` has no `method`", help);
    }
    let (word, mark) = keys.method.marked()?;
    match (word, keys.rho.marked()) {
        (MethodWord::Fay, None) => {
            if keys.rho.mark().is_none() {
                notes.fault(mark, "`method: fay` has no `rho`", "add it, for example `rho: 0.5`");
            }
            return None;
        }
        (MethodWord::Fay, Some((rho, mark))) if !(0.0..1.0).contains(rho) => {
            notes.fault(mark, format!("`rho` cannot be {rho}"), "write a number from 0 to less than 1");
            return None;
        }
        (MethodWord::Fay, Some(_)) | (_, None) => {}
        (_, Some((_, mark))) => {
            notes.fault(mark, "`rho` belongs to `method: fay`", "take it out, or name that method");
        }
    }
    Some(match word {
        MethodWord::Brr => Method::Brr,
        MethodWord::Fay => Method::Fay { rho: keys.rho.value().copied()? },
        MethodWord::Jk1 => Method::Jk1,
        MethodWord::Jkn => Method::Jkn,
        MethodWord::Bootstrap => Method::Bootstrap,
        MethodWord::Sdr => Method::Sdr,
        MethodWord::Other => Method::Other,
    })
}

/// That scales are given where the method needs them, and only where it does not know them.
fn check_scales(keys: &ReplicateKeys, method: MethodWord, owner: Mark, notes: &Notes) {
    use MethodWord::{Brr, Fay, Jkn, Other, Sdr};
    let scales = [("scale", keys.scale.mark()), ("rscales", keys.rscales.mark())];
    for (name, mark) in scales {
        let is_needed = method == Other || method == Jkn && name == "rscales";
        match mark {
            None if is_needed => {
                let help = format!("add `{name}:`, which comes with the weights");
                notes.fault(owner, format!("replicate weights of this method need `{name}`"), help);
            }
            Some(mark) if matches!(method, Brr | Fay | Sdr) => {
                let help = "take it out, or say `method: other`";
                notes.fault(mark, format!("the method knows its `{name}`"), help);
            }
            _ => {}
        }
    }
}

/// That numbers are such as they can be.
fn check_numbers(keys: &ReplicateKeys, notes: &Notes) {
    if let Some((scale, mark)) = keys.scale.marked().filter(|(scale, _)| **scale <= 0.0) {
        notes.fault(mark, format!("`scale` cannot be {scale}"), "write a number above 0");
    }
    if let Some((_, mark)) = keys.df.marked().filter(|(df, _)| **df == 0) {
        notes.fault(mark, "`df` cannot be 0", "write a number from 1, or leave it out: it is found in the weights");
    }
}

/// The scales of single replicates. `None` after a fault.
fn rscales(key: &Key<RscalesEntry>, notes: &Notes) -> Option<Rscales> {
    let Some(mark) = key.mark() else { return Some(Rscales::One(1.0)) };
    let places: Vec<(Option<f64>, Mark)> = match key.value()? {
        RscalesEntry::Figure(number) => vec![(Some(*number), mark)],
        RscalesEntry::List(list) => list.iter().map(|given| (given.value, given.mark)).collect(),
    };
    for (number, mark) in places.iter().filter_map(|(number, mark)| Some(((*number)?, *mark))) {
        if number < 0.0 {
            notes.fault(mark, format!("`rscales` cannot be {number}"), "write numbers from 0");
        }
    }
    let numbers =
        places.iter().map(|(number, _)| number.filter(|number| *number >= 0.0)).collect::<Option<Vec<_>>>()?;
    Some(match key.value()? {
        RscalesEntry::Figure(number) => Rscales::One(*number),
        RscalesEntry::List(_) => Rscales::Each(numbers),
    })
}
