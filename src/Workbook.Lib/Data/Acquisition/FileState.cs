namespace Workbook.Data.Acquisition;

/// <summary>What there is of a file in a data folder, by names and lengths; <see cref="DatasetVerifier"/> looks at the content.</summary>
public enum FileState
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A part, or an archive that is not unpacked yet: fetching continues there.</summary>
    Partial,

    /// <summary>It is there, but came in another way and was never checked.</summary>
    Present,

    /// <summary>It is there, and was checked when it came.</summary>
    Verified,

    /// <summary>It has another length than when it came.</summary>
    Damaged,
}
