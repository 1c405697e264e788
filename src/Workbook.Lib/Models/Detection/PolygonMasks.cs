using Workbook.Ops.Masks;
using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>
/// Masks as polygons, drawn into each box at the size of the grid, each value 0 or 1: detectron2's <c>rasterize_polygons_within_box</c> (v0.6). No
/// image is made.
/// </summary>
/// <param name="Polygons">For each object its polygons, x0, y0, x1, y1, ... in pixels.</param>
public sealed record PolygonMasks(IReadOnlyList<IReadOnlyList<double[]>> Polygons) : ITargetMasks
{
    private const double LeastSide = 0.1;

    /// <inheritdoc/>
    public Tensor Project(Tensor boxes, Tensor objects, int size)
    {
        using var scope = NewDisposeScope();
        var box = boxes.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var which = objects.cpu().contiguous().data<long>().ToArray();
        var grids = new float[which.Length * size * size];
        Parallel.For(0, which.Length, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, r =>
            Draw(Polygons[(int)which[r]], box.AsSpan(4 * r, 4), size, grids.AsSpan(r * size * size, size * size)));
        return tensor(grids, [which.Length, size, size], device: boxes.device).MoveToOuterDisposeScope();
    }

    private static void Draw(IReadOnlyList<double[]> polygons, ReadOnlySpan<float> box, int size, Span<float> grid)
    {
        var (left, top) = ((double)box[0], (double)box[1]);
        var (scaleX, scaleY) = (size / Math.Max((double)box[2] - left, LeastSide), size / Math.Max((double)box[3] - top, LeastSide));
        var moved = polygons.Select(polygon =>
            polygon.Select((value, i) => i % 2 == 0 ? (value - left) * scaleX : (value - top) * scaleY).ToArray()).ToList();
        var columns = RunLengthMask.FromPolygons(moved, size, size).ToBitmap();
        for (var x = 0; x < size; x++)
        {
            for (var y = 0; y < size; y++)
                grid[y * size + x] = columns[x * size + y];
        }
    }
}
