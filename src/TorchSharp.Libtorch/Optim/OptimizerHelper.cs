using TorchSharp.Internal;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>What the optimizers share: groups of parameters, and a state for each parameter.</summary>
public abstract class OptimizerHelper : Optimizer
{
    protected OptimizerOptions _defaults = null!;

    private static readonly Operator s_zero = new("aten::_foreach_zero_");
    private readonly Dictionary<Parameter, OptimizerState> _states = [];

    public OptimizerHelper()
        : base(IntPtr.Zero)
    {
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    /// <summary>Writes the optimizer's class, the numbers of groups and states, and each of them.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        var state = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt(state.Options.Count);
        writer.Write7BitEncodedInt(state.State.Count);
        foreach (var options in state.Options)
            options.SaveStateDict(writer);
        foreach (var entry in state.State)
            entry.SaveStateDict(writer);
    }

    /// <exception cref="InvalidDataException">Another class of optimizer wrote the state.</exception>
    /// <exception cref="ArgumentException">The state is of other numbers of groups or parameters.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        var written = reader.ReadString();
        if (written != GetType().Name)
            throw new InvalidDataException($"The state is that of {written}, the optimizer is {GetType().Name}.");
        var own = state_dict();
        DemandCounts(own, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
        foreach (var options in own.Options)
            options.LoadStateDict(reader);
        foreach (var entry in own.State)
            entry.LoadStateDict(reader);
    }

    /// <summary>Copies the options and states of another optimizer of the same class, in the order of its parameters.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        DemandCounts(own, state_dict.Options.Count, state_dict.State.Count);
        for (var i = 0; i < own.Options.Count; i++)
            own.Options[i].LoadStateDict(state_dict.Options[i]);
        for (var i = 0; i < own.State.Count; i++)
            own.State[i].LoadStateDict(state_dict.State[i]);
    }

    public virtual StateDictionary state_dict()
    {
        var result = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            result.Options.Add(group.Options);
            result.StateIndexRef.Add([.. Enumerable.Range(result.State.Count, group.Array.Length)]);
            result.State.AddRange(group.Array.Select(StateOf));
        }
        return result;
    }

    /// <summary>Moves the states; the parameters are moved by their modules.</summary>
    public void to(Device device)
    {
        foreach (var state in _states.Values)
            state.to(device);
    }

    public override void zero_grad()
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var grads = parameters().Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
        if (grads.Length > 0)
            s_zero.CallVoid(grads);
    }

    /// <summary>
    /// Evaluates the closure, then runs <paramref name="body"/> on each group without gradients and in a dispose scope of its own.
    /// </summary>
    protected Tensor _step<T>(Action<T> body, Func<Tensor> loss_closure = null!) where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var enabled = enable_grad();
            loss = loss_closure();
        }
        using var mode = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _parameter_groups)
            body((T)group);
        return loss!;
    }

    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Array);

    public override void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

    private protected void DisposeStates()
    {
        foreach (var state in _states.Values)
            (state as IDisposable)?.Dispose();
        _states.Clear();
    }

    private protected OptimizerState StateOf(Parameter parameter) => _states[parameter];

    /// <summary>Adds a group whose options are complete, and a fresh state for each of its parameters.</summary>
    private protected void Adopt(ParamGroup group, Func<Parameter, OptimizerState> newState)
    {
        var options = group.Options;
        if (options.LearningRate < 0)
            throw new ArgumentException($"The learning rate cannot be negative, got {options.LearningRate}.", nameof(group));
        options.InitialLearningRate = options.LearningRate!.Value;
        foreach (var parameter in group.Array)
        {
            if (!parameter.is_leaf)
                throw new ArgumentException(
                    $"{GetType().Name} can change leaf tensors only; one of shape [{string.Join(", ", parameter.shape)}] was computed.",
                    nameof(group));
            var state = newState(parameter);
            state.Initialize(options);
            if (!_states.TryAdd(parameter, state))
                throw new ArgumentException(
                    $"A parameter of shape [{string.Join(", ", parameter.shape)}] is given to {GetType().Name} twice.", nameof(group));
        }
        _parameter_groups.Add(group);
    }

    /// <summary>The parameters of a group that have gradients, with these and their states.</summary>
    private protected (Tensor[] Parameters, Tensor[] Grads, TState[] States) Pending<TState>(ParamGroup group) where TState : OptimizerState
    {
        var parameters = new List<Tensor>(group.Array.Length);
        var grads = new List<Tensor>(group.Array.Length);
        var states = new List<TState>(group.Array.Length);
        foreach (var parameter in group.Array)
        {
            if (parameter.grad is not { } grad)
                continue;
            parameters.Add(parameter);
            grads.Add(grad);
            states.Add((TState)StateOf(parameter));
        }
        return ([.. parameters], [.. grads], [.. states]);
    }

    private void DemandCounts(StateDictionary own, long groups, long states)
    {
        if (groups != own.Options.Count || states != own.State.Count)
            throw new ArgumentException(
                $"The state has {groups} groups and {states} parameters, " +
                $"this {GetType().Name} has {own.Options.Count} and {own.State.Count}.");
    }
}
