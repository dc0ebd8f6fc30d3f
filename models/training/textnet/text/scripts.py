"""What is written in scripts other than Latin: a few true words each, and made-up ones from the alphabet."""
from . import strings

SHARES = {
    'latin': .8, 'cyrillic': .04, 'greek': .018, 'chinese': .035, 'japanese': .022, 'korean': .02, 'arabic': .02,
    'hebrew': .008, 'devanagari': .012, 'thai': .008, 'bengali': .003, 'tamil': .003, 'telugu': .003,
    'gujarati': .002, 'georgian': .002, 'armenian': .002, 'ethiopic': .002}

# First letters that words begin with, then signs that may follow one.
LETTERS = {
    'cyrillic': ('абвгдежзийклмнопрстуфхцчшщъыьэюяієї', ''), 'greek': ('αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ', ''),
    'arabic': ('ابتثجحخدذرزسشصضطظعغفقكلمنهويءأةى', ''), 'hebrew': ('אבגדהוזחטיכלמנסעפצקרשתםןץ', ''),
    'devanagari': ('अआइईउऊएओकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह', 'ािीुूेैोौं्'),
    'thai': ('กขคงจฉชซญฎฐณดตถทธนบปผฝพฟภมยรลวศษสหอฮ', 'ะาิีึืุู่้'),
    'bengali': ('অআইঈউএওকখগঘচছজটঠডতথদধনপফবভমযরলশষসহ', 'ািীুূেৈোৌ'),
    'tamil': ('அஆஇஈஉஎஏஐஒகஙசஞடணதநபமயரலவழளறன', 'ாிீுூெேைொ்'),
    'telugu': ('అఆఇఈఉఎఏఒకఖగఘచజటఠడణతథదధనపఫబభమయరలవశషసహ', 'ాిీుూెేొో'),
    'gujarati': ('અઆઇઈઉએઓકખગઘચછજટઠડણતથદધનપફબભમયરલવશષસહ', 'ાિીુૂેૈો'),
    'georgian': ('აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ', ''), 'armenian': ('աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցփքօֆ', ''),
    'ethiopic': ('ሀለሐመሠረሰሸቀበተቸነአከወዘየደገጠጸፀፈፐሁሉሙሩሱቁቡቱኑኡኩዙዩዱጉጡፉሊሚሪሲ', '')}

WORDS = {
    'cyrillic': '''Иванов Петрова Сергей Мария Пациент Дата Возраст Врач Больница Клиника Снимок Серия ФИО Муж Жен
        Грудная клетка Отделение Заключение Палата Иваненко Георгиев лет г.р.''',
    'greek': '''Παπαδόπουλος Ελένη Νίκος Ασθενής Ημερομηνία Ηλικία Ιατρός Νοσοκομείο Κλινική Εξέταση Θώρακος
        Όνομα Αριθμός''',
    'arabic': '''محمد أحمد فاطمة علي حسن مستشفى المريض الاسم التاريخ العمر الجنس طبيب رقم الأشعة عيادة الصدر قسم
        يسار يمين''',
    'hebrew': 'כהן לוי משה שרה חולה שם תאריך גיל בית חולים מרפאה רופא מספר צילום חזה',
    'devanagari': 'राम सीता शर्मा पटेल रोगी नाम आयु दिनांक अस्पताल चिकित्सक लिंग पुरुष महिला जन्म तिथि छाती विभाग',
    'thai': 'สมชาย สุดา ผู้ป่วย ชื่อ อายุ วันที่ โรงพยาบาล แพทย์ เพศ ชาย หญิง ทรวงอก แผนก',
    'bengali': 'রোগী নাম বয়স তারিখ হাসপাতাল ডাক্তার',
    'tamil': 'நோயாளி பெயர் வயது தேதி மருத்துவமனை',
    'telugu': 'రోగి పేరు వయస్సు తేదీ ఆసుపత్రి',
    'gujarati': 'દર્દી નામ ઉંમર તારીખ હોસ્પિટલ',
    'georgian': 'პაციენტი სახელი ასაკი თარიღი საავადმყოფო',
    'armenian': 'Հիվանդ Անուն Տարիք Ամսաթիվ Հիվանդանոց',
    'ethiopic': 'ታካሚ ስም እድሜ ቀን ሆስፒታል'}
HAN = '''张王李赵刘陈杨黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石
伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂华建国文玉志海云峰医院人民第一二三四五六七八九十中心附属大学市省县区北京上海广州天津
放射科影像超声检查诊断报告姓名性别男女年龄岁住址编号日期时间病人患者主任医师床胸部腹骨盆头颈腰椎左右前后位增强平扫肝胆胰脾肾心脏膀胱甲状腺乳'''.replace('\n', '')
KANJI = '''田中佐藤鈴木高橋渡辺伊山本村小林加吉松井上木清水森池橋阿部石川前原後近遠坂斉青福西太三和島谷太郎花子一美健大介由香翔病院医療中央総合
市立県赤十字内科外科放射線技師検査画像胸部腹正面側臥位立氏名患者番号生年月日性別男女歳撮影装置左右造影超音波肝腎膵脾胆心臓'''.replace('\n', '')
KANA = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズデドバビブベボパピプペポッャュョー'
HIRA = 'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん'
HANGUL = '김이박최정강조윤장임한오서신권황안송류홍민준서연지우현수영진성호은경미희병원대학교서울부산환자이름나이성별남여생년월일검사번호의사내과외과흉부복부영상촬영좌우진단보고서센터과'
DIGITS = {'arabic': '٠١٢٣٤٥٦٧٨٩', 'devanagari': '०१२३४५६७८९', 'thai': '๐๑๒๓๔๕๖๗๘๙', 'bengali': '০১২৩৪৫৬৭৮৯'}


def script(rng):
    """A script, by its share."""
    names = list(SHARES)
    total = sum(SHARES.values())
    return names[rng.choice(len(names), p=[SHARES[n] / total for n in names])]


def from_set(rng, letters, low, high):
    return ''.join(letters[i] for i in rng.integers(0, len(letters), int(rng.integers(low, high + 1))))


def word(rng, name):
    """A word of the script."""
    if name == 'chinese':
        letters = HAN if rng.random() < 0.8 else [chr(c) for c in rng.integers(0x4e00, 0x9fa0, 6)]
        return from_set(rng, letters, 1, 6)
    if name == 'japanese':
        return from_set(rng, (KANJI, KANJI, KANA, HIRA)[rng.integers(4)], 1, 6)
    if name == 'korean':
        letters = HANGUL if rng.random() < .8 else [chr(c) for c in rng.integers(0xac00, 0xd7a3, 6)]
        return from_set(rng, letters, 2, 5)
    if rng.random() < 0.45:
        words = WORDS[name].split()
        text = words[rng.integers(len(words))]
    else:
        letters, signs = LETTERS[name]
        text = ''
        for c in from_set(rng, letters, 2, 8):
            text += c
            if signs and rng.random() < 0.45:
                text += signs[rng.integers(len(signs))]
    if name in ('cyrillic', 'greek', 'armenian'):
        roll = rng.random()
        text = text.upper() if roll < .3 else text[0].upper() + text[1:] if roll < .7 else text
    return text


def line(rng, name, text, latin):
    """`text` as it stands in a picture of this script: rewritten, mixed, or left as it is where the font has Latin."""
    roll = rng.random()
    if latin and roll < (0.35 if any(c.isalpha() for c in text) else 0.85):
        return text
    words = ' '.join(word(rng, name) for _ in range(int(rng.choice((1, 1, 2, 2, 3, 4)))))
    if name in ('chinese', 'japanese') and rng.random() < 0.6:
        words = words.replace(' ', '')
    if latin and roll < 0.6:
        value = strings.date(rng) if rng.random() < .5 else strings.identifier(rng)
        if name in DIGITS and rng.random() < 0.4:
            value = value.translate(str.maketrans('0123456789', DIGITS[name]))
        return words + strings.pick(rng, [': ', ' ', ':']) + value
    return words
