using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Submodules by name, in order. It is registered as it stands when its parent is; what is added later is not.</summary>
        public class ModuleDict<T> : Module, IDictionary<string, T>, IList<(string, T)> where T : Module
        {
            private readonly OrderedDict<string, T> _entries = new();
            private bool _listed;

            public ModuleDict()
                : base(nameof(ModuleDict))
            {
            }

            public (string, T) this[int index]
            {
                get => _entries[index];
                set => _entries[index] = value;
            }

            public bool IsReadOnly => false;

            public ICollection<string> Keys => _entries.Keys;

            public ICollection<T> Values => _entries.Values;

            public int Count => _entries.Count;

            public T this[string key]
            {
                get => _entries[key];
                set => _entries[key] = value;
            }

            public void clear() => _entries.Clear();

            public IEnumerator<(string, T)> items() => _entries.GetEnumerator();

            public IEnumerable<string> keys() => _entries.keys();

            protected override void RegisterComponents()
            {
                if (_listed)
                    return;
                _listed = true;
                foreach (var (key, module) in _entries)
                    register_module(key, module);
            }

            public IEnumerable<T> values() => _entries.values();

            public void Add((string, T) item) => _entries.Add(item);

            public void Add(string key, T value) => _entries.Add(key, value);

            public void Add(KeyValuePair<string, T> item) => _entries.Add(item);

            public bool Contains((string, T) item) => _entries.Contains(item);

            public void CopyTo((string, T)[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

            public int IndexOf((string, T) item) => _entries.IndexOf(item);

            public void Insert(int index, (string, T) item) => _entries.Insert(index, item);

            public bool Remove((string, T) item) => _entries.Remove(item);

            public void RemoveAt(int index) => _entries.RemoveAt(index);

            public bool ContainsKey(string key) => _entries.ContainsKey(key);

            public bool Remove(string key) => _entries.Remove(key);

            public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(key, out value);

            public void Clear() => _entries.Clear();

            public bool Contains(KeyValuePair<string, T> item) => _entries.Contains(item);

            public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

            public bool Remove(KeyValuePair<string, T> item) => _entries.Remove(item);

            public IEnumerator<(string, T)> GetEnumerator() => _entries.GetEnumerator();

            IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
                ((IEnumerable<KeyValuePair<string, T>>)_entries).GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var result = new ModuleDict<T>();
                foreach (var entry in modules)
                    result.Add(entry);
                return result;
            }
        }
    }
}
