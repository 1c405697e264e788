namespace Workbook.Data.Acquisition;

/// <summary>How far a file is.</summary>
/// <param name="File">The file.</param>
/// <param name="Stage">What is being done.</param>
/// <param name="Bytes">Bytes done in this stage; in <see cref="TransferStage.Transferring"/> those of earlier attempts included; when it has ended, 1 of 1
/// or, where it failed, 0 of 1.</param>
/// <param name="Total">Bytes in all; null where unknown.</param>
/// <param name="Detail">Why it waits, or how it ended; null otherwise.</param>
public sealed record TransferProgress(RemoteFile File, TransferStage Stage, long Bytes, long? Total, string? Detail = null);
