#!/usr/bin/env python3
"""What known devices cost: masks alone beside cp, jpegtran and other tools that mask.

    masks.py --pixredact PATH --work DIR [--runs N] [--files N] [--only NAME] [--jobs N]

Whole processes, `clean --policy masks-only --verify fast`; runs of the two take turns, and the median
ratio is printed with its range. `many` is a folder of files of 512 kB. deid and dicom-dre are called
where the interpreter has them, CTP's DicomAnonymizerTool where DICOM_ANONYMIZER_TOOL names its jar and
there is a java; what is not there is said to be skipped.
"""

import argparse
import importlib.util
import os
import pathlib
import random
import shutil
import statistics
import struct
import subprocess
import sys
import textwrap

from compare import EXPLICIT, compare, element, header, jpeg_file, measure

BAND = 56  # rows of text at the top of every image
MAKER = "Invented Imaging"
RULES = f"""\
schema: pixredact.masks/1
rules:
  - id: invented-band
    when: {{Manufacturer: {{equals: {MAKER}}}}}
    blank: [{{x: 0, y: 0, width: edge, height: {BAND}}}]
"""


def made_by(data):
    """A header of compare.py with Manufacturer, Patient's Name and the like, as a device writes them."""
    modality = data.index(element(8, 0x60, "CS", "OT"))
    more = (element(8, 0x60, "CS", "US") + element(8, 0x70, "LO", MAKER)
            + element(8, 0x80, "LO", "Invented Hospital") + element(8, 0x1030, "LO", "Abdomen")
            + element(0x10, 0x10, "PN", "Nobody^Named") + element(0x10, 0x20, "LO", "1")
            + element(0x20, 0xD, "UI", "2.25.8") + element(0x20, 0xE, "UI", "2.25.9"))
    return data[:modality] + more + data[modality + 10:]


def native_file(path, rows, columns, frames, seed=1):
    noise = random.Random(seed)
    with open(path, "wb") as out:
        out.write(made_by(header(EXPLICIT, rows, columns, frames, 8)))
        out.write(struct.pack("<HH2sHI", 0x7FE0, 0x10, b"OB", 0, frames * rows * columns))
        for _ in range(frames):
            out.write((noise.randbytes(columns * 16) * (rows // 16 + 1))[:rows * columns])


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.rules = folder / "rules.yaml"
        self.rules.write_text(RULES)
        self.out = folder / "out"

    def clean(self, path, *more, jobs=1):
        shutil.rmtree(self.out, ignore_errors=True)
        return measure([self.options.pixredact, "clean", path, "-o", self.out, "--policy",
                        "masks-only", "--masks", self.rules, "--verify", "fast", "--quiet",
                        "--jobs", jobs, *more])

    def copy(self, path, *options):
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        return measure(["cp", *options, path, copy])

    def against(self, what, ours, theirs, goal):
        compare(what, self.options.runs, ours, theirs, goal)


def native(bench):
    path = bench.folder / "native.dcm"
    native_file(path, 1024, 1024, 100)
    bench.against("native 100 MiB, a band in 100 frames : cp --reflink=never",
                  lambda: bench.clean(path), lambda: bench.copy(path, "--reflink=never"), "1.1")
    peers(bench, path)


def many(bench):
    folder = bench.folder / "in"
    folder.mkdir()
    first = folder / "0.dcm"
    native_file(first, 640, 800, 1)
    for number in range(1, bench.options.files):
        shutil.copyfile(first, folder / f"{number}.dcm")
    files = bench.options.files
    for jobs in (bench.options.jobs, 1):
        bench.against(f"{files} files of 512 kB, {jobs} at a time : cp -r",
                      lambda jobs=jobs: bench.clean(folder, jobs=jobs),
                      lambda: bench.copy(folder, "-r"), "1.2")
    empty = bench.folder / "empty"
    empty.mkdir()
    start = [bench.clean(empty) for _ in range(bench.options.runs)]
    whole = [bench.clean(folder) for _ in range(bench.options.runs)]
    for index, what in ((0, "wall"), (1, "processor")):
        middle = [statistics.median(run[index] for run in runs) for runs in (whole, start)]
        print(f"a file of 512 kB, {what}: {(middle[0] - middle[1]) / files * 1000:.2f} ms, "
              f"the start {middle[1] * 1000:.0f} ms", flush=True)


def jpeg(bench):
    path = bench.folder / "jpeg.dcm"
    streams = jpeg_file(path, bench.folder)
    # compare.py writes no Manufacturer.
    path.write_bytes(made_by(path.read_bytes()))
    commands = [["jpegtran", "-copy", "all", "-outfile", bench.folder / "copy.jpg", s]
                for s in streams]
    bench.against(f"JPEG {len(streams)} frames 3000x2500, a band : jpegtran -copy all",
                  lambda: bench.clean(path), lambda: measure(*commands), "1.6")


# Others, each in a process of its own on the 100 MiB file.

DEID = """
    import sys
    from deid.config import DeidRecipe
    from deid.dicom.pixels import DicomCleaner
    from deid.logger import bot
    bot.level = 0
    cleaner = DicomCleaner(output_folder=sys.argv[2], deid=sys.argv[3])
    cleaner.detect(sys.argv[1])
    cleaner.clean()
    cleaner.save_dicom()
"""
DEID_RECIPE = f"""\
FORMAT dicom
%filter graylist
LABEL band
contains Manufacturer {MAKER}
  ctpcoordinates 0,0,1024,{BAND}
"""
DICOM_DRE = f"""
    import pathlib, sys
    from dicom_dre.pixel_blanker import blank_regions
    from dicom_dre.scrub_region import ScrubRegion
    blank_regions(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) / "native.dcm",
                  [ScrubRegion(0, 0, 1024, {BAND})])
"""
CTP_SCRIPT = f'{{ Manufacturer.contains("{MAKER}") }}\n(0,0,1024,{BAND})\n'


def peers(bench, path):
    output = bench.folder / "theirs"

    def against(name, command):
        def theirs():
            shutil.rmtree(output, ignore_errors=True)
            output.mkdir()
            return measure(command)
        bench.against(f"native 100 MiB, a band in 100 frames : {name}",
                      lambda: bench.clean(path), theirs, "below 1")

    def script(name, module, text, *rules):
        if importlib.util.find_spec(module) is None:
            print(f"SKIPPED {name}: {sys.executable} has no {module}", flush=True)
            return
        source = bench.folder / f"{module}_run.py"
        source.write_text(textwrap.dedent(text))
        against(name, [sys.executable, source, path, output, *rules])

    recipe = bench.folder / "deid.recipe"
    recipe.write_text(DEID_RECIPE)
    script("deid", "deid", DEID, recipe)
    script("dicom-dre", "dicom_dre", DICOM_DRE)
    jar = os.environ.get("DICOM_ANONYMIZER_TOOL")
    if not jar or not shutil.which("java"):
        print("SKIPPED CTP: no java, or no DICOM_ANONYMIZER_TOOL with the path of DAT.jar",
              flush=True)
        return
    rules = bench.folder / "ctp.script"
    rules.write_text(CTP_SCRIPT)
    against("CTP", ["java", "-jar", jar, "-in", path, "-out", output / "native.dcm",
                    "-dpa", rules])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--pixredact", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    measures = {"native": native, "many": many, "jpeg": jpeg}
    parser.add_argument("--only", choices=measures, action="append")
    options = parser.parse_args()
    options.pixredact = options.pixredact.resolve()
    for name in options.only or measures:
        folder = options.work.resolve() / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        measures[name](Bench(options, folder))
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
