"""Where the bytes of a DICOM file lie: a reader of element boundaries that shares no code with any
toolkit. It is strict where the engine writes and lenient where real inputs are dirty."""

import struct
import zlib
from dataclasses import dataclass, field

LONG_VRS = {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT",
            b"UV"}
ITEM, ITEM_END, SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
PIXEL_DATA = 0x7FE00010
PIXEL_TAGS = {PIXEL_DATA, 0x7FE00008, 0x7FE00009}  # of integers, floats and doubles
UNDEFINED = 0xFFFFFFFF

IMPLICIT = "1.2.840.10008.1.2"
EXPLICIT = "1.2.840.10008.1.2.1"
BIG_ENDIAN = "1.2.840.10008.1.2.2"
DEFLATED = "1.2.840.10008.1.2.1.99"
ENCAPSULATED_UNCOMPRESSED = "1.2.840.10008.1.2.1.98"
GE_PRIVATE = "1.2.840.113619.5.2"  # implicit, little endian, but for the words of Pixel Data
NATIVE = {IMPLICIT, EXPLICIT, BIG_ENDIAN, DEFLATED}


class Malformed(Exception):
    pass


@dataclass
class Element:
    tag: int
    vr: bytes
    start: int
    value: int
    value_end: int
    end: int
    undefined: bool
    raw: bytes = field(repr=False)

    @property
    def content(self):
        return self.raw[self.value - self.start:self.value_end - self.start]

    @property
    def name(self):
        return f"({self.tag >> 16:04X},{self.tag & 0xFFFF:04X})"


class Walker:
    def __init__(self, data, implicit, big_endian):
        self.data, self.implicit = data, implicit
        self.order = ">" if big_endian else "<"

    def number(self, form, offset):
        size = struct.calcsize(form)
        if offset + size > len(self.data):
            raise Malformed(f"ends at byte {len(self.data)} inside a header")
        return struct.unpack_from(self.order + form, self.data, offset)[0]

    def tag(self, offset):
        return self.number("H", offset) << 16 | self.number("H", offset + 2)

    def header(self, offset, implicit):
        tag = self.tag(offset)
        if tag >> 16 == 0xFFFE:
            return tag, b"", self.number("I", offset + 4), offset + 8
        vr = bytes(self.data[offset + 4:offset + 6])
        # Explicit data sets turn implicit inside in the wild: letters decide.
        if implicit or not vr.isalpha() or not vr.isupper():
            return tag, b"", self.number("I", offset + 4), offset + 8
        if vr in LONG_VRS:
            return tag, vr, self.number("I", offset + 8), offset + 12
        return tag, vr, self.number("H", offset + 6), offset + 8

    def element(self, offset, implicit):
        tag, vr, length, value = self.header(offset, implicit)
        if length != UNDEFINED:
            end = value_end = value + length
        else:
            # PS3.5 6.2.2: UN of undefined length is implicit inside.
            value_end = self.items(value, implicit or vr == b"UN")
            end = value_end + 8
        if end > len(self.data):
            raise Malformed(f"({tag >> 16:04X},{tag & 0xFFFF:04X}) runs over the end")
        raw = bytes(self.data[offset:end])
        return Element(tag, vr, offset, value, value_end, end, length == UNDEFINED, raw)

    def items(self, offset, implicit):
        while True:
            tag, _, length, value = self.header(offset, True)
            if tag == SEQUENCE_END:
                return offset
            if tag != ITEM:
                raise Malformed(f"no item at byte {offset}")
            if length != UNDEFINED:
                offset = value + length
                if offset > len(self.data):
                    raise Malformed("an item runs over the end")
                continue
            offset = value
            while self.tag(offset) != ITEM_END:
                offset = self.element(offset, implicit).end
            offset += 8

    def elements(self, offset, end):
        found = []
        while offset < end:
            if not any(self.data[offset:]):
                break  # trailing padding of zeros
            found.append(self.element(offset, self.implicit))
            offset = found[-1].end
        return found


@dataclass
class DicomFile:
    preamble: bytes
    meta: list
    syntax: str
    body: bytes
    elements: list
    big_endian: bool
    implicit: bool
    trailing: bytes

    def get(self, tag):
        return next((e for e in self.elements if e.tag == tag), None)

    def meta_value(self, tag):
        found = next((e for e in self.meta if e.tag == tag), None)
        return found.content.rstrip(b"\0 ").decode("latin-1") if found else None


def read(data):
    """- Throws: `Malformed` when the bytes do not divide into elements."""
    preamble, offset = b"", 0
    if data[128:132] == b"DICM":
        preamble, offset = bytes(data[:128]), 132
    meta, reader = [], Walker(data, False, False)
    while offset + 8 <= len(data) and data[offset:offset + 2] == b"\x02\0":
        meta.append(reader.element(offset, False))
        offset = meta[-1].end
    syntax = next((e.content.rstrip(b"\0 ").decode("latin-1") for e in meta if e.tag == 0x20010),
                  None)
    body = data[offset:]
    if syntax == DEFLATED:
        body = zlib.decompressobj(-15).decompress(body)
    big = syntax == BIG_ENDIAN
    implicit = syntax in (IMPLICIT, GE_PRIVATE, None)
    vr = bytes(body[4:6])
    letters = vr.isalpha() and vr.isupper()
    if implicit and letters:
        implicit = False
    elif not implicit and not letters:
        implicit = True
    if syntax is None:
        syntax = IMPLICIT if implicit else EXPLICIT
        if not implicit and len(body) > 1 and body[0] == 0 and body[1] != 0:
            big, syntax = True, BIG_ENDIAN
    walker = Walker(body, implicit, big)
    elements = walker.elements(0, len(body))
    end = elements[-1].end if elements else 0
    return DicomFile(preamble, meta, syntax, body, elements, big, implicit, bytes(body[end:]))


def inflated(parsed):
    """The bytes of a deflated file as Explicit VR Little Endian."""
    meta = b""
    for element in parsed.meta[1:]:
        value = EXPLICIT.encode() + b"\0" if element.tag == 0x00020010 else element.content
        form = "<HH2sHI" if element.vr in LONG_VRS else "<HH2sH"
        head = (element.tag >> 16, element.tag & 0xFFFF, element.vr)
        head += (0, len(value)) if element.vr in LONG_VRS else (len(value),)
        meta += struct.pack(form, *head) + value
    length = struct.pack("<HH2sHI", 2, 0, b"UL", 4, len(meta))
    return parsed.preamble + b"DICM" + length + meta + parsed.body


def top_level_ends(data):
    """The offsets at which a cut falls between two elements, and where Pixel Data ends. For files
    that are not deflated."""
    parsed = read(data)
    start = len(data) - len(parsed.body)
    ends = {e.end for e in parsed.meta} | {start + e.end for e in parsed.elements} | {start}
    pixel_data = parsed.get(PIXEL_DATA)
    return ends, start + pixel_data.end if pixel_data else None


def fragments(parsed):
    """The items of encapsulated Pixel Data as (offset of the item's tag, value)."""
    pixel_data = parsed.get(PIXEL_DATA)
    walker = Walker(parsed.body, True, parsed.big_endian)
    found, offset = [], pixel_data.value
    while offset < pixel_data.value_end:
        tag, _, length, value = walker.header(offset, True)
        if tag != ITEM or length == UNDEFINED:
            raise Malformed("a fragment is not an item of defined length")
        found.append((offset, bytes(parsed.body[value:value + length])))
        offset = value + length
    return found


def wrong_group_lengths(elements, big_endian):
    """The group length elements whose value is not the number of bytes that follow in the group."""
    wrong = set()
    for element in elements:
        if element.tag & 0xFFFF == 0 and len(element.content) == 4:
            group = element.tag >> 16
            end = max(e.end for e in elements if e.tag >> 16 == group)
            told = struct.unpack(">I" if big_endian else "<I", element.content)[0]
            if told != end - element.end:
                wrong.add(element.tag)
    return wrong
