using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>The sizes of a <see cref="DeformableConvolution"/>, checked against each other.</summary>
internal sealed record DeformableShape
{
    internal required long Images { get; init; }

    internal required long Inputs { get; init; }

    internal required long Height { get; init; }

    internal required long Width { get; init; }

    internal required long Outputs { get; init; }

    internal required long OutputHeight { get; init; }

    internal required long OutputWidth { get; init; }

    internal required long KernelHeight { get; init; }

    internal required long KernelWidth { get; init; }

    internal required long Groups { get; init; }

    internal required long OffsetGroups { get; init; }

    internal required (long Vertical, long Horizontal) Stride { get; init; }

    internal required (long Vertical, long Horizontal) Padding { get; init; }

    internal required (long Vertical, long Horizontal) Dilation { get; init; }

    /// <summary>Taps of the kernel.</summary>
    internal long Taps => KernelHeight * KernelWidth;

    internal static DeformableShape Of(
        Tensor input, Tensor offset, Tensor weight, Tensor? bias, Tensor? mask,
        (long Vertical, long Horizontal) stride, (long Vertical, long Horizontal) padding, (long Vertical, long Horizontal) dilation)
    {
        DemandDimensions(nameof(input), input, "[N, C, H, W]");
        DemandDimensions(nameof(weight), weight, "[C', C / groups, kh, kw]");
        DemandDimensions(nameof(offset), offset, "[N, 2 * G * kh * kw, Ho, Wo]");
        Demand(stride.Vertical > 0 && stride.Horizontal > 0, nameof(stride), "1 or more", stride);
        Demand(padding.Vertical >= 0 && padding.Horizontal >= 0, nameof(padding), "0 or more", padding);
        Demand(dilation.Vertical > 0 && dilation.Horizontal > 0, nameof(dilation), "1 or more", dilation);
        var (n, c, h, w) = (input.shape[0], input.shape[1], input.shape[2], input.shape[3]);
        var (outputs, perGroup, kh, kw) = (weight.shape[0], weight.shape[1], weight.shape[2], weight.shape[3]);
        Demand(
            kh > 0 && kw > 0 && perGroup > 0 && c % perGroup == 0 && c > 0 && outputs % (c / perGroup) == 0, nameof(weight),
            $"[C', C / groups, kh, kw] with groups that divide C = {c} and C'", Text(weight));
        var taps = kh * kw;
        var offsetGroups = offset.shape[1] / (2 * taps);
        var height = OutputSize(h, kh, stride.Vertical, padding.Vertical, dilation.Vertical);
        var width = OutputSize(w, kw, stride.Horizontal, padding.Horizontal, dilation.Horizontal);
        Demand(height > 0 && width > 0, nameof(input), $"an image that a kernel of {kh} x {kw} fits into", Text(input));
        Demand(
            offsetGroups > 0 && c % offsetGroups == 0 && offset.shape.AsSpan().SequenceEqual([n, 2 * offsetGroups * taps, height, width]), nameof(offset),
            $"[{n}, {2 * taps} * G, {height}, {width}] with G that divides C = {c}", Text(offset));
        Demand(
            mask is null || mask.shape.AsSpan().SequenceEqual([n, offsetGroups * taps, height, width]), nameof(mask),
            $"[{n}, {offsetGroups * taps}, {height}, {width}]", Text(mask));
        Demand(bias is null || bias.shape.AsSpan().SequenceEqual([outputs]), nameof(bias), $"[{outputs}]", Text(bias));
        return new DeformableShape
        {
            Images = n,
            Inputs = c,
            Height = h,
            Width = w,
            Outputs = outputs,
            OutputHeight = height,
            OutputWidth = width,
            KernelHeight = kh,
            KernelWidth = kw,
            Groups = c / perGroup,
            OffsetGroups = offsetGroups,
            Stride = stride,
            Padding = padding,
            Dilation = dilation,
        };
    }

    /// <summary>Where the taps are without offsets: y and x as [taps, Ho * Wo], of the input's type and device.</summary>
    internal (Tensor Y, Tensor X) Grid(Tensor input)
    {
        var tapY = arange(KernelHeight).mul(Dilation.Vertical).sub(Padding.Vertical).view(-1, 1, 1, 1);
        var tapX = arange(KernelWidth).mul(Dilation.Horizontal).sub(Padding.Horizontal).view(1, -1, 1, 1);
        var y = tapY + arange(OutputHeight).mul(Stride.Vertical).view(1, 1, -1, 1);
        var x = tapX + arange(OutputWidth).mul(Stride.Horizontal).view(1, 1, 1, -1);
        long[] all = [KernelHeight, KernelWidth, OutputHeight, OutputWidth];
        return (Flat(y), Flat(x));

        Tensor Flat(Tensor places) => places.expand(all).reshape(Taps, OutputHeight * OutputWidth).to(input.dtype, input.device);
    }

    private static long OutputSize(long size, long kernel, long stride, long padding, long dilation)
    {
        var room = size + 2 * padding - dilation * (kernel - 1) - 1;
        return room < 0 ? 0 : room / stride + 1;
    }

    private static void DemandDimensions(string name, Tensor tensor, string expected) => Demand(tensor.dim() == 4, name, expected, Text(tensor));

    private static string Text(Tensor? tensor) => tensor is null ? "null" : $"[{string.Join(", ", tensor.shape)}]";

    private static void Demand(bool holds, string name, string expected, object got)
    {
        if (!holds)
            throw new ArgumentException($"{nameof(DeformableConvolution)}: expected {name} {expected}, got {got}.", name);
    }
}
