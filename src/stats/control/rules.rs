//! Patterns that chance seldom makes.
//!
//! Gaps are passed over: the points on both sides of one follow each other. That nobody answered in a week says nothing for or
//! against a run, and of so many values in a row that are there the same share is on one side by chance, whether or not there
//! are weeks between them of which nothing is known. It would be otherwise for moving ranges, which are not formed over gaps.

use super::chart::LIMIT;

/// A rule that a point can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Outside the limits.
    Beyond,
    /// One of so many in a row on one side of the centre.
    OneSide,
    /// One of so many in a row that rise, or fall.
    Trend,
    /// One of two among three that are near a limit.
    TwoOfThree,
    /// One of four among five that are beyond one standard deviation.
    FourOfFive,
    /// In a run on one side of the centre that is longer than chance makes.
    LongRun,
    /// There are too few crossings of the centre; no point breaks this rule.
    FewCrossings,
}

/// What a value means that is equal to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// It ends a trend: each value must be higher, or lower, than the last.
    End,
    /// It neither ends a trend nor makes it longer.
    PassOver,
}

/// How *two of three beyond two standard deviations* is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoOfThree {
    /// Whether a point beyond the limits is one of the two.
    pub with_beyond: bool,
    /// Whether the third has to be on the same side of the centre, too.
    pub all_on_one_side: bool,
}

/// A set of rules; that points lie outside the limits belongs to every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// How many in a row on one side are too many.
    pub one_side: Option<usize>,
    /// How many in a row that rise, or fall, are too many.
    pub trend: Option<usize>,
    /// What equal values mean to a trend.
    pub ties: Ties,
    /// How two of three are read, if they are.
    pub two_of_three: Option<TwoOfThree>,
    /// Whether four of five beyond one standard deviation are looked for.
    pub four_of_five: bool,
    /// Whether Anhøj's rules hold, in which how many are too many follows from how many there are.
    pub anhoej: bool,
}

/// A point in relation to the lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Its value.
    pub value: f64,
    /// The centre.
    pub centre: f64,
    /// One standard deviation; `None` where the chart has no limits.
    pub sigma: Option<f64>,
}

/// Points that break a rule together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Which.
    pub rule: Rule,
    /// Whether they are high, or rise.
    pub up: bool,
    /// The points, ascending.
    pub points: Vec<usize>,
}

/// Differences smaller than this share of the numbers are rounding.
const NOISE: f64 = 1e-9;

impl Placed {
    fn noise(self) -> f64 {
        NOISE * self.value.abs().max(self.centre.abs())
    }

    /// Above the centre (1), below (−1), or on it (0).
    #[must_use]
    pub fn side(self) -> i8 {
        let away = self.value - self.centre;
        if away.abs() <= self.noise() {
            0
        } else if away > 0.0 {
            1
        } else {
            -1
        }
    }

    /// Whether it lies more than so many standard deviations from the centre.
    fn is_beyond(self, times: f64) -> bool {
        self.sigma.is_some_and(|sigma| (self.value - self.centre).abs() - times * sigma > self.noise())
    }

    /// Whether it is higher (1) or lower (−1) than an earlier point, or the same (0).
    fn step(self, before: Placed) -> i8 {
        Placed { centre: before.value, ..self }.side()
    }
}

/// Every breach of these rules, by its last point and then by rule. `None` stands for a period that is not judged.
///
/// Runs on one side and trends are told whole, however much longer than the rule asks they are. A point on the centre ends a
/// run. Of two among three, and of four among five, those are told that lie so far out.
///
/// Source: NHS England, *Making Data Count*; R `NHSRplotthedots`; Western Electric (1956), *Statistical Quality Control
/// Handbook*.
#[must_use]
pub fn breaches(points: &[Option<Placed>], rules: &Rules) -> Vec<Breach> {
    let judged: Vec<(usize, Placed)> =
        points.iter().enumerate().filter_map(|(at, point)| Some((at, (*point)?))).collect();
    let mut found = beyond(&judged);
    found.extend(rules.one_side.into_iter().flat_map(|length| one_side(&judged, length)));
    found.extend(rules.trend.into_iter().flat_map(|length| trends(&judged, length, rules.ties)));
    if let Some(reading) = rules.two_of_three {
        found.extend(among(&judged, &Zone::two_of_three(reading)));
    }
    if rules.four_of_five {
        found.extend(among(&judged, &Zone::FOUR_OF_FIVE));
    }
    for breach in &mut found {
        breach.points.iter_mut().for_each(|point| *point = judged[*point].0);
    }
    found.sort_by_key(|breach| (breach.points.last().copied(), breach.rule));
    found
}

/// Points outside the limits, neighbours on one side together.
fn beyond(judged: &[(usize, Placed)]) -> Vec<Breach> {
    let side = |point: Placed| if point.is_beyond(LIMIT) { point.side() } else { 0 };
    stretches(judged, side).into_iter().map(|(up, points)| Breach { rule: Rule::Beyond, up, points }).collect()
}

fn one_side(judged: &[(usize, Placed)], length: usize) -> Vec<Breach> {
    let runs = stretches(judged, Placed::side).into_iter().filter(|(_, points)| points.len() >= length);
    runs.map(|(up, points)| Breach { rule: Rule::OneSide, up, points }).collect()
}

/// Neighbours of one sign that is not 0: whether it is positive, and their places.
fn stretches(judged: &[(usize, Placed)], sign: impl Fn(Placed) -> i8) -> Vec<(bool, Vec<usize>)> {
    let signs: Vec<(usize, i8)> = judged.iter().enumerate().map(|(at, (_, point))| (at, sign(*point))).collect();
    let alike = signs.chunk_by(|one, other| one.1 == other.1).filter(|run| run[0].1 != 0);
    alike.map(|run| (run[0].1 > 0, run.iter().map(|(at, _)| *at).collect())).collect()
}

/// Values that rise, or fall, one after the other, this many of them or more.
fn trends(judged: &[(usize, Placed)], length: usize, ties: Ties) -> Vec<Breach> {
    let steps: Vec<i8> = judged.windows(2).map(|pair| pair[1].1.step(pair[0].1)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < steps.len() {
        let direction = steps[at];
        let goes_on = |step: i8| step == direction || step == 0 && ties == Ties::PassOver;
        let run = steps[at..].iter().take_while(|step| goes_on(**step)).count().max(1);
        // Equal values at the end have not gone anywhere.
        let last = steps[at..at + run].iter().rposition(|step| *step == direction).unwrap_or(0);
        let moves = steps[at..=at + last].iter().filter(|step| **step == direction).count();
        if direction != 0 && moves + 1 >= length {
            found.push(Breach { rule: Rule::Trend, up: direction > 0, points: (at..=at + last + 1).collect() });
        }
        at += last + 1;
    }
    found
}

/// So many of so many points far out on one side.
struct Zone {
    rule: Rule,
    /// How many standard deviations is far out.
    beyond: f64,
    wanted: usize,
    window: usize,
    with_beyond_limits: bool,
    all_on_one_side: bool,
}

impl Zone {
    /// Western Electric's third test; its points may lie beyond the limits, and the fifth anywhere.
    const FOUR_OF_FIVE: Zone = Zone {
        rule: Rule::FourOfFive,
        beyond: 1.0,
        wanted: 4,
        window: 5,
        with_beyond_limits: true,
        all_on_one_side: false,
    };

    const fn two_of_three(reading: TwoOfThree) -> Zone {
        Zone {
            rule: Rule::TwoOfThree,
            beyond: 2.0,
            wanted: 2,
            window: 3,
            with_beyond_limits: reading.with_beyond,
            all_on_one_side: reading.all_on_one_side,
        }
    }

    /// The side on which a point is far out; 0 where it is not.
    fn side(&self, point: Placed) -> i8 {
        let is_far = point.is_beyond(self.beyond) && (self.with_beyond_limits || !point.is_beyond(LIMIT));
        if is_far { point.side() } else { 0 }
    }
}

/// What breaks the rule of a zone, windows that overlap together.
fn among(judged: &[(usize, Placed)], zone: &Zone) -> Vec<Breach> {
    let mut found: Vec<Breach> = Vec::new();
    for side in [1, -1] {
        let mut last_window = None;
        for start in 0..(judged.len() + 1).saturating_sub(zone.window) {
            let window = start..start + zone.window;
            let far: Vec<usize> = window.clone().filter(|at| zone.side(judged[*at].1) == side).collect();
            let on_side = !zone.all_on_one_side || window.clone().all(|at| judged[at].1.side() == side);
            if far.len() < zone.wanted || !on_side {
                continue;
            }
            match found.last_mut().filter(|_| last_window.is_some_and(|last| start <= last + 1)) {
                Some(breach) => breach
                    .points
                    .extend(far.iter().filter(|at| !breach.points.contains(at)).copied().collect::<Vec<_>>()),
                None => found.push(Breach { rule: zone.rule, up: side > 0, points: far }),
            }
            last_window = Some(start);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(values: &[f64]) -> Vec<Option<Placed>> {
        values.iter().map(|value| Some(Placed { value: *value, centre: 0.0, sigma: Some(1.0) })).collect()
    }

    const TREND: Rules = Rules {
        one_side: Some(7),
        trend: Some(3),
        ties: Ties::End,
        two_of_three: None,
        four_of_five: true,
        anhoej: false,
    };

    fn of(rule: Rule, points: &[Option<Placed>], rules: &Rules) -> Vec<Vec<usize>> {
        breaches(points, rules).into_iter().filter(|breach| breach.rule == rule).map(|breach| breach.points).collect()
    }

    #[test]
    fn a_turn_belongs_to_both_trends() {
        let up_and_down = placed(&[0.1, 0.2, 0.3, 0.2, 0.1]);
        assert_eq!(of(Rule::Trend, &up_and_down, &TREND), [vec![0, 1, 2], vec![2, 3, 4]]);
    }

    #[test]
    fn a_tie_ends_a_trend_or_is_passed_over() {
        let tied = placed(&[0.1, 0.1, 0.2, 0.2, 0.3, 0.3]);
        assert_eq!(of(Rule::Trend, &tied, &TREND), Vec::<Vec<usize>>::new());
        let passed = Rules { ties: Ties::PassOver, ..TREND };
        assert_eq!(of(Rule::Trend, &tied, &passed), [vec![1, 2, 3, 4]]);
    }

    #[test]
    fn four_of_five_may_have_the_fifth_anywhere() {
        let found = of(Rule::FourOfFive, &placed(&[1.5, 1.2, -2.0, 1.1, 3.5, 0.2]), &TREND);
        assert_eq!(found, [vec![0, 1, 3, 4]]);
        assert_eq!(of(Rule::FourOfFive, &placed(&[1.5, 1.2, -1.1, -1.1, -3.5, 0.2]), &TREND), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn runs_go_on_over_gaps() {
        let mut points = placed(&[0.1, 0.2, 0.1, 0.0, 0.2, 0.1, 0.2, 0.1]);
        points[3] = None;
        assert_eq!(of(Rule::OneSide, &points, &TREND), [vec![0, 1, 2, 4, 5, 6, 7]]);
    }

    #[test]
    fn rounding_breaks_no_rule() {
        let centre = [0.1; 10].iter().sum::<f64>() / 10.0;
        let points = [Some(Placed { value: 0.1, centre, sigma: Some(0.0) }); 10];
        assert_eq!(breaches(&points, &TREND), []);
    }
}
