namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>All parameters, then all persistent buffers, by dotted name. The tensors are the module's own.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (path, parameter) in named_parameters())
                    destination.TryAdd(Prefixed(path), parameter);
                foreach (var (path, buffer) in named_buffers(include_nonpersistent: false))
                    destination.TryAdd(Prefixed(path), buffer);
                return destination;

                string Prefixed(string path) => string.IsNullOrEmpty(prefix) ? path : $"{prefix}.{path}";
            }

            /// <summary>Copies tensors of equal names into the module's own; the copy converts element type and device.</summary>
            /// <exception cref="InvalidOperationException"><paramref name="strict"/>, and the names are not the same.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source,
                bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                var missing = own.Keys.Where(key => !source.ContainsKey(key) && !Skipped(skip, key)).ToList();
                var unexpected = source.Keys.Where(key => !own.ContainsKey(key) && !Skipped(skip, key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException(
                        $"The state does not fit {GetName()}: it lacks [{string.Join(", ", missing)}] and has in excess " +
                        $"[{string.Join(", ", unexpected)}]. Pass strict: false to load what fits.");
                foreach (var (key, tensor) in source)
                    if (own.TryGetValue(key, out var target) && !Skipped(skip, key))
                        Assign(key, target, tensor);
                return (missing, unexpected);
            }

            public Module save(string location, IList<string>? skip = null)
            {
                using var stream = File.Create(location);
                return save(stream, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>Writes the state and closes the stream.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            /// <summary>Writes the number of entries (LEB128), then each entry's name and tensor.</summary>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                var entries = sd.Where(entry => !Skipped(skip, entry.Key)).ToList();
                writer.Write7BitEncodedInt(entries.Count);
                foreach (var (key, tensor) in entries)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null)
            {
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            /// <summary>
            /// Reads what <see cref="save(BinaryWriter, IList{string}?)"/> wrote; <paramref name="loadedParameters"/> tells for each of the
            /// module's names whether it was read.
            /// </summary>
            /// <exception cref="ArgumentException">
            /// <paramref name="strict"/>, and the names are not the same; or an element type or a shape differs.
            /// </exception>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null)
            {
                var own = state_dict();
                var absent = own.Keys.ToHashSet();
                var count = reader.Read7BitEncodedInt();
                for (var i = 0; i < count; i++)
                {
                    var key = reader.ReadString();
                    using var tensor = TensorExtensionMethods.Load(reader);
                    if (own.TryGetValue(key, out var target))
                    {
                        absent.Remove(key);
                        if (Skipped(skip, key))
                            continue;
                        if (target.dtype != tensor.dtype)
                            throw new ArgumentException(
                                $"'{key}' of {GetName()} is {target.dtype}, the file has {tensor.dtype}; convert the module to that first.",
                                nameof(reader));
                        Assign(key, target, tensor);
                        if (loadedParameters is not null)
                            loadedParameters[key] = true;
                    }
                    else if (strict && !Skipped(skip, key))
                    {
                        throw new ArgumentException($"{GetName()} has no '{key}', which the file has. Pass strict: false to ignore it.",
                            nameof(reader));
                    }
                }
                absent.RemoveWhere(key => Skipped(skip, key));
                if (strict && absent.Count > 0)
                    throw new ArgumentException(
                        $"The file lacks [{string.Join(", ", absent)}] of {GetName()}. Pass strict: false to leave them as they are.",
                        nameof(reader));
                if (loadedParameters is not null)
                    foreach (var key in own.Keys)
                        loadedParameters.TryAdd(key, false);
                return this;
            }

            /// <summary>Reads the state and closes the stream.</summary>
            public Module load(Stream stream, bool strict = true, IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>A new module of that class, with its state read from a file.</summary>
            public static Module Create<T>(string path) where T : Module, new() => new T().load(path);

            private static bool Skipped(IList<string>? skip, string key) => skip is not null && skip.Contains(key);

            private void Assign(string key, Tensor target, Tensor source)
            {
                if (!target.shape.AsSpan().SequenceEqual(source.shape))
                    throw new ArgumentException(
                        $"'{key}' of {GetName()} has shape [{string.Join(", ", target.shape)}], " +
                        $"the state's has [{string.Join(", ", source.shape)}].");
                using var mode = no_grad();
                target.copy_(source);
            }
        }
    }
}
