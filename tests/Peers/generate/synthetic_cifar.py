"""Writes tests/Peers/synthetic_cifar.json: SHA-256 of some images of the synthetic set, drawn by this second implementation in Python's own
double-precision arithmetic. It shows that the drawing is defined by its description and not by one compiler."""
import hashlib
import json
import math
import pathlib

from rng import stream

SIDE, SAMPLES, CLUTTER, SHAPES, TEXTURES = 32, 2, 4, 20, 5


class Random:
    def __init__(self, seed, *keys):
        self.bits = stream(seed, keys)

    def double(self):
        return (next(self.bits) >> 11) * 2.0 ** -53

    def below(self, limit):
        while True:
            product = next(self.bits) * limit
            low = product & (2 ** 64 - 1)
            if low >= limit or low >= (2 ** 64 - limit) % limit:
                return product >> 64

    def between(self, low, high):
        return low + (high - low) * self.double()

    def place(self, spread):
        return (0.5 + self.between(-spread, spread)) * SIDE

    def colour(self):
        return [self.double(), self.double(), self.double()]

    def rotation(self, limit):
        t = self.between(-limit, limit)
        return (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)


def mix(a, b, share):
    return [p + (q - p) * share for p, q in zip(a, b)]


def petals(square, count, v, inner, swing):
    if square == 0:
        return True
    r = math.sqrt(square)
    cosine = -v / r
    previous, current = 1.0, cosine
    for _ in range(1, count):
        previous, current = current, 2 * cosine * current - previous
    return r < inner + swing * current


def contains(shape, u, v):
    au, av = abs(u), abs(v)
    most = max(au, av)
    square = u * u + v * v
    return [
        lambda: square < 0.7,
        lambda: 0.25 < square < 0.85,
        lambda: most < 0.72,
        lambda: 0.45 < most < 0.85,
        lambda: v < 0.65 and au < (v + 0.95) / 1.7,
        lambda: min(au, av) < 0.28 and most < 0.9,
        lambda: abs(au - av) < 0.38 and most < 0.82,
        lambda: square < 0.85 and (u - 0.4) * (u - 0.4) + v * v > 0.5,
        lambda: v < 0.35 and u * u + (v - 0.35) * (v - 0.35) < 0.85,
        lambda: av < 0.33 and au < 0.95,
        lambda: 0.22 < av < 0.68 and au < 0.85,
        lambda: petals(square, 5, v, 0.6, 0.3),
        lambda: petals(square, 3, v, 0.55, 0.38),
        lambda: petals(square, 4, v, 0.58, 0.34),
        lambda: most < 0.8 and (u < -0.25 or v > 0.25),
        lambda: most < 0.8 and (v < -0.25 or au < 0.28),
        lambda: (au - 0.58) * (au - 0.58) + v * v < 0.16 or (av < 0.14 and au < 0.58),
        lambda: u * u + 4 * v * v < 0.9,
        lambda: au + av < 0.95,
        lambda: av < 0.85 and au < 0.1 + 0.8 * av,
    ][shape]()


def odd(x):
    return math.floor(x) % 2 == 1


def surface(texture, first, second, phase, u, v):
    if texture == 1:
        return first if odd(v * 3 + phase) else second
    if texture == 2:
        return first if odd(u * 2.6 + phase) == odd(v * 2.6 + phase) else second
    if texture == 3:
        x, y = u * 2.2 + phase, v * 2.2 + phase
        dx, dy = x - math.floor(x) - 0.5, y - math.floor(y) - 0.5
        return second if dx * dx + dy * dy < 0.1 else first
    if texture == 4:
        return mix(first, second, min(max(0.5 + 0.6 * u, 0.0), 1.0))
    return first


def over(figure, below, x, y):
    shape, texture, cx, cy, radius, stretch, (cosine, sine), first, second, phase = figure
    dx, dy = (x - cx) / radius, (y - cy) / radius
    u = (cosine * dx + sine * dy) * stretch
    v = (cosine * dy - sine * dx) / stretch
    return surface(texture, first, second, phase, u, v) if u * u + v * v < 2 and contains(shape, u, v) else below


def draw(seed, split, label, index):
    rng = Random(seed, split, label, index)
    near, far = rng.colour(), rng.colour()
    down_x, down_y = rng.double() - 0.5, rng.double() - 0.5
    clutter = []
    for _ in range(CLUTTER):
        clutter.append((
            rng.below(SHAPES), 0, rng.place(0.5), rng.place(0.5), rng.between(0.08, 0.2) * SIDE, 1.0, rng.rotation(1), rng.colour(), None, 0.0))
    first = rng.colour()
    while True:
        second = rng.colour()
        r, g, b = (q - p for p, q in zip(first, second))
        if r * r + g * g + b * b > 0.25:
            break
    figure = (
        label % SHAPES, (label // SHAPES + label) % TEXTURES, rng.place(0.12), rng.place(0.12), rng.between(0.27, 0.42) * SIDE,
        rng.between(0.8, 1.25), rng.rotation(0.2), first, second, rng.double())
    occluders = rng.below(3)
    gain, bias, noise = rng.between(0.6, 1.1), rng.between(-0.1, 0.1), rng.between(0.02, 0.1)

    image = bytearray(3 * SIDE * SIDE)
    for y in range(SIDE):
        for x in range(SIDE):
            total = [0.0, 0.0, 0.0]
            for sample in range(SAMPLES * SAMPLES):
                px = x + (sample % SAMPLES + 0.5) / SAMPLES
                py = y + (sample // SAMPLES + 0.5) / SAMPLES
                share = 0.5 + (down_x * (px - SIDE / 2.0) + down_y * (py - SIDE / 2.0)) / SIDE * 2
                colour = mix(near, far, min(max(share, 0.0), 1.0))
                for item in clutter[occluders:]:
                    colour = over(item, colour, px, py)
                colour = over(figure, colour, px, py)
                for item in clutter[:occluders]:
                    colour = over(item, colour, px, py)
                total = [t + c for t, c in zip(total, colour)]
            for channel in range(3):
                grain = 2 * (rng.double() + rng.double() + rng.double() + rng.double()) - 4
                value = (total[channel] / (SAMPLES * SAMPLES) - 0.5) * gain + 0.5 + bias + noise * grain
                image[channel * SIDE * SIDE + y * SIDE + x] = min(max(math.floor(value * 255 + 0.5), 0), 255)
    return hashlib.sha256(image).hexdigest()


cases = [{"seed": seed, "split": split, "class": label, "index": index, "sha256": draw(seed, split, label, index)}
         for seed, split, label, index in [(7, 0, label, 0) for label in range(100)] + [(7, 0, 3, 1), (7, 1, 3, 0), (8, 0, 3, 0)]]
path = pathlib.Path(__file__).parent.parent / "synthetic_cifar.json"
path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
