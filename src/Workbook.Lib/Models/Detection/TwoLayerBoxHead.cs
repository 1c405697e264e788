using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>Two fully connected layers with ReLU; torchvision's TwoMLPHead (0.14), with its parameter names.</summary>
internal sealed class TwoLayerBoxHead : Module<Tensor, Tensor>
{
    private readonly Linear fc6;
    private readonly Linear fc7;

    /// <param name="inputs">Channels times bins of a pooled box.</param>
    /// <param name="features">Outputs of each layer: 1024.</param>
    internal TwoLayerBoxHead(long inputs, long features)
        : base(nameof(TwoLayerBoxHead))
    {
        fc6 = Linear(inputs, features);
        fc7 = Linear(features, features);
        RegisterComponents();
    }

    /// <summary>[R, C, S, S] to [R, features].</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = functional.relu(fc6.call(input.flatten(1)), inplace: true);
        return functional.relu(fc7.call(hidden), inplace: true).MoveToOuterDisposeScope();
    }
}
