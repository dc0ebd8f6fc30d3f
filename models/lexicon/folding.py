"""Names as letters A to Z: what `NameFolding` does to the text that is looked up, and the other ways of writing them."""
import unicodedata

# Letters that Unicode does not take apart. Romanised as in ICAO Doc 9303 part 3, section 6, but for umlauts, which
# burnt-in text shows without their dots as often as with an E.
LATIN = {'Æ': 'AE', 'Œ': 'OE', 'Ø': 'O', 'Đ': 'D', 'Ð': 'D', 'Þ': 'TH', 'Ł': 'L', 'Ħ': 'H', 'ı': 'I', 'Ŧ': 'T', 'Ŋ': 'N',
         'ẞ': 'SS', 'ß': 'SS', 'Ə': 'E', 'Ĳ': 'IJ'}
CYRILLIC = dict(zip('АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ', (
    'A B V G D E ZH Z I K L M N O P R S T U F KH TS CH SH SHCH - Y - E IU IA').split()))
CYRILLIC |= {'Є': 'IE', 'І': 'I', 'Ґ': 'G', 'Ђ': 'D', 'Ј': 'J', 'Љ': 'LJ', 'Њ': 'NJ', 'Ћ': 'C', 'Џ': 'DZ', 'Ѕ': 'DZ',
             'Ъ': '', 'Ь': ''}
GREEK = dict(zip('ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ', 'A V G D E Z I TH I K L M N X O P R S T Y F CH PS O'.split()))
TABLE = LATIN | CYRILLIC | GREEK
SEPARATORS = set("'’`´-. ‐")


def fold(text):
    """A name in A to Z; '' where it has letters of another script."""
    decomposed = unicodedata.normalize('NFKD', text.upper().replace('ΟΎ', 'ΟΥ'))
    plain = ''.join(c for c in decomposed if not unicodedata.combining(c)).replace('ΟΥ', 'OU')
    letters = ''.join('' if c in SEPARATORS else TABLE.get(c, c) for c in plain)
    return letters if letters.isascii() and letters.isalpha() else ''


# Other transcriptions in use: Germanic and Nordic vowels spelled out, and Cyrillic as in English and in passports of old.
SPELLED_OUT = {'Ä': 'AE', 'Ö': 'OE', 'Ü': 'UE', 'Ø': 'OE', 'Å': 'AA'}
ENGLISH = {'Ю': 'YU', 'Я': 'YA', 'Й': 'Y', 'Ё': 'YO', 'Х': 'H', 'Є': 'YE', 'Ї': 'YI'}


def foldings(text):
    """All the ways in which a name may stand in A to Z."""
    upper = unicodedata.normalize('NFC', text.upper())
    ways = {fold(upper)}
    for table in (SPELLED_OUT, ENGLISH):
        ways.add(fold(''.join(table.get(c, c) for c in upper)))
    ways.add(fold(''.join(ENGLISH.get(c, c) for c in upper.replace('ИЙ', 'Y').replace('ЫЙ', 'Y'))))
    return ways - {''}
