using Workbook.Data.Detection;
using Workbook.Data.Statistics;
using Workbook.Data.Synthetic;
using Workbook.Experiments;

namespace Workbook.Training;

/// <summary>Which categories of a data set are which of LVIS, and so of another set.</summary>
public static class ExternalCategories
{
    /// <summary>LVIS's id of each category of a data set; null where LVIS lacks it. The drawn sets have ids of their LVIS-like set.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="categories">Its categories.</param>
    public static long?[] LvisIds(DetectionData data, DetectionCategories categories)
    {
        var known = data switch
        {
            SyntheticLongTail synthetic => SyntheticCatalogue.For(synthetic.Size).ToDictionary(category => category.Name, category => (long)category.Id),
            SyntheticExternal synthetic => SyntheticCatalogue.For(synthetic.Size).ToDictionary(category => category.Name, category => (long)category.Id),
            Coco2017 => SharedCategories.Coco.All.ToDictionary(category => category.Key, category => (long)category.LvisId),
            OpenImagesShared => SharedCategories.OpenImages.All.ToDictionary(category => category.Name, category => (long)category.LvisId),
            _ => LvisCategories.V05.ToDictionary(category => category.Name, category => (long)category.Id),
        };
        return [.. categories.Names.Select(name => known.TryGetValue(name, out var id) ? id : (long?)null)];
    }

    /// <summary>For each category of one data set the index of the same in another; -1 where that has none.</summary>
    /// <param name="from">A data set.</param>
    /// <param name="categories">Its categories.</param>
    /// <param name="to">The other.</param>
    /// <param name="others">Its categories.</param>
    public static int[] Map(DetectionData from, DetectionCategories categories, DetectionData to, DetectionCategories others)
    {
        var index = new Dictionary<long, int>();
        foreach (var (id, i) in LvisIds(to, others).Select((id, i) => (id, i)))
            if (id is { } known)
                index.TryAdd(known, i);
        return [.. LvisIds(from, categories).Select(id => id is { } known && index.TryGetValue(known, out var i) ? i : -1)];
    }
}
