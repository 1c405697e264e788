using System.Globalization;

namespace Workbook.Experiments;

/// <summary>In which order training images come. A closed set.</summary>
public abstract record Sampling
{
    private Sampling()
    {
    }

    /// <summary>Name in lower case, part of <see cref="Experiment.Slug"/>; empty for <see cref="Uniform"/>.</summary>
    internal abstract string Slug { get; }

    /// <summary>Every image once an epoch.</summary>
    public sealed record Uniform : Sampling
    {
        internal override string Slug => "";
    }

    /// <summary>A category, then an image of it (Shen et al. 2016).</summary>
    public sealed record ClassAware : Sampling
    {
        internal override string Slug => "class-aware";
    }

    /// <summary>Images of infrequent categories more often (Gupta et al. 2019): by <c>max(1, sqrt(t / f))</c> of their least frequent category.</summary>
    /// <param name="Threshold">t, a share of images; above 0.</param>
    public sealed record RepeatFactor(double Threshold) : Sampling
    {
        internal override string Slug => "repeat-factor-t" + Threshold.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
    }
}
