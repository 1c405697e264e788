using System.Runtime.CompilerServices;

namespace Workbook.Data.Detection;

/// <summary>
/// Reads detections in the form in which nearly all results files have them: after a comma, an object of nothing but image_id, category_id,
/// score, bbox and a segmentation of compressed run lengths, each once, numbers without exponents. What is not of this form, or reaches beyond the text, it leaves to
/// <see cref="DetectionJson"/>, several times slower, which says what is wrong with it; so it takes only what is certain to be right.
/// </summary>
/// <param name="text">What follows a detection.</param>
/// <param name="hasBoxes">Whether detections have a box.</param>
/// <param name="hasSegmentations">Whether detections have a segmentation.</param>
internal ref struct PlainDetections(ReadOnlySpan<byte> text, bool hasBoxes, bool hasSegmentations)
{
    private const int ImageKey = 1, CategoryKey = 2, ScoreKey = 4, BoxKey = 8, SegmentationKey = 16;
    private const ulong LargestExactInteger = 1UL << 53;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly int _needed = ImageKey | CategoryKey | ScoreKey | (hasBoxes ? BoxKey : 0) | (hasSegmentations ? SegmentationKey : 0);

    /// <summary>The bytes of the detections that were read.</summary>
    public int Length { get; private set; }

    /// <summary>Reads the next detection; false, and nothing is read, where it is not of this form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Next(out PlainDetection detection)
    {
        detection = default;
        var at = Length;
        if (!Take(ref at, ',') || !Take(ref at, '{'))
            return false;
        for (var seen = 0; ;)
        {
            var key = KeyAt(ref at);
            if ((seen & key) != 0 || !Take(ref at, ':'))
                return false;
            seen |= key;
            var isTaken = key switch
            {
                ImageKey => TakeInteger(ref at, out detection.ImageId),
                CategoryKey => TakeInteger(ref at, out detection.CategoryId),
                ScoreKey => TakeNumber(ref at, out detection.Score),
                BoxKey => TakeBox(ref at, out detection.Box),
                SegmentationKey => TakeSegmentation(ref at, ref detection),
                _ => false,
            };
            if (!isTaken)
                return false;
            if (Take(ref at, ','))
                continue;
            if (seen != _needed || !Take(ref at, '}'))
                return false;
            Length = at;
            return true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int KeyAt(ref int at)
    {
        SkipSpace(ref at);
        if (at + 1 >= _text.Length)
            return 0;
        return _text[at + 1] switch
        {
            (byte)'i' => Take(ref at, "\"image_id\""u8) ? ImageKey : 0,
            (byte)'c' => Take(ref at, "\"category_id\""u8) ? CategoryKey : 0,
            (byte)'b' => Take(ref at, "\"bbox\""u8) ? BoxKey : 0,
            (byte)'s' => Take(ref at, "\"score\""u8) ? ScoreKey : Take(ref at, "\"segmentation\""u8) ? SegmentationKey : 0,
            _ => 0,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Take(ref int at, ReadOnlySpan<byte> name)
    {
        if (!_text[at..].StartsWith(name))
            return false;
        at += name.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool TakeBox(ref int at, out BoxXywh box)
    {
        box = default;
        if (!Take(ref at, '[')
            || !TakeNumber(ref at, out var x) || !Take(ref at, ',')
            || !TakeNumber(ref at, out var y) || !Take(ref at, ',')
            || !TakeNumber(ref at, out var width) || !Take(ref at, ',')
            || !TakeNumber(ref at, out var height) || !Take(ref at, ']')
            || width < 0 || height < 0)
            return false;
        box = new BoxXywh(x, y, width, height);
        return true;
    }

    private readonly bool TakeSegmentation(ref int at, ref PlainDetection detection)
    {
        if (!Take(ref at, '{'))
            return false;
        SkipSpace(ref at);
        var isSizeFirst = Take(ref at, "\"size\""u8);
        if (isSizeFirst && !(TakeSize(ref at, ref detection) && Take(ref at, ',')))
            return false;
        SkipSpace(ref at);
        if (!Take(ref at, "\"counts\""u8) || !TakeCounts(ref at, ref detection))
            return false;
        if (isSizeFirst)
            return Take(ref at, '}');
        if (!Take(ref at, ','))
            return false;
        SkipSpace(ref at);
        return Take(ref at, "\"size\""u8) && TakeSize(ref at, ref detection) && Take(ref at, '}');
    }

    private readonly bool TakeSize(ref int at, ref PlainDetection detection)
    {
        if (!Take(ref at, ':') || !Take(ref at, '[')
            || !TakeInteger(ref at, out var height) || !Take(ref at, ',')
            || !TakeInteger(ref at, out var width) || !Take(ref at, ']')
            || height is < 0 or > int.MaxValue || width is < 0 or > int.MaxValue)
            return false;
        (detection.Height, detection.Width) = ((int)height, (int)width);
        return true;
    }

    private readonly bool TakeCounts(ref int at, ref PlainDetection detection)
    {
        if (!Take(ref at, ':') || !Take(ref at, '"'))
            return false;
        for (var first = at; ;)
        {
            var length = _text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (length < 0)
                return false;
            at += length;
            if (_text[at] == '"')
            {
                detection.Counts = _text[first..at++];
                return true;
            }
            if (at + 1 >= _text.Length || _text[at + 1] != '\\')
                return false;
            at += 2;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool TakeInteger(ref int at, out long value)
    {
        var isTaken = TakeDigits(ref at, out var digits, out var decimals, out var isNegative) && decimals == 0;
        value = isNegative ? -(long)digits : (long)digits;
        return isTaken;
    }

    // See DecimalText: both are exact, so their quotient is the nearest double.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool TakeNumber(ref int at, out double value)
    {
        var isTaken = TakeDigits(ref at, out var digits, out var decimals, out var isNegative);
        value = (long)digits / Powers[decimals];
        if (isNegative)
            value = -value;
        return isTaken;
    }

    // In local variables, which stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool TakeDigits(ref int position, out ulong digits, out int decimals, out bool isNegative)
    {
        const int most = 18;
        SkipSpace(ref position);
        (digits, decimals) = (0, 0);
        var text = _text[position..];
        isNegative = text.Length > 0 && text[0] == '-';
        var at = isNegative ? 1 : 0;
        var (value, first) = (0UL, at);
        for (; (uint)at < (uint)text.Length && text[at] - (uint)'0' is <= 9 and var digit; at++)
            value = value * 10 + digit;
        var whole = at - first;
        if (whole is 0 or > most || (whole > 1 && text[first] == '0'))
            return false;
        if (at < text.Length && text[at] == '.')
        {
            first = ++at;
            for (; (uint)at < (uint)text.Length && text[at] - (uint)'0' is <= 9 and var digit; at++)
                value = value * 10 + digit;
            var fraction = at - first;
            if (fraction == 0 || whole + fraction > most)
                return false;
            decimals = fraction;
        }
        (digits, position) = (value, position + at);
        // The sign of zero, and what begins an exponent or ends with the text, is for the other reader.
        return value <= LargestExactInteger && !(isNegative && value == 0) && at < text.Length && text[at] is not ((byte)'e' or (byte)'E');
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Take(ref int at, char character)
    {
        SkipSpace(ref at);
        if (at >= _text.Length || _text[at] != character)
            return false;
        at++;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void SkipSpace(ref int at)
    {
        while (at < _text.Length && _text[at] is ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            at++;
    }
}
