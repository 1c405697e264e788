namespace Workbook.Benchmarks;

/// <summary>Measurements against a reference implementation in another process: <c>Workbook.Benchmarks compare NAME</c>.</summary>
internal static class Comparisons
{
    private static readonly Dictionary<string, Action> All = new()
    {
        ["eql"] = EqualizationLossComparison.Run,
        ["operator-call"] = OperatorCallComparison.Run,
        ["resnet32-step"] = ResNet32StepComparison.Run,
    };

    public static int Run(string name)
    {
        if (!All.TryGetValue(name, out var comparison))
        {
            Console.Error.WriteLine($"There is no comparison \"{name}\". There are: {string.Join(", ", All.Keys)}.");
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
