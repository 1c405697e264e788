"""Masks for a results file of boxes, for the comparison `lvis-evaluation` with LVIS_IOU=segm: a polygon of 16 points within each box, its
radius shrunk at random (seed 0) by up to a quarter, as compressed run lengths; boxes are left out.

usage: lvis_masks.py GT RESULTS_BBOX RESULTS_SEGM
"""
import json
import sys

import numpy as np
from pycocotools import mask

truth, boxes, masks = sys.argv[1:]
with open(truth) as file:
    sizes = {image["id"]: (image["height"], image["width"]) for image in json.load(file)["images"]}
with open(boxes) as file:
    detections = json.load(file)
random = np.random.default_rng(0)
angles = np.linspace(0, 2 * np.pi, 16, endpoint=False)
with open(masks, "w") as file:
    for i, detection in enumerate(detections):
        x, y, width, height = detection.pop("bbox")
        radius = 0.5 * (1 - 0.25 * random.random(16))
        points = np.stack([x + width / 2 + width * radius * np.cos(angles), y + height / 2 + height * radius * np.sin(angles)], 1)
        size = sizes[detection["image_id"]]
        runs = mask.frPyObjects([points.reshape(-1).tolist()], *size)[0]
        detection["segmentation"] = {"size": list(size), "counts": runs["counts"].decode()}
        file.write(("[" if i == 0 else ", ") + json.dumps(detection))
    file.write("]")
