"""Writes tests/Peers/weights/: small files of weights as torch 1.13 and pickle write them, and expected.json, what is in them.

    /usr/bin/python3 tests/Peers/generate/weights.py

Of safetensors, which Debian lacks, the bytes are put together here by the description of its format. Values of expected.json: dtype, shape, and the
elements, row-major, as hexadecimal of their little-endian bytes.
"""
import collections
import json
import pathlib
import pickle
import struct

import numpy as np
import torch

assert torch.__version__.startswith("1.13"), torch.__version__
FOLDER = pathlib.Path(__file__).parent.parent / "weights"
EXPECTED = {}
torch.manual_seed(7)


def expect(name, tensors, others=()):
    EXPECTED[name] = {
        "tensors": {key: {"dtype": str(value.dtype).split(".")[1], "shape": list(value.shape),
                          "bytes": value.detach().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes().hex()
                          if value.dtype != torch.bool else value.contiguous().to(torch.uint8).numpy().tobytes().hex()}
                    for key, value in tensors.items()},
        "others": dict(others)}


def every_type():
    values = torch.tensor([[0, 1, -2], [3, 100, -7]])
    kinds = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8]
    tensors = {str(kind).split(".")[1]: values.to(kind) for kind in kinds}
    return {**tensors, "uint8": values.abs().to(torch.uint8), "bool": values > 0}


def layouts():
    base = torch.arange(24, dtype=torch.float32)
    return collections.OrderedDict([
        ("base", base), ("row", base[6:12]), ("matrix.t", base[:12].view(3, 4).t()), ("column", base.view(6, 4)[:, 1]),
        ("channels_last", torch.randn(2, 3, 4, 2).contiguous(memory_format=torch.channels_last)),
        ("scalar", torch.tensor(2.5)), ("empty", torch.empty(0, 3)), ("parameter", torch.nn.Parameter(torch.randn(3)))])


def model():
    torch.manual_seed(3)
    return torch.nn.Sequential(torch.nn.Conv2d(2, 3, 1), torch.nn.BatchNorm2d(3))


def save_torch(name, content, tensors, others=(), **options):
    torch.save(content, FOLDER / name, **options)
    expect(name, tensors, others)


def save_pickle(name, content, tensors, protocol, others=()):
    (FOLDER / name).write_bytes(pickle.dumps(content, protocol=protocol))
    expect(name, {key: torch.from_numpy(np.ascontiguousarray(value)).reshape(value.shape) for key, value in tensors.items()}, others)


def save_safetensors(name, tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    kinds = {"float64": "F64", "float32": "F32", "float16": "F16", "bfloat16": "BF16", "int64": "I64", "int32": "I32", "int16": "I16", "int8": "I8", "uint8": "U8", "bool": "BOOL"}
    expect(name, tensors)
    for key in tensors:
        said = EXPECTED[name]["tensors"][key]
        piece = bytes.fromhex(said["bytes"])
        header[key] = {"dtype": kinds[said["dtype"]], "shape": said["shape"], "data_offsets": [len(data), len(data) + len(piece)]}
        data += piece
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (FOLDER / name).write_bytes(struct.pack("<Q", len(text)) + text + data)


FOLDER.mkdir(exist_ok=True)
module = model()
state = module.state_dict()
arrays = {"stem.conv1.weight": np.random.default_rng(1).normal(size=(4, 3, 2, 2)).astype(np.float32), "stem.conv1.norm.weight": np.arange(4, dtype=np.float64),
          "fortran": np.asfortranarray(np.arange(6, dtype=np.int64).reshape(2, 3)), "scalar": np.array(1.5, dtype=np.float16), "flags": np.array([True, False])}
zoo = {"model": arrays, "__author__": "Zoo", "matching_heuristics": True, "iteration": np.int64(5)}
said = {"__author__": 'str "Zoo"', "matching_heuristics": "True", "iteration": "int 5"}

views = layouts()

save_torch("types.pth", every_type(), every_type())
save_torch("layouts.pth", views, views)
save_torch("state.pth", state, state)
save_torch("checkpoint.pth", {"model": state, "epoch": 3, "lr": 0.5, "optimizer": torch.optim.SGD(module.parameters(), 0.1, 0.9).state_dict(), "shape": torch.Size([1, 2]), "device": torch.device("cpu"),
                              "dtype": torch.float16, "best": None, "names": {"a", "b"}}, state,
           {"epoch": "int 3", "lr": "float 0.5", "optimizer": "dict of 2", "shape": "tuple of 2", "device": 'str "cpu"', "dtype": "torch.Float16", "best": "None", "names": "list of 2"})
save_torch("types-legacy.pth", every_type(), every_type(), _use_new_zipfile_serialization=False)
save_torch("layouts-legacy.pth", views, views, _use_new_zipfile_serialization=False)
save_torch("state-protocol4.pth", {"state_dict": state}, state, pickle_protocol=4)
for protocol in (0, 2, 4, 5):
    save_pickle(f"zoo-protocol{protocol}.pkl", zoo, arrays, protocol, said)
save_pickle("blobs.pkl", {"blobs": {"conv1_w": arrays["stem.conv1.weight"], "res_conv1_bn_s": np.ones(4, np.float32)}},
            {"conv1_w": arrays["stem.conv1.weight"], "res_conv1_bn_s": np.ones(4, np.float32)}, 2)
# Python 2 writes text and data alike as byte strings.
python2 = (b"\x80\x02}q\x00U\x05modelq\x01}q\x02U\x01wq\x03cnumpy.core.multiarray\n_reconstruct\nq\x04cnumpy\nndarray\nq\x05K\x00\x85q\x06U\x01bq\x07\x87q\x08Rq\x09(K\x01K\x02\x85q\x0a"
           b"cnumpy\ndtype\nq\x0bU\x02f4q\x0cK\x00K\x01\x87q\x0dRq\x0e(K\x03U\x01<q\x0fNNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tq\x10b\x89U\x08" + struct.pack("<2f", 1.5, -3) + b"q\x11tq\x12bss.")
assert pickle.loads(python2, encoding="latin1")["model"]["w"].tolist() == [1.5, -3]
(FOLDER / "python2.pkl").write_bytes(python2)
expect("python2.pkl", {"w": torch.tensor([1.5, -3])})
save_safetensors("types.safetensors", {**every_type(), "scalar": torch.tensor(2.5), "empty": torch.empty(0, 3)}, {"format": "pt", "note": "\u00e9"})
(FOLDER / "expected.json").write_text(json.dumps(EXPECTED, indent=1) + "\n")
for file in sorted(FOLDER.iterdir()):
    print(f"{file.stat().st_size:6} {file.name}")
