using TorchSharp.Libtorch.Tests.Nn;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Autograd;

/// <summary>Compares gradients with central differences in double precision.</summary>
internal static class GradientCheck
{
    /// <summary>Checks d sum(w f(x)) / dx for each input, w being a ramp.</summary>
    internal static void Check(Func<Tensor[], Tensor> f, params long[][] shapes)
    {
        using var scope = NewDisposeScope();
        var inputs = shapes.Select((shape, i) => Peer.Ramp(shape, 3 * i + 1).to(ScalarType.Float64).requires_grad_()).ToArray();
        Weighted(f, inputs).backward();
        const double Step = 1e-6;
        foreach (var input in inputs)
        {
            var gradient = Peer.Numbers(input.grad!);
            for (var i = 0; i < gradient.Length; i++)
            {
                using var mode = no_grad();
                var element = input.view(-1)[i];
                element.add_(Step);
                var above = Weighted(f, inputs).ToDouble();
                element.sub_(2 * Step);
                var below = Weighted(f, inputs).ToDouble();
                element.add_(Step);
                var slope = (above - below) / (2 * Step);
                Assert.True(Math.Abs(slope - gradient[i]) <= 1e-6 * (1 + Math.Abs(slope)),
                    $"element {i}: the gradient is {gradient[i]:R}, the slope {slope:R}");
            }
        }
    }

    private static Tensor Weighted(Func<Tensor[], Tensor> f, Tensor[] inputs)
    {
        var y = f(inputs);
        return (y * Peer.Ramp(y.shape, 2)).sum();
    }
}
