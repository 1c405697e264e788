namespace Workbook.Data.Acquisition;

/// <summary>Room on a disk.</summary>
internal static class FreeDisk
{
    /// <summary>Bytes that this user may still write on the disk of a folder, which need not exist yet.</summary>
    public static long Of(string folder)
    {
        var existing = new DirectoryInfo(folder);
        while (!existing.Exists && existing.Parent is not null)
            existing = existing.Parent;
        return new DriveInfo(existing.FullName).AvailableFreeSpace;
    }

    /// <summary>Throws where there is too little.</summary>
    public static void Require(string folder, long needed, string what, TransferSettings settings)
    {
        var free = settings.FreeBytes(folder);
        if (free < needed)
            throw new IOException(
                $"The disk of '{folder}' has {ByteText.Of(free)} free; {what} needs {ByteText.Of(needed)}. "
                + "Free some, choose another folder with --to, or fetch only some parts with --only.");
    }
}
