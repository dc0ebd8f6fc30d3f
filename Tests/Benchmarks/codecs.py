#!/usr/bin/env python3
"""What decoding a frame, and painting one box into it, costs beside the libraries and programs one
would use otherwise: processor time in process, the best of several runs, all in one run.

    codecs.py --bench CODEC-BENCH --work DIR [--runs N] [--only NAME]

Needs the packages of the conformance checks and of `scripts/setup --bench`.
"""

import argparse
import pathlib
import resource
import subprocess
import sys
import time

import numpy as np
import pydicom
from pydicom.uid import ExplicitVRLittleEndian, JPEGBaseline8Bit

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "conformance"))

import decoding  # noqa: E402
import encoders  # noqa: E402
import fixtures  # noqa: E402
import fixtures_jpeg  # noqa: E402
import fixtures_jpeg2000  # noqa: E402

CR, CT, US = (2500, 3000, 1), (512, 512, 1), (768, 1024, 3)


def radiograph(rows, columns, samples, bits, seed=1):
    """Smooth shapes with noise of about a hundredth of the range: codes as a radiograph does."""
    noise = np.random.default_rng(seed)
    y, x = np.mgrid[:rows, :columns] / max(rows, columns)
    base = 0.45 + 0.3 * np.sin(7 * x + 3 * y * y) * np.cos(5 * y)
    top = (1 << bits) - 1
    planes = [base * top * (1 - 0.1 * c) + noise.normal(0, top / 250, base.shape)
              for c in range(samples)]
    return np.clip(np.stack(planes, axis=2), 0, top).astype(np.int64)


def native(folder, name, size, bits, label="MONOCHROME2", signed=False):
    ds = fixtures.dataset(ExplicitVRLittleEndian, *size[:2], bits, label, size[2], name=name)
    fixtures.set_native(ds, [radiograph(*size, bits)])
    return fixtures.save(ds, folder, name)


def by_program(*command):
    def make(folder, name, size, bits, label):
        given = native(folder, f"{name}.native", size, bits, label)
        out = folder / f"{name}.dcm"
        encoders.run(command[0], *command[1:], given, out)
        return out
    return make


def baseline(**options):
    def make(folder, name, size, bits, label):
        ds = fixtures.dataset(JPEGBaseline8Bit, *size[:2], 8, label, size[2], name=name)
        stream = fixtures_jpeg.jpeg(radiograph(*size, 8), quality=90, **options)
        fixtures.set_encapsulated(ds, [stream])
        native(folder, f"{name}.native", size, 8, "YBR_FULL" if size[2] == 3 else label)
        return fixtures.save(ds, folder, name)
    return make


def coded(syntax, encode):
    def make(folder, name, size, bits, label):
        native(folder, f"{name}.native", size, bits, "RGB" if size[2] == 3 else label)
        ds = fixtures.dataset(syntax, *size[:2], bits, label, size[2], name=name)
        fixtures.set_encapsulated(ds, [encode(radiograph(*size, bits), bits)])
        return fixtures.save(ds, folder, name)
    return make


def opj(*options):
    return lambda frame, bits: encoders.opj(frame, bits, False, *options)


def ojph(*options):
    return lambda frame, bits: encoders.ojph(frame, bits, False, *options)


J2K = fixtures_jpeg2000
# Name, how it is made, size, bits, label, the library's kind, programs that read and write the whole.
CASES = [
    ("JPEG grey", baseline(), CR, 8, "MONOCHROME2", "jpeg8", ("dcmdjpeg", "dcmcjpeg +eb")),
    ("JPEG 4:2:0", baseline(subsampling=2), (2500, 3000, 3), 8, "YBR_FULL_422", "jpeg8",
     ("dcmdjpeg", "dcmcjpeg +eb")),
    ("JPEG 4:2:0 small", baseline(subsampling=2), US, 8, "YBR_FULL_422", "jpeg8",
     ("dcmdjpeg", "dcmcjpeg +eb")),
    ("JPEG progressive", baseline(progressive=True), CR, 8, "MONOCHROME2", "jpeg8",
     ("dcmdjpeg", "dcmcjpeg +ep")),
    ("JPEG 12 bits", by_program("dcmcjpeg", "+ee", "+bt"), CR, 12, "MONOCHROME2", "jpeg12",
     ("dcmdjpeg", "dcmcjpeg +ee")),
    ("JPEG Lossless 12 bits", by_program("dcmcjpeg", "+e1"), CR, 12, "MONOCHROME2", "jll",
     ("dcmdjpeg", "dcmcjpeg +e1", "gdcmconv --raw", "gdcmconv --jpeg")),
    ("JPEG Lossless 16 bits", by_program("dcmcjpeg", "+e1"), CR, 16, "MONOCHROME2", "jll",
     ("dcmdjpeg", "dcmcjpeg +e1", "gdcmconv --raw", "gdcmconv --jpeg")),
    ("JPEG Lossless RGB", by_program("dcmcjpeg", "+e1"), US, 8, "RGB", "jll",
     ("dcmdjpeg", "dcmcjpeg +e1", "gdcmconv --raw", "gdcmconv --jpeg")),
    ("JPEG-LS 12 bits", by_program("dcmcjpls", "+el"), CR, 12, "MONOCHROME2", "jls",
     ("dcmdjpls", "dcmcjpls +el")),
    ("JPEG-LS CT", by_program("dcmcjpls", "+el"), CT, 12, "MONOCHROME2", "jls",
     ("dcmdjpls", "dcmcjpls +el")),
    ("JPEG 2000 12 bits", coded(J2K.JPEG2000Lossless, opj()), CR, 12, "MONOCHROME2", "j2k",
     ("gdcmconv --raw", "gdcmconv --j2k")),
    ("JPEG 2000 tiles", coded(J2K.JPEG2000Lossless, opj("-t", "512,512")), CR, 12, "MONOCHROME2",
     "j2k", ("gdcmconv --raw", "gdcmconv --j2k")),
    ("JPEG 2000 9/7", coded(J2K.JPEG2000, opj("-I", "-r", "15")), CR, 12, "MONOCHROME2", "j2k",
     ("gdcmconv --raw", "gdcmconv --j2k")),
    ("HTJ2K 12 bits", coded(J2K.HTJ2KLossless, ojph("-reversible", "true")), CR, 12, "MONOCHROME2",
     "j2k", ()),
    ("RLE 12 bits", by_program("dcmcrle"), CR, 12, "MONOCHROME2", None, ("dcmdrle", "dcmcrle")),
]


def processor_ms(command, runs):
    """Processor time of a process: what it reads and writes is in it."""
    best = float("inf")
    for _ in range(max(2, runs // 3)):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([str(c) for c in command], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3)
    return best


def ours(bench, what, path, runs):
    done = subprocess.run([bench, what, path, str(runs)], capture_output=True, check=False, text=True)
    if done.returncode:
        return None, done.stdout.strip()
    best, size = done.stdout.split()
    return float(best), int(size)


def libraries(program, kind, path, case, runs):
    if kind is None:
        return {}
    _, _, size, bits, _, _, _ = case
    ds = pydicom.dcmread(path, force=True)
    codestream = path.with_suffix(".codestream")
    codestream.write_bytes(decoding.codestreams(ds)[0])
    out = subprocess.run([program, kind, codestream, str(runs), str(size[1]), str(size[0]),
                          str(size[2]), str(bits)], check=True, capture_output=True, text=True).stdout
    return {name: float(ms) for name, ms in (line.split() for line in out.splitlines())}


def compile_libraries(folder):
    out = folder / "libraries"
    objects = []
    for source, flags in (("libraries/libraries.c", []), ("libraries/lossy.c", ["-DBITS=8"]),
                          ("libraries/lossy.c", ["-DBITS=12"]),
                          *(("jpeg-lossless/gdcm.c", [f"-DBITS={b}"]) for b in (8, 12, 16))):
        target = folder / f"{len(objects)}.o"
        include = subprocess.run(["pkg-config", "--cflags", "libopenjp2", "charls"],
                                 check=True, capture_output=True, text=True).stdout.split()
        subprocess.run(["cc", "-std=gnu11", "-O2", *flags, *include, f"-I{HERE / 'libraries'}", "-c",
                        HERE / source, "-o", target], check=True)
        objects.append(target)
    subprocess.run(["cc", *objects, "-o", out, "-ljpeg", "-lgdcmjpeg8", "-lgdcmjpeg12",
                    "-lgdcmjpeg16", "-lcharls", "-lopenjp2"], check=True)
    return out


def row(name, kind, case, path, bench, program, runs):
    decode, size = ours(bench, "decode", path, runs)
    repaint, why = ours(bench, "repaint", path, runs)
    if decode is None or repaint is None:
        print(f"{name}: ours cannot: {size if decode is None else why}", flush=True)
        return
    megabytes = size / 1e6
    print(f"{name}: ours decode {decode:.2f} ms ({megabytes / decode * 1e3:.0f} MB/s), repaint "
          f"{repaint:.2f} ms ({megabytes / repaint * 1e3:.0f} MB/s)")
    other = libraries(program, kind, path, case, runs)
    if other:
        label = {"jpeg8": "libjpeg", "jpeg12": "GDCM's libjpeg", "jll": "GDCM's libjpeg",
                 "jls": "CharLS", "j2k": "OpenJPEG"}[kind]
        encode = other["recode"] - other["decode"]
        print(f"    {label}: decode {other['decode']:.2f} ms, encode {encode:.2f} ms; ours to "
              f"decode {decode / other['decode']:.2f}, repaint to decode + encode "
              f"{repaint / other['recode']:.2f}")
        if kind == "jll":
            print(f"    decode {other['decode'] / decode:.1f} times as fast (goal 2.5), write-back "
                  f"{encode / max(repaint - decode, 0.01):.1f} times (goal 6)")
        if "copy" in other:
            print(f"    as jpegtran -copy all: {other['copy']:.2f} ms; repaint to it "
                  f"{repaint / other['copy']:.2f} (goal 1.1 for 8 bits)")
    if kind == "jpeg8":
        command = ["jpegtran", "-copy", "all", "-outfile", path.with_name("out.jpg"),
                   path.with_suffix(".codestream")]
        print(f"    jpegtran -copy all, whole process: {processor_ms(command, runs):.1f} ms")
    for words in case[6]:
        words = words.split()
        reads = words[0].startswith("dcmd") or "--raw" in words
        given = path if reads else path.with_name(f"{path.stem}.native.dcm")
        out = path.with_name("out.dcm")
        spent = processor_ms([*words, given, out], runs)
        print(f"    {' '.join(words)}, whole process: {spent:.0f} ms")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--bench", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", action="append", help="the beginning of a name")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    program = compile_libraries(options.work)
    started = time.monotonic()
    for number, case in enumerate(CASES):
        name, make, size, bits, label, kind, _ = case
        if options.only and not any(name.startswith(o) for o in options.only):
            continue
        path = make(options.work, f"case{number}", size, bits, label)
        row(f"{name} {size[1]}x{size[0]}", kind, case, path, options.bench.resolve(), program,
            options.runs)
    print(f"bench codecs: {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
