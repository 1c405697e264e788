"""Writes tests/Peers/autoaugment.json.gz: torchvision's own AutoAugment operations, magnitudes and CIFAR policy (torchvision 0.14, uint8 tensors).

Images are CHW, base64. A geometric case whose source coordinates come within 1e-4 of the border between two pixels is refused: there the last bit of
torchvision's single-precision grid would decide.
"""
import base64
import gzip
import json
import math
import pathlib

import numpy
import torch
import torchvision
from torchvision.transforms import autoaugment
from torchvision.transforms.autoaugment import AutoAugment, AutoAugmentPolicy

assert torchvision.__version__.startswith("0.14"), torchvision.__version__
SIGNED = ["ShearX", "ShearY", "TranslateX", "TranslateY", "Rotate", "Brightness", "Color", "Contrast", "Sharpness"]
POLICY = AutoAugment(AutoAugmentPolicy.CIFAR10)


def smooth(height, width, rng):
    y, x = numpy.mgrid[0:height, 0:width]
    planes = [60 + 4 * x + y, 20 + 170 * ((x // 8 + y // 8) % 2), 255 - 6 * y]
    return numpy.clip(numpy.stack(planes) + rng.integers(-6, 7, (3, height, width)), 0, 255).astype(numpy.uint8)


def flat(height, width, rng):
    return numpy.stack([numpy.full((height, width), 170), rng.integers(100, 104, (height, width)), rng.integers(0, 2, (height, width)) * 85 + 85]).astype(numpy.uint8)


def near_tie(op, magnitude, height, width):
    y, x = numpy.mgrid[0:height, 0:width] + 0.5
    if op == "ShearX":
        x = x + magnitude * y
    elif op == "ShearY":
        y = y + magnitude * x
    elif op == "Rotate":
        s, c = math.sin(math.radians(magnitude)), math.cos(math.radians(magnitude))
        px, py = x - width / 2, y - height / 2
        x, y = c * px - s * py + width / 2, s * px + c * py + height / 2
    else:
        return False
    moved = magnitude != 0
    return moved and bool((numpy.abs(numpy.stack([x, y]) - numpy.round(numpy.stack([x, y]))) < 1e-4).any())


rng = numpy.random.default_rng(20)
images = [smooth(32, 32, rng), rng.integers(0, 256, (3, 18, 26)).astype(numpy.uint8), flat(12, 9, rng)]
steps = {0: [2, 3, 7, 8, 9], 1: [0, 1, 5, 9], 2: [4, 6, 9]}

cases, refused = [], []
magnitudes = {}
for index, image in enumerate(images):
    height, width = image.shape[1:]
    space = POLICY._augmentation_space(10, (height, width))
    magnitudes[f"{height}x{width}"] = {op: values.tolist() for op, (values, _) in space.items() if values.ndim}
    for op, (values, signed) in space.items():
        assert signed == (op in SIGNED)
        for step in steps[index] if values.ndim else [None]:
            for sign in [1, -1] if signed and step else [1]:
                magnitude = sign * float(values[step].item()) if step is not None else 0.0
                if near_tie(op, magnitude, height, width):
                    refused.append((op, step, height))
                    continue
                result = autoaugment._apply_op(
                    torch.from_numpy(image), op, magnitude, interpolation=autoaugment.InterpolationMode.NEAREST, fill=None
                )
                cases.append({
                    "image": index, "op": op, "magnitude": magnitude,
                    "result": base64.b64encode(result.numpy().tobytes()).decode(),
                })

document = {
    "torchvision": torchvision.__version__,
    "policy": POLICY._get_policies(AutoAugmentPolicy.CIFAR10),
    "signed": SIGNED,
    "magnitudes": magnitudes,
    "images": [{"height": i.shape[1], "width": i.shape[2], "pixels": base64.b64encode(i.tobytes()).decode()} for i in images],
    "cases": cases,
}
path = pathlib.Path(__file__).parent.parent / "autoaugment.json.gz"
path.write_bytes(gzip.compress(json.dumps(document).encode(), 9, mtime=0))
print(len(cases), "cases,", path.stat().st_size, "bytes; refused:", refused)
