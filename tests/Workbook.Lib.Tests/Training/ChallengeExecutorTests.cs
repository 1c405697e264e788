using Workbook.Data.Weights;
using Workbook.Experiments;
using Workbook.Models;
using Workbook.Models.Backbones;
using Workbook.Results;
using Workbook.Tests.Models;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Training;

/// <summary>The trainings of the LVIS challenge, on the SYNTHETIC sets.</summary>
[Collection(nameof(Alone))]
public sealed class ChallengeExecutorTests : IClassFixture<ChallengeExecutorTests.Results>
{
    private readonly Results _results;

    public ChallengeExecutorTests(Results results) => _results = results;

    public static TheoryData<string> Declared => new(Experiments.Keys);

    private static Dictionary<string, DetectionExperiment> Experiments { get; } = new()
    {
        ["baseline"] = Baselines.ChallengeBaseline,
        ["SENet-154"] = Baselines.ChallengeSENet154,
        ["Open Images"] = Baselines.ChallengeOpenImages,
        ["COCO expert"] = Baselines.CocoExpert,
        ["Open Images expert"] = Baselines.OpenImagesExpert,
    };

    [Theory]
    [MemberData(nameof(Declared))]
    public void Detector_OfEveryExperiment_IsTrainedOnceWithWhatItStartsFrom(string name)
    {
        using var scope = NewDisposeScope();
        var experiment = (DetectionExperiment)Experiments[name].Scaled(Profile.Smoke);
        var spec = _results.Executor.SpecOf(experiment, 0, Samples.Spec() with { Profile = Profile.Smoke }, null);

        using var model = _results.Detector(experiment);
        using var again = _results.Detector(experiment);

        Assert.False(model.training);
        Assert.All(model.state_dict(), item => Assert.True(item.Value.equal(again.state_dict()[item.Key]).all().item<bool>(), item.Key));
        var record = _results.Store.Find(spec)!.Record;
        Assert.Equal(RunStatus.Finished, record.Status);
        Assert.All(record.Metrics.Values, value => Assert.InRange(value, 0, 100));
        Assert.Equal(experiment.Data.HasMasks, model.Config.Heads.HasMasks);
        var records = _results.Store.Load(Profile.Smoke).Records.Select(stored => stored.Record).ToArray();
        Assert.Single(records, stored => stored.Spec.Experiment.Slug == experiment.Slug);
        if (experiment.Challenge!.Pretraining is { } pretraining)
        {
            var first = Assert.Single(records, stored => stored.Spec.Experiment.Equals(pretraining));
            var weights = Path.Combine(_results.Store.WorkFolder(first.Spec), DetectionRun.WeightsFile);
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(weights))), record.StartedFrom);
        }
    }

    [Fact]
    public void CopyTo_OtherCategories_CopiesTheSharedRowsAndAllElse()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var source = Thin(3, 1);
        using var target = Thin(4, 2);
        var fresh = target.state_dict().ToDictionary(item => item.Key, item => item.Value.clone());
        Safetensors.Write(folder.Path + "/weights", source.state_dict());
        // The target's categories 1 and 3 are 2 and 0 of the source.
        using var pretrained = PretrainedDetector.Load(folder.Path + "/weights", [-1, 2, -1, 0]);
        pretrained.CopyTo(target);

        var (given, own) = (source.state_dict(), target.state_dict());
        const string Predictor = "roi_heads.box_predictor.0.";
        foreach (var (name, rows) in new[] { ("cls_score.weight", 1), ("cls_score.bias", 1), ("bbox_pred.weight", 4), ("bbox_pred.bias", 4) })
        {
            Tensor Category(IReadOnlyDictionary<string, Tensor> state, int i) => state[Predictor + name].slice(0, i * rows, (i + 1) * rows, 1);
            Assert.True(Category(own, 1).equal(Category(given, 2)).all().item<bool>());
            Assert.True(Category(own, 3).equal(Category(given, 0)).all().item<bool>());
            Assert.True(Category(own, 0).equal(Category(fresh, 0)).all().item<bool>());
            Assert.True(Category(own, 2).equal(Category(fresh, 2)).all().item<bool>());
        }
        Assert.All(own.Where(item => !item.Key.StartsWith(Predictor, StringComparison.Ordinal)), item => Assert.True(item.Value.equal(given[item.Key]).all().item<bool>(), item.Key));
    }

    [Fact]
    public void CopyTo_AnotherNetwork_SaysSoAndSetsNothing()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var source = Thin(3, 1);
        using var target = Thin(3, 2, DeformableKind.V2);
        Safetensors.Write(folder.Path + "/weights", source.state_dict());
        var before = target.state_dict().ToDictionary(item => item.Key, item => item.Value.clone());
        using var pretrained = PretrainedDetector.Load(folder.Path + "/weights", [0, 1, 2]);
        Assert.Contains("conv_offset", Assert.Throws<InvalidDataException>(() => pretrained.CopyTo(target)).Message, StringComparison.Ordinal);
        Assert.All(target.state_dict(), item => Assert.True(item.Value.equal(before[item.Key]).all().item<bool>(), item.Key));
    }

    [Fact]
    public void CopyTo_DeformableBackbone_LeavesOffsetsAtZeroAndSetsAllElse()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        manual_seed(1).Dispose();
        using var source = DetectorBuilder.Trunk(ChallengeTrunk.ResNeXt101, 0.125, NormKind.Batch, 0, DeformableKind.None);
        using var target = DetectorBuilder.Trunk(ChallengeTrunk.ResNeXt101, 0.125, NormKind.Synchronised, 2, DeformableKind.V2);
        Safetensors.Write(folder.Path + "/weights", source.state_dict());
        using var pretrained = PretrainedBackbone.Load(folder.Path + "/weights");
        pretrained.CopyTo(target);
        Assert.All(target.state_dict().Where(item => !item.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)), item => Assert.True(
            item.Key.Contains("conv_offset", StringComparison.Ordinal) ? item.Value.eq(0).all().item<bool>() : item.Value.equal(source.state_dict()[item.Key]).all().item<bool>(), item.Key));
    }

    [Fact]
    public void Detector_OfAnOrdinaryExperiment_SaysThatItKeepsNoWeights() => Assert.Contains(
        "keeps no weights", Assert.Throws<ArgumentException>(() => _results.Detector((DetectionExperiment)Baselines.MaskRcnnR50Fpn.Scaled(Profile.Smoke))).Message, StringComparison.Ordinal);

    private static MaskRcnn Thin(int classes, int seed, DeformableKind deformable = DeformableKind.None)
    {
        manual_seed(seed).Dispose();
        return new MaskRcnn(
            DetectorBuilder.Trunk(ChallengeTrunk.ResNeXt101, 0.125, NormKind.Frozen, 2, deformable),
            ProposalClassification.Sigmoid(new Workbook.Losses.SigmoidCrossEntropyLoss()), new MaskRcnnConfig { Classes = classes }.Thin(0.125));
    }

    /// <summary>A store that the tests share, so that what several start from is trained once.</summary>
    public sealed class Results : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Results()
        {
            Store = new ResultStore(_folder.Path + "/results");
            Executor = new RunExecutor(Samples.Record(Samples.Spec()).Environment with { Threads = get_num_threads() }, Store);
        }

        internal ResultStore Store { get; }

        internal RunExecutor Executor { get; }

        internal MaskRcnn Detector(DetectionExperiment experiment) => Executor.Detector(
            experiment, 0, Samples.Spec() with { Profile = Profile.Smoke }, null, new Progress<TrainingProgress>(), TestContext.Current.CancellationToken);

        public void Dispose() => _folder.Dispose();
    }
}
