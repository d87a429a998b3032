//! What the made-up surveys ask, in six languages. Written for the tests alone, so that they do not read the
//! lists of the program they test.

/// A scale from low to high and a wording that asks for it.
pub struct Scale {
    pub asks: &'static str,
    pub levels: [&'static str; 5],
}

/// A survey's words in one language.
pub struct Language {
    pub code: &'static str,
    pub scales: [Scale; 7],
    pub recommend: &'static str,
    pub choice: (&'static str, [&'static str; 5]),
    /// Options with commas inside, of which one is the beginning of another.
    pub commas: (&'static str, [&'static str; 4]),
    pub ticks: (&'static str, [&'static str; 5]),
    /// What stands over the free text beside a multiple choice.
    pub other: &'static str,
    pub items: (&'static str, [&'static str; 4]),
    pub yes_no: (&'static str, [&'static str; 2]),
    pub amount: &'static str,
    pub minutes: &'static str,
    pub comment: &'static str,
    pub remarks: [&'static str; 6],
    pub site: &'static str,
}

const fn scale(asks: &'static str, levels: [&'static str; 5]) -> Scale {
    Scale { asks, levels }
}

pub static LANGUAGES: [Language; 6] = [
    Language {
        code: "en",
        scales: [
            scale(
                "The waiting room was clean",
                ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
            ),
            scale(
                "How satisfied are you with your visit?",
                [
                    "Very dissatisfied",
                    "Dissatisfied",
                    "Neither satisfied nor dissatisfied",
                    "Satisfied",
                    "Very satisfied",
                ],
            ),
            scale("How often did staff listen to you?", ["Never", "Rarely", "Sometimes", "Often", "Always"]),
            scale("How would you rate the care?", ["Very poor", "Poor", "Fair", "Good", "Very good"]),
            scale(
                "How likely are you to come back?",
                ["Not at all likely", "Not so likely", "Somewhat likely", "Very likely", "Extremely likely"],
            ),
            scale(
                "How important is parking to you?",
                [
                    "Not at all important",
                    "Slightly important",
                    "Moderately important",
                    "Very important",
                    "Extremely important",
                ],
            ),
            scale(
                "How easy was it to book?",
                ["Very difficult", "Difficult", "Neither easy nor difficult", "Easy", "Very easy"],
            ),
        ],
        recommend: "How likely is it that you would recommend us to friends or family?",
        choice: ("How did you travel here?", ["By car", "On foot", "By bus", "By bicycle", "By taxi"]),
        commas: ("Would you use video calls?", ["Yes, but not now", "Yes, often", "No", "Maybe, if it is quick"]),
        ticks: ("Which services did you use?", ["Pharmacy", "Blood test", "X-ray", "Physiotherapy", "Vaccination"]),
        other: "Other (please specify)",
        items: (
            "How would you rate the following?",
            ["Reception staff", "Waiting time", "Opening hours", "Signs in the building"],
        ),
        yes_no: ("Have you been here before?", ["Yes", "No"]),
        amount: "How many times did you visit us last year?",
        minutes: "How long did you wait (minutes)?",
        comment: "What could we do better?",
        remarks: [
            "It took rather long until somebody had time for me",
            "Everybody was friendly and I felt taken seriously",
            "The car park is too small in the mornings",
            "Please answer the phone at lunch time as well",
            "I was told two different things by two people",
            "The new online booking is a great improvement",
        ],
        site: "Which clinic did you visit?",
    },
    Language {
        code: "de",
        scales: [
            scale(
                "Das Wartezimmer war sauber",
                [
                    "Stimme überhaupt nicht zu",
                    "Stimme eher nicht zu",
                    "Teils/teils",
                    "Stimme eher zu",
                    "Stimme voll und ganz zu",
                ],
            ),
            scale(
                "Wie zufrieden sind Sie mit Ihrem Besuch?",
                ["Sehr unzufrieden", "Unzufrieden", "Weder noch", "Zufrieden", "Sehr zufrieden"],
            ),
            scale("Wie oft wurde Ihnen zugehört?", ["Nie", "Selten", "Manchmal", "Oft", "Immer"]),
            scale("Wie bewerten Sie die Behandlung?", ["Sehr schlecht", "Schlecht", "Mittelmäßig", "Gut", "Sehr gut"]),
            scale(
                "Wie wahrscheinlich ist es, dass Sie wiederkommen?",
                [
                    "Sehr unwahrscheinlich",
                    "Eher unwahrscheinlich",
                    "Weder noch",
                    "Eher wahrscheinlich",
                    "Sehr wahrscheinlich",
                ],
            ),
            scale(
                "Wie wichtig sind Ihnen Parkplätze?",
                ["Überhaupt nicht wichtig", "Wenig wichtig", "Mäßig wichtig", "Sehr wichtig", "Äußerst wichtig"],
            ),
            scale(
                "Wie einfach war die Terminvereinbarung?",
                ["Sehr schwierig", "Schwierig", "Weder noch", "Einfach", "Sehr einfach"],
            ),
        ],
        recommend: "Wie wahrscheinlich ist es, dass Sie uns Freunden oder der Familie weiterempfehlen?",
        choice: (
            "Wie sind Sie angereist?",
            ["Mit dem Auto", "Zu Fuß", "Mit dem Bus", "Mit dem Fahrrad", "Mit dem Taxi"],
        ),
        commas: (
            "Würden Sie Videosprechstunden nutzen?",
            ["Ja, aber nicht jetzt", "Ja, oft", "Nein", "Vielleicht, wenn es schnell geht"],
        ),
        ticks: (
            "Welche Leistungen haben Sie genutzt?",
            ["Apotheke", "Blutabnahme", "Röntgen", "Physiotherapie", "Impfung"],
        ),
        other: "Sonstiges",
        items: ("Wie bewerten Sie Folgendes?", ["Empfang", "Wartezeit", "Öffnungszeiten", "Beschilderung im Gebäude"]),
        yes_no: ("Waren Sie schon einmal bei uns?", ["Ja", "Nein"]),
        amount: "Wie oft waren Sie im letzten Jahr bei uns? (Anzahl)",
        minutes: "Wie lange haben Sie gewartet (Minuten)?",
        comment: "Was können wir besser machen?",
        remarks: [
            "Es hat lange gedauert, bis jemand Zeit für mich hatte",
            "Alle waren freundlich und ich fühlte mich ernst genommen",
            "Der Parkplatz ist morgens zu klein",
            "Bitte gehen Sie auch mittags ans Telefon",
            "Ich habe zwei verschiedene Auskünfte bekommen",
            "Die neue Buchung im Netz ist eine große Hilfe",
        ],
        site: "Welchen Standort haben Sie besucht?",
    },
    Language {
        code: "fr",
        scales: [
            scale(
                "La salle d'attente était propre",
                [
                    "Pas du tout d'accord",
                    "Plutôt pas d'accord",
                    "Ni d'accord ni pas d'accord",
                    "Plutôt d'accord",
                    "Tout à fait d'accord",
                ],
            ),
            scale(
                "Êtes-vous satisfait de votre visite ?",
                ["Très insatisfait", "Insatisfait", "Ni satisfait ni insatisfait", "Satisfait", "Très satisfait"],
            ),
            scale("À quelle fréquence vous a-t-on écouté ?", ["Jamais", "Rarement", "Parfois", "Souvent", "Toujours"]),
            scale("Comment évaluez-vous les soins ?", ["Très mauvais", "Mauvais", "Moyen", "Bon", "Très bon"]),
            scale(
                "Quelle est la probabilité que vous reveniez ?",
                ["Très improbable", "Improbable", "Ni probable ni improbable", "Probable", "Très probable"],
            ),
            scale(
                "Quelle importance accordez-vous au parking ?",
                ["Pas du tout important", "Peu important", "Moyennement important", "Important", "Très important"],
            ),
            scale(
                "La prise de rendez-vous était-elle facile ?",
                ["Très difficile", "Difficile", "Ni facile ni difficile", "Facile", "Très facile"],
            ),
        ],
        recommend: "Quelle est la probabilité que vous nous recommandiez à vos proches ?",
        choice: ("Comment êtes-vous venu ?", ["En voiture", "À pied", "En bus", "À vélo", "En taxi"]),
        commas: (
            "Utiliseriez-vous la téléconsultation ?",
            ["Oui, mais pas maintenant", "Oui, souvent", "Non", "Peut-être, si c'est rapide"],
        ),
        ticks: (
            "Quels services avez-vous utilisés ?",
            ["Pharmacie", "Prise de sang", "Radiographie", "Kinésithérapie", "Vaccination"],
        ),
        other: "Autre (veuillez préciser)",
        items: (
            "Comment évaluez-vous les points suivants ?",
            ["Accueil", "Temps d'attente", "Horaires d'ouverture", "Signalétique"],
        ),
        yes_no: ("Êtes-vous déjà venu ?", ["Oui", "Non"]),
        amount: "Combien de fois êtes-vous venu l'an dernier ?",
        minutes: "Combien de temps avez-vous attendu (minutes) ?",
        comment: "Que pourrions-nous améliorer ?",
        remarks: [
            "Il a fallu longtemps avant que quelqu'un s'occupe de moi",
            "Tout le monde était aimable et je me suis senti écouté",
            "Le parking est trop petit le matin",
            "Merci de répondre aussi au téléphone à midi",
            "On m'a dit deux choses différentes",
            "La nouvelle réservation en ligne est un grand progrès",
        ],
        site: "Quel centre avez-vous visité ?",
    },
    Language {
        code: "es",
        scales: [
            scale(
                "La sala de espera estaba limpia",
                [
                    "Totalmente en desacuerdo",
                    "En desacuerdo",
                    "Ni de acuerdo ni en desacuerdo",
                    "De acuerdo",
                    "Totalmente de acuerdo",
                ],
            ),
            scale(
                "¿Está satisfecho con su visita?",
                ["Muy insatisfecho", "Insatisfecho", "Ni satisfecho ni insatisfecho", "Satisfecho", "Muy satisfecho"],
            ),
            scale("¿Con qué frecuencia le escucharon?", ["Nunca", "Rara vez", "A veces", "A menudo", "Siempre"]),
            scale("¿Cómo valora la atención?", ["Muy mala", "Mala", "Regular", "Buena", "Muy buena"]),
            scale(
                "¿Qué probabilidad hay de que vuelva?",
                ["Muy improbable", "Improbable", "Ni probable ni improbable", "Probable", "Muy probable"],
            ),
            scale(
                "¿Qué importancia tiene para usted el aparcamiento?",
                ["Nada importante", "Poco importante", "Algo importante", "Importante", "Muy importante"],
            ),
            scale("¿Fue fácil pedir cita?", ["Muy difícil", "Difícil", "Ni fácil ni difícil", "Fácil", "Muy fácil"]),
        ],
        recommend: "¿Qué probabilidad hay de que nos recomiende a familiares o amigos?",
        choice: ("¿Cómo ha venido?", ["En coche", "A pie", "En autobús", "En bicicleta", "En taxi"]),
        commas: ("¿Usaría la videoconsulta?", ["Sí, pero no ahora", "Sí, a menudo", "No", "Quizás, si es rápida"]),
        ticks: (
            "¿Qué servicios ha utilizado?",
            ["Farmacia", "Análisis de sangre", "Radiografía", "Fisioterapia", "Vacunación"],
        ),
        other: "Otro (especifique)",
        items: ("¿Cómo valora lo siguiente?", ["Recepción", "Tiempo de espera", "Horario de apertura", "Señalización"]),
        yes_no: ("¿Había venido antes?", ["Sí", "No"]),
        amount: "¿Cuántas veces nos visitó el año pasado?",
        minutes: "¿Cuánto tiempo esperó (minutos)?",
        comment: "¿Qué podríamos mejorar?",
        remarks: [
            "Tardaron bastante hasta que alguien pudo atenderme",
            "Todos fueron amables y me sentí escuchado",
            "El aparcamiento es demasiado pequeño por las mañanas",
            "Por favor, contesten el teléfono también al mediodía",
            "Dos personas me dijeron cosas distintas",
            "La nueva reserva en línea es una gran mejora",
        ],
        site: "¿Qué centro visitó?",
    },
    Language {
        code: "nl",
        scales: [
            scale(
                "De wachtkamer was schoon",
                ["Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"],
            ),
            scale(
                "Hoe tevreden bent u over uw bezoek?",
                ["Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden"],
            ),
            scale("Hoe vaak werd er naar u geluisterd?", ["Nooit", "Zelden", "Soms", "Vaak", "Altijd"]),
            scale("Hoe beoordeelt u de zorg?", ["Zeer slecht", "Slecht", "Matig", "Goed", "Zeer goed"]),
            scale(
                "Hoe waarschijnlijk is het dat u terugkomt?",
                ["Zeer onwaarschijnlijk", "Onwaarschijnlijk", "Neutraal", "Waarschijnlijk", "Zeer waarschijnlijk"],
            ),
            scale(
                "Hoe belangrijk is parkeren voor u?",
                ["Helemaal niet belangrijk", "Niet belangrijk", "Neutraal", "Belangrijk", "Zeer belangrijk"],
            ),
            scale(
                "Hoe makkelijk was het om een afspraak te maken?",
                ["Zeer moeilijk", "Moeilijk", "Neutraal", "Makkelijk", "Zeer makkelijk"],
            ),
        ],
        recommend: "Hoe waarschijnlijk is het dat u ons aanbeveelt bij vrienden of familie?",
        choice: ("Hoe bent u hier gekomen?", ["Met de auto", "Te voet", "Met de bus", "Met de fiets", "Met de taxi"]),
        commas: (
            "Zou u beeldbellen gebruiken?",
            ["Ja, maar nu niet", "Ja, vaak", "Nee", "Misschien, als het snel gaat"],
        ),
        ticks: (
            "Welke diensten heeft u gebruikt?",
            ["Apotheek", "Bloedonderzoek", "Röntgenfoto", "Fysiotherapie", "Vaccinatie"],
        ),
        other: "Anders, namelijk",
        items: ("Hoe beoordeelt u het volgende?", ["Receptie", "Wachttijd", "Openingstijden", "Bewegwijzering"]),
        yes_no: ("Bent u hier eerder geweest?", ["Ja", "Nee"]),
        amount: "Hoeveel keer bezocht u ons vorig jaar?",
        minutes: "Hoe lang heeft u gewacht (minuten)?",
        comment: "Wat kunnen wij beter doen?",
        remarks: [
            "Het duurde lang voordat iemand tijd voor mij had",
            "Iedereen was vriendelijk en ik voelde mij gehoord",
            "De parkeerplaats is 's ochtends te klein",
            "Neem ook tussen de middag de telefoon op",
            "Twee mensen vertelden mij iets anders",
            "Het nieuwe online boeken is een grote vooruitgang",
        ],
        site: "Welke locatie heeft u bezocht?",
    },
    Language {
        code: "it",
        scales: [
            scale(
                "La sala d'attesa era pulita",
                [
                    "Completamente in disaccordo",
                    "In disaccordo",
                    "Né d'accordo né in disaccordo",
                    "D'accordo",
                    "Completamente d'accordo",
                ],
            ),
            scale(
                "Quanto è soddisfatto della sua visita?",
                [
                    "Molto insoddisfatto",
                    "Insoddisfatto",
                    "Né soddisfatto né insoddisfatto",
                    "Soddisfatto",
                    "Molto soddisfatto",
                ],
            ),
            scale("Con quale frequenza è stato ascoltato?", ["Mai", "Raramente", "Qualche volta", "Spesso", "Sempre"]),
            scale("Come valuta le cure?", ["Pessimo", "Scarso", "Sufficiente", "Buono", "Ottimo"]),
            scale(
                "Quanto è probabile che ritorni?",
                ["Molto improbabile", "Improbabile", "Né probabile né improbabile", "Probabile", "Molto probabile"],
            ),
            scale(
                "Quanto è importante per lei il parcheggio?",
                ["Per niente importante", "Poco importante", "Abbastanza importante", "Importante", "Molto importante"],
            ),
            scale(
                "È stato facile prenotare?",
                ["Molto difficile", "Difficile", "Né facile né difficile", "Facile", "Molto facile"],
            ),
        ],
        recommend: "Quanto è probabile che lei ci consigli a parenti o amici?",
        choice: ("Come è arrivato?", ["In auto", "A piedi", "In autobus", "In bicicletta", "In taxi"]),
        commas: ("Userebbe la visita in video?", ["Sì, ma non adesso", "Sì, spesso", "No", "Forse, se è veloce"]),
        ticks: (
            "Quali servizi ha utilizzato?",
            ["Farmacia", "Esami del sangue", "Radiografia", "Fisioterapia", "Vaccinazione"],
        ),
        other: "Altro (specificare)",
        items: (
            "Come valuta i seguenti aspetti?",
            ["Accoglienza", "Tempi di attesa", "Orari di apertura", "Segnaletica"],
        ),
        yes_no: ("È già stato qui?", ["Sì", "No"]),
        amount: "Quante volte ci ha visitato l'anno scorso?",
        minutes: "Quanto tempo ha aspettato (minuti)?",
        comment: "Che cosa potremmo migliorare?",
        remarks: [
            "Ci è voluto molto prima che qualcuno avesse tempo per me",
            "Tutti erano gentili e mi sono sentito ascoltato",
            "Il parcheggio al mattino è troppo piccolo",
            "Per favore rispondete al telefono anche a mezzogiorno",
            "Due persone mi hanno detto cose diverse",
            "La nuova prenotazione in rete è un grande progresso",
        ],
        site: "Quale sede ha visitato?",
    },
];
