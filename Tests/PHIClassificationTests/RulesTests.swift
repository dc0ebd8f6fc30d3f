import RedactionReport
import Testing

@testable import PHIClassification

@Suite struct RulesTests {
    @Test(arguments: [
        "12/05/1998", "12-05-98", "12.05.1998", "5/3/98", "1998-05-12", "1998/5/12", "12 05 1998",
        "19980512", "12051998", "05121998", "19980512101112", "2020-09-12T10:22", "12. 05. 1998",
        "24-MAY-02", "24MAY2002", "May 24, 2002", "24 Mai 2002", "3 de mayo de 1998", "MAR-05-1998",
        "12 janvier 1998", "3 août 2015", "7. März 1961", "1 marca 1990", "3rd March 1990",
        "05/1998",
        "Sep 05 1993", "30 JAN 94", "17 Oct 16", "MAY 1998", "12 prosince 1970",
    ])
    func datesAreFound(_ text: String) {
        #expect(types(text).contains(.date))
    }

    @Test(arguments: [
        "I2/O5/I998", "l2.05.l998", "12/05/l99B", "2O2O-O9-12", "24-MAY-O2", "O3 5EP 2015",
        "12:05:1998",
        "42/05/1998", "|2/05/1998", "7/5/19r5", "07.04.205", "417/05", "12,05.1998", "7/Z5/24",
        "Sepember 5, 1993", "24/JUN/l988",
    ])
    func misreadDatesAreFound(_ text: String) {
        #expect(types(text).contains(.date))
    }

    @Test(arguments: [
        "DOB: 08/29/1951", "D.O.B. 19320519", "Born 15 Jun 1973", "geb. 12.05.1961", "*22.04.1925",
        "né le 12/05/1961", "née le 12/05/1961", "Fecha de nacimiento: 12/05/1961",
        "Nato il 12/05/1961",
        "Geburtsdatum 12.05.1961", "[F] 13-FEB-1929", "Birth Date: 1961-05-12", "D0B: 08/29/1951",
        "Birthdote 12/05/1961", "Data de Nascimento 12-05-1961", "Geboortedatum: 12-05-1961",
    ])
    func datesOfBirthAreFound(_ text: String) {
        #expect(types(text).contains(.dateOfBirth))
    }

    @Test(arguments: [
        "05:39", "05:39:41", "09:43:53.95", "10:31 AM", "1:29:49 pm", "05:24:57PM", "09;25;00_",
        "14h30",
        "14 h 30", "9:05 Uhr", "5 PM", "O7:32", "0T:32", "87:32", "08:|2", "9.05 PM", "07.32",
    ])
    func timesAreFound(_ text: String) {
        #expect(types(text).contains(.time))
    }

    @Test(arguments: [
        "45Y", "045Y", "006M", "45 ans", "45 Jahre", "M/45", "45/F", "F 45", "54 Y F", "5 Y M",
        "Age: 20",
        "Alter 45", "Edad: 45", "45 YRS", "4SY", "O63Y", "N/67", "MI47", "45 años",
    ])
    func agesAreFound(_ text: String) {
        #expect(types(text).contains(.age))
    }

    @Test(arguments: [
        "[M]", "(F)", "Sex: F", "Sexe M", "Geschlecht: W", "female", "M", "F/", "Se: F",
    ])
    func sexesAreFound(_ text: String) {
        #expect(!types(text).isDisjoint(with: [.sex]))
    }

    @Test(arguments: [
        ("MRN: 17355918", InfoType.medicalRecordNumber), ("ID#33A480", .medicalRecordNumber),
        ("PID:B1421810", .medicalRecordNumber), ("Pat.-Nr. 12 34", .medicalRecordNumber),
        ("27X942", .medicalRecordNumber), ("F8446375", .medicalRecordNumber),
        ("120907058", .medicalRecordNumber), ("9261", .medicalRecordNumber),
        ("315S2", .medicalRecordNumber), ("943 476 5919", .medicalRecordNumber),
        ("A123456780", .medicalRecordNumber), ("12345678Z", .medicalRecordNumber),
        ("RSSMRA85T10A562S", .medicalRecordNumber), ("2 69 05 49 588 157 80", .medicalRecordNumber),
        ("010203-1234", .medicalRecordNumber), ("ACC# 929983123", .accessionNumber),
        ("A#187413683", .accessionNumber), ("Accession No 12", .accessionNumber),
        ("485-57-5946", .usSocialSecurityNumber), ("4111 1111 1111 1111", .creditCardNumber),
        ("S/N 12A", .deviceSerialNumber), ("Serial No: 4711", .deviceSerialNumber),
        ("Passport No. C01X0", .passport), ("1.2.840.113619.2.55", .uid),
        ("192.168.10.23", .ipAddress),
        ("00:1B:44:11:3A:B7", .macAddress), ("mary@example.org", .emailAddress),
        ("www.example.org/scan", .url), ("(555) 123-4567", .phoneNumber),
        ("+49 228 123456", .phoneNumber), ("Tel. 0228 1234", .phoneNumber),
        ("12 Elmwood Street", .streetAddress), ("Lindenstr. 5", .streetAddress),
        ("14 rue Voltaire", .streetAddress),
    ])
    func numbersAreFound(_ text: String, _ type: InfoType) {
        #expect(types(text).contains(type))
    }

    @Test(arguments: [
        "ST MARY HOSPITAL", "Universitätsklinikum", "Centre Hospitalier", "Ospedale Maggiore",
        "Clínica del Sol", "H0SP1TAL", "BAPTIST MED CTR", "RADIOLOGY DEPT", "Krankenhous Nord",
        "Szpital Miejski", "Praxis am Markt", "Hôpital Saint Luc",
    ])
    func institutionsAreFound(_ text: String) {
        #expect(types(text).contains(.institutionName))
    }

    @Test(arguments: [
        ("Dr. Ingrid Okafor", InfoType.physicianName), ("Prof Weiss", .physicianName),
        ("Ref: Okafor", .physicianName), ("Ref. Phys.: Okafor", .physicianName),
        ("Médecin: Okafor", .physicianName), ("I. Okafor MD", .physicianName),
        ("Operator: KX", .operatorName), ("Tech: abc", .operatorName),
        ("Name: Okafor", .personName),
        ("Nombre Okafor", .personName), ("Pat1ent: Okafor", .personName),
        ("OKAFOR, INGRID", .personName),
        ("OKAFOR^INGRID", .personName), ("Patientenname", .personName),
        ("Patlent Nane", .personName),
    ])
    func namesAreFound(_ text: String, _ type: InfoType) {
        #expect(types(text).contains(type))
    }

    @Test(arguments: Technical.lines)
    func technicalLinesTellNothing(_ text: String) {
        #expect(rules(text) == [])
    }
}

/// What consoles write.
enum Technical {
    static let lines = [
        "kV 120", "120 kVp 300 mAs", "TR 2500.0", "TE: 4.5", "TR 2000 TE 30", "FA 15", "NEX 2",
        "SL 3.0",
        "W 400 L 40", "WW 350 WL 50", "C: 40.0, W: 400.0", "W = 80 L = 35", "Zoom: 100%",
        "DFOV 16.0cm",
        "FoV 240*240", "256x256", "512x512", "Im: 12/40", "Se: 3", "Thk 5.0 mm", "Dist 1.63 cm",
        "Vmax 96.5 cm/s", "HR 65 bpm", "065bpm", "MI 0.8 TIs 0.4", "TIB:0.4", "Depth 12.0 cm",
        "FR 32Hz",
        "3.5MHz", "Gn 56", "DR 60", "Compression 32:1", "T2W_TSE", "FLAIR", "AXIAL", "ABDOMEN",
        "HEAD",
        "THORAX PA", "L MLO", "RCC", "LAT", "AP", "R", "L", "PORTABLE", "SEMI-UPRIGHT",
        "A-HEAD FIRST",
        "HEAD FIRST SUPINE", "GE MEDICAL SYSTEMS", "SIEMENS", "A114", "P114", "AX 18.5", "S5-1",
        "L12-5",
        "Page 1/3", "110/1112", "19fps", "64%", "Area 3.2 cm2", "EF 55 %", "PRF 2.8 kHz", "1.43 cm",
        "Coupe 3 mm", "Schichtdicke 3 mm", "Ganancia 50 dB", "Zo0m 2.0", "Compresslon 40 mm", "2D",
        "4CH",
        "ELAIR", "SEMENS", "IM: 3", "Frame 12/60", "0.238 sec", "50 mm/s", "kV 12O", "Dist 1.6E cm",
        "Dist l.63 cm", "TR 25OO", "12O kVp",
    ]
}
