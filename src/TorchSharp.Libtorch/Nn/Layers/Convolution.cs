using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What the convolutions share. Weights are drawn as Python's torch draws them: uniform in +-1/sqrt(fan-in).</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    protected Convolution(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
        long[] dilation,
        bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null,
        ScalarType? dtype = null)
        : base(name)
    {
        if (groups <= 0 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException(
                $"{name}: groups must divide in_channels and out_channels; got {groups}, {in_channels} and {out_channels}.",
                nameof(groups));
        if (padding_type == Padding.Same && stride.Any(s => s != 1))
            throw new ArgumentException($"{name}: Padding.Same needs stride 1, got ({string.Join(", ", stride)}).", nameof(padding_type));
        if (transposed && padding_mode != PaddingModes.Zeros)
            throw new ArgumentException($"{name}: a transposed convolution pads with zeros only, got {padding_mode}.",
                nameof(padding_mode));
        (this.in_channels, this.out_channels, this.kernel_size, this.stride, this.dilation) = (in_channels, out_channels, kernel_size,
            stride, dilation);
        (this.padding, this.padding_type) = (padding, padding_type);
        (this.transposed, this.output_padding, this.groups, this.padding_mode) = (transposed, output_padding, groups, padding_mode);
        var (place, type) = GetDefaultDeviceAndType(device, dtype);
        long[] shape = transposed ? [in_channels, out_channels / groups, .. kernel_size]
            : [out_channels, in_channels / groups, .. kernel_size];
        _weight = NewParameter(shape, place, type);
        ConditionallyRegisterParameter(nameof(weight), _weight);
        if (bias)
        {
            _bias = NewParameter([out_channels], place, type);
            ConditionallyRegisterParameter(nameof(bias), _bias);
        }
        reset_parameters();
    }

    public Parameter? bias
    {
        get => _bias;
        set
        {
            _bias = value;
            ConditionallyRegisterParameter(nameof(bias), value);
        }
    }

    public Parameter weight
    {
        get => _weight;
        set
        {
            _weight = value ?? throw new ArgumentNullException(nameof(value), $"A {GetName()} has always a weight.");
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    /// <summary>The rule by which the layer pads, where <see cref="padding"/> does not say it in numbers.</summary>
    public Padding? padding_type { get; private set; }

    public long[]? padding { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long groups { get; set; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    public void reset_parameters() => ResetLinearMap(_weight, _bias);

    public void SetPadding(long[] padding) => (this.padding, padding_type) = (padding, null);

    public void SetPadding(Padding padding) => (this.padding, padding_type) = (null, padding);

    protected bool ValidateShape(Tensor input, long dimensions)
    {
        var channels = input.dim() == dimensions + 2 ? input.size(1) : input.dim() == dimensions + 1 ? input.size(0) : -1;
        return channels == in_channels;
    }

    private protected void DemandImage(Tensor input)
    {
        if (!ValidateShape(input, 2))
            throw new ArgumentException(
                $"{GetName()} takes N x C x H x W or C x H x W with C = {in_channels}, got [{string.Join(", ", input.shape)}].",
                nameof(input));
    }

    /// <summary>Padding of the last dimension first, before and after: the order that pad() takes.</summary>
    private protected long[] PaddingForPad() => padding_type switch
    {
        null => [.. padding!.Reverse().SelectMany(p => new[] { p, p })],
        Padding.Valid => new long[2 * kernel_size.Length],
        _ => [.. kernel_size.Zip(dilation, (k, d) => d * (k - 1)).Reverse().SelectMany(total => new[] { total / 2, total - total / 2 })],
    };
}
