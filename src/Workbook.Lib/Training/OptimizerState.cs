using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Training;

/// <summary>What the next step of stochastic gradient descent depends on, in checkpoints: parameters and buffers, momentum, torch's random state.</summary>
internal static class OptimizerState
{
    /// <summary>Adds it, sharing memory until the checkpoint is written.</summary>
    internal static void Add(Checkpoint checkpoint, Module model, SGD optimizer)
    {
        foreach (var (name, value) in model.state_dict())
            checkpoint.Tensors.Add(($"model.{name}", value.alias()));
        var momentum = optimizer.state_dict().State;
        for (var i = 0; i < momentum.Count; i++)
            if (((SGD.State)momentum[i]).momentum_buffer is { } buffer)
                checkpoint.Tensors.Add((Momentum(i), buffer.alias()));
        checkpoint.Tensors.Add(("random.torch", random.get_rng_state()));
    }

    /// <summary>Takes it over, into a model of the same shapes.</summary>
    internal static void Restore(Checkpoint checkpoint, Module model, SGD optimizer, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var tensors = checkpoint.Tensors.ToDictionary(t => t.Name, t => t.Value);
        foreach (var (name, value) in model.state_dict())
            value.copy_(tensors[$"model.{name}"]);
        var state = optimizer.state_dict();
        for (var i = 0; i < state.State.Count; i++)
            if (tensors.TryGetValue(Momentum(i), out var buffer))
                ((SGD.State)state.State[i]).momentum_buffer = buffer.to(device, copy: true).DetachFromDisposeScope();
        optimizer.load_state_dict(state);
        random.set_rng_state(tensors["random.torch"]);
    }

    private static string Momentum(int parameter) => string.Create(CultureInfo.InvariantCulture, $"momentum.{parameter}");
}
