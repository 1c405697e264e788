using System.IO.Compression;
using Workbook.Data.Weights;

namespace Fuzz;

/// <summary>Reads weights and looks at every element. Seeds: small files of every format, the archive's pickles also alone.</summary>
internal static class WeightsReading
{
    private static readonly string s_folder = Find();

    public static byte[][] SafetensorsSeeds { get; } = [Seed("types.safetensors")];

    public static byte[][] ZipSeeds { get; } = [Seed("layouts.pth"), Seed("state.pth"), Seed("checkpoint.pth")];

    public static byte[][] PickleSeeds { get; } =
    [
        Seed("zoo-protocol0.pkl"), Seed("zoo-protocol2.pkl"), Seed("zoo-protocol4.pkl"), Seed("zoo-protocol5.pkl"), Seed("blobs.pkl"), Seed("python2.pkl"),
        Seed("types-legacy.pth"), Seed("layouts-legacy.pth"),
    ];

    public static byte[][] TorchPickleSeeds { get; } = [Pickle("layouts.pth"), Pickle("state.pth"), Pickle("checkpoint.pth"), Pickle("types.pth"), Pickle("state-protocol4.pth")];

    /// <summary>Instructions, and pieces with names and claims.</summary>
    public static byte[][] Opcodes { get; } =
    [
        .. "()].02BCFGIJKLMNPQRSTUVX]abcdeghijloqprstu}"u8.ToArray().Select(opcode => new[] { opcode }), .. Enumerable.Range(0x80, 0x19).Select(opcode => new[] { (byte)opcode }),
        [.. "cposix\nsystem\n"u8], [.. "ccollections\nOrderedDict\n"u8], [.. "ctorch\nFloatStorage\n"u8], [.. "cnumpy\ndtype\n"u8], [0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x40],
        [0x8e, 0, 0, 0, 0, 0, 0, 0, 0x40], [.. "J"u8, 255, 255, 255, 255], [0x8a, 8, 255, 255, 255, 255, 255, 255, 255, 0x7f], [.. "h"u8, 0], [.. "h"u8, 1],
    ];

    public static void File(byte[] input)
    {
        using var stream = new MemoryStream(input);
        using var weights = WeightsFile.Load(stream, "input");
        foreach (var (name, tensor) in weights.Tensors)
        {
            using var row = tensor.contiguous();
            using var bytes = row.clone();
            if (bytes.bytes.Length != tensor.NumberOfElements * tensor.element_size() || bytes.bytes.Length > input.Length)
                throw new InvalidOperationException($"{name}: {bytes.bytes.Length} bytes of {input.Length}.");
        }
        foreach (var (name, text) in weights.Others)
            if (text.Length > 1000)
                throw new InvalidOperationException($"{name} has {text.Length} letters.");
    }

    /// <summary>A pickle of torch.save whose storages are all there.</summary>
    public static void TorchPickle(byte[] input)
    {
        var root = RestrictedUnpickler.Load(input, "input", new TorchStorages(_ => { }).Find, out var length);
        if (length > input.Length || PickleText.Describe(root).Length > 1000)
            throw new InvalidOperationException($"{length} bytes of {input.Length}.");
    }

    private static byte[] Seed(string name) => System.IO.File.ReadAllBytes(Path.Combine(s_folder, name));

    private static byte[] Pickle(string name)
    {
        using var archive = new ZipArchive(new MemoryStream(Seed(name)));
        using var content = archive.Entries.Single(entry => entry.Name == "data.pkl").Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Find()
    {
        const string Folder = "tests/Peers/weights";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, Folder)))
                return Path.Combine(folder.FullName, Folder);
        throw new DirectoryNotFoundException($"{Folder} is in no folder above {AppContext.BaseDirectory}.");
    }
}
