"""Which maker's file a rule belongs in, and its id."""
import re

from .criteria import tests, words

# Where manufacturers name themselves in several ways: the start of what they say, and their file.
MAKERS = [
    ('ge', 'ge'), ('g.e', 'ge'), ('siemens', 'siemens'), ('acuson', 'acuson'), ('philips', 'philips'), ('atl', 'atl'),
    ('adac', 'adac'), ('aloka', 'aloka'), ('bk medical', 'bk-medical'), ('b-k medical', 'bk-medical'),
    ('canon', 'canon'), ('shimadzu', 'shimadzu'), ('toshiba', 'toshiba'), ('tmsc', 'toshiba'), ('hitachi', 'hitachi'),
    ('supersonic', 'supersonic-imagine'), ('sonosite', 'sonosite'), ('zonare', 'zonare'), ('medison', 'samsung-medison'),
    ('samsung', 'samsung-medison'), ('mindray', 'mindray'), ('esaote', 'esaote'), ('vital', 'vital-images'),
    ('vitrea', 'vital-images'), ('/ mim', 'mim'), ('mimvista', 'mim'), ('medicatech', 'medicatech'),
    ('medlink', 'medlink-imaging'), ('konica', 'konica-minolta'), ('hologic', 'hologic'), ('lorad', 'hologic'),
    ('kodak', 'carestream'), ('carestream', 'carestream'), ('fuji', 'fujifilm'),
]
# Of rules that name a model only.
MODELS = [
    ('logiq', 'ge'), ('vivid', 'ge'), ('voluson', 'ge'), ('v830', 'ge'), ('iu22', 'philips'), ('ie33', 'philips'),
    ('epiq', 'philips'), ('cx50', 'philips'), ('cx30', 'philips'), ('affiniti', 'philips'), ('clearvue', 'philips'),
    ('hd15', 'philips'), ('sparq', 'philips'), ('vt', 'philips'), ('lumify', 'philips'), ('z_one', 'zonare'),
    ('ziehm', 'ziehm'), ('lightspeed', 'ge'), ('somatom', 'siemens'), ('sensation', 'siemens'),
]
# Elements that tell what an image shows where no model does, by which its rule is named.
NAMING = [
    'ManufacturerModelName', 'SecondaryCaptureDeviceManufacturerModelName', 'SeriesDescription', 'ProtocolName',
    '(0019,1201)', 'ImageType', 'CommentsOnRadiationDose', 'OverlayDescription', 'SoftwareVersions',
    'BurnedInAnnotation', 'Modality',
]


def slug(text):
    return re.sub('[^a-z0-9]+', '-', text.lower()).strip('-')


def maker(criterion):
    for path, table in (('Manufacturer', MAKERS), ('ManufacturerModelName', MODELS)):
        for word in words(criterion, path) or []:
            for start, name in table:
                if word.lower().startswith(start):
                    return name
            if path == 'Manufacturer':
                return slug(word)
    evidence = ' '.join(one[3] for one in tests(criterion) if isinstance(one[3], str)).lower()
    for word, name in (('siemens', 'siemens'), ('logiq', 'ge'), ('mindray', 'mindray'), ('ziehm', 'ziehm'), ('medrad', 'medrad')):
        if word in evidence:
            return name
    return 'any'


def base_id(file, rule):
    """`ge-logiqe9-649x852`."""
    parts = [file]
    for path in NAMING:
        found = words(rule.criterion, path)
        if not found and path in ('ImageType', 'ManufacturerModelName'):
            found = [one[3] for one in tests(rule.criterion) if one[1] == path and one[2] in ('contains', 'equals')]
        if found:
            name = slug('-'.join(found[:2]) if len(found) < 3 else found[0] + '-and-others')
            name = name.removeprefix(file + '-')[:48].strip('-')
            if name:
                parts.append(name)
            break
    if len(rule.sizes) == 1:
        rows, columns = rule.sizes[0]
        parts.append(f'{rows or "any"}x{columns or "any"}')
    return '-'.join(parts)


def assign_ids(file, rules):
    used = {}
    for rule in rules:
        base = base_id(file, rule)
        used[base] = used.get(base, 0) + 1
        rule.id = base if used[base] == 1 else f'{base}-{used[base]}'
