namespace Workbook.Losses;

/// <summary>
/// How often each category occurs in a training set: <c>N_j</c>, <c>f_j</c> and <c>TR(lambda)</c> of the paper (section 3.2, equation 8).
/// Index = category 0..K-1; background has no entry.
/// </summary>
/// <remarks>
/// <c>f_j = N_j / total</c> in double precision and "tail" is <c>f_j &lt; lambda</c>, strictly, as in the authors' code. What divides
/// matters at the boundaries of LVIS v0.5: with all 57,263 training images (the paper: "the image number of the entire dataset") the
/// paper's lambda = 1.76e-3 selects all 915 rare and common categories; with the 56,740 images that have an annotation (the authors' code,
/// which therefore sets lambda to 1.77e-3) a category in exactly 100 images has f = 1.7624e-3, and 1.76e-3 selects 912.
/// </remarks>
public sealed class ClassFrequency
{
    private readonly long[] _imageCounts;
    private readonly double[] _frequencies;

    /// <param name="imageCounts"><c>N_j</c>: the training images that contain category j, at most all.</param>
    /// <param name="totalImages">Images of the training set, at least 1; in classification the sum of the counts.</param>
    /// <param name="source">Where the counts come from, for reports.</param>
    /// <param name="sha256">SHA-256 of that file or recipe in hexadecimal; empty where there is none.</param>
    /// <exception cref="ArgumentException">No category, or a count outside its range.</exception>
    public ClassFrequency(ReadOnlySpan<long> imageCounts, long totalImages, string source, string sha256)
    {
        if (imageCounts.IsEmpty)
            throw new ArgumentException("Class frequencies need at least one category, got none.", nameof(imageCounts));
        ArgumentOutOfRangeException.ThrowIfLessThan(totalImages, 1);
        for (var j = 0; j < imageCounts.Length; j++)
            if (imageCounts[j] < 0 || imageCounts[j] > totalImages)
                throw new ArgumentException(
                    $"Category {j} of {source}: expected an image count in [0, {totalImages}] (the total), got {imageCounts[j]}. "
                    + "Are these instance counts?",
                    nameof(imageCounts));
        _imageCounts = imageCounts.ToArray();
        _frequencies = Array.ConvertAll(_imageCounts, count => (double)count / totalImages);
        (TotalImages, Source, Sha256) = (totalImages, source, sha256);
    }

    /// <summary><c>N_j</c>, images that contain category j.</summary>
    public IReadOnlyList<long> ImageCounts => _imageCounts;

    /// <summary><c>f_j = N_j / total</c>, in [0, 1].</summary>
    public IReadOnlyList<double> Frequencies => _frequencies;

    /// <summary>Images of the training set.</summary>
    public long TotalImages { get; }

    /// <summary>Where the counts come from.</summary>
    public string Source { get; }

    /// <summary>SHA-256 of the source in hexadecimal, or empty.</summary>
    public string Sha256 { get; }

    /// <summary><c>T_lambda(f_j)</c>: whether <c>f_j &lt; lambda</c>, for each category.</summary>
    public bool[] Tail(double lambda) => Array.ConvertAll(_frequencies, f => f < lambda);

    /// <summary>
    /// <c>TR(lambda)</c> (equation 8): the share of the tail categories' image counts in all image counts, in [0, 1]. The paper finds 2 %
    /// to 10 % the right range for lambda.
    /// </summary>
    public double TailRatio(double lambda)
    {
        long tail = 0, all = 0;
        for (var j = 0; j < _imageCounts.Length; j++)
        {
            all += _imageCounts[j];
            if (_frequencies[j] < lambda)
                tail += _imageCounts[j];
        }
        return all == 0 ? 0 : (double)tail / all;
    }
}
