using Newtonsoft.Json.Linq;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Models.Backbones;
using Workbook.Results;
using Workbook.Training;
using Workbook.Tests.Models;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Experiments;

[Collection(nameof(Alone))]
public sealed class ChallengeExperimentTests
{
    private static readonly DetectionExperiment[] Declared =
        [Baselines.ChallengeBaseline, Baselines.ChallengeSENet154, Baselines.ChallengeOpenImages, Baselines.CocoExpert, Baselines.OpenImagesExpert];

    private static readonly Experiment[] Systems = [.. PaperTables.Table11.Rows.Append(PaperTables.Table12.Row("entry")).Select(row => row.Experiment!)];

    private static readonly ChallengeTraining Bare = new() { Trunk = ChallengeTrunk.ResNeXt101 };

    [Fact]
    public void Json_AnyProfile_ReadsBackEqual()
    {
        foreach (var experiment in Declared.SelectMany(_ => Enum.GetValues<Profile>(), (experiment, profile) => experiment.Scaled(profile)))
            Assert.Equal(experiment, RecordJson.FromJson<Experiment>(RecordJson.ToJson(experiment)));
    }

    [Fact]
    public void Json_SystemsAtAnyProfile_ReadBackEqual()
    {
        foreach (var system in Systems.SelectMany(_ => Enum.GetValues<Profile>(), (system, profile) => system.Scaled(profile)))
            Assert.Equal(system, RecordJson.FromJson<Experiment>(RecordJson.ToJson(system)));
        Assert.Distinct(Systems.Select(system => system.Slug));
    }

    [Fact]
    public void Table11_EachRow_AddsItsStepAlone()
    {
        var rows = PaperTables.Table11.Rows.ToDictionary(row => row.Id, row => (ChallengeSystem)row.Experiment!);
        var (boxes, masks) = (new EdgeRange(600, 1400, 200), new EdgeRange(600, 1400, 200));

        Assert.Equal(new ChallengeSystem { Detector = Baselines.ChallengeBaseline }, rows["baseline"]);
        Assert.Equal(rows["baseline"] with { Detector = Baselines.ChallengeSENet154 }, rows["senet154"]);
        Assert.Equal(rows["senet154"] with { Detector = Baselines.ChallengeOpenImages }, rows["open-images"]);
        Assert.Equal(rows["open-images"] with { BoxEdges = boxes }, rows["box-scales"]);
        Assert.Equal(rows["box-scales"] with { CocoExpert = Baselines.CocoExpert, OpenImagesExpert = Baselines.OpenImagesExpert }, rows["not-rescored"]);
        Assert.Equal(rows["not-rescored"] with { Rescoring = new(1.25, 1.125, 1) }, rows["ensemble"]);
        Assert.Equal(rows["ensemble"] with { MaskEdges = masks }, rows["mask-scales"]);
        Assert.Equal(rows["mask-scales"] with { IsOnTestImages = true }, PaperTables.Table12.Row("entry").Experiment);
        Assert.Equal(["30.1", "30.8", "31.4", "32.3", "35.1", "36.4"], PaperTables.Table11.Rows.Where(row => row.Published.Count > 0).Select(row => row.Published["ap"].Text));
    }

    [Fact]
    public void Scaled_Mini_TestsInEveryOtherEdgeInProportion()
    {
        var mini = (ChallengeSystem)PaperTables.Table11.Row("mask-scales").Experiment!.Scaled(Profile.Mini);

        // 600, 1000 and 1400 at 96 for 800 pixels.
        Assert.Equal([72, 120, 168], mini.BoxEdges!.All);
        Assert.Equal([72, 120, 168], mini.MaskEdges!.All);
    }

    [Fact]
    public void Trainings_OfTheLastStep_AreEachOnceAfterWhatTheyStartFrom()
    {
        Experiment[] expected = [Baselines.CocoExpert, Baselines.ChallengeOpenImages, Baselines.OpenImagesExpert];

        Assert.Equal(expected, PaperTables.Table11.Row("mask-scales").Experiment!.Trainings);
    }

    [Fact]
    public void Json_OtherDetectors_SayNothingOfTheChallenge()
    {
        var json = RecordJson.ToJson(Baselines.MaskRcnnR50Fpn.Scaled(Profile.Mini));
        Assert.Null(json["challenge"]);
        Assert.DoesNotContain("trunk", json["backbone"]!.Children<JProperty>().Select(property => property.Name));
    }

    [Fact]
    public void Slug_EverySwitch_ChangesIt()
    {
        DetectionExperiment With(ChallengeTraining challenge) => Baselines.MaskRcnnR50Fpn with { Challenge = challenge };
        string[] slugs =
        [
            Baselines.MaskRcnnR50Fpn.Slug, With(Bare).Slug, With(Bare with { Trunk = ChallengeTrunk.SENet154 }).Slug, With(Bare with { HasDeformableConvolutions = true }).Slug,
            With(Bare with { SynchronisesNorms = true }).Slug, With(Bare with { ShorterEdges = new(600, 1000, 200) }).Slug, With(Bare with { Pretraining = Baselines.CocoExpert }).Slug,
            With(Bare with { IgnoresCocoBoxes = true }).Slug, With(Bare with { AddsOpenImages = true }).Slug,
        ];
        Assert.Distinct(slugs);
        Assert.Equal("lvis-mask-x101-dcn-sync-multi-tuned-ignore-eql-l0.00176-repeat-factor-t0.001", Baselines.ChallengeBaseline.Slug);
    }

    [Fact]
    public void Scaled_Mini_TakesSyntheticSetsAndEdgesInProportion()
    {
        var mini = (DetectionExperiment)Baselines.ChallengeBaseline.Scaled(Profile.Mini);
        Assert.Equal(new SyntheticLongTail(SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Mini), mini.Data);
        Assert.Equal(new SyntheticExternal(SyntheticSource.Coco, SyntheticDetectionSize.Mini), mini.Challenge!.Pretraining!.Data);
        Assert.Equal(
            new SyntheticExternal(SyntheticSource.OpenImages, SyntheticDetectionSize.Mini), ((DetectionExperiment)Baselines.OpenImagesExpert.Scaled(Profile.Mini)).Data);
        // 96 for 800 pixels.
        Assert.Equal([72, 96, 120], mini.Challenge.ShorterEdges!.All);
        Assert.Equal([600, 800, 1000], Baselines.ChallengeBaseline.Challenge!.ShorterEdges!.All);
        // As in Table 5.
        Assert.Equal(((DetectionExperiment)(Baselines.MaskRcnnR50Fpn with { Loss = Baselines.LvisEql }).Scaled(Profile.Mini)).Loss, mini.Loss);
        Assert.Equal(Loss.Sigmoid(), mini.Challenge.Pretraining.Loss);
    }

    [Fact]
    public void Resize_MultiScale_DrawsTheEdgesAndLiftsTheLimit()
    {
        var several = DetectionRun.Resize(DetectorScale.Mini, new EdgeRange(72, 120, 24));
        Assert.Equal([72, 96, 120], several.Edges);
        Assert.Equal(200, several.Longest); // 160 x 120 / 96
        var one = DetectionRun.Resize(DetectorScale.Mini, edges: null);
        Assert.Equal([96], one.Edges);
        Assert.Equal(160, one.Longest);
    }

    // X-101-64x4d: 256 channels in 64 groups of 4, here 32 in 8 of 4. SENet-154: 128 to 256 channels in 64 groups, from 2 channels each; here 16 to 32 in 8.
    [Theory]
    [InlineData(ChallengeTrunk.ResNeXt101, 4)]
    [InlineData(ChallengeTrunk.SENet154, 2)]
    public void Trunk_Thin_HasFewerGroupsOfThePublishedWidth(ChallengeTrunk trunk, int width)
    {
        using var scope = NewDisposeScope();
        using var body = DetectorBuilder.Trunk(trunk, 0.125, NormKind.Synchronised, freezeAt: 2, DeformableKind.None);
        Assert.Equal([32, width, 3, 3], body.state_dict()["layer1.0.conv2.weight"].shape);
        Assert.Equal([32L, 64, 128, 256], body.Channels);
        using var published = DetectorBuilder.Trunk(trunk, 1, NormKind.Frozen, freezeAt: 2, DeformableKind.None);
        Assert.Equal([256, width, 3, 3], published.state_dict()["layer1.0.conv2.weight"].shape);
    }

    [Fact]
    public void Trunk_Switches_AreWhatIsBuilt()
    {
        using var scope = NewDisposeScope();
        using var plain = DetectorBuilder.Trunk(ChallengeTrunk.ResNeXt101, 0.125, NormKind.Frozen, freezeAt: 2, DeformableKind.None);
        using var full = DetectorBuilder.Trunk(ChallengeTrunk.ResNeXt101, 0.125, NormKind.Synchronised, freezeAt: 2, DeformableKind.V2);
        Assert.DoesNotContain(plain.state_dict().Keys, name => name.Contains("conv_offset", StringComparison.Ordinal));
        // 4 + 23 + 3 blocks of C3 to C5.
        var offsets = full.state_dict().Keys.Where(name => name.EndsWith("conv_offset.weight", StringComparison.Ordinal)).ToArray();
        Assert.Equal(30, offsets.Length);
        Assert.DoesNotContain(offsets, name => name.StartsWith("layer1.", StringComparison.Ordinal));
        Assert.DoesNotContain(plain.named_parameters(), p => p.name.Contains("bn", StringComparison.Ordinal));
        Assert.True(full.get_parameter("layer2.0.bn1.weight")!.requires_grad);
        Assert.False(full.get_parameter("layer1.0.conv1.weight")!.requires_grad);
    }

    [Fact]
    public void Validate_DeformableSENet_SaysThatThereIsNone()
    {
        var problem = Assert.Throws<ArgumentException>(() => new ChallengeTraining { Trunk = ChallengeTrunk.SENet154, HasDeformableConvolutions = true }.Validate());
        Assert.Contains("SENet-154 has no deformable", problem.Message, StringComparison.Ordinal);
        Assert.Contains("600", Assert.Throws<ArgumentException>(() => (Bare with { ShorterEdges = new(600, 400, 200) }).Validate()).Message, StringComparison.Ordinal);
    }
}
