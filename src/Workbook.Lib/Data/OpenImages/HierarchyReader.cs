using System.Text.Json;
using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>
/// Reads a hierarchy. As in the reference (tensorflow/models, oid_hierarchical_labels_expansion.py, July 2021) the ancestors of a class are
/// the nodes above any of its own nodes: of a class with two parents, what is below it belongs to a parent only if the tree repeats it there.
/// </summary>
internal sealed class HierarchyReader(string source, OpenImagesClasses classes)
{
    private const int None = -1;
    private readonly DataProblems _problems = new(source);
    private readonly List<(int Parent, int Class)> _nodes = [];

    public OpenImagesHierarchy Read(Stream stream, ProblemHandling handling)
    {
        var json = new DetectionJson(stream, source);
        string sha256;
        try
        {
            json.Next();
            ReadNode(ref json, None);
            sha256 = json.Finish();
        }
        finally
        {
            json.Dispose();
        }
        var (below, above) = Relations();
        _problems.Settle(handling);
        return new OpenImagesHierarchy(IndexSets.Of(classes.Count, below, above), IndexSets.Of(classes.Count, above, below))
        {
            Source = source,
            Sha256 = sha256,
            Classes = classes,
            Problems = _problems,
        };
    }

    // The reader of JSON bounds the depth.
    private void ReadNode(ref DetectionJson json, int parent)
    {
        const int labelKey = 0, childrenKey = 1;
        json.Require(JsonTokenType.StartObject);
        var node = _nodes.Count;
        _nodes.Add((parent, None));
        var seen = 0;
        var mid = "";
        while (json.NextProperty())
        {
            if (json.Is("LabelName"u8))
            {
                json.Once(ref seen, labelKey);
                mid = json.NextText();
            }
            else if (json.Is("Subcategory"u8))
            {
                json.Once(ref seen, childrenKey);
                json.Expect(JsonTokenType.StartArray);
                while (json.NextElement())
                    ReadNode(ref json, node);
            }
            else
            {
                json.SkipValue();
            }
        }
        if (parent == None)
            return;
        var index = classes.IndexOf(mid);
        if (index < 0)
            _problems.AddDropped("node whose LabelName is missing or no class", $"node {node}: {mid}");
        _nodes[node] = (parent, index);
    }

    private (int[] Below, int[] Above) Relations()
    {
        var (below, above) = (new List<int>(), new List<int>());
        var isListed = new bool[classes.Count];
        foreach (var (parent, index) in _nodes)
        {
            if (index == None)
                continue;
            isListed[index] = true;
            for (var node = parent; node != None; node = _nodes[node].Parent)
            {
                var ancestor = _nodes[node].Class;
                if (ancestor == index)
                    _problems.AddDropped("class below itself", $"{classes.Mids[index]}");
                else if (ancestor != None)
                {
                    below.Add(index);
                    above.Add(ancestor);
                }
            }
        }
        for (var i = 0; i < isListed.Length; i++)
            if (!isListed[i])
                _problems.AddKept("class that the hierarchy lacks: nothing is above or below it", $"{classes.Mids[i]}");
        return ([.. below], [.. above]);
    }
}
