namespace Workbook.Experiments;

/// <summary>A name that is not in a list; the message gives the nearest names, or all of them.</summary>
public sealed class UnknownNameException : ArgumentException
{
    /// <param name="what">What was looked up (<c>table</c>).</param>
    /// <param name="name">The name that is not there.</param>
    /// <param name="known">The names that are.</param>
    public UnknownNameException(string what, string name, IEnumerable<string> known)
        : base(Describe(what, name, [.. known]))
    {
    }

    /// <summary>The name, where it is one of the known.</summary>
    /// <param name="what">What is looked up (<c>profile</c>).</param>
    /// <param name="name">The name.</param>
    /// <param name="known">The names that are there.</param>
    /// <exception cref="UnknownNameException">It is none of them.</exception>
    public static string Require(string what, string name, IReadOnlyList<string> known) =>
        known.Contains(name) ? name : throw new UnknownNameException(what, name, known);

    private static string Describe(string what, string name, IReadOnlyList<string> known)
    {
        var near = NearestNames.To(name, known);
        return near.Count > 0
            ? $"There is no {what} \"{name}\". Did you mean {string.Join(" or ", near)}?"
            : $"There is no {what} \"{name}\". There are: {string.Join(", ", known)}.";
    }
}
