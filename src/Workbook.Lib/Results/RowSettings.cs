namespace Workbook.Results;

/// <summary>In what the settings of rows differ that must not differ where their numbers are compared.</summary>
internal static class RowSettings
{
    /// <summary>Each setting with more than one value among rows that have runs, in words: <c>device (cpu; cuda)</c>.</summary>
    public static IEnumerable<string> Differences(IEnumerable<RowResults> rows)
    {
        var specs = rows.Select(row => row.Spec).OfType<RunSpec>().ToArray();
        var values = new (string What, string[] Values)[]
        {
            ("data", Data(specs)),
            ("device", [.. specs.Select(spec => spec.Device).Distinct()]),
            ("libtorch", [.. specs.Select(spec => spec.Libtorch).Distinct()]),
            ("training code", [.. specs.Select(spec => spec.TrainingCode).Distinct()]),
        };
        return values.Where(setting => setting.Values.Length > 1).Select(setting => $"{setting.What} ({string.Join("; ", setting.Values)})");
    }

    // Data of one name but other content is other data.
    private static string[] Data(RunSpec[] specs)
    {
        var data = specs.Select(spec => (spec.Data.Name, Hash: CanonicalJson.Hash(RecordJson.ToJson(new { spec.Data.Sha256 })))).Distinct().ToArray();
        return [.. data.Select(item => data.Count(other => other.Name == item.Name) > 1 ? $"{item.Name} {item.Hash[..8]}" : item.Name)];
    }
}
