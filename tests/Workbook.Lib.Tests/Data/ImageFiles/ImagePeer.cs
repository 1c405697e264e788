using System.IO.Compression;
using System.Security.Cryptography;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data.Images;

namespace Workbook.Tests.Data.ImageFiles;

/// <summary>What Pillow and torchvision made of small images: tests/Peers/images.json.</summary>
internal static class ImagePeer
{
    private static readonly JObject All = JObject.Parse(File.ReadAllText(Repository.Path("tests/Peers/images.json")));

    public static IEnumerable<JObject> Cases(string kind) => All[kind]!.Cast<JObject>();

    public static JObject FileCase(string name) => Cases("files").Single(item => (string)item["name"]! == name);

    public static byte[] FileBytes(string name) => Convert.FromBase64String((string)FileCase(name)["file"]!);

    public static float[] Normalised(string convention, int channel)
    {
        var bytes = Convert.FromBase64String((string)All["normalised"]![convention]![channel]!);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    public static byte[] Unpacked(JToken packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(Convert.FromBase64String((string)packed!)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        zlib.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static RgbImage Image(int height, int width, byte[] pixels)
    {
        var image = new RgbImage(height, width);
        pixels.CopyTo(image.Pixels);
        return image;
    }

    public static string Hash(RgbImage image) => Convert.ToHexStringLower(SHA256.HashData(image.Pixels))[..32];
}
