//! Words that are easily got wrong: with quotation marks, separators, backslashes, letters that few have, and numbers that
//! are none.

use crate::support::Dice;

/// No two are the same where capitals, blanks and kinds of apostrophes make no difference.
const LABELS: [&str; 36] = [
    "fine",
    "It's \"fine\"",
    "Fine, thanks",
    "fine; really",
    "C:\\new\\table",
    "Größer & süßer",
    "čeština",
    "🙂 happy",
    "👩‍⚕️",
    "10",
    "2.5",
    "1,5",
    "007",
    "-1",
    "1e5",
    "50%",
    "£5",
    "either|or",
    "#1",
    "yes: always",
    "- dash",
    "{brace}",
    "[list]",
    "' OR 1=1 --",
    "`tick`",
    "$1",
    "\\u0041",
    "%s %d",
    "NULL",
    "true",
    "NaN",
    "İstanbul",
    "Ａ wide",
    "non\u{a0}breaking",
    "two\nlines",
    "An answer that says at length what another one says in a word, and goes on, and on, until nobody reads it any more, \
     for it is longer than the names that some databases cut off after so many characters, and longer than a line",
];

/// What is no answer anywhere.
const MISSING: [&str; 6] = ["n/a", "N.A.", "—", "-99", "nicht gefragt", "\\N"];
const DONT_KNOW: [&str; 4] = ["Don't know", "Weiß nicht", "98", "🤷"];
const REFUSED: [&str; 3] = ["Prefer not to say", "Keine Angabe", "97"];

/// What headers end in, each with marks that names of columns seldom hold; short, for PostgreSQL cuts off the rest.
const TAILS: [&str; 12] =
    ["", "plain", "\"so\"", "it's", "a,b", "a;b", "back\\slash", "Größe", "🙂", "dots.in.it", "`tick`", "100%"];

/// Names of sites, where a column holds any.
pub const SITES: [&str; 6] = ["North", "Süd \"2\"", "12", "O'Hara, St. John", "Ward\\7", "østre 🏥"];

pub fn labels(dice: &mut Dice, number: usize) -> Vec<String> {
    texts(dice.some(number, &LABELS))
}

/// One that is a name, or a wording.
pub fn label(dice: &mut Dice) -> String {
    (*dice.one_of(&LABELS)).to_owned()
}

pub fn missing(dice: &mut Dice) -> Vec<String> {
    let number = dice.between(1, 3);
    texts(dice.some(number, &MISSING))
}

pub fn dont_know(dice: &mut Dice) -> Vec<String> {
    let number = dice.between(1, 2);
    texts(dice.some(number, &DONT_KNOW))
}

pub fn refused(dice: &mut Dice) -> Vec<String> {
    texts(dice.some(1, &REFUSED))
}

/// A header that begins with a name nothing else has.
pub fn header(dice: &mut Dice, name: &str) -> String {
    format!("{name} {}", dice.one_of(&TAILS)).trim_end().to_owned()
}

fn texts(words: Vec<&str>) -> Vec<String> {
    words.into_iter().map(str::to_owned).collect()
}
