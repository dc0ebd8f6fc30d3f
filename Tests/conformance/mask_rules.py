"""Sets of rules in the forms of other tools, by which check_masks asks what they mean."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    name: str
    text: str
    # What the tool does otherwise, and what the documentation makes of an image: a verdict, or painted boxes.
    otherwise: str = ""
    documented: object = None
    # Exported rules are asked, too.
    exported: bool = True


DEID = [
    Rules("operators", """FORMAT dicom
%filter graylist
LABEL a
  contains Manufacturer star
  + notcontains ManufacturerModelName M 1
  coordinates 0,0,10,5
LABEL b
  equals Modality us
  + equals Rows 32
  coordinates 3,3,9,9
  ctpcoordinates 20,20,5,6
LABEL c
  missing Manufacturer
  + notequals Modality CT
  coordinates 1,30,4,32
LABEL d
  empty Manufacturer
  + present ManufacturerModelName
  coordinates 30,0,32,32
"""),
    Rules("inner joins", """FORMAT dicom
%filter graylist
LABEL a
  contains Modality CT
  + contains ImageType SAVE || contains ImageType OTHER
  coordinates 0,0,10,5
LABEL b
  contains ManufacturerModelName M|AS + notcontains ImageType SAVE
  + contains Manufacturer moon
  coordinates 5,5,30,12
"""),
    # deid stops where the first label of all has no criteria.
    Rules("layers", """FORMAT dicom
%filter graylist
LABEL first
  missing Rows
  coordinates 0,0,1,1
LABEL a
  coordinates all
LABEL b
  contains Modality US
  keepcoordinates 4,4,20,20
LABEL c
  contains Manufacturer star
  coordinates 6,6,10,10
"""),
    Rules("groups", """FORMAT dicom
%filter whitelist
LABEL a
  contains BurnedInAnnotation NO
%filter graylist
LABEL b
  contains ManufacturerModelName M 10
  coordinates 0,0,10,5
%filter blacklist
LABEL c
  contains BurnedInAnnotation YES
  + contains ImageType SECONDARY
"""),
    Rules("a line that starts with ||", """FORMAT dicom
%filter graylist
LABEL a
  contains Modality CT
  || contains Manufacturer moon
  coordinates 0,0,10,5
""", "takes it for AND",
          lambda ds: [(0, 0, 10, 5)] if "CT" in ds.Modality or "Moon" in ds.get("Manufacturer", "")
          else "unknown"),
    Rules("a line without a join", """FORMAT dicom
%filter graylist
LABEL a
  contains Modality CT
  contains Manufacturer moon
  coordinates 0,0,10,5
""", "takes it for AND",
          lambda ds: [(0, 0, 10, 5)] if "CT" in ds.Modality or "Moon" in ds.get("Manufacturer", "")
          else "unknown"),
    Rules("equals with |", """FORMAT dicom
%filter graylist
LABEL a
  equals ManufacturerModelName M 1|M 10
  coordinates 0,0,10,5
""", "compares the whole text",
          lambda ds: [(0, 0, 10, 5)] if ds.get("ManufacturerModelName") in ("M 1", "M 10")
          else "unknown", exported=False),
    Rules("regions of the header", """FORMAT dicom
%filter graylist
LABEL first
  missing Rows
  coordinates 0,0,1,1
LABEL a
  coordinates all
LABEL b
  present SequenceOfUltrasoundRegions
  keepcoordinates from:SequenceOfUltrasoundRegions
""", "loses the last row and column, and knows no region type", lambda ds: outside_regions(ds)),
    Rules("a value behind a test without one", """FORMAT dicom
%filter graylist
LABEL a
  missing Manufacturer || contains Manufacturer moon
  coordinates 0,0,10,5
""", "gives the value to the test before", lambda ds: [(0, 0, 10, 5)]
          if "Manufacturer" not in ds or "Moon" in ds.Manufacturer else "unknown", exported=False),
]


def outside_regions(ds):
    regions = [r for r in ds.get("SequenceOfUltrasoundRegions", []) if r.RegionDataType != 0]
    if not regions:
        return [(0, 0, ds.Columns, ds.Rows)]
    r = regions[0]
    x0, y0, x1, y1 = (r.RegionLocationMinX0, r.RegionLocationMinY0,
                      r.RegionLocationMaxX1 + 1, r.RegionLocationMaxY1 + 1)
    return [(0, 0, ds.Columns, y0), (0, y1, ds.Columns, ds.Rows - y1), (0, y0, x0, y1 - y0),
            (x1, y0, ds.Columns - x1, y1 - y0)]


def protocol(*locations, filters=()):
    return json.dumps({
        "tags": {}, "private": [],
        "filters": [{"criterion": {"content": f}, "justification": "none"} for f in filters],
        "pixel": [{"description": f"place {i}", "criterion": {"content": text},
                   "areas": [dict(zip(("x", "y", "width", "height"), a)) for a in areas]}
                  for i, (text, areas) in enumerate(locations)]}, indent=1)


MIDOM = [
    Rules("functions", protocol(
        ("Manufacturer.contains('star') and not ManufacturerModelName.exists()", [(0, 0, 10, 5)]),
        ("Modality.equals('us') and (Rows.equals(32) or ImageType.contains('SAVE'))",
         [(3, 3, 6, 6), (20, 20, 5, 6)]),
        ("not Manufacturer.exists() or ManufacturerModelName.equals('M 10')", [(1, 30, 3, 2)]))),
    Rules("precedence", protocol(
        ("Modality.equals('CT') or Modality.equals('US') and Manufacturer.exists()", [(0, 0, 9, 9)]),
        ("not Modality.equals('CT') and Manufacturer.contains('MOON')", [(9, 9, 9, 9)]))),
    Rules("filters", protocol(
        ("Modality.contains('U')", [(0, 0, 9, 9)]),
        filters=["BurnedInAnnotation.equals('YES') and Manufacturer.contains('star')"])),
    Rules("an element without value", protocol(("Manufacturer.equals('')", [(0, 0, 9, 9)]))),
    Rules("one of several values", protocol(("ImageType.equals('SECONDARY')", [(0, 0, 9, 9)])),
          "compares Python's text of the list",
          lambda ds: [(0, 0, 9, 9)] if "SECONDARY" in ds.ImageType else "unknown"),
]


CATALOG = """from dicom_dre.catalog import DeviceCatalog, deny_modalities, deny_when, device, variant

_US = "1.2.840.10008.5.1.4.1.1.6"
default_devices = [
%s]
default_exclusions = [
%s]


def get_default_catalog():
    return DeviceCatalog(
        devices=default_devices, exclusions=default_exclusions, default_action="%s")
"""

DRE = [
    Rules("texts", CATALOG % ("""
    device("bare", "scrub", manufacturer="star", manufacturer_model_name="=M 1", scrub=[(0, 0, 9, 9)]),
    device("start", "allow", manufacturer="^star", modality=["=CT", "^u"], scrub=[(9, 9, 9, 9)]),
    device("pattern", "allow", manufacturer_model_name="/^M \\\\d$/", scrub=[(2, 2, 5, 5)]),
    device("none", "allow", manufacturer="=", modality="/^(?!CT$)/", scrub=[(4, 4, 10000, 5)]),
""", "", "allow")),
    Rules("variants", CATALOG % ("""
    device("a", "allow", manufacturer="star", variants=[
        variant(rows=32, cols=40, image_type="SAVE", scrub=[(0, 0, 9, 9)]),
        variant(rows=40, cols=32, image_type_any=["OTHER", "DERIVED"]),
        variant(rows=32, image_type_exclude=["OTHER"], scrub=[(1, 1, 4, 4), (6, 6, 4, 4)]),
    ]),
    device("b", "allow", sop_class_uid=f"^{_US}", requires_ultrasound_regions=True, rows=40, cols=32),
    device("c", "deny", software_versions="V1"),
""", "", "deny")),
    Rules("exclusions", CATALOG % ("""
    device("a", "allow", manufacturer="moon"),
""", """
    deny_modalities(exact=["ct"], substring=["x"]),
    deny_when("b", manufacturer="star", image_type_any="SAVE", image_type_exclude="OTHER"),
    deny_when("c", modality_not=["=CT", "=US"], series_number="/[1-9][0-9]{3}/"),
    deny_when("d", burned_in_annotation="=YES", sop_class_not="=1.2"),
""", "allow"), exported=False),
]
