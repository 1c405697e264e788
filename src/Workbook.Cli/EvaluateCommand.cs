using System.CommandLine;
using Workbook.Data.Detection;
using Workbook.Data.OpenImages;
using Workbook.Evaluation.Detection;
using Workbook.Evaluation.OpenImages;

namespace Workbook.Cli;

/// <summary><c>workbook evaluate</c>: average precision of a results file, with the numbers of the reference implementation.</summary>
internal sealed class EvaluateCommand
{
    private readonly CliHost _host;
    private readonly Option<string> _dataset = Options.Choice("--dataset", "data set", ["lvis", "coco", "openimages"], "Whose rules hold");
    private readonly Option<string> _truth = File("--gt", "Ground truth: JSON of COCO or LVIS; boxes of Open Images, CSV");
    private readonly Option<string> _results = File("--results", "Detections: JSON, [{image_id, category_id, score, bbox and/or segmentation}, ...]; of Open Images CSV");
    private readonly Option<string> _iou = Options.Choice("--iou", "kind of overlap", ["bbox", "segm"], "What overlap is taken of: boxes or masks [default: bbox]");
    private readonly Option<string?> _labels = OpenImagesFile("--labels", "image-level labels, CSV");
    private readonly Option<string?> _classes = OpenImagesFile("--classes", "classes, CSV or JSON; required");
    private readonly Option<string?> _hierarchy = OpenImagesFile("--hierarchy", "classes above classes, JSON: the ground truth is expanded, unless it is already; detections are taken as they are");
    private readonly Option<bool> _strict = new("--strict") { Description = "Fail where a record is faulty or odd, instead of leaving it out and saying so" };
    private readonly Option<string?> _json = new("--json")
    {
        Description = "Write the metrics, also of each category, to this file, with precision-recall curves, and a table of the categories beside it (.csv)",
        HelpName = "OUT",
    };

    private EvaluateCommand(CliHost host) => _host = host;

    public static Command Create(CliHost host) => new EvaluateCommand(host).Build();

    private Command Build()
    {
        _dataset.Required = true;
        var command = new Command("evaluate", "Evaluate detections as lvis-api, pycocotools and the Open Images challenge do")
        {
            _dataset, _truth, _results, _iou, _labels, _classes, _hierarchy, _json, _strict,
        };
        command.Validators.Add(result =>
        {
            var isOpenImages = Text(_dataset) == "openimages";
            if (isOpenImages && Text(_classes) is null)
                result.AddError("--dataset openimages needs --classes FILE.");
            if (isOpenImages && Text(_iou) == "segm")
                result.AddError("--iou segm: masks of Open Images are not evaluated; boxes are.");
            if (!isOpenImages && (Text(_classes) ?? Text(_labels) ?? Text(_hierarchy)) is not null)
                result.AddError($"--labels, --classes and --hierarchy belong to --dataset openimages, not to {Text(_dataset)}.");
            if (Text(_json) is { } json && json.EndsWith(".csv", StringComparison.Ordinal))
                result.AddError($"--json {json}: expected another ending than .csv, which the table beside it takes.");

            string? Text(Option option) => result.GetResult(option)?.Tokens is [var token] ? token.Value : null;
        });
        command.SetAction(result =>
        {
            _host.Output.WriteLine(result.GetValue(_dataset) == "openimages" ? OpenImages(result) : Detections(result));
            return CommandLine.Success;
        });
        return command;
    }

    private string Detections(ParseResult result)
    {
        var dataset = DetectionDataset.Load(result.GetRequiredValue(_truth), Handling(result));
        Report(dataset.Problems);
        var detections = DetectionResults.Load(result.GetRequiredValue(_results), dataset, Handling(result));
        Report(detections.Problems);
        var kind = result.GetValue(_iou) == "segm" ? IouKind.Mask : IouKind.Box;
        var evaluation = result.GetValue(_dataset) == "lvis" ? LvisEvaluator.Evaluate(dataset, detections, kind) : CocoEvaluator.Evaluate(dataset, detections, kind);
        if (result.GetValue(_json) is { } path)
            evaluation.Save(path);
        return evaluation.ToString();
    }

    private string OpenImages(ParseResult result)
    {
        var classes = OpenImagesClasses.Load(result.GetRequiredValue(_classes)!, Handling(result));
        Report(classes.Problems);
        var dataset = OpenImagesDataset.Load(result.GetRequiredValue(_truth), result.GetValue(_labels), classes, Handling(result));
        Report([.. dataset.Problems]);
        if (result.GetValue(_hierarchy) is { } file)
        {
            var hierarchy = OpenImagesHierarchy.Load(file, classes, Handling(result));
            Report(hierarchy.Problems);
            if (!dataset.IsExpanded(hierarchy))
                dataset = dataset.Expand(hierarchy);
        }
        var detections = OpenImagesDetections.Load(result.GetRequiredValue(_results), dataset, Handling(result));
        Report(detections.Problems);
        var evaluation = OpenImagesEvaluator.Evaluate(dataset, detections);
        if (result.GetValue(_json) is { } path)
            OpenImagesReport.Save(evaluation, path);
        return OpenImagesReport.Summary(evaluation);
    }

    private ProblemHandling Handling(ParseResult result) => result.GetValue(_strict) ? ProblemHandling.Strict : ProblemHandling.Drop;

    private static Option<string> File(string name, string description) => new(name) { Description = description, HelpName = "FILE", Required = true };

    private static Option<string?> OpenImagesFile(string name, string description) => new(name) { Description = $"Open Images: {description}", HelpName = "FILE" };

    private void Report(params ReadOnlySpan<DataProblems> files)
    {
        foreach (var problems in files)
            if (problems.Count > 0)
                _host.Error.WriteLine(problems);
    }
}
