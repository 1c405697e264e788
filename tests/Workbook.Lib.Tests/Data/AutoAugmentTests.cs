using System.Globalization;
using System.IO.Compression;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

/// <summary>Parity with torchvision 0.14, see tests/Peers/generate/autoaugment.py.</summary>
public sealed class AutoAugmentTests
{
    private static readonly JObject Peer = Read();

    public static TheoryData<string> Operations => [.. Peer["cases"]!.Select(c => (string)c["op"]!).Distinct()];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Operation_TorchvisionCases_SamePixels(string name)
    {
        var operation = Enum.Parse<ImageOperation>(name);
        foreach (var item in Peer["cases"]!.Where(c => (string)c["op"]! == name))
        {
            var image = Peer["images"]![(int)item["image"]!]!;
            var source = Convert.FromBase64String((string)image["pixels"]!);
            var target = new byte[source.Length];
            ImageOperations.Apply(operation, (float)item["magnitude"]!, source, target, (int)image["height"]!, (int)image["width"]!);
            Assert.Equal(Convert.FromBase64String((string)item["result"]!), target);
        }
    }

    [Fact]
    public void Operations_All_HaveCases() => Assert.Equal(Enum.GetNames<ImageOperation>().Order(), Operations.Select(o => o.Data).Order());

    [Fact]
    public void Policy_Torchvision_SamePairs()
    {
        var expected = Peer["policy"]!.Select(pair => (Step(pair[0]!), Step(pair[1]!)));
        Assert.Equal(expected, AutoAugmentCifar.Policy);

        static AutoAugmentCifar.Step Step(JToken step) =>
            new(Enum.Parse<ImageOperation>((string)step[0]!), (double)step[1]!, (int?)step[2] ?? 0);
    }

    [Fact]
    public void Magnitude_Torchvision_SameSteps()
    {
        foreach (var size in ((JObject)Peer["magnitudes"]!).Properties())
        {
            int[] sides = [.. size.Name.Split('x').Select(side => int.Parse(side, CultureInfo.InvariantCulture))];
            foreach (var steps in ((JObject)size.Value).Properties())
            {
                var operation = Enum.Parse<ImageOperation>(steps.Name);
                var opposite = Peer["signed"]!.Any(s => (string)s! == steps.Name) ? -1 : 1;
                for (var step = 0; step < 10; step++)
                {
                    var expected = (double)steps.Value[step]!;
                    var tolerance = 1e-6 * Math.Max(1, expected);
                    Assert.Equal(expected, AutoAugmentCifar.Magnitude(operation, step, sides[0], sides[1], negative: false), tolerance);
                    Assert.Equal(opposite * expected, AutoAugmentCifar.Magnitude(operation, step, sides[0], sides[1], negative: true), tolerance);
                }
            }
        }
    }

    [Fact]
    public void Apply_ManyStreams_ThePairThatWasDrawn()
    {
        var set = Images.Random(1, 1);
        var pairs = new HashSet<int>();
        for (ulong seed = 0; seed < 500; seed++)
        {
            var draws = new Rng(seed);
            var pair = draws.NextInt(25);
            pairs.Add(pair);
            var expected = set.Image(0).ToArray();
            foreach (var step in new[] { AutoAugmentCifar.Policy[pair].First, AutoAugmentCifar.Policy[pair].Second })
            {
                var applied = draws.NextDouble() < step.Probability;
                var negative = draws.NextDouble() < 0.5;
                var next = new byte[expected.Length];
                var magnitude = AutoAugmentCifar.Magnitude(step.Operation, step.Magnitude, 32, 32, negative);
                ImageOperations.Apply(step.Operation, magnitude, expected, next, 32, 32);
                expected = applied ? next : expected;
            }

            Span<byte> image = set.Image(0).ToArray();
            Span<byte> scratch = new byte[image.Length];
            var rng = new Rng(seed);
            AutoAugmentCifar.Apply(ref image, ref scratch, 32, 32, ref rng);
            Assert.Equal(expected, image.ToArray());
        }
        Assert.Equal(25, pairs.Count);
    }

    private static JObject Read()
    {
        using var file = File.OpenRead(Repository.Path("tests/Peers/autoaugment.json.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return JObject.Parse(reader.ReadToEnd());
    }
}
