using System.Buffers;
using System.Runtime.CompilerServices;

namespace Workbook.Ops.Masks;

/// <summary>
/// COCO's text form of run lengths. From the fourth run on the difference to the run two before is written. A number is split into groups
/// of 5 bits, lowest first, as far as its sign needs; a group is the character 48 + bits, + 32 where another group follows.
/// </summary>
internal static class CompressedRuns
{
    private const int FirstCharacter = 48;
    private const int MoreFollows = 32;
    private const int SignBit = 16;

    // A difference of two 32-bit runs has 33 bits and a sign.
    private const int MostGroups = 7;

    /// <returns>The ends of the runs.</returns>
    public static uint[] Parse(ReadOnlySpan<byte> text, uint pixels)
    {
        var ends = new uint[RunCount(text)];
        long position = 0, before = 0, twoBefore = 0;
        for (int at = 0, run = 0; run < ends.Length; run++)
        {
            var first = at;
            var length = Number(text, ref at) + (run > 2 ? twoBefore : 0);
            if (length < 0 || length > pixels - position)
                throw new FormatException(
                    $"A compressed mask gives run {run} (character {first}) the length {length}; "
                    + $"expected 0 to {pixels - position}, the pixels that are left of {pixels}.");
            ends[run] = (uint)(position += length);
            (twoBefore, before) = (before, length);
        }
        return position == pixels ? ends : throw new FormatException(
            $"A compressed mask's runs cover {position} pixels; expected {pixels}, height x width. Is it cut off, or the size of another image?");
    }

    /// <summary>The sum of the runs, which is the number of pixels, without keeping them; -1 where the text is none that COCO writes.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="area">The sum of the runs of ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Measure(ReadOnlySpan<byte> text, out long area)
    {
        area = 0;
        long total = 0, before = 0, twoBefore = 0;
        for (int at = 0, run = 0; (uint)at < (uint)text.Length; run++)
        {
            // Most numbers are of one group.
            var bits = text[at] - FirstCharacter;
            long length = (bits ^ SignBit) - SignBit;
            if (bits is >= 0 and < MoreFollows)
                at++;
            else if (!TryNumber(text, ref at, out length))
                return -1;
            length += run > 2 ? twoBefore : 0;
            if (length is < 0 or > uint.MaxValue)
                return -1;
            total += length;
            area += length & -(run & 1L);
            (twoBefore, before) = (before, length);
        }
        return total;
    }

    public static string Write(ReadOnlySpan<uint> ends)
    {
        var buffer = ArrayPool<char>.Shared.Rent(checked(ends.Length * MostGroups));
        var length = 0;
        for (var run = 0; run < ends.Length; run++)
        {
            var number = Length(ends, run) - (run > 2 ? Length(ends, run - 2) : 0);
            for (var more = true; more;)
            {
                var bits = (int)(number & (MoreFollows - 1));
                number >>= 5;
                more = number != ((bits & SignBit) != 0 ? -1 : 0);
                buffer[length++] = (char)(FirstCharacter + bits + (more ? MoreFollows : 0));
            }
        }
        var text = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    private static long Length(ReadOnlySpan<uint> ends, int run) => ends[run] - (run > 0 ? ends[run - 1] : 0L);

    private static int RunCount(ReadOnlySpan<byte> text)
    {
        var runs = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var bits = text[at] - FirstCharacter;
            if (bits is < 0 or >= 2 * MoreFollows)
                throw new FormatException($"A compressed mask has the byte {text[at]} at {at}; expected the characters '0' (48) to 'o' (111).");
            runs += bits < MoreFollows ? 1 : 0;
        }
        if (text.Length > 0 && text[^1] - FirstCharacter >= MoreFollows)
            throw new FormatException($"A compressed mask of {text.Length} characters ends within a number; it is cut off.");
        return runs;
    }

    private static long Number(ReadOnlySpan<byte> text, ref int at) => TryNumber(text, ref at, out var number) ? number : throw new FormatException(
        $"A compressed mask has a number of more than {MostGroups} characters before character {at}; no run is that long.");

    private static bool TryNumber(ReadOnlySpan<byte> text, ref int at, out long number)
    {
        number = 0;
        for (var group = 0; group < MostGroups && at < text.Length; group++)
        {
            var bits = text[at++] - FirstCharacter;
            if (bits is < 0 or >= 2 * MoreFollows)
                return false;
            number |= (long)(bits & (MoreFollows - 1)) << (5 * group);
            if (bits >= MoreFollows)
                continue;
            if ((bits & SignBit) != 0)
                number |= -1L << (5 * (group + 1));
            return true;
        }
        return false;
    }
}
