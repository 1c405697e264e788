using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    internal Parameter Parameter => _parameter;

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public abstract void Initialize(OptimizerOptions options);

    public virtual void to(Device device)
    {
    }

    /// <summary>Reads a tensor, or null, in place of <paramref name="result"/>, which is disposed.</summary>
    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor result, Device device)
    {
        Tensor? read = null;
        if (reader.ReadBoolean())
        {
            using var host = TensorExtensionMethods.Load(reader);
            read = host.to(device, copy: true).DetachFromDisposeScope();
        }
        result?.Dispose();
        result = read!;
    }

    /// <summary>Writes whether there is a tensor, and the tensor.</summary>
    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor tensor)
    {
        writer.Write(tensor is not null);
        if (tensor is not null)
            tensor.Save(writer);
    }

    /// <summary>
    /// Puts a copy of another state's tensor, on the parameter's device, in place of <paramref name="target"/>, which is disposed.
    /// </summary>
    private protected void Copy(ref Tensor target, Tensor? source)
    {
        if (ReferenceEquals(target, source))
            return;
        var copy = source?.to(_parameter.device, copy: true).DetachFromDisposeScope();
        target?.Dispose();
        target = copy!;
    }

    private protected static void Move(ref Tensor tensor, Device device)
    {
        if (tensor is null)
            return;
        var moved = tensor.to(device, copy: true).DetachFromDisposeScope();
        tensor.Dispose();
        tensor = moved;
    }

    private protected static bool Close(Tensor? left, Tensor? right) =>
        left is null ? right is null : right is not null && left.allclose(right);
}
