using System.Diagnostics;
using TorchSharp;
using Workbook.Ops;

namespace Workbook.Machine;

/// <summary>How fast libtorch convolves on the CPU. oneDNN may use wider vector instructions than the BLAS, so this, not a matrix product, is the bound of a convolutional network.</summary>
public static class ConvolutionSpeed
{
    private const int Channels = 256, Side = 64;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Rate of the best of several float32 convolutions, 3 x 3, of 64 x 64 pixels and 256 channels to as many, channels-last, in GFLOP/s (10⁹
    /// multiplications and additions a second). Takes about half a second.
    /// </summary>
    public static double Measure()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var image = ChannelsLast.Of(torch.rand(1, Channels, Side, Side));
        var weight = ChannelsLast.Of(torch.rand(Channels, Channels, 3, 3));
        var best = TimeSpan.MaxValue;
        var start = Stopwatch.GetTimestamp();
        do
        {
            var begin = Stopwatch.GetTimestamp();
            torch.nn.functional.conv2d(image, weight, padding: [1, 1]).Dispose();
            var elapsed = Stopwatch.GetElapsedTime(begin);
            best = elapsed < best ? elapsed : best;
        }
        while (Stopwatch.GetElapsedTime(start) < Budget);
        return 2.0 * Side * Side * Channels * Channels * 9 / best.TotalSeconds / 1e9;
    }
}
