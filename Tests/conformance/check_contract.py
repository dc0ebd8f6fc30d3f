"""The command line's promises: exit statuses, streams, modes, collisions, interrupts. The images are
those of scripts/generate-samples, with text whose place is known.

Which regions a detector finds is not judged: text that is drawn must be gone, whatever else is painted, and
a picture of one grey is the one that no detector may flag."""

import json
import pathlib
import shutil
import signal
import stat
import subprocess

import numpy as np

import check_clean
import decoding
import tool

TEXT_FREE = "generated-free-of-text.dcm"  # a detector may be mistaken in it
FLAT = "flat.dcm"
# Stored values of text; none of them is a fill.
INK = {"generated-us-grey.dcm": 235, "generated-cr-monochrome1.dcm": 0,
       "generated-us-palette.dcm": 20, "generated-us-cine.dcm": 240}


def execute(binary, *arguments, **options):
    return subprocess.run([binary, *map(str, arguments)], capture_output=True, check=False,
                          **({"stdin": subprocess.DEVNULL} | options))


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def files(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*")) if folder.exists() else []


def usage(binary, samples, work, tally):
    wrong = [["clean", samples], ["clean", samples, "-o", work / "x", "--policy", "none"],
             ["scan", samples, "--no-such-option"], ["scan"], ["verify", samples], ["nothing"],
             ["clean", "-", "-o", "-"], ["scan", samples, "--jobs", "0"],
             ["clean", samples, "-o", work / "x", "--fill", "pink"],
             ["scan", samples, "--detector", "ocr"], ["scan", samples, "--threshold", "0"],
             ["clean", samples, "-o", work / "x", "--threshold", "1"],
             ["verify", samples, samples, "--detector", "tesseract", "--threshold", "0.5"],
             ["scan", samples, "--heatmap", work / "x", "--detector", "tesseract"],
             ["clean", samples, "-o", work / "x", "--heatmap", work / "x"]]
    for arguments in wrong:
        done = execute(binary, *arguments)
        shown = " ".join(pathlib.Path(str(a)).name for a in arguments)
        tally.fact("wrong usage ends 64", shown, done.returncode == 64, str(done.returncode))
        tally.fact("wrong usage writes no data", shown, not done.stdout and bool(done.stderr))
    tally.fact("wrong usage makes no folder", "clean", not (work / "x").exists())
    tally.fact("--version answers", "", execute(binary, "--version").returncode == 0)
    for shell in ("bash", "zsh", "fish"):
        done = execute(binary, "--generate-completion-script", shell)
        tally.fact("completions are generated", shell, done.returncode == 0 and bool(done.stdout))


def scan(binary, samples, work, tally):
    report = work / "scan.jsonl"
    run = tool.run(binary, "scan", samples, "--json", "--report", report)
    statuses = {name: r["status"] for name, r in run.by_name().items()}
    tally.fact("scan of images with text ends 1", "samples", run.status == 1, str(run.status))
    tally.fact("standard output holds reports only", "scan", not run.bad_lines)
    tally.fact("the report has mode 0600", "scan", mode(report) == 0o600, oct(mode(report)))
    written = [json.loads(line) for line in report.read_text().splitlines()]
    tally.fact("--report and --json say the same", "scan", written == run.reports)
    for name, status in statuses.items():
        expected = {FLAT: {"no_text"}, TEXT_FREE: {"no_text", "flagged"}}.get(name, {"flagged"})
        tally.fact("scan sees what is there", name, status in expected, status)
    free = execute(binary, "scan", samples / FLAT)
    tally.fact("scan of a text-free image ends 0", FLAT, free.returncode == 0)


def clean(binary, samples, work, tally):
    out, report = work / "out", work / "clean.jsonl"
    run = tool.run(binary, "clean", samples, "-o", out, "--json", "--report", report)
    tally.fact("clean ends 0", "samples", run.status == 0, f"{run.status} {run.standard_error[-300:]}")
    tally.fact("a picture of one grey is no_text", FLAT,
               run.by_name().get(FLAT, {}).get("status") == "no_text")
    tally.fact("outputs are the inputs' names, and no more", "clean",
               files(out) == files(samples), str(files(out)))
    for name, entry in run.by_name().items():
        output = out / name
        if not tally.fact("output exists", name, output.is_file(), str(entry["reason"])):
            continue
        if entry["status"] == "no_text":
            tally.fact("a text-free image is copied", name,
                       output.read_bytes() == (samples / name).read_bytes())
            continue
        tally.fact("an image with text is redacted", name, entry["status"] == "redacted")
        proof = entry["verification"] or {}
        tally.fact("a redacted image is proven", name, proof.get("outside_identical") is True
                   and proof.get("boxes_opaque") is True and proof.get("residual_text") == 0,
                   str(proof))
        if name in INK:
            no_ink_left(samples / name, output, tally)
    again = tool.run(binary, "clean", samples, "-o", out, "--json")
    codes = {(r["reason"] or {}).get("code") for r in again.reports}
    tally.fact("existing outputs are not replaced", "clean",
               again.status == 2 and codes == {"output_exists"}, f"{again.status} {codes}")
    before = {n: (out / n).read_bytes() for n in files(out)}
    again = tool.run(binary, "clean", samples, "-o", out, "--json", "--overwrite")
    tally.fact("--overwrite replaces, with the same bytes", "clean", again.status == 0
               and before == {n: (out / n).read_bytes() for n in files(out)}, str(again.status))


def no_ink_left(original, output, tally):
    ink = INK[original.name]
    before, after = (decoding.native(s.parsed, s.dataset) == ink for s in
                     (check_clean.Subject(original), check_clean.Subject(output)))
    left, drawn = np.count_nonzero(before & after), np.count_nonzero(before)
    tally.fact("no ink is left", original.name, left <= drawn // 100, f"{left} of {drawn} pixels")


def detectors(binary, samples, work, tally):
    """Who found a region is said, and frames by themselves get boxes of their own."""
    source, cine = samples / "generated-us-grey.dcm", samples / "generated-us-cine.dcm"
    for name, sources in (("net", {"detector"}), ("tesseract", {"tesseract"}),
                          ("both", {"detector", "tesseract"})):
        run = tool.run(binary, "scan", source, "--json", "--detector", name)
        boxes = [b for r in run.reports for b in r["boxes"]]
        tally.fact("a detector finds drawn text", name, boxes)
        tally.fact("boxes name their detector", name,
                   set().union(*(b["sources"] for b in boxes)) == sources)
    for options in ([], ["--per-frame"]):
        label, out = " ".join(["clean", *options]), work / f"frames{len(options)}"
        run = tool.run(binary, "clean", cine, "-o", out, "--json", *options)
        report = run.reports[0]
        if tally.fact("a cine is redacted", label, report["status"] == "redacted"):
            no_ink_left(cine, out / cine.name, tally)
            tally.fact("boxes stand on the frames asked for", label, all(
                (b["frames"] is None or b["frames"] == [[0, 3]]) != bool(options)
                for b in report["boxes"] if b["y"] < 60))


def heat_maps(binary, samples, work, tally):
    folder = work / "heat"
    done = execute(binary, "scan", samples, "--heatmap", folder, "--quiet")
    tally.fact("heat maps come with a warning", "scan", b"PHI" in done.stderr)
    tally.fact("the folder of heat maps has mode 0700", "scan", mode(folder) == 0o700)
    made = list(folder.rglob("*.png"))
    for path in made:
        tally.fact("a heat map is a PNG for its owner", path.name, mode(path) == 0o600
                   and path.read_bytes().startswith(b"\x89PNG\r\n"))
    expected = {f"{name}.frame-0.heatmap.png" for name in files(samples)}
    tally.fact("every instance has the heat map of its first frame", "scan",
               expected <= {p.name for p in made}, str(sorted(expected - {p.name for p in made})))


def streams(binary, samples, work, tally):
    source = samples / "generated-us-grey.dcm"
    with open(source, "rb") as standard_input:
        done = execute(binary, "clean", "-", "-o", "-", "--report", work / "stream.jsonl",
                       stdin=standard_input)
    expected = work / "out" / source.name
    tally.fact("clean - -o - gives the bytes of a clean by name", source.name,
               done.returncode == 0 and expected.is_file()
               and done.stdout == expected.read_bytes(), str(done.returncode))
    done = execute(binary, "clean", "-", "-o", "-", "--report", work / "bad.jsonl", input=b"no image",
                   stdin=None)
    tally.fact("a failed stream gives no bytes", "clean -", done.returncode == 2
               and not done.stdout, str(done.returncode))


def refusals(binary, samples, work, tally):
    copy = work / "same"
    shutil.copytree(samples, copy)
    before = {n: (copy / n).read_bytes() for n in files(copy)}
    done = execute(binary, "clean", copy, "-o", copy, "--overwrite")
    after = {n: (copy / n).read_bytes() for n in files(copy)}
    tally.fact("output in the input is refused", "clean", done.returncode != 0 and before == after,
               str(done.returncode))
    done = execute(binary, "clean", samples, "-o", work / "dry", "--dry-run", "--json")
    tally.fact("--dry-run writes nothing", "clean", not files(work / "dry"))
    tally.fact("--dry-run reports all", "clean",
               len(done.stdout.splitlines()) == len(files(samples)))

    mixed, out, held = work / "mixed", work / "mixed-out", work / "quarantine"
    mixed.mkdir()
    (mixed / "notes.txt").write_text("no image\n" * 100)
    data = (samples / "generated-us-grey.dcm").read_bytes()
    (mixed / "cut.dcm").write_bytes(data[:-1000])
    run = tool.run(binary, "clean", mixed, "-o", out, "--json", "--quarantine", held)
    statuses = {name: r["status"] for name, r in run.by_name().items()}
    tally.fact("what is not DICOM is skipped in a walk", "notes.txt",
               statuses.get("notes.txt") == "skipped", str(statuses))
    tally.fact("a cut file fails", "cut.dcm", statuses.get("cut.dcm") == "failed")
    tally.fact("nothing unfinished is in the output", "mixed", not files(out), str(files(out)))
    tally.fact("the quarantine holds the failed original", "cut.dcm",
               [p.read_bytes() for p in held.rglob("cut.dcm")] == [data[:-1000]])
    tally.fact("the quarantine has mode 0700", "", held.is_dir() and mode(held) == 0o700)
    run = tool.run(binary, "scan", mixed / "notes.txt", "--json")
    tally.fact("what is named and is not DICOM fails", "notes.txt", run.status == 2
               and [r["status"] for r in run.reports] == ["failed"], str(run.status))


def interrupt(binary, samples, work, tally):
    """After the first line Ctrl-C: whole lines, no temporary file, outputs only of finished ones."""
    many, out = work / "many", work / "many-out"
    many.mkdir()
    for number in range(30):
        shutil.copyfile(samples / "generated-us-cine.dcm", many / f"{number:02d}.dcm")
    process = subprocess.Popen(
        [binary, "clean", many, "-o", out, "--json", "--jobs", "1"], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    lines = [process.stdout.readline()]
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=600)
    reports = [tool.is_report(line) for line in lines + rest.splitlines()]
    tally.fact("an interrupted run ends 130", "clean", process.returncode == 130,
               str(process.returncode))
    tally.fact("an interrupted run reports whole lines", "clean", None not in reports)
    done = sorted(pathlib.Path(r["path"]).name for r in reports
                  if r and r["status"] in tool.OUTPUT_STATUSES)
    tally.fact("an interrupted run leaves finished outputs only", "clean",
               files(out) == done and len(done) < 30, f"{files(out)} {done}")


def check(binary, work, corpus, tally, full=False):
    samples = work / "samples"
    generate = pathlib.Path(__file__).parents[2] / "scripts" / "generate-samples"
    subprocess.run([generate, samples], check=True)
    flat = bytearray((samples / TEXT_FREE).read_bytes())
    flat[-640 * 480:] = bytes([90]) * (640 * 480)
    (samples / FLAT).write_bytes(flat)
    for part in (usage, scan, clean, detectors, heat_maps, streams, refusals, interrupt):
        part(binary, samples, work, tally)
