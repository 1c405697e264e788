using System.Text;
using Workbook.Data.Detection;

namespace Workbook.Tests.Data.Sampling;

/// <summary>Data sets given by the categories of each image.</summary>
internal static class SmallSet
{
    /// <param name="categories">Number of categories, ids from 1.</param>
    /// <param name="images">Categories (dense) in each image; images are wide where the number of the image is even.</param>
    public static DetectionDataset Of(int categories, params int[][] images)
    {
        var text = new StringBuilder("{\"images\": [");
        text.AppendJoin(", ", images.Select((_, i) => $"{{\"id\": {i}, \"height\": {(i % 2 == 0 ? 30 : 40)}, \"width\": {(i % 2 == 0 ? 40 : 30)}, \"file_name\": \"{i}.png\"}}"));
        text.Append("], \"categories\": [").AppendJoin(", ", Enumerable.Range(1, categories).Select(id => $"{{\"id\": {id}, \"name\": \"c{id}\"}}"));
        text.Append("], \"annotations\": [");
        var pairs = images.SelectMany((set, image) => set.Select(category => (image, category)));
        text.AppendJoin(", ", pairs.Select((pair, id) =>
            $"{{\"id\": {id + 1}, \"image_id\": {pair.image}, \"category_id\": {pair.category + 1}, \"bbox\": [1, 2, 10, 12], \"area\": 120, \"iscrowd\": 0, "
            + "\"segmentation\": [[1, 2, 11, 2, 11, 14, 1, 14]]}"));
        return DetectionDataset.Load(new MemoryStream(Encoding.UTF8.GetBytes(text.Append("]}").ToString())), "small set");
    }
}
