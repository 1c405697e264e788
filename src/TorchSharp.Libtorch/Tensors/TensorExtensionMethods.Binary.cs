using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

// TorchSharp's binary format of a tensor: element type, number of dimensions, dimensions (each a LEB128 number), then the elements' bytes.
public static partial class TensorExtensionMethods
{
    private const int Chunk = 1 << 20;

    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        using var scope = NewDisposeScope();
        var local = tensor.detach().cpu().contiguous();
        writer.Write7BitEncodedInt64((long)local.dtype);
        writer.Write7BitEncodedInt64(local.dim());
        foreach (var size in local.shape)
            writer.Write7BitEncodedInt64(size);
        writer.Flush();
        local.WriteBytesToStream(writer.BaseStream, Chunk);
    }

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    /// <summary>Reads the elements into the tensor, whose type and shape must be the stored ones; with <paramref name="skip"/>, only past them.</summary>
    /// <exception cref="ArgumentException">The stored type or shape is another.</exception>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = Header(reader);
        if (!skip && type != tensor.dtype)
            throw new ArgumentException($"The stored tensor is of type {type}, expected {tensor.dtype}; the file belongs to another model.", nameof(reader));
        if (!skip && !shape.AsSpan().SequenceEqual(tensor.shape))
            throw new ArgumentException($"The stored tensor has shape [{string.Join('x', shape)}], expected [{string.Join('x', tensor.shape)}]; the file belongs to another model.", nameof(reader));
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var stored = Elements(reader, type, shape);
        if (!skip)
            tensor.copy_(stored);
    }

    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        var (type, shape) = Header(reader);
        return Elements(reader, type, shape);
    }

    /// <summary>Reads into the tensor, or replaces it where it is null or of another type or shape.</summary>
    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        var stored = Load(reader);
        if (skip)
        {
            stored.Dispose();
        }
        else if (tensor is not null && tensor.dtype == stored.dtype && tensor.shape.AsSpan().SequenceEqual(stored.shape))
        {
            using var guard = no_grad();
            tensor.copy_(stored);
            stored.Dispose();
        }
        else
        {
            tensor = tensor is null ? stored : stored.to(tensor.device, disposeAfter: true);
        }
    }

    private static (ScalarType Type, long[] Shape) Header(BinaryReader reader)
    {
        var code = reader.Read7BitEncodedInt64();
        if (code is < sbyte.MinValue or > sbyte.MaxValue || !Enum.IsDefined((ScalarType)code))
            throw new InvalidDataException($"Expected a tensor's element type, got code {code}; the data is not in TorchSharp's tensor format.");
        var count = reader.Read7BitEncodedInt64();
        const int MostDimensions = 64;
        if (count is < 0 or > MostDimensions)
            throw new InvalidDataException($"Expected a tensor's number of dimensions (0 to {MostDimensions}), got {count}.");
        var shape = new long[count];
        foreach (ref var size in shape.AsSpan())
        {
            size = reader.Read7BitEncodedInt64();
            if (size < 0)
                throw new InvalidDataException($"Expected a tensor's size, got {size}.");
        }
        return ((ScalarType)code, shape);
    }

    private static Tensor Elements(BinaryReader reader, ScalarType type, long[] shape)
    {
        var bytes = type.ElementSize() * (Int128)shape.TotalSize();
        if (reader.BaseStream.CanSeek && bytes > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new EndOfStreamException($"A tensor of shape [{string.Join('x', shape)}] and type {type} takes {bytes} bytes, the stream has {reader.BaseStream.Length - reader.BaseStream.Position} left.");
        var result = empty(shape, type, CPU);
        try
        {
            result.ReadBytesFromStream(reader.BaseStream, Chunk);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }
}
