using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>
/// Times the modules of a model, forward and backward, by hooks, and counts the operations of their convolutions and matrix products. On a CUDA device it
/// waits for the device at every boundary, so that the parts are right and the whole is slower than unobserved.
/// </summary>
public sealed class ModuleProfiler : IDisposable
{
    [ThreadStatic]
    private static ModuleProfiler? _current;

    private readonly ProfileTimeline _timeline;
    private readonly List<Action> _removers = [];
    private readonly List<string> _sections = [], _order = [];
    private readonly bool _isOnCuda;
    private int _steps;

    /// <summary>Observes a model, on this thread, until disposed of; one at a time.</summary>
    /// <param name="model">The model.</param>
    /// <param name="depth">How many parts a name may have: 3 for <c>backbone.body.layer3</c>; at least 1.</param>
    /// <exception cref="InvalidOperationException">Another profiler observes already.</exception>
    public ModuleProfiler(Module model, int depth)
        : this(model, depth, TimeProvider.System)
    {
    }

    internal ModuleProfiler(Module model, int depth, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        if (_current is not null)
            throw new InvalidOperationException("A profiler observes this thread already: dispose of it first.");
        _timeline = new(clock);
        _isOnCuda = model.parameters().FirstOrDefault()?.device_type == DeviceType.CUDA;
        // A list has no forward pass of its own, and so is no level.
        var lists = model.named_modules().Where(child => IsList(child.module.GetType())).Select(child => child.name + '.').ToArray();
        foreach (var (name, module) in model.named_modules().Where(child => child.name.Length > 0))
        {
            CountWork(module);
            if (name.Count(letter => letter == '.') - lists.Count(list => name.StartsWith(list, StringComparison.Ordinal)) < depth && module is not ReLU { inplace: true })
                Observe(name, module);
        }
        _current = this;
    }

    /// <summary>A part of a model that is not a module of its own; ends when disposed of. Null where nobody observes.</summary>
    /// <param name="name">Dotted, inside its module's name.</param>
    internal static IDisposable? Part(string name)
    {
        _current?.Enter(name);
        return _current is { } profiler ? new Ending(() => profiler.Leave(name)) : null;
    }

    /// <summary>Counts a convolution that runs outside its module.</summary>
    /// <param name="weight">Its weight.</param>
    /// <param name="input">Its input.</param>
    /// <param name="side">The tensor of which every element meets the weights of its channel: the output; of a transposed convolution, the input.</param>
    internal static void Convolution(Tensor weight, Tensor input, Tensor side) => _current?.Add(weight, input, side);

    /// <summary>A section of a step; ends when disposed of.</summary>
    /// <param name="name">Stands for what is in none of the modules.</param>
    /// <param name="isBackward">Whether it is the backward pass.</param>
    /// <exception cref="InvalidOperationException">Another section has not ended.</exception>
    public IDisposable Section(string name, bool isBackward = false)
    {
        if (!_sections.Contains(name))
            _sections.Add(name);
        Wait();
        _timeline.Begin(name, isBackward);
        return new Ending(() =>
        {
            Wait();
            _timeline.End();
        });
    }

    /// <summary>Counts a step: times are those of an average step.</summary>
    public void EndStep() => _steps++;

    /// <summary>Modules and parts in the model's order, each followed by what is in it, then the sections.</summary>
    /// <exception cref="InvalidOperationException">No step has ended.</exception>
    public IReadOnlyList<ProfileRow> Rows()
    {
        if (_steps == 0)
            throw new InvalidOperationException($"Nothing has been observed: run a step and call {nameof(EndStep)}.");
        var parts = _timeline.Parts.Except(_sections).ToList();
        return [.. Under("", parts), .. _sections.Select(section => Row(section, [section]))];
    }

    /// <summary>Takes the hooks off.</summary>
    public void Dispose()
    {
        _removers.ForEach(remove => remove());
        _removers.Clear();
        if (_current == this)
            _current = null;
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ModuleList<>);

    private IEnumerable<ProfileRow> Under(string prefix, IReadOnlyList<string> parts) => parts
        .GroupBy(part => part[prefix.Length..].Split('.')[0])
        .OrderBy(group => group.Min(_order.IndexOf))
        .SelectMany(group =>
        {
            var name = prefix + group.Key;
            return Under(name + '.', [.. group.Where(part => part != name)]).Prepend(Row(name, group));
        });

    private ProfileRow Row(string name, IEnumerable<string> parts)
    {
        var forward = parts.Select(part => _timeline.Spent(part, isBackward: false)).ToList();
        var backward = parts.Select(part => _timeline.Spent(part, isBackward: true)).ToList();
        return new(
            name, name.Count(letter => letter == '.'), forward.Sum(s => s.Milliseconds) / _steps, backward.Sum(s => s.Milliseconds) / _steps,
            forward.Sum(s => s.Work) / _steps, backward.Sum(s => s.Work) / _steps);
    }

    private void Observe(string name, Module module)
    {
        switch (module)
        {
            case Module<Tensor, Tensor> m:
                Hook(m, name, One, One);
                break;
            case Module<Tensor, Tensor[]> m:
                Hook(m, name, One, Many);
                break;
            case Module<Tensor[], Tensor[]> m:
                Hook(m, name, Many, Many);
                break;
            case Module<Tensor, (Tensor, Tensor)> m:
                Hook(m, name, One, (pair, mark) => (mark(pair.Item1), mark(pair.Item2)));
                break;
            case Module<Tensor, Tensor, Tensor> m:
                _removers.Add(m.register_forward_pre_hook((_, x, second) => (Entered(name, x, One), second)).remove);
                _removers.Add(m.register_forward_hook((_, _, _, y) => Left(name, y, One)).remove);
                break;
            case Module<Tensor[], Tensor, Tensor, Tensor> m:
                _removers.Add(m.register_forward_pre_hook((_, levels, boxes, images) => (Entered(name, levels, Many), boxes, images)).remove);
                _removers.Add(m.register_forward_hook((_, _, _, _, y) => Left(name, y, One)).remove);
                break;
            default:
                return;
        }
        _order.Add(name);

        static Tensor One(Tensor x, Func<Tensor, Tensor> mark) => mark(x);
        static Tensor[] Many(Tensor[] x, Func<Tensor, Tensor> mark) => [.. x.Select(mark)];
    }

    private void Hook<T, TResult>(Module<T, TResult> module, string name, Func<T, Func<Tensor, Tensor>, T> input, Func<TResult, Func<Tensor, Tensor>, TResult> output)
    {
        _removers.Add(module.register_forward_pre_hook((_, x) => Entered(name, x, input)).remove);
        _removers.Add(module.register_forward_hook((_, _, y) => Left(name, y, output)).remove);
    }

    /// <summary>The way back leaves a part when the gradients of all its inputs are there.</summary>
    private T Entered<T>(string name, T input, Func<T, Func<Tensor, Tensor>, T> each)
    {
        var awaited = 0;
        var marked = each(input, x =>
        {
            awaited += x.requires_grad && is_grad_enabled() ? 1 : 0;
            return BackwardMarker.Apply(x, isCopied: false, () =>
            {
                if (--awaited == 0)
                    Leave(name);
            });
        });
        Enter(name);
        return marked;
    }

    private TResult Left<TResult>(string name, TResult output, Func<TResult, Func<Tensor, Tensor>, TResult> each)
    {
        Leave(name);
        return each(output, y => BackwardMarker.Apply(y, isCopied: true, () =>
        {
            Wait();
            _timeline.EnterBackward(name);
        }));
    }

    private void CountWork(Module layer)
    {
        switch (layer)
        {
            case Conv2d m:
                _removers.Add(m.register_forward_hook((_, x, y) => Counted(m.weight, x, y, y)).remove);
                break;
            case ConvTranspose2d m:
                _removers.Add(m.register_forward_hook((_, x, y) => Counted(m.weight, x, y, x)).remove);
                break;
            case Linear m:
                _removers.Add(m.register_forward_hook((_, x, y) => Counted(m.weight, x, y, y)).remove);
                break;
        }

        Tensor Counted(Tensor weight, Tensor x, Tensor y, Tensor side)
        {
            Add(weight, x, side);
            return y;
        }
    }

    private void Add(Tensor weight, Tensor input, Tensor side)
    {
        var work = 2.0 * side.NumberOfElements * weight.NumberOfElements / weight.shape[0];
        var backward = is_grad_enabled() ? (weight.requires_grad ? work : 0) + (input.requires_grad ? work : 0) : 0;
        _timeline.Add(work, backward);
    }

    private void Enter(string name)
    {
        if (!_order.Contains(name))
            _order.Add(name);
        Wait();
        _timeline.Enter(name);
    }

    private void Leave(string name)
    {
        Wait();
        _timeline.Leave(name);
    }

    private void Wait()
    {
        if (_isOnCuda)
            cuda.synchronize();
    }

    private sealed class Ending(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
