#!/usr/bin/env python3
"""Judges a pixredact binary by its command line alone.

    run.py --pixredact PATH [--corpus DIR] [--full] [--only NAME] [--keep DIR]

Ends with `conformance: N passed, N failed, N skipped`; exit status 1 when anything failed.
"""

import argparse
import pathlib
import sys
import tempfile
import time
import warnings

import check_clean
import check_contract
import check_cuts
import check_display
import check_hostile
import check_masks
import check_planes
import check_registry
import tool

CHECKS = {"contract": check_contract, "clean": check_clean, "planes": check_planes,
          "display": check_display, "registry": check_registry, "masks": check_masks,
          "hostile": check_hostile, "cuts": check_cuts}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--pixredact", type=pathlib.Path, required=True, help="the executable")
    parser.add_argument("--corpus", type=pathlib.Path, help="a folder with syntaxes.tsv and hostile/")
    parser.add_argument("--full", action="store_true", help="every file and every cut")
    parser.add_argument("--only", choices=CHECKS, action="append", help="some of the checks")
    parser.add_argument("--keep", type=pathlib.Path, help="work here and leave the files")
    options = parser.parse_args()
    tool.require_binary(options.pixredact)
    warnings.simplefilter("ignore")  # toolkits complain of the dirty files that we want

    tally = tool.Tally()
    corpus = options.corpus.resolve() if options.corpus else None
    with tempfile.TemporaryDirectory(prefix="conformance-") as temporary:
        work = options.keep.resolve() if options.keep else pathlib.Path(temporary)
        for name in options.only or CHECKS:
            started, failed = time.monotonic(), tally.failed
            CHECKS[name].check(options.pixredact.resolve(), work / name, corpus, tally, options.full)
            print(f"{name}: {'ok' if tally.failed == failed else 'FAILED'}, "
                  f"{time.monotonic() - started:.0f} s", flush=True)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
