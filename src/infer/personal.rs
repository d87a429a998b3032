//! What points to a person: headers of columns, and cells by their look. The words are in [`crate::language`], in every
//! language.

use super::no_answer;
use super::profile::{ColumnProfile, Role};
use super::words::{self, List};
use crate::label::is_apostrophe;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Longest header, in words, that may only name what stands in the column.
const MOST_WORDS: usize = 8;
/// The same for those who may have been seen: longer ones ask about them.
const MOST_WORDS_OF_STAFF: usize = 6;
/// Distinct cells looked at.
const LOOKED_AT: usize = 200;

/// The words of one list in all languages, as they are compared here: squeezed together.
struct Known(BTreeSet<String>);

impl Known {
    fn of(list: List) -> Known {
        Known(words::all(list).map(|word| words_of(word).concat()).collect())
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// What such a column holds.
static WHAT: LazyLock<Known> = LazyLock::new(|| Known::of(List::Personal));
/// Words beside it that say whose it is.
static WHOSE: LazyLock<Known> = LazyLock::new(|| Known::of(List::Person));
/// Words beside it with which it is asked for.
static ASKS: LazyLock<Known> = LazyLock::new(|| Known::of(List::AsksFor));
/// What stands beside coordinates and was looked up by them.
static COMPANIONS: LazyLock<Known> = LazyLock::new(|| Known::of(List::Whereabouts));
/// What stands there as well, and is too large a place to point to anybody.
static COUNTRIES: LazyLock<Known> = LazyLock::new(|| Known::of(List::Countries));
/// Words for names.
static NAMES: LazyLock<Known> = LazyLock::new(|| Known::of(List::Names));
/// Who may have been seen: values of such a column are likely names, too.
static STAFF: LazyLock<Known> = LazyLock::new(|| Known::of(List::Staff));
/// Words that make of staff a place, a rank or a number.
static NOT_STAFF: LazyLock<Known> = LazyLock::new(|| Known::of(List::NotStaff));
/// Forms of address that stand before a name.
static ADDRESS: LazyLock<Known> = LazyLock::new(|| Known::of(List::Address));
/// Those who are recorded by name and hardly in another way.
static SEEN: LazyLock<Vec<String>> =
    LazyLock::new(|| words::all(List::StaffSeen).map(|word| format!(" {} ", words_of(word).join(" "))).collect());

/// Whether a column headed so holds what points to a person.
#[must_use]
pub fn header(text: &str) -> bool {
    let words = words_of(text);
    let all = words.concat();
    let is_beside = |word: &&str| WHOSE.has(word) || ASKS.has(word);
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_beside(word)).collect();
    let is_qualified = ["emailaddress", "useremail", "ipaddress"].iter().any(|tail| all.ends_with(tail));
    WHAT.has(&all) || words.len() <= MOST_WORDS && (is_qualified || WHAT.has(&kept.concat()))
}

/// Whether a column or segment called so has people for its values: respondents, or those who looked after them.
#[must_use]
pub fn names_people(text: &str) -> bool {
    header(text) || names_staff(&words_of(text))
}

fn names_staff(words: &[String]) -> bool {
    let has = |list: &Known| words.iter().any(|word| list.has(word));
    words.len() <= MOST_WORDS_OF_STAFF && (has(&STAFF) || is_seen(words)) && !has(&NOT_STAFF)
}

/// Whether somebody is meant who is recorded by name.
fn is_seen(words: &[String]) -> bool {
    let spaced = format!(" {} ", words.join(" "));
    SEEN.iter().any(|word| spaced.contains(word.as_str()))
}

/// Sets a column apart that points to a person, by its header or by what it holds; and takes back what only the
/// header says of a column of ticks.
pub fn settle(profile: &mut ColumnProfile) {
    profile.role = match (profile.role, is_personal(profile)) {
        (_, true) => Role::Personal,
        (Role::Personal, false) => Role::Answer,
        (role, false) => role,
    };
}

/// Sets the companions of coordinates apart, too: region, city and the like, which stand beside a latitude or the
/// address of a machine and were looked up by it. They say of one person where they were, not which site is meant.
pub fn settle_companions(profiles: &mut [ColumnProfile]) {
    let kinds: Vec<Whereabouts> = profiles.iter().map(Whereabouts::of).collect();
    let mut start = 0;
    for run in kinds.chunk_by(|one, next| *one != Whereabouts::None && *next != Whereabouts::None) {
        let of_run = &mut profiles[start..start + run.len()];
        start += run.len();
        let count = |wanted: Whereabouts| run.iter().filter(|kind| **kind == wanted).count();
        let is_located =
            count(Whereabouts::Located) > 0 || count(Whereabouts::Machine) > 0 && count(Whereabouts::Companion) > 1;
        for (kind, profile) in run.iter().zip(of_run) {
            if is_located && *kind == Whereabouts::Companion {
                profile.role = Role::Personal;
            }
        }
    }
}

/// What a column says of where somebody was when they answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whereabouts {
    /// Nothing.
    None,
    /// Nothing either, but it belongs there: a country, or something that points to a person.
    Beside,
    /// The address of a machine.
    Machine,
    /// Degrees north or east.
    Located,
    /// The name of a region, a city, a time zone.
    Companion,
}

impl Whereabouts {
    fn of(profile: &ColumnProfile) -> Whereabouts {
        let headers = [&profile.name, &profile.text].map(|text| words_of(text).concat());
        let is_headed = |list: &Known| headers.iter().any(|header| list.has(header));
        let cells: Vec<&str> = profile.values.iter().take(LOOKED_AT).map(|(text, _)| text.as_str()).collect();
        let most = |is: &dyn Fn(&str) -> bool| {
            !cells.is_empty() && cells.iter().filter(|cell| is(cell)).count() * 2 >= cells.len()
        };
        match profile.role {
            Role::Answer | Role::Segment if is_headed(&COMPANIONS) => Whereabouts::Companion,
            Role::Personal if most(&is_address_of_machine) => Whereabouts::Machine,
            Role::Personal if most(&is_place_on_earth) || most(&is_degrees) => Whereabouts::Located,
            Role::Personal => Whereabouts::Beside,
            _ if is_headed(&COUNTRIES) || profile.filled == 0 => Whereabouts::Beside,
            _ => Whereabouts::None,
        }
    }
}

/// Degrees with as many decimals as say where a house stands.
fn is_degrees(text: &str) -> bool {
    let decimals = text.split_once(['.', ',']).map_or(0, |(_, decimals)| decimals.len());
    decimals >= 3 && text.replace(',', ".").parse::<f64>().is_ok_and(|degrees| degrees.abs() <= 180.0)
}

/// Whether a column points to a person, by its header and its cells; `false` for one whose header does and whose
/// cells are nothing but ticks.
fn is_personal(profile: &ColumnProfile) -> bool {
    match profile.role {
        Role::Personal => !is_ticked(profile),
        Role::Answer | Role::OtherText | Role::Segment => holds_people(profile),
        _ => false,
    }
}

/// Cells that say that something was chosen, such as *E-mail* as a way to be reached.
fn is_ticked(profile: &ColumnProfile) -> bool {
    const LISTS: [List; 4] = [List::Selected, List::Unselected, List::Yes, List::No];
    let named =
        [Some(&profile.name), Some(&profile.text), profile.item.as_ref()].map(|name| name.map(|name| words_of(name)));
    // The accuracy of a place is -1 where it is not known, and 1 is a tick.
    let is_number = |text: &str| text.starts_with('-') && text.parse::<f64>().is_ok();
    let is_tick = |text: &str| {
        !is_number(text) && (LISTS.iter().any(|list| words::is(text, *list)) || named.contains(&Some(words_of(text))))
    };
    !profile.more_values && !profile.values.is_empty() && profile.values.iter().all(|(text, _)| is_tick(text))
}

/// Whether most cells are what only people have, or names under a header about people.
fn holds_people(profile: &ColumnProfile) -> bool {
    let cells: Vec<&str> = profile.values.iter().take(LOOKED_AT).map(|(text, _)| text.as_str()).collect();
    let most = |least: usize, is: &dyn Fn(&str) -> bool| {
        cells.len() >= least && cells.iter().filter(|cell| is(cell)).count() * 2 >= cells.len()
    };
    most(1, &is_only_email)
        || most(2, &is_phone)
        || most(2, &is_address_of_machine)
        || most(3, &is_postcode)
        || most(2, &is_place_on_earth)
        || most(3, &is_token_of_panel)
        || holds_names(profile, &cells)
}

/// Whether the header is about people and the cells are names.
fn holds_names(profile: &ColumnProfile, cells: &[&str]) -> bool {
    let headers = [&profile.name, &profile.text].map(|text| words_of(text));
    let about = |is: &dyn Fn(&[String]) -> bool| headers.iter().any(|words| is(words));
    let is_named = |words: &[String]| {
        words.iter().any(|word| NAMES.has(word)) && words.iter().any(|word| WHOSE.has(word) || STAFF.has(word))
    };
    let are_names = |least: usize| {
        let names = cells.iter().filter(|cell| is_name(cell, least)).count();
        !cells.is_empty() && names * 2 >= cells.len()
    };
    let is_recorded = |words: &[String]| is_seen(words) && names_staff(words);
    about(&is_recorded) && are_names(1) || about(&|words| names_staff(words) || is_named(words)) && are_names(2)
}

/// Two to four words, or from `least`, that begin with capitals and are none for a role.
fn is_name(text: &str, least: usize) -> bool {
    if is_addressed(text) {
        return true;
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let is_word = |word: &&str| word.chars().all(|letter| letter.is_alphabetic() || "'\u{2019}.-".contains(letter));
    let is_role = words_of(text).iter().any(|word| STAFF.has(word) || NOT_STAFF.has(word));
    let is_answer = no_answer::token(text).is_some() || words::is(text, List::Yes) || words::is(text, List::No);
    (least..=4).contains(&words.len())
        && words.iter().all(is_word)
        && words.iter().filter(|word| is_capital(word)).count() * 2 > words.len()
        && !is_role
        && !is_answer
}

/// Whether a value looks like a person's: an e-mail address, a telephone number, a postcode of the United Kingdom,
/// a name with a form of address before it.
#[must_use]
pub fn value(text: &str) -> bool {
    is_email(text) || is_phone(text) || is_postcode(text) || is_addressed(text)
}

/// Whether a telephone number, an e-mail address, or a name with a form of address stands anywhere in a text.
pub(super) fn mentions(text: &str) -> bool {
    let run = |letter: char| letter.is_ascii_digit() || " +-()/.".contains(letter);
    let has_number = text.split(|letter: char| !run(letter)).any(|part| is_phone(part.trim()));
    let words = words_of(text);
    let has_address = words.len() > 1 && words[..words.len() - 1].iter().any(|word| ADDRESS.has(word));
    is_email(text) || has_number || has_address
}

fn is_email(text: &str) -> bool {
    let mut words = text.split([' ', '<', '>', ',', ';']);
    words.any(|word| word.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.')))
}

/// An e-mail address, perhaps with a name before it.
fn is_only_email(text: &str) -> bool {
    is_email(text) && text.split_whitespace().count() <= 4
}

/// The address of a machine on the Internet: `192.0.2.1`, `2001:db8::1`.
fn is_address_of_machine(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok() || text.contains(':') && text.parse::<std::net::Ipv6Addr>().is_ok()
}

/// Degrees north and east, as `51.50735, -0.12776`.
fn is_place_on_earth(text: &str) -> bool {
    let degrees = |part: &str| {
        let decimals = part.trim().split_once('.').map_or(0, |(_, decimals)| decimals.len());
        part.trim().parse::<f64>().ok().filter(|_| decimals >= 3)
    };
    let parts: Vec<f64> = text.split([',', ';', ' ']).filter(|part| !part.is_empty()).map_while(degrees).collect();
    matches!(parts.as_slice(), [north, east] if north.abs() <= 90.0 && east.abs() <= 180.0)
}

/// What a panel of participants calls each of them: 24 digits in hexadecimal.
fn is_token_of_panel(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Seven to fifteen digits and what people write between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    // A plain number may be anything, also with zeros before it.
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = text.contains('.') && text.parse::<f64>().is_ok();
    let begins = text.starts_with('0') && !text.starts_with("00") && digits >= 10;
    let is_written_so = if is_plain { begins } else { !is_number };
    let is_bare = text.chars().all(|letter| letter.is_ascii_digit() || " +-()/.".contains(letter));
    (7..=15).contains(&digits) && is_bare && is_written_so && !is_date(text)
}

/// Whether a text is a day, perhaps with the time: digits in three groups, as days are written.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let groups: Vec<&str> = text.split(['-', '/', '.', ' ', ':', 'T']).collect();
    let is_number = |group: &&str| matches!(group.len(), 1 | 2 | 4) && group.bytes().all(|byte| byte.is_ascii_digit());
    groups.len() >= 3 && groups.iter().take(3).all(is_number)
}

/// `SW1A 1AA`, with or without the space.
fn is_postcode(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|letter| *letter != ' ').collect();
    let Some(inward) = letters.len().checked_sub(3).filter(|at| (2..=4).contains(at)) else { return false };
    let (outward, inward) = letters.split_at(inward);
    let ends = inward[0].is_ascii_digit() && inward[1].is_ascii_uppercase() && inward[2].is_ascii_uppercase();
    let begins = outward[0].is_ascii_uppercase() && outward.iter().any(char::is_ascii_digit);
    ends && begins && outward.iter().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
}

/// `Dr Smith`.
fn is_addressed(text: &str) -> bool {
    let words = words_of(text);
    let is_short = (2..=5).contains(&words.len());
    is_short && words.first().is_some_and(|word| ADDRESS.has(word))
}

/// The words of a text in small letters without accents.
fn words_of(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.chars().flat_map(char::to_lowercase) {
        let Some(word) = words.last_mut() else { continue };
        match plain(letter) {
            Some(plain) => word.push_str(plain),
            None if letter.is_alphanumeric() => word.push(letter),
            // `e-mail` and `O'Neill` are one word.
            None if is_apostrophe(letter) || letter == '-' && *word == "e" => {}
            None => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A letter without its accent.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{header, holds_people, is_personal, mentions, names_people, settle_companions, value};
    use crate::infer::{ColumnProfile, Role};

    #[test]
    fn headers_of_personal_columns_are_recognised_in_six_languages() {
        for text in [
            "Name",
            "Patient name",
            "Patient's name",
            "Your e-mail",
            "Contact number",
            "Home address",
            "GP name",
            "Email (optional)",
            "First name",
            "NHS Number",
            "Recipient Email",
            "IP Address",
            "Review User Email",
            "Vorname",
            "Ihre Telefonnummer",
            "Straße",
            "E-Mail-Adresse",
            "Prénom",
            "Votre nom",
            "Code postal",
            "Fecha de nacimiento",
            "Correo electrónico",
            "Uw naam",
            "Achternaam",
            "Cognome",
            "Data di nascita",
            "LocationLatitude",
            "What is your e-mail address?",
            "Prolific PID",
            "MTurk worker ID",
            "PROLIFIC_PID",
            "Wie lautet Ihre Telefonnummer?",
            "Autor",
            "Reviewer",
            "GPS-Breite",
            "GPS-Länge",
            "LocationAccuracy",
            "Latitud",
        ] {
            assert!(header(text), "{text}");
        }
    }

    #[test]
    fn places_and_questions_are_no_people() {
        for text in [
            "Name of the clinic",
            "Site",
            "Site name",
            "Practice",
            "Ward",
            "How easy was it to contact us by email?",
            "Did the doctor tell you his name?",
            "Age",
            "Mobile app",
            "Overall",
            "E",
            "",
            "Wave",
        ] {
            assert!(!names_people(text), "{text}");
        }
    }

    #[test]
    fn staff_are_people() {
        for text in ["Staff member seen", "Doctor", "Ward / consultant", "seen_by_nurse", "Arzt"] {
            assert!(names_people(text) && !header(text), "{text}");
        }
        for text in ["Staff group", "Doctor or nurse", "Nurse friendliness", "GP practice"] {
            assert!(!names_people(text), "{text}");
        }
    }

    #[test]
    fn values_of_people_are_known_by_their_look() {
        for text in ["jane@roe.org", "07700 900123", "+49 30 901820", "SW1A 1AA", "M11AE", "Dr Smith", "Frau Müller"] {
            assert!(value(text), "{text}");
        }
        for text in
            ["North", "Mill Lane", "2026-01-05", "01/02/2026", "16–34", "42", "1234567", "9.5", "A1", "St Mary's"]
        {
            assert!(!value(text), "{text}");
        }
    }

    #[test]
    fn companions_of_coordinates_are_personal_and_regions_of_a_form_are_not() {
        let place =
            |header: &str, cells: &[&str], role: Role| ColumnProfile { filled: 2, role, ..column(header, cells) };
        let answer = |header: &str, cells: &[&str]| place(header, cells, Role::Answer);
        let machine = || place("IP Address", &["192.0.2.1", "192.0.2.7"], Role::Personal);
        let latitude = || place("Latitude", &["53.79123", "51.50735"], Role::Personal);
        let city = || answer("City", &["Leeds", "London"]);
        let region = || answer("State/Region", &["England", "Scotland"]);
        let country = || place("Country Code", &["GB", "US"], Role::Segment);
        let asked = || answer("How was it?", &["Good", "Bad"]);
        let left_out = |mut profiles: Vec<ColumnProfile>| -> Vec<String> {
            settle_companions(&mut profiles);
            profiles.into_iter().filter(|one| one.role == Role::Personal).map(|one| one.name).collect()
        };
        assert_eq!(
            left_out(vec![country(), region(), city(), latitude(), asked()]),
            ["State/Region", "City", "Latitude"]
        );
        assert_eq!(left_out(vec![machine(), country(), region(), city()]), ["IP Address", "State/Region", "City"]);
        assert_eq!(left_out(vec![machine(), region(), asked()]), ["IP Address"], "a region of the form's own");
        assert_eq!(left_out(vec![latitude(), asked(), city()]), ["Latitude"], "asked about, far from coordinates");
        assert!(left_out(vec![region(), city(), asked()]).is_empty());
    }

    #[test]
    fn an_accuracy_that_is_not_known_is_no_tick() {
        let personal =
            |cells: &[&str]| is_personal(&ColumnProfile { role: Role::Personal, ..column("LocationAccuracy", cells) });
        assert!(personal(&["-1"]) && personal(&["-1", "20"]) && personal(&["20"]));
    }

    fn column(header: &str, cells: &[&str]) -> ColumnProfile {
        let values = cells.iter().map(|cell| ((*cell).to_string(), 1)).collect();
        ColumnProfile { values, ..ColumnProfile::new(1, header, Role::Answer) }
    }

    #[test]
    fn columns_are_personal_by_what_they_hold() {
        for (header, cells) in [
            ("Anything to add?", ["ann@x.org", "bo@y.com", "cy@z.net", "no"].as_slice()),
            ("Q7", &["07700 900123", "+44 20 7946 0018", "07700900456"]),
            ("Q8", &["192.0.2.1", "198.51.100.7", "2001:db8::1"]),
            ("Q9", &["SW1A 1AA", "M1 1AE", "EH1 1YZ"]),
            ("Q10", &["51.50735, -0.12776", "48.85661, 2.35222"]),
            ("Q11", &["5f2a7c0e9b1d4e3a8c6f7b21", "5f2a7c0e9b1d4e3a8c6f7b22", "60aa7c0e9b1d4e3a8c6f7b2f"]),
            ("Instructor", &["Anna", "Bernd", "Carla"]),
            ("Doctor", &["Dr Smith", "Jane Roe", "J. O'Neill"]),
            ("What was the name of the nurse who looked after you that day?", &["Jane Roe", "Ben Doe", "Cy Poe"]),
        ] {
            assert!(holds_people(&column(header, cells)), "{header}");
        }
    }

    #[test]
    fn columns_about_other_things_are_none() {
        for (header, cells) in [
            ("Name of the clinic", ["North Clinic", "St Mary Hospital", "Oak House"].as_slice()),
            ("Product name", &["Blue Pen", "Red Pen", "Black Pen"]),
            ("Site name", &["Mill Lane", "Oak House", "West End"]),
            ("E-mail quality", &["Very good", "Good", "Poor"]),
            ("How did you hear about us? / E-mail", &["E-mail", "E-mail"]),
            ("Who did you see?", &["Doctor", "Practice nurse", "Health care assistant"]),
            ("Nurse", &["Yes", "No"]),
            ("Wait", &["0.12345678", "0.5", "12"]),
            ("Date", &["2026-01-05", "01/02/2026", "03/04/2026 10:15"]),
            ("Number", &["1234567", "7654321", "0000012"]),
        ] {
            assert!(!holds_people(&column(header, cells)), "{header}");
        }
        let ticked = ColumnProfile { role: Role::Personal, ..column("E-mail", &["E-mail", "1"]) };
        assert!(
            !is_personal(&ticked) && is_personal(&ColumnProfile { role: Role::Personal, ..column("Name", &["Ann"]) })
        );
    }

    #[test]
    fn people_are_found_in_what_was_written() {
        assert!(mentions("Taxi with John Smith 07700 900123") && mentions("ask Dr Jones") && mentions("me: a@b.org"));
        assert!(!mentions("I came by taxi at 10:15 on 05/01/2026") && !mentions("Other (please specify)"));
    }
}
