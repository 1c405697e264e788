namespace Workbook.Data.Acquisition;

/// <summary>What became of a file that was to be fetched.</summary>
public enum FetchOutcome
{
    /// <summary>It was there already.</summary>
    AlreadyThere,

    /// <summary>It was fetched, checked and, if it is an archive, unpacked.</summary>
    Fetched,

    /// <summary>It could not be had.</summary>
    Failed,

    /// <summary>The user stopped it; fetching continues where it stopped.</summary>
    Stopped,
}
