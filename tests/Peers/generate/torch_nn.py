#!/usr/bin/python3
"""Values, gradients and seeded initial weights of Python's torch, for tests/TorchSharp.Libtorch.Tests/{Nn,Optim}.

Inputs are ramp(shape, k), which the tests compute the same way; only results are stored.
Run: /usr/bin/python3 tests/Peers/generate/torch_nn.py   (writes tests/Peers/torch_nn.json)
"""
import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional as F


def ramp(shape, k=0, dtype=torch.float32):
    count = math.prod(shape)
    return torch.tensor([((i * 37 + 11 * k) % 101 - 50) / 25 for i in range(count)], dtype=torch.float64).to(dtype).reshape(shape)


def numbers(tensor):
    return [float(v) for v in tensor.detach().double().flatten()]


def layer(module, shape, train=True, size=None):
    """Output, and gradients for the cotangent ramp(output.shape, 2), of a module whose parameters are ramps."""
    with torch.no_grad():
        for k, p in enumerate(module.parameters()):
            p.copy_(ramp(p.shape, 3 + k))
    module.train(train)
    x = ramp(shape).requires_grad_()
    y = module(x) if size is None else module(x, output_size=size)
    y.backward(ramp(y.shape, 2))
    return {
        "shape": list(y.shape), "output": numbers(y), "inputGrad": numbers(x.grad),
        "grads": {n: numbers(p.grad) for n, p in module.named_parameters()},
        "buffers": {n: numbers(b) for n, b in module.named_buffers()},
    }


def function(f, *shapes):
    """Output and gradients of a function of ramps; the cotangent is ramp(output.shape, 2)."""
    xs = [ramp(shape, 5 * i).requires_grad_() for i, shape in enumerate(shapes)]
    y = f(*xs)
    y.backward(ramp(y.shape, 2))
    return {"shape": list(y.shape), "output": numbers(y), "grads": [numbers(x.grad) if x.grad is not None else [] for x in xs]}


def initial(seed, make):
    torch.manual_seed(seed)
    return {n: numbers(p) for n, p in make().named_parameters()}


def drawn(seed, fill, shape):
    torch.manual_seed(seed)
    return numbers(fill(torch.empty(shape)))


def optimizer_steps(make, steps=5, groups=1):
    """Parameters after each step; the gradient of step s is ramp(shape, s) + p, and the last parameter has none in step 1."""
    ps = [ramp((3, 4), 7).requires_grad_(), ramp((5,), 8).requires_grad_(), ramp((2, 2), 9).requires_grad_()]
    optimizer = make(ps)
    result = []
    for s in range(steps):
        for i, p in enumerate(ps):
            p.grad = None if s == 1 and i == 2 else ramp(p.shape, s + i) + p.detach()
        optimizer.step()
        result.append([numbers(p) for p in ps])
    return result


def rates(make, steps=14):
    """The two groups' rates after the schedule's constructor and after each step."""
    groups = [{"params": [ramp((2,)).requires_grad_()], "lr": 0.4}, {"params": [ramp((3,)).requires_grad_()], "lr": 0.03}]
    optimizer = torch.optim.SGD(groups, lr=1.0)
    scheduler = make(optimizer)
    result = [[g["lr"] for g in optimizer.param_groups]]
    for _ in range(steps):
        optimizer.step()
        scheduler.step()
        result.append([g["lr"] for g in optimizer.param_groups])
    return result


def training():
    """Losses of a seeded network over six steps, and its state afterwards."""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(64, 5))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    x, t = ramp((6, 3, 8, 8)), torch.arange(6) % 5
    losses = []
    for _ in range(6):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), t)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "state": {n: numbers(v) for n, v in net.state_dict().items()}}


def clipped(norm, p):
    parameters = [nn.Parameter(ramp((3, 4))), nn.Parameter(ramp((5,), 1)), nn.Parameter(ramp((2,), 2))]
    for i, w in enumerate(parameters[:2]):
        w.grad = ramp(w.shape, i)
    total = nn.utils.clip_grad_norm_(parameters, norm, p)
    return {"norm": total.item(), "grads": [numbers(w.grad) for w in parameters[:2]]}


def unit(x):
    return torch.sigmoid(x)


LR = torch.optim.lr_scheduler
labels = torch.tensor([2, 0, 3, 1])
weights = torch.tensor([0.5, 1.0, 2.0, 0.25])

peers = {
    "layers": {
        "conv2d": layer(nn.Conv2d(3, 4, 3, stride=2, padding=1), (2, 3, 7, 6)),
        "conv2d groups dilation": layer(nn.Conv2d(4, 6, (3, 2), (1, 2), (2, 1), (2, 1), groups=2, bias=False), (2, 4, 6, 7)),
        "conv2d same": layer(nn.Conv2d(3, 4, (3, 2), padding="same"), (2, 3, 5, 6)),
        "conv2d valid": layer(nn.Conv2d(3, 4, 3, padding="valid"), (2, 3, 5, 6)),
        "conv2d reflect": layer(nn.Conv2d(3, 4, 3, padding=(1, 2), padding_mode="reflect"), (2, 3, 5, 6)),
        "conv2d circular same": layer(nn.Conv2d(3, 2, (2, 3), padding="same", padding_mode="circular"), (2, 3, 5, 6)),
        "conv transpose": layer(nn.ConvTranspose2d(4, 6, 2, stride=2), (2, 4, 3, 3)),
        "conv transpose output size": layer(nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, groups=2), (2, 4, 3, 3), size=(6, 5)),
        "linear": layer(nn.Linear(5, 3), (4, 5)),
        "linear without bias": layer(nn.Linear(5, 3, bias=False), (2, 4, 5)),
        "batch norm": layer(nn.BatchNorm2d(3, eps=1e-3, momentum=0.2), (4, 3, 2, 2)),
        "batch norm eval": layer(nn.BatchNorm2d(3), (4, 3, 2, 2), train=False),
        "batch norm plain": layer(nn.BatchNorm2d(3, affine=False, track_running_stats=False), (4, 3, 2, 2), train=False),
        "group norm": layer(nn.GroupNorm(2, 4), (3, 4, 2, 2)),
        "relu": layer(nn.ReLU(), (3, 4)),
        "sigmoid": layer(nn.Sigmoid(), (3, 4)),
        "softmax": layer(nn.Softmax(1), (3, 4)),
        "flatten": layer(nn.Flatten(), (2, 3, 2, 2)),
        "max pool": layer(nn.MaxPool2d(3, 2, 1), (2, 2, 7, 6)),
        "avg pool": layer(nn.AvgPool2d(3, 2, 1, count_include_pad=False), (2, 2, 7, 6)),
        "adaptive avg pool": layer(nn.AdaptiveAvgPool2d((2, 3)), (2, 2, 7, 6)),
        "upsample nearest": layer(nn.Upsample(scale_factor=2), (1, 2, 3, 4)),
        "upsample bilinear": layer(nn.Upsample(size=(5, 7), mode="bilinear", align_corners=True), (1, 2, 3, 4)),
    },
    "functions": {
        "bce with logits": function(lambda x, t: F.binary_cross_entropy_with_logits(x, unit(t), weights, reduction="none", pos_weight=weights), (3, 4), (3, 4)),
        "bce": function(lambda x, t: F.binary_cross_entropy(unit(x), unit(t).detach()), (3, 4), (3, 4)),
        "cross entropy": function(lambda x: F.cross_entropy(x, labels, weights), (4, 4)),
        "cross entropy smoothed": function(lambda x: F.cross_entropy(x, labels, ignore_index=3, reduction="sum", label_smoothing=0.1), (4, 4)),
        "cross entropy probabilities": function(lambda x, t: F.cross_entropy(x, t.softmax(1).detach(), reduction="none"), (4, 4), (4, 4)),
        "nll": function(lambda x: F.nll_loss(x, labels, weights, reduction="none"), (4, 4)),
        "smooth l1": function(lambda x, t: F.smooth_l1_loss(x, t, reduction="none", beta=0.5), (3, 4), (3, 4)),
        "l1": function(lambda x, t: F.l1_loss(x, t, reduction="sum"), (3, 4), (3, 4)),
        "mse": function(F.mse_loss, (3, 4), (3, 4)),
        "huber": function(lambda x, t: F.huber_loss(x, t, delta=0.7), (3, 4), (3, 4)),
        "kl div": function(lambda x, t: F.kl_div(x.log_softmax(1), t.log_softmax(1), reduction="sum", log_target=True), (3, 4), (3, 4)),
        "log softmax": function(lambda x: F.log_softmax(x, 0), (3, 4)),
        "interpolate bilinear": function(lambda x: F.interpolate(x, scale_factor=(1.5, 2), mode="bilinear"), (1, 2, 4, 3)),
        "interpolate recompute": function(lambda x: F.interpolate(x, scale_factor=1.7, mode="bilinear", recompute_scale_factor=True), (1, 2, 4, 3)),
        "interpolate bicubic": function(lambda x: F.interpolate(x, size=(7, 5), mode="bicubic", align_corners=True), (1, 2, 4, 3)),
        "interpolate antialias": function(lambda x: F.interpolate(x, size=(2, 3), mode="bilinear", antialias=True), (1, 2, 6, 5)),
        "interpolate area": function(lambda x: F.interpolate(x, size=(2, 2), mode="area"), (1, 2, 6, 5)),
        "interpolate linear": function(lambda x: F.interpolate(x, size=5, mode="linear"), (1, 2, 3)),
        "interpolate nearest 3d": function(lambda x: F.interpolate(x, size=(2, 3, 4)), (1, 1, 3, 2, 2)),
        "interpolate nearest exact": function(lambda x: F.interpolate(x, size=(3, 5), mode="nearest-exact"), (1, 1, 4, 4)),
        "pad constant": function(lambda x: F.pad(x, (1, 2, 0, 1), value=0.5), (1, 2, 3, 4)),
        "pad reflect": function(lambda x: F.pad(x, (1, 2, 0, 1), mode="reflect"), (1, 2, 3, 4)),
        "pad replicate": function(lambda x: F.pad(x, (1, 2), mode="replicate"), (1, 2, 4)),
        "grid sample": function(lambda x, g: F.grid_sample(x, g, align_corners=False), (1, 2, 4, 5), (1, 3, 3, 2)),
        "grid sample border": function(lambda x, g: F.grid_sample(x, g, padding_mode="border", align_corners=True), (1, 2, 4, 5), (1, 3, 3, 2)),
        "grid sample reflection": function(lambda x, g: F.grid_sample(x, g, padding_mode="reflection", align_corners=True), (1, 2, 4, 5), (1, 3, 3, 2)),
        "grid sample nearest": function(lambda x, g: F.grid_sample(x, g, mode="nearest", align_corners=False), (1, 2, 4, 5), (1, 3, 3, 2)),
        "affine grid": function(lambda t: F.affine_grid(t, (2, 3, 4, 5), align_corners=True), (2, 2, 3)),
        "normalize": function(lambda x: F.normalize(x, p=3, dim=0), (3, 4)),
        "unfold": function(lambda x: F.unfold(x, (2, 3), dilation=(1, 1), padding=1, stride=(2, 1)), (1, 2, 4, 5)),
        "fold": function(lambda x: F.fold(x, 4, 2, stride=2), (1, 8, 4)),
        "batch norm": function(lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True), (4, 3, 2, 2), (3,), (3,)),
    },
    "initial": {
        "conv2d": initial(0, lambda: nn.Conv2d(3, 4, 3)),
        "conv2d groups": initial(1, lambda: nn.Conv2d(4, 6, (1, 3), groups=2, bias=False)),
        "conv transpose": initial(2, lambda: nn.ConvTranspose2d(4, 6, 2, stride=2)),
        "linear": initial(3, lambda: nn.Linear(5, 3)),
        "sequence": initial(4, lambda: nn.Sequential(nn.Linear(4, 4), nn.BatchNorm2d(4), nn.Conv2d(4, 4, 1))),
    },
    "drawn": {
        "kaiming normal": drawn(0, lambda t: nn.init.kaiming_normal_(t, mode="fan_out", nonlinearity="relu"), (4, 3, 3, 3)),
        "kaiming uniform": drawn(1, lambda t: nn.init.kaiming_uniform_(t, a=1), (4, 6)),
        "xavier normal": drawn(2, lambda t: nn.init.xavier_normal_(t, 1.5), (4, 6)),
        "xavier uniform": drawn(3, nn.init.xavier_uniform_, (4, 6)),
        "normal": drawn(4, lambda t: nn.init.normal_(t, 0.5, 0.01), (20,)),
        "uniform": drawn(5, lambda t: nn.init.uniform_(t, -3, 2), (20,)),
        "trunc normal": drawn(6, lambda t: nn.init.trunc_normal_(t, 0.1, 0.5, -0.6, 0.7), (20,)),
    },
    "optimizers": {
        "sgd": optimizer_steps(lambda ps: torch.optim.SGD(ps, lr=0.1)),
        "sgd momentum": optimizer_steps(lambda ps: torch.optim.SGD(ps, lr=0.1, momentum=0.9, weight_decay=1e-2)),
        "sgd dampening": optimizer_steps(lambda ps: torch.optim.SGD(ps, lr=0.1, momentum=0.9, dampening=0.3)),
        "sgd nesterov": optimizer_steps(lambda ps: torch.optim.SGD(ps, lr=0.1, momentum=0.9, weight_decay=1e-3, nesterov=True)),
        "sgd maximize": optimizer_steps(lambda ps: torch.optim.SGD(ps, lr=0.01, momentum=0.9, weight_decay=1e-2, maximize=True)),
        "sgd groups": optimizer_steps(lambda ps: torch.optim.SGD([{"params": ps[:2]}, {"params": ps[2:], "lr": 0.5, "momentum": 0.5, "weight_decay": 0.1}], lr=0.1, momentum=0.9)),
        "adam": optimizer_steps(lambda ps: torch.optim.Adam(ps, lr=0.1)),
        "adam amsgrad": optimizer_steps(lambda ps: torch.optim.Adam(ps, lr=0.1, betas=(0.8, 0.95), weight_decay=1e-2, amsgrad=True)),
        "adam maximize": optimizer_steps(lambda ps: torch.optim.Adam(ps, lr=0.1, maximize=True)),
    },
    "rates": {
        "step": rates(lambda o: LR.StepLR(o, 4, 0.3)),
        "multi step": rates(lambda o: LR.MultiStepLR(o, [3, 7, 7, 10], 0.2)),
        "lambda": rates(lambda o: LR.LambdaLR(o, lambda e: 0.95 ** e)),
        "multiplicative": rates(lambda o: LR.MultiplicativeLR(o, lambda e: 1 / (1 + e))),
        "linear": rates(lambda o: LR.LinearLR(o, 0.01, 1.0, 6)),
        "constant": rates(lambda o: LR.ConstantLR(o, 0.25, 4)),
        "cosine": rates(lambda o: LR.CosineAnnealingLR(o, 5, 0.001)),
        "exponential": rates(lambda o: LR.ExponentialLR(o, 0.8)),
        "polynomial": rates(lambda o: LR.PolynomialLR(o, 9, 0.9)),
        "sequential": rates(lambda o: LR.SequentialLR(o, [LR.LinearLR(o, 0.1, 1.0, 4), LR.MultiStepLR(o, [3, 6], 0.1)], [4])),
        "sequential three": rates(lambda o: LR.SequentialLR(o, [LR.ConstantLR(o, 0.1, 10), LR.ExponentialLR(o, 0.9), LR.CosineAnnealingLR(o, 4)], [3, 8])),
        "chained": rates(lambda o: LR.ChainedScheduler([LR.LinearLR(o, 0.1, 1.0, 4), LR.MultiStepLR(o, [6, 9], 0.1)])),
    },
    "clipped": {"2": clipped(1.5, 2.0), "1": clipped(4.0, 1.0), "inf": clipped(0.5, math.inf), "loose": clipped(1e3, 2.0)},
    "training": training(),
}
path = pathlib.Path(__file__).resolve().parents[1] / "torch_nn.json"
path.write_text(json.dumps({"torch": torch.__version__, **peers}, separators=(",", ":")) + "\n")
print(path, path.stat().st_size)
