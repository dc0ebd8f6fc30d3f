"""What a cleaned file must look like: fill values, attributes, Pixel Data structure (PS3.15 E.3.1,
PS3.3 C.7.6.3, PS3.5 A.4). Every function yields (fact, holds, detail)."""

import copy
import struct

import numpy as np

import decoding
import elements as dicom

# Elements that a clean may add, change or remove; all others stay byte for byte.
MAY_CHANGE = {
    0x00020000, 0x00020012, 0x00020013, 0x00280301, 0x00120063, 0x00120064, 0x0018A001,
    0x00082111, 0x00089215, 0x00280106, 0x00280107, 0x00280108, 0x00280109, 0xFFFAFFFA, 0x4FFE0001,
    0x04000403, 0x00880200, 0x7FE00001, 0x7FE00002, 0x7FE00003, *dicom.PIXEL_TAGS,
    # The functional groups are looked into by `functional_groups`.
    0xFFFCFFFC, 0x52009229, 0x52009230}
# CID 7050 and CID 7005, PS3.16.
METHOD_CODE = ("113101", "DCM", "Clean Pixel Data Option")
GRAPHICS_CODE = ("113103", "DCM", "Clean Graphics Option")
PROFILE_CODE = ("113100", "DCM", "Basic Application Confidentiality Profile")
DERIVATION_CODE = ("113047", "DCM", "Pixel by pixel mask")  # CID 7203
PURPOSE_CODE = ("109104", "DCM", "De-identifying Equipment")


def may_change(tag):
    group = tag >> 16
    return tag in MAY_CHANGE or (group & 0xFF01) == 0x6000 or tag & 0xFFFF == 0


def color_table(ds):
    """The palette as (entries, 3) in 0...1, segmented data expanded, or None."""
    from pydicom.pixels.processing import apply_color_lut
    try:
        entries = int(ds.RedPaletteColorLookupTableDescriptor[0]) or 65536
        first = int(ds.RedPaletteColorLookupTableDescriptor[1])
        index = np.arange(first, first + entries).astype("u2" if entries > 256 else "u1")
        shown = apply_color_lut(index.reshape(1, -1), ds)
        return shown.reshape(-1, 3) / np.iinfo(shown.dtype).max, first
    except (AttributeError, ValueError, IndexError):
        return None


def is_float(ds):
    """Float and Double Float Pixel Data have no Bits Stored."""
    return "FloatPixelData" in ds or "DoubleFloatPixelData" in ds


def value_range(ds):
    bits = int(ds.BitsStored)
    if int(ds.get("PixelRepresentation", 0) or 0):
        return -(1 << (bits - 1)), (1 << (bits - 1)) - 1
    return 0, (1 << bits) - 1


def accepted_fills(ds, syntax, facts):
    """The component values that display black, as a list of tuples; standard.md section 3."""
    photometric = ds.PhotometricInterpretation
    if is_float(ds):
        return [(0,)]
    low, high = value_range(ds)
    if photometric == "PALETTE COLOR":
        table = color_table(ds)
        if table is None:
            return None
        shown, first = table
        luma = shown @ np.array([0.299, 0.587, 0.114])
        darkest = np.flatnonzero(luma <= luma.min() + 1 / 255)
        return [(int(first + i),) for i in darkest]
    if photometric in ("MONOCHROME1", "MONOCHROME2"):
        dark = high if photometric == "MONOCHROME1" else low
        accepted = [(dark,)]
        slope = float(ds.get("RescaleSlope", 1) or 1)
        inverse = ds.get("PresentationLUTShape") == "INVERSE"
        if slope < 0 or "ModalityLUTSequence" in ds or "VOILUTSequence" in ds or inverse:
            accepted = [(low,), (high,)] if slope > 0 else [(high if dark == low else low,)]
        return accepted
    middle = 1 << (int(ds.BitsStored) - 1)
    black_rgb, black_ybr = (0, 0, 0), (0, middle, middle)
    if facts is not None and facts.is_lossless:
        facts = None  # JPEG Lossless changes no colour: the label decides
    if facts is not None:
        return [black_ybr if facts.is_ybr(photometric) else black_rgb]
    if photometric == "RGB":
        return [black_rgb]
    if photometric in ("YBR_RCT", "YBR_ICT"):
        # The codestream itself turns these to RGB; one that claims it and does not is ambiguous.
        return [black_rgb] if syntax in decoding.J2K else [black_rgb, black_ybr]
    return [black_ybr]


def masked(values, ds):
    """The BitsStored bits, sign-extended where the data set says signed."""
    if is_float(ds):
        return values
    bits = int(ds.BitsStored)
    shift = int(ds.get("HighBit", bits - 1)) + 1 - bits
    plain = (values.astype(np.int64) >> max(shift, 0)) & ((1 << bits) - 1)
    if int(ds.get("PixelRepresentation", 0) or 0):
        plain = np.where(plain >> (bits - 1) & 1, plain - (1 << bits), plain)
    return plain


def selects(frames, number):
    return frames is None or any(first <= number <= last for first, last in frames)


def area(areas, number, shape, grow=0):
    """The mask of the rectangles that stand on that frame."""
    mask = np.zeros(shape, bool)
    for a in areas:
        if a.get("plane", "pixel_data") == "pixel_data" and selects(a.get("frames"), number):
            top, left = max(0, a["y"] - grow), max(0, a["x"] - grow)
            mask[top:a["y"] + a["height"] + grow, left:a["x"] + a["width"] + grow] = True
    return mask


def samples(before, after, report, ds, syntax, facts, block=None):
    """Outside the painted area nothing, inside the boxes only the fill. `block`: what a box of a
    subsampled JPEG 2000 codestream grows to."""
    ring = 1 if facts is not None and facts.is_subsampled else 0
    fills = accepted_fills(ds, syntax, facts)
    if facts is not None:
        block = facts.block
    elif block is None:
        block = (2, 1) if ds.PhotometricInterpretation == "YBR_FULL_422" else (1, 1)
    for number in range(len(before)):
        shape = before.shape[1:3]
        painted = area(report["painted"], number, shape)
        boxes = area(report["boxes"], number, shape)
        differs = (before[number] != after[number]).any(axis=2)
        outside = differs & ~area(report["painted"], number, shape, ring)
        yield "samples outside painted are identical", not outside.any(), \
            f"frame {number}: {int(outside.sum())} differ"
        yield "painted covers the boxes", not (boxes & ~painted).any(), f"frame {number}"
        slack = (block[0] - 1 + 2 * ring, block[1] - 1 + 2 * ring)
        reach = np.zeros(shape, bool)
        for b in report["boxes"]:
            if selects(b.get("frames"), number):
                reach[max(0, b["y"] - slack[1] - ring):b["y"] + b["height"] + slack[1] + ring,
                      max(0, b["x"] - slack[0] - ring):b["x"] + b["width"] + slack[0] + ring] = True
        yield "painted is no more than blocks round the boxes", \
            not (painted & ~reach).any(), f"frame {number}"
        if not boxes.any():
            continue
        inside = after[number][boxes]
        found = np.unique(masked(inside, ds), axis=0)
        yield "boxes hold one value", len(found) == 1, f"frame {number}: {len(found)} values"
        if fills is not None and len(found) == 1:
            value = tuple(int(v) for v in found[0])
            yield "the fill displays black", value in fills, \
                f"frame {number}: {value}, expected one of {fills[:3]}"
        yield "no bits above High Bit in boxes", high_bits_clear(inside, ds), f"frame {number}"


def high_bits_clear(values, ds):
    """Clear, or the sign's (decoders and encoders extend it)."""
    if is_float(ds):
        return True
    stored = int(ds.get("HighBit", int(ds.BitsStored) - 1)) + 1
    container = values.dtype.itemsize * 8
    if int(ds.BitsAllocated) == 1 or stored >= container:
        return True
    above = (values.astype(np.int64) & ((1 << container) - 1)) >> stored
    if int(ds.get("PixelRepresentation", 0) or 0):
        sign = (values.astype(np.int64) >> (stored - 1)) & 1
        return bool(((above == 0) | ((sign == 1) & (above == (1 << (container - stored)) - 1))).all())
    return bool((above == 0).all())


def relabelled(before, after, report):
    """PS3.5 8.2.4: frames that were YBR_ICT and are all written reversibly are YBR_RCT then."""
    old, new = (parsed.get(0x00280004) for parsed in (before, after))
    return before.syntax in decoding.J2K and old is not None and new is not None \
        and old.content.strip() == b"YBR_ICT" and new.content.strip() == b"YBR_RCT" \
        and any(a.get("frames") is None for a in report["painted"])


LOSSY_HISTORY = {0x00282110, 0x00282112, 0x00282114}
LOSSY_METHODS = {"81": b"ISO_14495_1", "91": b"ISO_15444_1", "203": b"ISO_15444_15"}


def says_lossy(parsed):
    element = parsed.get(0x00282110)
    return element is not None and element.content.strip() == b"01"


def lossy_history(before, after):
    """PS3.3 C.7.6.1.1.5: a codestream that will show no longer what it lost has the data set say
    it. Whatever said so stays as it was."""
    if says_lossy(before) or not says_lossy(after):
        return
    method = after.get(0x00282114)
    expected = LOSSY_METHODS.get(before.syntax.rpartition(".")[2])
    yield "a loss is recorded only where a syntax may lose", expected is not None, before.syntax
    yield "the method of the loss is that of the syntax", \
        method is None or before.get(0x00282114) is not None \
        or method.content.strip(b" \0") == expected, ""
    ratio = after.get(0x00282112)
    yield "the ratio of the loss is a number over one", \
        ratio is None or before.get(0x00282112) is not None or float(ratio.content) >= 1, ""


def untouched_elements(before, after, report):
    labelled = relabelled(before, after, report)
    recorded = LOSSY_HISTORY if says_lossy(after) and not says_lossy(before) else set()
    yield from lossy_history(before, after)

    def kept(parsed, which):
        return [(e.tag, e.raw) for e in which
                if not may_change(e.tag) and not (labelled and e.tag == 0x00280004)
                and e.tag not in recorded]

    for where, old, new in (("meta", before.meta, after.meta),
                            ("data set", before.elements, after.elements)):
        old, new = kept(before, old), kept(after, new)
        gone = [t for t, raw in old if (t, raw) not in new]
        added = [t for t, raw in new if (t, raw) not in old]
        detail = ", ".join(f"{t:08X}" for t in (gone + added)[:5])
        yield f"{where} elements are kept byte for byte", old == new, detail
    tags = [e.tag for e in after.elements]
    was_sorted = all(a.tag < b.tag for a, b in zip(before.elements, before.elements[1:]))
    yield "elements ascend", tags == sorted(set(tags)) or not was_sorted, ""
    yield "transfer syntax is kept", before.syntax == after.syntax, after.syntax
    tiff = before.preamble[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
    yield "preamble is kept", tiff or before.preamble == after.preamble, ""
    wrong_then = dicom.wrong_group_lengths(before.elements, before.big_endian)
    wrong = dicom.wrong_group_lengths(after.elements, after.big_endian) - wrong_then
    wrong |= dicom.wrong_group_lengths(after.meta, False) \
        - dicom.wrong_group_lengths(before.meta, False)
    yield "group lengths are right", not wrong, ", ".join(f"{t:08X}" for t in sorted(wrong))


def items_raw(parsed, tag):
    """The bytes of each item's content of a top-level sequence."""
    element = parsed.get(tag)
    if element is None:
        return []
    walker = dicom.Walker(parsed.body, parsed.implicit, parsed.big_endian)
    found, offset = [], element.value
    while offset < element.value_end:
        tag, _, length, value = walker.header(offset, True)
        if tag != dicom.ITEM:
            break
        if length != dicom.UNDEFINED:
            found.append(bytes(parsed.body[value:value + length]))
            offset = value + length
            continue
        offset = value
        while walker.tag(offset) != dicom.ITEM_END:
            offset = walker.element(offset, parsed.implicit).end
        found.append(bytes(parsed.body[value:offset]))
        offset += 8
    return found


def codes(ds, keyword="DeidentificationMethodCodeSequence"):
    return [(i.get("CodeValue"), i.get("CodingSchemeDesignator"), i.get("CodeMeaning"))
            for i in ds.get(keyword, None) or []]


def without_our_derivation(items):
    """Functional groups as a clean found them, and how many derivations it added to them."""
    found, count = copy.deepcopy(items or []), 0
    for groups in found:
        derivations = groups.get("DerivationImageSequence") or []
        if derivations and codes(derivations[-1], "DerivationCodeSequence") == [DERIVATION_CODE]:
            count += 1
            del derivations[-1]
            if not derivations:
                del groups.DerivationImageSequence
    return found, count


def functional_groups(old, new):
    """An enhanced image records its derivation in its groups; nothing else in them may differ."""
    totals = []
    for keyword in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
        before, (after, count) = old.get(keyword) or [], without_our_derivation(new.get(keyword))
        yield f"{keyword} differs in the derivation only", list(before) == list(after), ""
        totals.append((count, len(after)))
    shared, frames = totals
    yield "a derivation is either shared or in each frame", \
        shared[0] <= 1 and frames[0] in (0, frames[1]) and not (shared[0] and frames[0]), str(totals)


def derivation(old, new):
    """At top level in images without functional groups, once, behind what was there."""
    text, earlier = new.get("DerivationDescription") or "", old.get("DerivationDescription") or ""
    yield "the earlier Derivation Description is kept", text.startswith(earlier), ""
    yield "Derivation Description has at most 1024 characters", len(text) <= 1024, ""
    found, there = (codes(d, "DerivationCodeSequence") for d in (new, old))
    yield "earlier derivation codes are kept", found[:len(there)] == there, str(found)
    expected = 0 if "SharedFunctionalGroupsSequence" in old else 1
    yield "the derivation is coded", \
        found.count(DERIVATION_CODE) == max(expected, there.count(DERIVATION_CODE)), str(found)


def attributes(before, after, old, new, report):
    """`old` and `new` are pydicom's data sets, `before` and `after` the raw elements."""
    yield "Burned In Annotation is NO", new.get("BurnedInAnnotation") == "NO", ""
    found = codes(new)
    yield "method code 113101 stands once", found.count(METHOD_CODE) == 1, str(found)
    overlays = any(a["plane"].startswith("overlay:") for a in report["painted"])
    expected = 1 if overlays or GRAPHICS_CODE in codes(old) else 0
    yield "method code 113103 stands when overlays were painted", \
        found.count(GRAPHICS_CODE) == expected, str(found)
    yield "the basic profile is not claimed", \
        found.count(PROFILE_CODE) == codes(old).count(PROFILE_CODE), str(found)
    method = new.get("DeidentificationMethod") or []
    method = [method] if isinstance(method, str) else list(method)
    earlier = old.get("DeidentificationMethod") or []
    earlier = [earlier] if isinstance(earlier, str) else list(earlier)
    yield "De-identification Method names pixredact", \
        any(m.startswith("pixredact ") and len(m) <= 64 for m in method), ""
    yield "earlier De-identification Methods are kept", method[:len(earlier)] == earlier, ""
    ours = [i for i in new.get("ContributingEquipmentSequence") or []
            if codes(i, "PurposeOfReferenceCodeSequence") == [PURPOSE_CODE]]
    # Manufacturer is Type 1 there (PS3.3 C.12.1.1.5).
    yield "Contributing Equipment says de-identifying", \
        any(i.get("Manufacturer") and i.get("SoftwareVersions") for i in ours), ""
    for tag in (0x00120064, 0x0018A001):
        old_items, new_items = items_raw(before, tag), items_raw(after, tag)
        yield f"items of {tag:08X} are kept", new_items[:len(old_items)] == old_items, ""
    yield from functional_groups(old, new)
    yield from derivation(old, new)
    same = old.get("PatientIdentityRemoved") == new.get("PatientIdentityRemoved")
    yield "Patient Identity Removed is left alone", same, ""
    left = [e.name for e in after.elements if e.tag in (0xFFFAFFFA, 0x4FFE0001, 0x00880200)]
    yield "signatures and icons are gone", not left, ", ".join(left)
    padding = after.get(0xFFFCFFFC)
    yield "Data Set Trailing Padding holds nothing", \
        padding is None or not any(padding.content), ""


def extremes(new, decoded):
    """Smallest and Largest Image Pixel Value: right or absent."""
    plain = masked(decoded, new)
    for keyword, value in (("SmallestImagePixelValue", plain.min()),
                           ("LargestImagePixelValue", plain.max())):
        if keyword in new and new[keyword].value is not None:
            yield f"{keyword} is right or absent", int(new[keyword].value) == int(value), \
                f"{new[keyword].value}, found {int(value)}"


def frame_fragments(parsed, frames):
    """For each frame the list of its fragments, or None where only markers tell."""
    items = dicom.fragments(parsed)
    table, rest = items[0][1], items[1:]
    if frames == 1:
        return [[v for _, v in rest]]
    if len(rest) == frames:
        return [[v] for _, v in rest]
    if not table:
        return None
    order = ">" if parsed.big_endian else "<"
    starts = struct.unpack(f"{order}{len(table) // 4}I", table)
    base = rest[0][0]
    grouped = [[] for _ in starts]
    for offset, value in rest:
        index = sum(1 for s in starts if s <= offset - base) - 1
        grouped[index].append(value)
    return grouped


def encapsulation(before, after, new, report, old_streams, new_streams):
    frames = int(new.get("NumberOfFrames", 1) or 1)
    items = dicom.fragments(after)
    table, rest = items[0][1], items[1:]
    yield "fragments have even lengths", all(len(v) % 2 == 0 for _, v in items), ""
    base = rest[0][0] if rest else 0
    places = {offset - base: i for i, (offset, _) in enumerate(rest)}
    if table:
        starts = struct.unpack(f"<{len(table) // 4}I", table)
        yield "Basic Offset Table has an entry a frame", len(starts) == frames, str(len(starts))
        yield "Basic Offset Table points at fragments", \
            all(s in places for s in starts) and list(starts) == sorted(starts), ""
    extended = after.get(0x7FE00001)
    if extended is not None:
        starts = struct.unpack(f"<{len(extended.content) // 8}Q", extended.content)
        lengths = struct.unpack(f"<{frames}Q", after.get(0x7FE00002).content)
        right = len(starts) == frames == len(rest) and not table
        right = right and all(s in places for s in starts)
        # A length may leave out the byte that pads a fragment.
        right = right and all(0 <= len(rest[places[s]][1]) - n <= 1
                              for s, n in zip(starts, lengths))
        yield "Extended Offset Table is right", right, ""
    old_parts, new_parts = frame_fragments(before, frames), frame_fragments(after, frames)
    for number in range(frames):
        if any(selects(a.get("frames"), number) for a in report["painted"]):
            continue
        if has_hidden_bytes(old_streams[number], before.syntax):
            continue  # what may hide something is cut; `metadata` and `trailing_bytes` judge it
        if old_parts and new_parts:
            same = old_parts[number] == new_parts[number]
        else:
            same = old_streams[number] == new_streams[number]
        yield "fragments of unpainted frames are byte-identical", same, f"frame {number}"


def has_hidden_bytes(stream, syntax):
    """Segments that hide something, or more than padding behind the end of the image."""
    if syntax in decoding.JPEG and not decoding.entropy_coded(stream)[1]:
        return True
    at = stream.rfind(b"\xff\xd9")
    return syntax != decoding.RLE and syntax in decoding.JPEG | decoding.JPEG_LOSSLESS \
        | decoding.JPEG_LS | decoding.J2K and at >= 0 and len(stream) - at > 3


def metadata(old_streams, new_streams, report):
    """Of DCT JPEG: nothing hidden in any frame, painted or not; the coded data of the others kept."""
    for number, (old, new) in enumerate(zip(old_streams, new_streams)):
        coded, is_clean = decoding.entropy_coded(new)
        yield "no thumbnail, EXIF or comment in a JPEG", is_clean, f"frame {number}"
        yield "nothing stands behind the end of a JPEG", \
            len(new) - new.rindex(b"\xff\xd9") <= 3, f"frame {number}"
        if not any(selects(a.get("frames"), number) for a in report["painted"]):
            yield "entropy-coded data of unpainted frames is kept", \
                decoding.entropy_coded(old)[0] == coded, f"frame {number}"
