using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural-network layers, losses and their parts.</summary>
    public static partial class nn
    {
        /// <summary>
        /// What has parameters, buffers and submodules. Fields are registered under their own names by <see cref="RegisterComponents"/>,
        /// once, at the end of the constructor; a parent calls it for its children.
        /// </summary>
        public partial class Module : IDisposable
        {
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;
            protected OrderedDict<string, Module> _internal_submodules = new();
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = new();
            protected OrderedDict<string, Parameter> _internal_params = new();
            protected string name;

            private bool _training = true;
            private bool _registered;

            protected Module(string name) => this.name = name;

            public virtual bool training => _training;

            public virtual string GetName() => name;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes the module's own parameters and buffers, and all submodules.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, parameter) in _internal_params)
                    parameter.Dispose();
                foreach (var (_, (buffer, _)) in _internal_buffers)
                    buffer.Dispose();
                foreach (var (_, module) in _internal_submodules)
                    module.Dispose();
            }

            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var child in children())
                    child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in children())
                    child.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        ZeroGrad(parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>Own parameters first, then the submodules', each once under its first name.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Once(Collect<Parameter>(module => module._internal_params, recurse));

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true,
                bool include_nonpersistent = true) =>
                Once(Collect(module => module.Buffers(include_nonpersistent), recurse));

            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            /// <summary>All submodules, without the module itself: children first, then theirs.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children())
                    yield return child;
                foreach (var (childName, child) in named_children())
                    foreach (var (path, module) in child.named_modules())
                        yield return ($"{childName}.{path}", module);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameter of that dotted name, or null.</summary>
            public virtual Parameter? get_parameter(string target) =>
                _internal_params.TryGetValue(target, out var parameter) ? parameter : Child(target, out var rest)?.get_parameter(rest);

            /// <summary>The buffer of that dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target) =>
                _internal_buffers.TryGetValue(target, out var buffer) ? buffer.Item1 : Child(target, out var rest)?.get_buffer(rest);

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                Demand(name, tensor, _internal_buffers.ContainsKey(name), "buffer");
                _internal_buffers.Add(name, (tensor, persistent));
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                Demand(name, param, _internal_params.ContainsKey(name), "parameter");
                _internal_params.Add(name, param);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Adds a submodule and registers its components; null removes the one of that name.</summary>
            /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }
                if (string.IsNullOrEmpty(name) || name.Contains('.'))
                    throw new ArgumentException($"A submodule's name cannot be empty or have a dot, got '{name}' in {GetName()}.",
                        nameof(name));
                if (_internal_submodules.ContainsKey(name))
                    throw new InvalidOperationException($"{GetName()} has a submodule '{name}' already.");
                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            protected void ConditionallyRegisterParameter(string name, Tensor value) =>
                ConditionallyRegisterParameter(name, value is null ? null : value as Parameter ?? new Parameter(value));

            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                    _internal_params.Remove(name);
                else
                    _internal_params[name] = value;
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                    _internal_buffers.Remove(name);
                else
                    _internal_buffers[name] = (value, persistent);
            }

            /// <summary>
            /// Registers the modules, parameters and tensors that the fields hold now. Only the first call does anything.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_registered)
                    return;
                _registered = true;
                foreach (var field in Fields(GetType()))
                {
                    var component = ComponentNameAttribute.Of(field);
                    if (_internal_submodules.ContainsKey(component) || _internal_params.ContainsKey(component)
                        || _internal_buffers.ContainsKey(component))
                        continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(component, module);
                            break;
                        case Parameter parameter:
                            register_parameter(component, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(component, tensor);
                            break;
                    }
                }
            }

            protected void ClearModules() => _internal_submodules.Clear();

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            internal static void ZeroGrad(Parameter parameter)
            {
                using var grad = parameter.grad;
                grad?.zero_();
            }

            private static IEnumerable<FieldInfo> Fields(Type type)
            {
                const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                for (var t = type; t is not null && t != typeof(Module); t = t.BaseType)
                    foreach (var field in t.GetFields(Own))
                        yield return field;
            }

            private IEnumerable<(string Name, T Item)> Collect<T>(Func<Module, IEnumerable<(string Name, T Item)>> own, bool recurse)
            {
                foreach (var entry in own(this))
                    yield return entry;
                if (!recurse)
                    yield break;
                foreach (var (childName, child) in named_children())
                    foreach (var (path, item) in child.Collect(own, recurse))
                        yield return ($"{childName}.{path}", item);
            }

            private static IEnumerable<(string Name, T Item)> Once<T>(IEnumerable<(string Name, T Item)> entries) where T : Tensor
            {
                var seen = new HashSet<Tensor>(System.Collections.Generic.ReferenceEqualityComparer.Instance);
                foreach (var entry in entries)
                    if (!entry.Item.IsInvalid && seen.Add(entry.Item))
                        yield return entry;
            }

            private IEnumerable<(string Name, Tensor Item)> Buffers(bool includeNonPersistent)
            {
                foreach (var (bufferName, (buffer, persistent)) in _internal_buffers)
                    if (persistent || includeNonPersistent)
                        yield return (bufferName, buffer);
            }

            private Module? Child(string target, out string rest)
            {
                var dot = target.IndexOf('.', StringComparison.Ordinal);
                rest = dot < 0 ? "" : target[(dot + 1)..];
                return dot >= 0 && _internal_submodules.TryGetValue(target[..dot], out var child) ? child : null;
            }

            private void Demand(string name, Tensor tensor, bool taken, string what)
            {
                if (tensor is null || tensor.IsInvalid)
                    throw new ArgumentNullException(nameof(tensor), $"The {what} '{name}' of {GetName()} is null or disposed.");
                if (taken)
                    throw new InvalidOperationException($"{GetName()} has a {what} '{name}' already.");
            }
        }
    }
}
