"""Rules for known devices that other tools made: what `masks import` reads answers as the tool itself does, for
a table of small images of invented devices, and what `masks export` writes means the same to the tool.

Where a tool does otherwise than its documentation, the set of rules names the reason; then pixredact has to do as
documented, and the tool still has to do otherwise, so that a repaired tool is noticed. deid judges on any Python;
midom needs 3.12, dicom-dre is made for 3.12 alone: they are skipped without it."""

import importlib
import itertools
import json
import logging
import runpy
import subprocess
from dataclasses import dataclass

import numpy
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

from mask_rules import DEID, DRE, MIDOM

GREY = 200


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
