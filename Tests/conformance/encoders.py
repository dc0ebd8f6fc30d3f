"""Encoders that are not ours, as functions from samples to a codestream or to a file: DCMTK's and
GDCM's programs, OpenJPEG's, OpenJPH's and imagecodecs. What is not installed is named by `missing`."""

import pathlib
import shutil
import subprocess
import tempfile

import numpy as np

try:
    import imagecodecs
except ImportError:  # there is no wheel for every Python
    imagecodecs = None

PROGRAMS = ("dcmcjpeg", "dcmcjpls", "dcmcrle", "gdcmconv", "opj_compress", "ojph_compress",
            "jpegtran", "cjpeg")


def missing(*names):
    """Those of the named encoders that cannot be had here."""
    return [n for n in names
            if (imagecodecs is None if n == "imagecodecs" else shutil.which(n) is None)]


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, check=False, timeout=120)
    if done.returncode:
        tail = (done.stdout + done.stderr).decode("latin-1")[-300:]
        raise RuntimeError(f"{command[0]} ended {done.returncode}: {tail}")


def transcoded(native, out, program, *options):
    """`native`, a file of samples as they are, written again in `out` by DCMTK or GDCM."""
    inputs = ["+un"] if program in ("dcmcjpeg", "dcmcjpls", "dcmcrle") else []
    run(program, *inputs, *options, native, out)
    native.unlink()
    return out


def _raw(frame, bits, order):
    """The components one after the other, of one byte or two."""
    planes = frame.transpose(2, 0, 1)
    kind = "u1" if bits <= 8 else f"{order}u2"
    return (planes & ((1 << (8 if bits <= 8 else 16)) - 1)).astype(kind).tobytes()


def by_file(suffixes, content, command):
    """Runs `command(given, written)` on a file of `content` and returns what it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        given, written = (pathlib.Path(folder) / f"image{s}" for s in suffixes)
        given.write_bytes(content)
        run(*command(given, written))
        return written.read_bytes()


def opj(frame, bits, signed=False, *options, suffix=".j2k", subsampling=""):
    """JPEG 2000 by OpenJPEG's own program: any depth, sign and option."""
    rows, columns, samples = frame.shape
    form = f"{columns},{rows},{samples},{bits},{'s' if signed else 'u'}{subsampling}"
    return by_file((".rawl", suffix), _raw(frame, bits, "<"),
                   lambda given, out: ["opj_compress", "-i", given, "-o", out, "-F", form, *options])


def ojph(frame, bits, signed=False, *options):
    """High-Throughput JPEG 2000 by OpenJPH's own program."""
    rows, columns, samples = frame.shape
    if samples == 3 and not signed:
        # Only a portable pixmap may be given a colour transform. Words there are big endian.
        head = f"P6 {columns} {rows} {(1 << bits) - 1}\n".encode()
        body = frame.astype("u1" if bits <= 8 else ">u2").tobytes()
        return by_file((".ppm", ".j2c"), head + body,
                       lambda given, out: ["ojph_compress", "-i", given, "-o", out, *options])
    def command(given, out):
        return ["ojph_compress", "-i", given, "-o", out, "-num_comps", samples,
                "-signed", "true" if signed else "false", "-bit_depth", bits,
                "-dims", f"{{{columns},{rows}}}", "-downsamp", "{1,1}", *options]
    return by_file((".yuv", ".j2c"), _raw(frame, bits, "<"), command)


def _array(frame, signed=False):
    top = np.abs(frame).max()
    kind = ("i" if signed else "u") + ("1" if top < (128 if signed else 256) else "2")
    frame = frame[:, :, 0] if frame.shape[2] == 1 else frame
    return np.ascontiguousarray(frame.astype(kind))


def turbo(frame, bits, **options):
    """JPEG by libjpeg-turbo 3: 8 and 12 bits, lossless of any predictor."""
    pixels = _array(frame)
    if bits > 8:
        pixels = pixels.astype("u2")
    if frame.shape[2] == 3:
        options = {"colorspace": "ycbcr", "outcolorspace": "ycbcr", **options}
    return imagecodecs.jpeg8_encode(pixels, bitspersample=bits, **options)


def htj2k(frame, bits, signed=False, **options):
    """High-Throughput JPEG 2000 by OpenJPH as imagecodecs calls it, with TLM where asked."""
    kind = ("i" if signed else "u") + ("1" if bits <= 8 else "2")
    pixels = frame[:, :, 0] if frame.shape[2] == 1 else frame
    return imagecodecs.htj2k_encode(np.ascontiguousarray(pixels.astype(kind)), **options)
