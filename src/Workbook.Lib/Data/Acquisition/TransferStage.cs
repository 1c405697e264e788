namespace Workbook.Data.Acquisition;

/// <summary>What is being done with a file.</summary>
public enum TransferStage
{
    /// <summary>It is transferred.</summary>
    Transferring,

    /// <summary>The transfer broke off and is tried again after a while.</summary>
    Waiting,

    /// <summary>Its checksums are computed.</summary>
    Checking,

    /// <summary>It is unpacked.</summary>
    Unpacking,

    /// <summary>It is there, or failed, or was stopped.</summary>
    Ended,
}
