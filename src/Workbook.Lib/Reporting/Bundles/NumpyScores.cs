using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Workbook.Reporting.Bundles;

/// <summary>Reads the scores that a classification run leaves: a float32 matrix in C order in NumPy's .npy format, version 1.0.</summary>
internal static partial class NumpyScores
{
    private const int HeaderAt = 10; // after magic, version, length
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8, 1, 0];

    /// <summary>The matrix, row by row, and its shape.</summary>
    /// <exception cref="InvalidDataException">The file is no such array, or its size is not that of its shape.</exception>
    public static (ReadOnlyMemory<byte> Values, int Rows, int Columns) Read(BundleFile file)
    {
        var bytes = file.Content;
        if (bytes.Length < HeaderAt || !bytes.Span.StartsWith(Magic))
            throw new InvalidDataException($"{file.Name} is no .npy file of version 1.0");
        var length = bytes.Span[8] | bytes.Span[9] << 8;
        var header = bytes.Length >= HeaderAt + length ? Encoding.Latin1.GetString(bytes.Span.Slice(HeaderAt, length)) : "";
        if (Header().Match(header) is not { Success: true } match
            || !int.TryParse(match.Groups["rows"].Value, CultureInfo.InvariantCulture, out var rows)
            || !int.TryParse(match.Groups["columns"].Value, CultureInfo.InvariantCulture, out var columns))
            throw new InvalidDataException($"{file.Name} is no float32 matrix in C order");
        var values = bytes[(HeaderAt + length)..];
        return values.Length == 4L * rows * columns
            ? (values, rows, columns)
            : throw new InvalidDataException($"{file.Name} has {values.Length} bytes of values, expected {4L * rows * columns} for {rows} x {columns}");
    }

    /// <summary>The values, as this machine has them in memory.</summary>
    public static ReadOnlySpan<float> AsFloats(ReadOnlyMemory<byte> values) => MemoryMarshal.Cast<byte, float>(values.Span);

    [GeneratedRegex(@"\A\{'descr': '<f4', 'fortran_order': False, 'shape': \((?<rows>\d{1,9}), (?<columns>\d{1,9}),?\), \} *\n\z")]
    private static partial Regex Header();
}
