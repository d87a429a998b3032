//! Published counts and the figures published with them.

use super::{NINE_DIGITS, Question, assert_close, zero_to_ten};
use survey::metric::{
    BOTTOM_BOX, Bins, CES, CSAT, DATES, DISTRIBUTION, FFT, FFT_LEGACY, FIRST_CHOICE, HISTOGRAM, MULTIPLE,
    MULTIPLE_ANSWERS, NETS, NEVER, NPS, NUMBER, RANKING, Subject, TARGET, TEXT,
};
use survey::plan::to_days;
use survey::scale::{AnswerOption, Direction, Missing, Net};
use survey::stats;
use survey::table::{Answers, Design, QuestionTally, Tally};

/// Promoters, passives and detractors as counts per score.
fn net_promoter(promoters: u64, passives: u64, detractors: u64) -> Question {
    let mut counts = [0; 11];
    (counts[10], counts[9], counts[8], counts[3]) = (promoters - promoters / 2, promoters / 2, passives, detractors);
    Question::counts(&zero_to_ten(), &counts)
}

/// Rocks (2016), *The American Statistician* 70:365: the adjusted Wald interval, evaluated in R from the
/// published formulas.
#[test]
fn net_promoter_scores_have_rockss_interval() {
    let cases = [
        ((19, 8, 9), 27.777_778, 13.950_481, -0.441_474, 51.723_525),
        ((60, 25, 15), 45.0, 7.399_324, 29.343_111, 58.035_530),
        ((50, 30, 20), 30.0, 7.810_250, 14.051_130, 44.201_297),
        ((5, 3, 2), 30.0, 24.698_178, -19.050_615, 65.204_462),
        ((10, 0, 0), 100.0, 0.0, 47.503_552, 100.0),
    ];
    for ((promoters, passives, detractors), score, se, low, high) in cases {
        let figure = net_promoter(promoters, passives, detractors).figure(&NPS, None);
        let interval = figure.interval.expect("an interval");
        assert_eq!(interval.method, "adjusted_wald");
        // Published with six decimals.
        for (ours, theirs) in [
            (figure.value.expect("a score"), score),
            (figure.se.expect("se"), se),
            (interval.low, low),
            (interval.high, high),
        ] {
            assert!((ours - theirs).abs() < 6e-7, "{ours} is not {theirs}");
        }
    }
}

/// The arithmetic of 60 promoters, 25 passives and 15 detractors, to be read aloud.
#[test]
fn the_steps_of_a_net_promoter_score_lead_to_it() {
    let question = net_promoter(60, 25, 15);
    let steps = (NPS.steps)(&question.subject());
    for line in [
        "promoters (9–10): 60 respondents ÷ 100 respondents × 100 = 60 %",
        "NPS = 100 × (60 − 15) ÷ 100 = 45",
        "standard error = 100 × √((0.6 + 0.15 − (0.6 − 0.15)²) ÷ 100) = 7.3993",
    ] {
        assert!(steps.iter().any(|step| step == line), "{line} is not among {steps:#?}");
    }
}

/// Newcombe (1998), *Statistics in Medicine* 17:857, table I examples; limits from R 4.2.2
/// `prop.test(correct = FALSE)`.
#[test]
fn wilson_limits_agree_with_newcombe() {
    let cases = [
        (81.0, 263.0, 0.255_288_52, 0.366_209_58),
        (15.0, 148.0, 0.062_386_40, 0.160_487_24),
        (0.0, 20.0, 0.0, 0.161_125_16),
        (1.0, 29.0, 0.006_113_214_3, 0.171_755_218_8),
        (23.0, 60.0, 0.270_882_72, 0.509_824_04),
    ];
    for (x, n, low, high) in cases {
        let limits = stats::wilson(x, n, 0.95).expect("limits");
        assert!((limits.0 - low).abs() < 6e-9 && (limits.1 - high).abs() < 6e-9, "{x}/{n}: {limits:?}");
    }
    assert_eq!(stats::wilson(0.0, 0.0, 0.95), None);
}

/// Six options of the Friends and Family Test, *Don't know* without a score.
fn friends_and_family(counts: &[u64; 6]) -> Question {
    let scores = [Some(5.0), Some(4.0), Some(3.0), Some(2.0), Some(1.0), None];
    Question { top: vec![0, 1], bottom: vec![3, 4], ..Question::counts(&scores, counts) }
}

/// Counts published by Bridge End and Village Surgery (January 2015 to February 2016) and by Moss Valley
/// Medical Practice (2015, 2016), with *Don't know* in the base.
#[test]
fn friends_and_family_counts_everybody_who_answered() {
    let cases = [
        ([100, 42, 10, 20, 15, 7], 142.0 / 194.0, 35.0 / 194.0, 29.411_764_705_882),
        ([394, 44, 12, 15, 28, 0], 438.0 / 493.0, 43.0 / 493.0, 68.762_677_484_787),
        ([104, 17, 2, 3, 5, 0], 121.0 / 131.0, 8.0 / 131.0, 71.755_725_190_840),
    ];
    for (counts, positive, negative, legacy) in cases {
        let question = friends_and_family(&counts);
        assert_close(question.figure(&FFT, Some("positive")).value.expect("%"), 100.0 * positive, NINE_DIGITS);
        assert_close(question.figure(&FFT, Some("negative")).value.expect("%"), 100.0 * negative, NINE_DIGITS);
        assert_close(question.figure(&FFT_LEGACY, None).value.expect("points"), legacy, NINE_DIGITS);
    }
    let bridge_end = friends_and_family(&cases[0].0);
    let shown: Vec<f64> =
        bridge_end.figures(&DISTRIBUTION).iter().map(|figure| figure.value.expect("%").round()).collect();
    assert_eq!(shown, [52.0, 22.0, 5.0, 10.0, 8.0, 4.0], "as published, in whole percent");
}

/// NHS England's own worked examples: 40 + 30 of 100, nobody, and 10 + 20 of 50.
#[test]
fn friends_and_family_agrees_with_the_national_pipeline() {
    let share = |counts: &[u64; 6], item| friends_and_family(counts).figure(&FFT, Some(item)).value;
    assert_eq!(share(&[40, 30, 15, 10, 5, 0], "positive"), Some(70.0));
    assert_eq!(share(&[40, 30, 15, 10, 5, 0], "negative"), Some(15.0));
    assert_eq!(share(&[0; 6], "positive"), None);
    assert_eq!(share(&[10, 20, 10, 5, 5, 0], "positive"), Some(60.0));
    assert_eq!(share(&[10, 20, 10, 5, 5, 0], "negative"), Some(20.0));
}

/// Kish's effective base of 1,621 respondents with Σw = 1651 and Σw² = 2255.61852968, as the Quantipy
/// documentation gives it: efficiency 74.5496275503 %.
#[test]
fn the_effective_base_is_kishs() {
    let tally = Tally {
        n: 1621,
        weightless: 0,
        w: survey::table::Weight::from_f64(1651.0),
        w2: survey::table::Square::from_f64(2_255.618_529_68),
    };
    assert_close(100.0 * tally.effective() / 1621.0, 74.549_627_550_3, NINE_DIGITS);
}

/// 41 of 50 satisfied and 3 dissatisfied; shares of plain counts, intervals from R's `prop.test`.
#[test]
fn boxes_and_nets_are_shares_of_the_valid_answers() {
    let scores: Vec<Option<f64>> = (1..=5).map(|score| Some(f64::from(score))).collect();
    let question = Question { top: vec![3, 4], bottom: vec![0, 1], ..Question::counts(&scores, &[1, 2, 6, 21, 20]) };
    let csat = question.figure(&CSAT, None);
    assert_eq!((csat.value, csat.count), (Some(82.0), Some(41)));
    assert_eq!(question.figure(&BOTTOM_BOX, None).value, Some(6.0));
    let nets = [Net { label: "Middling".to_string(), options: vec![1, 2] }];
    let figures = (NETS.figures)(&Subject { nets: &nets, ..question.subject() });
    assert_eq!((figures[0].item.as_deref(), figures[0].value), (Some("Middling"), Some(16.0)));
    assert_eq!(question.figure(&CES, None).value, Some(4.14));
    assert_eq!(question.figure(&CES, Some("easy")).value, Some(82.0));
}

/// Ten respondents, sixteen choices.
#[test]
fn multiple_response_has_two_bases() {
    let mut question = Question::counts(&[None, None, None], &[8, 6, 2]);
    question.tally.valid = Tally::unweighted(10);
    question.tally.answers = Answers::Multiple {
        options: [8, 6, 2].map(Tally::unweighted).to_vec(),
        // Four chose the first alone, two the second, two both of these, two all three.
        given: [14, 12, 6].map(Tally::unweighted).to_vec(),
    };
    let values = |metric| question.figures(metric).iter().map(|figure| figure.value).collect::<Vec<_>>();
    assert_eq!(values(&MULTIPLE), [Some(80.0), Some(60.0), Some(20.0)]);
    assert_eq!(values(&MULTIPLE_ANSWERS), [Some(50.0), Some(37.5), Some(12.5)]);
    // Five chose the same two of three: how far from a half others may be is not known, and the third nobody chose.
    question.tally.valid = Tally::unweighted(5);
    question.tally.answers = Answers::Multiple {
        options: [5, 5, 0].map(Tally::unweighted).to_vec(),
        given: [10, 10, 0].map(Tally::unweighted).to_vec(),
    };
    let alike = question.figures(&MULTIPLE_ANSWERS);
    assert_eq!(alike.iter().map(|figure| figure.interval.is_some()).collect::<Vec<_>>(), [false, false, true]);
    // Where everybody chose one, shares of answers are those of respondents, and so are their intervals.
    question.tally.valid = Tally::unweighted(10);
    let one = || [6, 4, 0].map(Tally::unweighted).to_vec();
    question.tally.answers = Answers::Multiple { options: one(), given: one() };
    for (of_answers, of_people) in question.figures(&MULTIPLE_ANSWERS).iter().zip(question.figures(&MULTIPLE)) {
        let limits =
            |figure: &survey::metric::Figure| figure.interval.as_ref().map(|interval| (interval.low, interval.high));
        let ((low, high), (same_low, same_high)) = (limits(of_answers).expect("one"), limits(&of_people).expect("one"));
        assert_close(low, same_low, NINE_DIGITS);
        assert_close(high, same_high, NINE_DIGITS);
    }
}

/// The textbook election over Tennessee's capital: 42, 26, 15 and 17 voters rank Memphis, Nashville,
/// Chattanooga and Knoxville; Nashville's mean rank is the best, Memphis has the most first choices.
#[test]
fn rankings_give_mean_ranks_and_first_choices() {
    let ranks = [[42, 0, 0, 58], [26, 42, 32, 0], [15, 43, 42, 0], [17, 15, 26, 42]];
    let mut question = Question::counts(&[None; 4], &[0; 4]);
    question.tally.valid = Tally::unweighted(100);
    question.tally.answers = Answers::Ranked(ranks.iter().map(|item| item.map(Tally::unweighted).to_vec()).collect());
    let values = |metric| question.figures(metric).iter().map(|figure| figure.value).collect::<Vec<_>>();
    assert_eq!(values(&RANKING), [Some(2.74), Some(2.06), Some(2.27), Some(2.93)]);
    assert_eq!(values(&FIRST_CHOICE), [Some(42.0), Some(26.0), Some(15.0), Some(17.0)]);
}

fn number_tally(values: &[f64]) -> QuestionTally {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut tallies: Vec<(f64, Tally)> = Vec::new();
    for value in sorted {
        match tallies.last_mut() {
            Some((last, tally)) if last.total_cmp(&value).is_eq() => *tally += Tally::unweighted(1),
            _ => tallies.push((value, Tally::unweighted(1))),
        }
    }
    let n = values.len() as u64;
    QuestionTally { missing: Default::default(), valid: Tally::unweighted(n), answers: Answers::Values(tallies.into()) }
}

/// R 4.2.2: heights of 15 American women, `quantile(women$height, …)`, `sd`, `t.test`; and the counts of
/// `hist(women$height, breaks = seq(58, 72, 2))`.
#[test]
fn numbers_agree_with_r_on_the_heights_of_women() {
    let heights: Vec<f64> = (58..=72).map(f64::from).collect();
    let tally = number_tally(&heights);
    let Answers::Values(values) = &tally.answers else { panic!("numbers") };
    let bins = Bins::of(values, Some(60.0));
    let question = Question::counts(&[], &[]);
    let subject = Subject { tally: &tally, unit: "inches", target: Some(60.0), bins: &bins, ..question.subject() };
    let figures = (NUMBER.figures)(&subject);
    let shown: Vec<f64> = figures.iter().map(|figure| figure.value.expect("a value")).collect();
    let from_r = [65.0, 4.472_135_954_999_58, 58.0, 59.4, 61.5, 65.0, 68.5, 70.6, 72.0];
    shown.iter().zip(from_r).for_each(|(ours, theirs)| assert_close(*ours, theirs, NINE_DIGITS));
    let interval = figures[0].interval.as_ref().expect("an interval");
    assert_close(interval.low, 62.523_413_656_752_7, NINE_DIGITS);
    assert_close(interval.high, 67.476_586_343_247_3, NINE_DIGITS);
    assert_eq!(bins.edges, [58.0, 60.0, 62.0, 64.0, 66.0, 68.0, 70.0, 72.0]);
    let counts: Vec<u64> = (HISTOGRAM.figures)(&subject).iter().map(|figure| figure.count.expect("a count")).collect();
    assert_eq!(counts, [3, 2, 2, 2, 2, 2, 2]);
    assert_eq!((TARGET.figures)(&subject)[0].value, Some(20.0));
}

/// R 4.2.2: five replies in time and nineteen chats never answered, `prop.test(5, 24, correct = FALSE)$conf.int` and
/// `prop.test(19, 24, correct = FALSE)$conf.int`; weighted by 2, 1, 3, 1, 1 of which the first and the last are in time
/// and the second and the third never answered, `svymean(~ok + never, svydesign(ids = ~1, weights = ~w))`.
#[test]
fn what_never_ended_is_in_the_base_of_the_share_in_time_as_in_r() {
    let waiting = |tally: &QuestionTally, never: Tally| {
        let mut tally = tally.clone();
        tally.missing[Missing::Never.index()] = never;
        tally
    };
    let question = Question::counts(&[], &[]);
    let tally = waiting(&number_tally(&[1.0, 2.0, 2.5, 4.0, 5.0]), Tally::unweighted(19));
    let subject = Subject { tally: &tally, target: Some(5.0), ..question.subject() };
    for (metric, value, low, high) in [
        (&TARGET, 500.0 / 24.0, 9.244_825_352_851_85, 40.470_453_253_188_65),
        (&NEVER, 1900.0 / 24.0, 59.529_546_746_811_3, 90.755_174_647_148_1),
    ] {
        let figure = &(metric.figures)(&subject)[0];
        let interval = figure.interval.as_ref().expect("an interval");
        assert_close(figure.value.expect("a value"), value, NINE_DIGITS);
        assert_close(interval.low, low, NINE_DIGITS);
        assert_close(interval.high, high, NINE_DIGITS);
    }
    let values = [(2.0, Tally::of_weight(1.0)), (3.0, Tally::of_weight(2.0)), (20.0, Tally::of_weight(1.0))];
    let valid = values.iter().map(|(_, tally)| *tally).sum();
    let weighted =
        QuestionTally { missing: Default::default(), valid, answers: Answers::Values(values.to_vec().into()) };
    let tally = waiting(&weighted, Tally::of_weight(1.0) + Tally::of_weight(3.0));
    let design = Design { weighted: true, units: 5, unit: 1.0 };
    let subject = Subject { tally: &tally, target: Some(5.0), design, ..question.subject() };
    for (metric, value, se) in [(&TARGET, 37.5, 26.145_625_829_189_9), (&NEVER, 50.0, 27.950_849_718_747_4)] {
        let figure = &(metric.figures)(&subject)[0];
        assert_close(figure.value.expect("a value"), value, NINE_DIGITS);
        assert_close(figure.se.expect("a standard error"), se, NINE_DIGITS);
    }
}

/// The bins of a histogram with the number of answers in each.
fn histogram(values: &[f64], target: Option<f64>) -> Vec<(String, u64)> {
    let tally = number_tally(values);
    let Answers::Values(distinct) = &tally.answers else { panic!("numbers") };
    let bins = Bins::of(distinct, target);
    let question = Question::counts(&[], &[]);
    let figures = (HISTOGRAM.figures)(&Subject { tally: &tally, bins: &bins, target, ..question.subject() });
    figures.into_iter().map(|figure| (figure.item.expect("a bin"), figure.count.expect("a count"))).collect()
}

fn shown(bins: &[(String, u64)]) -> Vec<(&str, u64)> {
    bins.iter().map(|(bin, count)| (bin.as_str(), *count)).collect()
}

/// R 4.2.2: `hist(x, breaks = 1:11 / 10)$counts` for ten waits in hours. Edges such as 0.3 are decimals that three
/// times a tenth misses.
#[test]
fn a_decimal_on_an_edge_closes_its_bin() {
    let waits = [0.1, 0.3, 0.3, 0.35, 0.6, 0.7, 0.7, 0.79, 0.9, 1.05];
    let expected = [
        ("0.1 to 0.2", 1),
        ("over 0.2 to 0.3", 2),
        ("over 0.3 to 0.4", 1),
        ("over 0.4 to 0.5", 0),
        ("over 0.5 to 0.6", 1),
        ("over 0.6 to 0.7", 2),
        ("over 0.7 to 0.8", 1),
        ("over 0.8 to 0.9", 1),
        ("over 0.9 to 1", 0),
        ("over 1 to 1.1", 1),
    ];
    assert_eq!(shown(&histogram(&waits, None)), expected);
}

/// Counts of visits have bins of whole numbers, however few there are.
#[test]
fn whole_numbers_have_bins_of_whole_numbers() {
    let visits = [0.0, 1.0, 1.0, 4.0];
    assert_eq!(shown(&histogram(&visits, None)), [("0", 1), ("1", 2), ("2", 0), ("3", 0), ("4", 1)]);
    assert_eq!(shown(&histogram(&[0.0], Some(0.0))), [("0", 1)]);
    let ages: Vec<f64> = (18..80).map(f64::from).collect();
    let ages = histogram(&ages, None);
    assert_eq!(shown(&ages)[..2], [("10–20", 3), ("21–30", 10)]);
    assert_eq!(ages.last(), Some(&("71–80".to_owned(), 9)));
    assert!(Bins::of(&Vec::new().into(), Some(1.0)).edges.is_empty());
}

/// The bars up to the target are the share within target, wherever the target lies.
#[test]
fn the_target_is_an_edge_of_the_histogram() {
    let waits: Vec<f64> = (0..=180).map(|third| f64::from(third) / 3.0).collect();
    // By the usual width; by a finer one; counted from the target; below, at and beyond the ends.
    for target in [20.0, 15.0, 7.0, 12.34, 59.9, 0.0, 60.0, 75.0, -5.0] {
        let tally = number_tally(&waits);
        let Answers::Values(distinct) = &tally.answers else { panic!("numbers") };
        let bins = Bins::of(distinct, Some(target));
        let question = Question::counts(&[], &[]);
        let subject = Subject { tally: &tally, target: Some(target), bins: &bins, ..question.subject() };
        let within = (TARGET.figures)(&subject)[0].count;
        let figures = (HISTOGRAM.figures)(&subject);
        let bars = figures.iter().zip(&bins.edges[1..]).filter(|(_, upper)| **upper <= target);
        assert_eq!(Some(bars.filter_map(|(bar, _)| bar.count).sum::<u64>()), within, "{target} in {:?}", bins.edges);
        assert!(bins.edges.len() <= 22 && bins.edges.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", bins.edges);
        assert!(target <= 0.0 || bins.edges[0] >= 0.0, "no bin of what cannot be: {:?}", bins.edges);
        assert_eq!(figures.iter().filter_map(|bar| bar.count).sum::<u64>(), 181);
    }
    // Numbers so close together that edges run out do no harm.
    assert_eq!(histogram(&[1e16, 1e16 + 2.0], None).iter().map(|(_, count)| count).sum::<u64>(), 2);
}

/// R 4.2.2: `quantile(as.Date(c("2026-01-01", "2026-01-10")), 0.5, type = 1)`: a date that was given.
#[test]
fn the_middle_of_two_dates_is_the_earlier() {
    let days = [jiff::civil::date(2026, 1, 1), jiff::civil::date(2026, 1, 10)];
    let tally = number_tally(&days.map(|day| f64::from(to_days(day))));
    let question = Question::counts(&[], &[]);
    let figures = (DATES.figures)(&Subject { tally: &tally, ..question.subject() });
    assert_eq!(figures[1].value, Some(f64::from(to_days(days[0]))));
}

/// Apollo 11, 12 and 14 landed on 1969-07-20, 1969-11-19 and 1971-02-05 (NASA).
#[test]
fn dates_have_an_earliest_a_middle_and_a_latest() {
    let landings = [jiff::civil::date(1969, 7, 20), jiff::civil::date(1969, 11, 19), jiff::civil::date(1971, 2, 5)];
    let tally = number_tally(&landings.map(|day| f64::from(to_days(day))));
    let question = Question::counts(&[], &[]);
    let subject = Subject { tally: &tally, ..question.subject() };
    let days: Vec<f64> = (DATES.figures)(&subject).iter().map(|figure| figure.value.expect("a day")).collect();
    assert_eq!(days, landings.map(|day| f64::from(to_days(day))));
    assert_eq!((DATES.steps)(&subject), ["earliest: 1969-07-20", "median: 1969-11-19", "latest: 1971-02-05"]);
}

/// `nchar(c("good", "kind", "excellent"))` is 4, 4, 9.
#[test]
fn text_is_counted_and_measured() {
    let tally = number_tally(&[4.0, 4.0, 9.0]);
    let question = Question::counts(&[], &[]);
    let figures = (TEXT.figures)(&Subject { tally: &tally, direction: Direction::LowerIsBetter, ..question.subject() });
    let shown: Vec<f64> = figures.iter().map(|figure| figure.value.expect("a value")).collect();
    assert_close(shown[0], 3.0, NINE_DIGITS);
    assert_close(shown[1], 17.0 / 3.0, NINE_DIGITS);
    assert_close(shown[2], 4.0, NINE_DIGITS);
}

/// Nobody, and one respondent: no number is made up.
#[test]
fn an_empty_base_gives_no_figures_and_one_answer_no_spread() {
    let nobody = net_promoter(0, 0, 0);
    for figure in nobody.figures(&NPS) {
        assert_eq!((figure.value, figure.se, figure.interval), (None, None, None));
    }
    let option = AnswerOption { label: "x".to_string(), codes: Vec::new(), score: Some(3.0) };
    let one = Question { options: vec![option], ..Question::counts(&[Some(3.0)], &[1]) };
    let mean = one.figure(&survey::metric::MEAN, None);
    assert_eq!((mean.value, mean.se, mean.interval), (Some(3.0), None, None));
}
