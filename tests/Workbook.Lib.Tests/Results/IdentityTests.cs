using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using Workbook.Data;
using Workbook.Data.ImageNet;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public sealed class IdentityTests
{
    [Fact]
    public void Write_Value_IsSortedAndBare()
    {
        var json = JObject.Parse("""{ "b": 1.50, "a": [1.0, 2, 1e-7, true, null, "ä\n"], "B": { "y": 1, "x": 0.1 } }""");

        Assert.Equal("""{"B":{"x":0.1,"y":1},"a":[1,2,1E-07,true,null,"ä\n"],"b":1.5}""", CanonicalJson.Write(json));
    }

    [Fact]
    public void Hash_Value_IsTheSha256OfTheText()
    {
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("""{"a":1,"b":2}""")));

        Assert.Equal(expected, CanonicalJson.Hash(JObject.Parse("""{ "b": 2.0, "a": 1 }""")));
    }

    [Fact]
    public void Write_NotFinite_Throws() => Assert.Throws<ArgumentException>(() => CanonicalJson.Write(new JValue(double.NaN)));

    [Fact]
    public void Identity_ReversedPropertiesAndOtherCulture_IsTheSame()
    {
        var spec = Samples.Spec();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(RunSpec.IdentityOf(Reversed(RecordJson.ToJson(spec))), Samples.Spec().Identity);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal(spec.Identity, RunSpec.IdentityOf(Reversed(RecordJson.ToJson(spec))));
        Assert.Matches("^[0-9a-f]{64}$", spec.Identity);
    }

    [Fact]
    public void Identity_EachField_ChangesIt()
    {
        var spec = Samples.Spec();
        var seql = (ClassificationExperiment)spec.Experiment;
        var recipe = (AugmentationRecipe)seql.Augmentation;
        RunSpec With(ClassificationExperiment experiment) => spec with { Experiment = experiment };
        RunSpec[] others =
        [
            spec with { Seed = 1 },
            spec with { Profile = Profile.Paper },
            spec with { Device = "cuda" },
            spec with { TrainingCode = "code2" },
            spec with { Libtorch = "2.0.0" },
            spec with { Data = Samples.Synthetic },
            spec with { Data = Samples.Real with { IsSynthetic = true } },
            spec with { Data = Samples.Real with { Sha256 = new Dictionary<string, string> { ["train.bin"] = "aa", ["test.bin"] = "b0" } } },
            With(seql with { Loss = Loss.Softmax() }),
            With(seql with { Loss = Loss.SoftmaxEql(0.95, 5e-3) }),
            With(seql with { Loss = Loss.SoftmaxEql(0.9, 3e-3) }),
            With(seql with { Data = new Cifar100LongTail(100) }),
            With(seql with { Data = new Cifar100LongTail(200) { SubsetSeed = 1 } }),
            With(seql with { Data = new Cifar100LongTail(200) { TrainPerClassLimit = 10 } }),
            With(seql with { Data = new Cifar100LongTail(200) { TestPerClassLimit = 10 } }),
            With(seql with { BatchSize = 128 }),
            With(seql with { Schedule = seql.Schedule with { Iterations = 1501 } }),
            With(seql with { Schedule = seql.Schedule with { PeakLearningRate = 0.3 } }),
            With(seql with { Schedule = seql.Schedule with { WarmupFrom = 0 } }),
            With(seql with { Schedule = seql.Schedule with { WarmupIterations = 46 } }),
            With(seql with { Schedule = seql.Schedule with { Milestones = [750] } }),
            With(seql with { Schedule = seql.Schedule with { Decay = 0.2 } }),
            With(seql with { Optimizer = seql.Optimizer with { Momentum = 0.8 } }),
            With(seql with { Optimizer = seql.Optimizer with { Nesterov = false } }),
            With(seql with { Optimizer = seql.Optimizer with { WeightDecay = 5e-4 } }),
            With(seql with { Augmentation = recipe with { CropPadding = 0 } }),
            With(seql with { Augmentation = recipe with { Flip = false } }),
            With(seql with { Augmentation = recipe with { AutoAugment = false } }),
            With(seql with { Augmentation = recipe with { CutoutLength = 8 } }),
            With(seql with { Augmentation = new CropRecipe(224, 0.4) }),
            With(seql with { Augmentation = new CropRecipe(56, 0.4) }),
            With(seql with { Augmentation = new CropRecipe(224, 0.3) }),
            With(seql with { Model = ClassifierModel.ResNet10 }),
            With(seql with { Width = 0.5 }),
            With(seql with { Data = new ImageNetLt() }),
            With(seql with { Data = new SyntheticImageNetLt(120, 320, 20) }),
            With(seql with { Data = new SyntheticImageNetLt(100, 320, 20) }),
            With(seql with { Data = new SyntheticImageNetLt(120, 256, 20) }),
            With(seql with { Data = new SyntheticImageNetLt(120, 320, 10) }),
        ];

        var identities = others.Select(other => other.Identity).Append(spec.Identity).ToArray();

        Assert.Equal(identities.Length, identities.Distinct().Count());
    }

    [Fact]
    public void Identity_PaperRun_IsTheHashOfThisText()
    {
        // Written by hand: a change of it makes every committed record one that is trained again.
        var text =
            """
            {"data":{"isSynthetic":false,"name":"CIFAR-100","sha256":{"test.bin":"bb","train.bin":"aa"}},"device":"cpu",
            "experiment":{"augmentation":{"autoAugment":true,"cropPadding":4,"cutoutLength":16,"flip":true},"batchSize":256,
            "data":{"imbalance":200,"kind":"cifar100-lt","subsetSeed":0},"kind":"classification",
            "loss":{"gamma":0.95,"kind":"seql","lambda":0.003},"model":"resnet32",
            "optimizer":{"momentum":0.9,"nesterov":true,"weightDecay":0.0001},
            "schedule":{"decay":0.1,"iterations":12800,"milestones":[6400,9600],"peakLearningRate":0.2,"warmupFrom":0.1,"warmupIterations":400}},
            "libtorch":"1.13.1","profile":"paper","seed":2,"trainingCode":"code1"}
            """.ReplaceLineEndings("");

        var spec = Samples.Spec(profile: Profile.Paper, seed: 2);

        Assert.Equal(text, CanonicalJson.Write(RunSpec.Identifying(RecordJson.ToJson(spec))));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), spec.Identity);
    }

    [Fact]
    public void Identity_DescriptionOfData_IsNoPart() =>
        Assert.Equal(Samples.Spec(), Samples.Spec(data: Samples.Real with { Description = "Other words." }));

    [Fact]
    public void Identity_SharedRow_IsOne()
    {
        var seven = Samples.Spec(PaperTables.Table7.Row("gamma=0.95,lambda=3e-3").Experiment);
        var eight = Samples.Spec(PaperTables.Table8.Row("seql").Experiment);

        Assert.Equal(seven.Identity, eight.Identity);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void FromJson_Specification_IsTheSame(int index)
    {
        var spec = Samples.Spec(Samples.Seql with { Loss = AllLosses[index] });

        var back = RecordJson.FromJson<RunSpec>(RecordJson.ToJson(spec));

        Assert.Equal(spec.Experiment, back.Experiment);
        Assert.Equal(spec.Identity, back.Identity);
    }

    [Theory]
    [InlineData(Profile.Mini)]
    [InlineData(Profile.Paper)]
    public void FromJson_ImageNet_IsTheSame(Profile profile)
    {
        var spec = Samples.Spec(PaperTables.Table9.Row("gamma=0.9").Experiment, profile);
        Assert.Equal("random-resized-crop", (string?)RecordJson.ToJson(spec)["experiment"]!["augmentation"]!["kind"]);

        var back = RecordJson.FromJson<RunSpec>(RecordJson.ToJson(spec));

        Assert.Equal(spec.Experiment, back.Experiment);
        Assert.Equal(spec.Identity, back.Identity);
    }

    [Fact]
    public void FromJson_UnknownLoss_NamesTheKinds()
    {
        var json = RecordJson.ToJson(Samples.Spec());
        json["experiment"]!["loss"]!["kind"] = "hinge";

        var problem = Assert.Throws<Newtonsoft.Json.JsonSerializationException>(() => RecordJson.FromJson<RunSpec>(json));

        Assert.Contains("\"hinge\"; expected softmax, sigmoid, eql", problem.Message, StringComparison.Ordinal);
    }

    public static TheoryData<int> Losses => [.. Enumerable.Range(0, AllLosses.Length)];

    private static readonly Loss[] AllLosses =
    [
        Loss.Softmax(), Loss.Sigmoid(), Loss.Eql(1.76e-3), Loss.SoftmaxEql(0.95, 3e-3), Loss.Focal(1), Loss.Focal(2, 0.25),
        Loss.ClassBalanced(0.9, 1, ClassBalancedForm.Focal), Loss.ClassBalanced(0.9, 0, ClassBalancedForm.Sigmoid),
    ];

    private static JToken ReversedToken(JToken token) => token is JObject item ? Reversed(item) : token.DeepClone();

    private static JObject Reversed(JObject item) => new(item.Properties().Reverse().Select(property => new JProperty(property.Name, ReversedToken(property.Value))));
}
