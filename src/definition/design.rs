//! How the respondents were drawn: the segments that tell strata and sampling units.

use super::format::DesignKeys;
use super::given::{Key as Entry, Text};
use super::source::Notes;
use super::{SamplingDesign, Segment};
use crate::diagnostic::{named, nearest};

/// The design that these keys describe. `asked` are the ids of all segments, sound or not.
pub(super) fn design(keys: &DesignKeys, segments: &[Segment], asked: &[&str], notes: &Notes) -> Option<SamplingDesign> {
    let stratum = segment(&keys.stratum, "stratum", segments, asked, notes);
    let unit = segment(&keys.unit, "unit", segments, asked, notes);
    if let (Some(_), Some((_, mark))) = (stratum.filter(|stratum| Some(*stratum) == unit), keys.unit.marked()) {
        notes.fault(
            mark,
            "`stratum` and `unit` are the same segment".to_owned(),
            "units lie within strata: name another",
        );
        return None;
    }
    (stratum.is_some() || unit.is_some()).then_some(SamplingDesign { stratum, unit })
}

/// The position of the segment that a key names.
fn segment(key: &Entry<Text>, role: &str, segments: &[Segment], asked: &[&str], notes: &Notes) -> Option<usize> {
    let (id, mark) = key.marked()?;
    let Some(at) = segments.iter().position(|segment| segment.id == **id) else {
        // What is wrong with a segment that is there has been said.
        if !asked.contains(&&**id) {
            let help = nearest(id, asked.iter().copied()).map_or_else(
                || "add it to `segments:`, with the column that tells it".to_owned(),
                |near| format!("did you mean {}?", named(near)),
            );
            notes.fault(mark, format!("the {role} {} is no segment", named(id)), help);
        }
        return None;
    };
    if segments[at].several {
        let message = format!("the {role} {} has several values a respondent", named(id));
        notes.fault(mark, message, "everybody was drawn in one stratum and one unit: name a segment with one value");
        return None;
    }
    Some(at)
}
