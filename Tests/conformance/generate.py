#!/usr/bin/env python3
"""Writes the generated files of the checks, and nothing else: generate.py FOLDER"""

import pathlib
import sys
import warnings

import check_clean
import fixtures_planes
import tool


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    warnings.simplefilter("ignore")
    made = check_clean.generated(pathlib.Path(sys.argv[1]), tool.Tally(),
                                 (*check_clean.MODULES, fixtures_planes))
    print(f"{len(made)} files")


if __name__ == "__main__":
    main()
