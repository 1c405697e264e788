using System.Globalization;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>
/// Weights of a file: safetensors, <c>torch.save</c>, or a pickle of NumPy's arrays as of detectron2. The content decides which, not the file's name.
/// No code of a file is run; what a pickle names besides tensors and plain containers is refused.
/// </summary>
public sealed class WeightsFile : IDisposable
{
    private const int DetectionBytes = 264;

    private WeightsFile(string source, WeightsFormat format) => (Source, Format) = (source, format);

    /// <summary>Path of the file.</summary>
    public string Source { get; }

    /// <summary>How the file holds the weights.</summary>
    public WeightsFormat Format { get; }

    /// <summary>
    /// Tensors by name, in the file's order, on the CPU; owned by this. Those that shared memory when they were saved do here. Where the file holds
    /// <c>state_dict</c>, <c>model_state_dict</c>, <c>model</c> or <c>blobs</c>, its tensors are these.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; private set; } = new OrderedDictionary<string, Tensor>();

    /// <summary>Texts about the file, of safetensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private set; } = new OrderedDictionary<string, string>();

    /// <summary>What else is there, by name, in words: <c>epoch</c>, <c>int 3</c>.</summary>
    public IReadOnlyDictionary<string, string> Others { get; private set; } = new OrderedDictionary<string, string>();

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is of no known format, damaged, or names what is not of weights: with what, where, got and expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WeightsFile Load(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Load(stream, path);
    }

    /// <summary>Reads a stream from its start; see <see cref="Load(string)"/>.</summary>
    internal static WeightsFile Load(Stream stream, string source)
    {
        try
        {
            var file = new WeightsFile(source, Detect(stream));
            using var scope = NewDisposeScope();
            if (file.Format == WeightsFormat.Safetensors)
                file.ReadSafetensors(stream);
            else
                using (var pickled = Open(stream, source, file.Format))
                    file.ReadPickled(pickled);
            return file;
        }
        catch (Exception problem) when (problem is FormatException or EndOfStreamException
            || (problem is InvalidDataException && !problem.Message.StartsWith(source, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{source}: {problem.Message.TrimEnd('.')}.", problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
            tensor.Dispose();
    }

    private static WeightsFormat Detect(Stream stream)
    {
        Span<byte> start = stackalloc byte[DetectionBytes];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (start.Length > 8 && start[8] == (byte)'{' && start[4..8].IndexOfAnyExcept((byte)0) < 0)
            return WeightsFormat.Safetensors;
        if (start.StartsWith("PK\x03\x04"u8))
            return WeightsFormat.TorchZip;
        if (start.StartsWith(TorchLegacyFile.Start))
            return WeightsFormat.TorchLegacy;
        if (start.Length > 262 && start[257..262].SequenceEqual("ustar"u8))
            throw new FormatException("a tar archive, as PyTorch wrote before 0.1.10; load and save it with a newer one");
        if (start.Length > 1 && start[0] is 0x80 or (byte)'(' or (byte)'}' or (byte)'c')
            return WeightsFormat.Pickle;
        var opening = Convert.ToHexString(start[..Math.Min(start.Length, 8)]);
        throw new FormatException($"not a file of weights: it begins with {opening}, expected safetensors, a zip archive of torch.save, or a pickle");
    }

    private static IPickledFile Open(Stream stream, string source, WeightsFormat format) => format switch
    {
        WeightsFormat.TorchZip => new TorchZipFile(stream, source),
        WeightsFormat.TorchLegacy => new TorchLegacyFile(All(stream), source),
        _ => new PlainPickle(All(stream), source),
    };

    private static byte[] All(Stream stream)
    {
        if (stream.Length > Array.MaxLength)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{stream.Length} bytes, expected at most {Array.MaxLength} for a pickle"));
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private void ReadSafetensors(Stream stream)
    {
        var header = Safetensors.ReadHeader(stream);
        Tensors = Safetensors.ReadTensors(stream, header);
        Metadata = header.Metadata;
    }

    private void ReadPickled(IPickledFile file)
    {
        var (values, others) = PickledWeights.Find(file.Root);
        var tensors = new PickledTensors(file).Of(values);
        foreach (var tensor in tensors.Values)
            tensor.DetachFromDisposeScope();
        (Tensors, Others) = (tensors, others);
    }
}
