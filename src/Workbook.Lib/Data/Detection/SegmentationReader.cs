using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Workbook.Ops.Masks;

namespace Workbook.Data.Detection;

/// <summary>Reads the value of <c>segmentation</c>: polygons, run lengths or their compressed text.</summary>
internal sealed class SegmentationReader(SegmentationBuilder builder)
{
    private readonly List<double> _coordinates = [];
    private readonly List<int> _lengths = [];
    private readonly List<uint> _runs = [];
    private readonly ArrayBufferWriter<byte> _text = new();

    /// <summary>Why the segmentation last read cannot be used; null where it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>What is odd about the segmentation last read, though the reference implementations take it; null for nothing.</summary>
    public string? Oddity { get; private set; }

    /// <summary>Pixels of the mask last read; -1 for polygons, whose mask is not made here, and for none.</summary>
    public long Area { get; private set; }

    /// <summary>Reads the next value.</summary>
    /// <returns>The place, or -1 for none (null, no polygon) or a faulty one.</returns>
    public long Read(ref DetectionJson json)
    {
        (Fault, Oddity, Area) = (null, null, -1);
        return json.Next() switch
        {
            JsonTokenType.Null => -1,
            JsonTokenType.StartArray => ReadPolygons(ref json),
            JsonTokenType.StartObject => ReadRunLengths(ref json),
            _ => throw json.Wrong("polygons (an array of arrays) or run lengths (an object)"),
        };
    }

    private long ReadPolygons(ref DetectionJson json)
    {
        _coordinates.Clear();
        _lengths.Clear();
        while (json.NextElement())
        {
            json.Require(JsonTokenType.StartArray);
            var start = _coordinates.Count;
            while (json.NextElement())
                _coordinates.Add(json.Number());
            var length = _coordinates.Count - start;
            _lengths.Add(length);
            if (length < 6 || length % 2 != 0)
                Oddity = "polygon of less than three points or an odd number of coordinates";
        }
        return _lengths.Count == 0 ? -1 : builder.AddPolygons(CollectionsMarshal.AsSpan(_lengths), CollectionsMarshal.AsSpan(_coordinates));
    }

    private long ReadRunLengths(ref DetectionJson json)
    {
        const int sizeKey = 0, countsKey = 1;
        int seen = 0, height = -1, width = -1;
        var isText = false;
        while (json.NextProperty())
        {
            if (json.Is("size"u8))
            {
                json.Once(ref seen, sizeKey);
                json.Expect(JsonTokenType.StartArray);
                height = (int)json.NextInteger(0, int.MaxValue);
                width = (int)json.NextInteger(0, int.MaxValue);
                json.Expect(JsonTokenType.EndArray);
            }
            else if (json.Is("counts"u8))
            {
                json.Once(ref seen, countsKey);
                isText = json.Next() == JsonTokenType.String;
                if (isText)
                    ReadText(ref json);
                else
                    ReadRuns(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }
        if (seen != (1 << sizeKey | 1 << countsKey))
        {
            Fault = "segmentation without size and counts";
            return -1;
        }
        var total = isText ? CompressedRuns.Measure(_text.WrittenSpan, out var area) : Measure(out area);
        Area = area;
        Fault = total < 0 ? "segmentation whose compressed run lengths cannot be decoded"
            : total != (long)height * width ? "segmentation whose run lengths do not add up to its size"
            : total > uint.MaxValue ? "segmentation of more pixels than run lengths can count (2^32 - 1)"
            : null;
        return Fault is not null ? -1
            : isText ? builder.AddRunLengthText(_text.WrittenSpan, height, width)
            : builder.AddRunLengths(CollectionsMarshal.AsSpan(_runs), height, width);
    }

    /// <summary>Adds compressed run lengths as a string of JSON has them, with no escapes but of the backslash; -1, and nothing is added, where they are faulty.</summary>
    public long ReadPlain(ReadOnlySpan<byte> text, int height, int width)
    {
        if (text.Contains((byte)'\\'))
            text = Unescape(text);
        var total = CompressedRuns.Measure(text, out var area);
        Area = area;
        return total == (long)height * width && total <= uint.MaxValue ? builder.AddRunLengthText(text, height, width) : -1;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        _text.ResetWrittenCount();
        for (var escape = text.IndexOf((byte)'\\'); escape >= 0; escape = text.IndexOf((byte)'\\'))
        {
            _text.Write(text[..(escape + 1)]);
            text = text[(escape + 2)..];
        }
        _text.Write(text);
        return _text.WrittenSpan;
    }

    private void ReadText(ref DetectionJson json)
    {
        _text.ResetWrittenCount();
        json.CopyText(_text);
    }

    private void ReadRuns(ref DetectionJson json)
    {
        json.Require(JsonTokenType.StartArray);
        _runs.Clear();
        while (json.NextElement())
            _runs.Add((uint)json.Integer(0, uint.MaxValue));
    }

    // The sum of the runs, and of those of ones.
    private long Measure(out long area)
    {
        long total = area = 0;
        for (var run = 0; run < _runs.Count; run++)
        {
            total += _runs[run];
            area += run % 2 * (long)_runs[run];
        }
        return total;
    }
}
