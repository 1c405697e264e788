"""Writes tests/Peers/losses.json: losses and gradients from torch and torchvision, in double precision.

    /usr/bin/python3 tests/Peers/generate/losses.py

Softmax and sigmoid cross-entropy are torch.nn.functional's, focal loss is torchvision.ops.sigmoid_focal_loss. Class-balanced losses weight these as
Cui et al. (2019) and their code (richardaecn/class-balanced-loss, src/cifar_main.py) do, with the focal modulator (1 - p_t)^gamma; their weights come
from numpy. Every sum is divided by the number of samples.
"""
import json
import pathlib

import numpy as np
import torch
import torchvision
from torch.nn import functional as F

SHAPES = [(1, 1), (4, 3), (7, 10), (12, 25)]


def one_hot(labels, classes):
    return F.one_hot(labels, classes + 1)[:, :classes].double()


def focal(logits, labels, gamma, alpha):
    target = one_hot(labels, logits.shape[1])
    return torchvision.ops.sigmoid_focal_loss(logits, target, alpha=-1 if alpha is None else alpha, gamma=gamma)


def class_weights(counts, beta):
    weights = (1.0 - beta) / (1.0 - np.power(beta, counts))
    return weights / weights.sum() * len(counts)


def evaluate(loss, logits):
    logits = logits.clone().requires_grad_(True)
    value = loss(logits)
    value.backward()
    return {"loss": value.item(), "grad": logits.grad.tolist()}


def case(seed, samples, classes, scale):
    torch.manual_seed(seed)
    logits = torch.randn(samples, classes, dtype=torch.float64) * scale
    foreground = torch.randint(0, classes, (samples,))
    proposals = torch.randint(0, classes + 1, (samples,))
    counts = torch.randint(1, 600, (classes,)).numpy()
    target = one_hot(proposals, classes)

    def balanced(terms, labels, beta):
        weights = torch.from_numpy(class_weights(counts, beta))[labels]
        return (terms * weights.view(-1, *[1] * (terms.dim() - 1))).sum() / samples

    losses = {
        "softmax": evaluate(lambda z: F.cross_entropy(z, foreground), logits),
        "sigmoid": evaluate(lambda z: F.binary_cross_entropy_with_logits(z, target, reduction="sum") / samples, logits),
        "focal": [
            {"gamma": gamma, "alpha": alpha, **evaluate(lambda z: focal(z, proposals, gamma, alpha).sum() / samples, logits)}
            for gamma, alpha in [(2.0, 0.25), (0.5, None), (1.0, 0.6)]
        ],
        "class_balanced": [],
    }
    for beta in (0.9, 0.9999):
        forms = {
            "Softmax": lambda z: balanced(F.cross_entropy(z, foreground, reduction="none"), foreground, beta),
            "Sigmoid": lambda z: balanced(
                F.binary_cross_entropy_with_logits(z, one_hot(foreground, classes), reduction="none"), foreground, beta),
            "Focal": lambda z: balanced(focal(z, foreground, 1.5, None), foreground, beta),
        }
        for form, loss in forms.items():
            losses["class_balanced"].append({"form": form, "beta": beta, "gamma": 1.5, **evaluate(loss, logits)})
    return {"logits": logits.tolist(), "foreground": foreground.tolist(), "proposals": proposals.tolist(), "counts": counts.tolist(), **losses}


def main():
    cases = [case(seed, *shape, scale) for seed, (shape, scale) in enumerate((s, k) for s in SHAPES for k in (1.0, 12.0))]
    note = f"made by tests/Peers/generate/losses.py with torch {torch.__version__}, torchvision {torchvision.__version__}, numpy {np.__version__}"
    path = pathlib.Path(__file__).parents[1] / "losses.json"
    path.write_text(json.dumps({"note": note, "cases": cases}) + "\n")


main()
