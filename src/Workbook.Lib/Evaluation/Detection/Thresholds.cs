namespace Workbook.Evaluation.Detection;

/// <summary>The thresholds of COCO and LVIS, to the bit as NumPy's <c>linspace</c> yields them: 0.8999999999999999, and 0.35000000000000003.</summary>
internal static class Thresholds
{
    /// <summary>Of intersection over union: 0.5 to 0.95 in steps of 0.05.</summary>
    public static double[] Iou { get; } = Spaced(0.5, 0.95, 10);

    /// <summary>Of recall: 0 to 1 in steps of 0.01.</summary>
    public static double[] Recall { get; } = Spaced(0, 1, 101);

    /// <summary>One bit for each threshold of intersection over union.</summary>
    public const int AllIou = (1 << 10) - 1;

    private static double[] Spaced(double first, double last, int count)
    {
        var step = (last - first) / (count - 1);
        var values = new double[count];
        for (var i = 0; i < count - 1; i++)
            values[i] = i * step + first;
        values[count - 1] = last;
        return values;
    }
}
