//! Tables that have been found already: an export without a definition is opened once to see what it asks, and again
//! to count the answers.

use super::table::{Known, Table};
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};

/// Files of which is remembered how they begin; of more, it is found again.
const MOST: usize = 16;

/// What is remembered of the beginnings of files. Copies share it.
#[derive(Debug, Clone, Default)]
pub struct Heads(Arc<Mutex<BTreeMap<u64, Table>>>);

/// What a table was found in: the beginning of a file's text, and what was known about it.
pub(super) struct Sample<'a> {
    pub(super) text: &'a [u8],
    pub(super) separator: u8,
    pub(super) is_whole: bool,
    pub(super) known: Known,
}

impl Sample<'_> {
    /// One number for all of it, the same in one run of the program only.
    fn fingerprint(&self) -> u64 {
        let Known { platform, header_rows, begins_here } = self.known;
        let known = (platform.map(|platform| platform.id), header_rows, begins_here);
        foldhash::quality::FixedState::default().hash_one((self.text, self.separator, self.is_whole, known))
    }
}

impl Heads {
    /// The table in this sample, as it was found before, or else by `find`. What cannot be found is not remembered.
    pub(super) fn table<E>(
        &self,
        sample: &Sample,
        find: impl FnOnce() -> Result<Option<Table>, E>,
    ) -> Result<Option<Table>, E> {
        let key = sample.fingerprint();
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = known().get(&key) {
            return Ok(Some(table.clone()));
        }
        let found = find()?;
        if let (Some(table), mut known) = (&found, known())
            && known.len() < MOST
        {
            known.insert(key, table.clone());
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::{Heads, Known, MOST, Sample, Table};
    use crate::diagnostic::Fault;
    use crate::responses::limits::Limits;
    use csv::ByteRecord;
    use std::cell::Cell;

    #[test]
    fn what_was_found_is_found_once_for_each_text_and_for_what_was_known() {
        let (heads, looked) = (Heads::default(), Cell::new(0));
        let look = |text: &str, header_rows: Option<usize>| {
            let known = Known { header_rows, ..Known::default() };
            let sample = Sample { text: text.as_bytes(), separator: b',', is_whole: true, known };
            let records: Vec<ByteRecord> =
                text.lines().map(|line| line.split(',').collect::<Vec<_>>().into()).collect();
            let find = || {
                looked.set(looked.get() + 1);
                Table::find(&records, known, Limits::default())
            };
            let table = heads.clone().table(&sample, find).unwrap_or_else(|fault: Fault| panic!("{fault:?}"));
            table.expect("a table").headers.columns.len()
        };
        let (two, three) = ("id,score\n1,5\n2,4\n", "id,score,site\n1,5,North\n2,4,South\n");
        assert_eq!([look(two, None), look(two, None), look(three, None)], [2, 2, 3]);
        assert_eq!(looked.get(), 2);
        assert_eq!([look(two, Some(1)), look(two, Some(1))], [2, 2]);
        assert_eq!(looked.get(), 3, "with more known, it may be another table");
        let many: Vec<String> = (0..2 * MOST).map(|file| format!("id,score\n{file},5\n")).collect();
        assert!(many.iter().all(|text| look(text, None) == 2));
        assert!(heads.0.lock().expect("the tables").len() <= MOST);
    }
}
