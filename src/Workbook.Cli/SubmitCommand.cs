using System.CommandLine;
using Workbook.Data.Detection;
using Workbook.Evaluation.Submission;

namespace Workbook.Cli;

/// <summary><c>workbook submit</c>: a file for the LVIS challenge, written of detections or checked.</summary>
internal static class SubmitCommand
{
    public static Command Create(CliHost host)
    {
        var truth = File("--gt", "Images and categories: LVIS's JSON with annotations, or the image info of a test set");
        truth.Required = true;
        var results = File("--results", "Detections with masks: JSON, [{image_id, category_id, score, segmentation}, ...]; the 300 best of each image are taken");
        var output = File("--output", "The submission to write");
        var check = File("--check", "Check this submission, and write nothing");
        var command = new Command("submit", "Write detections as the LVIS challenge takes them, or check such a file") { truth, results, output, check };
        command.Validators.Add(result =>
        {
            bool Has(Option option) => result.GetResult(option) is not null;
            if (Has(check) ? Has(results) || Has(output) : !(Has(results) && Has(output)))
                result.AddError("Expected --results FILE and --output FILE, to write a submission, or --check FILE alone, to check one.");
        });
        command.SetAction(result =>
        {
            var dataset = DetectionDataset.LoadImages(result.GetRequiredValue(truth)!);
            if (dataset.Problems.Count > 0)
                host.Error.WriteLine(dataset.Problems);
            host.Output.WriteLine(result.GetValue(check) is { } submission
                ? LvisSubmission.Check(submission, dataset)
                : LvisSubmission.Write(result.GetRequiredValue(results)!, dataset, result.GetRequiredValue(output)!));
            return CommandLine.Success;
        });
        return command;
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
