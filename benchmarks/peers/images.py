"""Decode + resize + flip + normalise in Python; the peer of the comparison `images`.

    images.py FOLDER

Asked for n passes over the folder's photos on standard input, it answers, for each pass and each of two ways, with the milliseconds of CPU an image:
user, then user and system of decoding, resizing, and the rest. The ways: PIL + torchvision's transforms, and what detectron2's mapper
does (PIL, then numpy to planes, then torch).
"""
import os
import pathlib
import sys
import time

import numpy as np
import torch
from PIL import Image
from torchvision.transforms import functional as F

torch.set_num_threads(1)
photos = sorted(pathlib.Path(sys.argv[1]).glob("*.jpg"))
torchvision_mean, torchvision_std = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
pixel_mean, pixel_std = torch.tensor([103.530, 116.280, 123.675]).view(3, 1, 1), torch.ones(3, 1, 1)


def target(width, height):
    scale = 800 / min(width, height)
    if max(width, height) * scale > 1333:
        scale = 1333 / max(width, height)
    return int(width * scale + 0.5), int(height * scale + 0.5)


def torchvision(image):
    image = F.hflip(image)
    return F.normalize(F.to_tensor(image), torchvision_mean, torchvision_std)


def detectron2(image):
    pixels = np.asarray(image)[:, :, ::-1]
    pixels = np.flip(pixels, axis=1)
    planes = torch.as_tensor(np.ascontiguousarray(pixels.transpose(2, 0, 1)))
    return (planes - pixel_mean) / pixel_std


def one_pass(finish):
    decoding = resizing = finishing = 0
    user = os.times().user
    for photo in photos:
        start = time.process_time()
        image = Image.open(photo).convert("RGB")
        decoded = time.process_time()
        image = image.resize(target(*image.size), Image.BILINEAR)
        resized = time.process_time()
        finish(image)
        end = time.process_time()
        decoding, resizing, finishing = decoding + decoded - start, resizing + resized - decoded, finishing + end - resized
    return [seconds * 1e3 / len(photos) for seconds in (os.times().user - user, decoding, resizing, finishing)]


for line in sys.stdin:
    answer = []
    for _ in range(int(line)):
        answer += one_pass(torchvision) + one_pass(detectron2)
    print(*answer, flush=True)
