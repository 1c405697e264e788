using System.Diagnostics;
using TorchSharp;

namespace Workbook.Machine;

/// <summary>How fast libtorch multiplies matrices on the CPU: it tells an optimised BLAS from the reference at once.</summary>
public static class MatrixProductSpeed
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Rate of the best of several float32 products of square matrices in GFLOP/s (10⁹ multiplications and additions a second). Takes about
    /// half a second; the matrices have 1024 rows, or 512 where a product of 512 rows already takes a tenth of that.
    /// </summary>
    public static double Measure()
    {
        var best = Rate(512, TimeSpan.Zero, out var elapsed);
        return Math.Max(best, Rate(elapsed < Budget / 10 ? 1024 : 512, Budget, out _));
    }

    private static double Rate(int rows, TimeSpan budget, out TimeSpan best)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var (a, b) = (torch.ones(rows, rows), torch.ones(rows, rows));
        a.mm(b).Dispose();
        best = TimeSpan.MaxValue;
        var start = Stopwatch.GetTimestamp();
        do
        {
            var begin = Stopwatch.GetTimestamp();
            a.mm(b).Dispose();
            var elapsed = Stopwatch.GetElapsedTime(begin);
            best = elapsed < best ? elapsed : best;
        }
        while (Stopwatch.GetElapsedTime(start) < budget);
        return 2.0 * rows * rows * rows / best.TotalSeconds / 1e9;
    }
}
