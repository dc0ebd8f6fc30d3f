"""Reads the rows of the two files, and repairs what their source meant otherwise than it says."""
import re

from .criteria import MODALITIES, all_of, any_of, test
from .repairs import KEYWORDS, MODALITY_REPAIRS, OVERLAY_GROUPS, ROWS

ULTRASOUND_REGIONS = 'SequenceOfUltrasoundRegions'
# Sets of scripts for CTP, which paints a column and a row more than its boxes say: what they were tried out with.
INCLUSIVE_SETS = ('ctp', 'stanford-ctp')
# Widths that screens have: a band that is as wide was made for images of this width.
WIDTHS = {512, 640, 800, 960, 1024, 1280}


def boxes(row):
    found = []
    for box in row.get('regions', []):
        x, width = box['x'], box['w']
        more = 1 if row.get('source', row).get('set') in INCLUSIVE_SETS else 0
        found.append((x, box['y'], width + (0 if x == 0 and width in WIDTHS else more), box['h'] + more))
    return found


class Row:
    """A row with its criterion in our words; `notes` says what was repaired."""

    def __init__(self, row, is_filter=False):
        self.id = row.get('id', '')
        self.notes = []
        self.is_filter = is_filter
        self.quirks = row.get('quirks', [])
        self.action = row.get('action')
        self.source = source(row)
        self.boxes = boxes(row)
        if 'fields' in row:
            self.criterion = exclusion(row['fields'])
        else:
            self.criterion = self.convert(row['criteria'])
        self.repair()

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)

    def repair(self):
        if 'line_without_join_treated_as_AND_by_engine' in self.quirks and self.criterion[0] == 'all':
            self.criterion = any_of(self.criterion[1])
            self.note('its lines have no join: each is a check of its own, as documented')
        repair = ROWS.get(self.id)
        if not repair:
            return
        change, note = repair
        self.criterion = change(self.criterion)
        self.note(note)

    def convert(self, criterion):
        if 'all' in criterion:
            return all_of([self.convert(part) for part in criterion['all']])
        if 'any' in criterion:
            return any_of([self.convert(part) for part in criterion['any']])
        if 'not' in criterion:
            return ('not', self.convert(criterion['not']))
        return self.convert_test(criterion)

    def path(self, one):
        tag, keyword = one.get('tag'), one.get('keyword')
        if tag in KEYWORDS or keyword in KEYWORDS:
            path, note = KEYWORDS.get(tag) or KEYWORDS[keyword]
            self.note(note)
            return path
        return keyword or f'({tag.upper()})'

    def convert_test(self, one):
        path, operation, value = self.path(one), one['op'], one.get('value')
        if path == 'CodeMeaning':
            return test(path, operation, value)
        if operation.startswith('not_'):
            return ('not', self.convert_test(dict(one, op=operation[4:])))
        if operation in ('present', 'missing', 'empty', 'empty_or_missing'):
            return test(path, operation)
        if value == '' and operation == 'equals':
            # Of these tools, to whom an element that is missing is an empty text.
            return test(path, 'empty_or_missing')
        if path in ('Rows', 'Columns', 'WindowWidth'):
            return self.number(path, operation, value)
        if operation == 'matches':
            return self.pattern(path, value)
        if one.get('tag') == '60xx,0022':
            self.note('the description is looked for in every overlay plane')
            return any_of([test(f'({group:04X},0022)' if group > 0x6000 else 'OverlayDescription', operation, value)
                           for group in OVERLAY_GROUPS])
        if one.get('regex'):
            return self.alternatives(path, value)
        return self.text(path, operation, value)

    def number(self, path, operation, value):
        if operation == 'contains':
            self.note('numbers of rows and columns were looked for as parts of others: they are those numbers')
        if '|' in value:
            self.note(f'{path} {value} was one text in its source: it is either number')
        return any_of([test(path, 'number', int(word)) for word in value.split('|')])

    def alternatives(self, path, value):
        """deid's contains is a search for a pattern; what its author meant are words, or several with + between."""
        if 'plus_is_regex_quantifier_in_engine' in self.quirks and '+' in value and '|' not in value:
            words = value.split('+')
            if len(words) > 2:
                self.note('+ was a sign of a pattern in its source, and is meant as "and"')
                return all_of([test(path, 'contains', word) for word in words])
            self.note('+ was a sign of a pattern in its source, and is meant as it stands')
        return any_of([self.text(path, 'contains', word) for word in value.split('|')])

    def pattern(self, path, value):
        """The patterns that are words in truth, and those that look ahead."""
        if found := re.fullmatch(r'\^\(\?!(.*)\$\)', value):
            return ('not', test(path, 'equals', found[1]))
        if value == '^.+$':
            return ('not', test(path, 'empty_or_missing'))
        if found := re.fullmatch(r'\(\?i\)\^([^$^*+?|()]*)\$', value):
            return test(path, 'equals', found[1].replace('\\', ''))
        return number_pattern(path, value)

    def text(self, path, operation, value):
        if path == 'ImageType' and value.startswith('='):
            return test(path, 'equals', value[1:])
        if path == 'Modality':
            repair = MODALITY_REPAIRS.get(value)
            if repair:
                terms, note = repair
                self.note(note)
                return any_of([test(path, 'equals', term) for term in terms]) if terms else all_of([])
            # A part of a term, where an image is not to slip through, may be of others as well: US of IVUS.
            if value in MODALITIES and not self.is_filter:
                return test(path, 'equals', value)
        return test(path, operation, value)


def source(row):
    """(set, place)"""
    found = row['source'] if 'source' in row else row
    path, commit = found['path'], found.get('commit') or ''
    if 'dicom_dre' in path:
        return ('dicom-dre', 'default_catalog.py (PyPI dicom-dre 1.4.2)')
    name = path.rsplit('/', 1)[-1]
    line = f' line {found["line"]}' if found.get('line') else ''
    return (found['set'], f'{name}{line} ({commit[:7]})')


def match_text(path, pattern):
    """dicom-dre: bare is a part, =x the whole, ^x the start, /x/ a pattern."""
    if pattern.startswith('/') and pattern.endswith('/') and len(pattern) > 1:
        return number_pattern(path, pattern[1:-1])
    if pattern == '=':
        return test(path, 'empty_or_missing')
    if pattern[0] in '=^':
        return test(path, 'equals' if pattern[0] == '=' else 'starts_with', pattern[1:])
    return test(path, 'contains', pattern)


def number_pattern(path, pattern):
    """Four digits somewhere in a number, the first of them not 0, are a number from 1000 on."""
    if path == 'SeriesNumber' and pattern == r'[1-9]\d{3,}':
        return test(path, 'number', {'at_least': 1000})
    return test(path, 'matches', pattern)


def exclusion(fields):
    """A rule of dicom-dre that excludes; all of its fields have to hold."""
    elements = {
        'modality': 'Modality', 'sop_class': 'SOPClassUID', 'manufacturer': 'Manufacturer',
        'manufacturer_model_name': 'ManufacturerModelName', 'image_type_any': 'ImageType',
        'image_type_exclude': 'ImageType', 'burned_in_annotation': 'BurnedInAnnotation',
        'series_number': 'SeriesNumber',
    }
    parts = []
    for field, value in fields.items():
        name = field.removesuffix('_not')
        values = value if isinstance(value, list) else [value]
        if field == 'substring_modalities':
            parts.append(any_of([test('Modality', 'contains', one) for one in values]))
        elif field == 'exact_modalities':
            parts.append(any_of([test('Modality', 'equals', one) for one in values]))
        elif field == 'image_type_empty':
            parts.append(test('ImageType', 'empty_or_missing'))
        elif field == 'conversion_type_present':
            parts.append(('not', test('ConversionType', 'empty_or_missing')))
        elif field == 'graphic_annotation_absent':
            parts.append(('not', test('GraphicAnnotationSequence', 'present')))
        elif field == 'referenced_instance_absent':
            parts.append(('not', test('CurrentRequestedProcedureEvidenceSequence', 'present')))
        else:
            found = any_of([match_text(elements[name], one) for one in values])
            parts.append(('not', found) if field != name or field == 'image_type_exclude' else found)
    return all_of(parts)
