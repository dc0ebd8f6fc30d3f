"""Files whose header needs more care than a flag: history, signatures, group lengths, padding."""

import struct

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

from fixtures import add_palette, dataset, picture, save, set_native


def plain(name, syntax=ExplicitVRLittleEndian, **options):
    ds = dataset(syntax, 61, 47, 8, "MONOCHROME2", name=name, **options)
    set_native(ds, [picture(61, 47, 1, 8, seed) for seed in range(options.get("frames", 1))])
    return ds


def code(value, scheme, meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def special_files(folder):
    """Files whose header needs more care than a flag."""
    # Already cleaned once: nothing may be written twice, existing items stay as they are.
    ds = plain("special-history")
    ds.BurnedInAnnotation, ds.PatientIdentityRemoved = "YES", "YES"
    ds.DeidentificationMethod = ["another tool", "with two values"]
    ds.DeidentificationMethodCodeSequence = Sequence(
        [code("113100", "DCM", "Basic Application Confidentiality Profile"),
         code("113101", "DCM", "Clean Pixel Data Option")])
    equipment = Dataset()
    equipment.Manufacturer = "EXAMPLE CORP"
    equipment.PurposeOfReferenceCodeSequence = Sequence(
        [code("109101", "DCM", "Acquisition Equipment")])
    ds.ContributingEquipmentSequence = Sequence([equipment])
    yield save(ds, folder, "special-history")

    ds = plain("special-signature")
    ds.SmallestImagePixelValue, ds.LargestImagePixelValue = 7, 255
    signature = Dataset()
    signature.MACIDNumber, signature.DigitalSignatureUID = 1, "2.25.9"
    ds.add_new(0xFFFAFFFA, "SQ", Sequence([signature]))
    mac = Dataset()
    mac.MACIDNumber = 1
    ds.add_new(0x4FFE0001, "SQ", Sequence([mac]))
    yield save(ds, folder, "special-signature")

    # Retired group lengths of a group that changes (0028), of one that grows (0012) and of one that
    # does not (0010).
    path = save(plain("special-group-lengths"), folder, "special-group-lengths")
    yield add_group_lengths(path)

    # A modality LUT that shows the highest stored value darkest.
    ds = plain("special-negative-slope")
    ds.RescaleSlope, ds.RescaleIntercept, ds.RescaleType = "-1", "255", "US"
    yield save(ds, folder, "special-negative-slope")

    ds = plain("special-implicit-cine", ImplicitVRLittleEndian, frames=3)
    yield save(ds, folder, "special-implicit-cine")

    ds = plain("special-padding")
    ds.PixelPaddingValue = 255
    ds.DataSetTrailingPadding = b"\0" * 32
    yield save(ds, folder, "special-padding")

    ds = dataset(ExplicitVRLittleEndian, 61, 47, 8, "PALETTE COLOR", name="special-palette-few")
    add_palette(ds, entries=200)
    set_native(ds, [picture(61, 47, 1, 8, 1) % 200])
    yield save(ds, folder, "special-palette-few")


def add_group_lengths(path):
    import elements
    data = path.read_bytes()
    parsed = elements.read(data)
    body, start = b"", 0
    for element in parsed.elements:
        group = element.tag >> 16
        if group != start and group in (0x0010, 0x0028):
            size = sum(e.end - e.start for e in parsed.elements if e.tag >> 16 == group)
            body += struct.pack("<HH2sHI", group, 0, b"UL", 4, size)
        start = group
        body += element.raw
    path.write_bytes(data[:len(data) - len(parsed.body)] + body)
    return path


GENERATORS = [(special_files, [])]
