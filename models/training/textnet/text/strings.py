"""What is written: Latin strings as scanners, PACS and people write them."""
import functools
import string
import unicodedata

MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()
SURNAMES = '''Smith Johnson Garcia Martinez Nguyen Lee Kim Mueller Müller Schmidt Schröder Weiß Jørgensen Åkesson Øst
Kowalski Wiśniewska Novák Dvořák Çelik Yılmaz Öztürk Ivanov Petrova Kuznetsov Papadopoulos Rossi Bianchi Esposito
Silva Santos Gonçalves Peña Muñoz Hernández López Dubois Lefèvre Béranger Moreau van-der-Berg De_Vries Janssen O'Brien
O'Neill MacDonald McCarthy Fitzgerald Wang Li Zhang Chen Tanaka Suzuki Takahashi Watanabe Yamamoto Park Choi Singh
Patel Sharma Gupta Khan Ahmed Hussain Hassan Al-Farsi Okafor Adeyemi Mbeki Dlamini Nkosi Abebe Tesfaye Cohen Levy
Goldberg Haddad Nasser Rahman Chowdhury Perera Fernando Santoso Wijaya Tran Pham Bui Aung Htun Bautista Reyes Kovács
Nagy Szabó Popescu Ionescu Horvat Jovanović Đorđević Kaya Demir Virtanen Korhonen Hansen Olsen Lindqvist Q Xu Zzztest
Doe Public Test Anonymous Phantom Baby'''.split()
GIVEN = '''John Mary James Patricia Robert Linda Wei Hiroshi Yuki Min-jun Ana José María Luis Jürgen Björn Søren Zoë
Chloé François Ingrid Ole Agnieszka Łukasz Jiří Ivana Dmitri Olga Nikos Eleni Mehmet Ayşe Priya Rahul Fatima Omar Ali
Amina Kwame Ngozi Thabo Tesfaye Moshe Ruth David Sarah Emma Noah Lucas Sofia Hans Claire A B J M T.
Carlos Beatriz'''.split()
PLACES = '''Mercy Sahlgrenska Charité Saint-Mary's St.Luke Northside Bellevue Riverside Mount-Sinai Sunnybrook Guy's
Royal Kings County City Metro Central Eastgate University Univ. Regional Memorial Children's Veterans Baptist Jewish
Lakeside Hôpital Krankenhaus Klinikum Ospedale Sjukhus Szpital Clínica Nemocnice Bonn Lyon Leeds Oslo Porto Osaka
Mumbai Nairobi Lagos Boston Seoul Lima Quito Kraków'''.split()
HOUSES = '''Hospital Clinic Center Centre Med_Ctr Medical_Center Imaging Radiology_Dept Radiology Health Institute
Infirmary Hosp. Diagnostics Surgical_Care Cardiology Poliklinik Women's_Health Outpatient Emergency'''.split()
MAKERS = '''SIEMENS Philips GE_MEDICAL_SYSTEMS TOSHIBA CANON Aquilion SOMATOM LightSpeed_VCT Brilliance64 ALOKA ACUSON
HITACHI FUJIFILM Carestream AGFA KODAK_CR HOLOGIC Mindray SonoSite Samsung Medison Olympus PENTAX Ingenia
Signa_HDxt MAGNETOM_Avanto Discovery_MR750 iU22 EPIQ_7C LOGIQ_E9 Vivid_7 VOLUSON_E8 Artis_zee Shimadzu
Planmeca'''.split()
WORDS = '''chest abdomen pelvis head neck thorax spine lumbar cervical knee ankle wrist hand shoulder elbow foot liver
kidney spleen bladder uterus ovary thyroid breast heart aorta carotid renal hepatic portal vein artery left right lat
ap pa mlo cc supine prone erect portable semi-upright sag cor axial oblique trans long contrast pre post delayed
arterial venous iv oral with without mip recon scout localizer series image mass cyst node lesion fetal head bpd femur
adult echo cardiac vascular general small parts msk store freeze frozen gain depth zoom dose report exposure study
exam patient name birth date sex age weight height id accession referring physician operator technologist comments
findings impression no acute fracture seen normal limits there is mild of the in and unremarkable compared to prior
calcification effusion'''.split()
LABELS = '''Name Patient Pat. Pt Pat_ID ID PID MRN Acc Acc# Accession DOB D.O.B. Born Birthdate Age Sex Gender Study
Date Study_Date Exam Series Image Im Se Ref Ref._Phys. Dr Phys Physician Operator Tech Inst Institution Hospital Dept
Ward Room Bed Visit Order Req Comment Protocol Station Time Acq Height Weight Patient's_Name Nom Né_le Geb. Geb.-Dat.
Nombre Fecha Paziente Data Fødselsdato Pacjent Prénom Klinik Arzt Größe Diagnose'''.split()
UNITS = '''mm cm mm/s cm/s m/s Hz MHz kHz kVp kV mA mAs ms s sec % dB mGy mGy·cm HU bpm BPM fps FPS kg cc ml mmHg mm²
cm² ° °C µGy µm uSv DEG W/kg'''.split()
KEYS = '''MI TIS TIB TI FR PRF Gn Gain DR C P G F T TR TE TI NEX FA ETL FOV SL SP Thk Loc W L WL WW C: W: L: kV mA mAs
Ex Se Im AO% Dyn FPS HR Dist D1 D2 V1 Vmax Vmean PG MG RI PI PSV EDV S/D BPD HC AC FL EFW GA EDD LVIDd LVIDs IVSd EF
SV CO Ao LA Area Vol Circ ROI Mean SD Min Max Avg CTDIvol DLP SNR Rot Tilt GP FC SS PE BW NSA WFS Zoom Mag Pos Z SFOV
DFOV RPM FoV Angle RAO LAO CRA CAU SID SOD DAP AK Frame Run Phase Trig RR Delay Temp Filter Map Persist
Pwr Line/Frame'''.split()
MENU = '''Freeze Store Print Image_Review Worksheet Report Calc Measure Annotate Body_Mark Biopsy THI Compound Color
Power PW CW M-Mode 2D 3D/4D Preset Probe Patient End_Exam Setup Invert Baseline Scale WF Sweep ECG Physio Zoom Depth
Focus Dual Quad Split Cine Trace Caliper Ellipse Undo Clear Exit OK Cancel Help Next Prev Page Select Enter Save
Delete Edit User Sector Div MBCR Crt Live CF Dop Res Gen Pen HRes Med Low High Off On Auto Off'''.split()
MARKERS = ['L', 'R'] * 8 + '''RT LT RIGHT LEFT UPRIGHT SUPINE PORTABLE ERECT L_MLO R_MLO LCC RCC L_CC R_CC MLO CC AP
PA LAT A P H F S I RA LP AL PR AM KS R_KS D G DX SX ROT INT EXT DECUB XTABLE POST 1 2 3 4 5 12 PB AB JM R/12 L7 30°
NWB WB INSP EXP V M'''.split()
PROTOCOLS = (
    'T2W_TSE|SE 3/1|FRFSE-XL|ep2d_diff|SAG T1 FLAIR|Ax DWI b1000|STIR COR|3D MPRAGE|HELICAL 5.0|SCOUT|Tr. Abd|'
    'CORONAL MIP|AVERAGE|FROZEN|2D 64%|THI|DynR 52|P Low|Res|Gen|RS|4.0 MHz|XM: B|PROC 1/A/C|N-----3|Map C/2|'
    'Zoom: 100%|Lossy 10:1|Not for diagnosis|S2/+0/2/1|DR 65 dB|[px]|Saving image|C+|+C|C-').split('|')


def pick(rng, items):
    return items[int(rng.integers(len(items)))].replace('_', ' ')


def digits(rng, count):
    return ''.join('0123456789'[i] for i in rng.integers(0, 10, count))


def name(rng):
    """A person's name in one of the ways it is written."""
    last, first = pick(rng, SURNAMES), pick(rng, GIVEN)
    form = rng.integers(10)
    text = (f'{last}^{first}', f'{last}, {first}', f'{last},{first}', f'{first} {last}', f'{last} {first}',
            f'{last}^{first}^{pick(rng, GIVEN)[0]}', f'{last}, {first} {pick(rng, GIVEN)[0]}.',
            f'{first[0]}. {last}', f'{last}', f'Mr. {first} {last}')[form]
    return text.upper() if rng.random() < 0.5 else text


def date(rng):
    """A date of any order, separator and month form."""
    y, m, d = int(rng.integers(1915, 2027)), int(rng.integers(1, 13)), int(rng.integers(1, 29))
    month, sep = MONTHS[m - 1], '-/.: '[rng.integers(5)]
    text = (
        f'{y}{sep}{m:02}{sep}{d:02}', f'{d:02}{sep}{m:02}{sep}{y}', f'{m:02}{sep}{d:02}{sep}{y}', f'{y}{m:02}{d:02}',
        f'{m}/{d}/{y % 100:02}', f'{d}-{month}-{y}', f'{month} {d}, {y}', f'{d:02} {month} {y % 100:02}',
        f'{d:02}{sep}{m:02}{sep}{y % 100:02}', f'{month} {d:02} {y}', f"{d}.{m}.'{y % 100:02}")[rng.integers(11)]
    return text.upper() if rng.random() < 0.35 else text


def time(rng):
    h, m, s = int(rng.integers(24)), int(rng.integers(60)), int(rng.integers(60))
    half = 'AM' if h < 12 else 'PM'
    return (
        f'{h:02}:{m:02}:{s:02}', f'{h:02}:{m:02}', f'{h % 12 or 12}:{m:02} {half}',
        f'{h % 12 or 12}:{m:02}:{s:02} {half}', f'{h:02}{m:02}{s:02}', f'{h:02}h{m:02}', f'{h:02}.{m:02}.{s:02}',
        f'{h:02}:{m:02}:{s:02}.{digits(rng, 3)}', f'{h:02};{m:02};{s:02}', f'{h % 12 or 12}:{m:02}:{s:02}{half}'
    )[rng.integers(10)]


def identifier(rng):
    d = functools.partial(digits, rng)
    letter = 'ABCDEFGHKMNPRSTUXZ'[rng.integers(18)]
    return (
        d(int(rng.integers(4, 13))), letter + d(7), f'{d(3)}-{d(2)}-{d(4)}', f'{letter}{d(2)}-{d(5)}', f'{d(6)}/{d(2)}',
        f'#{d(5)}', f'{letter}{letter}{d(6)}', f'{d(2)}{letter}{d(5)}', f'{d(3)} {d(3)} {d(4)}', f'*{d(8)}*',
        f'1.2.{d(3)}.{d(5)}.{d(2)}.{d(6)}')[rng.integers(11)]


def age(rng):
    a, sex = int(rng.integers(100)), 'MFOU'[rng.choice(4, p=(.46, .46, .04, .04))]
    return (
        f'{a:03}Y', f'{a}Y', f'{sex}', f'{sex}/{a}', f'{a} Y {sex}', f'[{sex}]', f'{a:03}Y {sex}', f'{sex} {a}',
        f'{a} yrs', f'Male {a}', f'{a}y/{sex}', f'{int(rng.integers(12))}M', f'({a})', f'Sex: {sex}',
        f'Age: {a}')[rng.integers(15)]


def institution(rng):
    text = f'{pick(rng, PLACES)} {pick(rng, HOUSES)}' if rng.random() < 0.75 else pick(rng, MAKERS)
    return text.upper() if rng.random() < 0.45 else text


def number(rng):
    v = float(10 ** rng.uniform(-1, 3.7))
    text = f'{v:.{int(rng.integers(0, 3))}f}'
    return ('-' if rng.random() < 0.12 else '') + (text.replace('.', ',') if rng.random() < 0.1 else text)


def value(rng):
    unit = pick(rng, UNITS)
    return number(rng) + (' ' if rng.random() < 0.5 else '') + (unit if rng.random() < 0.75 else '')


def parameter(rng):
    """A technique string: key and value, or several."""
    form = rng.integers(10)
    if form < 5:
        return pick(rng, KEYS) + pick(rng, [' ', ' ', ':', ': ', '=', '', ' = ']) + value(rng)
    if form < 7:
        return value(rng)
    if form == 7:
        return ' '.join(pick(rng, KEYS) + number(rng) for _ in range(rng.integers(2, 5)))
    if form == 8:
        a, b = rng.integers(1, 400, 2)
        return (f'Im: {a}/{a + b}', f'{a}/{b}', f'Se:{a % 20} Im:{b}', f'W {a} L {b}', f'{a}x{b}', f'Page {a % 9} of 9',
                f'#{a}', f'{a}%', f'{a % 16}:{b % 60:02}', f'X{a % 9}.{b % 9}')[rng.integers(10)]
    return pick(rng, PROTOCOLS)


def prose(rng, words=None):
    n = int(words or rng.integers(1, 9))
    text = ' '.join(pick(rng, WORDS) for _ in range(n))
    form = rng.random()
    return text.upper() if form < 0.35 else text.title() if form < 0.6 else text.capitalize() if form < 0.85 else text


def noise(rng):
    """Random characters, as codes and passwords of machines look."""
    letters = string.ascii_uppercase if rng.random() < 0.5 else string.ascii_letters
    letters += '0123456789' if rng.random() < 0.6 else '0123456789-+./_#*()[]%&@!?:;=<>|°±µ'
    return ''.join(letters[i] for i in rng.integers(0, len(letters), int(rng.integers(2, 17))))


def single(rng):
    letters = 'LLLRRRRAPHFSI' if rng.random() < 0.5 else 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abdefghkmnqrtuvy+?#%&'
    return letters[rng.integers(len(letters))]


def labelled(rng):
    field = pick(rng, LABELS)
    what = (name, date, identifier, time, age, institution, value)[rng.integers(7)](rng)
    text = field + pick(rng, [': ', ':', ' ', ' : ', '. ', '=', ' # ']) + what
    return text.upper() if rng.random() < 0.2 else text


KINDS = (('name', name, 17), ('date', date, 13), ('time', time, 7), ('id', identifier, 13), ('age', age, 7),
         ('institution', institution, 8), ('parameter', parameter, 20), ('field', labelled, 16), ('prose', prose, 9),
         ('random', noise, 5), ('single', single, 3))
WEIGHTS = [w / sum(k[2] for k in KINDS) for _, _, w in KINDS]


def line(rng):
    """(kind, text) of any kind."""
    kind, make, _ = KINDS[rng.choice(len(KINDS), p=WEIGHTS)]
    text = make(rng)
    if rng.random() < 0.08:
        text += ' ' + KINDS[rng.choice(len(KINDS), p=WEIGHTS)][1](rng)
    return kind, text


def folded(text):
    """ASCII for fonts without accents and symbols."""
    plain = text.translate(str.maketrans('łŁøØđĐßıµ°²·', 'lLoOdDsiuo2.'))
    return unicodedata.normalize('NFKD', plain).encode('ascii', 'ignore').decode()


def segments(rng):
    """What seven- and fourteen-segment displays show."""
    return (time(rng).rstrip('APM '), number(rng).replace(',', '.'), digits(rng, int(rng.integers(1, 7))),
            f'{int(rng.integers(1, 29)):02}-{int(rng.integers(1, 13)):02}-{int(rng.integers(60, 99))}')[rng.integers(4)]
