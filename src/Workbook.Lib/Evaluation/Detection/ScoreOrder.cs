namespace Workbook.Evaluation.Detection;

/// <summary>Sorts by score, highest first; at equal scores the earlier stays the earlier, as NumPy's merge sort of the negated scores does.</summary>
internal static class ScoreOrder
{
    /// <summary>Sorts items by negated score.</summary>
    /// <param name="negated">Negated scores; sorted as well.</param>
    /// <param name="positions">Ascending numbers, one a score, which take the scores' order.</param>
    public static void Sort(Span<double> negated, Span<int> positions)
    {
        negated.Sort(positions);
        for (var start = 0; start < negated.Length;)
        {
            var end = start + 1;
            while (end < negated.Length && negated[end] == negated[start])
                end++;
            if (end - start > 1)
                positions[start..end].Sort();
            start = end;
        }
    }
}
