using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>Reads a class list, CSV or JSON.</summary>
internal sealed class ClassListReader(string source)
{
    // An index takes two bytes of a box.
    private const int MostClasses = ushort.MaxValue + 1;

    private const int LongestList = 1 << 26;

    private readonly DataProblems _problems = new(source);
    private readonly Utf8Index _index = new();
    private readonly List<string> _mids = [];
    private readonly List<string> _names = [];

    public OpenImagesClasses Read(Stream stream, ProblemHandling handling)
    {
        using var text = Copy(stream);
        var start = text.GetBuffer().AsSpan(0, (int)text.Length).TrimStart(" \t\r\n\uFEFF"u8);
        var sha256 = start.StartsWith("["u8) ? ReadJson(text) : ReadCsv(text);
        if (_mids.Count == 0)
            throw new InvalidDataException($"{source}: got no class, expected lines of MID and name.\n{_problems}");
        _problems.Settle(handling);
        return new OpenImagesClasses(_index) { Source = source, Sha256 = sha256, Mids = [.. _mids], Names = [.. _names], Problems = _problems };
    }

    private MemoryStream Copy(Stream stream)
    {
        var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0; text.Write(buffer, 0, read))
            if (text.Length > LongestList)
                throw new InvalidDataException($"{source}: got more than {LongestList} bytes. Is this a class list?");
        text.Position = 0;
        return text;
    }

    private string ReadCsv(Stream stream)
    {
        using var csv = new CsvReader(stream, source);
        var isFirst = true;
        while (csv.Read())
        {
            var isHeading = isFirst && csv.Count == 2 && csv[0].SequenceEqual("LabelName"u8);
            isFirst = false;
            if (isHeading)
                continue;
            if (csv.Count != 2 || csv.IsMisquoted)
                _problems.AddDropped("line that is not a MID and a name", $"line {csv.Line}: {csv.Text(0)}");
            else
                Add(csv[0], Encoding.UTF8.GetString(csv[1]), $"line {csv.Line}: {csv.Text(0)}");
        }
        return csv.Sha256();
    }

    private string ReadJson(Stream stream)
    {
        var json = new DetectionJson(stream, source);
        try
        {
            var entries = new List<(long Id, string Mid)>();
            json.Expect(JsonTokenType.StartArray);
            for (var at = 0; json.NextElement(); at++)
                ReadEntry(ref json, at, entries);
            var ids = new HashSet<long>();
            foreach (var (id, mid) in entries.OrderBy(entry => entry.Id))
                if (!ids.Add(id))
                    _problems.AddDropped("class whose id another has", $"id {id}: {mid}");
                else
                    Add(Encoding.UTF8.GetBytes(mid), mid, $"id {id}: {mid}");
            return json.Finish();
        }
        finally
        {
            json.Dispose();
        }
    }

    private void ReadEntry(ref DetectionJson json, int at, List<(long Id, string Mid)> entries)
    {
        const int idKey = 0, nameKey = 1;
        json.Require(JsonTokenType.StartObject);
        var seen = 0;
        long id = 0;
        var mid = "";
        while (json.NextProperty())
        {
            if (json.Is("id"u8))
            {
                json.Once(ref seen, idKey);
                id = json.NextInteger();
            }
            else if (json.Is("name"u8))
            {
                json.Once(ref seen, nameKey);
                mid = json.NextText();
            }
            else
            {
                json.SkipValue();
            }
        }
        if (seen != (1 << idKey | 1 << nameKey))
            _problems.AddDropped("class without id or name", $"[{at}]");
        else
            entries.Add((id, mid));
    }

    private void Add(ReadOnlySpan<byte> mid, string name, FormattableString where)
    {
        if (mid.IsEmpty || !Utf8.IsValid(mid))
            _problems.AddDropped("class whose MID is empty or not UTF-8", where);
        else if (!_index.TryAdd(mid, _mids.Count))
            _problems.AddDropped("class whose MID another has", where);
        else if (_mids.Count == MostClasses)
            throw new InvalidDataException($"{source}: got more than {MostClasses} classes. Is this a class list?");
        else
        {
            _mids.Add(Encoding.UTF8.GetString(mid));
            _names.Add(name);
        }
    }
}
