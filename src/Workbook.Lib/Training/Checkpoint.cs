using System.Security.Cryptography;
using System.Text;
using Workbook.Results;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>
/// The file that lets an interrupted run go on: named tensors and named numbers behind the identity of the run, closed by a SHA-256 over all of
/// it. At every moment the file is either the old checkpoint or the new one.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    private const string Magic = "equalization-loss-workbook checkpoint 1";

    /// <summary>Tensors by name, in order; on the CPU when read.</summary>
    internal List<(string Name, Tensor Value)> Tensors { get; } = [];

    /// <summary>Everything that is not a tensor, as JSON.</summary>
    internal string State { get; set; } = "{}";

    /// <summary>Writes the checkpoint of the run with this identity.</summary>
    internal void Write(string path, string identity)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(identity);
            writer.Write(State);
            writer.Write(Tensors.Count);
            foreach (var (name, value) in Tensors)
            {
                using var scope = NewDisposeScope();
                var tensor = value.detach().cpu().contiguous();
                writer.Write(name);
                writer.Write((sbyte)tensor.dtype);
                writer.Write(tensor.shape.Length);
                foreach (var size in tensor.shape)
                    writer.Write(size);
                writer.Write(tensor.bytes);
            }
        }
        var content = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(content.Span);
            stream.Write(SHA256.HashData(content.Span));
        });
    }

    /// <summary>Reads the checkpoint of the run with this identity; null where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or another run's.</exception>
    internal static Checkpoint? Read(string path, string identity)
    {
        if (!File.Exists(path))
            return null;
        var content = File.ReadAllBytes(path);
        var length = content.Length - SHA256.HashSizeInBytes;
        if (length < 0 || !SHA256.HashData(content.AsSpan(0, length)).AsSpan().SequenceEqual(content.AsSpan(length)))
            throw new InvalidDataException($"{path}: the checkpoint's checksum does not match its content. Delete the file to start the run anew.");
        using var reader = new BinaryReader(new MemoryStream(content, 0, length), Encoding.UTF8);
        if (reader.ReadString() != Magic)
            throw new InvalidDataException($"{path}: not a checkpoint of this workbook. Delete the file to start the run anew.");
        if (reader.ReadString() is var found && found != identity)
            throw new InvalidDataException($"{path}: the checkpoint belongs to run {found}, expected {identity}. Delete the file to start the run anew.");
        var checkpoint = new Checkpoint { State = reader.ReadString() };
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadString();
            var type = (ScalarType)reader.ReadSByte();
            var shape = new long[reader.ReadInt32()];
            for (var d = 0; d < shape.Length; d++)
                shape[d] = reader.ReadInt64();
            var tensor = empty(shape, type, CPU).DetachFromDisposeScope();
            reader.BaseStream.ReadExactly(tensor.bytes);
            checkpoint.Tensors.Add((name, tensor));
        }
        return checkpoint;
    }

    public void Dispose()
    {
        foreach (var (_, tensor) in Tensors)
            tensor.Dispose();
    }
}
