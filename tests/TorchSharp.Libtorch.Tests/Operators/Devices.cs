using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Operators;

internal static class Devices
{
    /// <summary>Skips the calling test where there is no GPU.</summary>
    internal static void CudaOrSkip()
    {
        if (!cuda.is_available())
            Assert.Skip("this machine has no CUDA device that its libtorch can use");
    }
}
