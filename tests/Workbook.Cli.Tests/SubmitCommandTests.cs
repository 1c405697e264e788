using Workbook.Cli;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Cli;

public sealed class SubmitCommandTests : IDisposable
{
    private const string Truth = """
        {"images": [{"id": 7, "height": 2, "width": 3, "neg_category_ids": [], "not_exhaustive_category_ids": []}],
         "categories": [{"id": 1, "name": "cup", "frequency": "f"}],
         "annotations": [{"id": 1, "image_id": 7, "category_id": 1, "bbox": [0, 0, 1, 2], "area": 2, "iscrowd": 0, "segmentation": [[0, 0, 1, 0, 1, 2, 0, 2]]}]}
        """;

    private const string Detected = """[{"image_id": 7, "category_id": 1, "bbox": [0, 0, 1, 2], "score": 0.5, "segmentation": {"size": [2, 3], "counts": "024"}}]""";

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void Written_IsCheckedAndEvaluatedStrictly()
    {
        Assert.Equal(0, Invoke("submit", "--gt", Put("gt.json", Truth), "--results", Put("results.json", Detected), "--output", In("submission.json")));
        Assert.StartsWith($"{In("submission.json")}: 1 detections of 1 categories on 1 of 1 images, ", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("bbox", File.ReadAllText(In("submission.json")), StringComparison.Ordinal);

        Assert.Equal(0, Invoke("submit", "--gt", In("gt.json"), "--check", In("submission.json")));
        output.GetStringBuilder().Clear();
        Assert.Equal(0, Invoke("evaluate", "--dataset", "lvis", "--iou", "segm", "--gt", In("gt.json"), "--results", In("submission.json"), "--strict"));
        Assert.Contains("catIds=all] = 1.000", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void TestSet_NeedsNoAnnotations()
    {
        var info = Put("info.json", """{"images": [{"id": 7, "height": 2, "width": 3}], "categories": [{"id": 1, "name": "cup"}]}""");

        Assert.Equal(0, Invoke("submit", "--gt", info, "--check", Put("submission.json", Detected)));
        Assert.Contains("with boxes, whose areas lvis-api takes", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5", "7", "1 ids of images (77)", "77")]
    [InlineData("1.25", "7", "score outside [0, 1]", "7")]
    public void Faulty_ExitsWith1AndWritesNothing(string score, string image, string expected, string given)
    {
        var faulty = Detected.Replace("0.5", score, StringComparison.Ordinal).Replace($"\"image_id\": {image}", $"\"image_id\": {given}", StringComparison.Ordinal);

        Assert.Equal(1, Invoke("submit", "--gt", Put("gt.json", Truth), "--results", Put("results.json", faulty), "--output", In("submission.json")));
        Assert.Equal(1, Invoke("submit", "--gt", In("gt.json"), "--check", In("results.json")));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(In("submission.json")));
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("--gt g --results r")]
    [InlineData("--gt g --output o")]
    [InlineData("--gt g")]
    [InlineData("--gt g --check c --results r")]
    public void Malformed_ExitsWith2(string arguments)
    {
        Assert.Equal(2, Invoke(["submit", .. arguments.Split(' ')]));
        Assert.Contains("--check FILE alone", error.ToString(), StringComparison.Ordinal);
    }

    private string In(string file) => Path.Combine(folder.Path, file);

    private string Put(string file, string text)
    {
        File.WriteAllText(In(file), text);
        return In(file);
    }

    private int Invoke(params string[] arguments) => CommandLine.Run(arguments, new CliHost
    {
        Output = output,
        Error = error,
        IsTerminal = false,
        Store = new ResultStore(folder.Path),
        Executor = (_, _) => throw new InvalidOperationException("Nothing is to be trained."),
        Stop = default,
    });
}
