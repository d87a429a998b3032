//! One header row of no particular platform. What programs write beside the answers is known by its name, in six
//! languages: the makers of forms are many, and their columns about a response are much alike.

use super::words::personal;
use super::{Headers, Platform, Role};

pub(in crate::responses) static PLAIN: Platform = Platform {
    id: "plain",
    title: "plain",
    detect: |_| Some(String::new()),
    lay_out: |head| Ok(Headers::single_row(head, |header| personal(header).unwrap_or_else(|| by_name(header)))),
};

/// Headers by what they are for: in small letters, with nothing between the words.
const KNOWN: &[(Role, &str)] = &[
    (
        Role::ResponseId,
        "responseid respondentid id caseid recordid entryid submissionid contributionid responseuuid antwortid \
         antwortnummer identifiantdelaréponse idrespuesta antwoordid idrisposta",
    ),
    (
        Role::Submitted,
        "submitted submissiondate datesubmitted enddate completed timestamp submittedat submittedon submitteddate \
         submittedtime submissiontime entrydatesubmitted datecompleted completedat completedon completiontime \
         completiondate endtime enddatetime finishtime finishedat recordeddate responsedate enddatum endzeit zeitstempel \
         eingereichtam abgesendetam abgeschlossenam datedefin heuredefin datedesoumission soumisle fechadeenvío \
         fechadefin fechadefinalización horadefinalización einddatum eindtijd ingediendop verzondenop datadifine \
         datafine inviatoil datadiinvio",
    ),
    (
        Role::Metadata,
        "startdate starttime started startedat startedtime startdatetime timestarted createdat createdon datecreated \
         creationdate entrydatecreated entrydateupdated lastupdate lastupdatedate lastmodified lastmodifiedtime \
         updatedat duration durationinseconds timetaken timetakentocomplete timetakeninseconds totaltime seqnumber \
         sequencenumber useragent browser browserversion operatingsystem screenresolution referer referrer refererurl \
         referrerurl pageurl sessionid visitorid surveyid formid formversion invitationnumber invitationid \
         externalreference externaldatareference emaillist duplicate reference referencenumber lfdnr laufendenr \
         laufendenummer rownumber referenz referenznummer référence referencia referentie volgnummer riferimento startdatum startzeit begonnenam erstelltam geändertam \
         dauer bearbeitungsdauer bearbeitungszeit betriebssystem datededébut heurededébut datedecréation durée \
         navigateur fechadeinicio horadeinicio fechadecreación duración navegador begindatum begintijd starttijd \
         aangemaaktop duur datadiinizio oradiinizio datadicreazione durata",
    ),
    (
        Role::Segment,
        "collector collectorid collectorname distributionchannel channel language userlanguage surveylanguage \
         responselanguage contributionlanguage locale countrycode devicetype kanal erhebungskanal sprache canal langue \
         idioma kanaal taal canale lingua",
    ),
    (
        Role::Complete,
        "responsestatus respondentstatus completionstatus entrystatus submissionstatus surveystatus finished \
         iscomplete iscompleted antwortstatus",
    ),
    (Role::Weight, "weight weights wt"),
];

/// Roles that a header gives away by itself, with or without what it explains in brackets.
fn by_name(header: &str) -> Role {
    let whole = folded(header);
    if whole.is_empty() {
        return Role::Metadata;
    }
    let short = header.split_once('(').map(|(name, _)| folded(name));
    let known = |name: &str| {
        let is_among = |names: &str| names.split(' ').any(|known| known == name);
        KNOWN.iter().find(|(_, names)| is_among(names)).map(|(role, _)| *role)
    };
    known(&whole).or_else(|| known(&short?)).unwrap_or_default()
}

fn folded(header: &str) -> String {
    header.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::{PLAIN, Role};
    use crate::responses::platform::Head;

    /// The columns about responses as several makers of forms write them, and one question.
    #[test]
    fn what_programs_write_beside_the_answers_is_not_asked_about() {
        let exports: [&[&str]; 10] = [
            &[
                "Response ID",
                "Response Status",
                "IP Address",
                "Timestamp (mm/dd/yyyy)",
                "Duplicate",
                "Seq. Number",
                "External Reference",
                "Time Taken to Complete (Seconds)",
                "Country Code",
                "How was it?",
            ],
            &["Response ID", "Respondent Status", "Start Time", "Completion Time", "Collector Name", "How was it?"],
            &["Entry_Id", "Entry_Status", "Entry_DateCreated", "Entry_DateSubmitted", "How was it?"],
            &["Contribution ID", "Creation date", "Last update", "Contribution language", "How was it?"],
            &["ResponseId", "Finished", "RecordedDate", "Duration..in.seconds.", "UserLanguage", "How was it?"],
            &["Reference", "Timestamp", "How was it?"],
            &["Lfd. Nr.", "Zeitstempel", "Wie war es?"],
            &["ID", "Startzeit", "Endzeit", "Dauer", "Sprache", "E-Mail", "Wie war es?"],
            &["ID", "Heure de début", "Heure de fin", "Durée", "Langue", "Adresse IP", "Comment était-ce ?"],
            &["ID", "Fecha de inicio", "Fecha de fin", "Duración", "Idioma", "¿Cómo fue?"],
        ];
        for headers in exports {
            let row = vec![headers.iter().map(ToString::to_string).collect::<Vec<_>>()];
            let columns = (PLAIN.lay_out)(Head::new(&row).expect("a head")).expect("headers").columns;
            let asked: Vec<&str> =
                columns.iter().filter(|column| column.role == Role::Answer).map(|column| column.id.as_str()).collect();
            assert_eq!(asked, headers[headers.len() - 1..], "{headers:?}");
        }
    }
}
