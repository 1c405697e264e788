using System.Security.Cryptography;
using System.Text;

namespace Workbook.Data;

/// <summary>
/// CIFAR-100 (Krizhevsky, 2009) in its official binary form: records of 3,074 bytes (coarse label, fine label, 1,024 R, 1,024 G, 1,024 B,
/// row by row); 50,000 in <c>train.bin</c>, 10,000 in <c>test.bin</c>; class names in <c>fine_label_names.txt</c>. The fine label is the
/// class.
/// </summary>
public static class Cifar100
{
    private const string FolderName = "cifar-100-binary";
    private const string TrainFile = "train.bin";
    private const string TestFile = "test.bin";
    private const string NamesFile = "fine_label_names.txt";
    private const int TrainCount = 50_000;
    private const int TestCount = 10_000;
    private const int Side = 32;
    private const int Classes = 100;
    private const int CoarseClasses = 20;
    private const int ImageBytes = ImageSet.Channels * Side * Side;
    private const int RecordBytes = 2 + ImageBytes;

    private static readonly string[] Members = [TrainFile, TestFile, NamesFile];

    /// <summary>
    /// Looks in a folder for <c>cifar-100-binary/</c>, <c>cifar-100-binary.tar.gz</c>, <c>cifar-100-binary.tar.xz</c> or <c>train.bin</c>,
    /// in this order.
    /// </summary>
    /// <param name="dataFolder">May be null or absent.</param>
    /// <returns>What <see cref="Load(string)"/> takes, or null where there is none.</returns>
    public static string? Find(string? dataFolder)
    {
        if (dataFolder is null || !Directory.Exists(dataFolder))
            return null;
        var folder = Path.Combine(dataFolder, FolderName);
        if (File.Exists(Path.Combine(folder, TrainFile)))
            return folder;
        foreach (var extension in new[] { ".tar.gz", ".tar.xz" })
            if (File.Exists(folder + extension))
                return folder + extension;
        return File.Exists(Path.Combine(dataFolder, TrainFile)) ? dataFolder : null;
    }

    /// <summary>
    /// Reads and checks both splits. An archive is unpacked once, into <c>$XDG_CACHE_HOME/equalization-loss-workbook</c> (or
    /// <c>~/.cache/...</c>), and the unpacked copy is checked against its SHA-256 at every load. The hashes of the files that were read are
    /// in <see cref="DataSource.Sha256"/>.
    /// </summary>
    /// <param name="path">A folder for which <see cref="Find"/> has an answer, or an archive (<c>.tar.gz</c>, or <c>.tar.xz</c> with
    /// <c>xz</c> on the PATH).</param>
    /// <exception cref="FileNotFoundException">There is no CIFAR-100 at <paramref name="path"/>.</exception>
    /// <exception cref="InvalidDataException">A file is truncated, too long or mislabelled; the message names file, record, got, expected
    /// and remedy.</exception>
    /// <exception cref="IOException">The archive cannot be unpacked, or the cache folder cannot be written.</exception>
    public static (ImageSet Train, ImageSet Test) Load(string path) => Load(path, UnpackedArchive.DefaultCacheFolder);

    internal static (ImageSet Train, ImageSet Test) Load(string path, string cacheFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var found = File.Exists(path) ? path : Find(path) ?? throw new FileNotFoundException(
            $"No CIFAR-100 at '{path}': expected a folder with {FolderName}/, {FolderName}.tar.gz, {FolderName}.tar.xz or {TrainFile}, "
            + "or such an archive. The official archive is cifar-100-binary.tar.gz on https://www.cs.toronto.edu/~kriz/cifar.html.", path);
        if (Directory.Exists(found))
            return LoadFolder(found);

        var unpacked = UnpackedArchive.Open(found, FolderName, Members, cacheFolder);
        try
        {
            var sets = LoadFolder(unpacked.Folder);
            if (unpacked.Matches(sets.Train.Source.Sha256))
                return sets;
        }
        catch (Exception e) when (!unpacked.IsNew && e is InvalidDataException or FileNotFoundException)
        {
            // A damaged copy: what the archive itself says counts, so unpack it again.
        }
        return LoadFolder(unpacked.Renew().Folder);
    }

    private static (ImageSet Train, ImageSet Test) LoadFolder(string folder)
    {
        var (names, namesHash) = ReadNames(Path.Combine(folder, NamesFile));
        var train = ReadSplit(Path.Combine(folder, TrainFile), TrainCount);
        var test = ReadSplit(Path.Combine(folder, TestFile), TestCount);
        var sha256 = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [NamesFile] = namesHash,
            [TestFile] = test.Sha256,
            [TrainFile] = train.Sha256,
        };
        var source = new DataSource(
            "CIFAR-100",
            IsSynthetic: false,
            $"CIFAR-100 (Krizhevsky, 2009): {TrainCount} training and {TestCount} test images of {Side}x{Side} pixels.",
            sha256);
        return (Set(train.Pixels, train.Labels), Set(test.Pixels, test.Labels));

        ImageSet Set(byte[] pixels, int[] labels) => new(pixels, labels, names, Side, Side, source);
    }

    private static (string[] Names, string Sha256) ReadNames(string file)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"'{file}' is missing; take it from the official archive, it lies beside {TrainFile}.", file);
        var bytes = File.ReadAllBytes(file);
        string[] names = [.. Encoding.UTF8.GetString(bytes).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        var different = names.Distinct(StringComparer.Ordinal).Count();
        if (names.Length != Classes || different != Classes)
            throw Damaged(file, $"got {different} different names in {names.Length} lines, expected {Classes}, one a line");
        return (names, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>Reads one split and checks length, labels and the number of images of each class.</summary>
    internal static (byte[] Pixels, int[] Labels, string Sha256) ReadSplit(string file, int records)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"'{file}' is missing; take it from the official archive.", file);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        if (stream.Length != (long)records * RecordBytes)
            throw Damaged(
                file,
                $"got {stream.Length} bytes ({stream.Length / RecordBytes} records and {stream.Length % RecordBytes} bytes), "
                + $"expected {(long)records * RecordBytes} ({records} records of {RecordBytes})");

        var pixels = new byte[records * ImageBytes];
        var labels = new int[records];
        var coarseOf = new int[Classes];
        Array.Fill(coarseOf, -1);
        var perClass = new int[Classes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * RecordBytes];
        for (var first = 0; first < records; first += 256)
        {
            var piece = buffer.AsSpan(0, Math.Min(256, records - first) * RecordBytes);
            stream.ReadExactly(piece);
            hash.AppendData(piece);
            for (var i = 0; i < piece.Length / RecordBytes; i++)
            {
                var record = piece.Slice(i * RecordBytes, RecordBytes);
                CheckLabels(file, first + i, coarse: record[0], fine: record[1], coarseOf);
                labels[first + i] = record[1];
                perClass[record[1]]++;
                record[2..].CopyTo(pixels.AsSpan((first + i) * ImageBytes));
            }
        }

        for (var c = 0; c < Classes; c++)
            if (perClass[c] != records / Classes)
                throw Damaged(file, $"got {perClass[c]} records of fine label {c}, expected {records / Classes} of each");
        return (pixels, labels, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void CheckLabels(string file, int record, int coarse, int fine, int[] coarseOf)
    {
        if (coarse >= CoarseClasses)
            throw Damaged(file, $"record {record}: got coarse label {coarse}, expected 0..{CoarseClasses - 1}");
        if (fine >= Classes)
            throw Damaged(file, $"record {record}: got fine label {fine}, expected 0..{Classes - 1}");
        if (coarseOf[fine] < 0)
            coarseOf[fine] = coarse;
        if (coarseOf[fine] != coarse)
            throw Damaged(
                file, $"record {record}: got coarse label {coarse} with fine label {fine}, expected {coarseOf[fine]} as in the records before");
    }

    private static InvalidDataException Damaged(string file, string what) =>
        new($"'{file}' is not a CIFAR-100 file: {what}. Unpack it again from the official archive ({FolderName}.tar.gz), or fetch that.");
}
