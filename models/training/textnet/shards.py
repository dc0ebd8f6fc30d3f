"""Folders of generated scenes: arrays of pictures with their labels, read without copying."""
import json
import os

import numpy as np

SCENES = 32
SIDE = 640


def name_of(number):
    return f'shard-{number:06d}.npy'


def names(folder):
    """Sorted names of the shards that are complete."""
    return sorted(name for name in os.listdir(folder) if name.endswith('.npy') and '.part' not in name)


def write(folder, number, scenes):
    """Writes shard `number`: uint8 [N, 2, SIDE, SIDE] (grey, labels) and the lines of each scene."""
    path = os.path.join(folder, name_of(number))
    array = np.stack([np.stack([grey, labels]) for grey, labels, _, _ in scenes])
    with open(path[:-4] + '.json', 'w') as file:
        json.dump([{'kind': kind, 'lines': lines} for _, _, lines, kind in scenes], file, default=float)
    part = path[:-4] + '.part.npy'
    np.save(part, array)
    os.rename(part, path)


def read(folder):
    """Yields (grey, labels, lines, kind) of every scene, as `scene.scene` returned it."""
    for name in names(folder):
        array = np.load(os.path.join(folder, name), mmap_mode='r')
        with open(os.path.join(folder, name[:-4] + '.json')) as file:
            about = json.load(file)
        for pair, one in zip(array, about):
            yield np.array(pair[0]), np.array(pair[1]), one['lines'], one['kind']


class Pool:
    """The scenes of all shards of a folder; shards that appear later join at `refresh`."""

    def __init__(self, folder):
        self.folder = folder
        self.shards = {}
        self.refresh()

    def refresh(self):
        for name in names(self.folder):
            if name not in self.shards:
                self.shards[name] = np.load(os.path.join(self.folder, name), mmap_mode='r')
        self.scenes = [(name, i) for name, array in self.shards.items() for i in range(len(array))]

    def __len__(self):
        return len(self.scenes)

    def __getitem__(self, index):
        name, i = self.scenes[index]
        return self.shards[name][i]
