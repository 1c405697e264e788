using System.Globalization;
using System.Text;
using Workbook.Data.Statistics;

namespace Workbook.Reporting;

/// <summary>A hierarchy of classes: the families unfold, their classes without any below stand in a line; in plain text all is unfolded.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class ClassTree : INotebookValue
{
    private readonly OpenImagesFamilies _hierarchy;

    internal ClassTree(OpenImagesFamilies hierarchy) => _hierarchy = hierarchy;

    string INotebookValue.ToHtml() => ReportStyle.Fragment(Html.Of($"""
        <div class="tree">
        <p>{Summary()} Families, the largest first:</p>
        {Families(_hierarchy.Top).Select(family => Family(family, null))}<p>{Alone.Count} classes in no family: {Leaves(Alone, null)}</p>
        </div>

        """)).ToString();

    string INotebookValue.ToText()
    {
        var text = new StringBuilder(Summary());
        foreach (var family in Families(_hierarchy.Top))
            Append(text, family, 0);
        return text.Append(CultureInfo.InvariantCulture, $"\n{Alone.Count} classes in no family: {string.Join(", ", Alone.Select(item => item.Name))}").ToString();
    }

    private IReadOnlyList<OpenImagesClass> Alone => [.. _hierarchy.Top.Where(IsLeaf)];

    private string Summary()
    {
        var classes = _hierarchy.Classes;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{classes.Count} classes in {classes.Max(_hierarchy.Depth)} levels: {classes.Count(item => !IsLeaf(item))} have others below them, "
            + $"{classes.Count(IsLeaf)} have none, and {classes.Count(item => item.Parents.Count > 1)} stand below two.");
    }

    private Html Family(OpenImagesClass item, OpenImagesClass? above)
    {
        OpenImagesClass[] leaves = [.. _hierarchy.Children(item).Where(IsLeaf)];
        return Html.Of($"""
            <details><summary>{item.Name} <span class="source">{_hierarchy.Descendants(item).Count} below{Elsewhere(item, above)}</span></summary>
            {Families(_hierarchy.Children(item)).Select(family => Family(family, item))}<p>{Leaves(leaves, item)}</p>
            </details>

            """);
    }

    private IEnumerable<Html> Leaves(IReadOnlyList<OpenImagesClass> leaves, OpenImagesClass? above) =>
        leaves.Index().Select(leaf => Html.Of($"{(leaf.Index > 0 ? ", " : "")}{leaf.Item.Name}{Mark(Elsewhere(leaf.Item, above))}"));

    private static Html Mark(string elsewhere) => elsewhere.Length > 0 ? Html.Of($" <span class=\"source\">({elsewhere[2..]})</span>") : default;

    private string Elsewhere(OpenImagesClass item, OpenImagesClass? above) =>
        string.Concat(_hierarchy.Parents(item).Where(parent => parent.Mid != above?.Mid).Select(parent => $", also in {parent.Name}"));

    private void Append(StringBuilder text, OpenImagesClass item, int level)
    {
        text.Append('\n').Append(' ', 2 * level).Append(item.Name);
        OpenImagesClass[] leaves = [.. _hierarchy.Children(item).Where(IsLeaf)];
        if (leaves.Length > 0)
            text.Append(": ").AppendJoin(", ", leaves.Select(leaf => leaf.Name));
        foreach (var family in Families(_hierarchy.Children(item)))
            Append(text, family, level + 1);
    }

    private IEnumerable<OpenImagesClass> Families(IEnumerable<OpenImagesClass> classes) =>
        classes.Where(item => !IsLeaf(item)).OrderByDescending(item => _hierarchy.Descendants(item).Count);

    private bool IsLeaf(OpenImagesClass item) => _hierarchy.Children(item).Count == 0;
}
