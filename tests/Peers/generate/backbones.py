#!/usr/bin/python3
"""Feature maps and gradients of torchvision's residual networks in double precision, for tests/Workbook.Lib.Tests/Models/Backbones.

Weights, images and cotangents are hashed(...), which the tests compute the same way from the names of the state; of each result its shape, its
sum, its norm and a few elements are stored.
Run: /usr/bin/python3 tests/Peers/generate/backbones.py   (writes tests/Peers/backbones.json)
"""
import json
import math
import pathlib

import numpy
import torch
import torchvision
from torchvision.models import resnet
from torchvision.ops.misc import FrozenBatchNorm2d


def hashed(shape, k, scale=1.0):
    """Numbers in [-scale / 2, scale / 2) from integer arithmetic alone, rounded to float32."""
    x = (numpy.arange(math.prod(shape), dtype=numpy.uint64) * 2654435761 + k * 40503) & 0xFFFFFFFF
    x ^= x >> 15
    x = x * 2246822519 & 0xFFFFFFFF
    x ^= x >> 13
    return torch.from_numpy(((x / 4294967296.0 - 0.5) * scale).astype(numpy.float32).astype(numpy.float64)).reshape(shape)


def fill(model):
    for name, tensor in model.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        k = sum((i + 1) * ord(c) for i, c in enumerate(name)) % 65521
        shape = tuple(tensor.shape)
        if len(shape) >= 2:
            value = hashed(shape, k, 2 * math.sqrt(6 / math.prod(shape[1:])))
        elif name.endswith(("running_var", "weight")):
            value = hashed(shape, k, 0.5) + 0.75
        else:
            value = hashed(shape, k, 0.2)
        tensor.copy_(value.float().double())


def summary(tensor):
    flat = tensor.detach().flatten()
    step = max(1, flat.numel() // 12)
    return {
        "shape": list(tensor.shape), "sum": flat.sum().item(), "norm": flat.norm().item(),
        "elements": [float(f"{v:.9g}") for v in flat[::step].tolist()],
    }


def maps(model, x):
    x = model.maxpool(model.relu(model.bn1(model.conv1(x))))
    result = []
    for layer in (model.layer1, model.layer2, model.layer3, model.layer4):
        x = layer(x)
        result.append(x)
    return result


def case(make, names, size=(2, 3, 64, 64)):
    model = make().double()
    with torch.no_grad():
        fill(model)
    x = hashed(size, 77, 4.0).requires_grad_()
    features = maps(model, x)
    loss = sum((f * hashed(tuple(f.shape), 80 + i)).sum() / f.numel() for i, f in enumerate(features))
    loss.backward()
    parameters = dict(model.named_parameters())
    return {
        "size": list(size), "maps": [summary(f) for f in features],
        "gradients": {"image": summary(x.grad), **{n: summary(parameters[n].grad) for n in names}},
        "buffers": {n: summary(b) for n, b in model.named_buffers() if n in ("bn1.running_mean", "layer4.0.bn2.running_var")},
    }


NAMES = ["conv1.weight", "layer1.0.conv1.weight", "layer1.0.downsample.0.weight", "layer2.3.conv2.weight", "layer3.0.conv2.weight", "layer4.2.conv3.weight"]
cases = {
    "resnet50": case(lambda: resnet.resnet50(norm_layer=FrozenBatchNorm2d), NAMES),
    "resnet101": case(lambda: resnet.resnet101(norm_layer=FrozenBatchNorm2d), NAMES),
    "resnext101_64x4d": case(lambda: resnet.resnext101_64x4d(norm_layer=FrozenBatchNorm2d), NAMES, (1, 3, 64, 64)),
    "resnet18 in training": case(resnet.resnet18, ["conv1.weight", "bn1.weight", "layer2.0.downsample.1.bias", "layer4.1.conv2.weight"], (3, 3, 96, 64)),
}
path = pathlib.Path(__file__).parents[1] / "backbones.json"
path.write_text(json.dumps({"torchvision": torchvision.__version__, "cases": cases}) + "\n")
