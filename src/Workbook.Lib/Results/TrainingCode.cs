using System.Security.Cryptography;
using System.Text;
using TorchSharp;

namespace Workbook.Results;

/// <summary>
/// The version of the code that training and evaluation go through: a hash of its source files, taken at build, so that it changes with
/// every edit and cannot be forgotten. Code that no recorded kind of run reaches has no part in it.
/// </summary>
/// <remarks>
/// An edit that was shown to leave every number of a run as it was is listed in <c>equal-code.txt</c>; its version is then the earlier one, whose
/// records stay valid. The next edit makes a new version until it is listed as well.
/// </remarks>
public static class TrainingCode
{
    /// <summary>
    /// The first 16 hexadecimal digits of the SHA-256 over path and content hash of every source file of Workbook.Lib that a classification run
    /// goes through (<c>TrainingCode.targets</c> lists them), and over the version of the assembly TorchSharp, whichever provider it comes from.
    /// </summary>
    public static string Version { get; } = Of("training-code");

    /// <summary>The same over the source files that a detection run goes through.</summary>
    public static string DetectionVersion { get; } = Of("detection-code");

    /// <summary>The same over those that the test of a challenge system goes through, the training of its detectors among them.</summary>
    public static string SystemVersion { get; } = Of("system-code");

    /// <summary>All.</summary>
    public static TrainingVersions Versions { get; } = new(Version, DetectionVersion, SystemVersion);

    private static string Of(string list) =>
        Earliest(VersionOf([.. ReadFiles(list), $"TorchSharp {typeof(torch).Assembly.GetName().Version}"]), ReadFiles("equal-code"));

    /// <summary>The version for lines of <c>path hash</c> in any order.</summary>
    internal static string VersionOf(IEnumerable<string> files)
    {
        var text = string.Join('\n', files.Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <summary>The earliest version that gives the numbers of another.</summary>
    /// <param name="version">A version.</param>
    /// <param name="equal">Lines <c>VERSION = EARLIER: how it was shown</c>; others are comments.</param>
    internal static string Earliest(string version, IReadOnlyList<string> equal)
    {
        while (equal.FirstOrDefault(line => line.StartsWith($"{version} = ", StringComparison.Ordinal)) is { } line)
            version = line[(version.Length + " = ".Length)..line.IndexOf(':')];
        return version;
    }

    /// <summary>The embedded list of files, or of equal versions.</summary>
    internal static IReadOnlyList<string> ReadFiles(string list = "training-code")
    {
        using var stream = typeof(TrainingCode).Assembly.GetManifestResourceStream($"Workbook.Results.{list}.txt")
            ?? throw new InvalidOperationException("Workbook.Lib was built without the embedded list of training sources.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
