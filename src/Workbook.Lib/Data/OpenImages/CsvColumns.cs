namespace Workbook.Data.OpenImages;

/// <summary>Where the named columns of a file are, whose first line names all.</summary>
internal sealed class CsvColumns
{
    private readonly string[] _names;
    private readonly int[] _positions;

    private CsvColumns(string[] names, int[] positions, int count, int form) => (_names, _positions, Count, Form) = (names, positions, count, form);

    /// <summary>Columns of the file.</summary>
    public int Count { get; }

    /// <summary>Which of the forms the file has.</summary>
    public int Form { get; }

    /// <summary>The position of a named column.</summary>
    public int this[int name] => _positions[name];

    /// <summary>Reads the first line.</summary>
    /// <param name="csv">At the start.</param>
    /// <param name="forms">The columns that are needed, in any order among any others; the first form whose columns are all there is taken.</param>
    /// <exception cref="InvalidDataException">Columns are missing, or stand twice.</exception>
    public static CsvColumns Read(CsvReader csv, params string[][] forms)
    {
        var expected = string.Join("; or ", forms.Select(names => string.Join(", ", names)));
        if (!csv.Read())
            throw csv.Error(1, $"the file is empty, expected the columns {expected}");
        if (csv.Count > CsvReader.MostFields)
            throw csv.Error(csv.Line, $"got {csv.Count} columns, expected at most {CsvReader.MostFields}, of them {expected}");
        var found = Enumerable.Range(0, csv.Count).Select(csv.Text).ToArray();
        for (var form = 0; form < forms.Length; form++)
        {
            var positions = Array.ConvertAll(forms[form], name => Array.IndexOf(found, name));
            var isUnique = forms[form].Select(name => Array.LastIndexOf(found, name)).SequenceEqual(positions);
            if (isUnique && !positions.Contains(-1))
                return new CsvColumns(forms[form], positions, found.Length, form);
        }
        throw csv.Error(csv.Line, $"got the columns {string.Join(", ", found)}; expected {expected}; each once, in any order among any others");
    }

    /// <summary>What is wrong with the form of the current line; null where nothing is.</summary>
    public string? Fault(CsvReader csv) => csv.Count != Count ? "line that has not as many fields as the first"
        : csv.IsMisquoted ? "line with something behind a closing quote"
        : null;

    /// <summary>A field in words, for the place of a problem.</summary>
    public string Describe(CsvReader csv, int name) => $"{_names[name]} {csv.Text(_positions[name])}";
}
