using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Workbook.Kernel.Execution;

/// <summary>
/// The assemblies that a notebook references by path. Each is loaded once; what it depends on, managed or native, is looked for in the folders of
/// the referenced assemblies, in the order in which they were named, before anything that lies beside the kernel.
/// </summary>
internal sealed class NotebookAssemblies() : AssemblyLoadContext("notebook")
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly HashSet<string> Shared =
        [.. FrameworkFiles().Select(Path.GetFileNameWithoutExtension).OfType<string>(), typeof(NotebookAssemblies).Assembly.GetName().Name!];

    private readonly ConcurrentQueue<string> folders = new();

    /// <summary>The files of the shared framework.</summary>
    public static IEnumerable<string> FrameworkFiles() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(file => Path.GetDirectoryName(file) == Framework);

    /// <summary>Loads an assembly for the notebook; the framework's and the kernel's own are those of the process.</summary>
    public Assembly LoadReferenced(string path)
    {
        var name = AssemblyName.GetAssemblyName(path);
        if (Shared.Contains(name.Name!))
            return Default.LoadFromAssemblyName(new AssemblyName(name.Name!));
        var folder = Path.GetDirectoryName(path)!;
        if (!folders.Contains(folder))
            folders.Enqueue(folder);
        // Not by path: one of this name may be loaded from an earlier folder.
        return Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == name.Name) ?? LoadFromAssemblyPath(path);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Shared.Contains(assemblyName.Name!))
            return null;
        var file = folders.Select(folder => Path.Combine(folder, assemblyName.Name + ".dll")).FirstOrDefault(File.Exists);
        return file is null ? null : LoadFromAssemblyPath(file);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] names = OperatingSystem.IsWindows() ? [unmanagedDllName, unmanagedDllName + ".dll"]
            : OperatingSystem.IsMacOS() ? [$"lib{unmanagedDllName}.dylib", unmanagedDllName + ".dylib", unmanagedDllName, "lib" + unmanagedDllName]
            : [$"lib{unmanagedDllName}.so", unmanagedDllName + ".so", unmanagedDllName, "lib" + unmanagedDllName];
        var file = folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return file is null ? 0 : NativeLibrary.Load(file);
    }
}
