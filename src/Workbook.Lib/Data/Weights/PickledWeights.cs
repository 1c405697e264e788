namespace Workbook.Data.Weights;

/// <summary>Where in a pickled value the weights are.</summary>
internal static class PickledWeights
{
    private static readonly string[] s_wrappers = ["state_dict", "model_state_dict", "model", "blobs"];

    /// <summary>The tensors (<see cref="TorchTensor"/> or <see cref="NumpyArray"/>) by name, and everything else in words.</summary>
    /// <exception cref="FormatException">The value is no dict.</exception>
    public static (OrderedDictionary<string, object> Tensors, OrderedDictionary<string, string> Others) Find(object? root)
    {
        if (root is not PickleDict dict)
            throw new FormatException($"the file holds {PickleText.Describe(root)}, expected a dict of names and tensors, or one that holds it as {string.Join(", ", s_wrappers)}");
        var others = new OrderedDictionary<string, string>();
        // A dict within a dict, at most as deep as there are wrappers: {"model": {"state_dict": ...}}.
        for (var depth = 0; depth < s_wrappers.Length && Wrapper(dict) is { } wrapper; depth++)
        {
            foreach (var (name, value) in dict.Texts)
                if (name != wrapper)
                    others[name] = PickleText.Describe(value);
            dict = (PickleDict)dict[wrapper]!;
        }
        var tensors = new OrderedDictionary<string, object>();
        foreach (var (name, value) in dict.Texts)
            if (IsTensor(value))
                tensors.Add(name, value!);
            else
                others[name] = PickleText.Describe(value);
        return (tensors, others);
    }

    private static string? Wrapper(PickleDict dict) => s_wrappers.FirstOrDefault(name =>
        dict[name] is PickleDict inner && inner != dict && (HasTensors(inner) || s_wrappers.Any(deeper => inner[deeper] is PickleDict)));

    private static bool HasTensors(PickleDict dict) => dict.Texts.Any(entry => IsTensor(entry.Value));

    private static bool IsTensor(object? value) => value is TorchTensor or NumpyArray;
}
