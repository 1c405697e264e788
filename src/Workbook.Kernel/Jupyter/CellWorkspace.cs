using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Jupyter;

/// <summary>The cells that were run as a chain of submissions for the compiler's services.</summary>
internal sealed class CellWorkspace
{
    private readonly Lazy<AdhocWorkspace> workspace = new(() => new AdhocWorkspace(MefHostServices.DefaultHost));
    private readonly List<(string Code, string Folder)> cells = [];
    private readonly List<ProjectId> projects = [];

    /// <summary>How cells are parsed.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(CSharpScripts.Version, DocumentationMode.Parse, SourceCodeKind.Script);

    /// <summary>Takes a cell that later ones see.</summary>
    /// <param name="code">Its C#.</param>
    /// <param name="folder">The session's current directory when it was run.</param>
    public void Add(string code, string folder) => cells.Add((code, folder));

    /// <summary>Forgets all cells.</summary>
    public void Clear()
    {
        cells.Clear();
        projects.Clear();
        if (workspace.IsValueCreated)
            workspace.Value.ClearSolution();
    }

    /// <summary>A cell that is being written, after those that were run.</summary>
    /// <param name="code">Its C#.</param>
    /// <param name="folder">The session's current directory.</param>
    public Document Document(string code, string folder)
    {
        while (projects.Count < cells.Count)
            projects.Add(workspace.Value.AddProject(Submission(cells[projects.Count].Code, cells[projects.Count].Folder)).Id);
        // A fork of the solution: nothing of it stays.
        var written = Submission(code, folder);
        return workspace.Value.CurrentSolution.AddProject(written).GetProject(written.Id)!.Documents.Single();
    }

    private ProjectInfo Submission(string code, string folder)
    {
        var id = ProjectId.CreateNewId();
        var text = TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default));
        return ProjectInfo.Create(
            id,
            VersionStamp.Default,
            $"cell{projects.Count + 1}",
            $"cell{projects.Count + 1}",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, usings: CSharpScripts.Imports, metadataReferenceResolver: new ReferenceResolver(folder),
                sourceReferenceResolver: Microsoft.CodeAnalysis.Scripting.ScriptSourceResolver.Default.WithBaseDirectory(folder)),
            parseOptions: ParseOptions,
            projectReferences: projects.Count == 0 ? [] : [new ProjectReference(projects[^1])],
            metadataReferences: CSharpScripts.References,
            documents: [DocumentInfo.Create(DocumentId.CreateNewId(id), "cell", sourceCodeKind: SourceCodeKind.Script, loader: text)],
            isSubmission: true);
    }
}
