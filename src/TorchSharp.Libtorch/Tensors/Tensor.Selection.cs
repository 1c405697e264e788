using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator s_index_select = new("aten::index_select");
        private static readonly Operator s_take = new("aten::take");
        private static readonly Operator s_gather = new("aten::gather");
        private static readonly Operator s_take_along_dim = new("aten::take_along_dim");
        private static readonly Operator s_index_add = new("aten::index_add");
        private static readonly Operator s_index_copy = new("aten::index_copy");
        private static readonly Operator s_index_fillIntScalar = new("aten::index_fill", "int_Scalar");
        private static readonly Operator s_scatterSrc = new("aten::scatter", "src");
        private static readonly Operator s_scatter_add = new("aten::scatter_add");
        private static readonly Operator s_masked_fillScalar = new("aten::masked_fill", "Scalar");
        private static readonly Operator s_masked_scatter = new("aten::masked_scatter");
        private static readonly Operator s_index_add_ = new("aten::index_add_");
        private static readonly Operator s_index_copy_ = new("aten::index_copy_");
        private static readonly Operator s_index_fill_IntScalar = new("aten::index_fill_", "int_Scalar");
        private static readonly Operator s_scatter_Src = new("aten::scatter_", "src");
        private static readonly Operator s_scatter_add_ = new("aten::scatter_add_");
        private static readonly Operator s_masked_fill_Scalar = new("aten::masked_fill_", "Scalar");
        private static readonly Operator s_masked_scatter_ = new("aten::masked_scatter_");
        private static readonly Operator s_masked_select = new("aten::masked_select");
        private static readonly Operator s_diagonal_scatter = new("aten::diagonal_scatter");
        private static readonly Operator s_select_scatter = new("aten::select_scatter");
        private static readonly Operator s_slice_scatter = new("aten::slice_scatter");
        private static readonly Operator s_whereSelf = new("aten::where", "self");
        private static readonly Operator s_nonzero = new("aten::nonzero");
        private static readonly Operator s_argwhere = new("aten::argwhere");
        private static readonly Operator s_nonzero_numpy = new("aten::nonzero_numpy");
        private static readonly Operator s_topk = new("aten::topk");
        private static readonly Operator s_sortStable = new("aten::sort", "stable");
        private static readonly Operator s_argsort = new("aten::argsort");
        private static readonly Operator s_msort = new("aten::msort");
        private static readonly Operator s_unique_dim = new("aten::unique_dim");
        private static readonly Operator s_unique2 = new("aten::_unique2");
        private static readonly Operator s_unique_consecutive = new("aten::unique_consecutive");
        private static readonly Operator s_bucketize = new("aten::bucketize", "Tensor");
        private static readonly Operator s_diff = new("aten::diff");

        public Tensor index_select(long dim, Tensor index) => s_index_select.Call(this, dim, index);
        public Tensor take(Tensor index) => s_take.Call(this, index);
        public Tensor gather(long dim, Tensor index) => s_gather.Call(this, dim, index);
        public Tensor take_along_dim(Tensor indices) => s_take_along_dim.Call(this, indices);
        public Tensor take_along_dim(Tensor indices, long dim) => s_take_along_dim.Call(this, indices, dim);
        public Tensor take_along_dim(IEnumerable<long> indices) => take_along_dim(indices, null);
        public Tensor take_along_dim(IEnumerable<long> indices, long dim) => take_along_dim(indices, (long?)dim);

        private Tensor take_along_dim(IEnumerable<long> indices, long? dim)
        {
            using var index = tensor(indices.ToArray(), device: device);
            return s_take_along_dim.Call(this, index, dim);
        }

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => s_index_add.Call(this, dim, index, source, alpha);
        public Tensor index_copy(long dim, Tensor index, Tensor source) => s_index_copy.Call(this, dim, index, source);
        public Tensor index_fill(long dim, Tensor index, Scalar value) => s_index_fillIntScalar.Call(this, dim, index, value);
        public Tensor scatter(long dim, Tensor index, Tensor src) => s_scatterSrc.Call(this, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => s_scatter_add.Call(this, dim, index, src);
        public Tensor masked_fill(Tensor mask, Scalar value) => s_masked_fillScalar.Call(this, mask, value);
        public Tensor masked_scatter(Tensor mask, Tensor value) => s_masked_scatter.Call(this, mask, value);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            s_index_add_.CallInPlace(this, this, dim, index, source, alpha);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => s_index_copy_.CallInPlace(this, this, dim, index, source);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => s_index_fill_IntScalar.CallInPlace(this, this, dim, index, value);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => s_scatter_Src.CallInPlace(this, this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => s_scatter_add_.CallInPlace(this, this, dim, index, src);
        public Tensor masked_fill_(Tensor mask, Scalar value) => s_masked_fill_Scalar.CallInPlace(this, this, mask, value);
        public Tensor masked_scatter_(Tensor mask, Tensor value) => s_masked_scatter_.CallInPlace(this, this, mask, value);
        public Tensor masked_select(Tensor mask) => s_masked_select.Call(this, mask);
        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) =>
            s_diagonal_scatter.Call(this, src, offset, dim1, dim2);
        public Tensor select_scatter(Tensor src, long dim, long index) => s_select_scatter.Call(this, src, dim, index);
        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) =>
            s_slice_scatter.Call(this, src, dim, start, end, step);
        public Tensor where(Tensor condition, Tensor y) => s_whereSelf.Call(condition, this, y);
        public Tensor nonzero() => s_nonzero.Call(this);
        public Tensor argwhere() => s_argwhere.Call(this);
        public IList<Tensor> nonzero_as_list() => s_nonzero_numpy.CallList(this);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            s_topk.Call2(this, k, dim, largest, sorted);
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            s_sortStable.Call2(this, stable, dim, descending);
        public Tensor argsort(long dim = -1, bool descending = false) => s_argsort.Call(this, dim, descending);
        public Tensor msort() => s_msort.Call(this);
        public (Tensor output, Tensor inverse_indices, Tensor counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            dim is {} d ? s_unique_dim.Call3(this, d, sorted, return_inverse, return_counts) : s_unique2.Call3(this, sorted, return_inverse, return_counts);
        public (Tensor output, Tensor inverse_indices, Tensor counts) unique_consecutive(bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            s_unique_consecutive.Call3(this, return_inverse, return_counts, (long?)dim);
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => s_bucketize.Call(this, boundaries, outInt32, right);
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => s_diff.Call(this, n, dim, prepend, append);
    }
}
