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

    /// <summary>Reads the next value.</summary>
    /// <returns>The place, or -1 for none (null, no polygon) or a faulty one.</returns>
    public long Read(ref DetectionJson json)
    {
        (Fault, Oddity) = (null, null);
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
        long total = -1;
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
                total = isText ? ReadText(ref json) : ReadRuns(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }
        Fault = seen != (1 << sizeKey | 1 << countsKey) ? "segmentation without size and counts"
            : total < 0 ? "segmentation whose compressed run lengths cannot be decoded"
            : total != (long)height * width ? "segmentation whose run lengths do not add up to its size"
            : null;
        return Fault is not null ? -1
            : isText ? builder.AddRunLengthText(_text.WrittenSpan, height, width)
            : builder.AddRunLengths(CollectionsMarshal.AsSpan(_runs), height, width);
    }

    private long ReadText(ref DetectionJson json)
    {
        _text.ResetWrittenCount();
        json.CopyText(_text);
        return CompressedRuns.Total(_text.WrittenSpan);
    }

    private long ReadRuns(ref DetectionJson json)
    {
        json.Require(JsonTokenType.StartArray);
        _runs.Clear();
        long total = 0;
        while (json.NextElement())
        {
            var run = json.Integer(0, uint.MaxValue);
            _runs.Add((uint)run);
            total += run;
        }
        return total;
    }
}
