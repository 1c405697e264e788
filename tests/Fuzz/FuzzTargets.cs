using System.Text;

namespace Fuzz;

/// <summary>The readers under test. A reader joins with a line here.</summary>
internal static class FuzzTargets
{
    private static readonly byte[][] JsonTokens = Tokens(
        "1e999", "-0", "-0.0", "1e-7", "01", "null", "\"\\ud800\"", "[", "]", "{", "}", "true", "99999999999999999999", "9007199254740993", "\"id\": 1", ",", ":",
        "\"bbox\"", "\"score\"", "\"segmentation\": [[4, 4, 9, 9]]", "-5", "1e10", " ", "\n");

    private static readonly byte[][] CsvTokens = Tokens(",", "\"", "\"\"", "\r\n", "\n", "1", "-1", "NaN", "1e999", "0.5", "/m/dog", ",,", "\uFEFF", "ImageID");

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("ground-truth-json", Texts(DetectionTexts.Truth, DetectionTexts.TruthOfCoco), JsonTokens, DetectionReading.GroundTruth, IsBadData),
        new("results-json", Texts(DetectionTexts.Boxes, DetectionTexts.Masks, DetectionTexts.Both), JsonTokens, DetectionReading.Results, IsBadData),
        new("rle-text", MaskReading.TextSeeds, Tokens("0", "P", "oooooo", "1", "N"), MaskReading.Text, IsBadArgument),
        new("rle-counts", MaskReading.CountSeeds, [], MaskReading.Counts, IsBadArgument),
        new("polygons", MaskReading.PolygonSeeds, MaskReading.OddCoordinates, MaskReading.Polygons, IsBadArgument),
        new("open-images-classes", Texts(OpenImagesTexts.Classes, OpenImagesTexts.ClassesJson), CsvTokens, OpenImagesReading.Classes, IsBadData),
        new("open-images-hierarchy", Texts(OpenImagesTexts.Hierarchy), JsonTokens, OpenImagesReading.Hierarchy, IsBadData),
        new("open-images-boxes", Texts(OpenImagesTexts.Boxes), CsvTokens, OpenImagesReading.Boxes, IsBadData),
        new("open-images-labels", Texts(OpenImagesTexts.Labels), CsvTokens, OpenImagesReading.Labels, IsBadData),
        new("open-images-results", Texts(OpenImagesTexts.Detections, OpenImagesTexts.PredictionStrings), CsvTokens, OpenImagesReading.Detections, IsBadData),
        new("jpeg", ImageReading.JpegSeeds, [], ImageReading.Image, IsBadData),
        new("png", ImageReading.PngSeeds, [], ImageReading.Image, IsBadData),
        new("safetensors", WeightsReading.SafetensorsSeeds, JsonTokens, WeightsReading.File, IsBadData),
        new("torch-zip", WeightsReading.ZipSeeds, [], WeightsReading.File, IsBadData),
        new("pickle", WeightsReading.PickleSeeds, WeightsReading.Opcodes, WeightsReading.File, IsBadData),
        new("torch-pickle", WeightsReading.TorchPickleSeeds, WeightsReading.Opcodes, WeightsReading.TorchPickle, IsBadData),
    ];

    // Errors about files say which file; all inputs here are called "input".
    private static bool IsBadData(Exception error) => error is InvalidDataException && error.Message.StartsWith("input", StringComparison.Ordinal);

    private static bool IsBadArgument(Exception error) => error is FormatException or ArgumentException;

    private static byte[][] Texts(params string[] texts) => Array.ConvertAll(texts, Encoding.UTF8.GetBytes);

    private static byte[][] Tokens(params string[] tokens) => Texts(tokens);
}
