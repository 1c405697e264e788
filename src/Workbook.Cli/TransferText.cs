using Workbook.Data.Acquisition;

namespace Workbook.Cli;

/// <summary>How far a file is, in words.</summary>
internal static class TransferText
{
    public static string Of(TransferProgress progress) => progress.Detail ?? $"{Stage(progress.Stage)} {Amount(progress)}";

    private static string Amount(TransferProgress progress) =>
        progress.Total is { } total ? $"{ByteText.Of(progress.Bytes)} of {ByteText.Of(total)}" : ByteText.Of(progress.Bytes);

    private static string Stage(TransferStage stage) => stage switch
    {
        TransferStage.Checking => "checking,",
        TransferStage.Unpacking => "unpacking,",
        _ => "fetching,",
    };
}
