using System.Security.Cryptography;
using Workbook.Data.Transforms;
using Workbook.Data.Weights;
using Workbook.Models.Backbones;
using Workbook.Tests.Models;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Data.Weights;

[Collection(nameof(Alone))]
public sealed class PretrainedBackboneTests : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();
    private readonly ResNet _source = ThinClassifier.Filled(new ResNet(ThinClassifier.Config));

    public void Dispose()
    {
        _source.Dispose();
        _folder.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData("torchvision", false, 3)]
    [InlineData("MSRA", true, 3)]
    [InlineData("MSRA, folded", true, 3)]
    public void CopyTo_ResNet_HasItsTensorsAndLeavesTheClassifierOut(string names, bool isMsra, int ignored)
    {
        if (names == "MSRA, folded")
            Fold(_source);
        var path = ThinClassifier.Write(_folder.Path, ThinClassifier.Tensors(_source, names));

        using var pretrained = PretrainedBackbone.Load(path);
        using var backbone = new ResNet(ThinClassifier.Config with { StrideIn1x1 = pretrained.StrideIn1x1 });
        var report = pretrained.CopyTo(backbone);

        Assert.Equal((265, ignored), (report.Loaded.Count, report.Ignored.Count));
        AssertSame(_source, backbone);
        Assert.Equal(isMsra, pretrained.StrideIn1x1);
        Assert.Same(isMsra ? PixelNormalisation.Detectron2 : PixelNormalisation.Torchvision, pretrained.Normalisation);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), pretrained.Sha256);
    }

    [Fact]
    public void CopyTo_SENet_HasItsTensors()
    {
        var config = SENetConfig.SENet154 with { WidthMultiplier = 0.125, Groups = 4, Reduction = 8 };
        using var source = ThinClassifier.Filled(new SENet(config));
        using var pretrained = PretrainedBackbone.Load(ThinClassifier.Write(_folder.Path, ThinClassifier.Tensors(source, "Cadene")));
        using var backbone = new SENet(config);

        Assert.Equal(["last_linear.weight", "last_linear.bias"], pretrained.CopyTo(backbone).Ignored.OrderDescending());
        AssertSame(source, backbone);
        Assert.Same(PixelNormalisation.Torchvision, pretrained.Normalisation);
    }

    [Theory]
    [InlineData("torchvision", "layer3.2.conv2.weight", "layer3.2.conv2.weight")]
    [InlineData("MSRA", "res5_1_branch2b_bn_running_var", "layer4.1.bn2.running_var")]
    public void CopyTo_TensorMissing_NamesFileAndTensorAndSetsNothing(string names, string removed, string missing)
    {
        var tensors = ThinClassifier.Tensors(_source, names);
        Assert.True(tensors.Remove(removed));
        var (path, problem) = Refused(tensors);

        Assert.StartsWith($"{path} does not fit ResNet by the names of ", problem, StringComparison.Ordinal);
        Assert.Contains("264 loaded, 1 missing, 0 unexpected, 0 of another shape", problem, StringComparison.Ordinal);
        Assert.Contains($"missing: {missing}", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("torchvision", "layer1.0.conv1.weight", "layer1.0.conv1.weight")]
    [InlineData("MSRA", "res2_0_branch2a_w", "layer1.0.conv1.weight (from res2_0_branch2a_w)")]
    public void CopyTo_OtherShape_SaysGotAndExpected(string names, string changed, string said)
    {
        var tensors = ThinClassifier.Tensors(_source, names);
        tensors[changed] = zeros(8, 8, 3, 3);

        Assert.Contains($"another shape: {said}: got [8, 8, 3, 3], expected [8, 8, 1, 1]", Refused(tensors).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void CopyTo_DeeperNetwork_IsRefused()
    {
        using var deeper = new ResNet(ThinClassifier.Config with { Depth = 101 });

        Assert.Contains("265 loaded, 0 missing, 255 unexpected", Refused(ThinClassifier.Tensors(deeper, "torchvision")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoKnownClassifier_SaysWhichNamesItLooksFor()
    {
        var path = ThinClassifier.Write(_folder.Path, new Dictionary<string, Tensor> { ["stem.conv1.weight"] = zeros(1) });

        Assert.StartsWith(
            $"{path}: no classifier whose names are known: got stem.conv1.weight, expected conv1.weight (torchvision), conv1_w (MSRA)",
            Assert.Throws<InvalidDataException>(() => PretrainedBackbone.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_PaperDetector_AreThePapersAtTheBatch()
    {
        using var pretrained = PretrainedBackbone.Load(ThinClassifier.Write(_folder.Path, ThinClassifier.Tensors(_source, "MSRA")));
        var settings = PaperDetector.Settings(25_000, 800, pretrained);

        Assert.Equal([16_000, 22_000], settings.Schedule.Milestones);
        Assert.Equal(0.0025, settings.Schedule.PeakLearningRate);
        Assert.Equal((800, 1333), (Assert.Single(settings.Transform.Resize.Edges), settings.Transform.Resize.Longest));
        Assert.True(settings.Transform.Normalisation.IsBgr);
    }

    private (string Path, string Problem) Refused(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var path = ThinClassifier.Write(_folder.Path, tensors);
        using var pretrained = PretrainedBackbone.Load(path);
        using var backbone = new ResNet(ThinClassifier.Config);
        var before = backbone.state_dict()["layer2.0.conv1.weight"].clone();

        var problem = Assert.Throws<InvalidDataException>(() => pretrained.CopyTo(backbone)).Message;
        Assert.True(before.equal(backbone.state_dict()["layer2.0.conv1.weight"]).all().item<bool>());
        return (path, problem);
    }

    /// <summary>Norms that only scale and shift: variance and epsilon make 1.</summary>
    private static void Fold(ResNet backbone)
    {
        foreach (var (name, tensor) in backbone.state_dict())
        {
            if (name.EndsWith("running_mean", StringComparison.Ordinal))
                tensor.zero_();
            if (name.EndsWith("running_var", StringComparison.Ordinal))
                tensor.fill_(1 - 1e-5);
        }
    }

    private static void AssertSame(Backbone expected, Backbone actual)
    {
        var state = expected.state_dict();
        Assert.All(actual.state_dict(), entry => Assert.True(entry.Value.equal(state[entry.Key]).all().item<bool>(), entry.Key));
    }
}
