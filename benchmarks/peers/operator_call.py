"""In-place and ordinary addition of one-element tensors in Python's torch, without gradients; the peer of the comparison `operator-call`.

Asked for n rounds on standard input, it answers with n pairs of nanoseconds a call: add_, add.
"""
import sys
import time

import torch

torch.set_grad_enabled(False)
CALLS = 20000
x, y = torch.zeros(1), torch.ones(1)


def nanoseconds(call):
    start = time.perf_counter()
    for _ in range(CALLS):
        call(y)
    return (time.perf_counter() - start) / CALLS * 1e9


for line in sys.stdin:
    times = []
    for _ in range(int(line)):
        times += [nanoseconds(x.add_), nanoseconds(x.add)]
    print(*times, flush=True)
