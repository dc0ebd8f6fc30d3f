"""Cut files: one that ends inside an element is `failed`; nothing un-painted is ever written."""

import itertools
import pathlib
import shutil

import check_clean
import check_hostile
import decoding
import elements as dicom
import fixtures
import fixtures_jpeg
import fixtures_jpeg2000
import fixtures_special
import judging
import tool

BATCH = 1500


def lengths(size, count):
    """Every length below `size`, or `count` of them spread evenly."""
    if count is None or count >= size:
        return range(size)
    return sorted({size * i // count for i in range(count)})


def subjects(work, corpus, full):
    """(path, number of cuts or None for every length)."""
    folder = work / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    pick = {"native-explicit-mono2-1-cine", "native-big-mono2-1-cine", "jpeg-ybr-420-coarse",
            "native-encapsulated-mono2-8", "rle-runs-cross-rows-1", "native-implicit-rgb-planar1",
            "jpeg-cine-fragments", "jpeg-cine-extended-table", "j2k-grey", "special-history",
            "special-icon", "rle-mono2-8-cine", "native-deflated-mono2-8"}
    made = {p.stem: p for p in itertools.chain(
        fixtures.native_files(folder), fixtures.rle_files(folder),
        fixtures_jpeg.jpeg_files(folder), fixtures_jpeg2000.jpeg2000_files(folder),
        fixtures_special.special_files(folder)) if p.stem in pick}
    small = ["native-explicit-mono2-1-cine", "native-encapsulated-mono2-8", "jpeg-ybr-420-coarse",
             "rle-runs-cross-rows-1", "native-big-mono2-1-cine"]
    for name in small:
        yield made.pop(name), None if full else 700
    for path in made.values():
        yield path, 500 if full else 60
    if corpus is None:
        return
    listed = [p for p in check_clean.of_corpus(corpus)
              if check_clean.Subject(p).why is None and check_clean.Subject(p).is_supported]
    listed.sort(key=lambda p: p.stat().st_size)
    large = [p for p in listed if 20_000 < p.stat().st_size < 3_000_000]
    if full:
        for path in [p for p in listed if p.stat().st_size < 20_000][:5]:
            yield path, None
        for path in large[::max(1, len(large) // 10)][:10]:
            yield path, 500
    else:
        for path in large[::max(1, len(large) // 4)][:4]:
            yield path, 40


def may_pass(length, ends, pixel_data_end):
    """Between two elements nothing shows that more should follow; behind the Pixel Data the rest is
    not required to clean it."""
    return length in ends, pixel_data_end is not None and length >= pixel_data_end


def check_batch(binary, path, subject, cuts, facts, folder, tally):
    data = path.read_bytes()
    folder.mkdir()
    inputs = []
    for length in cuts:
        cut = folder / f"{length}.dcm"
        cut.write_bytes(data[:length])
        inputs.append(cut)
    names, boxes, out = folder / "files.txt", folder / "boxes.jsonl", folder / "out"
    names.write_text("".join(f"{p}\n" for p in inputs))
    tool.write_boxes(boxes, {p: subject.boxes() for p in inputs})
    run = tool.run(binary, "clean", "--files-from", names, "--root", folder, "--boxes", boxes,
                   "-o", out, "--verify", "fast", "--json")
    label = f"{path.name} cut"
    check_hostile.check_output(run, inputs, out, label, tally)
    tally.fact("one report line a file", label, len(run.reports) == len(inputs),
               f"{len(run.reports)} lines of {len(inputs)}; {run.standard_error[-300:]}")
    crashed = [r["path"] for r in run.reports
               if (r["reason"] or {}).get("code") in ("worker_crashed", "timed_out")]
    tally.fact("no worker crashed", label, not crashed, ", ".join(crashed[:5]))
    ends, pixel_data_end = facts
    for report in run.reports:
        length = int(pathlib.Path(report["path"]).stem)
        between, behind = may_pass(length, ends, pixel_data_end)
        allowed = {"failed"}
        if between:
            allowed |= {"skipped", "held"}
        if behind:
            allowed |= {"redacted"}
        tally.fact("a cut file fails", f"{label} at {length}", report["status"] in allowed,
                   f"{report['status']} {(report['reason'] or {}).get('code')}")
        if report["status"] == "redacted":
            check_painted(out / f"{length}.dcm", report, f"{label} at {length}", tally)
    shutil.rmtree(folder)
    return run


def check_painted(output, report, label, tally):
    cleaned = check_clean.Subject(output)
    if not tally.fact("output can be read", label, cleaned.why is None, cleaned.why or ""):
        return
    after = decoding.decode(cleaned.parsed, cleaned.dataset,
                            decoding.decoders(cleaned.syntax)[0])
    for fact, holds, detail in judging.samples(after, after, report, cleaned.dataset,
                                               cleaned.syntax, cleaned.facts):
        tally.fact(fact, label, holds, detail)


def check(binary, work, corpus, tally, full=False):
    total, seconds, peak = 0, 0.0, 0
    for number, (path, count) in enumerate(subjects(work, corpus, full)):
        subject = check_clean.Subject(path)
        data = path.read_bytes()
        if subject.syntax == dicom.DEFLATED:
            # Where elements end is not to be seen from outside: only the whole stream may pass.
            facts = set(), None
        else:
            facts = dicom.top_level_ends(data)
        cuts = list(lengths(len(data), count))
        for start in range(0, len(cuts), BATCH):
            run = check_batch(binary, path, subject, cuts[start:start + BATCH], facts,
                              work / f"{number}-{start}", tally)
            total += len(run.reports)
            seconds += run.seconds
            peak = max(peak, run.peak_bytes)
    print(f"cuts: {total} files, {seconds:.0f} s, peak {peak >> 20} MiB", flush=True)
