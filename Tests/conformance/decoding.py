"""Samples of a DICOM file by decoders that are not ours: numpy for native pixels, pydicom's plugins
and Pillow (libjpeg-turbo) for codestreams. No colour conversion but the one that JPEG 2000 itself
does: arrays are frame, row, column, component, as stored."""

import io
import shutil
import struct
import subprocess
import tempfile
from dataclasses import dataclass

import numpy as np
import pydicom
from PIL import Image
from pydicom.encaps import generate_frames
from pydicom.pixels import get_decoder

import elements as dicom

RLE = "1.2.840.10008.1.2.5"
BASELINE, EXTENDED = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"
J2K = {"1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"}
JPEG = {BASELINE, EXTENDED}
# The transfer syntaxes the engine repaints; the others must end as `held`.
SUPPORTED = dicom.NATIVE | {dicom.ENCAPSULATED_UNCOMPRESSED, RLE} | JPEG | J2K


@dataclass
class Decoded:
    decoder: str
    samples: np.ndarray


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
    element = parsed.get(dicom.PIXEL_DATA)
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
    if allocated == 1:
        bits = np.unpackbits(np.frombuffer(data, "u1"), bitorder="little")
        values = bits[:count * frames]
    else:
        kind = {8: "u1", 16: "u2", 32: "u4", 64: "u8"}[allocated]
        values = np.frombuffer(data, (">" if parsed.big_endian else "<") + kind)
        values = values[:count * frames]
    if len(values) < count * frames:
        raise ValueError("Pixel Data is too short")
    frames_of = values.reshape(frames, count)
    return np.stack([native_frame(f, ds, (rows, columns)) for f in frames_of])


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
    adobe, jfif, frame = None, False, None
    for marker, payload in jpeg_segments(codestream):
        if marker == 0xEE and payload[:5] == b"Adobe" and len(payload) >= 12:
            adobe = payload[11]
        elif marker == 0xE0 and payload[:4] == b"JFIF":
            jfif = True
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            frame = payload
    components = frame[5]
    factors = [frame[6 + 3 * i + 1] for i in range(components)]
    across, down = max(f >> 4 for f in factors), max(f & 15 for f in factors)
    if components == 1:
        across = down = 1  # PS3.3 has no say; T.81 A.2.2: a scan of one component has 8x8 units
    ids = tuple(frame[6 + 3 * i] for i in range(components))
    return JPEGFacts(components, len(set(factors)) > 1, adobe, jfif, ids, (8 * across, 8 * down),
                     frame[0])


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


def plugin(ds, name):
    decoder = get_decoder(ds.file_meta.TransferSyntaxUID)
    array, _ = decoder.as_array(ds, raw=True, decoding_plugin=name, allow_excess_frames=False)
    frames = int(ds.get("NumberOfFrames", 1) or 1)
    samples = int(ds.SamplesPerPixel)
    return array.reshape(frames, int(ds.Rows), int(ds.Columns), samples)


# Programs that write native files: DCMTK (its own codecs, IJG's) and GDCM (OpenJPEG).
PROGRAMS = {
    "dcmdrle": lambda path, out: ["dcmdrle", path, out],
    "dcmdjpeg": lambda path, out: ["dcmdjpeg", "+cn", path, out],
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
    names = ["dcmdrle"] if syntax == RLE else ["dcmdjpeg"] if syntax in JPEG else []
    names += ["gdcmconv"] if syntax in J2K or syntax in JPEG else []
    return [name for name in names if shutil.which(name)]


def decoders(syntax):
    if syntax in dicom.NATIVE or syntax == dicom.ENCAPSULATED_UNCOMPRESSED:
        return ["numpy"]
    names = ["pydicom"] if syntax == RLE else []
    names += ["Pillow"] if syntax in JPEG else []
    return names + ["pylibjpeg"]


class CannotDecode(Exception):
    pass


def decode(parsed, ds, name):
    """- Throws: `CannotDecode` whatever the decoder threw; some panic past `Exception`."""
    try:
        if name == "numpy":
            return native(parsed, ds)
        if name == "Pillow":
            return pillow_jpeg(ds)
        if name in PROGRAMS:
            return by_program(ds, name)
        return plugin(ds, name)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise CannotDecode(f"{type(error).__name__}: {error}"[:100]) from error
