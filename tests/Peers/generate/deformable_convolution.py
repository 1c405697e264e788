#!/usr/bin/python3
"""Values and gradients of torchvision's ops.deform_conv2d in double precision, for tests/Workbook.Lib.Tests/Ops.

All inputs are hashed(...), which the tests compute the same way; only results are stored. The cotangent is hashed(output, 9).
Run: /usr/bin/python3 tests/Peers/generate/deformable_convolution.py   (writes tests/Peers/deformable_convolution.json)
"""
import json
import math
import pathlib

import numpy
import torch
import torchvision


def hashed(shape, k, scale=1.0):
    """Numbers in [-scale / 2, scale / 2) from integer arithmetic alone, rounded to float32."""
    x = (numpy.arange(math.prod(shape), dtype=numpy.uint64) * 2654435761 + k * 40503) & 0xFFFFFFFF
    x ^= x >> 15
    x = x * 2246822519 & 0xFFFFFFFF
    x ^= x >> 13
    return torch.from_numpy(((x / 4294967296.0 - 0.5) * scale).astype(numpy.float32).astype(numpy.float64)).reshape(shape)


def numbers(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().flatten().tolist()]


def case(n, c, h, w, outputs, kernel, groups, offset_groups, modulated, bias, stride=(1, 1), padding=(0, 0), dilation=(1, 1), reach=5.0):
    taps = kernel[0] * kernel[1]
    ho, wo = ((s + 2 * p - d * (k - 1) - 1) // t + 1 for s, p, d, k, t in zip((h, w), padding, dilation, kernel, stride))
    inputs = {
        "input": hashed((n, c, h, w), 1),
        "offset": hashed((n, 2 * offset_groups * taps, ho, wo), 2, reach),
        "weight": hashed((outputs, c // groups, *kernel), 3),
        "bias": hashed((outputs,), 4) if bias else None,
        "mask": hashed((n, offset_groups * taps, ho, wo), 5) + 0.5 if modulated else None,
    }
    for tensor in inputs.values():
        if tensor is not None:
            tensor.requires_grad_()
    x = inputs
    y = torchvision.ops.deform_conv2d(x["input"], x["offset"], x["weight"], x["bias"], stride, padding, dilation, x["mask"])
    y.backward(hashed(tuple(y.shape), 9))
    return {
        "shapes": {name: list(t.shape) for name, t in inputs.items() if t is not None},
        "scales": {"offset": reach}, "stride": stride, "padding": padding, "dilation": dilation,
        "output": numbers(y), "gradients": {name: numbers(t.grad) for name, t in inputs.items() if t is not None},
    }


cases = {
    "first version": case(2, 4, 6, 7, 6, (3, 3), 1, 1, False, True, padding=(1, 1)),
    "second version, groups, strides": case(1, 8, 9, 7, 4, (3, 3), 2, 2, True, True, (2, 1), (1, 2), (1, 2)),
    "four offset groups, a row for a kernel": case(1, 12, 5, 6, 3, (1, 3), 3, 4, True, False, padding=(0, 1)),
    "no offsets": case(1, 20, 5, 5, 4, (3, 3), 1, 1, True, True, padding=(1, 1), reach=0.0),
    "more channels than lanes": case(1, 44, 4, 4, 8, (3, 3), 2, 1, True, False, padding=(1, 1)),
}
path = pathlib.Path(__file__).parents[1] / "deformable_convolution.json"
path.write_text(json.dumps({"torchvision": torchvision.__version__, "cases": cases}) + "\n")
