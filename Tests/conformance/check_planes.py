"""Every place where pixels hide: overlays, icons, Pixel Data in sequences, private copies, bytes that
no reader shows. After a clean with boxes on these planes nothing of what the boxes cover is left."""

import json
import subprocess

import numpy as np
from pydicom.dataset import FileMetaDataset

import check_clean
import decoding
import elements as dicom
import fixtures_planes
import judging
import tool

BOX = {"x": 3, "y": 2, "width": 6, "height": 5}


def other_planes(binary, path):
    """The names that `pixredact info` has for a file's other pictures."""
    done = subprocess.run([binary, "info", "--json", path], capture_output=True, check=False,
                          stdin=subprocess.DEVNULL)
    return json.loads(done.stdout).get("other_planes", [])


def overlay_bits(subject, group):
    """An overlay as frame, row, column, component, from its own bits or from those of the samples."""
    ds = subject.dataset
    rows, columns = int(ds[group, 0x0010].value), int(ds[group, 0x0011].value)
    position = int(ds[group, 0x0102].value) if (group, 0x0102) in ds else 0
    if (group, 0x3000) not in ds:
        name = decoding.decoders(subject.syntax)[0]
        return decoding.decode(subject.parsed, ds, name) >> position & 1
    frames = int(ds[group, 0x0015].value) if (group, 0x0015) in ds else 1
    data = subject.parsed.get(group << 16 | 0x3000).content
    if subject.parsed.big_endian:
        data = np.frombuffer(data, ">u2").astype("<u2").tobytes()
    bits = np.unpackbits(np.frombuffer(data, "u1"), bitorder="little")
    return bits[:frames * rows * columns].reshape(frames, rows, columns, 1)


def on_plane(report, plane):
    return {key: [dict(a, plane="pixel_data") for a in report[key] if a.get("plane") == plane]
            for key in ("boxes", "painted")}


def judge_overlay(before, after, report, plane, tally):
    name, group = before.path.name, int(plane.split(":")[1], 16)
    areas = on_plane(report, plane)
    if not tally.fact("painted names the overlay", name, areas["painted"], plane):
        return
    old = overlay_bits(before, group)
    gone = not any(e.tag == group << 16 | 0x0010 for e in after.parsed.elements)
    new = np.zeros_like(old) if gone else overlay_bits(after, group)
    for number in range(len(old)):
        shape = old.shape[1:3]
        painted = judging.area(areas["painted"], number, shape)
        boxes = judging.area(areas["boxes"], number, shape)
        tally.fact("no overlay bit is set in boxes", name, not new[number][boxes].any(), plane)
        tally.fact("overlay bits outside painted are kept", name,
                   (old[number] == new[number])[~painted].all(), plane)
        tally.fact("painted covers the boxes of an overlay", name, not (boxes & ~painted).any(), plane)


def items_at(ds, path):
    """The item that holds the Pixel Data at `(gggg,eeee)[n].(7FE0,0010)`."""
    for part in path.split(".")[:-1]:
        tag, _, number = part.partition("[")
        ds = ds[tag.strip("()").split(",")].value[int(number.rstrip("]") or 1) - 1]
    return ds


class Item:
    """An item's picture, for the decoders that want a file."""

    def __init__(self, subject, path):
        self.ds = items_at(subject.dataset, path)
        coded = self.ds["PixelData"].is_undefined_length
        self.syntax = subject.syntax if coded else dicom.EXPLICIT
        self.ds.file_meta = FileMetaDataset()
        self.ds.file_meta.TransferSyntaxUID = self.syntax

    def samples(self):
        if self.syntax == dicom.EXPLICIT:
            pixels = np.frombuffer(self.ds.PixelData, "u1")[:self.ds.Rows * self.ds.Columns]
            return pixels.reshape(1, self.ds.Rows, self.ds.Columns, 1)
        return decoding.pillow_jpeg(self.ds)

    def facts(self):
        if self.syntax == dicom.EXPLICIT:
            return None
        return decoding.jpeg_facts(decoding.codestreams(self.ds)[0])


def judge_nested(before, after, report, plane, tally):
    name, path = before.path.name, plane.removeprefix("nested:")
    areas = on_plane(report, plane)
    if not tally.fact("painted names the nested picture", name, areas["painted"], plane):
        return
    old, new = Item(before, path), Item(after, path)
    for fact, holds, detail in judging.samples(old.samples(), new.samples(), areas, new.ds,
                                               old.syntax, old.facts()):
        tally.fact(f"{fact} (nested)", name, holds, f"{plane} {detail}")


def judge(subject, output, report, planes, tally):
    name = subject.path.name
    cleaned = check_clean.Subject(output)
    if not tally.fact("output can be read", name, cleaned.why is None, cleaned.why or ""):
        return
    for plane in planes:
        if plane.startswith("overlay:"):
            judge_overlay(subject, cleaned, report, plane, tally)
        elif plane.startswith("nested:"):
            judge_nested(subject, cleaned, report, plane, tally)
    if "icon" in planes:
        tally.fact("icons are gone", name, b"\x88\0\0\2" not in output.read_bytes())
        tally.fact("painted names the icon", name,
                   any(a["plane"] == "icon" for a in report["painted"]))
    overlays = any(p.startswith("overlay:") for p in planes)
    tally.fact("method code 113103 stands where overlays were painted", name,
               overlays == (judging.GRAPHICS_CODE in judging.codes(cleaned.dataset)))


def check_painted(binary, work, tally):
    """A box on the image and one on each other plane."""
    made = check_clean.generated(work / "in", tally, [fixtures_planes])
    made = [p for p in made if "private" not in p.name and "hidden" not in p.name]
    subjects = [check_clean.Subject(p) for p in made]
    planes = {s.path: other_planes(binary, s.path) for s in subjects}
    boxes, out, names = work / "boxes.jsonl", work / "out", work / "files.txt"
    tool.write_boxes(boxes, {s.path: [dict(BOX)] + [dict(BOX, plane=p) for p in planes[s.path]]
                             for s in subjects})
    names.write_text("".join(f"{s.path}\n" for s in subjects))
    run = tool.run(binary, "clean", "--files-from", names, "--root", work / "in", "--boxes", boxes,
                   "-o", out, "--json")
    reports = run.by_name()
    for subject in subjects:
        name, report = subject.path.name, reports[subject.path.name]
        tally.fact("info names the other planes", name, planes[subject.path])
        code = report["reason"] and report["reason"]["code"]
        if tally.fact("a file with other planes is redacted", name, report["status"] == "redacted",
                      f"{report['status']} {code}"):
            judge(subject, out / name, report, planes[subject.path], tally)


def check_hidden(binary, work, tally):
    """Private copies hold an instance unless they are dropped; hidden bytes never come through."""
    folder = work / "hidden"
    made = check_clean.generated(folder, tally, [fixtures_planes])
    made = [p for p in made if "private" in p.name or "hidden" in p.name]
    boxes = work / "hidden.jsonl"
    tool.write_boxes(boxes, {p: [dict(BOX)] for p in made})
    for label, options in (("kept", []), ("dropped", ["--drop-private-pixel-data"])):
        out = work / label
        run = tool.run(binary, "clean", *made, "--boxes", boxes, "-o", out, "--json", *options)
        reports = run.by_name()
        for path in made:
            report = reports.get(path.name)
            if report is None:
                tally.fact(f"a report line ({label})", path.name, False, run.standard_error[-200:])
                continue
            held = report["status"] == "held"
            if "private" in path.name and "sequence" not in path.name and not options:
                tally.fact("a private copy holds an instance", path.name, held, report["status"])
                continue
            if not tally.fact(f"hidden pixels are dropped ({label})", path.name,
                              report["status"] == "redacted", f"{report['status']} {report['reason']}"):
                continue
            written = (out / path.name).read_bytes()
            tally.fact("hidden bytes are gone", path.name, fixtures_planes.HIDDEN not in written)
            private = [e for e in check_clean.Subject(out / path.name).parsed.elements
                       if e.tag >> 16 == 0x0029 and e.tag & 0xFFFF >= 0x1000]
            tally.fact("private copies are gone", path.name, not private)


def check_untouched(binary, work, tally):
    """Segments that hide something make a JPEG touched, though nothing is to be painted."""
    folder, out = work / "untouched", work / "untouched-out"
    folder.mkdir()
    from fixtures_jpeg import metadata_files
    made = list(metadata_files(folder))
    boxes = work / "untouched.jsonl"
    tool.write_boxes(boxes, {p: [] for p in made})
    reports = tool.run(binary, "clean", folder, "--boxes", boxes, "-o", out, "--json").by_name()
    for path in made:
        report = reports[path.name]
        if not tally.fact("a JPEG with hidden segments is redacted without a box", path.name,
                          report["status"] == "redacted", report["status"]):
            continue
        before, after = check_clean.Subject(path), check_clean.Subject(out / path.name)
        for fact, holds, detail in judging.metadata(before.streams, after.streams, report):
            tally.fact(fact, path.name, holds, detail)


def check(binary, work, corpus, tally, full=False):
    work.mkdir(parents=True)
    check_painted(binary, work, tally)
    check_hidden(binary, work, tally)
    check_untouched(binary, work, tally)
