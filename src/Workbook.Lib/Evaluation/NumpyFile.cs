using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Workbook.Results;

namespace Workbook.Evaluation;

/// <summary>Arrays in NumPy's .npy format, version 1.0: predictions that Python reads with <c>numpy.load</c>.</summary>
internal static class NumpyFile
{
    private const int HeaderAlignment = 64;

    /// <summary>Writes a float32 array in C order.</summary>
    internal static void Write(string path, float[] values, ReadOnlySpan<int> shape)
    {
        var dimensions = string.Concat(shape.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture) + ", ")).TrimEnd(' ');
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({dimensions}), }}";
        const int Before = 10; // magic, version, length
        var padding = HeaderAlignment - 1 - (Before + header.Length) % HeaderAlignment;
        header += new string(' ', padding) + '\n';
        byte[] magic = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)];
        AtomicFile.Write(path, stream =>
        {
            stream.Write(magic);
            stream.Write(Encoding.ASCII.GetBytes(header));
            stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        });
    }
}
