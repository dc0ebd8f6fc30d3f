"""Malformed input: one report line each, bounded time and memory, no crash, nothing un-redacted out."""

import pathlib
import struct

import elements as dicom
import fixtures
import fixtures_jpeg
import fixtures_special
import tool

# Generous for a machine that does other work; a hang or a bomb is far beyond.
SECONDS_A_FILE = 90
PEAK_BYTES = 2 << 30


def variants(folder):
    """Well-made files with one lie each."""
    folder.mkdir(parents=True, exist_ok=True)
    base = folder / "base"
    base.mkdir(exist_ok=True)
    native = fixtures_special.plain("special-implicit-cine", frames=3)
    native = fixtures.save(native, base, "native").read_bytes()
    coded = next(fixtures_jpeg.jpeg_files(base)).read_bytes()

    def put(name, data):
        (folder / f"{name}.dcm").write_bytes(data)

    def patched(data, tag, form, *values):
        parsed = dicom.read(data)
        element = parsed.get(tag)
        at = len(data) - len(parsed.body) + element.value
        return data[:at] + struct.pack(form, *values) + data[at + struct.calcsize(form):]

    for kind, data in (("native", native), ("jpeg", coded)):
        put(f"{kind}-rows-65535", patched(patched(data, 0x280010, "<H", 65535), 0x280011, "<H", 65535))
        put(f"{kind}-rows-0", patched(data, 0x280010, "<H", 0))
        put(f"{kind}-rows-1-more", patched(data, 0x280010, "<H", 78 if kind == "jpeg" else 62))
        put(f"{kind}-bits-12", patched(data, 0x280100, "<H", 12))
        put(f"{kind}-bits-stored-0", patched(data, 0x280101, "<H", 0))
        put(f"{kind}-bits-stored-200", patched(data, 0x280101, "<H", 200))
        put(f"{kind}-high-bit-15", patched(data, 0x280102, "<H", 15))
        put(f"{kind}-samples-4", patched(data, 0x280002, "<H", 4))
        put(f"{kind}-samples-65535", patched(data, 0x280002, "<H", 65535))
        for tag in (0x280010, 0x280100, 0x280002, 0x280004, 0x280103, 0x7FE00010):
            parsed = dicom.read(data)
            element = parsed.get(tag)
            start = len(data) - len(parsed.body)
            put(f"{kind}-without-{tag:08x}",
                data[:start + element.start] + data[start + element.end:])
    put("native-frames-many", patched(native, 0x280008, "<2s", b"99"))
    put("native-frames-negative", patched(native, 0x280008, "<2s", b"-1"))
    put("native-frames-words", patched(native, 0x280008, "<2s", b"zz"))

    # Gigabytes promised by kilobytes.
    parsed = dicom.read(native)
    place = len(native) - len(parsed.body) + parsed.get(dicom.PIXEL_DATA).value
    put("native-length-3-gigabytes", native[:place - 4] + struct.pack("<I", 3 << 30) + native[place:])
    jpeg_start = coded.index(b"\xff\xd8\xff")
    put("jpeg-fragment-length-3-gigabytes",
        coded[:jpeg_start - 4] + struct.pack("<I", 3 << 30) + coded[jpeg_start:])
    frame = coded.index(b"\xff\xc0")
    put("jpeg-frame-of-65535", coded[:frame + 5] + b"\xff\xff\xff\xff" + coded[frame + 9:])
    put("jpeg-scan-garbage", coded[:-200] + b"\xff\x00" * 60 + coded[-80:])
    put("jpeg-ends-early", coded[:-200] + b"\0" * 190 + coded[-10:])

    # A sequence in a sequence, 20,000 deep, and one of 900 that is legal.
    head = native[:len(native) - len(parsed.body)]
    for depth in (900, 20_000):
        nest = (struct.pack("<HH2sHI", 0x0008, 0x1140, b"SQ", 0, dicom.UNDEFINED)
                + struct.pack("<HHI", 0xFFFE, 0xE000, dicom.UNDEFINED)) * depth
        nest += (struct.pack("<HHI", 0xFFFE, 0xE00D, 0) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)) \
            * depth
        before = b"".join(e.raw for e in parsed.elements if e.tag < 0x00081140)
        after = b"".join(e.raw for e in parsed.elements if e.tag > 0x00081140)
        put(f"nested-{depth}", head + before + nest + after)
    put("empty", b"")
    put("preamble-only", b"\0" * 128 + b"DICM")
    put("text", b"This is no image.\n" * 400)
    put("zeros", b"\0" * 5000)
    return sorted(folder.glob("*.dcm"))


def check_output(run, inputs, out, label, tally):
    """Outputs only for finished instances; a copy is byte for byte; names never hold the unfinished."""
    by_path = {str(p): p for p in inputs}
    expected = set()
    for report in run.reports:
        source = by_path.get(report["path"])
        if not tally.fact("reported path is an input", label, source is not None):
            continue
        if report["status"] in tool.OUTPUT_STATUSES:
            output = pathlib.Path(report["output"] or "")
            expected.add(output.resolve())
            if not tally.fact("output exists", f"{label} {source.name}", output.is_file()):
                continue
            same = output.read_bytes() == source.read_bytes()
            if report["status"] == "redacted":
                tally.fact("a redacted file is not the original", source.name,
                           not same and bool(report["painted"] or report.get("notes")))
            else:
                tally.fact("an unpainted file is a copy", source.name, same)
        else:
            tally.fact("unfinished instances name no output", source.name, report["output"] is None)
    found = {p.resolve() for p in out.rglob("*") if p.is_file()} if out.exists() else set()
    extra = sorted(p.name for p in found - expected)
    tally.fact("nothing else is in the output folder", label, not extra, ", ".join(extra[:5]))


def check_run(run, inputs, label, tally):
    tally.fact("one report line a file", label, len(run.reports) == len(inputs) ==
               len({r["path"] for r in run.reports}),
               f"{len(run.reports)} lines of {len(inputs)} files; {run.standard_error[-300:]}")
    tally.fact("every line is a report", label, not run.bad_lines, str(run.bad_lines[:2]))
    words = tool.crash_words(run.standard_error)
    tally.fact("no crash", label, not words and run.status >= 0, "; ".join(words[:3]))
    crashed = [r["path"].rsplit("/", 1)[-1] for r in run.reports
               if (r["reason"] or {}).get("code") in ("worker_crashed", "timed_out")]
    tally.fact("no worker crashed or ran out of time", label, not crashed, ", ".join(crashed[:10]))
    tally.fact("no file takes long", label, run.slowest[0] < SECONDS_A_FILE,
               f"{run.slowest[1]}: {run.slowest[0]:.0f} s")
    tally.fact("memory is bounded", label, run.peak_bytes < PEAK_BYTES,
               f"{run.peak_bytes >> 20} MiB")
    print(f"{label}: {len(run.reports)} files, {run.seconds:.0f} s, slowest {run.slowest[0]:.1f} s "
          f"({run.slowest[1]}), peak {run.peak_bytes >> 20} MiB", flush=True)


def check(binary, work, corpus, tally, full=False):
    inputs = variants(work / "variants")
    if corpus is not None:
        listed = sorted(p for p in (corpus / "hostile").rglob("*") if p.suffix != ".tsv"
                        and p.is_file())
        # The detector's second look costs most; every third file shows the way the others go.
        inputs += listed if full else listed[::3]
    else:
        tally.skip("hostile corpus", "there is no ../shared/corpus")
    names = work / "files.txt"
    names.write_text("".join(f"{p}\n" for p in inputs))
    boxes = work / "boxes.jsonl"
    tool.write_boxes(boxes, {p: [{"x": 1, "y": 1, "width": 3, "height": 3}] for p in inputs})
    for label, options in (("hostile, boxes", ["--boxes", boxes]), ("hostile, detector", [])):
        out = work / label.split()[-1]
        run = tool.run(binary, "clean", "--files-from", names, "-o", out, "--json", *options)
        check_run(run, inputs, label, tally)
        tally.fact("exit status is the highest of the outcomes", label,
                   run.status == tool.expected_status(run.reports), str(run.status))
        check_output(run, inputs, out, label, tally)
