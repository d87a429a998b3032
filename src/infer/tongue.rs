//! The scales of one language as its file has them, ready to be looked up.

use super::found::Family;
use super::words::Table;
use crate::label::spoken;
use crate::language::{Language, Section};

/// What a scale leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Nothing: every wording is written out.
    Written,
    /// Two opposites: `-` and `+` in its wordings.
    Between,
    /// A word: `*` in its wordings.
    Degrees,
}

/// A scale from low to high as a language's file has it.
pub(super) struct Sheet {
    pub form: Form,
    /// `None` where it depends on the words that are put in.
    pub family: Option<Family>,
    /// Wordings of each point, the usual one first.
    pub points: Vec<Vec<&'static str>>,
    /// The point that some forms leave out.
    pub middle: Option<usize>,
}

/// Where a wording stands: in which sheet, at which point, and how far from the usual wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub sheet: usize,
    pub point: usize,
    pub wording: usize,
}

/// Two opposites, each in its forms.
pub(super) struct Pair {
    pub family: Family,
    pub low: Vec<&'static str>,
    pub high: Vec<&'static str>,
}

/// A wording with a degree: what stands before the word and after it.
pub(super) struct Degree {
    pub before: String,
    pub after: String,
    pub spot: Spot,
}

/// The scales of one language, ready to be looked up.
#[derive(Default)]
pub(super) struct Tongue {
    pub sheets: Vec<Sheet>,
    pub pairs: Vec<Pair>,
    /// Where wordings stand, as they are spoken, `-` and `+` for opposites; degrees without their word.
    pub spots: Table<String, Vec<Spot>>,
    /// Opposites as they are spoken: which pair, and whether it is the high one.
    pub opposites: Table<String, (usize, bool)>,
    /// Wordings with a degree, by the first word of what stands before.
    pub degrees: Table<String, Vec<Degree>>,
    /// Words that degrees of are a scale of a family.
    pub families: Table<String, Family>,
}

impl Tongue {
    pub fn read(language: &Language) -> Tongue {
        let mut tongue = Tongue::default();
        for section in &language.sections {
            tongue.add(section);
        }
        tongue.sheets.iter().enumerate().for_each(|(at, sheet)| {
            for (point, wordings) in sheet.points.iter().enumerate() {
                for (wording, text) in wordings.iter().enumerate() {
                    let spot = Spot { sheet: at, point, wording };
                    put(&mut tongue.spots, &mut tongue.degrees, &form(text), spot);
                }
            }
        });
        tongue
    }

    fn add(&mut self, section: &Section) {
        let family = Family::named(section.about);
        let form = match section.what {
            "scale" => Form::Written,
            "between" => Form::Between,
            "degrees" => Form::Degrees,
            "pair" => return self.add_pair(family, section),
            "words" => {
                let words = section.lines.iter().flatten().map(|word| spoken(word));
                self.families.extend(words.filter_map(|word| Some((word, family?))));
                return;
            }
            _ => return,
        };
        let mut points = section.lines.clone();
        let is_middle = |point: &Vec<&str>| point.first().is_some_and(|first| first.starts_with('~'));
        let middle = points.iter().position(is_middle);
        points.iter_mut().flatten().for_each(|wording| *wording = wording.trim_start_matches('~'));
        self.sheets.push(Sheet { form, family, points, middle });
    }

    fn add_pair(&mut self, family: Option<Family>, section: &Section) {
        let (Some(family), [low, high]) = (family, section.lines.as_slice()) else { return };
        let at = self.pairs.len();
        for (words, is_high) in [(low, false), (high, true)] {
            for word in words {
                self.opposites.entry(spoken(word)).or_insert((at, is_high));
            }
        }
        self.pairs.push(Pair { family, low: low.clone(), high: high.clone() });
    }
}

/// A wording as it is spoken, with its signs.
pub(super) fn form(text: &str) -> String {
    let spaced = text.replace(['/', ','], " ");
    let words = spaced.split_whitespace().map(|word| match word {
        "+" | "-" | "*" => word.to_owned(),
        _ => spoken(word),
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn put(spots: &mut Table<String, Vec<Spot>>, degrees: &mut Table<String, Vec<Degree>>, form: &str, spot: Spot) {
    let Some((before, after)) = form.split_once('*') else {
        return spots.entry(form.to_owned()).or_default().push(spot);
    };
    let (before, after) = (before.trim(), after.trim());
    let bare = format!("{before} {after}").trim().to_owned();
    if !bare.is_empty() {
        spots.entry(bare).or_default().push(spot);
    }
    let first = before.split(' ').next().unwrap_or_default().to_owned();
    degrees.entry(first).or_default().push(Degree { before: before.to_owned(), after: after.to_owned(), spot });
}
