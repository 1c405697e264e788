using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests;

[CollectionDefinition(nameof(RuntimeTests), DisableParallelization = true)]
[Collection(nameof(RuntimeTests))]
public class RuntimeTests
{
    [Fact]
    public void DeterministicAlgorithms_Disposed_AreAsBefore()
    {
        Assert.False(are_deterministic_algorithms_enabled());
        using (use_deterministic_algorithms(warn_only: true))
        {
            Assert.True(is_deterministic_algorithms_warn_only_enabled());
            using (use_deterministic_algorithms())
                Assert.True(are_deterministic_algorithms_enabled() && !is_deterministic_algorithms_warn_only_enabled());
            Assert.True(is_deterministic_algorithms_warn_only_enabled());
            using (use_deterministic_algorithms(false))
                Assert.False(are_deterministic_algorithms_enabled());
            Assert.True(are_deterministic_algorithms_enabled());
        }
        Assert.False(are_deterministic_algorithms_enabled() || is_deterministic_algorithms_warn_only_enabled());
    }
}
