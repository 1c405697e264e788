"""EQL, forward and backward, in Python's torch: the formula as the authors' detectron2 code computes it, everything built anew in each call.

    eql.py THREADS PROPOSALS CATEGORIES TAIL_SHARE

Each line on standard input asks for one round of that many calls; the answer is a line with the milliseconds of each.
"""
import sys
import time

import torch
from torch.nn import functional as F

threads, proposals, categories = (int(a) for a in sys.argv[1:4])
torch.set_num_threads(threads)
torch.manual_seed(0)
frequency = torch.rand(categories)
threshold = float(sys.argv[4])
logits = (torch.randn(proposals, categories) - 4).requires_grad_(True)
labels = torch.randint(0, categories, (proposals,))
labels[torch.rand(proposals) < 0.75] = categories


def equalization_loss(logits, labels):
    n, k = logits.shape
    one_hot = logits.new_zeros(n, k + 1)
    one_hot[torch.arange(n), labels] = 1
    target = one_hot[:, :k]
    foreground = (labels != k).float().view(n, 1).expand(n, k)
    tail = logits.new_zeros(k)
    tail[frequency < threshold] = 1
    weight = 1 - foreground * tail.view(1, k).expand(n, k) * (1 - target)
    loss = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return torch.sum(loss * weight) / n


for line in sys.stdin:
    times = []
    for _ in range(int(line)):
        logits.grad = None
        start = time.perf_counter()
        equalization_loss(logits, labels).backward()
        times.append((time.perf_counter() - start) * 1e3)
    print(*times, flush=True)
