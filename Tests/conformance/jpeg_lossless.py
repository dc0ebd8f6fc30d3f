"""A plain encoder of JPEG Lossless (ITU-T T.81 annex H) for what other encoders do not write: restart
intervals, a scan for each component, several predictors and depths. One fixed Huffman table."""

import struct

import numpy as np

# Category k: three bits for 0...6, then one more for each; no code is all ones (T.81 C.2).
CODES = [(k, 3) for k in range(7)] + [((1 << (k - 3)) - 2, k - 3) for k in range(7, 17)]


def _predictions(plane, selection, first, restart_rows):
    """Of every sample, for all selection values (T.81 H.1.2.1); `first` where there is no other."""
    left, above, corner = (np.zeros_like(plane) for _ in range(3))
    left[:, 1:] = plane[:, :-1]
    above[1:] = plane[:-1]
    corner[1:, 1:] = plane[:-1, :-1]
    result = [None, left, above, corner, left + above - corner, left + ((above - corner) >> 1),
              above + ((left - corner) >> 1), (left + above) >> 1][selection].copy()
    result[:, 0] = above[:, 0]
    starts = range(0, len(plane), restart_rows or len(plane))
    for row in starts:
        result[row] = left[row]
        result[row, 0] = first
    return result


def _bits(differences):
    """One scan's differences (in coding order) as a string of 0 and 1."""
    out = []
    for value in differences.tolist():
        value = (value + 32768) % 65536 - 32768
        if value == -32768:
            out.append(f"{CODES[16][0]:0{CODES[16][1]}b}")  # 32768 has no further bits
            continue
        size = abs(value).bit_length()
        code, length = CODES[size]
        out.append(f"{code:0{length}b}")
        if size:
            out.append(f"{value if value > 0 else value + (1 << size) - 1:0{size}b}")
    return "".join(out)


def _entropy(differences):
    text = _bits(differences)
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")


def _segment(marker, payload):
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def encode(frame, precision, selection=1, point_transform=0, restart_rows=0, interleaved=True):
    """`frame` is row, column, component."""
    rows, columns, samples = frame.shape
    low = frame.astype(np.int64) >> point_transform
    differences = np.stack(
        [low[:, :, c] - _predictions(low[:, :, c], selection, 1 << (precision - point_transform - 1),
                                     restart_rows) for c in range(samples)], axis=2)
    counts = [sum(1 for _, n in CODES if n == length) for length in range(1, 17)]
    out = b"\xff\xd8" + _segment(0xC3, struct.pack(">BHHB", precision, rows, columns, samples)
                                 + b"".join(bytes([c + 1, 0x11, 0]) for c in range(samples)))
    out += _segment(0xC4, bytes([0, *counts, *range(17)]))
    if restart_rows:
        out += _segment(0xDD, struct.pack(">H", restart_rows * columns))
    for scan in [list(range(samples))] if interleaved else [[c] for c in range(samples)]:
        out += _segment(0xDA, bytes([len(scan)]) + b"".join(bytes([c + 1, 0]) for c in scan)
                        + bytes([selection, 0, point_transform]))
        step = restart_rows or rows
        for number, row in enumerate(range(0, rows, step)):
            if number:
                out += bytes([0xFF, 0xD0 + (number - 1) % 8])
            out += _entropy(differences[row:row + step][:, :, scan].ravel())
    return out + b"\xff\xd9"
