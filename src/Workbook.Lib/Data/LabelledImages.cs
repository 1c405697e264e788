namespace Workbook.Data;

/// <summary>What every <see cref="ILabelledImages"/> can say.</summary>
public static class LabelledImages
{
    /// <summary>Number of images of each class, by class index.</summary>
    public static int[] CountPerClass(this ILabelledImages images)
    {
        var counts = new int[images.ClassNames.Count];
        foreach (var label in images.Labels)
            counts[label]++;
        return counts;
    }

    /// <summary>Values of one image: 3 x height x width.</summary>
    internal static int ImageSize(this ILabelledImages images) => ImageSet.Channels * images.Height * images.Width;
}
