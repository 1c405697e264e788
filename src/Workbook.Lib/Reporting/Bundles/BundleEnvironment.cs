using System.Reflection;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Machine;
using Workbook.Results;

namespace Workbook.Reporting.Bundles;

/// <summary>What made a bundle: scale, code and machine. The machines of the runs are in their records.</summary>
/// <param name="Profile">The scale of its tables.</param>
/// <param name="Version">Version of the workbook, with the commit where it was built from a repository: <c>0.1.0+5b4d52d...</c>.</param>
/// <param name="TrainingCode">The training code that tables tell other code from.</param>
/// <param name="Machine">The machine that wrote it.</param>
internal sealed record BundleEnvironment(Profile Profile, string Version, TrainingVersions TrainingCode, JObject Machine)
{
    /// <summary>Its file.</summary>
    public const string Name = "environment.json";

    /// <summary>Version of this workbook.</summary>
    public static string ThisVersion { get; } =
        typeof(BundleEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Of this workbook on this machine: what does not change from one minute to the next.</summary>
    public static BundleEnvironment Here(Profile profile)
    {
        var machine = EnvironmentReport.Collect();
        var json = new JObject
        {
            ["operatingSystem"] = machine.OperatingSystem,
            ["kernel"] = machine.Kernel,
            ["architecture"] = machine.Architecture,
            ["processor"] = machine.Cpu.Model,
            ["cores"] = machine.Cpu.AvailableCores,
            ["memory"] = machine.Memory.TotalBytes,
            ["dotNet"] = machine.DotNet,
        };
        if (machine.Torch is { } torch)
        {
            json["libtorch"] = torch.Version;
            json["provider"] = torch.Provider;
            json["blas"] = torch.Blas.Description;
            json["threads"] = torch.Threads;
        }
        return new(profile, ThisVersion, Results.TrainingCode.Versions, json);
    }

    /// <summary>As JSON.</summary>
    public JObject ToJson() => new()
    {
        ["profile"] = Profile.ToString().ToLowerInvariant(),
        ["workbook"] = Version,
        ["trainingCode"] = new JObject { ["classification"] = TrainingCode.Classification, ["detection"] = TrainingCode.Detection, ["systems"] = TrainingCode.Systems },
        ["machine"] = Machine,
    };

    /// <summary>From the text of its file.</summary>
    /// <exception cref="InvalidDataException">A part is missing; the message names it.</exception>
    public static BundleEnvironment Parse(string text)
    {
        var json = JObject.Parse(text);
        string Text(string path) => json.SelectToken(path) is JValue { Type: JTokenType.String } value ? (string)value! : throw Missing(path);
        return new(
            Enum.TryParse<Profile>(Text("profile"), ignoreCase: true, out var profile) && Enum.IsDefined(profile) ? profile : throw Missing("profile"),
            Text("workbook"),
            new TrainingVersions(Text("trainingCode.classification"), Text("trainingCode.detection"), Text("trainingCode.systems")),
            json["machine"] as JObject ?? throw Missing("machine"));
    }

    private static InvalidDataException Missing(string path) => new($"{Name} has no {path}");
}
