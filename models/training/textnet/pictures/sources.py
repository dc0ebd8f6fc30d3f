"""Packages with free licences that hold text-free pictures, and which of their files are taken."""
import tarfile

import numpy as np
from PIL import Image

from .volumes import bytes_of, nifti, pattern, photograph, slices, windows

BONE, SOFT, LUNG, WIDE = (400, 1800), (50, 350), (-600, 1500), (300, 3000)


def photos(root, names):
    """(volume, [pictures]) of each file that fits one of the glob patterns."""
    for name in names:
        for path in sorted(root.glob(name)):
            yield path.stem, [photograph(path)]


def brains(root, names, count):
    for name in names:
        for path in sorted(root.glob(name)):
            yield path.name.split('.')[0], list(slices(nifti(path), count))


def scikit_image(root):
    names = ('retina.jpg', 'ihc.png', 'chelsea.png', 'grass.png', 'gravel.png', 'brick.png', 'cell.png', 'moon.png',
             'camera.png', 'hubble_deep_field.jpg', 'horse.png', 'microaneurysms.png', 'phantom.png')
    return photos(root, ['skimage/data/' + name for name in names])


def scikit_learn(root):
    return photos(root, ['sklearn/datasets/images/flower.jpg'])


def pywavelets(root):
    for name in ('aero', 'ascent'):
        with np.load(root / f'pywt/data/{name}.npz') as file:
            yield name, [file['data'].astype(np.uint8)]


def stardist(root):
    with Image.open(root / 'stardist/data/images/img2d.tif') as file:
        a = np.array(file).astype(np.float32)
    yield 'img2d', [bytes_of(a, *np.percentile(a, [1, 99.8]))]


def mahotas(root):
    return photos(root, ['mahotas/demos/data/nuclear.png'])


def nilearn(root):
    return brains(root, ['nilearn/datasets/data/mni_icbm152_*_converted.nii.gz'], 22)


def nibabel(root):
    return brains(root, ['nibabel/tests/data/example4d.nii.gz'], 8)


def dipy(root):
    yield from brains(root, ['dipy/data/files/S0_10slices.nii.gz'], 8)
    a = np.load(root / 'dipy/data/files/t1_coronal_slice.npy').astype(np.float32)
    yield 't1_coronal', [bytes_of(np.rot90(a.squeeze()), *np.percentile(a, [0.5, 99.8]))]


def mricron(root):
    folder = 'usr/share/mricron/templates/'
    return brains(root, [folder + name + '.nii.gz' for name in ('ch2', 'ch2bet', 'ch2better', 'inia19-t1-brain')], 22)


def invesalius(root):
    path = root / 'usr/share/doc/invesalius-examples/examples/Cranium.inv3'
    with tarfile.open(path) as file:
        name = next(n for n in file.getnames() if n.endswith('matrix.dat'))
        data = file.extractfile(name).read()
    volume = np.frombuffer(data, '<i2').reshape(-1, 256, 256)
    yield 'cranium', list(windows(volume, 36, [BONE, SOFT, WIDE])) + list(slices(volume, 24, (1, 2)))


def backgrounds(root):
    return photos(root, ['usr/share/backgrounds/**/*.' + kind for kind in ('jpg', 'png', 'webp')])


def patterns(root):
    for path in sorted(root.glob('usr/share/gimp/2.0/patterns/*.pat')):
        yield path.stem, [pattern(path)]


def terrain(root):
    names = ('mars', 'terra', 'desert', 'lava', 'cloud', 'relief', 'mix')
    return photos(root, [f'usr/share/games/colobot/textures/{name}*.png' for name in names])


# name of the package: (registry, version, licence, function)
SOURCES = {
    'scikit-image': (
        'pip', '0.26.0', 'BSD-3-Clause; its docstrings name CC0 or public domain for most of these', scikit_image),
    'scikit-learn': ('pip', '1.9.1', 'BSD-3-Clause; photograph CC BY 2.0', scikit_learn),
    'pywavelets': ('pip', '1.9.0', 'MIT', pywavelets),
    'stardist': ('pip', '0.9.2', 'BSD-3-Clause', stardist),
    'mahotas': ('pip', '1.4.19', 'MIT', mahotas),
    'nilearn': ('pip', '0.14.1', 'BSD-3-Clause; it calls the licence of the ICBM 152 templates unknown', nilearn),
    'nibabel': ('pip', '5.4.2', 'MIT', nibabel),
    'dipy': ('pip', '1.12.1', 'BSD-3-Clause', dipy),
    'mricron-data': ('apt', '1.2.20211006+dfsg-4', 'BSD-3-Clause', mricron),
    'invesalius-examples': ('apt', '3.1.99998-4', 'GPL-2', invesalius),
    'mate-backgrounds': ('apt', '1.26.0-1', 'GPL-2+, CC BY-SA 4.0', backgrounds),
    'gnome-backgrounds': ('apt', '43.1-1', 'GPL-2+, CC BY-SA 3.0', backgrounds),
    'lomiri-wallpapers-20.04': ('apt', '20.04.0-2', 'CC BY-SA 3.0', backgrounds),
    'gimp-data-extras': ('apt', '1:2.0.2-1.1', 'GPL-2+', patterns),
    'colobot-common-textures': ('apt', '0.2.0-2', 'GPL-3+', terrain),
}
