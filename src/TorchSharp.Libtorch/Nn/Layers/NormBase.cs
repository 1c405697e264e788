using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What the batch normalisations share: scale and shift, and running statistics as buffers.</summary>
public abstract class NormBase : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(running_mean))]
    private Tensor? _mean;

    [ComponentName(Name = nameof(running_var))]
    private Tensor? _variance;

    [ComponentName(Name = nameof(num_batches_tracked))]
    private Tensor? _batches;

    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device,
        ScalarType? dtype, string name)
        : base(name)
    {
        (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) = (num_features, eps, momentum, affine,
            track_running_stats);
        var (place, type) = GetDefaultDeviceAndType(device, dtype);
        if (affine)
        {
            weight = NewParameter([num_features], place, type);
            bias = NewParameter([num_features], place, type);
        }
        if (track_running_stats)
        {
            running_mean = zeros([num_features], type, place).DetachFromDisposeScope();
            running_var = ones([num_features], type, place).DetachFromDisposeScope();
            num_batches_tracked = zeros(Array.Empty<long>(), ScalarType.Int64, place).DetachFromDisposeScope();
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

    /// <summary>The scale, or null without <see cref="affine"/>.</summary>
    public Parameter weight
    {
        get => _weight!;
        set
        {
            _weight = value;
            ConditionallyRegisterParameter(nameof(weight), (Parameter?)value);
        }
    }

    public Tensor? running_mean
    {
        get => _mean;
        set
        {
            _mean = value;
            ConditionallyRegisterBuffer(nameof(running_mean), value);
        }
    }

    /// <summary>Running variance, unbiased.</summary>
    public Tensor? running_var
    {
        get => _variance;
        set
        {
            _variance = value;
            ConditionallyRegisterBuffer(nameof(running_var), value);
        }
    }

    /// <summary>How many batches the running statistics have seen (Int64).</summary>
    public Tensor? num_batches_tracked
    {
        get => _batches;
        set
        {
            _batches = value;
            ConditionallyRegisterBuffer(nameof(num_batches_tracked), value);
        }
    }

    public long num_features { get; }

    public double eps { get; set; }

    /// <summary>Weight of a new batch in the running statistics; null: the plain average of all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public void reset_running_stats()
    {
        if (!track_running_stats)
            return;
        init.zeros_(_mean!);
        init.ones_(_variance!);
        init.zeros_(_batches!);
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (!affine)
            return;
        init.ones_(_weight!);
        init.zeros_(_bias!);
    }

    protected abstract void ValidateInputDimensions(Tensor input);
}
