//! Columns with one answer out of a few: on a known scale, with numbered labels, or in no order.

use super::cells::{Cell, Tokens};
use super::draft::{Column, Draft};
use super::found::{Family, Found};
use super::no_answer::{Token, token};
use super::numbers::{names_codes, nps_by_codebook, usual_ends};
use super::rare;
use super::scales;
use super::size::size;
use super::words::{self, List};
use super::written::{leading_number, whole, wholes};
use super::yaml::Yaml;
use crate::label::fold;
use crate::label::spoken;
use std::collections::{BTreeMap, BTreeSet};

/// Longest answer that is an option, in characters.
const LONGEST_OPTION: usize = 160;

/// Most options that a question may have, whatever the number of answers.
const MOST_OPTIONS: usize = 60;

/// The published answers of the Friends and Family Test, folded.
const EXPERIENCE: [&str; 6] = ["very good", "good", "neither good nor poor", "poor", "very poor", "don't know"];
const RECOMMEND: [&str; 6] =
    ["extremely likely", "likely", "neither likely nor unlikely", "unlikely", "extremely unlikely", "don't know"];

/// The Friends and Family Test by the codes under which its answers are published, 1 to 6: of what is called so, or
/// asks what it asks and has its sixth answer. Some write them the other way round, *Very good* as 5; which way it is
/// shows in which end more people chose, for hardly any service is poor to most.
pub(super) fn fft_by_codes(column: &Column) -> Option<Draft> {
    const LAST: i32 = 6;
    const SCALE: [&str; 6] = ["Very good", "Good", "Neither good nor poor", "Poor", "Very poor", "Don't know"];
    let answers = column.cells.answers();
    let numbers = wholes(&answers)?;
    let is_named = column.mentions(&["fft", "friends and family", "friends family"]);
    let is_asked = column.mentions(&["how was your experience of our service", "experience of our service"]);
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    if first < 1 || last > LAST || numbers.len() < 2 || !(is_named || is_asked && last == LAST) {
        return None;
    }
    let given = |wanted: [i32; 2]| -> u64 {
        let is_it = |cell: &&&Cell| whole(&cell.text).is_some_and(|number| wanted.contains(&number));
        answers.iter().filter(is_it).map(|cell| cell.count).sum()
    };
    let is_reversed = given([4, 5]) > given([1, 2]);
    let label = |code: i32| match code {
        1..LAST if is_reversed => SCALE[usize::try_from(5 - code).unwrap_or_default()],
        _ => SCALE[usize::try_from(code - 1).unwrap_or_default()],
    };
    let codes = (1..=LAST).map(|code| (code.to_string(), Yaml::text(label(code)))).collect();
    let told =
        format!("the codes 1 to 5 are taken for {} to {}, by the end that more people chose", label(1), label(5));
    let mut draft = Draft {
        kind: "fft",
        why: format!("Friends and Family Test by codes, and 6 for Don't know: {told}. Check which way they run."),
        keys: vec![("wording", Yaml::word(&"experience")), ("codes", Yaml::Map(codes))],
        labels: EXPERIENCE.map(String::from).into(),
        tokens: column.cells.tokens(),
        ..Draft::default()
    };
    draft.cautions.push(told);
    Some(draft)
}

/// The Friends and Family Test: its answers and no others, and a wording that goes with it.
pub(super) fn fft(column: &Column) -> Option<Draft> {
    let missing = column.cells.missing();
    let unanswered = missing.all();
    let cells: Vec<&Cell> = column.cells.all().filter(|cell| !unanswered.contains(&cell.text)).collect();
    let fits =
        |published: &[&str]| cells.len() >= 3 && cells.iter().all(|cell| published.contains(&cell.folded.as_str()));
    let named = column.mentions(&["fft", "friends and family"]);
    let (wording, published) = if fits(&EXPERIENCE) && (named || column.speaks_of(List::Experience)) {
        ("experience", EXPERIENCE)
    } else if fits(&RECOMMEND) && (named || column.mentions(&["recommend"])) {
        ("recommend", RECOMMEND)
    } else {
        return None;
    };
    Some(Draft {
        kind: "fft",
        why: "Friends and Family Test: the answers and the wording are those published.".to_owned(),
        keys: vec![("wording", Yaml::word(&wording))],
        labels: published.map(String::from).into(),
        tokens: missing,
        ..Draft::default()
    })
}

/// An answer whose codes a codebook explains, unless a cell holds something else.
pub(super) fn by_codebook(column: &Column) -> Option<Draft> {
    let choices = &column.profile.choices;
    let known: BTreeSet<String> = choices.iter().flat_map(|(code, label)| [fold(code), fold(label)]).collect();
    let is_known = |cell: &Cell| known.contains(&cell.folded) || cell.token.is_some();
    let labels: BTreeSet<String> = choices.iter().map(|(_, label)| fold(label)).collect();
    if choices.len() < 2 || labels.len() < choices.len() || !column.cells.all().all(is_known) {
        return None;
    }
    let tokens = column.cells.tokens().without(&known);
    nps_by_codebook(column).or_else(|| coded_scale(choices, tokens.clone())).or_else(|| {
        let labels: Vec<String> = choices.iter().map(|(_, label)| label.clone()).collect();
        let draft = Draft { kind: "single", labels: labels.clone(), tokens, ..Draft::default() };
        Some(with_codes(draft, &labels, choices))
    })
}

/// The choices of a codebook that are a scale, all of it, and words beside it.
fn coded_scale(choices: &[(String, String)], mut tokens: Tokens) -> Option<Draft> {
    let is_point = |(_, label): &&(String, String)| token(label).is_none();
    let points: Vec<&str> = choices.iter().filter(is_point).map(|(_, label)| label.as_str()).collect();
    let found = scales::find_texts(points.iter().copied()).filter(|found| found.points.len() == points.len())?;
    let mut answers: Vec<(String, String)> = choices.iter().filter(is_point).cloned().collect();
    for (code, label) in choices.iter().filter(|choice| !is_point(choice)) {
        let both = [label.clone(), code.clone()];
        match token(label)? {
            Token::NotApplicable | Token::Unfamiliar => {
                tokens.unfamiliar.push(label.clone());
                answers.push((code.clone(), label.clone()));
            }
            Token::DontKnow | Token::Unsure => tokens.dont_know.extend(both),
            Token::Refused => tokens.refused.extend(both),
            Token::Missing => tokens.missing.extend(both),
        }
    }
    let (labels, top, caution) = (found.labels(), found.upper(), format!("scores {}", found.scores()));
    let draft = Draft { scale: None, cautions: vec![caution], ..scaled(found, tokens) };
    let top = (draft.kind == "csat").then(|| ("top", Yaml::list(&top)));
    let keys = [Some(("direction", Yaml::word(&"low_to_high"))), top];
    Some(with_codes(Draft { keys: keys.into_iter().flatten().collect(), ..draft }, &labels, &answers))
}

fn with_codes(mut draft: Draft, labels: &[String], answers: &[(String, String)]) -> Draft {
    let codes = answers.iter().map(|(code, label)| (code.clone(), Yaml::text(label))).collect();
    draft.keys.push(("options", Yaml::list(labels)));
    draft.keys.push(("codes", Yaml::Map(codes)));
    draft
}

/// What help desks record of a rating: good or bad, or only that it was asked for.
pub(super) fn help_desk(column: &Column) -> Option<Draft> {
    const RATED: [&str; 2] = ["good", "bad"];
    const UNRATED: [&str; 2] = ["offered", "unoffered"];
    let cells: Vec<&Cell> = column.cells.all().collect();
    let is = |list: &[&str], cell: &&&Cell| list.contains(&cell.folded.as_str());
    let unrated: Vec<String> = cells.iter().filter(|cell| is(&UNRATED, cell)).map(|cell| cell.text.clone()).collect();
    let rated = cells.iter().filter(|cell| is(&RATED, cell)).count();
    if rated == 0 || unrated.is_empty() || rated + unrated.len() != cells.len() {
        return None;
    }
    let labels = ["Good".to_owned(), "Bad".to_owned()];
    let nets =
        vec![("negative".to_owned(), Yaml::list(&labels[1..])), ("positive".to_owned(), Yaml::list(&labels[..1]))];
    Some(Draft {
        kind: "single",
        why: "Ratings of conversations; offered ones were never answered.".to_owned(),
        keys: vec![("options", Yaml::list(&labels)), ("nets", Yaml::Map(nets))],
        labels: labels.into(),
        tokens: Tokens { missing: unrated, ..Tokens::default() },
        ..Draft::default()
    })
}

/// An answer on one of the scales that everybody uses.
pub(super) fn on_scale(column: &Column) -> Option<Draft> {
    let found = scales::find(&column.cells)?;
    let tokens = column.cells.tokens();
    Some(scaled(found, tokens))
}

pub(super) fn scaled(found: Found, tokens: Tokens) -> Draft {
    let (kind, why) = match found.family {
        Family::Satisfaction => ("csat", "Check `top` of the scale: the answers that count as satisfied."),
        Family::Agreement => ("likert", ""),
        Family::Amount => return of_amounts(&found, tokens),
        _ => ("rating", ""),
    };
    Draft { kind, why: why.to_owned(), labels: found.spellings(), scale: Some(found), tokens, ..Draft::default() }
}

/// From too little to too much: a mean of it would say nothing, for the best is in the middle.
fn of_amounts(found: &Found, tokens: Tokens) -> Draft {
    let mut keys = vec![("options", Yaml::list(&found.labels()))];
    let codes: Vec<(String, Yaml)> =
        found.codes().into_iter().map(|(text, label)| (text, Yaml::text(&label))).collect();
    if !codes.is_empty() {
        keys.push(("codes", Yaml::Map(codes)));
    }
    let why = "From too little to too much: the best is in the middle, so it has no mean.".to_owned();
    Draft { kind: "single", why, keys, labels: found.spellings(), tokens, ..Draft::default() }
}

/// Labels with their numbers, from the smallest; bare numbers are their own. `None` unless every number is
/// another one and at least two labels have words.
pub(super) fn numbered(cells: &[&Cell]) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for cell in cells {
        let rank = leading_number(&cell.text)
            .map(|(rank, _)| rank)
            .or_else(|| whole(&cell.text).filter(|rank| *rank <= 10))?;
        found.push((rank, cell.text.clone()));
    }
    found.sort();
    let distinct = found.windows(2).all(|pair| pair[0].0 < pair[1].0);
    let worded = cells.iter().filter(|cell| leading_number(&cell.text).is_some()).count();
    (found.len() >= 2 && distinct && worded >= 1).then(|| found.into_iter().map(|(_, label)| label).collect())
}

/// Numbers between worded ends: `Strongly disagree`, 2, 3 … 9, `Strongly agree`. Every number between the ends is
/// an option, chosen or not, and each end stands for the number beside the last.
pub(super) fn between_ends(cells: &[&Cell], draft: Draft) -> Option<Draft> {
    let (numbers, words): (Vec<&Cell>, Vec<&Cell>) = cells.iter().partition(|cell| whole(&cell.text).is_some());
    let numbers = wholes(&numbers)?;
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    if numbers.len() < 2 || first < 1 || last > 9 || !(1..=2).contains(&words.len()) {
        return None;
    }
    let sides = words.iter().map(|cell| Some((scales::end(&cell.text)?, cell.text.clone())));
    let sides = sides.collect::<Option<BTreeMap<bool, String>>>()?;
    if sides.len() < words.len() {
        return None;
    }
    let (lowest, highest) = (i32::from(first > 1), usual_ends(1, last + 1).1);
    let end = |is_high: bool, number: i32| sides.get(&is_high).cloned().unwrap_or_else(|| number.to_string());
    let between = (lowest + 1..highest).map(|number| number.to_string());
    let labels = std::iter::once(end(false, lowest)).chain(between).chain([end(true, highest)]).collect();
    let scores: Vec<i32> = (lowest..=highest).collect();
    let why = "Numbers between worded ends, taken to rise to the better one: check.".to_owned();
    Some(with_scores(Draft { why, ..draft }, labels, &scores))
}

/// A scale whose labels carry numbers, at least its ends.
pub(super) fn numbered_scale(column: &Column) -> Option<Draft> {
    // Hardly any column is one, and to know all its answers takes long.
    with_numbers(column).filter(|_| rare::may_all_be_named(&column.cells.answers()))
}

fn with_numbers(column: &Column) -> Option<Draft> {
    let cells = column.cells.answers();
    let draft = Draft { kind: "rating", tokens: column.cells.tokens(), ..Draft::default() };
    if let Some(draft) = between_ends(&cells, draft) {
        return Some(draft);
    }
    let mut labels = numbered(&cells)?;
    let words: Vec<&str> = labels.iter().filter_map(|label| Some(leading_number(label)?.1)).collect();
    let is_end_labelled = words.len() < labels.len();
    let mut scores: Vec<i32> = labels.iter().filter_map(|label| rank(label)).collect();
    let why = match scales::find_texts(words.iter().copied()).filter(|_| !is_end_labelled) {
        Some(found) => {
            let place = |label: &String| {
                let word = leading_number(label).map(|(_, word)| fold(word));
                found.points.iter().zip(1..).find(|(point, _)| Some(fold(&point.label)) == word).map(|(_, place)| place)
            };
            labels.sort_by_key(place);
            // Numbers that run against the words are no scores.
            let ranks: Vec<i32> = labels.iter().filter_map(|label| rank(label)).collect();
            let rises = ranks.windows(2).all(|pair| pair[0] < pair[1]);
            scores = if rises { ranks } else { labels.iter().filter_map(place).collect() };
            "Only the answers seen are listed; add those that nobody chose.".to_owned()
        }
        None if is_end_labelled => {
            "A scale of numbers with words at its ends: check that the last is the best.".to_owned()
        }
        None => return None,
    };
    let tokens = column.cells.tokens();
    Some(with_scores(Draft { kind: "rating", why, tokens, ..Draft::default() }, labels, &scores))
}

/// The number that a label is or begins with.
fn rank(label: &str) -> Option<i32> {
    leading_number(label).map(|(rank, _)| rank).or_else(|| whole(label))
}

/// A question on labels from low to high, with their scores unless those are 1, 2, 3, …
fn with_scores(mut draft: Draft, labels: Vec<String>, scores: &[i32]) -> Draft {
    draft.keys.push(("direction", Yaml::word(&"low_to_high")));
    draft.keys.push(("options", Yaml::list(&labels)));
    if !scores.iter().copied().eq((1..).take(labels.len())) {
        draft.keys.push(("scores", Yaml::List(scores.iter().map(Yaml::word).collect())));
    }
    if let (Some(first), Some(last), Some(low), Some(high)) =
        (labels.first(), labels.last(), scores.first(), scores.last())
    {
        draft.cautions.push(format!("the scale is guessed from the answers: scores {low} = {first} … {high} = {last}"));
    }
    draft.labels = labels;
    draft
}

/// Labels with numbers as a scale whose numbers are its scores.
pub(super) fn by_numbers(draft: Draft, labels: Vec<String>) -> Draft {
    let scores: Vec<i32> = labels.iter().filter_map(|label| rank(label)).collect();
    with_scores(draft, labels, &scores)
}

/// Yes or no, also when only one of them was seen.
pub(super) fn yes_or_no(column: &Column) -> Option<Draft> {
    let mut pairs = words::yes_and_no().iter().copied().chain([("Agree", "Disagree")]);
    let cells = column.cells.choices();
    if cells.len() > 2 {
        return None;
    }
    let (yes, no) = pairs.find(|(yes, no)| {
        let is_end = |cell: &&Cell| [yes, no].iter().any(|word| spoken(word) == spoken(&cell.text));
        let others = cells.iter().filter(|cell| !is_end(cell)).count();
        cells.iter().any(is_end) && others == 0
    })?;
    let seen = |word: &str| {
        cells.iter().find(|cell| spoken(&cell.text) == spoken(word)).map_or(capital(word), |cell| cell.text.clone())
    };
    let labels = vec![seen(yes), seen(no)];
    let why = if cells.len() == 1 { format!("Only `{}` was seen.", cells[0].text) } else { String::new() };
    Some(choice(labels, why, column.cells.tokens_of_choice()))
}

/// A word as a label.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Few small numbers that no wording calls a rating: codes more often than a scale.
pub(super) fn coded(column: &Column) -> Option<Draft> {
    const HIGHEST: i32 = 4;
    let cells = column.cells.answers();
    let numbers = wholes(&cells)?;
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    let are_few = first >= 0 && last <= HIGHEST || names_codes(column) && is_few(column, &cells);
    if numbers.len() < 2 || cells.len() != numbers.len() || !are_few || column.speaks_of(List::Amount) {
        return None;
    }
    let labels: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let why =
        "Codes? Say what they stand for with options and codes. If they are points of a scale: kind: rating, min, max.";
    let mut draft = choice(labels, why.to_owned(), column.cells.tokens());
    draft.cautions.push(format!("the numbers {first} to {last} are taken for codes, which have no mean"));
    Some(draft)
}

/// A few answers that come again and again.
pub(super) fn single(column: &Column) -> Option<Draft> {
    let (cells, tokens) = (column.cells.choices(), column.cells.tokens_of_choice());
    // With less than two answers beside them, the words for no answer are answers too.
    let (cells, tokens) =
        if cells.len() < 2 { (column.cells.all().collect(), Tokens::default()) } else { (cells, tokens) };
    if !is_few(column, &cells) || are_comments(column, &cells) {
        return None;
    }
    let sorted = rare::sort(&cells);
    if rare::are_written(&cells) || !sorted.is_choice() {
        return None;
    }
    let (labels, order) = ordered(&sorted.kept);
    let labels = sorted.with_other(labels);
    let is_by_frequency = order == Order::Frequency && labels.len() > 2;
    let why = if is_by_frequency { "In the order of how often they were chosen." } else { "" }.to_owned();
    let mut draft = choice(labels, why, tokens);
    sorted.tell(&mut draft);
    Some(draft)
}

fn choice(labels: Vec<String>, why: String, tokens: Tokens) -> Draft {
    Draft { kind: "single", why, keys: vec![("options", Yaml::list(&labels))], labels, tokens, ..Draft::default() }
}

/// Whether the wording asks for words, and somebody gave more than a few.
fn are_comments(column: &Column, cells: &[&Cell]) -> bool {
    const SEVERAL: usize = 3;
    let last = spoken(&column.text).split(' ').next_back().map(str::to_owned).unwrap_or_default();
    let asks = column.speaks_of(List::Comments) || words::is(&last, List::CommentLast);
    asks && cells.iter().any(|cell| cell.text.split_whitespace().count() >= SEVERAL)
}

/// Whether the answers are so few and so often repeated that they were given to choose from.
fn is_few(column: &Column, cells: &[&Cell]) -> bool {
    let answered: u64 = cells.iter().map(|cell| cell.count).sum();
    let number = cells.len();
    let most = match answered {
        0..20 => answered * 2 / 3,
        20..500 => (answered / 4).clamp(13, 25),
        _ => (answered / 20).min(MOST_OPTIONS as u64),
    };
    number >= 2
        && !column.profile.more_values
        && number as u64 <= most
        && cells.iter().all(|cell| cell.text.chars().count() <= LONGEST_OPTION)
}

/// How options were put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// By the numbers they begin with.
    Natural,
    /// The most frequent first; *Other* and *None* last.
    Frequency,
}

/// Options in an order that people expect.
pub(super) fn ordered(cells: &[&Cell]) -> (Vec<String>, Order) {
    let keys: Vec<Option<f64>> = cells.iter().map(|cell| size(&cell.folded)).collect();
    let numbered = keys.iter().flatten().count();
    let sizes: BTreeSet<String> = keys.iter().flatten().map(ToString::to_string).collect();
    // Labels of the same size, such as heights in feet and inches, have an order that is not seen here.
    let is_natural = numbered >= 2 && numbered + 1 >= cells.len() && sizes.len() == numbered;
    let mut order: Vec<usize> = (0..cells.len()).collect();
    if is_natural {
        let value = |at: &usize| keys[*at].unwrap_or(f64::INFINITY);
        order.sort_by(|one, other| value(one).total_cmp(&value(other)));
    } else {
        order.sort_by_cached_key(|at| last_ones(&cells[*at].folded));
    }
    let labels = order.into_iter().map(|at| cells[at].text.clone()).collect();
    (labels, if is_natural { Order::Natural } else { Order::Frequency })
}

/// Where an option that is no option like the others belongs: after them.
fn last_ones(folded: &str) -> u8 {
    if words::begins(folded, List::Other) {
        1
    } else if words::is(folded, List::None) || words::begins_with_run(folded, List::None) {
        2
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, ordered};
    use crate::infer::cells::Cells;

    fn order(texts: &[&str]) -> (Vec<String>, Order) {
        let values: Vec<(String, u64)> = texts.iter().map(|text| ((*text).to_owned(), 1)).collect();
        ordered(&Cells::new(&values).choices())
    }

    #[test]
    fn labels_with_sizes_stand_in_their_order() {
        let (labels, way) = order(&["> 60", "18-29", "Under 18", "30-44", "45-60"]);
        assert_eq!(labels, ["Under 18", "18-29", "30-44", "45-60", "> 60"]);
        assert_eq!(way, Order::Natural);
        let money = order(&["$50,000 - $99,999", "$0 - $24,999", "$150,000+", "$25,000 - $49,999"]).0;
        assert_eq!(money, ["$0 - $24,999", "$25,000 - $49,999", "$50,000 - $99,999", "$150,000+"]);
    }

    #[test]
    fn other_and_none_come_last() {
        assert_eq!(
            order(&["None", "Other (please say)", "Web", "Phone"]).0,
            ["Web", "Phone", "Other (please say)", "None"]
        );
    }
}
