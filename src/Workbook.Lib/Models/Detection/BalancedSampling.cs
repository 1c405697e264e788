using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>
/// Draws boxes to learn from: at most a fraction of objects, the rest background. Agrees with torchvision's BalancedPositiveNegativeSampler (0.14),
/// draw by draw for equal seeds.
/// </summary>
/// <param name="Count">Boxes an image.</param>
/// <param name="Fraction">Largest fraction of objects, in [0, 1].</param>
public sealed record BalancedSampling(int Count, double Fraction)
{
    /// <summary>Indices of the drawn objects and backgrounds, each ascending.</summary>
    /// <param name="isObject">Bool [N].</param>
    /// <param name="isBackground">Bool [N].</param>
    public (Tensor Objects, Tensor Backgrounds) Draw(Tensor isObject, Tensor isBackground)
    {
        using var scope = NewDisposeScope();
        var objects = isObject.nonzero().squeeze(1);
        var backgrounds = isBackground.nonzero().squeeze(1);
        var objectCount = Math.Min(objects.shape[0], (long)(Count * Fraction));
        var backgroundCount = Math.Min(backgrounds.shape[0], Count - objectCount);
        var result = (Some(objects, objectCount), Some(backgrounds, backgroundCount));
        return scope.MoveToOuter(result.Item1, result.Item2);
    }

    private static Tensor Some(Tensor indices, long count)
    {
        var chosen = randperm(indices.shape[0], device: indices.device).slice(0, 0, count, 1);
        return indices.index_select(0, chosen).sort().Values;
    }
}
