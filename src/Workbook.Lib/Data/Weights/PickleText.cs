using System.Globalization;
using System.Numerics;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>Values of a pickle in words.</summary>
internal static class PickleText
{
    private const int Most = 60;

    /// <summary>What a value is, in at most a line.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        long number => string.Create(CultureInfo.InvariantCulture, $"int {number}"),
        BigInteger => "a long int",
        double number => string.Create(CultureInfo.InvariantCulture, $"float {number}"),
        string text => $"str \"{Short(text)}\"",
        PickleBytes { Text: { } text } => $"str \"{Short(text)}\"",
        PickleBytes bytes => $"bytes[{bytes.Data.Length}]",
        PickleList list => $"list of {list.Count}",
        PickleTuple tuple => $"tuple of {tuple.Count}",
        PickleDict dict => $"dict of {dict.Count}",
        TorchTensor tensor => $"tensor {TensorShape.Text(tensor.Size)}",
        NumpyArray array => $"array {TensorShape.Text(array.Shape)}",
        NumpyType => "numpy.dtype",
        TorchStorage => "storage",
        ScalarType type => $"torch.{type}",
        PickleGlobal global => global.ToString(),
        _ => value.GetType().Name,
    };

    /// <summary>A text without control characters, cut to 60 characters.</summary>
    public static string Short(string text)
    {
        var cut = text.Length > Most ? text[..Most] + "..." : text;
        return string.Concat(cut.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
    }
}
