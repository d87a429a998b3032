//! How often columns, headers and names are looked at, for tests to see: there may be thousands of columns, so that it
//! must grow with their number and not with its square.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static LOOKS: Cell<usize> = const { Cell::new(0) };
}

/// Takes note of one look; for nothing where no test is run.
#[inline]
pub(super) fn look() {
    #[cfg(test)]
    LOOKS.with(|looks| looks.set(looks.get() + 1));
}

#[cfg(test)]
mod tests {
    use super::LOOKS;
    use crate::infer::{ColumnProfile, Heading, Role, infer};

    fn columns(number: usize, header: impl Fn(usize) -> String) -> Vec<ColumnProfile> {
        let column = |position: usize| {
            let values = vec![(format!("text {position}"), 2), ("twice".to_owned(), 2), ("again".to_owned(), 1)];
            let profile = ColumnProfile::new(position, &header(position), Role::Answer);
            ColumnProfile { values, filled: 5, rows: 9, ..profile }
        };
        (1..=number).map(column).collect()
    }

    #[test]
    fn thousands_of_columns_take_no_more_looks_each_than_a_few() {
        let several = |position: usize| match position % 3 {
            0 => "Timing: page: first click".to_owned(),
            1 => format!("Row {position}: How was it: there?"),
            _ => "How was it? [there]".to_owned(),
        };
        let same = |_: usize| "Q: same: header".to_owned();
        let heading = Heading { survey: "wide".to_owned(), ..Heading::default() };
        for header in [&several as &dyn Fn(usize) -> String, &same] {
            let looks = |number: usize| {
                let columns = columns(number, header);
                LOOKS.set(0);
                assert!(infer(&heading, &columns).questions > 0);
                LOOKS.get()
            };
            let (few, many) = (looks(200), looks(2000));
            assert!(few >= 200 && many <= 11 * few, "{few} looks at 200 columns, {many} at 2000");
        }
    }
}
