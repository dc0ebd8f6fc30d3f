"""What the sources say and cannot mean: by element, by value, by row."""
from .criteria import all_of, any_of, conjuncts, test

OVERLAY_GROUPS = range(0x6000, 0x6020, 2)

# Elements: what they are written as, what is meant, and what a person is told.
KEYWORDS = {
    '1018,1018': ('SecondaryCaptureDeviceManufacturerModelName', '(1018,1018) was meant as (0018,1018)'),
    'SoftwareVersion': ('SoftwareVersions', 'SoftwareVersion was meant as SoftwareVersions'),
    'SeqOfUltrasoundRegions::RegionDataType':
        ('SequenceOfUltrasoundRegions.RegionDataType', 'SeqOfUltrasoundRegions is no keyword of PS3.6'),
}

# Values of Modality that are no defined terms: what is meant.
MODALITY_REPAIRS = {
    'PET/CT': (['PT', 'CT'], 'Modality PET/CT was meant as PT or CT'),
    'Other': (['OT'], 'Modality Other was meant as OT'),
    # The only such row is of a detector of radiographs, and names no modality in the set that it was taken from.
    'MRI': ([], 'Modality MRI left out: the model takes radiographs, and the rule it was taken from has none'),
}

DOSE_REPORT_IMAGE = any_of([
    test('ImageType', 'contains', 'SECONDARY'), test('ImageType', 'contains', 'SCREEN SAVE'),
    test('SOPClassUID', 'starts_with', '1.2.840.10008.5.1.4.1.1.7'),
])


def phantom(criterion):
    """CodeMeaning stands in sequences only (PS3.3); every slice of some scanners names its phantom there."""
    parts = []
    for part in conjuncts(criterion):
        if part[0] == 'test' and part[1] == 'CodeMeaning':
            part = any_of([test(f'{way}.CodeMeaning', part[2], part[3]) for way in (
                'CTDIPhantomTypeCodeSequence', 'ExposureDoseSequence.CTDIPhantomTypeCodeSequence')])
        parts.append(part)
    return all_of(parts + [DOSE_REPORT_IMAGE])


def replacing(old, *new):
    """Puts other tests in place of one; none: leaves it out."""
    def change(criterion):
        parts = conjuncts(criterion)
        assert old in parts, (old, parts)
        return all_of([part for part in parts if part != old] + ([any_of(list(new))] if new else []))
    return change


PHANTOM = (phantom, 'CodeMeaning was looked for outside of sequences, where it never is; tightened to secondary captures')
CXDI = replacing(test('ManufacturerModelName', 'contains', 'CXD1'), test('ManufacturerModelName', 'contains', 'CXDI'))
MISSPELT = 'Manufacturer was misspelt, so that its tool never used it'

ROWS = {
    'ctp-001': PHANTOM, 'stanford-ctp-001': PHANTOM, 'dicom-dre-260': PHANTOM, 'deid-011': PHANTOM,
    'deid-014': (
        replacing(
            test('SeriesDescription', 'contains', 'AW electronic field'),
            test('SeriesDescription', 'contains', 'AW electronic film')),
        'AW electronic field was meant as film'),
    'deid-033': (
        replacing(test('Rows', 'number', 786), test('Rows', 'number', 768)), 'Rows 786 was meant as 768'),
    'deid-042': (
        replacing(
            test('Manufacturer', 'contains', 'EPIQ'), test('ManufacturerModelName', 'contains', 'EPIQ')),
        'EPIQ is a model, not a manufacturer'),
    'deid-064': (CXDI, 'model CXD1 was meant as CXDI'),
    'deid-065': (
        replacing(test('ManufacturerModelName', 'contains', 'CXD1')),
        'model CXD1 left out: it is a detector of radiographs of another maker'),
    'deid-069': (lambda criterion: criterion, MISSPELT),
    'deid-070': (lambda criterion: criterion, MISSPELT),
    'deid-071': (lambda criterion: criterion, MISSPELT),
}
