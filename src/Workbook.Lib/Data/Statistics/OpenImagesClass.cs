namespace Workbook.Data.Statistics;

/// <summary>A class of Open Images.</summary>
/// <param name="Mid">Its key (<c>/m/0k4j</c>).</param>
/// <param name="Name">Name for people; two names occur twice.</param>
/// <param name="Parents">Keys of the classes directly above it; empty at the top.</param>
public sealed record OpenImagesClass(string Mid, string Name, IReadOnlyList<string> Parents);
