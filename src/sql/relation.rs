//! What is selected from: a table with a row a response, or one with a row an answer, turned so that each response has
//! one.

use super::dialect::Dialect;
use super::statement::Column;
use super::table_name::table_name;
use std::collections::BTreeSet;

/// The columns of a table with a row an answer: whose it is, to which question, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Long {
    /// The response's id.
    pub id: String,
    /// The question's name.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// What rows of responses are selected from.
#[derive(Debug)]
pub(super) struct Relation {
    /// The table's name, quoted.
    name: String,
    long: Option<Long>,
    dialect: Dialect,
}

impl Relation {
    pub(super) fn new(table: &str, long: Option<Long>, dialect: Dialect) -> Relation {
        Relation { name: table_name(table, dialect), long, dialect }
    }

    /// The table's name, quoted.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What these columns are selected from, with a row a response. A column that is named twice is there once.
    ///
    /// Of a table with a row an answer, what it holds beside answers must be the same in all rows of a response: else
    /// there are more rows than responses, and looks differ in how many they see.
    pub(super) fn with(&self, columns: &[&Column]) -> String {
        let Some(Long { id, question, answer }) = &self.long else { return self.name.clone() };
        let quoted = |name: &str| self.dialect.quoted(name);
        let mut known = BTreeSet::new();
        let columns = columns.iter().filter(|column| known.insert(&column.name));
        let (answers, own): (Vec<&Column>, Vec<&Column>) = columns.partition(|column| column.is_answer);
        let mut grouped = vec![quoted(id)];
        grouped.extend(own.iter().filter(|column| column.name != *id).map(|column| quoted(&column.name)));
        let mut selected = grouped.clone();
        let asked = self.dialect.text(&quoted(question));
        selected.extend(answers.iter().map(|column| {
            let (key, name) = (self.dialect.literal(&column.name), quoted(&column.name));
            format!("MAX(CASE WHEN {asked} = {key} THEN {} END) AS {name}", self.dialect.text(&quoted(answer)))
        }));
        let (selected, grouped) = (selected.join(", "), grouped.join(", "));
        format!("(SELECT {selected} FROM {} GROUP BY {grouped}) AS responses", self.name)
    }

    /// The statement that tells which questions were answered, and how often.
    pub(super) fn questions(&self) -> Option<String> {
        let long = self.long.as_ref()?;
        let question = self.dialect.text(&self.dialect.quoted(&long.question));
        Some(format!("SELECT {question}, COUNT(*) FROM {} GROUP BY 1", self.name))
    }

    /// The statement that tells in how many rows answers stand.
    pub(super) fn rows_per_answer(&self) -> Option<String> {
        let Long { id, question, .. } = self.long.as_ref()?;
        let (id, question) = (self.dialect.quoted(id), self.dialect.quoted(question));
        Some(format!(
            "SELECT {}, COUNT(*) FROM (SELECT COUNT(*) AS n FROM {} GROUP BY {id}, {question}) AS answers GROUP BY 1",
            self.dialect.text("n"),
            self.name
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::{Long, Relation};
    use crate::sql::dialect::Dialect;
    use crate::sql::moments::Holds;
    use crate::sql::statement::Column;

    #[test]
    fn answers_in_rows_become_columns() {
        let column = |name: &str, is_answer| Column { name: name.to_owned(), holds: Holds::Other, is_answer };
        let long = Long { id: "response".to_owned(), question: "asked".to_owned(), answer: "said".to_owned() };
        let relation = Relation::new("t", Some(long), Dialect::Sqlite);
        assert_eq!(
            relation.with(&[&column("response", false), &column("site", false), &column("it's 1", true)]),
            "(SELECT \"response\", \"site\", MAX(CASE WHEN COALESCE(CAST(\"asked\" AS TEXT), '') = 'it''s 1' THEN \
             COALESCE(CAST(\"said\" AS TEXT), '') END) AS \"it's 1\" FROM \"t\" GROUP BY \"response\", \"site\") AS responses"
        );
        // Of one look all of it matters, of another one whether anything stands there.
        let (said, site) = (column("said", true), column("site", false));
        let [once, twice] = [&[&site, &said][..], &[&site, &site, &said, &said]].map(|columns| relation.with(columns));
        assert_eq!(twice, once);
        assert_eq!(Relation::new("t", None, Dialect::Sqlite).with(&[&column("site", false)]), "\"t\"");
    }
}
