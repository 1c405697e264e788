using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public interface IParameterLessModule
{
}

/// <summary>A module without parameters, buffers or submodules.</summary>
public abstract class ParameterLessModule<T1, TResult> : Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name)
    {
    }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Refusal(name);

    public override void register_parameter(string name, Parameter param) => throw Refusal(name);

    public override void register_module(string name, Module submodule) => throw Refusal(name);

    protected internal override Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override Module _to(ScalarType dtype, bool non_blocking) => this;

    private InvalidOperationException Refusal(string name) => new($"{GetName()} is a parameter-less module and cannot register '{name}'.");
}
