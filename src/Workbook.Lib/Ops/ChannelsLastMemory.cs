using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>The memory of float32 [N, C, H, W] tensors on the CPU in channels-last layout.</summary>
internal static class ChannelsLastMemory
{
    public static Tensor Empty(long n, long c, long h, long w) => empty([n, h, w, c]).permute(0, 3, 1, 2);

    /// <summary>Where [N, H, W, C] begins; valid as long as the tensor lives.</summary>
    public static unsafe float* Data(Tensor x)
    {
        using var rows = x.permute(0, 2, 3, 1);
        if (!rows.is_contiguous())
            throw new InvalidOperationException($"Expected channels-last memory, got strides [{string.Join(", ", x.stride())}] of [{string.Join(", ", x.shape)}].");
        fixed (byte* p = rows.bytes)
            return (float*)p;
    }
}
