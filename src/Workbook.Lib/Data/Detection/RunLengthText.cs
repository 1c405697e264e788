namespace Workbook.Data.Detection;

/// <summary>COCO's compressed run lengths: numbers of 5 bits a character, from the fourth on as differences to the last but one.</summary>
internal static class RunLengthText
{
    /// <summary>The sum of the runs: the area of the picture; -1 where the text is none that COCO writes.</summary>
    public static long Total(ReadOnlySpan<byte> text)
    {
        long total = 0, last = 0, beforeLast = 0;
        for (int at = 0, count = 0; at < text.Length; count++)
        {
            long value = 0;
            var shift = 0;
            int bits;
            do
            {
                if (at == text.Length || shift > 30 || (bits = text[at++] - '0') is < 0 or > 63)
                    return -1;
                value |= (long)(bits & 31) << shift;
                shift += 5;
            }
            while ((bits & 32) != 0);
            if ((bits & 16) != 0)
                value |= -1L << shift;
            value += count > 2 ? beforeLast : 0;
            if (value is < 0 or > uint.MaxValue)
                return -1;
            (beforeLast, last) = (last, value);
            total += value;
        }
        return total;
    }
}
