using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>Copies weights of a file into a module.</summary>
public static class StateLoading
{
    private const string BatchCounter = "num_batches_tracked";

    /// <summary>Copies what fits by name and shape; the module's element types, devices and layouts stay.</summary>
    /// <param name="module">The module.</param>
    /// <param name="weights">The file.</param>
    /// <param name="map">From the file's names to the module's; none is torchvision's, which are the models' own.</param>
    /// <param name="strict">Demand that all fits; else nothing is copied.</param>
    /// <param name="isOptional">Tensors of the module that keep their values where the file lacks them; null for none.</param>
    /// <exception cref="InvalidDataException"><paramref name="strict"/>, and something is missing, unexpected or of another shape; or two tensors of the file make the same.</exception>
    public static StateReport Load(nn.Module module, WeightsFile weights, NameMap? map = null, bool strict = true, Func<string, bool>? isOptional = null) =>
        Load(module, weights.Tensors, weights.Source, map, strict, isOptional);

    /// <summary>The same of tensors, from <paramref name="source"/>.</summary>
    /// <inheritdoc cref="Load(nn.Module, WeightsFile, NameMap, bool, Func{string, bool})"/>
    public static StateReport Load(
        nn.Module module, IReadOnlyDictionary<string, Tensor> tensors, string source, NameMap? map = null, bool strict = true, Func<string, bool>? isOptional = null)
    {
        map ??= NameMap.Torchvision;
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var state = module.state_dict();
        var values = new OrderedDictionary<string, (string Source, Tensor Value)>();
        List<string> unexpected = [], ignored = [];
        List<ShapeMismatch> mismatched = [];
        foreach (var (name, tensor) in tensors)
        {
            var targets = map.Map(name);
            if (targets.Count == 0)
                ignored.Add(name);
            foreach (var target in targets)
            {
                if (!state.TryGetValue(target.Name, out var own))
                {
                    (IsBatchCounter(name) ? ignored : unexpected).Add(target.Name);
                    continue;
                }
                var value = target.Convert is { } convert ? convert(tensor, own.shape) : tensor;
                if (!values.TryAdd(target.Name, (name, value)))
                    throw new InvalidDataException($"{source}: {values[target.Name].Source} and {name} both make {target.Name} by the names of {map}.");
                if (!value.shape.AsSpan().SequenceEqual(own.shape))
                    mismatched.Add(new ShapeMismatch(target.Name, name, value.shape, own.shape));
            }
        }
        var misfits = mismatched.Select(mismatch => mismatch.Name).ToHashSet();
        var missing = state.Keys.Where(name => !values.ContainsKey(name) && !IsBatchCounter(name) && isOptional?.Invoke(name) != true).ToList();
        var report = new StateReport([.. values.Keys.Where(name => !misfits.Contains(name))], missing, unexpected, ignored, mismatched);
        if (strict && !report.IsExact)
            throw new InvalidDataException($"{source} does not fit {module.GetName()} by the names of {map}: {report}\nThe weights are of another network, or in the names of another map; strict: false loads what fits.");
        foreach (var name in report.Loaded)
            state[name].copy_(values[name].Value);
        return report;
    }

    private static bool IsBatchCounter(string name) => name == BatchCounter || name.EndsWith("." + BatchCounter, StringComparison.Ordinal);
}
