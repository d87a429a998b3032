//! What stands in a definition about responses as such: their id, date, completeness and weight.

use super::cells::Cell;
use super::dates;
use super::draft::Column;
use super::profile::{Repeats, Role};
use super::rare;
use super::words::{self, List, cut};
use super::written::Written;
use super::yaml::Yaml;
use crate::label::fold;
use crate::table::is_weight;

/// A key at the top of the definition, with its comment.
pub(super) struct About {
    pub key: &'static str,
    /// `None` when the comment alone stands there.
    pub value: Option<Yaml>,
    pub why: String,
}

/// What the columns say about responses as such, in the order of a definition: the first filled column of each role.
pub(super) fn about(columns: &[Column]) -> Vec<About> {
    let filled = || columns.iter().filter(|column| column.profile.filled > 0);
    let first = |role: Role| filled().find(|column| column.profile.role == role);
    let by_rule = filled().find(|column| column.profile.tells_complete).map(complete_by_rule);
    let is_of_visits = visits(columns).is_some();
    let rules = [
        first(Role::ResponseId).map(|column| if is_of_visits { person(column) } else { response_id(column) }),
        first(Role::Submitted).map(submitted),
        by_rule.or_else(|| first(Role::Complete).map(complete)),
        first(Role::Weight).map(weight),
    ];
    let mut about: Vec<About> = rules.into_iter().flatten().collect();
    let dated = about.iter().any(|about| about.key == "submitted" && about.value.is_some());
    about.extend(first(Role::Submitted).filter(|_| dated).and_then(waves));
    about
}

/// Months to follow the figures by, where the dates lie in several.
fn waves(submitted: &Column) -> Option<About> {
    let format = dates::format(submitted)?;
    let why = "For `--every wave`: week, month, quarter or year.";
    format.are_in_months(&submitted.cells).then(|| said("waves", Yaml::word(&"month"), why))
}

fn said(key: &'static str, value: Yaml, why: impl Into<String>) -> About {
    About { key, value: Some(value), why: why.into() }
}

fn unsaid(key: &'static str, column: &Column, why: &str) -> About {
    let why = format!("No `{key}`: column {} would be it, but {why}", shown(column));
    About { key, value: None, why }
}

/// How comments name a column.
pub(super) fn shown(column: &Column) -> String {
    const MOST: usize = 60;
    match &column.reference {
        Yaml::Text(header) => format!("`{}`", cut(header, MOST)),
        _ => column.profile.position.to_string(),
    }
}

/// The column of the id, unless ids repeat: whether those are duplicates is not for a guess.
fn response_id(column: &Column) -> About {
    if let Some(repeats) = column.profile.repeats.filter(|repeats| repeats.within == 0) {
        return reaching(column, repeats);
    }
    if column.cells.all().any(|cell| cell.count > 1) {
        return unsaid(
            "response_id",
            column,
            "ids repeat in it. If those are duplicates, name it: each id counts once.",
        );
    }
    said("response_id", column.reference.clone(), "")
}

/// The id of people who have several rows: no row is another one's duplicate.
fn person(column: &Column) -> About {
    unsaid(
        "response_id",
        column,
        "it names people, who have a row for each visit or form. Named, it would keep only the first.",
    )
}

/// What to tell where a row is one of several visits or forms of a person: nothing that is counted is people.
pub(super) fn visits(columns: &[Column]) -> Option<String> {
    let tells = |columns: usize| if columns == 1 { "tells" } else { "tell" };
    let of_visits: Vec<String> = columns
        .iter()
        .filter(|column| column.profile.role == Role::Visit && column.profile.filled > 0)
        .map(shown)
        .collect();
    let id = columns.iter().find(|column| column.profile.role == Role::ResponseId && column.profile.filled > 0)?;
    let comes_back = id.profile.more_values || id.cells.all().any(|cell| cell.count > 1);
    if of_visits.is_empty() || !comes_back {
        return None;
    }
    let people = id.cells.all().count();
    let people = if id.profile.more_values { format!("more than {people}") } else { people.to_string() };
    Some(format!(
        "a row is a visit or a form, not a person: {people} people by {} have {} rows, which {} {} apart; bases count \
         rows, and a form that a row is not of counts as no answer in it",
        shown(id),
        id.profile.rows,
        of_visits.join(" and "),
        tells(of_visits.len()),
    ))
}

/// The id of several exports, and how far it reaches by what comes back with it.
fn reaching(column: &Column, Repeats { same, other, .. }: Repeats) -> About {
    let with_scope = |scope: &str| {
        Yaml::Map(vec![("column".to_owned(), column.reference.clone()), ("scope".to_owned(), Yaml::word(&scope))])
    };
    let ids = |count: u64| if count == 1 { "1 id comes".to_owned() } else { format!("{count} ids come") };
    match (same, other) {
        (0, 0) => said("response_id", column.reference.clone(), ""),
        (same, 0) => {
            let why = format!(
                "{} back in another file with the same answers: exports that overlap. Each counts once.",
                ids(same)
            );
            said("response_id", with_scope("all"), why)
        }
        (same, other) if other > same => {
            let why = format!("{} back in another file with other answers: ids begin anew in each file.", ids(other));
            said("response_id", with_scope("file"), why)
        }
        (same, other) => {
            let why = format!(
                "{} back in another file, {other} of them with other answers. Name it with `scope: all` \
                 if only the first is to count, with `scope: file` if ids begin anew in each file.",
                ids(same + other)
            );
            unsaid("response_id", column, &why)
        }
    }
}

/// What LimeSurvey writes for every response of a survey that is anonymous.
const ANONYMOUS: &str = "1980-01-01";

/// What to tell wherever the dates of submission are used; `None` when their order is certain.
pub(super) fn doubtful_dates(columns: &[Column]) -> Option<String> {
    let mut dated = columns.iter().filter(|column| column.profile.role == Role::Submitted && column.profile.filled > 0);
    let column = dated.next()?;
    let caution = dates::format(column)?.caution()?;
    Some(format!("{} (when responses were submitted): {caution}", shown(column)))
}

fn submitted(column: &Column) -> About {
    if column.cells.all().all(|cell| cell.text.starts_with(ANONYMOUS)) {
        return unsaid("submitted", column, "the survey is anonymous: every date in it is 1980-01-01.");
    }
    let Some(format) = dates::format(column) else {
        return unsaid("submitted", column, "its cells are not all dates of one format.");
    };
    let mut keys = vec![("column".to_owned(), column.reference.clone())];
    keys.extend(format.key().map(|key| ("format".to_owned(), key)));
    let missing = column.cells.tokens().all();
    if !missing.is_empty() {
        keys.push(("missing".to_owned(), Yaml::list(&missing)));
    }
    let value = if keys.len() == 1 { column.reference.clone() } else { Yaml::Map(keys) };
    said("submitted", value, format.why())
}

/// What programs write of complete responses where they write no words.
const TRUE: &str = "true";
const CODES: [&str; 2] = ["2", "1"];

/// The platform's rule for responses that were broken off, written down, so that a definition says what counts.
fn complete_by_rule(column: &Column) -> About {
    const MOST: usize = 10;
    let why = "Responses that were broken off do not count, which the platform tells by this column.";
    let keys = |key: &str, value: Yaml| {
        let keys = vec![("column".to_owned(), column.reference.clone()), (key.to_owned(), value)];
        said("complete", Yaml::Map(keys), why)
    };
    if column.profile.role == Role::Submitted {
        return keys("filled", Yaml::word(&true));
    }
    let words: Vec<String> = column.cells.all().map(|cell| cell.text.clone()).collect();
    let is_whole = column.profile.filled >= column.profile.rows && !column.profile.more_values;
    match &words[..] {
        _ if !is_whole => unsaid("complete", column, "it is empty in part. What the platform says of it holds."),
        _ if !column.cells.all().all(says_complete) => unsaid("complete", column, "few of its words are known."),
        [word] => keys("is", Yaml::text(word)),
        words if words.len() <= MOST => keys("is", Yaml::list(words)),
        _ => unsaid("complete", column, "many words stand in it. What the platform says of it holds."),
    }
}

/// Whether a cell of complete responses is a word for that, or one that may be named in any column.
fn says_complete(cell: &Cell) -> bool {
    let is_code = cell.folded == TRUE || CODES.contains(&cell.folded.as_str());
    is_code || words::is(&cell.text, List::Complete) || rare::may_be_named(cell)
}

fn complete(column: &Column) -> About {
    // Of a form in REDCap 1 is unverified, and 2 complete.
    let is_form = column.profile.name.ends_with("_complete");
    let codes = CODES.into_iter().filter(|code| !(is_form && *code == "1"));
    let mut words = [TRUE].into_iter().chain(words::all(List::Complete)).chain(codes);
    let is = words.find_map(|word| column.cells.all().find(|cell| cell.folded == fold(word)));
    let is = is.or_else(|| column.cells.all().find(|cell| words::is(&cell.text, List::Complete)));
    match is {
        Some(cell) => {
            let keys = vec![("column".to_owned(), column.reference.clone()), ("is".to_owned(), Yaml::text(&cell.text))];
            said("complete", Yaml::Map(keys), "")
        }
        None => unsaid("complete", column, "no cell of it says so in a known way. Without it, all responses count."),
    }
}

fn weight(column: &Column) -> About {
    let written = Written::new(column.cells.all());
    let is_usable = |text: &str| written.number(text).is_some_and(is_weight);
    let is_whole = column.profile.filled >= column.profile.rows && column.cells.all().all(|cell| is_usable(&cell.text));
    if is_whole {
        let value = match written.key() {
            Some((key, mark)) => {
                Yaml::Map(vec![("column".to_owned(), column.reference.clone()), (key.to_owned(), mark)])
            }
            None => column.reference.clone(),
        };
        said("weight", value, "")
    } else {
        unsaid("weight", column, "some rows have no usable weight in it, and would be left out.")
    }
}
