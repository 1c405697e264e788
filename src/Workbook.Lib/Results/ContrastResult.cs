using System.Globalization;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>What the runs say about one contrast of a claim. Numbers are in the unit of the metrics, percentage points.</summary>
public sealed record ContrastResult
{
    /// <summary>The contrast.</summary>
    public required Contrast Contrast { get; init; }

    /// <summary>The verdict on this contrast alone.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Mean over seeds; null where a row has no runs, or the rows cannot be compared.</summary>
    public double? Mean { get; init; }

    /// <summary>Sample standard deviation over seeds (n - 1) of the contrast seed by seed; null unless <see cref="IsPaired"/>.</summary>
    public double? Deviation { get; init; }

    /// <summary>Lower end of the 95 % confidence interval of the mean; null where there is none.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the 95 % confidence interval of the mean; null where there is none.</summary>
    public double? Upper { get; init; }

    /// <summary>The seeds used: those that all rows share where <see cref="IsPaired"/>, otherwise those of any row.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [];

    /// <summary>Whether the contrast was taken seed by seed: where all rows share at least two seeds.</summary>
    public bool IsPaired { get; init; }

    /// <summary>The same contrast of the published numbers; null where the paper leaves one out.</summary>
    public double? Published { get; init; }

    /// <summary>Whether the paper copied one of these published numbers from other work.</summary>
    public bool IsPublishedCopied { get; init; }

    /// <summary>Whether the numbers come from synthetic data.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>Why this verdict, in a sentence.</summary>
    public string Reason => $"{char.ToUpperInvariant(Clause[0])}{Clause[1..]}.";

    /// <summary><c>+0.41 [+0.10, +0.72]</c>, without the interval where there is none, and marked where synthetic; empty without a mean.</summary>
    public string MeasuredText => Mean is { } mean ? SignedText.Of(mean, Lower, Upper) + (IsSynthetic ? " (SYNTHETIC)" : "") : "";

    /// <summary><c>+2.05</c>, marked where copied; empty where there is none.</summary>
    public string PublishedText => Published is { } published ? SignedText.Of(published) + (IsPublishedCopied ? " (copied)" : "") : "";

    /// <summary><c>3 paired seeds</c>, <c>3 unpaired seeds</c> or <c>1 seed</c>; empty without a mean.</summary>
    public string SeedsText => (Mean, Seeds.Count) switch
    {
        (null, _) => "",
        (_, 1) => "1 seed",
        (_, var count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(IsPaired ? "paired" : "unpaired")} seeds"),
    };

    /// <summary><c>top-1 gain &gt; 2</c>: what the contrast must be.</summary>
    public string Condition => $"{Contrast.Label} > {MarginText}";

    /// <summary>The margin: <c>2</c>.</summary>
    public string MarginText => Contrast.Margin.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary><c>top-1 gain &gt; 2: here +0.41 [+0.10, +0.72] over 3 paired seeds, published +2.05</c>, without what is not there.</summary>
    public string Summary
    {
        get
        {
            var here = Mean is null ? null : $"here {MeasuredText} over {SeedsText}";
            var published = Published is null ? null : $"published {PublishedText}";
            var numbers = string.Join(", ", new[] { here, published }.OfType<string>());
            return numbers.Length > 0 ? $"{Condition}: {numbers}" : Condition;
        }
    }

    /// <summary>The reason without capital and full stop, to follow "because".</summary>
    internal string Clause { get; init; } = "";
}
