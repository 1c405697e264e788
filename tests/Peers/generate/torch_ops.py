"""Writes tests/Peers/torch_ops.json: what Python's torch computes for small inputs, values and gradients.

Run with Debian's interpreter (python3-torch): /usr/bin/python3 tests/Peers/generate/torch_ops.py
The random section holds what each function draws right after manual_seed(11). Gradients are those of sum(out_k * weight_k), weight_k = 0.1, 0.2, 0.3, ... in the order of the elements, over all floating-point outputs.
tests/TorchSharp.Libtorch.Tests/Operators/OperatorCases.cs holds the C# side of every case under the same name.
"""
import json
import pathlib

import torch

torch.manual_seed(7)
D = torch.float64
INPUTS = {
    "x": torch.randn(2, 3, 4, dtype=D),
    "y": torch.randn(2, 3, 4, dtype=D),
    "row": torch.randn(4, dtype=D),
    "pos": torch.rand(2, 3, 4, dtype=D) * 3 + 0.2,
    "unit": torch.rand(2, 3, 4, dtype=D) * 0.8 + 0.1,
    "m": torch.randn(3, 4, dtype=D),
    "n": torch.randn(4, 5, dtype=D),
    "o": torch.randn(3, 5, dtype=D),
    "b1": torch.randn(2, 3, 4, dtype=D),
    "b2": torch.randn(2, 4, 2, dtype=D),
    "v": torch.randn(4, dtype=D),
    "w": torch.randn(3, dtype=D),
    "square": torch.randn(4, 4, dtype=D),
    "odd": torch.tensor([1.0, float("nan"), float("inf"), -float("inf"), 0.0, -2.5], dtype=D),
    "halves": torch.tensor([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 1.25, 0.0], dtype=D),
    "ties": torch.tensor([[3.0, 1.0, 3.0, 2.0], [0.0, 0.0, -1.0, 5.0]], dtype=D),
    "i": torch.tensor([[5, -3, 2], [7, 0, -8]]),
    "j": torch.tensor([[2, 2, -3], [-2, 4, 3]]),
    "bytes": torch.tensor([6, 3, 255, 0], dtype=torch.uint8),
    "bytes2": torch.tensor([3, 5, 15, 1], dtype=torch.uint8),
    "a": torch.tensor([True, True, False, False]),
    "c": torch.tensor([True, False, True, False]),
    "mask": torch.tensor([[True, False, True, False], [False, False, True, True], [True, True, False, False]]),
    "rowmask": torch.tensor([True, False, True]),
    "idx": torch.tensor([2, 0, 2]),
    "idx2": torch.tensor([1, 3]),
    "neg": torch.tensor([-1, 0]),
    "gidx": torch.tensor([[0, 2, 1, 1], [2, 0, 0, 1]]),
    "flat": torch.tensor([0, 7, 11, 3]),
    "counts": torch.tensor([0, 1, 1, 3, 3, 3]),
    "repeats": torch.tensor([1, 0, 2]),
    "f32": torch.randn(3, 4),
    "scalar": torch.tensor(1.5, dtype=D),
}

CASES = {}


def case(name, inputs, function):
    CASES[name] = (inputs.split(), function)


for name in ("abs acos_u asin_u atan ceil cos cosh erf erfc exp exp2 expm1 floor frac neg reciprocal sigmoid sign sin sinh square tan tanh trunc "
             "relu relu6 silu hardsigmoid hardswish positive").split():
    base = name.removesuffix("_u")
    function = getattr(torch, base, None) or getattr(torch.nn.functional, base)
    case(base, "unit" if name.endswith("_u") else "x", function)
for name in "log log10 log1p log2 rsqrt sqrt".split():
    case(name, "pos", getattr(torch, name))
for name in "erfinv logit".split():
    case(name, "unit", getattr(torch, name))
for name in "exp sqrt sigmoid relu neg abs log clamp_min".split():
    case(name + "_", "pos", (lambda n: lambda x: getattr(x.clone(), n)(0.5) if n == "clamp_min_" else getattr(x.clone(), n)())(name + "_"))
F = torch.nn.functional
case("round", "halves", lambda x: x.round())
case("round_decimals", "x", lambda x: x.round(decimals=2))
case("logit_eps", "x", lambda x: x.logit(0.1))
case("nan_to_num", "odd", lambda x: x.nan_to_num(3.0, 5.0, -5.0))
case("nan_to_num_default", "odd", lambda x: x.nan_to_num(0.0))
case("clamp", "x", lambda x: x.clamp(-0.5, 0.5))
case("clamp_low", "x", lambda x: x.clamp(min=0.1))
case("clamp_tensor", "x y", lambda x, y: x.clamp(max=y))
case("clamp_max", "x", lambda x: x.clamp_max(0.3))
case("log_sigmoid", "x", F.logsigmoid)
case("hardtanh", "x", lambda x: F.hardtanh(x, -0.5, 0.7))
case("leaky_relu", "x", lambda x: F.leaky_relu(x, 0.1))
case("elu", "x", lambda x: F.elu(x, 1.3))
case("softplus", "x", lambda x: F.softplus(x, 2, 1))
case("threshold", "x", lambda x: F.threshold(x, 0.2, -1))
case("softmax", "x", lambda x: x.softmax(1))
case("softmax_dtype", "f32", lambda x: x.softmax(-1, D))
case("log_softmax", "x", lambda x: x.log_softmax(-1))

case("add", "x y", lambda x, y: x.add(y))
case("add_alpha", "x row", lambda x, y: x.add(y, alpha=2.5))
case("add_scalar_alpha", "x", lambda x: torch.add(x, 3, alpha=2))
case("add_inplace", "x y", lambda x, y: x.clone().add_(y, alpha=-0.5))
case("sub", "x row", lambda x, y: x.sub(y))
case("mul", "x row", lambda x, y: x.mul(y))
case("div", "x pos", lambda x, y: x.div(y))
case("div_floor", "x pos", lambda x, y: x.div(y, rounding_mode="floor"))
case("div_trunc", "i j", lambda x, y: x.div(y, rounding_mode="trunc"))
case("div_inplace", "x pos", lambda x, y: x.clone().div_(y))
case("true_divide", "i j", lambda x, y: x.true_divide(y))
case("floor_divide_scalar", "i", lambda x: torch.floor_divide(x, 2))
case("fmod", "i j", lambda x, y: x.fmod(y))
case("remainder", "i j", lambda x, y: x.remainder(y))
case("remainder_scalar", "x", lambda x: x.remainder(0.7))
case("pow", "pos y", lambda x, y: x.pow(y))
case("pow_scalar", "x", lambda x: x.pow(3))
case("pow_inplace", "pos", lambda x: x.clone().pow_(0.5))
case("operators", "x y", lambda x, y: (2 - x) * y + x / 3.0 - 1.5 / (y * y + 1) + (-x) % 2)
case("operators_integer", "i", lambda i: 7 - i * 2 + (i + 1) % 3)
case("operators_divide_integer", "i", lambda i: 3 / (i * i + 1))
case("operators_float_keeps_type", "f32", lambda x: 1 - 0.5 * x)
case("addcdiv", "x y pos", lambda x, y, z: x.addcdiv(y, z, value=0.3))
case("addcmul", "x y pos", lambda x, y, z: x.addcmul(y, z, value=0.3))
case("addcmul_inplace", "x y pos", lambda x, y, z: x.clone().addcmul_(y, z, value=-2))
case("lerp", "x y unit", lambda x, y, w: x.lerp(y, w))
case("atan2", "x y", lambda x, y: x.atan2(y))
case("copysign", "x y", lambda x, y: x.copysign(y))
case("xlogy", "x pos", lambda x, y: x.xlogy(y))
case("heaviside", "halves", lambda x: torch.heaviside(x.detach(), torch.tensor(0.5, dtype=D)))
case("hypot", "x y", lambda x, y: x.hypot(y))
case("logaddexp", "x y", lambda x, y: x.logaddexp(y))
case("maximum", "x y", lambda x, y: x.maximum(y))
case("minimum", "x row", lambda x, y: x.minimum(y))
case("fmax", "odd", lambda x: x.fmax(torch.zeros((), dtype=D)))

for name in "eq ne lt le gt ge".split():
    case(name, "i j", (lambda n: lambda x, y: getattr(x, n)(y))(name))
    case(name + "_scalar", "i", (lambda n: lambda x: getattr(x, n)(2))(name))
case("comparison_operators", "i j", lambda x, y: ((x < y) & (x != 5)) | (x == 7) ^ ~(y >= 3))
case("isclose", "x y", lambda x, y: x.isclose(x + y * 1e-6, rtol=1e-6, atol=1e-7))
case("isin", "i", lambda x: torch.isin(x, torch.tensor([5, -8])))
for name in "isnan isinf isfinite isposinf isneginf".split():
    case(name, "odd", getattr(torch, name))
for name in "logical_and logical_or logical_xor".split():
    case(name, "a c", getattr(torch, name))
case("logical_not", "i", torch.logical_not)
for name in "bitwise_and bitwise_or bitwise_xor".split():
    case(name, "bytes bytes2", getattr(torch, name))
case("bitwise_not", "bytes", torch.bitwise_not)
case("bitwise_left_shift", "bytes", lambda x: x << torch.tensor(1, dtype=torch.uint8))

case("sum", "x", lambda x: x.sum())
case("sum_dim", "x", lambda x: x.sum(1))
case("sum_dims_keep", "x", lambda x: x.sum((0, 2), True))
case("sum_type", "i", lambda x: x.sum(dtype=torch.float32))
case("sum_bool", "mask", lambda x: x.sum(1))
case("mean", "x", lambda x: x.mean())
case("mean_dims", "x", lambda x: x.mean((0, 1), True))
case("prod", "m", lambda x: x.prod())
case("prod_dim", "x", lambda x: x.prod(2, True))
case("nansum", "odd", lambda x: x[:2].nansum())
case("max", "x", lambda x: x.max())
case("max_dim", "x", lambda x: tuple(x.max(2)))
case("min_dim_keep", "x", lambda x: tuple(x.min(1, True)))
case("max_other", "x y", lambda x, y: torch.max(x, y))
case("amax", "x", lambda x: x.amax((0, 2), True))
case("amin", "x", lambda x: x.amin((1,)))
case("aminmax", "x", lambda x: tuple(x.detach().aminmax(dim=1)))
case("argmax", "x", lambda x: x.argmax())
case("argmax_dim", "x", lambda x: x.argmax(1, True))
case("argmin_dim", "x", lambda x: x.argmin(-1))
case("all", "mask", lambda x: x.all())
case("all_dim", "mask", lambda x: x.all(1))
case("any", "mask", lambda x: x.any())
case("any_dim", "mask", lambda x: x.any(0, True))
case("std", "x", lambda x: x.std())
case("std_biased", "x", lambda x: x.std(False))
case("std_dim", "x", lambda x: x.std(1, True, True))
case("var_dims", "x", lambda x: x.var((0, 2), False))
case("std_mean", "x", lambda x: torch.std_mean(x, 1))
case("var_mean", "x", lambda x: torch.var_mean(x, (0, 1), unbiased=False))
case("median", "x", lambda x: x.median())
case("kthvalue", "x", lambda x: tuple(x.kthvalue(2, 2)))
case("quantile", "m", lambda x: x.quantile(torch.tensor([0.25, 0.5], dtype=D), 1))
case("mode", "ties", lambda x: tuple(x.mode(1)))
case("norm", "x", lambda x: x.norm())
case("norm_p1", "x", lambda x: x.norm(1))
case("norm_dim", "x", lambda x: x.norm(2, 1, True))
case("dist", "x y", lambda x, y: x.dist(y, 2))
case("logsumexp", "x", lambda x: x.logsumexp(2, True))
case("cumsum", "x", lambda x: x.cumsum(1))
case("cumprod", "x", lambda x: x.cumprod(2))
case("cummax", "ties", lambda x: tuple(x.cummax(1)))
case("logcumsumexp", "x", lambda x: x.logcumsumexp(2))
case("count_nonzero", "i", lambda x: x.count_nonzero())
case("count_nonzero_dim", "mask", lambda x: x.count_nonzero((1,)))
case("bincount", "counts", lambda x: x.bincount(minlength=6))
case("bincount_weights", "counts", lambda x: x.bincount(torch.arange(6, dtype=D)))
case("histc", "x", lambda x: x.histc(4, -2, 2))

case("view", "x", lambda x: x.view(6, 4))
case("reshape", "x", lambda x: x.transpose(0, 2).reshape(-1, 3))
case("flatten", "x", lambda x: x.flatten(1))
case("unflatten", "x", lambda x: x.unflatten(2, (2, 2)))
case("squeeze", "x", lambda x: x[:1].squeeze())
case("squeeze_dim", "x", lambda x: x[:1, :1].squeeze(1))
case("unsqueeze", "x", lambda x: x.unsqueeze(-1))
case("transpose", "x", lambda x: x.transpose(0, 2))
case("t", "m", lambda x: x.t())
case("T", "m", lambda x: x.T)
case("mT", "x", lambda x: x.mT)
case("permute", "x", lambda x: x.permute(2, 0, 1))
case("movedim", "x", lambda x: x.movedim((0, 1), (2, 0)))
case("expand", "row", lambda x: x.expand(2, 3, 4))
case("broadcast_to", "row", lambda x: x.broadcast_to(2, 4))
case("repeat", "m", lambda x: x.repeat(2, 1, 2))
case("tile", "w", lambda x: x.tile(2, 2))
case("repeat_interleave", "w", lambda x: x.repeat_interleave(2))
case("repeat_interleave_tensor", "m repeats", lambda x, r: x.repeat_interleave(r, 0))
case("narrow", "x", lambda x: x.narrow(2, 1, 2))
case("select", "x", lambda x: x.select(1, -1))
case("slice", "x", lambda x: x[:, :, 0:4:2])
case("as_strided", "m", lambda x: x.as_strided((2, 2), (1, 4), 1))
case("unfold", "x", lambda x: x.unfold(2, 2, 1))
case("unbind", "m", lambda x: x.unbind(0))
case("split", "x", lambda x: x.split(2, 2))
case("split_sizes", "x", lambda x: x.split([1, 3], 2))
case("tensor_split", "x", lambda x: x.tensor_split(3, 2))
case("chunk", "m", lambda x: x.chunk(2, 0))
case("flip", "x", lambda x: x.flip(0, 2))
case("roll", "m", lambda x: x.roll(1, 1))
case("roll_dims", "m", lambda x: x.roll((1, 2), (0, 1)))
case("rot90", "m", lambda x: x.rot90(1, (0, 1)))
case("diag", "v", lambda x: x.diag(1))
case("diagonal", "square", lambda x: x.diagonal(-1))
case("diag_embed", "m", lambda x: torch.diag_embed(x, 1))
case("tril", "square", lambda x: x.tril(-1))
case("triu", "square", lambda x: x.triu(1))
case("cat", "m o", lambda x, y: torch.cat([x, y], 1))
case("stack", "x y", lambda x, y: torch.stack([x, y], -1))
case("hstack", "m o", lambda x, y: torch.hstack([x, y]))
case("vstack", "m m", lambda x, y: torch.vstack([x, y * 2]))
case("meshgrid", "v w", lambda x, y: torch.meshgrid(x, y, indexing="xy"))
case("block_diag", "m o", lambda x, y: torch.block_diag(x, y))
case("cartesian_prod", "idx idx2", lambda x, y: torch.cartesian_prod(x, y))

case("index_select", "m idx", lambda x, i: x.index_select(0, i))
case("take", "m flat", lambda x, i: x.take(i))
case("gather", "m gidx", lambda x, i: x.gather(0, i))
case("take_along_dim", "m gidx", lambda x, i: x.take_along_dim(i[:, :3].t(), 1))
case("index_add", "m idx", lambda x, i: x.index_add(0, i, torch.ones(3, 4, dtype=D), alpha=2))
case("index_copy", "m idx2", lambda x, i: x.index_copy(1, i, torch.ones(3, 2, dtype=D)))
case("index_fill", "m idx2", lambda x, i: x.index_fill(1, i, -1))
case("scatter", "m gidx", lambda x, i: torch.zeros(3, 4, dtype=D).scatter(0, i[:1], x[:1]))
case("scatter_add", "m gidx", lambda x, i: torch.zeros(3, 4, dtype=D).scatter_add(0, i, x[:2]))
case("masked_fill", "m mask", lambda x, k: x.masked_fill(k, 9))
case("masked_select", "m mask", lambda x, k: x.masked_select(k))
case("masked_scatter", "m mask", lambda x, k: x.masked_scatter(k, torch.arange(12, dtype=D)))
case("diagonal_scatter", "square v", lambda x, v: x.diagonal_scatter(v))
case("select_scatter", "m w", lambda x, w: x.select_scatter(w, 1, 2))
case("slice_scatter", "m", lambda x: x.slice_scatter(torch.zeros(3, 2, dtype=D), dim=1, start=1, end=3, step=1))
case("where", "m mask", lambda x, k: torch.where(k, x, x * 10))
case("where_condition", "mask", lambda k: torch.where(k))
case("nonzero", "i", lambda x: x.nonzero())
case("argwhere", "mask", lambda x: x.argwhere())
case("topk", "x", lambda x: tuple(x.topk(2, 2)))
case("topk_smallest", "x", lambda x: tuple(x.topk(1, 1, largest=False)))
case("sort", "x", lambda x: tuple(x.sort(1, descending=True)))
case("sort_stable", "ties", lambda x: tuple(x.sort(dim=1, descending=True, stable=True)))
case("argsort", "x", lambda x: x.argsort(2))
case("msort", "m", lambda x: x.msort())
case("unique", "counts", lambda x: torch.unique(x, return_inverse=True, return_counts=True))
case("unique_dim", "ties", lambda x: torch.unique(x.detach(), dim=1))
case("unique_consecutive", "counts", lambda x: torch.unique_consecutive(x, return_counts=True))
case("bucketize", "x", lambda x: torch.bucketize(x, torch.tensor([-1.0, 0.0, 1.0], dtype=D), right=True))
case("diff", "m", lambda x: x.diff())

case("matmul", "m n", lambda x, y: x @ y)
case("matmul_batch", "b1 n", lambda x, y: x @ y)
case("mm", "m n", lambda x, y: x.mm(y))
case("bmm", "b1 b2", lambda x, y: x.bmm(y))
case("mv", "m v", lambda x, y: x.mv(y))
case("dot", "v row", lambda x, y: x.dot(y))
case("outer", "v w", lambda x, y: x.outer(y))
case("inner", "m v", lambda x, y: x.inner(y))
case("addmm", "o m n", lambda o, x, y: o.addmm(x, y, beta=0.5, alpha=2))
case("addmm_inplace", "o m n", lambda o, x, y: o.clone().addmm_(x, y))
case("addmv", "w m v", lambda w, m, v: w.addmv(m, v, beta=2, alpha=0.5))
case("baddbmm", "b1 b2", lambda x, y: torch.ones(2, 3, 2, dtype=D).baddbmm(x, y, beta=3, alpha=0.25))
case("trace", "square", lambda x: x.trace())
case("einsum", "b1 b2", lambda x, y: torch.einsum("bij,bjk->bk", x, y))

# Indexing: get, then assignment.
case("index_int", "x", lambda x: x[1, -2])
case("index_int_all", "x", lambda x: x[1, 2, 3])
case("index_slice", "x", lambda x: x[:, 1:, ::2])
case("index_slice_negative", "x", lambda x: x[..., -3:-1])
case("index_slice_beyond", "x", lambda x: x[5:, 0:100])
case("index_ellipsis_int", "x", lambda x: x[..., 1])
case("index_int_ellipsis_int", "x", lambda x: x[0, ..., 2])
case("index_ellipsis_empty", "x", lambda x: x[0, 1, 2, ...])
case("index_none", "x", lambda x: x[None, :, None, 1])
case("index_none_end", "x", lambda x: x[..., None])
case("index_bool_scalar", "x", lambda x: x[True])
case("index_bool_false", "x", lambda x: x[False])
case("index_bool_middle", "x", lambda x: x[:, True])
case("index_tensor", "m idx", lambda m, i: m[i])
case("index_tensor_second", "m idx2", lambda m, i: m[:, i])
case("index_tensor_negative", "m neg", lambda m, i: m[i])
case("index_two_tensors", "x neg idx2", lambda x, i, j: x[i, :, j])
case("index_adjacent_tensors", "x neg idx2", lambda x, i, j: x[:, i, j])
case("index_tensor_and_int", "x idx2", lambda x, i: x[1, :, i])
case("index_int_between", "x neg idx2", lambda x, i, j: x[i, 1, j])
case("index_broadcast_tensors", "m idx idx2", lambda m, i, j: m[i[:, None], j])
case("index_slice_tensor_none", "x idx2", lambda x, j: x[1:, None, 0:2, j])
case("index_mask", "m mask", lambda m, k: m[k])
case("index_row_mask", "m rowmask", lambda m, k: m[k])
case("index_mask_then_slice", "m rowmask", lambda m, k: m[k, 1:3])
case("index_mask_last", "x mask", lambda x, k: x[:, k])
case("index_mask_and_tensor", "m rowmask neg", lambda m, k, i: m[k, i])
case("index_scalar_tensor", "x", lambda x: x[:, torch.tensor(2)])
case("index_scalar_mask", "x", lambda x: x[torch.tensor(True), 1])
case("index_empty_tensor", "m", lambda m: m[torch.zeros(0, dtype=torch.int64)])
case("index_two_dimensional_tensor", "v gidx", lambda v, i: v[i])


def put(target, key, value):
    result = target.clone()
    result[key] = value
    return result


def assign(name, inputs, key):
    case(name, inputs, lambda target, value, *rest: put(target, key(*rest) if callable(key) else key, value))


assign("set_int", "m row", (1,))
assign("set_number", "m scalar", (slice(None), 2))
assign("set_slice", "x m", (slice(1, None),))
assign("set_slice_step", "m scalar", (slice(None), slice(0, 4, 2)))
assign("set_ellipsis", "x scalar", (Ellipsis, 0))
assign("set_mask", "m scalar mask", lambda k: k)
assign("set_row_mask", "m row rowmask", lambda k: k)
assign("set_tensor", "m row neg", lambda i: i)
assign("set_two_tensors", "x scalar neg idx2", lambda i, j: (i, slice(None), j))
assign("set_tensor_and_slice", "m scalar idx2", lambda j: (slice(1, 3), j))
assign("set_none", "m row", (None, 0))
case("set_leading_ones", "m row", lambda m, r: put(m, 2, r.view(1, 1, 4)))
case("index_put_accumulate", "m", lambda m: m.clone().index_put_((torch.tensor([0, 0, 2]), torch.tensor([1, 1, 3])), torch.ones(3, dtype=D), accumulate=True))


RANDOM = {
    "randn": lambda: torch.randn(2, 9),
    "randn_double": lambda: torch.randn(3, dtype=D),
    "rand": lambda: torch.rand(2, 3),
    "randint": lambda: torch.randint(3, 40, (6,)),
    "randint_type": lambda: torch.randint(5, (4,), dtype=torch.uint8),
    "randperm": lambda: torch.randperm(9),
    "rand_like": lambda: torch.rand_like(INPUTS["row"]),
    "normal": lambda: torch.normal(1.0, 2.0, (4,)),
    "normal_": lambda: torch.zeros(3).normal_(1, 2),
    "uniform_": lambda: torch.zeros(3, dtype=D).uniform_(-2, 5),
    "bernoulli": lambda: torch.full((8,), 0.3).bernoulli(),
    "bernoulli_": lambda: torch.zeros(8).bernoulli_(0.6),
    "random_": lambda: torch.zeros(5, dtype=torch.int64).random_(10, 1000),
    "exponential_": lambda: torch.zeros(3).exponential_(2),
    "log_normal_": lambda: torch.zeros(3).log_normal_(0.5, 0.25),
    "multinomial": lambda: torch.tensor([1.0, 5.0, 2.0, 0.0]).multinomial(3),
    "dropout": lambda: F.dropout(torch.ones(10), 0.4),
}


def seeded(function):
    torch.manual_seed(11)
    return dump(function())


def number(value):
    if isinstance(value, (bool, int)):
        return int(value)
    if value != value or value in (float("inf"), -float("inf")):
        return str(value)
    return value if abs(value) > 1e300 else float(f"{value:.10g}")


def dump(tensor):
    flat = tensor.detach().reshape(-1).tolist()
    return {"type": str(tensor.dtype).removeprefix("torch."), "shape": list(tensor.shape), "data": [number(v) for v in flat]}


def run(inputs, function):
    arguments = [INPUTS[name].clone().requires_grad_(INPUTS[name].is_floating_point()) for name in inputs]
    results = function(*arguments)
    results = list(results) if isinstance(results, (tuple, list)) else [results]
    record = {"in": inputs, "out": [dump(r) for r in results]}
    loss = sum((r * torch.arange(1, r.numel() + 1, dtype=r.dtype).view(r.shape) * 0.1).sum() for r in results if r.requires_grad)
    if isinstance(loss, torch.Tensor):
        loss.backward()
        record["grad"] = [None if a.grad is None else [number(v) for v in a.grad.reshape(-1).tolist()] for a in arguments]
    return record


if __name__ == "__main__":
    document = {
        "torch": torch.__version__,
        "inputs": {name: dump(tensor) for name, tensor in INPUTS.items()},
        "random": {name: seeded(function) for name, function in RANDOM.items()},
        "cases": {name: run(*spec) for name, spec in CASES.items()},
    }
    lines = ["{", f'"torch": {json.dumps(document["torch"])},', '"inputs": {']
    lines.append(",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in document["inputs"].items()))
    lines.append('},\n"random": {')
    lines.append(",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in document["random"].items()))
    lines.append('},\n"cases": {')
    lines.append(",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in document["cases"].items()))
    lines.append("}\n}\n")
    path = pathlib.Path(__file__).resolve().parent.parent / "torch_ops.json"
    path.write_text("\n".join(lines))
    print(path, len(document["cases"]), "cases", path.stat().st_size, "bytes")
