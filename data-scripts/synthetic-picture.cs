// Takes docs/synthetic.png, 16 images of the synthetic LVIS set with their annotations, with Chromium and ImageMagick (Debian:
// chromium, imagemagick).
//
//   dotnet run data-scripts/synthetic-picture.cs
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
#:property NoWarn=CA1861
#:project ../src/Workbook.Lib/Workbook.Lib.csproj
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Workbook.Data.Synthetic;

const int columns = 4, samples = 16, cell = 220, footer = 22;
string[] colours = ["#e6194b", "#3cb44b", "#4363d8", "#f58231", "#911eb4", "#008080", "#9a6324", "#000075"];

var root = Root();
var work = Path.Combine(Path.GetTempPath(), $"workbook-synthetic-{Environment.ProcessId}");
var picture = Path.Combine(root, "docs", "synthetic.png");
Directory.CreateDirectory(work);
try
{
    var watch = Stopwatch.StartNew();
    var set = SyntheticDetection.Write(Path.Combine(work, "set"), SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Mini, seed: 0);
    Console.WriteLine(FormattableString.Invariant($"drawn in {watch.Elapsed.TotalSeconds:F1} s"));
    var page = Path.Combine(work, "page.html");
    File.WriteAllText(page, Page(set));
    Run("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=3000",
        $"--window-size={columns * cell},{samples / columns * cell + footer}", $"--screenshot={picture}", new Uri(page).AbsoluteUri);
    // The grain of the images compresses badly: 256 colours take half of the room.
    Run("convert", picture, "-strip", "+dither", "-colors", "256", $"PNG8:{picture}");
}
finally
{
    Directory.Delete(work, recursive: true);
}
Console.WriteLine($"{picture}: {new FileInfo(picture).Length / 1024} KiB");

string Page(SyntheticDetectionSet set)
{
    using var json = JsonDocument.Parse(File.ReadAllText(set.Annotations(SyntheticSplit.Validation)));
    var (images, annotations) = (json.RootElement.GetProperty("images"), json.RootElement.GetProperty("annotations"));
    var page = new StringBuilder($"<!doctype html><style>body{{margin:0;background:#fff;width:{columns * cell}px}}svg{{display:block;float:left}}</style>");
    foreach (var image in images.EnumerateArray().Take(samples))
    {
        var shown = annotations.EnumerateArray().Where(item => Integer(item, "image_id") == Integer(image, "id")).ToArray();
        page.Append(Svg(set, image, shown));
    }
    page.Append("<p style='clear:both;margin:0 4px;font:10px DejaVu Sans,sans-serif'>SYNTHETIC, drawn by a program. Outlined: masks; dashed: boxes; r, c, f: rare, common, frequent. ");
    return page.Append("Shapes without an outline are clutter, if plain, or objects that are not annotated, as there are in LVIS.</p>").ToString();
}

// The image without smoothing; masks, boxes dashed, names under it with the frequency group.
string Svg(SyntheticDetectionSet set, JsonElement image, JsonElement[] annotations)
{
    var (width, height) = (Integer(image, "width"), Integer(image, "height"));
    var legend = annotations.Select(item => Integer(item, "category_id")).Distinct().ToArray();
    const int line = 12, margin = 4;
    double top = legend.Length * line, scale = Math.Min((cell - 2.0 * margin) / width, (cell - 2.0 * margin - top) / height);
    var file = new Uri(Path.Combine(set.Images(SyntheticSplit.Validation), image.GetProperty("file_name").GetString()!)).AbsoluteUri;
    var svg = new StringBuilder(Text(
        $"<svg width='{cell}' height='{cell}' font-family='DejaVu Sans, sans-serif' font-size='10'><g transform='translate({margin} {margin}) scale({scale})' stroke-width='{1.6 / scale}' fill='none'>"));
    svg.Append(Text($"<image href='{file}' width='{width}' height='{height}' style='image-rendering:pixelated'/>"));
    foreach (var item in annotations)
    {
        var colour = colours[Array.IndexOf(legend, Integer(item, "category_id")) % colours.Length];
        var box = item.GetProperty("bbox").EnumerateArray().Select(number => number.GetInt32()).ToArray();
        svg.Append(Text($"<rect x='{box[0]}' y='{box[1]}' width='{box[2]}' height='{box[3]}' stroke='{colour}' stroke-dasharray='{4 / scale} {3 / scale}'/>"));
        foreach (var polygon in item.GetProperty("segmentation").EnumerateArray())
            svg.Append(Text($"<polygon points='{string.Join(' ', polygon.EnumerateArray())}' stroke='{colour}' fill='{colour}' fill-opacity='0.12' fill-rule='evenodd'/>"));
    }
    svg.Append("</g>");
    for (var i = 0; i < legend.Length; i++)
    {
        var category = set.Categories[legend[i] - 1];
        var count = annotations.Count(item => Integer(item, "category_id") == legend[i]);
        var name = $"{category.Name} ({char.ToLowerInvariant(category.Group.ToString()[0])})" + (count > 1 ? $" × {count}" : "");
        svg.Append(Text($"<text x='{margin}' y='{margin + height * scale + (i + 0.9) * line}' fill='{colours[i % colours.Length]}'>{name}</text>"));
    }
    return svg.Append("</svg>").ToString();
}

static int Integer(JsonElement item, string name) => item.GetProperty(name).GetInt32();

static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

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
