using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Workbook.Data.Detection;
using Workbook.Data.Loading;
using Workbook.Data.Transforms;
using Workbook.Data.Weights;
using Workbook.Evaluation.Detection;
using Workbook.Machine;
using Workbook.Training;
using static TorchSharp.torch;

namespace Workbook.Cli;

/// <summary><c>workbook train</c>: fits the mini detector, or the paper's, to a data set, and evaluates it there.</summary>
internal sealed class TrainCommand
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(60);

    private readonly CliHost _host;
    private readonly Option<string> _truth = new("--gt") { Description = "Images and objects: JSON of COCO or LVIS", HelpName = "FILE", Required = true };
    private readonly Option<string> _images = new("--images") { Description = "The folder of the images", HelpName = "FOLDER", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "Where checkpoint, losses and detections go; a training stopped there goes on", HelpName = "FOLDER", Required = true };
    private readonly Option<int> _iterations = new("--iterations") { Description = "Optimizer steps, of two images each", HelpName = "N", DefaultValueFactory = _ => 2000 };
    private readonly Option<string?> _backbone = new("--backbone")
    {
        Description = "Weights of an ImageNet ResNet-50, torchvision's or MSRA's R-50.pkl: train the paper's Mask R-CNN R-50-FPN from them, not the small one from scratch",
        HelpName = "FILE",
    };
    private readonly Option<int> _edge = new("--edge") { Description = "Length of the images' shorter edge in pixels; with --backbone 800 unless given", HelpName = "PIXELS" };
    private readonly Option<int> _seed = new("--seed") { Description = "Of weights, order, mirroring and sampling", HelpName = "N" };

    private readonly Option<int[]> _testEdges = new("--test-edges")
    {
        Description = "Detect afterwards at each of these lengths of the shorter edge, and join what was found", HelpName = "PIXELS", AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<bool> _testFlip = new("--test-flip") { Description = "Detect afterwards in the mirrored image too, at each length" };

    private TrainCommand(CliHost host) => _host = host;

    public static Command Create(CliHost host) => new TrainCommand(host).Build();

    private Command Build()
    {
        var command = new Command("train", "Train a Mask R-CNN, then evaluate it on the same images as pycocotools does")
        {
            _truth, _images, _out, _backbone, _iterations, _edge, _seed, _testEdges, _testFlip,
        };
        _edge.DefaultValueFactory = result => result.GetValue(_backbone) is null ? 256 : 800;
        command.Validators.Add(result =>
        {
            foreach (var (option, least) in new[] { (_iterations, 1), (_edge, 64), (_seed, 0) })
            {
                if (result.GetResult(option) is { Errors: var errors } && !errors.Any() && result.GetValue(option) < least)
                    result.AddError($"{option.Name} {result.GetValue(option)}: expected at least {least}.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(_testEdges) is { Errors: var errors } && !errors.Any() && result.GetValue(_testEdges)!.Any(edge => edge < 64))
                result.AddError($"{_testEdges.Name} {string.Join(' ', result.GetValue(_testEdges)!)}: expected at least 64 each.");
        });
        command.SetAction(result =>
        {
            TorchThreads.Configure();
            using var backbone = result.GetValue(_backbone) is { } file ? PretrainedBackbone.Load(file) : null;
            Train(
                result.GetValue(_truth)!, result.GetValue(_images)!, result.GetValue(_out)!, backbone,
                result.GetValue(_iterations), result.GetValue(_edge), result.GetValue(_seed),
                Views(result.GetValue(_testEdges) ?? [], result.GetValue(_testFlip), result.GetValue(_edge)));
            return CommandLine.Success;
        });
        return command;
    }

    private void Train(string truth, string images, string folder, PretrainedBackbone? backbone, int iterations, int edge, int seed, IReadOnlyList<TestView>? views)
    {
        var dataset = DetectionDataset.Load(truth);
        if (dataset.Problems.Count > 0)
            _host.Error.WriteLine(dataset.Problems);
        var path = ImagePaths.In(dataset, images);
        Directory.CreateDirectory(folder);
        var (checkpoint, results) = (Path.Combine(folder, "checkpoint.bin"), Path.Combine(folder, "detections.json"));
        if (backbone is not null)
            _host.Error.WriteLine(backbone);
        var classes = dataset.Categories.Count;
        var settings = backbone is null ? MiniDetector.Settings(iterations, edge) : PaperDetector.Settings(iterations, edge, backbone);
        using var trainer = new DetectorTrainer(
            () => backbone is null ? MiniDetector.Model(classes) : PaperDetector.Model(classes, backbone), settings, dataset, path, seed, CPU, checkpoint, backbone?.Sha256);
        Fit(trainer, iterations, checkpoint, Path.Combine(folder, "losses.tsv"));
        var largest = views?.Max(view => view.ShorterEdge) ?? edge;
        var transform = settings.Transform with { Resize = new([edge], largest * 5 / 3) };
        DetectorInference.Write(trainer.Model, dataset, path, transform, CPU, results, views: views);
        var detections = DetectionResults.Load(results, dataset);
        foreach (var kind in new[] { IouKind.Box, IouKind.Mask })
            _host.Output.WriteLine($"{kind}\n{CocoEvaluator.Evaluate(dataset, detections, kind)}");
    }

    private static IReadOnlyList<TestView>? Views(int[] edges, bool flip, int edge) =>
        edges.Length > 0 || flip ? TestView.All(edges.Length > 0 ? edges : [edge], flip) : null;

    private void Fit(DetectorTrainer trainer, int iterations, string checkpoint, string losses)
    {
        var (clock, saved, first) = (Stopwatch.StartNew(), TimeSpan.Zero, trainer.Iteration);
        // What came after the checkpoint is done again.
        string[] before = first > 0 && File.Exists(losses) ? [.. File.ReadLines(losses).Take((int)first)] : [];
        using var curve = new StreamWriter(losses);
        foreach (var line in before)
            curve.WriteLine(line);
        while (trainer.Iteration < iterations)
        {
            var step = trainer.Step();
            curve.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step.Iteration}\t{step.LearningRate:g4}\t{string.Join('\t', step.Losses.Select(part => part.Value.ToString("g6", CultureInfo.InvariantCulture)))}"));
            if (!double.IsFinite(step.Loss))
                throw new InvalidDataException($"The loss of iteration {step.Iteration} is {step.Loss}: the training diverged. Its last checkpoint is {checkpoint}.");
            if (trainer.Iteration % 20 == 0 || trainer.Iteration == iterations)
            {
                var rate = (trainer.Iteration - first) / clock.Elapsed.TotalSeconds;
                _host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{trainer.Iteration}/{iterations}  loss {step.Loss:f3}  ({string.Join(", ", step.Losses.Select(part => $"{part.Name} {part.Value:f3}"))})  {rate:f2} it/s  {TimeSpan.FromSeconds((iterations - trainer.Iteration) / rate):h\\:mm\\:ss} left"));
            }
            if (clock.Elapsed - saved > SaveInterval || trainer.Iteration == iterations)
            {
                curve.Flush();
                trainer.Save(checkpoint);
                saved = clock.Elapsed;
            }
        }
    }
}
