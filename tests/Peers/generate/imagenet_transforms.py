"""Writes tests/Peers/imagenet_transforms.json.gz: torchvision's (0.14) transforms of ImageNet on Pillow images.

Of RandomResizedCrop the numbers that it drew and the window that it chose; of Resize and CenterCrop, of a cropped, scaled and mirrored image, and of
ColorJitter's operations the pixels: height x width x 3 bytes, base64. A crop whose sides come within 1e-3 of the border between two pixels is left out:
there the last bit of a square root would decide.
"""
import base64
import gzip
import json
import math
import pathlib

import numpy
import PIL.Image
import torch
import torchvision
from torchvision import transforms
from torchvision.transforms import functional

assert torchvision.__version__.startswith("0.14"), torchvision.__version__


def picture(height, width, seed):
    rng = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[0:height, 0:width]
    planes = [40 + 2 * x + y, 20 + 190 * ((x // 9 + y // 7) % 2), 250 - 2 * y + x]
    return PIL.Image.fromarray(numpy.clip(numpy.stack(planes, 2) + rng.integers(-20, 21, (height, width, 3)), 0, 255).astype(numpy.uint8))


def pixels(image):
    return {"height": image.height, "width": image.width, "pixels": base64.b64encode(numpy.asarray(image).tobytes()).decode()}


def crop(height, width, seed):
    draws, uniform = [], torch.Tensor.uniform_

    def recorded(tensor, low, high):
        drawn = uniform(tensor, low, high)
        draws.append(drawn.item())
        return drawn

    torch.manual_seed(seed)
    torch.Tensor.uniform_ = recorded
    top, left, rows, columns = transforms.RandomResizedCrop.get_params(PIL.Image.new("RGB", (width, height)), (0.08, 1.0), (3 / 4, 4 / 3))
    torch.Tensor.uniform_ = uniform
    attempts = list(zip(draws[::2], draws[1::2]))
    sides = [math.sqrt(height * width * area * math.exp(sign * log)) for area, log in attempts for sign in (-1, 1)]
    if any(abs(side % 1 - 0.5) < 1e-3 for side in sides):
        return None
    return {"height": height, "width": width, "attempts": attempts, "window": [top, left, rows, columns]}


def jittered(image, operation, factor):
    change = {"brightness": functional.adjust_brightness, "contrast": functional.adjust_contrast, "saturation": functional.adjust_saturation}[operation]
    return {"operation": operation, "factor": factor, **pixels(change(image, factor))}


sizes = [(375, 500), (500, 375), (64, 64), (50, 400), (400, 50), (1, 30), (30, 1), (7, 9), (101, 136)]
crops = [found for height, width in sizes for seed in range(12) if (found := crop(height, width, seed))]
small = picture(23, 31, 0)
window = (3, 5, 61, 47)
cases = {
    "crops": crops,
    "tests": [
        {"size": 56, "before": pixels(image), "after": pixels(transforms.CenterCrop(56)(transforms.Resize(64)(image)))}
        for image in (picture(*size, seed=1) for size in [(64, 64), (71, 95), (95, 71), (64, 131), (200, 149), (40, 61)])
    ],
    "training": [
        {
            "size": 56,
            "window": window,
            "isMirrored": mirrored,
            "before": pixels(image := picture(71, 95, seed=2)),
            "after": pixels((functional.hflip if mirrored else lambda same: same)(functional.resized_crop(image, *window, (56, 56)))),
        }
        for mirrored in (False, True)
    ],
    "jitter": {
        "before": pixels(small),
        "after": [
            jittered(small, operation, float(numpy.float32(factor)))
            for operation in ("brightness", "contrast", "saturation")
            for factor in (0, 0.6, 0.6371, 0.83, 1, 1.0009, 1.17, 1.3777, 1.4)
        ],
    },
}
out = pathlib.Path(__file__).parent.parent / "imagenet_transforms.json.gz"
out.write_bytes(gzip.compress(json.dumps(cases).encode(), mtime=0))
print(out, out.stat().st_size, "bytes;", len(crops), "crops, of which at the centre", sum(len(c["attempts"]) == 10 for c in crops))
