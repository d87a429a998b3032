//! All tables of a run.

use super::banner::Columns;
use super::options::TableOptions;
use super::stub::stub;
use super::table::Tables;
use crate::analysis::{Analysis, names, publish_crosstab};
use crate::results::{CROSSTAB_SCHEMA, Crosstab, CrosstabSettings, LetterConvention, PublishedCrosstab};

impl Analysis<'_> {
    /// The rows of the request under its columns, with what must be hidden taken out. The request must have rows.
    #[must_use]
    pub fn crosstab(&self, options: &TableOptions) -> PublishedCrosstab {
        let frame = self.frame();
        let columns = Columns::of(&frame);
        let rows = names::row_questions(self.survey, &self.request.rows).unwrap_or_default();
        let tables = Tables { frame, options, columns: &columns, overlaps: &self.overlaps };
        publish_crosstab(Crosstab {
            schema: CROSSTAB_SCHEMA.to_string(),
            version: env!("CARGO_PKG_VERSION").to_string(),
            survey: self.survey_info(),
            settings: self.table_settings(options),
            inputs: self.inputs.clone(),
            accounting: self.accounting(),
            banners: columns.iter().map(|columns| columns.banner.clone()).collect(),
            stubs: rows.into_iter().map(|at| stub(&tables, at)).collect(),
            cautions: self.table_cautions(options),
        })
    }

    fn table_settings(&self, options: &TableOptions) -> CrosstabSettings {
        let settings = self.settings();
        CrosstabSettings {
            confidence: settings.confidence,
            lower_level: options.lower_level.map(|level| 100.0 * level),
            letters: options.letters,
            correction: options.correction.name().to_string(),
            within: options.within,
            percent: options.percent,
            flag_bases: options.flag_bases,
            association: options.association,
            weighted: settings.weighted,
            design_based: self.basis.is_some(),
            minimum_base: settings.minimum_base,
            filters: settings.filters,
        }
    }

    fn table_cautions(&self, options: &TableOptions) -> Vec<String> {
        let mut cautions = self.all_cautions();
        if self.basis.is_some() && options.letters != LetterConvention::None {
            cautions.push(
                "columns are compared by t of the linearised difference, whatever the convention for letters: bases of \
                 their own say nothing of the design"
                    .to_string(),
            );
        }
        cautions
    }
}
