//! Reports made by hand: realistic enough to judge the pages they give.

use std::collections::BTreeMap;
use survey::analysis::publish;
use survey::metric::{Figure, METRICS, columns};
use survey::results::{
    Accounting, Axis, Base, Cell, Column, Estimate, Group, GroupKey, Input, Interval, Ledger, Meaning, Measure,
    MetricInfo, Published, QuestionResult, Report, Role, SCHEMA, Sense, Settings, SurveyInfo, Unit, Value,
};

/// A cell under construction: its group by names, its figures with theirs.
#[derive(Clone)]
pub struct Draft {
    pub group: Vec<(String, String)>,
    pub suppressed: bool,
    pub ledger: Option<Ledger>,
    pub figures: Vec<Figure>,
}

/// A question under construction.
pub struct Asked {
    pub id: String,
    pub kind: String,
    pub text: String,
    pub meaning: Meaning,
    /// What its answers say.
    pub senses: Vec<Sense>,
    pub cells: Vec<Draft>,
}

/// A figure under construction.
pub fn figure(metric: &str, item: Option<&str>, value: f64, unit: Unit) -> Figure {
    Figure {
        metric: metric.to_owned(),
        item: item.map(str::to_owned),
        value: Some(value),
        unit,
        se: None,
        interval: None,
        deff: None,
        count: None,
        explained: None,
        base: None,
    }
}

/// The figure with an interval this far to both sides.
pub fn give(mut figure: Figure, margin: f64) -> Figure {
    let value = figure.value.unwrap_or_default();
    figure.se = Some(margin / 1.96);
    figure.interval = Some(Interval { low: value - margin, high: value + margin, method: "t".to_owned() });
    figure
}

/// A share of a base, with a plausible interval.
pub fn share(metric: &str, item: Option<&str>, count: u64, base: u64) -> Figure {
    let (x, n) = (to_f64(count), to_f64(base));
    let (p, z2) = (x / n, 1.96f64 * 1.96);
    let centre = (x + z2 / 2.0) / (n + z2);
    let margin = 1.96 / (n + z2) * (x * (1.0 - p) + z2 / 4.0).sqrt();
    Figure {
        count: Some(count),
        se: Some(100.0 * (p * (1.0 - p) / n).sqrt()),
        interval: Some(Interval {
            low: 100.0 * (centre - margin),
            high: 100.0 * (centre + margin),
            method: "wilson".to_owned(),
        }),
        base: Some(base_of(base)),
        ..figure(metric, item, 100.0 * p, Unit::Percent)
    }
}

fn to_f64(n: u64) -> f64 {
    u32::try_from(n).map(f64::from).expect("samples are small")
}

fn base_of(n: u64) -> Base {
    Base { unweighted: n, weighted: to_f64(n), effective: to_f64(n) }
}

/// One figure for each option and count.
pub fn distribution(metric: &str, counts: &[(&str, u64)]) -> Vec<Figure> {
    let base = counts.iter().map(|(_, n)| n).sum();
    counts.iter().map(|(label, n)| share(metric, Some(label), *n, base)).collect()
}

/// A ledger with this many valid answers and a few of every kind of loss.
pub fn ledger(valid: u64) -> Ledger {
    Ledger {
        received: valid + 18,
        complete: valid + 12,
        not_asked: 4,
        asked: valid + 8,
        no_answer: 3,
        answered: valid + 5,
        dont_know: 5,
        refused: 0,
        unrecognised: 0,
        never: 0,
        valid,
        unscored: 0,
        weighted: to_f64(valid),
        effective: to_f64(valid),
    }
}

/// A cell of the group given as `segment=value` pairs.
pub fn cell(group: &[(&str, &str)], valid: u64, figures: Vec<Figure>) -> Draft {
    let group = group.iter().map(|(segment, value)| ((*segment).to_owned(), (*value).to_owned())).collect();
    Draft { group, suppressed: false, ledger: Some(ledger(valid)), figures }
}

/// The same cell as the disclosure rule leaves it.
pub fn suppressed(group: &[(&str, &str)], figures: &[Figure]) -> Draft {
    let empty =
        |figure: &Figure| Figure { value: None, se: None, interval: None, count: None, base: None, ..figure.clone() };
    Draft { suppressed: true, ledger: None, ..cell(group, 0, figures.iter().map(empty).collect()) }
}

/// A question with these cells.
pub fn question(id: &str, kind: &str, text: &str, cells: Vec<Draft>) -> Asked {
    let likelihood = |answer| match answer {
        0..=6 => Sense::Negative,
        7 | 8 => Sense::Neutral,
        _ => Sense::Positive,
    };
    Asked {
        id: id.to_owned(),
        kind: kind.to_owned(),
        text: text.to_owned(),
        meaning: Meaning::default(),
        senses: if kind == "nps" { (0..=10).map(likelihood).collect() } else { Vec::new() },
        cells,
    }
}

/// What the groups of all questions are told apart by, and the groups, those of one breakdown together.
fn groups(questions: &[Asked]) -> (Vec<Axis>, Vec<Group>) {
    let cells = || questions.iter().flat_map(|question| &question.cells);
    let mut axes: Vec<Axis> = Vec::new();
    for (id, value) in cells().flat_map(|cell| &cell.group) {
        match axes.iter_mut().find(|axis| axis.id() == id) {
            Some(Axis::Wave { periods, .. }) if !periods.contains(value) => periods.push(value.clone()),
            Some(_) => {}
            None if id == "wave" => {
                axes.push(Axis::Wave { period: "month".to_owned(), periods: vec![value.clone()] });
            }
            None => axes.push(Axis::Segment { id: id.clone(), title: id.clone(), ordered: false }),
        }
    }
    let mut breakdowns: Vec<(Vec<usize>, Vec<Group>)> = vec![(Vec::new(), vec![Group::default()])];
    for cell in cells() {
        let group = group_of(&axes, cell);
        let by: Vec<usize> = group.keys.iter().map(|key| key.axis).collect();
        match breakdowns.iter_mut().find(|(known, _)| *known == by) {
            Some((_, groups)) if groups.contains(&group) => {}
            Some((_, groups)) => groups.push(group),
            None => breakdowns.push((by, vec![group])),
        }
    }
    (axes, breakdowns.into_iter().flat_map(|(_, groups)| groups).collect())
}

fn group_of(axes: &[Axis], cell: &Draft) -> Group {
    let key = |(id, value): &(String, String)| GroupKey {
        axis: axes.iter().position(|axis| axis.id() == id).expect("the axis"),
        value: match value.as_str() {
            "(not stated)" => Value::NotStated,
            "(undated)" => Value::Undated,
            value => Value::Named(value.to_owned()),
        },
    };
    Group { keys: cell.group.iter().map(key).collect() }
}

/// What the figures of all cells stand in, in the order of their first appearance.
fn columns_of(asked: &Asked, metrics: &[MetricInfo]) -> Vec<Column> {
    let mut figures: Vec<Figure> = Vec::new();
    for figure in asked.cells.iter().flat_map(|cell| &cell.figures) {
        if !figures.iter().any(|known| (&known.metric, &known.item) == (&figure.metric, &figure.item)) {
            figures.push(figure.clone());
        }
    }
    let mut all = Vec::new();
    let known = |id: &str| METRICS.iter().copied().find(|metric| metric.id == id);
    let of_known: Vec<_> = figures
        .chunk_by(|a, b| a.metric == b.metric)
        .filter_map(|run| Some((known(&run[0].metric)?, run.to_vec())))
        .collect();
    let mut made = columns(of_known, &asked.senses).into_iter();
    for figure in &figures {
        let mut column = match known(&figure.metric) {
            Some(_) => made.next().expect("a column for each figure"),
            None => unknown(figure, !figures.iter().any(|other| other.metric == figure.metric && other.item.is_none())),
        };
        if column.item.is_none() {
            let info = metrics.iter().find(|info| info.id == column.metric);
            column.title = info.map_or(column.title, |info| info.title.clone());
        }
        all.push(column);
    }
    all
}

/// The column of a metric that there is not, and that may have no headline.
fn unknown(figure: &Figure, is_headless: bool) -> Column {
    let words = figure.metric.replace('_', " ");
    let mut letters = words.chars();
    let title = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    Column {
        metric: figure.metric.clone(),
        item: figure.item.clone(),
        title: figure.item.clone().unwrap_or(title),
        unit: figure.unit.clone(),
        role: if figure.item.is_none() || is_headless { Role::Lead } else { Role::Detail },
        measure: Measure::Other,
        percentile: None,
        sense: Sense::Undeclared,
        good: false,
    }
}

/// The question as the analysis would give it.
fn finished(asked: Asked, axes: &[Axis], groups: &[Group], metrics: &[MetricInfo]) -> QuestionResult {
    let columns = columns_of(&asked, metrics);
    let cell = |draft: &Draft| {
        let wanted = group_of(axes, draft);
        let group = groups.iter().position(|group| *group == wanted).expect("the group");
        let estimate = |column: &Column| {
            let mut figures = draft.figures.iter();
            let own = figures.find(|figure| (&figure.metric, &figure.item) == (&column.metric, &column.item));
            own.map_or_else(Estimate::default, |figure| figure.clone().estimate())
        };
        let estimates = columns.iter().map(estimate).collect();
        (group, Cell { group, suppressed: draft.suppressed, ledger: draft.ledger, estimates })
    };
    let cells: BTreeMap<usize, Cell> = asked.cells.iter().map(cell).collect();
    let lead = columns.iter().find(|column| column.role == Role::Lead);
    let of_lead = lead.and_then(|lead| METRICS.iter().find(|metric| metric.id == lead.metric));
    let of_scale = ["rating", "likert", "grid"].iter().position(|kind| *kind == asked.kind).unwrap_or(3);
    QuestionResult {
        grid: asked.id.split_once('.').map(|(grid, _)| grid.to_owned()),
        id: asked.id,
        kind: asked.kind,
        text: asked.text,
        place: of_lead.and_then(|metric| metric.told.of_experience).unwrap_or(4 + of_scale),
        meaning: asked.meaning,
        columns,
        cells: cells.into_values().collect(),
        differences: Vec::new(),
        among_groups: Vec::new(),
        reliability: Vec::new(),
        funnels: Vec::new(),
        breaks: Vec::new(),
        charts: Vec::new(),
        cautions: Vec::new(),
    }
}

/// Gives a report a response rate, in groups that it has.
pub fn add_response_rate(report: &mut Report, cells: Vec<Draft>) {
    let asked = question("response_rate", "response_rate", "Response rate", cells);
    report.response_rate = Some(finished(asked, &report.axes, &report.groups, &report.metrics));
}

/// A report of these questions.
pub fn report(asked: Vec<Asked>) -> Report {
    let ((axes, groups), metrics) = (groups(&asked), titles());
    let questions = asked.into_iter().map(|asked| finished(asked, &axes, &groups, &metrics)).collect();
    Report {
        schema: SCHEMA.to_owned(),
        version: "0.1.0".to_owned(),
        survey: SurveyInfo { id: "gp-experience".to_owned(), title: "Experience of your GP practice".to_owned() },
        settings: Settings {
            confidence: 95.0,
            by: Vec::new(),
            every: None,
            filters: Vec::new(),
            weighted: false,
            minimum_base: 5,
            intervals: None,
        },
        inputs: vec![Input {
            name: "responses.csv".to_owned(),
            sha256: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned()),
            bytes: 80_412,
            dialect: "UTF-8, comma-separated, 1 header row".to_owned(),
            rows: 1050,
        }],
        accounting: Accounting {
            received: 1050,
            incomplete: 6,
            duplicate: 4,
            filtered: Some(0),
            analysed: Some(1040),
            ..Accounting::default()
        },
        axes,
        groups,
        response_rate: None,
        questions,
        metrics,
        tests: Vec::new(),
        periods: None,
        cautions: Vec::new(),
    }
}

/// The report as it may be shown.
pub fn published(report: &Report) -> Published {
    publish(report.clone())
}

fn titles() -> Vec<MetricInfo> {
    let titles = [
        ("nps", "Net Promoter Score"),
        ("csat", "Satisfied (CSAT)"),
        ("fft", "Friends and Family Test"),
        ("top_box", "Top box"),
        ("mean", "Mean"),
        ("distribution", "Answers"),
        ("multiple", "Share of respondents"),
        ("multiple_answers", "Share of answers"),
        ("ranking", "Mean rank"),
        ("first_choice", "First choice"),
        ("number", "Mean"),
        ("target", "Within target"),
        ("histogram", "Histogram"),
        ("dates", "Dates"),
        ("text", "Text"),
        ("response_rate", "Response rate"),
    ];
    let info = |(id, title): (&str, &str)| {
        let told = METRICS.iter().find(|metric| metric.id == id).map(|metric| &metric.told);
        MetricInfo {
            id: id.to_owned(),
            title: title.to_owned(),
            formula: format!("formula of {title}"),
            source: "a source".to_owned(),
            general: told.is_some_and(|told| told.general),
            titles_parts: told.is_some_and(|told| told.titles_parts),
        }
    };
    titles.into_iter().map(info).collect()
}

/// The figures of an NPS question with answers from 0 to 10.
pub fn nps(counts: [u64; 11]) -> Vec<Figure> {
    let base: u64 = counts.iter().sum();
    let [detractors, passives, promoters] = [0..7, 7..9, 9..11].map(|band| counts[band].iter().sum::<u64>());
    let score = 100.0 * (to_f64(promoters) - to_f64(detractors)) / to_f64(base);
    let mut score = give(figure("nps", None, score, Unit::Points), 160.0 / to_f64(base).sqrt());
    score.base = Some(base_of(base));
    let mut figures = vec![score];
    figures.extend(
        [("promoters", promoters), ("passives", passives), ("detractors", detractors)]
            .map(|(item, n)| share("nps", Some(item), n, base)),
    );
    let labels: Vec<String> = (0..=10).map(|answer: u8| answer.to_string()).collect();
    let labelled: Vec<(&str, u64)> = labels.iter().map(String::as_str).zip(counts).collect();
    figures.extend(distribution("distribution", &labelled));
    figures
}

/// The figures of an NPS question with about this many respondents, and this much of their goodwill.
pub fn nps_like(base: u64, goodwill: u64) -> Vec<Figure> {
    let promoters = base * goodwill / 100;
    let passives = (base - promoters) / 2;
    nps([base - promoters - passives, 0, 0, 0, 0, 0, 0, passives, 0, promoters, 0])
}

/// The figures of a five-point rating.
pub fn rating(counts: [u64; 5]) -> Vec<Figure> {
    let labels = ["Very poor", "Poor", "Neither good nor poor", "Good", "Very good"];
    let base: u64 = counts.iter().sum();
    let sum: u64 = counts.iter().zip(1..).map(|(n, score)| n * score).sum();
    let mut figures = vec![share("top_box", None, counts[3] + counts[4], base)];
    figures.push(give(figure("mean", None, to_f64(sum) / to_f64(base), Unit::Score), 2.1 / to_f64(base).sqrt()));
    figures.push(figure("mean", Some("sd"), 1.043, Unit::Score));
    figures.push(figure("mean", Some("median"), 4.0, Unit::Score));
    let labelled: Vec<(&str, u64)> = labels.into_iter().zip(counts).collect();
    figures.extend(distribution("distribution", &labelled));
    figures
}

/// The figures of a duration in minutes.
pub fn wait(mean: f64, base: u64) -> Vec<Figure> {
    let minutes = || Unit::Of("minutes".to_owned());
    let mut figures = vec![give(figure("number", None, mean, minutes()), mean * 1.6 / to_f64(base).sqrt())];
    let items = [
        ("sd", 14.27),
        ("min", 0.0),
        ("p10", 3.0),
        ("p25", 7.5),
        ("median", 14.0),
        ("p75", 25.0),
        ("p90", 38.25),
        ("max", 185.0),
    ];
    figures.extend(items.map(|(item, value)| figure("number", Some(item), value, minutes())));
    figures.push(share("target", None, base * 2 / 3, base));
    let bins = [("0–15", base / 2), ("16–30", base / 4), ("31–60", base / 5), ("60+", base / 20)];
    figures.extend(bins.map(|(bin, n)| share("histogram", Some(bin), n, base)));
    figures
}
