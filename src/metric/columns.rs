//! The columns that the figures of a question stand in.

use super::{Figure, Metric};
use crate::results::{Column, Measure, Role, Sense};

/// A metric that has no headline of its own is all headline up to this many figures.
const FEW: usize = 3;

/// The columns of a question: the figures of its metrics, in their order. `senses` is what its answers say about the
/// experience, in the definition's order; what nothing is declared of is `Undeclared`.
///
/// People look first for each metric's headline, and for all of the first metric that has none of its own but few
/// figures. Later ones would repeat the same labels.
#[must_use]
pub fn columns<'a>(of_metrics: impl IntoIterator<Item = (&'a Metric, Vec<Figure>)>, senses: &[Sense]) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut some_without_headline = false;
    for (metric, figures) in of_metrics {
        let is_first =
            !some_without_headline && !figures.is_empty() && figures.iter().all(|figure| figure.item.is_some());
        some_without_headline |= is_first;
        let is_few = is_first && figures.len() <= FEW;
        columns.extend(figures.into_iter().enumerate().map(|(at, figure)| {
            let role = if is_few || figure.item.is_none() { Role::Lead } else { metric.role(&figure) };
            let sense = if metric.told.measure == Measure::Answers { senses.get(at).copied() } else { None };
            metric.column(figure, role, sense)
        }));
    }
    columns
}

impl Metric {
    /// What a figure that is no headline is to its question.
    fn role(&self, figure: &Figure) -> Role {
        let named = figure.item.as_deref().and_then(|item| self.told.part(item));
        match self.told.measure {
            Measure::Bins | Measure::Numbers | Measure::Mean => Role::Detail,
            _ if named.is_some() => Role::Part,
            _ => Role::Answer,
        }
    }

    fn column(&self, figure: Figure, role: Role, sense: Option<Sense>) -> Column {
        let good = self.told.is_good(figure.item.as_deref());
        let named = figure.item.as_deref().and_then(|item| self.told.part(item));
        let title = match (&figure.item, named) {
            (_, Some(part)) => part.title.to_owned(),
            (Some(item), None) => item.clone(),
            (None, _) => self.title.to_owned(),
        };
        Column {
            title,
            role,
            measure: self.told.measure,
            percentile: named.map_or(self.told.percentile.filter(|_| figure.item.is_none()), |part| part.percentile),
            sense: sense.or(named.map(|part| part.sense)).unwrap_or(Sense::Undeclared),
            good,
            metric: figure.metric,
            item: figure.item,
            unit: figure.unit,
        }
    }
}
