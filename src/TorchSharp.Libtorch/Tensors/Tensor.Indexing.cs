using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator s_index = new("aten::index", "Tensor");
        private static readonly Operator s_indexPut_ = new("aten::index_put_");
        private static readonly Operator s_sliceIndex = new("aten::slice", "Tensor");

        /// <summary>What Python's indexing gives: a view where only numbers, slices, new axes and an ellipsis are used, otherwise a copy.</summary>
        /// <exception cref="ExternalException">An index is outside its dimension, there are too many of them, or a mask's shape does not fit.</exception>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => index([TensorIndex.Single(i1)]);
            set => index_put_(value, [TensorIndex.Single(i1)]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(Singles(i1, i2));
            set => index_put_(value, Singles(i1, i2));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(Singles(i1, i2, i3));
            set => index_put_(value, Singles(i1, i2, i3));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(Singles(i1, i2, i3, i4));
            set => index_put_(value, Singles(i1, i2, i3, i4));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(Singles(i1, i2, i3, i4, i5));
            set => index_put_(value, Singles(i1, i2, i3, i4, i5));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(Singles(i1, i2, i3, i4, i5, i6));
            set => index_put_(value, Singles(i1, i2, i3, i4, i5, i6));
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Singles(indices));
            set => index_put_(value, Singles(indices));
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = Slice(indices);
            if (tensors.Count == 0)
                return view;
            using (view)
                return s_index.Call(view, tensors.ToArray());
        }

        public Tensor index(params Tensor[] indices) => index(Tensors(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        /// <summary>Assigns (or adds) to the indexed elements; the value is broadcast, and a value without dimensions takes this tensor's type and device.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors) = Slice(indices);
            using (view)
            using (var fitting = Fitting(value, view))
            {
                if (tensors.Count > 0)
                    s_indexPut_.CallVoid(view, tensors.ToArray(), fitting, accumulate);
                else if (accumulate)
                    view.add_(fitting);
                else
                    view.copy_(fitting);
            }
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Tensors(indices), accumulate: false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => index_put_(value, Tensors(indices), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor filler = value;
            return index_put_(filler, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Tensors(indices));

        private static TensorIndex[] Singles(params long[] indices) => Array.ConvertAll(indices, i => TensorIndex.Single(i));

        private static TensorIndex[] Tensors(Tensor[] indices) => Array.ConvertAll(indices, i => i is null ? TensorIndex.Colon : TensorIndex.Tensor(i));

        /// <summary>
        /// The view that numbers, slices, new axes and the ellipsis make (a new wrapper), and what remains for aten::index: a tensor, or null
        /// for "all of it", for each of the view's leading dimensions.
        /// </summary>
        private (Tensor View, List<Tensor?> Tensors) Slice(TensorIndex[] indices)
        {
            var specified = indices.Sum(DimensionsTaken);
            if (specified > dim())
                throw new ExternalException($"aten::index: too many indices for a tensor of dimension {dim()}: got {specified}.");
            var view = alias();
            var tensors = new List<Tensor?>();
            var (d, covered) = (0L, 0L);
            try
            {
                foreach (var index in indices)
                {
                    switch (index.Kind)
                    {
                        case TensorIndex.Sort.Single:
                            Replace(ref view, view.select(d, index.Start!.Value));
                            break;
                        case TensorIndex.Sort.Slice:
                            if (index.Start is not null || index.Stop is not null || index.Step is not null)
                                Replace(ref view, s_sliceIndex.Call(view, d, index.Start, index.Stop, index.Step ?? 1));
                            d++;
                            break;
                        case TensorIndex.Sort.Ellipsis:
                            d += dim() - specified;
                            break;
                        case TensorIndex.Sort.NewAxis:
                            Replace(ref view, view.unsqueeze(d++));
                            break;
                        case TensorIndex.Sort.Bool:
                            Replace(ref view, view.unsqueeze(d));
                            Record(Positions(index.Start != 0, view));
                            break;
                        case TensorIndex.Sort.Tensor when index.Indices!.dim() == 0 && IsMask(index.Indices):
                            Replace(ref view, view.unsqueeze(d));
                            Record(Positions(index.Indices.ToBoolean(), view));
                            break;
                        case TensorIndex.Sort.Tensor when index.Indices!.dim() == 0 && index.Indices.is_integral():
                            Replace(ref view, view.select(d, index.Indices.ToInt64()));
                            break;
                        default:
                            Record(index.Indices!);
                            break;
                    }
                }
            }
            catch
            {
                view.Dispose();
                throw;
            }
            return (view, tensors);

            void Record(Tensor tensor)
            {
                for (; covered < d; covered++)
                    tensors.Add(null);
                tensors.Add(tensor);
                covered = d += IsMask(tensor) ? tensor.dim() : 1;
            }
        }

        private static int DimensionsTaken(TensorIndex index) => index.Kind switch
        {
            TensorIndex.Sort.Single or TensorIndex.Sort.Slice => 1,
            TensorIndex.Sort.Tensor when IsMask(index.Indices!) => (int)index.Indices!.dim(),
            TensorIndex.Sort.Tensor => 1,
            _ => 0,
        };

        private static bool IsMask(Tensor tensor) => tensor.dtype is ScalarType.Bool or ScalarType.Byte;

        private static Tensor Positions(bool all, Tensor view) => zeros([all ? 1 : 0], ScalarType.Int64, view.device);

        private static void Replace(ref Tensor view, Tensor next)
        {
            view.Dispose();
            view = next;
        }

        /// <summary>A new wrapper of the value in the form that it is assigned in: without leading ones, and converted where it is a mere number.</summary>
        private static Tensor Fitting(Tensor value, Tensor target)
        {
            var shape = value.shape;
            if (shape.Length == 0)
                return value.to(target.dtype, target.device);
            var ones = 0;
            while (ones < shape.Length - 1 && shape[ones] == 1)
                ones++;
            return ones == 0 ? value.alias() : value.view(shape[ones..]);
        }
    }
}
