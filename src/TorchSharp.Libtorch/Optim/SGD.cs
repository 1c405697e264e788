using TorchSharp.Internal;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent with momentum, by the rule of Python's torch.</summary>
public class SGD : OptimizerHelper, IMomentum
{
    private static readonly Operator s_negate = new("aten::_foreach_neg");
    private static readonly Operator s_add = new("aten::_foreach_add", "List");
    private static readonly Operator s_addInPlace = new("aten::_foreach_add_", "List");
    private static readonly Operator s_multiplyInPlace = new("aten::_foreach_mul_", "Scalar");

    public SGD(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(
        IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
    {
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
        };
        foreach (var group in parameters)
            add_param_group(group);
    }

    private Options Defaults => (Options)_defaults;

    /// <summary>The default's momentum; setting it sets every group's.</summary>
    public double Momentum
    {
        get => Defaults.momentum!.Value;
        set
        {
            Defaults.momentum = value;
            foreach (var group in _parameter_groups)
                ((Options)group.Options).momentum = value;
        }
    }

    /// <summary>
    /// g += weight_decay p; the first time b = g, then b = momentum b + (1 - dampening) g; g += momentum b with Nesterov's rule, else
    /// g = b; p -= lr g. Parameters without a gradient are left alone. One operator call serves all parameters of a group.
    /// </summary>
    public override Tensor step(Func<Tensor> closure = null!) => _step<Modules.ParamGroup>(Step, closure);

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var options = (Options)(param_group.Options ??= new Options());
        options.LearningRate ??= Defaults.LearningRate;
        options.momentum ??= Defaults.momentum;
        options.dampening ??= Defaults.dampening;
        options.weight_decay ??= Defaults.weight_decay;
        options.nesterov ??= Defaults.nesterov;
        options.maximize ??= Defaults.maximize;
        if (options.momentum < 0 || options.weight_decay < 0)
            throw new ArgumentException($"Momentum and weight decay cannot be negative, got {options.momentum} and {options.weight_decay}.",
                nameof(param_group));
        if (options.nesterov == true && (options.momentum == 0 || options.dampening != 0))
            throw new ArgumentException($"Nesterov's rule needs momentum and no dampening, got {options.momentum} and {options.dampening}.",
                nameof(param_group));
        Adopt(param_group, parameter => new State(parameter));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            DisposeStates();
        base.Dispose(disposing);
    }

    private void Step(Modules.ParamGroup group)
    {
        var options = (Options)group.Options;
        var (parameters, grads, states) = Pending<State>(group);
        if (parameters.Length == 0)
            return;
        if (options.maximize == true)
            grads = s_negate.CallList(grads);
        if (options.weight_decay != 0)
            grads = s_add.CallList(grads, parameters, options.weight_decay!.Value);
        if (options.momentum != 0)
        {
            var buffers = Accumulate(states, grads, options.momentum!.Value, 1 - options.dampening!.Value);
            grads = options.nesterov == true ? s_add.CallList(grads, buffers, options.momentum.Value) : buffers;
        }
        s_addInPlace.CallVoid(parameters, grads, -options.LearningRate!.Value);
    }

    private static Tensor[] Accumulate(State[] states, Tensor[] grads, double momentum, double share)
    {
        var old = Array.FindAll(states, state => state.momentum_buffer is not null);
        if (old.Length > 0)
        {
            var news = old.Length == states.Length ? grads : [.. grads.Where((_, i) => states[i].momentum_buffer is not null)];
            var buffers = Array.ConvertAll(old, state => state.momentum_buffer);
            s_multiplyInPlace.CallVoid(buffers, momentum);
            s_addInPlace.CallVoid(buffers, news, share);
        }
        for (var i = 0; i < states.Length; i++)
            states[i].momentum_buffer ??= grads[i].clone().DetachFromDisposeScope();
        return Array.ConvertAll(states, state => state.momentum_buffer);
    }

    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        public Options()
        {
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var from = (Options)source;
            (momentum, dampening, weight_decay, nesterov, maximize) = (from.momentum, from.dampening, from.weight_decay, from.nesterov,
                from.maximize);
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(momentum!.Value);
            writer.Write(dampening!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(nesterov!.Value);
            writer.Write(maximize!.Value);
        }
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay,
                nesterov = nesterov, maximize = maximize })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }

    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>Null until the first step with momentum.</summary>
        public Tensor momentum_buffer = null!;

        public State(Parameter parameter)
            : base(parameter)
        {
        }

        public void Dispose() => momentum_buffer?.Dispose();

        public override void to(Device device) => Move(ref momentum_buffer, device);

        public override void LoadStateDict(BinaryReader reader) =>
            LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);

        public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(writer, momentum_buffer);

        public override void LoadStateDict(OptimizerState source) => Copy(ref momentum_buffer, ((State)source).momentum_buffer);

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && Close(momentum_buffer, state.momentum_buffer);

        public override void Initialize(OptimizerOptions options)
        {
            momentum_buffer?.Dispose();
            momentum_buffer = null!;
        }
    }
}
