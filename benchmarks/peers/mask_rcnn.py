"""Mask R-CNN R-50-FPN in torchvision: a training step or the inference of one 480x640 image with 8 objects; the peer of the comparison `mask-rcnn`.

Arguments: threads, classes with background, "train" or "detect", and "channels_last" or "contiguous". Asked for n steps on standard input, it answers
with the milliseconds of each; asked for 0, with its peak resident memory in MiB.
"""
import sys
import time

import torch
import torchvision

HEIGHT, WIDTH, OBJECTS = 480, 640, 8


def build(classes):
    body = torchvision.models.resnet50(norm_layer=torchvision.ops.misc.FrozenBatchNorm2d)
    backbone = torchvision.models.detection.backbone_utils._resnet_fpn_extractor(body, trainable_layers=3)
    return torchvision.models.detection.MaskRCNN(
        backbone, classes, min_size=HEIGHT, max_size=WIDTH, box_score_thresh=0.0, box_detections_per_img=300)


def target(classes):
    left, top = torch.rand(OBJECTS) * 440, torch.rand(OBJECTS) * 300
    boxes = torch.stack([left, top, left + 40 + torch.rand(OBJECTS) * 150, top + 40 + torch.rand(OBJECTS) * 130], 1)
    masks = torch.zeros(OBJECTS, HEIGHT, WIDTH, dtype=torch.uint8)
    for mask, box in zip(masks, boxes.long()):
        mask[box[1]: box[3], box[0]: box[2]] = 1
    return {"boxes": boxes, "labels": torch.randint(1, classes, (OBJECTS,)), "masks": masks}


def main(threads, classes, mode, layout):
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model = build(classes)
    if layout == "channels_last":
        model = model.to(memory_format=torch.channels_last)
    image, objects = torch.rand(3, HEIGHT, WIDTH), target(classes)
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=1e-4, momentum=0.9, weight_decay=1e-4)

    def train():
        model.train()
        optimizer.zero_grad(set_to_none=True)
        loss = sum(model([image], [objects]).values())
        loss.backward()
        optimizer.step()
        return loss.item()

    def detect():
        model.eval()
        with torch.no_grad():
            return model([image])

    def milliseconds():
        start = time.perf_counter()
        train() if mode == "train" else detect()
        return (time.perf_counter() - start) * 1e3

    for line in sys.stdin:
        steps = int(line)
        print(*([milliseconds() for _ in range(steps)] if steps else [peak_memory()]), flush=True)


def peak_memory():
    with open("/proc/self/status") as status:
        return next(int(entry.split()[1]) / 1024 for entry in status if entry.startswith("VmHWM"))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
