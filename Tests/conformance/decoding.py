"""Samples of a DICOM file by decoders that are not ours: numpy for native pixels, pydicom's plugins
and Pillow (libjpeg-turbo) for codestreams. No colour conversion but the one that JPEG 2000 itself
does: arrays are frame, row, column, component, as stored."""

import io
import shutil
import struct
import subprocess
import tempfile
import zlib
from dataclasses import dataclass

import numpy as np
import pydicom
from PIL import Image
from pydicom.encaps import generate_frames
from pydicom.pixels import get_decoder

import elements as dicom
from encoders import imagecodecs

P = "1.2.840.10008.1.2."
RLE, DEFLATED_FRAMES = P + "5", P + "8.1"
BASELINE, EXTENDED = P + "4.50", P + "4.51"
RETIRED_JPEG = {P + "4.53", P + "4.55"}
JPEG = {BASELINE, EXTENDED} | RETIRED_JPEG
JPEG_LOSSLESS, JPEG_LS = {P + "4.57", P + "4.70"}, {P + "4.80", P + "4.81"}
HTJ2K = {P + "4.201", P + "4.202", P + "4.203"}
PART_1 = {P + "4.90", P + "4.91"}
J2K = PART_1 | HTJ2K
# The transfer syntaxes the engine repaints; the others must end as `held`.
SUPPORTED = dicom.NATIVE | {dicom.GE_PRIVATE, dicom.ENCAPSULATED_UNCOMPRESSED, RLE, DEFLATED_FRAMES} \
    | JPEG | JPEG_LOSSLESS | JPEG_LS | J2K


def native_frame(raw, ds, rows_by_columns):
    """One native frame's container values (PS3.5 8.1.1) as row, column, component."""
    rows, columns = rows_by_columns
    samples, planar = int(ds.SamplesPerPixel), int(ds.get("PlanarConfiguration", 0) or 0)
    if ds.PhotometricInterpretation == "YBR_FULL_422":
        # Two pixels are Y, Y, Cb, Cr (PS3.3 C.7.6.3.1.2).
        quads = raw.reshape(-1, 4)
        pixels = np.empty((len(quads) * 2, 3), raw.dtype)
        pixels[0::2, 0], pixels[1::2, 0] = quads[:, 0], quads[:, 1]
        pixels[0::2, 1] = pixels[1::2, 1] = quads[:, 2]
        pixels[0::2, 2] = pixels[1::2, 2] = quads[:, 3]
        return pixels.reshape(rows, columns, 3)
    if planar == 1 and samples > 1:
        return raw.reshape(samples, rows, columns).transpose(1, 2, 0)
    return raw.reshape(rows, columns, samples)


def native(parsed, ds):
    rows, columns = int(ds.Rows), int(ds.Columns)
    frames = int(ds.get("NumberOfFrames", 1) or 1)
    samples, allocated = int(ds.SamplesPerPixel), int(ds.BitsAllocated)
    element = next(e for e in parsed.elements if e.tag in dicom.PIXEL_TAGS)
    data = element.content
    if parsed.big_endian and allocated <= 8 and element.vr == b"OW":
        # PS3.5 8.2: bytes are packed into words, and the words are swapped.
        data = np.frombuffer(data[:len(data) // 2 * 2], ">u2").astype("<u2").tobytes()
    count = rows * columns * samples
    if ds.PhotometricInterpretation == "YBR_FULL_422":
        count = rows * columns * 2
    if parsed.syntax == dicom.ENCAPSULATED_UNCOMPRESSED:
        # PS3.5 A.4.11: each frame is padded to an even length.
        data = b"".join(frame[:count * allocated // 8] for frame in codestreams(ds))
    if parsed.syntax == DEFLATED_FRAMES:
        data = b"".join(zlib.decompressobj(-15).decompress(frame) for frame in codestreams(ds))
        if allocated == 1:
            return one_bit_frames(data, frames, rows, columns)
    if allocated == 1:
        bits = np.unpackbits(np.frombuffer(data, "u1"), bitorder="little")
        values = bits[:count * frames]
    else:
        kind = "f" if element.tag != dicom.PIXEL_DATA else "u"
        kind += str(allocated // 8)
        big = parsed.big_endian or parsed.syntax == dicom.GE_PRIVATE
        values = np.frombuffer(data, (">" if big else "<") + kind)
        values = values[:count * frames]
    if len(values) < count * frames:
        raise ValueError("Pixel Data is too short")
    frames_of = values.reshape(frames, count)
    return np.stack([native_frame(f, ds, (rows, columns)) for f in frames_of])


def one_bit_frames(data, frames, rows, columns):
    """Frames of one bit a sample that each begin on a byte of their own."""
    bits = np.unpackbits(np.frombuffer(data, "u1"), bitorder="little").reshape(frames, -1)
    return bits[:, :rows * columns].reshape(frames, rows, columns, 1)


def codestreams(ds):
    """The codestreams of the frames, fragments joined."""
    frames = int(ds.get("NumberOfFrames", 1) or 1)
    offsets = None
    if "ExtendedOffsetTable" in ds:
        offsets = (ds.ExtendedOffsetTable, ds.ExtendedOffsetTableLengths)
    return list(generate_frames(ds.PixelData, number_of_frames=frames, extended_offsets=offsets))


def jpeg_segments(codestream):
    """The marker segments before the first scan as (marker, payload)."""
    offset, found = 2, []
    while offset + 4 <= len(codestream):
        if codestream[offset] != 0xFF:
            offset += 1
            continue
        marker = codestream[offset + 1]
        if marker in (0xFF, 0xD8, 0x01) or 0xD0 <= marker <= 0xD7:
            offset += 1 if marker == 0xFF else 2
            continue
        if marker == 0xD9:
            break
        length = struct.unpack_from(">H", codestream, offset + 2)[0]
        found.append((marker, codestream[offset + 4:offset + 2 + length]))
        if marker == 0xDA:
            break
        offset += 2 + length
    return found


@dataclass
class JPEGFacts:
    components: int
    is_subsampled: bool
    adobe: int | None
    has_jfif: bool
    ids: tuple
    block: tuple
    precision: int
    is_lossless: bool = False

    @property
    def guessed_ybr(self):
        """How libjpeg reads three components."""
        if self.has_jfif:
            return True
        if self.adobe is not None:
            return self.adobe == 1
        return self.ids != (82, 71, 66)

    def is_ybr(self, declared):
        """How DICOM readers see them: a marker decides, else the data set."""
        if self.adobe is not None:
            return self.adobe == 1
        if self.has_jfif:
            return True
        if self.ids == (82, 71, 66):
            return False
        return declared != "RGB"


def jpeg_facts(codestream):
    adobe, jfif, frame, lossless = None, False, None, False
    for marker, payload in jpeg_segments(codestream):
        if marker == 0xEE and payload[:5] == b"Adobe" and len(payload) >= 12:
            adobe = payload[11]
        elif marker == 0xE0 and payload[:4] == b"JFIF":
            jfif = True
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            frame, lossless = payload, marker in (0xC3, 0xCB)
    components = frame[5]
    factors = [frame[6 + 3 * i + 1] for i in range(components)]
    across, down = max(f >> 4 for f in factors), max(f & 15 for f in factors)
    if components == 1:
        across = down = 1  # PS3.3 has no say; T.81 A.2.2: a scan of one component has 8x8 units
    ids = tuple(frame[6 + 3 * i] for i in range(components))
    block = (1, 1) if lossless else (8 * across, 8 * down)
    return JPEGFacts(components, len(set(factors)) > 1, adobe, jfif, ids, block, frame[0], lossless)


def is_hidden(marker, payload):
    """Segments that may hold what the header may not, and that no decoder needs: all but JFIF
    without a thumbnail, Adobe's and ICC profiles."""
    if marker == 0xE0:
        return payload[:5] != b"JFIF\0" or len(payload) > 14
    if marker == 0xE2:
        return payload[:12] != b"ICC_PROFILE\0"
    if marker == 0xEE:
        return payload[:5] != b"Adobe"
    return marker == 0xFE or 0xE0 <= marker <= 0xEF


def entropy_coded(codestream):
    """What follows the header up to the end of the image, and whether the header hides nothing."""
    segments = jpeg_segments(codestream)
    at = 2 + sum(len(payload) + 4 for _, payload in segments)
    clean = not any(is_hidden(m, p) for m, p in segments if m != 0xDA)
    return codestream[at:codestream.rindex(b"\xff\xd9")], clean


def jpeg2000_block(codestream):
    """The largest subsampling of a component (T.800 A.5.1): what a box grows to."""
    at = codestream.index(b"\xff\x4f\xff\x51")
    count = struct.unpack_from(">H", codestream, at + 40)[0]
    steps = [codestream[at + 42 + 3 * i + 1:at + 42 + 3 * i + 3] for i in range(count)]
    return max(s[0] for s in steps), max(s[1] for s in steps)


def pillow_jpeg(ds):
    frames = []
    for codestream in codestreams(ds):
        image = Image.open(io.BytesIO(codestream))
        facts = jpeg_facts(codestream)
        if facts.components == 3 and facts.guessed_ybr:
            image.draft("YCbCr", None)  # components as stored
        frame = np.asarray(image)
        frames.append(frame if frame.ndim == 3 else frame[:, :, None])
    return np.stack(frames)


def by_imagecodecs(ds):
    """libjpeg-turbo 3 (8 and 12 bits), OpenJPH: components as stored."""
    if imagecodecs is None:
        raise ValueError("imagecodecs is not installed")
    frames = []
    for codestream in codestreams(ds):
        if ds.file_meta.TransferSyntaxUID in HTJ2K:
            frame = imagecodecs.htj2k_decode(codestream)
        elif ds.file_meta.TransferSyntaxUID in J2K:
            frame = imagecodecs.jpeg2k_decode(codestream)
        elif ds.file_meta.TransferSyntaxUID in JPEG_LOSSLESS:
            frame = imagecodecs.jpeg8_decode(codestream)
        else:
            facts = jpeg_facts(codestream)
            space = {1: "gray"}.get(facts.components, "ycbcr" if facts.guessed_ybr else "rgb")
            frame = imagecodecs.jpeg8_decode(codestream, colorspace=space, outcolorspace=space)
        frames.append(frame if frame.ndim == 3 else frame[:, :, None])
    return np.stack(frames)


def by_libjpeg(ds):
    """Thomas Richter's libjpeg, also under UIDs for which pydicom has no decoder."""
    from libjpeg import decode
    frames = [decode(codestream, colour_transform=0) for codestream in codestreams(ds)]
    return np.stack([f if f.ndim == 3 else f[:, :, None] for f in frames])


def has_point_transform(codestream):
    """Of lossless JPEG: Al in the scan's header (T.81 B.2.3)."""
    return next(p for m, p in jpeg_segments(codestream) if m == 0xDA)[-1] & 15 != 0


def plugin(ds, name):
    if ds.file_meta.TransferSyntaxUID in JPEG_LOSSLESS \
            and any(has_point_transform(c) for c in codestreams(ds)):
        # DCMTK, GDCM and libjpeg-turbo agree with each other and not with this libjpeg.
        raise ValueError("libjpeg mistakes the first prediction where there is a point transform")
    decoder = get_decoder(ds.file_meta.TransferSyntaxUID)
    array, _ = decoder.as_array(ds, raw=True, decoding_plugin=name, allow_excess_frames=False)
    frames = int(ds.get("NumberOfFrames", 1) or 1)
    samples = int(ds.SamplesPerPixel)
    return array.reshape(frames, int(ds.Rows), int(ds.Columns), samples)


# Programs that write native files: DCMTK (its own codecs, IJG's) and GDCM (OpenJPEG).
PROGRAMS = {
    "dcmdrle": lambda path, out: ["dcmdrle", path, out],
    "dcmdjpeg": lambda path, out: ["dcmdjpeg", "+cn", path, out],
    "dcmdjpls": lambda path, out: ["dcmdjpls", path, out],
    "gdcmconv": lambda path, out: ["gdcmconv", "--raw", path, out]}


def by_program(ds, name):
    with tempfile.TemporaryDirectory() as folder:
        given, out = f"{folder}/in.dcm", f"{folder}/out.dcm"
        ds.save_as(given)
        subprocess.run(PROGRAMS[name](given, out), check=True, capture_output=True, timeout=300)
        with open(out, "rb") as file:
            parsed = dicom.read(file.read())
        return native(parsed, pydicom.dcmread(out))


def more_decoders(syntax):
    """Slow ones, when they are installed."""
    names = ["dcmdrle"] if syntax == RLE else []
    names += ["dcmdjpeg"] if syntax in JPEG | JPEG_LOSSLESS else []
    names += ["dcmdjpls"] if syntax in JPEG_LS else []
    names += ["gdcmconv"] if syntax in PART_1 | JPEG | JPEG_LOSSLESS else []
    return [name for name in names if shutil.which(name)]


def decoders(syntax):
    if syntax in dicom.NATIVE | {
            dicom.GE_PRIVATE, dicom.ENCAPSULATED_UNCOMPRESSED, DEFLATED_FRAMES}:
        return ["numpy"]
    if syntax in RETIRED_JPEG:
        return ["Pillow", "imagecodecs", "libjpeg"]
    names = ["pydicom"] if syntax == RLE else []
    names += ["Pillow"] if syntax in JPEG else []
    names += ["imagecodecs"] if syntax in JPEG | JPEG_LOSSLESS else []
    names += ["pylibjpeg"]
    return names + (["imagecodecs"] if syntax in PART_1 else [])


class CannotDecode(Exception):
    pass


def decode(parsed, ds, name):
    """- Throws: `CannotDecode` whatever the decoder threw; some panic past `Exception`."""
    try:
        if name == "numpy":
            return native(parsed, ds)
        if name == "Pillow":
            return pillow_jpeg(ds)
        if name == "imagecodecs":
            return by_imagecodecs(ds)
        if name == "libjpeg":
            return by_libjpeg(ds)
        if name in PROGRAMS:
            return by_program(ds, name)
        return plugin(ds, name)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise CannotDecode(f"{type(error).__name__}: {error}"[:100]) from error
