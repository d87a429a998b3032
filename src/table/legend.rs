//! The counts of one grouping as text, and back: one CSV file of saved counts.

use super::entry::{PATTERNS, ROW_SLOTS, Row, STATUSES, answer_slots};
use super::{Decimal, Tally};
use crate::plan::Shape;
use std::io::Write;

/// Columns behind those of the keys.
const COLUMNS: [&str; 7] = ["question", "slot", "value", "n", "weightless", "w", "w2"];

/// What the numbers in the rows of a grouping stand for.
#[derive(Debug)]
pub struct Legend<'a> {
    /// The keys of the grouping.
    pub keys: Vec<KeyLegend<'a>>,
    /// Per question, its id and its shape.
    pub questions: Vec<(&'a str, Shape)>,
    /// How many replicate weights there are.
    pub replicates: usize,
}

/// What the values of a key stand for.
#[derive(Debug, Clone, Copy)]
pub struct KeyLegend<'a> {
    /// What the key is called.
    pub name: &'a str,
    /// The largest value there is; `None` where any may be.
    pub most: Option<usize>,
}

impl Legend<'_> {
    /// Writes rows with a header. The same rows give the same bytes.
    ///
    /// # Errors
    ///
    /// When they cannot be written there.
    pub fn write(&self, rows: &[Row], out: impl Write) -> csv::Result<()> {
        let mut table = csv::Writer::from_writer(out);
        let header = self.keys.iter().map(|key| key.name).chain(COLUMNS).map(str::to_owned);
        table.write_record(header.chain((1..=self.replicates).map(|at| format!("w_{at}"))))?;
        for Row { group, question, slot, value, tally, run } in rows {
            let of_keys = group.iter().map(ToString::to_string);
            let question = question.map_or_else(String::new, |at| self.questions[at].0.to_owned());
            let Tally { n, weightless, w, w2 } = tally;
            let cells = [
                slot.to_string(),
                value.to_string(),
                n.to_string(),
                weightless.to_string(),
                w.0.to_string(),
                w2.0.to_string(),
            ];
            let runs = (0..self.replicates).map(|at| run.get(at).map_or(0, |sum| sum.0).to_string());
            table.write_record(of_keys.chain([question]).chain(cells).chain(runs))?;
        }
        Ok(table.flush()?)
    }

    /// The rows in a text that was written so.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words, when it is no such text or a row is no count that there can be.
    pub fn read(&self, text: &str) -> Result<Vec<Row>, String> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for (record, line) in reader.records().zip(2..) {
            let record = record.map_err(|error| error.to_string())?;
            rows.push(self.row(&record).ok_or_else(|| format!("line {line} is no count"))?);
        }
        Ok(rows)
    }

    /// A count, if it is one that there can be.
    fn row(&self, record: &csv::StringRecord) -> Option<Row> {
        let keys = self.keys.len();
        let group = record.iter().take(keys).map(|cell| cell.parse().ok()).collect::<Option<Vec<u32>>>()?;
        let is_known = |(key, value): (&KeyLegend, &u32)| key.most.is_none_or(|most| *value as usize <= most);
        let cell = |at: usize| record.get(keys + at);
        let number = |at: usize| cell(at)?.parse::<u64>().ok().filter(|number| i64::try_from(*number).is_ok());
        let question = match cell(0)? {
            "" => None,
            id => Some(self.questions.iter().position(|(known, _)| *known == id)?),
        };
        let slot: usize = cell(1)?.parse().ok()?;
        let is_slot = match question.map(|at| self.questions[at].1) {
            None => slot < ROW_SLOTS || slot == PATTERNS && self.replicates > 0,
            Some(Shape::Values) => true,
            Some(shape) => slot < STATUSES + answer_slots(shape),
        };
        let tally = Tally {
            n: number(3)?,
            weightless: number(4)?,
            w: Decimal(cell(5)?.parse().ok()?),
            w2: Decimal(cell(6)?.parse().ok()?),
        };
        let sum = |at: usize| Some(Decimal(cell(COLUMNS.len() + at)?.parse().ok()?));
        let run = (0..self.replicates).map(sum).collect::<Option<Vec<_>>>()?;
        let is_whole = group.len() == keys && self.keys.iter().zip(&group).all(is_known) && is_slot;
        is_whole.then_some(Row { group, question, slot, value: cell(2)?.parse().ok()?, tally, run })
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyLegend, Legend};
    use crate::plan::Shape;
    use crate::table::{Decimal, Row, Tally};

    fn legend() -> Legend<'static> {
        let key = |name, most| KeyLegend { name, most };
        Legend {
            keys: vec![key("site", Some(2)), key("month", None)],
            questions: vec![("staff", Shape::Coded { options: 2 })],
            replicates: 2,
        }
    }

    #[test]
    fn rows_come_back_as_they_were() {
        let row = |group: [u32; 2], question, slot| Row {
            group: group.into(),
            question,
            slot,
            value: 0,
            tally: Tally::unweighted(3),
            run: vec![Decimal(7), Decimal(0)],
        };
        let rows = [row([0, 20_000], None, 1), row([2, 20_031], Some(0), 8)];
        let mut text = Vec::new();
        legend().write(&rows, &mut text).expect("text");
        assert_eq!(legend().read(&String::from_utf8(text).expect("text")), Ok(rows.to_vec()));
    }

    #[test]
    fn what_cannot_be_a_count_is_refused() {
        let header = "site,month,question,slot,value,n,weightless,w,w2,w_1,w_2\n";
        for row in [
            "3,1,,0,0,1,0,0,0,0,0",
            "1,1,,3,0,1,0,0,0,0,0",
            "1,1,other,0,0,1,0,0,0,0,0",
            "1,1,staff,9,0,1,0,0,0,0,0",
            "1,1,,0,0,-1,0,0,0,0,0",
            "1,1,,0,0,1,0,0,0,0,half",
        ] {
            assert_eq!(legend().read(&format!("{header}{row}\n")), Err("line 2 is no count".to_owned()), "{row}");
        }
    }
}
