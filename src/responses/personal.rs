//! What points to a person: headers of columns, and cells by their look. The words are data, in six languages.

/// What such a column holds, in small letters without accents or anything between them.
const WHAT: &[&str] = &[
    // Any language.
    "ip ipaddress ipaddr ipadresse adresseip direccionip ipadres indirizzoip email emails whatsapp latitude longitude locationlatitude locationlongitude \
     networkid nhsnumber nhsno mrn ssn",
    // English.
    "name names fullname firstname middlename lastname surname forename forenames givenname familyname \
     maidenname nickname username initials signature firstandlastname emailaddress emailid useremail phone \
     phones phonenumber phoneno telephone telephone1 telephonenumber telephoneno telno mobile mobilenumber \
     mobileno mobilephone mobilephonenumber cellphone cellphonenumber contactnumber contactphone \
     contactdetails contactinfo contactinformation address streetaddress postaladdress mailingaddress \
     postcode postalcode postal zip zipcode eircode dob dateofbirth birthdate birthday hospitalnumber \
     medicalrecordnumber patientnumber patientid insurancenumber nationalinsurancenumber socialsecuritynumber \
     passportnumber recipientemail recipientfirstname recipientlastname reviewername",
    // German.
    "vorname vornamen nachname familienname zuname geburtsname vorundnachname vorundzuname emailadresse \
     mailadresse telefon telefonnummer telefonnr telefonnumer handynummer handynr mobilnummer mobiltelefon \
     rufnummer kontaktdaten anschrift adresse strasse hausnummer strasseundhausnummer plz postleitzahl \
     geburtsdatum geburtstag versichertennummer krankenversichertennummer patientennummer unterschrift",
    // French.
    "nom prenom prenoms nomdefamille nomcomplet nometprenom prenometnom nomprenom courriel adressemail \
     adresseemail adresseelectronique numerodetelephone numerodeportable telephoneportable adressepostale \
     codepostal datedenaissance numerodesecuritesociale",
    // Spanish.
    "nombre nombres apellido apellidos nombrecompleto nombreyapellido nombreyapellidos correoelectronico \
     telefono telefonomovil numerodetelefono direccion domicilio codigopostal fechadenacimiento dni \
     numerodehistoriaclinica",
    // Dutch.
    "naam voornaam achternaam volledigenaam voorletters emailadres mailadres telefoonnummer telefoon \
     mobielnummer mobieletelefoon gsmnummer adres straatnaam huisnummer geboortedatum bsn burgerservicenummer",
    // Italian.
    "nome cognome nomecompleto nomeecognome cognomeenome postaelettronica indirizzoemail indirizzo \
     numeroditelefono cellulare numerodicellulare codicepostale datadinascita codicefiscale",
];

/// Words beside it that do not change what it is: whose it is, and how it is asked for.
const BESIDE: &[&str] = &[
    // English.
    "your my our the a of please enter provide optional home work personal private patient patients customer \
     client contact respondent participant person guest parent carer guardian child childs recipient reviewer \
     visitor gp doctor dr nurse consultant clinician therapist dentist staff employee agent requester user s",
    // German.
    "ihr ihre ihren mein meine der die das des patienten patientin kunde kunden arzt bitte freiwillig",
    // French.
    "votre vos mon ma le la l du de medecin facultatif",
    // Spanish.
    "su tu mi el del paciente cliente medico opcional",
    // Dutch.
    "uw je jouw mijn het van klant arts optioneel",
    // Italian.
    "il suo sua tuo tua mio mia della di paziente facoltativo",
];

/// Who may have been seen: values of such a column are likely names, too.
const STAFF: &[&str] =
    &["doctor physician consultant clinician surgeon dentist therapist physiotherapist nurse midwife \
    practitioner staff employee agent assignee advisor adviser operator arzt aerztin arztin mitarbeiter \
    mitarbeiterin medecin infirmier infirmiere medico enfermera enfermero empleado arts verpleegkundige \
    medewerker infermiere infermiera dipendente"];

/// Words that make of staff a place, a rank or a number.
const NOT_STAFF: &[&str] =
    &["practice type role group department team grade band number count level category job or and hours ratio \
    survey rating score satisfaction friendliness attitude"];

/// Longest header, in words, that may only name what stands in the column.
const MOST_WORDS: usize = 6;

/// Whether a word is one of these; each text of the list holds many.
fn among(list: &[&str], word: &str) -> bool {
    list.iter().any(|words| words.split_ascii_whitespace().any(|known| known == word))
}

/// Whether a column headed so holds what points to a person.
pub(super) fn header(text: &str) -> bool {
    let words = words(text);
    let all = words.concat();
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|word| !among(BESIDE, word)).collect();
    let is_qualified = ["emailaddress", "useremail", "ipaddress"].iter().any(|tail| all.ends_with(tail));
    among(WHAT, &all) || words.len() <= MOST_WORDS && (is_qualified || among(WHAT, &kept.concat()))
}

/// Whether a column or segment called so has people for its values: respondents, or those who looked after them.
pub(super) fn names_people(text: &str) -> bool {
    let words = words(text);
    let has = |list: &[&str]| words.iter().any(|word| among(list, word));
    header(text) || words.len() <= MOST_WORDS && has(STAFF) && !has(NOT_STAFF)
}

/// Whether a value looks like a person's: an e-mail address, a telephone number, a postcode of the United Kingdom,
/// a name with a form of address before it.
pub(super) fn value(text: &str) -> bool {
    is_email(text) || is_phone(text) || is_postcode(text) || is_addressed(text)
}

fn is_email(text: &str) -> bool {
    let mut words = text.split([' ', '<', '>', ',', ';']);
    words.any(|word| word.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.')))
}

/// Seven to fifteen digits and what people write between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    // A plain number may be anything.
    let is_written_so = text.starts_with(['0', '+', '(']) || text.contains([' ', '/', '-']);
    let is_bare = text.chars().all(|letter| letter.is_ascii_digit() || " +-()/.".contains(letter));
    (7..=15).contains(&digits) && is_bare && is_written_so && !is_date(text)
}

/// Whether a text is a day, perhaps with the time: digits in three groups, as days are written.
pub(super) fn is_date(text: &str) -> bool {
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

/// Forms of address that stand before a name.
const ADDRESS: &[&str] =
    &["mr mrs ms miss mx dr prof professor sister nurse herr frau mme mlle monsieur madame sr sra dhr mevr \
    mevrouw sig signora dott dottssa"];

fn is_addressed(text: &str) -> bool {
    let words = words(text);
    let is_short = (2..=5).contains(&words.len());
    is_short && words.first().is_some_and(|word| among(ADDRESS, word))
}

/// The words of a text in small letters without accents.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.chars().flat_map(char::to_lowercase) {
        let Some(word) = words.last_mut() else { continue };
        match plain(letter) {
            Some(plain) => word.push_str(plain),
            None if letter.is_alphanumeric() => word.push(letter),
            // `e-mail` and `O'Neill` are one word.
            None if matches!(letter, '\'' | '\u{2019}') || letter == '-' && *word == "e" => {}
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
    use super::{header, names_people, value};

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
}
