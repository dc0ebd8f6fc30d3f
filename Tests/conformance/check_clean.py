"""Cleans files of many encodings with fixed boxes and lets decoders that are not ours judge: the same
samples outside what was painted, the fill that displays black inside, no element touched without need."""

import csv
import io
import pathlib
import shutil
import subprocess

import pydicom

import decoding
import elements as dicom
import encoders
import fixtures
import fixtures_jpeg
import fixtures_jpeg2000
import fixtures_lossless
import fixtures_rare
import fixtures_special
import judging
import tool

# Files of a supported syntax that may rightly be held, by the ends of their names. One of pydicom's
# has its JPEG 2000 capabilities overwritten by an item delimiter: they then announce parts of the
# standard that no decoder here promises. GE's private syntax swaps words; what that means for other
# samples is not known.
MAY_HOLD = ("JPEG2000-embedded-sequence-delimiter.dcm", "-not-words.dcm")

MODULES = (fixtures, fixtures_special, fixtures_rare, fixtures_jpeg, fixtures_lossless,
           fixtures_jpeg2000)


MADE = []


def vectors(folder, tally):
    """The generated files of all modules, made once a run."""
    if not MADE:
        MADE.extend(generated(folder, tally, MODULES))
    return MADE


def generated(folder, tally, modules):
    """The files of every generator whose encoders are installed."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for generator, needs in (pair for module in modules for pair in module.GENERATORS):
        absent = encoders.missing(*needs)
        if absent:
            tally.skip("generate", f"{generator.__name__} needs {', '.join(absent)}")
        else:
            made += generator(folder)
    return made


def shipped():
    """The images that pydicom's wheel holds."""
    folder = pathlib.Path(pydicom.__file__).parent / "data" / "test_files"
    return sorted(p for p in folder.glob("*.dcm"))


def of_corpus(corpus):
    with open(corpus / "syntaxes.tsv", newline="", encoding="utf-8") as table:
        return [corpus / row["path"] for row in csv.DictReader(table, delimiter="\t")]


def stage(paths, folder):
    """Copies under names that do not collide."""
    folder.mkdir(parents=True, exist_ok=True)
    staged = []
    for number, path in enumerate(paths):
        target = folder / f"{number:03d}-{path.name}"
        shutil.copyfile(path, target)
        staged.append(target)
    return staged


def dataset(path):
    """By pydicom, which takes a private transfer syntax for an explicit one."""
    data = path.read_bytes()
    data = data.replace(dicom.GE_PRIVATE.encode(), dicom.IMPLICIT.encode() + b"\0", 1)
    return pydicom.dcmread(io.BytesIO(data), force=True)


class Subject:
    """A file that the judges can read wholly; `why` says when they cannot."""

    def __init__(self, path):
        self.path, self.why = path, None
        try:
            self.parsed = dicom.read(path.read_bytes())
            self.dataset = dataset(path)
            self.syntax = self.parsed.syntax
            ds = self.dataset
            pixels = next((e for e in self.parsed.elements if e.tag in dicom.PIXEL_TAGS), None)
            if pixels is None:
                raise ValueError("no Pixel Data")
            self.rows, self.columns = int(ds.Rows), int(ds.Columns)
            self.frames = int(ds.get("NumberOfFrames", 1) or 1)
            self.is_encapsulated = pixels.undefined
            self.streams, self.facts, self.block = None, None, None
            if self.is_encapsulated:
                self.streams = decoding.codestreams(ds)
                if self.syntax in decoding.JPEG | decoding.JPEG_LOSSLESS:
                    self.facts = decoding.jpeg_facts(self.streams[0])
                    if self.facts.is_lossless and self.syntax in decoding.JPEG_LOSSLESS:
                        self.facts = None  # met: DCT data under a lossless UID
                if self.syntax in decoding.J2K:
                    self.block = decoding.jpeg2000_block(self.streams[0])
        except Exception as error:  # whatever a toolkit throws at a damaged file
            self.why = f"{type(error).__name__}: {error}"[:100]

    @property
    def is_supported(self):
        return self.syntax in decoding.SUPPORTED

    def boxes(self, frames=None):
        """An odd box inside and one that touches the lower right corner."""
        width, height = max(1, self.columns // 5 | 1), max(1, self.rows // 6 | 1)
        inside = {"x": min(self.columns // 4 | 1, self.columns - 1),
                  "y": min(self.rows // 4 | 1, self.rows - 1)}
        inside["width"] = min(width, self.columns - inside["x"])
        inside["height"] = min(height, self.rows - inside["y"])
        corner = {"x": max(0, self.columns - 5), "y": max(0, self.rows - 3)}
        corner["width"], corner["height"] = self.columns - corner["x"], self.rows - corner["y"]
        found = [inside, corner]
        if frames is not None:
            found = [dict(b, frames=frames) for b in found]
        return found


def decode_both(subject, cleaned, full):
    """The samples before and after by each decoder that can read the original."""
    more = decoding.more_decoders(subject.syntax) if full else []
    for name in decoding.decoders(subject.syntax) + more:
        try:
            before = decoding.decode(subject.parsed, subject.dataset, name)
        except decoding.CannotDecode:  # this judge cannot read the original: another may
            continue
        try:
            after = decoding.decode(cleaned.parsed, cleaned.dataset, name)
        except decoding.CannotDecode as error:
            yield name, before, None, str(error)
            continue
        yield name, before, after, ""


def judge(subject, output, report, tally, full):
    try:
        examine(subject, output, report, tally, full)
    except Exception as error:  # a result so wrong that the judge stumbles is wrong
        tally.fact("the output can be judged", subject.path.name, False,
                   f"{type(error).__name__}: {error}"[:200])


def examine(subject, output, report, tally, full):
    name = subject.path.name

    def record(facts):
        for fact, holds, detail in facts:
            tally.fact(fact, name, holds, detail)

    if not tally.fact("output exists", name, output.is_file()):
        return
    cleaned = Subject(output)
    if not tally.fact("output can be read", name, cleaned.why is None, cleaned.why or ""):
        return
    record(judging.untouched_elements(subject.parsed, cleaned.parsed, report))
    record(judging.attributes(subject.parsed, cleaned.parsed, subject.dataset, cleaned.dataset,
                              report))
    if subject.is_encapsulated:
        record(judging.encapsulation(subject.parsed, cleaned.parsed, cleaned.dataset, report,
                                     subject.streams, cleaned.streams))
    judged = 0
    for decoder, before, after, why in decode_both(subject, cleaned, full):
        if tally.fact("output decodes", f"{name} by {decoder}", after is not None, why):
            judged += 1
            record((f"{fact} ({decoder})", holds, detail) for fact, holds, detail in
                   judging.samples(before, after, report, cleaned.dataset, subject.syntax,
                                   subject.facts, subject.block))
            if decoder == decoding.decoders(subject.syntax)[0]:
                record(judging.extremes(cleaned.dataset, after))
    if not judged:
        tally.skip("samples", f"{name}: no independent decoder here reads the original")
    if subject.facts is not None:
        record(judging.metadata(subject.streams, cleaned.streams, report))


def iod_errors(path):
    """The errors of dciodvfy, which cannot inflate: it gets deflated files inflated."""
    parsed = dicom.read(path.read_bytes())
    given = path
    if parsed.syntax == dicom.DEFLATED:
        given = path.with_suffix(".inflated")
        given.write_bytes(dicom.inflated(parsed))
    done = subprocess.run(["dciodvfy", str(given)], capture_output=True, check=False)
    if given != path:
        given.unlink()
    lines = (done.stdout + done.stderr).decode("latin-1").splitlines()
    return {line for line in lines if line.startswith("Error")}


def judge_iod(subjects, outputs, tally):
    if shutil.which("dciodvfy") is None:
        tally.skip("dciodvfy", "it is not installed")
        return
    for subject, output in zip(subjects, outputs):
        if output.is_file():
            new = iod_errors(output) - iod_errors(subject.path)
            tally.fact("dciodvfy finds no new error", subject.path.name, not new,
                       "; ".join(sorted(new))[:200])


def outcome(subject, report, tally):
    """Whether the file was redacted; anything else is right only where the table says so."""
    name, status = subject.path.name, report["status"]
    code = (report["reason"] or {}).get("code", "")
    if subject.is_supported and status == "redacted":
        return True
    if not subject.is_supported:
        tally.fact("an unsupported encoding is held", name, status == "held", f"{status} {code}")
    else:
        allowed = status == "held" and name.endswith(MAY_HOLD)
        if allowed:
            tally.skip("repaint", f"{name}: held, {code}")
        else:
            tally.fact("a supported file is redacted", name, False, f"{status} {code}")
    return False


def clean(binary, subjects, folder, label, options, frames_of, tally):
    """One batch over all subjects; yields those that were redacted, with output and report."""
    folder.mkdir(parents=True)
    boxes, out = folder / "boxes.jsonl", folder / "out"
    names = folder / "files.txt"
    tool.write_boxes(boxes, {s.path: s.boxes(frames_of(s)) for s in subjects})
    names.write_text("".join(f"{s.path}\n" for s in subjects))
    run = tool.run(binary, "clean", "--files-from", names, "--root", subjects[0].path.parent,
                   "--boxes", boxes, "-o", out, "--json", *options)
    tally.fact("one report line a file", label, len(run.reports) == len(subjects),
               f"{len(run.reports)} lines of {len(subjects)}; {run.standard_error[-300:]}")
    tally.fact("exit status is the highest of the outcomes", label,
               run.status == tool.expected_status(run.reports), str(run.status))
    reports = run.by_name()
    for subject in subjects:
        report = reports.get(subject.path.name)
        if report is None:
            tally.fact("a report line for every file", subject.path.name, False)
            continue
        output = out / subject.path.name
        if report["status"] not in tool.OUTPUT_STATUSES:
            tally.fact("no output for held and failed", subject.path.name, not output.exists())
        if outcome(subject, report, tally):
            yield subject, output, report


def check(binary, work, corpus, tally, full=False):
    paths = vectors(work / "generated", tally) + shipped()
    if corpus is not None:
        listed = of_corpus(corpus)
        if not full:
            # The big ones cost most of the time and show little that the small ones do not.
            listed = [p for p in listed if p.stat().st_size < 2_000_000]
        paths += listed
    else:
        tally.skip("corpus", "there is no ../shared/corpus: only generated images and pydicom's own")
    subjects = [Subject(p) for p in stage(paths, work / "in")]
    readable = [s for s in subjects if s.why is None]
    print(f"clean: {len(readable)} files; {len(subjects) - len(readable)} more are not images "
          "that the judges can read", flush=True)

    cleaned = list(clean(binary, readable, work / "all", "every frame", [], lambda s: None, tally))
    for subject, output, report in cleaned:
        judge(subject, output, report, tally, full)
    judge_iod([c[0] for c in cleaned], [c[1] for c in cleaned], tally)

    several = [s for s in readable if s.frames > 1]
    one_frame = clean(binary, several, work / "one", "one frame", ["--verify", "fast"],
                      lambda s: [[s.frames // 2, s.frames // 2]], tally)
    for subject, output, report in one_frame:
        judge(subject, output, report, tally, full)

    check_lists(binary, [c[0] for c in cleaned][:40:8], work / "lists", tally)
    check_verify(binary, cleaned, tally)


def check_lists(binary, subjects, folder, tally):
    """Without an entry an instance is held; with an empty one it is copied as it is."""
    folder.mkdir()
    boxes, out, names = folder / "boxes.jsonl", folder / "out", folder / "files.txt"
    listed, missing = subjects[::2], subjects[1::2]
    tool.write_boxes(boxes, {s.path: [] for s in listed})
    names.write_text("".join(f"{s.path}\n" for s in subjects))
    run = tool.run(binary, "clean", "--files-from", names, "--root", subjects[0].path.parent,
                   "--boxes", boxes, "-o", out, "--json")
    reports = run.by_name()
    for subject in listed:
        output = out / subject.path.name
        tally.fact("an empty list copies byte for byte", subject.path.name,
                   reports[subject.path.name]["status"] == "kept" and output.is_file()
                   and output.read_bytes() == subject.path.read_bytes())
    for subject in missing:
        report = reports[subject.path.name]
        code = (report["reason"] or {}).get("code")
        tally.fact("an instance that is not listed is held", subject.path.name,
                   report["status"] == "held" and code == "no_boxes_entry"
                   and not (out / subject.path.name).exists(), f"{report['status']} {code}")


def check_verify(binary, cleaned, tally):
    """`pixredact verify` agrees, and sees a sample that changed where nothing was painted."""
    native = [c for c in cleaned if c[0].syntax == "1.2.840.10008.1.2.1"
              and not c[0].is_encapsulated and c[0].dataset.BitsAllocated == 8][:4]
    others = [c for c in cleaned if c[0].is_encapsulated][::12]
    for subject, output, _ in native + others:
        done = subprocess.run([binary, "verify", subject.path, output, "--policy", "none"],
                              capture_output=True, stdin=subprocess.DEVNULL, check=False)
        tally.fact("verify proves a clean", subject.path.name, done.returncode == 0,
                   f"exit status {done.returncode}: {done.stderr.decode()[-200:]}")
    for subject, output, _ in native:
        data = bytearray(output.read_bytes())
        place = len(data) - len(Subject(output).parsed.body)
        element = Subject(output).parsed.get(dicom.PIXEL_DATA)
        data[place + element.value + 1] ^= 0x55  # the top row is never painted
        tampered = output.with_suffix(".tampered")
        tampered.write_bytes(data)
        done = subprocess.run([binary, "verify", subject.path, tampered, "--policy", "none"],
                              capture_output=True, stdin=subprocess.DEVNULL, check=False)
        tally.fact("verify sees a changed sample", subject.path.name, done.returncode == 1,
                   f"exit status {done.returncode}")
