#!/usr/bin/env python3
"""What the text network costs beside ONNX Runtime with the same weights, and beside the tesseract
program looking for text: processor time on one thread, the best of several runs, all in one run.

    network.py --work DIR [--runs N] [--clang CLANG]

The kernels' time includes the local contrast and the probabilities; that of ONNX Runtime is the bare
network, from planes to logits. Tesseract segments the page and reads it (PSM 3).
"""

import argparse
import ctypes
import json
import os
import pathlib
import resource
import struct
import subprocess
import time

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from PIL import Image, ImageDraw, ImageFont

ROOT = pathlib.Path(__file__).resolve().parents[2]
KERNELS = ROOT / "Sources/CPixelKernels"
WEIGHTS = ROOT / "models/text-network.safetensors"
CELL, MULTIPLE = 4, 16


def tensors(path):
    data = path.read_bytes()
    length, = struct.unpack_from("<Q", data)
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    return {name: np.frombuffer(data[8 + length:], "<f4", int(np.prod(entry["shape"])),
                                entry["data_offsets"][0]).reshape(entry["shape"])
            for name, entry in header.items()}


# The network for ONNX Runtime.

class Graph:
    def __init__(self, weights):
        self.weights, self.nodes, self.constants = weights, [], []

    def add(self, kind, inputs, **attributes):
        name = f"value{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def full(self, name, x, stride, pad):
        weight = self.weights[name + ".weight"]
        weight = weight if weight.ndim == 4 else weight[:, :, None, None]
        return self.add(
            "Conv", [x, self.constant(name + ".weight", weight),
                     self.constant(name + ".bias", self.weights[name + ".bias"])],
            strides=[stride] * 2, pads=[pad] * 4)

    def convolution(self, name, x):
        return self.add("Relu", [self.full(name, x, 2, 1)])

    def separable(self, name, x, stride=1, dilation=1):
        weight = self.weights[name + ".depthwise"]
        y = self.add(
            "Conv", [x, self.constant(name + ".depthwise", weight[:, None])], group=len(weight),
            strides=[stride] * 2, dilations=[dilation] * 2, pads=[dilation] * 4)
        y = self.add("Relu", [self.full(name, y, 1, 0)])
        adds = stride == 1 and self.weights[name + ".weight"].shape[1] == len(weight)
        outputs = self.weights[name + ".weight"].shape[0]
        return self.add("Add", [x, y]) if adds and outputs == len(weight) else y

    def up(self, name, x, added):
        x = self.full(name, x, 1, 0)
        doubled = self.add("Resize", [x, "", "doubled"], mode="nearest", nearest_mode="floor",
                           coordinate_transformation_mode="asymmetric")
        return self.add("Add", [added, doubled])


def onnx_model(weights):
    g = Graph(weights)
    g.constant("doubled", np.array([1, 1, 2, 2], np.float32))
    x4 = g.separable("down4", g.convolution("stem4", g.convolution("stem2", "planes")))
    x8 = g.separable("down8.0", g.separable("to8", x4, stride=2))
    x8 = g.separable("down8.1", x8, dilation=2)
    x16 = g.separable("to16", x8, stride=2)
    for index in range(3):
        x16 = g.separable(f"down16.{index}", x16, dilation=1 << index)
    x8 = g.separable("up8", g.up("from16", x16, x8))
    x4 = g.separable("up4", g.up("from8", x8, x4))
    logits = g.full("head", x4, 1, 0)
    graph = helper.make_graph(
        g.nodes, "text", [helper.make_tensor_value_info("planes", TensorProto.FLOAT, [1, 2, "h", "w"])],
        [helper.make_tensor_value_info(logits, TensorProto.FLOAT, [1, 1, "r", "c"])], g.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model.SerializeToString()


def session(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def planes(grey):
    """As models/training/textnet/features.py, from exact sums."""
    padded = np.pad(grey.astype(np.int64), 7, "edge")

    def window(values):
        sums = np.pad(values, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
        return sums[15:, 15:] - sums[:-15, 15:] - sums[15:, :-15] + sums[:-15, :-15]

    total = window(padded)
    deviation = np.sqrt(225 * window(padded * padded) - total * total)
    contrast = (225 * grey.astype(np.int64) - total) / (deviation + 6 * 225)
    return np.stack([grey / 255 - 0.5, 0.5 * contrast])[None].astype(np.float32)


# The kernels.

class Layer(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("kind", ctypes.c_int), ("inputs", ctypes.c_int),
                ("outputs", ctypes.c_int)]


class Part(ctypes.Structure):
    _fields_ = [("pixels", ctypes.c_void_p)] + [
        (name, ctypes.c_size_t)
        for name in ("view_width", "view_height", "x", "y", "width", "height")]


class Kernels:
    """The C sources of the program, compiled as `swift build -c release` does."""

    def __init__(self, clang, folder, weights):
        library = folder / "text-network.so"
        subprocess.run(
            [clang, "-O2", "-std=gnu11", "-shared", "-fPIC", "-I", KERNELS / "include", "-o", library,
             *sorted(KERNELS.glob("TextNetwork*.c"))], check=True)
        c = self.c = ctypes.CDLL(library)
        c.pixredact_text_layer_at.restype = Layer
        c.pixredact_text_instruction_set_name.restype = ctypes.c_char_p
        c.pixredact_text_network_create.restype = ctypes.c_void_p
        c.pixredact_text_network_run.argtypes = [ctypes.c_void_p] * 4
        values = []
        for index in range(c.pixredact_text_layer_count()):
            name = c.pixredact_text_layer_at(index).name.decode()
            values += [weights[name + kind].ravel() for kind in (".depthwise", ".weight", ".bias")
                       if name + kind in weights]
        values = np.concatenate(values)
        self.networks = {}
        for index in range(c.pixredact_text_instruction_set_count()):
            if c.pixredact_text_instruction_set_runs(index):
                name = c.pixredact_text_instruction_set_name(index).decode()
                self.networks[name] = c.pixredact_text_network_create(
                    ctypes.c_void_p(values.ctypes.data), ctypes.c_size_t(index), 1)

    def run(self, name, grey):
        height, width = grey.shape
        part = Part(grey.ctypes.data, width, height, 0, 0, width, height)
        cells = np.empty((height // CELL, width // CELL), np.uint8)
        logits = np.empty(cells.shape, np.float32)
        status = self.c.pixredact_text_network_run(
            self.networks[name], ctypes.addressof(part), cells.ctypes.data, logits.ctypes.data)
        assert status == 0
        return logits


# Measuring.

def frame(height, width, seed=1):
    """A shaded disc with noise on black, and lines of invented text."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    radius = np.hypot((y / height - 0.5), (x / width - 0.5))
    grey = np.where(radius < 0.42, 110 + 50 * np.sin(x / 37) * np.cos(y / 53), 0)
    grey += np.where(radius < 0.42, rng.normal(0, 9, grey.shape), 0)
    image = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(max(14, height // 50))
    for line in range(10):
        at = (width // 50 + line % 2 * width * 2 // 3, height // 60 + line // 2 * height // 40)
        draw.text(at, f"EXAMPLE^NAME {line} 12/03/1970", fill=255, font=font)
    return np.asarray(image)


def processor_time(action):
    start = time.process_time()
    action()
    return time.process_time() - start


def tesseract_time(path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["tesseract", path, "-", "--psm", "3"], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--clang", default="clang")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    weights = tensors(WEIGHTS)
    kernels = Kernels(options.clang, options.work, weights)
    runtime = session(onnx_model(weights))
    print(f"ONNX Runtime {onnxruntime.__version__}; processor time on one thread, best of "
          f"{options.runs}; goals: 1.00 of ONNX Runtime, 0.20 of tesseract")
    print(f"{'frame':>10} {'engine':>12} {'ms/MP':>8} {'/ ONNX RT':>10} {'/ tesseract':>12}")
    for height, width in ((512, 512), (768, 1024), (2496, 2048)):
        grey = frame(height, width)
        given = planes(grey)
        expected = runtime.run(None, {"planes": given})[0][0, 0]
        for name in kernels.networks:
            error = np.abs(kernels.run(name, grey) - expected) / np.maximum(1, np.abs(expected))
            assert error.max() < 1e-4, f"{name} is off by {error.max()}"
        path = options.work / f"{width}x{height}.png"
        Image.fromarray(grey).save(path)
        actions = {name: lambda name=name: kernels.run(name, grey) for name in kernels.networks}
        actions["ONNX Runtime"] = lambda: runtime.run(None, {"planes": given})
        times = {name: [] for name in actions}
        for _ in range(options.runs):
            for name, action in actions.items():
                times[name].append(processor_time(action))
        best = {name: min(found) for name, found in times.items()}
        best["tesseract"] = min(tesseract_time(path) for _ in range(3))
        for name, found in best.items():
            print(f"{f'{width}x{height}':>10} {name:>12} {found * 1e9 / grey.size:8.2f} "
                  f"{found / best['ONNX Runtime']:10.2f} {found / best['tesseract']:12.3f}")


if __name__ == "__main__":
    main()
