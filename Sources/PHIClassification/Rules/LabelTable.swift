internal import RedactionReport

/// Words that say what stands after them, in the languages that consoles speak. A phrase that ends in
/// a mark counts with that mark, or one like it, only: the bare word is used for other things too.
enum LabelTable {
    struct Label: Sendable {
        var infoType: InfoType
        /// Skeletons of the words.
        var words: [String]
        /// The words as written, folded, for comparing with edits.
        var letters: [[Unicode.Scalar]]
        /// A mark must follow.
        var needsMark: Bool
        /// Words are joined by this, as in S/N.
        var joint: String?
    }

    /// What may stand between a label and its value.
    static let marks = ":#=.;°º№>*"

    static let labels: [Label] = table.flatMap { infoType, phrases in
        phrases.split(whereSeparator: { $0 == "," || $0 == "\n" })
            .map { $0.trimmed }.filter { !$0.isEmpty }
            .map { label(infoType, $0) }
    }

    /// Labels by the skeleton of their first word.
    static let byFirstWord: [String: [Int]] = Dictionary(
        grouping: labels.indices, by: { labels[$0].words[0] })

    /// Those whose first word is long enough to be found although misread.
    static let long: [Int] = labels.indices.filter { labels[$0].letters[0].count >= 5 }

    private static func label(_ infoType: InfoType, _ phrase: Substring) -> Label {
        let needsMark = phrase.hasSuffix(":")
        let joint = phrase.contains("/") ? "/" : nil
        let words = phrase.split(whereSeparator: { " :/".contains($0) }).map {
            LetterFolding.folded(String($0))
        }
        return Label(
            infoType: infoType, words: words.map { LookAlikes.skeleton(of: $0) }, letters: words,
            needsMark: needsMark, joint: joint)
    }

    private static let table: [(InfoType, String)] = [
        (
            .personName,
            """
            NAME, PATIENT NAME, PATIENTS NAME, PATIENT, PT NAME, PAT NAME, PAT:, PT:, PATIENTENNAME, SURNAME
            LAST NAME, FIRST NAME, GIVEN NAME, FAMILY NAME, MIDDLE NAME, FORENAME, LASTNAME, FIRSTNAME
            NACHNAME, VORNAME, FAMILIENNAME, PATIENTIN, NOM, NOM:, PRENOM, NOM DU PATIENT, NOM PATIENT
            NOM DE NAISSANCE, NOMBRE, APELLIDO, APELLIDOS, PACIENTE, NOMBRE DEL PACIENTE, NOME
            COGNOME, PAZIENTE, NOME PACIENTE, SOBRENOME, NAAM, ACHTERNAAM, VOORNAAM, NAVN, NAMN
            FORNAMN, EFTERNAMN, ETUNIMI, SUKUNIMI, NIMI, POTILAS, IMIE, NAZWISKO, PACJENT, JMENO
            PRIJMENI, BETEG, BETEG NEVE, NUME, PRENUME, PACIENT, HASTA ADI, HASTA, IME, PREZIME
            MAIDEN NAME, MOTHER:, MOTHERS NAME, FATHER:, NEXT OF KIN, ALIAS:
            """
        ),
        (
            .dateOfBirth,
            """
            DOB, D.O.B, BIRTH DATE, BIRTHDATE, DATE OF BIRTH, BIRTHDAY, BORN, BIRTH, BDATE, B DATE:, BD:
            GEB, GEBOREN, GEBURTSDATUM, GEBURTSTAG, GEB DATUM, GEBDAT, NE LE, NEE LE, NE(E) LE, NEE
            NE E LE, DATE DE NAISSANCE, NAISSANCE, DATE NAISS, DDN, NAISS, FECHA DE NACIMIENTO
            FECHA NACIMIENTO, FECHA NAC, F NAC, FNAC, FDN, NACIMIENTO, NACIDO, NACIDA, DATA DI NASCITA
            NATO IL, NATA IL, NATO A IL, NASCITA, DATA NASCITA, DATA DE NASCIMENTO, DATA NASC, NASCIMENTO
            NASC, GEBOORTEDATUM, GEBDATUM, FODSELSDATO, FODT, FODD, FODELSEDATUM, FODELSEDATA
            SYNTYMAAIKA, DATA URODZENIA, URODZONY, UR:, DATUM NAROZENI, NAROZEN, SZULETESI IDO
            DATA NASTERII, DOGUM TARIHI, DATUM RODENJA
            """
        ),
        (
            .medicalRecordNumber,
            """
            MRN, MR:, MR NO, MR NUMBER, MED REC, MED REC NO, MEDICAL RECORD, MEDICAL RECORD NUMBER, RECORD NO, CHART NO
            ID, PATIENT ID, PAT ID, PT ID, PID, PATID, PTID, PATIENTID, PATIENT NO, PATIENT NUMBER, PAT NO
            PATIENT IDENTIFIER, IDENTIFIER, HOSPITAL NO, HOSP NO, HOSP ID, HN:, UHID, UR NO, UNIT NO, CASE NO, CASE:, CASE ID, NHS
            NHS NO, NHS NUMBER, HICN, HIC NO, MEDICARE NO, EMPI, EPI, CRN, VISIT NO, VISIT ID, VISIT:
            ENCOUNTER, ADMISSION NO, SUBJECT ID, SUBJECT, FALLNR, FALL NR, FALLNUMMER, FALL:, PATNR, PAT NR
            PATIENTENNUMMER, PATIENTEN ID, PATIENTEN NR, PATIENTENNR, AUFNAHMENUMMER, KVNR, VERS NR
            VERSICHERTENNUMMER, IPP, NIP:, NDA, NIR, N DOSSIER, NO DOSSIER, DOSSIER, NUMERO PATIENT
            ID DU PATIENT, NUM SECU, NHC, NH:, HC:, HISTORIA CLINICA, N HISTORIA, HISTORIA, NUHSA, CIP, DNI, NIE
            NUM HISTORIA, ID PACIENTE, ID DEL PACIENTE, ID PAZIENTE, CODICE PAZIENTE
            CODICE FISCALE, COD FISC, CF:, NOSOGRAFICO, TESSERA SANITARIA, CARTELLA, PRONTUARIO, MATRICULA
            PROCESSO, N UTENTE, CPF, PATIENTNUMMER, PATIENTNR, BSN, CPR, PERSONNUMMER, PERSONNR, PERSNR
            FODSELSNUMMER, HENKILOTUNNUS, HETU, PESEL, RODNE CISLO, RC:, TAJ, CNP, OIB, JMBG, TC NO, TC KIMLIK NO
            """
        ),
        (.usSocialSecurityNumber, "SSN, SOC SEC NO, SOCIAL SECURITY, SOCIAL SECURITY NO, SS NO"),
        (
            .accessionNumber,
            """
            ACC:, ACC NO, ACC NR, ACC NUM, ACCN, ACCESSION, ACCESSION NO, ACCESSION NUMBER, ACSN, A:
            ORDER NO, ORDER NUMBER, ORDER ID, ORDER:, REQUEST NO, REQ NO, REQUISITION, STUDY ID, EXAM NO
            EXAM ID, EXAM NUMBER, EXAM:, EX:, STUDY NO, STUDY NUMBER, EXAMEN NO, N EXAMEN, EPISODE
            NUMERO EXAMEN, N ESTUDIO, N PETICION, PETICION, AUFTRAGSNUMMER, AUFTRAG, AUFTRAGS NR, AUFTRAGSNR
            ANFORDERUNG, UNTERSUCHUNGSNUMMER, UNTERS NR, N ESAME, NUMERO ESAME, RICHIESTA, PRESTAZIONE
            """
        ),
        (
            .physicianName,
            """
            REF PHYS, REF PHYSICIAN, REFERRING, REFERRING PHYSICIAN, REFERRED BY, REF DR, REF MD, REF:
            PHYS, PHYSICIAN, PHYSICIANS, PHY:, DOCTOR, ATTENDING, ATTENDING PHYSICIAN, ATT PHYS, READ BY, READER:
            REPORTED BY, REPORTING, RADIOLOGIST, CARDIOLOGIST, SURGEON, CONSULTANT, ORDERED BY
            ORDERING, REQUESTED BY, REQ PHYS, REQUESTING, INTERPRETED BY, PERFORMING PHYSICIAN, PERF PHYS, GP:
            ARZT, AERZTIN, ARZTIN, UNTERSUCHER, UEBERWEISER, UBERWEISER, EINWEISER, ZUWEISER, BEFUNDER, HAUSARZT
            MEDECIN, PRESCRIPTEUR, MEDECIN REFERENT, RADIOLOGUE, MEDICO, MEDICO REFERENTE, MEDICO SOLICITANTE
            RADIOLOGO, MEDICO RICHIEDENTE, INVIANTE, SOLICITANTE, ARTS, HUISARTS, AANVRAGER, LAKARE
            LAEGE, LEGE, LAAKARI, LEKARZ, LEKAR, ORVOS, MEDIC:, HEKIM, DOKTOR
            """
        ),
        (
            .operatorName,
            """
            OPERATOR, OPERATORS, OPERATORS NAME, OPER:, OP:, OPR, OPER NAME, TECH:, TECHNOLOGIST, TECHNICIAN, TECHNIKER
            SONOGRAPHER, RADIOGRAPHER, PERFORMED BY, SCANNED BY, ACQUIRED BY, EXAMINER, USER:, USER NAME, USERNAME
            LOGIN, RT:, MTRA, MTA:, MTR:, BEDIENER, ANWENDER, BENUTZER, OPERATEUR, MANIPULATEUR, MANIP:
            OPERADOR, TECNICO, TSRM, OPERATORE, LABORANT, UTILISATEUR, INITIALS, INIT:, CODE MER
            """
        ),
        (
            .date,
            """
            DATE, STUDY DATE, EXAM DATE, SCAN DATE, ACQ DATE, ACQUISITION DATE, SERIES DATE, CONTENT DATE
            VISIT DATE, EXAMINATION DATE, DATE OF STUDY, DATE OF EXAM, DATE TIME, DATE/TIME, ACQUIRED:
            STUDY:, ADMITTED, ADMISSION DATE, PRINTED, PRINT DATE, CREATED, STUDIED:, LMP, EDD, EDC:, EDC
            DATUM, UNTERSUCHUNGSDATUM, AUFNAHMEDATUM, AUFN DATUM, STUDIENDATUM, AUFNAHME:, DATE EXAMEN
            DATE DE L EXAMEN, DATE D EXAMEN, DATE ETUDE, FECHA, FECHA ESTUDIO, FECHA DE ESTUDIO, FECHA EXAMEN
            FUR, DATA:, DATA ESAME, DATA STUDIO, DATA EXAME, DATA DO EXAME, DATO, ONDERZOEKSDATUM, DATA BADANIA
            UNDERSOKELSESDATO, PAIVAMAARA, DATUM VYSETRENI, TARIH, DDR
            """
        ),
        (
            .time,
            """
            STUDY TIME, EXAM TIME, SCAN TIME:, SERIES TIME, CONTENT TIME, UHRZEIT, ZEIT:, TIME:, HEURE, HORA
            ORA:, ORA ESAME, TIJD, TIJDSTIP, KLOKKEN, GODZINA, CAS:, SAAT
            """
        ),
        (
            .age,
            """
            AGE, PATIENT AGE, PATIENTS AGE, PT AGE, ALTER, EDAD, ETA:, IDADE, LEEFTIJD, ALDER, WIEK, VEK:, IKA, ELETKOR, VARSTA, YAS
            """
        ),
        (
            .sex,
            """
            SEX, GENDER, PATIENT SEX, PATIENTS SEX, GESCHLECHT, SEXE, SEXO, SESSO, GESLACHT, KJONN, KON:
            SUKUPUOLI, PLEC, POHLAVI, NEM:, CINSIYET
            """
        ),
        (
            .institutionName,
            """
            INSTITUTION, INSTITUTION NAME, INSTITUTE:, FACILITY, SITE:, SITE NAME, HOSPITAL NAME, DEPT:, DEPARTMENT, STATION NAME
            ABTEILUNG, ABT, STATION:, EINRICHTUNG, ETABLISSEMENT, SERVICE:, SERVICIO, CENTRO:, REPARTO, AFDELING
            WARD, WARD:, ROOM:, UNIT:, CLINIC:, AETITLE, AE TITLE
            """
        ),
        (
            .deviceSerialNumber,
            """
            S/N, SN:, SERIAL, SERIAL NO, SERIAL NUMBER, SER NO, SERIENNUMMER, SERIENNR, SERIEN NR, NO DE SERIE
            NUMERO DE SERIE, NUMERO DI SERIE, MATRICOLA, DEVICE ID, DEVICE NO, SYSTEM ID, SYSTEM NO, MACHINE ID, ASSET NO, DETECTOR SN
            """
        ),
        (
            .phoneNumber,
            """
            TEL, TELEPHONE, PHONE, PHONE NO, FAX, MOBILE, CELL PHONE, TELEFON, TELEFAX, HANDY:, MOBIL
            TELEFONO, TELEFONE, MOVIL, CELULAR, CELLULARE, TELEFOON, TEL NR, TEL NO, PAGER:
            """
        ),
        (
            .streetAddress,
            """
            ADDRESS, ADDR, ADRESSE, ANSCHRIFT, WOHNORT, DIRECCION, DOMICILIO, INDIRIZZO, RESIDENZA, ENDERECO, MORADA
            ADRES, ADDRESS:, ADRESA, ZIP:, ZIP CODE, POSTCODE, POSTAL CODE, PLZ, CODE POSTAL, CAP:
            """
        ),
        (.emailAddress, "EMAIL, E MAIL, MAIL:, CORREO"),
        (.url, "WEB:, WEBSITE, HOMEPAGE"),
        (
            .passport,
            "PASSPORT, PASSPORT NO, PASSEPORT, PASAPORTE, PASSAPORTO, REISEPASS, PASPOORT, PASZPORT"
        ),
        (
            .usDriversLicenseNumber,
            "DRIVERS LICENSE, DRIVER LICENSE, DRIVERS LIC, DL NO, DRIVING LICENCE"
        ),
        (.uid, "UID, STUDY UID, SERIES UID, SOP UID, INSTANCE UID, STUDY INSTANCE UID"),
    ]
}

extension StringProtocol {
    var trimmed: SubSequence {
        guard let first = firstIndex(where: { $0 != " " }),
            let last = lastIndex(where: { $0 != " " })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
