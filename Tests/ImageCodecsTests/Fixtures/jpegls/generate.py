#!/usr/bin/env python3
"""Makes the JPEG-LS fixtures and checks each with a decoder that is no CharLS.

Needs dcmcjpls (dcmtk), gdcmconv (libgdcm-tools), ffmpeg and libcharls.so.2, and of Python numpy,
pydicom and pylibjpeg-libjpeg; no test needs any of them. Run it in the folder of the fixtures.
"""
import ctypes
import os
import subprocess
import tempfile

import libjpeg
import numpy
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import generate_frames
from pydicom import dcmread

FOLDER = tempfile.mkdtemp()


def picture(width, height, components, bits, signed=False):
    """The formula of FixturePicture."""
    y, x, c = numpy.mgrid[0:height, 0:width, 0:components]
    value = x // 4 * 3701 + y // 3 * 911 + c * 257
    value = value + numpy.where((x + y) % 5 == 0, x * y * 97, 0)
    value = value & ((1 << bits) - 1)
    if signed:
        value = numpy.where(value >> (bits - 1) == 1, value - (1 << bits), value)
    return value


def dicom(samples, allocated, bits, signed):
    height, width, components = samples.shape
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    data.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    data.file_meta.MediaStorageSOPInstanceUID = "2.25.1"
    data.SOPClassUID, data.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.7", "2.25.1"
    data.StudyInstanceUID, data.SeriesInstanceUID = "2.25.2", "2.25.3"
    data.Modality, data.PatientName, data.PatientID = "OT", "INVENTED^NOBODY", "0"
    data.Rows, data.Columns, data.SamplesPerPixel = height, width, components
    data.BitsAllocated, data.BitsStored, data.HighBit = allocated, bits, bits - 1
    data.PixelRepresentation = int(signed)
    data.PhotometricInterpretation = "MONOCHROME2" if components == 1 else "RGB"
    if components > 1:
        data.PlanarConfiguration = 0
    raw = samples.astype("<i%d" % (allocated // 8) if signed else "<u%d" % (allocated // 8))
    raw = raw.tobytes()
    data.PixelData = raw + b"\0" * (len(raw) % 2)
    data["PixelData"].VR = "OW" if allocated > 8 else "OB"
    path = os.path.join(FOLDER, "in.dcm")
    data.save_as(path, enforce_file_format=True)
    return path


def by_tool(command, samples, allocated, bits, signed=False):
    out = os.path.join(FOLDER, "out.dcm")
    subprocess.run(command.split() + [dicom(samples, allocated, bits, signed), out], check=True)
    return next(generate_frames(dcmread(out).PixelData, number_of_frames=1)).rstrip(b"\0")


def by_ffmpeg(samples, pixel_format):
    raw, out = os.path.join(FOLDER, "raw"), os.path.join(FOLDER, "out.jls")
    samples.astype("<u2" if "16" in pixel_format else "u1").tofile(raw)
    height, width, _ = samples.shape
    subprocess.run(
        f"ffmpeg -loglevel error -y -f rawvideo -pix_fmt {pixel_format} -s {width}x{height}"
        f" -i {raw} -c:v jpegls -f image2 -update 1 {out}".split(), check=True)
    return open(out, "rb").read()


CHARLS = ctypes.CDLL("libcharls.so.2")
CHARLS.charls_jpegls_encoder_create.restype = ctypes.c_void_p


def by_charls(samples, bits, near=0, interleave=0, transform=0, preset=None, extras=False):
    height, width, components = samples.shape
    encoder = ctypes.c_void_p(CHARLS.charls_jpegls_encoder_create())

    def call(name, *arguments):
        result = getattr(CHARLS, "charls_jpegls_encoder_" + name)(encoder, *arguments)
        assert result == 0, (name, result)

    call("set_frame_info", (ctypes.c_uint32 * 4)(width, height, bits, components))
    call("set_near_lossless", near)
    call("set_interleave_mode", interleave)
    call("set_color_transformation", transform)
    if preset:
        call("set_preset_coding_parameters", (ctypes.c_int32 * 5)(*preset))
    target = (ctypes.c_uint8 * (8 * samples.size + 4096))()
    call("set_destination_buffer", target, ctypes.c_size_t(len(target)))
    if extras:
        call("write_standard_spiff_header", 8 if components == 1 else 10, 1, 96, 96)
        text = b"an invented comment"
        call("write_comment", text, ctypes.c_size_t(len(text)))
        call("write_application_data", 1, text, ctypes.c_size_t(len(text)))
    if interleave == 0:
        samples = numpy.moveaxis(samples, 2, 0)
    raw = numpy.ascontiguousarray(samples & ((1 << bits) - 1)).astype(
        "u1" if bits <= 8 else "<u2").tobytes()
    call("encode_from_buffer", raw, ctypes.c_size_t(len(raw)), 0)
    size = ctypes.c_size_t()
    call("get_bytes_written", ctypes.byref(size))
    CHARLS.charls_jpegls_encoder_destroy(encoder)
    return bytes(target[:size.value])


def scans(stream):
    """The entropy-coded data of each scan, with its SOS segment."""
    found, position = [], stream.index(b"\xff\xda")
    while stream[position + 1] == 0xDA:
        end = position + 10
        while not (stream[end] == 0xFF and stream[end + 1] >= 0x80):
            end += 1
        found.append(stream[position:end])
        position = end
    return found


def with_restarts(samples, bits, lines):
    """Coding starts afresh behind a restart marker: strips, coded alone and joined."""
    height = samples.shape[0]
    strips = [by_charls(samples[y:y + lines], bits) for y in range(0, height, lines)]
    whole = by_charls(samples, bits)
    start = whole.index(b"\xff\xda")
    out = whole[:start] + b"\xff\xdd\x00\x04" + lines.to_bytes(2, "big") + whole[start:start + 10]
    for index, strip in enumerate(strips):
        if index:
            out += bytes([0xFF, 0xD0 + (index - 1) % 8])
        out += scans(strip)[0][10:]
    return out + b"\xff\xd9"


def scans_reversed(stream):
    start = stream.index(b"\xff\xda")
    return stream[:start] + b"".join(reversed(scans(stream))) + b"\xff\xd9"


def oversize(stream):
    """The size in an LSE segment of type 4 rather than in the frame header."""
    start = stream.index(b"\xff\xf7")
    size = stream[start + 5:start + 9]
    frame = stream[start:start + 5] + bytes(4) + stream[start + 9:start + 13]
    return stream[:start] + frame + b"\xff\xf8\x00\x08\x04\x02" + size + stream[start + 13:]


# ISO/IEC 14495-1 annex H.3, the worked example.
ANNEX_H = bytes.fromhex(
    "ffd8fff7000b080004000401011100ffda0008010100000000"
    "c000006c80208e01c000005740000" "06ee6000001bc18000005d80000" "9160ffd9")


def untransformed(samples, stream):
    """Undoes the colour transform, which libjpeg leaves alone without its own marker."""
    if b"mrfx" not in stream:
        return samples
    kind = stream[stream.index(b"mrfx") + 4]
    half = 1 << (stream[stream.index(b"\xff\xf7") + 4] - 1)
    first, second, third = (samples[..., index].astype(int) for index in range(3))
    if kind == 3:
        green = first - ((third + second) >> 2) + half // 2
        red, blue = third + green - half, second + green - half
    else:
        red, green, blue = first + second - half, second, third + second - half
    if kind == 2:
        blue = third + (((red & (2 * half - 1)) + green) >> 1) - half
    return numpy.stack([red, green, blue], 2) & (2 * half - 1)


def main():
    gray8, gray12, gray16 = (picture(*s) for s in [(17, 9, 1, 8), (21, 14, 1, 12), (13, 10, 1, 16)])
    signed16, signed12 = picture(13, 10, 1, 16, True), picture(13, 10, 1, 12, True)
    rgb8, rgb16, rgb12 = picture(15, 12, 3, 8), picture(9, 8, 3, 16), picture(9, 8, 3, 12)
    gray7 = picture(17, 9, 1, 7)
    preset = by_charls(picture(21, 14, 1, 12), 12, preset=(0, 9, 33, 120, 31))
    fixtures = {
        "gray-8-dcmcjpls": (by_tool("dcmcjpls", gray8, 8, 8), gray8),
        "gray-12-gdcm": (by_tool("gdcmconv --jpegls", gray12, 16, 12), gray12),
        "gray-16-dcmcjpls": (by_tool("dcmcjpls", gray16, 16, 16), gray16),
        "gray-16-signed-dcmcjpls": (by_tool("dcmcjpls", signed16, 16, 16, True), signed16),
        "gray-12-signed-gdcm": (by_tool("gdcmconv --jpegls", signed12, 16, 12, True), signed12),
        "gray-2": (by_charls(picture(40, 33, 1, 2), 2), picture(40, 33, 1, 2)),
        "gray-7-interleaved": (
            by_charls(picture(17, 9, 1, 7), 7)[:-2].replace(
                bytes.fromhex("ffda0008010100000000"), bytes.fromhex("ffda0008010100000200"))
            + b"\xff\xd9", picture(17, 9, 1, 7)),
        "rgb-8-line-dcmcjpls": (by_tool("dcmcjpls +il", rgb8, 8, 8), rgb8),
        "rgb-8-sample-dcmcjpls": (by_tool("dcmcjpls +is", rgb8, 8, 8), rgb8),
        "rgb-8-scans-dcmcjpls": (by_tool("dcmcjpls +in", rgb8, 8, 8), rgb8),
        "rgb-8-gdcm": (by_tool("gdcmconv --jpegls", rgb8, 8, 8), rgb8),
        "rgb-16-sample": (by_charls(rgb16, 16, interleave=2), rgb16),
        "rgb-12-line": (by_charls(rgb12, 12, interleave=1), rgb12),
        "rgb-8-scans-reversed": (scans_reversed(by_charls(rgb8, 8)), rgb8),
        "rgb-8-hp1-line": (by_charls(rgb8, 8, interleave=1, transform=1), rgb8),
        "rgb-8-hp2-sample": (by_charls(rgb8, 8, interleave=2, transform=2), rgb8),
        "rgb-16-hp3-sample": (by_charls(rgb16, 16, interleave=2, transform=3), rgb16),
        "gray-12-preset": (preset, gray12),
        "rgb-8-line-reset": (
            by_charls(rgb8, 8, interleave=1, preset=(0, 0, 0, 0, 31)), rgb8),
        "cmyk-8-line": (
            by_charls(picture(15, 12, 4, 8), 8, interleave=1), picture(15, 12, 4, 8)),
        "cmyk-8-sample": (
            by_charls(picture(15, 12, 4, 8), 8, interleave=2), picture(15, 12, 4, 8)),
        "two-8-scans": (by_charls(picture(15, 12, 2, 8), 8), picture(15, 12, 2, 8)),
        # MAXVAL alone says how samples are coded.
        "gray-12-in-16": (
            preset.replace(b"\xff\xf7\x00\x0b\x0c", b"\xff\xf7\x00\x0b\x10"), gray12),
        "gray-7-in-16": (
            by_charls(gray7, 7, preset=(0, 5, 9, 30, 64)).replace(
                b"\xff\xf7\x00\x0b\x07", b"\xff\xf7\x00\x0b\x10"), gray7),
        "gray-12-signed": (by_charls(signed12, 12), signed12),
        "gray-8-extras": (by_charls(gray8, 8, extras=True), gray8),
        "gray-8-restarts": (with_restarts(picture(17, 29, 1, 8), 8, 3), picture(17, 29, 1, 8)),
        "gray-8-oversize": (oversize(by_charls(gray8, 8)), gray8),
        "one-pixel": (by_charls(picture(1, 1, 1, 8), 8), picture(1, 1, 1, 8)),
        "gray-8-ffmpeg": (by_ffmpeg(picture(26, 19, 1, 8), "gray"), picture(26, 19, 1, 8)),
        "rgb-8-ffmpeg": (by_ffmpeg(picture(26, 19, 3, 8), "rgb24"), picture(26, 19, 3, 8)),
        "gray-16-ffmpeg": (by_ffmpeg(picture(26, 19, 1, 16), "gray16le"), picture(26, 19, 1, 16)),
        # Near-lossless: the samples are what libjpeg decodes.
        "gray-8-near": (by_tool("dcmcjpls +en +md 3", gray8, 8, 8), None),
        "gray-12-near": (by_charls(gray12, 12, near=10), None),
        "rgb-8-near-line": (by_tool("dcmcjpls +en +md 2 +il", rgb8, 8, 8), None),
        "rgb-8-near-hp1": (by_charls(rgb8, 8, near=2, interleave=2, transform=1), None),
        "annex-h": (ANNEX_H, None),
        "noise": (
            by_charls(numpy.random.default_rng(1).integers(0, 256, (48, 64, 1)), 8), None),
    }
    for name, (stream, expected) in fixtures.items():
        try:
            decoded = libjpeg.decode(stream)
            decoded = untransformed(
                decoded.reshape(decoded.shape[0], decoded.shape[1], -1), stream)
        except Exception as error:
            print(f"{name}: {len(stream)} bytes, libjpeg: {str(error)[:90]}")
            decoded = None
        if decoded is not None and expected is not None:
            bits = stream[stream.index(b"\xff\xf7") + 4]
            same = (decoded == expected & ((1 << bits) - 1)).all()
            print(f"{name}: {len(stream)} bytes, {'equal' if same else 'DIFFERS'}")
        elif decoded is not None:
            print(f"{name}: {len(stream)} bytes, {decoded.shape}")
            raw = decoded.astype("u1" if decoded.max() < 256 and "-12-" not in name else "<u2")
            open(name + ".raw", "wb").write(raw.tobytes())
        open(name + ".jls", "wb").write(stream)


main()
