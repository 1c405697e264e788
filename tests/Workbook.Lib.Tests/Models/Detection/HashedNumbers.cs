using static TorchSharp.torch;

namespace Workbook.Tests.Models.Detection;

/// <summary>Weights, images and targets from hashes of names and indices: tests/Peers/generate/mask_rcnn.py makes the same.</summary>
internal static class HashedNumbers
{
    public static double[] Uniform(string name, long count)
    {
        ulong seed = 0;
        foreach (var character in name)
            seed = (seed * 31 + character) % 1000003;
        var numbers = new double[count];
        for (var i = 0L; i < count; i++)
        {
            var x = (uint)((ulong)i * 2654435761 + seed * 40503);
            for (var round = 0; round < 2; round++)
                x = (x ^ (x >> 16)) * 0x45D9F3B;
            numbers[i] = (x ^ (x >> 16)) / 4294967296.0;
        }
        return numbers;
    }

    public static Tensor Weight(string name, long[] shape)
    {
        var numbers = Uniform(name, shape.Aggregate(1L, (a, b) => a * b));
        Func<double, double> scale;
        if (name.EndsWith("running_var", StringComparison.Ordinal))
            scale = u => 0.5 + u;
        else if (shape.Length == 1 && (name.Contains(".bn", StringComparison.Ordinal) || name.Contains("downsample.1", StringComparison.Ordinal)) && name.EndsWith("weight", StringComparison.Ordinal))
            scale = u => 0.25 + 0.5 * u;
        else if (shape.Length == 1)
            scale = u => 0.2 * u - 0.1;
        else
        {
            var gain = name.Split('.')[^2] switch { "cls_score" => 0.4, "bbox_pred" => 0.3, _ => 1.4 };
            var bound = gain * Math.Sqrt(3.0 / shape.Skip(1).Aggregate(1L, (a, b) => a * b));
            scale = u => (2 * u - 1) * bound;
        }
        return tensor(Array.ConvertAll(numbers, u => (float)scale(u)), shape);
    }

    public static Tensor Image(int index, int height, int width)
    {
        var noise = Uniform($"image{index}", 3L * height * width);
        var pixels = new float[noise.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (c, y, x) = (i / (height * width), i / width % height, i % width);
            pixels[i] = (float)(Math.Sin(x / (9.0 + 4 * c + index)) * Math.Cos(y / (7.0 + 5 * c)) + noise[i] - 0.5);
        }
        return tensor(pixels, [3, height, width]);
    }

    /// <summary>Boxes [5, 4], masks [5, H, W] and labels in [0, classes - 1): without background, where the peer's begin at 1.</summary>
    public static (Tensor Boxes, Tensor Masks, Tensor Labels) Target(int index, int height, int width, int classes)
    {
        var u = Uniform($"target{index}", 25);
        var (boxes, masks, labels) = (new float[20], new float[5 * height * width], new long[5]);
        for (var g = 0; g < 5; g++)
        {
            var (w, h) = (width * (0.1 + 0.4 * u[5 * g + 2]), height * (0.1 + 0.4 * u[5 * g + 3]));
            var (left, top) = (u[5 * g] * (width - w), u[5 * g + 1] * (height - h));
            new[] { (float)left, (float)top, (float)(left + w), (float)(top + h) }.CopyTo(boxes, 4 * g);
            for (var i = 0; i < height * width; i++)
            {
                var (dx, dy) = ((i % width - left - w / 2) / (w / 2), (i / width - top - h / 2) / (h / 2));
                masks[g * height * width + i] = dx * dx + dy * dy <= 1 ? 1 : 0;
            }
            labels[g] = (long)(u[5 * g + 4] * (classes - 1));
        }
        return (tensor(boxes, [5, 4]), tensor(masks, [5, height, width]), tensor(labels));
    }
}
