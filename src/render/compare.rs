//! A comparison for people at a terminal, in Markdown, and as CSV.

use super::Look;
use super::csv::{safe, shortest, unit, write};
use super::ink::Ink;
use super::layout::{fit, left, right, shorten, space, widest, width, wrap, wrap_list};
use super::markdown::{escape, grid};
use super::terminal::finish;
use crate::results::{ComparedFigure, Comparison, GroupName, Interval, Outcome, Sense, SideFigure, Verdict};
use crate::view::{CompareRow, CompareView, Tone};

/// Room for a mark before a name.
const MARK: usize = 2;
const GAP: usize = 2;
/// Least room for names.
const LEAST: usize = 14;
/// Most room for names while the page is narrow: beside them stands *no clear change (needs about 1,200 more answers)*.
const VERDICT: usize = 48;
/// Lines that a name may take: beside the last one stands the verdict.
const NAME_LINES: usize = 2;

/// The comparison as text of at most `look.width` columns (but at least 40).
pub fn text(view: &CompareView, look: &Look) -> String {
    let (page, ink) = (look.page(), Ink::new(look.color));
    let mut out: Vec<String> = wrap(&view.title, page).iter().map(|line| ink.strong(line)).collect();
    out.extend(view.facts.iter().flat_map(|fact| wrap_list(fact, page)));
    if !view.rows.is_empty() {
        out.push(String::new());
        out.extend(rows(&view.rows, page, ink));
    }
    out.push(String::new());
    out.extend(wrap(&view.summary, page).iter().map(|line| ink.strong(line)));
    out.extend(view.notes.iter().flat_map(|note| wrap(note, page)).map(|line| ink.faint(&line)));
    for caution in &view.cautions {
        out.push(String::new());
        out.extend(wrap(caution, page).iter().map(|line| ink.caution(line)));
    }
    finish(&out)
}

/// Two lines a difference: its figures, and what is to be made of them.
fn rows(rows: &[CompareRow], page: usize, ink: Ink) -> Vec<String> {
    let difference = |row: &CompareRow| match row.interval.as_str() {
        "" => row.difference.clone(),
        interval => format!("{} ({interval})", row.difference),
    };
    let differences: Vec<String> = rows.iter().map(difference).collect();
    let of = |texts: Vec<&str>, heading: &str| widest(texts).max(width(heading));
    let before = of(rows.iter().map(|row| row.before.as_str()).collect(), "before");
    let after = of(rows.iter().map(|row| row.after.as_str()).collect(), "after");
    let change = of(differences.iter().map(String::as_str).collect(), "difference");
    let room = page.saturating_sub(MARK + 3 * GAP + before + after + change);
    if room < LEAST {
        return stacked(rows, &differences, page, ink);
    }
    let names = widest(rows.iter().map(|row| row.name.as_str())).clamp(LEAST, room);
    let names = names.min(page.saturating_sub(MARK + GAP + VERDICT).max(LEAST));
    let line = |mark: &str, name: &str, cells: [&str; 3]| {
        let [one, two, three] = cells;
        let cells = [right(one, before), right(two, after), right(three, change)].join(&space(GAP));
        format!("{}{}{}{cells}", left(mark, MARK), left(name, names), space(GAP))
    };
    let mut out = vec![ink.faint(&line("", "", ["before", "after", "difference"]))];
    let indent = MARK + names + GAP;
    for (row, difference) in rows.iter().zip(&differences) {
        let name = fit(&row.name, names, NAME_LINES);
        out.push(line(row.mark, &name[0], [&row.before, &row.after, difference]));
        let second = left(name.get(1).map_or("", String::as_str), names);
        let mut verdict = wrap(&row.verdict, page.saturating_sub(indent).max(LEAST)).into_iter();
        let first = verdict.next().unwrap_or_default();
        out.push(format!("{}{second}{}{}", space(MARK), space(GAP), paint(ink, row.tone, &first)));
        out.extend(verdict.map(|line| format!("{}{}", space(indent), paint(ink, row.tone, &line))));
    }
    out
}

/// The same below each other, on a narrow page.
fn stacked(rows: &[CompareRow], differences: &[String], page: usize, ink: Ink) -> Vec<String> {
    let mut out = Vec::new();
    for (row, difference) in rows.iter().zip(differences) {
        out.extend(wrap(format!("{} {}", row.mark, row.name).trim_start(), page));
        let figures =
            [format!("before {}", row.before), format!("after {}", row.after), format!("difference {difference}")];
        out.extend(figures.iter().map(|line| format!("{}{}", space(MARK), shorten(line, page - MARK))));
        let verdict = wrap(&row.verdict, page - MARK).into_iter();
        out.extend(verdict.map(|line| format!("{}{}", space(MARK), paint(ink, row.tone, &line))));
    }
    out
}

fn paint(ink: Ink, tone: Tone, text: &str) -> String {
    ink.tone(tone, text)
}

/// The comparison in Markdown: one table.
pub fn markdown(view: &CompareView) -> String {
    let mut parts = vec![format!("# {}", escape(&view.title))];
    parts.push(view.facts.iter().map(|fact| escape(fact)).collect::<Vec<_>>().join("  \n"));
    let heading = ["", "Figure", "Before", "After", "Difference", "Interval", "Verdict"].map(str::to_owned);
    let row = |row: &CompareRow| {
        let name = format!("{} {}", row.mark, row.name);
        let cells =
            [name.trim_start(), &row.figure, &row.before, &row.after, &row.difference, &row.interval, &row.verdict];
        cells.map(escape).to_vec()
    };
    let rows: Vec<Vec<String>> = view.rows.iter().map(row).collect();
    if !rows.is_empty() {
        parts.push(grid(2, &heading, &rows));
    }
    parts.push(format!("**{}**", escape(&view.summary)));
    parts.extend(view.notes.iter().map(|note| escape(note)));
    parts.extend(view.cautions.iter().map(|caution| format!("> **Caution:** {}", escape(caution))));
    format!("{}\n", parts.join("\n\n"))
}

/// Columns of the CSV file that do not depend on the breakdown.
const COLUMNS: [&str; 31] = [
    "question",
    "wording",
    "metric",
    "item",
    "unit",
    "before_value",
    "before_se",
    "before_base",
    "before_weighted_base",
    "before_effective_base",
    "after_value",
    "after_se",
    "after_base",
    "after_weighted_base",
    "after_effective_base",
    "difference",
    "se",
    "low",
    "high",
    "interval_method",
    "test",
    "statistic",
    "df",
    "p",
    "adjusted_p",
    "verdict",
    "sense",
    "people_on_both_sides",
    "answers_needed",
    "more_answers",
    "expected",
];

/// One row a difference, unrounded; every segment of the breakdown has a column of its own, `by_` and its id.
pub fn csv(comparison: &Comparison) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for name in comparison.compared.iter().flat_map(|figure| &figure.group) {
        if !segments.contains(&name.segment.as_str()) {
            segments.push(&name.segment);
        }
    }
    let own = segments.iter().map(|segment| safe(&format!("by_{segment}")));
    let header: Vec<String> = own.chain(COLUMNS.map(str::to_owned)).collect();
    let rows = comparison.compared.iter().map(|figure| {
        let value = |segment: &&str| {
            let name = figure.group.iter().find(|name| name.segment == **segment);
            name.map_or_else(String::new, |GroupName { value, .. }| {
                value.as_deref().map_or_else(|| "(not stated)".to_owned(), safe)
            })
        };
        segments.iter().map(value).chain(cells(figure)).collect::<Vec<String>>()
    });
    write(std::iter::once(header).chain(rows))
}

fn cells(of: &ComparedFigure) -> [String; COLUMNS.len()] {
    let number = |value: Option<f64>| value.map_or_else(String::new, shortest);
    let interval = of.interval.as_ref();
    let limit = |of: fn(&Interval) -> f64| number(interval.map(of));
    let [before, after] = [&of.before, &of.after].map(side);
    let [before_value, before_se, before_base, before_weighted, before_effective] = before;
    let [after_value, after_se, after_base, after_weighted, after_effective] = after;
    [
        safe(&of.question),
        safe(&of.text),
        safe(&of.metric),
        safe(of.item.as_deref().unwrap_or_default()),
        safe(unit(&of.unit)),
        before_value,
        before_se,
        before_base,
        before_weighted,
        before_effective,
        after_value,
        after_se,
        after_base,
        after_weighted,
        after_effective,
        shortest(of.difference),
        number(of.se),
        limit(|interval| interval.low),
        limit(|interval| interval.high),
        safe(interval.map_or("", |interval| &interval.method)),
        safe(&of.test),
        shortest(of.statistic),
        number(of.df),
        shortest(of.p),
        shortest(of.adjusted_p),
        verdict(of.verdict).to_owned(),
        sense(of.sense).to_owned(),
        of.people_on_both_sides.map_or_else(String::new, |people| people.to_string()),
        number(of.answers_needed),
        number(of.more_answers),
        of.expected.map_or("", |expected| outcome(expected.outcome)).to_owned(),
    ]
}

fn side(side: &SideFigure) -> [String; 5] {
    let number = |value: Option<f64>| value.map_or_else(String::new, shortest);
    [
        shortest(side.value),
        number(side.se),
        side.base.unweighted.to_string(),
        shortest(side.base.weighted),
        shortest(side.base.effective),
    ]
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Up => "up",
        Verdict::Down => "down",
        Verdict::None => "none",
    }
}

const fn sense(sense: Sense) -> &'static str {
    match sense {
        Sense::Positive => "positive",
        Sense::Neutral => "neutral",
        Sense::Negative => "negative",
        Sense::Apart => "apart",
        Sense::Undeclared => "undeclared",
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::CameTrue => "came_true",
        Outcome::Opposite => "opposite",
        Outcome::CannotTell => "cannot_tell",
    }
}
