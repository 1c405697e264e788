namespace Workbook.Evaluation.Detection;

/// <summary>Where an evaluation goes.</summary>
internal static class EvaluationFiles
{
    /// <summary>The CSV beside a JSON.</summary>
    public static string TablePath(string json)
    {
        var table = Path.ChangeExtension(json, ".csv");
        return table != json ? table : throw new ArgumentException(
            $"{json}: the JSON cannot end in .csv, where the table is written beside it; give it another ending, for example .json.", nameof(json));
    }
}
