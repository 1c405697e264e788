using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Operators;

public class RandomTests
{
    /// <summary>What Python's function of the same name draws in tests/Peers/generate/torch_ops.py, from a generator of its own.</summary>
    private static readonly Dictionary<string, Func<Generator, Tensor>> Draws = new()
    {
        ["randn"] = g => randn(2, 9, generator: g),
        ["randn_double"] = g => randn(3, ScalarType.Float64, generator: g),
        ["rand"] = g => rand(2, 3, generator: g),
        ["randint"] = g => randint(3, 40, new long[] { 6 }, generator: g),
        ["randint_type"] = g => randint(5, new[] { 4 }, ScalarType.Byte, generator: g),
        ["randperm"] = g => randperm(9, generator: g),
        ["normal"] = g => normal(1, 2, [4], generator: g),
        ["normal_"] = g => zeros(3).normal_(1, 2, g),
        ["uniform_"] = g => zeros(3, ScalarType.Float64).uniform_(-2, 5, g),
        ["bernoulli"] = g => full(8, 0.3).bernoulli(g),
        ["bernoulli_"] = g => zeros(8).bernoulli_(0.6, g),
        ["random_"] = g => zeros(5, ScalarType.Int64).random_(10, 1000, g),
        ["exponential_"] = g => zeros(3).exponential_(2, g),
        ["log_normal_"] = g => zeros(3).log_normal_(0.5, 0.25, g),
        ["multinomial"] = g => tensor(new[] { 1f, 5f, 2f, 0f }).multinomial(3, generator: g),
    };

    public static TheoryData<string> Names => [.. Draws.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_WithASeededGenerator_IsPythons(string name)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(11);
        OperatorPeer.CheckRandom(name, Draws[name](generator));
    }

    [Fact]
    public void Generator_StateRestored_DrawsTheSameAgain()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        randn(7, generator: generator);
        var state = generator.get_state();
        var first = randn(100, generator: generator);
        generator.set_state(state);
        Assert.True(first.Equals(randn(100, generator: generator)));
        Assert.False(first.Equals(randn(100, generator: generator)));
    }

    [Fact]
    public void RandLike_FromAnInput_TakesItsShapeAndType()
    {
        using var scope = NewDisposeScope();
        var drawn = zeros(3, 5, ScalarType.Float64).rand_like();
        Assert.Equal([3, 5], drawn.shape);
        Assert.Equal(ScalarType.Float64, drawn.dtype);
        Assert.True(((drawn >= 0) & (drawn < 1)).all().ToBoolean());
        var integers = zeros(1000, ScalarType.Int64).randint_like(-2, 3);
        Assert.Equal([-2L, -1, 0, 1, 2], integers.unique().output.data<long>().ToArray());
    }
}
