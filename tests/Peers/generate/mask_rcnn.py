#!/usr/bin/python3
"""torchvision's maskrcnn_resnet50_fpn, step by step, for tests/Workbook.Lib.Tests/Models/Detection.

Weights, images and targets come from hashes of names and indices, which the tests compute the same way; of large results only sums and every
n-th value are stored. Run: /usr/bin/python3 tests/Peers/generate/mask_rcnn.py [photo ...]   (writes tests/Peers/mask_rcnn.json; with photos
tests/Peers/mask_rcnn_photos.json)
"""
import json
import pathlib
import sys

import numpy
import torch
import torchvision
from torchvision.models.detection.image_list import ImageList

PEERS = pathlib.Path(__file__).resolve().parent.parent


def uniform(name, count):
    """Numbers in [0, 1) from a hash of (name, index)."""
    seed = 0
    for character in name:
        seed = (seed * 31 + ord(character)) % 1000003
    x = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + seed * 40503) % 2**32
    for _ in range(2):
        x = (x ^ (x >> numpy.uint64(16))) * numpy.uint64(0x45D9F3B) % 2**32
    return (x ^ (x >> numpy.uint64(16))).astype(numpy.float64) / 2**32


def weight(name, shape):
    u = torch.from_numpy(uniform(name, int(numpy.prod(shape)))).reshape(shape)
    if name.endswith("running_var"):
        return 0.5 + u
    if len(shape) == 1 and (".bn" in name or "downsample.1" in name) and name.endswith("weight"):
        return 0.25 + 0.5 * u
    if len(shape) == 1:
        return 0.2 * u - 0.1
    fan_in = int(numpy.prod(shape[1:]))
    gain = {"cls_score": 0.4, "bbox_pred": 0.3}.get(name.split(".")[-2], 1.4)
    return (2 * u - 1) * gain * (3 / fan_in) ** 0.5


def image(index, height, width):
    """Smooth blobs and noise, about as normalised photos are."""
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.float64)
    planes = [numpy.sin(x / (9 + 4 * c + index)) * numpy.cos(y / (7 + 5 * c)) for c in range(3)]
    noise = uniform(f"image{index}", 3 * height * width).reshape(3, height, width)
    return torch.from_numpy(numpy.stack(planes) + noise - 0.5).float()


def target(index, height, width, classes):
    """Five boxes, and ellipses in them as masks; labels from 1."""
    u = uniform(f"target{index}", 25).reshape(5, 5)
    boxes, masks = [], []
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.float64)
    for a, b, c, d, _ in u:
        w, h = width * (0.1 + 0.4 * c), height * (0.1 + 0.4 * d)
        left, top = a * (width - w), b * (height - h)
        boxes.append([left, top, left + w, top + h])
        masks.append(((x - left - w / 2) / (w / 2)) ** 2 + ((y - top - h / 2) / (h / 2)) ** 2 <= 1)
    labels = 1 + (u[:, 4] * (classes - 1)).astype(numpy.int64)
    return {
        "boxes": torch.tensor(boxes, dtype=torch.float32), "labels": torch.from_numpy(labels),
        "masks": torch.from_numpy(numpy.stack(masks).astype(numpy.uint8)),
    }


def digest(t, step=None):
    flat = t.detach().double().flatten()
    step = step or max(1, flat.numel() // 40)
    return {"shape": list(t.shape), "absolute": float(flat.abs().sum()), "step": step, "values": [round(float(v), 9) for v in flat[::step]]}


def batch(images):
    height = (max(i.shape[1] for i in images) + 31) // 32 * 32
    width = (max(i.shape[2] for i in images) + 31) // 32 * 32
    padded = torch.zeros(len(images), 3, height, width)
    for place, i in enumerate(images):
        padded[place, :, : i.shape[1], : i.shape[2]] = i
    return ImageList(padded, [tuple(i.shape[1:]) for i in images])


def detect(model, images):
    model.eval()
    with torch.no_grad():
        features = model.backbone(images.tensors)
        proposals, _ = model.rpn(images, features)
        detections, _ = model.roi_heads(features, proposals, images.image_sizes)
    masks = [torchvision.models.detection.roi_heads.paste_masks_in_image(d["masks"], d["boxes"], size) >= 0.5
             for d, size in zip(detections, images.image_sizes)]
    return {
        "features": [digest(f) for f in features.values()],
        "proposals": [digest(p, 397) for p in proposals],
        "detections": [
            {
                "boxes": [[round(float(v), 5) for v in box] for box in d["boxes"]], "scores": [float(s) for s in d["scores"]],
                "labels": d["labels"].tolist(), "masks": digest(d["masks"]), "areas": [int(m.sum()) for m in pasted],
            }
            for d, pasted in zip(detections, masks)
        ],
    }


def losses(model, images, targets, seed):
    model.train()
    model.zero_grad()
    torch.manual_seed(seed)
    features = model.backbone(images.tensors)
    proposals, rpn = model.rpn(images, features, targets)
    _, heads = model.roi_heads(features, proposals, images.image_sizes, targets)
    parts = {**rpn, **heads}
    sum(parts.values()).backward()
    return {
        "seed": seed, "losses": {name: float(value) for name, value in parts.items()},
        "gradients": {n: digest(p.grad, max(1, p.numel() // 5)) for n, p in model.named_parameters() if p.grad is not None},
    }


def main():
    torch.set_num_threads(2)
    classes = 91
    body = torchvision.models.resnet50(norm_layer=torchvision.ops.misc.FrozenBatchNorm2d)
    backbone = torchvision.models.detection.backbone_utils._resnet_fpn_extractor(body, trainable_layers=5)
    model = torchvision.models.detection.MaskRCNN(backbone, classes, box_score_thresh=0.0, box_detections_per_img=60)
    state = {name: weight(name, value.shape).float() for name, value in model.state_dict().items()}
    model.load_state_dict(state)
    if sys.argv[1:]:
        result = {}
        mean, std = torch.tensor([0.485, 0.456, 0.406]).reshape(3, 1, 1), torch.tensor([0.229, 0.224, 0.225]).reshape(3, 1, 1)
        for path in sys.argv[1:]:
            photo = torchvision.io.read_image(path).float() / 255
            result[pathlib.Path(path).name] = detect(model, batch([(photo - mean) / std]))
        (PEERS / "mask_rcnn_photos.json").write_text(json.dumps(result))
        return
    sizes = [(180, 250), (192, 224)]
    images = batch([image(i, *size) for i, size in enumerate(sizes)])
    targets = [target(i, *size, classes) for i, size in enumerate(sizes)]
    result = {
        "torchvision": torchvision.__version__, "weights": {n: list(v.shape) for n, v in state.items()}, "sizes": sizes, "classes": classes,
        "check": {n: digest(state[n], max(1, state[n].numel() // 3)) for n in ["backbone.body.conv1.weight", "roi_heads.box_head.fc6.weight"]},
        "detect": detect(model, images),
    }
    exact = ImageList(images.tensors.double(), images.image_sizes)
    result["train"] = losses(model.double(), exact, [{**t, "boxes": t["boxes"].double()} for t in targets], 7)
    (PEERS / "mask_rcnn.json").write_text(json.dumps(result))
    for name, value in result["train"]["losses"].items():
        print(name, value)
    for d in result["detect"]["detections"]:
        print(d["scores"][:5], d["boxes"][:2], d["labels"][:8], d["areas"][:5])


if __name__ == "__main__":
    main()
