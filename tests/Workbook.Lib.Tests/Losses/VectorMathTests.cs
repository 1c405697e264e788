using Workbook.Losses;
using Xunit;

namespace Workbook.Tests.Losses;

public class VectorMathTests
{
    [Fact]
    public void ExpOfNegative_Below87_IsWithinTwoUlp() =>
        Check(VectorMath.ExpOfNegative, a => Math.Exp(-a), Values(0, MathF.BitDecrement(87)).Concat(Small()));

    [Fact]
    public void LogOnePlus_UnitInterval_IsWithinTwoUlp() =>
        Check(e => VectorMath.AddLogOnePlus(0, e), LogOnePlus, Values(0, 1).Concat(Small()));

    [Fact]
    public void ExpOfNegative_SpecialValues_AreExact()
    {
        Assert.Equal(1, Call(VectorMath.ExpOfNegative, 0));
        Assert.Equal(0, Call(VectorMath.ExpOfNegative, 87));
        Assert.Equal(0, Call(VectorMath.ExpOfNegative, 1e30f));
        Assert.Equal(0, Call(VectorMath.ExpOfNegative, float.PositiveInfinity));
        Assert.Equal(float.NaN, Call(VectorMath.ExpOfNegative, float.NaN));
        Assert.Equal(2, Call(e => VectorMath.AddLogOnePlus(2, e), 0));
        Assert.Equal(float.NaN, Call(e => VectorMath.AddLogOnePlus(0, e), float.NaN));
    }

    private static IEnumerable<float> Values(float low, float high)
    {
        for (var i = 0; i <= 200_000; i++)
            yield return low + (high - low) * (i / 200_000f);
    }

    private static IEnumerable<float> Small()
    {
        for (var exponent = -37; exponent < 0; exponent++)
            for (var mantissa = 1.0; mantissa < 10; mantissa += 0.003)
                yield return (float)(mantissa * Math.Pow(10, exponent));
    }

    private static double LogOnePlus(double e) => e < 1e-5 ? e - e * e / 2 + e * e * e / 3 : Math.Log(1 + e);

    private static void Check(Func<Lanes, Lanes> function, Func<double, double> exact, IEnumerable<float> arguments)
    {
        foreach (var chunk in arguments.Chunk(Lanes.Count).Where(chunk => chunk.Length == Lanes.Count))
        {
            var result = Call(function, chunk);
            for (var lane = 0; lane < chunk.Length; lane++)
            {
                var expected = exact(chunk[lane]);
                var ulp = MathF.BitIncrement((float)expected) - (float)expected;
                var error = Math.Abs(result[lane] - expected);
                Assert.True(error <= 2 * ulp, $"at {chunk[lane]:R}: expected {expected:R}, got {result[lane]:R}");
            }
        }
    }

    private static float Call(Func<Lanes, Lanes> function, float argument) =>
        Call(function, Enumerable.Repeat(argument, Lanes.Count).ToArray())[0];

    private static unsafe float[] Call(Func<Lanes, Lanes> function, float[] arguments)
    {
        var result = new float[Lanes.Count];
        fixed (float* from = arguments, to = result)
            function(Lanes.Load(from)).Store(to);
        return result;
    }
}
