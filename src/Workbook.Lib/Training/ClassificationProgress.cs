using Newtonsoft.Json;
using Workbook.Results;

namespace Workbook.Training;

/// <summary>What a classification run has to tell so far; the part of its checkpoint that is not tensors.</summary>
internal sealed record ClassificationProgress
{
    /// <summary>Optimizer steps done.</summary>
    public long Iteration { get; set; }

    /// <summary>Start of the first attempt, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Seconds of work in all attempts up to the checkpoint.</summary>
    public double WallSeconds { get; set; }

    /// <summary>Loss and learning rate of every iteration.</summary>
    public List<CurvePoint> Curve { get; init; } = [];

    /// <summary>Test accuracy along training.</summary>
    public List<AccuracyPoint> Accuracy { get; init; } = [];

    internal static ClassificationProgress Parse(string json) => JsonConvert.DeserializeObject<ClassificationProgress>(json)!;

    internal string ToJson() => JsonConvert.SerializeObject(this);
}
