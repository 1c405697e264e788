namespace Workbook.Data.Acquisition;

/// <summary>The places of a file in a data folder.</summary>
internal sealed class LocalFile(RemoteFile file, string folder)
{
    /// <summary>The file itself; an archive is here only until it is unpacked.</summary>
    public string Path { get; } = System.IO.Path.Combine([folder, .. file.Path.Split('/')]);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public string Partial => Path + ".part";

    public string Record => Path + ".sha256";

    /// <summary>Where an archive is unpacked before its content gets its place.</summary>
    public string Unpacking => Path + ".unpacking";

    /// <summary>What is used: the file itself, or what is unpacked from it.</summary>
    public string Target => file.Unpacks is null ? Path : System.IO.Path.Combine(Folder, file.Unpacks);

    /// <summary>The state, without reading more than lengths.</summary>
    public FileState State()
    {
        var isThere = File.Exists(Target) || Directory.Exists(Target);
        if (isThere && File.Exists(Record))
            return file.Unpacks is null && new FileInfo(Target).Length != SumsRecord.Read(Record).Size ? FileState.Damaged : FileState.Verified;
        if (isThere)
            return FileState.Present;
        return File.Exists(Partial) || File.Exists(Path) || Directory.Exists(Unpacking) ? FileState.Partial : FileState.Missing;
    }

    /// <summary>Bytes of <see cref="Target"/>, of the partial file or of the archive that is still packed.</summary>
    public long Bytes()
    {
        var existing = new[] { Target, Path, Partial }.FirstOrDefault(File.Exists);
        return existing is null ? 0 : new FileInfo(existing).Length;
    }
}
