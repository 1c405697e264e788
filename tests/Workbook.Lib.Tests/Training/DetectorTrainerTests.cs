using Workbook.Data.Detection;
using Workbook.Data.Loading;
using Workbook.Data.Synthetic;
using Workbook.Data.Weights;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;
using Workbook.Tests.Data.Weights;
using Workbook.Tests.Models;
using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Training;

/// <summary>On the SYNTHETIC set.</summary>
[Collection(nameof(Alone))]
public sealed class DetectorTrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbook-detector-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Step_StoppedAndGoneOn_GivesTheSameWeightsToTheBit()
    {
        var set = SyntheticDetection.Write(Path.Combine(_folder, "set"), SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Smoke, seed: 0);
        var checkpoint = Path.Combine(_folder, "checkpoint.bin");
        using var scope = NewDisposeScope();
        using var whole = Trainer(set, 64);
        var losses = Enumerable.Range(0, 4).Select(_ => whole.Step().Loss).ToArray();
        using (var first = Trainer(set, 64))
        {
            first.Step();
            first.Step();
            first.Save(checkpoint);
        }
        using var second = Trainer(set, 64, checkpoint);
        Assert.Equal(2, second.Iteration);
        Assert.Equal(losses[2], second.Step().Loss);
        Assert.Equal(losses[3], second.Step().Loss);
        var expected = whole.Model.state_dict();
        Assert.All(second.Model.state_dict(), item => Assert.True(item.Value.eq(expected[item.Key]).all().item<bool>(), item.Key));
    }

    [Fact]
    public void Checkpoint_OfOtherSettings_IsRefused()
    {
        var set = SyntheticDetection.Write(Path.Combine(_folder, "set"), SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Smoke, seed: 0);
        var checkpoint = Path.Combine(_folder, "checkpoint.bin");
        using var scope = NewDisposeScope();
        using (var trainer = Trainer(set, 64))
            trainer.Save(checkpoint);
        var problem = Assert.Throws<InvalidDataException>(() => Trainer(set, 96, checkpoint));
        Assert.Contains(checkpoint, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PretrainedBackbone_StoppedAndGoneOn_KeepsWhatIsFrozenAndGoesOnTheSame()
    {
        var set = SyntheticDetection.Write(Path.Combine(_folder, "set"), SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Smoke, seed: 0);
        var checkpoint = Path.Combine(_folder, "checkpoint.bin");
        using var scope = NewDisposeScope();
        using var source = ThinClassifier.Filled(new ResNet(ThinClassifier.Config));
        using var pretrained = PretrainedBackbone.Load(ThinClassifier.Write(_folder, ThinClassifier.Tensors(source, "MSRA")));
        using var whole = FineTuning(set, pretrained, pretrained.Sha256);
        var losses = Enumerable.Range(0, 3).Select(_ => whole.Step().Loss).ToArray();
        using (var first = FineTuning(set, pretrained, pretrained.Sha256))
        {
            first.Step();
            first.Save(checkpoint);
        }
        using var second = FineTuning(set, pretrained, pretrained.Sha256, checkpoint);

        Assert.Equal((losses[1], losses[2]), (second.Step().Loss, second.Step().Loss));
        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
        var trained = second.Model.state_dict();
        Assert.All(source.state_dict(), item => Assert.Equal(
            item.Key.Contains("bn", StringComparison.Ordinal) || item.Key.Contains("downsample.1", StringComparison.Ordinal) || item.Key == "conv1.weight" || item.Key.StartsWith("layer1", StringComparison.Ordinal),
            trained["backbone.body." + item.Key].equal(item.Value).all().item<bool>()));
        Assert.Contains(checkpoint, Assert.Throws<InvalidDataException>(() => FineTuning(set, pretrained, "of another file", checkpoint)).Message, StringComparison.Ordinal);
    }

    private static DetectorTrainer FineTuning(SyntheticDetectionSet set, PretrainedBackbone pretrained, string start, string? checkpoint = null)
    {
        var dataset = DetectionDataset.Load(set.Annotations(SyntheticSplit.Train));
        return new(Model, PaperDetector.Settings(3, 64, pretrained), dataset, ImagePaths.In(dataset, set.Images(SyntheticSplit.Train)), 3, CPU, checkpoint, start);

        MaskRcnn Model()
        {
            var body = new ResNet(ThinClassifier.Config with { StrideIn1x1 = pretrained.StrideIn1x1 });
            pretrained.CopyTo(body);
            return new(
                body, ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()), new MaskRcnnConfig { Classes = dataset.Categories.Count }.Thin(ThinClassifier.Config.WidthMultiplier));
        }
    }

    private static DetectorTrainer Trainer(SyntheticDetectionSet set, int edge, string? checkpoint = null)
    {
        var dataset = DetectionDataset.Load(set.Annotations(SyntheticSplit.Train));
        return new(
            () => MiniDetector.Model(dataset.Categories.Count), MiniDetector.Settings(4, edge), dataset, ImagePaths.In(dataset, set.Images(SyntheticSplit.Train)), 3, CPU, checkpoint);
    }
}
