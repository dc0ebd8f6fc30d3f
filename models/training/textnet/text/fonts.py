"""The fonts there are, in two fixed halves: `train` and `held`, by a hash of the family."""
import functools
import gzip
import hashlib
import io
import json
import os
import re
import struct
import subprocess
import tempfile

from PIL import ImageFont

HELD_PERCENT = 15
BITMAP_FOLDER = '/usr/share/fonts/X11'
STROKE_FOLDER = '/usr/share/hershey-fonts'

# fontconfig language -> script; the sample is what a font must show to count.
SCRIPTS = {
    'latin': ('en', 'Hx5'), 'accents': ('pl', 'ŁęÄé'), 'cyrillic': ('ru', 'Жяд'), 'greek': ('el', 'Ωπλ'),
    'chinese': ('zh-cn', '国医张'), 'japanese': ('ja', 'あカ医'), 'korean': ('ko', '김병원'),
    'arabic': ('ar', 'مستش'), 'hebrew': ('he', 'אבש'), 'devanagari': ('hi', 'अकर'), 'thai': ('th', 'กขร'),
    'bengali': ('bn', 'অকর'), 'tamil': ('ta', 'அகர'), 'telugu': ('te', 'అకర'), 'gujarati': ('gu', 'અકર'),
    'georgian': ('ka', 'აბგ'), 'armenian': ('hy', 'ԱԲԳ'), 'ethiopic': ('am', 'ሀለሐ')}

# Copies or close relatives of one design stay on one side of the split.
SAME = {
    'arimo': 'liberation sans', 'tinos': 'liberation serif', 'cousine': 'liberation mono',
    'carlito': 'lato', 'freesans': 'nimbus sans', 'freeserif': 'nimbus roman', 'freemono': 'nimbus mono',
    'droid sans': 'noto sans', 'droid sans fallback': 'noto sans', 'takao': 'ipa', 'helv': 'nimbus sans',
    'wenquanyi': 'wqy', 'terminus': 'ter', 'roboto': 'roboto', 'courier prime': 'courier prime',
    'monoisome': 'monoid', 'bpg': 'bpg', 'baekmuk': 'baekmuk', 'nanum': 'nanum', 'nanumgothic': 'nanum',
    'nanummyeongjo': 'nanum', 'linux': 'linux', 'amiri': 'amiri', 'because': 'because', 'gfs': 'gfs',
    'unifont': 'unifont'}

# The files of one X bitmap design, told by the first letters of their names.
BITMAP_DESIGNS = (
    (r'cl[BIR]\d', 'clean'), (r'crox\d[c]', 'cronyx courier'), (r'crox\d[h]', 'cronyx helvetica'),
    (r'crox\d[t]', 'cronyx times'), (r'[bfh]\d+(_|$)', 'efont'), (r'lut', 'lucida typewriter'),
    (r'lub', 'lucida bright'), (r'lu[BIR]', 'lucida sans'), (r'mplus', 'mplus'), (r'shnm', 'shinonome'),
    (r'helv', 'helv'), (r'cour?', 'courier'), (r'tim', 'times'), (r'ncen', 'new century'),
    (r'term?', 'terminal'), (r'cha', 'charter'), (r'trad', 'traditional'), (r'k\d', 'kaname'),
    (r'wenquanyi', 'wenquanyi'), (r'unifont', 'unifont'), (r'neep|mod', 'jmk neep'))

CLASSES = (
    ('symbol', r'weather|7segg'),
    ('segment', r'dseg|seven|segment'),
    ('hand', r'hand|script|breip|bwht|femke|kristi|rufs|sjfonts|klee|yusei|delphine|steve|humor|dancing|'
             r'purisa|chancery|kacst.*(art|pen)|because|goudy'),
    ('pixel', r'proggy|terminus|spleen|creep|vt220|glass|dotgothic|misaki|3270|unifont|glasstty'),
    ('ocr', r'ocr'),
    ('mono', r'mono|code|courier|typewriter|inconsolata|hack|hermit|agave|fantasque|fixed|cousine|nimbus m'),
    ('serif', r'serif|roman|times|didot|garamond|libertine|charis|gentium|caladea|prociono|slab|palladio|'
              r'bookman|schoolbook|c059|p052|mincho|ming|song|scheherazade|amiri|tinos|batang|myeongjo'),
    ('symbol', r'dingbat|symbol|weather|d050000l|emoji|math|music|barcode|opendyslexic'))


class Face:
    """One font file (or one strike of a bitmap font)."""

    def __init__(self, entry):
        self.__dict__.update(entry)

    @property
    def name(self):
        return f'{self.family} {self.style}'.strip()


def root(family):
    """The name under which a family is kept on one side of the split."""
    name = family.lower()
    name = re.sub(r'\b(condensed|extra|semi|light|thin|medium|black|bold|book|demi|narrow|text|display|ui|'
                  r'looped|cjk [a-z]{2}|unhinted|nerd font|oblique|italic)\b', ' ', name)
    name = re.sub(r'\s+', ' ', name).strip()
    name = 'ocra' if name.startswith('ocra') else name
    for other, same in SAME.items():
        if name == other or name.startswith(other + ' '):
            return same
    return name


def is_held(family):
    """Whether a family is kept for evaluation: the same answer for ever."""
    digest = hashlib.sha256(('textnet font ' + root(family)).encode()).digest()
    return int.from_bytes(digest[:4], 'big') % 100 < HELD_PERCENT


def classified(family):
    name = family.lower()
    return next((c for c, pattern in CLASSES if re.search(pattern, name)), 'sans')


def ink(font, text, mode='L'):
    """(width, height) of the ink, or None when there is none."""
    mask = font.getmask(text, mode=mode)
    box = mask.getbbox()
    return None if box is None else (box[2] - box[0], box[3] - box[1])


def shows(font, text, mode='L'):
    """Whether every character of `text` has a glyph of its own."""
    def image(c):
        m = font.getmask(c, mode=mode)
        return m.size, bytes(m)
    missing = [image('\ufffe'), image('\U000e0100')]
    images = [image(c) for c in text]
    return all(i not in missing and any(i[1]) for i in images) and len(set(images)) == len(images)


def vector_faces():
    """Entries of every scalable font that fontconfig knows."""
    form = '%{file}\t%{index}\t%{family[0]}\t%{style[0]}\t%{lang}\t%{scalable}\n'
    lines = subprocess.run(
        ['fc-list', '--format', form], capture_output=True, text=True, check=True).stdout.splitlines()
    for line in sorted(set(lines)):
        path, index, family, style, lang, scalable = line.split('\t')
        group = classified(family)
        if scalable != 'True' or not re.search(r'\.(ttf|otf|ttc|otb|t1|pfb)$', path) or group == 'symbol':
            continue
        if 'LastResort' in path or 'Emoji' in path or int(index) >> 16:
            continue
        langs = set(lang.split('|'))
        scripts = [s for s, (code, _) in SCRIPTS.items() if code in langs or s == 'latin']
        try:
            font = ImageFont.truetype(path, 100, index=int(index), layout_engine=ImageFont.Layout.BASIC)
            scripts = [s for s in scripts if shows(font, SCRIPTS[s][1])]
            if group == 'segment':
                scripts = ['latin']
            sample = 'H' if 'latin' in scripts else SCRIPTS[scripts[0]][1][0] if scripts else ''
            size = ink(font, sample)
        except (OSError, ValueError):
            continue
        if size is None or 'barcode' in family.lower():
            continue
        yield {
            'kind': 'vector', 'path': path, 'index': int(index), 'family': family, 'style': style,
            'scripts': scripts, 'group': group, 'cap': size[1] / 100, 'size': 0}


def pixel_size(path):
    """PIXEL_SIZE of a PCF file (its properties table), or None."""
    with gzip.open(path) if path.endswith('.gz') else open(path, 'rb') as file:
        data = file.read()
    if data[:4] != b'\1fcp':
        return None
    for i in range(struct.unpack_from('<I', data, 4)[0]):
        kind, form, _, start = struct.unpack_from('<4I', data, 8 + 16 * i)
        if kind == 1:
            order = '>' if form & 4 else '<'
            count = struct.unpack_from(order + 'I', data, start + 4)[0]
            strings = start + 8 + 9 * count + (-count % 4) + 4
            for j in range(count):
                name, _, value = struct.unpack_from(order + 'IBI', data, start + 8 + 9 * j)
                if data[strings + name:].startswith(b'PIXEL_SIZE\0'):
                    return value
    return None


def bitmap_faces():
    """Entries of every X bitmap font in an encoding that has Latin where Unicode has it."""
    for folder, _, names in sorted(os.walk(BITMAP_FOLDER)):
        for name in sorted(names):
            if not name.endswith(('.pcf.gz', '.pcf')):
                continue
            if re.search(r'8859-([2-9]|1\d)|koi|cp1|ISO8859-1\.pcf.*ISO8859-1|isocyr|jisx|gb2312|big5|cursor|'
                         r'olgl|open?look|deccurs|decsess|clR|nil|arabic|hanglg|gb1|micro|symb', name):
                continue
            path = os.path.join(folder, name)
            try:
                size = pixel_size(path)
                font = ImageFont.truetype(path, size or 0, layout_engine=ImageFont.Layout.BASIC)
                scripts = [s for s, (_, sample) in SCRIPTS.items() if shows(font, sample, '1')]
            except (OSError, ValueError, struct.error):
                continue
            found = ink(font, 'H', '1')
            if 'latin' not in scripts or found is None or not 4 <= found[1] <= 40:
                continue
            stem = re.split(r'[-.]', name)[0] if not name.startswith('trad') else 'trad'
            family = next((f for pattern, f in BITMAP_DESIGNS if re.match(pattern, stem)), stem)
            if name.startswith('ter-'):
                family = 'terminus'
            elif re.match(r'\d+x\d+', stem):
                family = 'fixed ' + re.match(r'\d+x\d+', stem)[0]
            yield {
                'kind': 'bitmap', 'path': path, 'index': 0, 'family': family, 'style': stem,
                'scripts': [s for s in scripts if s not in ('arabic', 'devanagari', 'bengali', 'tamil')],
                'group': 'bitmap', 'cap': found[1], 'size': size}


def stroke_faces():
    """Entries of the Hershey fonts that hold the ASCII characters in order."""
    for name in ('futural', 'futuram', 'rowmans', 'rowmand', 'rowmant', 'scripts', 'scriptc', 'timesr',
                 'timesrb', 'timesi', 'timesib', 'cursive', 'gothitt'):
        path = os.path.join(STROKE_FOLDER, name + '.jhf')
        if os.path.exists(path):
            yield {
                'kind': 'stroke', 'path': path, 'index': 0, 'family': 'hershey ' + name, 'style': '',
                'scripts': ['latin'], 'group': 'stroke', 'cap': 21, 'size': 0}


def index():
    """Every face's entry; kept in a file of the temporary folder, as the search takes a minute."""
    state = []
    for folder in ('/usr/share/fonts', STROKE_FOLDER):
        for where, _, names in os.walk(folder):
            state.append((where, len(names), int(os.path.getmtime(where))))
    with open(__file__, 'rb') as own:
        state = hashlib.sha256(repr(sorted(state)).encode() + own.read()).hexdigest()[:16]
    path = os.path.join(tempfile.gettempdir(), f'textnet-fonts-{state}.json')
    if os.path.exists(path):
        with open(path) as file:
            return json.load(file)
    found = [*vector_faces(), *bitmap_faces(), *stroke_faces()]
    with tempfile.NamedTemporaryFile('w', dir=os.path.dirname(path), delete=False) as file:
        json.dump(found, file)
    os.replace(file.name, path)
    return found


@functools.lru_cache(maxsize=None)
def available(split='train'):
    """The faces of one half (`train`, `held`) or of both (`all`)."""
    faces = [Face(e) for e in index()]
    return tuple(f for f in faces if split == 'all' or is_held(f.family) == (split == 'held'))


@functools.lru_cache(maxsize=160)
def opened(path, index, size, raqm):
    """A PIL font; the file stays open. A compressed one is unpacked first: seeking in it takes milliseconds."""
    engine = ImageFont.Layout.RAQM if raqm else ImageFont.Layout.BASIC
    if path.endswith('.gz'):
        with gzip.open(path) as file:
            path = io.BytesIO(file.read())
    return ImageFont.truetype(path, size, index=index, layout_engine=engine)
