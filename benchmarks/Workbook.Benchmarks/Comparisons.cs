namespace Workbook.Benchmarks;

/// <summary>Measurements against a reference implementation in another process: <c>Workbook.Benchmarks compare NAME</c>, for images with a folder of photos.</summary>
internal static class Comparisons
{
    private static readonly Dictionary<string, Action> All = new()
    {
        ["eql"] = EqualizationLossComparison.Run,
        ["lvis-evaluation"] = LvisEvaluationComparison.Run,
        ["operator-call"] = OperatorCallComparison.Run,
        ["resnet32-step"] = ResNet32StepComparison.Run,
    };

    public static int Run(string name, string[] arguments)
    {
        if (name == "images" && arguments is [var folder])
        {
            ImagesComparison.Run(folder);
            return 0;
        }
        if (!All.TryGetValue(name, out var comparison))
        {
            Console.Error.WriteLine($"There is no comparison \"{name}\". There are: {string.Join(", ", All.Keys)}, images FOLDER.");
            return 2;
        }
        comparison();
        return 0;
    }

    public static double Median(List<double> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
