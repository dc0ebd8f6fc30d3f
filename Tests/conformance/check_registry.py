"""The table of transfer syntaxes (`pixredact info --syntaxes`): every one that is written back has
generated files, and every other ends as `held` with the reason that the table gives."""

import json
import subprocess

import check_clean
import decoding
import fixtures
import tool

KEYS = {"schema", "uid", "name", "codec", "decode", "write_back", "exactness"}


def table(binary):
    done = subprocess.run([binary, "info", "--syntaxes", "--json"], capture_output=True, check=True,
                          stdin=subprocess.DEVNULL)
    return [json.loads(line) for line in done.stdout.splitlines()]


def held_file(folder, entry):
    """A small file that claims the transfer syntax; its one fragment is no picture."""
    name = f"held-{entry['uid']}"
    ds = fixtures.dataset(fixtures.ExplicitVRLittleEndian, 16, 16, 8, "MONOCHROME2", name=name)
    fixtures.set_encapsulated(ds, [b"no picture of this syntax"])
    ds.file_meta.TransferSyntaxUID = fixtures.DEFLATED_FRAMES  # explicit, encapsulated
    path = fixtures.save(ds, folder, name)
    data = path.read_bytes()
    old, new = fixtures.DEFLATED_FRAMES.encode(), entry["uid"].encode()
    at = data.index(old)
    new += b"\0" * (len(new) % 2)
    length = int.from_bytes(data[140:144], "little") + len(new) - (len(old) + len(old) % 2)
    path.write_bytes(data[:140] + length.to_bytes(4, "little") + data[144:at - 2]
                     + len(new).to_bytes(2, "little") + new + data[at + len(old) + len(old) % 2:])
    return path


def check(binary, work, corpus, tally, full=False):
    entries = table(binary)
    uids = [e["uid"] for e in entries]
    tally.fact("every line of the table has its keys", "info --syntaxes",
               entries and all(set(e) == KEYS for e in entries))
    tally.fact("every UID stands once", "info --syntaxes", len(uids) == len(set(uids)))
    written = {e["uid"] for e in entries if e["codec"] is not None}
    tally.fact("the table says what these judges expect", "info --syntaxes",
               written == decoding.SUPPORTED, ", ".join(sorted(written ^ decoding.SUPPORTED)))

    made = {check_clean.Subject(p).syntax for p in check_clean.vectors(work / "vectors", tally)}
    for uid in sorted(written):
        tally.fact("a syntax that is written back has a generated file", uid, uid in made)

    folder, out = work / "held", work / "out"
    folder.mkdir(parents=True)
    others = [e for e in entries if e["codec"] is None]
    paths = {e["uid"]: held_file(folder, e) for e in others if " Deflate" not in e["name"]}
    run = tool.run(binary, "clean", folder, "-o", out, "--json")
    reports = run.by_name()
    for entry in others:
        tally.fact("a syntax that is not written back says why", entry["uid"], entry["write_back"])
        if entry["uid"] not in paths:
            continue  # a deflated data set would have to be deflated
        report = reports.get(paths[entry["uid"]].name)
        reason = (report or {}).get("reason") or {}
        tally.fact("a syntax that is not written back is held", entry["uid"],
                   report is not None and report["status"] == "held"
                   and reason.get("code") == "unsupported_transfer_syntax",
                   f"{(report or {}).get('status')} {reason.get('code')}")
        tally.fact("the reason is the table's", entry["uid"],
                   entry["write_back"] in reason.get("message", ""), reason.get("message", ""))
