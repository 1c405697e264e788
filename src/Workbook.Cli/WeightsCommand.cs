using System.CommandLine;
using System.Globalization;
using Workbook.Data.Weights;

namespace Workbook.Cli;

/// <summary><c>workbook weights</c>: what is in a file of weights, and the same as safetensors.</summary>
internal static class WeightsCommand
{
    public static Command Create(CliHost host)
    {
        var file = new Argument<string>("file") { Description = "Safetensors, a file of torch.save, or a pickle of NumPy's arrays as of detectron2's model zoo" };
        var to = new Option<string?>("--to") { Description = "Write the tensors to this file as safetensors", HelpName = "FILE" };
        var command = new Command("weights", "List the tensors of a file of weights, or convert it; runs no code of the file") { file, to };
        command.SetAction(result =>
        {
            using var weights = WeightsFile.Load(result.GetRequiredValue(file));
            List(weights, host.Output);
            if (result.GetValue(to) is { } path)
                Safetensors.Write(path, weights.Tensors, weights.Metadata);
            return CommandLine.Success;
        });
        return command;
    }

    private static void List(WeightsFile weights, TextWriter output)
    {
        var widest = weights.Tensors.Keys.Select(name => name.Length).DefaultIfEmpty(0).Max();
        foreach (var (name, tensor) in weights.Tensors)
            output.WriteLine($"{name.PadRight(widest)}  {tensor.dtype,-8}  [{string.Join(", ", tensor.shape)}]");
        foreach (var (name, text) in weights.Metadata.Concat(weights.Others))
            output.WriteLine($"{name}: {text}");
        var elements = weights.Tensors.Values.Sum(tensor => tensor.NumberOfElements);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{weights.Format}: {weights.Tensors.Count} tensors, {elements:N0} elements"));
    }
}
