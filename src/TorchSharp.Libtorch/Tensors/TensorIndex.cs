namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry between the brackets of an index, as Python's: a number, a slice, a new axis, an ellipsis, a bool or a tensor.</summary>
    public struct TensorIndex
    {
        internal enum Sort
        {
            Single,
            Slice,
            NewAxis,
            Ellipsis,
            Bool,
            Tensor,
        }

        /// <summary>As many full slices as are needed to reach the last dimension.</summary>
        public static TensorIndex Ellipsis = new(Sort.Ellipsis);

        /// <summary>A new axis of size one.</summary>
        public static TensorIndex None = new(Sort.NewAxis);

        /// <summary>The same as <see cref="None"/>.</summary>
        public static TensorIndex Null = new(Sort.NewAxis);

        /// <summary>The whole of one dimension.</summary>
        public static TensorIndex Colon = new(Sort.Slice);

        internal readonly Sort Kind;
        internal readonly long? Start;
        internal readonly long? Stop;
        internal readonly long? Step;
        internal readonly Tensor? Indices;

        private TensorIndex(Sort kind, long? start = null, long? stop = null, long? step = null, Tensor? indices = null) =>
            (Kind, Start, Stop, Step, Indices) = (kind, start, stop, step, indices);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Sort.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => new(Sort.Slice, range.start, range.end);

        public static TensorIndex Slice(Range range) => new(Sort.Slice, First(range.Start), Last(range.End));

        /// <summary>A new axis, of size one when true and of size zero when false.</summary>
        public static TensorIndex Bool(bool value) => new(Sort.Bool, value ? 1 : 0);

        /// <summary>One position of a dimension, which then vanishes; null is a new axis.</summary>
        public static TensorIndex Single(long? index) => index is null ? None : new(Sort.Single, index);

        public static TensorIndex Tensor(Tensor tensor) => new(Sort.Tensor, indices: tensor ?? throw new ArgumentNullException(nameof(tensor)));

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -(long)index.Value : index.Value);

        public static implicit operator Tensor(TensorIndex value) => value.Kind switch
        {
            Sort.Tensor => value.Indices!,
            Sort.Single => tensor(value.Start!.Value),
            Sort.Bool => tensor(value.Start != 0),
            _ => throw new InvalidOperationException("Only a single index, a bool or a tensor can stand for a tensor; slices, None and Ellipsis cannot."),
        };

        // From the end, ^0 lies behind the last element: an end there is no end, a start there leaves nothing.
        private static long? First(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? long.MaxValue : -(long)index.Value;

        private static long? Last(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? null : -(long)index.Value;
    }
}
