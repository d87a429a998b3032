//! Answers in the order of how strong their words are, where no known scale has them all.
//!
//! *Rather dirty*, *fairly clean* and *spotless* are on no list, yet nobody doubts their order: each is one of two
//! opposites, or a word that all of them share, to some degree. How strong a degree is stands in the files of
//! [`LANGUAGES`], from −100 (not at all) to 100 (completely). Answers that are equally strong are in no order.

use super::found::{Family, Found, Point};
use super::words::{List, Table};
use crate::label::spoken;
use crate::language::{LANGUAGES, Language, Section};
use std::sync::LazyLock;

/// How strong a word is that no degree stands with.
const BARE: i16 = 65;
/// How strong a word is that is a degree of another, unless its list says how strong: *spotless*.
const EXTREME: i16 = 100;
/// What two answers must differ by.
const APART: i16 = 4;
/// Words of the longest degree looked for.
const LONGEST: usize = 5;

/// The degrees and opposites of one language, as they are spoken.
#[derive(Default)]
struct Lexicon {
    degrees: Table<String, i16>,
    poles: Table<String, Pole>,
    families: Table<String, Family>,
    /// *Yes* and *no*, opposites where both occur; else *no* is a degree: *no pain*.
    yes_and_no: Table<String, Pole>,
}

/// One of two opposites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pole {
    pair: usize,
    family: Family,
    is_high: bool,
    /// What it says of itself.
    degree: Option<i16>,
}

/// An answer taken apart.
#[derive(Default)]
struct Reading {
    pole: Option<Pole>,
    degree: Option<i16>,
    /// Words that are neither.
    rest: Vec<String>,
}

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| LANGUAGES.iter().map(Lexicon::read).collect());

/// The answers from low to high, if the words of one language order them.
pub(super) fn found(texts: &[&str]) -> Option<Found> {
    const FEWEST: usize = 3;
    (texts.len() >= FEWEST).then(|| LEXICONS.iter().find_map(|lexicon| lexicon.ordered(texts)))?
}

impl Lexicon {
    fn read(language: &Language) -> Lexicon {
        let mut lexicon = Lexicon::default();
        let mut pairs = 0;
        for section in &language.sections {
            match section.what {
                "strength" => lexicon.add_degrees(section),
                "pair" | "poles" => {
                    lexicon.add_pair(pairs, section);
                    pairs += 1;
                }
                "extreme" => lexicon.add_extremes(section),
                "words" => lexicon.add_family(section),
                "list" if section.about == List::Yes.name() => lexicon.add_yes_or_no(true, section),
                "list" if section.about == List::No.name() => lexicon.add_yes_or_no(false, section),
                _ => {}
            }
        }
        lexicon
    }

    fn add_degrees(&mut self, section: &Section) {
        let Ok(strength) = section.about.parse() else { return };
        self.degrees.extend(section.lines.iter().flatten().map(|phrase| (spoken(phrase), strength)));
    }

    fn add_pair(&mut self, pair: usize, section: &Section) {
        let (Some(family), [low, high]) = (Family::named(section.about), section.lines.as_slice()) else { return };
        for (words, is_high) in [(low, false), (high, true)] {
            for word in words {
                self.poles.entry(spoken(word)).or_insert(Pole { pair, family, is_high, degree: None });
            }
        }
    }

    fn add_yes_or_no(&mut self, is_high: bool, section: &Section) {
        let pole = Pole { pair: usize::MAX, family: Family::Extent, is_high, degree: None };
        self.yes_and_no.extend(section.lines.iter().flatten().map(|word| (spoken(word), pole)));
    }

    /// Words that say more than the one they are named after.
    fn add_extremes(&mut self, section: &Section) {
        let (word, strength) = section.about.split_once(' ').unwrap_or((section.about, ""));
        let Some(pole) = self.poles.get(&spoken(word)).copied() else { return };
        let extreme = Pole { degree: Some(strength.parse().unwrap_or(EXTREME)), ..pole };
        for word in section.lines.iter().flatten() {
            self.poles.entry(spoken(word)).or_insert(extreme);
        }
    }

    fn add_family(&mut self, section: &Section) {
        let Some(family) = Family::named(section.about) else { return };
        self.families.extend(section.lines.iter().flatten().map(|word| (spoken(word), family)));
    }

    fn ordered(&self, texts: &[&str]) -> Option<Found> {
        let said: Vec<String> = texts.iter().map(|text| spoken(text)).collect();
        let says = |is_high: bool| {
            let mut words = said.iter().flat_map(|said| said.split(' '));
            words.any(|word| self.yes_and_no.get(word).is_some_and(|pole| pole.is_high == is_high))
        };
        let is_yes_or_no = says(true) && says(false);
        let readings: Vec<Reading> = said.iter().map(|said| self.taken_apart(said, is_yes_or_no)).collect();
        let family = self.family(&readings)?;
        let is_of_two = has_both_poles(&readings);
        let mut placed: Vec<(i16, &str)> =
            readings.iter().zip(texts).map(|(reading, text)| (reading.strength(is_of_two), *text)).collect();
        placed.sort_unstable();
        placed.windows(2).all(|two| two[1].0 - two[0].0 >= APART).then(|| {
            let point =
                |(_, text): (i16, &str)| Point { label: text.to_owned(), seen: true, also: Vec::new(), meant: None };
            Found { family, points: placed.into_iter().map(point).collect(), left_out: None }
        })
    }

    /// The degree, the pole and the other words of an answer. The longest degree wins.
    fn taken_apart(&self, said: &str, is_yes_or_no: bool) -> Reading {
        let words: Vec<&str> = said.split(' ').filter(|word| !word.is_empty()).collect();
        let mut reading = Reading::default();
        let mut at = 0;
        while at < words.len() {
            if let Some(pole) = self.yes_and_no.get(words[at]).filter(|_| is_yes_or_no) {
                reading.stand_at(*pole);
                at += 1;
                continue;
            }
            let lengths = (1..=LONGEST.min(words.len() - at)).rev();
            let phrase = |length: usize| Some((length, *self.degrees.get(&words[at..at + length].join(" "))?));
            if let Some((length, strength)) = lengths.clone().find_map(phrase) {
                reading.say(strength);
                at += length;
            } else if let Some((length, pole)) = lengths
                .into_iter()
                .find_map(|length| Some((length, *self.poles.get(&words[at..at + length].join(" "))?)))
            {
                reading.stand_at(pole);
                at += length;
            } else {
                reading.rest.push(words[at].to_owned());
                at += 1;
            }
        }
        reading
    }

    /// What such a scale is about; `None` where the answers are on no scale together.
    fn family(&self, readings: &[Reading]) -> Option<Family> {
        let placed: Vec<&Reading> = readings.iter().filter(|reading| !reading.is_neutral()).collect();
        let first = placed.iter().find(|reading| !reading.is_degree_alone()).or(placed.first())?;
        let poles = || placed.iter().filter_map(|reading| reading.pole);
        let pair = poles().next();
        if poles().any(|pole| Some(pole.pair) != pair.map(|pair| pair.pair)) {
            return None;
        }
        // What is said beside degree and pole is said by all of them.
        let (alone, with_words): (Vec<&Reading>, Vec<&Reading>) =
            placed.iter().partition(|reading| reading.is_degree_alone());
        if with_words.iter().any(|reading| reading.rest != first.rest) {
            return None;
        }
        // *Never* beside *some of the time*; but *very* beside a word nobody knows is no scale of that word.
        let is_utter = |reading: &&Reading| reading.degree.is_some_and(|degree| degree.abs() == EXTREME);
        if !with_words.is_empty() && !alone.is_empty() && (with_words.len() < 2 || !alone.iter().all(is_utter)) {
            return None;
        }
        if has_both_poles(readings) {
            // *Yes*, *no* and *maybe* are answers, not degrees.
            let is_yes_or_no = poles().any(|pole| pole.pair == usize::MAX);
            if is_yes_or_no && placed.iter().filter(|reading| reading.degree.is_some()).count() < 2 {
                return None;
            }
            let is_placed = |reading: &&Reading| reading.pole.is_some() || reading.is_degree_alone();
            return placed.iter().all(is_placed).then_some(pair?.family);
        }
        let stands = |reading: &&Reading| reading.pole.is_some() || reading.is_degree_alone();
        if pair.is_some() && !placed.iter().all(stands) {
            return None;
        }
        let degrees = placed.iter().filter(|reading| reading.degree.is_some()).count();
        let is_about_something = pair.is_some() || !first.rest.is_empty();
        let enough = if is_about_something { degrees >= 2 } else { degrees == placed.len() && degrees >= 3 };
        let named = first.rest.iter().find_map(|word| self.families.get(word).copied());
        enough.then(|| named.or(pair.map(|pole| pole.family)).unwrap_or(Family::Extent))
    }
}

/// Whether the answers reach from one of two opposites to the other.
fn has_both_poles(readings: &[Reading]) -> bool {
    let stands = |is_high: bool| {
        let mut poles = readings.iter().filter(|reading| !reading.is_neutral()).filter_map(|reading| reading.pole);
        poles.any(|pole| pole.is_high == is_high)
    };
    stands(true) && stands(false)
}

impl Reading {
    /// A further degree: *not* … *at all* is one; what is neither this nor that stays so.
    fn say(&mut self, strength: i16) {
        self.degree = Some(match self.degree {
            None => strength,
            Some(0) => 0,
            Some(_) if strength == 0 => 0,
            Some(known) if known < 0 && strength < 0 => known.min(strength),
            // *Not entirely*: less than it, but how much?
            Some(known) if known < 0 || strength < 0 => -35,
            Some(known) => known.max(strength),
        });
    }

    fn stand_at(&mut self, pole: Pole) {
        match self.pole {
            // *Neither good nor bad*, whatever it is worded like.
            Some(known) if known.pair == pole.pair && known.is_high != pole.is_high => self.degree = Some(0),
            _ => self.pole = Some(pole),
        }
    }

    fn is_neutral(&self) -> bool {
        self.degree == Some(0)
    }

    /// *Never* beside *some of the time*, *not at all* beside *rather yes*.
    fn is_degree_alone(&self) -> bool {
        self.pole.is_none() && self.degree.is_some() && self.rest.is_empty()
    }

    /// From −100 to 100; `is_of_two`: the low one of two opposites counts below nothing.
    fn strength(&self, is_of_two: bool) -> i16 {
        if self.is_neutral() {
            return 0;
        }
        let own = self.pole.and_then(|pole| pole.degree);
        let strength = self.degree.or(own).unwrap_or(BARE);
        // *No, not at all* is more of a no than *no, not really*.
        let is_yes_or_no = self.pole.is_some_and(|pole| pole.pair == usize::MAX);
        let strength = if is_yes_or_no { strength.abs() } else { strength };
        let is_low = is_of_two && self.pole.is_some_and(|pole| !pole.is_high);
        if is_low { -strength } else { strength }
    }
}

#[cfg(test)]
mod tests {
    use super::found;

    fn is_found(low_to_high: &str) -> bool {
        let levels: Vec<&str> = low_to_high.split(" | ").collect();
        let mut mixed = levels.clone();
        mixed.sort_unstable();
        let labels = |found: super::Found| found.points.into_iter().map(|point| point.label).collect::<Vec<_>>();
        found(&mixed).map(labels).is_some_and(|found| found == levels)
    }

    #[test]
    fn words_of_any_kind_stand_in_the_order_of_their_strength() {
        let scales = [
            "Completely dissatisfied | Mostly dissatisfied | Somewhat dissatisfied | Neither | Somewhat satisfied | Mostly satisfied | Completely satisfied",
            "Disagree completely | Disagree | Tend to disagree | Tend to agree | Agree | Agree completely",
            "Filthy | Rather dirty | Fairly clean | Spotless",
            "No tiredness | Mild tiredness | Moderate tiredness | Severe tiredness | Unbearable tiredness",
            "Much worse than last year | A little worse than last year | About the same | A little better than last year | Much better than last year",
            "Not at all reassuring | A little reassuring | Fairly reassuring | Very reassuring",
            "Keine Müdigkeit | Leichte Müdigkeit | Mäßige Müdigkeit | Starke Müdigkeit | Unerträgliche Müdigkeit",
            "Trifft gar nicht zu | Trifft eher nicht zu | Trifft teilweise zu | Trifft eher zu | Trifft völlig zu",
            "Sehr laut | Eher laut | Eher leise | Sehr leise",
            "Aucune gêne | Gêne légère | Gêne modérée | Gêne forte | Gêne insupportable",
            "Très bruyant | Plutôt bruyant | Plutôt calme | Très calme",
            "Nada | Un poco | Bastante | Mucho | Muchísimo",
            "No, not at all | No, not really | Yes, somewhat | Yes, very much",
            "Pas du tout | Plutôt non | Plutôt oui | Tout à fait",
            "None of them did | Some of them did | Most of them did | All of them did",
            "Never | Some of the time | Most of the time | All of the time",
            "Awful | Not good | OK | Good | Awesome",
            "No trust at all | Little trust | Some trust | Full trust",
            "heel_weinig | weinig | gemiddeld | veel | heel_veel",
            "Molto bassa | Bassa | Media | Alta | Molto alta",
            "Poorly prepared | Adequately prepared | Well prepared | Very well prepared",
            "Muy ruidoso | Algo ruidoso | Bastante tranquilo | Muy tranquilo",
            "Helemaal niet | Een beetje | Redelijk | Grotendeels | Volledig",
            "Erg onrustig | Een beetje onrustig | Redelijk rustig | Erg rustig",
            "Nessuna stanchezza | Stanchezza lieve | Stanchezza moderata | Stanchezza forte | Stanchezza insopportabile",
            "Molto rumoroso | Un po’ rumoroso | Abbastanza tranquillo | Molto tranquillo",
        ];
        let wrong: Vec<&str> = scales.into_iter().filter(|levels| !is_found(levels)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn answers_of_the_same_strength_or_of_several_things_are_in_no_order() {
        for levels in [
            "Quite clean | Very clean | Very friendly",
            "Very loud | Extremely loud | Very, very loud and dark",
            "Green | Red | Blue",
            "A little | Very | Monday",
            "Yes | Maybe | No",
            "Yes, online | Yes, by phone | No",
            "North | South | West",
            "Completely agree | Totally agree | Disagree",
        ] {
            let levels: Vec<&str> = levels.split(" | ").collect();
            assert!(found(&levels).is_none(), "{levels:?}");
        }
    }
}
