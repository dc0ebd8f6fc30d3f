"""Weights as one safetensors file, batch norms folded, and golden tensors for the tests of the kernels."""
import argparse
import hashlib
import json
import struct

import numpy as np
import torch

from .features import planes
from .network import CELL, MULTIPLE, Convolution, Separable, TextNetwork, load


def folded(network):
    """Ordered name -> float32 array; every convolution that a batch norm follows has its scale and a bias.

    `NAME.weight` of a full convolution is [outputs, inputs, 3, 3], of a depthwise one `NAME.depthwise`
    [channels, 3, 3], of a pointwise one [outputs, inputs]; `NAME.bias` is [outputs].
    """
    tensors = {}
    for name, module in network.named_modules():
        if isinstance(module, (Convolution, Separable)):
            norm = module.norm
            scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            tensors[name + '.bias'] = norm.bias - norm.running_mean * scale
            if isinstance(module, Convolution):
                tensors[name + '.weight'] = module.conv.weight * scale[:, None, None, None]
            else:
                tensors[name + '.depthwise'] = module.depthwise.weight[:, 0]
                tensors[name + '.weight'] = module.pointwise.weight[:, :, 0, 0] * scale[:, None]
        elif name in ('from16', 'from8', 'head'):
            tensors[name + '.weight'] = module.weight[:, :, 0, 0]
            tensors[name + '.bias'] = module.bias
    return {k: v.detach().to(torch.float32).contiguous().numpy() for k, v in sorted(tensors.items())}


def safetensors(tensors):
    """The bytes of a safetensors file: length of the header, header, little endian values."""
    header, offset = {}, 0
    names = {np.dtype('float32'): 'F32', np.dtype('uint8'): 'U8'}
    for name, value in tensors.items():
        header[name] = {
            'dtype': names[value.dtype], 'shape': list(value.shape),
            'data_offsets': [offset, offset + value.nbytes]}
        offset += value.nbytes
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    return struct.pack('<Q', len(text)) + text + b''.join(v.tobytes() for v in tensors.values())


def picture(height, width, seed):
    """uint8 [height, width] with every kind of content."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    grey = 90 + 60 * np.sin(x / 17) * np.cos(y / 11) + rng.normal(0, 6, (height, width))
    for _ in range(height * width // 256):
        cx, cy, w, h = rng.integers(0, (width, height, 9, 9))
        grey[cy:cy + h + 1, cx:cx + w + 1] = rng.integers(0, 256)
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)


def golden(network, sizes=(('', 112, 144), ('odd.', 37, 61))):
    """Pictures, and for each the logits of the cells that it touches."""
    tensors = {}
    for prefix, height, width in sizes:
        grey = picture(height, width, seed=7)
        padded = np.pad(grey, ((0, -height % MULTIPLE), (0, -width % MULTIPLE)), 'edge')
        with torch.no_grad():
            logits = network.eval()(planes(torch.from_numpy(padded[None])))[0].numpy()
        logits = logits[:-(-height // CELL), :-(-width // CELL)]
        tensors[prefix + 'grey'] = grey
        tensors[prefix + 'logits'] = np.ascontiguousarray(logits, np.float32)
    return tensors


def untrained():
    """A network of random weights (seed 1), its statistics too, so that no batch norm does nothing."""
    torch.manual_seed(1)
    network = TextNetwork()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.running_mean, -0.2, 0.2)
            torch.nn.init.uniform_(module.running_var, 0.5, 1.5)
    return network.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('checkpoint', nargs='?', help='of train; without it untrained weights (seed 1)')
    parser.add_argument('--weights', required=True, help='the safetensors file to write')
    parser.add_argument('--golden', help='a safetensors file with `grey` and `logits`')
    parser.add_argument('--onnx', help='the network as ONNX, for comparing speed; needs the package onnx')
    options = parser.parse_args()
    network = load(options.checkpoint) if options.checkpoint else untrained()
    with open(options.weights, 'wb') as file:
        data = safetensors(folded(network))
        file.write(data)
    print(f'{options.weights}: {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}')
    if options.golden:
        with open(options.golden, 'wb') as file:
            file.write(safetensors(golden(network)))
    if options.onnx:
        axes = {'planes': {2: 'height', 3: 'width'}}
        torch.onnx.export(
            network, torch.zeros(1, 2, 512, 512), options.onnx, input_names=['planes'],
            output_names=['logits'], dynamic_axes=axes, dynamo=False)


if __name__ == '__main__':
    main()
