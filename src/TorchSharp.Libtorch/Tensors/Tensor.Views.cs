using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator s_view = new("aten::view");
        private static readonly Operator s_view_as = new("aten::view_as");
        private static readonly Operator s_reshape = new("aten::reshape");
        private static readonly Operator s_flattenUsingInts = new("aten::flatten", "using_ints");
        private static readonly Operator s_ravel = new("aten::ravel");
        private static readonly Operator s_unflattenInt = new("aten::unflatten", "int");
        private static readonly Operator s_squeeze = new("aten::squeeze");
        private static readonly Operator s_squeezeDim = new("aten::squeeze", "dim");
        private static readonly Operator s_squeeze_ = new("aten::squeeze_");
        private static readonly Operator s_squeeze_Dim = new("aten::squeeze_", "dim");
        private static readonly Operator s_unsqueeze = new("aten::unsqueeze");
        private static readonly Operator s_unsqueeze_ = new("aten::unsqueeze_");
        private static readonly Operator s_t = new("aten::t");
        private static readonly Operator s_transposeInt = new("aten::transpose", "int");
        private static readonly Operator s_transpose_ = new("aten::transpose_");
        private static readonly Operator s_permute = new("aten::permute");
        private static readonly Operator s_movedimIntlist = new("aten::movedim", "intlist");
        private static readonly Operator s_expand = new("aten::expand");
        private static readonly Operator s_expand_as = new("aten::expand_as");
        private static readonly Operator s_broadcast_to = new("aten::broadcast_to");
        private static readonly Operator s_repeat = new("aten::repeat");
        private static readonly Operator s_tile = new("aten::tile");
        private static readonly Operator s_repeat_interleaveSelfTensor = new("aten::repeat_interleave", "self_Tensor");
        private static readonly Operator s_repeat_interleaveSelfInt = new("aten::repeat_interleave", "self_int");
        private static readonly Operator s_narrow = new("aten::narrow");
        private static readonly Operator s_selectInt = new("aten::select", "int");
        private static readonly Operator s_slice = new("aten::slice", "Tensor");
        private static readonly Operator s_as_strided = new("aten::as_strided");
        private static readonly Operator s_unfold = new("aten::unfold");
        private static readonly Operator s_unbindInt = new("aten::unbind", "int");
        private static readonly Operator s_split = new("aten::split", "Tensor");
        private static readonly Operator s_split_with_sizes = new("aten::split_with_sizes");
        private static readonly Operator s_tensor_splitSections = new("aten::tensor_split", "sections");
        private static readonly Operator s_tensor_splitIndices = new("aten::tensor_split", "indices");
        private static readonly Operator s_tensor_splitTensorIndicesOrSections = new("aten::tensor_split", "tensor_indices_or_sections");
        private static readonly Operator s_chunk = new("aten::chunk");
        private static readonly Operator s_flip = new("aten::flip");
        private static readonly Operator s_fliplr = new("aten::fliplr");
        private static readonly Operator s_flipud = new("aten::flipud");
        private static readonly Operator s_roll = new("aten::roll");
        private static readonly Operator s_rot90 = new("aten::rot90");
        private static readonly Operator s_diag = new("aten::diag");
        private static readonly Operator s_diag_embed = new("aten::diag_embed");
        private static readonly Operator s_diagflat = new("aten::diagflat");
        private static readonly Operator s_diagonal = new("aten::diagonal");
        private static readonly Operator s_tril = new("aten::tril");
        private static readonly Operator s_tril_ = new("aten::tril_");
        private static readonly Operator s_triu = new("aten::triu");
        private static readonly Operator s_triu_ = new("aten::triu_");
        private static readonly Operator s_channel_shuffle = new("aten::channel_shuffle");

        public Tensor view(params long[] shape) => s_view.Call(this, shape);
        public Tensor view_as(Tensor other) => s_view_as.Call(this, other);
        public Tensor reshape(params long[] shape) => s_reshape.Call(this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => s_flattenUsingInts.Call(this, start_dim, end_dim);
        public Tensor ravel() => s_ravel.Call(this);
        public Tensor unflatten(long dim, params long[] sizes) => s_unflattenInt.Call(this, dim, sizes);
        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);
        public Tensor squeeze(long? dim = null) => dim is {} d ? s_squeezeDim.Call(this, d) : s_squeeze.Call(this);
        public Tensor squeeze_(long? dim = null) => dim is {} d ? s_squeeze_Dim.CallInPlace(this, this, d) : s_squeeze_.CallInPlace(this, this);
        public Tensor unsqueeze(long dim) => s_unsqueeze.Call(this, dim);
        public Tensor unsqueeze_(long dim) => s_unsqueeze_.CallInPlace(this, this, dim);
        public Tensor t() => s_t.Call(this);
        public Tensor transpose(long dim0, long dim1) => s_transposeInt.Call(this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1) => s_transpose_.CallInPlace(this, this, dim0, dim1);
        public Tensor swapdims(long dim0, long dim1) => s_transposeInt.Call(this, dim0, dim1);
        public Tensor swapaxes(long dim0, long dim1) => s_transposeInt.Call(this, dim0, dim1);
        public Tensor permute(params long[] permutation) => s_permute.Call(this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => s_permute.Call(this, permutation.ToArray());
        public Tensor movedim(long[] source, long[] destination) => s_movedimIntlist.Call(this, source, destination);
        public Tensor moveaxis(long[] source, long[] destination) => s_movedimIntlist.Call(this, source, destination);

        /// <summary>The dimensions in reverse order.</summary>
        public Tensor T => permute(Enumerable.Range(0, (int)dim()).Reverse().Select(d => (long)d));

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => transpose(-2, -1);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => s_expand.Call(this, sizes.ToArray(), isImplicit);
        public Tensor expand(Size sizes, bool isImplicit = false) => s_expand.Call(this, sizes.Shape, isImplicit);
        public Tensor expand(long[] sizes, bool isImplicit = false) => s_expand.Call(this, sizes, isImplicit);
        public Tensor expand(params long[] sizes) => s_expand.Call(this, sizes);
        public Tensor expand_as(Tensor other) => s_expand_as.Call(this, other);
        public Tensor broadcast_to(params long[] shape) => s_broadcast_to.Call(this, shape);
        public Tensor repeat(params long[] sizes) => s_repeat.Call(this, sizes);
        public Tensor tile(long[] reps) => s_tile.Call(this, reps);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            s_repeat_interleaveSelfTensor.Call(this, repeats, dim, output_size);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            s_repeat_interleaveSelfInt.Call(this, repeats, dim, output_size);

        public Tensor narrow(long dim, long start, long length) => s_narrow.Call(this, dim, start, length);
        public Tensor select(long dim, long index) => s_selectInt.Call(this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) => s_slice.Call(this, dim, start, finish, step);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => s_as_strided.Call(this, size, strides, storageOffset);
        public Tensor unfold(long dimension, long size, long step) => s_unfold.Call(this, dimension, size, step);
        public Tensor[] unbind(long dimension = 0) => s_unbindInt.CallList(this, dimension);
        public Tensor[] split(long size, int dim = 0) => s_split.CallList(this, size, dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);
        public Tensor[] split(long[] sizes, long dim = 0) => s_split_with_sizes.CallList(this, sizes, dim);
        public Tensor[] split(params long[] sizes) => s_split_with_sizes.CallList(this, sizes);
        public Tensor[] tensor_split(long size, long dim = 0) => s_tensor_splitSections.CallList(this, size, dim);
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => s_tensor_splitIndices.CallList(this, sizes, dim);
        public Tensor[] tensor_split(Tensor indices, long dim = 0) => s_tensor_splitTensorIndicesOrSections.CallList(this, indices, dim);
        public Tensor[] chunk(long chunks, long dim = 0) => s_chunk.CallList(this, chunks, dim);

        public Tensor flip(params long[] dims) => s_flip.Call(this, dims);
        public Tensor fliplr() => s_fliplr.Call(this);
        public Tensor flipud() => s_flipud.Call(this);
        public Tensor roll(long shifts, long? dims = null) => s_roll.Call(this, shifts, dims);
        public Tensor roll((long, long) shifts, (long, long) dims) => roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) =>
            roll([shifts.Item1, shifts.Item2, shifts.Item3], [dims.Item1, dims.Item2, dims.Item3]);
        public Tensor roll(long[] shifts, long[] dims) => s_roll.Call(this, shifts, dims);
        public Tensor roll(long[] shifts) => s_roll.Call(this, shifts);
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => roll(shifts.ToArray(), dims.ToArray());
        public Tensor rot90(long k = 1, (long, long)? dims = null) => s_rot90.Call(this, k, dims is {} d ? [d.Item1, d.Item2] : new long[] { 0, 1 });
        public Tensor diag(long diagonal = 0) => s_diag.Call(this, diagonal);
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => s_diag_embed.Call(this, offset, dim1, dim2);
        public Tensor diagflat(long offset = 0) => s_diagflat.Call(this, offset);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => s_diagonal.Call(this, offset, dim1, dim2);
        public Tensor tril(long diagonal = 0) => s_tril.Call(this, diagonal);
        public Tensor tril_(long diagonal = 0) => s_tril_.CallInPlace(this, this, diagonal);
        public Tensor triu(long diagonal = 0) => s_triu.Call(this, diagonal);
        public Tensor triu_(long diagonal = 0) => s_triu_.CallInPlace(this, this, diagonal);
        public Tensor channel_shuffle(long groups) => s_channel_shuffle.Call(this, groups);
    }
}
