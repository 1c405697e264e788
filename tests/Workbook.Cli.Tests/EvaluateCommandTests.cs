using Newtonsoft.Json.Linq;
using Workbook.Cli;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Cli;

public sealed class EvaluateCommandTests : IDisposable
{
    // Two cups of 50 x 50; one found, one missed between; a saucer that nobody looks for.
    private const string Truth = """
        {"images": [{"id": 7, "height": 400, "width": 400, "neg_category_ids": [], "not_exhaustive_category_ids": []}],
         "categories": [{"id": 1, "name": "cup, \"mug\"", "frequency": "f"}, {"id": 2, "name": "saucer", "frequency": "r"}],
         "annotations": [
           {"id": 1, "image_id": 7, "category_id": 1, "bbox": [10, 10, 50, 50], "area": 2500, "iscrowd": 0},
           {"id": 2, "image_id": 7, "category_id": 1, "bbox": [200, 10, 50, 50], "area": 2500, "iscrowd": 0}]}
        """;

    private const string Detected = """
        [{"image_id": 7, "category_id": 1, "bbox": [10, 10, 50, 50], "score": 0.9}, {"image_id": 7, "category_id": 1, "bbox": [100, 300, 50, 50], "score": 0.8},
         {"image_id": 7, "category_id": 2, "bbox": [100, 300, 50, 50], "score": 0.7}]
        """;

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void Lvis_PrintsTheTableAndWritesJsonAndCsv()
    {
        Assert.Equal(0, Evaluate("lvis", Detected, "--json", In("out.json")));

        var lines = output.ToString().Split('\n');
        // 51 of 101 recalls at precision 1.
        Assert.Equal(" Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=300 catIds=all] = 0.505", lines[0]);
        Assert.Equal(" Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=300 catIds=all] = 0.505", lines[1]);
        Assert.Equal(" Average Precision  (AP) @[ IoU=0.50:0.95 | area=     s | maxDets=300 catIds=all] = -1.000", lines[3]);
        Assert.Equal(" Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=300 catIds=  r] = -1.000", lines[6]);
        Assert.Equal(" Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=300 catIds=all] = 0.500", lines[9]);
        Assert.Empty(error.ToString());

        var json = JObject.Parse(File.ReadAllText(In("out.json")));
        Assert.Equal(51.0 / 101, (double)json["metrics"]!["AP"]!, 12);
        Assert.Equal(-1, (double)json["metrics"]!["APr"]!);
        Assert.Equal(["1"], Keys(json["per_category_ap"]!));
        Assert.Equal(0.5, (double)json["per_category_ar"]!["1"]!);
        Assert.Equal([3, 3, 3, 2, 2, 1], new[] { "results_in_file", "after_300_cap", "after_area_gt_0_filter", "evaluated_after_federated_filter", "gt_used", "categories_with_ap" }
            .Select(name => (int)json["counts"]![name]!));
        Assert.Equal([1, 0, 1], json["counts"]!["freq_groups_r_c_f"]!.Select(count => (int)count));
        var curve = json["precision_recall"]!["per_category"]!["1"]!.Select(value => (double)value).ToList();
        Assert.Equal((101, 1, 0), (curve.Count, curve[50], curve[51]));
        var table = File.ReadAllLines(In("out.csv"));
        Assert.Equal("category,name,frequency,objects,detections,AP,AP50,AP75,APs,APm,APl,APr,APc,APf,AR@300,ARs@300,ARm@300,ARl@300", table[0]);
        Assert.StartsWith("all,,,2,2,0.504950495049", table[1], StringComparison.Ordinal);
        Assert.StartsWith("1,\"cup, \"\"mug\"\"\",frequent,2,2,0.504950495049", table[2], StringComparison.Ordinal);
        Assert.Equal("2,saucer,rare,0,0" + new string(',', 13), table[3]);
    }

    [Fact]
    public void Coco_PrintsTheTable()
    {
        Assert.Equal(0, Evaluate("coco", Detected, "--json", In("out.json")));

        var lines = output.ToString().Split('\n');
        Assert.Equal(" Average Precision  (AP) @[ IoU=0.50:0.95 | area=medium | maxDets=100 ] = 0.505", lines[4]);
        Assert.Equal(" Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 0.500", lines[6]);
        var json = JObject.Parse(File.ReadAllText(In("out.json")));
        Assert.Equal(["AR1", "AR10", "AR100"], Keys(json["per_category_ar"]!["1"]!));
        Assert.Equal((3, 2, 2, 0), ((int)json["counts"]!["results"]!, (int)json["counts"]!["max_dets_per_image_category"]!, (int)json["counts"]!["gt"]!, (int)json["counts"]!["crowd"]!));
    }

    [Theory]
    [InlineData("""[{"image_id": 8, "category_id": 1, "bbox": [1, 1, 5, 5], "score": 1}]""", "1 detections with 1 ids of images (8)")]
    [InlineData("""[{"image_id": 7, "category_id": 1, "bbox": [1, 1, 5, 5], "score": 1},{"image_id": 7, "category_id": 77, "bbox": [1, 1, 5, 5], "score": 1}]""", "ids of categories (77)")]
    public void UnknownIds_AreNamedAndFail(string detected, string expected)
    {
        Assert.Equal(1, Evaluate("lvis", detected));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void FaultyDetections_AreCountedOrFail()
    {
        var faulty = Detected.Replace("[100, 300, 50, 50], \"score\": 0.7", "[100, 300, -50, 50], \"score\": 0.7", StringComparison.Ordinal);
        Assert.Equal(0, Evaluate("lvis", faulty));
        Assert.Contains("1 x detection with a box of negative width or height (left out): [2]", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Evaluate("lvis", faulty, "--strict"));
    }

    [Fact]
    public void OpenImages_PrintsTheMeanAndWritesClasses()
    {
        File.WriteAllText(In("boxes.csv"), "ImageID,LabelName,XMin,XMax,YMin,YMax,IsGroupOf\na,/m/dog,0,0.5,0,0.5,0\na,/m/dog,0.5,1,0.5,1,0\n");
        File.WriteAllText(In("classes.csv"), "/m/dog,Dog\n/m/animal,Animal\n");
        File.WriteAllText(In("hierarchy.json"), """{"LabelName": "/m/root", "Subcategory": [{"LabelName": "/m/animal", "Subcategory": [{"LabelName": "/m/dog"}]}]}""");
        File.WriteAllText(In("results.csv"), "ImageID,LabelName,Score,XMin,XMax,YMin,YMax\na,/m/dog,0.9,0,0.5,0,0.5\n");

        Assert.Equal(0, Invoke("evaluate", "--dataset", "openimages", "--gt", In("boxes.csv"), "--results", In("results.csv"), "--classes", In("classes.csv"),
            "--hierarchy", In("hierarchy.json"), "--json", In("out.json")));

        // Dogs: one of two found. Animals: two, of the expanded ground truth, none found.
        Assert.StartsWith("OpenImagesDetectionChallenge_Precision/mAP@0.5IOU: 0.250000", output.ToString(), StringComparison.Ordinal);
        var json = JObject.Parse(File.ReadAllText(In("out.json")));
        Assert.Equal((0.25, 0.5, 0.0, 2.0), ((double)json["mAP@0.5"]!, (double)json["per_class_ap"]!["/m/dog"]!, (double)json["per_class_ap"]!["/m/animal"]!, (double)json["num_gt_per_class"]!["/m/animal"]!));
        Assert.Equal(["class,name,objects,detections,AP", "/m/dog,Dog,2,1,0.5", "/m/animal,Animal,2,0,0"], File.ReadAllLines(In("out.csv")));
    }

    [Theory]
    [InlineData("--dataset lvs", "There is no data set \"lvs\". Did you mean lvis?")]
    [InlineData("--dataset lvis --iou box", "There is no kind of overlap \"box\". Did you mean bbox?")]
    [InlineData("--dataset openimages", "--dataset openimages needs --classes FILE.")]
    [InlineData("--dataset coco --classes c.csv", "belong to --dataset openimages, not to coco")]
    [InlineData("--dataset coco --json out.csv", "expected another ending than .csv")]
    public void Malformed_ExitsWith2(string arguments, string expected)
    {
        Assert.Equal(2, Invoke(["evaluate", "--gt", "g", "--results", "r", .. arguments.Split(' ')]));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsNamed()
    {
        Assert.Equal(1, Invoke("evaluate", "--dataset", "lvis", "--gt", In("absent.json"), "--results", In("absent.json")));
        Assert.Contains("absent.json", error.ToString(), StringComparison.Ordinal);
    }

    private int Evaluate(string dataset, string detected, params string[] more)
    {
        File.WriteAllText(In("gt.json"), Truth);
        File.WriteAllText(In("results.json"), detected);
        return Invoke(["evaluate", "--dataset", dataset, "--gt", In("gt.json"), "--results", In("results.json"), .. more]);
    }

    private static IEnumerable<string> Keys(JToken token) => token.Children<JProperty>().Select(property => property.Name);

    private string In(string file) => Path.Combine(folder.Path, file);

    private int Invoke(params string[] arguments) => CommandLine.Run(arguments, new CliHost
    {
        Output = output,
        Error = error,
        IsTerminal = false,
        Store = new ResultStore(folder.Path),
        Executor = (_, _) => throw new InvalidOperationException("Nothing is to be trained."),
        Stop = default,
    });
}
