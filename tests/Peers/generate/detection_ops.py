#!/usr/bin/python3
"""torchvision's box operators, for tests/Workbook.Lib.Tests/Ops. Inputs are hashes of names (see mask_rcnn.uniform), which the tests compute as well.

Run: /usr/bin/python3 tests/Peers/generate/detection_ops.py   (writes tests/Peers/detection_ops.json)
"""
import json

import torch
from torchvision import ops
from torchvision.models.detection import _utils, anchor_utils, roi_heads
from torchvision.models.detection.image_list import ImageList

from mask_rcnn import PEERS, uniform


def numbers(name, *shape, low=0.0, high=1.0):
    count = int(torch.tensor(shape).prod())
    return torch.from_numpy(uniform(name, count)).reshape(shape) * (high - low) + low


def boxes(name, count, extent, largest):
    start = numbers(name + "s", count, 2, low=-0.2 * extent, high=extent)
    return torch.cat([start, start + numbers(name + "e", count, 2, low=0.0, high=largest)], 1).float()


def listed(t):
    return t.detach().double().flatten().tolist()


def roi_align(name, aligned, ratio, scale):
    features = numbers("map", 2, 9, 12, 10, low=-1, high=1).float().requires_grad_()
    rois = boxes("roi", 7, 12 / scale, 9 / scale)
    rois[6, 2:] = rois[6, :2]  # no area
    images = torch.tensor([0, 1, 0, 1, 1, 0, 1.0])
    out = ops.roi_align(features, torch.cat([images[:, None], rois], 1), 3, scale, ratio, aligned)
    out.backward(numbers("cotangent", *out.shape, low=-1, high=1).float())
    return {"aligned": aligned, "ratio": ratio, "scale": scale, "output": listed(out), "gradient": listed(features.grad)}


def main():
    few = boxes("nms", 300, 100, 40)
    scores = (numbers("score", 300) * 50).floor().float() / 50  # many ties
    groups = (numbers("group", 300) * 4).long()
    vanilla = ops.boxes._batched_nms_vanilla(few, scores, groups, 0.3)
    coder = _utils.BoxCoder((10.0, 10.0, 5.0, 5.0))
    left, right = boxes("a", 20, 60, 30) + torch.tensor([0, 0, 1, 1.0]), boxes("b", 20, 60, 30) + torch.tensor([0, 0, 1, 1.0])
    offsets = numbers("offsets", 20, 8, low=-3, high=30).float()
    anchors = anchor_utils.AnchorGenerator(((32, 64), (128,)), ((0.5, 1.0, 2.0),) * 2)
    maps = [torch.zeros(1, 1, 3, 4), torch.zeros(1, 1, 2, 2)]
    masks, places = numbers("mask", 5, 1, 7, 7).float(), boxes("paste", 5, 40, 30)
    iou = ops.box_iou(left[:6], right)
    matcher = _utils.Matcher(0.4, 0.1, allow_low_quality_matches=True)
    result = {
        "roi_align": [roi_align("r", a, r, s) for a in (False, True) for r, s in ((2, 0.5), (0, 0.25), (1, 1.0))],
        "nms": vanilla.tolist(), "single": ops.nms(few, scores, 0.5).tolist(),
        "encode": listed(coder.encode_single(left, right)), "decode": listed(coder.decode_single(offsets, left)),
        "anchors": [listed(a) for a in [anchors(ImageList(torch.zeros(1, 3, 24, 32), [(24, 32)]), maps)[0]]],
        "pasted": listed(roi_heads.paste_masks_in_image(masks, places, (33, 41))), "iou": listed(iou), "matches": matcher(iou).tolist(),
        "levels": ops.poolers.LevelMapper(2, 5)([boxes("level", 40, 10, 900)]).tolist(),
    }
    (PEERS / "detection_ops.json").write_text(json.dumps(result, default=float))


if __name__ == "__main__":
    main()
