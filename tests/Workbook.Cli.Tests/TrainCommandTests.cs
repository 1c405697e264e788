using Newtonsoft.Json.Linq;
using Workbook.Cli;
using Workbook.Data.Synthetic;
using Workbook.Data.Weights;
using Workbook.Models.Backbones;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Cli;

/// <summary>On two images of the SYNTHETIC set.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Backbone_ResNet50_StartsFromItAndGoesOnOnlyWithIt()
    {
        var (truth, images) = TwoImages();
        var weights = Classifier(ResNetConfig.ResNet50, "first");

        Assert.Equal(0, Invoke(truth, images, weights));
        Assert.Contains($"{weights}: names of torchvision backbone, RGB, stride in 3x3, SHA-256 ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("2/2  loss ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Average Precision", _output.ToString(), StringComparison.Ordinal);
        var losses = File.ReadAllText(Local("fit/losses.tsv"));
        Assert.Equal(2, losses.Count(c => c == '\n'));
        var table = _output.ToString();

        Assert.Equal(0, Invoke(truth, images, weights));
        Assert.DoesNotContain("2/2  loss ", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(losses, File.ReadAllText(Local("fit/losses.tsv")));
        Assert.Equal(table, _output.ToString());

        Assert.Equal(1, Invoke(truth, images, Classifier(ResNetConfig.ResNet50, "second")));
        Assert.Contains($"workbook: {Local("fit/checkpoint.bin")}: the checkpoint belongs to run ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Backbone_OfAnotherWidth_IsRefused()
    {
        var (truth, images) = TwoImages();
        var weights = Classifier(ResNetConfig.ResNet50 with { WidthMultiplier = 0.125 }, "thin");

        Assert.Equal(1, Invoke(truth, images, weights));
        Assert.Contains($"workbook: {weights} does not fit ResNet", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("another shape: conv1.weight: got [8, 3, 7, 7], expected [64, 3, 7, 7]", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TestEdges_DetectInEveryView()
    {
        var (truth, images) = TwoImages();
        Assert.Equal(0, Run(truth, images, "--edge", "64", "--test-edges", "64", "96", "--test-flip"));
        var views = File.ReadAllText(Local("fit/detections.json"));
        Assert.Equal(0, Run(truth, images, "--edge", "64"));
        Assert.NotEqual(views, File.ReadAllText(Local("fit/detections.json")));

        Assert.Equal(2, Run(truth, images, "--test-edges", "96", "32"));
        Assert.Contains("--test-edges 96 32: expected at least 64 each.", _error.ToString(), StringComparison.Ordinal);
    }

    private (string Truth, string Images) TwoImages()
    {
        var set = SyntheticDetection.Write(Local("set"), SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Smoke, seed: 0);
        var truth = JObject.Parse(File.ReadAllText(set.Annotations(SyntheticSplit.Validation)));
        var ids = truth["annotations"]!.Select(annotation => (int)annotation["image_id"]!).Distinct().Take(2).ToArray();
        foreach (var (list, id) in new[] { ("images", "id"), ("annotations", "image_id") })
            truth[list] = new JArray(truth[list]!.Where(item => ids.Contains((int)item[id]!)));
        File.WriteAllText(Local("truth.json"), truth.ToString());
        return (Local("truth.json"), set.Images(SyntheticSplit.Validation));
    }

    /// <summary>Fresh weights; the note makes the file another one.</summary>
    private string Classifier(ResNetConfig config, string note)
    {
        using var backbone = new ResNet(config);
        Safetensors.Write(Local(note), backbone.state_dict(), new Dictionary<string, string> { ["note"] = note });
        return Local(note);
    }

    private string Local(string name) => Path.Combine(_folder.Path, name);

    private int Invoke(string truth, string images, string weights) => Run(truth, images, "--edge", "64", "--backbone", weights);

    private int Run(string truth, string images, params string[] options)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        string[] arguments = ["train", "--gt", truth, "--images", images, "--out", Local("fit"), "--iterations", "2", .. options];
        return CommandLine.Run(arguments, new CliHost
        {
            Output = _output,
            Error = _error,
            IsTerminal = false,
            Store = new ResultStore(_folder.Path),
            Executor = (_, _) => throw new InvalidOperationException("no run is needed"),
            Stop = default,
        });
    }
}
