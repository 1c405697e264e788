using System.CommandLine;
using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;

namespace Workbook.Cli;

/// <summary><c>workbook evaluate</c>: average precision of a results file, with the numbers of the reference implementation.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CliHost host)
    {
        var dataset = Options.Choice("--dataset", "data set", ["lvis", "coco"], "Whose rules hold");
        dataset.Required = true;
        var truth = File("--gt", "Ground truth, JSON of COCO or LVIS");
        var results = File("--results", "Detections, [{image_id, category_id, score, bbox and/or segmentation}, ...]");
        var iou = Options.Choice("--iou", "kind of overlap", ["bbox", "segm"], "What overlap is taken of: boxes or masks [default: bbox]");
        var json = new Option<string?>("--json")
        {
            Description = "Write the metrics, also of each category, and the precision-recall curves to this file, and a table of the categories beside it (.csv)",
            HelpName = "OUT",
        };
        var strict = new Option<bool>("--strict") { Description = "Fail where a record is faulty or odd, instead of leaving it out and saying so" };
        var command = new Command("evaluate", "Evaluate detections as lvis-api and pycocotools do") { dataset, truth, results, iou, json, strict };
        command.SetAction(result =>
        {
            var handling = result.GetValue(strict) ? ProblemHandling.Strict : ProblemHandling.Drop;
            var objects = DetectionDataset.Load(result.GetRequiredValue(truth), handling);
            Report(objects.Problems, host);
            var detections = DetectionResults.Load(result.GetRequiredValue(results), objects, handling);
            Report(detections.Problems, host);
            var kind = result.GetValue(iou) == "segm" ? IouKind.Mask : IouKind.Box;
            var evaluation = result.GetValue(dataset) == "lvis"
                ? LvisEvaluator.Evaluate(objects, detections, kind)
                : CocoEvaluator.Evaluate(objects, detections, kind);
            if (result.GetValue(json) is { } path)
                evaluation.Save(path);
            host.Output.WriteLine(evaluation);
            return CommandLine.Success;
        });
        return command;
    }

    private static Option<string> File(string name, string description) => new(name) { Description = description, HelpName = "FILE", Required = true };

    private static void Report(DataProblems problems, CliHost host)
    {
        if (problems.Count > 0)
            host.Error.WriteLine(problems);
    }
}
