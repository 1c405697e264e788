using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Workbook.Kernel.Formatting;

namespace Workbook.Kernel.Execution;

/// <summary>The chain of submissions: each sees what the ones before it declared.</summary>
internal sealed class CSharpScripts : IDisposable
{
    /// <summary>C# of the cells.</summary>
    public const LanguageVersion Version = LanguageVersion.CSharp14;

    /// <summary>What cells may name without a <c>using</c>.</summary>
    public static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        typeof(NotebookFunctions).FullName!, typeof(Formatting.DisplayExtensions).FullName!,
    ];

    /// <summary>What cells may use without <c>#r</c>: the framework, and this kernel's functions.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. NotebookAssemblies.FrameworkFiles().Append(typeof(NotebookFunctions).Assembly.Location).Select(file => MetadataReference.CreateFromFile(file))];

    private readonly InteractiveAssemblyLoader loader = new();
    private readonly NotebookAssemblies assemblies = new();
    private readonly ReferenceResolver resolver = new();
    private readonly ScriptOptions options;
    private ScriptState<object>? state;

    public CSharpScripts() => options = ScriptOptions.Default
        .WithReferences(References)
        .WithImports(Imports)
        .WithMetadataResolver(resolver)
        .WithFileEncoding(Encoding.UTF8)
        .WithEmitDebugInformation(true)
        // A debug build could never be optimized by the JIT.
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithLanguageVersion(Version);

    public void Dispose() => loader.Dispose();

    /// <summary>Runs C#; the result is the value of the last expression, where it has one.</summary>
    /// <param name="source">What errors call the text: <c>cell 3</c>, or the path of a file.</param>
    /// <param name="code">The text.</param>
    /// <exception cref="CellFailure">It does not compile.</exception>
    public async Task<(bool HasValue, object? Value)> Run(string source, string code)
    {
        var located = options.WithFilePath(source).WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(Environment.CurrentDirectory));
        var script = state is null
            ? CSharpScript.Create<object>(code, located, globalsType: null, loader)
            : state.Script.ContinueWith<object>(code, located);
        var compilation = script.GetCompilation();
        RefusePackages(source, compilation);
        var errors = script.Compile().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
            throw new CellFailure(CompilationErrors.Of(errors));
        foreach (var path in resolver.TakeFound())
            loader.RegisterDependency(assemblies.LoadReferenced(path));

        // A submission that throws keeps what it declared until then.
        var next = state is null ? await script.RunAsync(null, _ => true).ConfigureAwait(false) : await script.RunFromAsync(state, _ => true).ConfigureAwait(false);
        state = next;
        if (next.Exception is { } exception)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        return (HasValue(compilation), next.ReturnValue);
    }

    private static bool HasValue(Compilation compilation)
    {
        var tree = compilation.SyntaxTrees.Last();
        return ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax statement }
            && statement.SemicolonToken.IsMissing
            && compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).Type is { SpecialType: not SpecialType.System_Void };
    }

    private static void RefusePackages(string source, Compilation compilation)
    {
        foreach (var directive in ((CompilationUnitSyntax)compilation.SyntaxTrees.Last().GetRoot()).GetReferenceDirectives())
        {
            if (directive.File.ValueText.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            {
                throw CellFailure.At(
                    source,
                    directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
                    "ReferenceError",
                    $"#r \"{directive.File.ValueText}\": packages are not restored here. "
                    + "Build a project that references the package and name the DLL: #r \"path/to/Name.dll\".");
            }
        }
    }
}
