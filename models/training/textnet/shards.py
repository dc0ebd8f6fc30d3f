"""Folders of generated scenes: arrays of pictures with their labels, read without copying."""
import json
import os

import numpy as np

SCENES = 32
SIDE = 640


def write(folder, number, scenes):
    """Writes shard `number`: uint8 [N, 2, SIDE, SIDE] (grey, labels) and the lines of each scene."""
    name = os.path.join(folder, f'shard-{number:06d}')
    array = np.stack([np.stack([grey, labels]) for grey, labels, _, _ in scenes])
    with open(name + '.json', 'w') as file:
        json.dump([{'kind': kind, 'lines': lines} for _, _, lines, kind in scenes], file, default=float)
    np.save(name + '.part.npy', array)
    os.rename(name + '.part.npy', name + '.npy')


class Pool:
    """The scenes of all shards of a folder; shards that appear later join at `refresh`."""

    def __init__(self, folder):
        self.folder = folder
        self.shards = {}
        self.refresh()

    def refresh(self):
        for name in sorted(os.listdir(self.folder)):
            if name.endswith('.npy') and '.part' not in name and name not in self.shards:
                self.shards[name] = np.load(os.path.join(self.folder, name), mmap_mode='r')
        self.scenes = [(name, i) for name, array in self.shards.items() for i in range(len(array))]

    def __len__(self):
        return len(self.scenes)

    def __getitem__(self, index):
        name, i = self.scenes[index]
        return self.shards[name][i]
