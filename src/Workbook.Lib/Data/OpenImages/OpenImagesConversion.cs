using System.Globalization;
using Newtonsoft.Json;
using Workbook.Data.Detection;
using Workbook.Data.Images;

namespace Workbook.Data.OpenImages;

/// <summary>Open Images as a detector is trained on it: boxes in pixels.</summary>
internal static class OpenImagesConversion
{
    /// <summary>
    /// The same images in the same order with ids from 1, the classes as categories with ids from 1. A group-of box is a crowd. Image sizes are read from the
    /// files.
    /// </summary>
    /// <param name="dataset">The ground truth.</param>
    /// <param name="path">The file of an image, by its index.</param>
    /// <exception cref="InvalidDataException">A file is no image.</exception>
    /// <exception cref="FileNotFoundException">An image is missing.</exception>
    public static DetectionDataset Convert(OpenImagesDataset dataset, Func<int, string> path)
    {
        var sizes = new (int Height, int Width)[dataset.ImageCount];
        Parallel.For(0, sizes.Length, image => sizes[image] = ImageHeader.Size(path(image)));
        using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        using (var text = new StreamWriter(file, leaveOpen: true))
        using (var json = new JsonTextWriter(text) { Culture = CultureInfo.InvariantCulture })
        {
            json.WriteStartObject();
            Section(json, "images", sizes.Length, i => Object(json, ("id", i + 1), ("height", sizes[i].Height), ("width", sizes[i].Width), ("file_name", Path.GetFileName(path(i)))));
            Section(json, "categories", dataset.Classes.Count, i => Object(json, ("id", i + 1), ("name", dataset.Classes.Names[i])));
            Section(json, "annotations", dataset.Boxes.Count, i => Box(json, dataset, i, sizes[dataset.Boxes.ImageOf(i)]));
            json.WriteEndObject();
        }
        file.Position = 0;
        return DetectionDataset.Load(file, dataset.Source);
    }

    private static void Box(JsonTextWriter json, OpenImagesDataset dataset, int i, (int Height, int Width) size)
    {
        var box = dataset.Boxes[i];
        var (left, top, width, height) = (box.XMin * size.Width, box.YMin * size.Height, (box.XMax - box.XMin) * size.Width, (box.YMax - box.YMin) * size.Height);
        Object(
            json, ("id", i + 1), ("image_id", dataset.Boxes.ImageOf(i) + 1), ("category_id", dataset.Boxes.ClassOf(i) + 1),
            ("bbox", new[] { left, top, width, height }), ("area", width * height), ("iscrowd", dataset.Boxes.IsGroupOf(i) ? 1 : 0));
    }

    private static void Section(JsonTextWriter json, string name, int count, Action<int> write)
    {
        json.WritePropertyName(name);
        json.WriteStartArray();
        for (var i = 0; i < count; i++)
            write(i);
        json.WriteEndArray();
    }

    private static void Object(JsonTextWriter json, params ReadOnlySpan<(string Name, object Value)> properties)
    {
        json.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            json.WritePropertyName(name);
            if (value is double[] numbers)
            {
                json.WriteStartArray();
                foreach (var number in numbers)
                    json.WriteValue(Math.Round(number, 3));
                json.WriteEndArray();
            }
            else
            {
                json.WriteValue(value);
            }
        }
        json.WriteEndObject();
    }
}
