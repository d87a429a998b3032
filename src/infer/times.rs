//! How often in words and numbers: `Once a week`, `2-3 times a month`, `tous les jours`, `alle zwei Wochen`.
//!
//! An answer is read to its end or not at all, so that lengths of time and dates are none.

use super::found::{Family, Found, Point};
use super::words::{List, after};
use crate::label::spoken;

/// What an answer says of how often.
#[derive(Default)]
struct Said {
    numbers: Vec<f64>,
    /// Times a year of one time in the unit.
    unit: Option<f64>,
    /// The unit stands for itself: *weekly*, *every week*.
    is_each: bool,
    /// The unit is counted: *two weeks*.
    counted: Option<f64>,
    is_every: bool,
    /// Less or more than what is said.
    shift: f64,
    /// Never, or hardly ever.
    hardly: Option<f64>,
}

/// Words that say a number, and which.
const COUNTS: [(List, f64); 3] = [(List::Once, 1.0), (List::Twice, 2.0), (List::Several, 3.5)];

/// Words for units, and how many of them a year has.
const UNITS: [(List, f64); 6] = [
    (List::PerDay, 365.0),
    (List::PerWeek, 52.0),
    (List::PerFortnight, 26.0),
    (List::PerMonth, 12.0),
    (List::PerQuarter, 4.0),
    (List::PerYear, 1.0),
];

/// The same for units that are counted.
const COUNTED: [(List, f64); 4] =
    [(List::Days, 365.0), (List::Weeks, 52.0), (List::MonthsOfTime, 12.0), (List::Years, 1.0)];

/// Words that make it less or more, and by which factor: enough to stand beside, too little to pass the next.
const SHIFTS: [(List, f64); 5] =
    [(List::LessThan, 0.8), (List::MoreThan, 1.25), (List::OrMore, 1.2), (List::OrLess, 0.8), (List::Nearly, 0.97)];

/// Words that say that it is hardly ever, and how many times a year that is taken for.
const HARDLY: [(List, f64); 2] = [(List::Never, 0.0), (List::Rarely, 0.1)];

/// The answers from the rarest to the most frequent, if all of them say how often and two how often in a unit.
pub(super) fn found(texts: &[&str]) -> Option<Found> {
    let mut rates: Vec<(f64, &str)> =
        texts.iter().map(|text| Some((rate(&spoken(text))?, *text))).collect::<Option<_>>()?;
    rates.sort_by(|one, other| one.0.total_cmp(&other.0));
    let with_unit = rates.iter().filter(|(rate, _)| *rate > HARDLY[1].1).count();
    let are_distinct = rates.windows(2).all(|pair| pair[0].0 < pair[1].0);
    let point = |(_, text): (f64, &str)| Point { label: text.to_owned(), seen: true, also: Vec::new(), meant: None };
    (with_unit >= 2 && are_distinct).then(|| Found {
        family: Family::Frequency,
        points: rates.into_iter().map(point).collect(),
        left_out: None,
    })
}

/// Times a year.
fn rate(said: &str) -> Option<f64> {
    let mut found = Said { shift: 1.0, ..Said::default() };
    let mut rest = said;
    while !rest.is_empty() {
        rest = found.read(rest)?;
    }
    let mean = (!found.numbers.is_empty())
        .then(|| found.numbers.iter().sum::<f64>() / found.numbers.iter().map(|_| 1.0).sum::<f64>());
    let base = match (found.hardly, found.unit, found.counted) {
        (Some(rate), None, None) if mean.is_none() => rate,
        (None, Some(unit), None) if found.is_each || mean.is_some() => unit * mean.unwrap_or(1.0),
        (None, None, Some(unit)) if found.is_every => unit / mean.filter(|mean| *mean > 0.0).unwrap_or(1.0),
        _ => return None,
    };
    Some(base * found.shift)
}

impl Said {
    /// Reads the longest words that the text begins with, and gives what follows.
    fn read<'a>(&mut self, rest: &'a str) -> Option<&'a str> {
        let number = rest.split(' ').next().unwrap_or_default();
        if let Ok(value) = number.trim_end_matches('x').parse::<u16>() {
            self.numbers.push(f64::from(value));
            return Some(rest[number.len()..].trim_start());
        }
        let lists = UNITS.iter().chain(&COUNTED).chain(&COUNTS).chain(&SHIFTS).chain(&HARDLY).map(|(list, _)| *list);
        let others = [List::Numbers, List::Times, List::Every, List::Joins];
        let read = lists.chain(others).filter_map(|list| Some((after(rest, list)?, list)));
        // Of two that read as much, the one that stands first above.
        let (left, list) = read.reduce(|best, next| if next.0.len() < best.0.len() { next } else { best })?;
        self.note(list, rest[..rest.len() - left.len()].trim_end());
        Some(left)
    }

    fn note(&mut self, list: List, words: &str) {
        let of = |table: &[(List, f64)]| table.iter().find(|(known, _)| *known == list).map(|(_, value)| *value);
        if let Some(unit) = of(&UNITS) {
            self.unit = Some(unit);
            self.is_each |= !words.contains(' ') || super::words::begins(words, List::Every);
        } else if let Some(unit) = of(&COUNTED) {
            self.counted = Some(unit);
        } else if let Some(count) = of(&COUNTS) {
            self.numbers.push(count);
        } else if let Some(shift) = of(&SHIFTS) {
            self.shift *= shift;
        } else if let Some(rate) = of(&HARDLY) {
            self.hardly = Some(rate);
        } else if list == List::Every {
            self.is_every = true;
        } else if list == List::Numbers {
            self.numbers.extend(super::words::place(words, List::Numbers));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn how_often_is_read_in_any_language() {
        let cases: [&[&str]; 13] = [
            &["Less often than monthly", "Monthly", "Weekly", "Daily"],
            &["seltener als monatlich", "monatlich", "w\u{f6}chentlich", "\u{f6}fter als w\u{f6}chentlich"],
            &["Moins d\u{2019}une fois par mois", "Tous les mois", "Plus d\u{2019}une fois par semaine"],
            &["Menos de una vez al mes", "Mensualmente", "M\u{e1}s de una vez a la semana"],
            &["Meno di una volta al mese", "Ogni mese", "Pi\u{f9} di una volta alla settimana"],
            &["Minder vaak dan maandelijks", "Maandelijks", "Wekelijks"],
            &[
                "Never",
                "Less than once a month",
                "Once a month",
                "2-3 times a month",
                "Once a week",
                "2\u{2013}3 times a week",
                "Daily",
            ],
            &[
                "Once every three months",
                "Every other week",
                "Weekly",
                "Nearly every day",
                "Every day",
                "More than once a day",
            ],
            &["Nie", "Seltener", "Einmal im Monat", "Alle zwei Wochen", "Mehrmals pro Woche", "T\u{e4}glich"],
            &["Jamais", "Une fois par an", "2 \u{e0} 3 fois par mois", "Toutes les semaines", "Tous les jours"],
            &[
                "Nunca",
                "Una vez al a\u{f1}o",
                "Cada dos meses",
                "Una vez al mes",
                "Varias veces a la semana",
                "A diario",
            ],
            &["Nooit", "Minder dan \u{e9}\u{e9}n keer per jaar", "Maandelijks", "Twee keer per week", "Elke dag"],
            &["Mai", "Una volta all'anno", "Due volte al mese", "Ogni settimana", "Tutti i giorni"],
        ];
        for labels in cases {
            let shuffled: Vec<&str> = labels.iter().rev().copied().collect();
            let scale = found(&shuffled).unwrap_or_else(|| panic!("{labels:?}"));
            assert_eq!(scale.labels(), labels);
        }
    }

    #[test]
    fn lengths_of_time_and_dates_are_not_how_often() {
        let none: [&[&str]; 5] = [
            &["Less than a week", "1-2 weeks", "More than a month"],
            &["This week", "Last month"],
            &["1 day", "2 days", "3 days"],
            &["Never", "Rarely"],
            &["Once a week", "One time a week"],
        ];
        for labels in none {
            assert_eq!(found(labels), None, "{labels:?}");
        }
    }
}
