using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>RoIAlign from tensor operations, on any device and in the precision of the features; see <see cref="RoiAlign.Apply"/> for the arguments.</summary>
internal static class ComposedRoiAlign
{
    /// <summary>The most points along a side of a bin, where the bin decides.</summary>
    private const int MostPoints = 4096;

    internal static Tensor Apply(Tensor features, Tensor boxes, Tensor images, int size, double scale, int samplingRatio, bool isAligned)
    {
        using var scope = NewDisposeScope();
        var onMap = boxes.detach().to(features.dtype) * scale - (isAligned ? 0.5 : 0);
        var start = onMap.slice(1, 0, 2, 1); // [R, 2]: x, y
        var length = onMap.slice(1, 2, 4, 1) - start;
        var bin = (isAligned ? length : length.clamp_min(1)) / size;
        var (parts, order) = (new List<Tensor>(), new List<Tensor>());
        foreach (var (rows, image, across, down) in Groups(bin, images, samplingRatio))
        {
            var index = tensor(rows, device: features.device);
            var (from, step) = (start.index_select(0, index), bin.index_select(0, index));
            order.Add(index);
            parts.Add(Pooled(features.slice(0, image, image + 1, 1), Points(from, step, 0, size, across), Points(from, step, 1, size, down), size));
        }
        var result = parts.Count == 0
            ? features.new_zeros([0, features.shape[1], size, size]) + features.sum() * 0
            : cat(parts, 0).index_select(0, cat(order, 0).argsort());
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Boxes of one image with as many points in a bin, so that each group is one tensor.</summary>
    private static IEnumerable<(long[] Rows, long Image, int Across, int Down)> Groups(Tensor bin, Tensor images, int samplingRatio)
    {
        var image = images.cpu().data<long>().ToArray();
        var points = samplingRatio > 0
            ? null
            : bin.ceil().clamp(0, MostPoints).to(ScalarType.Int64).cpu().contiguous().data<long>().ToArray();
        return Enumerable.Range(0, image.Length)
            .GroupBy(r => (image[r], points is null ? samplingRatio : (int)points[2 * r], points is null ? samplingRatio : (int)points[2 * r + 1]))
            .Select(group => (group.Select(r => (long)r).ToArray(), group.Key.Item1, group.Key.Item2, group.Key.Item3));
    }

    /// <summary>Coordinates of the points along one side, [R, size * points].</summary>
    private static Tensor Points(Tensor from, Tensor bin, int axis, int size, int points)
    {
        var steps = arange(0, size * points, dtype: from.dtype, device: from.device);
        return from.select(1, axis).unsqueeze(1) + bin.select(1, axis).unsqueeze(1) * ((steps + 0.5) / Math.Max(1, points));
    }

    private static Tensor Pooled(Tensor map, Tensor x, Tensor y, int size)
    {
        var (boxes, across, down) = (x.shape[0], x.shape[1], y.shape[1]);
        // A box without length has no points; its bins are 0.
        if (across == 0 || down == 0)
            return map.new_zeros([boxes, map.shape[1], size, size]) + map.sum() * 0;
        var (height, width, channels) = (map.shape[2], map.shape[3], map.shape[1]);
        var ((left, right, fromLeft), (top, bottom, fromTop)) = (Neighbours(x, width), Neighbours(y, height));
        // Each point's four pixels, [4, R, down, across]: rows of the map as [H * W, C], so that the gradient is a sum by row, whose order can be fixed.
        var pixel = stack([Grid(top, left), Grid(top, right), Grid(bottom, left), Grid(bottom, right)]);
        var isInside = Product(Inside(y, height), Inside(x, width));
        var weight = stack(
        [
            Product(1 - fromTop, 1 - fromLeft), Product(1 - fromTop, fromLeft), Product(fromTop, 1 - fromLeft), Product(fromTop, fromLeft),
        ]) * isInside;
        var rows = map.squeeze(0).permute(1, 2, 0).reshape(-1, channels).index_select(0, pixel.reshape(-1));
        var points = (rows.view(4, boxes, down, across, channels) * weight.unsqueeze(-1)).sum([0]);
        return points.reshape(boxes, size, down / size, size, across / size, channels).mean([2, 4]).permute(0, 3, 1, 2);

        Tensor Grid(Tensor row, Tensor column) => row.unsqueeze(2) * width + column.unsqueeze(1);
    }

    /// <summary>The pixels before and after each point of an axis, the ends' repeated outside, and how far it lies from the first to the second.</summary>
    private static (Tensor Before, Tensor After, Tensor Share) Neighbours(Tensor at, long length)
    {
        var inMap = at.clamp(0, length - 1);
        var before = inMap.floor();
        var index = before.to(ScalarType.Int64);
        return (index, (index + 1).clamp_max(length - 1), inMap - before);
    }

    private static Tensor Product(Tensor down, Tensor across) => down.unsqueeze(2) * across.unsqueeze(1);

    /// <summary>1 for points up to a pixel outside the map, 0 for those beyond.</summary>
    private static Tensor Inside(Tensor at, long length) => (at.ge(-1) & at.le(length)).to(at.dtype);
}
