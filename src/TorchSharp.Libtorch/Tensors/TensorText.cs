using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Lays a tensor's elements out as text.</summary>
internal sealed class TensorText
{
    private const int Shown = 6;
    private const string Ellipsis = "...";

    private readonly long[] _shape;
    private readonly Func<long, string> _element;
    private readonly int _width;
    private readonly string _newLine;
    private readonly StringBuilder _text = new();

    internal TensorText(Tensor tensor, string format, int width, CultureInfo culture, string newLine)
    {
        (_shape, _width, _newLine) = (tensor.shape, width, newLine);
        var local = tensor.detach().cpu();
        _element = tensor.dtype switch
        {
            ScalarType.Bool => Elements<bool>(local, (value, _) => value ? "True" : "False"),
            ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 => Elements<float>(local.to(ScalarType.Float32), (value, c) => value.ToString(format, c)),
            ScalarType.Float64 => Elements<double>(local, (value, c) => value.ToString(format, c)),
            _ => Elements<long>(local.to(ScalarType.Int64), (value, c) => value.ToString(c)),
        };

        Func<long, string> Elements<T>(Tensor values, Func<T, CultureInfo, string> print) where T : unmanaged
        {
            var data = values.data<T>().ToArray();
            return i => print(data[i], culture);
        }
    }

    /// <summary>What follows the metadata: a value, or the rows of every slice of the last two dimensions, columns aligned.</summary>
    internal string Julia()
    {
        if (_shape.Length == 0)
            return $", value = {_element(0)}";
        _text.Append(_newLine);
        if (_shape.Length == 1)
            Table(0, 1, _shape[0]);
        else if (_shape.Length == 2)
            Table(0, _shape[0], _shape[1]);
        else
            Slices();
        return _text.ToString();
    }

    /// <summary>Nested brackets; a dimension of more than six shows its first and last three.</summary>
    internal string Numpy()
    {
        if (_shape.Length == 0)
            return _element(0);
        Nested(0, 0);
        return _text.ToString();
    }

    private void Slices()
    {
        var (rows, columns) = (_shape[^2], _shape[^1]);
        var leading = _shape[..^2];
        var index = new long[leading.Length];
        var slices = leading.Aggregate(1L, (product, size) => product * size);
        for (var s = 0L; s < slices; s++)
        {
            if (s > 0)
                _text.Append(_newLine);
            _text.Append(CultureInfo.InvariantCulture, $"[{string.Join(',', index)},..,..] =").Append(_newLine);
            Table(s * rows * columns, rows, columns);
            for (var d = index.Length - 1; d >= 0 && ++index[d] == leading[d]; d--)
                index[d] = 0;
        }
    }

    private void Table(long offset, long rows, long columns)
    {
        var cells = new List<string>[rows];
        for (var r = 0L; r < rows; r++)
            cells[r] = Row(offset + (r * columns), columns);
        var shown = rows == 0 ? 0 : cells.Min(row => row.Count);
        var widths = Enumerable.Range(0, shown).Select(c => cells.Max(row => row[c].Length)).ToArray();
        foreach (var row in cells)
        {
            for (var c = 0; c < shown; c++)
                _text.Append(' ').Append(row[c].PadLeft(widths[c]));
            if (shown < columns)
                _text.Append(' ').Append(Ellipsis);
            _text.Append(_newLine);
        }
    }

    /// <summary>As many elements as fit on a line, with room for an ellipsis.</summary>
    private List<string> Row(long offset, long columns)
    {
        var row = new List<string>();
        var room = _width;
        for (var c = 0L; c < columns; c++)
        {
            var cell = _element(offset + c);
            if (room - cell.Length < Ellipsis.Length + 1)
                break;
            row.Add(cell);
            room -= cell.Length + 1;
        }
        return row;
    }

    private void Nested(int d, long offset)
    {
        _text.Append('[');
        var last = d == _shape.Length - 1;
        var stride = _shape[(d + 1)..].Aggregate(1L, (product, size) => product * size);
        var between = last ? ", " : string.Concat(Enumerable.Repeat(_newLine, _shape.Length - 1 - d)) + new string(' ', d + 1);
        for (var i = 0L; i < _shape[d]; i++)
        {
            if (i > 0)
                _text.Append(between);
            if (_shape[d] > Shown && i == Shown / 2)
            {
                _text.Append(Ellipsis).Append(last ? " " : between);
                i = _shape[d] - (Shown / 2);
            }
            if (last)
                _text.Append(_element(offset + i));
            else
                Nested(d + 1, offset + (i * stride));
        }
        _text.Append(']');
    }
}
