"""Writes tests/Peers/images.json: small JPEG and PNG files with the pixels that Pillow makes of them, images that Pillow resized, and what
Pillow makes of the photos of COCO_Tiny where they are given (their SHA-256 only).

    images.py [FOLDER_OF_COCO_TINY]

Made with Pillow 9.4.0 and libjpeg-turbo 2.1.5 (Debian 12), Debian's torchvision 0.14.1 for normalisation.
"""
import base64
import hashlib
import io
import json
import pathlib
import random
import struct
import sys
import zlib

import torch
from PIL import Image
from torchvision.transforms import functional as F

random.seed(20)


def packed(data):
    return base64.b64encode(zlib.compress(bytes(data), 9)).decode()


def noise(height, width, mode="RGB"):
    """Smooth colour with noise on it: compresses badly enough to show every coefficient."""
    bands = len(Image.new(mode, (1, 1)).getbands())
    values = [min(255, max(0, int(128 + 100 * ((x * (b + 1) / width) % 1 - y / height) + random.gauss(0, 25))))
              for y in range(height) for x in range(width) for b in range(bands)]
    return Image.frombytes(mode, (width, height), bytes(values))


def saved(image, kind="JPEG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def decoded(name, file):
    image = Image.open(io.BytesIO(file)).convert("RGB")
    return {"name": name, "file": base64.b64encode(file).decode(), "height": image.height, "width": image.width, "pixels": packed(image.tobytes())}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_16(height, width, colour_type, samples):
    """16-bit samples, which Pillow does not write."""
    row = len(samples) // height
    raw = b"".join(b"\0" + b"".join(struct.pack(">H", s) for s in samples[y * row:(y + 1) * row]) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def with_chunk(png, kind, data):
    return png[:33] + chunk(kind, data) + png[33:]


def files():
    rgb = noise(21, 35)
    for subsampling, name in [(0, "4:4:4"), (1, "4:2:2"), (2, "4:2:0")]:
        yield decoded(f"JPEG {name}", saved(rgb, quality=90, subsampling=subsampling))
    yield decoded("JPEG progressive", saved(rgb, quality=75, progressive=True))
    yield decoded("JPEG grey", saved(noise(13, 18, "L"), quality=85))
    cmyk = saved(noise(17, 19, "CMYK"), quality=90)
    yield decoded("JPEG CMYK", cmyk)
    adobe = cmyk.index(b"Adobe") + 11
    yield decoded("JPEG YCCK", cmyk[:adobe] + b"\2" + cmyk[adobe + 1:])
    exif = Image.Exif()
    exif[0x0112] = 6
    yield decoded("JPEG turned by EXIF", saved(noise(9, 20), quality=90, exif=exif))
    yield decoded("JPEG with garbage behind", saved(rgb, quality=60) + b"garbage")
    plain = saved(rgb, quality=60)
    yield decoded("JPEG with bytes before the last marker", plain[:-2] + b"\x01\x02\x03" + plain[-2:])
    yield decoded("PNG", saved(rgb, "PNG"))
    yield decoded("PNG grey", saved(noise(7, 9, "L"), "PNG"))
    yield decoded("PNG 1 bit", saved(noise(7, 9, "L").convert("1"), "PNG"))
    yield decoded("PNG alpha", saved(noise(8, 11, "RGBA"), "PNG"))
    yield decoded("PNG grey alpha", saved(noise(8, 11, "LA"), "PNG"))
    palette = noise(12, 10).quantize(16)
    yield decoded("PNG palette", saved(palette, "PNG"))
    yield decoded("PNG palette with transparency", saved(palette, "PNG", transparency=bytes(range(0, 256, 16))))
    yield decoded("PNG transparent colour", with_chunk(saved(rgb, "PNG"), b"tRNS", struct.pack(">HHH", *rgb.getpixel((0, 0)))))
    yield decoded("PNG gamma 1", with_chunk(saved(rgb, "PNG"), b"gAMA", struct.pack(">I", 100000)))
    yield decoded("PNG 16 bits, multiples of 257", png_16(3, 4, 2, [257 * random.randrange(256) for _ in range(36)]))


def resized():
    sizes = [((15, 20), (25, 33)), ((30, 40), (13, 17)), ((31, 23), (31, 40)), ((11, 23), (40, 23)), ((17, 33), (17, 33)), ((5, 7), (1, 1)),
             ((1, 1), (4, 9)), ((2, 3), (13, 65)), ((20, 90), (3, 5)), ((23, 11), (22, 10)), ((12, 50), (40, 19)), ((9, 64), (90, 7)), ((3, 150), (5, 2)),
             ((10, 14), (20, 28))]
    sizes += [((random.randint(1, 30), random.randint(1, 30)), (random.randint(1, 40), random.randint(1, 40))) for _ in range(12)]
    for (height, width), (new_height, new_width) in sizes:
        image = noise(height, width)
        output = image.resize((new_width, new_height), Image.BILINEAR)
        yield {"height": height, "width": width, "pixels": packed(image.tobytes()),
               "newHeight": new_height, "newWidth": new_width, "resized": packed(output.tobytes())}


def nearest():
    """Masks of 0 and 1, packed row by row."""
    for _ in range(12):
        height, width, new_height, new_width = (random.randint(1, 60) for _ in range(4))
        mask = Image.frombytes("L", (width, height), bytes(int(random.random() < 0.4) for _ in range(height * width)))
        yield {"height": height, "width": width, "mask": packed(mask.tobytes()), "newHeight": new_height, "newWidth": new_width,
               "resized": packed(mask.resize((new_width, new_height), Image.NEAREST).tobytes())}


def normalised():
    """All 256 values of each channel under both conventions."""
    ramp = Image.frombytes("RGB", (256, 1), bytes(v for v in range(256) for _ in range(3)))
    torchvision = F.normalize(F.to_tensor(ramp), [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    bgr = torch.tensor(list(range(256)), dtype=torch.uint8).expand(3, 256)
    detectron2 = (bgr - torch.tensor([103.530, 116.280, 123.675]).view(3, 1)) / torch.tensor([1.0, 1.0, 1.0]).view(3, 1)
    return {name: [base64.b64encode(plane.contiguous().numpy().astype("<f4").tobytes()).decode() for plane in planes.view(3, 256)]
            for name, planes in [("torchvision", torchvision), ("detectron2", detectron2)]}


def photos(folder):
    for path in sorted(pathlib.Path(folder).glob("*2017/*.jpg")):
        image = Image.open(path).convert("RGB")
        scale = 800 / min(image.size)
        if max(image.size) * scale > 1333:
            scale = 1333 / max(image.size)
        width, height = (int(side * scale + 0.5) for side in image.size)
        smaller = image.resize((image.width * 3 // 7, image.height * 2 // 5), Image.BILINEAR)
        yield {"file": f"{path.parent.name}/{path.name}",
               "sha256": hashlib.sha256(image.tobytes()).hexdigest()[:32],
               "height": height, "width": width,
               "enlarged": hashlib.sha256(image.resize((width, height), Image.BILINEAR).tobytes()).hexdigest()[:32],
               "reduced": hashlib.sha256(smaller.tobytes()).hexdigest()[:32]}


def main():
    target = pathlib.Path(__file__).parents[1] / "images.json"
    content = {"files": list(files()), "resized": list(resized()), "nearest": list(nearest()), "normalised": normalised(),
               "photos": list(photos(sys.argv[1])) if len(sys.argv) > 1 else json.loads(target.read_text())["photos"]}
    rows = ",\n".join(f'"{key}": [\n' + ",\n".join(json.dumps(item) for item in items) + "\n]" if isinstance(items, list)
                      else f'"{key}": {json.dumps(items)}' for key, items in content.items())
    target.write_text("{" + rows + "}\n")


main()
