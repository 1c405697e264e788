using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>A file that is one pickle.</summary>
internal sealed class PlainPickle : IPickledFile
{
    /// <exception cref="InvalidDataException">The pickle is refused.</exception>
    public PlainPickle(byte[] content, string source)
    {
        Root = RestrictedUnpickler.Load(content, source, persistent: null, out var length);
        if (length != content.Length)
            throw new InvalidDataException($"{source}: the pickle ends at byte {length}, the file at {content.Length}.");
    }

    /// <inheritdoc/>
    public object? Root { get; }

    /// <inheritdoc/>
    public Tensor Load(TorchStorage storage) => throw new FormatException("the file has no storages");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
