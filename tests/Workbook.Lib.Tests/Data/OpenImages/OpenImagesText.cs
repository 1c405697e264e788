using System.Text;
using Workbook.Data.Detection;
using Workbook.Data.OpenImages;

namespace Workbook.Tests.Data.OpenImages;

/// <summary>Small files written by hand: animals, of which there are cats and dogs; toys, of which there are toy dogs; cars.</summary>
internal static class OpenImagesText
{
    public const string Classes = "/m/animal,Animal\n/m/cat,Cat\n/m/dog,Dog\n/m/toy,Toy\n/m/car,\"Car, also \"\"auto\"\"\"\n";
    public const string BoxColumns = "ImageID,LabelName,XMin,XMax,YMin,YMax,IsGroupOf\n";
    public const string LabelColumns = "ImageID,LabelName,Confidence\n";
    public const string DetectionColumns = "ImageID,LabelName,Score,XMin,XMax,YMin,YMax\n";

    public const string Hierarchy = """
        {"LabelName": "/m/root", "Subcategory": [
          {"LabelName": "/m/animal", "Subcategory": [{"LabelName": "/m/cat"}, {"Part": [{"LabelName": "/m/car"}], "LabelName": "/m/dog"}]},
          {"Subcategory": [{"LabelName": "/m/dog"}], "LabelName": "/m/toy"},
          {"LabelName": "/m/car"}]}
        """;

    public static OpenImagesClasses ReadClasses(string text = Classes, ProblemHandling handling = ProblemHandling.Drop) =>
        OpenImagesClasses.Load(Stream(text), "classes.csv", handling);

    public static OpenImagesHierarchy ReadHierarchy(OpenImagesClasses classes, string text = Hierarchy, ProblemHandling handling = ProblemHandling.Drop) =>
        OpenImagesHierarchy.Load(Stream(text), "hierarchy.json", classes, handling);

    public static OpenImagesDataset ReadDataset(string boxes, string? labels = null, ProblemHandling handling = ProblemHandling.Drop) =>
        OpenImagesDataset.Load(
            Stream(BoxColumns + boxes), "boxes.csv", labels is null ? null : Stream(LabelColumns + labels), "labels.csv", ReadClasses(), handling);

    public static OpenImagesDetections ReadDetections(
        OpenImagesDataset dataset, string lines, string columns = DetectionColumns, ProblemHandling handling = ProblemHandling.Drop) =>
        OpenImagesDetections.Load(Stream(columns + lines), "results.csv", dataset, handling);

    public static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
