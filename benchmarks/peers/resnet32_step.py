"""A ResNet-32 training step in Python's torch: batch 256, channels_last, Nesterov SGD; the peer of the comparison `resnet32-step`.

Arguments: threads. Asked for n steps on standard input, it answers with the milliseconds of each; asked for 0, with its peak resident memory in MiB.
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.stride, self.new = stride, outputs - inputs

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y))
        if self.new:
            x = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.new // 2, self.new // 2))
        y += x
        return F.relu(y, inplace=True)


class ResNet32(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        blocks, channels = [], 16
        for width, stride in ((16, 1), (32, 2), (64, 2)):
            for i in range(5):
                blocks.append(Block(channels, width, stride if i == 0 else 1))
                channels = width
        self.blocks = nn.Sequential(*blocks)
        self.fc = nn.Linear(64, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return self.fc(self.blocks(x).mean((2, 3)))


def main(threads):
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model = ResNet32(100).to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4, nesterov=True)
    images = torch.randn(256, 3, 32, 32).contiguous(memory_format=torch.channels_last)
    labels = torch.randint(0, 100, (256,))

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    def milliseconds():
        start = time.perf_counter()
        step()
        return (time.perf_counter() - start) * 1e3

    for line in sys.stdin:
        steps = int(line)
        print(*([milliseconds() for _ in range(steps)] if steps else [peak_memory()]), flush=True)


def peak_memory():
    with open("/proc/self/status") as status:
        return next(int(entry.split()[1]) / 1024 for entry in status if entry.startswith("VmHWM"))


if __name__ == "__main__":
    main(int(sys.argv[1]))
