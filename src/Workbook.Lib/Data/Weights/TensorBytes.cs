using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>The elements of tensors of any size as bytes, without a second copy.</summary>
internal static class TensorBytes
{
    private const long ElementsAtOnce = 1 << 26;

    /// <summary>Fills a contiguous CPU tensor.</summary>
    /// <exception cref="FormatException">A byte of a tensor of Bool is neither 0 nor 1, or the stream ends early.</exception>
    public static void Fill(Tensor tensor, Stream stream) => InPieces(tensor, piece =>
    {
        var count = stream.ReadAtLeast(piece.bytes, piece.bytes.Length, throwOnEndOfStream: false);
        if (count < piece.bytes.Length)
            throw new FormatException($"the data end {piece.bytes.Length - count} bytes early");
        RequireBooleans(piece);
    });

    /// <summary>Fills a contiguous CPU tensor with exactly its bytes.</summary>
    /// <exception cref="FormatException">A byte of a tensor of Bool is neither 0 nor 1.</exception>
    public static void Fill(Tensor tensor, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(tensor.bytes);
        RequireBooleans(tensor);
    }

    /// <summary>Writes the elements, row-major.</summary>
    public static void Write(Tensor tensor, Stream stream)
    {
        using var scope = NewDisposeScope();
        InPieces(tensor.detach().cpu().contiguous(), piece => stream.Write(piece.bytes));
    }

    private static void InPieces(Tensor tensor, Action<Tensor> action)
    {
        using var flat = tensor.view(-1);
        for (long start = 0; start < flat.NumberOfElements; start += ElementsAtOnce)
        {
            using var piece = flat.narrow(0, start, Math.Min(ElementsAtOnce, flat.NumberOfElements - start));
            action(piece);
        }
    }

    private static void RequireBooleans(Tensor tensor)
    {
        if (tensor.dtype == ScalarType.Bool && tensor.bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw new FormatException("bytes of a tensor of booleans are 0 or 1, got others");
    }
}
