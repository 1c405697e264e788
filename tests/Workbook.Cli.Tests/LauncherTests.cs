using System.Diagnostics;
using System.Runtime.Versioning;
using Tests.Support;
using Xunit;

namespace Workbook.Tests.Cli;

/// <summary>The launcher in a folder of its own, with stand-ins for the programs that it calls. They write what they were asked to the file <c>calls</c>.</summary>
[SupportedOSPlatform("linux")]
public sealed class LauncherTests : IDisposable
{
    private const string AllLibraries = "libturbojpeg.so.0 (x)\nlibpng16.so.16 (x)\nlibzmq.so.5 (x)\nlibopenblas.so.0 (x)\nlibicuuc.so.76 (x)";

    private readonly string _root = Directory.CreateTempSubdirectory("launcher-").FullName;

    public LauncherTests()
    {
        foreach (var folder in new[] { "bin", "src/Workbook.Cli/obj", "tests/One.Tests", "tests/Two.Tests" })
            Directory.CreateDirectory(At(folder));
        foreach (var file in new[] { "workbook", "global.json", "Directory.Build.props", "Directory.Packages.props", "Workbook.sln" })
            File.Copy(Repository.Path(file), At(file));
        File.WriteAllText(At("src/Workbook.Cli/Program.cs"), "");
        Program("dotnet", """
            case $1 in
                --version) echo 10.0.100 ;;
                build) exit "${BUILD_STATUS:-0}" ;;
                *One.Tests.dll) printf 'A.B [SKIP]\n  no data\n   One.Tests  Total: 5, Errors: 0, Failed: %s, Skipped: 1, Not Run: 0, Time: 1s\n' "${FAILED:-0}"; exit "${FAILED:-0}" ;;
                *Two.Tests.dll) [[ ! ${CRASH:-} ]] || exit 134; echo '   Two.Tests  Total: 0' ;;
                *) echo "ran ${@:2}"; exit 7 ;;
            esac
            """);
        Program("ldconfig", """[[ -e "$(dirname "$0")/installed" || ! ${BARE:-} ]] && echo "$LIBRARIES" || true""");
        Program("apt-cache", """[[ $2 == *t64 || $2 == libicu7[46] ]] && echo 'Candidate: (none)' || echo 'Candidate: 1.0'""");
        Program("apt-get", """
            [[ "$*" != *install* ]] || touch "$(dirname "$0")/installed"
            for package; do
                case $package in npm | chromium | jupyter-*) cp "$(dirname "$0")/xz" "$(dirname "$0")/$package" ;; esac
            done
            """);
        Program("id", "echo \"${USER_ID:-0}\"");
        Program("sudo", "exit 1");
        foreach (var tool in new[] { "c++", "cmake", "make", "xz", "npm", "chromium", "jupyter-nbconvert", "jupyter-notebook" })
            Program(tool, "");
        foreach (var path in Directory.GetFileSystemEntries(_root, "*", SearchOption.AllDirectories))
            Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Start_FirstTime_BuildsAndPassesArgumentsAndStatusOn()
    {
        var (status, output, progress) = Run(["run", "table 7"]);

        Assert.Equal(7, status);
        Assert.Equal("ran run table 7\n", output);
        Assert.Matches(@"^Building the workbook \.\.\. [0-9]+ s\n$", progress);
        Assert.Equal(["dotnet --version", "dotnet build"], Calls("dotnet").Take(2).Select(call => string.Join(' ', call.Split(' ').Take(2))));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("src/Workbook.Cli/Program.cs", 1)]
    [InlineData("src/Workbook.Cli/New.cs", 1)]
    [InlineData("Directory.Build.props", 1)]
    [InlineData("src/Workbook.Cli/obj/project.assets.json", 0)]
    [InlineData("README.md", 0)]
    public void Start_SecondTime_BuildsOnlyWhatChanged(string? edited, int builds)
    {
        Run(["doctor"]);
        ForgetCallsAndAgeTheBuild();
        if (edited is not null)
            File.WriteAllText(At(edited), "changed");

        Run(["doctor"]);

        Assert.Equal(builds, Calls("dotnet build").Count);
    }

    [Fact]
    public void Start_SourceDeleted_BuildsAgain()
    {
        Run(["doctor"]);
        ForgetCallsAndAgeTheBuild();
        File.Delete(At("src/Workbook.Cli/Program.cs"));

        Run(["doctor"]);

        Assert.Single(Calls("dotnet build"));
    }

    [Theory]
    [InlineData("TorchProvider", "cpu")]
    [InlineData("NotebookHost", "dotnet-interactive")]
    public void Start_OtherParts_BuildsAgain(string variable, string value)
    {
        Run(["doctor"]);
        Run(["doctor"], (variable, value));

        Assert.Equal(2, Calls("dotnet build").Count);
    }

    [Fact]
    public void Start_BuildFails_ShowsTheLogAndIsNotTakenForBuilt()
    {
        var (status, _, progress) = Run(["doctor"], ("BUILD_STATUS", "3"));
        Run(["doctor"]);

        Assert.Equal(1, status);
        Assert.Contains("exit status 3", progress, StringComparison.Ordinal);
        Assert.Contains(At(".cache/launcher/setup.log"), progress, StringComparison.Ordinal);
        Assert.Equal(2, Calls("dotnet build").Count);
    }

    [Fact]
    public void Setup_LibrariesMissing_InstallsThemUnderTheNamesOfThisSystem()
    {
        var (status, _, _) = Run(["setup"], ("BARE", "yes"));

        Assert.Equal(0, status);
        Assert.EndsWith("install -y --no-install-recommends libicu72 libturbojpeg0 libpng16-16 libzmq5", Assert.Single(Calls("apt-get")), StringComparison.Ordinal);
    }

    [Fact]
    public void Setup_LibrariesMissingAndNotRoot_PrintsTheLineToRun()
    {
        var (status, _, progress) = Run(["setup"], ("BARE", "yes"), ("USER_ID", "1000"));

        Assert.Equal(1, status);
        Assert.Contains("  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends libicu72 libturbojpeg0 libpng16-16 libzmq5'\n", progress, StringComparison.Ordinal);
        Assert.Empty(Calls("apt-get"));
        Assert.Empty(Calls("dotnet build"));
    }

    [Theory]
    [InlineData("setup", "install -y --no-install-recommends npm")]
    [InlineData("test", "install -y --no-install-recommends npm chromium jupyter-nbconvert jupyter-notebook")]
    public void Start_ProgramsMissing_InstallsWhatTheCommandNeeds(string command, string installed)
    {
        foreach (var program in new[] { "npm", "chromium", "jupyter-nbconvert", "jupyter-notebook" })
            File.Delete(At("bin/" + program));

        Run([command], ("PATH", OwnPath()));

        Assert.EndsWith(installed, Assert.Single(Calls("apt-get")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node/bin/npm")]
    [InlineData("node/lib/node_modules/npm/bin/npm-cli.js")]
    public void Start_NpmIsBesideNode_IsFound(string npm)
    {
        foreach (var file in new[] { npm, "node/bin/node" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
            File.Copy(At("bin/npm"), At(file));
        }
        File.Delete(At("bin/npm"));
        File.CreateSymbolicLink(At("bin/node"), At("node/bin/node"));

        Run(["setup"], ("PATH", OwnPath()));

        Assert.Empty(Calls("apt-get"));
        Assert.Single(Calls("dotnet build"));
    }

    [Fact]
    public void Setup_NothingMissing_InstallsNothing()
    {
        Run(["setup"]);

        Assert.Empty(Calls("apt-get"));
    }

    [Fact]
    public void Setup_SdkTooOld_SaysWhichOneIsNeeded()
    {
        Program("dotnet", "echo 'A compatible .NET SDK was not found.'; exit 145");

        var (status, _, progress) = Run(["setup"]);

        Assert.Equal(1, status);
        Assert.Contains("10.0.100 or newer is needed", progress, StringComparison.Ordinal);
        Assert.Contains("A compatible .NET SDK was not found.", progress, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", null, 0, "4 passed, 0 failed, 1 skipped")]
    [InlineData("2", null, 1, "2 passed, 2 failed, 1 skipped")]
    [InlineData("0", "yes", 1, "4 passed, 1 failed, 1 skipped")]
    public void Test_AllProjects_EndsInTheTotals(string failed, string? crash, int status, string last)
    {
        var result = Run(["test"], ("FAILED", failed), ("CRASH", crash));

        Assert.Equal(status, result.Status);
        Assert.Equal(last, result.Output.TrimEnd('\n').Split('\n')[^1]);
        Assert.Contains("A.B [SKIP]\n  no data", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Two", "Two.Tests.dll -noLogo -noColor -noAutoReporters", 1)]
    [InlineData("Parse", "One.Tests.dll -noLogo -noColor -noAutoReporters -method *Parse*", 2)]
    public void Test_Filter_NamesAProjectOrAPartOfATest(string filter, string call, int projects)
    {
        Run(["test", filter]);

        var runs = Calls("dotnet /");
        Assert.Equal(projects, runs.Count);
        Assert.EndsWith(call, runs[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Script_ShellCheck_FindsNothing()
    {
        Process? process = null;
        try
        {
            process = Process.Start(new ProcessStartInfo("shellcheck", [Repository.Path("workbook"), Repository.Path(".ci/run"), Repository.Path(".devcontainer/check")]) { RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("shellcheck is not installed");
        }
        using (process)
            Assert.Equal("", process!.StandardOutput.ReadToEnd());
    }

    private string At(string relative) => Path.Combine(_root, relative);

    private void Program(string name, string body)
    {
        File.WriteAllText(At($"bin/{name}"), $"#!/usr/bin/env bash\necho \"{name} $*\" >>'{At("calls")}'\n{body}\n");
        File.SetUnixFileMode(At($"bin/{name}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A PATH with what the launcher itself runs and the stand-ins, but nothing else that the machine has.</summary>
    private string OwnPath()
    {
        Directory.CreateDirectory(At("tools"));
        foreach (var tool in "bash cat cp dirname env find flock grep ln mkdir mv readlink rm sed tail tee touch".Split(' '))
            File.CreateSymbolicLink(At($"tools/{tool}"), $"/usr/bin/{tool}");
        return $"{At("bin")}:{At("tools")}";
    }

    private void ForgetCallsAndAgeTheBuild()
    {
        File.WriteAllText(At("calls"), "");
        File.SetLastWriteTimeUtc(At(".cache/launcher/cli"), DateTime.UtcNow.AddMinutes(-1));
    }

    private List<string> Calls(string start) => [.. File.ReadAllLines(At("calls")).Where(call => call.StartsWith(start, StringComparison.Ordinal))];

    private (int Status, string Output, string Progress) Run(string[] arguments, params (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo(At("workbook"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{At("bin")}:/usr/bin:/bin";
        // Whether the machine has a libtorch must not matter here.
        start.Environment["LIBTORCH_ROOT"] = _root;
        start.Environment["TorchProvider"] = null;
        start.Environment["NotebookHost"] = null;
        start.Environment["LIBRARIES"] = AllLibraries;
        start.Environment["HOME"] = _root;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var progress = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, progress.Result);
    }
}
