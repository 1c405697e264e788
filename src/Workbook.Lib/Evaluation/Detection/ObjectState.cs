namespace Workbook.Evaluation.Detection;

/// <summary>An annotation while its category is matched.</summary>
/// <param name="ignoredRanges">One bit for each area range in which it is ignored.</param>
/// <param name="isCrowd">Whether it takes any number of detections.</param>
/// <param name="isNoticed">See <see cref="GroundTruth.IsNoticed"/>.</param>
internal struct ObjectState(int ignoredRanges, bool isCrowd, bool isNoticed)
{
    private const int BitsOfRange = 16;

    private ulong _taken;

    public readonly bool IsNoticed => isNoticed;

    public readonly bool IsIgnored(int range) => (ignoredRanges >> range & 1) != 0;

    public readonly bool IsFree(int range, int threshold) => isCrowd || (_taken >> (BitsOfRange * range + threshold) & 1) == 0;

    public void Take(int range, int threshold) => _taken |= 1UL << (BitsOfRange * range + threshold);
}
