using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Operator s_cat = new("aten::cat");
    private static readonly Operator s_stack = new("aten::stack");
    private static readonly Operator s_hstack = new("aten::hstack");
    private static readonly Operator s_vstack = new("aten::vstack");
    private static readonly Operator s_dstack = new("aten::dstack");
    private static readonly Operator s_column_stack = new("aten::column_stack");
    private static readonly Operator s_meshgridIndexing = new("aten::meshgrid", "indexing");
    private static readonly Operator s_broadcast_tensors = new("aten::broadcast_tensors");
    private static readonly Operator s_cartesian_prod = new("aten::cartesian_prod");
    private static readonly Operator s_block_diag = new("aten::block_diag");

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => s_cat.Call(tensors.ToArray(), dim);
    public static Tensor cat(Tensor[] tensors, long dim = 0) => s_cat.Call(tensors, dim);
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => s_cat.Call(tensors.ToArray(), dim);
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => s_cat.Call(tensors.ToArray(), dim);
    public static Tensor concat(Tensor[] tensors, long dim = 0) => s_cat.Call(tensors, dim);
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => s_cat.Call(tensors.ToArray(), dim);
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => s_cat.Call(tensors.ToArray(), axis);
    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => s_cat.Call(tensors, axis);
    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => s_cat.Call(tensors.ToArray(), axis);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => s_stack.Call(tensors.ToArray(), dim);
    public static Tensor hstack(IList<Tensor> tensors) => s_hstack.Call(tensors.ToArray());
    public static Tensor hstack(params Tensor[] tensors) => s_hstack.Call(tensors);
    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => s_hstack.Call(tensors.ToArray());
    public static Tensor hstack(IEnumerable<Tensor> tensors) => s_hstack.Call(tensors.ToArray());
    public static Tensor vstack(IList<Tensor> tensors) => s_vstack.Call(tensors.ToArray());
    public static Tensor vstack(Tensor[] tensors) => s_vstack.Call(tensors);
    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => s_vstack.Call(tensors.ToArray());
    public static Tensor dstack(IList<Tensor> tensors) => s_dstack.Call(tensors.ToArray());
    public static Tensor dstack(params Tensor[] tensors) => s_dstack.Call(tensors);
    public static Tensor dstack(ReadOnlySpan<Tensor> tensors) => s_dstack.Call(tensors.ToArray());
    public static Tensor dstack(IEnumerable<Tensor> tensors) => s_dstack.Call(tensors.ToArray());
    public static Tensor column_stack(IList<Tensor> tensors) => s_column_stack.Call(tensors.ToArray());
    public static Tensor column_stack(params Tensor[] tensors) => s_column_stack.Call(tensors);
    public static Tensor column_stack(ReadOnlySpan<Tensor> tensors) => s_column_stack.Call(tensors.ToArray());

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => s_meshgridIndexing.CallList(tensors.ToArray(), indexing);
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => s_broadcast_tensors.CallList((Arg)tensors);
    public static Tensor cartesian_prod(IList<Tensor> tensors) => s_cartesian_prod.Call(tensors.ToArray());
    public static Tensor cartesian_prod(params Tensor[] tensors) => s_cartesian_prod.Call(tensors);
    public static Tensor cartesian_prod(ReadOnlySpan<Tensor> tensors) => s_cartesian_prod.Call(tensors.ToArray());
    public static Tensor block_diag(params Tensor[] tensors) => s_block_diag.Call(tensors);

    public static long numel(Tensor input) => input.numel();
    public static Tensor clone(Tensor input) => input.clone();
    public static bool is_floating_point(Tensor input) => input.is_floating_point();
    public static bool is_floating_point(ScalarType type) => Tensor.IsFloatingPoint(type);
    public static bool is_tensor(object obj) => obj is Tensor;
}
