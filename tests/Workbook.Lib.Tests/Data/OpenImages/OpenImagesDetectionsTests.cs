using System.Security.Cryptography;
using System.Text;
using Workbook.Data.Detection;
using Workbook.Data.OpenImages;
using Xunit;

namespace Workbook.Tests.Data.OpenImages;

public class OpenImagesDetectionsTests
{
    private const string Strings = "ImageId,PredictionString\n";
    private readonly OpenImagesDataset _truth = OpenImagesText.ReadDataset("0a,/m/dog,0,1,0,1,0\n", "0b,/m/car,0\n");

    [Fact]
    public void Load_ByHand_EveryField()
    {
        const string lines = "0b,/m/dog,0.25,-0.1,1.5,0.25,0.75\n0a,/m/cat,-3,0,1e-3,0.5,1\n";
        var detections = OpenImagesText.ReadDetections(_truth, lines, handling: ProblemHandling.Strict);

        Assert.Equal("1 dog 0.25 x -0.1 to 1.5, y 0.25 to 0.75; 0 cat -3 x 0 to 0.001, y 0.5 to 1", Show(detections));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OpenImagesText.DetectionColumns + lines))), detections.Sha256);
    }

    // The form that the challenge's server took: label, score, xmin, ymin, xmax, ymax.
    [Fact]
    public void Load_PredictionStrings_EveryField()
    {
        const string lines = "0b,/m/dog 0.25 -0.1 0.25 1.5 0.75  /m/cat 0.5 0 0 1 1 \n0a,\n0a,\" /m/car 1 0.5 0.5 1 1\"\n";
        var detections = OpenImagesText.ReadDetections(_truth, lines, Strings, ProblemHandling.Strict);

        Assert.Equal(
            "1 dog 0.25 x -0.1 to 1.5, y 0.25 to 0.75; 1 cat 0.5 x 0 to 1, y 0 to 1; 0 car 1 x 0.5 to 1, y 0.5 to 1", Show(detections));
    }

    [Theory]
    [InlineData("0a,/m/dog,0.5,0,1,0", "line that has not as many fields as the first", "line 3: 6 of 7")]
    [InlineData("0a,/m/dog,,0,1,0,1", "detection whose score and edges are not five finite numbers", "line 3")]
    [InlineData("0a,/m/dog,0.5,0,inf,0,1", "detection whose score and edges are not five finite numbers", "line 3")]
    [InlineData("0a,/m/lion,0.5,0,1,0,1", "detection of a class that is not listed", "line 3")]
    [InlineData("0c,/m/dog,0.5,0,1,0,1", "detection on an image of which the ground truth says nothing", "line 3")]
    [InlineData("0a,/m/dog,0.5,1,1,0,1", "detection whose box has no extent", "line 3")]
    [InlineData("0a,/m/dog,0.5,0,1,1,0", "detection whose box has no extent", "line 3")]
    [InlineData("0a,/m/dog,0.5,-1e308,1e308,0,1", "detection whose box is of infinite extent", "line 3")]
    public void Load_FaultyDetection_IsLeftOutAndCounted(string line, string what, string where)
    {
        var text = $"0a,/m/dog,0.5,0,1,0,1\n{line}\n0a,/m/dog,0.5,0,1,0,1\n";

        var detections = OpenImagesText.ReadDetections(_truth, text);

        Assert.Equal(2, detections.Count);
        var problem = Assert.Single(detections.Problems);
        Assert.Equal((what, true, 1L, where), (problem.What, problem.IsDropped, problem.Count, Assert.Single(problem.Examples)));
        Assert.Throws<InvalidDataException>(() => OpenImagesText.ReadDetections(_truth, text, handling: ProblemHandling.Strict));
    }

    [Theory]
    [InlineData("0a,/m/dog 0.5 0 0 1", 0, "line 2, detection 1")]
    [InlineData("0a,/m/dog 0.5 0 0 1 1 /m/dog x 0 0 1 1 /m/dog 0.5 0 0 1 1", 2, "line 2, detection 2")]
    [InlineData("0a,/m/dog 0.5 0 0 1 1 /m/dog", 1, "line 2, detection 2")]
    public void Load_FaultyPredictionString_IsLeftOutAndCounted(string line, int kept, string where)
    {
        var detections = OpenImagesText.ReadDetections(_truth, line, Strings);
        Assert.Equal(kept, detections.Count);
        Assert.Equal(where, Assert.Single(Assert.Single(detections.Problems).Examples));
    }

    [Theory]
    [InlineData("0c,/m/dog,0.5,0,1,0,1\n0a,/m/lion,0.5,0,1,0,1\n")]
    [InlineData("0c,/m/dog,0.5,0,1,0,1\n")]
    public void Load_NothingOfThisGroundTruth_IsAnError(string lines)
    {
        var message = Assert.Throws<InvalidDataException>(() => OpenImagesText.ReadDetections(_truth, lines)).Message;
        Assert.StartsWith("results.csv: ", message, StringComparison.Ordinal);
        Assert.Contains("Expected detections on images and of classes of boxes.csv, got none", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoDetection_IsAllowed() => Assert.Equal(0, OpenImagesText.ReadDetections(_truth, "").Count);

    [Fact]
    public void Expand_ByHand_ScoresGoUp()
    {
        var detections = OpenImagesText.ReadDetections(_truth, "0a,/m/dog,0.5,0,1,0,1\n0b,/m/animal,0.75,0,1,0,1\n");
        Assert.Equal(
            "0 dog 0.5 x 0 to 1, y 0 to 1; 0 animal 0.5 x 0 to 1, y 0 to 1; 0 toy 0.5 x 0 to 1, y 0 to 1; 1 animal 0.75 x 0 to 1, y 0 to 1",
            Show(detections.Expand(OpenImagesText.ReadHierarchy(_truth.Classes))));
    }

    private static string Show(OpenImagesDetections detections) => string.Join("; ", Enumerable.Range(0, detections.Count).Select(i => FormattableString.Invariant(
        $"{detections.ImageOf(i)} {detections.Dataset.Classes.Mids[detections.ClassOf(i)][3..]} {detections.ScoreOf(i)} {detections[i]}")));
}
