//! A made-up survey with its answers, before any platform writes it down.

use super::words::Language;
use crate::support::Dice;

/// What a question asks for.
#[derive(Debug, Clone)]
pub enum Asks {
    /// 0 to 10.
    Recommend,
    /// One level of a scale, from low to high.
    Scale(Vec<String>),
    /// One of several answers.
    Choice(Vec<String>),
    /// Any of several answers.
    Ticks(Vec<String>),
    /// Several items on one scale.
    Grid(Vec<String>, Vec<String>),
    /// How many.
    Amount,
    /// How long, in minutes.
    Minutes,
    /// A comment.
    Comment,
    /// One of the codes 1 to 3 that nothing explains.
    Codes,
    /// One of many places.
    Site(Vec<String>),
}

#[derive(Debug, Clone)]
pub struct Question {
    pub code: String,
    pub text: String,
    pub asks: Asks,
}

/// An answer by positions; numbers and comments as text.
#[derive(Debug, Clone)]
pub enum Answer {
    None,
    One(usize),
    Any(Vec<usize>),
    Rows(Vec<Option<usize>>),
    Text(String),
}

/// What is made difficult.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    None,
    /// A level in the middle of every scale that nobody chose.
    Gap,
    /// One cell of every scale is misspelt.
    Typo,
    /// A stray word in one cell of a column of ticks.
    Stray,
    /// Lines before the header and notes below the table.
    Preamble,
    /// Two hundred sites.
    ManySites,
}

pub const TROUBLES: [Trouble; 6] =
    [Trouble::None, Trouble::Gap, Trouble::Typo, Trouble::Stray, Trouble::Preamble, Trouble::ManySites];

/// A made-up survey: questions, and a row of answers per respondent.
pub struct Survey {
    pub language: &'static Language,
    pub questions: Vec<Question>,
    pub rows: Vec<Vec<Answer>>,
    pub trouble: Trouble,
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

impl Survey {
    pub fn new(language: &'static Language, trouble: Trouble, seed: u64) -> Survey {
        let mut dice = Dice::new(seed);
        let questions = questions(language, trouble, &mut dice);
        let people = 120 + dice.below(80);
        let rows = (0..people)
            .map(|_| questions.iter().map(|question| answer(question, language, trouble, &mut dice)).collect());
        let rows = rows.collect();
        Survey { language, questions, rows, trouble }
    }
}

fn questions(language: &'static Language, trouble: Trouble, dice: &mut Dice) -> Vec<Question> {
    let mut asked: Vec<(String, Asks)> = vec![(language.recommend.to_owned(), Asks::Recommend)];
    let first = dice.below(language.scales.len());
    for at in 0..3 {
        let scale = &language.scales[(first + at * 2) % language.scales.len()];
        asked.push((scale.asks.to_owned(), Asks::Scale(texts(&scale.levels))));
    }
    let (text, options) = &language.choice;
    asked.push(((*text).to_owned(), Asks::Choice(texts(options))));
    let (text, options) = &language.ticks;
    asked.push(((*text).to_owned(), Asks::Ticks(texts(options))));
    let (text, options) = &language.commas;
    asked.push(((*text).to_owned(), Asks::Choice(texts(options))));
    let (text, items) = &language.items;
    asked.push(((*text).to_owned(), Asks::Grid(texts(items), texts(&language.scales[3].levels))));
    let (text, options) = &language.yes_no;
    asked.push(((*text).to_owned(), Asks::Choice(texts(options))));
    asked.push((language.amount.to_owned(), Asks::Amount));
    asked.push((language.minutes.to_owned(), Asks::Minutes));
    asked.push((format!("{} 2", language.site), Asks::Codes));
    asked.push((language.comment.to_owned(), Asks::Comment));
    let sites = if trouble == Trouble::ManySites { 60 } else { 4 };
    let names = ["North", "South", "Mill Lane", "Harbour", "Riverside", "Oakfield"];
    let site = |at: usize| {
        let name = names[at % names.len()];
        if at < names.len() { name.to_owned() } else { format!("{name} {}", at / names.len() + 1) }
    };
    asked.push((language.site.to_owned(), Asks::Site((0..sites).map(site).collect())));
    let numbered = asked.into_iter().enumerate();
    numbered.map(|(at, (text, asks))| Question { code: format!("Q{}", at + 1), text, asks }).collect()
}

/// Answers lean to the good side, as they do.
fn level(levels: usize, trouble: Trouble, dice: &mut Dice) -> usize {
    let found = dice.below(levels).max(dice.below(levels));
    if trouble == Trouble::Gap && found == 2 { 3 } else { found }
}

fn answer(question: &Question, language: &'static Language, trouble: Trouble, dice: &mut Dice) -> Answer {
    if dice.happens(6) {
        return Answer::None;
    }
    match &question.asks {
        Asks::Recommend => Answer::Text(dice.below(11).max(dice.below(11)).to_string()),
        Asks::Scale(levels) => Answer::One(level(levels.len(), trouble, dice)),
        Asks::Choice(options) => Answer::One(dice.below(options.len())),
        Asks::Ticks(options) => Answer::Any((0..options.len()).filter(|_| dice.happens(35)).collect()),
        Asks::Grid(items, levels) => {
            Answer::Rows(items.iter().map(|_| (!dice.happens(4)).then(|| level(levels.len(), trouble, dice))).collect())
        }
        Asks::Amount => Answer::Text(dice.below(25).to_string()),
        Asks::Minutes => Answer::Text((dice.below(70) + 1).to_string()),
        Asks::Codes => Answer::Text((dice.below(3) + 1).to_string()),
        Asks::Site(sites) => Answer::One(dice.below(sites.len())),
        Asks::Comment if dice.happens(60) => Answer::None,
        Asks::Comment => {
            let one = dice.one_of(&language.remarks);
            Answer::Text(format!("{one}. {} {}", dice.one_of(&language.remarks), dice.below(1000)))
        }
    }
}
