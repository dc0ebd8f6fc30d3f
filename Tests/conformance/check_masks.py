"""Rules for known devices that other tools made: what `masks import` reads answers as the tool itself does, for
a table of small images of invented devices, and what `masks export` writes means the same to the tool.

Where a tool does otherwise than its documentation, the set of rules names the reason; then pixredact has to do as
documented, and the tool still has to do otherwise, so that a repaired tool is noticed. deid judges on any Python;
midom needs 3.12, dicom-dre is made for 3.12 alone: they are skipped without it."""

import importlib
import itertools
import json
import logging
import pathlib
import runpy
import subprocess
from dataclasses import dataclass

import numpy
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

GREY = 200


@dataclass(frozen=True)
class Rules:
    name: str
    text: str
    # What the tool does otherwise, and what the documentation makes of an image: a verdict, or painted boxes.
    otherwise: str = ""
    documented: object = None
    # Exported rules are asked, too.
    exported: bool = True


@dataclass(frozen=True)
class Answer:
    """`mask`, `pass`, `hold`, `reject` or `unknown`, and where pixels are painted."""
    verdict: str
    painted: bytes

    @staticmethod
    def of(ds, verdict, boxes=()):
        painted = numpy.zeros((ds.Rows, ds.Columns), bool)
        for x, y, width, height in boxes:
            painted[y:y + height, x:x + width] = True
        return Answer(verdict, painted.tobytes())

    @staticmethod
    def of_pixels(ds, pixels, otherwise):
        painted = pixels != GREY
        return Answer("mask" if painted.any() else otherwise, painted.tobytes())


# MARK: Images


def images(folder):
    """Files whose headers differ in what rules ask for; names say which is which."""
    folder.mkdir(parents=True, exist_ok=True)
    makers = [None, "", "Star", "STAR MEDICAL", "Moon"]
    models = [None, "M 1", "AS+ 2", "M 10"]
    paths = []
    for number, (maker, model, size) in enumerate(
            itertools.product(makers, models, [(32, 40), (40, 32)])):
        ds = Dataset()
        ds.file_meta = FileMetaDataset()
        ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = (
            "1.2.840.10008.5.1.4.1.1.6.1" if number % 2 else "1.2.840.10008.5.1.4.1.1.7")
        ds.SOPInstanceUID = ds.file_meta.MediaStorageSOPInstanceUID = f"2.25.{number + 1}"
        ds.ImageType = [["DERIVED", "SECONDARY"], ["ORIGINAL", "PRIMARY", "SAVE"], ["OTHER"]][number % 3]
        ds.Modality = ["CT", "US", "us"][number // 2 % 3]
        if maker is not None:
            ds.Manufacturer = maker
        if model is not None:
            ds.ManufacturerModelName = model
        if number % 4 < 2:
            ds.SoftwareVersions = [["V1.0"], ["V2.5", "R3"]][number % 2]
        if number % 5 < 3:
            ds.BurnedInAnnotation = ["YES", "NO", ""][number % 3]
        if number % 4:
            item = Dataset()
            item.RegionDataType = number % 3
            item.RegionLocationMinX0, item.RegionLocationMinY0 = 4, 6
            item.RegionLocationMaxX1, item.RegionLocationMaxY1 = 20, 25 + number % 3
            ds.SequenceOfUltrasoundRegions = Sequence([item])
        ds.SeriesNumber = number * 40
        ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
        ds.Rows, ds.Columns = size
        ds.BitsAllocated = ds.BitsStored = 8
        ds.HighBit, ds.PixelRepresentation = 7, 0
        ds.PixelData = bytes([GREY]) * (ds.Rows * ds.Columns)
        path = folder / f"{number:02d}.dcm"
        ds.save_as(path, enforce_file_format=True)
        paths.append(path)
    return paths


# MARK: pixredact


class Pixredact:
    def __init__(self, binary, work):
        self.binary, self.work = binary, work

    def run(self, *arguments):
        return subprocess.run([self.binary, "masks", *map(str, arguments)], capture_output=True,
                              stdin=subprocess.DEVNULL, text=True, timeout=120, check=False)

    def answer(self, rules, path, ds):
        done = self.run("match", path, "--no-masks", "--masks", rules, "--misses", 0, "--json")
        if done.returncode not in (0, 1):
            return None
        match = json.loads(done.stdout)
        boxes = [(b["x"], b["y"], b["width"], b["height"]) for b in match["boxes"]]
        return Answer.of(ds, match["verdict"], boxes)


# MARK: deid

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


class Deid:
    format, rules, python = "deid", DEID, "3.9 and later"
    modules = ["deid.config", "deid.dicom.pixels.detect", "deid.dicom.pixels.clean", "deid.logger"]

    def __init__(self, config, detect, clean, logger):
        self.config, self.detect, self.clean = config, detect, clean
        logger.bot.level = 0

    def load(self, path):
        return path

    def answer(self, rules, path, ds):
        # A recipe remembers the regions of the first image it saw: each gets a fresh one.
        recipe = self.config.DeidRecipe(str(rules))
        found = self.detect.has_burned_pixels(str(path), deid=recipe)
        flags = [r for r in found["results"] if not r["coordinates"]]
        # What is flagged without coordinates is for a person; deid leaves that to the caller.
        if any(r["group"] != "whitelist" for r in flags):
            return Answer.of(ds, "hold")
        if not found["results"]:
            return Answer.of(ds, "unknown")
        pixels = self.clean.clean_pixel_data(str(path), found)
        return Answer.of_pixels(ds, numpy.asarray(pixels), "pass" if flags else "unknown")


# MARK: MIDOM


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


class Midom:
    format, rules, python = "midom", MIDOM, "3.12 and later"
    modules = ["midom.components"]

    def __init__(self, components):
        self.components = components

    def load(self, path):
        return self.components.Protocol.model_validate_json(path.read_text(encoding="utf-8"))

    def answer(self, rules, path, ds):
        if any(f.criterion.content.evaluate(ds) for f in rules.filters):
            return Answer.of(ds, "hold")
        boxes = [(a.x, a.y, a.width, a.height) for place in rules.pixel
                 if place.criterion.content.evaluate(ds) for a in place.areas]
        return Answer.of(ds, "mask" if boxes else "unknown", boxes)


# MARK: dicom-dre

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


class DicomDRE:
    format, rules, python = "dicom-dre", DRE, "3.12"
    modules = ["dicom_dre.catalog", "dicom_dre.pixel_blanker"]

    def __init__(self, catalog, blanker):
        self.catalog, self.blanker = catalog, blanker

    def load(self, path):
        return runpy.run_path(str(path))["get_default_catalog"]()

    def answer(self, rules, path, ds):
        decision = rules.evaluate(self.catalog.DicomTags.from_dataset(ds))
        if decision.action == "deny":
            return Answer.of(ds, "reject")
        if decision.reason == "No matching device or exclusion rule":
            return Answer.of(ds, "unknown")
        out = path.with_suffix(".blanked")
        result = self.blanker.blank_regions(path, out, decision.scrub_regions)
        pixels = pydicom.dcmread(result.output_path).pixel_array
        out.unlink(missing_ok=True)
        return Answer.of_pixels(ds, pixels, "pass")


# MARK: Judging


def check(binary, work, corpus, tally, full=False):
    paths = images(work / "images")
    sets = {p: pydicom.dcmread(p) for p in paths}
    pixredact = Pixredact(binary, work)
    for judge in (Deid, Midom, DicomDRE):
        try:
            tool = judge(*map(importlib.import_module, judge.modules))
        except ImportError as error:
            tally.skip(f"rules of {judge.format}", f"{error}; it is made for Python {judge.python}")
            continue
        logging.disable(logging.WARNING)
        for rules in judge.rules:
            judge_rules(pixredact, tool, rules, sets, work, tally)


def judge_rules(pixredact, tool, rules, sets, work, tally):
    subject = f"{tool.format}, {rules.name}"
    folder = work / tool.format / rules.name.replace(" ", "-").replace("|", "or")
    folder.mkdir(parents=True, exist_ok=True)
    source, own = folder / "source", folder / "rules.yaml"
    source.write_text(rules.text, encoding="utf-8")
    done = pixredact.run("import", tool.format, source, "-o", own)
    if not tally.fact("rules are imported", subject, done.returncode == 0, done.stderr[:300]):
        return
    loaded = tool.load(source)
    differs, kinds = 0, set()
    for path, ds in sets.items():
        answer, judged = pixredact.answer(own, path, ds), tool.answer(loaded, path, ds)
        kinds.add(answer and answer.verdict)
        if not rules.otherwise:
            tally.fact("imported rules answer as the tool", f"{subject}, {path.name}",
                       answer == judged, words(answer, judged))
            continue
        expected = rules.documented(ds)
        expected = Answer.of(ds, expected) if isinstance(expected, str) \
            else Answer.of(ds, "mask", expected)
        tally.fact("imported rules answer as documented", f"{subject}, {path.name}",
                   answer == expected, words(answer, expected))
        differs += judged != answer
    tally.fact("images tell rules apart", subject, len(kinds) > 1 or rules.name in SAME, str(kinds))
    if rules.otherwise:
        tally.fact(f"the tool still {rules.otherwise}", subject, differs)
    if rules.exported and not rules.otherwise:
        judge_export(pixredact, tool, own, folder, subject, sets, tally)


# Each image is painted, in another way.
SAME = {"layers", "regions of the header"}


def judge_export(pixredact, tool, own, folder, subject, sets, tally):
    written = folder / "exported"
    done = pixredact.run("export", tool.format, "--no-masks", "--masks", own, "-o", written)
    if not tally.fact("imported rules are exported", subject, done.returncode == 0,
                      done.stderr[:300]):
        return
    loaded = tool.load(written)
    for path, ds in sets.items():
        answer, judged = pixredact.answer(own, path, ds), tool.answer(loaded, path, ds)
        # A catalog that is written denies what no rule answers for.
        if tool.format == "dicom-dre" and answer and answer.verdict == "unknown":
            answer = Answer.of(ds, "reject")
        tally.fact("exported rules mean the same to the tool", f"{subject}, {path.name}",
                   answer == judged, words(answer, judged))


def words(answer, other):
    def say(one):
        return "none" if one is None else f"{one.verdict}, {sum(one.painted)} pixels"
    return f"{say(answer)} instead of {say(other)}"
