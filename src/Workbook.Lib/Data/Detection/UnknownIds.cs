using System.Globalization;

namespace Workbook.Data.Detection;

/// <summary>Ids of a results file that the ground truth lacks.</summary>
internal sealed class UnknownIds
{
    private const int Named = 5;
    private readonly HashSet<long> _ids = [];
    private long _count;

    public void Add(long id)
    {
        _count++;
        _ids.Add(id);
    }

    public static void ThrowIfAny(string source, string dataset, UnknownIds images, UnknownIds categories)
    {
        if (images._count + categories._count == 0)
            return;
        var found = new[] { images.Describe("images"), categories.Describe("categories") }.Where(text => text.Length > 0);
        throw new InvalidDataException(
            $"{source}: got {string.Join(" and ", found)} that {dataset} lacks. "
            + "Expected detections on its images and of its categories: give the ground truth that they were made for.");
    }

    private string Describe(string what) => _count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{_count} detections with {_ids.Count} ids of {what} ({string.Join(", ", _ids.Order().Take(Named))}{(_ids.Count > Named ? ", ..." : "")})");
}
