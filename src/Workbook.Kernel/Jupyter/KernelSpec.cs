using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Workbook.Kernel.Notebooks;

namespace Workbook.Kernel.Jupyter;

/// <summary>The file by which Jupyter clients find the kernel.</summary>
public static partial class KernelSpec
{
    /// <summary>The name that VS Code and committed notebooks of C# expect.</summary>
    public const string DefaultName = ".net-csharp";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the kernelspec; one of the same name is replaced.</summary>
    /// <param name="name">Name of the kernel.</param>
    /// <param name="prefix">Folder above share/jupyter, such as /usr/local; null for the user's own Jupyter folder.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">The name is none that Jupyter takes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static string Install(string name, string? prefix)
    {
        if (!Name().IsMatch(name))
            throw new ArgumentException($"\"{name}\" is no name of a kernel: expected letters, digits, and . _ - between them.", nameof(name));
        var folder = Path.GetFullPath(Path.Combine(prefix is null ? UserFolder() : Path.Combine(prefix, "share", "jupyter"), "kernels", name));
        Directory.CreateDirectory(folder);
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray(Protocol.SessionProcess.DotNetHost(), typeof(KernelSpec).Assembly.Location, "jupyter", "{connection_file}"),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };
        var file = Path.Combine(folder, "kernel.json");
        AtomicFile.Write(file, spec.ToJsonString(Indented) + "\n");
        return file;
    }

    /// <summary>Where Jupyter looks for what the user installed.</summary>
    private static string UserFolder()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } folder)
            return folder;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
            return Path.Combine(home, "Library", "Jupyter");
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
        return Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter");
    }

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex Name();
}
