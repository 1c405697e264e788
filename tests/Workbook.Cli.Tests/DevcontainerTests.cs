using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Xunit;

namespace Workbook.Tests.Cli;

/// <summary>The devcontainer against the launcher; <c>.devcontainer/check</c> runs its steps.</summary>
public sealed partial class DevcontainerTests
{
    private static readonly string Dockerfile = File.ReadAllText(Repository.Path(".devcontainer/Dockerfile"));
    private static readonly JObject Settings = JObject.Parse(File.ReadAllText(Repository.Path(".devcontainer/devcontainer.json")));

    // Otherwise the launcher would ask for root when the container is made.
    [Fact]
    public void Dockerfile_InstallsWhatTheLauncherLooksFor()
    {
        var launcher = File.ReadAllText(Repository.Path("workbook"));
        var function = launcher[launcher.IndexOf("missing_packages() {", StringComparison.Ordinal)..launcher.IndexOf("# Sets `package`", StringComparison.Ordinal)];
        string[] wanted = [.. Package().Matches(function).Select(package => package.Groups["name"].Value.Trim('\''))];
        var installed = Install().Matches(Dockerfile).SelectMany(line => line.Groups["packages"].Value.Split(' ')).ToHashSet();

        Assert.Contains("libtorch-dev", wanted);
        Assert.All(wanted, names => Assert.Contains(names.Split('|'), installed.Contains));
    }

    [Fact]
    public void Settings_NameWhatTheDockerfileHas()
    {
        Assert.Equal("Dockerfile", (string?)Settings["build"]!["dockerfile"]);
        Assert.All(Settings["build"]!["args"]!.Cast<JProperty>(), argument => Assert.Contains($"ARG {argument.Name}={argument.Value}\n", Dockerfile, StringComparison.Ordinal));
        Assert.EndsWith($"USER {Settings["remoteUser"]}\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("target=/data,", (string?)Settings["mounts"]![0], StringComparison.Ordinal);
        Assert.Contains("ENV WORKBOOK_DATA=/data\n", Dockerfile, StringComparison.Ordinal);
        Assert.Equal("optional", (string?)Settings["hostRequirements"]!["gpu"]);
        Assert.Equal(["ms-toolsai.jupyter", "ms-dotnettools.csharp"], Settings["customizations"]!["vscode"]!["extensions"]!.Values<string>());
    }

    [GeneratedRegex(@"\becho (?<name>'[^']+'|[\w.+-]+)$", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex(@"--no-install-recommends (?<packages>.+)$", RegexOptions.Multiline)]
    private static partial Regex Install();
}
