using System.Text.Json;
using Tests.Support;
using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;
using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Ops.Masks;

/// <summary>The 200 stored cases of pycocotools, to the bit.</summary>
public class MaskVectorTests
{
    [Fact]
    public void Masks_StoredCases_EqualTheReference()
    {
        using var stored = JsonDocument.Parse(File.ReadAllText(SharedFiles.Path("oracle/coco/rle_vectors_A.json")));
        var cases = stored.RootElement.GetProperty("cases");

        Assert.Equal(200, cases.GetArrayLength());
        foreach (var vector in cases.EnumerateArray())
        {
            int height = vector.GetProperty("h").GetInt32(), width = vector.GetProperty("w").GetInt32();
            CheckPolygons(vector, height, width);
            CheckBitmap(vector, height, width);
            CheckNonCanonical(vector.GetProperty("noncanonical"), height, width);
            RequireEqual(vector.GetProperty("box_rle"), RunLengthMask.FromBox(Box(vector.GetProperty("box")), height, width));
            CheckIoU(vector.GetProperty("iou"), height, width);
        }
        foreach (var vector in stored.RootElement.GetProperty("quirk_4_numbers_is_bbox_xywh").EnumerateArray())
            RequireEqual(vector.GetProperty("rle"), RunLengthMask.FromPolygons(
                [Numbers(vector.GetProperty("flat_4"))], vector.GetProperty("h").GetInt32(), vector.GetProperty("w").GetInt32()));
    }

    private static void CheckPolygons(JsonElement vector, int height, int width)
    {
        var polygons = vector.GetProperty("polygons").EnumerateArray().Select(Numbers).ToArray();
        var masks = Array.ConvertAll(polygons, polygon => RunLengthMask.FromPolygons([polygon], height, width));
        foreach (var (expected, mask) in vector.GetProperty("polygon_rles").EnumerateArray().Zip(masks))
            RequireEqual(expected, mask);
        RequireEqual(vector.GetProperty("polygons_merged_union"), RunLengthMask.FromPolygons(polygons, height, width));
        RequireEqual(vector.GetProperty("polygons_merged_union"), masks.Aggregate(RunLengthMask.Union));
        RequireEqual(vector.GetProperty("polygons_merged_intersection"), masks.Aggregate(RunLengthMask.Intersection));
    }

    private static void CheckBitmap(JsonElement vector, int height, int width)
    {
        var pixels = Pixels(vector, height, width);
        var mask = RunLengthMask.FromBitmap(pixels, height, width);
        RequireEqual(vector.GetProperty("bitmap"), mask);
        Assert.Equal(pixels, mask.ToBitmap());
        Assert.Equal(vector.GetProperty("bitmap_from_uncompressed").GetString(), RunLengthMask.FromCounts(mask.ToCounts(), height, width).ToCompressedString());
    }

    // The rows of large bitmaps are not stored: there, of the runs.
    private static byte[] Pixels(JsonElement vector, int height, int width)
    {
        if (vector.GetProperty("bitmap_rows").ValueKind == JsonValueKind.Null)
            return RunLengthMask.FromCounts(Counts(vector.GetProperty("bitmap").GetProperty("uncompressed")), height, width).ToBitmap();
        var rows = vector.GetProperty("bitmap_rows").EnumerateArray().Select(row => row.GetString()!).ToArray();
        return [.. Enumerable.Range(0, height * width).Select(index => (byte)(rows[index % height][index / height] - '0'))];
    }

    // Counts that begin with 0, 0 have boxes of wrapped arithmetic in the reference.
    private static void CheckNonCanonical(JsonElement vector, int height, int width)
    {
        var counts = Counts(vector.GetProperty("counts_in"));
        var mask = RunLengthMask.FromCounts(counts, height, width);
        Assert.Equal(vector.GetProperty("counts").GetString(), mask.ToCompressedString());
        Assert.Equal(counts, RunLengthMask.Parse(mask.ToCompressedString(), height, width).ToCounts());
        Assert.Equal(vector.GetProperty("area").GetInt64(), mask.Area);
        if (counts is not [0, 0, ..])
            Assert.Equal(Box(vector.GetProperty("bbox")), mask.Box);
    }

    private static void CheckIoU(JsonElement vector, int height, int width)
    {
        var (detections, groundTruth) = (Masks(vector.GetProperty("dt")), Masks(vector.GetProperty("gt")));
        for (var d = 0; d < detections.Length; d++)
            for (var g = 0; g < groundTruth.Length; g++)
            {
                var isCrowd = vector.GetProperty("iscrowd")[g].GetInt32() == 1;
                RequireSame(vector.GetProperty("mask_iou_crowd")[d][g], RunLengthMask.IoU(detections[d], groundTruth[g], isCrowd));
                RequireSame(vector.GetProperty("mask_iou_nocrowd")[d][g], RunLengthMask.IoU(detections[d], groundTruth[g], false));
            }
        CheckBoxIoU(vector);

        RunLengthMask[] Masks(JsonElement texts) => [.. texts.EnumerateArray().Select(text => RunLengthMask.Parse(text.GetString()!, height, width))];
    }

    private static void CheckBoxIoU(JsonElement vector)
    {
        var (detections, groundTruth) = (Boxes("dt_boxes"), Boxes("gt_boxes"));
        for (var d = 0; d < detections.Length; d++)
            for (var g = 0; g < groundTruth.Length; g++)
            {
                RequireSame(vector.GetProperty("box_iou_crowd")[d][g], BoxOverlap.Of(detections[d], groundTruth[g], vector.GetProperty("iscrowd")[g].GetInt32() == 1));
                RequireSame(vector.GetProperty("box_iou_nocrowd")[d][g], BoxOverlap.Of(detections[d], groundTruth[g], false));
            }

        BoxXywh[] Boxes(string name) => [.. vector.GetProperty(name).EnumerateArray().Select(Numbers).Select(box => new BoxXywh(box[0], box[1], box[2], box[3]))];
    }

    private static void RequireEqual(JsonElement expected, RunLengthMask mask)
    {
        int height = expected.GetProperty("size")[0].GetInt32(), width = expected.GetProperty("size")[1].GetInt32();
        Assert.Equal((height, width), (mask.Height, mask.Width));
        Assert.Equal(expected.GetProperty("counts").GetString(), mask.ToCompressedString());
        Assert.Equal(Counts(expected.GetProperty("uncompressed")), mask.ToCounts());
        Assert.Equal(mask.ToCounts(), RunLengthMask.Parse(mask.ToCompressedString(), height, width).ToCounts());
        Assert.Equal(expected.GetProperty("area").GetInt64(), mask.Area);
        Assert.Equal(Box(expected.GetProperty("bbox")), mask.Box);
    }

    private static void RequireSame(JsonElement expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected.GetDouble()), BitConverter.DoubleToInt64Bits(actual));

    private static uint[] Counts(JsonElement array) => [.. array.EnumerateArray().Select(count => count.GetUInt32())];

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static (double X, double Y, double Width, double Height) Box(JsonElement array) => (array[0].GetDouble(), array[1].GetDouble(), array[2].GetDouble(), array[3].GetDouble());
}
