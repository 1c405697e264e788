using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// Reference boxes of a region proposal network: at every position of every feature map one for each size and ratio, centred on the position
/// times the stride. Agrees with torchvision's AnchorGenerator (0.14), whose base boxes are rounded to whole pixels; set
/// <see cref="IsRounded"/> to false for detectron2's.
/// </summary>
/// <param name="Sizes">For each feature map the square roots of the areas, in pixels.</param>
/// <param name="Ratios">Height over width, for all maps.</param>
public sealed record AnchorGrid(IReadOnlyList<IReadOnlyList<double>> Sizes, IReadOnlyList<double> Ratios)
{
    /// <summary>One size a level, 32 to 512, and the ratios 1:2, 1:1 and 2:1 (Lin et al. 2017, section 4.1).</summary>
    public static AnchorGrid Pyramid { get; } = new([[32], [64], [128], [256], [512]], [0.5, 1, 2]);

    /// <summary>All sizes on the one map of stride 16, for models without a pyramid.</summary>
    public static AnchorGrid SingleMap { get; } = new([[32, 64, 128, 256, 512]], [0.5, 1, 2]);

    /// <summary>Whether the corners of the base boxes are rounded to whole pixels, half to even.</summary>
    public bool IsRounded { get; init; } = true;

    /// <summary>Anchors at each position of a level.</summary>
    public int PerPosition(int level) => Sizes[level].Count * Ratios.Count;

    /// <summary>The anchors of one level, [H W A, 4]: rows, then columns, then anchors (ratios, then sizes within each).</summary>
    /// <param name="level">Index of the feature map.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="strideY">Rows of the (padded) image to a row of the map.</param>
    /// <param name="strideX">Columns of the image to a column of the map.</param>
    /// <param name="device">Where to.</param>
    public Tensor Level(int level, long height, long width, long strideY, long strideX, Device device)
    {
        var bases = Base(level);
        var boxes = new float[checked(height * width * bases.Length)];
        var at = 0;
        for (var y = 0L; y < height; y++)
        {
            for (var x = 0L; x < width; x++)
            {
                for (var i = 0; i < bases.Length; i++)
                    boxes[at++] = (i % 2 == 0 ? x * strideX : y * strideY) + bases[i];
            }
        }
        return tensor(boxes, [height * width * PerPosition(level), 4], device: device);
    }

    private float[] Base(int level)
    {
        var boxes = new List<float>();
        foreach (var ratio in Ratios)
        {
            var (heightRatio, widthRatio) = (MathF.Sqrt((float)ratio), 1 / MathF.Sqrt((float)ratio));
            foreach (var size in Sizes[level])
            {
                var (w, h) = (widthRatio * (float)size / 2, heightRatio * (float)size / 2);
                boxes.AddRange(IsRounded ? [Rounded(-w), Rounded(-h), Rounded(w), Rounded(h)] : [-w, -h, w, h]);
            }
        }
        return [.. boxes];
    }

    private static float Rounded(float value) => MathF.Round(value, MidpointRounding.ToEven);
}
