#!/usr/bin/env python3
"""Ratios of pixredact to cp, jpegtran and the tesseract program; standard library only.

    compare.py --pixredact PATH --work DIR [--runs N] [--only NAME]

Runs of the two are interleaved and the median ratio is printed with its range; processor time is
that of the process and its children. Inputs are generated and warm in the page cache.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import statistics
import struct
import subprocess
import sys
import time

SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
EXPLICIT, JPEG_BASELINE = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.4.50"


def element(group, number, vr, value):
    if isinstance(value, str):
        value = value.encode()
        value += (b"\0" if vr == "UI" else b" ") * (len(value) % 2)
    elif isinstance(value, int):
        value = struct.pack("<H", value)
    head = struct.pack("<HH", group, number) + vr.encode()
    if vr in ("OB", "OW"):
        return head + struct.pack("<HI", 0, len(value)) + value
    return head + struct.pack("<H", len(value)) + value


def header(syntax, rows, columns, frames, bits):
    meta = (element(2, 1, "OB", b"\0\1") + element(2, 2, "UI", SECONDARY_CAPTURE)
            + element(2, 3, "UI", "2.25.7") + element(2, 0x10, "UI", syntax)
            + element(2, 0x12, "UI", "2.25.1"))
    body = [element(8, 0x16, "UI", SECONDARY_CAPTURE), element(8, 0x18, "UI", "2.25.7"),
            element(8, 0x60, "CS", "OT"), element(0x28, 2, "US", 1),
            element(0x28, 4, "CS", "MONOCHROME2"), element(0x28, 8, "IS", str(frames)),
            element(0x28, 0x10, "US", rows), element(0x28, 0x11, "US", columns),
            element(0x28, 0x100, "US", 8 if bits <= 8 else 16), element(0x28, 0x101, "US", bits),
            element(0x28, 0x102, "US", bits - 1), element(0x28, 0x103, "US", 0)]
    length = element(2, 0, "UL", struct.pack("<I", len(meta)))
    return b"\0" * 128 + b"DICM" + length + meta + b"".join(body)


def native_file(path, frames=100, rows=1024, columns=512):
    """100 MiB: frames of 16 bits, each of other content."""
    with open(path, "wb") as out:
        out.write(header(EXPLICIT, rows, columns, frames, 12))
        out.write(struct.pack("<HH2sHI", 0x7FE0, 0x10, b"OW", 0, frames * rows * columns * 2))
        noise = random.Random(1)
        for _ in range(frames):
            row = noise.randbytes(columns * 2 * 8)
            out.write((row * (rows // 8))[:rows * columns * 2])


def pgm(path, rows, columns, seed):
    """Waves with a little noise: compresses as a radiograph does."""
    noise = random.Random(seed)
    with open(path, "wb") as out:
        out.write(b"P5 %d %d 255\n" % (columns, rows))
        for y in range(rows):
            base = (y * 7) % 97
            grain = noise.randbytes(columns)
            out.write(bytes((base + (x >> 4) + (grain[x] & 15)) & 255 for x in range(columns)))


def jpeg_file(path, folder, rows=2500, columns=3000, frames=6):
    """A multi-frame JPEG Baseline file and its frames as bare JPEG files."""
    streams = []
    for number in range(frames):
        grey, bare = folder / "frame.pgm", folder / f"frame{number}.jpg"
        pgm(grey, rows, columns, number)
        subprocess.run(["cjpeg", "-quality", "90", "-outfile", bare, grey], check=True)
        streams.append(bare)
    with open(path, "wb") as out:
        out.write(header(JPEG_BASELINE, rows, columns, frames, 8))
        out.write(struct.pack("<HH2sHI", 0x7FE0, 0x10, b"OB", 0, 0xFFFFFFFF))
        out.write(struct.pack("<HHI", 0xFFFE, 0xE000, 0))
        for stream in streams:
            data = stream.read_bytes()
            data += b"\0" * (len(data) % 2)
            out.write(struct.pack("<HHI", 0xFFFE, 0xE000, len(data)) + data)
        out.write(struct.pack("<HHI", 0xFFFE, 0xE0DD, 0))
    return streams


def measure(*commands, accepted=(0,)):
    """(wall seconds, processor seconds, peak bytes) of commands run one after the other."""
    wall = processor = peak = 0
    for command in commands:
        started = time.monotonic()
        process = subprocess.Popen([str(c) for c in command], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   env=dict(os.environ, OMP_THREAD_LIMIT="1"))
        errors = process.stderr.read()
        _, state, usage = os.wait4(process.pid, 0)
        wall += time.monotonic() - started
        processor += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss * 1024)
        status = os.waitstatus_to_exitcode(state)
        process.returncode = status
        if status not in accepted:
            sys.exit(f"bench: {command[0]} ended {status}: {errors.decode()[-500:]}")
    return wall, processor, peak


def compare(name, runs, ours, theirs, goal):
    """`ours` and `theirs` prepare and measure once."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    for index, what in ((0, "wall"), (1, "processor")):
        ratios = sorted(o[index] / max(t[index], 1e-6) for o, t in pairs)
        middle = statistics.median(ratios)
        print(f"{name}, {what}: {middle:.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f}), "
              f"ours {statistics.median(o[index] for o, _ in pairs) * 1000:.0f} ms, "
              f"theirs {statistics.median(t[index] for _, t in pairs) * 1000:.0f} ms; goal {goal}")
    print(f"{name}, peak memory: ours {max(o[2] for o, _ in pairs) >> 20} MiB, "
          f"theirs {max(t[2] for _, t in pairs) >> 20} MiB", flush=True)


def one_box(folder, path):
    boxes = folder / "boxes.jsonl"
    boxes.write_text(json.dumps(
        {"schema": "pixredact.instance/1", "path": str(path),
         "boxes": [{"x": 21, "y": 11, "width": 181, "height": 23}]}) + "\n")
    return boxes


def clean(pixredact, path, boxes, out):
    shutil.rmtree(out, ignore_errors=True)
    return measure([pixredact, "clean", path, "-o", out, "--boxes", boxes, "--verify", "fast",
                    "--jobs", "1", "--quiet"])


def native(pixredact, folder, runs):
    path, copy = folder / "native.dcm", folder / "copy.dcm"
    native_file(path)
    boxes = one_box(folder, path)

    def theirs():
        copy.unlink(missing_ok=True)
        return measure(["cp", "--reflink=never", path, copy])

    compare("native 100 MiB, one box a frame : cp --reflink=never", runs,
            lambda: clean(pixredact, path, boxes, folder / "out"), theirs, "1.1, memory < 64 MiB")


def jpeg(pixredact, folder, runs):
    path = folder / "jpeg.dcm"
    streams = jpeg_file(path, folder)
    boxes = one_box(folder, path)
    commands = [["jpegtran", "-copy", "all", "-outfile", folder / "copy.jpg", s] for s in streams]
    compare(f"JPEG {len(streams)} frames 3000x2500, whole clean : jpegtran -copy all", runs,
            lambda: clean(pixredact, path, boxes, folder / "out"), lambda: measure(*commands),
            "1.6")


def scan(pixredact, folder, runs):
    grey, path = folder / "scan.pgm", folder / "scan.dcm"
    samples = folder / "samples"
    generate = pathlib.Path(__file__).parents[2] / "scripts" / "generate-samples"
    subprocess.run([generate, samples], check=True)
    data = (samples / "generated-us-grey.dcm").read_bytes()
    path.write_bytes(data)
    grey.write_bytes(b"P5 640 480 255\n" + data[-640 * 480:])
    # psm 11 is "sparse text"; the ratio is what the views and passes of the detector cost.
    theirs = ["tesseract", grey, folder / "text", "--psm", "11"]
    compare("scan of 640x480 grey : tesseract --psm 11", runs,
            lambda: measure([pixredact, "scan", path, "--jobs", "1", "--quiet", "--report",
                             os.devnull], accepted=(0, 1)),
            lambda: measure(theirs), "none")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--pixredact", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=7)
    measures = {"native": native, "jpeg": jpeg, "scan": scan}
    parser.add_argument("--only", choices=measures, action="append")
    options = parser.parse_args()
    for name in options.only or measures:
        folder = options.work.resolve() / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        measures[name](options.pixredact.resolve(), folder, options.runs)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
