using System.Reflection;
using TorchSharp.Internal;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Operators;

public class OperatorTests
{
    public static TheoryData<string> Cases => [.. OperatorPeer.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ValuesAndGradients_OnTheCpu_AreThoseOfPython(string name) => OperatorPeer.Check(name, CPU);

    [Fact]
    public void ValuesAndGradients_OnCuda_AreThoseOfPython()
    {
        Devices.CudaOrSkip();
        Assert.Multiple([.. OperatorPeer.Cases.Select<string, Action>(name => () => OperatorPeer.Check(name, CUDA))]);
    }

    [Fact]
    public void Cases_OnBothSides_AreTheSame() => Assert.Equal(OperatorPeer.Cases.Order(), OperatorCases.All.Keys.Order());

    [Fact]
    public void EveryOperator_ThatTheBindingUses_IsInThisLibtorch()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
        var fields = typeof(Tensor).Assembly.GetTypes().SelectMany(type => type.ContainsGenericParameters ? [] : type.GetFields(Static))
            .Where(field => field.FieldType == typeof(Operator)).ToList();
        Assert.True(fields.Count > 300, $"expected several hundred operators, found {fields.Count}");
        var missing = new List<string>();
        foreach (var field in fields)
        {
            try
            {
                ((Operator)field.GetValue(null)!).Find();
            }
            catch (System.Runtime.InteropServices.ExternalException e)
            {
                missing.Add($"{field.DeclaringType}.{field.Name}: {e.Message}");
            }
        }
        Assert.Empty(missing);
    }

    /// <summary>torch.f(a, b) and a.f(b) are the same thing said twice, wherever both take nothing but tensors.</summary>
    [Fact]
    public void StaticFunctions_OfTensorsOnly_AgreeWithTheMethods()
    {
        using var scope = NewDisposeScope();
        var checkedCount = 0;
        foreach (var function in typeof(torch).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            var types = function.GetParameters().Select(p => p.ParameterType).ToArray();
            if (types.Length is 0 or > 3 || types.Any(type => type != typeof(Tensor)) || function.ReturnType != typeof(Tensor))
                continue;
            var method = typeof(Tensor).GetMethod(function.Name, BindingFlags.Public | BindingFlags.Instance, types[1..]);
            if (method is null || function.Name is "where" or "mv" or "masked_select")
                continue;
            var integral = function.Name.StartsWith("bitwise", StringComparison.Ordinal) || function.Name.StartsWith("take", StringComparison.Ordinal);
            Tensor[] Arguments() => [.. types.Select((_, k) => Sample(k, integral, Rank(function.Name)))];
            var expected = (Tensor)method.Invoke(Arguments()[0], [.. Arguments()[1..]])!;
            var actual = (Tensor)function.Invoke(null, [.. Arguments()])!;
            Assert.True(expected.dtype == actual.dtype && expected.shape.SequenceEqual(actual.shape), $"{function.Name}: {expected} and {actual}");
            Assert.True(expected.isclose(actual, nanEqual: true).all().ToBoolean(), $"{function.Name}: the static function and the method differ");
            checkedCount++;
        }
        Assert.True(checkedCount > 150, $"expected to compare at least 150 functions, compared {checkedCount}");
    }

    private static int Rank(string name) => name is "dot" or "vdot" or "outer" or "ger" or "diagflat" ? 1 : name == "bmm" ? 3 : 2;

    private static Tensor Sample(int k, bool integral, int rank)
    {
        var shape = Enumerable.Repeat(2L, rank).ToArray();
        var count = 1L << rank;
        return integral ? arange(1 + k, 1 + k + count).remainder(3).view(shape) : (arange(1.0, count + 1, dtype: ScalarType.Float64) / (10 + k)).view(shape);
    }
}
