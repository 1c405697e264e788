using TorchSharp;
using Workbook.Data.Weights;
using Workbook.Experiments;
using Workbook.Results;
using Workbook.Tests.Models;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Training;

/// <summary>On the SYNTHETIC sets.</summary>
[Collection(nameof(Alone))]
public sealed class DetectionRunTests : IClassFixture<DetectionRunTests.Sets>
{
    private static readonly DetectionExperiment Eql =
        (DetectionExperiment)(Baselines.MaskRcnnR50Fpn with { Loss = Loss.Eql(Baselines.LvisLambda, keepsListed: true) }).Scaled(Profile.Smoke);

    private readonly Sets _sets;

    public DetectionRunTests(Sets sets) => _sets = sets;

    public static TheoryData<string> Variants => new(Experiments.Keys);

    internal static Dictionary<string, DetectionExperiment> Experiments { get; } = new()
    {
        ["C4"] = Eql with { Model = new(DetectorFramework.MaskRcnn, 50, DetectorFeatures.C4) },
        ["cascade"] = Eql with { Model = new(DetectorFramework.CascadeMaskRcnn, 50, DetectorFeatures.Pyramid) },
        ["softmax"] = Eql with { Loss = Loss.Softmax() },
        ["class-aware"] = Eql with { Sampling = new Sampling.ClassAware() },
        ["Open Images"] = (DetectionExperiment)Baselines.FasterRcnnR50FpnOpenImages.Scaled(Profile.Smoke),
    };

    [Fact]
    public void Execute_StoppedAndGoneOn_GivesTheSameRecordToTheBit()
    {
        using var folder = new TemporaryFolder();
        var whole = _sets.Run(Eql, folder.Path + "/whole", cancel: TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var stopped = _sets.Run(Eql, folder.Path + "/parts", progress => StopAt(progress, 3, stop), stop.Token);
        var resumed = _sets.Run(Eql, folder.Path + "/parts", cancel: TestContext.Current.CancellationToken);

        Assert.Equal((RunStatus.Interrupted, RunStatus.Finished), (stopped.Status, resumed.Status));
        Assert.Contains("after 3 of 6", stopped.StatusDetail, StringComparison.Ordinal);
        Assert.Equal(whole.Curve, resumed.Curve);
        Assert.Equal(whole.Metrics, resumed.Metrics);
        Assert.Equal(whole.Categories, resumed.Categories);
        Assert.Equal(
            File.ReadAllBytes(folder.Path + "/whole/" + DetectionRun.DetectionsFile), File.ReadAllBytes(folder.Path + "/parts/" + DetectionRun.DetectionsFile));

        static void StopAt(TrainingProgress progress, long iteration, CancellationTokenSource stop)
        {
            if (progress.Iteration == iteration)
                stop.Cancel();
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Execute_EveryKind_GivesARecordThatReadsBackEqual(string name)
    {
        using var folder = new TemporaryFolder();
        var record = _sets.Run(Experiments[name], folder.Path, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(RunStatus.Finished, record.Status);
        Assert.All(record.Curve, point => Assert.InRange(point.Loss, 0, 50));
        Assert.All(record.Metrics.Values, value => Assert.InRange(value, 0, 100));
        Assert.Contains(name == "Open Images" ? "ap5" : "apbbox", record.Metrics.Keys);
        Assert.All(record.Categories, category => Assert.True(category.NegativeGradient > 0, category.Name));
        var read = RecordJson.FromJson<RunRecord>(RecordJson.ToJson(record));
        Assert.Equal(record.Spec, read.Spec);
        Assert.Equal(record.Spec.Experiment, read.Spec.Experiment);
        Assert.Equal(record.Categories, read.Categories);
    }

    [Fact]
    public void Execute_Examples_AreTheImagesWithMostTailCategoriesWhateverWasDetected()
    {
        using var folder = new TemporaryFolder();
        var (first, second) = (_sets.Run(Eql, folder.Path + "/a", cancel: TestContext.Current.CancellationToken), _sets.Run(Experiments["softmax"], folder.Path + "/b", cancel: TestContext.Current.CancellationToken));

        Assert.Equal(first.Examples.Select(image => image.ImageId), second.Examples.Select(image => image.ImageId));
        Assert.All(first.Examples, image => Assert.NotEmpty(image.Objects));
        Assert.All(first.Examples.Concat(second.Examples).SelectMany(image => image.Detections), box => Assert.InRange(box.Score, 0.3, 1));
    }

    [Fact]
    public void Step_WithStatistics_TrainsTheSameWeights()
    {
        using var scope = torch.NewDisposeScope();
        var weights = new[] { true, false }.Select(gathers =>
        {
            using var trainer = _sets.Trainer(Eql, gathers);
            for (var i = 0; i < 3; i++)
                trainer.Step();
            Assert.Equal(gathers, trainer.Statistics is not null);
            return trainer.Model.state_dict().ToDictionary(item => item.Key, item => item.Value.clone());
        }).ToList();

        Assert.All(weights[0], item => Assert.True(item.Value.equal(weights[1][item.Key]).all().item<bool>(), item.Key));
    }

    /// <summary>The sets, and a backbone of few iterations.</summary>
    public sealed class Sets : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly PretrainedBackbone _backbone;

        public Sets()
        {
            var spec = Spec(Eql.Backbone!);
            Directory.CreateDirectory(_folder.Path + "/backbone");
            BackboneRun.Execute(spec, _folder.Path + "/backbone", Environment(spec), new Progress<TrainingProgress>(), TestContext.Current.CancellationToken);
            _backbone = PretrainedBackbone.Load(_folder.Path + "/backbone/" + BackboneRun.WeightsFile);
        }

        public void Dispose()
        {
            _backbone.Dispose();
            _folder.Dispose();
        }

        internal RunRecord Run(DetectionExperiment experiment, string folder, Action<TrainingProgress>? progress = null, CancellationToken cancel = default)
        {
            Directory.CreateDirectory(folder);
            var sets = DetectionSets.Open(experiment.Data, null, _folder.Path);
            var spec = Spec(experiment) with { Data = sets.Source };
            return DetectionRun.Execute(spec, sets, _backbone, folder, Environment(spec), progress is null ? null : new Told(progress), cancel: cancel);
        }

        internal DetectorTrainer Trainer(DetectionExperiment experiment, bool gathersStatistics, torch.Device? device = null)
        {
            var sets = DetectionSets.Open(experiment.Data, null, _folder.Path);
            return new(
                () => DetectorBuilder.Build(experiment, sets.Train.Dataset.Categories.Count, sets.Frequency, false, body => _backbone.CopyTo(body)),
                DetectionRun.Settings(experiment, _backbone) with { GathersStatistics = gathersStatistics }, sets.Train.Dataset, sets.Train.Path, 0, device ?? torch.CPU);
        }

        private static RunSpec Spec(Experiment experiment) => Samples.Spec() with { Experiment = experiment, Profile = Profile.Smoke };

        private static RunEnvironment Environment(RunSpec spec) => Samples.Record(spec).Environment with { Threads = torch.get_num_threads() };
    }

    private sealed class Told(Action<TrainingProgress> to) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => to(value);
    }
}
