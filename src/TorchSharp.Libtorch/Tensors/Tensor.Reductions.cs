using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator s_sum = new("aten::sum");
        private static readonly Operator s_sumDimIntList = new("aten::sum", "dim_IntList");
        private static readonly Operator s_mean = new("aten::mean");
        private static readonly Operator s_meanDim = new("aten::mean", "dim");
        private static readonly Operator s_prod = new("aten::prod");
        private static readonly Operator s_prodDimInt = new("aten::prod", "dim_int");
        private static readonly Operator s_nansum = new("aten::nansum");
        private static readonly Operator s_nanmean = new("aten::nanmean");
        private static readonly Operator s_max = new("aten::max");
        private static readonly Operator s_maxOther = new("aten::max", "other");
        private static readonly Operator s_maxDim = new("aten::max", "dim");
        private static readonly Operator s_min = new("aten::min");
        private static readonly Operator s_minOther = new("aten::min", "other");
        private static readonly Operator s_minDim = new("aten::min", "dim");
        private static readonly Operator s_amax = new("aten::amax");
        private static readonly Operator s_amaxOut = new("aten::amax", "out");
        private static readonly Operator s_amin = new("aten::amin");
        private static readonly Operator s_aminOut = new("aten::amin", "out");
        private static readonly Operator s_aminmax = new("aten::aminmax");
        private static readonly Operator s_argmax = new("aten::argmax");
        private static readonly Operator s_argmin = new("aten::argmin");
        private static readonly Operator s_all = new("aten::all");
        private static readonly Operator s_allDim = new("aten::all", "dim");
        private static readonly Operator s_any = new("aten::any");
        private static readonly Operator s_anyDim = new("aten::any", "dim");
        private static readonly Operator s_std = new("aten::std");
        private static readonly Operator s_stdDim = new("aten::std", "dim");
        private static readonly Operator s_var = new("aten::var");
        private static readonly Operator s_varDim = new("aten::var", "dim");
        private static readonly Operator s_std_mean = new("aten::std_mean");
        private static readonly Operator s_std_meanDim = new("aten::std_mean", "dim");
        private static readonly Operator s_var_mean = new("aten::var_mean");
        private static readonly Operator s_var_meanDim = new("aten::var_mean", "dim");
        private static readonly Operator s_median = new("aten::median");
        private static readonly Operator s_nanmedian = new("aten::nanmedian");
        private static readonly Operator s_kthvalue = new("aten::kthvalue");
        private static readonly Operator s_quantile = new("aten::quantile");
        private static readonly Operator s_mode = new("aten::mode");
        private static readonly Operator s_normScalar = new("aten::norm", "Scalar");
        private static readonly Operator s_normScalarOptDim = new("aten::norm", "ScalarOpt_dim");
        private static readonly Operator s_dist = new("aten::dist");
        private static readonly Operator s_logsumexp = new("aten::logsumexp");
        private static readonly Operator s_cumsum = new("aten::cumsum");
        private static readonly Operator s_cumprod = new("aten::cumprod");
        private static readonly Operator s_cummax = new("aten::cummax");
        private static readonly Operator s_cummin = new("aten::cummin");
        private static readonly Operator s_logcumsumexp = new("aten::logcumsumexp");
        private static readonly Operator s_count_nonzero = new("aten::count_nonzero");
        private static readonly Operator s_count_nonzeroDimIntList = new("aten::count_nonzero", "dim_IntList");
        private static readonly Operator s_bincount = new("aten::bincount");
        private static readonly Operator s_histc = new("aten::histc");

        public Tensor sum(ScalarType? type = null) => s_sum.Call(this, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => s_sumDimIntList.Call(this, dim, keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            s_sumDimIntList.Call(this, dim.ToArray(), keepdim, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => s_sumDimIntList.Call(this, dim, keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);
        public Tensor mean() => s_mean.Call(this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => s_meanDim.Call(this, dimensions, keepdim, type);
        public Tensor prod(ScalarType? type = null) => s_prod.Call(this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => s_prodDimInt.Call(this, dim, keepdim, type);
        public Tensor nansum() => s_nansum.Call(this);
        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            s_nanmean.Call(this, dim is {} d ? new long[] { d } : (long[]?)null, keepdim, dtype);

        public Tensor max() => s_max.Call(this);
        public Tensor max(Tensor other) => s_maxOther.Call(this, other);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => s_maxDim.Call2(this, dim, keepdim);
        public Tensor min() => s_min.Call(this);
        public Tensor min(Tensor other) => s_minOther.Call(this, other);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => s_minDim.Call2(this, dim, keepdim);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? s_amax.Call(this, dims, keepdim) : s_amaxOut.CallInPlace(@out, this, dims, keepdim, @out);
        public Tensor amax(params long[] dims) => s_amax.Call(this, dims);
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? s_amin.Call(this, dims, keepdim) : s_aminOut.CallInPlace(@out, this, dims, keepdim, @out);
        public Tensor amin(params long[] dims) => s_amin.Call(this, dims);
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => s_aminmax.Call2(this, dim, keepdim);
        public Tensor argmax() => s_argmax.Call(this);
        public Tensor argmax(long dim, bool keepdim = false) => s_argmax.Call(this, dim, keepdim);
        public Tensor argmin() => s_argmin.Call(this);
        public Tensor argmin(long dim, bool keepdim = false) => s_argmin.Call(this, dim, keepdim);
        public Tensor all() => s_all.Call(this);
        public Tensor all(long dim, bool keepdim = false) => s_allDim.Call(this, dim, keepdim);
        public Tensor any() => s_any.Call(this);
        public Tensor any(long dim, bool keepdim = false) => s_anyDim.Call(this, dim, keepdim);

        public Tensor std(bool unbiased = true) => s_std.Call(this, unbiased);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(s_stdDim.Call(this, dimensions, unbiased, keepdim), type);
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(dimensions.ToArray(), unbiased, keepdim, type);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);
        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public Tensor var(bool unbiased = true) => s_var.Call(this, unbiased);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(s_varDim.Call(this, dimensions, unbiased, keepdim), type);
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(dimensions.ToArray(), unbiased, keepdim, type);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);
        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => s_std_mean.Call2(this, unbiased);
        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(s_std_meanDim.Call2(this, dimensions, unbiased, keepdim), type);
        public (Tensor std, Tensor mean) std_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean(dimensions.ToArray(), unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean([dim], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => s_var_mean.Call2(this, unbiased);
        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(s_var_meanDim.Call2(this, dimensions, unbiased, keepdim), type);
        public (Tensor std, Tensor mean) var_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean(dimensions.ToArray(), unbiased, keepdim, type);
        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean([dim], unbiased, keepdim, type);
        public (Tensor var, Tensor mean) var_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public (Tensor var, Tensor mean) var_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public Tensor median() => s_median.Call(this);
        public Tensor nanmedian() => s_nanmedian.Call(this);
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => s_kthvalue.Call2(this, k, dim ?? -1, keepdim);
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => s_quantile.Call(this, q, dim, keepdim);
        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => s_mode.Call2(this, dim, keepdim);
        public Tensor norm(float p = 2f) => s_normScalar.Call(this, (double)p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => s_normScalarOptDim.Call(this, (double)p, (long)dim, keepdim);
        public Tensor dist(Tensor other, float p = 2f) => s_dist.Call(this, other, (double)p);
        public Tensor logsumexp(long dim, bool keepdim = false) => s_logsumexp.Call(this, dim, keepdim);
        public Tensor cumsum(long dim, ScalarType? type = null) => s_cumsum.Call(this, dim, type);
        public Tensor cumprod(long dim, ScalarType? type = null) => s_cumprod.Call(this, dim, type);
        public (Tensor values, Tensor indexes) cummax(long dim) => s_cummax.Call2(this, dim);
        public (Tensor values, Tensor indexes) cummin(long dim) => s_cummin.Call2(this, dim);
        public Tensor logcumsumexp(long dim) => s_logcumsumexp.Call(this, dim);
        public Tensor count_nonzero(long[]? dims = null) => dims is null ? s_count_nonzero.Call(this) : s_count_nonzeroDimIntList.Call(this, dims);
        public Tensor bincount(Tensor? weights, long minlength = 0) => s_bincount.Call(this, weights, minlength);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => s_histc.Call(this, bins, min, max);

        private static Tensor Typed(Tensor result, ScalarType? type) => type is { } t ? result.to_type(t, disposeAfter: true) : result;

        private static (Tensor, Tensor) Typed((Tensor, Tensor) results, ScalarType? type) => (Typed(results.Item1, type), Typed(results.Item2, type));
    }
}
