namespace Workbook.Ops;

/// <summary>Channels from <paramref name="First"/> on that share their offsets and their group of the convolution.</summary>
internal readonly record struct DeformableSegment(int OffsetGroup, int Group, int First, int Count)
{
    /// <summary>All channels in order, cut where an offset group or a group ends and into pieces of at most <paramref name="most"/>.</summary>
    internal static DeformableSegment[] Of(DeformableShape shape, int most)
    {
        var (perOffset, perGroup) = ((int)(shape.Inputs / shape.OffsetGroups), (int)(shape.Inputs / shape.Groups));
        var segments = new List<DeformableSegment>();
        for (int first = 0, end; first < shape.Inputs; first = end)
        {
            var (offsetGroup, group) = (first / perOffset, first / perGroup);
            end = Math.Min(Math.Min((offsetGroup + 1) * perOffset, (group + 1) * perGroup), first + most);
            segments.Add(new(offsetGroup, group, first, end - first));
        }
        return [.. segments];
    }
}
