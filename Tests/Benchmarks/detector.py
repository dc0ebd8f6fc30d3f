#!/usr/bin/env python3
"""What finding text costs, beside Tesseract: processor time on one core; standard library only.

    detector.py --pixredact PATH --work DIR [--runs N]

The same frames go through `pixredact scan` with each detector and through the tesseract program, with its
usual page segmentation (3) and with sparse text (11). What is printed is the time a frame takes beyond those
before: that of many frames less that of few, so that starting up and loading models do not count. A frame
is examined in all its views. Programs take turns, and the median ratio is printed with its range.
"""

import argparse
import importlib.machinery
import importlib.util
import json
import pathlib
import shutil
import statistics
import sys

from compare import measure

WIDTH, HEIGHT = 640, 480
MEGAPIXELS = WIDTH * HEIGHT / 1e6
FEW, MANY = 1, 4  # copies of every frame
DETECTORS = ("net", "tesseract")
PAGE_SEGMENTATIONS = ("3", "11")


def samples():
    """scripts/generate-samples as a module."""
    path = pathlib.Path(__file__).parents[2] / "scripts" / "generate-samples"
    loader = importlib.machinery.SourceFileLoader("samples", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("samples", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


def frames(module, folder):
    """The 8-bit grey frames of the generated samples."""
    module.main(folder)
    for name in ("us-grey", "free-of-text", "us-cine"):
        data = (folder / f"generated-{name}.dcm").read_bytes()
        count = 4 if name == "us-cine" else 1
        pixels = data[-count * WIDTH * HEIGHT:]
        for number in range(count):
            yield pixels[number * WIDTH * HEIGHT:(number + 1) * WIDTH * HEIGHT]


def write_sets(module, folder):
    """For each number of copies a folder of instances and a list of PGM files of the same frames."""
    pictures = list(frames(module, folder / "samples"))
    sets = {}
    for copies in (FEW, MANY):
        instances = folder / f"instances-{copies}"
        instances.mkdir()
        listed = []
        for number in range(copies * len(pictures)):
            pixels = pictures[number % len(pictures)]
            module.save(instances, f"{number:03d}", "US", WIDTH, HEIGHT, 8, "MONOCHROME2", pixels)
            grey = folder / f"{copies}-{number:03d}.pgm"
            grey.write_bytes(b"P5 %d %d 255\n" % (WIDTH, HEIGHT) + pixels)
            listed.append(str(grey))
        names = folder / f"pictures-{copies}.txt"
        names.write_text("\n".join(listed) + "\n")
        sets[copies] = instances, names
    return sets, len(pictures)


def a_frame(cost, pictures):
    """Processor milliseconds of one more frame; `cost` measures a number of copies."""
    few, many = (cost(copies)[1] for copies in (FEW, MANY))
    return 1000 * (many - few) / ((MANY - FEW) * pictures)


def share_of_detection(pixredact, instances, report, detector):
    """Of the time of a scan's stages, by its report."""
    measure([pixredact, "scan", instances, "--detector", detector, "--jobs", "1", "--quiet",
             "--report", report], accepted=(0, 1))
    times = [json.loads(line)["milliseconds"] for line in report.read_text().splitlines()]
    return sum(t["detect"] for t in times) / sum(sum(t.values()) for t in times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--pixredact", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    pixredact, folder = options.pixredact.resolve(), options.work.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    sets, pictures = write_sets(samples(), folder)
    report = folder / "report.jsonl"

    def scan(detector):
        return lambda copies: measure(
            [pixredact, "scan", sets[copies][0], "--detector", detector, "--jobs", "1", "--quiet",
             "--report", report], accepted=(0, 1))

    def program(mode):
        return lambda copies: measure(["tesseract", sets[copies][1], folder / "text", "--psm", mode])

    ways = {f"scan --detector {d}": scan(d) for d in DETECTORS}
    ways |= {f"tesseract --psm {m}": program(m) for m in PAGE_SEGMENTATIONS}
    costs = {name: [] for name in ways}
    for _ in range(options.runs):
        for name, way in ways.items():
            costs[name].append(a_frame(way, pictures))
    base = "tesseract --psm 3"
    print(f"frames of {WIDTH}x{HEIGHT} grey, one core; median of {options.runs} runs")
    for name, measured in costs.items():
        ratios = sorted(ours / theirs for ours, theirs in zip(measured, costs[base]))
        middle = statistics.median(measured)
        print(f"{name}: {middle:.1f} ms a frame, {middle / MEGAPIXELS:.0f} ms a megapixel; "
              f"{statistics.median(ratios):.3f} ({ratios[0]:.3f}-{ratios[-1]:.3f}) of {base}")
    for detector in DETECTORS:
        share = share_of_detection(pixredact, sets[FEW][0], report, detector)
        print(f"scan --detector {detector}: detection is {100 * share:.0f} % of its stages")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
