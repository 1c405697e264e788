using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace Workbook.Kernel.Execution;

/// <summary>Resolves <c>#r</c> against a folder, and what a referenced assembly needs beside it.</summary>
/// <param name="folder">The folder; null for the current directory of the process, whatever it is then.</param>
internal sealed class ReferenceResolver(string? folder = null) : MetadataReferenceResolver
{
    private readonly List<string> found = [];

    public override bool ResolveMissingAssemblies => true;

    /// <summary>Takes the paths resolved since the last call.</summary>
    public IReadOnlyList<string> TakeFound()
    {
        string[] taken = [.. found];
        found.Clear();
        return taken;
    }

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        var references = Inner().ResolveReference(reference, baseFilePath, properties);
        foreach (var resolved in references)
            Add(resolved);
        return references;
    }

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
    {
        // What the kernel itself depends on is no business of the notebook.
        if (definition is PortableExecutableReference { FilePath: { } path } && path == typeof(ReferenceResolver).Assembly.Location)
            return null;
        var resolved = Inner().ResolveMissingAssembly(definition, referenceIdentity);
        Add(resolved);
        return resolved;
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private ScriptMetadataResolver Inner() => ScriptMetadataResolver.Default.WithBaseDirectory(folder ?? Environment.CurrentDirectory);

    private void Add(PortableExecutableReference? reference)
    {
        if (reference?.FilePath is { } path)
            found.Add(path);
    }
}
