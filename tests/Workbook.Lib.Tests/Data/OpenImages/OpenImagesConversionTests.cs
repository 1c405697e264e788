using Newtonsoft.Json.Linq;
using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.OpenImages;
using Workbook.Data.Synthetic;
using Workbook.Evaluation.OpenImages;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;
using Classes = Workbook.Data.OpenImages.OpenImagesClasses;

namespace Workbook.Tests.Data.OpenImages;

/// <summary>On the SYNTHETIC set.</summary>
public sealed class OpenImagesConversionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SyntheticDetectionSet _set;
    private readonly Classes _classes;
    private readonly OpenImagesDataset _annotated;
    private readonly DetectionDataset _converted;

    public OpenImagesConversionTests()
    {
        _set = SyntheticDetection.Write(_folder.Path + "/set", SyntheticDetectionKind.OpenImages, SyntheticDetectionSize.Smoke, seed: 0);
        _classes = Classes.Load(_set.Descriptions);
        _annotated = OpenImagesDataset.Load(_set.Annotations(SyntheticSplit.Validation), _set.Labels(SyntheticSplit.Validation), _classes);
        _converted = OpenImagesConversion.Convert(_annotated, Image);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Convert_EveryBox_IsInPixelsOfItsImageAndGroupsAreCrowds()
    {
        Assert.Equal((_annotated.ImageCount, _classes.Count, _annotated.Boxes.Count), (_converted.Images.Count, _converted.Categories.Count, _converted.Annotations.Count));
        for (var i = 0; i < _annotated.Boxes.Count; i++)
        {
            var (box, image) = (_annotated.Boxes[i], _annotated.Boxes.ImageOf(i));
            var picture = ImageFile.Load(Image(image));
            var converted = _converted.Annotations.Boxes[i];
            Assert.Equal((image, _annotated.Boxes.ClassOf(i), _annotated.Boxes.IsGroupOf(i)), (_converted.Annotations.Images[i], _converted.Annotations.Categories[i], _converted.Annotations.IsCrowd[i]));
            Assert.Equal(box.XMin * picture.Width, converted.X, 2e-3);
            Assert.Equal(box.YMax * picture.Height, converted.Y + converted.Height, 2e-3);
        }
        Assert.Contains(true, _converted.Annotations.IsCrowd);
    }

    [Fact]
    public void Evaluate_WhatIsAnnotated_FindsEverythingOnEveryLevel()
    {
        var truth = new OpenImagesTruth(
            _annotated, OpenImagesHierarchy.Load(_set.Hierarchy, _classes), new ImageNumberGroups([.. Enumerable.Repeat(1L, _classes.Count)]));
        var path = _folder.Path + "/results.json";
        File.WriteAllText(path, new JArray(Enumerable.Range(0, _converted.Annotations.Count).Select(i => new JObject
        {
            ["image_id"] = _converted.Images.Ids[_converted.Annotations.Images[i]],
            ["category_id"] = _converted.Categories.Ids[_converted.Annotations.Categories[i]],
            ["bbox"] = new JArray(_converted.Annotations.Boxes[i].X, _converted.Annotations.Boxes[i].Y, _converted.Annotations.Boxes[i].Width, _converted.Annotations.Boxes[i].Height),
            ["score"] = 0.5,
        })).ToString());

        var evaluation = truth.Evaluate(_converted, DetectionResults.Load(path, _converted));

        Assert.All(evaluation.Metrics, metric => Assert.True(metric.Value is null or 1, $"{metric.Key} {metric.Value}"));
        Assert.Equal(1, evaluation.Metric("mAP@0.5"));
        // Classes above others are evaluated too, though few boxes name them.
        Assert.True(evaluation.Classes.Count(category => category.Objects > 0) > _set.Categories.Count);
    }

    private string Image(int index) => Path.Combine(_set.Images(SyntheticSplit.Validation), _annotated.ImageId(index) + ".png");
}
