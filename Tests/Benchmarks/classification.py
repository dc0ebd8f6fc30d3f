#!/usr/bin/env python3
"""What the classification is worth on labelled images: by their text, by a scan's readings, end to end.

    classification.py text   --corpus DIR --bench PATH                 labelled text, as if read without an error
    classification.py read   --corpus DIR --report FILE [--part NAME]  what a scan with --include-text read and called it
    classification.py scan   --corpus DIR --pixredact PATH --work DIR [--score SCORE.PY] [--jobs N] [--part NAME]
                             scans every part under both policies, scores the reports, and does the same as `read`

DIR has `labels/*.json` and, below it, `synthetic/labels/*.json`: lines with boxes, text and a kind; it may not be copied into
the repository, and where it is absent nothing is measured, and said so. Prints numbers, no text of an image (but with
--show-errors, for people who look for the reason). Standard library only; SCORE.PY needs numpy.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys

POLICIES = ("keep-technical", "phi-only")
PHI_KINDS = ("person_name", "date", "time", "id", "institution", "age_sex")
KINDS = (*PHI_KINDS, "other_text")
# What a line of a kind may rightly be called: the labels have fewer kinds than there are infoTypes.
TYPES = {
    "person_name": {"PERSON_NAME", "PHYSICIAN_NAME", "OPERATOR_NAME"},
    "date": {"DATE", "DATE_OF_BIRTH"},
    "time": {"TIME"},
    "id": {"MEDICAL_RECORD_NUMBER", "ACCESSION_NUMBER", "DEVICE_SERIAL_NUMBER", "UID", "US_SOCIAL_SECURITY_NUMBER",
           "PHONE_NUMBER"},
    "institution": {"INSTITUTION_NAME", "ORGANIZATION_NAME", "LOCATION", "STREET_ADDRESS"},
    "age_sex": {"AGE", "SEX"},
}
COLUMNS = (*PHI_KINDS, "other type", "unknown", "nothing")


def parts(corpus):
    """(name, root, labels) of the parts of a corpus; synthetic images apart by what their header tells."""
    for name, root in (("real", corpus), ("synthetic", corpus / "synthetic")):
        images = [json.loads(file.read_text()) for file in sorted((root / "labels").glob("*.json"))]
        if images:
            yield name, root, images


def judged_lines(image):
    """Lines that figures are about: neither invisible nor unreadable to people, neither markers nor scale digits."""
    return [line for line in image["lines"]
            if line.get("visible", True) and not line.get("minor") and line["kind"] in KINDS and line["text"] != "?"]


def is_phi(line):
    return bool(line["phi"]) if "phi" in line else line["kind"] in PHI_KINDS


def column(info_types):
    """The column of the confusion table for a line of which these types are told, the first one counting."""
    told = [t for t in info_types if t != "UNKNOWN_TEXT"]
    if not told:
        return "unknown" if info_types else "nothing"
    return next((kind for kind, types in TYPES.items() if told[0] in types), "other type")


def percent(part, whole):
    return f"{100 * part / whole:5.1f} % of {whole}" if whole else "    - of 0"


class Tally:
    """Counts over lines: what each was called, and what each policy did with it."""

    def __init__(self):
        self.table = collections.Counter()
        self.counts = collections.Counter()
        self.errors = []

    def add(self, line, info_types, decisions, is_safe=None):
        kind = line["kind"] if is_phi(line) or line["kind"] == "other_text" else "other_text"
        self.table[kind, column(info_types)] += 1
        group = "phi" if is_phi(line) else "other"
        self.counts[group] += 1
        self.counts[group, "told"] += any(t != "UNKNOWN_TEXT" for t in info_types)
        self.counts[group, "right"] += any(t in TYPES.get(kind, ()) for t in info_types)
        self.counts[group, "safe"] += bool(is_safe)
        for policy, decision in decisions.items():
            self.counts[group, policy] += decision != "keep"
        wrong = [p for p, d in decisions.items() if (d == "keep") == is_phi(line)]
        if wrong:
            self.errors.append(f"{kind}: {line['text']!r}: {', '.join(info_types) or 'nothing'}; wrong under {', '.join(wrong)}")

    def show(self, title, show_errors=False):
        print(f"\n== {title}\n{'kind':12}" + "".join(f"{c[:11]:>12}" for c in COLUMNS))
        for kind in KINDS:
            if any(self.table[kind, c] for c in COLUMNS):
                print(f"{kind:12}" + "".join(f"{self.table[kind, c] or '.':>12}" for c in COLUMNS))
        phi, other = self.counts["phi"], self.counts["other"]
        print(f"PHI lines of which a type is told      {percent(self.counts['phi', 'told'], phi)}; "
              f"the right one {percent(self.counts['phi', 'right'], phi)}")
        print(f"other lines of which a type is told    {percent(self.counts['other', 'told'], other)}")
        if self.counts["other", "safe"]:
            print(f"other lines called safe                {percent(self.counts['other', 'safe'], other)}")
        for policy in POLICIES:
            if ("phi", policy) in self.counts:
                print(f"{policy:15} PHI lines painted      {percent(self.counts['phi', policy], phi)}; "
                      f"others kept {percent(other - self.counts['other', policy], other)}")
        if show_errors:
            print("\n".join(self.errors))


def judge_text(corpus, bench, show_errors):
    for name, _, images in parts(corpus):
        asked = "\n".join(json.dumps({"rows": [
            {"x": l["x"], "y": l["y"], "width": l["w"], "height": l["h"], "text": l["text"]} for l in judged_lines(image)
        ]}) for image in images)
        output = subprocess.run([bench, "classify"], input=asked, capture_output=True, text=True, check=True).stdout
        tally = Tally()
        for image, answer in zip(images, output.splitlines(), strict=True):
            for line, finding in zip(judged_lines(image), json.loads(answer)["findings"], strict=True):
                tally.add(line, finding["info_types"], finding["decisions"], finding["is_safe"])
        tally.show(f"{name}: labelled text, no header", show_errors)


def distance(first, second):
    """Edits between two strings."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            above, row[j] = row[j], min(above + (a != b), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def boxes_on(line, boxes, frame):
    """The boxes that show a line, from left to right: of those that lie on it with half of their own area."""
    found = []
    for box in boxes:
        if box.get("plane", "pixel_data") != "pixel_data":
            continue
        if box.get("frames") and not any(a <= frame <= b for a, b in box["frames"]):
            continue
        width = min(box["x"] + box["width"], line["x"] + line["w"]) - max(box["x"], line["x"])
        height = min(box["y"] + box["height"], line["y"] + line["h"]) - max(box["y"], line["y"])
        if width > 0 and height > 0:
            share = width * height / min(line["w"] * line["h"], box["width"] * box["height"])
            if share >= 0.5:
                found.append(box)
    return sorted(found, key=lambda box: box["x"])


def judge_readings(name, root, images, report, show_errors, policy=None):
    instances = {pathlib.Path(o["path"]).name: o for o in map(json.loads, report.read_text().splitlines()) if "path" in o}
    tallies = collections.defaultdict(Tally)
    characters = wrong = unread = 0
    for image in images:
        boxes = (instances.get(pathlib.Path(image["file"]).name) or {}).get("boxes") or []
        for line in judged_lines(image):
            found = boxes_on(line, boxes, image.get("frame", 0))
            text = "".join((box.get("text") or "").replace(" ", "") for box in found)
            meant = line["text"].replace(" ", "")
            characters += len(meant)
            wrong += min(len(meant), distance(meant, text))
            unread += not text
            types = list(dict.fromkeys(t for box in found for t in [box.get("info_type")] if t))
            types.sort(key=lambda t: t == "UNKNOWN_TEXT")
            kept = found and all(box["decision"] == "keep" for box in found)
            decisions = {policy: "keep" if kept or not found else "redact"} if policy else {}
            tallies[image.get("header", "any")].add(line, types, decisions)
    for header, tally in sorted(tallies.items()):
        tally.show(f"{name}: as read{f', {policy}' if policy else ''}, header: {header}", show_errors)
    print(f"characters read right {percent(characters - wrong, characters)}, spaces apart; lines without a reading: {unread}")


def scan(name, root, images, options):
    """Scans a part under each policy and scores it; a row of the last table for each."""
    rows = []
    options.work.mkdir(parents=True, exist_ok=True)
    files = [root / image["file"] for image in images]
    negatives = root / "negatives.txt"
    if negatives.exists():
        files += [root / line.split("\t")[0] for line in negatives.read_text().splitlines()
                  if line and not line.startswith("#")]
    listed = options.work / f"{name}.list"
    listed.write_text("".join(f"{file}\n" for file in files))
    for policy in POLICIES:
        report = options.work / f"{name}-{policy}.jsonl"
        report.unlink(missing_ok=True)
        code = subprocess.run(
            [options.pixredact, "scan", "--no-masks", "--policy", policy, "--include-text", "--quiet", "--jobs",
             str(options.jobs), "--report", report, "--files-from", listed, *options.extra],
            stdout=subprocess.DEVNULL).returncode
        if code not in (0, 1) and not report.exists():
            raise SystemExit(f"classification: the scan of {name} under {policy} ended with {code}")
        report.chmod(0o600)
        judge_readings(name, root, images, report, options.show_errors, policy)
        if options.score is None:
            print("classification: SKIPPED the score by area: no --score")
            continue
        figures = options.work / f"{name}-{policy}.score.json"
        subprocess.run([sys.executable, "-B", options.score, report, "--root", root, "--slack", "2", "--missed", "0",
                        "--json", figures], check=True, stdout=subprocess.DEVNULL)
        scored = json.loads(figures.read_text())
        milliseconds = lines = 0
        for line in report.read_text().splitlines():
            instance = json.loads(line)
            milliseconds += (instance.get("milliseconds") or {}).get("recognise") or 0
            lines += sum("text" in box or "confidence" in box for box in instance.get("boxes") or [])
        header = {image["file"]: image.get("header", "any") for image in images}
        for kind in sorted(set(header.values())):
            phi = [l for l in scored["lines"] if l["phi"] and l["cls"] != "invisible" and header[l["file"]] == kind]
            other = [l for l in scored["lines"] if not l["phi"] and l["cls"] == "text" and l["kind"] == "other_text"
                     and header[l["file"]] == kind]
            rows.append((name, kind, policy, percent(sum(l["hit"] for l in phi), len(phi)),
                         percent(sum(l["cov"] <= 0.1 for l in other), len(other)),
                         f"{milliseconds / lines:.1f}" if lines else "-"))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=("text", "read", "scan"))
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--bench", type=pathlib.Path)
    parser.add_argument("--pixredact", type=pathlib.Path)
    parser.add_argument("--report", type=pathlib.Path)
    parser.add_argument("--score", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--part", choices=("real", "synthetic"))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--show-errors", action="store_true", help="prints labelled text: not for logs that others see")
    parser.add_argument("extra", nargs="*", help="further options of `pixredact scan`, after --")
    options = parser.parse_args()
    needed = {"text": ("bench",), "read": ("report",), "scan": ("pixredact", "work")}[options.mode]
    for name in needed:
        if getattr(options, name) is None:
            parser.error(f"{options.mode} needs --{name}")

    found = [part for part in parts(options.corpus) if options.part in (None, part[0])]
    if not found:
        print(f"classification: SKIPPED: no labelled images in {options.corpus}")
        return
    if options.mode == "text":
        judge_text(options.corpus, options.bench, options.show_errors)
        return
    rows = []
    for name, root, images in found:
        if options.mode == "read":
            judge_readings(name, root, images, options.report, options.show_errors)
        else:
            rows += scan(name, root, images, options)
    if rows:
        print("\n== end to end: lines by the area painted; milliseconds of reading a line")
        for row in (("images", "header", "policy", "PHI lines covered", "other lines kept", "ms"), *rows):
            print("{:10} {:9} {:15} {:>18} {:>18} {:>6}".format(*row))


if __name__ == "__main__":
    main()
