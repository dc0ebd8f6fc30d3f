#!/usr/bin/env python3
"""Makes models/dictionary/elements.txt: every data element of DICOM PS3.6 with its VR, VM and keyword.

    python3 build.py [--output FILE] [--check]

Needs the packages of requirements.txt, in exactly these versions: pydicom's dictionary is made from the tables of PS3.6
(and PS3.7, for the elements of commands). The same input gives the same file. `--check` writes nothing and fails where
FILE is not what would be written.
"""
import argparse
import pathlib
import sys

from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary

HERE = pathlib.Path(__file__).parent
HEAD = """\
# The data elements of DICOM PS3.6 and PS3.7: tag, VR, VM, keyword; one a line, by tag. `xx` stands for the even numbers of a
# repeating group, or for any digits of a repeating element. Made by build.py from the dictionary of pydicom {version}.
"""


def lines():
    """Elements that have a keyword; retired ones too: rules are about old devices."""
    elements = {f'{tag:08X}': entry for tag, entry in DicomDictionary.items()}
    elements |= {tag[:8].upper().replace('X', 'x'): entry for tag, entry in RepeatersDictionary.items()}
    for tag, (vr, vm, _, _, keyword) in sorted(elements.items()):
        if keyword:
            yield f'{tag} {vr.replace(" or ", "/") or "NONE"} {vm or "0"} {keyword}\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--output', type=pathlib.Path, default=HERE / 'elements.txt')
    parser.add_argument('--check', action='store_true')
    options = parser.parse_args()
    version = (HERE / 'requirements.txt').read_text().strip().split('==')[1]
    text = HEAD.format(version=version) + ''.join(lines())
    if options.check:
        if options.output.read_text() != text:
            sys.exit(f'{options.output} is not what would be written')
        return
    options.output.write_text(text)


if __name__ == '__main__':
    main()
