// Takes the picture of the report that README.md shows, docs/report.png, with Chromium (Debian: chromium) from the records under results/mini.
//
//   dotnet run data-scripts/report-picture.cs
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
using System.Diagnostics;

var root = Root();
var page = Path.Combine(Path.GetTempPath(), $"workbook-report-{Environment.ProcessId}.html");
var picture = Path.Combine(root, "docs", "report.png");
Directory.CreateDirectory(Path.GetDirectoryName(picture)!);
try
{
    Run(Path.Combine(root, "workbook"), "report", "--profile", "mini", "--output", page);
    // Six seconds of the page's own clock: its figures are drawn by then.
    Run("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=6000",
        "--window-size=1000,1000", $"--screenshot={picture}", new Uri(page).AbsoluteUri);
}
finally
{
    File.Delete(page);
}
Console.WriteLine($"{picture}: {new FileInfo(picture).Length / 1024} KiB");

static void Run(string program, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })
        ?? throw new InvalidOperationException($"{program} does not start.");
    var messages = process.StandardError.ReadToEnd();
    process.WaitForExit();
    if (process.ExitCode != 0)
        throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {messages}");
}

static string Root()
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            return folder.FullName;
    throw new DirectoryNotFoundException($"Workbook.sln is in no folder above {Environment.CurrentDirectory}; run the script inside the checkout.");
}
