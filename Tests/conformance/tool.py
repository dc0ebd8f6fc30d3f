"""Runs pixredact and keeps count of what was found true."""

import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

STATUSES = {"no_text", "flagged", "redacted", "kept", "held", "failed", "skipped"}
KEYS = {"schema", "path", "status", "reason", "output", "image", "boxes", "painted",
        "verification", "digests", "milliseconds"}
OUTPUT_STATUSES = {"no_text", "redacted", "kept"}


class Tally:
    """Facts found true, false or not testable here; only the false ones and a summary are printed."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.shown = {}

    def fact(self, name, subject, holds, detail=""):
        if holds:
            self.passed += 1
            return True
        self.failed += 1
        # One cause often fails many files: ten examples of it are enough.
        cause = (name, re.sub(r"[0-9]+", "", detail)[:40])
        self.shown[cause] = self.shown.get(cause, 0) + 1
        if self.shown[cause] <= 10:
            print(f"FAILED {name}: {subject}" + (f": {detail}" if detail else ""), flush=True)
        return False

    def skip(self, name, why):
        self.skipped += 1
        print(f"skipped {name}: {why}", flush=True)

    def close(self):
        for (name, detail), count in self.shown.items():
            if count > 10:
                print(f"FAILED {name}: {count - 10} more" + (f": {detail}" if detail else ""))
        print(f"conformance: {self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        return 1 if self.failed or not self.passed else 0


@dataclass
class Run:
    arguments: list
    status: int
    reports: list
    standard_error: str
    seconds: float
    peak_bytes: int
    slowest: tuple = (0.0, "")
    bad_lines: list = field(default_factory=list)

    def by_name(self):
        return {os.path.basename(r["path"]): r for r in self.reports}


def is_report(line):
    try:
        value = json.loads(line)
    except ValueError:
        return None
    good = isinstance(value, dict) and value.get("schema") == "pixredact.instance/1" \
        and set(value) >= KEYS and value["status"] in STATUSES
    return value if good else None


def run(binary, *arguments, limit=3600):
    """Runs a subcommand with `--json` and reads the report from standard output as it comes, so
    that the longest pause between two lines is known."""
    command = [binary, *map(str, arguments)]
    started = last = time.monotonic()
    slowest, reports, bad = (0.0, ""), [], []
    messages = []
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        reader = threading.Thread(
            target=lambda: messages.append(process.stderr.read()), daemon=True)
        reader.start()
        killer = threading.Timer(limit, process.kill)
        killer.start()
        for line in process.stdout:
            now = time.monotonic()
            report = is_report(line)
            if report is None:
                bad.append(line[:200])
            else:
                reports.append(report)
                if now - last > slowest[0]:
                    slowest = (now - last, os.path.basename(report["path"]))
            last = now
        status, usage = wait(process)
        killer.cancel()
        reader.join(5)
    peak = max(usage.ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024
    text = b"".join(messages).decode("utf-8", "replace")
    return Run(command, status, reports, text, time.monotonic() - started, peak, slowest, bad)


def wait(process):
    """Like `process.wait()`, with the resources that it and its waited-for children used."""
    _, state, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(state)
    return process.returncode, usage


def expected_status(reports):
    """The exit status that DESIGN gives a clean with these outcomes."""
    found = {r["status"] for r in reports}
    return 2 if "failed" in found else 1 if "held" in found else 0


def write_boxes(path, boxes_by_path):
    """A hand-made list: only paths and rectangles (`frames` when not every frame is meant)."""
    with open(path, "w", encoding="utf-8") as out:
        for name, boxes in boxes_by_path.items():
            out.write(json.dumps(
                {"schema": "pixredact.instance/1", "path": str(name), "boxes": boxes}) + "\n")


def crash_words(text):
    """Lines of standard error that a sound program never writes."""
    words = ("Fatal error", "Illegal instruction", "Segmentation fault", "Stack dump",
             "AddressSanitizer", "libc++abi", "terminate called")
    return [line for line in text.splitlines() if any(word in line for word in words)]


def require_binary(path):
    if not os.access(path, os.X_OK):
        sys.exit(f"conformance: {path} is not an executable: build pixredact first")
