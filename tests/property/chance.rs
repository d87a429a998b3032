//! Where nothing differs, pages seldom say that something does.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};
use survey::metric::{CSAT, Metric, NO_BINS, NPS, Subject, compare};
use survey::scale::{AnswerOption, Direction, Missing};
use survey::stats::{Correction, benjamini_hochberg};
use survey::table::{Answers, Design, QuestionTally, Tally};

const PAGES: u32 = 300;
const QUESTIONS: usize = 8;
const SITES: usize = 12;
const RESPONDENTS: u64 = 30;
const LEVEL: f64 = 0.05;

/// Answers of so many respondents to a question with these shares of each option.
fn answers(chance: &mut Pcg64Mcg, shares: &[f64], respondents: u64) -> QuestionTally {
    let mut counts = vec![0; shares.len()];
    for _ in 0..respondents {
        #[expect(clippy::cast_precision_loss, reason = "a number from 0 to 1")]
        let mut left = (chance.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        let option = shares.iter().position(|share| {
            left -= share;
            left < 0.0
        });
        counts[option.unwrap_or(shares.len() - 1)] += 1;
    }
    let tallies: Vec<Tally> = counts.into_iter().map(Tally::unweighted).collect();
    QuestionTally {
        missing: [Tally::default(); Missing::ALL.len()],
        valid: tallies.iter().copied().sum(),
        answers: Answers::Coded(tallies),
    }
}

fn sum(tallies: &[QuestionTally]) -> QuestionTally {
    let options = |tally: &QuestionTally| match &tally.answers {
        Answers::Coded(options) => options.clone(),
        _ => panic!("a closed question"),
    };
    let mut all = options(&tallies[0]);
    for tally in &tallies[1..] {
        all.iter_mut().zip(options(tally)).for_each(|(sum, one)| *sum += one);
    }
    QuestionTally { valid: all.iter().copied().sum(), answers: Answers::Coded(all), ..tallies[0].clone() }
}

fn subject<'a>(tally: &'a QuestionTally, options: &'a [AnswerOption]) -> Subject<'a> {
    Subject {
        tally,
        options,
        nets: &[],
        top: &[0],
        bottom: &[],
        direction: Direction::HigherIsBetter,
        unit: "",
        target: None,
        bins: &NO_BINS,
        design: Design { weighted: false, units: 0, unit: 1.0 },
        drawn: None,
        confidence: 0.95,
        intervals: None,
        people: None,
    }
}

/// Groups that are marked on a page of equal sites, and on the same page when one site has other shares.
fn marks(chance: &mut Pcg64Mcg, metric: &Metric, scores: &[f64], shares: &[f64], apart: Option<&[f64]>) -> Vec<usize> {
    let tests = tests(chance, (metric, scores, shares), (SITES, QUESTIONS, RESPONDENTS), apart);
    let p: Vec<f64> = tests.iter().map(|(_, p)| *p).collect();
    let adjusted = benjamini_hochberg(&p);
    tests.iter().zip(adjusted).filter(|(_, q)| *q <= LEVEL).map(|((at, _), _)| *at).collect()
}

/// Every site against the others in so many questions: the site and the p-value.
fn tests(
    chance: &mut Pcg64Mcg,
    (metric, scores, shares): (&Metric, &[f64], &[f64]),
    (sites, questions, respondents): (usize, usize, u64),
    apart: Option<&[f64]>,
) -> Vec<(usize, f64)> {
    let option = |score: &f64| AnswerOption { label: score.to_string(), codes: Vec::new(), score: Some(*score) };
    let options: Vec<AnswerOption> = scores.iter().map(option).collect();
    let mut tests = Vec::new();
    for _ in 0..questions {
        let site = |at| answers(chance, apart.filter(|_| at == 0).unwrap_or(shares), respondents);
        let sites: Vec<QuestionTally> = (0..sites).map(site).collect();
        let all = sum(&sites);
        for (at, site) in sites.iter().enumerate() {
            let rest = all.without(site);
            let compared = compare(metric, None, &subject(site, &options), &subject(&rest, &options));
            tests.extend(compared.map(|found| (at, found.outcome.p)));
        }
    }
    tests
}

#[test]
fn a_page_of_equal_sites_seldom_has_a_mark() {
    let cases: [(&Metric, &[f64], &[f64]); 2] =
        [(&NPS, &[9.0, 7.0, 2.0], &[0.5, 0.3, 0.2]), (&CSAT, &[2.0, 1.0], &[0.8, 0.2])];
    for (metric, scores, shares) in cases {
        let mut chance = Pcg64Mcg::seed_from_u64(20_260_601);
        let marked = (0..PAGES).filter(|_| !marks(&mut chance, metric, scores, shares, None).is_empty()).count();
        // Five in a hundred pages; of 300 simulated ones, chance alone gives up to 22 (two standard errors).
        assert!(marked <= 22, "{}: {marked} of {PAGES} pages", metric.id);
    }
}

/// 60 sites without any difference, ten questions: five of net scores and five of shares on one page, and the share of pages
/// with a mark under each correction, for sites of several sizes.
#[test]
#[ignore = "a simulation of a minute: run it when tests or corrections change"]
fn pages_of_sixty_equal_sites_and_ten_questions() {
    const PAGES: u32 = 400;
    for respondents in [12, 30, 100] {
        let mut chance = Pcg64Mcg::seed_from_u64(respondents);
        let mut marked = [0_u32; Correction::ALL.len()];
        let size = (60, 5, respondents);
        for _ in 0..PAGES {
            let nets = tests(&mut chance, (&NPS, &[9.0, 7.0, 2.0], &[0.5, 0.3, 0.2]), size, None);
            let shares = tests(&mut chance, (&CSAT, &[2.0, 1.0], &[0.8, 0.2]), size, None);
            let p: Vec<f64> = nets.iter().chain(&shares).map(|(_, p)| *p).collect();
            for (marked, correction) in marked.iter_mut().zip(Correction::ALL) {
                *marked += u32::from(correction.adjusted(&p).iter().any(|q| *q <= LEVEL));
            }
        }
        for (marked, correction) in marked.iter().zip(Correction::ALL) {
            let name = correction.name();
            // Five in a hundred, and two standard errors.
            let is_seldom = *marked <= 28;
            assert_eq!(is_seldom, correction != Correction::None, "{respondents}, {name}: {marked} of {PAGES}");
        }
    }
}

#[test]
fn a_site_that_does_differ_is_found_and_the_others_are_not() {
    let mut chance = Pcg64Mcg::seed_from_u64(7);
    let (mut found, mut wrong) = (0, 0);
    for _ in 0..20 {
        let page = marks(&mut chance, &NPS, &[9.0, 7.0, 2.0], &[0.5, 0.3, 0.2], Some(&[0.1, 0.3, 0.6]));
        found += page.iter().filter(|site| **site == 0).count();
        wrong += page.iter().filter(|site| **site != 0).count();
    }
    assert!(found > 20 * QUESTIONS * 9 / 10, "{found} of {}", 20 * QUESTIONS);
    assert!(wrong * 10 <= found, "{wrong} wrong, {found} right");
}
