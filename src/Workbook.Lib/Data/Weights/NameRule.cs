using System.Globalization;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>What becomes of the names of one form.</summary>
/// <param name="Pattern">The whole name.</param>
/// <param name="Map">The module's tensors; none where the file's is not needed.</param>
internal sealed record NameRule(Regex Pattern, Func<GroupCollection, MappedTensor[]> Map)
{
    /// <summary>Another name: <c>$1</c> is a group, <c>$1-2</c> a number less 2.</summary>
    public static NameRule To(string pattern, string name, Func<Tensor, long[], Tensor>? convert = null) =>
        Make(pattern, groups => [new MappedTensor(Fill(name, groups), convert)]);

    /// <summary>Several tensors.</summary>
    public static NameRule ToMany(string pattern, params (string Name, Func<Tensor, long[], Tensor>? Convert)[] targets) =>
        Make(pattern, groups => Array.ConvertAll(targets, target => new MappedTensor(Fill(target.Name, groups), target.Convert)));

    /// <summary>Not needed.</summary>
    public static NameRule Drop(string pattern) => Make(pattern, _ => []);

    private static NameRule Make(string pattern, Func<GroupCollection, MappedTensor[]> map) =>
        new(new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), map);

    private static string Fill(string name, GroupCollection groups) => Regex.Replace(name, @"\$(\d)(?:-(\d))?", reference =>
    {
        var group = groups[int.Parse(reference.Groups[1].ValueSpan, CultureInfo.InvariantCulture)].Value;
        return reference.Groups[2] is { Success: true, ValueSpan: var less }
            ? (int.Parse(group, CultureInfo.InvariantCulture) - int.Parse(less, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)
            : group;
    });
}
