namespace Workbook.Evaluation.Detection;

/// <summary>A range of areas in square pixels, both ends included: 32 x 32 is small and medium.</summary>
internal readonly record struct AreaRange(double Least, double Most)
{
    /// <summary>Any size, small, medium and large, in this order.</summary>
    public static AreaRange[] Standard { get; } = [new(0, 1e10), new(0, 32 * 32), new(32 * 32, 96 * 96), new(96 * 96, 1e10)];

    public bool Contains(double area) => !(area < Least || area > Most);
}
