using System.Globalization;
using Newtonsoft.Json;
using Workbook.Ops.Masks;

namespace Workbook.Data.Detection;

/// <summary>Writes detections one by one in the results JSON of COCO and LVIS, masks as compressed run lengths; the array ends when it is disposed.</summary>
internal sealed class ResultsWriter : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private readonly StreamWriter _text;
    private readonly JsonTextWriter _json;

    /// <param name="stream">Stays open.</param>
    public ResultsWriter(Stream stream)
    {
        _text = new StreamWriter(stream, bufferSize: BufferBytes, leaveOpen: true);
        _json = new JsonTextWriter(_text) { Culture = CultureInfo.InvariantCulture };
        _json.WriteStartArray();
    }

    /// <param name="image">The image's id.</param>
    /// <param name="category">The category's id.</param>
    /// <param name="score">Finite.</param>
    /// <param name="box">In pixels, written to hundredths; null for none.</param>
    /// <param name="mask">Null for none.</param>
    public void Write(long image, long category, double score, BoxXywh? box, RunLengthMask? mask)
    {
        Begin(image, category);
        if (box is { } given)
        {
            _json.WritePropertyName("bbox");
            _json.WriteStartArray();
            foreach (var value in new[] { given.X, given.Y, given.Width, given.Height })
                _json.WriteValue(Math.Round(value, 2));
            _json.WriteEndArray();
        }
        Property("score", score);
        if (mask is not null)
            Segmentation(mask.Height, mask.Width, mask.ToCompressedString());
        _json.WriteEndObject();
    }

    /// <summary>Without a box, with a mask in COCO's compressed text.</summary>
    public void Write(long image, long category, double score, int height, int width, string counts)
    {
        Begin(image, category);
        Property("score", score);
        Segmentation(height, width, counts);
        _json.WriteEndObject();
    }

    public void Dispose()
    {
        _json.WriteEndArray();
        ((IDisposable)_json).Dispose();
        _text.Dispose();
    }

    private void Begin(long image, long category)
    {
        _json.WriteStartObject();
        Property("image_id", image);
        Property("category_id", category);
    }

    private void Segmentation(int height, int width, string counts)
    {
        _json.WritePropertyName("segmentation");
        _json.WriteStartObject();
        _json.WritePropertyName("size");
        _json.WriteStartArray();
        _json.WriteValue(height);
        _json.WriteValue(width);
        _json.WriteEndArray();
        _json.WritePropertyName("counts");
        _json.WriteValue(counts);
        _json.WriteEndObject();
    }

    private void Property(string name, long value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
    }

    private void Property(string name, double value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
    }
}
