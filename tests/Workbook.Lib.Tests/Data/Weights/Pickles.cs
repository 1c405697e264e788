using System.Buffers.Binary;
using System.Text;
using Workbook.Data.Weights;

namespace Workbook.Tests.Data.Weights;

/// <summary>Pickles put together by hand.</summary>
internal static class Pickles
{
    /// <summary>What torch.save names for a tensor: the function, a mark, and ("storage", torch.FloatStorage, KEY, "cpu", COUNT) as a persistent id.</summary>
    public static byte[] TensorHead(string key, int count) =>
        [.. Global("torch._utils", "_rebuild_tensor_v2"), .. "(("u8, .. Text("storage"), .. Global("torch", "FloatStorage"), .. Text(key), .. Text("cpu"), .. Int(count), .. "tQ"u8];

    /// <summary>{"w": a tensor of float32}, with its place in storage KEY.</summary>
    public static byte[] Tensor(string key, int count, long offset, long[] size, long[] stride) =>
    [
        0x80, 2, .. "}"u8, .. Text("w"), .. TensorHead(key, count), .. Long(offset), .. Tuple(size), .. Tuple(stride), 0x89, .. ")tRs."u8,
    ];

    public static byte[] Global(string module, string name) => [.. "c"u8, .. Encoding.ASCII.GetBytes(module), .. "\n"u8, .. Encoding.ASCII.GetBytes(name), .. "\n"u8];

    public static byte[] Text(string text) => [0x8c, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Int(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return [.. "J"u8, .. bytes];
    }

    public static byte[] Long(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return [0x8a, 8, .. bytes];
    }

    public static byte[] Tuple(params long[] numbers) => [.. "("u8, .. numbers.SelectMany(Long), .. "t"u8];

    /// <summary>What a pickle holds; storages have the elements that it says.</summary>
    public static object? Load(params byte[] pickle) => RestrictedUnpickler.Load(pickle, "file", new TorchStorages(_ => { }).Find, out _);
}
