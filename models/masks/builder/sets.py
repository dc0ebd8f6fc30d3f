"""Sets that are used where they are asked for: filters of other tools, and rules that are for no device."""
from .criteria import all_of, any_of, split_size, test
from .merging import clip, union
from .reading import Row

US = test('Modality', 'equals', 'US')
REGIONS = test('SequenceOfUltrasoundRegions', 'present')

# Masks that name neither a maker nor a model: they are for whatever writes such images.
WITHOUT_DEVICE = {
    'ctp-001': 'dose-phantom', 'stanford-ctp-001': 'dose-phantom', 'dicom-dre-260': 'dose-phantom',
    'ctp-002': 'dose-report',
    'ctp-007': 'volume-rendering', 'stanford-ctp-006': 'volume-rendering', 'dicom-dre-265': 'volume-rendering',
}


def is_of_devices(row):
    """deid's two rules that pass are filters: they say nothing of what a device does in its screen captures."""
    return row.action in ('blank', 'pass') and row.id not in WITHOUT_DEVICE \
        and not (row.action == 'pass' and row.source[0].startswith('deid')) and row.id != 'deid-us-002'


def all_sets(rows, filters):
    """{name: (what a reader should know, rules)}"""
    return {
        'any-device': any_device([row for row in rows if row.id in WITHOUT_DEVICE]),
        'ctp-filter': accept_filter(
            filters, 'ctp', ['CTP: BurnedInPixelsFilter.script quarantines what its expression is not true of.']),
        'deid-filters': deid(filters),
        'deid-ultrasound': deid_ultrasound(rows),
        'dicom-dre-exclusions': exclusions(filters),
        'smi-ultrasound': smi_ultrasound(rows),
        'stanford-filter': accept_filter(
            filters, 'stanford-ctp', ['Stanford: what is of no device of its list is quarantined.']),
    }


def any_device(rows):
    rules = []
    for name in dict.fromkeys(WITHOUT_DEVICE.values()):
        found = [row for row in rows if WITHOUT_DEVICE[row.id] == name]
        criterion, sizes = split_size(found[0].criterion)
        boxes, _ = clip(union([box for row in found for box in row.boxes]), sizes[0] if sizes else None)
        rules.append({
            'id': f'any-{name}', 'when': criterion, 'size': sizes,
            'areas': [('blank', box + (not sizes,)) for box in boxes],
            'note': '; '.join(dict.fromkeys(note for row in found for note in row.notes)),
            'sources': [row.source for row in found]})
    return ['Masks that name neither a maker nor a model: they answer for images of any device.'], rules


def accept_filter(filters, name, words):
    row = next(Row(one, is_filter=True) for one in filters if one['set'] == name)
    rule = {'id': f'{name.removesuffix("-ctp")}-filter', 'when': ('not', row.criterion), 'action': 'hold',
            'note': '; '.join(row.notes), 'sources': [row.source]}
    if row.criterion[0] == 'any':
        # Accepted: devices of a list, or what nothing speaks against. The same, easier to read.
        allowed = [part for part in row.criterion[1] if part[0] != 'not']
        denied = [part[1] for part in row.criterion[1] if part[0] == 'not']
        rule['when'] = all_of(denied + [('not', any_of(allowed))])
    return words + ['Here such an instance is held.'], [rule]


def deid(filters):
    rules = []
    for one in (one for one in filters if one['set'] == 'deid'):
        row = Row(one, is_filter=True)
        group, outcome = one['meaning'].split(':')
        rules.append({
            'id': f'deid-{group}-line-{one["line"]}', 'when': row.criterion,
            'action': 'pass' if outcome == 'pass' else 'hold', 'priority': 0 if outcome == 'pass' else -1,
            'note': '; '.join(row.notes), 'sources': [row.source]})
    return [
        'deid: filters of deid.dicom without coordinates. Its documentation has the first one that matches decide, and',
        'its whitelist and its coordinates stand before the rest: whatever it flags is held with a lower priority than',
        'that of masks.'], rules


def deid_ultrasound(rows):
    found = [row for row in rows if row.source[0] == 'deid-us']
    passing = next(row for row in found if row.action == 'pass')
    keeping = [row.source for row in found if row.action != 'pass']
    return [
        'deid: deid.dicom.ultrasound paints all but the regions of an ultrasound image. An image without regions is',
        'painted as a whole.'], [
            {'id': 'deid-us-burned-in-no', 'when': all_of([US, passing.criterion]), 'action': 'pass',
             'note': 'tightened to ultrasound; paints nothing back that other rules paint', 'sources': [passing.source]},
            {'id': 'deid-us-regions', 'when': US, 'areas': [('blank', 'all'), ('keep', 'ultrasound_regions')],
             'note': 'tightened to ultrasound', 'sources': keeping}]


def smi_ultrasound(rows):
    row = next(row for row in rows if row.id == 'smi-deid-001')
    return ['SMI: paints all but the regions of an image that has any.'], [
        {'id': 'smi-us-regions', 'when': REGIONS, 'areas': [('blank', 'all'), ('keep', 'ultrasound_regions')],
         'sources': [row.source]}]


def exclusions(filters):
    rules = []
    for number, one in enumerate((one for one in filters if one['set'] == 'dicom-dre'), 1):
        row = Row(one, is_filter=True)
        rules.append({'id': f'dicom-dre-exclusion-{number}', 'when': row.criterion, 'action': 'hold', 'priority': -1,
                      'sources': [row.source]})
    return [
        'dicom-dre: what its catalog excludes is held. A rule of a device speaks first, as there: these have a lower',
        'priority.'], rules
