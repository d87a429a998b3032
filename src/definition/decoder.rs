//! How the cells of questions and segments are decoded: what a definition says of them, made ready for use.

use super::{Question, Reading, Segment, SegmentValues, Tick};
use crate::decode::{
    Calendar, Cells, Decoder, Items, OneTick, SegmentCells, SegmentDecoder, Selection, Ticks, Unit, Words,
};
use crate::label::fold;
use crate::plan::{Code, FIRST_OPTION, Shape, missing_code};
use crate::scale::{AnswerOption, Missing};

impl Question {
    /// Decodes the cells of this question.
    #[must_use]
    pub fn decoder(&self) -> Decoder {
        Decoder {
            words: words(self),
            cells: cells(self),
            options: self.options.len(),
            other: self.other.map(option_code),
            takes_rest_for_missing: self.takes_rest_for_missing,
        }
    }
}

impl Segment {
    /// Decodes the cells of this segment.
    #[must_use]
    pub fn decoder(&self) -> SegmentDecoder {
        let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        let values = match &self.values {
            SegmentValues::Found | SegmentValues::Periods(_) => SegmentCells::Found,
            SegmentValues::Bands(bands) => SegmentCells::Bands(bands.clone()),
            SegmentValues::Options(options) => SegmentCells::Options {
                labels: options.iter().map(|option| option.label.clone()).collect(),
                by_name: (1u32..)
                    .zip(options)
                    .flat_map(|(value, option)| names(option).map(move |name| (fold(name), value)))
                    .collect(),
                other: self.other.map(number),
            },
        };
        SegmentDecoder {
            missing: self.missing.iter().map(|token| fold(token)).collect(),
            takes_rest_for_missing: self.takes_rest_for_missing,
            values,
        }
    }
}

/// What an option is called: its label and its codes.
fn names(option: &AnswerOption) -> impl Iterator<Item = &String> {
    std::iter::once(&option.label).chain(&option.codes)
}

/// The words of a question with their codes. The order matters: of two that are spelt alike the last one counts.
fn words(question: &Question) -> Words {
    let mut words = Words::default();
    let missing = [
        (&question.missing, Missing::NoAnswer),
        (&question.dont_know, Missing::DontKnow),
        (&question.refused, Missing::Refused),
    ];
    for (tokens, kind) in missing {
        for token in tokens {
            words.add(token, missing_code(kind));
        }
    }
    words.add("", missing_code(Missing::NoAnswer));
    // After the empty cell, which may be one of these.
    question.never.iter().for_each(|token| words.add(token, missing_code(Missing::Never)));
    // Options last: a word that the definition lists as an option is an answer.
    if matches!(question.shape, Shape::Coded { .. }) {
        for (code, option) in (FIRST_OPTION..).zip(&question.options) {
            names(option).for_each(|name| words.add(name, code));
        }
    }
    words
}

fn cells(question: &Question) -> Cells {
    let (options, range) = (&question.options, question.range);
    match &question.reading {
        Reading::Label => Cells::Label,
        Reading::Delimited { separator } => Cells::Delimited(Selection::new(options, separator)),
        Reading::PerOption { selected, unselected } => Cells::PerOption(Ticks::new(selected, unselected, options)),
        Reading::Ticked { ticks, unselected } => {
            Cells::Ticked(OneTick::new(ticks.iter().map(|tick| code_of(*tick)).collect(), unselected))
        }
        Reading::RankPerItem => Cells::RankPerItem,
        Reading::ItemPerPlace => Cells::ItemPerPlace(Items::new(options)),
        Reading::RankedList { separator } => Cells::RankedList(Selection::new(options, separator)),
        Reading::Number => Cells::Number { unit: Unit::new(&question.unit), range },
        Reading::Duration { seconds_per_unit } => Cells::Duration { unit: *seconds_per_unit, range },
        Reading::Elapsed { format, seconds_per_unit } => {
            Cells::Elapsed { calendar: Calendar::new(format.as_deref(), None), unit: *seconds_per_unit, range }
        }
        Reading::Date { format } => Cells::Date(Calendar::new(format.as_deref(), None)),
        Reading::Text => Cells::Text,
    }
}

/// The code of what a tick stands for.
fn code_of(tick: Tick) -> Code {
    match tick {
        Tick::Option(position) => option_code(position),
        Tick::Missing(kind) => missing_code(kind),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a definition cannot have 65,000 options")]
const fn option_code(position: usize) -> Code {
    FIRST_OPTION + position as Code
}

#[cfg(test)]
mod tests {
    use crate::decode::{Answer, Group, Numeral, Read};
    use crate::definition::{Survey, parse};
    use crate::plan::FIRST_OPTION;
    use crate::results::Reason;
    use crate::scale::Missing;

    const DEFINITION: &str = "
survey: clinic
questions:
  overall: { kind: single, column: q1, options: [Good, Bad], dont_know: [\"Don't know\"] }
  used: { kind: multiple, column: q2, separator: \";\", options: [Phone, Web] }
  ordered: { kind: ranking, items: { Food: q3, Rooms: q4 } }
  wait: { kind: number, column: q5, unit: min, min: 0, max: 60 }
segments:
  site: site
  age: { column: age, bands: [0, 16, 65] }
";

    fn survey() -> Survey {
        parse(DEFINITION.as_bytes(), "the definition").expect("a sound definition")
    }

    /// The number of a column with points before its decimals.
    fn value(numeral: Option<Numeral>) -> Result<f64, Reason> {
        numeral.map(|found| found.point).ok_or(Reason::Unrecognised)
    }

    fn read(survey: &Survey, question: usize, cells: &[&str]) -> Read {
        let cells: Vec<&[u8]> = cells.iter().map(|cell| cell.as_bytes()).collect();
        survey.questions[question].decoder().answer(&cells, value)
    }

    #[test]
    fn a_cell_is_decoded_that_stands_in_no_file() {
        let survey = survey();
        let nothing = |answer| (answer, None);
        assert_eq!(read(&survey, 0, &["BAD"]), nothing(Answer::Option(FIRST_OPTION + 1)));
        assert_eq!(read(&survey, 0, &["don\u{2019}t know"]), nothing(Answer::Missing(Missing::DontKnow)));
        assert_eq!(read(&survey, 0, &[""]), nothing(Answer::Missing(Missing::NoAnswer)));
        let unknown = (Answer::Missing(Missing::Unrecognised), Some((Reason::Unrecognised, 0)));
        assert_eq!(read(&survey, 0, &["Middling"]), unknown);
        assert_eq!(read(&survey, 1, &["Web; phone"]), nothing(Answer::Options(vec![0, 1])));
        let partly = (Answer::Options(vec![1]), Some((Reason::Unrecognised, 0)));
        assert_eq!(read(&survey, 1, &["Web;Pigeon"]), partly);
        assert_eq!(read(&survey, 2, &["2", "1"]), nothing(Answer::Ranks(vec![2, 1])));
        let twice = (Answer::Missing(Missing::Unrecognised), Some((Reason::Unrecognised, 1)));
        assert_eq!(read(&survey, 2, &["1", "1"]), twice);
        assert_eq!(read(&survey, 3, &["12 min"]), nothing(Answer::Value(12.0)));
        let far = (Answer::Missing(Missing::Unrecognised), Some((Reason::OutOfRange, 0)));
        assert_eq!(read(&survey, 3, &["61"]), far);
    }

    #[test]
    fn a_segment_is_decoded_that_stands_in_no_file() {
        let survey = survey();
        let group = |segment: usize, cell: &str| survey.segments[segment].decoder().group(cell.as_bytes(), value).0;
        assert_eq!(group(0, " North  Wing"), Group::Found("North Wing".to_owned()));
        assert_eq!(group(0, ""), Group::NotStated);
        assert_eq!(group(1, "16"), Group::Declared(2));
        assert_eq!(group(1, "-1"), Group::Unplaced(Reason::OutOfRange));
        assert_eq!(group(1, "old"), Group::Unplaced(Reason::Unrecognised));
        assert_eq!(survey.segments[1].decoder().labels().map(|labels| labels.len()), Some(3));
    }
}
