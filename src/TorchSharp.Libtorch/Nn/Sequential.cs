using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>
        /// Calls its children one after the other. Every intermediate result is disposed as soon as the next child has returned (autograd
        /// keeps what it needs); so a child never returns its input itself, but another wrapper of it, <c>x.alias()</c>.
        /// </summary>
        public class Sequential : Module<Tensor, Tensor>
        {
            private readonly List<Module<Tensor, Tensor>> _steps = [];

            internal Sequential(IEnumerable<(string, Module<Tensor, Tensor>)> modules, string name)
                : base(name)
            {
                foreach (var (childName, module) in modules)
                    append(childName, module);
            }

            protected Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules)
                : this(modules, nameof(Sequential))
            {
            }

            protected Sequential(params Module<Tensor, Tensor>[] modules)
                : this(Numbered(modules), nameof(Sequential))
            {
            }

            public int Count => _steps.Count;

            public IModule<Tensor, Tensor> this[int index] => _steps[index];

            /// <summary>A Sequential of some of the children, which both then share.</summary>
            public Sequential this[(int? start, int? end) index] => this[(index.start ?? 0)..(index.end ?? Count)];

            /// <inheritdoc cref="this[ValueTuple{int?, int?}]"/>
            public Sequential this[Range index]
            {
                get
                {
                    var (start, length) = index.GetOffsetAndLength(Count);
                    return new(named_children().Skip(start).Take(length)
                        .Select(child => (child.name, (Module<Tensor, Tensor>)child.module)), GetName());
                }
            }

            public Sequential append(string name, IModule<Tensor, Tensor> module)
            {
                var child = module as Module<Tensor, Tensor> ?? throw new ArgumentException(
                    $"A child of Sequential must be a Module<Tensor, Tensor>, got {module?.GetType().Name ?? "null"}.", nameof(module));
                register_module(name, child);
                _steps.Add(child);
                return this;
            }

            public Sequential append(IModule<Tensor, Tensor> module) => append(Count.ToString(CultureInfo.InvariantCulture), module);

            public override Tensor forward(Tensor tensor)
            {
                if (_steps.Count == 0)
                    return tensor.alias();
                var result = _steps[0].call(tensor);
                foreach (var step in _steps.Skip(1))
                {
                    var input = result;
                    result = step.call(input);
                    input.Dispose();
                }
                return result;
            }

            internal static IEnumerable<(string, Module<Tensor, Tensor>)> Numbered(IEnumerable<Module<Tensor, Tensor>> modules) =>
                modules.Select((module, i) => (i.ToString(CultureInfo.InvariantCulture), module));
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new([], nameof(Sequential));

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
                new(modules, nameof(Sequential));

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                new(Modules.Sequential.Numbered(modules), nameof(Sequential));

            public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
                Sequential((IEnumerable<Tuple<string, Module<Tensor, Tensor>>>)modules);

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                new(modules, nameof(Sequential));

            public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
                new(modules.Select(entry => entry.ToValueTuple()), nameof(Sequential));

            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
                new(Modules.Sequential.Numbered(modules), nameof(Sequential));
        }
    }
}
